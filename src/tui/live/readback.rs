//! Read-back: one action or decision, large, for the chair.

use super::super::frame::Frame;
use super::super::keys::Command;
use super::super::paint;
use super::super::screen::{Cx, Outcome};
use super::{Live, Panel};
use crate::clerk::minuting::Edit;
use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::document::limbs::label_at;
use crate::record::time::spoken_time;
use crate::record::{Detail, Id, Recorded};
use crate::reports::entry_on_desk;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};

impl Live {
    pub(super) fn open_read_back(&mut self) -> Result<Outcome> {
        let selected = self.selected.filter(|id| self.readable().contains(id));
        let Some(entry) = selected.or_else(|| self.readable().last().copied()) else {
            return Err(Failure::new(
                "There is no action or decision under this item yet.",
                "Record one: ! dcs: …, or d …",
            ));
        };
        self.panel = Some(Panel::ReadBack { entry });
        Outcome::nothing()
    }

    /// Returns what can be read back: the actions and decisions of this item.
    fn readable(&self) -> Vec<Id> {
        let is_readable =
            |recorded: &&Recorded| matches!(recorded.detail, Detail::Action { .. } | Detail::Decision { .. });
        self.minuting.entries.iter().filter(is_readable).map(|recorded| recorded.entry.id).collect()
    }

    pub(super) fn perform_in_read_back(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Some(Panel::ReadBack { entry }) = self.panel else { return Outcome::nothing() };
        let readable = self.readable();
        let here = readable.iter().position(|id| *id == entry).unwrap_or(0);
        let there = match command {
            Command::PreviousRead => here.saturating_sub(1),
            Command::NextRead => (here + 1).min(readable.len().saturating_sub(1)),
            Command::StampReadBack => {
                let words = self.minuting.edit(cx.store, entry, Edit::ReadBack, cx.now)?;
                self.show(cx.store)?;
                return Outcome::say(format!("{words} at {}.", spoken_time(cx.now.time())));
            }
            _ => here,
        };
        self.panel = readable.get(there).map(|entry| Panel::ReadBack { entry: *entry });
        Outcome::nothing()
    }

    pub(super) fn paint_read_back(&self, frame: &mut Frame<'_>, area: Rect, entry: Id) {
        let Some(recorded) = self.minuting.entries.iter().find(|recorded| recorded.entry.id == entry) else { return };
        let mut lines = vec![Line::default()];
        if let Detail::Action { action, .. } = &recorded.detail {
            let reference = format!("ACTION {}", action.reference());
            lines.push(Line::from(Span::styled(reference, paint::action())));
            lines.push(Line::default());
        }
        let blocks = entry_on_desk(&self.minuting.sitting, recorded);
        for (nth, block) in blocks.iter().enumerate() {
            let limb = label_at(&blocks, nth).map(|label| label + " ").unwrap_or_default();
            lines.push(Line::from(Span::styled(format!("{limb}{}", inert(&block.text())), paint::bold())));
            lines.push(Line::default());
        }
        if let Detail::Action { action, .. } = &recorded.detail {
            let when = match action.due_words.as_str() {
                "" => "no deadline was given".to_string(),
                due => format!("{due} = {}", self.minuting.reading_of(due).words),
            };
            let when = inert(&when).into_owned();
            lines.push(Line::from(vec![Span::styled("By when:  ", paint::dim()), Span::raw(when)]));
        }
        for doubt in self.minuting.sitting.doubts_about(recorded) {
            lines.push(Line::from(Span::styled(inert(&doubt.to_string()).into_owned(), paint::warning())));
        }
        if let Some(at) = recorded.entry.read_back {
            lines.push(Line::default());
            lines.push(Line::from(Span::styled(format!("Read back at {}", spoken_time(at.time())), paint::dim())));
        }
        let margin = Margin { horizontal: (area.width / 8).max(2), vertical: (area.height / 6).max(1) };
        frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: true }), area.inner(margin));
    }
}
