//! What an ACTION is about: the words by which the plan actions are found that it resembles.
//!
//! The words that tell nothing, and those that mean much the same, are in `data/likeness.txt`.

use super::abbreviations::expand_all;
use super::fold::fold;
use super::roster::Roster;
use crate::record::{Abbreviation, Id};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../data/likeness.txt")));

/// How many words of an ACTION are asked for, and how many that mean much the same.
const MOST_WORDS: usize = 24;
const MOST_ALIKE: usize = 48;
/// How many words a phrase of the table has at most.
const LONGEST_PHRASE: usize = 5;

/// What is sought for an ACTION.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Its own words, abbreviations written out.
    pub words: Vec<String>,
    /// Others that mean much the same.
    pub alike: Vec<String>,
    /// Those of the title of its agenda item.
    pub around: Vec<String>,
    /// Who is to do it, and whose posts its words name.
    pub people: Vec<Id>,
}

impl Sought {
    /// Returns what is sought for an ACTION's words. Who does it tells by whom the plan action is led; by when, and
    /// figures, tell nothing.
    pub fn of(
        text: &str,
        due_words: &str,
        owners: impl IntoIterator<Item = Id>,
        roster: &Roster,
        abbreviations: &[Abbreviation],
    ) -> Sought {
        let mut sought = Sought { people: owners.into_iter().collect(), ..Sought::default() };
        let deed = text.rfind(due_words).filter(|_| !due_words.is_empty()).map_or(text, |at| &text[..at]);
        let mut words: Vec<String> = Vec::new();
        for word in fold(&expand_all(deed, abbreviations)).split(' ') {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
            for part in parts(word, |part| roster.holding_post(part).is_some()) {
                match (roster.holding_post(part), long_form(part, abbreviations)) {
                    (Some(person), _) => sought.people.push(person),
                    (None, Some(long)) => words.extend(fold(long).split(' ').map(str::to_string)),
                    (None, None) => words.push(part.to_string()),
                }
            }
        }
        sought.people.sort_unstable();
        sought.people.dedup();
        TABLE.ask(&words, &mut sought);
        sought
    }

    /// Adds what the title of the agenda item tells of the ACTIONs under it.
    pub fn under(mut self, title: &str) -> Sought {
        let title = fold(title);
        let words = title.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| TABLE.tells(word));
        let own: HashSet<String> = self.words.iter().map(|word| stem(word)).collect();
        let new = words.filter(|word| !own.contains(&stem(word))).map(|word| own_word(word).to_string());
        self.around = new.take(MOST_WORDS).collect();
        self
    }
}

/// Returns the parts of a word that count each for itself: of "dns/dsu" both; "ad-s" is one where it is a post, and
/// "a/l" where it is a short form.
fn parts(word: &str, is_post: impl Fn(&str) -> bool) -> Vec<&str> {
    if is_post(word) || TABLE.is_short_form(word) {
        return vec![word];
    }
    let of_slash = word.split('/').flat_map(|part| if is_post(part) { vec![part] } else { part.split('-').collect() });
    let clean = of_slash.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric() && c != '+'));
    clean.filter(|part| !part.is_empty()).collect()
}

/// Returns what the book's abbreviation stands for, however it is written.
fn long_form<'a>(word: &str, abbreviations: &'a [Abbreviation]) -> Option<&'a str> {
    let found = abbreviations.iter().find(|abbreviation| abbreviation.short.eq_ignore_ascii_case(word));
    found.map(|abbreviation| abbreviation.long.as_str())
}

/// What some words are about: those that tell it, and others that mean much the same, all without their endings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subject {
    pub words: HashSet<String>,
    alike: HashSet<String>,
}

/// How many letters two words begin with that are forms of one: "inspectors" and "inspection"; of one that is the
/// whole beginning of the other fewer are enough.
const SAME_BEGINNING: usize = 6;
const WHOLE_BEGINNING: usize = 5;

impl Subject {
    /// Returns what words are about, whatever they say of by when.
    pub fn of(text: &str, due_words: &str) -> Subject {
        let deed = text.rfind(due_words).filter(|_| !due_words.is_empty()).map_or(text, |at| &text[..at]);
        let folded = fold(deed);
        let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(|word| word.trim_matches('\'').to_string()).collect();
        let mut sought = Sought::default();
        TABLE.ask(&words, &mut sought);
        let stems = |words: Vec<String>| words.iter().map(|word| stem(word)).collect();
        Subject { words: stems(sought.words), alike: stems(sought.alike) }
    }

