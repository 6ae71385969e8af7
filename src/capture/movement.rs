//! `+ yc 18:40`, `+ jb for kg`, `< yc`: who comes and goes.

use super::line::{Matter, Named};
use super::roster::Roster;
use crate::record::MovementKind;
use crate::record::time::parse_time;
use chrono::NaiveTime;

/// Reads what follows `+` or `<`. The words of the entry are a reason after a comma, if any.
pub(super) fn parse<'a>(sign: char, rest: &'a str, roster: &Roster) -> (Matter, &'a str) {
    let kind = if sign == '+' { MovementKind::Arrives } else { MovementKind::Leaves };
    let (who, time, reason) = split_time(rest, roster);
    let (who, substitute_for) = match who.split_once(" for ") {
        Some((who, member)) => (who, Some(named(member, roster))),
        None => (who.as_str(), None),
    };
    let whole = named(who, roster);
    let parts: Vec<Named> = who.split([',', ' ']).filter(|w| !w.is_empty()).map(|w| named(w, roster)).collect();
    let several = whole.person().is_none() && parts.len() > 1 && parts.iter().all(|part| part.person().is_some());
    let who = if several { each_once(parts) } else { vec![whole] };
    (Matter::Movement { kind, who, substitute_for, time }, reason)
}

/// Nobody comes or goes twice at once.
fn each_once(parts: Vec<Named>) -> Vec<Named> {
    let mut once: Vec<Named> = Vec::new();
    for part in parts {
        if once.iter().all(|named| named.person() != part.person()) {
            once.push(part);
        }
    }
    once
}

fn named(words: &str, roster: &Roster) -> Named {
    let words = words.trim_start().trim_end_matches([',', ' ']);
    Named { words: words.into(), found: roster.find(words) }
}

/// Takes out the time, wherever it stands, and a reason off the end: `yc 18:40`, `jb 6.40 pm for kg`,
/// `yc 18:40, train delayed`, `yc, unwell`.
fn split_time<'a>(rest: &'a str, roster: &Roster) -> (String, Option<NaiveTime>, &'a str) {
    let (head, reason) = split_reason(rest, roster);
    let words: Vec<&str> = head.split_whitespace().collect();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit())) {
        let with_half = words.get(at + 1).and_then(|half| parse_time(&format!("{word} {half}")));
        let (time, taken) = match with_half {
            Some(time) => (Some(time), 2),
            None => (parse_time(word.trim_end_matches(',')), 1),
        };
        if time.is_some() {
            let before = words[..at].strip_suffix(&["at"]).unwrap_or(&words[..at]);
            let others = before.iter().chain(&words[at + taken..]).copied();
            return (others.collect::<Vec<_>>().join(" "), time, reason);
        }
    }
    (head.to_string(), None, reason)
}

/// Splits at the comma after which nobody is named: the others separate names.
fn split_reason<'a>(rest: &'a str, roster: &Roster) -> (&'a str, &'a str) {
    let is_reason = |words: &str| {
        let first = words.split(',').next().unwrap_or("").trim();
        let name = first.split(" for ").next().unwrap_or("").trim_end_matches(|c: char| !c.is_alphabetic());
        !first.is_empty() && named(name, roster).person().is_none() && named(first, roster).person().is_none()
    };
    let comma = rest.match_indices(',').find(|(at, _)| is_reason(&rest[at + 1..]));
    comma.map_or((rest, &rest[rest.len()..]), |(at, _)| (&rest[..at], rest[at + 1..].trim_start()))
}
