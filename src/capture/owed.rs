//! What has been promised or asked for under an item, and is settled by no ACTION yet: the draft of one.

use super::fold::fold;
use super::line::{EntryLine, Matter, Named};
use super::promises::{deed, promise, request};
use super::roster::{Found, Roster};
use super::{action, due_words};
use crate::record::{Detail, EntryKind, Id, LooseEndKind, Paragraphs, Recorded};
use std::collections::{HashMap, HashSet};

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
pub struct Judged(HashMap<(EntryKind, String), bool>);

impl Judged {
    fn is_owed(&mut self, recorded: &Recorded) -> bool {
        let (kind, text) = (recorded.entry.kind, &recorded.entry.text);
        if !matches!(kind, EntryKind::Question | EntryKind::Answer | EntryKind::Comment | EntryKind::Decision) {
            return false;
        }
        let key = (kind, text.clone());
        *self.0.entry(key).or_insert_with(|| match kind {
            EntryKind::Answer => promise(text).is_some(),
            EntryKind::Question => request(text).is_some(),
            EntryKind::Comment => request(text).is_some() || promise(text).is_some(),
            EntryKind::Decision => called_on(text).is_some(),
            _ => false,
        })
    }
}

/// Returns what is owed under an item, in the order of its entries.
pub fn owed(entries: &[Recorded], judged: &mut Judged) -> Vec<Owed> {
    let mut found = Vec::new();
    for (at, recorded) in entries.iter().enumerate() {
        if !judged.is_owed(recorded) {
            continue;
        }
        let end = thread_end(entries, at);
        let rest = &entries[at + 1..end];
        let is_answered = rest.iter().any(|below| below.entry.kind == EntryKind::Answer);
        let has_action = rest.iter().any(|below| below.entry.kind == EntryKind::Action);
        let why = match recorded.entry.kind {
            EntryKind::Answer => Why::Promise,
            EntryKind::Decision => Why::Decision,
            EntryKind::Comment if request(&recorded.entry.text).is_none() => Why::Promise,
            _ => Why::Request,
        };
        let is_settled =
            has_action || (why == Why::Request && is_answered) || is_done_later(entries, at, &entries[end..]);
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

/// Words that say nothing of what is to be done.
const COMMON: &str = "that this with have will would could shall from next meeting meetings board members provide send \
     bring report include share circulate come back they them their there when what which where been more than also \
     please your into about each every";

/// Tells whether an ACTION further down says much the same: at least half of the words that matter. Of an
/// answer those of its question do too.
fn is_done_later(entries: &[Recorded], at: usize, later: &[Recorded]) -> bool {
    let mut wanted = matter_of(&entries[at].entry.text);
    if entries[at].entry.kind == EntryKind::Answer {
        wanted.extend(question_above(entries, at).into_iter().flat_map(|question| matter_of(&question.entry.text)));
    }
    let is_same = |below: &Recorded| {
        let said = matter_of(&below.entry.text);
        let shared = wanted.intersection(&said).count();
        shared >= 2 && 2 * shared >= wanted.len().min(said.len())
    };
    later.iter().any(|below| below.entry.kind == EntryKind::Action && is_same(below))
}

fn question_above(entries: &[Recorded], at: usize) -> Option<&Recorded> {
    entries[..at].iter().rfind(|above| above.entry.kind == EntryKind::Question)
}

fn matter_of(text: &str) -> HashSet<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.len() > 3 && !COMMON.split(' ').any(|common| common == *word)).map(String::from).collect()
}

/// Verbs by which a decision calls on somebody.
const CALLS: &[&str] =
    &["called on ", "called upon ", "asked ", "requested ", "instructed ", "invited ", "urged ", "directed "];

/// Returns what a decision says after it calls on somebody: "the Director to share the plan".
fn called_on(text: &str) -> Option<&str> {
    let (at, call) = CALLS.iter().filter_map(|call| Some((text.find(call)?, call))).min()?;
    let rest = &text[at + call.len()..];
    rest.contains(" to ").then_some(rest)
}

/// When an ACTION is due of which nobody said by when.
const LIKELY: &str = "by next meeting";

/// Drafts the ACTION that an entry wants: owner, words, and by when.
pub fn draft(entries: &[Recorded], entry: Id, answerer: Option<Id>, roster: &Roster) -> Option<EntryLine> {
    let at = entries.iter().position(|recorded| recorded.entry.id == entry)?;
    let recorded = &entries[at];
    let text = recorded.entry.text.as_str();
    let speaker = Named {
        words: recorded.entry.speaker_words.clone(),
        found: recorded.entry.speaker.map_or(Found::Nobody, Found::One),
    };
    let answerer = answerer.map(|id| Named { words: String::new(), found: Found::One(id) });
    let is_named = recorded.entry.speaker.is_some() || !recorded.entry.speaker_words.is_empty();
    if let (Detail::Decision { .. }, Some(called)) = (&recorded.detail, called_on(text)) {
        let (Matter::Action { owners, due_words, .. }, words) = action::parse(called, roster) else { return None };
        return Some(action_line(owners, words.trim_end_matches('.'), &due_words));
    }
    let (owner, deed) = match recorded.entry.kind {
        EntryKind::Question => (answerer, deed(Some(text), None)),
        EntryKind::Comment => match deed(Some(text), None) {
            Some(asked) => (answerer, Some(asked)),
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

fn action_line(owners: Vec<Named>, words: &str, due: &str) -> EntryLine {
    let (text, due) = match due {
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
