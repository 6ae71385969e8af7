//! ODS: the cells of `content.xml`, as LibreOffice writes it.
//!
//! What is repeated is made anew only as often as it has something in it, and no oftener than anybody would type
//! it.

use super::xlsx::iso_date;
use super::{Cell, Gathered, MAX_COLUMNS, MAX_ROWS, Merge, Sheet, broken};
use crate::record::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The most merged ranges of a sheet that are looked at.
const MAX_MERGES: usize = 20_000;

/// Rows or cells alike that a file says once; more of them fill a sheet with a pattern, and are no plan.
const MAX_REPEATS: (u32, u32) = (1000, 50);

pub(super) fn read(content: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = std::str::from_utf8(content).map_err(broken)?;
    let mut reader = Reader::from_str(text);
    let mut tables = Tables::default();
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(element) => tables.begin(&element)?,
            Event::Empty(element) => {
                tables.begin(&element)?;
                tables.end(element.name().as_ref())?;
            }
            Event::End(element) => tables.end(element.name().as_ref())?,
            Event::Text(text) => tables.text(&text),
            Event::CData(text) => tables.text(&text),
            Event::GeneralRef(reference) => tables.text(&meant(&reference)),
            Event::Eof => return Ok(tables.sheets),
            _ => {}
        }
    }
}

/// Returns what an entity stands for.
fn meant(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    let named = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    named.iter().find(|(name, _)| **name == **reference).map_or("", |(_, letter)| letter).to_string()
}

/// What is being read.
#[derive(Default)]
struct Tables {
    sheets: Vec<Sheet>,
    cells: Gathered,
    row: u32,
    column: u32,
    row_repeats: u32,
    /// The cells of this row, for the rows that repeat it.
    row_cells: Vec<(u32, Cell)>,
    open: Option<Open>,
    /// How deep within what is no text of the cell: a comment on it, a drawing.
    aside: u32,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    kind: String,
    date: String,
    value: String,
    repeats: u32,
    rows: u32,
    columns: u32,
    paragraphs: u32,
    text: String,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}

fn is_aside(name: &str) -> bool {
    name == "office:annotation" || name.starts_with("draw:")
}

impl Tables {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let name = element.name();
        let name: &str = name.as_ref();
        if self.aside > 0 || is_aside(name) {
            self.aside += 1;
            return Ok(());
        }
        match (name, &mut self.open) {
            ("table:table", None) => {
                let name = attribute(element, "table:name").unwrap_or_default();
                self.sheets.push(Sheet { name, ..Sheet::default() });
                (self.row, self.column) = (0, 0);
                self.cells = Gathered { count: self.cells.count, ..Gathered::default() };
            }
            ("table:table-row", None) => {
                (self.column, self.row_repeats) = (0, number(element, "table:number-rows-repeated"));
                self.row_cells.clear();
            }
            ("table:table-cell" | "table:covered-table-cell", None) => self.open = Some(Open::of(element)),
            ("text:p" | "text:h", Some(open)) => {
                if open.paragraphs > 0 {
                    open.text.push('\n');
                }
                open.paragraphs += 1;
            }
            ("text:line-break", Some(open)) => open.text.push('\n'),
            ("text:tab", Some(open)) => open.text.push(' '),
            ("text:s", Some(open)) => {
                let blanks = number(element, "text:c").min(1000) as usize;
                open.text.push_str(&" ".repeat(blanks));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(open) = self.open.take() {
                    self.cell(&open);
                }
            }
            "table:table-row" if self.open.is_none() => self.end_row()?,
            "table:table" if self.open.is_none() => {
                let cells = std::mem::take(&mut self.cells);
                self.cells.count = cells.count;
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.rows = cells.into_rows();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.as_mut().filter(|open| self.aside == 0 && open.paragraphs > 0) {
            // Line ends of the file are none of the text.
            open.text.extend(text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
        }
    }

    fn cell(&mut self, open: &Open) {
        let cell = open.cell();
        if !cell.is_empty() {
            let repeats = open.repeats.min(MAX_REPEATS.1);
            self.row_cells.extend((0..repeats).map(|nth| (self.column.saturating_add(nth), cell.clone())));
        }
        if (open.rows > 1 || open.columns > 1)
            && let Some(sheet) = self.sheets.last_mut().filter(|sheet| sheet.merges.len() < MAX_MERGES)
        {
            sheet.merges.push(Merge {
                first_row: self.row,
                last_row: self.row.saturating_add(open.rows - 1),
                first_column: self.column,
                last_column: self.column.saturating_add(open.columns - 1),
            });
        }
        self.column = self.column.saturating_add(open.repeats).min(MAX_COLUMNS);
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        for nth in 0..self.row_repeats.min(MAX_REPEATS.0) {
            for (column, cell) in &self.row_cells {
                self.cells.put(self.row.saturating_add(nth), *column, cell.clone())?;
            }
        }
        self.row = self.row.saturating_add(self.row_repeats).min(MAX_ROWS);
        Ok(())
    }
}

impl Open {
    fn of(element: &BytesStart<'_>) -> Open {
        Open {
            kind: attribute(element, "office:value-type").unwrap_or_default(),
            date: attribute(element, "office:date-value").unwrap_or_default(),
            value: attribute(element, "office:value").unwrap_or_default(),
            repeats: number(element, "table:number-columns-repeated"),
            rows: number(element, "table:number-rows-spanned"),
            columns: number(element, "table:number-columns-spanned"),
            ..Open::default()
        }
    }

    /// Numbers are taken as the sheet shows them: "2.10", "17.5%".
    fn cell(&self) -> Cell {
        match (self.kind.as_str(), self.value.parse::<f64>()) {
            ("date", _) => iso_date(&self.date),
            ("float" | "percentage" | "currency", Ok(number)) => match self.text.trim() {
                "" => Cell::of_number(number),
                shown => Cell::Number(number, shown.to_string()),
            },
            _ => Cell::of_text(&self.text),
        }
    }
}
