//! `+ yc 18:40`, `+ jb for kg`, `< yc`: who comes and goes.

use super::line::{Matter, Named};
use super::roster::Roster;
use crate::record::MovementKind;
use crate::record::time::parse_time;

/// Reads what follows `+` or `<`. The words of the entry are a reason after a comma, if any.
pub(super) fn parse<'a>(sign: char, rest: &'a str, roster: &Roster) -> (Matter, &'a str) {
    let kind = if sign == '+' { MovementKind::Arrives } else { MovementKind::Leaves };
    let (who, time, reason) = split_time(rest, roster);
    let (who, substitute_for) = match who.split_once(" for ") {
        Some((who, member)) => (who, Some(named(member, roster))),
        None => (who, None),
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

/// Takes the time and a reason off the end: `yc 18:40`, `yc 18:40, train delayed`, `yc, unwell`.
fn split_time<'a>(rest: &'a str, roster: &Roster) -> (&'a str, Option<chrono::NaiveTime>, &'a str) {
    let end = &rest[rest.len()..];
    for (at, _) in rest.match_indices(' ') {
        let (who, after) = (&rest[..at], &rest[at + 1..]);
        let clock_end = after.find(',').unwrap_or(after.len());
        let clock = &after[..clock_end];
        if clock.starts_with(|c: char| c.is_ascii_digit())
            && let Some(time) = parse_time(clock)
        {
            return (who.trim_end_matches(','), Some(time), after[clock_end..].trim_start_matches([',', ' ']));
        }
    }
    // A comma separates names, unless what follows it is nobody.
    match rest.split_once(',') {
        Some((who, reason)) if named(reason, roster).person().is_none() && !reason.contains(',') => {
            (who, None, reason.trim_start())
        }
        _ => (rest, None, end),
    }
}
