//! A meeting as one lossless piece of data, to move it between books.

use super::{
    Abbreviation, Action, ActionLink, ActionOwner, ActionUpdate, Attendance, Body, BodyStyle, Change, ConfirmedRoll,
    Correction, Decision, Detail, Entry, HouseStyle, Id, Item, ItemLink, MeasureValue, Meeting, Membership, Milestone,
    Movement, OwnWord, Person, PlanReport, Record, Recorded, Roll, Sitting, Step, Visit, Vote,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

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
    /// How its minutes are worded and numbered, unless that is as usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house_style: Option<HouseStyle>,
    /// The number of the first minute as it was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_number: Option<u32>,
    pub people: Vec<Person>,
    pub memberships: Vec<Membership>,
    pub abbreviations: Vec<Abbreviation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_words: Vec<OwnWord>,
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
    #[serde(default)]
    pub action_updates: Vec<ActionUpdate>,
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// What refers to a plan is of use only where the plan is: a book without it leaves these out.
    #[serde(default)]
    pub action_links: Vec<ActionLink>,
    #[serde(default)]
    pub item_links: Vec<ItemLink>,
    #[serde(default)]
    pub plan_reports: Vec<PlanReport>,
    #[serde(default)]
    pub measure_values: Vec<MeasureValue>,
    /// Those of which the meeting heard that they were reached.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
}

