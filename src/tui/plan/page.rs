//! One plan action in full: what the plan says, how it was rated, what serves it, and its memory.

use super::super::frame::Frame;
use super::super::paint;
use super::super::wrap::wrap;
use super::measures::{progress, small_line};
use crate::clerk::Result;
use crate::clerk::plans::facts::{Fact, Weight};
use crate::clerk::plans::memory::Touch;
use crate::clerk::plans::overview::Measured;
use crate::clerk::plans::{Evidence, InFull, Memory, PlanOverview, PlanRow};
use crate::clerk::register::People;
use crate::document::inert;
use crate::record::Id;
use crate::store::Store;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::cell::Cell;

/// So many of the latest minute actions are read before the page is shown, and in each lot after.
const LOT: usize = 4;
/// How wide labels are.
const LABEL: usize = 13;

/// A plan action that is shown in full.
pub struct Page {
    in_full: InFull,
    facts: Vec<Fact>,
    measures: Vec<Measured>,
    memory: Memory,
    /// Which of the lines is looked at: first the facts, then the heading of the memory, then what is in it.
    selected: usize,
    /// The first line that was shown.
    top: Cell<usize>,
}

impl Page {
    /// Reads a plan action in full, of its memory the latest.
    pub fn read(
        store: &Store,
        plan: &PlanOverview,
        row: &PlanRow,
        evidence: &Evidence,
        people: &People,
    ) -> Result<Page> {
        let in_full = InFull::read(store, plan, row, evidence, people)?;
        Ok(Page {
            facts: in_full.facts(),
            measures: row.measures.clone(),
            memory: Memory::read(store, &plan.plan, &row.action, people, LOT)?,
            in_full,
            selected: 0,
            top: Cell::new(0),
        })
    }

    /// Reads one more lot of the memory. Tells whether all of it has been read.
    pub fn read_on(&mut self, store: &Store, people: &People) -> Result<bool> {
        if self.memory.is_whole() {
            return Ok(true);
        }
        let looked_at = self.touch(self.selected).cloned();
        let count = self.memory.touches.len();
        self.memory.read_on(store, people, LOT)?;
        // What is looked at stays in its place though earlier things came in before it.
        if let Some(looked_at) = looked_at
            && let Some(place) = self.memory.touches.iter().position(|touch| *touch == looked_at)
        {
            let selected = self.facts.len() + 1 + place;
            self.top.set((self.top.get() + selected).saturating_sub(self.selected));
            self.selected = selected;
        } else if self.selected > self.facts.len() {
            self.selected += self.memory.touches.len() - count;
        }
        Ok(self.memory.is_whole())
    }

    /// Takes over from an older reading of the same plan action which line was looked at.
    pub fn stand_where(&mut self, older: &Page) {
        self.selected = older.selected.min(self.count().saturating_sub(1));
        self.top.set(older.top.get());
    }

    pub fn count(&self) -> usize {
        self.facts.len() + 1 + self.memory.touches.len()
    }

    /// Returns the line that is looked at, to be moved.
    pub fn selected(&mut self) -> &mut usize {
        &mut self.selected
    }

    /// Goes to the next heading; after the last to the beginning.
    pub fn next_section(&mut self) {
        let headings = self.facts.iter().enumerate().filter(|(_, fact)| fact.weight == Weight::Heading);
        let mut headings = headings.map(|(nth, _)| nth).chain([self.facts.len()]);
        self.selected = headings.find(|nth| *nth > self.selected).unwrap_or(0);
        self.top.set(self.selected);
    }

    /// Returns the entry of the line that is looked at.
    pub fn entry(&self) -> Option<Id> {
        match self.facts.get(self.selected) {
            Some(fact) => fact.entry,
            None => self.touch(self.selected)?.entry,
        }
    }

    fn touch(&self, nth: usize) -> Option<&Touch> {
        self.memory.touches.get(nth.checked_sub(self.facts.len() + 1)?)
    }

    /// Returns what the title says: "CSIP 2.1".
    pub fn title(&self) -> String {
        format!("{} {}", self.in_full.plan, self.in_full.reference)
    }

