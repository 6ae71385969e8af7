//! The Review screen: what was promised at earlier meetings, by whom, and what became of it.

mod linking;
mod view;

use super::editor::Editor;
use super::frame::Frame;
use super::keys::{Command, Context, Key};
use super::list::{moved, undo_in_book};
use super::one_line::{self, OneLine};
use super::screen::{Cx, Go, Outcome, Screen};
use super::suggested::Suggested;
use crate::clerk::follow_up::{FollowUp, Verb, follow_up, roster_of, verb};
use crate::clerk::review::Review;
use crate::clerk::thread::{Thread, thread};
use crate::clerk::{Failure, Result};
use crate::record::time::short_date;
use crate::record::{ActionStatus, Id};
use crate::store::GivenAction;
use chrono::NaiveDateTime;
use ratatui::layout::Rect;
use std::cell::Cell;
use std::time::Duration;

/// What a line is about: the word of what is done with an action, and which.
type About = (String, Id);

/// The review of outstanding actions.
pub struct ReviewScreen {
    review: Review,
    words: Editor,
    /// What is wrong with the words.
    complaint: Option<String>,
    /// The words that are asked for are being typed.
    is_asking: bool,
    line: OneLine<About>,
    /// What the new deadline in the line is taken for.
    reading: String,
    selected: usize,
    thread: Option<Thread>,
    /// What the action that is being linked resembles.
    suggested: Suggested,
    /// Where there is room for one of them, the figures stand instead of the thread.
    shows_figures: bool,
    /// What the book said of other programs' writing when this was read.
    data_version: i64,
    /// How many rows the list had when it was painted last.
    height: Cell<usize>,
}

/// How soon it goes on reading, once keys have been answered.
const SOON: Duration = Duration::from_millis(1);
/// How many rows the list is taken to have before it is painted.
const HEIGHT: usize = 50;

impl ReviewScreen {
    /// Opens the review, asking for some words, and what a killed program left half-typed in it.
    pub fn open(words: &str, cx: &mut Cx<'_>) -> Result<Self> {
        let mut screen = ReviewScreen {
            review: Review::open(cx.store, cx.now.date())?,
            words: Editor::with(words),
            complaint: None,
            is_asking: false,
            line: OneLine::restored("review", cx)?,
            reading: String::new(),
            selected: 0,
            thread: None,
            suggested: Suggested::default(),
            shows_figures: false,
            data_version: cx.store.data_version()?,
            height: Cell::new(HEIGHT),
        };
        screen.ask(cx)?;
        if let Some(place) = screen.line.about().and_then(|(_, action)| screen.review.place_of(*action)) {
            screen.selected = place;
            screen.look(cx)?;
        }
        screen.suggest(cx)?;
        Ok(screen)
    }

    /// Asks for what the words say, and looks at the action that is selected.
    fn ask(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        let chosen = self.chosen().map(|given| given.action.id);
        let asked = self.review.ask(self.words.text(), cx.store);
        self.complaint = asked.err().map(|failure| format!("{} {}", failure.what, failure.hint));
        let place = chosen.and_then(|action| self.review.place_of(action));
        self.selected = place.unwrap_or(self.selected.min(self.review.count().saturating_sub(1)));
        self.look(cx)
    }

    /// Reads the action that is selected with its thread.
    fn look(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.review.turn_to(self.selected, self.height.get(), cx.store)?;
        let given = self.review.given(self.selected);
        self.thread = given.map(|given| thread(cx.store, given, self.review.people())).transpose()?;
        Ok(())
    }

    fn chosen(&self) -> Option<&GivenAction> {
        self.review.given(self.selected)
    }

    /// Begins to write what was heard of the action that is selected.
    fn begin(&mut self, verb: Verb) -> Result<Outcome> {
        let Some(action) = self.chosen().map(|given| given.action.id) else {
            return Outcome::say("No action is selected.");
        };
        if verb == Verb::Carry {
            return Err(Failure::new(
                "A meeting carries actions forward.",
                "F10 in its Live screen goes through them; here say what was heard, with u.",
            ));
        }
        self.reading.clear();
        self.line.begin((verb.word().to_string(), action));
        Outcome::nothing()
    }

    /// Records what was heard.
    fn record(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Some((word, action)) = self.line.about().cloned() else {
            self.is_asking = false;
            return Outcome::nothing();
        };
        let (verb, words, now) = (verb(&word)?, self.line.text().to_string(), cx.now);
        let given = cx.store.given_action(action)?;
        let given = given.ok_or_else(|| Failure::new("That action is no longer there.", "Leave the line with Esc."))?;
        let heard = FollowUp::of(verb, &words, "", &roster_of(cx.store, &given)?);
        let said = self.line.take(cx, |store| {
            let clerk = store.clerk().to_string();
            follow_up(store, &given, &heard, &clerk, now)
        })?;
        if !self.review.is_whole() {
            // What has changed may stand among what is still to be read.
            self.read_again(cx)?;
        }
        self.review.renew(action, cx.store)?;
        self.selected = self.selected.min(self.review.count().saturating_sub(1));
        self.look(cx)?;
        Outcome::say(format!("{said}. Ctrl-Z takes it back."))
    }

