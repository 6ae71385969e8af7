//! Every action of the book, with where it was given.

use super::{Result, Store, tables};
use crate::record::{Action, ActionOwner, ActionUpdate, Id};
use chrono::NaiveDate;
use std::collections::HashMap;

/// An action and where it was given.
#[derive(Clone, Debug)]
pub struct GivenAction {
    pub action: Action,
    /// Accountable first.
    pub owners: Vec<ActionOwner>,
    /// In the order heard.
    pub updates: Vec<ActionUpdate>,
    /// Short name of the body.
    pub body: String,
    /// What the minutes call the body: "Board".
    pub called: String,
    /// Name of the meeting, `csib-2023-02-27`.
    pub meeting: String,
    pub given: NaiveDate,
    /// What that meeting says of the next one.
    pub next_meeting: String,
    /// Number and title of the item.
    pub item: String,
    pub text: String,
    pub is_exempt: bool,
}

/// The days and names of each body's meetings, in order.
pub type MeetingDays = HashMap<Id, Vec<(NaiveDate, String)>>;

impl Store {
    /// Returns every action ever given, by body and reference.
    pub fn actions(&self) -> Result<Vec<GivenAction>> {
        let mut owners: HashMap<Id, Vec<ActionOwner>> = HashMap::new();
        for owner in tables::select::<ActionOwner>(&self.connection, "ORDER BY action, position", &[])? {
            owners.entry(owner.action).or_default().push(owner);
        }
        let mut updates: HashMap<Id, Vec<ActionUpdate>> = HashMap::new();
        for update in tables::select::<ActionUpdate>(&self.connection, "ORDER BY action, number", &[])? {
            updates.entry(update.action).or_default().push(update);
        }
        let mut actions: HashMap<Id, Action> = tables::select::<Action>(&self.connection, "", &[])?
            .into_iter()
            .map(|action| (action.id, action))
            .collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, b.short_name, m.slug, m.date, m.next_meeting, trim(i.number || ' ' || i.title), e.text,
                    e.exempt <> 0, b.called
             FROM action AS a JOIN body AS b ON b.id = a.body JOIN meeting AS m ON m.id = a.meeting
             JOIN entry AS e ON e.id = a.entry JOIN item AS i ON i.id = e.item
             ORDER BY b.short_name, a.year, a.number",
        )?;
        let mut rows = statement.query([])?;
        let mut given = Vec::with_capacity(actions.len());
        while let Some(row) = rows.next()? {
            let id: Id = row.get(0)?;
            let Some(action) = actions.remove(&id) else { continue };
            given.push(GivenAction {
                action,
                owners: owners.remove(&id).unwrap_or_default(),
                updates: updates.remove(&id).unwrap_or_default(),
                body: row.get(1)?,
                meeting: row.get(2)?,
                given: row.get(3)?,
                next_meeting: row.get(4)?,
                item: row.get(5)?,
                text: row.get(6)?,
                is_exempt: row.get(7)?,
                called: row.get(8)?,
            });
        }
        Ok(given)
    }

    /// Returns the days of every body's meetings.
    pub fn meeting_days(&self) -> Result<MeetingDays> {
        let mut statement =
            self.connection.prepare_cached("SELECT body, date, slug FROM meeting ORDER BY body, date, slug")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        let mut days = MeetingDays::new();
        for row in rows {
            let (body, day): (Id, (NaiveDate, String)) = row?;
            days.entry(body).or_default().push(day);
        }
        Ok(days)
    }
}
