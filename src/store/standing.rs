//! How every action stands, kept beside the actions so that no screen has to work it out for all of them.
//!
//! It follows from the other tables and is outside the history; whatever changes one of them brings it up
//! to date in the same transaction.

use super::tables::ids;
use super::{Result, Store, tables};
use crate::record::deadline::coming_meetings;
use crate::record::standing::{Life, MeetingDay, Rhythm};
use crate::record::{
    Action, ActionOwner, ActionUpdate, Body, Change, Entry, EntryKind, Id, Item, Meeting, Record, Standing,
};
use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use std::collections::{BTreeSet, HashMap, hash_map};

/// The first version of the book that has standings.
pub(super) const SINCE_VERSION: usize = 5;

/// 1 January 1970, counted as [`Datelike::num_days_from_ce`] counts.
const EPOCH: i32 = 719_163;

/// A deadline is never so many days before the meeting on which it hangs.
const LONGEST_AHEAD: i32 = 2 * 366;

pub(super) fn to_days(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - EPOCH
}

pub(super) fn from_days(days: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(days.saturating_add(EPOCH)).unwrap_or_default()
}

/// Brings the standings up to date after changes that have been made.
pub(super) fn follow(connection: &Connection, changes: &[Change]) -> Result<()> {
    let mut touched = Touched::default();
    for change in changes {
        touched.note(connection, change)?;
    }
    let mut bodies = HashMap::new();
    for action in touched.0 {
        work_out(connection, action, &mut bodies)?;
    }
    Ok(())
}

/// Works out every standing afresh.
pub(super) fn rebuild(connection: &Connection) -> Result<()> {
    let mut bodies = HashMap::new();
    for action in ids(connection, "SELECT id FROM action", &[])? {
        work_out(connection, action, &mut bodies)?;
    }
    Ok(())
}

/// The actions whose standing may be another after some changes.
#[derive(Default)]
struct Touched(BTreeSet<Id>);

impl Touched {
    fn note(&mut self, connection: &Connection, change: &Change) -> Result<()> {
        match (&change.before, &change.after) {
            (Some(Record::Body(before)), Some(Record::Body(after))) => {
                if (&before.called, before.notice) != (&after.called, after.notice) {
                    self.0.extend(ids(connection, "SELECT id FROM action WHERE body = ?", &[&after.id])?);
                }
            }
            (Some(Record::Meeting(before)), Some(Record::Meeting(after))) => {
                if (before.date, &before.next_meeting) != (after.date, &after.next_meeting) {
                    self.note_of_meeting(connection, after, before.date.min(after.date))?;
                }
            }
            (Some(Record::Item(before)), Some(Record::Item(after))) => {
                if (&before.number, &before.title) != (&after.number, &after.title) {
                    self.note_of_item(connection, after)?;
                }
            }
            (Some(Record::Theme(before)), Some(Record::Theme(after))) => {
                if (&before.reference, &before.title) != (&after.reference, &after.title) {
                    let served = "SELECT l.action FROM plan_action AS p JOIN action_link AS l ON l.plan_action = p.id
                                  WHERE p.theme = ?";
                    self.0.extend(ids(connection, served, &[&after.id])?);
                }
            }
            (Some(Record::PlanAction(before)), Some(Record::PlanAction(after))) => {
                if (&before.reference, before.theme) != (&after.reference, after.theme) {
                    let served = "SELECT action FROM action_link WHERE plan_action = ?";
                    self.0.extend(ids(connection, served, &[&after.id])?);
                }
            }
            (before, after) => {
                for row in before.iter().chain(after) {
                    self.note_row(connection, row)?;
                }
            }
        }
        Ok(())
    }

    fn note_row(&mut self, connection: &Connection, row: &Record) -> Result<()> {
        match row {
            Record::Action(action) => self.0.extend([action.id]),
            Record::ActionOwner(owner) => self.0.extend([owner.action]),
            Record::ActionUpdate(update) => self.0.extend([update.action]),
            Record::ActionLink(link) => self.0.extend([link.action]),
            Record::Entry(Entry { id, kind: EntryKind::Action, .. }) => {
                self.0.extend(ids(connection, "SELECT id FROM action WHERE entry = ?", &[id])?);
            }
            Record::Meeting(meeting) => self.note_of_meeting(connection, meeting, meeting.date)?,
            _ => {}
        }
        Ok(())
    }

