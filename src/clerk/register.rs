//! The register: every action with its owner, the day by which it is due, and what was heard of it.

use super::Result;
use super::asked::Asked;
use crate::record::action::owner_after;
use crate::record::{ActionOwner, ActionStatus, ActionUpdate, Id, Person};
use crate::store::{GivenAction, Store, Wanted};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use std::collections::HashMap;

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
    /// References of plan actions, as typed.
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

impl Registered {
    /// Puts an action as lists have it.
    pub fn of(given: GivenAction, people: &People) -> Registered {
        let (owner, words) = owner_after(&given.owners, &given.updates);
        let is_helper = |helper: &&ActionOwner| (helper.person, helper.words.as_str()) != (owner, words);
        let helpers = given.owners.iter().skip(1).filter(is_helper);
        let due_words = given.updates.iter().rfind(|update| update.moves_deadline()).map(|update| &update.due_words);
        let updates = Heard::all_of(&given, people);
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
            plan_links: given.action.plan_references.split_whitespace().map(str::to_string).collect(),
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
    /// Tells whether the action stood otherwise afterwards.
    pub fn changes(&self) -> bool {
        self.status.is_some() || !self.due_words.is_empty() || !self.owner.is_empty()
    }

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
