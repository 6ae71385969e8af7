//! What can go wrong with a book, in sentences.

use rusqlite::ErrorCode;
use std::path::Path;

pub type Result<T> = std::result::Result<T, Error>;

/// Why the book did not do what was asked. Nothing was half-done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule forbids it.
    #[error("{what}")]
    Refused { what: String, hint: String },
    /// Somebody else changed the same thing first.
    #[error("{what}")]
    Stale { what: String },
    /// The disk or the file failed.
    #[error("{what}")]
    Broken { what: String, hint: String },
}

impl Error {
    /// Returns a refusal with what to do instead.
    pub fn refused(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Error::Refused { what: what.into(), hint: hint.into() }
    }

    pub(super) fn stale(what: impl Into<String>) -> Self {
        Error::Stale { what: what.into() }
    }

    pub(super) fn cannot_open(path: &Path, why: &str) -> Self {
        Error::refused(
            format!("The book {} cannot be opened: {why}.", path.display()),
            "Check that the folder exists and that you may read and write there, or name another file with --book.",
        )
    }

    /// Returns what to do about it.
    pub fn hint(&self) -> &str {
        match self {
            Error::Refused { hint, .. } | Error::Broken { hint, .. } => hint,
            Error::Stale { .. } => "Look at what is there now, and do it again if it is still wanted.",
        }
    }

    /// Tells whether the same thing may succeed later without anybody changing it.
    pub fn may_pass(&self) -> bool {
        matches!(self, Error::Broken { .. })
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if let rusqlite::Error::SqliteFailure(failure, _) = &error
            && failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY
        {
            return Error::refused(
                "It hangs together with something that was done elsewhere since.",
                "Take that back first, or do it again; nothing was changed.",
            );
        }
        let code = error.sqlite_error_code();
        let (what, hint) = match code {
            Some(ErrorCode::DiskFull) => ("The disk is full.", "Free some space on the disk that holds the book."),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => (
                "The book cannot be written: the file, its folder or the disk is read-only.",
                "Copy the book to a disk that can be written, and open it there with --book.",
            ),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                ("Another program is writing to the book.", "It will be tried again; close other programs that use it.")
            }
            Some(ErrorCode::CannotOpen) => (
                "The book cannot be opened for writing.",
                "Check that its folder exists and that you may write there, or name another file with --book.",
            ),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => (
                "The book is damaged.",
                "Do not delete it. Copy the file and those beside it with -wal and -shm in their names, then restore \
                 the last backup beside it.",
            ),
            _ => ("The book could not be read or written.", "Check the disk that holds the book; it is tried again."),
        };
        Error::Broken { what: format!("{what} ({error})"), hint: hint.into() }
    }
}
