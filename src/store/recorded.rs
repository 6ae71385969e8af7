//! Entries with all that belongs to them: read kind by kind for all of them at once, not entry by entry.

use super::tables::Row;
use super::{Result, Store, tables};
use crate::record::{
    Action, ActionLink, ActionOwner, ActionUpdate, Decision, Detail, Entry, EntryKind, Id, MeasureValue, Milestone,
    Movement, PlanReport, Recorded, Vote,
};
use rusqlite::Connection;
use std::collections::HashMap;

/// Rows by what they belong to, each list in its order.
type Belonging<R> = HashMap<Id, Vec<R>>;

impl Store {
    /// Returns entries with what belongs to them, in the same order.
    pub(super) fn recorded(&self, entries: Vec<Entry>) -> Result<Vec<Recorded>> {
        let of_kind = |kind: EntryKind| -> Vec<Id> {
            entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.id).collect()
        };
        let mut details = HashMap::with_capacity(entries.len());
        self.add_actions(&of_kind(EntryKind::Action), &mut details)?;
        self.add_decisions(&of_kind(EntryKind::Decision), &mut details)?;
        self.add_heard(&of_kind(EntryKind::Update), &mut details)?;
        let movements = belonging(&self.connection, "entry", &of_kind(EntryKind::Movement), "id", |row: &Movement| {
            Some(row.entry)
        })?;
        details.extend(first_of(movements).map(|(entry, movement)| (entry, Detail::Movement(movement))));
        let with_detail = |entry: Entry| Recorded { detail: details.remove(&entry.id).unwrap_or(Detail::Plain), entry };
        Ok(entries.into_iter().map(with_detail).collect())
    }

    fn add_actions(&self, entries: &[Id], details: &mut HashMap<Id, Detail>) -> Result<()> {
        let connection = &self.connection;
        let actions: Vec<(Id, Action)> =
            first_of(belonging(connection, "entry", entries, "id", |row: &Action| Some(row.entry))?).collect();
        let ids: Vec<Id> = actions.iter().map(|(_, action)| action.id).collect();
        let mut owners = belonging(connection, "action", &ids, "position", |row: &ActionOwner| Some(row.action))?;
        let mut updates = belonging(connection, "action", &ids, "number", |row: &ActionUpdate| Some(row.action))?;
        let mut links = belonging(connection, "action", &ids, "id", |row: &ActionLink| Some(row.action))?;
        details.extend(actions.into_iter().map(|(entry, action)| {
            let owners = owners.remove(&action.id).unwrap_or_default();
            let updates = updates.remove(&action.id).unwrap_or_default();
            let links = links.remove(&action.id).unwrap_or_default();
            (entry, Detail::Action { action, owners, updates, links })
        }));
        Ok(())
    }

    fn add_decisions(&self, entries: &[Id], details: &mut HashMap<Id, Detail>) -> Result<()> {
        let decisions = belonging(&self.connection, "entry", entries, "id", |row: &Decision| Some(row.entry))?;
        let mut votes = belonging(&self.connection, "entry", entries, "id", |row: &Vote| Some(row.entry))?;
        details.extend(first_of(decisions).map(|(entry, decision)| {
            let votes = votes.remove(&entry).unwrap_or_default();
            (entry, Detail::Decision { decision, votes })
        }));
        Ok(())
    }

    /// Adds what was heard of actions and of plan actions.
    fn add_heard(&self, entries: &[Id], details: &mut HashMap<Id, Detail>) -> Result<()> {
        let connection = &self.connection;
        let updates = belonging(connection, "entry", entries, "id", |row: &ActionUpdate| row.entry)?;
        details.extend(first_of(updates).map(|(entry, update)| (entry, Detail::Update(update))));
        let reports = belonging(connection, "entry", entries, "id", |row: &PlanReport| row.entry)?;
        let reports: Vec<(Id, PlanReport)> = first_of(reports).collect();
        let ids: Vec<Id> = reports.iter().map(|(_, report)| report.id).collect();
        let mut values = belonging(connection, "report", &ids, "id", |row: &MeasureValue| row.report)?;
        let mut milestones = belonging(connection, "report", &ids, "position, id", |row: &Milestone| row.report)?;
        details.extend(reports.into_iter().map(|(entry, report)| {
            let values = values.remove(&report.id).unwrap_or_default();
            let milestones = milestones.remove(&report.id).unwrap_or_default();
            (entry, Detail::Report { report, values, milestones })
        }));
        Ok(())
    }
}

/// Returns the rows whose column names one of these identities, by that.
fn belonging<R: Row>(
    connection: &Connection,
    column: &str,
    to: &[Id],
    order: &str,
    belongs_to: impl Fn(&R) -> Option<Id>,
) -> Result<Belonging<R>> {
    let mut found: Belonging<R> = HashMap::new();
    if to.is_empty() {
        return Ok(found);
    }
    let ids: Vec<i64> = to.iter().map(|id| id.0).collect();
    let ids = serde_json::to_string(&ids).unwrap_or_default();
    let condition = format!("WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY {order}");
    for row in tables::select::<R>(connection, &condition, &[&ids])? {
        if let Some(id) = belongs_to(&row) {
            found.entry(id).or_default().push(row);
        }
    }
    Ok(found)
}

/// Returns the first row of each.
fn first_of<R>(rows: Belonging<R>) -> impl Iterator<Item = (Id, R)> {
    rows.into_iter().filter_map(|(id, rows)| Some((id, rows.into_iter().next()?)))
}
