//! `! dcs: provide the list by next meeting ~2.3` and `! DCS to provide …`.

use super::deadline::due_words;
use super::line::{Matter, Named};
use super::people::{known, split_at_colon};
use super::roster::{Found, Roster, has_title, looks_like_a_code, looks_like_a_name};

/// How many words may stand before "to" when they are the owners.
const LONGEST_OWNERS: usize = 10;
/// How long initials in small letters may be, unknown as they are: "list: …" is no owner.
const LONGEST_INITIALS: usize = 3;

/// Reads what follows the prefix of an action: owners, words, deadline's words, plan references.
pub(super) fn parse<'a>(rest: &'a str, roster: &Roster) -> (Matter, &'a str) {
    let (rest, plan_references) = strip_references(rest);
    let (owners, text) = split_owners(rest, roster);
    let due_words = due_words(text).unwrap_or("").to_string();
    (Matter::Action { owners, due_words, plan_references }, text)
}

/// Returns where the references begin that end the words of an action, with the blank in front of them; where there
/// are none, where the words end.
pub fn references_start(words: &str) -> usize {
    let (rest, references) = strip_references(words);
    let blank = if references.is_empty() { 0 } else { rest.chars().next_back().map_or(0, char::len_utf8) };
    rest.len() - blank
}

/// Takes `~2.3` off the end, as often as it stands there.
fn strip_references(mut rest: &str) -> (&str, Vec<String>) {
    let mut references = Vec::new();
    loop {
        let trimmed = rest.trim_end();
        let last = trimmed.rsplit(char::is_whitespace).next().unwrap_or("");
        match last.strip_prefix('~') {
            Some(reference) if !reference.is_empty() => {
                references.insert(0, reference.to_string());
                rest = &trimmed[..trimmed.len() - last.len()];
            }
            _ => return (rest, references),
        }
    }
}

fn split_owners<'a>(rest: &'a str, roster: &Roster) -> (Vec<Named>, &'a str) {
    if let Some((head, text)) = split_at_colon(rest)
        && let Some(owners) = owners_in(head, roster, true)
    {
        let text = text.trim_start();
        return (owners, text.strip_prefix("to ").unwrap_or(text).trim_start());
    }
    for (at, _) in rest.match_indices(" to ") {
        let (head, text) = (&rest[..at], rest[at + " to ".len()..].trim_start());
        if head.split_whitespace().count() > LONGEST_OWNERS {
            break;
        }
        // "Letters to be sent" names what is to be done, not who does it.
        let is_passive = text.starts_with("be ") && roster.find_exactly(head) == Found::Nobody;
        if let Some(owners) = owners_in(head, roster, false).filter(|_| !is_passive) {
            return (owners, text);
        }
    }
    (Vec::new(), rest)
}

/// Reads "DCS", "dcs, yc", "the Chair and Cllr Barrow": each must be known or look like a name or post.
///
/// In front of a colon (`is_typed`), initials that nobody has count too: they are marked afterwards.
fn owners_in(head: &str, roster: &Roster, is_typed: bool) -> Option<Vec<Named>> {
    let owner = |words: &str| owner(words, roster, is_typed);
    let whole = owner(head).map(|owner| vec![owner]);
    let parts = || {
        let parts = head.split([',', ';', '&', '/']).flat_map(|part| part.split(" and "));
        parts.map(str::trim).filter(|part| !part.is_empty()).map(owner).collect::<Option<Vec<_>>>()
    };
    whole.or_else(parts).filter(|owners| !owners.is_empty())
}

fn owner(words: &str, roster: &Roster, is_typed: bool) -> Option<Named> {
    let words = words.trim();
    let known = known(words, roster);
    let bare = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words);
    let initials = is_typed && bare.len() <= LONGEST_INITIALS;
    let code = looks_like_a_code(bare) && (bare == bare.to_uppercase() || initials);
    let is_titled = has_title(bare) && !bare.contains('~');
    let looks = is_titled || looks_like_a_name(bare) || code;
    known.or_else(|| looks.then(|| Named { words: words.into(), found: Found::Nobody }))
}
