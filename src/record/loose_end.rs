//! Loose ends: what a check finds unfinished in a meeting's minutes, and what was dismissed on purpose.

use super::Id;
use crate::text_enum;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What is unfinished. The order is that in which it matters.
    pub enum LooseEndKind {
        /// An answer promises something, and there is no ACTION.
        Promise = "promise",
        /// Something was asked for, and nothing has settled it.
        Request = "request",
        /// A decision calls on somebody, and there is no ACTION.
        ToBeDone = "to be done",
        /// A written answer was to follow.
        AnswerOwed = "answer owed",
        NoOwner = "no owner",
        NoDeadline = "no deadline",
        /// The words of a deadline mean no day that a calendar could tell.
        DeadlineNotRead = "deadline not read",
        /// Whoever was given an action was not in the room.
        OwnerAway = "owner away",
        /// Much the same was asked of the body's officers already.
        SameAction = "same action",
        /// A question has no answer.
        NoAnswer = "no answer",
        /// Somebody spoke who is not recorded as having been there.
        NotInAttendance = "not in attendance",
        /// An action serves no plan action, and the body has a plan.
        NoPlanAction = "no plan action",
        /// Anything else about an entry that is unclear.
        Unclear = "unclear",
    }
}

/// That a loose end was looked at and left, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissal {
    pub id: Id,
    pub meeting: Id,
    /// The entry at which it stands.
    pub entry: Id,
    pub kind: LooseEndKind,
    pub reason: String,
    pub at: NaiveDateTime,
}