    /// Notes the actions that hang on a meeting, or may now: not those that are due at an earlier one.
    fn note_of_meeting(&mut self, connection: &Connection, meeting: &Meeting, from: NaiveDate) -> Result<()> {
        let given_at = ids(connection, "SELECT id FROM action WHERE meeting = ?", &[&meeting.id])?;
        let tied = ids(
            connection,
            "SELECT s.action FROM action_standing AS s LEFT JOIN meeting AS m ON m.id = s.due_meeting
             WHERE s.body = ?1 AND s.is_tied AND (m.id IS NULL OR m.date >= ?2
               OR s.slips > 0 AND (s.original_due IS NULL OR s.original_due > ?3))",
            &[&meeting.body, &from, &(to_days(from) - LONGEST_AHEAD)],
        )?;
        self.0.extend(given_at.into_iter().chain(tied));
        Ok(())
    }

    fn note_of_item(&mut self, connection: &Connection, item: &Item) -> Result<()> {
        let sql = "SELECT a.id FROM entry AS e JOIN action AS a ON a.entry = e.id WHERE e.item = ?";
        self.0.extend(ids(connection, sql, &[&item.id])?);
        Ok(())
    }
}

/// A body with the days on which it meets, in order.
type MeetingBody = (Body, Vec<MeetingDay>);

fn work_out(connection: &Connection, id: Id, bodies: &mut HashMap<Id, Option<MeetingBody>>) -> Result<()> {
    connection.prepare_cached("DELETE FROM action_standing WHERE action = ?")?.execute([id])?;
    connection.prepare_cached("DELETE FROM action_words WHERE rowid = ?")?.execute([id])?;
    let Some(action) = tables::by_id::<Action>(connection, id)? else { return Ok(()) };
    let body = match bodies.entry(action.body) {
        hash_map::Entry::Occupied(known) => known.into_mut(),
        hash_map::Entry::Vacant(unknown) => unknown.insert(meeting_body(connection, action.body)?),
    };
    let Some((body, meetings)) = body else { return Ok(()) };
    let Some(given) = meetings.iter().find(|meeting| meeting.id == action.meeting).map(|meeting| meeting.date) else {
        return Ok(());
    };
    let owners: Vec<ActionOwner> = tables::select(connection, "WHERE action = ? ORDER BY position", &[&id])?;
    let updates: Vec<ActionUpdate> = tables::select(connection, "WHERE action = ? ORDER BY number", &[&id])?;
    let meetings = &meetings[meetings.partition_point(|meeting| meeting.date < given)..];
    let standing = Standing::of(Life { action: &action, owners: &owners, updates: &updates, given, body, meetings });
    write(connection, &standing)?;
    write_words(connection, &action, &updates)
}

fn meeting_body(connection: &Connection, id: Id) -> Result<Option<MeetingBody>> {
    let Some(body) = tables::by_id::<Body>(connection, id)? else { return Ok(None) };
    let mut statement =
        connection.prepare_cached("SELECT id, date, next_meeting FROM meeting WHERE body = ? ORDER BY date, slug")?;
    let days = statement
        .query_map([id], |row| Ok(MeetingDay { id: row.get(0)?, date: row.get(1)?, next_meeting: row.get(2)? }))?;
    Ok(Some((body, days.collect::<rusqlite::Result<_>>()?)))
}

pub(super) const COLUMNS: &str = "action, body, owner, owner_words, given, due, due_meeting, is_chased, is_tied, original_due, \
                       status, slips, carried, heard, ended";

