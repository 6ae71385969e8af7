//! Questions, answers and comments: as a nested list, or told in the past, with names or without.
//!
//! What the clerk typed is never turned from direct into reported speech. It is joined to "asked" or "said" where
//! it begins as reported speech does ("whether …", "that …"), and stands behind a colon where it does not.

use super::house::House;
use super::names::capitalised;
use crate::document::{Block, BlockKind, Mark, Run};
use crate::record::action::status_after;
use crate::record::house_style::{Phrase, Questions};
use crate::record::{ActionStatus, Detail, Entry, EntryKind, Recorded};
use crate::reports::wording::SAID;

/// How far the discussion of an item has come.
#[derive(Debug)]
pub(super) struct Spoken {
    has_begun: bool,
    last: Option<EntryKind>,
    /// The depth of what was said last.
    depth: u32,
    /// What is said next goes on in the paragraph above.
    joins: bool,
    is_under_paragraph: bool,
}

impl Default for Spoken {
    fn default() -> Self {
        Spoken { has_begun: false, last: None, depth: 0, joins: false, is_under_paragraph: true }
    }
}

impl Spoken {
    /// Takes the next entry. Tells whether it is the first question or comment.
    pub fn takes(&mut self, kind: EntryKind) -> bool {
        if kind != EntryKind::Point {
            self.is_under_paragraph = !kind.is_spoken();
        }
        // After these an answer is to no question that stands above.
        if matches!(kind, EntryKind::Note | EntryKind::Decision | EntryKind::Update) {
            self.last = None;
        }
        matches!(kind, EntryKind::Question | EntryKind::Comment) && !std::mem::replace(&mut self.has_begun, true)
    }

    /// Something else stands between: what is said next begins a paragraph.
    pub fn is_interrupted(&mut self) {
        self.joins = false;
    }

    /// What stood between is not told: what is said next answers nothing that can be read.
    pub fn has_a_gap(&mut self) {
        (self.joins, self.last) = (false, None);
    }

    /// Returns the depth of a point: below what was said in a list, and else from the margin.
    pub fn depth_of_point(&self, house: &House<'_>, depth: u32) -> u32 {
        match house.style.questions {
            _ if self.is_under_paragraph => depth.saturating_sub(1),
            Questions::Nested => depth,
            Questions::Narrative | Questions::Unattributed => depth.saturating_sub(self.depth + 1),
        }
    }
}

/// Adds what somebody said.
pub(super) fn add(house: &House<'_>, recorded: &Recorded, spoken: &mut Spoken, blocks: &mut Vec<Block>) {
    let entry = &recorded.entry;
    if house.style.questions == Questions::Nested {
        spoken.last = Some(entry.kind);
        return blocks.push(listed(house, entry));
    }
    let runs = told(house, entry, spoken.last);
    match blocks.last_mut().filter(|_| spoken.joins && entry.kind == EntryKind::Answer && !house.is_on_desk) {
        Some(above) => {
            above.runs.push(Run::plain(" "));
            above.runs.extend(runs);
        }
        None => blocks.push(Block::of(BlockKind::Paragraph, Mark::Plain, runs).standing_for(entry.id)),
    }
    (spoken.last, spoken.depth, spoken.joins) = (Some(entry.kind), entry.depth, true);
}

/// Returns "Cllr A Barrow – Why?" as an item of a list.
fn listed(house: &House<'_>, entry: &Entry) -> Block {
    let name = house.speaker(entry.speaker, &entry.speaker_words).label();
    let runs = vec![Run::name(&name), Run::plain(SAID), Run::plain(&entry.text)];
    Block::of(BlockKind::Bullet(entry.depth), Mark::Plain, runs).standing_for(entry.id)
}

