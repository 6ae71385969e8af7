//! What has been promised or asked for under an item, and is settled by no ACTION yet: the draft of one.

use super::calling::{Called, called_on, named_in, undertaken};
use super::due_words;
use super::line::{EntryLine, Matter, Named};
use super::promises::{deed, promise, request};
use super::roster::{Found, Roster};
use super::settling::Wanted;
use crate::record::{EntryKind, Id, LooseEndKind, Paragraphs, Recorded};
use std::collections::HashMap;

/// Why an ACTION is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// An answer promises something.
    Promise,
    /// A question or comment asks for something, and nobody has answered.
    Request,
    /// A decision calls on somebody to do something.
    Decision,
}

impl Why {
    /// Returns as what a check lists it.
    pub fn loose_end(self) -> LooseEndKind {
        match self {
            Why::Promise => LooseEndKind::Promise,
            Why::Request => LooseEndKind::Request,
            Why::Decision => LooseEndKind::ToBeDone,
        }
    }
}

/// Something that is owed: an entry that wants an ACTION.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub entry: Id,
    pub why: Why,
    /// The entry in front of which the ACTION goes; none at the end.
    pub before: Option<Id>,
}

/// What has been found out about words, so that each is judged once, however often the item is read.
#[derive(Default)]
pub struct Judged {
    known: HashMap<(EntryKind, String), bool>,
    /// How many people were known then: somebody new may be called on.
    people: usize,
}

impl Judged {
    fn is_owed(&mut self, recorded: &Recorded, roster: &Roster) -> bool {
        let (kind, text) = (recorded.entry.kind, &recorded.entry.text);
        let judge = || match kind {
            EntryKind::Answer => promise(text).is_some(),
            EntryKind::Question => request(text).is_some(),
            EntryKind::Comment => request(text).is_some() || promise(text).is_some(),
            EntryKind::Decision => called_on(text, roster).is_some(),
            EntryKind::Note => undertaken(text, roster).is_some(),
            _ => false,
        };
        *self.known.entry((kind, text.clone())).or_insert_with(judge)
    }

    fn forget_when_people_change(&mut self, roster: &Roster) {
        let people = roster.full_names().count();
        if std::mem::replace(&mut self.people, people) != people {
            self.known.clear();
        }
    }
}

/// Returns what is owed under an item, in the order of its entries.
pub fn owed(entries: &[Recorded], roster: &Roster, judged: &mut Judged) -> Vec<Owed> {
    judged.forget_when_people_change(roster);
    let mut found = Vec::new();
    for (at, recorded) in entries.iter().enumerate() {
        if !judged.is_owed(recorded, roster) {
            continue;
        }
        let end = thread_end(entries, at);
        let rest = &entries[at + 1..end];
        let is_answered = rest.iter().any(|below| below.entry.kind == EntryKind::Answer);
        let why = match recorded.entry.kind {
            EntryKind::Answer | EntryKind::Note => Why::Promise,
            EntryKind::Decision => Why::Decision,
            EntryKind::Comment if request(&recorded.entry.text).is_none() => Why::Promise,
            _ => Why::Request,
        };
        let is_settled = (why == Why::Request && is_answered) || has_action(entries, at, end, roster);
        if !is_settled {
            found.push(Owed { entry: recorded.entry.id, why, before: entries.get(end).map(|next| next.entry.id) });
        }
    }
    found
}

/// Returns where the business of an entry ends: at the next question, comment of somebody else or decision.
fn thread_end(entries: &[Recorded], at: usize) -> usize {
    let begins = |kind| matches!(kind, EntryKind::Question | EntryKind::Decision);
    let is_comment = |kind| kind == EntryKind::Comment && entries[at].entry.kind != EntryKind::Answer;
    let next = entries[at + 1..].iter().position(|below| begins(below.entry.kind) || is_comment(below.entry.kind));
    next.map_or(entries.len(), |next| at + 1 + next)
}

