//! What lists, calendars and slips say of an action.

use super::minutes::joined;
use crate::record::time::long_date;
use crate::record::{ActionStatus, Id};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// One action as lists and scripts have it. The names are relied on: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Registered {
    /// Reference within the body and year: `23/07`.
    #[serde(rename = "ref")]
    pub reference: String,
    pub body: String,
    /// Name of the meeting that gave it.
    pub meeting: String,
    /// The day of that meeting.
    pub given: NaiveDate,
    pub item: String,
    /// Who is accountable now, as minutes name them; empty where nobody is.
    pub owner: String,
    pub helpers: Vec<String>,
    pub text: String,
    /// By when, exactly as typed, as it stands now.
    pub due_words: String,
    pub due_date: Option<NaiveDate>,
    /// Name of the meeting for which it is due, where the words mean one that is in the book.
    pub due_meeting: Option<String>,
    /// The day that the words meant with which it was given.
    pub original_due: Option<NaiveDate>,
    pub status: ActionStatus,
    /// How often the deadline was moved.
    pub slips: u32,
    /// How often a meeting carried it forward.
    pub carried: u32,
    /// What the plan actions are called that it serves; and what was typed that nothing is called by.
    pub plan_links: Vec<String>,
    pub exempt: bool,
    /// What was heard of it since, in order.
    pub updates: Vec<Heard>,
    #[serde(skip)]
    pub id: Id,
}

/// One update of an action, as scripts have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heard {
    pub at: NaiveDateTime,
    pub said_by: String,
    pub text: String,
    /// What became of the action, if anything did.
    pub status: Option<ActionStatus>,
    /// The new deadline's words; empty where it was not moved.
    pub due_words: String,
    /// To whom it passed; empty where it stayed.
    pub owner: String,
    /// Name of the meeting that heard it; none between meetings.
    pub meeting: Option<String>,
    /// By itself, whatever its action is.
    #[serde(skip)]
    pub is_exempt: bool,
}

impl Registered {
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

    /// Returns "Due: by next meeting (22 May 2023); first due 24 April 2023, moved once". The meeting on which a
    /// deadline hangs may have moved though the deadline has not.
    pub fn due(&self) -> String {
        format!("Due: {}", self.deadline())
    }

    /// Returns the same without its label.
    pub fn deadline(&self) -> String {
        let deadline = match (self.due_words.as_str(), self.due_date) {
            ("", _) => "no deadline".to_string(),
            (words, None) => words.to_string(),
            (words, Some(day)) => format!("{words} ({})", long_date(day)),
        };
        let first = self.original_due.filter(|first| self.slips > 0 || Some(*first) != self.due_date);
        let first = first.map(|first| format!("first due {}", long_date(first)));
        let moved = (self.slips > 0).then(|| format!("moved {}", times(self.slips)));
        let since = first.into_iter().chain(moved).collect::<Vec<_>>().join(", ");
        if since.is_empty() { deadline } else { format!("{deadline}; {since}") }
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
        self.latest_words().map(|words| format!("Latest: {words}"))
    }

    /// Returns the same without its label.
    pub fn latest_words(&self) -> Option<String> {
        let heard = self.updates.iter().rfind(|heard| heard.changes() || !heard.text.is_empty())?;
        let Heard { at, said_by, text, status, due_words, owner, .. } = heard;
        let moved = (!due_words.is_empty()).then(|| format!("deadline moved to \u{201c}{due_words}\u{201d}"));
        let passed = (!owner.is_empty()).then(|| format!("passed to {owner}"));
        let became = status.map(|status| status.to_string());
        let words = became.into_iter().chain(moved).chain(passed).chain([text.clone()]).filter(|part| !part.is_empty());
        let words = words.collect::<Vec<_>>().join("; ");
        let whence = [said_by.clone(), long_date(at.date())].into_iter().filter(|part| !part.is_empty());
        Some(format!("{words} ({})", whence.collect::<Vec<_>>().join(", ")))
    }

    /// Tells whether it is exempt, or anything that was heard of it.
    pub fn has_exempt(&self) -> bool {
        self.exempt || self.updates.iter().any(|heard| heard.is_exempt)
    }

    /// Returns when it was closed, if it is.
    pub fn closed(&self) -> Option<NaiveDateTime> {
        let became = self.updates.iter().rfind(|heard| heard.status.is_some());
        became.filter(|_| self.status == ActionStatus::Closed).map(|heard| heard.at)
    }

    /// Returns all that is to be said of it besides its words, a line each.
    pub fn details(&self) -> Vec<String> {
        let lines = [Some(self.due()), Some(self.status()), Some(self.given()), self.with(), self.latest()];
        lines.into_iter().flatten().collect()
    }
}

impl Heard {
    /// Tells whether the action stood otherwise afterwards.
    pub fn changes(&self) -> bool {
        self.status.is_some() || !self.due_words.is_empty() || !self.owner.is_empty()
    }

    /// Returns what was heard, and from whom, in one line.
    pub fn told(&self) -> String {
        let mut words = Vec::new();
        words.extend((!self.text.is_empty()).then(|| self.text.clone()));
        words.extend((!self.due_words.is_empty()).then(|| format!("deadline moved: {}", self.due_words)));
        words.extend((!self.owner.is_empty()).then(|| format!("passed to {}", self.owner)));
        words.extend(self.status.map(|status| status.to_string()));
        if words.is_empty() {
            words.push("carried forward".into());
        }
        let place = self.meeting.as_ref().map(|meeting| format!(" at {meeting}")).unwrap_or_default();
        format!("{}{place}: {}", self.said_by, words.join("; "))
    }
}

/// Returns "once", "twice", "3 times".
pub fn times(count: u32) -> String {
    match count {
        1 => "once".into(),
        2 => "twice".into(),
        count => format!("{count} times"),
    }
}
