//! Half-typed text: kept as it is typed, offered back after a kill.

use super::{Result, Store};
use rusqlite::{OptionalExtension, params};

impl Store {
    /// Keeps what is half-typed under a name, without waiting for the disk: it survives the end of
    /// the process at once, and a power cut after the next [`flush`](Store::flush).
    pub fn keep_half_typed(&mut self, name: &str, value: &str) -> Result<()> {
        self.wait_for_disk(false)?;
        self.connection
            .prepare_cached("INSERT INTO half_typed VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2")?
            .execute([name, value])?;
        Ok(())
    }

    /// Forgets what was half-typed under a name.
    pub fn drop_half_typed(&mut self, name: &str) -> Result<()> {
        self.wait_for_disk(false)?;
        self.connection.prepare_cached("DELETE FROM half_typed WHERE name = ?")?.execute([name])?;
        Ok(())
    }

    /// Returns what was half-typed under a name.
    pub fn half_typed(&self, name: &str) -> Result<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM half_typed WHERE name = ?")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Waits until everything written so far is on the disk.
    pub fn flush(&mut self) -> Result<()> {
        self.wait_for_disk(true)?;
        // A commit flushes the whole log before it, so the smallest one will do.
        self.connection
            .prepare_cached(
                "INSERT INTO half_typed VALUES ('flushed', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
            )?
            .execute(params![fastrand::u32(..).to_string()])?;
        Ok(())
    }
}
