//! Every step that was made, newest first.

use super::frame::Frame;
use super::keys::{Command, Context};
use super::screen::{Cx, Go, Outcome, Screen};
use super::{list::moved, paint};
use crate::clerk::Result;
use crate::document::inert;
use crate::record::Id;
use crate::store::{HistoryStep, StepKind};
use chrono::NaiveDateTime;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// How many steps are shown; the history command lists all.
const SHOWN: u32 = 1_000;

/// The history of a meeting, or of the whole book.
pub struct HistoryScreen {
    meeting: Option<Id>,
    steps: Vec<HistoryStep>,
    selected: usize,
}

impl HistoryScreen {
    pub fn open(meeting: Option<Id>, cx: &mut Cx<'_>) -> Result<Self> {
        let mut screen = HistoryScreen { meeting, steps: Vec::new(), selected: 0 };
        screen.refresh(cx)?;
        Ok(screen)
    }
}

impl Screen for HistoryScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::History, Context::List]
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.steps.len(), command) {
            return Outcome::nothing();
        }
        let words = match command {
            Command::Undo => cx.store.undo(self.meeting, cx.now)?.map(|words| format!("Undone: {words}.")),
            Command::Redo => cx.store.redo(self.meeting, cx.now)?.map(|words| format!("Done again: {words}.")),
            Command::Back => return Outcome::go(Go::Back),
            _ => return Outcome::nothing(),
        };
        self.refresh(cx)?;
        Outcome::say(words.unwrap_or_else(|| "There is nothing to take back.".into()))
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.steps = cx.store.history(self.meeting, SHOWN)?;
        self.selected = self.selected.min(self.steps.len().saturating_sub(1));
        Ok(())
    }

    fn meeting(&self) -> Option<Id> {
        self.meeting
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        let of = if self.meeting.is_some() { "History of this meeting" } else { "History of the book" };
        paint::title_bar(frame, Rect { height: 1, ..area }, of, &format!("{} steps", self.steps.len()));
        let inner = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let rows = self.steps.iter().map(|step| {
            let kind = match step.kind {
                StepKind::Done => String::new(),
                kind => format!("{kind}: "),
            };
            Line::from(vec![
                Span::styled(format!(" {:>6}  ", step.seq), paint::dim()),
                Span::raw(step.at.format("%d %b %Y %H:%M:%S  ").to_string()),
                Span::styled(format!("{:<10}", paint::fitted(&inert(&step.who), 9)), paint::name()),
                Span::raw(format!("{kind}{}", inert(&step.words))),
            ])
        });
        paint::list(frame, inner, rows.collect(), self.selected);
    }
}
