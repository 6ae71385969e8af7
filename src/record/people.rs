//! Bodies, the people who sit on them, and how people are named.

use super::Id;
use super::action::Closing;
use super::calendar::Notice;
use crate::text_enum;
use serde::{Deserialize, Serialize};

/// A board or committee that meets and is minuted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    pub id: Id,
    /// "Children's Services Improvement Board".
    pub name: String,
    /// "CSIB"; in lower case it begins the slug of each meeting, and no other body has it.
    pub short_name: String,
    /// What the minutes call it: "Board" in "The Board noted …".
    pub called: String,
    /// How many voting members must be present.
    pub quorum: Option<u32>,
    /// Where it usually meets.
    pub venue: String,
    /// How long before a meeting its agenda is out.
    #[serde(default)]
    pub notice: Notice,
    /// How its actions are closed.
    #[serde(default)]
    pub closing: Closing,
}

/// The nouns that a body is called by, in the order in which a name is searched for them.
pub const BODY_NOUNS: &[&str] = &[
    "Board",
    "Committee",
    "Council",
    "Panel",
    "Cabinet",
    "Forum",
    "Governors",
    "Partnership",
    "Group",
    "Body",
    "Executive",
    "Commission",
    "Assembly",
];

impl Body {
    /// Returns what the minutes call a body of this name: its last such noun, else "meeting".
    pub fn noun_in(name: &str) -> String {
        let found = name.split_whitespace().rev().find_map(|word| BODY_NOUNS.iter().find(|noun| **noun == word));
        found.map_or_else(|| "meeting".into(), |noun| noun.to_string())
    }

    /// Returns capitals of the words of a name: "Audit and Governance Committee" gives "AGC".
    pub fn short_name_of(name: &str) -> String {
        name.split_whitespace()
            .filter(|word| !matches!(*word, "and" | "of" | "the" | "for" | "&"))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .filter(|letter| letter.is_alphanumeric())
            .collect()
    }
}

/// An agenda item that every meeting of a body has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingItem {
    pub id: Id,
    pub body: Id,
    pub position: i64,
    pub title: String,
    pub purpose: String,
}

/// Somebody who is named in minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: Id,
    /// "Cllr", "Dr"; empty when none is used.
    pub title: String,
    /// Given name and surname: "Ann Barrow".
    pub name: String,
    /// "AB"; what a clerk types for this person.
    pub initials: String,
    /// "Director of Children's Services"; empty for most members.
    pub role: String,
    /// "DCS".
    pub abbreviation: String,
    pub organisation: String,
}

/// The titles that are recognised in front of a name.
pub const TITLES: &[&str] = &[
    "Cllr",
    "Councillor",
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Dr",
    "Prof",
    "Professor",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Baroness",
    "Rev",
    "Revd",
    "Canon",
    "Judge",
    "Ald",
    "Alderman",
    "Supt",
    "Insp",
    "Cdr",
    "Col",
    "Major",
];

impl Person {
    /// Returns the last word of the name.
    pub fn surname(&self) -> &str {
        self.name.split_whitespace().next_back().unwrap_or("")
    }

    /// Returns title and name: "Cllr Ann Barrow".
    pub fn full_name(&self) -> String {
        join(&self.title, &self.name)
    }

    /// Returns the name that stands before what somebody said: the abbreviation of the post ("DCS"),
    /// else title, first initial and surname ("Cllr A Barrow"), else the name ("Kate Goode").
    pub fn speaking_name(&self) -> String {
        if !self.abbreviation.is_empty() {
            return self.abbreviation.clone();
        }
        let given = self.name.split_whitespace().next();
        match given.and_then(|given| given.chars().next()) {
            Some(letter) if !self.title.is_empty() && self.name.contains(' ') => {
                format!("{} {} {}", self.title, letter, self.surname())
            }
            _ => self.full_name(),
        }
    }

    /// Returns the capitals of a name: "Siân Wyn-Jones" gives "SWJ".
    pub fn initials_of(name: &str) -> String {
        name.split([' ', '-', '\u{a0}'])
            .filter_map(|part| part.chars().find(|c| c.is_alphanumeric()))
            .flat_map(char::to_uppercase)
            .collect()
    }

    /// Splits a title from a name: "Cllr Ann Barrow" and "CLLR. Ann Barrow" give ("Cllr", "Ann Barrow").
    pub fn split_title(words: &str) -> (String, String) {
        let words = words.trim();
        let title = |first: &str| TITLES.iter().find(|title| title.eq_ignore_ascii_case(first.trim_end_matches('.')));
        match words.split_once(char::is_whitespace).and_then(|(first, rest)| Some((title(first)?, rest))) {
            Some((title, rest)) => (title.to_string(), rest.trim().into()),
            None => (String::new(), words.into()),
        }
    }
}

fn join(first: &str, second: &str) -> String {
    if first.is_empty() { second.into() } else { format!("{first} {second}") }
}

text_enum! {
    /// In what capacity a person belongs to a body.
    pub enum MembershipKind {
        Chair = "chair",
        ViceChair = "vice-chair",
        Member = "member",
        CoOpted = "co-opted",
        Substitute = "substitute",
        Officer = "officer",
    }
}

impl MembershipKind {
    /// Tells whether somebody of this kind counts for the quorum and votes.
    pub fn votes(self) -> bool {
        matches!(self, Self::Chair | Self::ViceChair | Self::Member | Self::CoOpted)
    }
}

/// That a person belongs to a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    pub id: Id,
    pub body: Id,
    pub person: Id,
    pub kind: MembershipKind,
    pub position: i64,
}

/// A short word that the capture line writes out: "sw" gives "social workers".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abbreviation {
    pub id: Id,
    pub short: String,
    pub long: String,
}