/// Returns "Cllr A Barrow asked: Why?" or "In response, the DCS said that it was so."
fn told(house: &House<'_>, entry: &Entry, last: Option<EntryKind>) -> Vec<Run> {
    let joining = joining(entry.kind, &entry.text);
    // What has no question in it is said, even if it asks for something.
    let is_statement = entry.kind == EntryKind::Question && joining == Joining::Colon && !entry.text.contains('?');
    let (named, unnamed) = match entry.kind {
        EntryKind::Question if !is_statement => (Phrase::Asked, Phrase::WasAsked),
        EntryKind::Answer if last == Some(EntryKind::Answer) => (Phrase::Added, Phrase::WasAdded),
        EntryKind::Answer if last.is_some() => (Phrase::Answered, Phrase::WasAnswered),
        _ => (Phrase::Commented, Phrase::WasCommented),
    };
    let text = ended(&entry.text);
    let between = if joining == Joining::Colon { ": " } else { " " };
    let mut runs = lead(house, entry, named, unnamed);
    runs.push(Run::plain(&format!("{between}{text}")));
    runs
}

/// Returns "In response, the DCS said", with the name marked as one.
fn lead(house: &House<'_>, entry: &Entry, named: Phrase, unnamed: Phrase) -> Vec<Run> {
    if house.style.questions == Questions::Unattributed {
        return vec![Run::plain(&house.say(unnamed, &[]))];
    }
    let who = house.speaker(entry.speaker, &entry.speaker_words).told();
    let words = crate::reports::phrases::words_of(house.style, named);
    let Some((before, after)) = words.split_once("{who}") else { return vec![Run::plain(words)] };
    let who = if before.is_empty() { capitalised(&who) } else { who };
    let runs = [Run::plain(before), Run::name(&who), Run::plain(after)];
    runs.into_iter().filter(|run| !run.text().is_empty()).collect()
}

/// How words go on behind "asked" or "said".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joining {
    /// As part of the sentence: "asked whether …".
    Sentence,
    /// As they were typed, behind a colon.
    Colon,
}

/// The words with which a reported question begins.
const REPORTED_QUESTION: &[&str] = &[
    "whether", "if", "what", "when", "where", "which", "who", "whom", "whose", "why", "how", "that", "about", "for",
    "to",
];

/// Tells how words go on. Reported speech begins in lower case and asks nothing itself.
fn joining(kind: EntryKind, text: &str) -> Joining {
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let is_reported = match kind {
        EntryKind::Question => REPORTED_QUESTION.contains(&first) && !text.contains('?'),
        _ => first == "that",
    };
    if is_reported { Joining::Sentence } else { Joining::Colon }
}

/// Returns words that end as a sentence does.
fn ended(text: &str) -> String {
    let text = text.trim_end();
    let is_ended = text.ends_with(['.', '!', '?', ':', ';', '\u{2026}', '\u{201d}', '\u{2019}', '"', '\'']);
    if is_ended || text.is_empty() { text.to_string() } else { format!("{text}.") }
}

/// Returns the written answers that were received to a question after it had been asked.
pub(super) fn written_replies(house: &House<'_>, entries: &[Recorded], question: &Entry) -> Vec<Block> {
    let reply = |recorded: &Recorded| {
        let Detail::Action { action, owners, updates, .. } = &recorded.detail else { return None };
        let update = updates.iter().rfind(|update| update.status == Some(ActionStatus::Closed))?;
        let is_closed = status_after(action, updates) == ActionStatus::Closed;
        if action.reply_to != Some(question.id) || !is_closed || update.text.is_empty() {
            return None;
        }
        let day = house.day(update.at.date());
        let (lead, kind) = match house.style.questions {
            Questions::Nested => ("in writing", BlockKind::Bullet(question.depth + 1)),
            Questions::Narrative => ("in writing", BlockKind::Bullet(0)),
            Questions::Unattributed => ("In writing", BlockKind::Bullet(0)),
        };
        let said = Run::plain(&format!("{lead}, on {day}: {}", update.text));
        let name = owners.first().map(|owner| house.speaker(owner.person, &owner.words).label());
        let name = name.filter(|_| house.style.questions != Questions::Unattributed).unwrap_or_default();
        let runs = match name.is_empty() {
            true => vec![said],
            false => vec![Run::name(&name), Run::plain(SAID), said],
        };
        Some(Block::of(kind, Mark::Plain, runs).standing_for(recorded.entry.id))
    };
    entries.iter().filter_map(reply).collect()
}