fn write(connection: &Connection, standing: &Standing) -> Result<()> {
    let sql = format!("INSERT INTO action_standing ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    connection.prepare_cached(&sql)?.execute(params![
        standing.action,
        standing.body,
        standing.owner,
        standing.owner_words,
        to_days(standing.given),
        standing.due.map(to_days),
        standing.due_meeting,
        standing.is_chased,
        standing.is_tied,
        standing.original_due.map(to_days),
        standing.status,
        standing.slips,
        standing.carried,
        to_days(standing.heard),
        standing.ended.map(to_days),
    ])?;
    Ok(())
}

fn write_words(connection: &Connection, action: &Action, updates: &[ActionUpdate]) -> Result<()> {
    let sql = "SELECT e.text, trim(i.number || ' ' || i.title) FROM entry AS e JOIN item AS i ON i.id = e.item
               WHERE e.id = ?";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([action.entry], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (text, item): (String, String) = found.unwrap_or_default();
    let served = "SELECT group_concat(p.reference || ' ' || trim(t.reference || ' ' || t.title), ' ')
                  FROM action_link AS l JOIN plan_action AS p ON p.id = l.plan_action JOIN theme AS t ON t.id = p.theme
                  WHERE l.action = ?";
    let served: Option<String> = connection.prepare_cached(served)?.query_row([action.id], |row| row.get(0))?;
    let heard: String = updates.iter().map(|update| format!(" {} {}", update.due_words, update.text)).collect();
    let words = format!("{} {text} {}{heard}", action.reference(), action.due_words);
    let theme = format!("{item} {} {}", action.plan_references, served.unwrap_or_default());
    let insert = "INSERT INTO action_words (rowid, words, theme) VALUES (?, ?, ?)";
    connection.prepare_cached(insert)?.execute(params![action.id, words, theme])?;
    Ok(())
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Standing> {
    let day = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(column)?.map(from_days));
    Ok(Standing {
        action: row.get(0)?,
        body: row.get(1)?,
        owner: row.get(2)?,
        owner_words: row.get(3)?,
        given: from_days(row.get(4)?),
        due: day(5)?,
        due_meeting: row.get(6)?,
        is_chased: row.get(7)?,
        is_tied: row.get(8)?,
        original_due: day(9)?,
        status: row.get(10)?,
        slips: row.get(11)?,
        carried: row.get(12)?,
        heard: from_days(row.get(13)?),
        ended: day(14)?,
    })
}

/// So many actions are in a lot: read well within one refresh of a screen.
pub const LOT: usize = 1_000;

/// Which actions' standings are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    All,
    Outstanding,
    OutstandingOf(Id),
    /// All that a body ever gave.
    AllOf(Id),
    /// A [`LOT`] of those that are outstanding after so many others, as they are due; undated ones last.
    OutstandingLot(usize),
    /// The next [`LOT`] after an action of those that are no longer outstanding, as they were given.
    EndedLot(Id),
    /// Those of which a meeting has heard.
    HeardAt(Id),
    /// One action.
    Action(Id),
}

impl Store {
    /// Returns the day that a new deadline of an action would mean, given on a day.
    pub fn day_of_deadline(&self, action: &Action, words: &str, given: NaiveDate) -> Result<Option<NaiveDate>> {
        let Some((body, meetings)) = meeting_body(&self.connection, action.body)? else { return Ok(None) };
        let life = Life { action, owners: &[], updates: &[], given, body: &body, meetings: &meetings };
        Ok(life.day_of(words, given))
    }

    /// Returns how many actions were ever given.
    pub fn count_actions(&self) -> Result<usize> {
        let mut statement = self.connection.prepare_cached("SELECT count(*) FROM action")?;
        Ok(statement.query_row([], |row| row.get::<_, u32>(0))? as usize)
    }

