//! Typing in the capture line: kinds by Tab, completion, abbreviations, Enter.

use super::super::keys::Key;
use super::super::screen::{Cx, Outcome};
use super::{Live, Mode};
use crate::capture::abbreviations::{ends_word, expansion};
use crate::capture::grammar::{PREFIXES, prefix_of};
use crate::capture::recording::Place;
use crate::capture::{EntryLine, Found, Line, Matter, Named, references_start};
use crate::clerk::Result;
use crate::clerk::follow_up::Verb;
use crate::record::{EntryKind, Id};
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use std::ops::Range;

/// Somebody typed words that fit several people: Tab takes one after the other.
pub(super) struct Tie {
    candidates: Vec<Id>,
    next: usize,
    /// The line after the last one was taken; another line ends the tie.
    line: String,
    range: Range<usize>,
}

/// An abbreviation just written out: Backspace takes it back.
pub(super) struct Undoable {
    /// The line and cursor after it was.
    line: String,
    /// The line and cursor as typed.
    typed: String,
    cursor: usize,
}

impl Live {
    /// Takes a key that is no command: text, or moving about in it.
    pub(super) fn type_in_line(&mut self, key: Key) -> Result<Outcome> {
        let undoable = self.expansion.take();
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        if let Some(letter) = key.letter() {
            self.selected = None;
            if letter != ' ' {
                self.clear_what_is_spent();
            }
            self.type_letter(letter);
            self.is_typed = true;
            return Outcome::nothing();
        }
        match key.code {
            KeyCode::Char('c') if control => {
                return Outcome::say("Everything is saved. Ctrl-Q leaves the program.");
            }
            KeyCode::Backspace if control || alt => self.line.delete_word_before(),
            KeyCode::Backspace => match undoable.filter(|undoable| undoable.line == self.line.text()) {
                Some(undoable) => {
                    self.line.replace(0..self.line.text().len(), &undoable.typed);
                    self.line.move_to(undoable.cursor);
                }
                None => self.line.backspace(),
            },
            KeyCode::Char('w') if control => self.line.delete_word_before(),
            KeyCode::Char('u') if control => self.delete_to_start(),
            KeyCode::Char('k') if control => self.line.delete_to_end(),
            KeyCode::Char('a') if control => self.line.home(),
            KeyCode::Char('e') if control => self.line.end(),
            KeyCode::Char('d') if alt => self.line.delete_word_after(),
            KeyCode::Char('b') if alt => self.line.word_left(),
            KeyCode::Char('f') if alt => self.line.word_right(),
            KeyCode::Delete if control => self.line.delete_word_after(),
            KeyCode::Delete => self.line.delete(),
            KeyCode::Left if control || alt => self.line.word_left(),
            KeyCode::Right if control || alt => self.line.word_right(),
            KeyCode::Left => self.line.left(),
            KeyCode::Right => self.line.right(),
            KeyCode::Home => self.line.home(),
            KeyCode::End => self.line.end(),
            KeyCode::Up => {
                self.line.move_row(false, self.line_width.get());
            }
            KeyCode::Down => {
                self.line.move_row(true, self.line_width.get());
            }
            _ => {}
        }
        self.is_typed = true;
        Outcome::nothing()
    }

    /// Takes what is before the cursor; the references at the end of an ACTION go with its words.
    fn delete_to_start(&mut self) {
        let (before, behind) = self.line.text().split_at(self.line.cursor());
        let is_of_references = references_start(behind) == 0 && !behind.is_empty() && !before.is_empty();
        self.read_if_typed();
        match &self.parsed {
            Line::Entry(EntryLine { kind: EntryKind::Action, .. }) if is_of_references => {
                self.line.replace(0..self.line.text().len(), "");
            }
            _ => self.line.delete_to_start(),
        }
    }

    /// Empties the line of a refused command: what is said in the room now is no part of it. Ctrl-Z brings
    /// it back.
    pub(super) fn clear_what_is_spent(&mut self) {
        if self.spent.take().is_some_and(|spent| spent == self.line.text() && self.line.at_end()) {
            self.line.set("");
        }
    }

