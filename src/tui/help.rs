//! Help: the keys of the screen that is open, and the capture line on one page.

use super::frame::Frame;
use super::keys::{Context, Key, TABLE, key_names};
use super::paint;
use crate::clerk::commands::MEETING_COMMANDS;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};
use unicode_width::UnicodeWidthStr;

/// The capture line: what is typed, and what it records. The README shows the same.
pub const CAPTURE_LINE: &[(&str, &str)] = &[
    ("n The Director introduced the report.", "a note"),
    ("q yc: Can we have a list?", "a question by the person whose initials are YC"),
    ("a dcs: Yes, we can.", "an answer by the DCS, to the latest question"),
    ("c kg: I welcome this.", "a comment"),
    ("- Joint inspection \u{2013} carried out by \u{2026}", "a point under the latest entry; -- is one deeper"),
    ("! dcs: provide the list by next meeting", "an ACTION: owner, words, deadline; ~2.3 links plan action 2.3"),
    ("! DCS and YC to provide the list", "the same as clerks write it; the first owner is accountable"),
    ("d noted unanimously: the report", "a decision: resolved, agreed, noted, approved, deferred, lost \u{2026}"),
    ("d resolved dg/ab 7-2-1: that \u{2026}", "with mover/seconder and for\u{2013}against\u{2013}abstained"),
    ("i yc: governor of a school named, remained", "a declaration of interest"),
    ("+ yc 18:40   + jb for kg   < yc", "arrives (now or at a time, as substitute), leaves"),
    ("; check the spelling of Bickenhill", "a private note, in no document"),
    (":item 6   :next 18:05", "a command, at a time if one is given"),
    ("/vacancy", "search everything"),
    ("\\", "escape: the rest is text"),
];

/// Help, open.
pub struct Help {
    rows: Vec<(String, &'static str, bool)>,
    first: usize,
}

impl Help {
    /// Returns help for a screen with these contexts.
    pub fn of(contexts: &[Context]) -> Self {
        let mut rows: Vec<(String, &'static str, bool)> = Vec::new();
        for context in contexts.iter().chain(&[Context::Anywhere]) {
            rows.push((context.title().into(), "", true));
            let own = TABLE.iter().filter(|row| row.context == *context);
            rows.extend(own.map(|row| (key_names(row), row.help, false)));
        }
        if contexts.contains(&Context::Live) {
            rows.push(("The capture line".into(), "", true));
            rows.extend(CAPTURE_LINE.iter().map(|(typed, records)| (typed.to_string(), *records, false)));
            rows.push(("Commands".into(), "", true));
            rows.extend(
                MEETING_COMMANDS
                    .iter()
                    .map(|command| (format!(":{} {}", command.name, command.arguments), command.help, false)),
            );
        }
        Help { rows, first: 0 }
    }

    /// Takes a key. Tells whether help stays open.
    pub fn key(&mut self, key: Key) -> bool {
        let last = self.rows.len().saturating_sub(1);
        match key.code {
            KeyCode::Up => self.first = self.first.saturating_sub(1),
            KeyCode::Down => self.first = (self.first + 1).min(last),
            KeyCode::PageUp => self.first = self.first.saturating_sub(15),
            KeyCode::PageDown | KeyCode::Char(' ') => self.first = (self.first + 15).min(last),
            _ => return false,
        }
        true
    }

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        paint::title_bar(
            frame,
            Rect { height: 1, ..area },
            "Help",
            "\u{2191} \u{2193} PgDn scroll, any other key leaves",
        );
        let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let width = usize::from(inner.width);
        let left = if width >= 100 { 46 } else { 26 };
        let mut lines = Vec::new();
        for (keys, help, is_title) in self.rows.iter().skip(self.first).take(usize::from(inner.height)) {
            if *is_title {
                lines.push(Line::styled(format!(" {keys}"), paint::decision()));
                continue;
            }
            // A line too long for its column has a row to itself.
            let fits = keys.width() <= left;
            if !fits {
                lines.push(Line::styled(format!("   {keys}"), paint::bold()));
            }
            let room = width.saturating_sub(left + 5).max(10);
            for (nth, part) in textwrap::wrap(help, room).into_iter().enumerate() {
                let typed = if nth == 0 && fits { keys.as_str() } else { "" };
                let gap = " ".repeat(left.saturating_sub(typed.width()) + 1);
                lines.push(Line::from(vec![
                    Span::styled(format!("   {typed}{gap}"), paint::bold()),
                    Span::raw(part.into_owned()),
                ]));
            }
        }
        lines.truncate(usize::from(inner.height));
        frame.render_widget(Paragraph::new(lines), inner);
    }
}
