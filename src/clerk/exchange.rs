//! Taking in a meeting that was exported from another book.

use super::{Result, agenda::not_understood};
use crate::import::json;
use crate::record::Meeting;
use crate::store::Store;
use chrono::NaiveDateTime;

/// A meeting that was read from a file.
#[derive(Clone, Debug)]
pub struct TakenIn {
    pub meeting: Meeting,
    /// Whether anything of it was not in the book already.
    pub is_new: bool,
}

/// Reads an exported meeting and puts it into the book, all or nothing. `source` names the text in errors.
pub fn take_in(store: &mut Store, text: &str, source: &str, now: NaiveDateTime) -> Result<TakenIn> {
    let exchange = json::read(text).map_err(|problem| not_understood(&[problem], source))?;
    let meeting = exchange.meeting.clone();
    let is_new = store.take_in(exchange.into_step(), now)? > 0;
    Ok(TakenIn { meeting, is_new })
}