    /// Tells whether a word, without its ending, is one of them or another form of one.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(word) || self.words.iter().any(|own| is_form(own, word))
    }

    /// Tells whether a word of something else means much the same as one of them.
    pub fn is_like(&self, word: &str, other: &Subject) -> bool {
        self.alike.contains(word) || self.words.iter().any(|own| other.alike.contains(own))
    }
}

fn is_form(a: &str, b: &str) -> bool {
    // "merge" and "merged" without its ending.
    let (a, b) = (a.trim_end_matches('e'), b.trim_end_matches('e'));
    if a == b {
        return true;
    }
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    same >= SAME_BEGINNING || (same >= WHOLE_BEGINNING && same == a.chars().count().min(b.chars().count()))
}

/// `data/likeness.txt`.
#[derive(Default)]
struct Table {
    left_out: HashSet<String>,
    /// The words of each phrase of each group.
    groups: Vec<Vec<Vec<String>>>,
    /// In which groups a phrase is, by its words without their endings.
    known: HashMap<Vec<String>, Vec<usize>>,
    /// Short forms that are not all letters: "a/l", "18+".
    short_forms: HashSet<String>,
}

impl Table {
    fn read(text: &str) -> Table {
        let mut table = Table::default();
        let mut section = "";
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            match (line.trim(), section) {
                ("[left out]", _) => section = "left out",
                ("[alike]", _) => section = "alike",
                (line, "left out") => table.left_out.extend(line.split_whitespace().map(str::to_string)),
                (line, _) => table.add_group(line),
            }
        }
        table
    }

    fn add_group(&mut self, line: &str) {
        let phrases: Vec<&str> = line.split(" = ").map(str::trim).collect();
        let words = |phrase: &&str| -> Vec<String> {
            match phrase.contains(['/', '+']) {
                true => vec![phrase.to_string()],
                false => {
                    phrase.split([' ', '-', ',']).filter(|word| !word.is_empty()).map(|word| word.to_string()).collect()
                }
            }
        };
        let group: Vec<Vec<String>> = phrases.iter().map(words).collect();
        for phrase in &group {
            let groups = self.known.entry(phrase.iter().map(|word| stem(word)).collect()).or_default();
            groups.push(self.groups.len());
            self.short_forms.extend(phrase.iter().filter(|word| word.contains(['/', '+'])).cloned());
        }
        self.groups.push(group);
    }

    fn is_short_form(&self, word: &str) -> bool {
        self.short_forms.contains(word)
    }

    fn tells(&self, word: &str) -> bool {
        !self.left_out.contains(word) && word.chars().any(char::is_alphabetic)
    }

    /// Fills in the words that are asked for, and those alike.
    fn ask(&self, words: &[String], sought: &mut Sought) {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        let mut seen: HashSet<&str> = HashSet::new();
        for (word, stem) in words.iter().zip(&stems) {
            if sought.words.len() < MOST_WORDS && self.tells(word) && seen.insert(stem) {
                sought.words.push(own_word(word).to_string());
            }
        }
        let mut alike: HashSet<String> = HashSet::new();
        for at in 0..stems.len() {
            for end in at + 1..=stems.len().min(at + LONGEST_PHRASE) {
                let said = &stems[at..end];
                for group in self.known.get(said).into_iter().flatten() {
                    for word in self.others(*group, said) {
                        let is_new = self.tells(word) && !seen.contains(stem(word).as_str());
                        if is_new && sought.alike.len() < MOST_ALIKE && alike.insert(stem(word)) {
                            sought.alike.push(own_word(word).to_string());
                        }
                    }
                }
            }
        }
    }

    /// Returns the words of the other phrases of a group.
    fn others<'t>(&'t self, group: usize, said: &'t [String]) -> impl Iterator<Item = &'t String> {
        let is_other = move |phrase: &&Vec<String>| {
            phrase.len() != said.len() || phrase.iter().zip(said).any(|(word, said)| stem(word) != *said)
        };
        self.groups.get(group).into_iter().flatten().filter(is_other).flatten()
    }
}

/// Leaves out that something is somebody's: "children's", "leavers'".
fn own_word(word: &str) -> &str {
    let word = word.strip_suffix('\'').unwrap_or(word);
    word.strip_suffix("'s").unwrap_or(word)
}

/// Returns a word without its ending, as far as the table needs it.
pub(super) fn stem(word: &str) -> String {
    let word = own_word(word);
    let shorter = [("ies", "y", 3), ("ing", "", 3), ("ed", "", 3), ("s", "", 2)];
    let shorter = shorter.into_iter().find_map(|(ending, instead, least)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= least && !word.ends_with("ss"))?;
        Some(format!("{stem}{instead}"))
    });
    shorter.unwrap_or_else(|| word.to_string())
}
