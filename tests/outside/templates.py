#!/usr/bin/env python3
"""Makes the templates in tests/data/templates: one with python-docx, and what LibreOffice makes of it.

    python tests/outside/templates.py      needs python-docx, and soffice with Writer
"""

import pathlib
import shutil
import subprocess
import tempfile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data" / "templates"


def letterhead() -> docx.document.Document:
    """A letterhead with fields, some of them split over runs, and a place for the minutes."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.header.paragraphs[0].text = "Wexmoor Council \u2013 {{short_name}}"
    section.footer.paragraphs[0].text = "{{title}}"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x00, 0x66, 0x33)
    document.styles["Normal"].font.name = "Georgia"
    action = document.styles.add_style("Action", WD_STYLE_TYPE.PARAGRAPH)
    action.font.size = Pt(13)
    document.core_properties.title = "Template of Democratic Services"
    document.core_properties.author = "Somebody Else"
    document.core_properties.last_modified_by = "Somebody Else"

    cover = document.add_paragraph()
    for piece in ["Meeting of {", "{bo", "dy}", "} on {{date}}, ", "{{ Venue", " }}"]:
        run = cover.add_run(piece)
        run.bold = "bo" in piece
    document.add_paragraph("Before the minutes.")
    document.add_paragraph("An item", style="List Number")
    document.add_paragraph("{{MINUTES_BODY}}")
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.cell(0, 0).text = "Chair: {{chair}}"
    table.cell(0, 1).text = "After the minutes."
    return document


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = FOLDER / "python-docx.docx"
    letterhead().save(made)
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "docx"]
        subprocess.run([*command, "--outdir", folder, str(made)], check=True, capture_output=True)
        shutil.copyfile(pathlib.Path(folder) / made.name, FOLDER / "libreoffice.docx")


if __name__ == "__main__":
    main()