    fn type_letter(&mut self, letter: char) {
        let mut buffer = [0; 4];
        let before = self.line.cursor();
        self.line.insert(letter.encode_utf8(&mut buffer));
        if !ends_word(letter) {
            return;
        }
        let abbreviations = &self.minuting.sitting.abbreviations;
        // Reading the line is the dear part: only for a word that is an abbreviation.
        if expansion(self.line.text(), 0, before, abbreviations).is_none() {
            return;
        }
        if let Some(found) = expansion(self.line.text(), self.words_start(), before, abbreviations) {
            let (typed, cursor) = (self.line.text().to_string(), self.line.cursor());
            self.line.replace(found.range, &found.long);
            self.expansion = Some(Undoable { line: self.line.text().to_string(), typed, cursor });
        }
    }

    /// Returns where the words of the entry begin, in which abbreviations are written out. The first
    /// word where a name may stand is not one of them.
    fn words_start(&self) -> usize {
        let parsed = self.minuting.parse(self.line.text(), self.expected());
        let Line::Entry(entry) = parsed else { return self.line.text().len() };
        let names_somebody = match &entry.matter {
            Matter::Spoken(None) => entry.is_explicit,
            Matter::Action { owners, .. } => owners.is_empty(),
            Matter::Movement { .. } => return self.line.text().len(),
            _ => false,
        };
        match names_somebody {
            true => entry.text_start + entry.text.find(' ').map_or(entry.text.len(), |space| space + 1),
            false => entry.text_start,
        }
    }

    /// Walks through the kinds, or through the people of a tie.
    pub(super) fn walk_kind(&mut self, forward: bool) -> Result<Outcome> {
        if self.walk_tie() {
            self.read_line();
            return Outcome::nothing();
        }
        let shown = match &self.parsed {
            Line::Entry(entry) => entry.kind,
            _ => self.expected().kind,
        };
        let here = PREFIXES.iter().position(|(kind, _)| *kind == shown).unwrap_or(0);
        let count = PREFIXES.len();
        let kind = PREFIXES[(here + if forward { 1 } else { count - 1 }) % count].0;
        match &self.parsed {
            Line::Entry(entry) if entry.is_explicit => self.change_prefix(kind),
            Line::Command { .. } | Line::Search(_) => {}
            _ => self.kind = Some(kind),
        }
        self.read_line();
        Outcome::nothing()
    }

    /// Replaces the prefix that was typed by the one of another kind.
    fn change_prefix(&mut self, kind: EntryKind) {
        let text = self.line.text();
        let start = text.len() - text.trim_start().len();
        let end = text[start..].find(' ').map_or(text.len(), |space| start + space + 1);
        let end = if text[start..].starts_with(';') { (start + 2).min(end).max(start + 1) } else { end };
        self.line.replace(start..end, prefix_of(kind));
    }

    /// Puts the next person of a tie into the line. Tells whether there was a tie.
    fn walk_tie(&mut self) -> bool {
        if self.tie.as_ref().is_none_or(|tie| tie.line != self.line.text()) {
            self.tie = self.find_tie();
        }
        let Some(tie) = &mut self.tie else { return false };
        let Some(handle) = tie.candidates.get(tie.next).and_then(|id| self.minuting.roster.handle(*id)) else {
            self.tie = None;
            return false;
        };
        let at_end = self.line.at_end();
        self.line.replace(tie.range.clone(), &handle);
        if at_end {
            self.line.end();
        }
        tie.range.end = tie.range.start + handle.len();
        tie.next = (tie.next + 1) % tie.candidates.len();
        tie.line = self.line.text().to_string();
        true
    }

    fn find_tie(&self) -> Option<Tie> {
        let Line::Entry(entry) = &self.parsed else { return None };
        let (named, candidates) = names_in(&entry.matter).into_iter().find_map(|named| match &named.found {
            Found::Several(candidates) => Some((named, candidates.clone())),
            _ => None,
        })?;
        // The words of a name stand whole: "ro" is not in "approved".
        let text = self.line.text();
        let stands_whole = |at: &usize| {
            let (before, after) = (&text[..*at], &text[at + named.words.len()..]);
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
        };
        let start = text.match_indices(&named.words).map(|(at, _)| at).find(stands_whole)?;
        let range = start..start + named.words.len();
        Some(Tie { candidates, next: 0, line: self.line.text().to_string(), range })
    }

