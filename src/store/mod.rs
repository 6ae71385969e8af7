//! The book: one SQLite file, and the only module that knows it is one.
//!
//! A recorded step is on the disk before [`Store::apply`] returns (`synchronous=FULL`). Half-typed
//! text is kept in a file beside the book without waiting for the disk, so that it survives the end of
//! the process, and is taken into the book in the end by [`Store::flush`].

mod error;
mod exported;
mod half_typed;
mod history;
mod links;
mod pen;
mod plan_open;
mod plan_reading;
mod plan_standing;
mod plan_words;
mod plans;
mod proof;
mod read;
mod recorded;
mod register;
mod schema;
mod search;
mod standing;
mod tables;
mod write;

pub use error::{Error, Result};
pub use exported::ExportedBefore;
pub use history::{HistoryStep, StepKind, Verified};
pub use links::LinkedTo;
pub use pen::{Pen, PenAsked};
pub use plan_open::OpenLink;
pub use plan_reading::{BodyMeeting, ReportPlace, Serving};
pub use plans::{EntryPlace, MinutedItem, PlanSummary, WholePlan};
pub use read::{BodySummary, MeetingSummary, Minutes};
pub use register::GivenAction;
pub use search::Found;
pub use standing::{LOT, Rhythms, Wanted};

use crate::record::{Id, Ids};
use chrono::NaiveDateTime;
use half_typed::{HalfTyped, Syncing};
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// An open book.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: Option<PathBuf>,
    ids: Ids,
    /// Who is at the keyboard, for the history.
    clerk: String,
    /// What is half-typed, by name.
    half_typed: HashMap<String, HalfTyped>,
    /// Under what names of its own this program keeps something.
    own_half_typed: HashMap<String, String>,
    syncing: Syncing,
    /// How many [`all_or_nothing`](Store::all_or_nothing) are under way, one inside another.
    depth: u32,
}

/// How long to wait for another program that is writing, in milliseconds. Short, since a clerk waits too.
const BUSY_TIMEOUT_MS: u64 = 250;

impl Store {
    /// Opens a book, and makes it when there is none.
    ///
    /// Refuses, without touching it, a file that is no minute book or was written by a newer program.
    pub fn open(path: &Path) -> Result<Self> {
        schema::inspect(path)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| Error::cannot_open(path, &error.to_string()))?;
        }
        if !path.exists() {
            half_typed::forget_all(path);
        }
        let connection = Connection::open(path)?;
        Self::prepare(connection, Some(path.to_owned()))
    }

    /// Opens a book that exists.
    pub fn open_existing(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(Error::refused(
                format!("There is no book at {}.", path.display()),
                "Name the book with --book, or run minutebook alone to begin one.",
            ));
        }
        Self::open(path)
    }

    /// Opens an empty book that is kept nowhere.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?, None)
    }

    fn prepare(mut connection: Connection, path: Option<PathBuf>) -> Result<Self> {
        connection.busy_timeout(std::time::Duration::from_millis(BUSY_TIMEOUT_MS))?;
        connection.set_prepared_statement_cache_capacity(96);
        patiently(|| {
            schema::mark(&connection)?;
            connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        })?;
        connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
        schema::migrate(&mut connection, path.as_deref(), schema::MIGRATIONS)?;
        let (ids, clerk) = (Ids::random(), "clerk".to_string());
        let (half_typed, own_half_typed, syncing) = Default::default();
        Ok(Store { connection, path, ids, clerk, half_typed, own_half_typed, syncing, depth: 0 })
    }

    /// Says who is at the keyboard, for the history.
    pub fn set_clerk(&mut self, name: &str) {
        self.clerk = name.to_owned();
    }

    /// Returns who is at the keyboard.
    pub fn clerk(&self) -> &str {
        &self.clerk
    }

    /// Makes ids follow from a seed, so that a test can be repeated.
    pub fn seed_ids(&mut self, seed: u64) {
        self.ids = Ids::seeded(seed);
    }

    /// Returns where the book is kept.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Returns an id for a row to be made now.
    pub fn fresh_id(&mut self, now: NaiveDateTime) -> Id {
        self.ids.fresh(now)
    }

    /// Returns the source of ids.
    pub fn ids(&mut self) -> &mut Ids {
        &mut self.ids
    }

    /// Copies the whole book to a new file, as it is at this moment.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        if path.exists() {
            return Err(Error::refused(
                format!("{} exists already.", path.display()),
                "Name another file; a backup never replaces one.",
            ));
        }
        Ok(self.connection.backup("main", path, None::<fn(rusqlite::backup::Progress)>)?)
    }

    /// Moves what the write-ahead log holds into the file itself; for quiet moments.
    pub fn tidy(&self) -> Result<()> {
        Ok(self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
    }

    /// Leaves it to the caller to [tidy](Store::tidy), so that no key press ever waits for it.
    pub fn tidy_by_hand(&self) -> Result<()> {
        Ok(self.connection.query_row("PRAGMA wal_autocheckpoint = 0", [], |_| Ok(()))?)
    }

    /// Does several things as one: all of them, or none when one fails.
    pub fn all_or_nothing<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Store) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let (begin, commit, rollback) = match self.depth {
            0 => ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"),
            _ => ("SAVEPOINT inner", "RELEASE inner", "ROLLBACK TO inner; RELEASE inner"),
        };
        self.connection.execute_batch(begin).map_err(Error::from)?;
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        if result.is_err() {
            self.look_again_at_half_typed();
            self.connection.execute_batch(rollback).map_err(Error::from)?;
        } else if let Err(error) = self.connection.execute_batch(commit) {
            // A failed commit leaves the transaction open; this takes back everything in it.
            let _ = self.connection.execute_batch(rollback);
            self.look_again_at_half_typed();
            return Err(Error::from(error).into());
        } else if self.depth == 0 {
            self.forget_what_is_stale();
        }
        result
    }
}

