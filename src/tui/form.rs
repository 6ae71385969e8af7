//! A form: labelled fields, completion, and what is half filled in kept like any half-typed line.

use super::editor::Editor;
use super::form_fields::{self, Purpose};
use super::frame::Frame;
use super::keys::{Command, Context, Key};
use super::one_line::type_key;
use super::paint;
use super::screen::{Cx, Go, Outcome, Screen};
use crate::capture::fold::fold;
use crate::clerk::{Failure, Result};
use chrono::NaiveDateTime;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use serde::{Deserialize, Serialize};

/// Under what name a half-filled form is kept; each program has one of its own.
const HALF_FILLED: &str = "form";
/// How many rows a field of several lines shows at least.
const LONG_FIELD: usize = 6;
const LABEL_WIDTH: usize = 18;

/// One field.
pub struct Field {
    pub label: &'static str,
    /// Shown when the field has the cursor.
    pub help: &'static str,
    pub editor: Editor,
    pub choices: Vec<String>,
    /// Takes several lines.
    pub is_long: bool,
}

impl Field {
    pub fn new(label: &'static str, value: &str, help: &'static str) -> Self {
        Field { label, help, editor: Editor::with(value), choices: Vec::new(), is_long: false }
    }

    pub fn long(label: &'static str, value: &str, help: &'static str) -> Self {
        Field { is_long: true, ..Field::new(label, value, help) }
    }

    pub fn choosing(mut self, choices: Vec<String>) -> Self {
        self.choices = choices;
        self
    }

    /// Returns the rest of the choice that the field's text begins.
    fn completion(&self) -> Option<String> {
        let typed_letters = self.editor.text().chars().count();
        Some(self.completed()?.chars().skip(typed_letters).collect())
    }

    /// Returns the first choice that the field's text begins.
    fn completed(&self) -> Option<&String> {
        let typed = self.editor.text();
        if typed.is_empty() || !self.editor.at_end() {
            return None;
        }
        let wanted = fold(typed);
        self.choices.iter().find(|choice| choice.len() > typed.len() && fold(choice).starts_with(&wanted))
    }
}

/// What of a form survives a kill.
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct HalfFilled {
    purpose: Option<Purpose>,
    values: Vec<String>,
    focus: usize,
    cursor: usize,
}

/// A form on the screen.
pub struct Form {
    pub title: String,
    pub purpose: Purpose,
    pub fields: Vec<Field>,
    focus: usize,
    kept: String,
}

impl Form {
    pub fn new(title: impl Into<String>, purpose: Purpose, fields: Vec<Field>) -> Self {
        Form { title: title.into(), purpose, fields, focus: 0, kept: String::new() }
    }

