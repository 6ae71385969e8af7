//! Abbreviations: written out where each is first used, and listed at the end.

use super::house::House;
use crate::document::{Block, BlockKind, Cell, Mark, Run, RunStyle, Table};
use crate::record::Sitting;
use crate::record::house_style::Phrase;
use std::collections::{BTreeMap, BTreeSet};

/// What each abbreviation stands for.
pub(super) type Known = BTreeMap<String, String>;

/// Returns the abbreviations of a body: those of its style, and the posts of those whom these minutes may name.
pub(super) fn known(sitting: &Sitting) -> Known {
    let posts = sitting.people.iter().filter(|person| !person.role.is_empty() && !person.abbreviation.is_empty());
    let mut known: Known = posts.map(|person| (person.abbreviation.clone(), person.role.clone())).collect();
    known.extend(sitting.style.abbreviations.clone());
    known
}

/// Writes each abbreviation out where the text first uses it: "Director of Children's Services (DCS)".
///
/// One that the clerk has written out, as in "Care Quality Commission (CQC)", is left from there on. Headings stay as
/// they are; so does an abbreviation where its article or its ending would no longer fit, until it is used again.
pub(super) fn write_out(blocks: &mut [Block], known: &Known) {
    let mut open: Known = known.clone();
    // The longest first: "AD-I" holds "AD".
    let mut shorts: Vec<String> = known.keys().cloned().collect();
    shorts.sort_by_key(|short| std::cmp::Reverse(short.len()));
    each_text(blocks, &mut |text| {
        let mut text = text.to_string();
        for short in &shorts {
            let Some(long) = open.get(short) else { continue };
            if let Some(written) = written_out(&text, short, long) {
                text = written;
                open.remove(short);
            }
        }
        text
    });
}

/// Returns a text with the first fitting use of an abbreviation written out; the text itself where it says already
/// what it stands for; nothing where it is not used.
fn written_out(text: &str, short: &str, long: &str) -> Option<String> {
    let explained = text.find(&format!("({short})"));
    let fitting = uses(text, short).find(|at| fits(text, *at, short, long));
    match (explained, fitting) {
        (Some(explained), Some(at)) if explained < at => Some(text.to_string()),
        (_, Some(at)) => Some(format!("{}{long} ({short}){}", &text[..at], &text[at + short.len()..])),
        (Some(_), None) => Some(text.to_string()),
        (None, None) => None,
    }
}

/// Returns where a text uses an abbreviation as a word of its own.
fn uses<'a>(text: &'a str, short: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@');
    let found = text.match_indices(short).map(|(at, _)| at);
    found.filter(move |at| {
        let before = text[..*at].chars().next_back();
        let mut after = text[at + short.len()..].chars();
        // "CQC-led" uses it; "AD-I" does not use "AD".
        let goes_on = match after.next() {
            Some('-') => after.next().is_some_and(char::is_uppercase),
            next => next.is_some_and(is_part),
        };
        !before.is_some_and(is_part) && !goes_on
    })
}

/// Tells whether a text uses an abbreviation, so that what it stands for may stand beside that text.
pub(crate) fn is_used_in(text: &str, short: &str) -> bool {
    !short.is_empty() && uses(text, short).next().is_some()
}

/// Tells whether an abbreviation can be written out at a place: not within brackets of its own, not with an ending,
/// and not behind an article that the words would not have.
fn fits(text: &str, at: usize, short: &str, long: &str) -> bool {
    let (before, after) = (&text[..at], &text[at + short.len()..]);
    let is_bracketed = before.ends_with('(') && after.starts_with(')');
    let has_ending = after.starts_with(['\'', '\u{2019}']);
    let article = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let is_vowel = long.chars().next().is_some_and(|letter| "aeiou".contains(letter.to_ascii_lowercase()));
    let article_fits = match article.as_str() {
        "a" => !is_vowel,
        "an" => is_vowel,
        _ => true,
    };
    !is_bracketed && !has_ending && article_fits
}

/// Gives every text that is read in order, headings apart, to `change`, and puts what that returns in its place.
fn each_text(blocks: &mut [Block], change: &mut dyn FnMut(&str) -> String) {
    for block in blocks {
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading(_)) || block.mark == Mark::Draft {
            continue;
        }
        for run in &mut block.runs {
            let changed = change(run.text());
            if changed != run.text() {
                *run = match run.style {
                    RunStyle::Plain => Run::plain(&changed),
                    RunStyle::Strong => Run::strong(&changed),
                    RunStyle::Name => Run::name(&changed),
                };
            }
        }
        match &mut block.kind {
            BlockKind::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    let changed = change(cell.text());
                    if changed != cell.text() {
                        *cell = Cell::from(changed).on(cell.date).toned(cell.tone);
                    }
                }
            }
            BlockKind::Beside(beside) => {
                beside.rows.iter_mut().flatten().for_each(|side| each_text(side, change));
            }
            _ => {}
        }
    }
}

/// Returns a list of the abbreviations that a document uses, in the order of the alphabet.
pub(super) fn glossary(house: &House<'_>, blocks: &[Block], known: &Known) -> Vec<Block> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    each_text(&mut blocks.to_vec(), &mut |text| {
        used.extend(known.keys().map(String::as_str).filter(|short| is_used_in(text, short)));
        text.to_string()
    });
    if used.is_empty() {
        return Vec::new();
    }
    let rows = used.iter().map(|short| vec![short.to_string(), known[*short].clone()]).collect();
    let heading = house.block(BlockKind::Heading(1), Mark::Plain, Phrase::Glossary, &[]);
    let table = Table::new("What each abbreviation stands for", &["Abbreviation", "Meaning"], rows);
    heading.into_iter().chain([Block::bare(BlockKind::Table(table))]).collect()
}
