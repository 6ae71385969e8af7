//! What is half-typed and what the book has refused: kept through the end of the program.

use super::super::editor::Editor;
use super::super::screen::{Cx, Outcome};
use super::{Live, Mode, Panel};
use crate::capture::recording::Place;
use crate::capture::{Expected, Line};
use crate::clerk::{Failure, Result};
use crate::record::{EntryKind, Id};
use crate::store::Store;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// A line that the disk has refused so far, with what was expected when it was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Unsaved {
    pub(super) line: String,
    expected: Expected,
    item: Id,
    at: NaiveDateTime,
    /// The time in the room that had been given, where the clock did not say it.
    said_time: Option<NaiveDateTime>,
}

/// What is kept of the screen while the clerk types, and offered back after a kill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct HalfTyped {
    item: Option<Id>,
    text: String,
    cursor: usize,
    mode: Mode,
    kind: Option<EntryKind>,
    paste: Option<String>,
    /// The action at which the walk through matters arising stands, or was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    walk_at: Option<Id>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_walking: bool,
    /// What the book has refused so far; the file beside it may have taken it.
    #[serde(skip_serializing_if = "VecDeque::is_empty")]
    unsaved: VecDeque<Unsaved>,
}

impl Live {
    /// Returns under what name the line is kept: whoever has the pen has the meeting's own.
    pub(super) fn half_typed_name(&self) -> String {
        let whose = if self.pen.is_ok() { "line" } else { "line of a follower of" };
        format!("{whose} {}", self.minuting.sitting.meeting.id.0)
    }

    /// Returns what is to be kept of the screen.
    pub(super) fn half_typed(&self) -> Result<String> {
        let half = HalfTyped {
            item: Some(self.minuting.item),
            text: self.line.text().to_string(),
            cursor: self.line.cursor(),
            mode: self.mode,
            kind: self.kind,
            paste: match &self.panel {
                Some(Panel::Paste { text }) => Some(text.clone()),
                _ => None,
            },
            walk_at: self.walk_at,
            is_walking: self.walk.is_some(),
            unsaved: self.unsaved.clone(),
        };
        serde_json::to_string(&half).map_err(|error| Failure::new(error.to_string(), "Type on."))
    }

    pub(super) fn restore(&mut self, store: &mut Store) -> Result<Option<String>> {
        let Some(json) = store.half_typed(&self.half_typed_name())? else { return Ok(None) };
        let half: HalfTyped = serde_json::from_str(&json).unwrap_or_default();
        if let Some(item) = half.item.filter(|item| self.minuting.sitting.item(*item).is_some()) {
            self.minuting.look_at(store, item)?;
        }
        let is_there = |id: Id| self.minuting.entries.iter().any(|recorded| recorded.entry.id == id);
        self.mode = match half.mode {
            Mode::Editing(id) | Mode::Before(id) if !is_there(id) => Mode::Writing,
            mode => mode,
        };
        self.kind = half.kind;
        self.line = Editor::with(&half.text);
        self.line.move_to(half.cursor);
        self.panel = half.paste.map(|text| Panel::Paste { text });
        self.unsaved = half.unsaved;
        (self.walk_at, self.walked_item) = (half.walk_at, Some(self.minuting.item));
        if half.is_walking && self.pen.is_ok() {
            self.begin_walk(store)?;
        }
        self.kept = json;
        Ok((!half.text.is_empty()).then(|| "Your half-typed line is back, as you left it.".into()))
    }

    /// Keeps a line that could not be saved, so that the clerk can type on.
    pub(super) fn queue(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let line = self.line.text().to_string();
        let expected = self.expected();
        let (item, said_time) = (self.minuting.item, self.minuting.said_time());
        self.unsaved.push_back(Unsaved { line, expected, item, at: cx.now, said_time });
        self.empty_line();
        self.save_unsaved(cx)?;
        Outcome::nothing()
    }

    /// Records what the program that was killed could not. Says what came of it.
    pub(super) fn save_restored(&mut self, cx: &mut Cx<'_>) -> Option<String> {
        if self.unsaved.is_empty() || self.pen.is_err() {
            return None;
        }
        match self.save_unsaved(cx) {
            Err(failure) => Some(format!("{} {}", failure.what, failure.hint)),
            Ok(()) => {
                let is_saved = self.unsaved.is_empty();
                is_saved.then(|| "What the book had refused was kept, and is recorded now.".into())
            }
        }
    }

    /// Records what was refused before anything comes after it.
    pub(super) fn needs_all_saved(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.save_unsaved(cx)?;
        match self.unsaved.is_empty() {
            true => Ok(()),
            false => Err(Failure::new("Lines before this are NOT SAVED.", "It can be done once they are.")),
        }
    }

    /// Tries again to save what the book refused, in order.
    pub(super) fn save_unsaved(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        if self.unsaved.is_empty() && self.trouble.is_none() {
            return Ok(());
        }
        while let Some(unsaved) = self.unsaved.pop_front() {
            let Err(failure) = self.save_one(&unsaved, cx) else { continue };
            if !failure.may_pass && self.line.is_empty() {
                // It will never be recorded as it is: the clerk has the words again.
                self.line.set(&unsaved.line);
                self.read_line();
                return Err(failure);
            }
            self.unsaved.push_front(unsaved);
            self.trouble = Some(failure.what);
            return Ok(());
        }
        self.trouble = None;
        self.show(cx.store)
    }

    /// Records a line that was refused, and keeps the others without it, in one transaction.
    fn save_one(&mut self, unsaved: &Unsaved, cx: &mut Cx<'_>) -> Result<()> {
        let (name, kept) = (self.half_typed_name(), self.half_typed()?);
        let (looked_at, standing) = (self.minuting.item, self.minuting.said_time());
        let minuting = &mut self.minuting;
        minuting.go_by(unsaved.said_time);
        let result = cx.store.all_or_nothing(|store| {
            if unsaved.item != looked_at {
                minuting.look_at(store, unsaved.item)?;
            }
            if let Line::Entry(entry) = minuting.parse(&unsaved.line, unsaved.expected) {
                minuting.record(store, &entry, Place::End, unsaved.at)?;
            }
            store.keep_half_typed(&name, &kept)?;
            Ok(())
        });
        self.minuting.go_by(standing);
        if self.minuting.item != looked_at {
            let _ = self.minuting.look_at(cx.store, looked_at);
        }
        match &result {
            Ok(()) => self.kept = kept,
            Err(_) => {
                let _ = self.minuting.reload(cx.store);
            }
        }
        result
    }
}
