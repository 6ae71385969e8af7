//! References of plan actions: as the file has them, made where it has none, and each only once.

use super::Note;
use super::gathering::Gathering;
use crate::import::sheet::{Cell, Place};
use chrono::Datelike;
use std::collections::{BTreeMap, HashSet};

/// Gives every action of the draft a reference of its own, and every theme the number that its actions share.
pub(super) fn settle(gathering: &mut Gathering<'_>) {
    let given = std::mem::take(&mut gathering.references);
    let mut taken: HashSet<String> = HashSet::new();
    let mut last = String::new();
    let mut missing = Vec::new();
    let begins_again = begins_again(gathering, &given);
    for (at, (cell, place)) in given.iter().enumerate() {
        let mut reference = written(gathering, cell, place);
        if reference.is_empty() {
            missing.push(at);
            continue;
        }
        if begins_again {
            reference = format!("{}.{reference}", theme_number(gathering, at));
        }
        if taken.contains(&reference.to_lowercase()) {
            let other = if is_tenth(cell, &reference, &last) {
                format!("{reference}0")
            } else {
                with_letter(&reference, &taken)
            };
            let what = format!("the reference {reference} is there already; this one is called {other}");
            gathering.reading.notes.push(Note { place: place.clone(), what });
            reference = other;
        }
        taken.insert(reference.to_lowercase());
        last.clone_from(&reference);
        if let Some(action) = gathering.reading.draft.actions.get_mut(at) {
            action.reference = reference;
        }
    }
    number_themes(gathering);
    for at in missing {
        make(gathering, at, &mut taken);
    }
}

/// Tells whether the actions are numbered 1, 2, 3 in every theme, and says so.
fn begins_again(gathering: &mut Gathering<'_>, given: &[(Cell, Place)]) -> bool {
    let mut by_theme = HashSet::new();
    let mut all = HashSet::new();
    let mut again = None;
    for ((cell, place), action) in given.iter().zip(&gathering.reading.draft.actions) {
        let words = cell.words();
        if words.is_empty() {
            continue;
        }
        if !words.chars().all(|c| c.is_ascii_digit()) || !by_theme.insert((action.theme, words.clone())) {
            return false;
        }
        if !all.insert(words) && again.is_none() {
            again = Some(place.clone());
        }
    }
    let Some(place) = again else { return false };
    let what = "the numbers begin again here; all are called by theme and number, such as 2.1".into();
    gathering.reading.notes.push(Note { place, what });
    true
}

/// Returns the number of an action's theme: its own, or its place.
fn theme_number(gathering: &Gathering<'_>, action: usize) -> String {
    let draft = &gathering.reading.draft;
    let theme = draft.actions.get(action).map_or(0, |action| action.theme);
    match draft.themes.get(theme).map_or("", |theme| theme.reference.as_str()) {
        "" => (theme + 1).to_string(),
        number => number.to_string(),
    }
}

/// Returns a reference as the file has it.
fn written(gathering: &mut Gathering<'_>, cell: &Cell, place: &Place) -> String {
    if let Cell::Date(date) = cell {
        let reference = format!("{}.{}", date.day(), date.month());
        let what =
            format!("the spreadsheet has made a date of this reference: {}; it is called {reference}", cell.words());
        gathering.reading.notes.push(Note { place: place.clone(), what });
        return reference;
    }
    let words = cell.words().replace('\n', " ");
    words.trim().trim_end_matches(['.', ':', ')']).trim_start_matches('~').trim().to_string()
}

/// A spreadsheet keeps 2.10 as the number 2.1: behind 2.9 that is what is meant.
fn is_tenth(cell: &Cell, reference: &str, last: &str) -> bool {
    let (Cell::Number(..), Some((theme, "1"))) = (cell, reference.rsplit_once('.')) else { return false };
    last == format!("{theme}.9")
}

fn with_letter(reference: &str, taken: &HashSet<String>) -> String {
    let letters = ('b'..='z').map(|letter| format!("{reference}{letter}"));
    let numbers = (2..).map(|number| format!("{reference}-{number}"));
    let is_free = |other: &String| !taken.contains(&other.to_lowercase());
    letters.chain(numbers).find(is_free).unwrap_or_default()
}

/// Gives a theme without a number the one with which the references of all its actions begin, if no other has it.
fn number_themes(gathering: &mut Gathering<'_>) {
    let draft = &mut gathering.reading.draft;
    let mut numbers: BTreeMap<usize, Option<String>> = BTreeMap::new();
    for action in draft.actions.iter().filter(|action| !action.reference.is_empty()) {
        let number = action.reference.split_once('.').map(|(number, _)| number.to_string());
        let known = numbers.entry(action.theme).or_insert_with(|| number.clone());
        if *known != number {
            *known = None;
        }
    }
    for (theme, number) in &numbers {
        let Some(number) = number else { continue };
        let is_shared = numbers.iter().any(|(other, known)| other != theme && known.as_ref() == Some(number))
            || draft.themes.iter().any(|theme| theme.reference == *number);
        if let Some(theme) = draft.themes.get_mut(*theme).filter(|theme| theme.reference.is_empty() && !is_shared) {
            theme.reference.clone_from(number);
        }
    }
}

fn make(gathering: &mut Gathering<'_>, at: usize, taken: &mut HashSet<String>) {
    let draft = &gathering.reading.draft;
    let Some(action) = draft.actions.get(at) else { return };
    let (theme, number) = (action.theme, theme_number(gathering, at));
    let place = action.place.clone();
    let first = draft.actions.iter().take(at + 1).filter(|other| other.theme == theme).count();
    let reference =
        (first..).map(|nth| format!("{number}.{nth}")).find(|reference| !taken.contains(&reference.to_lowercase()));
    let Some(reference) = reference else { return };
    taken.insert(reference.to_lowercase());
    gathering.reading.notes.push(Note { place, what: format!("no reference; it is called {reference}") });
    if let Some(action) = gathering.reading.draft.actions.get_mut(at) {
        action.reference = reference;
    }
}
