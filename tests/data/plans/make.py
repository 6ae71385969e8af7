"""Makes the XLSX files of this folder with openpyxl. The ODS files are made of two of them by LibreOffice:

soffice --headless --convert-to ods merged.xlsx pages.xlsx
"""

from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import PatternFill


def fill(sheet, rows, first=1):
    for nth, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(nth, column, value)


def merged():
    """Merged theme cells and actions, a header over two rows, real dates, serials, percentages."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Action plan"
    fill(sheet, [
        ["Wexmoor SEND Improvement Plan 2026/27"],
        [],
        ["Theme", "Ref", "Action", "Lead", "Timescale", None, "Milestone", "Measure", None, None, "RAG"],
        [None, None, None, "officer", "Start", "End", None, "KPI", "Baseline", "Target", "rating"],
        ["Theme A: Assessment", "A.1", "Assess within twenty weeks", "Head of SEND", date(2026, 4, 1), date(2027, 3, 31),
         "Backlog cleared (31 July 2026)", "In twenty weeks", 0.515, 0.9, "Amber"],
        [None, None, None, None, None, None, "New form – Sept 2026", "Complaints", 44, 10, None],
        [None, "A.2", "Hear every family", None, 46113, 46477, None, None, None, None, "Green"],
        ["Theme B: Health", 2.1, "Jointly commission therapy", "ICB", None, datetime(2026, 12, 18, 9, 30), None, None, None, None,
         "Red"],
        [None, 2.9, "Publish the waits", "ICB", None, "Summer 2026", None, None, None, None, "Red"],
        [None, 2.1, "Agree a charter", "ICB", None, date(2026, 11, 2), None, None, None, None, "Green"],
        [None, 2.2, "Train the nurses", "ICB", None, None, None, None, None, None, None],
        ["Note: therapy waits are the provider's own figures"],
    ])
    for cells in ["A1:K1", "E3:F3", "H3:J3", "A3:A4", "B3:B4", "C3:C4", "A5:A7", "B5:B6", "C5:C6", "D5:D7", "E5:E6", "F5:F6",
                  "K5:K6", "A8:A11"]:
        sheet.merge_cells(cells)
    for cell in ["I5", "J5"]:
        sheet[cell].number_format = "0.0%"
    sheet["B11"].number_format = "0.00"
    for cell in ["E5", "F5"]:
        sheet[cell].number_format = "dd/mm/yyyy"
    sheet["K5"].fill = PatternFill("solid", fgColor="FFC000")
    book.save("merged.xlsx")


def sheets():
    """A sheet for each theme, and others for risks, measures and the key."""
    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    fill(cover, [["Harbour Trust Improvement Programme"], ["Body:", "Harbour Board"], ["Version", 4], ["Draft for comment"]])
    first = book.create_sheet("Safety")
    header = ["Action no", "Action", "Action owner", "Due date", "B/RAG", "Progress update Sept 2026", "Cost code"]
    fill(first, [["Theme 1 - Safety"], header,
                 ["S1", "Check every ladder", "Harbour master", date(2026, 9, 30), "On Target", "Half done", 4410],
                 ["S2", "Replace the buoys", "Harbour master", "In time for the season", "Slipping a little", None, 4411]], 2)
    second = book.create_sheet("Trade")
    fill(second, [header,
                  ["T1", "Win back the ferry", "Chief executive", date(2027, 1, 31), "Pending", "Talks", 4412],
                  ["T2", "Dredge", "Engineer", date(2027, 2, 28), "Achieved", None, None]])
    risks = book.create_sheet("Risk register")
    fill(risks, [["Risk description", "Theme", "Mitigating actions", "Owner", "Likelihood", "RAG"],
                 ["Storms", "Trade", "Insure", "Engineer", 4, "Red"]])
    measures = book.create_sheet("KPIs")
    fill(measures, [["Action ref", "KPI", "Unit", "Baseline", "Target", date(2026, 6, 30), "Sept 2026"],
                    ["S1", "Ladders checked", "ladders", 0, 40, 12, 31],
                    [None, "Days without a fall", "days", 20, 365, 51, 143]])
    measures["F1"].number_format = "mmm yyyy"
    key = book.create_sheet("Key")
    fill(key, [["RAG", "Definition"], ["Achieved", "Done"], ["On Target", "Will be done in time"],
               ["Slipping a little", "Up to a month late"], ["Pending", "Waits for something else"]])
    book.save("sheets.xlsx")


def pages():
    """The header on every page, headings of themes across the table, blank rows and a total."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan"
    header = ["Ref", "Action", "Lead", "By when", "RAG"]
    rows = [["Library Plan"], [], header, ["1", "Books", None, None, None], ["1.1", "Buy large print", "Librarian", date(2026, 10, 1), "G"],
            [], ["1.2", "Weed the stock", "Librarian", date(2026, 12, 1), "A"], header, ["1.3", "Mend the catalogue", "Librarian", None, "A"],
            ["Priority 2: Buildings – Lead: Estates"], ["2.1", "Paint the hall", "Caretaker", date(2027, 4, 5), "R"],
            ["Total", None, None, None, 4], ["* Dates are the contractor's"]]
    fill(sheet, rows)
    sheet.merge_cells("A10:E10")
    book.save("pages.xlsx")


merged()
sheets()
pages()
