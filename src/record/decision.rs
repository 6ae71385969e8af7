//! Decisions, motions and votes.

use super::Id;
use crate::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// How a decision is worded. `Decided` has no verb of its own: its text is printed as it stands.
    pub enum Verb {
        Resolved = "resolved",
        Agreed = "agreed",
        Noted = "noted",
        Recommended = "recommended",
        Approved = "approved",
        Endorsed = "endorsed",
        Received = "received",
        Adopted = "adopted",
        Accepted = "accepted",
        Confirmed = "confirmed",
        Supported = "supported",
        Requested = "requested",
        Deferred = "deferred",
        Referred = "referred",
        Refused = "refused",
        Rejected = "rejected",
        Carried = "carried",
        Lost = "lost",
        Withdrawn = "withdrawn",
        Decided = "decided",
    }
}

/// Votes for, against and abstained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub votes_for: u32,
    pub against: u32,
    pub abstained: u32,
}

impl Tally {
    /// Returns how many people these votes need.
    pub fn total(self) -> u32 {
        self.votes_for.saturating_add(self.against).saturating_add(self.abstained)
    }

    /// Returns the totals of named votes; somebody with a conflict of interest is in none.
    pub fn of(votes: &[Vote]) -> Self {
        let count = |cast| votes.iter().filter(|vote| vote.voted == cast).count() as u32;
        Tally {
            votes_for: count(VoteCast::For),
            against: count(VoteCast::Against),
            abstained: count(VoteCast::Abstained),
        }
    }
}

/// What belongs to a decision entry besides its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub id: Id,
    pub entry: Id,
    pub verb: Verb,
    pub unanimous: bool,
    pub mover: Option<Id>,
    pub mover_words: String,
    pub seconder: Option<Id>,
    pub seconder_words: String,
    /// Votes as announced; absent when nobody counted.
    pub votes_for: Option<u32>,
    pub votes_against: Option<u32>,
    pub votes_abstained: Option<u32>,
    /// How many voting members were there when it was recorded, against which totals are held.
    pub voters_present: Option<u32>,
}

impl Decision {
    /// Returns the announced totals, if any were.
    pub fn tally(&self) -> Option<Tally> {
        Some(Tally {
            votes_for: self.votes_for?,
            against: self.votes_against.unwrap_or(0),
            abstained: self.votes_abstained.unwrap_or(0),
        })
    }
}

text_enum! {
    /// How one member voted (SI 1993/202 Sch 2; SI 2014/165 for budget meetings).
    pub enum VoteCast {
        For = "for",
        Against = "against",
        Abstained = "abstained",
        /// Took no part because of an interest.
        Conflict = "conflict",
    }
}

/// The named vote of one person on one decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub id: Id,
    pub entry: Id,
    pub person: Id,
    pub voted: VoteCast,
}
