//! A text as words, each with what its place tells: whether it begins a sentence, whether it is quoted.

use crate::record::people::TITLES;
use std::ops::Range;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Letters, with apostrophes and hyphens between them.
    Letters,
    /// Anything with a figure in it: a number, a date, a reference such as S106 or 23/07.
    Figure,
    /// An address or a name with dots: an e-mail address, a page, "e.g.".
    Address,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
    pub kind: WordKind,
    /// It begins a sentence, where any word has a capital.
    pub begins: bool,
    pub is_quoted: bool,
}

impl Word<'_> {
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Returns the word without what makes it a possessive: "Director's" gives "Director".
    pub fn bare(&self) -> &str {
        bare(self.text)
    }

    /// Tells whether the first letter is a capital.
    pub fn has_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Returns a word without the ending of a possessive.
pub fn bare(word: &str) -> &str {
    word.strip_suffix("'s").or(word.strip_suffix("\u{2019}s")).unwrap_or(word)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}')
}

/// Tells whether a letter belongs inside a word: letters and their marks, and what may stand between them.
fn is_inside(letter: char) -> bool {
    letter.is_alphabetic()
        || is_apostrophe(letter)
        || matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\u{300}'..='\u{36f}')
}

/// Returns the words of a text in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let quoted = quotations(text);
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut push = |start: usize, piece: &str, kind: WordKind| {
        let is_quoted = quoted.iter().any(|range| range.contains(&start));
        let begins = begins_sentence(&text[..start]);
        words.push(Word { text: &text[start..start + piece.len()], start, kind, begins, is_quoted });
    };
    for chunk in text.split_whitespace() {
        let at = chunk.as_ptr() as usize - text.as_ptr() as usize;
        let trimmed = chunk.trim_matches(|letter: char| !letter.is_alphanumeric());
        let start = at + chunk.find(trimmed).unwrap_or(0);
        if trimmed.is_empty() {
        } else if is_address(trimmed) {
            push(start, trimmed, WordKind::Address);
        } else if trimmed.contains(|letter: char| letter.is_numeric()) {
            push(start, trimmed, WordKind::Figure);
        } else {
            for (from, piece) in pieces(trimmed) {
                push(start + from, piece, WordKind::Letters);
            }
        }
    }
    words
}

/// Splits what stands between blanks where it is neither letters nor what joins them: "and/or", "plan–that".
fn pieces(chunk: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = chunk.split(|letter: char| !is_inside(letter));
    let bare = pieces.map(|piece| piece.trim_matches(|letter: char| !letter.is_alphabetic()));
    bare.filter(|piece| !piece.is_empty()).map(|piece| (piece.as_ptr() as usize - chunk.as_ptr() as usize, piece))
}

fn is_address(chunk: &str) -> bool {
    let has_inner_dot = || {
        let letters: Vec<char> = chunk.chars().collect();
        letters.windows(3).any(|three| three[1] == '.' && three[0].is_alphanumeric() && three[2].is_alphabetic())
    };
    chunk.contains(['@', '_', '\\', '~', '#']) || chunk.contains("://") || chunk.starts_with("www.") || has_inner_dot()
}

/// Tells whether a sentence begins behind these words.
fn begins_sentence(before: &str) -> bool {
    let opening =
        |letter: char| matches!(letter, '(' | '[' | '"' | '\'' | '\u{201c}' | '\u{2018}') || letter.is_whitespace();
    let before = before.trim_end_matches(opening).trim_end_matches(['-', '\u{2013}', '\u{2014}']);
    let before = if before.trim().is_empty() { "" } else { before };
    match before.chars().next_back() {
        None => true,
        Some('.') => {
            let last = before.trim_end_matches('.').rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or("");
            // "Cllr. Barrow", "A. Barrow", "e.g. Barrow" go on.
            last.chars().count() != 1 && !TITLES.contains(&last) && !matches!(last, "No" | "St" | "vs" | "etc" | "p")
        }
        Some(last) => matches!(last, '?' | '!' | ':' | '\u{2026}' | '\u{2022}'),
    }
}

/// Returns what stands within quotation marks, single or double, straight or curly.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before: Option<char> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, next)| *next);
        let ends_word = !after.is_some_and(char::is_alphanumeric);
        let begins_word = !before.is_some_and(char::is_alphanumeric) && !ends_word;
        match (open, letter) {
            (None, '\u{201c}') => open = Some((at, '\u{201d}')),
            (None, '"') => open = Some((at, '"')),
            (None, '\u{2018}') if begins_word => open = Some((at, '\u{2019}')),
            (None, '\'') if begins_word => open = Some((at, '\'')),
            // Within single marks an apostrophe closes nothing.
            (Some((start, closing)), letter) if letter == closing && (!is_apostrophe(letter) || ends_word) => {
                found.push(start..at + letter.len_utf8());
                open = None;
            }
            _ => {}
        }
        before = Some(letter);
    }
    // Double marks that are still open quote the rest; a single one was an apostrophe.
    found.extend(open.filter(|(_, closing)| !is_apostrophe(*closing)).map(|(start, _)| start..text.len()));
    found
}