    /// Returns the facts of the title: RAG, status, what is wrong.
    pub fn state(&self) -> String {
        let full = &self.in_full;
        let mut told = vec![full.rag.clone().unwrap_or_else(|| "no RAG".into())];
        told.extend(full.status.map(|status| status.to_string()));
        told.extend(full.overdue.then(|| "OVERDUE".to_string()));
        told.extend(full.quiet.then(|| "quiet".to_string()));
        told.extend((!full.contradictions.is_empty()).then(|| "DOES NOT FIT".to_string()));
        told.join(" \u{2502} ")
    }

    pub fn paint(&self, frame: &mut Frame<'_>, area: Rect) {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        self.scroll(width, height);
        let mut lines = Vec::new();
        for nth in self.top.get()..self.count() {
            if lines.len() >= height {
                break;
            }
            lines.extend(self.rows(nth, width));
        }
        lines.truncate(height);
        frame.render_widget(Paragraph::new(lines), area);
    }

    /// Brings the line that is looked at into view, with as little movement as that takes.
    fn scroll(&self, width: usize, height: usize) {
        let mut first = self.selected;
        let mut rows = self.rows(self.selected, width).len();
        while first > 0 {
            rows += self.rows(first - 1, width).len();
            if rows > height {
                break;
            }
            first -= 1;
        }
        self.top.set(self.top.get().clamp(first, self.selected));
    }

    /// Returns the rows of a line: of the memory, only what is looked at is shown whole.
    fn rows(&self, nth: usize, width: usize) -> Vec<Line<'static>> {
        let is_looked_at = nth == self.selected;
        if let Some(fact) = self.facts.get(nth) {
            return self.fact_rows(fact, is_looked_at, usize::MAX, width);
        }
        match self.touch(nth) {
            Some(touch) => {
                self.fact_rows(&touch.fact(), is_looked_at, if is_looked_at { usize::MAX } else { 1 }, width)
            }
            None => self.memory_heading(is_looked_at),
        }
    }

    fn memory_heading(&self, is_looked_at: bool) -> Vec<Line<'static>> {
        let Memory { touches, serving, read, .. } = &self.memory;
        let told = match self.memory.is_whole() {
            _ if touches.is_empty() => ": nothing has touched it yet".to_string(),
            true => format!(": all that ever touched it, {} in order", touches.len()),
            false => format!(": the latest {read} of {serving} ACTIONs so far; the others are being read \u{2026}"),
        };
        heading("Memory", &told, is_looked_at)
    }

    fn fact_rows(&self, fact: &Fact, is_looked_at: bool, most: usize, width: usize) -> Vec<Line<'static>> {
        if fact.weight == Weight::Heading {
            return heading(&fact.label, "", is_looked_at);
        }
        let style = match fact.weight {
            Weight::Strong => paint::bold(),
            Weight::Warning => paint::warning(),
            Weight::Done => paint::dim(),
            Weight::Plain | Weight::Heading => Style::new(),
        };
        let mark = if is_looked_at { "\u{203a}" } else { " " };
        let label = format!("{mark} {} ", paint::padded(&inert(&fact.label), LABEL));
        let words = inert(&fact.words).into_owned();
        let room = width.saturating_sub(LABEL + 4).max(10);
        let lead = |row: usize| match row {
            0 => Span::styled(
                label.clone(),
                if is_looked_at { paint::name().patch(paint::bold()) } else { paint::name() },
            ),
            _ => Span::raw(" ".repeat(LABEL + 3)),
        };
        if most == 1 {
            return vec![Line::from(vec![lead(0), Span::styled(paint::fitted(&words, room), style)])];
        }
        let mut rows: Vec<Line<'static>> = wrap(&words, room)
            .into_iter()
            .enumerate()
            .map(|(row, range)| Line::from(vec![lead(row), Span::styled(words[range].trim_end().to_string(), style)]))
            .collect();
        if let Some(measured) = fact.measure.and_then(|nth| self.measures.get(nth)) {
            let (bar, style) = progress(measured);
            rows.push(Line::from(vec![
                lead(1),
                Span::styled(bar, style),
                Span::raw(format!(" {}", small_line(measured))),
            ]));
        }
        rows
    }
}

fn heading(title: &str, told: &str, is_looked_at: bool) -> Vec<Line<'static>> {
    let mark = if is_looked_at { "\u{203a}" } else { " " };
    let title = Line::from(vec![
        Span::styled(format!("{mark}{title}"), paint::bold()),
        Span::styled(told.to_string(), paint::dim()),
    ]);
    vec![Line::default(), title]
}
