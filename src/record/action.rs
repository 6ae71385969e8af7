//! ACTIONs: what somebody has undertaken to do.

use super::{Id, Paragraphs};
use crate::text_enum;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What has become of an action.
    pub enum ActionStatus {
        Open = "open",
        InProgress = "in progress",
        PartlyComplete = "partly complete",
        ProposedForClosure = "proposed for closure",
        Closed = "closed",
        OnHold = "on hold",
        Superseded = "superseded",
        NoLongerFeasible = "no longer feasible",
        ReferredElsewhere = "referred elsewhere",
    }
}

impl ActionStatus {
    /// Tells whether somebody still has something to do, or the body to agree.
    pub fn is_outstanding(self) -> bool {
        !matches!(self, Self::Closed | Self::Superseded | Self::NoLongerFeasible | Self::ReferredElsewhere)
    }
}

text_enum! {
    /// How a body closes its actions.
    pub enum Closing {
        /// Whoever keeps the log closes an action once it is done.
        Officer = "the officer closes",
        /// It is proposed for closure, and is outstanding until a meeting of the body agrees.
        Body = "the body agrees",
    }
}

/// The officer closes, unless a body says otherwise.
impl Default for Closing {
    fn default() -> Self {
        Closing::Officer
    }
}

/// What belongs to an action entry besides its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub id: Id,
    pub body: Id,
    pub meeting: Id,
    /// The entry that holds its words.
    pub entry: Id,
    /// Year of the meeting; with `number` it makes the reference.
    pub year: i32,
    /// Counts from 1 within body and year; never used twice.
    pub number: u32,
    /// The part of the words that says by when, exactly as typed; empty when none does.
    pub due_words: String,
    /// References of plan actions as typed (`2.3`), separated by spaces.
    pub plan_references: String,
    pub status: ActionStatus,
    /// The day that its deadline meant when it was given, whatever meetings were moved since; none where it
    /// meant no day.
    #[serde(default)]
    pub first_due: Option<NaiveDate>,
    /// The question to which it owes a written answer.
    #[serde(default)]
    pub reply_to: Option<Id>,
}

impl Action {
    /// Returns the reference that people use within the body: `23/07`.
    pub fn reference(&self) -> String {
        Action::called(self.year, self.number)
    }

    /// Returns the reference of a body's action of this number of a year.
    pub fn called(year: i32, number: u32) -> String {
        format!("{:02}/{number:02}", year.rem_euclid(100))
    }

    /// Returns the references that were typed with it, if there are more of them than it has links: some of them
    /// mean nothing.
    pub fn references_beyond(&self, links: usize) -> Vec<String> {
        let typed: Vec<String> = self.plan_references.split_whitespace().map(str::to_string).collect();
        if typed.len() > links { typed } else { Vec::new() }
    }
}

/// One owner of an action; the first, by position, is accountable and the others help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionOwner {
    pub id: Id,
    pub action: Id,
    pub position: i64,
    pub person: Option<Id>,
    /// As typed; what is printed when nobody is known by these words.
    pub words: String,
}

/// What was heard of an action after it was given. It is added to, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionUpdate {
    pub id: Id,
    pub action: Id,
    /// Counts from 1 within the action: the order heard, whatever a clock says.
    pub number: u32,
    /// The meeting at which it was heard; none between meetings.
    pub meeting: Option<Id>,
    pub at: NaiveDateTime,
    /// Who said so.
    pub said_by: String,
    /// What was said: progress, evidence, why a deadline moved.
    pub text: String,
    /// What became of the action, if anything did.
    pub status: Option<ActionStatus>,
    /// The new deadline exactly as typed, if it was moved.
    pub due_words: String,
    /// To whom it passed, if to somebody else who is known.
    #[serde(default)]
    pub owner: Option<Id>,
    /// To whom it passed, as typed, if that is nobody known.
    #[serde(default)]
    pub owner_words: String,
    /// The entry that minutes it, if it changed anything at a meeting.
    #[serde(default)]
    pub entry: Option<Id>,
    /// The paragraphs under which it is exempt by itself, whatever its action is.
    #[serde(default)]
    pub exempt: Paragraphs,
}

impl ActionUpdate {
    /// Tells whether a new deadline was given.
    pub fn moves_deadline(&self) -> bool {
        !self.due_words.is_empty()
    }

    /// Tells whether it passed to somebody else.
    pub fn changes_owner(&self) -> bool {
        self.owner.is_some() || !self.owner_words.is_empty()
    }

    /// Tells whether words still say what it changed: the register must not say one thing and the minutes another.
    pub fn is_told_by(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        let status = match self.status {
            None => "",
            Some(ActionStatus::Open) => "open",
            Some(ActionStatus::InProgress) => "progress",
            Some(ActionStatus::PartlyComplete) => "part",
            Some(ActionStatus::ProposedForClosure) => "propos",
            Some(ActionStatus::Closed) => "close",
            Some(ActionStatus::OnHold) => "hold",
            Some(ActionStatus::Superseded) => "supersed",
            Some(ActionStatus::NoLongerFeasible) => "feasible",
            Some(ActionStatus::ReferredElsewhere) => "referred",
        };
        let owner = if self.changes_owner() { "pass" } else { "" };
        [status, owner, &self.due_words.to_lowercase()].into_iter().all(|told| words.contains(told))
    }

    /// Tells whether a meeting did nothing with it but leave it to the next.
    pub fn carries_forward(&self) -> bool {
        self.text.is_empty() && self.status.is_none() && !self.moves_deadline() && !self.changes_owner()
    }
}

/// Returns what has become of an action after all that was heard of it, in order.
pub fn status_after(action: &Action, updates: &[ActionUpdate]) -> ActionStatus {
    updates.iter().rev().find_map(|update| update.status).unwrap_or(action.status)
}

/// Returns the deadline that stands, and the day on which it was given: the action's own, from the day of
/// its meeting, until it is moved.
pub fn deadline_after<'a>(action: &'a Action, given: NaiveDate, updates: &'a [ActionUpdate]) -> (&'a str, NaiveDate) {
    let moved = updates.iter().rfind(|update| update.moves_deadline());
    moved.map_or((&action.due_words, given), |update| (&update.due_words, update.at.date()))
}

/// Returns how often the deadline was moved.
pub fn slips(updates: &[ActionUpdate]) -> u32 {
    updates.iter().filter(|update| update.moves_deadline()).count() as u32
}

/// Returns who is accountable after all that was heard, if known, and else the words as typed.
pub fn owner_after<'a>(owners: &'a [ActionOwner], updates: &'a [ActionUpdate]) -> (Option<Id>, &'a str) {
    match updates.iter().rfind(|update| update.changes_owner()) {
        Some(update) => (update.owner, &update.owner_words),
        None => owners.first().map_or((None, ""), |owner| (owner.person, &owner.words)),
    }
}
