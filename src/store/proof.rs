//! Words for proof-reading: the book's own, and whether anybody or anything in it is called so.

use super::{Result, Store, tables};
use crate::record::{Id, OwnWord, Stet};

impl Store {
    /// Returns the words that were added to the book, in the order of the alphabet.
    pub fn own_words(&self) -> Result<Vec<OwnWord>> {
        tables::select(&self.connection, "ORDER BY word COLLATE NOCASE", &[])
    }

    /// Returns what was left as it is written in the minutes of a meeting.
    pub fn stets(&self, meeting: Id) -> Result<Vec<Stet>> {
        tables::select(&self.connection, "WHERE meeting = ? ORDER BY id", &[&meeting])
    }

    /// Returns the names of people, posts, organisations, bodies and plans in which a word stands, and the words of
    /// plan actions that have it or one of the same stem. It looks through all names in the book.
    pub fn texts_with(&self, word: &str) -> Result<Vec<String>> {
        let letters: String = word.chars().filter(|letter| letter.is_alphanumeric()).collect();
        if letters.is_empty() {
            return Ok(Vec::new());
        }
        let mut texts = self.column(
            "SELECT words FROM (
               SELECT name || ' ' || role || ' ' || organisation AS words FROM person
               UNION ALL SELECT name || ' ' || venue FROM body
               UNION ALL SELECT name FROM plan)
             WHERE instr(lower(words), lower(?)) LIMIT 200",
            word,
        )?;
        texts.extend(self.column(
            "SELECT a.text || ' ' || a.outcome || ' ' || a.impact || ' ' || t.title || ' ' ||
               coalesce((SELECT group_concat(name, ' ') FROM measure WHERE plan_action = a.id), '') || ' ' ||
               coalesce((SELECT group_concat(text, ' ') FROM milestone WHERE plan_action = a.id), '')
             FROM plan_action AS a JOIN theme AS t ON t.id = a.theme
             WHERE a.id IN (SELECT rowid FROM plan_action_words WHERE plan_action_words MATCH ? LIMIT 50)",
            &format!("{{words theme outcome}} : \"{letters}\""),
        )?);
        Ok(texts)
    }

    fn column(&self, sql: &str, value: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([value], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
