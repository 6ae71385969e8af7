//! What lists, calendars and slips say of an action.

use super::minutes::joined;
use crate::record::time::long_date;
use crate::record::{ActionStatus, Id};
use chrono::{NaiveDate, NaiveDateTime};

/// An action as it stands now, with where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedAction {
    pub id: Id,
    /// Short name of the body.
    pub body: String,
    /// Reference within the body: `23/07`.
    pub reference: String,
    pub text: String,
    /// Who is accountable, as minutes name them; empty where nobody is.
    pub owner: String,
    pub helpers: Vec<String>,
    /// By when, exactly as typed.
    pub due_words: String,
    pub due_date: Option<NaiveDate>,
    /// Name of the meeting for which it is due, if that is in the book.
    pub due_meeting: Option<String>,
    /// The day that the words meant with which it was given.
    pub original_due: Option<NaiveDate>,
    /// How often the deadline was moved.
    pub moved: u32,
    pub status: ActionStatus,
    /// When it was closed, if it is.
    pub closed: Option<NaiveDateTime>,
    /// Number and title of the item.
    pub item: String,
    /// Name of the meeting that gave it, and its day.
    pub meeting: String,
    pub given: NaiveDate,
    /// It is, or something that was heard of it.
    pub is_exempt: bool,
    pub latest: Option<Latest>,
}

/// What was heard last of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latest {
    pub at: NaiveDateTime,
    pub said_by: String,
    pub text: String,
    pub status: Option<ActionStatus>,
    /// The new deadline's words, if it was moved.
    pub due_words: String,
    /// To whom it passed, if it did.
    pub owner: String,
}

impl ListedAction {
    /// Returns what it is called in the whole book: "CSIB 23/07".
    pub fn name(&self) -> String {
        format!("{} {}", self.body, self.reference)
    }

    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.status.is_outstanding() && self.due_date.is_some_and(|due| due < today)
    }

    /// Returns by what it is put in order within a list: overdue first, then by the day, undated last.
    pub fn urgency(&self, today: NaiveDate) -> impl Ord + use<> {
        (!self.is_overdue(today), self.due_date.is_none(), self.due_date)
    }

    /// Returns "Due: by next meeting (22 May 2023); first due 24 April 2023, moved once".
    pub fn due(&self) -> String {
        let deadline = match (self.due_words.as_str(), self.due_date) {
            ("", _) => "no deadline".to_string(),
            (words, None) => words.to_string(),
            (words, Some(day)) => format!("{words} ({})", long_date(day)),
        };
        let moved = match (self.moved, self.original_due) {
            (0, _) => String::new(),
            (moved, None) => format!("; moved {}", times(moved)),
            (moved, Some(day)) => format!("; first due {}, moved {}", long_date(day), times(moved)),
        };
        format!("Due: {deadline}{moved}")
    }

    /// Returns "Given: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care Plan".
    pub fn given(&self) -> String {
        format!("Given: {} ({}), item {}", long_date(self.given), self.meeting, self.item)
    }

    /// Returns "Status: in progress".
    pub fn status(&self) -> String {
        format!("Status: {}", self.status)
    }

    /// Returns "With: Kate Goode", if anybody helps.
    pub fn with(&self) -> Option<String> {
        (!self.helpers.is_empty()).then(|| format!("With: {}", joined(&self.helpers)))
    }

    /// Returns "Latest: the draft is with the board (DCS, 3 May 2023)", if anything was heard.
    pub fn latest(&self) -> Option<String> {
        let Latest { at, said_by, text, status, due_words, owner } = self.latest.as_ref()?;
        let moved = (!due_words.is_empty()).then(|| format!("deadline moved to \u{201c}{due_words}\u{201d}"));
        let passed = (!owner.is_empty()).then(|| format!("passed to {owner}"));
        let became = status.map(|status| status.to_string());
        let words = became.into_iter().chain(moved).chain(passed).chain([text.clone()]).filter(|part| !part.is_empty());
        let words = words.collect::<Vec<_>>().join("; ");
        let whence = [said_by.clone(), long_date(at.date())].into_iter().filter(|part| !part.is_empty());
        Some(format!("Latest: {words} ({})", whence.collect::<Vec<_>>().join(", ")))
    }

    /// Returns all that is to be said of it besides its words, a line each.
    pub fn details(&self) -> Vec<String> {
        let lines = [Some(self.due()), Some(self.status()), Some(self.given()), self.with(), self.latest()];
        lines.into_iter().flatten().collect()
    }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".into(),
        2 => "twice".into(),
        count => format!("{count} times"),
    }
}
