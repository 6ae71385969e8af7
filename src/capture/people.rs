//! People as a line names them: before a colon, or several in one breath, `yc, kg and jb`.

use super::line::Named;
use super::roster::{Found, Roster, begins_sentences};

/// The longest name, in characters, that is looked for in front of a colon.
const LONGEST_NAME: usize = 60;
/// How long initials are: "ab zz" is two people, one of them unknown, and "Ann Smith" is one.
const LONGEST_INITIALS: usize = 3;

/// Reads everybody whom words name, in order; who is not known stays as written.
///
/// Arrivals, votes and the roll all name people in this way. Between commas, semicolons, `&` and "and"
/// stands one name, or several codes or names of one word each.
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

/// Splits at the first colon that ends a word, if it comes soon enough to follow a name.
pub(super) fn split_at_colon(rest: &str) -> Option<(&str, &str)> {
    let at = rest
        .char_indices()
        .take(LONGEST_NAME)
        .find(|(at, letter)| *letter == ':' && rest[at + 1..].chars().next().is_none_or(char::is_whitespace));
    at.map(|(at, _)| (&rest[..at], &rest[at + 1..]))
}

/// Returns who is known by these words, unless they rather begin a sentence.
pub(super) fn known(words: &str, roster: &Roster) -> Option<Named> {
    let words = words.trim();
    let found = roster.find(words);
    if found == Found::Nobody {
        return None;
    }
    // "No: …" is not the beginning of Noah, though "no" typed as somebody's initials is. Nor is "Data: …"
    // part of the data manager's post, though "data" typed as a clerk's shorthand is.
    let may_be_sentence = || begins_sentences(words) || (is_capital_word(words) && !roster.begins_a_name(words));
    let is_meant = roster.find_exactly(words) != Found::Nobody || !may_be_sentence();
    is_meant.then(|| Named { words: words.into(), found })
}

/// Tells whether words are a single one with a capital.
fn is_capital_word(words: &str) -> bool {
    !words.contains(' ') && words.starts_with(char::is_uppercase)
}
