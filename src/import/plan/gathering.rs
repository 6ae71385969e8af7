//! What has been gathered of a plan so far, and which cells are accounted for.

use super::rag::Classes;
use super::{DayDraft, Note, PlanReading, ThemeDraft, days, headings};
use crate::import::sheet::{Cell, Place, Sheet};
use crate::record::time::parse_date;
use std::collections::{HashMap, HashSet};

/// What has been gathered of a plan so far, and which cells are accounted for.
pub(super) struct Gathering<'a> {
    pub sheets: &'a [&'a Sheet],
    pub reading: PlanReading,
    pub classes: Classes,
    /// RAG of plan actions, by places in the draft and among the classes.
    pub rated: Vec<(usize, usize)>,
    /// References as the file gives them, with where; empty where it gives none.
    pub references: Vec<(Cell, Place)>,
    pub(super) seen: HashSet<(usize, u32, u32)>,
    /// What words were read as, from when and by when.
    pub(super) days: HashMap<(String, bool), DayDraft>,
}

impl Gathering<'_> {
    /// Says that a cell is accounted for.
    pub fn take(&mut self, sheet: usize, row: u32, column: u32) {
        self.seen.insert((sheet, row, column));
    }

    pub fn is_taken(&self, sheet: usize, row: u32, column: u32) -> bool {
        self.seen.contains(&(sheet, row, column))
    }

    pub fn place(&self, sheet: usize, row: u32, column: u32) -> Place {
        self.sheets.get(sheet).map(|sheet| sheet.place(row, column)).unwrap_or_default()
    }

    /// Notes something about a cell, which is accounted for by that.
    pub fn note(&mut self, sheet: usize, row: u32, column: u32, what: impl Into<String>) {
        self.take(sheet, row, column);
        let place = self.place(sheet, row, column);
        self.reading.notes.push(Note { place, what: what.into() });
    }

    /// Reads by when, or from when, and says what words were taken to mean or that they mean no day.
    pub fn day(&mut self, cell: &Cell, is_first: bool, (sheet, row, column): (usize, u32, u32)) -> DayDraft {
        let key = (cell.words(), is_first);
        let draft = match self.days.get(&key).filter(|_| matches!(cell, Cell::Text(_))) {
            Some(known) => known.clone(),
            None => {
                let period = &self.reading.draft.period;
                if is_first { days::first_day(cell, period) } else { days::last_day(cell, period) }
            }
        };
        if matches!(cell, Cell::Text(_)) {
            self.days.entry(key).or_insert_with(|| draft.clone());
        }
        match draft.day {
            None if !draft.words.is_empty() => {
                self.note(
                    sheet,
                    row,
                    column,
                    format!("\u{201c}{}\u{201d} was not read as a date; the words are kept", draft.words),
                );
            }
            Some(day) if matches!(cell, Cell::Text(_)) && parse_date(&draft.words).is_none() => {
                let known = (draft.words.clone(), day);
                if self.reading.days.len() < 1000 && !self.reading.days.contains(&known) {
                    self.reading.days.push(known);
                }
            }
            _ => {}
        }
        draft
    }

    /// Returns the place of a theme among those of the draft, which gets it if it is new.
    pub fn theme(&mut self, heading: headings::Heading) -> usize {
        let draft = &mut self.reading.draft;
        if draft.theme_word.is_empty() {
            draft.theme_word = heading.word;
        }
        let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        let is_same = |theme: &ThemeDraft| match (heading.title.is_empty(), heading.reference.is_empty()) {
            (true, _) => same(&theme.reference, &heading.reference),
            (false, true) => same(&theme.title, &heading.title),
            (false, false) => {
                let fits = theme.reference.is_empty() || same(&theme.reference, &heading.reference);
                fits && (theme.title.is_empty() || same(&theme.title, &heading.title))
            }
        };
        let at = draft.themes.iter().position(is_same).unwrap_or_else(|| {
            draft.themes.push(ThemeDraft::default());
            draft.themes.len() - 1
        });
        if let Some(theme) = draft.themes.get_mut(at) {
            add_lead(&mut theme.lead, &heading.lead);
            let parts = [(&mut theme.reference, heading.reference), (&mut theme.title, heading.title)];
            for (known, new) in parts {
                if known.is_empty() {
                    *known = new;
                }
            }
        }
        at
    }
}

/// Names one more lead of a theme.
pub(super) fn add_lead(lead: &mut String, more: &str) {
    if more.is_empty() || lead.contains(more) {
        return;
    }
    if !lead.is_empty() {
        lead.push_str("; ");
    }
    lead.push_str(more);
}