impl Exchange {
    /// Gathers a meeting and its entries.
    pub fn of(sitting: Sitting, entries: Vec<Vec<Recorded>>, audience: &str) -> Self {
        let mut exchange = Exchange {
            minutebook: FORMAT.into(),
            version: VERSION,
            audience: audience.into(),
            body: sitting.body,
            house_style: (sitting.style != HouseStyle::default()).then_some(sitting.style),
            first_number: sitting.first_number.filter(|_| sitting.meeting.status.is_locked()),
            people: sitting.people,
            memberships: sitting.memberships,
            abbreviations: sitting.abbreviations,
            own_words: sitting.own_words,
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
            action_updates: Vec::new(),
            corrections: sitting.corrections,
            action_links: Vec::new(),
            item_links: sitting.item_links,
            plan_reports: Vec::new(),
            measure_values: Vec::new(),
            milestones: Vec::new(),
        };
        for recorded in entries.into_iter().flatten() {
            exchange.entries.push(recorded.entry);
            match recorded.detail {
                // What was heard of an action goes with the meeting that gave it.
                Detail::Plain | Detail::Update(_) => {}
                Detail::Movement(movement) => exchange.movements.push(movement),
                Detail::Decision { decision, votes } => {
                    exchange.decisions.push(decision);
                    exchange.votes.extend(votes);
                }
                Detail::Report { report, values, milestones } => {
                    exchange.milestones.extend(milestones);
                    exchange.plan_reports.push(report);
                    exchange.measure_values.extend(values);
                }
                Detail::Action { action, owners, updates, links } => {
                    exchange.action_links.extend(links);
                    exchange.actions.push(action);
                    exchange.action_owners.extend(owners);
                    exchange.action_updates.extend(updates);
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
        let mut rows: Vec<Record> = Vec::new();
        if self.meeting.status.is_locked() {
            let roll =
                Roll { body: self.body.clone(), people: self.people.clone(), memberships: self.memberships.clone() };
            let (style, first_number) = (self.house_style.clone().unwrap_or_default(), self.first_number);
            rows.push(ConfirmedRoll { id: self.meeting.id, roll, style, first_number }.into());
        }
        rows.extend(self.house_style.map(|style| Record::from(BodyStyle { id: self.body.id, style })));
        rows.extend([Record::from(self.body), Record::from(self.meeting)]);
        rows.extend(self.people.into_iter().map(Record::from));
        rows.extend(self.memberships.into_iter().map(Record::from));
        rows.extend(self.abbreviations.into_iter().map(Record::from));
        rows.extend(self.own_words.into_iter().map(Record::from));
        rows.extend(self.items.into_iter().map(Record::from));
        rows.extend(self.visits.into_iter().map(Record::from));
        rows.extend(self.attendance.into_iter().map(Record::from));
        rows.extend(self.entries.into_iter().map(Record::from));
        rows.extend(self.movements.into_iter().map(Record::from));
        rows.extend(self.decisions.into_iter().map(Record::from));
        rows.extend(self.votes.into_iter().map(Record::from));
        rows.extend(self.actions.into_iter().map(Record::from));
        rows.extend(self.action_owners.into_iter().map(Record::from));
        rows.extend(self.action_updates.into_iter().map(Record::from));
        rows.extend(self.corrections.into_iter().map(Record::from));
        rows.extend(self.action_links.into_iter().map(Record::from));
        rows.extend(self.item_links.into_iter().map(Record::from));
        rows.extend(self.plan_reports.into_iter().map(Record::from));
        rows.extend(self.measure_values.into_iter().map(Record::from));
        let reached = self.milestones.into_iter();
        let reached = reached.map(|reached| Change::replaced(reached.not_reached(), reached));
        Step::of_book(words, rows.into_iter().map(Change::made).chain(reached).collect())
    }

    /// Returns the first reference to a row that is not there, as `votes[3].person`, if there is any.
    pub fn dangling(&self) -> Option<String> {
        let people = ids(&self.people, |row| row.id);
        let items = ids(&self.items, |row| row.id);
        let entries = ids(&self.entries, |row| row.id);
        let actions = ids(&self.actions, |row| row.id);
        let body = |id: Id| id == self.body.id;
        let meeting = |id: Id| id == self.meeting.id;
        let item = |id: Id| items.contains(&id);
        let entry = |id: Id| entries.contains(&id);
        let person = |id: Id| people.contains(&id);
        let anybody = |id: Option<Id>| id.is_none_or(person);
        if !body(self.meeting.body) {
            return Some("meeting.body".into());
        }
        missing("items", &self.items, &[("meeting", &|row| meeting(row.meeting))])
            .or_else(|| {
                let fields: Fields<Membership> =
                    &[("body", &|row| body(row.body)), ("person", &|row| person(row.person))];
                missing("memberships", &self.memberships, fields)
            })
            .or_else(|| {
                let fields: Fields<Visit> =
                    &[("meeting", &|row| meeting(row.meeting)), ("item", &|row| item(row.item))];
                missing("visits", &self.visits, fields)
            })
            .or_else(|| {
                let fields: Fields<Attendance> =
                    &[("meeting", &|row| meeting(row.meeting)), ("person", &|row| person(row.person))];
                missing("attendance", &self.attendance, fields)
            })
            .or_else(|| {
                let fields: Fields<Entry> = &[
                    ("meeting", &|row| meeting(row.meeting)),
                    ("item", &|row| item(row.item)),
                    ("speaker", &|row| anybody(row.speaker)),
                ];
                missing("entries", &self.entries, fields)
            })
            .or_else(|| {
                let fields: Fields<Movement> = &[
                    ("meeting", &|row| meeting(row.meeting)),
                    ("entry", &|row| entry(row.entry)),
                    ("person", &|row| anybody(row.person)),
                ];
                missing("movements", &self.movements, fields)
            })
            .or_else(|| {
                let fields: Fields<Decision> = &[
                    ("entry", &|row| entry(row.entry)),
                    ("mover", &|row| anybody(row.mover)),
                    ("seconder", &|row| anybody(row.seconder)),
                ];
                missing("decisions", &self.decisions, fields)
            })
            .or_else(|| {
                let fields: Fields<Vote> = &[("entry", &|row| entry(row.entry)), ("person", &|row| person(row.person))];
                missing("votes", &self.votes, fields)
            })
            .or_else(|| {
                let fields: Fields<Action> = &[
                    ("body", &|row| body(row.body)),
                    ("meeting", &|row| meeting(row.meeting)),
                    ("entry", &|row| entry(row.entry)),
                ];
                missing("actions", &self.actions, fields)
            })
            .or_else(|| {
                let fields: Fields<ActionOwner> =
                    &[("action", &|row| actions.contains(&row.action)), ("person", &|row| anybody(row.person))];
                missing("action_owners", &self.action_owners, fields)
            })
            .or_else(|| {
                let fields: Fields<ActionUpdate> = &[("action", &|row| actions.contains(&row.action))];
                missing("action_updates", &self.action_updates, fields)
            })
            .or_else(|| {
                let fields: Fields<Correction> =
                    &[("meeting", &|row| meeting(row.meeting)), ("item", &|row| item(row.item))];
                missing("corrections", &self.corrections, fields)
            })
            .or_else(|| {
                let fields: Fields<ActionLink> = &[("action", &|row| actions.contains(&row.action))];
                missing("action_links", &self.action_links, fields)
            })
            .or_else(|| missing("item_links", &self.item_links, &[("item", &|row| item(row.item))]))
            .or_else(|| {
                let fields: Fields<PlanReport> = &[
                    ("meeting", &|row| row.meeting.is_some_and(meeting)),
                    ("entry", &|row| row.entry.is_some_and(entry)),
                ];
                missing("plan_reports", &self.plan_reports, fields)
            })
            .or_else(|| {
                let reports = ids(&self.plan_reports, |row| row.id);
                let fields: Fields<MeasureValue> =
                    &[("report", &|row| row.report.is_some_and(|report| reports.contains(&report)))];
                missing("measure_values", &self.measure_values, fields)
            })
            .or_else(|| {
                let reports = ids(&self.plan_reports, |row| row.id);
                let fields: Fields<Milestone> =
                    &[("report", &|row| row.report.is_some_and(|report| reports.contains(&report)))];
                missing("milestones", &self.milestones, fields)
            })
    }
}

fn ids<Row>(rows: &[Row], id: fn(&Row) -> Id) -> HashSet<Id> {
    rows.iter().map(id).collect()
}

/// The fields of a row that refer to others, each with what tells whether the other is there.
type Fields<'a, Row> = &'a [(&'static str, &'a dyn Fn(&Row) -> bool)];

/// Returns the first field in a list that refers to nothing.
fn missing<Row>(list: &str, rows: &[Row], fields: Fields<'_, Row>) -> Option<String> {
    rows.iter().enumerate().find_map(|(nth, row)| {
        let (field, _) = fields.iter().find(|(_, is_there)| !is_there(row))?;
        Some(format!("{list}[{nth}].{field}"))
    })
}
