//! From an entry back to the line that records it, so that it can be edited in place.

use super::grammar::{parse, prefix_of};
use super::line::{EntryLine, Expected, Line, Matter, Named};
use super::roster::Roster;
use crate::record::{ActionOwner, Decision, Detail, Entry, EntryKind, Id, Movement, MovementKind, Recorded};

/// Returns the capture line that records this entry as it is.
pub fn unparse(recorded: &Recorded, roster: &Roster) -> String {
    let entry = &recorded.entry;
    let prefix = prefix_of(entry.kind);
    let text = &entry.text;
    match &recorded.detail {
        Detail::Action { action, owners, .. } => {
            let names: Vec<String> = owners.iter().map(|owner| owner_words(owner, roster)).collect();
            let references = action.plan_references.split_whitespace().map(|reference| format!(" ~{reference}"));
            let references: String = references.collect();
            match names.is_empty() {
                true => guarded(entry, &recorded.detail, &references, roster),
                // The grammar drops one "to" after the owners.
                false if text.starts_with("to ") => format!("{prefix}{}: to {text}{references}", names.join(", ")),
                false => format!("{prefix}{}: {text}{references}", names.join(", ")),
            }
        }
        Detail::Decision { decision, .. } => format!("{prefix}{}", decision_words(decision, text, roster)),
        Detail::Movement(movement) => movement_line(movement, &entry.speaker_words, text, roster),
        Detail::Plain if entry.kind.is_spoken() || entry.kind == EntryKind::Interest => {
            let speaker = who(entry.speaker, &entry.speaker_words, roster);
            match speaker.is_empty() {
                true => guarded(entry, &recorded.detail, "", roster),
                false => format!("{prefix}{speaker}: {text}"),
            }
        }
        Detail::Plain | Detail::Update(_) | Detail::Report { .. } => guarded(entry, &recorded.detail, "", roster),
    }
}

/// Puts a backslash in front of the words if the grammar would read more in them than was recorded.
///
/// Only then: after a backslash an action has neither deadline nor plan references.
fn guarded(entry: &Entry, detail: &Detail, references: &str, roster: &Roster) -> String {
    let prefix = prefix_of(entry.kind);
    let plain = format!("{prefix}{}{references}", entry.text);
    match parse(&plain, Expected::kind(EntryKind::Note), roster) {
        Line::Entry(line) if line.text == entry.text && is_as_recorded(&line, detail) => plain,
        _ => format!("{prefix}\\{}{references}", entry.text),
    }
}

/// Tells whether a line that names nobody says what was recorded, its words apart.
fn is_as_recorded(line: &EntryLine, detail: &Detail) -> bool {
    match (&line.matter, detail) {
        (Matter::Action { owners, due_words, plan_references }, Detail::Action { action, .. }) => {
            owners.is_empty() && *due_words == action.due_words && plan_references.join(" ") == action.plan_references
        }
        (Matter::Spoken(speaker), Detail::Plain) => speaker.as_ref().is_none_or(|named: &Named| named.words.is_empty()),
        (Matter::Plain | Matter::Point { .. }, Detail::Plain | Detail::Update(_) | Detail::Report { .. }) => true,
        _ => false,
    }
}

/// Returns words that find somebody; where none do, since two people are called alike, the name.
fn who(person: Option<Id>, words: &str, roster: &Roster) -> String {
    let name = |id| roster.handle(id).or_else(|| roster.speaking_name(id).map(str::to_string));
    person.and_then(name).unwrap_or_else(|| words.to_string())
}

fn owner_words(owner: &ActionOwner, roster: &Roster) -> String {
    who(owner.person, &owner.words, roster)
}

/// Returns verb, mover, seconder, tally and words, as they are typed.
pub(super) fn decision_words(decision: &Decision, text: &str, roster: &Roster) -> String {
    let mut head = Vec::new();
    if decision.unanimous {
        head.push("unanimously".to_string());
    }
    let mover = who(decision.mover, &decision.mover_words, roster);
    let seconder = who(decision.seconder, &decision.seconder_words, roster);
    if !mover.is_empty() {
        head.push(if seconder.is_empty() { mover } else { format!("{mover}/{seconder}") });
    }
    if let Some(tally) = decision.tally() {
        head.push(format!("{}-{}-{}", tally.votes_for, tally.against, tally.abstained));
    }
    match (decision.verb, head.is_empty()) {
        (crate::record::Verb::Decided, true) => guarded_decision(text),
        (verb, true) => format!("{verb}: {text}"),
        (verb, false) => format!("{verb} {}: {text}", head.join(" ")),
    }
}

/// A decision without a verb of its own may begin with a word that is one.
fn guarded_decision(text: &str) -> String {
    format!("\\{text}")
}

fn movement_line(movement: &Movement, words: &str, reason: &str, roster: &Roster) -> String {
    let name = who(movement.person, words, roster);
    let reason = if reason.is_empty() { String::new() } else { format!(", {reason}") };
    let time = movement.time.format("%H:%M");
    let member = movement.substitute_for.and_then(|id| roster.handle(id));
    let member = member.map(|member| format!(" for {member}")).unwrap_or_default();
    match movement.kind {
        MovementKind::Arrives => format!("+ {name}{member} {time}{reason}"),
        MovementKind::Leaves => format!("< {name} {time}{reason}"),
        kind => format!("({kind} {name} {time}{reason})"),
    }
}
