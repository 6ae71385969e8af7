//! Proof-reading: what in the words of minutes looks wrong, and what might stand there instead.
//!
//! All of it is pure. A false mark in front of the board is worse than a miss: where it cannot be told whether
//! a word is wrong or a name that nobody has heard of, it is left alone.

pub mod abbreviations;
mod doubled;
pub mod known;
pub mod names;
pub mod reported;
pub mod spelling;
pub mod suggest;
mod weekday;
pub mod words;

pub use doubled::doubled;
pub use known::Known;
pub use spelling::{Form, Speller};
pub use weekday::weekdays;

use crate::record::ProofKind;
use std::ops::Range;

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofMark {
    pub kind: ProofKind,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What is wrong, as a sentence says it.
    pub what: String,
    /// What might stand there instead, the likeliest first.
    pub instead: Vec<String>,
}

/// Gives a word the capital of another: "said" for "Says" is "Said".
fn with_case_of(word: &str, model: &str) -> String {
    if model.starts_with(char::is_uppercase) { crate::record::editing::capitalised(word) } else { word.to_string() }
}