    /// Returns what a field says.
    pub fn value(&self, nth: usize) -> &str {
        self.fields.get(nth).map_or("", |field| field.editor.text())
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    fn step(&mut self, forward: bool) {
        let count = self.fields.len().max(1);
        self.focus = (self.focus + if forward { 1 } else { count - 1 }) % count;
    }

    fn save(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let now = cx.now;
        let half_filled = cx.store.own_half_typed(HALF_FILLED)?;
        // The form goes in the same transaction, so that a kill cannot leave it there to be saved twice.
        let outcome: Result<Outcome> = cx.store.all_or_nothing(|store| {
            let outcome = form_fields::submit(self, &mut Cx { store, now })?;
            store.drop_half_typed(&half_filled)?;
            Ok(outcome)
        });
        if outcome.is_ok() {
            self.fields.clear();
        }
        outcome
    }

    /// Forgets what is half filled in: the form was left on purpose.
    fn forget(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.fields.clear();
        let half_filled = cx.store.own_half_typed(HALF_FILLED)?;
        Ok(cx.store.drop_half_typed(&half_filled)?)
    }
}

/// Returns the form that a killed program left half filled in, if any.
pub fn left_over(cx: &mut Cx<'_>) -> Result<Option<Form>> {
    let half_filled = cx.store.own_half_typed(HALF_FILLED)?;
    let Some(json) = cx.store.half_typed(&half_filled)? else { return Ok(None) };
    let half: HalfFilled = serde_json::from_str(&json).unwrap_or_default();
    let Some(mut form) = half.purpose.and_then(|purpose| form_fields::build(purpose, cx).ok().flatten()) else {
        return Ok(None);
    };
    for (field, value) in form.fields.iter_mut().zip(&half.values) {
        field.editor = Editor::with(value);
    }
    form.focus = half.focus.min(form.fields.len().saturating_sub(1));
    if let Some(field) = form.field() {
        field.editor.move_to(half.cursor);
    }
    Ok(Some(form))
}

impl Screen for Form {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Form]
    }

    fn takes(&mut self, command: Command) -> bool {
        match command {
            Command::TakeCompletion => self.fields.get(self.focus).is_some_and(|field| field.completion().is_some()),
            _ => true,
        }
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        match command {
            Command::NextField => self.step(true),
            Command::PreviousField => self.step(false),
            Command::SaveForm => return self.save(cx),
            Command::TakeCompletion => {
                if let Some(field) = self.field()
                    && let Some(choice) = field.completed().cloned()
                {
                    field.editor.set(&choice);
                }
            }
            Command::Undo | Command::Redo => {
                if let Some(field) = self.field() {
                    if command == Command::Undo {
                        field.editor.undo()
                    } else {
                        field.editor.redo()
                    };
                }
            }
            Command::Back => {
                self.forget(cx)?;
                return Outcome::go(Go::Back);
            }
            _ => {}
        }
        Outcome::nothing()
    }

    fn type_key(&mut self, key: Key, cx: &mut Cx<'_>) -> Result<Outcome> {
        let is_last = self.focus + 1 == self.fields.len();
        let Some(field) = self.field() else { return Outcome::nothing() };
        let (editor, is_long) = (&mut field.editor, field.is_long);
        match key.code {
            KeyCode::Enter if is_long => editor.insert("\n"),
            KeyCode::Enter if is_last => return self.save(cx),
            KeyCode::Enter => self.step(true),
            KeyCode::Up if !(is_long && editor.move_row(false, 60)) => self.step(false),
            KeyCode::Down if !(is_long && editor.move_row(true, 60)) => self.step(true),
            _ => {
                type_key(editor, key);
            }
        }
        Outcome::nothing()
    }

    fn paste(&mut self, text: &str, _: &mut Cx<'_>) -> Result<Outcome> {
        if let Some(field) = self.field() {
            let one_line = || text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = if field.is_long { text.to_string() } else { one_line() };
            field.editor.insert(&text);
        }
        Outcome::nothing()
    }

    fn refresh(&mut self, _: &mut Cx<'_>) -> Result<()> {
        Ok(())
    }

    fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        if self.fields.is_empty() {
            return Ok(false);
        }
        let half = HalfFilled {
            purpose: Some(self.purpose.clone()),
            values: self.fields.iter().map(|field| field.editor.text().to_string()).collect(),
            focus: self.focus,
            cursor: self.fields.get(self.focus).map_or(0, |field| field.editor.cursor()),
        };
        let json = serde_json::to_string(&half).map_err(|error| Failure::new(error.to_string(), "Type on."))?;
        let has_changed = json != self.kept;
        if has_changed {
            let half_filled = cx.store.own_half_typed(HALF_FILLED)?;
            cx.store.keep_half_typed(&half_filled, &json)?;
            self.kept = json;
        }
        Ok(has_changed)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        paint::title_bar(frame, Rect { height: 1, ..area }, &self.title, "");
        let width = usize::from(area.width).saturating_sub(LABEL_WIDTH + 4).max(10);
        let mut rows: Vec<Line<'_>> = Vec::new();
        let mut cursor = None;
        let mut focus_rows = 0..0;
        for (nth, field) in self.fields.iter().enumerate() {
            let layout = field.editor.layout(width);
            let first = rows.len();
            for (row, range) in layout.rows.iter().enumerate() {
                let label = if row == 0 { field.label } else { "" };
                let style = if nth == self.focus { paint::bold() } else { paint::dim() };
                let mark = if nth == self.focus { "\u{203a}" } else { " " };
                let text = layout.shown[range.clone()].trim_end_matches('\n').to_string();
                let mut spans = vec![Span::styled(format!("{mark}{label:<LABEL_WIDTH$} "), style), Span::raw(text)];
                if nth == self.focus && row == layout.cursor.0 {
                    spans.extend(field.completion().map(|rest| Span::styled(rest, paint::dim())));
                    cursor = Some((rows.len(), LABEL_WIDTH + 2 + layout.cursor.1));
                }
                rows.push(Line::from(spans));
            }
            if field.is_long {
                (rows.len() - first..LONG_FIELD).for_each(|_| rows.push(Line::default()));
            }
            if nth == self.focus {
                let indent = " ".repeat(LABEL_WIDTH + 2);
                for line in textwrap::wrap(field.help, width) {
                    rows.push(Line::styled(format!("{indent}{line}"), paint::dim()));
                }
                focus_rows = first..rows.len();
            }
        }
        let inner = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let height = usize::from(inner.height);
        let at = cursor.map_or(focus_rows.start, |(row, _)| row);
        let first = (at + 3).min(rows.len()).saturating_sub(height);
        frame.render_widget(Paragraph::new(rows.into_iter().skip(first).take(height).collect::<Vec<_>>()), inner);
        if let Some((row, column)) = cursor {
            let x = inner.x + (column as u16).min(inner.width.saturating_sub(1));
            frame.set_cursor_position(Position::new(x, inner.y + row.saturating_sub(first) as u16));
        }
    }
}
