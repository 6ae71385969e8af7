//! Which columns each kind of record has.

use super::Result;
use crate::record::calendar::Notice;
use crate::record::{
    Abbreviation, Action, ActionLink, ActionOwner, ActionStatus, ActionUpdate, Attendance, AttendanceStatus, Body,
    BodyStyle, Closing, ConfirmedRoll, Correction, Decision, Dismissal, Entry, EntryKind, Finding, HouseStyle, Id,
    Item, ItemLink, LooseEndKind, Measure, MeasureValue, Meeting, MeetingStatus, Membership, MembershipKind, Milestone,
    Movement, MovementKind, OwnWord, Paragraphs, Person, Plan, PlanAction, PlanReport, PlanStatus, ProofKind, RagClass,
    RagTone, Record, Risk, Roll, StandingItem, Stet, Theme, Verb, Visit, Vote, VoteCast,
};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension};

/// A kind of record as rows of a table; the first column is always `id`.
pub(super) trait Row: Sized + Clone + PartialEq {
    const TABLE: &'static str;
    const COLUMNS: &'static str;
    const INSERT: &'static str;
    const UPDATE: &'static str;
    const DELETE: &'static str;
    const BY_ID: &'static str;

    fn id(&self) -> Id;
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self>;
    fn with_values<T>(&self, then: impl FnOnce(&[&dyn ToSql]) -> T) -> T;
}

macro_rules! mark {
    ($field:ident) => {
        ", ?"
    };
}

macro_rules! table {
    ($row:ident = $name:literal: $($field:ident),+) => {
        impl Row for $row {
            const TABLE: &'static str = $name;
            const COLUMNS: &'static str = concat!("id", $(", ", stringify!($field)),+);
            const INSERT: &'static str =
                concat!("INSERT INTO ", $name, " (id", $(", ", stringify!($field)),+, ") VALUES (?", $(mark!($field)),+, ")");
            const UPDATE: &'static str = concat!(
                "UPDATE ", $name, " SET (id", $(", ", stringify!($field)),+, ") = (?", $(mark!($field)),+, ") WHERE id = ?1"
            );
            const DELETE: &'static str = concat!("DELETE FROM ", $name, " WHERE id = ?");
            const BY_ID: &'static str =
                concat!("SELECT id", $(", ", stringify!($field)),+, " FROM ", $name, " WHERE id = ?");

            fn id(&self) -> Id {
                self.id
            }

            fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
                let mut column = 0..;
                let mut next = move || column.next().unwrap_or(0);
                Ok($row { id: row.get(next())?, $($field: row.get(next())?),+ })
            }

            fn with_values<T>(&self, then: impl FnOnce(&[&dyn ToSql]) -> T) -> T {
                then(&[&self.id, $(&self.$field),+])
            }
        }
    };
}

table!(Body = "body": name, short_name, called, quorum, venue, notice, closing);
table!(BodyStyle = "house_style": style);
table!(StandingItem = "standing_item": body, position, title, purpose);
table!(Person = "person": title, name, initials, role, abbreviation, organisation);
table!(Membership = "membership": body, person, kind, position);
table!(Abbreviation = "abbreviation": short, long);
table!(OwnWord = "own_word": word);
table!(Meeting = "meeting": body, slug, date, time, venue, quorum, status, started, closed, next_meeting);
table!(ConfirmedRoll = "confirmed_roll": roll, style, first_number);
table!(Correction = "correction": meeting, item, text, at, exempt);
table!(Item = "item":
    meeting, position, number, title, purpose, presenter, report, documents, exempt, private_session);
table!(Visit = "visit": meeting, item, began, ended);
table!(Attendance = "attendance": meeting, person, status, substitute_for);
table!(Entry = "entry":
    meeting, item, position, depth, kind, speaker, speaker_words, text, at, exempt, read_back);
table!(Movement = "movement": meeting, entry, kind, person, time, substitute_for);
table!(Decision = "decision":
    entry, verb, unanimous, mover, mover_words, seconder, seconder_words, votes_for, votes_against, votes_abstained,
    voters_present);
table!(Vote = "vote": entry, person, voted);
table!(Action = "action": body, meeting, entry, year, number, due_words, plan_references, status, reply_to, first_due);
table!(ActionOwner = "action_owner": action, position, person, words);
table!(ActionUpdate = "action_update":
    action, number, meeting, at, said_by, text, status, due_words, owner, owner_words, entry, exempt);
table!(Dismissal = "dismissal": meeting, entry, kind, reason, at);
table!(Stet = "stet": meeting, entry, kind, words, reason, at);
table!(Plan = "plan": body, name, short_name, period, version, theme_word, merged_into);
table!(RagClass = "rag_class": plan, position, word, meaning, tone);
table!(Theme = "theme": plan, position, reference, title, lead, lead_words);
table!(PlanAction = "plan_action":
    plan, theme, position, reference, text, lead, lead_words, partners, start_words, start, due_words, due, outcome,
    impact, evidence, origin, origin_reference);
table!(Milestone = "milestone": plan_action, position, text, due_words, due, reached, report);
table!(Measure = "measure": plan_action, position, name, unit, baseline, target);
table!(Finding = "finding": plan_action, position, report, paragraph);
table!(Risk = "risk": plan, theme, position, text, mitigation, owner, owner_words, rating);
table!(PlanReport = "plan_report":
    plan_action, number, meeting, at, said_by, text, reported, agreed, status, due_words, due, evidence, entry, exempt);
