//! The book's tables, and how an older book becomes a newer one.

use super::{Error, Result, standing};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// Marks the file as a minute book ("MBK1"), in the database header.
pub(super) const APPLICATION_ID: u32 = 0x4d42_4b31;

/// What takes a book from version N to N + 1, by N. Never edit one that has been released: add another.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
];

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Looks at a file's header, without opening it as a database, and refuses what is no minute book
/// or was made by a newer version of this program. The file is not touched.
pub(super) fn inspect(path: &Path) -> Result<()> {
    use std::io::Read;
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::cannot_open(path, &error.to_string())),
    };
    let mut header = Vec::new();
    file.by_ref().take(100).read_to_end(&mut header).map_err(|error| Error::cannot_open(path, &error.to_string()))?;
    if header.is_empty() {
        return Ok(());
    }
    let number = |at: usize| header.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    if !header.starts_with(MAGIC) || number(68) != Some(APPLICATION_ID) {
        return Err(Error::refused(
            format!("{} is not a minute book.", path.display()),
            "Name another file with --book; this one has been left as it is.",
        ));
    }
    refuse_newer(path, number(60).unwrap_or(0) as usize)
}

fn refuse_newer(path: &Path, version: usize) -> Result<()> {
    if version > MIGRATIONS.len() {
        return Err(Error::refused(
            format!(
                "{} was written by a newer minutebook (book version {version}; this program knows up to {}).",
                path.display(),
                MIGRATIONS.len()
            ),
            "Update this program, or open the book where it was last used; the file has been left as it is.",
        ));
    }
    Ok(())
}

/// Marks a new file as a minute book, before anything else is in it: one that was begun and not finished,
/// since the program was killed or another was quicker, is known for what it is.
pub(super) fn mark(connection: &Connection) -> rusqlite::Result<()> {
    let mark: u32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if mark != APPLICATION_ID {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    Ok(())
}

/// Brings a book up to date, all or nothing. A file that has something in it is copied aside first.
pub(super) fn migrate(connection: &mut Connection, path: Option<&Path>, migrations: &[&str]) -> Result<()> {
    let version = version_of(connection)?;
    if let Some(path) = path {
        refuse_newer(path, version)?;
    }
    if version >= migrations.len() {
        return Ok(());
    }
    if let (Some(path), true) = (path, version > 0) {
        connection.backup("main", copy_path(path, version), None::<fn(rusqlite::backup::Progress)>)?;
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)?;
    // Another program may have been quicker while this one waited.
    for migration in migrations.iter().skip(version_of(&transaction)?) {
        transaction.execute_batch(migration)?;
    }
    if (1..standing::SINCE_VERSION).contains(&version) && migrations.len() >= standing::SINCE_VERSION {
        standing::rebuild(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", migrations.len() as u32)?;
    transaction.commit()?;
    // The header must tell the version to a program that has not opened the write-ahead log.
    connection.pragma_update(None, "wal_checkpoint", "TRUNCATE").or_else(ignore_rows)?;
    Ok(())
}

fn version_of(connection: &Connection) -> Result<usize> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))? as usize)
}

/// `PRAGMA wal_checkpoint` answers with a row, which `pragma_update` takes for an error.
fn ignore_rows(error: rusqlite::Error) -> rusqlite::Result<()> {
    if matches!(error, rusqlite::Error::ExecuteReturnedResults) { Ok(()) } else { Err(error) }
}

/// Returns where a book of an older version is kept: `minutes.db.version-1`.
pub(super) fn copy_path(path: &Path, version: usize) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".version-{version}"));
    PathBuf::from(name)
}
