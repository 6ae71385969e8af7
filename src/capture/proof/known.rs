//! The words that a book knows besides the dictionary: of its people, bodies, places, agendas, and its own list.

use super::super::fold::fold;
use super::spelling::{Form, LONG, Speller, parts, plain};
use super::words::{bare, words};
use crate::record::{OwnWord, Person, Sitting};
use std::collections::HashSet;

/// So long is a name at least that may be meant by one that differs in a letter; or in the order of two.
const LONG_NAME: usize = 5;
const SHORT_NAME: usize = 4;

/// Words of the book, and the names that may be meant where one is misspelt.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Folded.
    words: HashSet<String>,
    /// Folded, and as they are written.
    names: Vec<(String, String)>,
    /// Other words with a capital that may be meant: of posts, bodies, places, titles.
    capitals: Vec<(String, String)>,
}

impl Known {
    /// Gathers the words of a meeting and of whoever is expected there.
    pub fn of(sitting: &Sitting) -> Self {
        let mut known = Known::default();
        for person in &sitting.people {
            known.person(person);
        }
        let (body, meeting) = (&sitting.body, &sitting.meeting);
        for text in [&body.name, &body.short_name, &body.called, &body.venue, &meeting.venue, &meeting.next_meeting] {
            known.capitals(text);
        }
        for item in &sitting.items {
            for text in [&item.title, &item.purpose, &item.presenter, &item.report, &item.documents] {
                known.capitals(text);
            }
        }
        for abbreviation in &sitting.abbreviations {
            known.learn(&abbreviation.short);
            known.capitals(&abbreviation.long);
        }
        for (short, long) in &sitting.style.abbreviations {
            known.learn(short);
            known.capitals(long);
        }
        sitting.style.words.values().for_each(|words| known.capitals(words));
        known.own_words(&sitting.own_words);
        known
    }

    /// Adds the words that somebody added to the book.
    fn own_words(&mut self, own: &[OwnWord]) {
        self.words.extend(own.iter().map(|own| folded(&own.word)));
    }

    /// Adds whatever names somebody and their post.
    pub fn person(&mut self, person: &Person) {
        for name in words(&person.name).iter().map(|word| word.text) {
            self.learn(name);
            let whole = (folded(name), name.to_string());
            if !self.names.contains(&whole) {
                self.names.push(whole);
            }
        }
        for text in [&person.title, &person.initials, &person.abbreviation] {
            self.learn(text);
        }
        self.capitals(&person.role);
        self.capitals(&person.organisation);
    }

    /// Adds every word of a text; those with a capital may be meant by others.
    fn capitals(&mut self, text: &str) {
        self.learn(text);
        for word in words(text).iter().filter(|word| word.has_capital() && word.bare().chars().count() >= LONG) {
            let capital = (folded(word.bare()), word.bare().to_string());
            if !self.capitals.contains(&capital) {
                self.capitals.push(capital);
            }
        }
    }

    /// Adds every word of a text.
    pub fn learn(&mut self, text: &str) {
        for word in words(text) {
            let word = folded(word.bare());
            if let Some(parts) = parts(&word) {
                self.words.extend(parts.filter(|part| part.chars().count() > 1).map(str::to_string));
            }
            self.words.insert(word);
        }
    }

    /// Tells whether the book has a word, in any case of letters, with accents or without; in the plural too.
    pub fn holds(&self, word: &str) -> bool {
        let word = folded(bare(word));
        self.words.contains(&word) || word.strip_suffix('s').is_some_and(|one| self.words.contains(one))
    }

    /// Tells whether the parts of a word with hyphens are all known, to the dictionary or the book.
    pub fn holds_parts(&self, word: &str, speller: &Speller) -> bool {
        let word = plain(bare(word));
        parts(&word).is_some_and(|mut parts| parts.all(|part| speller.has_part(part) || self.holds(part)))
    }

    /// Tells whether a word is wrong which neither the dictionary nor the book has.
    pub fn is_wrong(&self, word: &str, form: Form, speller: &Speller) -> bool {
        match form {
            Form::Small => true,
            Form::Begins => self.meant(word, speller).next().is_some() || speller.is_slip(bare(word)),
            Form::Name => self.meant(word, speller).next().is_some(),
        }
    }

    /// Returns the names, and other words with a capital, from which a word differs in one letter.
    pub fn meant<'a>(&'a self, word: &str, speller: &'a Speller) -> impl Iterator<Item = &'a str> + use<'a> {
        let word = folded(bare(word));
        let capitals = speller.capitals().filter({
            let word = word.clone();
            move |capital| may_be(&word, &folded(capital), LONG)
        });
        let names = self.names_meant_by(word.clone());
        let own = self.capitals.iter().filter(move |(folded, _)| may_be(&word, folded, LONG));
        names.chain(own.map(|(_, written)| written.as_str())).chain(capitals)
    }

    /// Tells whether somebody is called so.
    pub(super) fn is_name(&self, word: &str) -> bool {
        self.names.iter().any(|(_, written)| written == word)
    }

    /// Returns the names of people from which a folded word differs in one letter.
    pub(super) fn names_meant_by(&self, word: String) -> impl Iterator<Item = &str> {
        let names = self.names.iter().filter(move |(folded, _)| may_be(&word, folded, LONG_NAME));
        names.map(|(_, written)| written.as_str())
    }
}

fn folded(word: &str) -> String {
    plain(&fold(word))
}

/// Tells whether one word may be a misspelling of another: the same first letter, and one letter too many, too few
/// or mistaken, or two that changed places. A plural is none.
pub(super) fn may_be(word: &str, meant: &str, long: usize) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (word.chars().collect(), meant.chars().collect());
    let shorter = one.len().min(other.len());
    let is_plural = [(word, meant), (meant, word)].iter().any(|(one, other)| one.strip_suffix('s') == Some(other));
    if one.first() != other.first() || shorter < SHORT_NAME || is_plural {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (rest, others) = (&one[same..], &other[same..]);
    let changed_places = match (rest, others) {
        ([first, second, rest @ ..], [one, two, others @ ..]) => first == two && second == one && rest == others,
        _ => false,
    };
    let one_letter = shorter.max(one.len().max(other.len()) - 1) >= long
        && match (rest, others) {
            ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
            ([_, rest @ ..], others) if rest == others => true,
            (rest, [_, others @ ..]) => rest == others,
            _ => false,
        };
    changed_places || one_letter
}
