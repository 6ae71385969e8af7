//! The capture line's grammar: one line in, its meaning out. Nothing that is typed is ever refused.

use super::line::{EntryLine, Expected, Line, Matter, Named};
use super::people::{known, split_at_colon};
use super::roster::{Found, Roster, has_title, looks_like_a_code, looks_like_a_name};
use super::{action, decision, movement};
use crate::record::{EntryKind, Verb};

/// The prefix of each kind, in the order in which Tab walks them.
pub const PREFIXES: &[(EntryKind, &str)] = &[
    (EntryKind::Note, "n "),
    (EntryKind::Question, "q "),
    (EntryKind::Answer, "a "),
    (EntryKind::Comment, "c "),
    (EntryKind::Point, "- "),
    (EntryKind::Action, "! "),
    (EntryKind::Decision, "d "),
    (EntryKind::Interest, "i "),
    (EntryKind::Private, "; "),
];

/// Returns the prefix that makes a line an entry of this kind; movements have several and none here.
pub fn prefix_of(kind: EntryKind) -> &'static str {
    PREFIXES.iter().find(|(of, _)| *of == kind).map_or("", |(_, prefix)| prefix)
}

/// Reads one line, given what is expected next and who is in the room.
pub fn parse(line: &str, expected: Expected, roster: &Roster) -> Line {
    let trimmed = line.trim_start();
    if trimmed.trim_end().is_empty() {
        return Line::Nothing;
    }
    if let Some(words) = trimmed.strip_prefix('/') {
        return Line::Search(words.trim().into());
    }
    if let Some(command) = trimmed.strip_prefix(':') {
        let (name, rest) = command.trim().split_once(char::is_whitespace).unwrap_or((command.trim(), ""));
        return Line::Command { name: name.to_lowercase(), rest: rest.trim().into() };
    }
    Line::Entry(parse_entry(line, trimmed, expected, roster))
}

/// What a prefix says.
enum Prefix {
    Kind(EntryKind),
    Point(u32),
    /// A decision whose verb is the prefix itself: `resolved that …`.
    Verb,
    Movement(char),
}

fn parse_entry(line: &str, trimmed: &str, expected: Expected, roster: &Roster) -> EntryLine {
    let (prefix, rest) = match split_prefix(trimmed) {
        Some((prefix, rest)) => (Some(prefix), rest),
        None => (None, trimmed),
    };
    let is_explicit = prefix.is_some();
    let rest = rest.trim_start();
    let finish = |kind, (matter, text): (Matter, &str)| EntryLine {
        kind,
        is_explicit,
        matter,
        text: text.trim_end().to_string(),
        text_start: start_of(text, line),
    };
    match prefix {
        Some(Prefix::Point(level)) => {
            finish(EntryKind::Point, (Matter::Point { level }, escaped(rest).unwrap_or(rest)))
        }
        Some(Prefix::Movement(sign)) => finish(EntryKind::Movement, movement::parse(sign, rest, roster)),
        Some(Prefix::Verb) => finish(EntryKind::Decision, decision::parse(rest, roster)),
        Some(Prefix::Kind(kind)) => finish(kind, parse_kind(kind, rest, None, roster)),
        None => finish(expected.kind, parse_kind(expected.kind, rest, Some(expected), roster)),
    }
    .with_expected_speaker(expected)
}

/// Returns where a part of a line begins, in bytes; what follows it may have been taken off.
fn start_of(part: &str, line: &str) -> usize {
    let start = (part.as_ptr() as usize).checked_sub(line.as_ptr() as usize);
    start.filter(|start| !part.is_empty() && *start < line.len()).unwrap_or(line.len())
}

impl EntryLine {
    /// Gives an answer or comment that names nobody the speaker who is expected.
    fn with_expected_speaker(mut self, expected: Expected) -> Self {
        if let (Matter::Spoken(speaker @ None), Some(id)) = (&mut self.matter, expected.speaker)
            && self.kind == EntryKind::Answer
        {
            *speaker = Some(Named { words: String::new(), found: Found::One(id) });
        }
        self
    }
}

