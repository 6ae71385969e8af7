//! Words that neither the dictionary nor the book knows: underlined as one types, and others offered on a key.

use super::super::paint;
use super::super::screen::{Cx, Outcome};
use super::Live;
use crate::capture::{Line as Capture, Matter, references_start};
use crate::clerk::Result;
use crate::clerk::proof::{self, Judge, add_word, suggestions};
use crate::document::{Block, RunStyle, inert};
use crate::store::Store;
use ratatui::text::{Line, Span};
use std::ops::Range;
use std::time::Duration;

/// How soon to look whether the dictionary has been read.
const SOON: Duration = Duration::from_millis(20);

/// So many words are judged at once: a key that is pressed meanwhile waits less than a millisecond.
const LOT: usize = 200;
/// So many blocks before the one that must be seen, and after it, may be on the screen.
const ABOVE: usize = 60;
const BELOW: usize = 30;

/// What is known of the words on the screen.
#[derive(Default)]
pub(super) struct Spelling {
    judge: Judge,
    /// Words of the line, or of the minutes shown, are still to be judged.
    is_line_behind: bool,
    is_pane_behind: bool,
    /// The block around which words of the minutes were judged.
    pane_at: usize,
    /// Counts how often words were found to be wrong.
    pub(super) changes: u64,
    /// The word for which others are offered.
    offered: Option<Offered>,
}

/// A word of the line, and what might stand there.
struct Offered {
    range: Range<usize>,
    word: String,
    instead: Vec<String>,
}

impl Live {
    /// Takes in what is known now, after what is shown was read afresh.
    pub(super) fn follow_words(&mut self) {
        self.spelling.judge.follow(&self.minuting.sitting);
        self.spelling.is_pane_behind = true;
    }

    /// Notes whether words of the line are to be judged as soon as nobody waits.
    pub(super) fn note_words(&mut self) {
        let is_judged = self
            .line_words()
            .is_none_or(|(start, words)| self.spelling.judge.has_judged(words, self.line.cursor().checked_sub(start)));
        self.spelling.is_line_behind = !is_judged;
        if !self.blocks.is_empty() && self.focus() != self.spelling.pane_at {
            self.spelling.pane_at = self.focus();
            self.spelling.is_pane_behind = true;
        }
    }

    /// Tells whether words are still to be judged.
    pub(super) fn is_judging(&self) -> bool {
        self.spelling.is_line_behind || self.spelling.is_pane_behind
    }

    /// Judges some more words. Returns when it wants to go on.
    pub(super) fn judge_words(&mut self, store: &Store) -> Result<Option<Duration>> {
        if !proof::prepare() {
            return Ok(Some(SOON));
        }
        let Some(speller) = proof::speller_at_hand().filter(|_| self.is_judging()) else { return Ok(None) };
        let wrong = self.spelling.judge.wrong();
        let mut left = LOT;
        let line = self.line_words().map(|(start, words)| (self.line.cursor().checked_sub(start), words.to_string()));
        if let Some((cursor, words)) = line {
            self.spelling.is_line_behind = !self.spelling.judge.go_on(&words, cursor, &mut left, (speller, store))?;
        }
        if self.spelling.is_pane_behind {
            let at = self.spelling.pane_at;
            let shown = at.saturating_sub(ABOVE)..self.blocks.len().min(at + BELOW);
            let mut is_done = true;
            for text in self.blocks.get(shown).unwrap_or_default().iter().flat_map(told) {
                is_done = is_done && self.spelling.judge.go_on(text, None, &mut left, (speller, store))?;
            }
            self.spelling.is_pane_behind = !is_done;
        }
        // A letter typed must not paint the minutes afresh.
        self.spelling.changes += u64::from(self.spelling.judge.wrong() > wrong);
        Ok(self.is_judging().then_some(super::SOON))
    }

    /// Returns the words of the line that would be minuted, and where they begin.
    fn line_words(&self) -> Option<(usize, &str)> {
        let Capture::Entry(entry) = &self.parsed else { return None };
        let text = self.line.text();
        let end = if matches!(entry.matter, Matter::Action { .. }) { references_start(text) } else { text.len() };
        Some((entry.text_start, text.get(entry.text_start..end)?))
    }

