//! How the actions of a plan stand: read for hundreds of them at once, within one refresh of a screen.

use super::standing::{from_days, to_days};
use super::{Result, Store};
use crate::record::plan_standing::Served;
use crate::record::{Id, MeasureValue, Paragraphs, PlanAction, PlanReport, PlanStanding};
use chrono::{NaiveDate, NaiveTime};
use rusqlite::types::ValueRef;
use rusqlite::{Row, params};
use std::collections::HashMap;

impl Store {
    /// Returns how each plan action of a plan stands on a day, in the order of [`plan_actions`](Self::plan_actions).
    pub fn plan_standings(&self, plan: Id, today: NaiveDate) -> Result<Vec<PlanStanding>> {
        self.plan_standings_of(plan, &self.plan_actions(plan)?, today)
    }

    /// Returns how the plan actions of a plan stand on a day.
    pub fn plan_standings_of(&self, plan: Id, actions: &[PlanAction], today: NaiveDate) -> Result<Vec<PlanStanding>> {
        let served = self.served(plan, today)?;
        let reports = self.reports_in_short(plan)?;
        let of_each: HashMap<Id, &[PlanReport]> = reports
            .chunk_by(|one, other| one.plan_action == other.plan_action)
            .map(|reports| (reports[0].plan_action, reports))
            .collect();
        let standing = |action: &PlanAction| {
            let reports = of_each.get(&action.id).copied().unwrap_or_default();
            PlanStanding::of(action, reports, served.get(&action.id).copied().unwrap_or_default())
        };
        Ok(actions.iter().map(standing).collect())
    }

    /// Returns what was reported of the actions of a plan, by plan action and in the order heard, without what was
    /// said: only that on which standings depend, and of times the day.
    fn reports_in_short(&self, plan: Id) -> Result<Vec<PlanReport>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.id, r.plan_action, r.number, r.meeting, r.at, r.reported, r.agreed, r.status, r.due_words, r.due
             FROM plan_report AS r WHERE r.plan_action IN (SELECT id FROM plan_action WHERE plan = ?)
             ORDER BY r.plan_action, r.number",
        )?;
        let report = |row: &Row<'_>| {
            Ok(PlanReport {
                id: row.get(0)?,
                plan_action: row.get(1)?,
                number: row.get(2)?,
                meeting: row.get(3)?,
                at: day(row, 4)?.unwrap_or_default().and_time(NaiveTime::MIN),
                said_by: String::new(),
                text: String::new(),
                reported: row.get(5)?,
                agreed: row.get(6)?,
                status: row.get(7)?,
                due_words: row.get(8)?,
                due: day(row, 9)?,
                evidence: String::new(),
                entry: None,
                exempt: Paragraphs::PUBLIC,
            })
        };
        Ok(statement.query_map([plan], report)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the values of a plan's measures, by measure and day.
    pub fn measure_values_of(&self, plan: Id) -> Result<Vec<MeasureValue>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT v.id, v.measure, v.at, v.value, v.report
             FROM measure_value AS v WHERE v.measure IN (
               SELECT m.id FROM plan_action AS p JOIN measure AS m ON m.plan_action = p.id WHERE p.plan = ?)
             ORDER BY v.measure, v.at, v.id",
        )?;
        let value = |row: &Row<'_>| {
            let at = day(row, 2)?.unwrap_or_default();
            Ok(MeasureValue { id: row.get(0)?, measure: row.get(1)?, at, value: row.get(3)?, report: row.get(4)? })
        };
        Ok(statement.query_map([plan], value)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns what the minutes say of each plan action besides its reports.
    fn served(&self, plan: Id, today: NaiveDate) -> Result<HashMap<Id, Served>> {
        let mut served: HashMap<Id, Served> = HashMap::new();
        // Summed up here: to group the rows SQLite would have to sort them.
        let mut statement = self.connection.prepare_cached(
            "SELECT p.id, s.given, s.ended IS NULL, s.ended IS NULL AND s.due IS NOT NULL AND s.due < ?2
             FROM plan_action AS p CROSS JOIN action_link AS l ON l.plan_action = p.id
             CROSS JOIN action_standing AS s ON s.action = l.action WHERE p.plan = ?1",
        )?;
        let mut rows = statement.query(params![plan, to_days(today)])?;
        while let Some(row) = rows.next()? {
            let what = served.entry(row.get(0)?).or_default();
            what.heard = what.heard.max(Some(from_days(row.get(1)?)));
            what.open += row.get::<_, u32>(2)?;
            what.overdue += row.get::<_, u32>(3)?;
        }
        // What a meeting has heard of actions that serve it, and which items it had about it.
        let heard = "SELECT l.plan_action, max(u.at)
                     FROM plan_action AS p CROSS JOIN action_link AS l ON l.plan_action = p.id
                     CROSS JOIN action_update AS u ON u.action = l.action
                     WHERE p.plan = ? AND u.entry IS NOT NULL GROUP BY p.id";
        let items = "SELECT l.plan_action, max(m.date)
                     FROM plan_action AS p CROSS JOIN item_link AS l ON l.plan_action = p.id
                     CROSS JOIN item AS i ON i.id = l.item CROSS JOIN meeting AS m ON m.id = i.meeting
                     WHERE p.plan = ? AND m.status <> 'planned' GROUP BY p.id";
        for sql in [heard, items] {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([plan])?;
            while let Some(row) = rows.next()? {
                let what = served.entry(row.get(0)?).or_default();
                what.heard = what.heard.max(day(row, 1)?);
            }
        }
        Ok(served)
    }
}

/// Reads the day of a date or time as it is kept, `2026-05-11 18:30:00`: thousands of them must be quick.
pub(super) fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let ValueRef::Text(text) = row.get_ref(column)? else { return Ok(None) };
    let number =
        |digits: &[u8]| digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit.wrapping_sub(b'0')));
    let plain = match text {
        [.., b'0'..=b'9'] if text.len() >= 10 && text[4] == b'-' && text[7] == b'-' => Some(&text[..10]),
        _ => None,
    };
    match plain {
        Some(day) => Ok(NaiveDate::from_ymd_opt(number(&day[..4]) as i32, number(&day[5..7]), number(&day[8..10]))),
        // A year of other than four digits.
        None => row
            .get::<_, Option<chrono::NaiveDateTime>>(column)
            .map(|at| at.map(|at| at.date()))
            .or_else(|_| row.get(column)),
    }
}
