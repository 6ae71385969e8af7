//! Which words of an ACTION say by when. Reading them as a date is another matter.

use crate::record::time::{month_number, weekday_number};

/// Words that may begin a deadline.
const BEGINNINGS: &[&str] = &["by", "before", "for", "until", "till", "within", "in", "at", "on", "no", "not"];

/// Whole deadlines that need no other word.
const WHOLE: &[&str] = &[
    "asap",
    "asap.",
    "a.s.a.p.",
    "as soon as possible",
    "as soon as practicable",
    "immediately",
    "urgently",
    "ongoing",
    "forthwith",
    "each meeting",
    "every meeting",
    "at each meeting",
    "at every meeting",
    "today",
    "tomorrow",
    "tonight",
];

/// Words that may stand in a deadline without fixing one.
const FILLERS: &[&str] = &[
    "the",
    "of",
    "next",
    "this",
    "that",
    "coming",
    "following",
    "new",
    "a",
    "an",
    "end",
    "close",
    "start",
    "beginning",
    "mid",
    "middle",
    "early",
    "late",
    "first",
    "second",
    "third",
    "last",
    "and",
    "its",
    "our",
    "no",
    "not",
    "later",
    "than",
    "latest",
    "at",
    "in",
    "by",
    "on",
    "before",
    "for",
    "until",
    "after",
    "to",
    "is",
    "are",
    "it",
    "play",
    "business",
    "working",
    "clear",
    "school",
    "financial",
    "calendar",
    "municipal",
    "half",
    "time",
    "about",
    "around",
    "from",
    "now",
    "published",
    "circulated",
    "issued",
    "sent",
    "goes",
    "out",
    "board",
    "committee",
    "council",
    "panel",
    "cabinet",
    "governors",
    "governing",
    "body",
    "ordinary",
    "special",
    "annual",
    "scheduled",
    "meets",
    "of",
    "same",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "fourteen",
    "twenty",
    "thirty",
    "fortnight's",
    "weeks'",
    "days'",
    "months'",
    "week's",
    "month's",
    "o'clock",
    "papers",
];

/// Words that fix a deadline.
const ANCHORS: &[&str] = &[
    "meeting",
    "meetings",
    "agenda",
    "day",
    "days",
    "week",
    "weeks",
    "fortnight",
    "month",
    "months",
    "quarter",
    "year",
    "years",
    "hours",
    "term",
    "spring",
    "summer",
    "autumn",
    "winter",
    "christmas",
    "easter",
    "noon",
    "midday",
    "midnight",
    "today",
    "tomorrow",
    "tonight",
    "weekend",
    "year-end",
    "q1",
    "q2",
    "q3",
    "q4",
    "then",
];

/// Returns the part of an ACTION's words that says by when: the longest deadline that ends it.
///
/// "provide the list of boards by next meeting" gives "by next meeting". Nothing is returned when
/// the words end in anything but a deadline.
pub fn due_words(text: &str) -> Option<&str> {
    let end = text.trim_end().trim_end_matches(['.', ';', ',', '!']).len();
    let body = &text[..end];
    let starts: Vec<usize> = word_starts(body).collect();
    if let Some(start) = starts.iter().rev().find(|start| WHOLE.contains(&body[**start..].to_lowercase().as_str())) {
        return Some(&body[longer(body, &starts, *start)..]);
    }
    starts.into_iter().map(|start| &body[start..]).find(|tail| is_deadline(tail))
}

/// Takes "as soon as possible" rather than its last word, and "at each meeting" rather than "each meeting".
fn longer(body: &str, starts: &[usize], found: usize) -> usize {
    starts
        .iter()
        .copied()
        .find(|start| *start < found && WHOLE.contains(&body[*start..].to_lowercase().as_str()))
        .unwrap_or(found)
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices()
        .filter(move |(at, letter)| {
            !letter.is_whitespace() && text[..*at].chars().next_back().is_none_or(char::is_whitespace)
        })
        .map(|(at, _)| at)
}

fn is_deadline(tail: &str) -> bool {
    let mut words = tail.split_whitespace().map(|word| word.trim_matches([',', '(', ')']).to_lowercase());
    let first = words.next().unwrap_or_default();
    let begins = BEGINNINGS.contains(&first.as_str()) || (first == "end" && tail.to_lowercase().starts_with("end of "));
    let counts = is_number(&first) || ["two", "three", "four", "five", "six", "one", "a"].contains(&first.as_str());
    let before_something = counts && tail.to_lowercase().contains(" before ");
    if !begins && !before_something {
        return false;
    }
    let mut is_fixed = false;
    for word in words {
        let anchor = is_anchor(&word);
        is_fixed |= anchor;
        if !anchor && !FILLERS.contains(&word.as_str()) {
            return false;
        }
    }
    is_fixed
}

fn is_anchor(word: &str) -> bool {
    ANCHORS.contains(&word) || month_number(word).is_some() || weekday_number(word).is_some() || is_number(word)
}

/// Tells whether a word is a number, an ordinal, a date in figures or a time: 31, 31st, 31/03/2026, 5pm.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .chars()
            .all(|c| c.is_ascii_digit() || "/.:-–".contains(c))
        && ["", "st", "nd", "rd", "th", "am", "pm"]
            .contains(&word.trim_start_matches(|c: char| !c.is_ascii_alphabetic()))
}
