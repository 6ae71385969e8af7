//! The Proof screen: what looks wrong in the words of a meeting's minutes, and what might stand there instead.

use super::frame::Frame;
use super::keys::{Command, Context, Key};
use super::list::moved;
use super::loose_ends::pen_of;
use super::one_line::{self, OneLine, ROWS};
use super::paint;
use super::screen::{Cx, Go, Outcome, Screen};
use super::wrap::wrap;
use crate::clerk::proof::{Misprint, Proof, add_word, correct, leave};
use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::record::{Id, ProofKind};
use chrono::NaiveDateTime;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::time::Duration;

/// What a reason is given for: the entry, what looks wrong in it, and the words.
type About = (Id, ProofKind, String);

/// How soon it goes on reading, once keys have been answered.
const SOON: Duration = Duration::from_millis(1);

/// What looks wrong in the words of a meeting's minutes.
pub struct ProofScreen {
    meeting: Id,
    proof: Proof,
    /// What it has found so far.
    found: Vec<Misprint>,
    selected: usize,
    /// The Live screen below has the pen of the meeting.
    has_pen: bool,
    reason: OneLine<About>,
    /// So many steps were made here, and so many of them taken back.
    steps: (usize, usize),
    /// What is offered for the selected words, and for which that is.
    offered: Option<(About, Vec<String>)>,
}

impl ProofScreen {
    /// Opens the list at the first that is found under an item. `has_pen` says that whoever opens it has the pen of
    /// the meeting.
    pub fn open(meeting: Id, item: Option<Id>, has_pen: bool, cx: &mut Cx<'_>) -> Result<Self> {
        let mut screen = ProofScreen {
            meeting,
            proof: Proof::of(cx.store, meeting)?,
            found: Vec::new(),
            selected: 0,
            has_pen,
            reason: OneLine::restored("proof", cx)?,
            steps: (0, 0),
            offered: None,
        };
        let about = screen.reason.about().cloned();
        while !screen.proof.is_whole() && (about.is_some() || screen.found.is_empty()) {
            screen.go_on(cx)?;
        }
        let is_sought = |misprint: &Misprint| match &about {
            Some(about) => about_of(misprint) == *about,
            None => Some(misprint.item_id) == item,
        };
        match screen.found.iter().position(is_sought) {
            Some(place) => screen.selected = place,
            None => screen.reason.leave(),
        }
        Ok(screen)
    }

    /// Reads one lot more. What is selected stays so.
    fn go_on(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.proof.go_on(cx.store)?;
        self.list();
        Ok(())
    }

    fn list(&mut self) {
        let chosen = self.found.get(self.selected).map(|chosen| (chosen.entry, chosen.range.clone()));
        self.found = self.proof.misprints();
        let place = self.found.iter().position(|found| Some((found.entry, found.range.clone())) == chosen);
        self.selected = place.unwrap_or(self.selected.min(self.found.len().saturating_sub(1)));
    }

    fn chosen(&self) -> Result<&Misprint> {
        self.found.get(self.selected).ok_or_else(|| Failure::new("Nothing looks wrong here.", "Esc goes back."))
    }

    /// Returns what is offered for the selected words.
    fn instead(&self) -> Result<Vec<String>> {
        let chosen = self.chosen()?;
        match &self.offered {
            Some((about, instead)) if *about == about_of(chosen) => Ok(instead.clone()),
            _ => Ok(self.proof.instead_of(chosen)),
        }
    }

    /// Puts one of the words that are offered in the place of those selected.
    fn take_word(&mut self, nth: u8, cx: &mut Cx<'_>) -> Result<Outcome> {
        let instead = self.instead()?;
        let Some(word) = usize::from(nth).checked_sub(1).and_then(|nth| instead.get(nth)) else {
            return Err(Failure::new("Nothing is offered for that.", "Enter opens the meeting there, to change it."));
        };
        let misprint = self.chosen()?.clone();
        let _pen = if self.has_pen { None } else { Some(pen_of(self.meeting, cx.store)?) };
        let said = correct(cx.store, &misprint, word, cx.now)?;
        self.done(said, cx)
    }

