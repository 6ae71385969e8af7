//! Half-typed text: kept as it is typed, offered back after a kill.
//!
//! A key press must not wait for a database: not for its work, and not for another program that is
//! writing a whole import. So text is appended to a small file beside the book, which one write of the
//! operating system does; it is there when the process ends, however it ends. Once a second
//! [`Store::sync_half_typed`] has it brought to the disk, where a power cut leaves it; that takes a slow
//! disk longer than a key press may, so another thread waits for it.
//!
//! What becomes of the text, an entry recorded or a form saved, belongs into the transaction that does
//! it. The row in the book therefore has a revision, and the file says which one it goes on from:
//! once the entry is there, what was typed of it is out of date, whenever the process ends.

use super::{Error, Result, Store};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

/// What is half-typed under one name.
#[derive(Debug)]
pub(super) struct HalfTyped {
    /// The file of lines typed since the last flush; none for a book in memory.
    file: Option<File>,
    /// The revision of the row in the book, unless both must be read again.
    revision: Option<i64>,
    /// What was typed and is not in the book yet.
    ahead: Option<String>,
    /// Whether some of the file is not on the disk yet.
    is_unsynced: bool,
    /// Whether all that is in the file is out of date once the transaction is done.
    is_stale: bool,
}

/// A file with more bytes than this is emptied into the book: a line that was worked on for an hour.
const MOST_BYTES: u64 = 1 << 20;

/// More programs than this on one book share what they have half filled in.
const MOST_PROGRAMS: u32 = 9;

/// The thread that waits for the disk.
#[derive(Debug, Default)]
pub(super) struct Syncing(Option<JoinHandle<std::io::Result<()>>>);

/// One line of the file.
#[derive(Serialize, Deserialize)]
struct Ahead<'a> {
    revision: i64,
    #[serde(borrow)]
    value: Cow<'a, str>,
}

impl HalfTyped {
    fn unsynced(&self) -> Option<&File> {
        self.file.as_ref().filter(|_| self.is_unsynced)
    }
}

impl Store {
    /// Keeps what is half-typed under a name, without waiting for the disk: it survives the end of the
    /// process at once, and a power cut once it is [on the disk](Store::sync_half_typed). Inside a
    /// transaction it comes and goes with that.
    ///
    /// The name becomes a file's name.
    pub fn keep_half_typed(&mut self, name: &str, value: &str) -> Result<()> {
        if self.depth > 0 || self.path.is_none() {
            return self.put_half_typed(name, value);
        }
        let revision = self.revision_of_half_typed(name)?;
        let Some(half) = self.half_typed.get_mut(name) else { return Ok(()) };
        let Some(file) = &mut half.file else { return self.put_half_typed(name, value) };
        let line = serde_json::to_string(&Ahead { revision, value: value.into() }).map_err(std::io::Error::from);
        // A line end first: one that was cut short spoils no other.
        line.and_then(|line| file.write_all(format!("\n{line}").as_bytes())).map_err(|error| Error::Broken {
            what: format!("What is half-typed could not be written. ({error})"),
            hint: "Check the disk that holds the book; it is tried again.".into(),
        })?;
        half.ahead = Some(value.to_string());
        (half.is_stale, half.is_unsynced) = (false, true);
        Ok(())
    }

    /// Returns under what name this program keeps something of which each program has one: the name itself,
    /// or with a number while others have it open. It is this program's own until that ends, however it
    /// ends; one in which a program that is no more left something comes first.
    pub fn own_half_typed(&mut self, name: &str) -> Result<String> {
        if let Some(own) = self.own_half_typed.get(name) {
            return Ok(own.clone());
        }
        let Some(folder) = self.path.as_deref().map(folder) else { return Ok(name.to_string()) };
        let mut own: Option<String> = None;
        for nth in 1..=MOST_PROGRAMS {
            let name = if nth == 1 { name.to_string() } else { format!("{name} {nth}") };
            if own.is_some() && !folder.join(&name).exists() {
                break;
            }
            if !self.lock_half_typed(&name)? {
                continue;
            }
            let is_left = self.half_typed(&name)?.is_some();
            let other = if is_left || own.is_none() { own.replace(name) } else { Some(name) };
            // Closing its file gives it up.
            other.and_then(|other| self.half_typed.remove(&other));
            if is_left {
                break;
            }
        }
        let own = own.unwrap_or_else(|| name.to_string());
        self.own_half_typed.insert(name.to_string(), own.clone());
        Ok(own)
    }

