//! What every screen is: state, what commands do to it, and how it looks.

use super::frame::Frame;
use super::keys::{Command, Context, Key};
use crate::clerk::Result;
use crate::record::Id;
use crate::store::Store;
use chrono::NaiveDateTime;
use ratatui::layout::Rect;
use std::time::Duration;

/// What a screen works with: the book, and the time.
pub struct Cx<'a> {
    pub store: &'a mut Store,
    pub now: NaiveDateTime,
}

/// What comes of a command.
#[derive(Default)]
pub struct Outcome {
    pub said: Option<String>,
    pub go: Option<Go>,
}

/// Where to go from a screen.
pub enum Go {
    Back,
    Open(Box<dyn Screen>),
    /// Leave this screen and open a meeting.
    Meeting(Id),
    /// Open a meeting at one of its entries, over the list of meetings.
    Entry {
        meeting: Id,
        item: Id,
        entry: Id,
    },
    /// Do what a command of the whole program does.
    Perform(Command),
    /// Stay, and put text on the clipboard.
    Copy(String),
}

impl Outcome {
    pub fn nothing() -> Result<Self> {
        Ok(Outcome::default())
    }

    pub fn say(words: impl Into<String>) -> Result<Self> {
        Ok(Outcome { said: Some(words.into()), go: None })
    }

    pub fn go(go: Go) -> Result<Self> {
        Ok(Outcome { said: None, go: Some(go) })
    }

    pub fn open(screen: impl Screen + 'static) -> Result<Self> {
        Self::go(Go::Open(Box::new(screen)))
    }
}

/// One screen: state, what commands do to it, and how it looks.
pub trait Screen {
    /// Returns the contexts whose keys work here, nearest first; [`Context::Anywhere`] comes after them.
    fn contexts(&self) -> &'static [Context];

    /// Tells whether a command can be done now; if not, its key goes to the text field.
    fn takes(&mut self, _command: Command) -> bool {
        true
    }

    /// Performs a command.
    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome>;

    /// Takes a key that is no command.
    fn type_key(&mut self, _key: Key, _cx: &mut Cx<'_>) -> Result<Outcome> {
        Outcome::nothing()
    }

    /// Takes pasted text.
    fn paste(&mut self, _text: &str, _cx: &mut Cx<'_>) -> Result<Outcome> {
        Outcome::nothing()
    }

    /// Performs a command of a meeting, or begins to write it into the line.
    fn meeting_command(&mut self, _name: &str, _cx: &mut Cx<'_>) -> Result<Outcome> {
        Outcome::nothing()
    }

    /// Reads afresh what is shown.
    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()>;

    /// Keeps what is half-typed in the book, if it has changed. Tells whether it had.
    fn keep(&mut self, _cx: &mut Cx<'_>) -> Result<bool> {
        Ok(false)
    }

    /// Tells whether something that it shows is still to be looked for, as soon as nobody waits.
    fn is_behind(&self) -> bool {
        false
    }

    /// Does what is due without a key: tries again to save. Returns when it wants to be called next.
    fn tick(&mut self, _cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        Ok(None)
    }

    /// Returns the lines that the disk has refused so far and that only this screen has, the half-typed one too.
    fn unsaved(&self) -> Vec<String> {
        Vec::new()
    }

    /// Returns the meeting whose steps undo takes back here; none for the book's own.
    fn meeting(&self) -> Option<Id> {
        None
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, now: NaiveDateTime);
}