/// Tries for a second what SQLite does not wait for by itself: two programs beginning one book.
fn patiently(work: impl Fn() -> rusqlite::Result<()>) -> Result<()> {
    for _ in 0..50 {
        match work() {
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            done => return Ok(done?),
        }
    }
    Ok(work()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_book_is_copied_aside_and_migrated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        Store::open(&path).unwrap().set_clerk("first");
        let mut connection = Connection::open(&path).unwrap();
        let newer = [schema::MIGRATIONS, &["CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT"]].concat();
        let known = schema::MIGRATIONS.len();
        schema::migrate(&mut connection, Some(&path), &newer).unwrap();
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, known as i64 + 1);
        connection.execute("INSERT INTO later VALUES (1)", []).unwrap();
        let copy = Connection::open(schema::copy_path(&path, known)).unwrap();
        assert!(copy.execute("INSERT INTO later VALUES (1)", []).is_err(), "the copy is of the old version");
        drop((connection, copy));
        let refused = Store::open(&path).unwrap_err();
        assert!(refused.to_string().contains(&format!("newer minutebook (book version {}", known + 1)), "{refused}");
    }

    #[test]
    fn corrections_of_an_older_book_can_be_searched() {
        let mut connection = Connection::open_in_memory().unwrap();
        schema::migrate(&mut connection, None, &schema::MIGRATIONS[..2]).unwrap();
        let row = "PRAGMA foreign_keys = OFF;
            INSERT INTO correction VALUES (7, 1, 1, 'For two read three.', '2023-05-12 18:00:00', 0)";
        connection.execute_batch(row).unwrap();
        schema::migrate(&mut connection, None, schema::MIGRATIONS).unwrap();
        let find = "SELECT rowid FROM correction_words WHERE correction_words MATCH 'three'";
        assert_eq!(connection.query_row(find, [], |row| row.get::<_, i64>(0)).unwrap(), 7);
    }

    #[test]
    fn a_failed_migration_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        drop(Store::open(&path).unwrap());
        let mut connection = Connection::open(&path).unwrap();
        let broken = [schema::MIGRATIONS, &["CREATE TABLE later (id INTEGER) STRICT; SELECT nonsense"]].concat();
        schema::migrate(&mut connection, Some(&path), &broken).unwrap_err();
        drop(connection);
        drop(Store::open(&path).unwrap());
    }
}