    /// Takes the completion shown dim.
    pub(super) fn take_completion(&mut self) -> Result<Outcome> {
        if let Some(completion) = self.completion.take() {
            let end = self.line.cursor();
            self.line.replace(end - completion.replaces..end, &completion.with);
        }
        self.read_line();
        Outcome::nothing()
    }

    /// Does what the line says.
    pub(super) fn enter(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        match self.parsed.clone() {
            Line::Nothing => Outcome::nothing(),
            Line::Search(words) => self.open_search(&words, cx),
            Line::Command { name, rest } => self.named_command(&name, &rest, cx),
            // A prefix alone would be a note of one letter: nobody means that in the room.
            Line::Entry(entry) if is_bare_prefix(self.line.text()) || entry.has_no_words() => {
                Outcome::say(format!("This {} has no words yet.", entry.kind))
            }
            Line::Entry(entry) if entry.kind == EntryKind::Update && self.mode == Mode::Writing => {
                self.finish_word();
                self.follow_up_walked(Verb::Update, cx)
            }
            Line::Entry(_) => {
                self.finish_word();
                self.record(cx)
            }
        }
    }

    /// Writes out an abbreviation that ends the words of the line.
    fn finish_word(&mut self) {
        let text = self.line.text();
        let is_action = matches!(&self.parsed, Line::Entry(entry) if matches!(entry.matter, Matter::Action { .. }));
        let end = if is_action { references_start(text) } else { text.len() };
        if let Some(found) = expansion(text, self.words_start(), end, &self.minuting.sitting.abbreviations) {
            self.line.replace(found.range, &found.long);
            self.read_line();
        }
    }

    fn record(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        self.needs_pen()?;
        let Line::Entry(entry) = self.parsed.clone() else { return Outcome::nothing() };
        let place = match self.mode {
            Mode::Writing => Place::End,
            Mode::Editing(id) => Place::Instead(id),
            Mode::Before(id) => Place::Before(id),
        };
        if !self.unsaved.is_empty() && place == Place::End {
            return self.queue(cx);
        }
        self.needs_all_saved(cx)?;
        let name = self.half_typed_name();
        let minuting = &mut self.minuting;
        // The line goes in the same transaction as the entry comes, so that a kill finds one or the other.
        let result: Result<String> = cx.store.all_or_nothing(|store| {
            let words = minuting.record(store, &entry, place, cx.now)?;
            store.drop_half_typed(&name)?;
            Ok(words)
        });
        match result {
            Ok(words) => {
                self.trouble = None;
                self.kept.clear();
                self.empty_line();
                self.show(cx.store)?;
                if place == Place::End { Outcome::nothing() } else { Outcome::say(format!("{words}.")) }
            }
            Err(failure) if failure.may_pass && place == Place::End => {
                self.trouble = Some(failure.what);
                // What the failed transaction read may not be there: look again.
                let _ = self.minuting.reload(cx.store);
                self.queue(cx)
            }
            Err(failure) => {
                let _ = self.minuting.reload(cx.store);
                Err(failure)
            }
        }
    }
}

/// Tells whether a line is the letter of a prefix and nothing else.
fn is_bare_prefix(line: &str) -> bool {
    let line = line.trim();
    ["+", "<"].contains(&line) || PREFIXES.iter().any(|(_, prefix)| prefix.trim() == line)
}

/// Returns everybody whom an entry line names.
pub(super) fn names_in(matter: &Matter) -> Vec<&Named> {
    match matter {
        Matter::Spoken(named) => named.iter().collect(),
        Matter::Action { owners, .. } => owners.iter().collect(),
        Matter::Decision { mover, seconder, .. } => mover.iter().chain(seconder).collect(),
        Matter::Movement { who, substitute_for, .. } => who.iter().chain(substitute_for).collect(),
        Matter::Plain | Matter::Point { .. } => Vec::new(),
    }
}
