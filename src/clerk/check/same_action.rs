//! Actions that say much the same as earlier ones that their body has outstanding.

use crate::capture::fold::fold;
use crate::clerk::Result;
use crate::clerk::register::{self, People};
use crate::record::{Id, Sitting, Standing};
use crate::reports::follow_up::deed;
use crate::store::{Store, Wanted};
use std::collections::{HashMap, HashSet};

/// Two actions that share so many words in a hundred, of those of the longer one, are taken for the same.
const ALIKE: usize = 80;
/// And no fewer than these.
const FEWEST: usize = 3;
/// So many actions are read at once.
const LOT: usize = 200;

/// An action of the body that is outstanding.
struct Outstanding {
    action: Id,
    name: String,
    words: HashSet<String>,
}

/// What a body has outstanding at a meeting, read lot by lot.
pub(super) struct SameActions {
    to_read: Vec<Standing>,
    outstanding: Vec<Outstanding>,
}

impl SameActions {
    /// Prepares to read what the body has outstanding of the meeting and of earlier ones.
    pub(super) fn of(store: &Store, sitting: &Sitting) -> Result<Self> {
        let mut to_read = store.standings(Wanted::OutstandingOf(sitting.body.id))?;
        to_read.retain(|standing| standing.given <= sitting.meeting.date);
        to_read.reverse();
        Ok(SameActions { to_read, outstanding: Vec::new() })
    }

    /// Reads one lot. Tells whether all is read.
    pub(super) fn read_on(&mut self, store: &Store, people: &People) -> Result<bool> {
        let mut lot = self.to_read.split_off(self.to_read.len().saturating_sub(LOT));
        lot.reverse();
        for given in store.given_actions(lot)? {
            let owners = register::owners_given(&given, people);
            self.outstanding.push(Outstanding {
                action: given.action.id,
                name: format!("{} of {}", given.action.reference(), given.meeting),
                words: words_of(&deed(&owners, &given.text, &given.action.due_words)),
            });
        }
        Ok(self.to_read.is_empty())
    }

    /// Returns, for those of some actions that say much the same as an earlier one, the name of that one.
    pub(super) fn same_as(&self, actions: impl Iterator<Item = Id>) -> HashMap<Id, String> {
        let all = self.outstanding.iter().enumerate();
        let places: HashMap<Id, usize> = all.clone().map(|(place, known)| (known.action, place)).collect();
        let mut holding: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, known) in all {
            known.words.iter().for_each(|word| holding.entry(word).or_default().push(place));
        }
        let same = |action: Id| {
            let own = &self.outstanding[*places.get(&action)?];
            Some((action, self.closest(own, &holding)?.name.clone()))
        };
        actions.filter_map(same).collect()
    }

    /// Returns the earlier action that shares most words, if those are enough.
    fn closest(&self, own: &Outstanding, holding: &HashMap<&str, Vec<usize>>) -> Option<&Outstanding> {
        let mut shared = vec![0; self.outstanding.len()];
        let places = own.words.iter().filter_map(|word| holding.get(word.as_str())).flatten();
        places.for_each(|place| shared[*place] += 1);
        let earlier = self.outstanding.iter().zip(shared).filter(|(other, _)| other.action < own.action);
        let alike = earlier.map(|(other, shared)| (likeness(own, other, shared), other));
        let (likeness, closest) = alike.max_by_key(|(likeness, _)| *likeness)?;
        (likeness >= ALIKE).then_some(closest)
    }
}

/// Returns how many words of a hundred two actions share, of those of the longer one.
fn likeness(one: &Outstanding, other: &Outstanding, shared: usize) -> usize {
    if shared < FEWEST { 0 } else { 100 * shared / one.words.len().max(other.words.len()) }
}

fn words_of(text: &str) -> HashSet<String> {
    fold(text).split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2).map(String::from).collect()
}
