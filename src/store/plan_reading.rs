//! What reports on plans say of where things were said, and who may read it.

use super::{Result, Store, standing, tables};
use crate::record::{Id, Standing};
use chrono::NaiveDate;
use rusqlite::params;
use std::collections::{HashMap, HashSet};

/// A minute action that serves a plan action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serving {
    pub plan_action: Id,
    pub standing: Standing,
    /// `23/07`.
    pub reference: String,
    pub text: String,
    /// Name of the meeting that gave it.
    pub meeting: String,
    /// Number and title of the item under which it was given.
    pub item: String,
    /// It is exempt, or its item is.
    pub is_exempt: bool,
    /// Something exempt was heard of it, after which it stood otherwise.
    pub changed_in_private: bool,
    /// The last day on which a meeting minuted something of it.
    pub heard: NaiveDate,
    /// The same, of what is not exempt.
    pub heard_openly: Option<NaiveDate>,
}

/// Where a report of a plan action is minuted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPlace {
    /// Name of the meeting; none between meetings.
    pub meeting: Option<String>,
    /// Number and title of the item.
    pub item: String,
    /// Its entry is exempt, or its item.
    pub is_exempt: bool,
}

/// A meeting of a body, as far as it matters for what came before and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyMeeting {
    pub id: Id,
    pub slug: String,
    pub date: NaiveDate,
    pub status: String,
}

/// Tells of an action in `a` whether something exempt was heard of it after which it stood otherwise.
const CHANGED_IN_PRIVATE: &str = "EXISTS (SELECT 1 FROM action_update AS u WHERE u.action = a.id AND u.exempt <> 0
     AND (u.status IS NOT NULL OR u.due_words <> '' OR u.owner IS NOT NULL OR u.owner_words <> ''))";

impl Store {
    /// Returns the minute actions that serve the plan actions of a plan, each in the order in which they were given.
    pub fn serving(&self, plan: Id) -> Result<Vec<Serving>> {
        let columns: Vec<String> = standing::COLUMNS.split(", ").map(|column| format!("s.{column}")).collect();
        let sql = format!(
            "SELECT {}, l.plan_action, a.year, a.number, e.text, m.slug, trim(i.number || ' ' || i.title),
                    e.exempt | i.exempt, {CHANGED_IN_PRIVATE},
                    (SELECT date(max(u.at)) FROM action_update AS u WHERE u.action = a.id AND u.entry IS NOT NULL),
                    (SELECT date(max(u.at)) FROM action_update AS u WHERE u.action = a.id AND u.entry IS NOT NULL
                     AND u.exempt = 0)
             FROM plan_action AS p JOIN action_link AS l ON l.plan_action = p.id
             JOIN action_standing AS s ON s.action = l.action JOIN action AS a ON a.id = l.action
             JOIN entry AS e ON e.id = a.entry JOIN item AS i ON i.id = e.item JOIN meeting AS m ON m.id = a.meeting
             WHERE p.plan = ? ORDER BY l.plan_action, s.given, a.number",
            columns.join(", ")
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let first = columns.len();
        let rows = statement.query_map([plan], |row| {
            let standing = standing::read(row)?;
            let (year, number): (i32, u32) = (row.get(first + 1)?, row.get(first + 2)?);
            let exempt: u8 = row.get(first + 6)?;
            let (heard, openly): (Option<NaiveDate>, Option<NaiveDate>) = (row.get(first + 8)?, row.get(first + 9)?);
            Ok(Serving {
                plan_action: row.get(first)?,
                reference: format!("{:02}/{number:02}", year.rem_euclid(100)),
                text: row.get(first + 3)?,
                meeting: row.get(first + 4)?,
                item: row.get(first + 5)?,
                is_exempt: exempt != 0,
                changed_in_private: row.get(first + 7)?,
                heard: heard.map_or(standing.given, |heard| heard.max(standing.given)),
                heard_openly: Some(standing.given).max(openly).filter(|_| exempt == 0),
                standing,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns where each report of a plan's actions is minuted.
    pub fn report_places(&self, plan: Id) -> Result<HashMap<Id, ReportPlace>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.id, m.slug, coalesce(trim(i.number || ' ' || i.title), ''),
                    coalesce(e.exempt, 0) | coalesce(i.exempt, 0)
             FROM plan_action AS p JOIN plan_report AS r ON r.plan_action = p.id LEFT JOIN meeting AS m ON m.id = r.meeting
             LEFT JOIN entry AS e ON e.id = r.entry LEFT JOIN item AS i ON i.id = e.item WHERE p.plan = ?",
        )?;
        let rows = statement.query_map([plan], |row| {
            let place = ReportPlace { meeting: row.get(1)?, item: row.get(2)?, is_exempt: row.get::<_, u8>(3)? != 0 };
            Ok((row.get(0)?, place))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the last day on which a held meeting had an item about each plan action of a plan; items that are
    /// exempt count only where they may be known of.
    pub fn last_items_about(&self, plan: Id, sees_exempt: bool) -> Result<HashMap<Id, NaiveDate>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT l.plan_action, max(m.date) FROM plan_action AS p JOIN item_link AS l ON l.plan_action = p.id
             JOIN item AS i ON i.id = l.item JOIN meeting AS m ON m.id = i.meeting
             WHERE p.plan = ?1 AND m.status <> 'planned' AND (?2 OR i.exempt = 0) GROUP BY l.plan_action",
        )?;
        let rows = statement.query_map(params![plan, sees_exempt], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the actions of a body that nobody but its members may read of: exempt ones, and those that stand
    /// otherwise because of something exempt.
    pub fn exempt_actions(&self, body: Id) -> Result<HashSet<Id>> {
        let sql = format!(
            "SELECT a.id FROM action AS a JOIN entry AS e ON e.id = a.entry JOIN item AS i ON i.id = e.item
             WHERE a.body = ?1 AND (e.exempt <> 0 OR i.exempt <> 0 OR {CHANGED_IN_PRIVATE})"
        );
        Ok(tables::ids(&self.connection, &sql, &[&body])?.into_iter().collect())
    }

    /// Returns the outstanding actions of a body that owe a written answer to a question.
    pub fn replies_owed(&self, body: Id) -> Result<Vec<Id>> {
        let sql = "SELECT s.action FROM action AS a JOIN action_standing AS s ON s.action = a.id
                   WHERE a.body = ? AND a.reply_to IS NOT NULL AND s.ended IS NULL ORDER BY a.id";
        tables::ids(&self.connection, sql, &[&body])
    }

    /// Returns the actions of a body of which something was heard on a day or later, or that were given then.
    pub fn actions_touched_since(&self, body: Id, day: NaiveDate) -> Result<Vec<Id>> {
        let sql = "SELECT s.action FROM action_standing AS s WHERE s.body = ?1 AND (s.given >= ?2 OR s.heard >= ?2
                     OR EXISTS (SELECT 1 FROM action_update AS u WHERE u.action = s.action AND u.at >= ?3))
                   ORDER BY s.given, s.action";
        tables::ids(&self.connection, sql, &[&body, &standing::to_days(day), &day.to_string()])
    }

    /// Returns the meetings of a body, the oldest first.
    pub fn meetings_of(&self, body: Id) -> Result<Vec<BodyMeeting>> {
        let sql = "SELECT id, slug, date, status FROM meeting WHERE body = ? ORDER BY date, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([body], |row| {
            Ok(BodyMeeting { id: row.get(0)?, slug: row.get(1)?, date: row.get(2)?, status: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
