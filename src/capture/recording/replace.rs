//! A line in the place of an entry that was recorded earlier, and an entry made one of another kind.

use super::super::grammar::parse_spoken;
use super::super::line::{EntryLine, Matter, Named};
use super::super::roster::{Found, Roster};
use super::super::unparse::decision_words;
use super::super::{action, decision};
use super::heard::reword_update;
use super::{Desk, base_depth, made, recorded_words};
use crate::record::editing::{Refusal, article, capitalised, index_of, keep_what_was_followed_up, remove_detail};
use crate::record::{Change, Detail, Entry, EntryKind, Id, Recorded, Step, Verb};

/// Returns the step that puts a line in the place of an entry, keeping its identity, time and number.
pub(super) fn replace(desk: &mut Desk<'_>, line: &EntryLine, id: Id) -> Result<Step, Refusal> {
    let index = index_of(desk.entries, id)?;
    let before = desk.entries[index].clone();
    if line.kind != EntryKind::Action {
        keep_what_was_followed_up(&before.detail)?;
    }
    if before.entry.kind == EntryKind::Update {
        return reword_update(desk, line, before);
    }
    let depth = match &line.matter {
        Matter::Point { level: 1 } if before.entry.kind == EntryKind::Point => before.entry.depth,
        _ if before.entry.kind == line.kind && line.kind != EntryKind::Point => before.entry.depth,
        matter => base_depth(line.kind, matter, &desk.entries[..index]),
    };
    let fresh = desk.entry(line, before.entry.position, depth);
    let same_words = fresh.text == before.entry.text;
    let after = Entry {
        id,
        at: before.entry.at,
        exempt: before.entry.exempt,
        read_back: before.entry.read_back.filter(|_| same_words),
        ..fresh
    };
    let detail = desk.detail(&after, &line.matter, &before.detail);
    let mut changes = change_detail(&before.detail, &detail);
    let words = if before.entry.kind == line.kind {
        recorded_words(desk, &after, &detail, "changed")
    } else {
        let became = recorded_words(desk, &after, &detail, "");
        format!("{} made {}", capitalised(before.entry.kind.word()), became.trim_end())
    };
    if after != before.entry {
        changes.push(Change::replaced(before.entry, after));
    }
    Ok(Step::within(desk.meeting(), words, changes))
}

/// Returns the changes from one detail to another: rows of the same identity are replaced.
fn change_detail(before: &Detail, after: &Detail) -> Vec<Change> {
    let (removed, made) = (remove_detail(before), made(after.clone()));
    let matching = |change: &Change, of: &[Change], side: fn(&Change) -> Option<Id>| {
        let id = side(change);
        of.iter().position(|other| match (&other.before, &other.after) {
            (Some(row), None) | (None, Some(row)) => Some(row.id()) == id,
            _ => false,
        })
    };
    let after_id = |change: &Change| change.after.as_ref().map(|row| row.id());
    let before_id = |change: &Change| change.before.as_ref().map(|row| row.id());
    let gone = removed.iter().filter(|change| matching(change, &made, before_id).is_none()).cloned();
    let kept_or_new = made.iter().filter_map(|change| match matching(change, &removed, after_id) {
        None => Some(change.clone()),
        Some(at) if removed[at].before == change.after => None,
        Some(at) => Some(Change { before: removed[at].before.clone(), after: change.after.clone() }),
    });
    gone.clone().chain(kept_or_new).collect()
}

/// Returns the line that makes an entry one of another kind, with the same words as far as they serve.
///
/// Refused for movements and updates: who came or went, and what was heard of an action, is no other kind's
/// business.
pub fn as_kind(recorded: &Recorded, kind: EntryKind, roster: &Roster) -> Result<EntryLine, Refusal> {
    let entry = &recorded.entry;
    for stays in [EntryKind::Movement, EntryKind::Update] {
        if entry.kind == stays || kind == stays {
            return Err(Refusal::new(
                format!("{} cannot be made {}.", article(entry.kind.word()), article(kind.word()).to_lowercase()),
                match stays {
                    EntryKind::Update => "Take back with Del what was heard wrongly of an action.",
                    _ => "Record who came or went as + name or < name; take back a wrong one.",
                },
            ));
        }
    }
    let speaker = match (entry.speaker, entry.speaker_words.as_str()) {
        (Some(id), words) => Some(Named { words: words.into(), found: Found::One(id) }),
        (None, "") => None,
        (None, words) => Some(Named { words: words.into(), found: roster.find(words) }),
    };
    let text = match &recorded.detail {
        Detail::Action { owners, .. } if !owners.is_empty() => {
            let names = owners.iter().map(|owner| match owner.person.and_then(|id| roster.speaking_name(id)) {
                Some(name) => name.to_string(),
                None => owner.words.clone(),
            });
            format!("{} to {}", names.collect::<Vec<_>>().join(" and "), entry.text)
        }
        Detail::Decision { decision, .. } if decision.verb != Verb::Decided => {
            capitalised(&decision_words(decision, &entry.text, roster))
        }
        _ if !names_somebody(kind) && kind != EntryKind::Action => match &speaker {
            Some(named) => {
                let name = named.person().and_then(|id| roster.speaking_name(id));
                format!("{}: {}", name.unwrap_or(&named.words), entry.text)
            }
            None => entry.text.clone(),
        },
        _ => entry.text.clone(),
    };
    let (matter, text) = match kind {
        EntryKind::Action => match action::parse(&text, roster) {
            (Matter::Action { owners, due_words, plan_references }, text) if owners.is_empty() => {
                let owners = speaker.into_iter().collect();
                (Matter::Action { owners, due_words, plan_references }, text.to_string())
            }
            (matter, text) => (matter, text.to_string()),
        },
        EntryKind::Decision => {
            let (matter, text) = decision::parse(&text, roster);
            (matter, text.to_string())
        }
        EntryKind::Point => (Matter::Point { level: 1 }, text),
        kind if names_somebody(kind) && speaker.is_none() => {
            let (matter, text) = parse_spoken(&text, true, roster);
            (matter, text.to_string())
        }
        kind if names_somebody(kind) => (Matter::Spoken(speaker), text),
        _ => (Matter::Plain, text),
    };
    Ok(EntryLine { kind, is_explicit: true, matter, text, text_start: 0 })
}

/// Tells whether entries of this kind have somebody who says them.
fn names_somebody(kind: EntryKind) -> bool {
    kind.is_spoken() || kind == EntryKind::Interest
}
