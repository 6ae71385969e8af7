//! Sentences of what was said, and their words as rules compare them.

use std::borrow::Cow;
use std::ops::Range;

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATED: &[&str] = &["mr", "mrs", "ms", "dr", "st", "cllr", "prof", "rev", "no", "e.g", "i.e", "approx"];

/// Short forms, and the words that they stand for.
const SHORT: &[(&str, &str)] =
    &[("'ll", "will"), ("'d", "would"), ("'m", "am"), ("'re", "are"), ("'ve", "have"), ("n't", "not")];

/// Pronouns after which "'s" is "is", and no possessive.
const BEFORE_IS: &[&str] = &["it", "that", "there", "he", "she", "what", "here"];

/// Words after which a new part of the sentence may begin.
const JOINING: &[&str] = &["and", "but", "or", "so", "yes", "no", "then"];

/// One word of a sentence.
pub(super) struct Word<'a> {
    /// In small letters, with `'` for `’`; short forms are two words.
    pub text: Cow<'a, str>,
    /// Its bytes in the sentence.
    pub at: Range<usize>,
    /// Whether a part of the sentence begins here.
    pub opens: bool,
    /// Whether a comma or a dash stands before it.
    pub is_set_off: bool,
}

/// Returns the sentences of a text, with the stop that ends each; what a semicolon joins is two.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let (sentence, after) = rest.split_at(sentence_end(rest));
        rest = after;
        Some(sentence.trim_end().trim_end_matches(';'))
    })
}

/// Returns where the first sentence of a text ends.
fn sentence_end(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = at + letter.len_utf8();
        let ends = match letter {
            '\n' | ';' => true,
            '.' | '!' | '?' => {
                while letters.next_if(|(_, next)| ".!?'\"\u{2019}\u{201d})".contains(*next)).is_some() {}
                let next = letters.peek();
                next.is_none_or(|(_, next)| next.is_whitespace()) && !(letter == '.' && is_abbreviated(&text[..at]))
            }
            _ => false,
        };
        if ends {
            return letters.peek().map_or(text.len(), |(next, _)| *next).max(after);
        }
    }
    text.len()
}

/// Tells whether the last word of a text is an abbreviation or an initial.
fn is_abbreviated(text: &str) -> bool {
    let last = text.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or_default();
    let is_initial = last.len() == 1 && last.starts_with(|letter: char| letter.is_ascii_uppercase() && letter != 'I');
    is_initial || ABBREVIATED.iter().any(|known| known.eq_ignore_ascii_case(last))
}

/// Returns the words of a sentence.
pub(super) fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::with_capacity(sentence.len() / 5 + 1);
    let (mut opens, mut is_set_off) = (true, false);
    for (start, piece) in pieces(sentence) {
        let bare = piece.trim_matches(|letter: char| !letter.is_alphanumeric());
        if bare.is_empty() {
            (opens, is_set_off) = (true, true);
            continue;
        }
        let at = start + (bare.as_ptr() as usize - piece.as_ptr() as usize);
        let opened = opens || !piece.starts_with(bare);
        push(&mut words, bare, at, opened, is_set_off);
        is_set_off = !piece.ends_with(bare);
        opens = is_set_off || words.last().is_some_and(|word| JOINING.contains(&word.text.as_ref()));
    }
    words
}

/// Returns what stands between spaces and dashes, and where.
fn pieces(sentence: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    sentence.split_inclusive(|letter: char| letter.is_whitespace() || "–—/".contains(letter)).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let piece = piece.trim_end();
        (!piece.is_empty()).then_some((start, piece))
    })
}

/// Adds a word, or the two words of a short form.
fn push<'a>(words: &mut Vec<Word<'a>>, bare: &'a str, at: usize, opens: bool, is_set_off: bool) {
    let end = at + bare.len();
    let small = small(bare);
    let Some((first, second)) = full_form(&small) else {
        words.push(Word { text: small, at: at..end, opens, is_set_off });
        return;
    };
    words.push(Word { text: Cow::Owned(first.to_string()), at: at..end, opens, is_set_off });
    words.push(Word { text: Cow::Borrowed(second), at: end..end, opens: false, is_set_off: false });
}

/// Returns a word in small letters, with `'` for `’`.
fn small(word: &str) -> Cow<'_, str> {
    let is_small = |letter: char| letter.is_ascii() && !letter.is_ascii_uppercase();
    if word.chars().all(is_small) {
        return Cow::Borrowed(word);
    }
    let letters = word.chars().flat_map(char::to_lowercase);
    Cow::Owned(letters.map(|letter| if letter == '\u{2019}' { '\'' } else { letter }).collect())
}

/// Returns the two words for which a short form stands.
fn full_form(word: &str) -> Option<(&str, &'static str)> {
    match word {
        "can't" | "cannot" => return Some(("can", "not")),
        "won't" => return Some(("will", "not")),
        "shan't" => return Some(("shall", "not")),
        "let's" => return Some(("let", "us")),
        _ => {}
    }
    if let Some(first) = word.strip_suffix("'s").filter(|first| BEFORE_IS.contains(first)) {
        return Some((first, "is"));
    }
    if !word.contains('\'') {
        return None;
    }
    SHORT
        .iter()
        .find_map(|(short, second)| Some((word.strip_suffix(short).filter(|first| !first.is_empty())?, *second)))
}
