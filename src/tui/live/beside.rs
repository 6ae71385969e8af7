//! The plan actions that stand beside an ACTION while it is typed, and the references at the end of its line.

use super::super::frame::Frame;
use super::super::paint;
use super::super::screen::Outcome;
use super::super::wrap::wrap;
use super::Live;
use crate::capture::complete::Completion;
use crate::capture::resemblance::Sought;
use crate::capture::{Line as Capture, Matter, Named, references_start};
use crate::clerk::Result;
use crate::clerk::suggest::{Suggester, Suggestion};
use crate::document::inert;
use crate::record::{Id, ItemLink};
use crate::store::{LinkedTo, Store};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::collections::HashMap;

/// So many rows of words are read before a key is answered: no key waits longer than a millisecond or two for what
/// is only suggested.
const AT_ONCE: usize = 800;
/// How wide one suggestion is at least, where several stand in a row.
const COLUMN: u16 = 38;
/// From this height on two rows are spared for suggestions, below it one; and none in a window of a few rows.
const TWO_ROWS_FROM: u16 = 20;
const ONE_ROW_FROM: u16 = 12;
/// So many rows a suggestion takes where they stand below one another.
const ROWS_EACH: usize = 2;

/// What stands beside the line.
#[derive(Default)]
pub(super) struct Beside {
    suggester: Suggester,
    /// What the item is about.
    about: Vec<ItemLink>,
    sought: Option<Sought>,
    pub(super) suggestions: Vec<Suggestion>,
    /// What the line would report of a plan action.
    pub(super) reported: Option<String>,
    /// What the references on the line mean; none, where nothing is called so.
    references: HashMap<String, Option<LinkedTo>>,
    /// Counts how often what stands there has changed.
    pub(super) changes: u64,
}

impl Beside {
    /// Prepares to ask the plans of a body, under an item.
    pub(super) fn of(store: &Store, body: Id, item: Id, changes: u64) -> Result<Self> {
        let suggester = Suggester::of(store, body)?.in_lots(AT_ONCE);
        let about = if suggester.has_plan() { store.item_links_of(item)? } else { Vec::new() };
        Ok(Beside { suggester, about, changes: changes + 1, ..Beside::default() })
    }

    /// Returns what a reference on the line means, if that is known.
    pub(super) fn meaning(&self, reference: &str) -> Option<&Option<LinkedTo>> {
        self.references.get(reference).filter(|_| self.suggester.has_plan())
    }

    /// Tells whether a reference on the line means this plan action.
    fn means(&self, reference: &str, plan_action: Id) -> bool {
        matches!(self.references.get(reference), Some(Some(linked)) if linked.plan_action == plan_action)
    }
}

impl Live {
    /// Looks for the plan actions that the ACTION in the line resembles, if its words have changed.
    pub(super) fn look_beside(&mut self, store: &Store) -> Result<()> {
        self.beside.reported = match &self.parsed {
            Capture::Command { name, rest } if name == "plan" && !rest.is_empty() => {
                Some(self.minuting.read_report(store, rest))
            }
            _ => None,
        };
        let (sought, references) = match &self.parsed {
            Capture::Entry(entry) if self.beside.suggester.has_plan() => match &entry.matter {
                Matter::Action { owners, due_words, plan_references } => {
                    let people = owners.iter().filter_map(Named::person);
                    let (roster, known) = (&self.minuting.roster, &self.minuting.sitting.abbreviations);
                    let title = self.minuting.item().map(|item| item.title.as_str()).unwrap_or_default();
                    let sought = Sought::of(&entry.text, due_words, people, roster, known).under(title);
                    (Some(sought), plan_references.clone())
                }
                _ => (None, Vec::new()),
            },
            _ => (None, Vec::new()),
        };
        self.read_references(store, &references)?;
        if sought != self.beside.sought || self.is_looking_beside() {
            let roster = &self.minuting.roster;
            let found = match &sought {
                Some(sought) => self.beside.suggester.suggest(store, sought, roster, &self.beside.about, &[])?,
                None => Vec::new(),
            };
            let has_changed = found.len() != self.beside.suggestions.len()
                || found.iter().zip(&self.beside.suggestions).any(|(one, other)| one.plan_action != other.plan_action)
                || sought.is_some() != self.beside.sought.is_some();
            if has_changed {
                self.beside.suggestions = found;
                self.beside.changes += 1;
            }
            self.beside.sought = sought;
        }
        let is_linked: Vec<bool> =
            self.beside.suggestions.iter().map(|suggestion| self.is_on_line(suggestion)).collect();
        for (suggestion, is_linked) in self.beside.suggestions.iter_mut().zip(is_linked) {
            self.beside.changes += u64::from(suggestion.is_linked != is_linked);
            suggestion.is_linked = is_linked;
        }
        self.complete_reference(store)
    }

