//! Proof-reading: the words that a book knows besides the dictionary, and what was looked at and left as it is written.

use super::Id;
use crate::text_enum;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What proof-reading finds in the words of minutes.
    pub enum ProofKind {
        /// A word that neither the dictionary nor the book knows.
        Spelling = "spelling",
        /// The same word twice running.
        DoubledWord = "doubled word",
        /// A weekday that is not that of its date.
        Weekday = "weekday",
        /// A name that is spelt in two ways.
        Name = "name",
        /// The present tense where the minutes report what was said.
        Tense = "tense",
        /// "I" or "we" outside quotation marks.
        FirstPerson = "first person",
        /// An abbreviation that is explained nowhere.
        Abbreviation = "abbreviation",
    }
}

/// A word that this book knows besides the dictionary's; in any case of letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWord {
    pub id: Id,
    pub word: String,
}

/// Stet, "let it stand": that something which proof-reading found stands as it is written, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stet {
    pub id: Id,
    pub meeting: Id,
    /// The entry in which the words stand.
    pub entry: Id,
    pub kind: ProofKind,
    /// The words that stand.
    pub words: String,
    pub reason: String,
    pub at: NaiveDateTime,
}