    fn add_word(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let chosen = self.chosen()?;
        if !matches!(chosen.kind, ProofKind::Spelling | ProofKind::Name | ProofKind::Abbreviation) {
            return Err(Failure::new(
                "It is not for want of knowing the word.",
                "d leaves it as it is written, for a reason.",
            ));
        }
        let said = add_word(cx.store, self.proof.sitting(), &chosen.words, cx.now)?;
        self.done(said, cx)
    }

    /// Says what was done, after reading everything afresh.
    fn done(&mut self, said: String, cx: &mut Cx<'_>) -> Result<Outcome> {
        self.steps = (self.steps.0 + 1, 0);
        self.refresh(cx)?;
        Outcome::say(format!("{said}. Ctrl-Z takes it back."))
    }

    /// Takes back what was done here, or does it again; what was minuted before is not touched.
    fn undo(&mut self, redo: bool, cx: &mut Cx<'_>) -> Result<Outcome> {
        let (done, undone) = self.steps;
        let nothing = if redo { undone == 0 } else { done == 0 };
        if nothing {
            return Outcome::say("There is nothing to take back here.");
        }
        let _pen = if self.has_pen { None } else { Some(pen_of(self.meeting, cx.store)?) };
        let is_locked = self.proof.sitting().meeting.status.is_locked();
        let of = (!is_locked).then_some(self.meeting);
        let words = if redo { cx.store.redo(of, cx.now)? } else { cx.store.undo(of, cx.now)? };
        self.steps = if redo { (done + 1, undone - 1) } else { (done - 1, undone + 1) };
        self.refresh(cx)?;
        let how = if redo { "Done again" } else { "Undone" };
        Outcome::say(words.map_or("There is nothing to take back here.".into(), |words| format!("{how}: {words}.")))
    }

    fn save_reason(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let gone = || Failure::new("That is settled already.", "Leave the line with Esc.");
        let about = self.reason.about().cloned();
        let misprint = self.found.iter().find(|found| Some(about_of(found)) == about).ok_or_else(gone)?.clone();
        let (reason, now) = (self.reason.text().to_string(), cx.now);
        let said = self.reason.take(cx, |store| leave(store, &misprint, &reason, now))?;
        self.done(said, cx)
    }

    /// Returns what is said of the selected words, and what is offered for them.
    fn foot(&self, chosen: &Misprint, width: usize) -> Vec<Line<'static>> {
        let what = inert(&chosen.what).into_owned();
        let first = wrap(&what, width.saturating_sub(2)).into_iter().next().unwrap_or(0..0);
        let offered = match &self.offered {
            Some((about, instead)) if *about == about_of(chosen) => {
                let numbered = instead.iter().enumerate().map(|(nth, words)| format!("{} {}", nth + 1, inert(words)));
                numbered.collect::<Vec<_>>().join("   ")
            }
            _ => String::new(),
        };
        vec![
            Line::default(),
            Line::raw(format!(" {}", &what[first])),
            Line::styled(paint::fitted(&format!(" {offered}"), width), paint::bold()),
            Line::styled(paint::fitted(&inert(&format!(" {}", chosen.item)), width), paint::dim()),
        ]
    }
}

fn about_of(misprint: &Misprint) -> About {
    (misprint.entry, misprint.kind, misprint.words.clone())
}

