//! A weekday that is not that of its date.

use super::ProofMark;
use super::words::{Word, words};
use crate::record::ProofKind;
use crate::record::time::long_date;
use chrono::{Datelike, Month, NaiveDate, Weekday};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A date without a year is one that is no further from the meeting than this, in days.
const NEAR: i64 = 240;

/// Finds weekdays with a date of another weekday. A date without a year may be of any year near the meeting's.
pub fn weekdays(text: &str, meeting: NaiveDate) -> Vec<ProofMark> {
    let words = words(text);
    (0..words.len()).filter_map(|at| wrong_day(text, &words[at..], meeting)).collect()
}

fn wrong_day(text: &str, words: &[Word<'_>], meeting: NaiveDate) -> Option<ProofMark> {
    let (said, rest) = words.split_first()?;
    let day: Weekday = said.text.parse().ok().filter(|_| said.has_capital())?;
    let (dates, last) = dates(rest, meeting)?;
    // Nothing but blanks and commas may stand between the words.
    let between = &text[said.range().end..last.start];
    let goes_on = |letter: char| letter.is_alphanumeric() || letter.is_whitespace() || letter == ',';
    let nearest = dates.iter().min_by_key(|date| (**date - meeting).num_days().abs())?;
    if !between.chars().all(goes_on) || dates.iter().any(|date| date.weekday() == day) {
        return None;
    }
    let right = DAYS[nearest.weekday().num_days_from_monday() as usize];
    let is_short = !DAYS.iter().any(|name| name.eq_ignore_ascii_case(said.text));
    Some(ProofMark {
        kind: ProofKind::Weekday,
        range: said.range(),
        what: format!("{} is a {right}", long_date(*nearest)),
        instead: vec![if is_short { right[..3].to_string() } else { right.to_string() }],
    })
}

/// Returns the dates that words which begin with one may mean, and the last word of it.
fn dates<'a, 'b>(words: &'b [Word<'a>], meeting: NaiveDate) -> Option<(Vec<NaiveDate>, &'b Word<'a>)> {
    let (first, rest) = words.split_first()?;
    if first.text == "the" {
        return dates(rest, meeting);
    }
    if let Some(date) = in_figures(first.text) {
        return Some((vec![date], first));
    }
    let (day, month, last, rest) = match day_of_month(first.text) {
        Some(day) => {
            let rest = if rest.first().is_some_and(|word| word.text == "of") { &rest[1..] } else { rest };
            let (named, rest) = rest.split_first()?;
            (day, month(named.text)?, named, rest)
        }
        None => {
            let (figure, rest) = rest.split_first()?;
            (day_of_month(figure.text)?, month(first.text)?, figure, rest)
        }
    };
    let of_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    let year = rest.first().filter(|word| word.text.len() == 4).and_then(|word| Some((word.text.parse().ok()?, word)));
    if let Some((year, last)) = year {
        return Some((vec![of_year(year)?], last));
    }
    let is_near = |date: &NaiveDate| (*date - meeting).num_days().abs() <= NEAR;
    Some(((-1..=1).filter_map(|by| of_year(meeting.year() + by)).filter(is_near).collect(), last))
}

/// Reads 24/04/2023, 24.4.23 and 24-04-2023.
fn in_figures(word: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let [day, month, year] = parts[..] else { return None };
    let year: i32 = year.parse().ok()?;
    NaiveDate::from_ymd_opt(if year < 100 { 2000 + year } else { year }, month.parse().ok()?, day.parse().ok()?)
}

fn day_of_month(word: &str) -> Option<u32> {
    let figures = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let is_whole = matches!(&word[figures.len()..], "" | "st" | "nd" | "rd" | "th");
    figures.parse().ok().filter(|day| is_whole && (1..=31).contains(day))
}

fn month(word: &str) -> Option<u32> {
    let month: Month = if word == "Sept" { Month::September } else { word.parse().ok()? };
    Some(month.number_from_month())
}