    /// Returns where words of the line are wrong, in bytes.
    pub(super) fn wrong_in_line(&self) -> Vec<Range<usize>> {
        let Some((start, words)) = self.line_words() else { return Vec::new() };
        let wrong = self.spelling.judge.wrong_in(words, self.line.cursor().checked_sub(start));
        wrong.into_iter().map(|range| start + range.start..start + range.end).collect()
    }

    /// Returns where words of the minutes are wrong.
    pub(super) fn wrong_in(&self, text: &str) -> Vec<Range<usize>> {
        self.spelling.judge.wrong_in(text, None)
    }

    /// Offers other words for the one before the cursor that is underlined; or else the next, or the one there.
    pub(super) fn offer_words(&mut self) -> Result<Outcome> {
        let Some(speller) = proof::speller_at_hand() else { return Outcome::say("The dictionary is being read.") };
        let Some((start, words)) = self.line_words() else {
            return Outcome::say("There are no words in the line. Alt-W reads the proof of these minutes.");
        };
        let cursor = self.line.cursor();
        // The word at the cursor counts too, for whoever asks.
        let wrong: Vec<_> = self.spelling.judge.wrong_in(words, None);
        let wrong = wrong.into_iter().map(|range| start + range.start..start + range.end);
        let before = wrong.clone().rfind(|range| range.start <= cursor);
        let there = || {
            let all = crate::capture::proof::words::words(words);
            let here = all.iter().rfind(|word| start + word.start <= cursor)?;
            Some(start + here.start..start + here.range().end)
        };
        let Some(range) = before.or(wrong.clone().next()).or_else(there) else {
            return Outcome::say("There are no words in the line. Alt-W reads the proof of these minutes.");
        };
        let word = self.line.text()[range.clone()].to_string();
        let instead = suggestions(&word, speller, &self.spelling.judge.known);
        self.spelling.offered = Some(Offered { range, word, instead });
        Outcome::nothing()
    }

    /// Tells whether words are offered.
    pub(super) fn offers_words(&self) -> bool {
        self.spelling.offered.is_some()
    }

    /// Leaves the word as it is. Tells whether there was one.
    pub(super) fn leave_word(&mut self) -> bool {
        self.spelling.offered.take().is_some()
    }

    /// Puts one of the words that are offered into the line.
    pub(super) fn take_word(&mut self, nth: u8) -> Result<Outcome> {
        let instead = |offered: &Offered| offered.instead.get(usize::from(nth).checked_sub(1)?).cloned();
        let Some(word) = self.spelling.offered.as_ref().and_then(instead) else { return Outcome::nothing() };
        if let Some(offered) = self.spelling.offered.take() {
            self.line.replace(offered.range, &word);
            self.read_line();
        }
        Outcome::nothing()
    }

    /// Adds the word to those that the book knows.
    pub(super) fn add_offered(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        self.needs_pen()?;
        let Some(offered) = self.spelling.offered.take() else { return Outcome::nothing() };
        let said = add_word(cx.store, &self.minuting.sitting, &offered.word, cx.now)?;
        self.minuting.reload(cx.store)?;
        self.show(cx.store)?;
        Outcome::say(format!("{said}."))
    }

    /// Returns what is offered, in the place of the prompt.
    pub(super) fn offered_row(&self, width: usize) -> Option<Line<'static>> {
        let offered = self.spelling.offered.as_ref()?;
        let keys = "a add to this book  Esc";
        let room = width.saturating_sub(keys.len() + 3);
        let numbered = offered.instead.iter().enumerate().map(|(nth, word)| format!("{} {}", nth + 1, inert(word)));
        let numbered: Vec<String> = numbered.collect();
        let words = if numbered.is_empty() { "nothing is like it".into() } else { numbered.join("  ") };
        let words = format!(" \u{25b8} {}: {words}", inert(&offered.word));
        Some(Line::from(vec![
            Span::styled(paint::padded(&words, room), paint::bold()),
            Span::styled(format!("  {keys}"), paint::dim()),
        ]))
    }
}

/// Returns the texts of a block that somebody minuted: no labels, no names of speakers.
fn told(block: &Block) -> impl Iterator<Item = &str> {
    let runs = block.runs.iter().filter(|run| block.source.is_some() && run.style == RunStyle::Plain);
    runs.map(|run| run.text())
}
