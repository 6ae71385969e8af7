//! What a deadline means: a day, a meeting, at once, always; or nothing that a calendar could tell.

use super::calendar::{self, Notice};
use super::time::parse_date;
use chrono::{Datelike, Days, Months, NaiveDate};

/// By when something is to be done, as far as its words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// On this day at the latest.
    Day(NaiveDate),
    /// At a meeting of the body, or so long before; moves when the meeting does.
    Meeting { which: Which, ahead: Ahead },
    /// As soon as possible. It has no day, and is due at every meeting until it is done.
    AtOnce,
    /// Again and again.
    Ongoing,
}

/// Which meeting of the body, counted from the one at which the deadline was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The next is 1, the one after next 2.
    Coming(u32),
    /// The first in the month of this day, which is the first of it.
    OfMonth(NaiveDate),
}

/// How long before a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    Nothing,
    Span(Span),
    /// Before its agenda is published.
    Agenda,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub count: u32,
    pub unit: Unit,
}

/// What time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Hours,
    Days,
    WorkingDays,
    Weeks,
    Months,
}

impl Span {
    /// Returns the day that is so long after another; hours are counted in whole days.
    pub fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Hours => day.checked_add_days(Days::new(u64::from(self.count.div_ceil(24)))),
            Unit::Days => day.checked_add_days(Days::new(u64::from(self.count))),
            Unit::WorkingDays => calendar::working_days_after(day, self.count),
            Unit::Weeks => day.checked_add_days(Days::new(7 * u64::from(self.count))),
            Unit::Months => day.checked_add_months(Months::new(self.count)),
        }
    }

    /// Returns the day that is so long before another.
    pub fn before(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Hours => day.checked_sub_days(Days::new(u64::from(self.count.div_ceil(24)))),
            Unit::Days => day.checked_sub_days(Days::new(u64::from(self.count))),
            Unit::WorkingDays => calendar::working_days_before(day, self.count),
            Unit::Weeks => day.checked_sub_days(Days::new(7 * u64::from(self.count))),
            Unit::Months => day.checked_sub_months(Months::new(self.count)),
        }
    }
}

impl Deadline {
    /// Returns the day on which it falls, given the days of the body's meetings after the one at which it
    /// was given, in order, and how long before a meeting its agenda is out.
    ///
    /// None where it has no day, or the meeting has no date yet.
    pub fn day(&self, coming: &[NaiveDate], notice: Notice) -> Option<NaiveDate> {
        match self {
            Deadline::Day(day) => Some(*day),
            Deadline::Meeting { ahead, .. } => {
                let meeting = self.meeting(coming)?;
                match ahead {
                    Ahead::Nothing => Some(meeting),
                    Ahead::Span(span) => span.before(meeting),
                    Ahead::Agenda => notice.published_before(meeting),
                }
            }
            Deadline::AtOnce | Deadline::Ongoing => None,
        }
    }

    /// Returns the day of the meeting on which it hangs, if it does and the day is known.
    pub fn meeting(&self, coming: &[NaiveDate]) -> Option<NaiveDate> {
        let Deadline::Meeting { which, .. } = self else { return None };
        match which {
            Which::Coming(nth) => coming.get((*nth as usize).checked_sub(1)?).copied(),
            Which::OfMonth(month) => {
                let is_in = |day: &&NaiveDate| (day.year(), day.month()) == (month.year(), month.month());
                coming.iter().find(is_in).copied()
            }
        }
    }
}

/// Returns the days of the meetings to come after one: those in the book, or else the one that its own
/// words on the next give ("Monday 24 April 2023, 6.00 pm").
pub fn coming_meetings(later: Vec<NaiveDate>, next_meeting: &str, given: NaiveDate) -> Vec<NaiveDate> {
    if !later.is_empty() {
        return later;
    }
    let said = next_meeting.split(',').next().and_then(parse_date);
    said.into_iter().filter(|day| *day > given).collect()
}
