//! What might stand in the place of a word that nobody knows.

use super::super::fold::fold;
use super::known::{Known, may_be};
use super::spelling::{Speller, parts, plain};
use super::with_case_of;
use super::words::bare;

/// So many are offered at most: one digit each.
pub const MOST: usize = 6;

/// Returns what a word may be meant for, the likeliest first: names of the room, then the dictionary. It takes
/// some hundredths of a second: only for somebody who asked.
pub fn suggestions(word: &str, speller: &Speller, known: &Known) -> Vec<String> {
    let stem = bare(word);
    let ending = &word[stem.len()..];
    let is_small = stem.starts_with(char::is_lowercase);
    // "comittee" means "committee", though titles have it with a capital.
    let in_case = |meant: &str| match meant.to_lowercase() {
        small if is_small && !known.is_name(meant) && speller.knows(&small) => small,
        _ => meant.to_string(),
    };
    let meant = known.meant(stem, speller).map(in_case);
    let mut like = like_by_part(stem, speller, known);
    if stem.starts_with(char::is_uppercase) {
        // A word that begins a sentence is more often meant than a name.
        like.extend(speller.like(&stem.to_lowercase()));
    }
    like.extend(speller.like(stem));
    // What differs in one letter before what differs in more.
    let folded = fold(stem);
    like.sort_by_key(|like| !may_be(&folded, &fold(like), 0));
    let like = like.into_iter().map(|like| with_case_of(&like, stem));
    let mut found: Vec<String> = Vec::new();
    for suggestion in meant.chain(like).map(|suggestion| format!("{suggestion}{ending}")) {
        if suggestion != word && !found.contains(&suggestion) {
            found.push(suggestion);
        }
    }
    found.truncate(MOST);
    found
}

/// Returns what a word with hyphens may be meant for of which one part is unknown: "re-baselinned".
fn like_by_part(word: &str, speller: &Speller, known: &Known) -> Vec<String> {
    let word = plain(word);
    let is_unknown = |part: &&str| !speller.has_part(part) && !known.holds(part);
    let mut unknown = parts(&word).into_iter().flatten().filter(is_unknown);
    let (Some(part), None) = (unknown.next(), unknown.next()) else { return Vec::new() };
    speller.like(part).into_iter().take(MOST / 2).map(|like| word.replacen(part, &like, 1)).collect()
}
