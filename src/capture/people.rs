//! Several people in one breath: `yc, kg and jb`, `yc kg`, `Cllr Ann Barrow; Kate Goode`.
//!
//! Arrivals, votes and the roll all name people in this way.

use super::line::Named;
use super::roster::{Found, Roster};

/// How long initials are: "ab zz" is two people, one of them unknown, and "Ann Smith" is one.
const LONGEST_INITIALS: usize = 3;

/// Reads everybody whom words name, in order; who is not known stays as written.
///
/// Between commas, semicolons, `&` and "and" stands one name, or several codes or names of one word each.
pub fn people_in(words: &str, roster: &Roster) -> Vec<Named> {
    let whole = named(words, roster);
    if whole.person().is_some() {
        return vec![whole];
    }
    let parts = words.split([',', ';', '&']).flat_map(|part| part.split(" and "));
    let parts = parts.map(|part| part.trim().strip_prefix("and ").unwrap_or(part.trim()));
    parts.filter(|part| !part.is_empty()).flat_map(|part| one_or_more(part, roster)).collect()
}

fn one_or_more(part: &str, roster: &Roster) -> Vec<Named> {
    let whole = named(part, roster);
    let each: Vec<Named> = part.split_whitespace().map(|word| named(word, roster)).collect();
    let is_known = |named: &Named| named.person().is_some();
    let are_initials = each.iter().all(|named| named.words.len() <= LONGEST_INITIALS) && each.iter().any(is_known);
    let is_list = whole.found == Found::Nobody && (each.iter().all(is_known) || are_initials);
    if is_list { each } else { vec![whole] }
}

/// Reads one name.
pub(super) fn named(words: &str, roster: &Roster) -> Named {
    let words = words.trim_start().trim_end_matches([',', ' ']);
    Named { words: words.into(), found: roster.find(words) }
}
