//! A line that a list asks for: why something is left, what was heard; kept like any half-typed line.

use super::editor::Editor;
use super::frame::Frame;
use super::keys::Key;
use super::paint;
use super::screen::Cx;
use crate::clerk::{Failure, Result};
use crate::store::Store;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// How many rows a line takes on the screen, with what it is about above it.
pub const ROWS: u16 = 2;

/// What of a line survives a kill.
#[derive(Serialize, Deserialize)]
struct HalfTyped<T> {
    about: T,
    text: String,
}

/// A line that is being typed, and what it is about; or none.
pub struct OneLine<T> {
    /// Under what name it is kept; each program has one of its own.
    name: &'static str,
    about: Option<T>,
    editor: Editor,
    kept: String,
}

impl<T: Clone + Serialize + DeserializeOwned> OneLine<T> {
    /// Returns what a killed program left half-typed, or no line.
    pub fn restored(name: &'static str, cx: &mut Cx<'_>) -> Result<Self> {
        let mut line = OneLine { name, about: None, editor: Editor::default(), kept: String::new() };
        let name = cx.store.own_half_typed(line.name)?;
        if let Some(json) = cx.store.half_typed(&name)?
            && let Ok(half) = serde_json::from_str::<HalfTyped<T>>(&json)
        {
            (line.about, line.editor, line.kept) = (Some(half.about), Editor::with(&half.text), json);
        }
        Ok(line)
    }

    /// Returns what the line is about, if one is being typed.
    pub fn about(&self) -> Option<&T> {
        self.about.as_ref()
    }

    pub fn text(&self) -> &str {
        self.editor.text()
    }

    pub fn editor(&mut self) -> &mut Editor {
        &mut self.editor
    }

    /// Begins a line.
    pub fn begin(&mut self, about: T) {
        (self.about, self.editor) = (Some(about), Editor::default());
    }

    /// Leaves the line without doing anything.
    pub fn leave(&mut self) {
        self.about = None;
    }

    /// Does what the line says. It goes in the same transaction, so that a kill cannot leave it there to be
    /// done twice; a refusal leaves it as it is.
    pub fn take<R>(&mut self, cx: &mut Cx<'_>, work: impl FnOnce(&mut Store) -> Result<R>) -> Result<R> {
        let name = cx.store.own_half_typed(self.name)?;
        let done = cx.store.all_or_nothing(|store| {
            let done = work(store)?;
            store.drop_half_typed(&name)?;
            Ok::<_, Failure>(done)
        })?;
        self.kept.clear();
        self.about = None;
        Ok(done)
    }

    /// Keeps what is half-typed, if it has changed. Tells whether it had.
    pub fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        let half = self.about.clone().map(|about| HalfTyped { about, text: self.text().to_string() });
        let json = half.as_ref().map(serde_json::to_string).transpose();
        let json = json.map_err(|error| Failure::new(error.to_string(), "Type on."))?.unwrap_or_default();
        if json == self.kept {
            return Ok(false);
        }
        let name = cx.store.own_half_typed(self.name)?;
        match json.is_empty() {
            true => cx.store.drop_half_typed(&name)?,
            false => cx.store.keep_half_typed(&name, &json)?,
        }
        self.kept = json;
        Ok(true)
    }

    /// Paints what is asked for, and the line.
    pub fn paint(&self, frame: &mut Frame<'_>, area: Rect, question: &str) {
        let [label, typed] = Layout::vertical([Constraint::Length(1), Constraint::Length(1)]).areas(area);
        let question = paint::fitted(&format!(" \u{25b8} {question}"), usize::from(area.width));
        frame.render_widget(Paragraph::new(Line::styled(question, paint::bold())), label);
        let layout = self.editor.layout(usize::from(area.width).saturating_sub(3));
        let (row, column) = layout.cursor;
        let shown = layout.rows.get(row).map(|range| layout.shown[range.clone()].to_string()).unwrap_or_default();
        frame.render_widget(Paragraph::new(format!("\u{203a} {shown}")), typed);
        frame.set_cursor_position(Position::new(typed.x + 2 + column as u16, typed.y));
    }
}

/// Takes a key into a line of text. Tells whether it meant anything there.
pub fn type_key(editor: &mut Editor, key: Key) -> bool {
    let word = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match key.code {
        _ if key.letter().is_some() => editor.insert(&key.letter().unwrap_or(' ').to_string()),
        KeyCode::Backspace if word => editor.delete_word_before(),
        KeyCode::Backspace => editor.backspace(),
        KeyCode::Delete => editor.delete(),
        KeyCode::Left if word => editor.word_left(),
        KeyCode::Right if word => editor.word_right(),
        KeyCode::Left => editor.left(),
        KeyCode::Right => editor.right(),
        KeyCode::Home => editor.home(),
        KeyCode::End => editor.end(),
        KeyCode::Char('u') => editor.delete_to_start(),
        KeyCode::Char('w') => editor.delete_word_before(),
        KeyCode::Char('a') => editor.home(),
        KeyCode::Char('e') => editor.end(),
        KeyCode::Char('k') => editor.delete_to_end(),
        _ => return false,
    }
    true
}

/// Pastes into a line of text.
pub fn paste(editor: &mut Editor, text: &str) {
    editor.insert(&text.split_whitespace().collect::<Vec<_>>().join(" "));
}
