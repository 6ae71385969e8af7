//! XLSX: cells one by one, never the whole rectangle that a sheet claims to be.

use super::{Cell, Gathered, Merge, Sheet, broken, plain};
use crate::record::Refusal;
use calamine::{DataRef, DataType, Reader, SheetType, Xlsx, XlsxError};
use chrono::NaiveDate;
use std::io::Cursor;

/// The most merged ranges of a sheet that are looked at: each is asked about each cell.
const MAX_MERGES: usize = 20_000;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(not_read)?;
    let is_table = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = book.sheets_metadata().iter().filter(is_table).map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    for name in names {
        let merges = merges(&mut book, &name);
        let rows = cells(&mut book, &name)?.into_rows();
        sheets.push(Sheet { name, rows, merges });
    }
    Ok(sheets)
}

fn not_read(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::new("The file has a password.", "Open it, take the password off and save it."),
        error => broken(error),
    }
}

fn merges(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Vec<Merge> {
    let ranges = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let merge = |range: calamine::Dimensions| Merge {
        first_row: range.start.0,
        last_row: range.end.0,
        first_column: range.start.1,
        last_column: range.end.1,
    };
    ranges.into_iter().take(MAX_MERGES).map(merge).collect()
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Gathered, Refusal> {
    let mut reader = book.worksheet_cells_reader(name).map_err(not_read)?;
    let mut cells = Gathered::default();
    loop {
        let Some((found, style)) = reader.next_cell_with_style_id().map_err(not_read)? else { return Ok(cells) };
        let (row, column) = found.get_position();
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let format = format.map_or("", |format| format.format_code.as_str());
        cells.put(row, column, cell(found.get_value(), format))?;
    }
}

fn cell(value: &DataRef<'_>, format: &str) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => shown(*number as f64, format),
        DataRef::Float(number) => shown(*number, format),
        DataRef::Bool(is_true) => Cell::of_text(if *is_true { "yes" } else { "no" }),
        DataRef::String(text) => Cell::of_text(text),
        DataRef::SharedString(text) => Cell::of_text(text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso_date(text),
        DataRef::DateTime(time) => match value.as_date().filter(|_| time.is_datetime() && time.as_f64() >= 1.0) {
            Some(date) => Cell::Date(date),
            None => Cell::of_number(time.as_f64()),
        },
        DataRef::Error(error) => Cell::of_text(&error.to_string()),
    }
}

/// Reads `2026-03-31` or `2026-03-31T00:00:00`.
pub(super) fn iso_date(text: &str) -> Cell {
    let day = text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    day.map_or_else(|| Cell::of_text(text), Cell::Date)
}

/// Returns a number as its format shows it, as far as that changes its meaning: per cent, and decimals that are
/// always there ("2.10" is another reference than "2.1").
fn shown(number: f64, format: &str) -> Cell {
    let positive = format.split(';').next().unwrap_or_default();
    let decimals = positive.rsplit_once('.').map(|(_, after)| after.chars().take_while(|c| *c == '0').count());
    let decimals = decimals.unwrap_or(0).min(9);
    if positive.contains('%') {
        let text = plain((number * 100.0 * 1e6).round() / 1e6);
        return Cell::Number(number, format!("{text}%"));
    }
    let text = plain(number);
    let has = text.split_once('.').map_or(0, |(_, after)| after.len());
    match decimals > has {
        true => Cell::Number(number, format!("{number:.decimals$}")),
        false => Cell::Number(number, text),
    }
}
