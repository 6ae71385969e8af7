//! Abbreviations that are explained nowhere in the minutes.

use super::ProofMark;
use super::spelling::listed;
use super::words::{Word, WordKind, words};
use crate::record::people::TITLES;
use crate::record::{ProofKind, Sitting};
use std::collections::{HashMap, HashSet};

const COMMON: &str = include_str!("../../../data/dictionary/abbreviations.txt");

/// Words that are written in capitals for their weight.
const WEIGHTY: &[&str] = &[
    "NOT", "AND", "OR", "NO", "YES", "ALL", "MUST", "ONLY", "TO", "BY", "THAT", "VERY", "NEVER", "NOW", "BE", "IS",
    "AGREED", "NOTED", "LOST", "FOR", "IN", "OF", "ON", "THE", "WITH", "DRAFT", "DUE", "NEW", "OPEN", "CLOSED", "NB",
];

/// A word so long that the dictionary has is no abbreviation.
const LONG_WORD: usize = 5;

/// The shortest and longest that counts as an abbreviation, in letters.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=6;

/// What the readers of a meeting's minutes have been told that abbreviations stand for.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    told: HashSet<String>,
    /// What they stand for, where the book says it though the minutes do not.
    stands_for: HashMap<String, String>,
}

impl Explained {
    /// Gathers what everybody knows, what the list of people tells, and what the agenda does.
    pub fn of(sitting: &Sitting) -> Self {
        let mut explained = Explained::default();
        explained.told.extend(listed(COMMON).map(str::to_string));
        for person in &sitting.people {
            explained.told.extend([&person.abbreviation, &person.initials].into_iter().cloned());
            explained.told.extend(person.name.split_whitespace().map(str::to_uppercase));
            explained.read(&person.role);
            explained.read(&person.organisation);
        }
        explained.told.insert(sitting.body.short_name.clone());
        explained.told.extend(sitting.style.abbreviations.keys().cloned());
        explained.told.extend(sitting.own_words.iter().map(|own| own.word.clone()));
        for item in &sitting.items {
            for text in [&item.title, &item.purpose, &item.report, &item.documents] {
                explained.read(text);
            }
        }
        for abbreviation in &sitting.abbreviations {
            explained.stands_for.insert(abbreviation.short.to_uppercase(), abbreviation.long.clone());
        }
        explained
    }

    /// Takes in what a text explains: "Looked After Children (LAC)", "LAC (Looked After Children)".
    pub fn read(&mut self, text: &str) {
        let words = words(text);
        for (at, word) in words.iter().enumerate().filter(|(_, word)| is_abbreviation(word)) {
            let is_behind =
                at > 0 && text[..word.start].trim_end_matches(['\u{2018}', '\u{201c}', '"', '\'']).ends_with('(');
            let explains = || text[word.range().end..].trim_start().starts_with('(');
            if is_behind || explains() {
                self.told.insert(singular(word.bare()).to_string());
            }
        }
    }

    fn tells(&self, word: &str) -> bool {
        let known = |word: &str| self.told.contains(word);
        let of_parts = || word.contains('-') && word.split('-').all(|part| part.len() == 1 || known(part));
        known(word) || known(singular(word)) || of_parts()
    }

    /// Finds the abbreviations in a text that nothing explains, each once: those that are found are taken for told.
    /// `is_word` tells whether the dictionary has a word.
    pub fn unexplained(&mut self, text: &str, is_word: impl Fn(&str) -> bool) -> Vec<ProofMark> {
        let words = words(text);
        // Words in capitals throughout are a heading.
        if !text.contains(char::is_lowercase) {
            return Vec::new();
        }
        let mut marks = Vec::new();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| is_abbreviation(word) && !word.is_quoted) {
            let short = singular(word.bare());
            // "The BOARD" has weight; "Mr TS Eliot" has initials.
            let is_weighty = short.chars().count() >= LONG_WORD && is_word(&short.to_lowercase());
            let is_initials = at > 0 && TITLES.contains(&words[at - 1].text);
            if is_weighty || is_initials || self.tells(word.bare()) {
                continue;
            }
            self.told.insert(short.to_string());
            let long = self.stands_for.get(short);
            marks.push(ProofMark {
                kind: ProofKind::Abbreviation,
                range: word.range(),
                what: format!("what {short} stands for is told nowhere"),
                instead: long.map(|long| format!("{long} ({})", word.text)).into_iter().collect(),
            });
        }
        marks
    }
}

/// Returns an abbreviation without the s of its plural.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

fn is_abbreviation(word: &Word<'_>) -> bool {
    let short = singular(word.bare());
    let letters = || short.chars().filter(|letter| letter.is_alphabetic());
    word.kind == WordKind::Letters
        && LENGTH.contains(&letters().count())
        && letters().all(char::is_uppercase)
        && short.chars().all(|letter| letter.is_alphabetic() || letter == '-')
        && !WEIGHTY.contains(&short)
        && !letters().all(|letter| "IVXLC".contains(letter))
}
