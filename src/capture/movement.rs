//! `+ yc 18:40`, `+ jb for kg`, `< yc`: who comes and goes.

use super::line::{Matter, Named};
use super::people::{named, people_in};
use super::roster::{Roster, looks_like_a_name};
use crate::record::MovementKind;
use crate::record::time::parse_time;
use chrono::NaiveTime;

/// Reads what follows `+` or `<`. The words of the entry are a reason after a comma, if any.
pub(super) fn parse<'a>(sign: char, rest: &'a str, roster: &Roster) -> (Matter, &'a str) {
    let kind = if sign == '+' { MovementKind::Arrives } else { MovementKind::Leaves };
    let (head, reason) = split_reason(rest, kind, roster);
    let (who, time) = take_time(head);
    let substitute = who.split_once(" for ").filter(|_| kind == MovementKind::Arrives);
    let (who, substitute_for) = match substitute {
        Some((who, member)) => (who, Some(named(member, roster)).filter(|member| !member.words.is_empty())),
        None => (who.as_str(), None),
    };
    let who = each_once(people_in(who, roster));
    (Matter::Movement { kind, who, substitute_for, time }, reason)
}

/// Nobody comes or goes twice at once.
fn each_once(people: Vec<Named>) -> Vec<Named> {
    let mut once: Vec<Named> = Vec::new();
    for named in people {
        if named.person().is_none() || once.iter().all(|other| other.person() != named.person()) {
            once.push(named);
        }
    }
    once
}

/// Takes out the time, wherever it stands: `yc 18:40`, `jb 6.40 pm for kg`.
fn take_time(head: &str) -> (String, Option<NaiveTime>) {
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
            return (others.collect::<Vec<_>>().join(" "), time);
        }
    }
    (head.to_string(), None)
}

/// Splits off the reason: what stands after the comma after which nobody is named, the other commas
/// being between names; and "for another meeting" of somebody who leaves, who is no substitute.
fn split_reason<'a>(rest: &'a str, kind: MovementKind, roster: &Roster) -> (&'a str, &'a str) {
    let is_known = |words: &str| people_in(words, roster).first().is_some_and(|named| named.person().is_some());
    let is_name = |words: &str| is_known(words) || is_whole_name(words);
    let is_reason = |words: &str| {
        let first = words.split(',').next().unwrap_or("").trim();
        let name = first.split(" for ").next().unwrap_or("").trim_end_matches(|c: char| !c.is_alphabetic());
        !first.is_empty() && !is_name(name) && !is_name(first)
    };
    let comma = rest.match_indices(',').map(|(at, _)| (at, at + 1)).find(|(_, after)| is_reason(&rest[*after..]));
    let is_purpose = |at: usize| {
        let stands_alone = rest[at + " for".len()..].starts_with(' ') || rest.ends_with(" for");
        stands_alone && is_name(&take_time(&rest[..at]).0)
    };
    let leaves = kind == MovementKind::Leaves;
    let purpose = rest.find(" for").filter(|at| leaves && is_purpose(*at)).map(|at| (at, at));
    let split = comma.into_iter().chain(purpose).min();
    split.map_or((rest, &rest[rest.len()..]), |(end, after)| (&rest[..end], rest[after..].trim_start()))
}

/// Tells whether words look like somebody's whole name, of whom nobody has heard yet.
fn is_whole_name(words: &str) -> bool {
    let has_two = words.split_whitespace().count() > 1;
    has_two && looks_like_a_name(words)
}
