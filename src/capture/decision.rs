//! `d noted unanimously: the report` and `d resolved gibbin/burrow 7-2-1: that …`.

use super::line::{Matter, Named};
use super::people::{known, split_at_colon};
use super::roster::{Found, Roster, has_title, looks_like_a_code, looks_like_a_name};
use crate::record::{Tally, Verb};

/// Tells whether a word alone makes a line a decision: `resolved`, `RESOLVED:`, `noted:`.
pub(super) fn verb_prefix(word: &str) -> bool {
    let bare = word.trim_end_matches(':');
    let is_plain = bare == bare.to_lowercase() || bare == bare.to_uppercase();
    is_plain && verb(bare).is_some_and(|verb| verb != Verb::Decided)
}

fn verb(word: &str) -> Option<Verb> {
    Verb::from_word(&word.to_lowercase())
}

/// Reads verb, "unanimously", mover/seconder, tally and words.
pub(super) fn parse<'a>(rest: &'a str, roster: &Roster) -> (Matter, &'a str) {
    let plain =
        |verb, unanimous, text| (Matter::Decision { verb, unanimous, mover: None, seconder: None, tally: None }, text);
    let (first, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let (unanimous_first, first, after) = match first {
        "unanimously" => {
            let (first, after) = after.split_once(' ').unwrap_or((after, ""));
            (true, first, after)
        }
        _ => (false, first, after),
    };
    let Some(verb) = verb(first.trim_end_matches(':')) else {
        let verb = if rest.starts_with("that ") { Verb::Resolved } else { Verb::Decided };
        return plain(verb, false, rest);
    };
    if first.ends_with(':') {
        return plain(verb, unanimous_first, after.trim_start());
    }
    if let Some((head, text)) = split_at_colon(after)
        && let Some((unanimous, movers, tally)) = parse_head(head, roster)
    {
        let (mover, seconder) = movers;
        let matter = Matter::Decision { verb, unanimous: unanimous || unanimous_first, mover, seconder, tally };
        return (matter, text.trim_start());
    }
    match after.strip_prefix("unanimously ") {
        Some(text) => plain(verb, true, text.trim_start()),
        None => plain(verb, unanimous_first, after.trim_start()),
    }
}

type Movers = (Option<Named>, Option<Named>);

/// Reads what stands between the verb and the colon, if it is nothing but that.
fn parse_head(head: &str, roster: &Roster) -> Option<(bool, Movers, Option<Tally>)> {
    let (mut unanimous, mut tally, mut names) = (false, None, Vec::new());
    for word in head.split_whitespace() {
        if word == "unanimously" {
            unanimous = true;
        } else if let Some(counted) = parse_tally(word) {
            tally = Some(counted);
        } else {
            names.push(word);
        }
    }
    if names.is_empty() {
        return Some((unanimous, (None, None), tally));
    }
    let names = names.join(" ");
    let (mover, seconder) = match names.split_once('/') {
        Some((mover, seconder)) => (mover, Some(seconder)),
        None => (names.as_str(), None),
    };
    let seconder = match seconder.filter(|words| !words.trim().is_empty()) {
        Some(words) => Some(member(words, roster)?),
        None => None,
    };
    Some((unanimous, (Some(member(mover, roster)?), seconder), tally))
}

/// Reads `7-2-1`, `7-2` or `7–2–1`: for, against, abstained.
fn parse_tally(word: &str) -> Option<Tally> {
    let numbers: Option<Vec<u32>> = word.split(['-', '\u{2013}']).map(|part| part.parse().ok()).collect();
    match numbers?[..] {
        [votes_for, against] => Some(Tally { votes_for, against, abstained: 0 }),
        [votes_for, against, abstained] => Some(Tally { votes_for, against, abstained }),
        _ => None,
    }
}

fn member(words: &str, roster: &Roster) -> Option<Named> {
    let words = words.trim();
    // "approved budget: …" names no mover, though "approved dg: …" does before DG is known.
    let code = looks_like_a_code(words) && (words.len() <= 3 || words == words.to_uppercase());
    let looks = has_title(words) || looks_like_a_name(words) || code;
    known(words, roster).or_else(|| looks.then(|| Named { words: words.into(), found: Found::Nobody }))
}
