//! What was exported where, so that a file edited by hand is never overwritten.

use super::{Result, Store};
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

/// What the book knows of the bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportedBefore {
    /// They are what this book last wrote there.
    Untouched,
    /// They are not: somebody edited the file, or it was never exported from this book.
    Edited,
}

impl Store {
    /// Tells whether a file still holds what was last exported to it.
    pub fn exported_before(&self, path: &str, bytes: &[u8]) -> Result<ExportedBefore> {
        let known: Option<String> = self
            .connection
            .query_row("SELECT hash FROM exported WHERE path = ?", [path], |row| row.get(0))
            .optional()?;
        Ok(if known == Some(hash(bytes)) { ExportedBefore::Untouched } else { ExportedBefore::Edited })
    }

    /// Remembers what was exported to a file.
    pub fn remember_export(&mut self, path: &str, bytes: &[u8], now: NaiveDateTime) -> Result<()> {
        self.connection.execute(
            "INSERT INTO exported VALUES (?1, ?2, ?3) ON CONFLICT (path) DO UPDATE SET hash = ?2, at = ?3",
            params![path, hash(bytes), now],
        )?;
        Ok(())
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
