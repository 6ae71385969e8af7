//! What a meeting owes: the ACTION that keeps a promise, and the written answer that will follow.

use super::{Failure, Minuting, Result};
use crate::capture::owed::{LIKELY, Why, draft, exempt_by};
use crate::capture::recording::{self, Place};
use crate::capture::{EntryLine, Matter, Named, due_words};
use crate::record::{Change, EntryKind, Id, Paragraphs, Record, Recorded, Step};
use crate::reports::wording::shortened;
use crate::store::Store;
use chrono::NaiveDateTime;

/// How many letters of a question stand in the ACTION that owes the answer.
const LONGEST_QUESTION: usize = 160;

impl Why {
    /// Returns what is said beside an entry that wants an ACTION.
    pub fn words(self) -> &'static str {
        match self {
            Why::Promise => "promised, no ACTION yet: Alt-A",
            Why::Request => "asked for, not settled: Alt-A",
            Why::Decision => "to be done, no ACTION yet: Alt-A",
        }
    }
}

impl Minuting {
    /// Makes the ACTION that an entry wants: its owner, its words and by when, as far as they were said.
    pub fn make_action(
        &mut self,
        store: &mut Store,
        entry: Id,
        before: Option<Id>,
        now: NaiveDateTime,
    ) -> Result<String> {
        let answerer = self.expected().speaker;
        let line = draft(&self.entries, entry, answerer, &self.roster).ok_or_else(|| {
            Failure::new("No ACTION can be made of that.", "Write one: ! dcs: \u{2026} by next meeting")
        })?;
        let place = before.map_or(Place::End, Place::Before);
        let exempt = exempt_by(&self.entries, entry);
        self.conduct(store, now, |desk| Ok(exempt_under(exempt, recording::record(desk, &line, place)?)))
    }

    /// Records that a written answer to the latest question will follow: an ACTION, until it does.
    pub fn owe_reply(&mut self, store: &mut Store, words: &str, now: NaiveDateTime) -> Result<String> {
        let question = self.entries.iter().rfind(|recorded| recorded.entry.kind == EntryKind::Question).cloned();
        let question = question
            .ok_or_else(|| Failure::new("There is no question under this item.", "Record it first: q yc: \u{2026}"))?;
        let line = self.reply_line(&question, words);
        self.conduct(store, now, |desk| {
            let mut step = exempt_under(question.entry.exempt, recording::record(desk, &line, Place::End)?);
            for change in &mut step.changes {
                if let Change { before: None, after: Some(Record::Action(action)) } = change {
                    action.reply_to = Some(question.entry.id);
                }
            }
            step.words = step.words.replace("recorded", "recorded, a reply to follow,");
            Ok(step)
        })
    }

    fn reply_line(&self, question: &Recorded, words: &str) -> EntryLine {
        // A stop after the deadline is no part of it.
        let words = words.trim_end_matches(['.', ';', ',', '!', ' ']);
        let due = due_words(words).unwrap_or("");
        let who = words.strip_suffix(due).unwrap_or(words).trim().trim_end_matches([':', ',']);
        let expected = self.expected().speaker.and_then(|id| self.roster.speaking_name(id)).unwrap_or_default();
        let who = if who.is_empty() { expected } else { who };
        let owner = Named { words: who.into(), found: self.roster.find(who) };
        let entry = &question.entry;
        let asker = entry.speaker.and_then(|id| self.roster.speaking_name(id)).unwrap_or(&entry.speaker_words);
        let asker = if asker.is_empty() { "the questioner" } else { asker };
        let due = if due.is_empty() { LIKELY } else { due };
        EntryLine {
            kind: EntryKind::Action,
            is_explicit: true,
            matter: Matter::Action {
                owners: if who.is_empty() { Vec::new() } else { vec![owner] },
                due_words: due.into(),
                plan_references: Vec::new(),
            },
            text: format!(
                "reply in writing to {asker} (\u{201c}{}\u{201d}) {due}",
                shortened(&entry.text, LONGEST_QUESTION)
            ),
            text_start: 0,
        }
    }
}

/// Makes the entry that a step records exempt, whatever is being recorded around it: it says again what was
/// said while the public was excluded.
fn exempt_under(paragraphs: Paragraphs, mut step: Step) -> Step {
    for change in &mut step.changes {
        if let Change { before: None, after: Some(Record::Entry(entry)) } = change {
            entry.exempt = entry.exempt.union(paragraphs);
        }
    }
    step
}