    /// Reads everything afresh: somebody else has written, or something was taken back.
    fn read_again(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        let chosen = self.chosen().map(|given| given.action.id);
        self.review = Review::open(cx.store, cx.now.date())?;
        self.data_version = cx.store.data_version()?;
        self.ask(cx)?;
        if let Some(place) = chosen.and_then(|action| self.review.place_of(action)) {
            self.selected = place;
            self.look(cx)?;
        }
        Ok(())
    }

    /// Returns the line that is being typed, if any.
    fn editor(&mut self) -> Option<&mut Editor> {
        match self.line.about() {
            Some(_) => Some(self.line.editor()),
            None if self.is_asking => Some(&mut self.words),
            None => None,
        }
    }

    /// Asks afresh if the words that are asked for have changed.
    fn typed(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        self.reading.clear();
        if self.line.about().is_some() {
            self.read_deadline(cx)?;
        } else if self.is_asking {
            self.selected = 0;
            self.ask(cx)?;
        }
        Outcome::nothing()
    }

    /// Reads the new deadline that is being typed.
    fn read_deadline(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        let (Some((word, action)), words) = (self.line.about(), self.line.text()) else { return Ok(()) };
        let given = self.chosen().filter(|given| given.action.id == *action && verb(word) == Ok(Verb::Move));
        let Some(given) = given else { return Ok(()) };
        let due = FollowUp::of(Verb::Move, words, "", &roster_of(cx.store, given)?).due_words;
        let day = cx.store.day_of_deadline(&given.action, &due, cx.now.date())?;
        self.reading = match day {
            _ if due.is_empty() => String::new(),
            Some(day) => format!(": {due} = {}", short_date(day)),
            None => format!(": {due} = no date that a calendar could tell"),
        };
        Ok(())
    }
}

impl Screen for ReviewScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.line.about().is_some() || self.is_asking {
            false => &[Context::Review, Context::List],
            true if self.is_linking() => &[Context::Linking, Context::OneLine],
            true => &[Context::OneLine],
        }
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.review.count(), command) {
            self.look(cx)?;
            return Outcome::nothing();
        }
        match command {
            Command::Open => match self.chosen() {
                Some(given) => {
                    let (meeting, item, entry) = (given.action.meeting, given.item, given.action.entry);
                    Outcome::go(Go::Entry { meeting, item, entry })
                }
                None => Outcome::nothing(),
            },
            Command::Ask => {
                self.is_asking = true;
                self.words.end();
                if !self.words.is_empty() && !self.words.text().ends_with(' ') {
                    self.words.insert(" ");
                }
                Outcome::nothing()
            }
            Command::Figures => {
                self.shows_figures = !self.shows_figures;
                Outcome::nothing()
            }
            Command::FollowUp(verb) => self.begin(verb),
            Command::Suggest => self.begin_linking(cx),
            Command::Link(nth) => self.link_suggested(nth, cx),
            Command::SaveLine if self.is_linking() => self.link_typed(cx),
            Command::SaveLine => self.record(cx),
            Command::Undo | Command::Redo => {
                // While links are made there is nothing in the line to take back, but there are the links.
                let is_typed = !self.is_linking() || !self.line.text().is_empty();
                if let Some(editor) = self.editor().filter(|_| is_typed) {
                    if command == Command::Undo {
                        editor.undo()
                    } else {
                        editor.redo()
                    };
                    return self.typed(cx);
                }
                let said = undo_in_book(command, cx)?;
                self.read_again(cx)?;
                self.suggest(cx)?;
                Outcome::say(said)
            }
            Command::Back if self.line.about().is_some() => {
                self.line.leave();
                Outcome::nothing()
            }
            Command::Back if self.is_asking => {
                self.is_asking = false;
                Outcome::nothing()
            }
            Command::Back => Outcome::go(Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn type_key(&mut self, key: Key, cx: &mut Cx<'_>) -> Result<Outcome> {
        let is_typed = self.editor().is_some_and(|editor| one_line::type_key(editor, key));
        if is_typed { self.typed(cx) } else { Outcome::nothing() }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        if let Some(editor) = self.editor() {
            one_line::paste(editor, text);
        }
        self.typed(cx)
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.read_again(cx)
    }

    fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        self.line.keep(cx)
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        if cx.store.data_version()? != self.data_version {
            self.read_again(cx)?;
        }
        self.suggested.go_on(cx.store)?;
        if self.review.is_whole() {
            return Ok(self.suggested.is_behind().then_some(SOON));
        }
        let typed_about = self.line.about().map(|(_, action)| *action);
        let chosen = typed_about.or(self.chosen().map(|given| given.action.id));
        if !self.review.read_on(cx.store)? {
            return Ok(Some(SOON));
        }
        self.selected = chosen.and_then(|action| self.review.place_of(action)).unwrap_or(0);
        self.look(cx)?;
        Ok(self.suggested.is_behind().then_some(SOON))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        self.paint(frame, area);
    }
}

/// Returns what is asked for when something was heard.
fn question(verb: Verb) -> &'static str {
    match verb {
        Verb::Update | Verb::Carry => "What was heard",
        Verb::Move => "New deadline, and why (by 30 June because …)",
        Verb::Reply => "The written answer; it is printed under the question",
        Verb::Pass => "To whom (ad-i because …)",
        Verb::Become(ActionStatus::ProposedForClosure) => "Proposed for closure: why",
        Verb::Become(_) => "Closed: why",
    }
}
