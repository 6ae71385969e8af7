//! The house style of a body: its settings on the left, and on the right its latest minutes as they read with them.

mod view;

use super::frame::Frame;
use super::keys::{Command, Context, Key};
use super::list::{moved, undo_in_book};
use super::one_line::{self, OneLine};
use super::screen::{Cx, Go, Outcome, Screen};
use crate::clerk::house_styles::{self, READY, SETTINGS, Setting};
use crate::clerk::style_preview::Preview;
use crate::clerk::{Failure, Result};
use crate::document::{Block, BlockKind};
use crate::record::house_style::Phrase;
use crate::record::{Body, HouseStyle, Id};
use crate::reports::phrases;
use chrono::NaiveDateTime;
use ratatui::layout::Rect;
use std::cell::Cell;
use std::time::Duration;

/// How many rows of the preview a key goes.
const PAGE: usize = 10;

/// One row of the list.
#[derive(Clone, Copy, Debug)]
enum Row {
    Setting(&'static Setting),
    /// A heading or sentence.
    Phrase(Phrase),
}

impl Row {
    fn key(self) -> String {
        match self {
            Row::Setting(setting) => setting.key.to_string(),
            Row::Phrase(phrase) => format!("{}{phrase}", house_styles::WORDS),
        }
    }

    fn label(self) -> String {
        match self {
            Row::Setting(setting) => setting.label.to_string(),
            Row::Phrase(phrase) => format!("\u{201c}{}\u{201d}", phrase.word().replace('_', " ")),
        }
    }

    fn help(self) -> String {
        match self {
            Row::Setting(setting) => setting.help.to_string(),
            Row::Phrase(phrase) => format!("Usually: {}", phrases::usual(phrase)),
        }
    }

    fn is_text(self) -> bool {
        match self {
            Row::Setting(setting) => setting.choices().is_empty(),
            Row::Phrase(_) => true,
        }
    }
}

/// The house style of a body.
pub struct HouseStyleScreen {
    body: Body,
    style: HouseStyle,
    rows: Vec<Row>,
    selected: usize,
    /// The text of a setting that is being typed: of which body, and which.
    line: OneLine<(Id, String)>,
    preview: Preview,
    blocks: Vec<Block>,
    /// The first row of the preview that is shown.
    first: Cell<usize>,
    /// A block of the preview that is to be seen when it is painted next, and which row of its two columns.
    sought: Cell<Option<(usize, usize)>>,
    /// Which ready style it is, if it is one.
    called: &'static str,
    data_version: i64,
}

impl HouseStyleScreen {
    pub fn open(body: Body, cx: &mut Cx<'_>) -> Result<Self> {
        let settings = SETTINGS.iter().map(Row::Setting);
        let mut screen = HouseStyleScreen {
            style: cx.store.house_style(body.id)?,
            rows: settings.chain(Phrase::ALL.iter().copied().map(Row::Phrase)).collect(),
            selected: 0,
            line: OneLine::restored("house-style", cx)?,
            preview: Preview::of_body(cx.store, body.id)?,
            blocks: Vec::new(),
            first: Cell::new(0),
            sought: Cell::new(None),
            called: "",
            data_version: cx.store.data_version()?,
            body,
        };
        let about = screen.line.about().filter(|(body, _)| *body == screen.body.id).map(|(_, key)| key.clone());
        match about.and_then(|key| screen.rows.iter().position(|row| row.key() == key)) {
            Some(row) => screen.selected = row,
            None => screen.line.leave(),
        }
        screen.show();
        Ok(screen)
    }

    /// Prepares the preview, and seeks the first block that has become another.
    fn show(&mut self) {
        let blocks = self.preview.in_style(&self.style).blocks;
        if !self.blocks.is_empty() {
            self.sought.set(first_change(&blocks, &self.blocks));
        }
        self.blocks = blocks;
        self.called = house_styles::name_of(&self.style);
    }

    fn row(&self) -> Row {
        self.rows.get(self.selected).copied().unwrap_or(Row::Phrase(Phrase::Draft))
    }

    /// Gives the body another style. Returns what to say.
    fn give(&mut self, style: HouseStyle, what: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        if style == self.style {
            return Outcome::nothing();
        }
        house_styles::save(cx.store, &self.body, style, what, cx.now)?;
        self.read(cx)?;
        Outcome::say(format!("{what}. Ctrl-Z takes it back."))
    }

    fn read(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.style = cx.store.house_style(self.body.id)?;
        self.data_version = cx.store.data_version()?;
        self.show();
        Ok(())
    }