table!(MeasureValue = "measure_value": measure, at, value, report);
table!(ActionLink = "action_link": action, plan_action);
table!(ItemLink = "item_link": item, theme, plan_action);

macro_rules! for_each_record {
    ($record:expr, $row:ident => $body:expr) => {
        match $record {
            Record::Body($row) => $body,
            Record::BodyStyle($row) => $body,
            Record::StandingItem($row) => $body,
            Record::Person($row) => $body,
            Record::Membership($row) => $body,
            Record::Abbreviation($row) => $body,
            Record::OwnWord($row) => $body,
            Record::Meeting($row) => $body,
            Record::ConfirmedRoll($row) => $body,
            Record::Correction($row) => $body,
            Record::Item($row) => $body,
            Record::Visit($row) => $body,
            Record::Attendance($row) => $body,
            Record::Entry($row) => $body,
            Record::Movement($row) => $body,
            Record::Decision($row) => $body,
            Record::Vote($row) => $body,
            Record::Action($row) => $body,
            Record::ActionOwner($row) => $body,
            Record::ActionUpdate($row) => $body,
            Record::Dismissal($row) => $body,
            Record::Stet($row) => $body,
            Record::Plan($row) => $body,
            Record::RagClass($row) => $body,
            Record::Theme($row) => $body,
            Record::PlanAction($row) => $body,
            Record::Milestone($row) => $body,
            Record::Measure($row) => $body,
            Record::Finding($row) => $body,
            Record::Risk($row) => $body,
            Record::PlanReport($row) => $body,
            Record::MeasureValue($row) => $body,
            Record::ActionLink($row) => $body,
            Record::ItemLink($row) => $body,
        }
    };
}

/// Tells whether the book holds exactly this row.
pub(super) fn holds(connection: &Connection, record: &Record) -> Result<bool> {
    for_each_record!(record, row => Ok(by_id(connection, row.id)?.as_ref() == Some(row)))
}

pub(super) fn insert(connection: &Connection, record: &Record) -> Result<()> {
    for_each_record!(record, row => insert_row(connection, row))
}

pub(super) fn update(connection: &Connection, record: &Record) -> Result<()> {
    for_each_record!(record, row => update_row(connection, row))
}

pub(super) fn delete(connection: &Connection, record: &Record) -> Result<()> {
    for_each_record!(record, row => delete_row(connection, row))
}

fn insert_row<R: Row>(connection: &Connection, row: &R) -> Result<()> {
    let mut statement = connection.prepare_cached(R::INSERT)?;
    row.with_values(|values| statement.execute(values))?;
    Ok(())
}

fn update_row<R: Row>(connection: &Connection, row: &R) -> Result<()> {
    let mut statement = connection.prepare_cached(R::UPDATE)?;
    row.with_values(|values| statement.execute(values))?;
    Ok(())
}

fn delete_row<R: Row>(connection: &Connection, row: &R) -> Result<()> {
    connection.prepare_cached(R::DELETE)?.execute([row.id()])?;
    Ok(())
}

/// Returns a row by its identity.
pub(super) fn by_id<R: Row>(connection: &Connection, id: Id) -> Result<Option<R>> {
    Ok(connection.prepare_cached(R::BY_ID)?.query_row([id], R::read).optional()?)
}

/// Returns the rows for which `rest` (what follows `FROM table`) holds.
pub(super) fn select<R: Row>(connection: &Connection, rest: &str, values: &[&dyn ToSql]) -> Result<Vec<R>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {} FROM {} {rest}", R::COLUMNS, R::TABLE))?;
    let rows = statement.query_map(values, R::read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the identities that a query finds.
pub(super) fn ids(connection: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map(values, |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Id)
    }
}

impl ToSql for Paragraphs {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(i64::from(self.bits()).into())
    }
}

impl FromSql for Paragraphs {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bits = value.as_i64()?;
        u8::try_from(bits).ok().and_then(Paragraphs::from_bits).ok_or(FromSqlError::OutOfRange(bits))
    }
}

/// As a person reads it: "5 clear days".
impl ToSql for Notice {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Notice {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Notice::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// What is kept as JSON: nobody asks the book for a part of it.
macro_rules! json {
    ($($name:ident: $if_null:expr),+) => {
        $(impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let json = serde_json::to_string(self);
                json.map(ToSqlOutput::from).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                match value.as_str_or_null()? {
                    Some(json) => serde_json::from_str(json).map_err(|error| FromSqlError::Other(error.into())),
                    None => $if_null.ok_or(FromSqlError::InvalidType),
                }
            }
        })+
    };
}

// Minutes that were confirmed before there were house styles read as is usual.
json!(Roll: None, HouseStyle: Some(HouseStyle::default()));

macro_rules! words {
    ($($name:ident),+) => {
        $(impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.word().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                $name::from_word(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        })+
    };
}

words!(
    ActionStatus,
    AttendanceStatus,
    Closing,
    EntryKind,
    LooseEndKind,
    MeetingStatus,
    MembershipKind,
    MovementKind,
    PlanStatus,
    ProofKind,
    RagTone,
    Verb,
    VoteCast
);
