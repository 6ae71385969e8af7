//! A text field: what a reader sees as one character is one, however many code points it has.
//!
//! Our own because the capture line is what this program is for: graphemes, soft wrap, a dim
//! completion after the cursor, and an undo that ends where the book's begins.

use crate::document::inert;
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use super::wrap::wrap;

/// How many steps of typing can be taken back.
const UNDO_STEPS: usize = 200;

/// Text with a cursor.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    text: String,
    /// In bytes, always between two graphemes.
    cursor: usize,
    undo: Vec<(String, usize)>,
    redo: Vec<(String, usize)>,
    /// Letters typed in a row are taken back together.
    is_typing: bool,
}

/// Where the text stands when it is laid out in a width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The text as shown, with anything harmful made inert.
    pub shown: String,
    /// The rows, as ranges of `shown`.
    pub rows: Vec<Range<usize>>,
    /// Row and column of the cursor, in cells.
    pub cursor: (usize, usize),
}

impl Editor {
    /// Returns a field with text and the cursor behind it.
    pub fn with(text: &str) -> Self {
        Editor { text: text.into(), cursor: text.len(), ..Editor::default() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns where the cursor is, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Tells whether the cursor is behind the last character.
    pub fn at_end(&self) -> bool {
        self.cursor == self.text.len()
    }

    /// Replaces everything; what was there can be brought back with undo.
    pub fn set(&mut self, text: &str) {
        self.remember(false);
        self.text = text.into();
        self.cursor = text.len();
    }

    /// Empties the field and forgets what was typed, which has been recorded.
    pub fn clear(&mut self) {
        *self = Editor::default();
    }

    /// Puts the cursor at a place, or as near before it as a character begins.
    pub fn move_to(&mut self, cursor: usize) {
        let cursor = self.text.floor_char_boundary(cursor);
        let mut graphemes = GraphemeCursor::new(cursor, self.text.len(), true);
        self.cursor = match graphemes.is_boundary(&self.text, 0) {
            Ok(true) => cursor,
            _ => graphemes.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0),
        };
        self.is_typing = false;
    }

    /// Types text at the cursor.
    pub fn insert(&mut self, text: &str) {
        let is_letter = text.chars().count() == 1 && !text.starts_with(' ');
        self.remember(is_letter);
        self.text.insert_str(self.cursor, text);
        self.move_to(self.cursor + text.len());
        self.is_typing = is_letter;
    }

    /// Replaces a range (bytes) and leaves the cursor behind what took its place.
    pub fn replace(&mut self, range: Range<usize>, with: &str) {
        self.remember(false);
        let behind = self.cursor.saturating_sub(range.end);
        self.text.replace_range(range.clone(), with);
        self.move_to(range.start + with.len() + behind);
    }

    /// Returns what was there before the last change, to be kept.
    fn remember(&mut self, goes_on: bool) {
        if !(goes_on && self.is_typing) {
            self.undo.push((self.text.clone(), self.cursor));
            if self.undo.len() > UNDO_STEPS {
                self.undo.remove(0);
            }
        }
        self.redo.clear();
    }

    /// Takes back the last typing. Tells whether there was any.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.undo.pop() else { return false };
        self.redo.push((std::mem::replace(&mut self.text, before.0), self.cursor));
        self.cursor = before.1;
        self.is_typing = false;
        true
    }

    /// Types again what was taken back. Tells whether there was any.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.redo.pop() else { return false };
        self.undo.push((std::mem::replace(&mut self.text, after.0), self.cursor));
        self.cursor = after.1;
        true
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..].graphemes(true).next().map_or(self.text.len(), |next| self.cursor + next.len())
    }

    fn word_before(&self) -> usize {
        let mut words = self.text[..self.cursor].split_word_bound_indices();
        words.rfind(|(_, word)| !word.trim().is_empty()).map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let next = rest.split_word_bound_indices().find(|(at, word)| *at > 0 && !word.trim().is_empty());
        next.map_or(self.text.len(), |(at, _)| self.cursor + at)
    }

    pub fn left(&mut self) {
        self.move_to(self.before());
    }

    pub fn right(&mut self) {
        self.move_to(self.after());
    }

    pub fn word_left(&mut self) {
        self.move_to(self.word_before());
    }

    pub fn word_right(&mut self) {
        self.move_to(self.word_after());
    }

    pub fn home(&mut self) {
        let line = self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1);
        self.move_to(line);
    }

    pub fn end(&mut self) {
        let line = self.text[self.cursor..].find('\n').map_or(self.text.len(), |at| self.cursor + at);
        self.move_to(line);
    }

    fn remove(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.remember(false);
            self.cursor = range.start;
            self.text.replace_range(range, "");
            self.is_typing = false;
        }
    }

    pub fn backspace(&mut self) {
        self.remove(self.before()..self.cursor);
    }

    pub fn delete(&mut self) {
        self.remove(self.cursor..self.after());
    }

    pub fn delete_word_before(&mut self) {
        self.remove(self.word_before()..self.cursor);
    }

    pub fn delete_word_after(&mut self) {
        self.remove(self.cursor..self.word_after());
    }

    pub fn delete_to_start(&mut self) {
        self.remove(0..self.cursor);
    }

    pub fn delete_to_end(&mut self) {
        self.remove(self.cursor..self.text.len());
    }

    /// Moves the cursor a row up or down in a width. Tells whether there was one.
    pub fn move_row(&mut self, down: bool, width: usize) -> bool {
        let layout = self.layout(width);
        let (row, column) = layout.cursor;
        let target = if down { row + 1 } else { row.wrapping_sub(1) };
        let Some(range) = layout.rows.get(target).cloned() else { return false };
        let mut cells = 0;
        let mut at = range.start;
        for grapheme in layout.shown[range].graphemes(true) {
            if cells >= column || grapheme == "\n" {
                break;
            }
            cells += grapheme.width();
            at += grapheme.len();
        }
        // Inert text has as many characters as the text itself, if not as many bytes.
        let characters = layout.shown[..at].chars().count();
        let cursor = self.text.char_indices().nth(characters).map_or(self.text.len(), |(at, _)| at);
        self.move_to(cursor);
        true
    }

    /// Lays the text out in rows of at most `width` cells.
    pub fn layout(&self, width: usize) -> Layout {
        let shown = show(&self.text);
        let cursor = show(&self.text[..self.cursor]).len();
        let rows = wrap(&shown, width);
        let row = rows.iter().rposition(|row| row.start <= cursor).unwrap_or(0);
        let column = shown[rows[row].start..cursor].trim_end_matches('\n').width().min(width.saturating_sub(1));
        Layout { shown, rows, cursor: (row, column) }
    }
}

/// Makes text inert, but keeps the ends of lines.
fn show(text: &str) -> String {
    if text.contains('\n') {
        text.split('\n').map(inert).collect::<Vec<_>>().join("\n")
    } else {
        inert(text).into_owned()
    }
}