    /// Returns how many actions are outstanding, and how many of them overdue.
    pub fn count_outstanding(&self, today: NaiveDate) -> Result<(u32, u32)> {
        let sql = "SELECT count(*), coalesce(sum(due < ?), 0) FROM action_standing WHERE ended IS NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([to_days(today)], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Returns how actions stand, body by body or in the order in which they were given.
    pub fn standings(&self, wanted: Wanted) -> Result<Vec<Standing>> {
        let (by_day, ended) = (
            format!("ended IS NULL ORDER BY coalesce(due, 9999999), action LIMIT {LOT} OFFSET ?"),
            format!("ended IS NOT NULL AND action > ? ORDER BY action LIMIT {LOT}"),
        );
        let (condition, values) = match wanted {
            Wanted::All => ("1", Vec::new()),
            Wanted::Outstanding => ("ended IS NULL", Vec::new()),
            Wanted::AllOf(body) => ("body = ?", vec![body]),
            Wanted::OutstandingOf(body) => ("ended IS NULL AND body = ?", vec![body]),
            Wanted::OutstandingLot(others) => (by_day.as_str(), vec![Id(others as i64)]),
            Wanted::EndedLot(action) => (ended.as_str(), vec![action]),
            Wanted::HeardAt(meeting) => {
                ("action IN (SELECT action FROM action_update WHERE meeting = ?)", vec![meeting])
            }
            Wanted::Action(action) => ("action = ?", vec![action]),
        };
        let sql = format!("SELECT {COLUMNS} FROM action_standing WHERE {condition}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the actions that hold a word beginning with each of `words`: in their own words, their
    /// deadline's, their item's, their reference, or what was heard of them; in order.
    pub fn actions_with_words(&self, words: &str) -> Result<Vec<Id>> {
        self.actions_matching(super::search::beginnings(words))
    }

    /// Returns the actions of a theme: whose item's title, or a reference of a plan action, has a word
    /// beginning with each of `words`; in order.
    pub fn actions_of_theme(&self, words: &str) -> Result<Vec<Id>> {
        let query = super::search::beginnings(words);
        self.actions_matching(if query.is_empty() { query } else { format!("theme : ({query})") })
    }

    fn actions_matching(&self, query: String) -> Result<Vec<Id>> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT rowid FROM action_words WHERE action_words MATCH ? ORDER BY rowid")?;
        let rows = statement.query_map([query], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the actions that somebody of these people owns now, or helps with, or somebody who is known by
    /// words only that `is_meant` accepts; in order. Whoever passed one on has no more to do with it.
    pub fn actions_of(&self, people: &[Id], is_meant: impl Fn(&str) -> bool) -> Result<Vec<Id>> {
        let connection = &self.connection;
        let mut found = Vec::new();
        for person in people {
            let owns = "SELECT action FROM action_standing WHERE owner = ?1
                        UNION ALL SELECT action FROM action_owner WHERE person = ?1 AND position > 0";
            found.extend(ids(connection, owns, &[person])?);
        }
        let mut statement = connection.prepare_cached(
            "SELECT action, owner_words FROM action_standing WHERE owner_words <> ''
             UNION ALL SELECT action, words FROM action_owner WHERE person IS NULL AND position > 0",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if is_meant(row.get_ref(1)?.as_str().unwrap_or_default()) {
                found.push(row.get(0)?);
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

/// When each body has met and meets.
pub type Rhythms = HashMap<Id, Rhythm>;

impl Store {
    /// Returns when each body has met and meets, seen from a day.
    pub fn rhythms(&self, today: NaiveDate) -> Result<Rhythms> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body, date, status <> 'planned', next_meeting FROM meeting ORDER BY body, date")?;
        let mut rows = statement.query([])?;
        let mut rhythms = Rhythms::new();
        let mut last: HashMap<Id, NaiveDate> = HashMap::new();
        while let Some(row) = rows.next()? {
            let (body, date, is_held): (Id, NaiveDate, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let rhythm = rhythms.entry(body).or_default();
            if date > today {
                // Those in the book come before what an earlier one says of the next.
                rhythm.next = rhythm.next.filter(|_| rhythm.is_next_in_book).or(Some(date));
                rhythm.is_next_in_book = true;
                continue;
            }
            rhythm.next =
                coming_meetings(Vec::new(), row.get_ref(3)?.as_str().unwrap_or_default(), today).first().copied();
            if date < today && is_held && last.get(&body) != Some(&date) {
                rhythm.last_but_one = last.insert(body, date);
            }
        }
        Ok(rhythms)
    }
}
