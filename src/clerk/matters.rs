//! Matters arising: what earlier meetings of the body have asked for, by need.

use super::Result;
use super::register::{self, Registered};
use crate::record::standing::Need;
use crate::record::{Id, Sitting};
use crate::store::{GivenAction, Store, Wanted};
use chrono::NaiveDate;
use std::collections::HashSet;

/// An action of an earlier meeting, as a later one goes through it.
#[derive(Clone, Debug)]
pub struct Matter {
    pub action: Id,
    pub row: Registered,
    /// Who is accountable, if that is somebody known.
    pub owner: Option<Id>,
    pub need: Need,
    /// This meeting has heard of it already.
    pub is_heard: bool,
}

/// Returns the actions that a meeting has to go through, those that need it most first; those of which it
/// has heard come last.
pub fn matters_arising(store: &Store, sitting: &Sitting) -> Result<Vec<Matter>> {
    let (meeting, today) = (sitting.meeting.id, sitting.meeting.date);
    let rhythm = store.rhythms(today)?.get(&sitting.body.id).copied().unwrap_or_default();
    let mut standings = store.standings(Wanted::HeardAt(meeting))?;
    let heard: HashSet<Id> = standings.iter().map(|standing| standing.action).collect();
    let outstanding = store.standings(Wanted::OutstandingOf(sitting.body.id))?.into_iter();
    standings.extend(outstanding.filter(|standing| standing.given <= today && !heard.contains(&standing.action)));
    let people = register::people(store)?;
    let given = store.given_actions(standings)?.into_iter().filter(|given| given.action.meeting != meeting);
    let matter = |given: GivenAction| Matter {
        action: given.action.id,
        owner: given.standing.owner,
        need: given.standing.need(today, rhythm),
        is_heard: heard.contains(&given.action.id),
        row: Registered::of(given, &people),
    };
    let mut matters: Vec<Matter> = given.map(matter).collect();
    matters.sort_by_key(|matter| {
        let row = &matter.row;
        (matter.is_heard, matter.need, row.due_date.unwrap_or(NaiveDate::MAX), row.given, row.reference.clone())
    });
    Ok(matters)
}