    /// Goes to the next choice of the selected setting, or begins to type its text.
    fn change(&mut self, forward: bool, cx: &mut Cx<'_>) -> Result<Outcome> {
        let row = self.row();
        match row {
            Row::Setting(setting) if !row.is_text() => {
                let style = house_styles::with_next(&self.style, setting, forward)?;
                let told = house_styles::value(&style, setting.key)?;
                self.give(style, &format!("{}: {told}", setting.label), cx)
            }
            _ if !forward => Outcome::nothing(),
            row => {
                let value = house_styles::value(&self.style, &row.key())?;
                self.line.begin((self.body.id, row.key()));
                self.line.editor().set(&value);
                self.line.editor().end();
                Outcome::nothing()
            }
        }
    }

    /// Takes the text that was typed.
    fn take(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Some((_, key)) = self.line.about().cloned() else { return Outcome::nothing() };
        let style = house_styles::with(&self.style, &key, self.line.text())?;
        let what = format!("{key}: {}", house_styles::value(&style, &key)?);
        let (body, now) = (&self.body, cx.now);
        self.line.take(cx, |store| house_styles::save(store, body, style, &what, now))?;
        self.read(cx)?;
        Outcome::say(format!("{what}. Ctrl-Z takes it back."))
    }

    /// Makes the selected setting what it usually is.
    fn as_usual(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let key = self.row().key();
        let usual = house_styles::value(&HouseStyle::default(), &key)?;
        let style = house_styles::with(&self.style, &key, &usual)?;
        self.give(style, &format!("{}: {usual}", self.row().label()), cx)
    }

    fn take_ready(&mut self, nth: u8, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Some((name, ..)) = READY.get(usize::from(nth)) else {
            return Err(Failure::new("There is no such ready style.", "1 to 5 are the ready ones."));
        };
        self.give(house_styles::ready(name)?, name, cx)
    }
}

/// Returns the first block that has become another, and the first row of it where it has two columns.
fn first_change(now: &[Block], before: &[Block]) -> Option<(usize, usize)> {
    let changed = now.iter().zip(before).position(|(new, old)| new != old);
    let nth = changed.or((now.len() != before.len()).then(|| now.len().min(before.len()).saturating_sub(1)))?;
    let row = match (&now.get(nth)?.kind, &before.get(nth)?.kind) {
        (BlockKind::Beside(new), BlockKind::Beside(old)) => {
            new.rows.iter().zip(&old.rows).position(|(new, old)| new != old).unwrap_or(0)
        }
        _ => 0,
    };
    Some((nth, row))
}

impl Screen for HouseStyleScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.line.about() {
            Some(_) => &[Context::OneLine],
            None => &[Context::HouseStyle, Context::List],
        }
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if self.line.about().is_none() && moved(&mut self.selected, self.rows.len(), command) {
            return Outcome::nothing();
        }
        match command {
            Command::NextChoice => self.change(true, cx),
            Command::PreviousChoice => self.change(false, cx),
            Command::AsUsual => self.as_usual(cx),
            Command::ReadyStyle(nth) => self.take_ready(nth, cx),
            Command::PreviewDown => {
                self.first.set(self.first.get() + PAGE);
                Outcome::nothing()
            }
            Command::PreviewUp => {
                self.first.set(self.first.get().saturating_sub(PAGE));
                Outcome::nothing()
            }
            Command::SaveLine => self.take(cx),
            Command::Undo | Command::Redo if self.line.about().is_some() => {
                let editor = self.line.editor();
                if command == Command::Undo {
                    editor.undo()
                } else {
                    editor.redo()
                };
                Outcome::nothing()
            }
            Command::Undo | Command::Redo => {
                let said = undo_in_book(command, cx)?;
                self.read(cx)?;
                Outcome::say(said)
            }
            Command::Back if self.line.about().is_some() => {
                self.line.leave();
                Outcome::nothing()
            }
            Command::Back => Outcome::go(Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn type_key(&mut self, key: Key, _: &mut Cx<'_>) -> Result<Outcome> {
        if self.line.about().is_some() {
            one_line::type_key(self.line.editor(), key);
        }
        Outcome::nothing()
    }

    fn paste(&mut self, text: &str, _: &mut Cx<'_>) -> Result<Outcome> {
        if self.line.about().is_some() {
            one_line::paste(self.line.editor(), text);
        }
        Outcome::nothing()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.preview = Preview::of_body(cx.store, self.body.id)?;
        self.read(cx)
    }

    fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        self.line.keep(cx)
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        if cx.store.data_version()? != self.data_version {
            self.refresh(cx)?;
        }
        Ok(None)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        self.paint(frame, area);
    }
}
