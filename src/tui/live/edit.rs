//! Changing entries that are written already: the one selected in the minutes.

use super::super::keys::Command;
use super::super::screen::{Cx, Outcome};
use super::prompt::wants_action;
use super::{Live, Mode};
use crate::capture::Line;
use crate::capture::grammar::PREFIXES;
use crate::capture::owed::{Owed, Why};
use crate::capture::unparse::unparse;
use crate::clerk::minuting::Edit;
use crate::clerk::{Failure, Result};
use crate::record::{Detail, EntryKind, Id, MovementKind};

impl Live {
    /// Performs a command on the selected entry, or selects one.
    pub(super) fn perform_on_selection(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        match command {
            Command::SelectUp | Command::SelectionUp => return self.select(-1),
            Command::SelectionDown => return self.select(1),
            _ => {}
        }
        let Some(id) = self.selected else { return Outcome::nothing() };
        self.needs_pen()?;
        let edit = match command {
            Command::EditEntry => return self.begin_edit(id),
            Command::InsertBefore => {
                self.mode = Mode::Before(id);
                self.selected = None;
                self.read_line();
                return Outcome::say("The next line goes in front of that entry. Esc writes at the end again.");
            }
            Command::MoveUp => Edit::MoveUp,
            Command::MoveDown => Edit::MoveDown,
            Command::Indent => Edit::Indent,
            Command::Outdent => Edit::Outdent,
            Command::Remove => Edit::Remove,
            Command::MakeNext => Edit::MakeIt(self.kind_beside(id, true)?),
            Command::MakePrevious => Edit::MakeIt(self.kind_beside(id, false)?),
            _ => return Outcome::nothing(),
        };
        let index = self.minuting.entries.iter().position(|recorded| recorded.entry.id == id);
        let arrived = self.arrived(id);
        let words = self.minuting.edit(cx.store, id, edit, cx.now)?;
        let mut said = format!("{words}. Ctrl-Z takes it back.");
        if edit == Edit::Remove {
            let entries = &self.minuting.entries;
            let next = index.and_then(|index| entries.get(index).or(entries.last()));
            self.selected = next.map(|recorded| recorded.entry.id);
            if let Some(person) = arrived.filter(|person| self.minuting.sitting.is_here(*person)) {
                let name = self.minuting.roster.speaking_name(person).unwrap_or_default();
                said = format!("{said} {name} still counts as present; F2 changes that.");
            }
        }
        self.show(cx.store)?;
        Outcome::say(said)
    }

    /// Makes the ACTION that the selected entry wants, or else the latest that wants one; a line that was just
    /// typed is recorded first.
    pub(super) fn make_action(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        self.needs_pen()?;
        if self.mode == Mode::Writing && matches!(&self.parsed, Line::Entry(entry) if wants_action(entry).is_some()) {
            self.enter(cx)?;
        }
        self.needs_all_saved(cx)?;
        let last = self.owed.last().cloned();
        let wanted = match self.selected {
            None => last,
            Some(id) => {
                let known = self.owed.iter().find(|owed| owed.entry == id).cloned();
                known.or_else(|| self.owed_by(id))
            }
        };
        let Some(owed) = wanted else {
            return Outcome::say(
                "Nothing here is promised or asked for that has no ACTION. Write one: ! dcs: \u{2026}",
            );
        };
        let said = self.minuting.make_action(cx.store, owed.entry, owed.before, cx.now)?;
        self.selected = None;
        self.show(cx.store)?;
        let how = match (owed.before, &self.walk) {
            (Some(_), _) => "It stands under it, ",
            (None, None) => "\u{2191} Enter changes it, ",
            (None, Some(_)) => "",
        };
        Outcome::say(format!("{said}. {how}Ctrl-Z takes it back."))
    }

    /// Returns a selected entry as one that wants an ACTION, whatever was made of its words.
    fn owed_by(&self, id: Id) -> Option<Owed> {
        let entries = &self.minuting.entries;
        let at = entries.iter().position(|recorded| recorded.entry.id == id)?;
        let before = entries.get(at + 1).map(|next| next.entry.id);
        Some(Owed { entry: id, why: Why::Promise, before })
    }

    /// Returns whose arrival an entry is.
    fn arrived(&self, entry: Id) -> Option<Id> {
        let recorded = self.minuting.entries.iter().find(|recorded| recorded.entry.id == entry)?;
        match &recorded.detail {
            Detail::Movement(movement) if movement.kind == MovementKind::Arrives => movement.person,
            _ => None,
        }
    }

    fn select(&mut self, by: isize) -> Result<Outcome> {
        let entries = &self.minuting.entries;
        let here = self.selected.and_then(|id| entries.iter().position(|recorded| recorded.entry.id == id));
        let there = match here {
            None => entries.len().checked_sub(1),
            Some(here) if by > 0 => Some(here + 1),
            Some(here) => Some(here.saturating_sub(1)),
        };
        self.selected = there.and_then(|there| entries.get(there)).map(|recorded| recorded.entry.id);
        match (here, entries.is_empty()) {
            (None, true) => Outcome::say("Nothing is written under this item yet."),
            _ => Outcome::nothing(),
        }
    }

    fn begin_edit(&mut self, id: Id) -> Result<Outcome> {
        let Some(recorded) = self.minuting.entries.iter().find(|recorded| recorded.entry.id == id) else {
            self.selected = None;
            return Outcome::nothing();
        };
        if let Detail::Movement(movement) = &recorded.detail
            && !matches!(movement.kind, MovementKind::Arrives | MovementKind::Leaves)
        {
            return Err(Failure::new(
                "This was recorded by a command and cannot be edited in the line.",
                "Remove it with Del, or undo it with Ctrl-Z, and give the command again with the right time.",
            ));
        }
        let line = unparse(recorded, &self.minuting.roster);
        self.line.clear();
        self.line.insert(&line);
        self.mode = Mode::Editing(id);
        self.kind = None;
        self.selected = None;
        self.read_line();
        Outcome::nothing()
    }

    /// Returns the kind after or before an entry's own, as Tab walks them.
    fn kind_beside(&self, id: Id, forward: bool) -> Result<EntryKind> {
        let kind = self.minuting.entries.iter().find(|recorded| recorded.entry.id == id).map(|found| found.entry.kind);
        let here = PREFIXES.iter().position(|(of, _)| Some(*of) == kind).ok_or_else(|| {
            Failure::new("Comings and goings and updates cannot become anything else.", "Remove it with Del instead.")
        })?;
        let count = PREFIXES.len();
        Ok(PREFIXES[(here + if forward { 1 } else { count - 1 }) % count].0)
    }
}
