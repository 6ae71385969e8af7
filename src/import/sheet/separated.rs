//! CSV, in whatever encoding and with whatever separator a spreadsheet wrote it.
//!
//! The crate that writes our CSV skips blank lines when it reads; here a row must have the number that a
//! spreadsheet shows for it.

use super::{Cell, Gathered, Sheet};
use crate::record::Refusal;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// What stands between the cells of a row.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// How many rows are looked at to find the separator.
const SAMPLE: usize = 60;

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let text = decoded(bytes);
    if text.chars().take(2000).filter(|c| c.is_control() && !c.is_whitespace()).count() > 20 {
        return Err(Refusal::new("The file is no table.", "Name a .csv, .xlsx or .ods file."));
    }
    let (said, text) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((said, _)) if said.trim_end().chars().count() == 1 => (said.chars().next(), text.as_str()),
        _ => (None, text.as_str()),
    };
    let separator = said.unwrap_or_else(|| sniffed(text));
    let mut cells = Gathered::default();
    for (row, record) in Records::new(text, separator).enumerate().skip(usize::from(said.is_some())) {
        for (column, field) in record.iter().enumerate() {
            cells.put(row as u32, column as u32, Cell::of_text(field))?;
        }
    }
    Ok(Sheet { rows: cells.into_rows(), ..Sheet::default() })
}

/// Returns the text: as its mark says, else UTF-8 where it can be, else as Windows in Britain writes it.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => text.into_owned(),
        None => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Returns the separator that gives the most rows the same number of cells, two or more; among equals the one
/// that gives more.
fn sniffed(text: &str) -> char {
    let fit = |separator: &char| {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for record in Records::new(text, *separator).take(SAMPLE).filter(|record| record.len() > 1) {
            *counts.entry(record.len()).or_default() += 1;
        }
        counts.into_iter().map(|(width, rows)| (rows, width)).max().unwrap_or((0, 0))
    };
    // The first of equals stands last for `max_by_key`.
    SEPARATORS.into_iter().rev().max_by_key(fit).unwrap_or(',')
}

/// The rows of a text, each with its cells. A quoted cell may hold separators, line ends and doubled quotes.
struct Records<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    separator: char,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, separator: char) -> Self {
        Records { rest: text.chars().peekable(), separator }
    }

    /// Reads one cell, and tells whether another follows in its row.
    fn field(&mut self) -> (String, bool) {
        let mut field = String::new();
        let is_quoted = self.rest.next_if_eq(&'"').is_some();
        let mut inside = is_quoted;
        while let Some(letter) = self.rest.next() {
            match letter {
                '"' if inside && self.rest.next_if_eq(&'"').is_some() => field.push('"'),
                '"' if inside => inside = false,
                letter if inside => field.push(letter),
                letter if letter == self.separator => return (field, true),
                '\r' if self.rest.peek() == Some(&'\n') => {}
                '\n' | '\r' => return (field, false),
                letter => field.push(letter),
            }
        }
        (field, false)
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        self.rest.peek()?;
        let mut record = Vec::new();
        loop {
            let (field, goes_on) = self.field();
            record.push(field);
            if !goes_on {
                return Some(record);
            }
        }
    }
}
