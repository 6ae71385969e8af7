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
    /// How many links and reports refer to a plan that the book does not have.
    pub left_out: usize,
}

/// Reads an exported meeting and puts it into the book, all or nothing. `source` names the text in errors.
pub fn take_in(store: &mut Store, text: &str, source: &str, now: NaiveDateTime) -> Result<TakenIn> {
    let exchange = json::read(text).map_err(|problem| not_understood(&[problem], source))?;
    let meeting = exchange.meeting.clone();
    let taken = store.take_in(exchange.into_step(), now)?;
    Ok(TakenIn { meeting, is_new: taken.made > 0, left_out: taken.left_out })
}
