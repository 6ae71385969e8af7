//! Which words of an ACTION say by when. Reading them as a date is another matter.

use crate::record::deadline_reading::{AT_ONCE, ONGOING, number_in_words};
use crate::record::time::{month_number, weekday_number};

/// Words that may begin a deadline.
const BEGINNINGS: &str = "by before for until till within in at on no not";

/// Whole deadlines that need no other word, beside those without a day.
const WHOLE: &[&str] = &["today", "tomorrow", "tonight"];

/// Words that may stand in a deadline without fixing one.
const FILLERS: &str = "the of next this that coming following new a an end close start beginning mid middle early late first \
     second third last and its our no not later than latest at in on before for until after to is are it play \
     business working clear school financial calendar municipal half time about around from now published \
     circulated issued sent goes out board committee council panel cabinet governors governing body ordinary \
     special annual scheduled meets same o'clock papers";

/// Words that fix a deadline.
const ANCHORS: &str = "meeting meetings agenda day days week weeks fortnight month months quarter year years hours term spring \
     summer autumn winter christmas easter noon midday midnight today tomorrow tonight weekend year-end q1 q2 q3 \
     q4 then weeks' days' months' week's month's fortnight's";

/// How many words a deadline has at most.
const LONGEST: usize = 14;

/// Returns the part of an ACTION's words that says by when: the longest deadline that ends it.
///
/// "provide the list of boards by next meeting" gives "by next meeting". Nothing is returned when
/// the words end in anything but a deadline.
pub fn due_words(text: &str) -> Option<&str> {
    let end = text.trim_end().trim_end_matches(['.', ';', ',', '!']).len();
    let body = &text[..end];
    let is_whole = |tail: &str| [WHOLE, AT_ONCE, ONGOING].concat().contains(&tail.to_lowercase().as_str());
    let starts: Vec<usize> = word_starts(body).collect();
    let first = starts.len().saturating_sub(LONGEST);
    starts[first..].iter().map(|start| &body[*start..]).find(|tail| is_whole(tail) || is_deadline(tail))
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices()
        .filter(move |(at, letter)| {
            !letter.is_whitespace() && text[..*at].chars().next_back().is_none_or(char::is_whitespace)
        })
        .map(|(at, _)| at)
}

fn is_deadline(tail: &str) -> bool {
    let word = |word: &str| word.trim_matches([',', '(', ')']).to_lowercase().replace('\u{2019}', "'");
    let words: Vec<String> = tail.split_whitespace().map(word).collect();
    let Some((first, rest)) = words.split_first() else { return false };
    let has = |wanted: &str| rest.iter().any(|word| word == wanted);
    let counts = is_number(first) || number_in_words(first).is_some();
    let begins = BEGINNINGS.split(' ').any(|known| known == first)
        || (first == "end" && rest.first().is_some_and(|word| word == "of"))
        || (first == "to" && is_coming_meeting(rest));
    if !(begins || counts && has("before")) || is_place_or_past(first, rest) {
        return false;
    }
    let stands = |word: &String| {
        FILLERS.split(' ').any(|known| known == word) || number_in_words(word).is_some() || is_anchor(word)
    };
    rest.iter().all(stands) && rest.iter().any(|word| is_anchor(word))
}

/// "Report to the next meeting" says by when; "report to the board" says to whom.
fn is_coming_meeting(words: &[String]) -> bool {
    let words = if words.first().is_some_and(|word| word == "the") { &words[1..] } else { words };
    let comes = words.first().is_some_and(|word| word == "next" || word == "following" || month_number(word).is_some());
    comes && words.iter().any(|word| word == "meeting")
}

/// "On the agenda" is a place, "in the last year" is past, "for 2025" and "for 12 months" say which or how long.
fn is_place_or_past(first: &str, rest: &[String]) -> bool {
    let is_past =
        rest.windows(2).any(|pair| pair[0] == "last" && pair[1] != "day" && weekday_number(&pair[1]).is_none());
    match first {
        "for" => is_past || !rest.iter().any(|word| is_day(word)),
        "in" | "at" | "on" => is_past || rest.iter().any(|word| word == "agenda"),
        _ => false,
    }
}

/// Tells whether a word names a day or an occasion, rather than a stretch of time.
fn is_day(word: &str) -> bool {
    ["meeting", "meetings", "agenda", "today", "tomorrow", "tonight"].contains(&word)
        || weekday_number(word).is_some()
        || month_number(word).is_some()
}

fn is_anchor(word: &str) -> bool {
    ANCHORS.split(' ').any(|known| known == word)
        || month_number(word).is_some()
        || weekday_number(word).is_some()
        || is_number(word)
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
