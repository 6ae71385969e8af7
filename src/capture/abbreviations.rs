//! A clerk's own abbreviations, written out when the word ends.

use crate::record::Abbreviation;
use crate::record::editing::capitalised;
use std::ops::Range;

/// A word to be written out: where it stands, in bytes, and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    pub range: Range<usize>,
    pub long: String,
}

/// Tells whether typing this letter ends a word. A colon and a hyphen do not: `sw:` is somebody, `sw-led` a word.
pub fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | '.' | ';' | '?' | '!' | ')' | '\u{2019}' | '\'' | '"' | '\u{201d}')
}

/// Returns the abbreviation that ends at `end` and begins no sooner than `from` (bytes), written out.
pub fn expansion(text: &str, from: usize, end: usize, abbreviations: &[Abbreviation]) -> Option<Expansion> {
    let before = text.get(from..end)?;
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '/' | '&' | '-' | '\'' | '\u{2019}' | '.' | ':');
    let start = from + before.char_indices().rev().take_while(|(_, c)| is_inside(*c)).last()?.0;
    let word = &text[start..end];
    let found = abbreviations.iter().find(|abbreviation| abbreviation.short.eq_ignore_ascii_case(word))?;
    // "SW" in capitals is how the papers themselves write it: only "sw" and "Sw" are the clerk's shorthand.
    let mut letters = word.chars();
    let begins_capital = letters.next().is_some_and(char::is_uppercase);
    if letters.any(char::is_uppercase) || (begins_capital && word.chars().count() == 1) {
        return None;
    }
    let long = if begins_capital { capitalised(&found.long) } else { found.long.clone() };
    Some(Expansion { range: start..end, long })
}

/// Writes out every abbreviation in words that were typed elsewhere.
pub fn expand_all(text: &str, abbreviations: &[Abbreviation]) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut copied = 0;
    let ends = text.char_indices().filter(|(_, c)| ends_word(*c)).map(|(at, _)| at).chain([text.len()]);
    for end in ends {
        if let Some(expansion) = expansion(text, copied, end, abbreviations) {
            expanded.push_str(&text[copied..expansion.range.start]);
            expanded.push_str(&expansion.long);
            copied = end;
        }
    }
    expanded.push_str(&text[copied..]);
    expanded
}
