//! How the deadlines of a meeting's actions are read: shown beside the words, which are kept.

use super::Minuting;
use crate::record::calendar;
use crate::record::deadline::{Ahead, Deadline};
use crate::record::deadline_reading::{counts_working_days, read_deadline};
use crate::record::time::short_date;
use crate::record::{Doubt, LooseEndKind};

/// What the words of a deadline were taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub words: String,
    /// A day is known, or none is wanted.
    pub is_clear: bool,
}

impl Minuting {
    /// Reads the words of a deadline that is given at this meeting.
    pub fn reading_of(&self, due_words: &str) -> Reading {
        let sitting = &self.sitting;
        let clear = |words: String| Reading { words, is_clear: true };
        let unclear = |words: &str| Reading { words: words.into(), is_clear: false };
        let Some(deadline) = read_deadline(due_words, sitting.meeting.date, &sitting.body.called) else {
            return unclear("no date that a calendar could tell");
        };
        let day = deadline.day(&sitting.coming_meetings(), sitting.body.notice);
        match (deadline, day) {
            (Deadline::AtOnce, _) => clear("no date, due until it is done".into()),
            (Deadline::Ongoing, _) => clear("no date, every meeting".into()),
            (deadline, Some(day)) if !calendar::is_known(day) && needs_holidays(&deadline, due_words) => {
                unclear(&format!("{} or later: its bank holidays are not known", short_date(day)))
            }
            (Deadline::Meeting { ahead: Ahead::Nothing, .. }, Some(day)) => {
                clear(format!("meeting of {}", short_date(day)))
            }
            (_, Some(day)) => clear(short_date(day)),
            (_, None) => unclear("a meeting that has no date yet"),
        }
    }
}

/// Returns what sort of loose end a doubt about an entry is, and what settles it.
pub(super) fn loose_end_of(doubt: &Doubt) -> (LooseEndKind, &'static str) {
    match doubt {
        Doubt::DueNotRead(_) => (LooseEndKind::DeadlineNotRead, "Del takes it back; :plan \u{2026} due, with a date"),
        Doubt::RatingNotRead(_) => (LooseEndKind::Unclear, "Del takes it back; :plan \u{2026} says it afresh"),
        _ => (LooseEndKind::Unclear, "Enter edits it"),
    }
}

fn needs_holidays(deadline: &Deadline, words: &str) -> bool {
    counts_working_days(words) || matches!(deadline, Deadline::Meeting { ahead: Ahead::Agenda, .. })
}
