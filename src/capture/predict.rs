//! What most likely comes next, so that most lines need no prefix.

use super::line::Expected;
use super::roster::{Found, Roster};
use crate::record::{EntryKind, Id, Item, Recorded};

/// Returns what is expected after the entries of an item: an answer after a question, a question
/// after an answer, a comment or an action, another point after a point, otherwise a note.
///
/// An answer is expected of whoever answered last on this item, else of its presenter.
pub fn expected(entries: &[Recorded], item: &Item, roster: &Roster) -> Expected {
    let minuted = |recorded: &&Recorded| !matches!(recorded.entry.kind, EntryKind::Private | EntryKind::Movement);
    let last = entries.iter().rev().find(minuted).map(|recorded| recorded.entry.kind);
    let kind = match last {
        Some(EntryKind::Question) => EntryKind::Answer,
        Some(EntryKind::Answer | EntryKind::Comment | EntryKind::Action) => EntryKind::Question,
        Some(EntryKind::Point) => EntryKind::Point,
        _ => EntryKind::Note,
    };
    Expected { kind, speaker: likely_answerer(entries, item, roster) }
}

fn likely_answerer(entries: &[Recorded], item: &Item, roster: &Roster) -> Option<Id> {
    let answered =
        |recorded: &Recorded| (recorded.entry.kind == EntryKind::Answer).then_some(recorded.entry.speaker).flatten();
    entries.iter().rev().find_map(answered).or_else(|| match roster.find(&item.presenter) {
        Found::One(id) => Some(id),
        _ => None,
    })
}
