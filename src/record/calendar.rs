//! Working days: weekends and the bank holidays of England and Wales.
//!
//! The holidays are those that the Government publishes (`data/bank-holidays.csv`). Past the last year
//! that it covers nobody knows them yet, and whoever reckons with them says so ([`is_known`]).

use super::time::parse_date;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

/// `date,name` a line, after a header and lines that begin with `#`.
const PUBLISHED: &str = include_str!("../../data/bank-holidays.csv");

static HOLIDAYS: LazyLock<BTreeSet<NaiveDate>> = LazyLock::new(|| {
    let lines = PUBLISHED.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| parse_date(line.split(',').next()?)).collect()
});

/// Tells whether the bank holidays of a day's year have been published.
pub fn is_known(day: NaiveDate) -> bool {
    let years = HOLIDAYS.first().zip(HOLIDAYS.last()).map(|(first, last)| first.year()..=last.year());
    years.is_some_and(|years| years.contains(&day.year()))
}

/// Tells whether a day is neither at a weekend nor a bank holiday.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !HOLIDAYS.contains(&day)
}

/// Returns the working day that comes so many after a day, which is not counted itself.
pub fn working_days_after(day: NaiveDate, count: u32) -> Option<NaiveDate> {
    day.iter_days().skip(1).filter(|day| is_working_day(*day)).take(count as usize).last().or(Some(day))
}

/// Returns the working day that comes so many before a day, which is not counted itself.
pub fn working_days_before(day: NaiveDate, count: u32) -> Option<NaiveDate> {
    let earlier = std::iter::successors(day.pred_opt(), NaiveDate::pred_opt);
    earlier.filter(|day| is_working_day(*day)).take(count as usize).last().or(Some(day))
}

/// How long before a meeting its agenda must be out: a setting of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Neither the day of publishing nor the meeting's is counted. Five are the least for principal councils
    /// (Local Government Act 1972, section 100B), three for parishes (Schedule 12, paragraph 10).
    pub clear_days: u32,
    /// Sundays and bank holidays never count (section 243, whose breaks at Christmas and Easter may be
    /// longer: publish earlier then); of Saturdays the books differ.
    pub counts_saturdays: bool,
}

/// What the Act asks of principal councils, counted the careful way.
impl Default for Notice {
    fn default() -> Self {
        Notice { clear_days: 5, counts_saturdays: false }
    }
}

/// "5 clear days", "3 clear days, Saturdays counted".
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = if self.clear_days == 1 { "day" } else { "days" };
        let saturdays = if self.counts_saturdays { ", Saturdays counted" } else { "" };
        write!(f, "{} clear {days}{saturdays}", self.clear_days)
    }
}

impl Notice {
    /// The most clear days that a body may ask for: more is a slip of the hand.
    const MOST: u32 = 60;

    /// Reads "3", "5 clear days" or "3 clear days, Saturdays counted".
    pub fn parse(words: &str) -> Option<Notice> {
        let words = words.trim().to_lowercase();
        let clear_days = words.split(|letter: char| !letter.is_ascii_digit()).find(|part| !part.is_empty())?;
        let clear_days = clear_days.parse().ok().filter(|days| *days <= Self::MOST)?;
        let counts_saturdays = words.contains("saturday") && !words.contains("not") && !words.contains("without");
        Some(Notice { clear_days, counts_saturdays })
    }

    /// Returns the last working day on which the agenda of a meeting can be published.
    pub fn published_before(self, meeting: NaiveDate) -> Option<NaiveDate> {
        let counts = |day: &NaiveDate| {
            is_working_day(*day) || (self.counts_saturdays && day.weekday() == Weekday::Sat && !HOLIDAYS.contains(day))
        };
        let earlier = std::iter::successors(meeting.pred_opt(), NaiveDate::pred_opt);
        let first_clear = earlier.filter(counts).take(self.clear_days as usize).last().unwrap_or(meeting);
        working_days_before(first_clear, 1)
    }
}
