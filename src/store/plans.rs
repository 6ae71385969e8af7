//! Improvement plans as they are read: whole, or how each of their actions stands.

use super::{Error, Result, Store, tables};
use crate::record::{
    Action, ActionLink, Finding, Id, Item, ItemLink, Measure, MeasureValue, Milestone, Plan, PlanAction, PlanReport,
    RagClass, Risk, Theme,
};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use std::collections::HashMap;

/// One line of the list of plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanSummary {
    #[serde(skip)]
    pub id: Id,
    pub plan: String,
    pub body: String,
    pub name: String,
    pub period: String,
    pub version: String,
    pub themes: u32,
    pub actions: u32,
    /// The plan into which it was merged, if it was.
    pub merged_into: Option<String>,
}

/// A plan with everything in it, each list in the plan's order; what belongs to a plan action is in the order of
/// the plan actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholePlan {
    pub plan: Plan,
    /// From the best to the worst; those of the plan itself before those of plans merged into it.
    pub classes: Vec<RagClass>,
    pub themes: Vec<Theme>,
    pub actions: Vec<PlanAction>,
    pub milestones: Vec<Milestone>,
    pub measures: Vec<Measure>,
    /// By measure and day.
    pub values: Vec<MeasureValue>,
    pub findings: Vec<Finding>,
    pub risks: Vec<Risk>,
    /// By plan action, in the order heard.
    pub reports: Vec<PlanReport>,
    /// The plans that were merged into it.
    pub origins: Vec<Plan>,
}

/// An agenda item of a meeting that has been held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinutedItem {
    pub meeting: Id,
    pub slug: String,
    pub date: NaiveDate,
    pub item: Id,
    /// Number and title.
    pub label: String,
    /// It is about the whole theme, not this plan action alone.
    pub is_by_theme: bool,
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPlace {
    /// Name of the meeting.
    pub meeting: String,
    /// Number and title of the item.
    pub item: String,
    /// Its order within the minutes: by item, and under the item.
    pub order: (i64, i64),
}

const OF_PLAN: &str = "WHERE plan_action IN (SELECT id FROM plan_action WHERE plan = ?)";

