//! A name that is spelt in two ways in the minutes of one meeting.

use super::ProofMark;
use super::known::{Known, may_be};
use super::spelling::Speller;
use super::words::{Word, WordKind, words};
use crate::record::ProofKind;
use crate::record::people::TITLES;
use std::collections::BTreeMap;

/// So long is a name at least that may be another's by one letter.
const LONG_NAME: usize = 5;

/// Finds names behind a title which nobody bears, where somebody is called almost so: "Cllr Clark" for Cllr Clarke.
pub fn almost_a_name(text: &str, known: &Known) -> Vec<ProofMark> {
    let words = words(text);
    let mark = |pair: &[Word<'_>]| {
        let (title, name) = (&pair[0], &pair[1]);
        if !TITLES.contains(&title.text) || !name.has_capital() || known.holds(name.text) {
            return None;
        }
        let meant = known.names_meant_by(super::super::fold::fold(name.bare())).next()?;
        Some(mark(name, meant))
    };
    words.windows(2).filter_map(mark).collect()
}

fn mark(name: &Word<'_>, other: &str) -> ProofMark {
    let ending = &name.text[name.bare().len()..];
    ProofMark {
        kind: ProofKind::Name,
        range: name.range(),
        what: format!("spelt \u{201c}{}\u{201d} here and \u{201c}{other}\u{201d} elsewhere", name.bare()),
        instead: vec![format!("{other}{ending}")],
    }
}

/// Gathers the names in the texts of a meeting that neither dictionary nor book knows, and holds them against one
/// another.
#[derive(Clone, Debug, Default)]
pub struct Strangers {
    /// Each name with how often it stands, and where first: the text, and the place in it.
    names: BTreeMap<String, (u32, usize)>,
}

impl Strangers {
    /// Gathers the unknown names of a text; `nth` says which it is.
    pub fn gather(&mut self, text: &str, nth: usize, is_known: impl Fn(&str) -> bool, speller: &Speller) {
        for word in words(text) {
            let name = word.bare();
            let is_name = word.kind == WordKind::Letters && word.has_capital() && name.chars().count() >= LONG_NAME;
            if is_name && !name.chars().skip(1).all(char::is_uppercase) && !speller.knows(name) && !is_known(name) {
                self.names.entry(name.to_string()).or_insert((0, nth)).0 += 1;
            }
        }
    }

    /// Returns which names are spelt as another is that stands more often, or stood first, but for one letter.
    fn misspelt(&self) -> Vec<(&str, &str)> {
        let rank = |name: &str| self.names.get(name).map(|(count, first)| (std::cmp::Reverse(*count), *first));
        let is_meant = |name: &str, other: &str| {
            let (folded, meant) = (super::super::fold::fold(name), super::super::fold::fold(other));
            may_be(&folded, &meant, LONG_NAME) && rank(other) < rank(name)
        };
        let meant = |name: &String| self.names.keys().find(|other| is_meant(name, other)).map(String::as_str);
        self.names.keys().filter_map(|name| Some((name.as_str(), meant(name)?))).collect()
    }

    /// Finds in a text the names that are spelt otherwise elsewhere.
    pub fn spelt_two_ways(&self, text: &str) -> Vec<ProofMark> {
        let misspelt = self.misspelt();
        if misspelt.is_empty() {
            return Vec::new();
        }
        let other = |word: &Word<'_>| misspelt.iter().find(|(name, _)| *name == word.bare()).map(|(_, other)| *other);
        words(text).iter().filter_map(|word| Some(mark(word, other(word)?))).collect()
    }
}
