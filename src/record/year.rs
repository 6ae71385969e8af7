//! The years by which a body's minutes are bound.

use chrono::{Datelike, NaiveDate};

/// A year: of the calendar, or from the month of the annual meeting of a council (May) to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    first: NaiveDate,
    last: NaiveDate,
    name: String,
}

impl Year {
    /// Returns the calendar year of a day.
    pub fn of(day: NaiveDate) -> Option<Year> {
        Year::calendar(day.year())
    }

    /// Reads "2023", or "2023/24" and "2023-24" for May to April.
    pub fn read(words: &str) -> Option<Year> {
        let year = |part: &str| part.parse::<i32>().ok().filter(|year| (1900..=9998).contains(year));
        match words.trim().split_once(['/', '-']) {
            None => Year::calendar(year(words.trim())?),
            Some((first, next)) => {
                let first = year(first)?;
                let is_next = next == format!("{:02}", (first + 1) % 100) || year(next) == Some(first + 1);
                is_next.then(|| Year::municipal(first)).flatten()
            }
        }
    }

    fn calendar(year: i32) -> Option<Year> {
        let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
        Some(Year { first, last, name: year.to_string() })
    }

    fn municipal(year: i32) -> Option<Year> {
        let (first, last) = (NaiveDate::from_ymd_opt(year, 5, 1)?, NaiveDate::from_ymd_opt(year + 1, 4, 30)?);
        Some(Year { first, last, name: format!("{year}/{:02}", (year + 1) % 100) })
    }

    pub fn has(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Returns "2023" or "2023/24".
    pub fn name(&self) -> &str {
        &self.name
    }
}
