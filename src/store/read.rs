//! What the screens and the documents show, read afresh each time.

use super::{Error, Result, Store, tables};
use crate::record::house_style::{Numbered, Numbering, first_number};
use crate::record::{
    Body, BodyStyle, Dismissal, Entry, HouseStyle, Id, Item, Meeting, MeetingStatus, Person, Record, Recorded, Sitting,
    StandingItem,
};
use chrono::{Datelike, NaiveDate};
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

/// One line of the list of meetings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeetingSummary {
    #[serde(skip)]
    pub id: Id,
    pub meeting: String,
    pub body: String,
    pub date: NaiveDate,
    pub time: Option<chrono::NaiveTime>,
    pub status: String,
    pub venue: String,
}

/// One line of the list of bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodySummary {
    #[serde(skip)]
    pub id: Id,
    pub short_name: String,
    pub name: String,
    pub quorum: Option<u32>,
    pub venue: String,
    pub people: u32,
    pub meetings: u32,
}

/// A meeting with every entry, in the order of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    pub sitting: Sitting,
    /// One list for each item of the sitting, in the same order.
    pub entries: Vec<Vec<Recorded>>,
}

impl Store {
    /// Returns the meetings, newest first, up to `limit`.
    pub fn meetings(&self, limit: u32) -> Result<Vec<MeetingSummary>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.id, m.slug, b.short_name, m.date, m.time, m.status, m.venue
             FROM meeting AS m JOIN body AS b ON b.id = m.body ORDER BY m.date DESC, m.id DESC LIMIT ?",
        )?;
        let rows = statement.query_map([limit], |row| {
            Ok(MeetingSummary {
                id: row.get(0)?,
                meeting: row.get(1)?,
                body: row.get(2)?,
                date: row.get(3)?,
                time: row.get(4)?,
                status: row.get(5)?,
                venue: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the bodies by name.
    pub fn bodies(&self) -> Result<Vec<BodySummary>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, short_name, name, quorum, venue,
                    (SELECT count(*) FROM membership WHERE body = body.id),
                    (SELECT count(*) FROM meeting WHERE body = body.id)
             FROM body ORDER BY name",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(BodySummary {
                id: row.get(0)?,
                short_name: row.get(1)?,
                name: row.get(2)?,
                quorum: row.get(3)?,
                venue: row.get(4)?,
                people: row.get(5)?,
                meetings: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub fn body(&self, id: Id) -> Result<Option<Body>> {
        tables::by_id(&self.connection, id)
    }

    /// Returns the body of a name or short name, in any case.
    pub fn body_named(&self, name: &str) -> Result<Option<Body>> {
        let found = tables::select(
            &self.connection,
            "WHERE short_name = ?1 COLLATE NOCASE OR name = ?1 COLLATE NOCASE LIMIT 1",
            &[&name.trim()],
        )?;
        Ok(found.into_iter().next())
    }

    pub fn standing_items(&self, body: Id) -> Result<Vec<StandingItem>> {
        tables::select(&self.connection, "WHERE body = ? ORDER BY position", &[&body])
    }

    /// Returns the people of a body in its order, with their memberships.
    pub fn people_of(&self, body: Id) -> Result<Vec<(Person, crate::record::Membership)>> {
        let memberships: Vec<crate::record::Membership> =
            tables::select(&self.connection, "WHERE body = ? ORDER BY position, id", &[&body])?;
        let mut people = Vec::new();
        for membership in memberships {
            if let Some(person) = tables::by_id(&self.connection, membership.person)? {
                people.push((person, membership));
            }
        }
        Ok(people)
    }

    /// Returns everybody in the book, by name.
    pub fn people(&self) -> Result<Vec<Person>> {
        tables::select(&self.connection, "ORDER BY name, id", &[])
    }

    /// Returns the people of exactly this name, in any case.
    pub fn people_named(&self, name: &str) -> Result<Vec<Person>> {
        tables::select(&self.connection, "WHERE name = ? COLLATE NOCASE", &[&name])
    }

    /// Returns the book's abbreviations, by their short forms.
    pub fn abbreviations(&self) -> Result<Vec<crate::record::Abbreviation>> {
        tables::select(&self.connection, "ORDER BY short COLLATE NOCASE", &[])
    }

    /// Returns the meeting that a slug names.
    pub fn meeting_named(&self, slug: &str) -> Result<Option<Meeting>> {
        let found = tables::select(&self.connection, "WHERE slug = ?", &[&slug.trim().to_lowercase()])?;
        Ok(found.into_iter().next())
    }

    /// Returns the meeting that a slug names; the error lists those that there are.
    pub fn find_meeting(&self, slug: &str) -> Result<Meeting> {
        if let Some(meeting) = self.meeting_named(slug)? {
            return Ok(meeting);
        }
        let known: Vec<String> = self.meetings(5)?.into_iter().map(|meeting| meeting.meeting).collect();
        let hint = match known.is_empty() {
            true => "The book has no meetings yet: make one with minutebook agenda FILE.".to_string(),
            false => format!("The latest are {}; minutebook meetings lists all.", known.join(", ")),
        };
        Err(Error::refused(format!("There is no meeting called \u{201c}{slug}\u{201d}."), hint))
    }

    /// Returns how many meetings a body has on a date.
    pub fn meetings_on(&self, body: Id, date: NaiveDate) -> Result<u32> {
        let sql = "SELECT count(*) FROM meeting WHERE body = ? AND date = ?";
        Ok(self.connection.prepare_cached(sql)?.query_row(params![body, date], |row| row.get(0))?)
    }

    /// Returns a meeting with everything but its entries.
    pub fn sitting(&self, meeting: Id) -> Result<Sitting> {
        let connection = &self.connection;
        let meeting: Meeting = tables::by_id(connection, meeting)?.ok_or_else(gone)?;
        let body: Body = tables::by_id(connection, meeting.body)?.ok_or_else(gone)?;
        let people = tables::select(
            connection,
            "WHERE id IN (SELECT person FROM membership WHERE body = ?1
               UNION SELECT person FROM attendance WHERE meeting = ?2
               UNION SELECT e.speaker FROM item AS i JOIN entry AS e ON e.item = i.id
                     WHERE i.meeting = ?2 AND e.speaker IS NOT NULL
               UNION SELECT o.person FROM action AS a JOIN action_owner AS o ON o.action = a.id WHERE a.meeting = ?2)
             ORDER BY coalesce((SELECT position FROM membership WHERE body = ?1 AND person = person.id), 1 << 40), id",
            &[&body.id, &meeting.id],
        )?;
        let mut sitting = Sitting {
            items: tables::select(connection, "WHERE meeting = ? ORDER BY position, id", &[&meeting.id])?,
            people,
            memberships: tables::select(connection, "WHERE body = ? ORDER BY position, id", &[&body.id])?,
            attendance: tables::select(connection, "WHERE meeting = ? ORDER BY id", &[&meeting.id])?,
            visits: tables::select(connection, "WHERE meeting = ? ORDER BY began, id", &[&meeting.id])?,
            movements: tables::select(connection, "WHERE meeting = ? ORDER BY time, id", &[&meeting.id])?,
            corrections: tables::select(connection, "WHERE meeting = ? ORDER BY at, id", &[&meeting.id])?,
            abbreviations: self.abbreviations()?,
            own_words: self.own_words()?,
            item_links: self.item_links(meeting.id)?,
            later_meetings: self.days_of_meetings_after(&meeting)?,
            style: self.house_style(body.id)?,
            first_number: None,
            next_action: self.last_action(body.id, meeting.date.year())? + 1,
            body,
            meeting,
        };
        if sitting.meeting.status.is_locked()
            && let Some(confirmed) = tables::by_id(connection, sitting.meeting.id)?
        {
            sitting.restore_roll(confirmed);
        } else if sitting.style.numbering != Numbering::Agenda {
            let held = self.numbered(sitting.body.id, sitting.meeting.id)?;
            sitting.first_number = first_number(&sitting.style, &held, sitting.meeting.id);
        }
        Ok(sitting)
    }

    /// Returns how the minutes of a body are worded and numbered.
    pub fn house_style(&self, body: Id) -> Result<HouseStyle> {
        Ok(tables::by_id::<BodyStyle>(&self.connection, body)?.map(|row| row.style).unwrap_or_default())
    }

    /// Tells whether a body has a style that was chosen for it.
    pub fn has_house_style(&self, body: Id) -> Result<bool> {
        Ok(tables::by_id::<BodyStyle>(&self.connection, body)?.is_some())
    }

    /// Returns the meetings of a body in the run of its minute numbers, in order: those that have been held, and
    /// one besides.
    fn numbered(&self, body: Id, meeting: Id) -> Result<Vec<Numbered>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.id, m.date, (SELECT count(*) FROM item WHERE meeting = m.id), c.first_number, m.status
             FROM meeting AS m LEFT JOIN confirmed_roll AS c ON c.id = m.id
             WHERE m.body = ?1 AND (m.status <> 'planned' OR m.id = ?2) ORDER BY m.date, m.id",
        )?;
        let rows = statement.query_map([body, meeting], |row| {
            let status: MeetingStatus = row.get(4)?;
            Ok(Numbered {
                meeting: row.get(0)?,
                date: row.get(1)?,
                items: row.get(2)?,
                kept: row.get(3)?,
                is_locked: status.is_locked(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn days_of_meetings_after(&self, meeting: &Meeting) -> Result<Vec<NaiveDate>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT date FROM meeting WHERE body = ?1 AND date > ?2 ORDER BY date LIMIT 24")?;
        let days = statement.query_map(params![meeting.body, meeting.date], |row| row.get(0))?;
        Ok(days.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the entries under an item, in order.
    pub fn entries(&self, item: Id) -> Result<Vec<Recorded>> {
        let entries: Vec<Entry> = tables::select(&self.connection, "WHERE item = ? ORDER BY position, id", &[&item])?;
        self.recorded(entries)
    }

    /// Returns up to `limit` entries that stand above one under its item, the nearest first.
    pub fn entries_above(&self, entry: &Entry, limit: u32) -> Result<Vec<Recorded>> {
        let above = "WHERE item = ?1 AND (position, id) < (?2, ?3) ORDER BY position DESC, id DESC LIMIT ?4";
        let entries: Vec<Entry> =
            tables::select(&self.connection, above, &[&entry.item, &entry.position, &entry.id, &limit])?;
        self.recorded(entries)
    }

    /// Returns one entry with all that belongs to it.
    pub fn entry(&self, id: Id) -> Result<Option<Recorded>> {
        Ok(self.recorded(tables::by_id::<Entry>(&self.connection, id)?.into_iter().collect())?.pop())
    }

    /// Returns a meeting with every entry, and with everybody to whom one refers, whether or not they
    /// belong to the body any more.
    pub fn minutes(&self, meeting: Id) -> Result<Minutes> {
        let mut sitting = self.sitting(meeting)?;
        let entries: Vec<Vec<Recorded>> =
            sitting.items.iter().map(|item| self.entries(item.id)).collect::<Result<_>>()?;
        for entries in &entries {
            self.add_people(&mut sitting, entries)?;
        }
        Ok(Minutes { sitting, entries })
    }

    /// Adds whoever entries name and who was not expected at the sitting.
    pub fn add_people(&self, sitting: &mut Sitting, entries: &[Recorded]) -> Result<()> {
        for id in entries.iter().flat_map(Recorded::people) {
            if sitting.person(id).is_none() {
                sitting.people.extend(tables::by_id::<Person>(&self.connection, id)?);
            }
        }
        Ok(())
    }

    /// Returns the loose ends of a meeting that were dismissed.
    pub fn dismissals(&self, meeting: Id) -> Result<Vec<Dismissal>> {
        tables::select(&self.connection, "WHERE meeting = ? ORDER BY id", &[&meeting])
    }

    /// Returns how many entries each item of a meeting has.
    pub fn entry_counts(&self, items: &[Item]) -> Result<Vec<u32>> {
        let mut statement = self.connection.prepare_cached("SELECT count(*) FROM entry WHERE item = ?")?;
        items.iter().map(|item| Ok(statement.query_row([item.id], |row| row.get(0))?)).collect()
    }

    /// Returns the latest actions that a body has open from meetings before this one, oldest first, up to `limit`.
    pub fn open_actions(&self, body: Id, before: NaiveDate, limit: u32) -> Result<Vec<Recorded>> {
        let entries: Vec<Entry> = tables::select(
            &self.connection,
            "WHERE id IN (SELECT a.entry FROM action_standing AS s JOIN action AS a ON a.id = s.action
               JOIN meeting AS m ON m.id = a.meeting
               WHERE s.ended IS NULL AND s.body = ?1 AND m.date < ?2
               ORDER BY a.year DESC, a.number DESC LIMIT ?3)
             ORDER BY id DESC",
            &[&body, &before, &limit],
        )?;
        self.recorded(entries.into_iter().rev().collect())
    }

    /// Returns every row of the tables that the history keeps, as records.
    pub fn everything(&self) -> Result<Vec<Record>> {
        use crate::record::*;
        let mut records = Vec::new();
        macro_rules! take {
            ($($row:ident),+) => {
                $(records.extend(tables::select::<$row>(&self.connection, "ORDER BY id", &[])?.into_iter().map(Record::from));)+
            };
        }
        take!(
            Body,
            BodyStyle,
            StandingItem,
            Person,
            Membership,
            Abbreviation,
            OwnWord,
            Meeting,
            ConfirmedRoll,
            Correction,
            Item,
            Visit,
            Attendance,
            Entry,
            Movement,
            Decision,
            Vote,
            Action,
            ActionOwner,
            ActionUpdate,
            Dismissal,
            Stet,
            Plan,
            RagClass,
            Theme,
            PlanAction,
            Milestone,
            Measure,
            Finding,
            Risk,
            PlanReport,
            MeasureValue,
            ActionLink,
            ItemLink
        );
        Ok(records)
    }

    /// Returns a number that changes when another program has written to the book.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self
            .connection
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))
            .optional()?
            .unwrap_or(0))
    }
}

fn gone() -> Error {
    Error::stale("The meeting is no longer in the book.")
}
