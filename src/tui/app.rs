//! The program as a person meets it: a stack of screens, an overlay, a message. It only routes.

use super::clock::Clock;
use super::frame::{Frame, Painted};
use super::help::Help;
use super::history::HistoryScreen;
use super::keys::{self, Command, Context, Key};
use super::live::Live;
use super::meetings::MeetingsScreen;
use super::palette::{Chosen, Palette};
use super::review::ReviewScreen;
use super::screen::{Cx, Go, Outcome, Screen};
use super::search::SearchScreen;
use super::{Start, form, paint, plan};
use crate::clerk::{Failure, Result};
use crate::record::Id;
use crate::store::Store;
use chrono::Timelike;
use ratatui::crossterm::event::{Event, KeyEventKind};
use ratatui::layout::{Constraint, Layout, Rect};
use std::time::{Duration, Instant};

enum Overlay {
    Palette(Palette),
    Help(Help),
}

/// The program.
pub struct App {
    store: Store,
    clock: Clock,
    screens: Vec<Box<dyn Screen>>,
    overlay: Option<Overlay>,
    /// What happened, or what is wrong with what to do; until the next key.
    message: Option<(String, bool)>,
    is_over: bool,
    /// Whether the person was told that leaving now loses what is not saved.
    was_warned: bool,
    /// Whether what is half-typed could not be kept, and the message says so.
    is_refused: bool,
    /// Whether what is half-typed could not be brought to the disk, and a message said so.
    is_sync_refused: bool,
    wants_to_suspend: bool,
    /// What is to be put on the clipboard.
    copied: Option<String>,
    /// Since when something half-typed is not known to be on the disk.
    unsynced: Option<Instant>,
    /// Whether something was written since the log was last tidied.
    untidy: bool,
    wake: Duration,
    hints: Option<Hints>,
}

/// Half-typed text is sent to the disk at most so long after it was typed.
const SYNC_AFTER: Duration = Duration::from_secs(1);
/// How long nothing must happen before the log is tidied.
const TIDY_AFTER: Duration = Duration::from_secs(3);

impl App {
    /// Opens the first screen, or what a killed program left half-typed.
    pub fn new(mut store: Store, clock: Clock, start: Start) -> Result<Self> {
        let mut cx = Cx { store: &mut store, now: clock.now() };
        let mut screens: Vec<Box<dyn Screen>> = vec![Box::new(MeetingsScreen::open(&mut cx)?)];
        let mut message = None;
        if let Start::Live(slug) = &start {
            let (live, said) = Live::open_named(slug.as_deref(), &mut cx)?;
            message = said.map(|said| (said, false));
            screens.push(Box::new(live));
        }
        if let Start::Review(words) = &start {
            screens.push(Box::new(ReviewScreen::open(words, &mut cx)?));
        }
        if let Start::Plan(words) = &start {
            screens.push(plan::open_named(words, &mut cx)?);
        }
        if let Some(form) = form::left_over(&mut cx)? {
            message = Some(("This form was half filled in: here it is again.".into(), false));
            screens.push(Box::new(form));
        }
        Ok(App {
            store,
            clock,
            screens,
            overlay: None,
            message,
            is_over: false,
            was_warned: false,
            is_refused: false,
            is_sync_refused: false,
            wants_to_suspend: false,
            copied: None,
            unsynced: None,
            untidy: true,
            wake: Duration::ZERO,
            hints: None,
        })
    }

    /// Returns the book.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Tells whether the person has left.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Tells once that the person wants to go to the shell.
    pub fn wants_to_suspend(&mut self) -> bool {
        std::mem::take(&mut self.wants_to_suspend)
    }

    /// Returns once what is to be put on the clipboard.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// Shows a message.
    pub fn say(&mut self, words: &str) {
        self.message = Some((words.to_string(), false));
    }

    /// Writes what can be written before leaving. Returns the lines that could not be saved.
    pub fn close(&mut self) -> Vec<String> {
        self.tick();
        self.settle();
        let _ = self.store.flush();
        let _ = self.store.tidy();
        self.unsaved()
    }

    fn unsaved(&self) -> Vec<String> {
        self.screens.iter().flat_map(|screen| screen.unsaved()).collect()
    }

