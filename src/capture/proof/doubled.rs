//! The same word twice running.

use super::ProofMark;
use super::words::{WordKind, words};
use crate::record::ProofKind;

/// Words that stand twice running in good English.
const MAY_DOUBLE: &[&str] = &["had", "that", "is", "very", "so", "many", "long", "much", "more", "do"];

/// Finds words that stand twice running.
pub fn doubled(text: &str) -> Vec<ProofMark> {
    let words = words(text);
    let is_same = |pair: &&[super::words::Word<'_>]| {
        let (one, other) = (&pair[0], &pair[1]);
        let same = one.text == other.text || one.begins && one.text.to_lowercase() == other.text;
        let only_blanks = text[one.range().end..other.start].chars().all(char::is_whitespace);
        let is_letters = one.kind == WordKind::Letters;
        let may_be = MAY_DOUBLE.contains(&other.text) || other.has_capital() || other.is_quoted != one.is_quoted;
        same && only_blanks && is_letters && !may_be
    };
    let mark = |pair: &[super::words::Word<'_>]| ProofMark {
        kind: ProofKind::DoubledWord,
        range: pair[0].start..pair[1].range().end,
        what: format!("\u{201c}{}\u{201d} stands twice", pair[1].text),
        instead: vec![pair[0].text.to_string()],
    };
    words.windows(2).filter(is_same).map(mark).collect()
}
