//! The history: every step ever made, in a chain that shows when one was altered.

use super::{Result, Store};
use crate::record::{Change, Id, Record, Step};
use crate::text_enum;
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

text_enum! {
    /// Whether a step was done, or took back an earlier one, or did it again.
    pub enum StepKind {
        Done = "done",
        Undone = "undone",
        Redone = "redone",
    }
}

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryStep {
    pub seq: i64,
    pub at: NaiveDateTime,
    pub who: String,
    pub kind: StepKind,
    pub words: String,
}

/// What `verify` found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The chain is whole: so many steps, and the hash of the last.
    Whole { steps: u64, hash: String },
    /// The first step whose hash does not follow from the one before.
    BrokenAt { seq: i64, words: String },
    /// A row of this table is not what the history made it.
    RowAltered { table: &'static str, id: Id },
}

/// Appends a step, chained to the one before.
pub(super) fn append(
    store: &Store,
    kind: StepKind,
    target: Option<i64>,
    step: &Step,
    now: NaiveDateTime,
) -> Result<()> {
    let connection = &store.connection;
    let last: Option<(i64, String)> = connection
        .prepare_cached("SELECT seq, hash FROM step ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, before) = last.map_or((1, String::new()), |(seq, hash)| (seq + 1, hash));
    let changes = serde_json::to_string(&step.changes).map_err(|error| super::Error::Broken {
        what: format!("A step cannot be written: {error}."),
        hint: "Nothing was changed.".into(),
    })?;
    let line = Line {
        seq,
        at: now.format("%F %T%.f").to_string(),
        who: &store.clerk,
        kind: kind.word(),
        target,
        meeting: step.meeting.map(|id| id.0),
        words: &step.words,
        changes: &changes,
    };
    connection
        .prepare_cached(
            "INSERT INTO step (seq, at, who, kind, target, meeting, words, changes, hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            line.seq,
            line.at,
            line.who,
            line.kind,
            line.target,
            line.meeting,
            line.words,
            line.changes,
            line.hash(&before)
        ])?;
    Ok(())
}

/// What a step's hash covers.
struct Line<'a> {
    seq: i64,
    at: String,
    who: &'a str,
    kind: &'a str,
    target: Option<i64>,
    meeting: Option<i64>,
    words: &'a str,
    changes: &'a str,
}

impl Line<'_> {
    /// Returns SHA-256, in hexadecimal, over the hash before and every column, each with its length in front.
    fn hash(&self, before: &str) -> String {
        let mut sha = Sha256::new();
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let columns = [
            before,
            &self.seq.to_string(),
            &self.at,
            self.who,
            self.kind,
            &number(self.target),
            &number(self.meeting),
            self.words,
            self.changes,
        ];
        for column in columns {
            sha.update(column.len().to_le_bytes());
            sha.update(column);
        }
        sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Store {
    /// Returns up to `limit` steps of a meeting, or of the whole book, newest first.
    pub fn history(&self, meeting: Option<Id>, limit: u32) -> Result<Vec<HistoryStep>> {
        let mut statement = self.connection.prepare_cached(if meeting.is_some() {
            "SELECT seq, at, who, kind, words FROM step WHERE meeting = ?1 ORDER BY seq DESC LIMIT ?2"
        } else {
            "SELECT seq, at, who, kind, words FROM step WHERE ?1 IS NULL ORDER BY seq DESC LIMIT ?2"
        })?;
        let rows = statement.query_map(params![meeting, limit], |row| {
            let kind: String = row.get(3)?;
            Ok(HistoryStep {
                seq: row.get(0)?,
                at: row.get(1)?,
                who: row.get(2)?,
                kind: StepKind::from_word(&kind).unwrap_or(StepKind::Done),
                words: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Checks the chain from the first step to the last, and that every row is what the steps made it.
    pub fn verify(&self) -> Result<Verified> {
        let mut statement = self
            .connection
            .prepare("SELECT seq, at, who, kind, target, meeting, words, changes, hash FROM step ORDER BY seq")?;
        let mut rows = statement.query([])?;
        let (mut before, mut steps) = (String::new(), 0);
        let mut told = Told::default();
        while let Some(row) = rows.next()? {
            let (who, kind, words, changes): (String, String, String, String) =
                (row.get(2)?, row.get(3)?, row.get(6)?, row.get(7)?);
            let line = Line {
                seq: row.get(0)?,
                at: row.get(1)?,
                who: &who,
                kind: &kind,
                target: row.get(4)?,
                meeting: row.get(5)?,
                words: &words,
                changes: &changes,
            };
            let hash: String = row.get(8)?;
            steps += 1;
            if line.hash(&before) != hash || line.seq != steps {
                return Ok(Verified::BrokenAt { seq: line.seq, words });
            }
            match serde_json::from_str(&changes) {
                Ok(changes) => told.follow(changes),
                Err(_) => return Ok(Verified::BrokenAt { seq: line.seq, words }),
            }
            before = hash;
        }
        Ok(match told.differs_from(&self.everything()?) {
            Some((table, id)) => Verified::RowAltered { table, id },
            None => Verified::Whole { steps: steps as u64, hash: before },
        })
    }
}

/// What the history tells of every row: the hash of what it was made last.
#[derive(Default)]
struct Told(HashMap<(&'static str, Id), [u8; 32]>);

impl Told {
    fn follow(&mut self, changes: Vec<Change>) {
        for change in changes {
            if let Some(before) = change.before {
                self.0.remove(&(before.table(), before.id()));
            }
            if let Some(after) = change.after {
                self.0.insert((after.table(), after.id()), row_hash(&after));
            }
        }
    }

    /// Returns a row that is there, or is missing, against what the history tells.
    fn differs_from(mut self, rows: &[Record]) -> Option<(&'static str, Id)> {
        let altered = rows.iter().find(|row| self.0.remove(&(row.table(), row.id())) != Some(row_hash(row)));
        altered.map(|row| (row.table(), row.id())).or_else(|| self.0.into_keys().next())
    }
}

fn row_hash(row: &Record) -> [u8; 32] {
    Sha256::digest(serde_json::to_vec(row).unwrap_or_default()).into()
}
