#!/usr/bin/env python3
"""Checks PDFs of the sample book with tools that are not ours.

    python3 -m venv VENV && VENV/bin/pip install outloud==0.2.1 pikepdf pymupdf
    apt-get install qpdf poppler-utils
    cargo build --release --features pdf
    VENV/bin/python tests/outside/pdf.py target/release/minutebook [FOLDER]

It ends with status 1 and says what is wrong if there is any finding. The PDFs stay in FOLDER, if one is named.
"""

import collections
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import pikepdf
import pymupdf

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
MEETINGS = ["csib-2026-03-09", "csib-2026-05-11", "agc-2026-06-10", "csib-2026-07-13", "csib-2026-09-14"]
# What is printed, each with the arguments of the program.
DOCUMENTS = {
    "minutes-march": ["export", "csib-2026-03-09"],
    "minutes-march-members": ["export", "csib-2026-03-09", "--audience", "members"],
    "minutes-july": ["export", "csib-2026-07-13"],
    "minutes-audit": ["export", "agc-2026-06-10", "--audience", "members"],
    "plan": ["report", "plan", "csip"],
    "highlight": ["report", "highlight", "csip"],
    "brief": ["report", "brief", "csib"],
}
PAPER = {"width": 595, "height": 842, "margin": 60}

# Rules of outloud that guess, and guess wrong; the structure of each table is checked cell by cell instead.
GUESSES = {
    "TBL-010",  # Takes a table of few rows for torn, because each row begins with a cell that is its header.
    "TBL-014",  # Does not see that the table which is drawn is the one that is tagged.
}

findings = []


def hold(is_so, document, what):
    """Notes a finding unless something is so."""
    if not is_so:
        findings.append(f"{document}: {what}")


def run(*command, stdin=None):
    return subprocess.run([str(part) for part in command], capture_output=True, input=stdin)


class Book:
    """The sample book, made by the program from its own files."""

    def __init__(self, program, folder):
        self.program = program
        self.book = folder / "sample.db"
        for meeting in MEETINGS:
            self.do("agenda", SAMPLE / f"{meeting}.agenda.txt")
            if meeting == MEETINGS[0]:
                self.do("import", "plan", SAMPLE / "csib-plan.csv")
            self.do("transcribe", meeting, SAMPLE / f"{meeting}.capture.txt")

    def do(self, *arguments):
        done = run(self.program, "--book", self.book, "--now", "2026-09-14 20:00", *arguments)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, arguments))}: {done.stderr.decode()}")
        return done.stdout


class Page(html.parser.HTMLParser):
    """The words of the same document as a page, in order, without those of drawings."""

    HEADINGS = {"h2", "h3", "h4", "h5", "h6"}

    def __init__(self, text):
        super().__init__()
        self.skipped, self.inside = 0, []
        self.words, self.headers, self.drawn = [], set(), set()
        self.headings, self.tables, self.pictures = [], 0, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("head", "svg", "details") or attributes.get("class") == "skip":
            self.skipped += 1
        self.inside.append(tag)
        self.tables += tag == "table"
        self.pictures += tag == "svg"
        if tag in self.HEADINGS:
            self.headings.append("")

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass
        if self.skipped and tag in ("head", "svg", "details", "a"):
            self.skipped -= 1

    def handle_data(self, data):
        if "svg" in self.inside:
            self.drawn |= set(data.split())
        if self.skipped:
            return
        self.words += data.split()
        if "thead" in self.inside:
            self.headers |= set(data.split())
        if self.HEADINGS & set(self.inside):
            self.headings[-1] += data


def check_words(name, path, page):
    """Every word of the page is in the PDF once and in order; beside them are only headers that are repeated."""
    expected, at, extra = "".join(page.words), 0, []
    for sheet in pymupdf.open(path):
        for block in sheet.get_text("dict")["blocks"]:
            for line in block.get("lines", []):
                level = abs(line["dir"][1]) < 0.01
                inside = PAPER["margin"] < line["bbox"][1] < PAPER["height"] - PAPER["margin"]
                if not (level and inside):
                    continue
                for word in "".join(span["text"] for span in line["spans"]).replace("\u200b", "").split():
                    if expected.startswith(word, at):
                        at += len(word)
                    else:
                        extra.append(word)
    hold(at == len(expected), name, f"its words end before “{expected[at:at + 60]}”")
    # Bullets, headers that are repeated on the next page, and the words in drawings.
    known = {"•", "–"} | page.headers | page.drawn
    strange = [word for word in extra if word not in known]
    hold(not strange, name, f"has words that are not in the page: {strange}")


