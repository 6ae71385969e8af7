//! The register: every action with its owner, the day by which it is due, and what was heard of it.

use super::Result;
use super::asked::Asked;
use crate::record::action::owner_after;
use crate::record::{ActionOwner, ActionUpdate, Id, Person};
use crate::store::{GivenAction, Store, Wanted};
use chrono::NaiveDate;
use std::collections::HashMap;

pub use crate::reports::{Heard, Registered};

/// Everybody in the book, to name owners by.
pub type People = HashMap<Id, Person>;

/// Returns everybody in the book.
pub fn people(store: &Store) -> Result<People> {
    Ok(store.people()?.into_iter().map(|person| (person.id, person)).collect())
}

/// Returns the actions that fit the [words](Asked), by body and reference.
pub fn actions(store: &Store, words: &[String], today: NaiveDate) -> Result<Vec<Registered>> {
    let asked = Asked::read(words, store, today)?;
    let wanted = if asked.outstanding_only { Wanted::Outstanding } else { Wanted::All };
    let standings = store.standings(wanted)?.into_iter().filter(|standing| asked.fits(standing)).collect();
    let people = people(store)?;
    let mut given = store.given_actions(standings)?;
    given.sort_by(|one, other| key(one).cmp(&key(other)));
    Ok(given.into_iter().map(|given| Registered::of(given, &people)).collect())
}

fn key(given: &GivenAction) -> (&str, i32, u32) {
    (&given.body, given.action.year, given.action.number)
}

/// Returns how minutes name somebody who may be known.
pub fn name(person: Option<Id>, words: &str, people: &People) -> String {
    person.and_then(|id| people.get(&id)).map_or_else(|| words.to_string(), Person::speaking_name)
}

/// Returns those to whom an action was given, as minutes name them; the accountable one first.
pub fn owners_given(given: &GivenAction, people: &People) -> Vec<String> {
    given.owners.iter().map(|owner| name(owner.person, &owner.words, people)).collect()
}

impl Registered {
    /// Puts an action as lists have it.
    pub fn of(given: GivenAction, people: &People) -> Registered {
        let (owner, words) = owner_after(&given.owners, &given.updates);
        let is_helper = |helper: &&ActionOwner| (helper.person, helper.words.as_str()) != (owner, words);
        let helpers = given.owners.iter().skip(1).filter(is_helper);
        let due_words = given.updates.iter().rfind(|update| update.moves_deadline()).map(|update| &update.due_words);
        let updates = Heard::all_of(&given, people);
        let plan_links = given.plan_links();
        let standing = given.standing;
        Registered {
            id: given.action.id,
            reference: given.action.reference(),
            owner: name(owner, words, people),
            helpers: helpers.map(|helper| name(helper.person, &helper.words, people)).collect(),
            due_words: due_words.unwrap_or(&given.action.due_words).clone(),
            due_date: standing.due,
            due_meeting: given.due_meeting,
            original_due: standing.original_due,
            status: standing.status,
            slips: standing.slips,
            carried: standing.carried,
            given: standing.given,
            plan_links,
            body: given.body,
            meeting: given.meeting,
            item: given.item_label,
            text: given.text,
            exempt: given.exempt.is_exempt(),
            updates,
        }
    }
}

impl Heard {
    /// Puts what was heard of an action as lists have it.
    pub fn all_of(given: &GivenAction, people: &People) -> Vec<Heard> {
        let heard = |update: &ActionUpdate| Heard {
            at: update.at,
            said_by: update.said_by.clone(),
            text: update.text.clone(),
            status: update.status,
            due_words: update.due_words.clone(),
            owner: name(update.owner, &update.owner_words, people),
            meeting: update.meeting.and_then(|meeting| given.heard_at.get(&meeting).cloned()),
            is_exempt: update.exempt.is_exempt(),
        };
        given.updates.iter().map(heard).collect()
    }
}
