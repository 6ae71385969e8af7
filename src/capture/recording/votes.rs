//! Who voted how on a decision.

use super::{Desk, set_tally};
use crate::record::editing::Refusal;
use crate::record::{Change, Detail, Id, Recorded, Step, Tally, Vote, VoteCast};

/// Returns the step that records how each member voted on a decision; totals follow from the names.
pub fn record_votes(desk: Desk<'_>, decision: &Recorded, votes: &[(Id, VoteCast)]) -> Result<Step, Refusal> {
    let Detail::Decision { decision: before, votes: old } = &decision.detail else {
        return Err(Refusal::new("That is not a decision.", "Record the decision first, then the votes on it."));
    };
    let cast = |(person, cast): &(Id, VoteCast)| Vote {
        id: desk.ids.fresh(desk.now),
        entry: decision.entry.id,
        person: *person,
        voted: *cast,
    };
    let new: Vec<Vote> = votes.iter().map(cast).collect();
    let mut after = before.clone();
    // What was announced stands; names alone make the totals only when nothing was.
    let from_names = (!old.is_empty()).then(|| Tally::of(old));
    if after.tally().is_none() || after.tally() == from_names {
        set_tally(&mut after, (!new.is_empty()).then(|| Tally::of(&new)));
    }
    if after.voters_present.is_none() && desk.sitting.roll_called() {
        after.voters_present = Some(desk.sitting.voters_here().count() as u32);
    }
    let mut changes: Vec<Change> = old.iter().cloned().map(Change::removed).collect();
    changes.extend(new.into_iter().map(Change::made));
    if after != *before {
        changes.push(Change::replaced(before.clone(), after));
    }
    Ok(Step::within(desk.sitting.meeting.id, "Named vote recorded", changes))
}
