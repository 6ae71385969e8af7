//! Writing to standard output: tables for people, JSON for programs.

use crate::clerk::export::Content;
use crate::clerk::{Failure, Result};
use crate::document::{inert, inert_json};
use crate::reports::Audience;
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use unicode_width::UnicodeWidthStr;

/// Writes to standard output. A reader that has gone away is no error; a terminal cannot show what is no text.
pub fn print(content: &(impl AsRef<[u8]> + ?Sized)) -> Result<ExitCode> {
    let (content, mut out) = (content.as_ref(), std::io::stdout().lock());
    if out.is_terminal() && content.contains(&0) {
        return Err(Failure::new(
            "This is a file that no terminal can show.",
            "Name a file or a folder for it with -o, or pass it on: ... > FILE.",
        ));
    }
    match out.write_all(content).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("Standard output cannot be written: {error}."), "Write to a file with -o."))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Tells what whoever gets some content should know.
pub fn remark(content: &Content) {
    if let Some(remark) = content.remark() {
        eprintln!("{remark}");
    }
}

/// Returns the part of a file's name that says who may read it: nothing for everybody.
pub fn for_readers(audience: Audience) -> String {
    if audience == Audience::Public { String::new() } else { format!("-{audience}") }
}

/// Writes rows as JSON.
pub fn print_json<T: Serialize>(rows: &[T]) -> Result<ExitCode> {
    print(&json(rows)?)
}

/// Writes rows as a table with a header, each column as wide as it needs.
pub fn print_table(header: &[&str], rows: Vec<Vec<String>>) -> Result<ExitCode> {
    print(&table(header, rows))
}

/// Returns rows as JSON.
pub fn json<T: Serialize + ?Sized>(rows: &T) -> Result<String> {
    let json =
        serde_json::to_string_pretty(rows).map_err(|error| Failure::new(error.to_string(), "Nothing was written."))?;
    Ok(inert_json(&json).into_owned() + "\n")
}

/// Returns rows as a table with a header, each column as wide as it needs.
pub fn table(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|row| row.iter().map(|cell| inert(cell).into_owned()).collect()).collect();
    let mut widths: Vec<usize> = header.iter().map(|cell| cell.width()).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let line = |cells: &[&str]| {
        let padded =
            cells.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
        format!("{}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    let mut text = line(header);
    for row in &rows {
        text.push_str(&line(&row.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    text
}

/// Returns rows as CSV that spreadsheets open as it is meant: in UTF-8, which a mark in front says, dates as
/// dates (2026-03-31), and nothing that somebody typed as a formula.
pub fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String> {
    let failed = |error: csv::Error| Failure::new(error.to_string(), "Nothing was written.");
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    writer.write_record(header).map_err(failed)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(&inert(cell)))).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| Failure::new(error.to_string(), "Nothing was written."))?;
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

/// Puts an apostrophe in front of what a spreadsheet would reckon with.
fn harmless(cell: &str) -> String {
    match cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
        true => format!("'{cell}"),
        false => cell.to_string(),
    }
}