    /// Tells whether no other program has what is kept under a name; where the file system has no locks,
    /// none has.
    fn lock_half_typed(&mut self, name: &str) -> Result<bool> {
        self.revision_of_half_typed(name)?;
        let file = self.half_typed.get(name).and_then(|half| half.file.as_ref());
        if matches!(file.map(File::try_lock), Some(Err(TryLockError::WouldBlock))) {
            self.half_typed.remove(name);
            return Ok(false);
        }
        // Another may have written until it was let go.
        self.look_again_at_half_typed();
        Ok(true)
    }

    /// Forgets what was half-typed under a name.
    pub fn drop_half_typed(&mut self, name: &str) -> Result<()> {
        self.put_half_typed(name, "")
    }

    /// Returns what was half-typed under a name.
    pub fn half_typed(&mut self, name: &str) -> Result<Option<String>> {
        self.revision_of_half_typed(name)?;
        if let Some(ahead) = self.half_typed.get(name).and_then(|half| half.ahead.clone()) {
            return Ok(Some(ahead).filter(|value| !value.is_empty()));
        }
        let mut statement = self.connection.prepare_cached("SELECT value FROM half_typed WHERE name = ?")?;
        let value: Option<String> = statement.query_row([name], |row| row.get(0)).optional()?;
        Ok(value.filter(|value| !value.is_empty()))
    }

