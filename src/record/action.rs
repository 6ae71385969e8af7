//! ACTIONs: what somebody has undertaken to do.

use super::Id;
use crate::text_enum;
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
}

impl Action {
    /// Returns the reference that people use within the body: `23/07`.
    pub fn reference(&self) -> String {
        format!("{:02}/{:02}", self.year.rem_euclid(100), self.number)
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