    /// Tells whether some of the words are still to be asked.
    pub(super) fn is_looking_beside(&self) -> bool {
        self.beside.sought.is_some() && self.beside.suggester.is_behind()
    }

    /// Reads what the references on the line mean, those that were not read before.
    fn read_references(&mut self, store: &Store, references: &[String]) -> Result<()> {
        let known = &self.beside.references;
        let new: Vec<String> = references.iter().filter(|typed| !known.contains_key(*typed)).cloned().collect();
        if new.is_empty() {
            return Ok(());
        }
        let called = store.plan_actions_called(self.minuting.sitting.body.id, &new)?;
        for typed in new {
            let meant = called.get(&typed).map(|id| store.called(*id)).transpose()?.flatten();
            self.beside.references.insert(typed, meant);
        }
        Ok(())
    }

    fn is_on_line(&self, suggestion: &Suggestion) -> bool {
        let Capture::Entry(entry) = &self.parsed else { return false };
        entry.plan_references().iter().any(|typed| self.beside.means(typed, suggestion.plan_action))
    }

    /// Offers the rest of a reference that is being typed, with what it means.
    fn complete_reference(&mut self, store: &Store) -> Result<()> {
        let is_action = matches!(&self.parsed, Capture::Entry(entry) if matches!(entry.matter, Matter::Action { .. }));
        let word = self.line.text().rsplit(char::is_whitespace).next().and_then(|word| word.strip_prefix('~'));
        let Some(typed) = word.filter(|_| is_action && self.line.at_end() && self.beside.suggester.has_plan()) else {
            return Ok(());
        };
        let begins =
            |called: &str| called.len() > typed.len() && called.to_lowercase().starts_with(&typed.to_lowercase());
        let suggested = self.beside.suggestions.iter().find(|suggestion| begins(&suggestion.called));
        let offered = match suggested {
            Some(suggestion) => Some((suggestion.called.clone(), suggestion.text.clone())),
            None => {
                let found = store.called_like(self.minuting.sitting.body.id, typed, 2)?;
                let longer = found.into_iter().find(|linked| begins(&linked.called));
                longer.map(|linked| (linked.called, linked.text))
            }
        };
        self.completion = offered.map(|(called, text)| Completion {
            replaces: typed.len(),
            rest: format!("{}  {text}", called.get(typed.len()..).unwrap_or_default()),
            with: called,
        });
        Ok(())
    }

    /// Tells whether a reference is being typed of which the rest is offered.
    pub(super) fn completes_reference(&self) -> bool {
        let word = self.line.text().rsplit(char::is_whitespace).next();
        self.completion.is_some() && word.is_some_and(|word| word.starts_with('~'))
    }

    /// Puts the reference of a plan action that stands beside the line at its end, or takes it out. What is typed
    /// stays as it is, and typing goes on where it was.
    pub(super) fn link_beside(&mut self, nth: u8) -> Result<Outcome> {
        let Capture::Entry(entry) = &self.parsed else { return Outcome::nothing() };
        let place = usize::from(nth).checked_sub(1);
        let suggestion = place.and_then(|place| self.beside.suggestions.get(place));
        let Some(suggestion) = suggestion.filter(|_| matches!(entry.matter, Matter::Action { .. })) else {
            return Outcome::nothing();
        };
        let typed = entry.plan_references();
        let mut wanted: Vec<String> =
            typed.iter().filter(|typed| !self.beside.means(typed, suggestion.plan_action)).cloned().collect();
        if wanted.len() == typed.len() {
            wanted.push(suggestion.called.clone());
        }
        let (text, cursor) = (self.line.text(), self.line.cursor());
        let start = references_start(text);
        let tail: String = wanted.iter().map(|reference| format!(" ~{reference}")).collect();
        let read = self.minuting.parse(&format!("{}{tail}", &text[..start]), self.expected());
        if !matches!(read, Capture::Entry(read) if read.plan_references() == wanted && read.text == entry.text) {
            return Outcome::say("Behind a backslash all is text: the link can be made in the review, F12.");
        }
        self.line.replace(start..text.len(), &tail);
        self.line.move_to(cursor.min(start));
        self.read_line();
        Outcome::nothing()
    }

