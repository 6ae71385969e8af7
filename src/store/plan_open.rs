//! What hangs on a plan's actions while it is not done: the minute actions that serve them, and who told of them where.

use super::{Result, Store, tables};
use crate::record::{Action, Id};
use chrono::NaiveDate;
use std::collections::HashMap;

/// A minute action that serves a plan action and is outstanding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLink {
    pub plan_action: Id,
    /// Reference within its body and year: `26/04`; with the body in front where that is not the plan's.
    pub reference: String,
    pub due: Option<NaiveDate>,
}

impl Store {
    /// Returns the actions that serve some plan actions and are outstanding, by plan action and as they are due;
    /// undated ones last.
    pub fn open_links(&self, plan_actions: &[Id]) -> Result<Vec<OpenLink>> {
        let ids: Vec<i64> = plan_actions.iter().map(|id| id.0).collect();
        let ids = serde_json::to_string(&ids).unwrap_or_default();
        let mut statement = self.connection.prepare_cached(
            "SELECT p.id, a.year, a.number, date(s.due * 86400, 'unixepoch'),
                    (SELECT b.short_name || ' ' FROM plan AS q JOIN body AS b ON b.id = a.body
                     WHERE q.id = p.plan AND q.body <> a.body)
             FROM json_each(?) AS j CROSS JOIN plan_action AS p ON p.id = j.value
             CROSS JOIN action_link AS l ON l.plan_action = p.id
             CROSS JOIN action_standing AS s ON s.action = l.action CROSS JOIN action AS a ON a.id = l.action
             WHERE s.ended IS NULL ORDER BY p.id, coalesce(s.due, 9999999), a.id",
        )?;
        let rows = statement.query_map([ids], |row| {
            let body: Option<String> = row.get(4)?;
            let reference = body.unwrap_or_default() + &Action::called(row.get(1)?, row.get(2)?);
            Ok(OpenLink { plan_action: row.get(0)?, reference, due: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the actions that serve a plan action and are outstanding, as they are due, up to `limit`.
    pub fn open_actions_serving(&self, plan_action: Id, limit: u32) -> Result<Vec<Id>> {
        let sql = "SELECT l.action FROM action_link AS l JOIN action_standing AS s ON s.action = l.action
                   WHERE l.plan_action = ? AND s.ended IS NULL ORDER BY coalesce(s.due, 9999999), l.action LIMIT ?";
        tables::ids(&self.connection, sql, &[&plan_action, &limit])
    }

    /// Returns the names of the meetings of a plan's body, and of the bodies of plans that were merged into it: those
    /// that may have heard a report.
    pub fn meetings_of_plan(&self, plan: Id) -> Result<HashMap<Id, String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, slug FROM meeting WHERE body IN (SELECT body FROM plan WHERE id = ?1 OR merged_into = ?1)",
        )?;
        let rows = statement.query_map([plan], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
