//! Files of tables: CSV, XLSX and ODS become sheets of cells, with where each stands.
//!
//! A sheet holds only the cells that have something in them. What is read is capped, since a file of a few
//! kilobytes can claim to be a table of gigabytes.

mod ods;
mod separated;
mod unpack;
mod xlsx;

use crate::record::Refusal;
use crate::record::time::long_date;
use chrono::NaiveDate;
use std::fmt;

/// The largest file that is read, in bytes.
const MAX_FILE: usize = 64 << 20;
/// The most that the parts of a file may unpack to, in bytes.
const MAX_UNPACKED: u64 = 256 << 20;
/// The most cells of a file.
const MAX_CELLS: usize = 2_000_000;
/// The rows and columns that spreadsheets have.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    /// Never blank, without blanks at its ends; lines end with `\n`.
    Text(String),
    Date(NaiveDate),
    /// A number, and how the sheet shows it: "2.10", "17.5%".
    Number(f64, String),
}

/// A row that has something in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// From 0.
    pub index: u32,
    /// In order of columns, which count from 0; none is empty.
    pub cells: Vec<(u32, Cell)>,
}

/// Cells that are shown as one; what they hold stands in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

/// A sheet of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Empty where the file has one table only, and no name for it.
    pub name: String,
    /// In order, without those in which nothing stands.
    pub rows: Vec<Row>,
    pub merges: Vec<Merge>,
}

/// Where a cell stands: "Action plan!D7".
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub sheet: String,
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u32,
}

impl Cell {
    /// Returns a cell of text as somebody would read it: no blanks at the ends, nothing that cannot be seen.
    pub fn of_text(text: &str) -> Cell {
        let unseen = |c: char| matches!(c, '\u{feff}' | '\u{200b}' | '\u{ad}');
        let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}'], "\n").replace('\u{a0}', " ");
        let text: String = text.chars().filter(|c| !unseen(*c)).collect();
        match text.trim() {
            "" => Cell::Empty,
            text => Cell::Text(text.to_string()),
        }
    }

    /// Returns a number that is shown without a format of its own.
    pub fn of_number(number: f64) -> Cell {
        Cell::Number(number, plain(number))
    }

    /// Returns what is to be read in it; dates in full.
    pub fn words(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Date(date) => long_date(*date),
            Cell::Number(_, shown) => shown.clone(),
        }
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }
}

/// Writes a number as people do, without the tail that binary fractions have.
fn plain(number: f64) -> String {
    let rounded = format!("{number:.9}");
    let text = if rounded.contains('.') { rounded.trim_end_matches('0').trim_end_matches('.') } else { &rounded };
    if text == "-0" { "0".into() } else { text.to_string() }
}

impl Row {
    /// Returns the cell in a column.
    pub fn cell(&self, column: u32) -> &Cell {
        let found = self.cells.binary_search_by_key(&column, |(column, _)| *column);
        found.ok().and_then(|at| self.cells.get(at)).map_or(&Cell::Empty, |(_, cell)| cell)
    }
}

impl Merge {
    /// Tells whether it covers a cell.
    pub fn covers(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }
}

impl Sheet {
    /// Returns the merged range of which a cell is a part.
    pub fn merge_at(&self, row: u32, column: u32) -> Option<&Merge> {
        self.merges.iter().find(|merge| merge.covers(row, column))
    }

    /// Returns a row, if anything stands in it.
    pub fn row(&self, index: u32) -> Option<&Row> {
        let found = self.rows.binary_search_by_key(&index, |row| row.index);
        found.ok().and_then(|at| self.rows.get(at))
    }

    /// Returns where a cell stands.
    pub fn place(&self, row: u32, column: u32) -> Place {
        Place { sheet: self.name.clone(), row, column }
    }

    /// Returns how many cells have something in them.
    pub fn cell_count(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.sheet.is_empty() {
            write!(f, "{}!", self.sheet)?;
        }
        write!(f, "{}{}", column_name(self.column), self.row + 1)
    }
}

impl serde::Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Returns what a spreadsheet calls a column: A, B … Z, AA.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Reads a file, whatever it is called: what it is shows in its first bytes.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    if bytes.len() > MAX_FILE {
        return Err(too_large());
    }
    let sheets = match bytes {
        [b'P', b'K', 3, 4, ..] => {
            unpack::refuse_if_bomb(bytes)?;
            match unpack::part(bytes, "content.xml")? {
                Some(content) => ods::read(&content)?,
                None => xlsx::read(bytes)?,
            }
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            return Err(Refusal::new(
                "The file is an old Excel workbook (.xls), or one with a password.",
                "Open it, take the password off, and save it as .xlsx.",
            ));
        }
        [b'%', b'P', b'D', b'F', ..] => {
            return Err(Refusal::new("The file is a PDF.", "Save the table as .xlsx, .ods or .csv."));
        }
        _ => vec![separated::read(bytes)?],
    };
    match sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        true => Err(Refusal::new("The file has no cell with anything in it.", "Name another file.")),
        false => Ok(sheets),
    }
}

fn too_large() -> Refusal {
    Refusal::new("The file is too large to be a plan.", "Save the sheets of the plan alone, and import those.")
}

fn broken(what: impl fmt::Display) -> Refusal {
    Refusal::new(format!("The file cannot be read: {what}."), "Open it in a spreadsheet and save it again.")
}

/// Gathers the cells of a sheet in whatever order they come.
#[derive(Default)]
struct Gathered {
    rows: std::collections::BTreeMap<u32, std::collections::BTreeMap<u32, Cell>>,
    count: usize,
}

impl Gathered {
    fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Refusal> {
        if cell.is_empty() || row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Ok(());
        }
        self.count += 1;
        if self.count > MAX_CELLS {
            return Err(too_large());
        }
        self.rows.entry(row).or_default().insert(column, cell);
        Ok(())
    }

    fn into_rows(self) -> Vec<Row> {
        let row = |(index, cells): (u32, std::collections::BTreeMap<u32, Cell>)| Row {
            index,
            cells: cells.into_iter().collect(),
        };
        self.rows.into_iter().map(row).collect()
    }
}
