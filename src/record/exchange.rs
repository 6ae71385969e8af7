//! A meeting as one lossless piece of data, to move it between books.

use super::{
    Abbreviation, Action, ActionOwner, Attendance, Body, Change, Decision, Detail, Entry, Item, Meeting, Membership,
    Movement, Person, Record, Recorded, Sitting, Step, Visit, Vote,
};
use serde::{Deserialize, Serialize};

/// What the first field says in every such file.
pub const FORMAT: &str = "meeting";
/// Grows when a reader of the version before would misunderstand.
pub const VERSION: u32 = 1;

/// A meeting with every row that belongs to it, each table in a fixed order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    pub minutebook: String,
    pub version: u32,
    pub audience: String,
    pub body: Body,
    pub people: Vec<Person>,
    pub memberships: Vec<Membership>,
    pub abbreviations: Vec<Abbreviation>,
    pub meeting: Meeting,
    pub items: Vec<Item>,
    pub visits: Vec<Visit>,
    pub attendance: Vec<Attendance>,
    pub entries: Vec<Entry>,
    pub movements: Vec<Movement>,
    pub decisions: Vec<Decision>,
    pub votes: Vec<Vote>,
    pub actions: Vec<Action>,
    pub action_owners: Vec<ActionOwner>,
}

impl Exchange {
    /// Gathers a meeting and its entries.
    pub fn of(sitting: Sitting, entries: Vec<Vec<Recorded>>, audience: &str) -> Self {
        let mut exchange = Exchange {
            minutebook: FORMAT.into(),
            version: VERSION,
            audience: audience.into(),
            body: sitting.body,
            people: sitting.people,
            memberships: sitting.memberships,
            abbreviations: sitting.abbreviations,
            meeting: sitting.meeting,
            items: sitting.items,
            visits: sitting.visits,
            attendance: sitting.attendance,
            entries: Vec::new(),
            movements: Vec::new(),
            decisions: Vec::new(),
            votes: Vec::new(),
            actions: Vec::new(),
            action_owners: Vec::new(),
        };
        for recorded in entries.into_iter().flatten() {
            exchange.entries.push(recorded.entry);
            match recorded.detail {
                Detail::Plain => {}
                Detail::Movement(movement) => exchange.movements.push(movement),
                Detail::Decision { decision, votes } => {
                    exchange.decisions.push(decision);
                    exchange.votes.extend(votes);
                }
                Detail::Action { action, owners } => {
                    exchange.actions.push(action);
                    exchange.action_owners.extend(owners);
                }
            }
        }
        // The order of people depends on the memberships of a book; a file's own order is by identity.
        exchange.people.sort_by_key(|person| person.id);
        exchange.movements.sort_by_key(|movement| movement.id);
        exchange
    }

    /// Returns the step that puts every row into a book.
    pub fn into_step(self) -> Step {
        let words = format!("Meeting {} imported", self.meeting.slug);
        let mut rows: Vec<Record> = vec![self.body.into(), self.meeting.into()];
        rows.extend(self.people.into_iter().map(Record::from));
        rows.extend(self.memberships.into_iter().map(Record::from));
        rows.extend(self.abbreviations.into_iter().map(Record::from));
        rows.extend(self.items.into_iter().map(Record::from));
        rows.extend(self.visits.into_iter().map(Record::from));
        rows.extend(self.attendance.into_iter().map(Record::from));
        rows.extend(self.entries.into_iter().map(Record::from));
        rows.extend(self.movements.into_iter().map(Record::from));
        rows.extend(self.decisions.into_iter().map(Record::from));
        rows.extend(self.votes.into_iter().map(Record::from));
        rows.extend(self.actions.into_iter().map(Record::from));
        rows.extend(self.action_owners.into_iter().map(Record::from));
        Step::of_book(words, rows.into_iter().map(Change::made).collect())
    }

    /// Returns the first row that refers to one that is not there, in words, if any does.
    pub fn dangling(&self) -> Option<String> {
        let items: Vec<_> = self.items.iter().map(|item| item.id).collect();
        let people: Vec<_> = self.people.iter().map(|person| person.id).collect();
        let entries: std::collections::HashSet<_> = self.entries.iter().map(|entry| entry.id).collect();
        let known = |person: &Option<super::Id>| person.is_none_or(|id| people.contains(&id));
        let of_meeting = |meeting: super::Id| meeting == self.meeting.id;
        let wrong = |list: &str, nth: usize, field: &str| Some(format!("{list}[{nth}].{field}"));
        if self.meeting.body != self.body.id {
            return Some("meeting.body".into());
        }
        for (nth, row) in self.items.iter().enumerate() {
            if !of_meeting(row.meeting) {
                return wrong("items", nth, "meeting");
            }
        }
        for (nth, row) in self.entries.iter().enumerate() {
            if !of_meeting(row.meeting) || !items.contains(&row.item) {
                return wrong("entries", nth, "item");
            }
            if !known(&row.speaker) {
                return wrong("entries", nth, "speaker");
            }
        }
        for (nth, row) in self.memberships.iter().enumerate() {
            if row.body != self.body.id || !people.contains(&row.person) {
                return wrong("memberships", nth, "person");
            }
        }
        for (nth, row) in self.attendance.iter().enumerate() {
            if !of_meeting(row.meeting) || !people.contains(&row.person) {
                return wrong("attendance", nth, "person");
            }
        }
        for (nth, row) in self.actions.iter().enumerate() {
            if !of_meeting(row.meeting) || row.body != self.body.id || !entries.contains(&row.entry) {
                return wrong("actions", nth, "entry");
            }
        }
        for (nth, row) in self.movements.iter().enumerate() {
            if !entries.contains(&row.entry) || !known(&row.person) {
                return wrong("movements", nth, "entry");
            }
        }
        for (nth, row) in self.decisions.iter().enumerate() {
            if !entries.contains(&row.entry) {
                return wrong("decisions", nth, "entry");
            }
        }
        None
    }
}
