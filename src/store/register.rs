//! Actions with where they were given and how they stand.

use super::links::LinkedTo;
use super::{Result, Store, tables};
use crate::record::{Action, ActionOwner, ActionUpdate, Id, Paragraphs, Standing};
use rusqlite::OptionalExtension;
use std::collections::HashMap;

use super::standing::Wanted;

/// An action, where it was given, and how it stands.
#[derive(Clone, Debug)]
pub struct GivenAction {
    pub action: Action,
    pub standing: Standing,
    /// Accountable first.
    pub owners: Vec<ActionOwner>,
    /// In the order heard.
    pub updates: Vec<ActionUpdate>,
    /// Short name of the body.
    pub body: String,
    /// Name of the meeting, `csib-2023-02-27`.
    pub meeting: String,
    pub item: Id,
    /// Number and title of the item.
    pub item_label: String,
    pub text: String,
    /// The paragraphs under which it, or its item, is exempt.
    pub exempt: Paragraphs,
    /// Name of the meeting for which it is due, if it is due for one in the book.
    pub due_meeting: Option<String>,
    /// The plan actions that it serves.
    pub links: Vec<LinkedTo>,
    /// Names of the meetings that heard of it, as far as they are in the book.
    pub heard_at: HashMap<Id, String>,
}

impl GivenAction {
    /// Returns the references of the plan actions that it serves, and after them those typed that link it with none.
    pub fn plan_links(&self) -> Vec<String> {
        let of_links = self.links.iter().map(|link| link.called.clone());
        of_links.chain(self.references_without_link()).collect()
    }

    /// Returns the references that were typed with it and link it with nothing.
    pub fn references_without_link(&self) -> Vec<String> {
        let is_linked = |typed: &str| self.links.iter().any(|link| link.may_be(typed));
        let typed = self.action.references_beyond(self.links.len());
        typed.into_iter().filter(|typed| !is_linked(typed)).collect()
    }
}

impl Store {
    /// Returns those of the standings' actions that are still there, with all that belongs to them, in the
    /// same order.
    pub fn given_actions(&self, standings: Vec<Standing>) -> Result<Vec<GivenAction>> {
        let ids: Vec<i64> = standings.iter().map(|standing| standing.action.0).collect();
        let ids = serde_json::to_string(&ids).unwrap_or_default();
        let connection = &self.connection;
        let mut owners: HashMap<Id, Vec<ActionOwner>> = HashMap::new();
        let of_them = "WHERE action IN (SELECT value FROM json_each(?))";
        for owner in
            tables::select::<ActionOwner>(connection, &format!("{of_them} ORDER BY action, position"), &[&ids])?
        {
            owners.entry(owner.action).or_default().push(owner);
        }
        let mut updates: HashMap<Id, Vec<ActionUpdate>> = HashMap::new();
        for update in
            tables::select::<ActionUpdate>(connection, &format!("{of_them} ORDER BY action, number"), &[&ids])?
        {
            updates.entry(update.action).or_default().push(update);
        }
        let mut links = self.linked_with(&ids)?;
        let mut statement = connection.prepare_cached(
            "SELECT b.short_name, m.slug, i.id, trim(i.number || ' ' || i.title), e.text, e.exempt | i.exempt, d.slug
             FROM action AS a JOIN body AS b ON b.id = a.body JOIN meeting AS m ON m.id = a.meeting
             JOIN entry AS e ON e.id = a.entry JOIN item AS i ON i.id = e.item
             LEFT JOIN meeting AS d ON d.id = ?2 WHERE a.id = ?1",
        )?;
        let mut given = Vec::with_capacity(standings.len());
        for standing in standings {
            let id = standing.action;
            let Some(action) = tables::by_id::<Action>(connection, id)? else { continue };
            let mut rows = statement.query((id, standing.due_meeting))?;
            let Some(row) = rows.next()? else { continue };
            given.push(GivenAction {
                action,
                owners: owners.remove(&id).unwrap_or_default(),
                body: row.get(0)?,
                meeting: row.get(1)?,
                item: row.get(2)?,
                item_label: row.get(3)?,
                text: row.get(4)?,
                exempt: row.get(5)?,
                due_meeting: row.get(6)?,
                links: links.remove(&id).unwrap_or_default(),
                heard_at: self.names_of_meetings(updates.get(&id))?,
                updates: updates.remove(&id).unwrap_or_default(),
                standing,
            });
        }
        Ok(given)
    }

    /// Returns an action with all that belongs to it.
    pub fn given_action(&self, id: Id) -> Result<Option<GivenAction>> {
        Ok(self.given_actions(self.standings(Wanted::Action(id))?)?.pop())
    }

    fn names_of_meetings(&self, updates: Option<&Vec<ActionUpdate>>) -> Result<HashMap<Id, String>> {
        let mut names = HashMap::new();
        for meeting in updates.into_iter().flatten().filter_map(|update| update.meeting) {
            let sql = "SELECT slug FROM meeting WHERE id = ?";
            let name = self.connection.prepare_cached(sql)?.query_row([meeting], |row| row.get(0)).optional()?;
            names.extend(name.map(|name| (meeting, name)));
        }
        Ok(names)
    }

    /// Returns the actions that a reference, `23/07`, means in any body, or in the one of a short name.
    pub fn actions_called(&self, year: i32, number: u32) -> Result<Vec<GivenAction>> {
        let condition = "WHERE number = ?1 AND year % 100 = ?2 ORDER BY body, year";
        let actions: Vec<Action> = tables::select(&self.connection, condition, &[&number, &year])?;
        actions.into_iter().map(|action| self.given_action(action.id)).filter_map(Result::transpose).collect()
    }
}
