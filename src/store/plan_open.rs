//! What hangs on a plan's actions while it is not done: the minute actions that serve them, and who told of them where.

use super::{Result, Store, tables};
use crate::record::{Action, Id, MeasureValue};
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
    /// Returns the actions that serve plan actions of a plan and are outstanding, by plan action and as they are due;
    /// undated ones last.
    pub fn open_links(&self, plan: Id) -> Result<Vec<OpenLink>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT l.plan_action, a.year, a.number, date(s.due * 86400, 'unixepoch'),
                    (SELECT short_name || ' ' FROM body WHERE id = a.body AND id <> q.body)
             FROM plan AS q JOIN plan_action AS p ON p.plan = q.id JOIN action_link AS l ON l.plan_action = p.id
             JOIN action_standing AS s ON s.action = l.action JOIN action AS a ON a.id = l.action
             WHERE q.id = ? AND s.ended IS NULL ORDER BY l.plan_action, coalesce(s.due, 9999999), a.id",
        )?;
        let rows = statement.query_map([plan], |row| {
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
        super::standing::ids(&self.connection, sql, &[&plan_action, &limit])
    }

    /// Returns the names of the meetings at which anything of a plan was reported.
    pub fn meetings_reporting(&self, plan: Id) -> Result<HashMap<Id, String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, slug FROM meeting WHERE id IN (
               SELECT r.meeting FROM plan_action AS p JOIN plan_report AS r ON r.plan_action = p.id WHERE p.plan = ?)",
        )?;
        let rows = statement.query_map([plan], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the values of a plan action's measures, by measure and day.
    pub fn measure_values(&self, plan_action: Id) -> Result<Vec<MeasureValue>> {
        let condition = "WHERE measure IN (SELECT id FROM measure WHERE plan_action = ?) ORDER BY measure, at, id";
        tables::select(&self.connection, condition, &[&plan_action])
    }
}
