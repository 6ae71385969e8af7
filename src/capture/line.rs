//! What a capture line says, before anything is recorded.

use super::roster::Found;
use crate::record::{EntryKind, Id, MovementKind, Tally, Verb};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// What one line of capture means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Nothing,
    Entry(EntryLine),
    /// `:item 6`: a command of the palette by name, and what follows it.
    Command {
        name: String,
        rest: String,
    },
    /// `/vacancy`
    Search(String),
}

/// A line that records an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    pub kind: EntryKind,
    /// Whether a prefix said the kind, rather than the prediction.
    pub is_explicit: bool,
    pub matter: Matter,
    /// The words of the entry.
    pub text: String,
    /// Where the words begin in the line, in bytes.
    pub text_start: usize,
}

impl EntryLine {
    /// Returns the references of plan actions on the line, as typed.
    pub fn plan_references(&self) -> &[String] {
        match &self.matter {
            Matter::Action { plan_references, .. } => plan_references,
            _ => &[],
        }
    }

    /// Tells whether the line lacks the words that an entry of its kind needs. An arrival needs none,
    /// nor does a decision that has a verb: "The Board noted this."
    pub fn has_no_words(&self) -> bool {
        let needs_none = match &self.matter {
            Matter::Movement { who, .. } => who.iter().any(|named| !named.words.is_empty()),
            Matter::Decision { verb, .. } => *verb != Verb::Decided,
            _ => false,
        };
        self.text.is_empty() && !needs_none
    }
}

/// What an entry line says besides its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    Plain,
    /// Question, answer, comment or interest; nobody when it was left open.
    Spoken(Option<Named>),
    /// 1 for `-`, 2 for `--`, and so on.
    Point {
        level: u32,
    },
    Action {
        owners: Vec<Named>,
        due_words: String,
        plan_references: Vec<String>,
    },
    Decision {
        verb: Verb,
        unanimous: bool,
        mover: Option<Named>,
        seconder: Option<Named>,
        tally: Option<Tally>,
    },
    Movement {
        kind: MovementKind,
        who: Vec<Named>,
        substitute_for: Option<Named>,
        time: Option<NaiveTime>,
    },
}

/// Somebody as typed, and who that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub words: String,
    pub found: Found,
}

impl Named {
    /// Returns the person, when exactly one is meant.
    pub fn person(&self) -> Option<Id> {
        match self.found {
            Found::One(id) => Some(id),
            _ => None,
        }
    }
}

/// What is expected next: the kind that a line without a prefix has, and who speaks unless it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    pub kind: EntryKind,
    pub speaker: Option<Id>,
}

impl Expected {
    /// Expects a kind by nobody in particular.
    pub fn kind(kind: EntryKind) -> Self {
        Expected { kind, speaker: None }
    }
}
