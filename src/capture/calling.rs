//! Who is called on to do something, in decisions, notes and requests, as minutes word it: "that the DCS be asked
//! to write", "to ask the Chief Executive to report", "Mr Crick undertook to provide the letter".
//!
//! Only somebody who is known counts: minutes are full of people who once asked others for something.

use super::action;
use super::line::{Matter, Named};
use super::people::known;
use super::roster::{Found, Roster};
use crate::record::{Id, Person};

/// Verbs by which a body calls on somebody, in the past and as one reads them after "to".
const CALLS: &[&str] = &[
    "asked",
    "requested",
    "instructed",
    "invited",
    "urged",
    "directed",
    "authorised",
    "called on",
    "called upon",
    "ask",
    "request",
    "instruct",
    "invite",
    "urge",
    "direct",
    "authorise",
    "call on",
    "call upon",
];

/// Verbs by which somebody undertakes something.
const UNDERTAKES: &[&str] = &["undertook", "agreed", "promised", "offered", "committed"];

/// Words that follow a name where nobody is told to do anything: "the DCS has written".
const NOT_TOLD: &str = "is are was were be been being has have had will would shall should may might can could must and or \
     of in for on at to with from by as who whose which that also then now not presented introduced reported said";

/// How many words a name or post has at most.
const LONGEST: usize = 6;

/// An ACTION that somebody is called on to do.
pub(super) struct Called {
    pub owners: Vec<Named>,
    pub words: String,
    pub due_words: String,
}

/// Returns what a decision calls on somebody known to do.
pub(super) fn called_on(text: &str, roster: &Roster) -> Option<Called> {
    let text = text.trim();
    let bare = text.strip_prefix("that ").unwrap_or(text);
    let passive = || passive(bare, roster);
    let active = || after_verb(bare, CALLS).find_map(|rest| read(rest, roster));
    passive().or_else(active).or_else(|| read(bare, roster)).or_else(|| told(bare, roster))
}

/// Returns what a note says that somebody known undertook to do.
pub(super) fn undertaken(text: &str, roster: &Roster) -> Option<Called> {
    UNDERTAKES.iter().find_map(|verb| {
        let (before, deed) = text.split_once(&format!(" {verb} to "))?;
        let owner = without_title(last_part(before), roster);
        let sentence = deed.split(". ").next().unwrap_or(deed);
        read(&format!("{owner} to {sentence}"), roster)
    })
}

/// Returns who is named in a request as the one to do it, if not whoever makes it.
pub(super) fn named_in(text: &str, asker: Option<Id>, roster: &Roster) -> Option<Id> {
    const BEFORE: &[&str] = &["can", "could", "would", "will", "may", "if", "ask", "that", "please"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let starts = (1..words.len()).filter(|at| BEFORE.contains(&words[at - 1].to_lowercase().trim_matches(',')));
    let at = |from: usize| {
        (1..=LONGEST.min(words.len() - from)).rev().find_map(|count| {
            let name = words[from..from + count].join(" ");
            match roster.find_exactly(name.trim_end_matches([',', '.', '?'])) {
                Found::One(person) => Some(person),
                _ => None,
            }
        })
    };
    starts.into_iter().find_map(at).filter(|person| Some(*person) != asker)
}

/// "the DCS be asked to write": not "parents had been asked to".
fn passive(text: &str, roster: &Roster) -> Option<Called> {
    CALLS.iter().filter(|verb| verb.ends_with("ed")).find_map(|verb| {
        let (before, deed) = text.split_once(&format!(" {verb} to "))?;
        let (before, auxiliary) = before.rsplit_once(' ')?;
        let is_told = ["be", "is", "are", "was", "were"].contains(&auxiliary);
        let owner = without_title(last_part(before), roster);
        read(&format!("{owner} to {deed}"), roster).filter(|_| is_told)
    })
}

/// "the CEO write to the insurers".
fn told(text: &str, roster: &Roster) -> Option<Called> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=LONGEST.min(words.len().saturating_sub(1))).rev().find_map(|count| {
        let name = words[..count].join(" ");
        let next = words[count];
        let is_verb = next.chars().all(|letter| letter.is_lowercase() || letter == '-')
            && !next.ends_with("ed")
            && !NOT_TOLD.split_whitespace().any(|known| known == next);
        let is_known = is_verb && known(&name, roster).is_some_and(|named| named.person().is_some());
        is_known.then(|| read(&format!("{name} to {}", words[count..].join(" ")), roster)).flatten()
    })
}

/// Returns what follows each of the verbs where they stand.
fn after_verb<'a>(text: &'a str, verbs: &'a [&str]) -> impl Iterator<Item = &'a str> {
    verbs.iter().flat_map(move |verb| {
        let stands_whole = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
        text.match_indices(verb)
            .filter(move |(at, _)| stands_whole(*at))
            .filter_map(|(at, verb)| text[at + verb.len()..].strip_prefix(' '))
    })
}

/// Returns the last part of some words: after a comma, a semicolon or "that".
fn last_part(words: &str) -> &str {
    let cut = [", ", "; ", ". ", " that ", ": "].iter().filter_map(|cut| Some(words.rfind(cut)? + cut.len())).max();
    let part = words[cut.unwrap_or(0)..].trim();
    part.strip_prefix("and ").unwrap_or(part).strip_prefix("that ").unwrap_or(part)
}

/// Leaves out the title of somebody whom the book knows without one: "Mr Crick".
fn without_title<'a>(words: &'a str, roster: &Roster) -> std::borrow::Cow<'a, str> {
    match roster.find(words) {
        Found::Nobody => Person::split_title(words).1.into(),
        _ => words.into(),
    }
}

/// Reads "the DCS and PDM to write by Friday", if all of them are known.
fn read(words: &str, roster: &Roster) -> Option<Called> {
    let (Matter::Action { owners, due_words, .. }, words) = action::parse(words, roster) else { return None };
    let are_known = !owners.is_empty() && owners.iter().all(|owner| owner.person().is_some());
    are_known.then(|| Called { owners, words: words.trim_end_matches('.').to_string(), due_words })
}
