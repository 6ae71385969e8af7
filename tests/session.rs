//! A typed session: keys in, the book and a test screen out.

use crate::desk::{AGENDA, at, empty_book};
use chrono::NaiveDateTime;
use minutebook::clerk::agenda;
use minutebook::record::{Entry, Recorded};
use minutebook::store::Store;
use minutebook::tui::frame::Display;
use minutebook::tui::keys::Key;
use minutebook::tui::{App, Clock, Start};
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// The program on a test screen, with a clock that stands at six in the evening.
pub struct Session {
    pub app: App,
    pub display: Display<TestBackend>,
}

impl Session {
    /// The program on an empty book.
    pub fn on_empty_book(width: u16, height: u16) -> Self {
        Self::on(empty_book(), Start::Meetings, width, height)
    }

    /// The Live screen of the test meeting, planned.
    pub fn planned() -> Self {
        let mut store = empty_book();
        agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
        Self::on(store, Start::Live(Some("csib-2023-02-27".into())), 80, 24)
    }

    /// The Live screen of the test meeting, started with everybody there, at item 3.
    pub fn started() -> Self {
        let mut session = Self::planned();
        session.keys(":start<enter>:present all<enter>:item 3<enter>");
        session
    }

    pub fn on(store: Store, start: Start, width: u16, height: u16) -> Self {
        Self::on_at(store, start, at(18, 0), width, height)
    }

    /// The program with a clock that stands still at a time.
    pub fn on_at(store: Store, start: Start, now: NaiveDateTime, width: u16, height: u16) -> Self {
        let app = App::new(store, Clock::standing_at(now), start).unwrap();
        let mut session = Session { app, display: display(width, height) };
        session.paint();
        session
    }

    pub fn paint(&mut self) {
        self.app.settle();
        self.display.draw(|frame| self.app.draw(frame)).unwrap();
    }

    /// Presses keys: letters as they are, others by name: `<enter>`, `<s-tab>`, `<c-z>`, `<a-up>`, `<f2>`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in parse_keys(keys) {
            self.press(key);
        }
        self
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.app.key(key);
        self.paint();
    }

    /// Pastes text, as a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.app.event(Event::Paste(text.into()));
        self.paint();
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.display.backend_mut().resize(width, height);
        self.display.fit(Rect::new(0, 0, width, height)).unwrap();
        self.app.event(Event::Resize(width, height));
        self.paint();
    }

    /// Returns what is on the screen, line by line, without blanks at the ends.
    pub fn screen(&self) -> String {
        let rows = self.visible().into_iter().map(|cells| {
            let line: String = cells.into_iter().map(Cell::symbol).collect();
            line.trim_end().to_string() + "\n"
        });
        rows.collect()
    }

    /// Returns the cells that can be seen, row by row: those under a wide character cannot.
    fn visible(&self) -> Vec<Vec<&Cell>> {
        let buffer = self.display.backend().buffer();
        let row = |y| {
            let mut cells = Vec::new();
            let mut x = 0;
            while x < buffer.area.width {
                let cell = &buffer[(x, y)];
                x += (UnicodeWidthStr::width(cell.symbol()) as u16).max(1);
                cells.push(cell);
            }
            cells
        };
        (0..buffer.area.height).map(row).collect()
    }

    /// Fails unless the screen shows the words.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        let screen = self.screen();
        let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(screen.contains(words) || flat.contains(words), "the screen does not show {words:?}:\n{screen}");
        self
    }

    /// Fails if the screen shows the words.
    #[track_caller]
    pub fn shows_no(&self, words: &str) -> &Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "the screen shows {words:?}:\n{screen}");
        self
    }

    /// Returns the words in the line that are being typed.
    pub fn line(&self) -> String {
        let screen = self.screen();
        let line = screen.lines().rev().find_map(|line| line.strip_prefix("\u{203a} ")).unwrap_or("");
        line.to_string()
    }

    /// Returns the whole line as the book keeps it for a restart, however it is wrapped on the screen.
    pub fn line_kept(&mut self) -> String {
        let store = self.app.store();
        let meeting = store.meetings(1).unwrap()[0].id;
        let json = store.half_typed(&format!("line {}", meeting.0)).unwrap().unwrap_or_default();
        let kept: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
        kept["text"].as_str().unwrap_or_default().to_string()
    }

    /// Returns every entry of the only meeting, item by item.
    pub fn recorded(&mut self) -> Vec<Recorded> {
        let store = self.app.store();
        let meeting = store.meetings(1).unwrap()[0].id;
        store.minutes(meeting).unwrap().entries.into_iter().flatten().collect()
    }

    /// Returns every entry of the only meeting without what belongs to it.
    pub fn entries(&mut self) -> Vec<Entry> {
        self.recorded().into_iter().map(|recorded| recorded.entry).collect()
    }

    /// Returns "question: Can we?" for every entry.
    pub fn lines(&mut self) -> Vec<String> {
        self.entries().into_iter().map(|entry| format!("{}: {}", entry.kind, entry.text)).collect()
    }
}

/// A test screen of a size.
pub fn display(width: u16, height: u16) -> Display<TestBackend> {
    Display::new(TestBackend::new(width, height), Rect::new(0, 0, width, height))
}

/// Reads keys as [`Session::keys`] takes them.
pub fn parse_keys(keys: &str) -> Vec<Key> {
    let mut parsed = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        match named.and_then(|(name, after)| Some((named_key(name)?, after))) {
            Some((key, after)) => {
                parsed.push(key);
                rest = after;
            }
            None => {
                parsed.push(key(KeyCode::Char(first), KeyModifiers::NONE));
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    parsed
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Key {
    Key::of(KeyEvent::new(code, modifiers))
}

fn named_key(name: &str) -> Option<Key> {
    let (modifiers, name) = match name.split_once('-') {
        Some(("c", name)) => (KeyModifiers::CONTROL, name),
        Some(("a", name)) => (KeyModifiers::ALT, name),
        Some(("s", name)) => (KeyModifiers::SHIFT, name),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "enter" => KeyCode::Enter,
        "tab" if modifiers == KeyModifiers::SHIFT => KeyCode::BackTab,
        "tab" => KeyCode::Tab,
        "esc" => KeyCode::Esc,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "ins" => KeyCode::Insert,
        "del" => KeyCode::Delete,
        "bs" => KeyCode::Backspace,
        name if name.starts_with('f') && name.len() > 1 => KeyCode::F(name[1..].parse().ok()?),
        name if name.chars().count() == 1 && !modifiers.is_empty() => KeyCode::Char(name.chars().next()?),
        _ => return None,
    };
    Some(key(code, modifiers))
}
