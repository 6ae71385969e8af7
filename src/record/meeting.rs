//! Meetings, their agenda items, and when each item was taken.

use super::{Body, HouseStyle, Id, Membership, Paragraphs, Person};
use crate::text_enum;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

text_enum! {
    /// How far a meeting and its minutes have come.
    pub enum MeetingStatus {
        Planned = "planned",
        InProgress = "in progress",
        Adjourned = "adjourned",
        /// Closed by the chair; the minutes are a draft.
        Draft = "draft",
        Circulated = "circulated",
        /// Agreed by a later meeting, and locked from then on.
        Confirmed = "confirmed",
        Signed = "signed",
    }
}

impl MeetingStatus {
    /// Tells whether the minutes may no longer be changed.
    pub fn is_locked(self) -> bool {
        self >= Self::Confirmed
    }
}

/// One meeting of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: Id,
    pub body: Id,
    /// Its name in commands and files: `csib-2023-02-27`.
    pub slug: String,
    pub date: NaiveDate,
    /// When it is called for.
    pub time: Option<NaiveTime>,
    pub venue: String,
    /// How many voting members must be present at this meeting.
    pub quorum: Option<u32>,
    pub status: MeetingStatus,
    pub started: Option<NaiveDateTime>,
    pub closed: Option<NaiveDateTime>,
    /// Date, time and place of the next meeting, as written.
    pub next_meeting: String,
}

impl Meeting {
    /// Returns the slug of a body's meeting on a date; a second one that day has `-2`, and so on.
    pub fn slug_of(body: &Body, date: NaiveDate, nth: u32) -> String {
        let short: String = body.short_name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let suffix = if nth > 1 { format!("-{nth}") } else { String::new() };
        format!("{short}-{date}{suffix}")
    }
}

/// One item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: Id,
    pub meeting: Id,
    /// Its place in the agenda's order.
    pub position: i64,
    /// As printed: "5", "6a".
    pub number: String,
    pub title: String,
    /// Purpose or recommendation, printed above the minute.
    pub purpose: String,
    /// Name or role, as written.
    pub presenter: String,
    pub report: String,
    /// Supporting documents, one a line.
    pub documents: String,
    /// The whole item, its title too, is exempt.
    pub exempt: Paragraphs,
    /// What is recorded from now on is exempt, though the item as a whole is not.
    pub private_session: Paragraphs,
}

/// What the item is called under which a body goes through its actions, in lower case.
const MATTERS_ARISING: &[&str] = &[
    "matters arising",
    "action log",
    "action list",
    "action tracker",
    "action sheet",
    "actions arising",
    "actions from",
    "outstanding actions",
    "review of actions",
    "follow-up of actions",
];

impl Item {
    /// Tells whether the body goes through its outstanding actions under this item.
    pub fn is_matters_arising(&self) -> bool {
        let title = self.title.to_lowercase();
        MATTERS_ARISING.iter().any(|name| title.contains(name))
    }

    /// Returns the paragraphs under which an entry recorded now would be exempt.
    pub fn exempt_now(&self) -> Paragraphs {
        self.exempt.union(self.private_session)
    }

    /// Returns the supporting documents.
    pub fn document_list(&self) -> impl Iterator<Item = &str> {
        self.documents.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// Returns number and title: "5 Children's Social Care Plan".
    pub fn label(&self) -> String {
        format!("{} {}", self.number, self.title).trim().to_string()
    }
}

/// A time during which the meeting was on an item. The order of visits is the order taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub id: Id,
    pub meeting: Id,
    pub item: Id,
    pub began: NaiveDateTime,
    pub ended: Option<NaiveDateTime>,
}

/// What a meeting of the body found wrong in minutes that had been confirmed: it stands beside the words,
/// which are not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub id: Id,
    pub meeting: Id,
    pub item: Id,
    pub text: String,
    /// When it was recorded.
    pub at: NaiveDateTime,
    /// The paragraphs under which the item, or anything in it, is exempt.
    pub exempt: Paragraphs,
}

/// Body, people and memberships as they were when a meeting's minutes were confirmed, and how these were worded and
/// numbered: what is evidence does not change when somebody later changes post, name, seat or house style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedRoll {
    /// The meeting's own.
    pub id: Id,
    pub roll: Roll,
    /// The house style in which they were confirmed: before there were any, as is usual.
    #[serde(default)]
    pub style: HouseStyle,
    /// The number of the first minute, where minutes have numbers that run on.
    #[serde(default)]
    pub first_number: Option<u32>,
}

/// Who belonged to a body, and in what capacity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll {
    pub body: Body,
    pub people: Vec<Person>,
    pub memberships: Vec<Membership>,
}
