//! Dates of plans: as dates, as the numbers that spreadsheets keep them in, or in words.

use super::DayDraft;
use crate::import::sheet::Cell;
use crate::record::stretch::stretch;
use crate::record::time::long_date;
use chrono::{Days, NaiveDate};

/// Day 0 of spreadsheets, for days after 1 March 1900.
const SERIALS_BEGIN: (i32, u32, u32) = (1899, 12, 30);
/// Numbers that are days from 1954 to 2119; others are figures.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// Reads by when: the last day of what is written.
pub(super) fn last_day(cell: &Cell, period: &str) -> DayDraft {
    read(cell, |words| stretch(words, period).map(|(_, last)| last))
}

/// Reads from when: the first day of what is written.
pub(super) fn first_day(cell: &Cell, period: &str) -> DayDraft {
    read(cell, |words| stretch(words, period).map(|(first, _)| first))
}

fn read(cell: &Cell, of_words: impl Fn(&str) -> Option<NaiveDate>) -> DayDraft {
    let serial = match cell {
        Cell::Date(date) => Some(*date),
        Cell::Number(number, _) => of_serial(*number),
        Cell::Text(text) if text.len() == 5 => text.parse().ok().and_then(of_serial),
        _ => None,
    };
    match serial {
        Some(date) => DayDraft { words: long_date(date), day: Some(date) },
        None => {
            let words = cell.words();
            DayDraft { day: of_words(&words), words }
        }
    }
}

fn of_serial(number: f64) -> Option<NaiveDate> {
    let (year, month, day) = SERIALS_BEGIN;
    let begin = NaiveDate::from_ymd_opt(year, month, day)?;
    SERIALS.contains(&number).then(|| begin.checked_add_days(Days::new(number as u64)))?
}

/// Returns the last day of the time that heads a column: "Q1 2026/27", "Sept 2026".
pub(super) fn of_header(header: &str) -> Option<NaiveDate> {
    let has_digit = header.chars().any(|c| c.is_ascii_digit());
    (has_digit && header.len() <= 30).then(|| stretch(header, "")).flatten().map(|(_, last)| last)
}
