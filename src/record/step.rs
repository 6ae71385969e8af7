//! Changes as data: a step is a sentence with the rows before and after, and undo is its inverse.

use super::{
    Abbreviation, Action, ActionLink, ActionOwner, ActionUpdate, Attendance, Body, BodyStyle, ConfirmedRoll,
    Correction, Decision, Dismissal, Entry, Finding, Id, Item, ItemLink, Measure, MeasureValue, Meeting, Membership,
    Milestone, Movement, OwnWord, Person, Plan, PlanAction, PlanReport, RagClass, Risk, StandingItem, Stet, Theme,
    Visit, Vote,
};
use serde::{Deserialize, Serialize};

macro_rules! records {
    ($($row:ident = $table:literal),+ $(,)?) => {
        /// A row of any table that the history keeps.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "table", content = "row")]
        pub enum Record {
            $(#[serde(rename = $table)] $row($row),)+
        }

        impl Record {
            /// Returns the identity of the row.
            pub fn id(&self) -> Id {
                match self { $(Record::$row(row) => row.id,)+ }
            }

            /// Returns the name of its table.
            pub fn table(&self) -> &'static str {
                match self { $(Record::$row(_) => $table,)+ }
            }
        }

        $(impl From<$row> for Record {
            fn from(row: $row) -> Self { Record::$row(row) }
        })+
    };
}

records! {
    Body = "body",
    BodyStyle = "house_style",
    StandingItem = "standing_item",
    Person = "person",
    Membership = "membership",
    Abbreviation = "abbreviation",
    OwnWord = "own_word",
    Meeting = "meeting",
    ConfirmedRoll = "confirmed_roll",
    Correction = "correction",
    Item = "item",
    Visit = "visit",
    Attendance = "attendance",
    Entry = "entry",
    Movement = "movement",
    Decision = "decision",
    Vote = "vote",
    Action = "action",
    ActionOwner = "action_owner",
    ActionUpdate = "action_update",
    Dismissal = "dismissal",
    Stet = "stet",
    Plan = "plan",
    RagClass = "rag_class",
    Theme = "theme",
    PlanAction = "plan_action",
    Milestone = "milestone",
    Measure = "measure",
    Finding = "finding",
    Risk = "risk",
    PlanReport = "plan_report",
    MeasureValue = "measure_value",
    ActionLink = "action_link",
    ItemLink = "item_link",
}

/// One row made, replaced or removed.
///
/// Applying it checks that the book holds `before`; undoing it checks that it holds `after`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Record>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Record>,
}

impl Change {
    /// Makes a row; undo removes it.
    pub fn made(row: impl Into<Record>) -> Self {
        Change { before: None, after: Some(row.into()) }
    }

    /// Removes a row; undo makes it again.
    pub fn removed(row: impl Into<Record>) -> Self {
        Change { before: Some(row.into()), after: None }
    }

    /// Replaces a row by another of the same identity; undo puts the first back.
    pub fn replaced(before: impl Into<Record>, after: impl Into<Record>) -> Self {
        Change { before: Some(before.into()), after: Some(after.into()) }
    }

    /// Returns the change that takes this one back.
    pub fn inverse(self) -> Self {
        Change { before: self.after, after: self.before }
    }
}

/// One undoable change: a sentence for the history, and what it does to the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// "ACTION 23/07 recorded". Never the words of an entry: histories are shown more widely than minutes.
    pub words: String,
    /// The meeting within which it is undone; none for changes of the book itself.
    pub meeting: Option<Id>,
    pub changes: Vec<Change>,
}

impl Step {
    /// Returns a step within a meeting.
    pub fn within(meeting: Id, words: impl Into<String>, changes: Vec<Change>) -> Self {
        Step { words: words.into(), meeting: Some(meeting), changes }
    }

    /// Returns a step of the book itself.
    pub fn of_book(words: impl Into<String>, changes: Vec<Change>) -> Self {
        Step { words: words.into(), meeting: None, changes }
    }
}
