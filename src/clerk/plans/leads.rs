//! Who leads: people of the body, known by the words that a plan has for them.

use super::super::Result;
use crate::capture::fold::fold;
use crate::capture::{Found, Roster};
use crate::record::{Id, Person};
use crate::store::Store;

/// The people of a body.
pub(super) struct Leads {
    roster: Roster,
    people: Vec<Person>,
}

impl Leads {
    pub fn of(store: &Store, body: Id) -> Result<Leads> {
        let members = store.people_of(body)?;
        let roster = Roster::of_members(&members);
        Ok(Leads { roster, people: members.into_iter().map(|(person, _)| person).collect() })
    }

    /// Returns who is meant, the words where nobody known is, and the words for those who lead besides.
    pub fn of_words(&self, words: &str) -> (Option<Id>, String, String) {
        let words = words.trim();
        if let Some(person) = self.find(words) {
            return (Some(person), String::new(), String::new());
        }
        let marks = ["; ", ";", " / ", "/", " & ", " and ", ", "];
        for (first, rest) in marks.iter().filter_map(|mark| words.split_once(mark)) {
            if let Some(person) = self.find(first) {
                return (Some(person), String::new(), rest.trim().to_string());
            }
        }
        (None, words.to_string(), String::new())
    }

    /// Finds a person by "DCS", "Joanna Ferriby", "J Ferriby" or "Joanna Ferriby (DCS)". What is in brackets must not
    /// be somebody else.
    fn find(&self, words: &str) -> Option<Id> {
        let words = words.trim().trim_end_matches(['.', ',']);
        if let Found::One(person) = self.roster.find_exactly(words) {
            return Some(person);
        }
        if let Some((name, post)) = words.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            return match (self.find(name), self.find(post)) {
                (Some(name), Some(post)) => (name == post).then_some(name),
                (name, post) => name.or(post),
            };
        }
        if let Some((name, post)) = [", ", " - ", " \u{2013} "].iter().find_map(|mark| words.split_once(mark)) {
            let (name, post) = (self.find(name)?, self.find(post));
            return (post.is_none() || post == Some(name)).then_some(name);
        }
        self.by_initial(words)
    }

    /// Finds "J Ferriby" and "J. Ferriby".
    fn by_initial(&self, words: &str) -> Option<Id> {
        let (first, surname) = words.split_once(' ')?;
        let initial = fold(first.trim_end_matches('.'));
        if initial.chars().count() != 1 {
            return None;
        }
        let fits =
            |person: &&Person| fold(person.surname()) == fold(surname) && fold(&person.name).starts_with(&initial);
        let mut fitting = self.people.iter().filter(fits);
        let found = fitting.next()?;
        fitting.next().is_none().then_some(found.id)
    }

    /// Returns what to call a lead.
    pub fn name(&self, person: Option<Id>, words: &str) -> String {
        let known = person.and_then(|id| self.roster.speaking_name(id));
        known.unwrap_or(words).to_string()
    }
}
