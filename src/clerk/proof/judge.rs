//! Which words are underlined: judged once each, apart from the keys, and kept.

use super::super::Result;
use crate::capture::proof::spelling::form;
use crate::capture::proof::words::{Word, words};
use crate::capture::proof::{Form, Known, Speller};
use crate::record::{Abbreviation, Body, Item, OwnWord, Person, Sitting};
use crate::store::Store;
use std::collections::HashMap;
use std::ops::Range;

/// What a word was found to be in each [`Form`]: wrong or not, if that is known.
type Verdicts = [Option<bool>; 3];

/// To ask the rest of the book about a word takes as long as judging so many others.
const ASKING: usize = 40;

/// Judges words by the dictionary, what the meeting knows, and the rest of the book.
#[derive(Default)]
pub struct Judge {
    pub known: Known,
    from: Option<Source>,
    verdicts: HashMap<String, Verdicts>,
    /// How often the rest of the book was asked about a word.
    asked: usize,
    /// How many were found to be wrong.
    wrong: usize,
}

/// What of a meeting tells which words are known.
struct Source {
    body: Body,
    people: Vec<Person>,
    items: Vec<Item>,
    abbreviations: Vec<Abbreviation>,
    own_words: Vec<OwnWord>,
}

impl Source {
    fn of(sitting: &Sitting) -> Self {
        Source {
            body: sitting.body.clone(),
            people: sitting.people.clone(),
            items: sitting.items.clone(),
            abbreviations: sitting.abbreviations.clone(),
            own_words: sitting.own_words.clone(),
        }
    }

    fn is_of(&self, sitting: &Sitting) -> bool {
        self.body == sitting.body
            && self.people == sitting.people
            && self.items == sitting.items
            && self.abbreviations == sitting.abbreviations
            && self.own_words == sitting.own_words
    }
}

impl Judge {
    /// Takes in what a meeting knows. Where that has changed, everything is to be judged afresh.
    pub fn follow(&mut self, sitting: &Sitting) {
        if !self.from.as_ref().is_some_and(|source| source.is_of(sitting)) {
            let from = Some(Source::of(sitting));
            *self = Judge { known: Known::of(sitting), from, ..Judge::default() };
        }
    }

    /// Returns how many words were found to be wrong.
    pub fn wrong(&self) -> usize {
        self.wrong
    }

    /// Returns which words of a text are known to be wrong. The word at the cursor is still being typed.
    pub fn wrong_in(&self, text: &str, cursor: Option<usize>) -> Vec<Range<usize>> {
        let words = words(text);
        let is_wrong = |at: &usize| {
            settled(&words, *at, cursor).is_some_and(|form| self.verdict(words[*at].text, form) == Some(true))
        };
        (0..words.len()).filter(is_wrong).map(|at| words[at].range()).collect()
    }

    /// Tells whether every word of a text that can be judged has been.
    pub fn has_judged(&self, text: &str, cursor: Option<usize>) -> bool {
        let words = words(text);
        let is_judged =
            |at| settled(&words, at, cursor).is_none_or(|form| self.verdict(words[at].text, form).is_some());
        (0..words.len()).all(is_judged)
    }

    /// Judges the words of a text that have not been, at most as many as are left of a lot. Tells whether that was
    /// all.
    pub fn go_on(
        &mut self,
        text: &str,
        cursor: Option<usize>,
        left: &mut usize,
        (speller, store): (&Speller, &Store),
    ) -> Result<bool> {
        let words = words(text);
        for at in 0..words.len() {
            let Some(form) = settled(&words, at, cursor) else { continue };
            if self.verdict(words[at].text, form).is_some() {
                continue;
            }
            if *left == 0 {
                return Ok(false);
            }
            *left -= 1;
            let asked = self.asked;
            self.judge(words[at].text, form, speller, store)?;
            *left = left.saturating_sub((self.asked - asked) * ASKING);
        }
        Ok(true)
    }

    /// Tells whether a word is wrong.
    pub fn judge(&mut self, word: &str, form: Form, speller: &Speller, store: &Store) -> Result<bool> {
        if let Some(verdict) = self.verdict(word, form) {
            return Ok(verdict);
        }
        let may_be_wrong = !self.is_known(word, speller) && self.known.is_wrong(word, form, speller);
        self.asked += usize::from(may_be_wrong);
        let is_wrong = may_be_wrong && !self.is_known_elsewhere(word, speller, store)?;
        self.wrong += usize::from(is_wrong);
        self.verdicts.entry(word.to_string()).or_default()[form as usize] = Some(is_wrong);
        Ok(is_wrong)
    }

    /// Tells whether the dictionary or the meeting has a word.
    pub fn is_known(&self, word: &str, speller: &Speller) -> bool {
        speller.knows(word) || self.known.holds(word) || self.known.holds_parts(word, speller)
    }

    /// Tells whether a plan, or anybody or anything else in the book, has a word.
    fn is_known_elsewhere(&self, word: &str, speller: &Speller, store: &Store) -> Result<bool> {
        let mut elsewhere = self.known.clone();
        for part in word.split(['-', '\u{2010}', '\u{2011}']) {
            for text in store.texts_with(part.trim_end_matches(['\'', '\u{2019}']))? {
                elsewhere.learn(&text);
            }
        }
        Ok(elsewhere.holds(word) || elsewhere.holds_parts(word, speller))
    }

    fn verdict(&self, word: &str, form: Form) -> Option<bool> {
        self.verdicts.get(word).and_then(|verdicts| verdicts[form as usize])
    }
}

/// Returns how a word is judged while somebody types at the cursor: not at all when the word itself is being
/// typed, and as a name when the next one is, which may tell that it was one.
fn settled(words: &[Word<'_>], at: usize, cursor: Option<usize>) -> Option<Form> {
    let is_typed = |word: &Word<'_>| cursor.is_some_and(|cursor| (word.start..=word.range().end).contains(&cursor));
    if is_typed(&words[at]) {
        return None;
    }
    let form = form(words, at)?;
    let is_open = form == Form::Begins && words.get(at + 1).is_some_and(is_typed);
    Some(if is_open { Form::Name } else { form })
}
