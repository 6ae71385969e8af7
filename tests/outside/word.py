#!/usr/bin/env python3
"""Has Word documents of the program judged by other programs, and fails on any finding.

    python tests/outside/word.py PATH-OF-MINUTEBOOK [FOLDER]

Needs openxml-audit and python-docx in this Python, and soffice with Writer for the pictures of pages, which are left in
FOLDER to be looked at. What it makes: minutes and reports of the sample book, plain and on the templates of the suite.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import docx
from docx.oxml.ns import qn

TEMPLATES = pathlib.Path(__file__).resolve().parent.parent / "data" / "templates"
MEETING, BODY, PLAN = "csib-2026-07-13", "csib", "csip"


class Checks:
    def __init__(self) -> None:
        self.findings: list[str] = []

    def holds(self, is_so: bool, what: str) -> None:
        if not is_so:
            self.findings.append(what)


def run(*command: object, check: bool = True) -> subprocess.CompletedProcess:
    return subprocess.run([str(part) for part in command], check=check, capture_output=True, stdin=subprocess.DEVNULL)


def make(program: str, folder: pathlib.Path) -> list[pathlib.Path]:
    """Writes the documents, and returns them."""
    book = folder / "book.db"
    # Without a terminal the book is made, and then not shown.
    run(program, "--book", book, "demo", check=False)
    on_book = (program, "--book", book, "--now", "2026-09-14 18:00")
    wanted = {
        "minutes": ("export", MEETING),
        "minutes-members": ("export", MEETING, "--audience", "members"),
        "plan": ("report", "plan", PLAN),
        "brief": ("report", "brief", BODY),
        "highlight": ("report", "highlight", PLAN),
    }
    for template in ("python-docx", "libreoffice"):
        wanted[f"on-{template}"] = ("export", MEETING, "--template", TEMPLATES / f"{template}.docx")
    files = []
    for name, command in wanted.items():
        file = folder / f"{name}.docx"
        run(*on_book, *command, "--as", "docx", "--force", "-o", file)
        files.append(file)
    return files


def audit(file: pathlib.Path, found: Checks) -> None:
    """Asks whether Word would open it. A template's own faults are not ours."""
    audited = run(pathlib.Path(sys.executable).with_name("openxml-audit"), "--max-errors", 0, file, check=False)
    said = audited.stdout.decode() + audited.stderr.decode()
    found.holds(audited.returncode == 0 and "Errors: 0" in said, f"{file.name}: openxml-audit: {said.strip()}")


def level_of(paragraph) -> int | None:
    """Returns how deep a list item stands, if it is one."""
    properties = paragraph._p.pPr
    numbers = properties.numPr if properties is not None else None
    return numbers.ilvl.val if numbers is not None and numbers.ilvl is not None else None


def read(file: pathlib.Path, found: Checks) -> None:
    """Asks python-docx for styles, lists, tables and properties."""
    document = docx.Document(str(file))
    paragraphs = document.paragraphs
    styles = [paragraph.style.name for paragraph in paragraphs]
    found.holds(all(styles), f"{file.name}: a paragraph without a style")
    found.holds(any(style == "Heading 1" for style in styles), f"{file.name}: no Heading 1")
    found.holds("Title" in styles, f"{file.name}: no title")
    levels = [int(style[-1]) for style in styles if re.fullmatch(r"Heading \d", style)]
    leaps = [pair for pair in zip(levels, levels[1:]) if pair[1] > pair[0] + 1]
    found.holds(levels[:1] == [1] and not leaps, f"{file.name}: headings leap: {leaps}")
    typed = [p.text for p in paragraphs if p.text.lstrip()[:1] in "•◦▪" and p.text.strip()]
    found.holds(not typed, f"{file.name}: typed bullets: {typed[:3]}")
    properties = document.core_properties
    found.holds(bool(properties.title) and properties.language == "en-GB", f"{file.name}: title or language")
    found.holds(properties.author != "Somebody Else", f"{file.name}: the template's author")
    for table in document.tables:
        if table.style is not None and table.style.name == "Minutes Table":
            header = table.rows[0]._tr.trPr
            is_header = header is not None and header.find(qn("w:tblHeader")) is not None
            found.holds(is_header, f"{file.name}: a table without a header row")
    if file.stem.startswith(("minutes", "on-")):
        depths = {level_of(paragraph) for paragraph in paragraphs} - {None}
        found.holds({0, 1} <= depths, f"{file.name}: lists of the levels {depths}")
        for style in ("Action", "Decision", "Draft"):
            found.holds(style in styles, f"{file.name}: nothing in the style {style}")
        headers = "".join(p.text for section in document.sections for p in section.header.paragraphs)
        found.holds("DRAFT" in headers, f"{file.name}: no DRAFT in the header: {headers}")
        everything = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
        found.holds("{{" not in everything, f"{file.name}: a field was left")


def picture(files: list[pathlib.Path], folder: pathlib.Path, found: Checks) -> None:
    """Turns the documents into pages, to be looked at."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, *files)
    for file in files:
        page = file.with_suffix(".pdf")
        found.holds(page.exists(), f"{file.name}: LibreOffice cannot open it")
        if page.exists() and shutil.which("pdftoppm"):
            run("pdftoppm", "-r", 70, "-png", page, file.with_suffix(""))


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    found = Checks()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(sys.argv[2] if len(sys.argv) == 3 else temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("book.db*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        files = make(sys.argv[1], folder)
        for file in files:
            audit(file, found)
            read(file, found)
        picture(files, folder, found)
    for finding in found.findings:
        print(finding, file=sys.stderr)
    print(f"{len(files)} Word documents, {len(found.findings)} findings")
    return 1 if found.findings else 0


if __name__ == "__main__":
    sys.exit(main())
