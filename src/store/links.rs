//! Links between actions and plan actions as they are read: with what a plan action is called.

use super::{Result, Store, tables};
use crate::record::{Id, PlanAction, Recorded};
use rusqlite::{Row, params};
use std::collections::{HashMap, HashSet};

/// A plan action that an action serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedTo {
    pub plan_action: Id,
    /// As it is to be typed: `2.3`, or `csip:2.3` where several plans of the body have one of that reference.
    pub called: String,
    /// Short name of its plan.
    pub plan: String,
    /// Within its plan.
    pub reference: String,
    pub text: String,
}

impl LinkedTo {
    /// Tells whether a reference as typed may mean it.
    pub fn may_be(&self, typed: &str) -> bool {
        let (plan, reference) = typed.split_once(':').unwrap_or(("", typed));
        let is_plan = plan.is_empty() || plan.eq_ignore_ascii_case(&self.plan);
        is_plan && reference.eq_ignore_ascii_case(&without_blanks(&self.reference))
    }

    /// Returns reference and words: "2.3 Publish who sits on which board".
    pub fn label(&self) -> String {
        format!("{} {}", self.called, self.text)
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<LinkedTo> {
        let (plan, reference): (String, String) = (row.get("plan")?, row.get("reference")?);
        let typed = without_blanks(&reference);
        let called = match row.get("is_shared")? {
            true => format!("{}:{typed}", without_blanks(&plan).to_lowercase()),
            false => typed,
        };
        Ok(LinkedTo { plan_action: row.get("id")?, called, plan, reference, text: row.get("text")? })
    }
}

/// A reference on the line ends where a blank stands.
fn without_blanks(words: &str) -> String {
    words.split_whitespace().collect()
}

/// What [`LinkedTo::read`] reads of `plan_action AS a` and `plan AS p`.
const CALLED: &str = "a.id AS id, p.short_name AS plan, a.reference AS reference, a.text AS text,
    EXISTS (SELECT 1 FROM plan AS q JOIN plan_action AS o ON o.plan = q.id AND o.reference = a.reference COLLATE NOCASE
            WHERE q.body = p.body AND q.id <> p.id AND q.merged_into IS NULL) AS is_shared";

impl Store {
    /// Returns what a plan action is called.
    pub fn called(&self, plan_action: Id) -> Result<Option<LinkedTo>> {
        let sql = format!("SELECT {CALLED} FROM plan_action AS a JOIN plan AS p ON p.id = a.plan WHERE a.id = ?");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([plan_action], LinkedTo::read)?.next().transpose()?)
    }

    /// Returns the plan actions of a body that are called what begins so, in the order of the plans.
    pub fn called_like(&self, body: Id, beginning: &str, limit: u32) -> Result<Vec<LinkedTo>> {
        let sql = format!(
            "SELECT {CALLED} FROM plan AS p JOIN plan_action AS a ON a.plan = p.id
             WHERE p.body = ?1 AND p.merged_into IS NULL AND (replace(a.reference, ' ', '') LIKE ?2 ESCAPE '\\'
             OR replace(p.short_name, ' ', '') || ':' || replace(a.reference, ' ', '') LIKE ?2 ESCAPE '\\')
             ORDER BY p.id, a.theme, a.position LIMIT ?3"
        );
        let like = beginning.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_") + "%";
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![body, like, limit], LinkedTo::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns plan actions of some plans that some people lead, in the order of the plans.
    pub fn plan_actions_led_by(&self, plans: &[Id], people: &[Id], limit: u32) -> Result<Vec<PlanAction>> {
        let json =
            |ids: &[Id]| serde_json::to_string(&ids.iter().map(|id| id.0).collect::<Vec<_>>()).unwrap_or_default();
        let condition = "WHERE lead IN (SELECT value FROM json_each(?1)) AND plan IN (SELECT value FROM json_each(?2))
             ORDER BY plan, (SELECT position FROM theme WHERE id = plan_action.theme), position, id LIMIT ?3";
        tables::select(&self.connection, condition, &[&json(people), &json(plans), &limit])
    }

    /// Returns the actions that serve no plan action, of bodies that have a plan; in order.
    pub fn actions_without_link(&self) -> Result<Vec<Id>> {
        let sql = "SELECT id FROM action AS a
                   WHERE body IN (SELECT body FROM plan WHERE merged_into IS NULL)
                   AND NOT EXISTS (SELECT 1 FROM action_link WHERE action = a.id) ORDER BY id";
        tables::ids(&self.connection, sql, &[])
    }

    /// Returns the plan actions that each of some actions serves, by action, in the order in which they were
    /// linked. The actions come as JSON.
    pub(super) fn linked_with(&self, actions: &str) -> Result<HashMap<Id, Vec<LinkedTo>>> {
        let sql = format!(
            "SELECT l.action AS action, {CALLED} FROM action_link AS l
             JOIN plan_action AS a ON a.id = l.plan_action JOIN plan AS p ON p.id = a.plan
             WHERE l.action IN (SELECT value FROM json_each(?)) ORDER BY l.action, l.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([actions])?;
        let mut linked: HashMap<Id, Vec<LinkedTo>> = HashMap::new();
        while let Some(row) = rows.next()? {
            linked.entry(row.get("action")?).or_default().push(LinkedTo::read(row)?);
        }
        Ok(linked)
    }

    /// Returns the references typed with some entries of a body by which no plan action is called. A body without a
    /// plan has none: what they mean is still to come.
    pub fn references_of_nothing(&self, body: Id, entries: &[Recorded]) -> Result<HashSet<String>> {
        let typed: HashSet<String> = entries.iter().flat_map(Recorded::references_without_link).collect();
        if typed.is_empty() || self.plans_of(body)?.is_empty() {
            return Ok(HashSet::new());
        }
        let typed: Vec<String> = typed.into_iter().collect();
        let called = self.plan_actions_called(body, &typed)?;
        Ok(typed.into_iter().filter(|reference| !called.contains_key(reference)).collect())
    }

    /// Returns the plan actions that a reference as typed means, at most two: of those that hold a blank too.
    pub(super) fn meant_by(&self, body: Id, plan: &str, reference: &str) -> Result<Vec<PlanAction>> {
        let of_body = |is_reference: &str, is_plan: &str| {
            format!(
                "WHERE {is_reference} = ?1 COLLATE NOCASE AND plan IN (
                   SELECT id FROM plan WHERE body = ?2 AND merged_into IS NULL
                   AND (?3 = '' OR {is_plan} = ?3 COLLATE NOCASE)) LIMIT 2"
            )
        };
        let exact = of_body("reference", "short_name");
        let found: Vec<PlanAction> = tables::select(&self.connection, &exact, &[&reference, &body, &plan])?;
        if !found.is_empty() {
            return Ok(found);
        }
        let loose = of_body("replace(reference, ' ', '')", "replace(short_name, ' ', '')");
        tables::select(&self.connection, &loose, &[&reference, &body, &plan])
    }
}
