//! The Review screen: what was promised at earlier meetings, by whom, and what became of it.

mod view;

use super::editor::Editor;
use super::frame::Frame;
use super::keys::{Command, Context, Key};
use super::list::{moved, undo_in_book};
use super::screen::{Cx, Go, Outcome, Screen};
use crate::clerk::follow_up::{FollowUp, VERBS, Verb, follow_up, refuse_no_reply, refuse_tie, roster_of, verb};
use crate::clerk::review::Review;
use crate::clerk::thread::{Thread, thread};
use crate::clerk::{Failure, Result};
use crate::record::{ActionStatus, Id};
use crate::store::GivenAction;
use chrono::NaiveDateTime;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::time::Duration;

/// Under what name a half-typed follow-up is kept; each program has one of its own.
const HALF_TYPED: &str = "review";

/// What is being typed.
enum Typing {
    Nothing,
    /// The words that are asked for.
    Words,
    /// What was heard of an action.
    FollowUp {
        verb: Verb,
        action: Id,
        line: Editor,
    },
}

/// What of a follow-up survives a kill.
#[derive(Serialize, Deserialize)]
struct HalfTyped {
    verb: String,
    action: Id,
    text: String,
}

/// The review of outstanding actions.
pub struct ReviewScreen {
    review: Review,
    words: Editor,
    /// What is wrong with the words.
    complaint: Option<String>,
    typing: Typing,
    selected: usize,
    thread: Option<Thread>,
    /// Where there is room for one of them, the figures stand instead of the thread.
    shows_figures: bool,
    /// What the book said of other programs' writing when this was read.
    data_version: i64,
    kept: String,
    /// How many rows the list had when it was painted last.
    height: Cell<usize>,
}

/// How many rows the list is taken to have before it is painted.
const HEIGHT: usize = 50;

impl ReviewScreen {
    /// Opens the review, asking for some words, and what a killed program left half-typed in it.
    pub fn open(words: &str, cx: &mut Cx<'_>) -> Result<Self> {
        let mut screen = ReviewScreen {
            review: Review::open(cx.store, cx.now.date())?,
            words: Editor::with(words),
            complaint: None,
            typing: Typing::Nothing,
            selected: 0,
            thread: None,
            shows_figures: false,
            data_version: cx.store.data_version()?,
            kept: String::new(),
            height: Cell::new(HEIGHT),
        };
        screen.restore(cx)?;
        screen.ask(cx)?;
        Ok(screen)
    }

    fn restore(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        let name = cx.store.own_half_typed(HALF_TYPED)?;
        let Some(json) = cx.store.half_typed(&name)? else { return Ok(()) };
        if let Ok(half) = serde_json::from_str::<HalfTyped>(&json)
            && let Ok(verb) = verb(&half.verb)
        {
            self.selected = self.review.place_of(half.action).unwrap_or(0);
            self.typing = Typing::FollowUp { verb, action: half.action, line: Editor::with(&half.text) };
        }
        Ok(())
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
        self.typing = Typing::FollowUp { verb, action, line: Editor::default() };
        Outcome::nothing()
    }

    /// Records what was heard.
    fn record(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Typing::FollowUp { verb, action, line } = &self.typing else {
            self.typing = Typing::Nothing;
            return Outcome::nothing();
        };
        let (verb, action, words) = (*verb, *action, line.text().to_string());
        let given = cx.store.given_action(action)?;
        let given = given.ok_or_else(|| Failure::new("That action is no longer there.", "Leave the line with Esc."))?;
        let heard = FollowUp::of(verb, &words, "", &roster_of(cx.store, &given)?);
        refuse_tie(&heard)?;
        refuse_no_reply(verb, &given)?;
        let (name, now) = (cx.store.own_half_typed(HALF_TYPED)?, cx.now);
        // The line goes in the same transaction, so that a kill cannot leave it there to be heard twice.
        let said = cx.store.all_or_nothing(|store| {
            let clerk = store.clerk().to_string();
            let said = follow_up(store, &given, &heard, &clerk, now)?;
            store.drop_half_typed(&name)?;
            Ok::<_, Failure>(said)
        })?;
        self.kept.clear();
        self.typing = Typing::Nothing;
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

    fn editor(&mut self) -> Option<&mut Editor> {
        match &mut self.typing {
            Typing::Nothing => None,
            Typing::Words => Some(&mut self.words),
            Typing::FollowUp { line, .. } => Some(line),
        }
    }

    /// Asks afresh if the words that are asked for have changed.
    fn typed(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        if matches!(self.typing, Typing::Words) {
            self.selected = 0;
            self.ask(cx)?;
        }
        Outcome::nothing()
    }
}

impl Screen for ReviewScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.typing {
            Typing::Nothing => &[Context::Review, Context::List],
            _ => &[Context::ReviewLine],
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
                self.typing = Typing::Words;
                Outcome::nothing()
            }
            Command::Figures => {
                self.shows_figures = !self.shows_figures;
                Outcome::nothing()
            }
            Command::FollowUp(verb) => self.begin(verb),
            Command::SaveLine => self.record(cx),
            Command::Undo | Command::Redo => {
                if let Some(editor) = self.editor() {
                    if command == Command::Undo {
                        editor.undo()
                    } else {
                        editor.redo()
                    };
                    return self.typed(cx);
                }
                let said = undo_in_book(command, cx)?;
                self.read_again(cx)?;
                Outcome::say(said)
            }
            Command::Back if matches!(self.typing, Typing::Nothing) => Outcome::go(Go::Back),
            Command::Back => {
                self.typing = Typing::Nothing;
                Outcome::nothing()
            }
            _ => Outcome::nothing(),
        }
    }

    fn type_key(&mut self, key: Key, cx: &mut Cx<'_>) -> Result<Outcome> {
        let word = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let Some(editor) = self.editor() else { return Outcome::nothing() };
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
            _ => return Outcome::nothing(),
        }
        self.typed(cx)
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        if let Some(editor) = self.editor() {
            editor.insert(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        self.typed(cx)
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.read_again(cx)
    }

    fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        let json = match &self.typing {
            Typing::FollowUp { verb, action, line } => {
                let verb = VERBS.iter().find(|(_, known)| known == verb).map_or("", |(word, _)| word).to_string();
                let half = HalfTyped { verb, action: *action, text: line.text().to_string() };
                serde_json::to_string(&half).map_err(|error| Failure::new(error.to_string(), "Type on."))?
            }
            _ => String::new(),
        };
        if json == self.kept {
            return Ok(false);
        }
        let name = cx.store.own_half_typed(HALF_TYPED)?;
        match json.is_empty() {
            true => cx.store.drop_half_typed(&name)?,
            false => cx.store.keep_half_typed(&name, &json)?,
        }
        self.kept = json;
        Ok(true)
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        if cx.store.data_version()? != self.data_version {
            self.read_again(cx)?;
        }
        let chosen = self.chosen().map(|given| given.action.id);
        if self.review.complete(cx.store)? {
            self.selected = chosen.and_then(|action| self.review.place_of(action)).unwrap_or(0);
            self.look(cx)?;
        }
        Ok(None)
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
