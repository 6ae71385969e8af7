//! Searching every word of every meeting, as one types.

use super::editor::Editor;
use super::frame::Frame;
use super::keys::{Command, Context, Key};
use super::screen::{Cx, Go, Outcome, Screen};
use super::{list::moved, one_line, paint};
use crate::clerk::Result;
use crate::document::inert;
use crate::store::Found;
use chrono::NaiveDateTime;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// How much is shown, newest first.
const SHOWN: u32 = 100;

/// The words looked for, and what was found.
pub struct SearchScreen {
    words: Editor,
    found: Vec<Found>,
    selected: usize,
}

impl SearchScreen {
    pub fn open(words: &str, cx: &mut Cx<'_>) -> Result<Self> {
        let mut screen = SearchScreen { words: Editor::with(words), found: Vec::new(), selected: 0 };
        screen.refresh(cx)?;
        Ok(screen)
    }
}

impl Screen for SearchScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Search]
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.found.len(), command) {
            return Outcome::nothing();
        }
        match command {
            Command::Open => match self.found.get(self.selected) {
                Some(found) => {
                    let (meeting, item, entry) = (found.meeting, found.item, found.id);
                    Outcome::go(Go::Entry { meeting, item, entry })
                }
                None => Outcome::nothing(),
            },
            Command::Undo => {
                self.words.undo();
                self.refresh(cx)?;
                Outcome::nothing()
            }
            Command::Back => Outcome::go(Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn type_key(&mut self, key: Key, cx: &mut Cx<'_>) -> Result<Outcome> {
        if !one_line::type_key(&mut self.words, key) {
            return Outcome::nothing();
        }
        self.selected = 0;
        self.refresh(cx)?;
        Outcome::nothing()
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        one_line::paste(&mut self.words, text);
        self.refresh(cx)?;
        Outcome::nothing()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.found = cx.store.search(self.words.text(), SHOWN)?;
        self.selected = self.selected.min(self.found.len().saturating_sub(1));
        Ok(())
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        paint::title_bar(frame, Rect { height: 1, ..area }, "Search", &format!("{} found", self.found.len()));
        let layout = self.words.layout(usize::from(area.width).saturating_sub(3));
        let line = Rect { y: area.y + 1, height: 1, ..area };
        frame.render_widget(Paragraph::new(format!("/ {}", layout.shown)), line);
        frame.set_cursor_position(Position::new(line.x + 2 + layout.cursor.1 as u16, line.y));
        let inner = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
        let width = usize::from(inner.width);
        let rows = self.found.iter().map(|found| {
            let place = format!(" {} {}", found.slug, inert(&found.item_label));
            Line::from(vec![
                Span::styled(format!("{:<40}", paint::fitted(&place, 39)), paint::name()),
                Span::styled(format!("{:<11}", found.kind), paint::dim()),
                Span::raw(paint::fitted(&inert(&found.text), width.saturating_sub(52))),
            ])
        });
        paint::list(frame, inner, rows.collect(), self.selected);
    }
}