    /// Returns how many rows above the prompt are spared for suggestions in a window too narrow for a pane.
    pub(super) fn rows_beside(&self, height: u16) -> u16 {
        let has_words = self.beside.sought.as_ref().is_some_and(|sought| !sought.words.is_empty());
        match height {
            _ if !has_words && self.beside.suggestions.is_empty() => 0,
            ..ONE_ROW_FROM => 0,
            ONE_ROW_FROM..TWO_ROWS_FROM => 1,
            _ => 2,
        }
    }

    /// Paints the suggestions in a row or two.
    pub(super) fn paint_rows_beside(&self, frame: &mut Frame<'_>, area: Rect) {
        if area.height == 0 {
            return;
        }
        let columns = usize::from(if area.height == 1 { 3 } else { (area.width / COLUMN).max(1) });
        let width = usize::from(area.width) / columns;
        let rows = self.beside.suggestions.chunks(columns).take(usize::from(area.height)).enumerate();
        let row = |(row, suggestions): (usize, &[Suggestion])| -> Line<'static> {
            let span = |(column, suggestion): (usize, &Suggestion)| {
                Span::styled(cell(row * columns + column, suggestion, width), style(suggestion))
            };
            Line::from(suggestions.iter().enumerate().map(span).collect::<Vec<_>>())
        };
        let mut lines: Vec<Line<'static>> = rows.map(row).collect();
        if lines.is_empty() {
            lines.push(Line::styled(" No plan action is like this.", paint::dim()));
        }
        frame.render_widget(Paragraph::new(lines), area);
    }

    /// Returns the suggestions below one another, for a pane.
    pub(super) fn lines_beside(&self, width: usize, height: usize) -> Vec<Line<'static>> {
        if self.beside.sought.is_none() {
            return Vec::new();
        }
        let mut lines = vec![Line::styled(" Plan actions like this (Alt-1 \u{2026})", paint::bold())];
        if self.beside.suggestions.is_empty() {
            lines.push(Line::styled(" none", paint::dim()));
        }
        let rows_each = if height > ROWS_EACH * self.beside.suggestions.len() { ROWS_EACH } else { 1 };
        for (nth, suggestion) in self.beside.suggestions.iter().enumerate() {
            lines.extend(wrapped(&label(nth, suggestion), width, rows_each, style(suggestion)));
        }
        lines.truncate(height);
        lines.push(Line::default());
        lines
    }
}

/// Returns "1 2.3 Publish who sits on which board", with a mark where it is linked.
pub(in super::super) fn label(nth: usize, suggestion: &Suggestion) -> String {
    let mark = if suggestion.is_linked { '\u{2713}' } else { ' ' };
    format!(" {}{mark}{} {}", nth + 1, inert(&suggestion.called), inert(&suggestion.text))
}

/// Returns a suggestion as it stands in a row with others; the first says which keys take them.
pub(in super::super) fn cell(nth: usize, suggestion: &Suggestion, width: usize) -> String {
    let words = label(nth, suggestion);
    let words = if nth == 0 { format!(" Alt-{}", words.trim_start()) } else { words };
    format!("{:<width$}", paint::fitted(&words, width.saturating_sub(1)))
}

pub(in super::super) fn style(suggestion: &Suggestion) -> Style {
    if suggestion.is_linked { paint::decision() } else { Style::new() }
}

/// Wraps words into so many rows at most; the last is cut.
fn wrapped(words: &str, width: usize, rows: usize, style: Style) -> Vec<Line<'static>> {
    let indent = "     ";
    let room = width.saturating_sub(indent.len()).max(8);
    let parts = wrap(words, room);
    let part = |(nth, range): (usize, &std::ops::Range<usize>)| {
        let is_last = nth + 1 == rows;
        let words = if is_last { &words[range.start..] } else { words[range.clone()].trim_end() };
        let lead = if nth == 0 { "" } else { indent };
        Line::styled(paint::fitted(&format!("{lead}{words}"), width), style)
    };
    parts.iter().take(rows).enumerate().map(part).collect()
}
