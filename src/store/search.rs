//! Searching every word of every entry.

use super::{Result, Store};
use crate::record::Id;
use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;

/// An entry that holds the words looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    pub entry: Id,
    pub meeting: Id,
    pub item: Id,
    pub slug: String,
    pub date: NaiveDate,
    pub item_label: String,
    pub kind: String,
    pub text: String,
}

impl Store {
    /// Returns up to `limit` entries that hold a word beginning with each of `words`, newest first.
    ///
    /// Accents and case do not matter. Whatever is typed is taken as words, never as a query language.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<Found>> {
        let query: Vec<String> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| format!("\"{word}\"*"))
            .collect();
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT e.id, e.meeting, e.item, m.slug, m.date, trim(i.number || ' ' || i.title), e.kind, e.text
             FROM entry_words AS w JOIN entry AS e ON e.id = w.rowid
             JOIN item AS i ON i.id = e.item JOIN meeting AS m ON m.id = e.meeting
             WHERE entry_words MATCH ?1 ORDER BY w.rowid DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![query.join(" "), limit], |row| {
            Ok(Found {
                entry: row.get(0)?,
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