impl Store {
    /// Returns the plans by body and name, those that were merged into others too.
    pub fn plans(&self) -> Result<Vec<PlanSummary>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.id, p.short_name, b.short_name, p.name, p.period, p.version,
                    (SELECT count(*) FROM theme WHERE plan = p.id), (SELECT count(*) FROM plan_action WHERE plan = p.id),
                    (SELECT short_name FROM plan WHERE id = p.merged_into)
             FROM plan AS p JOIN body AS b ON b.id = p.body ORDER BY b.name, p.name, p.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(PlanSummary {
                id: row.get(0)?,
                plan: row.get(1)?,
                body: row.get(2)?,
                name: row.get(3)?,
                period: row.get(4)?,
                version: row.get(5)?,
                themes: row.get(6)?,
                actions: row.get(7)?,
                merged_into: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub fn plan(&self, id: Id) -> Result<Option<Plan>> {
        tables::by_id(&self.connection, id)
    }

    /// Returns the plan of a short name or name, in any case.
    pub fn plan_named(&self, name: &str) -> Result<Option<Plan>> {
        let condition = "WHERE short_name = ?1 COLLATE NOCASE OR name = ?1 COLLATE NOCASE
                         ORDER BY merged_into IS NOT NULL, id LIMIT 1";
        Ok(tables::select(&self.connection, condition, &[&name.trim()])?.pop())
    }

    /// Returns the plan of a short name or name; the error lists those that there are.
    pub fn find_plan(&self, name: &str) -> Result<Plan> {
        if let Some(plan) = self.plan_named(name)? {
            return Ok(plan);
        }
        let known: Vec<String> = self.plans()?.into_iter().map(|plan| plan.plan).collect();
        let hint = match known.is_empty() {
            true => "The book has no plans yet: take one in with minutebook import plan FILE.".to_string(),
            false => format!("There are {}.", known.join(", ")),
        };
        Err(Error::refused(format!("There is no plan called \u{201c}{name}\u{201d}."), hint))
    }

    /// Returns the plans that a body follows now, the oldest first.
    pub fn plans_of(&self, body: Id) -> Result<Vec<Plan>> {
        tables::select(&self.connection, "WHERE body = ? AND merged_into IS NULL ORDER BY id", &[&body])
    }

    /// Returns a plan with everything in it.
    pub fn whole_plan(&self, id: Id) -> Result<Option<WholePlan>> {
        let connection = &self.connection;
        let Some(plan) = self.plan(id)? else { return Ok(None) };
        let of_plan = |order: &str| format!("{OF_PLAN} ORDER BY plan_action, {order}");
        Ok(Some(WholePlan {
            classes: self.rag_classes(id)?,
            themes: self.themes(id)?,
            actions: self.plan_actions(id)?,
            milestones: tables::select(connection, &of_plan("position"), &[&id])?,
            measures: self.measures_of(id)?,
            values: self.measure_values_of(id)?,
            findings: tables::select(connection, &of_plan("position"), &[&id])?,
            risks: self.risks(id)?,
            reports: tables::select(connection, &of_plan("number"), &[&id])?,
            origins: tables::select(connection, "WHERE merged_into = ? ORDER BY id", &[&id])?,
            plan,
        }))
    }

    /// Returns the RAG classes by which a plan's reports rate: its own, from the best to the worst, and after them
    /// those of the plans that were merged into it.
    pub fn rag_classes(&self, plan: Id) -> Result<Vec<RagClass>> {
        let condition = "WHERE plan = ?1 OR plan IN (SELECT id FROM plan WHERE merged_into = ?1)
                         ORDER BY plan <> ?1, plan, position";
        tables::select(&self.connection, condition, &[&plan])
    }

    /// Returns the themes of a plan in its order.
    pub fn themes(&self, plan: Id) -> Result<Vec<Theme>> {
        tables::select(&self.connection, "WHERE plan = ? ORDER BY position, id", &[&plan])
    }

    /// Returns the plan actions of a plan, theme by theme in its order.
    pub fn plan_actions(&self, plan: Id) -> Result<Vec<PlanAction>> {
        let order =
            "WHERE plan = ? ORDER BY (SELECT position FROM theme WHERE id = plan_action.theme), theme, position, id";
        tables::select(&self.connection, order, &[&plan])
    }

    pub fn plan_action(&self, id: Id) -> Result<Option<PlanAction>> {
        tables::by_id(&self.connection, id)
    }

    pub fn theme(&self, id: Id) -> Result<Option<Theme>> {
        tables::by_id(&self.connection, id)
    }

    /// Returns what was reported of a plan action, in the order heard.
    pub fn plan_reports(&self, plan_action: Id) -> Result<Vec<PlanReport>> {
        tables::select(&self.connection, "WHERE plan_action = ? ORDER BY number", &[&plan_action])
    }

    /// Returns the measures of a plan action.
    pub fn measures(&self, plan_action: Id) -> Result<Vec<Measure>> {
        tables::select(&self.connection, "WHERE plan_action = ? ORDER BY position, id", &[&plan_action])
    }

    /// Returns the measures of a plan, by plan action.
    pub fn measures_of(&self, plan: Id) -> Result<Vec<Measure>> {
        tables::select(&self.connection, &format!("{OF_PLAN} ORDER BY plan_action, position, id"), &[&plan])
    }

    /// Returns the milestones of a plan action.
    pub fn milestones(&self, plan_action: Id) -> Result<Vec<Milestone>> {
        tables::select(&self.connection, "WHERE plan_action = ? ORDER BY position, id", &[&plan_action])
    }

    /// Returns the findings to which a plan action answers.
    pub fn findings(&self, plan_action: Id) -> Result<Vec<Finding>> {
        tables::select(&self.connection, "WHERE plan_action = ? ORDER BY position, id", &[&plan_action])
    }

    /// Returns the risks of a plan.
    pub fn risks(&self, plan: Id) -> Result<Vec<Risk>> {
        tables::select(&self.connection, "WHERE plan = ? ORDER BY position, id", &[&plan])
    }

    /// Returns the plan actions that references mean in the plans that a body follows: `2.3`, or `csip:2.3` in one of
    /// a short name. A reference that several plans have means none of them.
    pub fn plan_actions_called(&self, body: Id, references: &[String]) -> Result<HashMap<String, Id>> {
        let mut called = HashMap::new();
        for typed in references {
            let (plan, reference) = typed.split_once(':').unwrap_or(("", typed));
            let found = self.meant_by(body, plan, reference)?;
            if let [only] = found.as_slice() {
                called.insert(typed.clone(), only.id);
            }
        }
        Ok(called)
    }

    /// Returns the actions of a body whose words name plan actions, whether or not there are any such.
    pub fn actions_naming_plans(&self, body: Id) -> Result<Vec<Action>> {
        tables::select(&self.connection, "WHERE body = ? AND plan_references <> '' ORDER BY id", &[&body])
    }

    /// Returns the links of an action to plan actions, in the order in which they were made.
    pub fn action_links(&self, action: Id) -> Result<Vec<ActionLink>> {
        tables::select(&self.connection, "WHERE action = ? ORDER BY id", &[&action])
    }

    /// Returns the actions that serve a plan action, in the order in which they were given.
    pub fn actions_serving(&self, plan_action: Id) -> Result<Vec<Id>> {
        let sql = "SELECT action FROM action_link WHERE plan_action = ? ORDER BY action";
        tables::ids(&self.connection, sql, &[&plan_action])
    }

    /// Returns the items that are about a theme as a whole, in any meeting.
    pub fn item_links_to(&self, theme: Id) -> Result<Vec<ItemLink>> {
        tables::select(&self.connection, "WHERE theme = ? ORDER BY id", &[&theme])
    }

    /// Returns what the items of a meeting are about.
    pub fn item_links(&self, meeting: Id) -> Result<Vec<ItemLink>> {
        tables::select(
            &self.connection,
            "WHERE item IN (SELECT id FROM item WHERE meeting = ?) ORDER BY id",
            &[&meeting],
        )
    }

    /// Returns what an agenda item is about.
    pub fn item_links_of(&self, item: Id) -> Result<Vec<ItemLink>> {
        tables::select(&self.connection, "WHERE item = ? ORDER BY id", &[&item])
    }

    /// Returns the agenda items that are about a plan action or about its theme, by date.
    pub fn items_about(&self, action: &PlanAction) -> Result<Vec<MinutedItem>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.id, m.slug, m.date, i.id, trim(i.number || ' ' || i.title), max(l.plan_action IS ?1) = 0
             FROM item_link AS l JOIN item AS i ON i.id = l.item JOIN meeting AS m ON m.id = i.meeting
             WHERE (l.plan_action = ?1 OR l.theme = ?2) AND m.status <> 'planned'
             GROUP BY i.id ORDER BY m.date, m.id, i.position",
        )?;
        let rows = statement.query_map(params![action.id, action.theme], |row| {
            Ok(MinutedItem {
                meeting: row.get(0)?,
                slug: row.get(1)?,
                date: row.get(2)?,
                item: row.get(3)?,
                label: row.get(4)?,
                is_by_theme: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns where an entry stands.
    pub fn place_of(&self, entry: Id) -> Result<Option<EntryPlace>> {
        let sql = "SELECT m.slug, trim(i.number || ' ' || i.title), i.position, e.position
                   FROM entry AS e JOIN item AS i ON i.id = e.item JOIN meeting AS m ON m.id = i.meeting WHERE e.id = ?";
        let mut statement = self.connection.prepare_cached(sql)?;
        let place = |row: &rusqlite::Row<'_>| {
            Ok(EntryPlace { meeting: row.get(0)?, item: row.get(1)?, order: (row.get(2)?, row.get(3)?) })
        };
        Ok(statement.query_row([entry], place).optional()?)
    }

    /// Tells whether an agenda item is exempt as a whole.
    pub fn is_item_exempt(&self, item: Id) -> Result<bool> {
        Ok(tables::by_id::<Item>(&self.connection, item)?.is_some_and(|item| item.exempt.is_exempt()))
    }
}
