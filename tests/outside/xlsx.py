#!/usr/bin/env python3
"""Checks spreadsheets of the sample book with tools that are not ours.

    python3 -m venv VENV && VENV/bin/pip install openpyxl openxml-audit
    apt-get install libreoffice-calc
    cargo build --release
    VENV/bin/python tests/outside/xlsx.py target/release/minutebook [FOLDER]

openpyxl reads every cell, LibreOffice opens the files and writes them as CSV, openxml-audit validates them. It ends
with status 1 and says what is wrong if there is any finding. The files stay in FOLDER, if one is named.
"""

import csv
import datetime
import os
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
# What is written, each with the arguments of the program.
DOCUMENTS = {
    "log": ["actions", "all", "--as", "xlsx"],
    "log-members": ["actions", "all", "--as", "xlsx", "--audience", "members"],
    "attendance": ["report", "attendance", "csib", "--year", "2026", "--as", "xlsx"],
    "plan": ["report", "plan", "csip", "--as", "xlsx"],
    "actions": ["export", "csib-2026-05-11", "--what", "actions", "--as", "xlsx"],
}
# Words that only exempt matter of the sample has.
EXEMPT = ["Skelwith", "Quillbeck", "Hanne", "Harrowgill", "Pendlewick", "Ormsgate", "Tewsley"]
FILLS = {"Red": "FFFFC9C3", "Amber": "FFFFDCA3", "Green": "FFBFE6C8", "Blue": "FFC2DAF7", "Grey": "FFDADADA"}
findings = []


def holds(is_so, what):
    if not is_so:
        findings.append(what)


def run(program, book, arguments):
    command = [program, "--book", str(book), "--now", "2026-09-20 10:00", *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    holds(done.returncode == 0, f"{' '.join(arguments)}: {done.stderr.decode()}")
    return done.stdout


def check_book(name, path):
    book = openpyxl.load_workbook(path)
    holds(bool(book.properties.title), f"{name}: no title")
    for sheet in book:
        where = f"{name}, {sheet.title}"
        holds(len(sheet.tables) == 1, f"{where}: {len(sheet.tables)} tables")
        table = next(iter(sheet.tables.values()))
        holds(table.ref == sheet.dimensions, f"{where}: the table is {table.ref}, the cells are {sheet.dimensions}")
        holds(table.autoFilter is not None, f"{where}: no filter")
        holds(sheet.freeze_panes == "A2", f"{where}: frozen at {sheet.freeze_panes}")
        holds(sheet.print_title_rows == "$1:$1", f"{where}: the heading is not repeated")
        holds(all(cell.font.b and cell.fill.fgColor.rgb == "FF1F3A5F" for cell in sheet[1]), f"{where}: plain heading")
        for row in sheet.iter_rows():
            for cell in row:
                holds(cell.data_type != "f", f"{where}, {cell.coordinate}: a formula")
                holds(not cell.hyperlink, f"{where}, {cell.coordinate}: a link")
    return book


def check_log(name, book):
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    rows = [dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    holds(len(rows) > 20, f"{name}: {len(rows)} rows")
    for row in rows:
        for column in ("Due", "Given", "Closed"):
            value = row[column].value
            holds(value is None or isinstance(value, datetime.datetime), f"{name}: {column} is {value!r}")
        colour = row["RAG"].value.split(":")[0]
        holds(row["RAG"].fill.fgColor.rgb == FILLS[colour], f"{name}: {row['RAG'].value} on {row['RAG'].fill.fgColor.rgb}")
    lists = sheet.data_validations.dataValidation
    holds(len(lists) == 1 and lists[0].type == "list", f"{name}: {len(lists)} lists of choices")
    choices = lists[0].formula1.strip('"').split(",")
    holds("proposed for closure" in choices and len(choices) == 9, f"{name}: the choices are {choices}")
    holds(all(row["Status"].value in choices for row in rows), f"{name}: a status that is no choice")


def check_in_libreoffice(folder, name, book):
    """Every cell of the first sheet reads the same in LibreOffice."""
    command = ["soffice", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"]
    environment = os.environ | {"HOME": str(folder)}
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(folder / f"{name}.xlsx")], capture_output=True, check=False, env=environment
    )
    written = folder / f"{name}.csv"
    holds(written.exists(), f"{name}: LibreOffice does not open it: {done.stderr.decode()}")
    if not written.exists():
        return
    with written.open(encoding="utf-8", newline="") as lines:
        there = list(csv.reader(lines))
    expected = [[shown(cell.value) for cell in row] for row in book.worksheets[0].iter_rows()]
    holds(there == expected, f"{name}: LibreOffice reads other cells")


def shown(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{value.day} {value:%b %Y}"
    return str(value)


def main():
    program, keep = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(keep[0] if keep else temporary).resolve()
        folder.mkdir(exist_ok=True)
        book = folder / "sample.db"
        book.unlink(missing_ok=True)
        fill(program, book)
        for name, arguments in DOCUMENTS.items():
            path = folder / f"{name}.xlsx"
            path.write_bytes(run(program, book, arguments))
            holds(path.read_bytes() == run(program, book, arguments), f"{name}: other bytes the second time")
            found = check_book(name, path)
            if name.startswith("log"):
                check_log(name, found)
            if not name.endswith("members"):
                words = " ".join(str(cell.value) for sheet in found for row in sheet.iter_rows() for cell in row)
                words += f"{found.properties} {found.sheetnames}"
                holds(not any(word in words for word in EXEMPT), f"{name}: exempt words")
            check_in_libreoffice(folder, name, found)
            audit = subprocess.run(
                [sys.executable, "-m", "openxml_audit", str(path)], capture_output=True, text=True, check=False
            )
            holds(audit.returncode == 0, f"{name}: openxml-audit says {audit.stdout}{audit.stderr}")
    for finding in findings:
        print(finding)
    print(f"{len(DOCUMENTS)} spreadsheets, {len(findings)} findings")
    sys.exit(1 if findings else 0)


def fill(program, book):
    """Minutes the sample's meetings in order, with the plan that their board had at the first."""
    for nth, agenda in enumerate(sorted(SAMPLE.glob("*.agenda.txt"), key=lambda path: path.name[-21:])):
        meeting = agenda.name.removesuffix(".agenda.txt")
        run(program, book, ["agenda", str(agenda)])
        if nth == 0:
            run(program, book, ["import", "plan", str(SAMPLE / "csib-plan.csv"), "--yes"])
        run(program, book, ["transcribe", meeting, str(SAMPLE / f"{meeting}.capture.txt")])


if __name__ == "__main__":
    main()
