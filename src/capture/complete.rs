//! Completion: names, posts, and words of the agenda and of this item, shown dim as one types.

use super::fold::fold;
use super::roster::Roster;
use crate::record::{Recorded, Sitting};
use std::collections::HashMap;

/// How many letters must be typed before anything is offered.
const SHORTEST_BEGINNING: usize = 3;
/// The shortest single word worth offering, in letters.
const SHORTEST_WORD: usize = 6;
/// How many of the latest entries words are learned from.
const LEARNED_ENTRIES: usize = 150;
/// How many words back a phrase may have begun.
const LONGEST_CONTEXT: usize = 6;

/// The words and phrases that can be completed.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Folded words with the words themselves, sorted.
    entries: Vec<(String, String)>,
    weights: HashMap<String, u32>,
}

/// What could be taken with one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// How many bytes before the cursor it replaces.
    pub replaces: usize,
    pub with: String,
    /// What of it is shown after the cursor.
    pub rest: String,
}

impl Vocabulary {
    /// Gathers names and posts of the people, titles and words of the agenda, long forms of
    /// abbreviations, and the longer words of the latest entries.
    pub fn of(sitting: &Sitting, roster: &Roster, entries: &[Recorded]) -> Self {
        let mut vocabulary = Vocabulary::default();
        for person in &sitting.people {
            vocabulary.add_phrase(&person.name, 40);
            vocabulary.add_phrase(&person.full_name(), 45);
            vocabulary.add_phrase(&person.role, 50);
            if !person.role.is_empty() && !person.abbreviation.is_empty() {
                vocabulary.add_phrase(&format!("{} ({})", person.role, person.abbreviation), 60);
            }
            if let Some(speaking) = roster.speaking_name(person.id) {
                vocabulary.add_phrase(speaking, 30);
            }
        }
        for item in &sitting.items {
            vocabulary.add_phrase(&item.title, 10);
            for text in [&item.title, &item.purpose, &item.report, &item.documents] {
                vocabulary.add_words(text, 2);
            }
        }
        vocabulary.add_phrase(&sitting.body.name, 10);
        for abbreviation in &sitting.abbreviations {
            vocabulary.add_phrase(&abbreviation.long, 5);
        }
        for recorded in entries.iter().rev().take(LEARNED_ENTRIES) {
            vocabulary.add_words(&recorded.entry.text, 1);
        }
        vocabulary.entries.sort();
        vocabulary.entries.dedup_by(|later, first| later.0 == first.0);
        vocabulary
    }

    fn add_phrase(&mut self, phrase: &str, weight: u32) {
        let folded = fold(phrase);
        if folded.len() > SHORTEST_BEGINNING {
            *self.weights.entry(folded.clone()).or_default() += weight;
            self.entries.push((folded, phrase.trim().to_string()));
        }
    }

    fn add_words(&mut self, text: &str, weight: u32) {
        let words = text.split(|c: char| !(c.is_alphabetic() || c == '\u{2019}' || c == '\''));
        for word in words.filter(|word| word.chars().count() >= SHORTEST_WORD) {
            self.add_phrase(word, weight);
        }
    }

    /// Returns what the words before the cursor most likely become.
    pub fn complete(&self, before: &str) -> Option<Completion> {
        let starts: Vec<usize> = before
            .char_indices()
            .filter(|(at, c)| {
                c.is_alphanumeric() && !before[..*at].ends_with(|p: char| p.is_alphanumeric() || p == '\'')
            })
            .map(|(at, _)| at)
            .collect();
        starts.iter().rev().take(LONGEST_CONTEXT).rev().find_map(|start| self.complete_from(&before[*start..]))
    }

    fn complete_from(&self, typed: &str) -> Option<Completion> {
        let wanted = fold(typed);
        let count = typed.chars().count();
        // Folding keeps the number of letters unless it drops a mark or a space: then there is no telling the rest.
        if count < SHORTEST_BEGINNING || wanted.chars().count() != count {
            return None;
        }
        let first = self.entries.partition_point(|(folded, _)| folded < &wanted);
        let fitting = self.entries[first..].iter().take_while(|(folded, _)| folded.starts_with(&wanted));
        let longer = fitting.filter(|(folded, _)| folded.chars().count() >= count + 2);
        let (_, phrase) = longer.max_by_key(|(folded, _)| self.weights.get(folded).copied().unwrap_or(0))?;
        let rest: String = phrase.chars().skip(count).collect();
        let is_phrase =
            phrase.contains(' ') || phrase.chars().next().is_some_and(char::is_uppercase) && wanted != typed;
        let with = if is_phrase { phrase.clone() } else { format!("{typed}{rest}") };
        Some(Completion { replaces: typed.len(), with, rest })
    }
}
