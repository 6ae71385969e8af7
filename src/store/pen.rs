//! The pen of a meeting: who is minuting it now. Others follow.

use super::{Result, Store};
use crate::record::Id;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::PathBuf;

/// The right to write in one meeting, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Pen {
    /// A locked file beside the book; none for a book in memory, which nobody else can open. It is
    /// never removed: whoever waited for a removed one would have a pen that others do not see.
    _file: Option<File>,
}

/// Whether the pen could be had.
#[derive(Debug)]
pub enum PenAsked {
    Taken(Pen),
    /// Somebody else has it, by this name.
    HeldBy(String),
}

impl Store {
    /// Asks for the pen of a meeting.
    ///
    /// Where the file system has no locks the pen is given: a clerk is never kept from writing by it.
    pub fn ask_for_pen(&self, meeting: Id) -> Result<PenAsked> {
        let Some(book) = self.path() else { return Ok(PenAsked::Taken(Pen { _file: None })) };
        let mut folder = book.as_os_str().to_owned();
        folder.push(".pens");
        let path = PathBuf::from(folder).join(meeting.0.to_string());
        let _ = path.parent().map(std::fs::create_dir_all);
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let Ok(mut file) = opened else { return Ok(PenAsked::Taken(Pen { _file: None })) };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                Ok(PenAsked::HeldBy(if holder.is_empty() { "Somebody else".into() } else { holder }))
            }
            Err(TryLockError::Error(_)) => Ok(PenAsked::Taken(Pen { _file: None })),
            Ok(()) => {
                let _ =
                    file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(self.clerk.as_bytes()));
                Ok(PenAsked::Taken(Pen { _file: Some(file) }))
            }
        }
    }
}
