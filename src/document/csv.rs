//! CSV that spreadsheets open as it is meant: in UTF-8, which a mark in front says, days as 2026-03-31, and nothing
//! that somebody typed as a formula.

use super::{Cell, Column, ColumnKind, Table};

/// Writes a table. What is wrong with one that cannot be written is said in the library's words.
pub fn write(table: &Table) -> Result<Vec<u8>, String> {
    lines(table).map_err(|error| error.to_string())
}

fn lines(table: &Table) -> Result<Vec<u8>, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::from("\u{feff}"));
    writer.write_record(table.columns.iter().map(|column| harmless(column.header())))?;
    for row in &table.rows {
        writer.write_record(table.columns.iter().zip(row).map(|(column, cell)| written(column, cell)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn written(column: &Column, cell: &Cell) -> String {
    match cell.date {
        Some(day) if column.kind == ColumnKind::Date => day.to_string(),
        _ if column.kind == ColumnKind::Number && cell.number().is_some() => cell.text().to_string(),
        _ => harmless(cell.text()),
    }
}

/// Puts an apostrophe in front of what a spreadsheet would reckon with.
fn harmless(cell: &str) -> String {
    match cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
        true => format!("'{cell}"),
        false => cell.to_string(),
    }
}