fn parse_kind<'a>(kind: EntryKind, rest: &'a str, expected: Option<Expected>, roster: &Roster) -> (Matter, &'a str) {
    if let Some(text) = escaped(rest) {
        return (plain_matter(kind), text);
    }
    match kind {
        EntryKind::Question | EntryKind::Answer | EntryKind::Comment | EntryKind::Update => {
            parse_spoken(rest, expected.is_none(), roster)
        }
        EntryKind::Interest => parse_spoken(rest, true, roster),
        EntryKind::Action => action::parse(rest, roster),
        EntryKind::Decision => decision::parse(rest, roster),
        EntryKind::Point => (Matter::Point { level: 1 }, rest),
        EntryKind::Note | EntryKind::Private | EntryKind::Movement => (Matter::Plain, rest),
    }
}

/// Returns what follows a backslash, which makes the rest text and nothing else.
fn escaped(rest: &str) -> Option<&str> {
    rest.strip_prefix('\\')
}

fn plain_matter(kind: EntryKind) -> Matter {
    match kind {
        EntryKind::Action => {
            Matter::Action { owners: Vec::new(), due_words: String::new(), plan_references: Vec::new() }
        }
        EntryKind::Decision => {
            Matter::Decision { verb: Verb::Decided, unanimous: false, mover: None, seconder: None, tally: None }
        }
        EntryKind::Point => Matter::Point { level: 1 },
        kind if kind.is_spoken() || kind == EntryKind::Interest => Matter::Spoken(None),
        _ => Matter::Plain,
    }
}

fn split_prefix(line: &str) -> Option<(Prefix, &str)> {
    if let Some(rest) = line.strip_prefix(';') {
        return Some((Prefix::Kind(EntryKind::Private), rest));
    }
    let dashes = line.len() - line.trim_start_matches('-').len();
    if (1..=4).contains(&dashes) && line[dashes..].starts_with(' ') {
        return Some((Prefix::Point(dashes as u32), &line[dashes + 1..]));
    }
    let (word, rest) = line.split_once(' ')?;
    let kind = match word {
        "n" | "note" | "note:" => EntryKind::Note,
        "q" | "question" | "question:" => EntryKind::Question,
        "a" | "answer" | "answer:" => EntryKind::Answer,
        "c" | "comment" | "comment:" => EntryKind::Comment,
        "p" | "point" | "point:" => return Some((Prefix::Point(1), rest)),
        "!" | "action" | "action:" | "ACTION" | "ACTION:" | "Action:" => EntryKind::Action,
        "d" | "decision" | "decision:" | "DECISION" | "DECISION:" => EntryKind::Decision,
        "i" | "interest" | "interest:" => EntryKind::Interest,
        "private" | "private:" => EntryKind::Private,
        "+" | "<" => return Some((Prefix::Movement(if word == "+" { '+' } else { '<' }), rest)),
        word if decision::verb_prefix(word) => return Some((Prefix::Verb, line)),
        _ => return None,
    };
    Some((Prefix::Kind(kind), rest))
}

/// Splits `yc: Can we have …` into the speaker and the words.
///
/// A colon inside a sentence is none after a name: what stands before it must be somebody known,
/// or look like a name or initials with a capital after the colon. After a prefix (`may_be_unknown`)
/// unknown names count too; where the kind was only predicted, they do not.
pub(super) fn parse_spoken<'a>(rest: &'a str, may_be_unknown: bool, roster: &Roster) -> (Matter, &'a str) {
    let nobody = (Matter::Spoken(None), rest);
    let Some((head, text)) = split_at_colon(rest) else { return nobody };
    match name_before_colon(head, text, may_be_unknown, roster) {
        Some(named) => (Matter::Spoken(Some(named)), text.trim_start()),
        None => nobody,
    }
}

fn name_before_colon(head: &str, text: &str, may_be_unknown: bool, roster: &Roster) -> Option<Named> {
    let head = head.trim();
    let known = known(head, roster);
    if known.is_some() {
        return known;
    }
    let sentence_follows = text.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
    let code = looks_like_a_code(head) && (head == head.to_lowercase() || head == head.to_uppercase());
    let is_name = has_title(head) || (sentence_follows && (looks_like_a_name(head) || (code && head.len() <= 4)));
    (may_be_unknown && is_name).then(|| Named { words: head.into(), found: Found::Nobody })
}
