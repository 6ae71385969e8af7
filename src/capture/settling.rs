//! Whether an ACTION is the one that a promise, a request or a decision wants, in whatever words it is written.
//!
//! Clerks minute a promise in fewer and other words than it was made in, and often in the same breath as an ACTION
//! of quite another matter. What tells the two apart is what they are about: their words without those that
//! stand in any ACTION (`data/likeness.txt`), the deadline, who is to do it, and what stands between.

use super::calling::{called_on, named_in, undertaken};
use super::due_words;
use super::fold::fold;
use super::owed::LIKELY;
use super::promises::{promise, request};
use super::resemblance::{Subject, stem};
use super::roster::Roster;
use crate::record::{Detail, EntryKind, Id, Recorded};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that many matters of one board share: alone they do not show that two are the same.
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    listed(
        "figure number data information detail breakdown case child children family school council staff team service \
         post people person public work issue matter option result new first last old current start end change",
    )
});

/// Words of a promise that say nothing of what is promised.
static VAGUE: LazyLock<HashSet<String>> =
    LazyLock::new(|| listed("yes certainly indeed course happy glad gladly me my leave answer reply response come"));

/// Words by which an ACTION points to what was said above it, and says nothing itself: "as promised".
static POINTING: LazyLock<HashSet<String>> =
    LazyLock::new(|| listed("promised agreed requested asked above offered undertaken said"));

/// Words that stand for what was named before.
const PRONOUNS: &[&str] = &["it", "them", "this", "these", "those"];

fn listed(words: &str) -> HashSet<String> {
    words.split_whitespace().map(stem).collect()
}

/// What words count that the ACTION shares with the promise itself; half of it where many matters share them, where
/// they only mean much the same, or where they were said around the promise. So does the same deadline.
const SHARED: u32 = 4;

/// What an ACTION is to say that settles something.
pub(super) struct Wanted<'a> {
    recorded: &'a Recorded,
    question: Option<&'a Recorded>,
    /// Who is to do it, as far as that was said.
    owners: Vec<Id>,
    due_words: String,
    /// What the sentence is about that promises or asks.
    own: Subject,
    /// What was said around it: the rest of the entry, and the question that an answer answers.
    around: Subject,
    /// Whether the sentence leaves what it is about to the words around it: "I will get them".
    points_around: bool,
}

impl<'a> Wanted<'a> {
    pub fn of(recorded: &'a Recorded, question: Option<&'a Recorded>, roster: &Roster) -> Wanted<'a> {
        let entry = &recorded.entry;
        let called = match entry.kind {
            EntryKind::Decision => called_on(&entry.text, roster),
            EntryKind::Note => undertaken(&entry.text, roster),
            _ => None,
        };
        let request = request(&entry.text).filter(|_| entry.kind != EntryKind::Answer);
        let named = || named_in(&entry.text, entry.speaker, roster);
        let owners = match &called {
            Some(called) => called.owners.iter().filter_map(|owner| owner.person()).collect(),
            None if request.is_some() => named().into_iter().collect(),
            None => entry.speaker.into_iter().collect(),
        };
        let sentence = request.or_else(|| promise(&entry.text)).unwrap_or(&entry.text);
        let (own, due) = match &called {
            Some(called) => (called.words.as_str(), called.due_words.as_str()),
            None => (sentence, due_words(sentence).unwrap_or("")),
        };
        let asked = question.map_or("", |question| question.entry.text.as_str());
        let points = |word: &str| PRONOUNS.contains(&fold(word.trim_matches(|c: char| !c.is_alphabetic())).as_str());
        Wanted {
            points_around: own.split_whitespace().any(points),
            recorded,
            question,
            owners,
            due_words: due.to_lowercase(),
            own: Subject::of(own, due),
            around: Subject::of(&format!("{} {asked}", entry.text), ""),
        }
    }

    /// Tells whether an ACTION settles it that stands in the same thread; with nothing but notes between, `is_next`.
    pub fn is_settled_by(&self, below: &Recorded, is_next: bool) -> bool {
        let Detail::Action { action, owners, .. } = &below.detail else { return false };
        let replied_to = [Some(self.recorded), self.question].into_iter().flatten();
        if action.reply_to.is_some_and(|reply_to| replied_to.into_iter().any(|asked| asked.entry.id == reply_to)) {
            return true;
        }
        let said = Subject::of(&below.entry.text, &action.due_words);
        let owners: Vec<Id> = owners.iter().filter_map(|owner| owner.person).collect();
        let is_of_others =
            !owners.is_empty() && !self.owners.is_empty() && !owners.iter().any(|owner| self.owners.contains(owner));
        let points_up = said.words.iter().all(|word| POINTING.contains(word));
        let due = action.due_words.to_lowercase();
        let is_due_then = !is_of_others && due == self.due_words && !due.is_empty() && due != LIKELY;
        let evidence = self.shared(&said) + if is_due_then { SHARED / 2 } else { 0 };
        let is_free_to_say =
            self.own.words.iter().all(|word| VAGUE.contains(word)) && (self.due_words.is_empty() || is_due_then);
        // Somebody else's is the same only where it is of little else.
        (evidence >= SHARED && (!is_of_others || self.is_most_of(&said)))
            || self.is_said_whole(&said)
            || self.is_much_the_same(&said)
            || (!is_of_others && points_up)
            || (!is_of_others && is_next && is_free_to_say)
    }

    /// Tells whether an ACTION further down settles it: at least half of the words that matter are the same.
    pub fn is_settled_later_by(&self, below: &Recorded) -> bool {
        let Detail::Action { action, .. } = &below.detail else { return false };
        self.is_much_the_same(&Subject::of(&below.entry.text, &action.due_words))
    }

    fn is_much_the_same(&self, said: &Subject) -> bool {
        let wanted = self.own.words.iter().chain(self.around.words.difference(&self.own.words));
        let shared = wanted.clone().filter(|word| said.words.contains(*word)).count();
        shared >= 2 && 2 * shared >= wanted.count().min(said.words.len())
    }

    /// Tells whether half of the ACTION's words that matter were said before it.
    fn is_most_of(&self, said: &Subject) -> bool {
        let shared = said.words.iter().filter(|word| self.own.has(word) || self.around.has(word)).count();
        2 * shared >= said.words.len()
    }

    /// Tells whether the sentence itself hardly says what is to be done: "I will get the figures".
    fn is_hollow(&self) -> bool {
        self.points_around || self.own.words.iter().all(|word| COMMON.contains(word) || VAGUE.contains(word))
    }

    /// Tells whether every word that matters of the sentence itself stands in the ACTION, or the other way round.
    fn is_said_whole(&self, said: &Subject) -> bool {
        let whole = |part: &Subject, of: &Subject| !part.words.is_empty() && part.words.iter().all(|word| of.has(word));
        whole(&self.own, said) || whole(said, if self.is_hollow() { &self.around } else { &self.own })
    }

    /// Returns what the words count that the ACTION shares with what was said.
    fn shared(&self, said: &Subject) -> u32 {
        let around = if self.is_hollow() { SHARED } else { SHARED / 2 };
        let count = |word: &String| {
            let half = |full: u32| if COMMON.contains(word) || VAGUE.contains(word) { full / 2 } else { full };
            let of_own = if self.own.has(word) {
                half(SHARED)
            } else if self.own.is_like(word, said) {
                SHARED / 2
            } else {
                0
            };
            let of_around = if self.around.has(word) {
                half(around)
            } else if self.around.is_like(word, said) {
                around / 2
            } else {
                0
            };
            of_own.max(of_around)
        };
        said.words.iter().map(count).sum()
    }
}