    /// Has everything typed so far brought to the disk, and does not wait for it. Tells whether all of it
    /// is there; asked again after an error, it tries again.
    ///
    /// Where the disk refuses, it is written into the book instead, whose answer is final.
    pub fn sync_half_typed(&mut self) -> Result<bool> {
        if self.syncing.0.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return Ok(false);
        }
        if self.syncing.0.take().is_some_and(|thread| !matches!(thread.join(), Ok(Ok(())))) {
            self.half_typed.values_mut().for_each(|half| half.is_unsynced = true);
            return self.flush().map(|()| true);
        }
        let unsynced: Vec<&File> = self.half_typed.values().filter_map(HalfTyped::unsynced).collect();
        let is_large = unsynced.iter().any(|file| file.metadata().is_ok_and(|facts| facts.len() > MOST_BYTES));
        let files: Option<Vec<File>> = unsynced.into_iter().map(|file| file.try_clone().ok()).collect();
        if is_large && self.flush().is_ok() {
            return Ok(true);
        }
        let Some(files) = files else { return self.flush().map(|()| true) };
        if files.is_empty() {
            return Ok(true);
        }
        let Ok(thread) = sync(files, self.path.as_deref().map(folder)) else {
            return self.flush().map(|()| true);
        };
        self.syncing.0 = Some(thread);
        self.half_typed.values_mut().for_each(|half| half.is_unsynced = false);
        Ok(false)
    }

    /// Moves everything typed so far into the book, and waits until it is on the disk.
    pub fn flush(&mut self) -> Result<()> {
        let names: Vec<String> = self.half_typed.keys().cloned().collect();
        for name in names {
            self.revision_of_half_typed(&name)?;
            let ahead = self.half_typed.get(&name).and_then(|half| half.ahead.clone());
            if let Some(ahead) = ahead {
                self.put_half_typed(&name, &ahead)?;
            }
            self.half_typed.get_mut(&name).into_iter().for_each(|half| half.is_unsynced = false);
        }
        Ok(())
    }

    /// Says that a transaction was taken back: what it made of half-typed text must be read again.
    pub(super) fn look_again_at_half_typed(&mut self) {
        self.half_typed.values_mut().for_each(|half| (half.revision, half.is_stale) = (None, false));
    }

    /// Says that everything is done: what is out of date, and may be exempt, does not stay in a file.
    pub(super) fn forget_what_is_stale(&mut self) {
        for half in self.half_typed.values_mut().filter(|half| half.is_stale) {
            let _ = half.file.as_ref().map(|file| file.set_len(0));
            half.is_stale = false;
        }
    }

    /// Writes the row in the book, and so puts what was typed ahead of it out of date.
    fn put_half_typed(&mut self, name: &str, value: &str) -> Result<()> {
        // Never the same twice, in whatever copy of the book.
        let revision = fastrand::i64(1..);
        self.connection
            .prepare_cached(
                "INSERT INTO half_typed (name, value, revision) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE SET value = ?2, revision = ?3",
            )?
            .execute(params![name, value, revision])?;
        if let Some(half) = self.half_typed.get_mut(name) {
            (half.revision, half.ahead, half.is_stale) = (Some(revision), None, true);
        }
        if self.depth == 0 {
            self.forget_what_is_stale();
        }
        Ok(())
    }

    /// Returns the revision of the row in the book; reads it, and the file, unless they are known.
    fn revision_of_half_typed(&mut self, name: &str) -> Result<i64> {
        if let Some(revision) = self.half_typed.get(name).and_then(|half| half.revision) {
            return Ok(revision);
        }
        let mut statement = self.connection.prepare_cached("SELECT revision FROM half_typed WHERE name = ?")?;
        let revision: i64 = statement.query_row([name], |row| row.get(0)).optional()?.unwrap_or(0);
        let earlier = self.half_typed.remove(name);
        let is_unsynced = earlier.as_ref().is_some_and(|half| half.is_unsynced);
        let file = earlier.and_then(|half| half.file).or_else(|| open(self.path.as_deref()?, name));
        let ahead = file.as_ref().and_then(|file| last_typed(file, revision));
        let half = HalfTyped { file, revision: Some(revision), ahead, is_unsynced, is_stale: false };
        self.half_typed.insert(name.to_string(), half);
        Ok(revision)
    }
}

/// Waits on a thread of its own until files, and that they are in their folder, are on the disk.
fn sync(files: Vec<File>, folder: Option<PathBuf>) -> std::io::Result<JoinHandle<std::io::Result<()>>> {
    std::thread::Builder::new().name("disk".into()).spawn(move || {
        // Not every system lets a folder be opened; those see to it themselves.
        let _ = folder.and_then(|folder| File::open(folder).ok()).map(|folder| folder.sync_all());
        files.iter().try_for_each(File::sync_all)
    })
}

/// Removes what was half-typed in a book that is there no more.
pub(super) fn forget_all(book: &Path) {
    let _ = std::fs::remove_dir_all(folder(book));
}

/// Returns the folder of the files beside a book.
fn folder(book: &Path) -> PathBuf {
    let mut folder = book.as_os_str().to_owned();
    folder.push(".half-typed");
    PathBuf::from(folder)
}

/// Opens the file for a name; without one, text is kept in the book itself.
fn open(book: &Path, name: &str) -> Option<File> {
    let folder = folder(book);
    std::fs::create_dir_all(&folder).ok()?;
    OpenOptions::new().read(true).append(true).create(true).open(folder.join(name)).ok()
}

/// Returns the last whole line that goes on from a revision.
fn last_typed(mut file: &File, revision: i64) -> Option<String> {
    let mut lines = Vec::new();
    file.rewind().and_then(|()| file.read_to_end(&mut lines)).ok()?;
    let lines = lines.rsplit(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<Ahead<'_>>(line).ok());
    lines.filter(|line| line.revision == revision).map(|line| line.value.into_owned()).next()
}