def elements(node):
    """Returns the elements of the structure below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def outline(node):
    item = node.get("/First")
    while item is not None:
        yield str(item.Title)
        yield from outline(item)
        item = item.get("/Next")


def attribute(element, key):
    values = element.get("/A", [])
    for value in values if isinstance(values, pikepdf.Array) else [values]:
        if isinstance(value, pikepdf.Dictionary) and key in value:
            return str(value[key])
    return None


def check_structure(name, path, page):
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        hold(root.MarkInfo.Marked, name, "is not marked")
        hold(str(root.Lang) == "en-GB", name, f"is in the language {root.get('/Lang')}")
        hold(root.ViewerPreferences.DisplayDocTitle, name, "does not show its title")
        for key in ("/AcroForm", "/OpenAction", "/AA"):
            hold(key not in root, name, f"has {key}")
        names = root.get("/Names", {})
        hold("/JavaScript" not in names and "/EmbeddedFiles" not in names, name, "has scripts or files in it")
        with pdf.open_metadata() as about:
            hold(about.get("pdfuaid:part") == "1", name, "is not PDF/UA-1")
            hold((about.get("pdfaid:part"), about.get("pdfaid:conformance")) == ("2", "A"), name, "is not PDF/A-2a")
            hold(about.get("dc:title"), name, "has no title")
            hold("2026-11" not in str(about.get("xmp:CreateDate")), name, "has the time when it was made")
        found = list(elements(root.StructTreeRoot))
        kinds = collections.Counter(str(element.S) for element in found)
        levels = [int(str(element.S)[2:]) for element in found if re.fullmatch(r"/H\d", str(element.S))]
        leaps = [pair for pair in zip([0] + levels, levels) if pair[1] > pair[0] + 1]
        hold(levels and not leaps, name, f"its headings leap: {leaps}")
        titles = [" ".join(title.split()) for title in outline(root.Outlines)] if "/Outlines" in root else []
        expected = [" ".join(title.split()) for title in page.headings]
        hold(titles == expected, name, f"its bookmarks are {titles}")
        hold(kinds["/Table"] == page.tables, name, f"has {kinds['/Table']} tables, not {page.tables}")
        for table in (element for element in found if element.S == "/Table"):
            rows = [list(elements(row)) for row in elements(table) if row.S == "/TR"]
            cells = [[(str(cell.S), attribute(cell, "/Scope")) for cell in row if cell.S in ("/TH", "/TD")] for row in rows]
            head, below = cells[0], cells[1:]
            is_head = all(cell == ("/TH", "/Column") for cell in head)
            is_row = all(row[0] == ("/TH", "/Row") and all(cell[0] == "/TD" for cell in row[1:]) for row in below)
            hold(is_head and is_row, name, f"a table is not headed: {cells[:2]}")
            hold({len(row) for row in cells} == {len(head)}, name, "a table has rows of several lengths")
        for figure in (element for element in found if element.S == "/Figure"):
            hold(len(str(figure.get("/Alt", ""))) > 20, name, "has a picture without words")
        drawn = sum(1 for element in found if element.S == "/Figure")
        hold(drawn == page.pictures, name, f"has {drawn} pictures, not {page.pictures}")
        hold(kinds["/LI"] == kinds["/LBody"] >= kinds["/L"], name, "has lists that are none")


def check_tools(name, path):
    checked = run("qpdf", "--check", path)
    hold(checked.returncode == 0, name, f"qpdf: {checked.stdout.decode()}{checked.stderr.decode()}")
    about = run("pdfinfo", path).stdout.decode()
    for wanted in ("Tagged:          yes", "Encrypted:       no", "A4"):
        hold(wanted in about, name, f"pdfinfo does not say {wanted!r}")
    outloud = pathlib.Path(sys.executable).parent / "outloud"
    report = run(outloud, "--json", "-", path)
    try:
        report = json.loads(report.stdout)
    except ValueError:
        hold(False, name, f"outloud: {report.stdout.decode()}{report.stderr.decode()}")
        return
    for result in report["results"]:
        hold(result["error"] is None, name, f"outloud: {result['error']}")
        for finding in result["findings"]:
            told = f"outloud {finding['rule']}, page {finding['page']}: {finding['message']}; {finding.get('evidence')}"
            hold(finding["severity"] != "error" or finding["rule"] in GUESSES, name, told)
            if finding["severity"] == "warning" and finding["rule"] not in GUESSES:
                print(f"{name}: for a person to look at: {told}", file=sys.stderr)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        book = Book(program, pathlib.Path(temporary))
        for name, arguments in DOCUMENTS.items():
            path = folder / f"{name}.pdf"
            path.write_bytes(book.do(*arguments, "--as", "pdf"))
            hold(path.read_bytes() == book.do(*arguments, "--as", "pdf"), name, "is another one the second time")
            page = Page(book.do(*arguments, "--as", "html").decode())
            check_tools(name, path)
            check_structure(name, path, page)
            check_words(name, path, page)
    print("\n".join(findings) or f"{len(DOCUMENTS)} documents, no findings")
    sys.exit(bool(findings))


main()
