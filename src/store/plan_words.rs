//! The words by which a plan action is found for an action, ranked by how much it resembles it.
//!
//! They follow from the other tables and are outside the history; whatever changes one of them brings them up to
//! date in the same transaction.

use super::tables::ids;
use super::{Result, Store, tables};
use crate::record::{Change, Entry, EntryKind, Id, PlanAction, Record, Theme};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// So many of the latest actions that serve a plan action tell by their words what it is about.
const LINKED_ACTIONS: u32 = 60;

/// How much a word counts by where it stands: the plan's identity, the plan action's own words, its theme's title,
/// outcome, measures and milestones, and the actions that serve it.
const WEIGHTS: &str = "0.0, 3.0, 1.0, 1.5, 2.0";

/// Brings the words up to date after changes that have been made.
pub(super) fn follow(connection: &Connection, changes: &[Change]) -> Result<()> {
    let mut touched = BTreeSet::new();
    for change in changes {
        for row in change.before.iter().chain(&change.after) {
            touched.extend(touched_by(connection, row)?);
        }
    }
    for action in touched {
        write(connection, action)?;
    }
    Ok(())
}

/// Works out the words of every plan action afresh.
pub(super) fn rebuild(connection: &Connection) -> Result<()> {
    for action in ids(connection, "SELECT id FROM plan_action", &[])? {
        write(connection, action)?;
    }
    Ok(())
}

fn touched_by(connection: &Connection, row: &Record) -> Result<Vec<Id>> {
    Ok(match row {
        Record::PlanAction(action) => vec![action.id],
        Record::Measure(measure) => vec![measure.plan_action],
        Record::Milestone(milestone) => vec![milestone.plan_action],
        Record::ActionLink(link) => vec![link.plan_action],
        Record::Theme(theme) => ids(connection, "SELECT id FROM plan_action WHERE theme = ?", &[&theme.id])?,
        Record::Entry(Entry { id, kind: EntryKind::Action, .. }) => {
            let sql =
                "SELECT l.plan_action FROM action AS a JOIN action_link AS l ON l.action = a.id WHERE a.entry = ?";
            ids(connection, sql, &[id])?
        }
        _ => Vec::new(),
    })
}

fn write(connection: &Connection, id: Id) -> Result<()> {
    connection.prepare_cached("DELETE FROM plan_action_words WHERE rowid = ?")?.execute([id])?;
    let Some(action) = tables::by_id::<PlanAction>(connection, id)? else { return Ok(()) };
    let theme = tables::by_id::<Theme>(connection, action.theme)?.map(|theme| theme.title).unwrap_or_default();
    let steps = "SELECT coalesce(group_concat(words, ' '), '') FROM (
                   SELECT name AS words FROM measure WHERE plan_action = ?1
                   UNION ALL SELECT text FROM milestone WHERE plan_action = ?1)";
    let steps: String = connection.prepare_cached(steps)?.query_row([id], |row| row.get(0))?;
    let linked = "SELECT coalesce(group_concat(text, ' '), '') FROM (
                    SELECT e.text FROM action_link AS l JOIN action AS a ON a.id = l.action
                    JOIN entry AS e ON e.id = a.entry WHERE l.plan_action = ?1 ORDER BY l.action DESC LIMIT ?2)";
    let linked: String = connection.prepare_cached(linked)?.query_row(params![id, LINKED_ACTIONS], |row| row.get(0))?;
    let outcome = format!("{} {} {steps}", action.outcome, action.impact);
    connection
        .prepare_cached(
            "INSERT INTO plan_action_words (rowid, plan, words, theme, outcome, linked) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![id, token(action.plan), action.text, theme, outcome, linked])?;
    Ok(())
}

/// Returns the one word that stands for a plan.
fn token(plan: Id) -> String {
    format!("p{}", plan.0)
}

impl Store {
    /// Returns the plan actions of some plans that hold a word, and how much it tells of each.
    ///
    /// Words are compared by their stems ("audits" finds "auditing"), whatever case and accents they have. How much
    /// a word tells depends on how few plan actions hold it; what several words tell adds up. Of use only beside
    /// others of the same plans.
    pub fn plan_actions_holding(&self, plans: &[Id], word: &str) -> Result<Vec<(Id, f64)>> {
        let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        if plans.is_empty() || letters.is_empty() {
            return Ok(Vec::new());
        }
        let plans: Vec<String> = plans.iter().map(|plan| format!("\"{}\"", token(*plan))).collect();
        let query = format!("plan : ({}) AND {{words theme outcome linked}} : \"{letters}\"", plans.join(" OR "));
        let sql = format!(
            "SELECT rowid, -bm25(plan_action_words, {WEIGHTS}) FROM plan_action_words WHERE plan_action_words MATCH ?"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([query], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