/// Tells whether an ACTION below an entry is the one that it wants: in the same thread, or further down.
fn has_action(entries: &[Recorded], at: usize, end: usize, roster: &Roster) -> bool {
    let is_action = |below: &&Recorded| below.entry.kind == EntryKind::Action;
    if !entries[at + 1..].iter().any(|below| is_action(&below)) {
        return false;
    }
    let question = question_above(entries, at).filter(|_| entries[at].entry.kind == EntryKind::Answer);
    let wanted = Wanted::of(&entries[at], question, roster);
    let rest = &entries[at + 1..end];
    let next = rest.iter().find(|below| is_action(below) || below.entry.kind.is_spoken()).map(|next| next.entry.id);
    rest.iter().filter(is_action).any(|below| wanted.is_settled_by(below, Some(below.entry.id) == next))
        || entries[end..].iter().filter(is_action).any(|below| wanted.is_settled_later_by(below))
}

fn question_above(entries: &[Recorded], at: usize) -> Option<&Recorded> {
    entries[..at].iter().rfind(|above| above.entry.kind == EntryKind::Question)
}

/// When an ACTION is due of which nobody said by when.
pub const LIKELY: &str = "by next meeting";

/// Drafts the ACTION that an entry wants: owner, words, and by when.
pub fn draft(entries: &[Recorded], entry: Id, answerer: Option<Id>, roster: &Roster) -> Option<EntryLine> {
    let at = entries.iter().position(|recorded| recorded.entry.id == entry)?;
    let recorded = &entries[at];
    let text = recorded.entry.text.as_str();
    let speaker = Named {
        words: recorded.entry.speaker_words.clone(),
        found: recorded.entry.speaker.map_or(Found::Nobody, Found::One),
    };
    let person = |id| Named { words: String::new(), found: Found::One(id) };
    let is_named = recorded.entry.speaker.is_some() || !recorded.entry.speaker_words.is_empty();
    let called = match recorded.entry.kind {
        EntryKind::Decision => called_on(text, roster),
        EntryKind::Note => undertaken(text, roster),
        _ => None,
    };
    if let Some(Called { owners, words, due_words }) = called {
        return Some(action_line(owners, &words, &due_words));
    }
    let named = named_in(text, recorded.entry.speaker, roster);
    let (owner, deed) = match recorded.entry.kind {
        EntryKind::Question => (named.or(answerer).map(person), deed(Some(text), None)),
        // Whoever answered last need not be meant by what somebody else remarks.
        EntryKind::Comment => match deed(Some(text), None) {
            Some(asked) => (named.map(person), Some(asked)),
            None => (is_named.then_some(speaker), deed(None, Some(text))),
        },
        _ => {
            let question = question_above(entries, at).map(|question| question.entry.text.as_str());
            (is_named.then_some(speaker), deed(question, Some(text)))
        }
    };
    let (words, due) = match deed {
        Some(deed) => (deed.text, deed.due_words),
        None => (text.trim_end_matches(['.', '?', '!']).to_string(), due_words(text).unwrap_or("").to_string()),
    };
    Some(action_line(owner.into_iter().collect(), &words, &due))
}

/// Returns the paragraphs under which the ACTION that an entry wants is exempt, since it says again what the
/// entry said, and what was asked before it.
pub fn exempt_by(entries: &[Recorded], entry: Id) -> Paragraphs {
    let Some(at) = entries.iter().position(|recorded| recorded.entry.id == entry) else { return Paragraphs::PUBLIC };
    let question = question_above(entries, at).filter(|_| entries[at].entry.kind == EntryKind::Answer);
    question.map_or(Paragraphs::PUBLIC, |question| question.entry.exempt).union(entries[at].entry.exempt)
}

/// Words by which a sentence says when, though not as a deadline that is read.
const WHEN: &str = "before once when after until tomorrow week weeks month months quarter year each every meeting january \
     february march april may june july august september october november december spring summer autumn winter";

fn action_line(owners: Vec<Named>, words: &str, due: &str) -> EntryLine {
    let says_when = || {
        words
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WHEN.split_whitespace().any(|when| word.eq_ignore_ascii_case(when)))
    };
    let (text, due) = match due {
        "" if says_when() => (words.to_string(), ""),
        "" => (format!("{words} {LIKELY}"), LIKELY),
        due => (words.to_string(), due),
    };
    EntryLine {
        kind: EntryKind::Action,
        is_explicit: true,
        matter: Matter::Action { owners, due_words: due.into(), plan_references: Vec::new() },
        text,
        text_start: 0,
    }
}