    /// Leaves, unless something is not saved and the person has not been told yet.
    fn quit(&mut self) {
        self.tick();
        self.settle();
        let count = self.unsaved().len();
        if count == 0 || self.was_warned {
            self.is_over = true;
            return;
        }
        self.was_warned = true;
        let what = if count == 1 { "1 line is".into() } else { format!("{count} lines are") };
        let words = format!("{what} NOT SAVED. Ctrl-Q again leaves, and prints them in the terminal.");
        self.message = Some((words, true));
    }

    /// Takes one event from the terminal.
    pub fn event(&mut self, event: Event) {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(Key::of(key)),
            Event::Paste(text) => {
                self.message = None;
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                match &mut self.overlay {
                    Some(Overlay::Palette(palette)) => palette.paste(&text),
                    Some(Overlay::Help(_)) => {}
                    None => self.on_top(|screen, cx| screen.paste(&text, cx)),
                }
            }
            _ => {}
        }
    }

    /// Takes one key.
    pub fn key(&mut self, key: Key) {
        self.message = None;
        let was_warned = self.was_warned;
        self.take_key(key);
        // The warning holds for the next key only.
        self.was_warned &= !was_warned;
    }

    fn take_key(&mut self, key: Key) {
        match self.overlay.take() {
            Some(Overlay::Help(mut help)) => {
                if help.key(key) {
                    self.overlay = Some(Overlay::Help(help));
                }
            }
            Some(Overlay::Palette(mut palette)) => match palette.key(key) {
                Chosen::Nothing => self.overlay = Some(Overlay::Palette(palette)),
                Chosen::Leave => {}
                Chosen::Command(command) => self.perform(command),
                Chosen::Meeting(name) => self.on_top(|screen, cx| screen.meeting_command(name, cx)),
            },
            None => self.key_on_screen(key),
        }
    }

    fn key_on_screen(&mut self, key: Key) {
        let Some(screen) = self.screens.last_mut() else { return };
        let row = keys::find(screen.contexts(), key).or_else(|| keys::find(&[Context::Anywhere], key));
        match row.filter(|row| screen.takes(row.command)) {
            Some(row) => self.perform(row.command_of(key)),
            None => self.on_top(|screen, cx| screen.type_key(key, cx)),
        }
    }

    fn perform(&mut self, command: Command) {
        match command {
            Command::Quit => self.quit(),
            Command::Suspend => self.wants_to_suspend = true,
            Command::Help => {
                let contexts = self.screens.last().map_or(&[][..], |screen| screen.contexts());
                self.overlay = Some(Overlay::Help(Help::of(contexts)));
            }
            Command::Palette => {
                let contexts = self.screens.last().map_or(&[][..], |screen| screen.contexts());
                self.overlay = Some(Overlay::Palette(Palette::of(contexts)));
            }
            Command::Search => self.open(|cx| SearchScreen::open("", cx)),
            Command::Review => {
                let meeting = self.screens.last().and_then(|screen| screen.meeting());
                self.open(|cx| ReviewScreen::open(&words_of(meeting, cx)?, cx));
            }
            // From a plan the others are chosen.
            Command::Plan if !self.is_on(&[Context::Plan, Context::PlanAction]) => {
                let meeting = self.screens.last().and_then(|screen| screen.meeting());
                let mut cx = Cx { store: &mut self.store, now: self.clock.now() };
                match plan::open_of(meeting, &mut cx) {
                    Ok(screen) => self.push(screen),
                    Err(failure) => self.fail(&failure),
                }
            }
            Command::History => {
                let meeting = self.screens.last().and_then(|screen| screen.meeting());
                self.open(|cx| HistoryScreen::open(meeting, cx));
            }
            command => self.on_top(|screen, cx| screen.perform(command, cx)),
        }
    }

    /// Tells whether the keys of any of these contexts work on the screen on top.
    fn is_on(&self, contexts: &[Context]) -> bool {
        let here = self.screens.last().map_or(&[][..], |screen| screen.contexts());
        contexts.iter().any(|context| here.contains(context))
    }

    fn open<S: Screen + 'static>(&mut self, make: impl FnOnce(&mut Cx<'_>) -> Result<S>) {
        let mut cx = Cx { store: &mut self.store, now: self.clock.now() };
        match make(&mut cx) {
            Ok(screen) => self.push(Box::new(screen)),
            Err(failure) => self.fail(&failure),
        }
    }

    /// Opens a meeting; what was said before stands in front of what there is to say about it.
    fn open_meeting(&mut self, meeting: Id) {
        let mut cx = Cx { store: &mut self.store, now: self.clock.now() };
        match Live::open(meeting, &mut cx) {
            Err(failure) => self.fail(&failure),
            Ok((live, notice)) => {
                let said = self.message.take().map(|(words, _)| words);
                let words: Vec<String> = said.into_iter().chain(notice).collect();
                self.message = (!words.is_empty()).then(|| (words.join(" "), false));
                self.push(Box::new(live));
            }
        }
    }

    /// Opens a screen over the one on top, after keeping what was half-typed there in the same breath.
    fn push(&mut self, screen: Box<dyn Screen>) {
        self.keep_top();
        self.screens.push(screen);
        // What a screen does not need at once it reads as soon as nobody waits.
        self.wake = SOON;
    }

    /// Does something with the screen on top, and goes where it says.
    fn on_top(&mut self, work: impl FnOnce(&mut dyn Screen, &mut Cx<'_>) -> Result<Outcome>) {
        let Some(screen) = self.screens.last_mut() else { return };
        let mut cx = Cx { store: &mut self.store, now: self.clock.now() };
        self.untidy = true;
        match work(screen.as_mut(), &mut cx) {
            Err(failure) => self.fail(&failure),
            Ok(outcome) => {
                if let Some(said) = outcome.said {
                    self.message = Some((said, false));
                }
                match outcome.go {
                    None => {}
                    Some(Go::Back) => self.back(),
                    Some(Go::Open(screen)) => self.push(screen),
                    Some(Go::Perform(command)) => self.perform(command),
                    Some(Go::Copy(text)) => self.copied = Some(text),
                    Some(Go::Entry { meeting, item, entry }) => {
                        // Other screens go first: one of them may have the pen of this very meeting.
                        while self.screens.len() > 1 {
                            self.keep_top();
                            self.screens.pop();
                        }
                        self.open(|cx| Live::open_at(meeting, item, entry, cx));
                    }
                    Some(Go::Meeting(meeting)) => {
                        self.keep_top();
                        self.screens.pop();
                        self.open_meeting(meeting);
                    }
                }
            }
        }
    }

    /// Leaves the screen on top for the one below, which is read afresh.
    fn back(&mut self) {
        if self.screens.len() == 1 {
            self.message = Some(("Ctrl-Q leaves the program. Everything is saved.".into(), false));
            return;
        }
        if self.screens.last().is_some_and(|screen| !screen.unsaved().is_empty()) {
            let words = "What is NOT SAVED would be lost: this screen cannot be left until it is.";
            self.message = Some((words.into(), true));
            return;
        }
        self.keep_top();
        self.screens.pop();
        let said = self.message.take();
        self.on_top(|screen, cx| screen.refresh(cx).map(|()| Outcome::default()));
        self.message = said.or(self.message.take());
    }

    fn fail(&mut self, failure: &Failure) {
        self.message = Some((format!("{} {}", failure.what, failure.hint), true));
    }

    fn keep_top(&mut self) {
        let Some(screen) = self.screens.last_mut() else { return };
        let mut cx = Cx { store: &mut self.store, now: self.clock.now() };
        let has_changed = match screen.keep(&mut cx) {
            Ok(has_changed) => has_changed,
            Err(failure) => {
                // What the last key led to is said first.
                self.message.get_or_insert_with(|| (format!("NOT SAVED: {} {}", failure.what, failure.hint), true));
                self.is_refused = true;
                return;
            }
        };
        if screen.is_behind() {
            self.wake = SOON;
        }
        if std::mem::take(&mut self.is_refused) {
            self.message.take_if(|(words, _)| words.starts_with("NOT SAVED:"));
        }
        if has_changed && self.unsynced.is_none() {
            self.unsynced = Some(Instant::now());
        }
    }

    /// Keeps what is half-typed; called before anything is painted.
    pub fn settle(&mut self) {
        self.keep_top();
    }

    /// Does what is due when no key was pressed for a while.
    pub fn tick(&mut self) {
        self.wake = LONGEST;
        if self.unsynced.is_some_and(|since| since.elapsed() >= SYNC_AFTER) {
            let synced = self.store.sync_half_typed();
            self.unsynced = (!matches!(synced, Ok(true))).then(Instant::now);
            match synced {
                Err(error) => {
                    self.fail(&error.into());
                    self.is_sync_refused = true;
                }
                Ok(true) if std::mem::take(&mut self.is_sync_refused) => {
                    self.message.take_if(|(_, is_error)| *is_error);
                }
                Ok(_) => {}
            }
        }
        // From the top: while what is on the screen has more to read, what is below it waits.
        for nth in (0..self.screens.len()).rev() {
            let mut cx = Cx { store: &mut self.store, now: self.clock.now() };
            match self.screens[nth].tick(&mut cx) {
                Ok(Some(wake)) => self.wake = self.wake.min(wake),
                Ok(None) => {}
                Err(failure) => self.fail(&failure),
            }
            if self.wake <= SOON {
                break;
            }
        }
        if self.untidy && self.unsynced.is_none() {
            let _ = self.store.tidy();
            self.untidy = false;
        }
    }

    /// Returns how long nothing needs doing: until half-typed text must be on the disk, or the minute changes.
    pub fn next_wake(&self) -> Duration {
        let second = u64::from(self.clock.now().second().min(59));
        let minute = Duration::from_secs(60 - second);
        let sync = self.unsynced.map(|since| SYNC_AFTER.saturating_sub(since.elapsed()));
        let tidy = self.untidy.then_some(TIDY_AFTER);
        let due = [sync, tidy, Some(minute)].into_iter().flatten().min().unwrap_or(minute);
        if self.wake.is_zero() { due } else { due.min(self.wake) }
    }

    /// Paints everything.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let message = self.message.as_ref().map(|(words, is_error)| {
            let most = usize::from(area.height / 4).clamp(1, MESSAGE_ROWS);
            (paint::message_rows(words, *is_error, usize::from(area.width), most), *is_error)
        });
        let rows = message.as_ref().map_or(1, |(rows, _)| rows.len() as u16);
        let [body, foot] = Layout::vertical([Constraint::Min(1), Constraint::Length(rows)]).areas(area);
        let now = self.clock.now();
        if self.overlay.is_some() {
            frame.cover();
        }
        if let Some(screen) = self.screens.last() {
            screen.draw(frame, body, now);
            let hints = self.hints.take();
            match message {
                Some((rows, is_error)) => paint::message(frame, foot, rows, is_error),
                None => self.hints = Some(paint_hints(frame, foot, screen.contexts(), hints)),
            }
        }
        match &self.overlay {
            Some(Overlay::Palette(palette)) => palette.draw(frame, body),
            Some(Overlay::Help(help)) => help.draw(frame, frame.area()),
            None => {}
        }
    }
}

/// Returns the words by which the actions of a meeting's body are asked for.
fn words_of(meeting: Option<Id>, cx: &Cx<'_>) -> Result<String> {
    let Some(meeting) = meeting else { return Ok(String::new()) };
    Ok(format!("body:{}", cx.store.sitting(meeting)?.body.short_name.to_lowercase()))
}

/// The most rows that a message takes.
const MESSAGE_ROWS: usize = 4;

/// Which keys the last row hints at, and when it was painted.
type Hints = (&'static [Context], Painted);

/// Paints the hints, or keeps those that stand there.
fn paint_hints(frame: &mut Frame<'_>, area: Rect, contexts: &'static [Context], hints: Option<Hints>) -> Hints {
    let is_kept = hints.is_some_and(|(shown, when)| shown == contexts && frame.keep(area.top()..area.bottom(), when));
    if !is_kept {
        paint::hints(frame, area, contexts);
    }
    (contexts, frame.painted())
}

/// How soon a screen that has been opened is called.
const SOON: Duration = Duration::from_millis(1);
/// A screen that wants no call sleeps so long.
const LONGEST: Duration = Duration::from_secs(60);
