//! Searching every word of every entry, and of every correction.

use super::{Result, Store};
use crate::record::Id;
use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;

/// An entry, or a correction of confirmed minutes, that holds the words looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The entry or the correction.
    pub id: Id,
    pub meeting: Id,
    pub item: Id,
    pub slug: String,
    pub date: NaiveDate,
    pub item_label: String,
    /// The kind of entry, or "correction".
    pub kind: String,
    pub text: String,
}

const ENTRIES: &str = "SELECT e.id, e.meeting, e.item, m.slug, m.date, trim(i.number || ' ' || i.title), e.kind, e.text
     FROM entry_words AS w JOIN entry AS e ON e.id = w.rowid
     JOIN item AS i ON i.id = e.item JOIN meeting AS m ON m.id = e.meeting
     WHERE entry_words MATCH ?1 ORDER BY w.rowid DESC LIMIT ?2";

const CORRECTIONS: &str =
    "SELECT c.id, c.meeting, c.item, m.slug, m.date, trim(i.number || ' ' || i.title), 'correction', c.text
     FROM correction_words AS w JOIN correction AS c ON c.id = w.rowid
     JOIN item AS i ON i.id = c.item JOIN meeting AS m ON m.id = c.meeting
     WHERE correction_words MATCH ?1 ORDER BY w.rowid DESC LIMIT ?2";

/// Returns the query for a word beginning with each of `words`; whatever is typed is words, never a query.
pub(super) fn beginnings(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")
}

impl Store {
    /// Returns up to `limit` entries and corrections that hold a word beginning with each of `words`, newest
    /// first.
    ///
    /// Accents and case do not matter.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<Found>> {
        let query = beginnings(words);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.found(ENTRIES, &query, limit)?;
        found.extend(self.found(CORRECTIONS, &query, limit)?);
        // An id begins with the time at which it was made.
        found.sort_by_key(|found| std::cmp::Reverse(found.id));
        found.truncate(limit as usize);
        Ok(found)
    }

    fn found(&self, sql: &str, query: &str, limit: u32) -> Result<Vec<Found>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![query, limit], |row| {
            Ok(Found {
                id: row.get(0)?,
                meeting: row.get(1)?,
                item: row.get(2)?,
                slug: row.get(3)?,
                date: row.get(4)?,
                item_label: row.get(5)?,
                kind: row.get(6)?,
                text: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
