//! Pasting into the line: one line goes in as it is, several are asked about.

use super::super::keys::Command;
use super::super::screen::{Cx, Outcome, Screen};
use super::{Live, Panel};
use crate::capture::recording::Place;
use crate::capture::{Line, prefix_of};
use crate::clerk::Result;

impl Live {
    pub(super) fn paste_into_line(&mut self, text: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        if self.panel.is_some() {
            return Outcome::say("Finish this first (Esc leaves it), then paste again.");
        }
        self.selected = None;
        self.clear_what_is_spent();
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.len() > 1 {
            self.panel = Some(Panel::Paste { text: text.to_string() });
            self.keep(cx)?;
            return Outcome::nothing();
        }
        self.line.insert(lines.first().unwrap_or(&""));
        self.read_line();
        Outcome::nothing()
    }

    pub(super) fn perform_in_paste(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Some(Panel::Paste { text }) = &self.panel else { return Outcome::nothing() };
        let text = text.clone();
        match command {
            Command::PasteOne => {
                self.panel = None;
                let one: Vec<&str> = text.split_whitespace().collect();
                self.line.insert(&one.join(" "));
                self.read_line();
                Outcome::nothing()
            }
            Command::PasteSeveral => {
                let question = self.panel.take();
                let result = self.record_several(&text, cx);
                if result.is_err() {
                    self.panel = question;
                }
                let count = result?;
                self.show(cx.store)?;
                Outcome::say(format!("Recorded {count} entries."))
            }
            _ => Outcome::nothing(),
        }
    }

    /// Records each line as an entry, all or nothing. A pasted command or search is text: only what
    /// the clerk types does things.
    fn record_several(&mut self, text: &str, cx: &mut Cx<'_>) -> Result<usize> {
        let name = self.half_typed_name();
        // The question goes in the same transaction as the entries come; the line that was half-typed stays.
        let half_typed = self.half_typed()?;
        let minuting = &mut self.minuting;
        let result = cx.store.all_or_nothing(|store| {
            let mut count = 0;
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let expected = minuting.expected();
                let entry = match minuting.parse(line, expected) {
                    Line::Entry(entry) => entry,
                    _ => match minuting.parse(&format!("{}\\{line}", prefix_of(expected.kind)), expected) {
                        Line::Entry(entry) => entry,
                        _ => continue,
                    },
                };
                minuting.record(store, &entry, Place::End, cx.now)?;
                count += 1;
            }
            store.keep_half_typed(&name, &half_typed)?;
            Ok(count)
        });
        match &result {
            Ok(_) => self.kept = half_typed,
            Err(_) => self.minuting.reload(cx.store)?,
        }
        result
    }
}