impl Screen for ProofScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.reason.about() {
            None => &[Context::Proof, Context::List],
            Some(_) => &[Context::OneLine],
        }
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.found.len(), command) {
            return Outcome::nothing();
        }
        match command {
            Command::Open => {
                let chosen = self.chosen()?;
                let (meeting, item, entry) = (chosen.meeting_id, chosen.item_id, chosen.entry);
                Outcome::go(Go::Entry { meeting, item, entry })
            }
            Command::Correct => self.take_word(1, cx),
            Command::TakeWord(nth) => self.take_word(nth, cx),
            Command::AddWord => self.add_word(cx),
            Command::Dismiss => {
                let about = about_of(self.chosen()?);
                self.reason.begin(about);
                Outcome::nothing()
            }
            Command::SaveLine => self.save_reason(cx),
            Command::Undo | Command::Redo if self.reason.about().is_some() => {
                let editor = self.reason.editor();
                if command == Command::Undo {
                    editor.undo()
                } else {
                    editor.redo()
                };
                Outcome::nothing()
            }
            Command::Undo | Command::Redo => self.undo(command == Command::Redo, cx),
            Command::Back if self.reason.about().is_some() => {
                self.reason.leave();
                Outcome::nothing()
            }
            Command::Back => Outcome::go(Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn type_key(&mut self, key: Key, _: &mut Cx<'_>) -> Result<Outcome> {
        if self.reason.about().is_some() {
            one_line::type_key(self.reason.editor(), key);
        }
        Outcome::nothing()
    }

    fn paste(&mut self, text: &str, _: &mut Cx<'_>) -> Result<Outcome> {
        if self.reason.about().is_some() {
            one_line::paste(self.reason.editor(), text);
        }
        Outcome::nothing()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.proof.again(cx.store)?;
        self.list();
        Ok(())
    }

    fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        self.reason.keep(cx)
    }

    fn is_behind(&self) -> bool {
        let chosen = self.found.get(self.selected).map(about_of);
        !self.proof.is_whole() || chosen.as_ref() != self.offered.as_ref().map(|(about, _)| about)
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        if !self.proof.is_whole() {
            self.go_on(cx)?;
        } else if self.is_behind() {
            let chosen = self.found.get(self.selected);
            self.offered = chosen.map(|chosen| (about_of(chosen), self.proof.instead_of(chosen)));
        }
        Ok(self.is_behind().then_some(SOON))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        let asks = if self.reason.about().is_some() { ROWS } else { 0 };
        let [title, _, list, foot, line] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(4),
            Constraint::Length(asks),
        ])
        .areas(area);
        let count = match self.found.len() {
            count if !self.proof.is_whole() => format!("{count} so far"),
            1 => "1 thing to look at".into(),
            count => format!("{count} things to look at"),
        };
        paint::title_bar(frame, title, &format!("Proof of {}", self.proof.sitting().meeting.slug), &count);
        let Some(chosen) = self.found.get(self.selected) else {
            let words = if self.proof.is_whole() { " Nothing looks wrong in the words of these minutes." } else { "" };
            return frame.render_widget(Paragraph::new(words).style(paint::dim()), list);
        };
        let width = usize::from(list.width);
        let rows = self.found.iter().map(|found| {
            let number = found.item.split(' ').next().unwrap_or_default();
            let room = width.saturating_sub(25);
            let text = inert(&found.line);
            let mut spans = vec![
                Span::styled(format!(" {:<14}", found.kind.word()), paint::warning()),
                Span::styled(format!("item {number:<4}"), paint::name()),
            ];
            let words = inert(&found.words);
            let (before, after) = text.split_once(words.as_ref()).unwrap_or((&text, ""));
            let before = paint::fitted(before, room);
            let left = room.saturating_sub(before.chars().count() + words.chars().count());
            spans.extend([
                Span::raw(before),
                Span::styled(words.into_owned(), paint::doubtful()),
                Span::raw(paint::fitted(after, left)),
            ]);
            Line::from(spans)
        });
        paint::list(frame, list, rows.collect(), self.selected);
        frame.render_widget(Paragraph::new(self.foot(chosen, width)), foot);
        if asks > 0 {
            self.reason.paint(frame, line, "Left as it is written: why?");
        }
    }
}
