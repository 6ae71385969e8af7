//! Saved means saved: the program is killed at random moments while a clerk types, and nothing that
//! was painted may be missing afterwards.
//!
//! A model that runs in this process is given the same keys one by one, which gives every state that
//! the program may be in. After a kill the book must hold exactly one of these states, and the last
//! painted screen must be that state or an earlier one.
//!
//! `MINUTEBOOK_KILLS=200` makes the long form, `MINUTEBOOK_SEED` repeats a failure.

use crate::pty::{Desk, MEETING, NOW, Terminal, squeezed};
use chrono::NaiveDateTime;
use fastrand::Rng;
use minutebook::record::Id;
use minutebook::store::Store;
use minutebook::tui::editor::Editor;
use minutebook::tui::{App, Clock, Start};
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// How wide the line is in a terminal of 80 columns.
const LINE_WIDTH: usize = 77;

fn kills(ordinary: usize) -> usize {
    let long = std::env::var("MINUTEBOOK_KILLS").ok().and_then(|count| count.parse::<usize>().ok());
    long.map_or(ordinary, |long| (ordinary * long).div_ceil(20))
}

/// A seed that is printed if the test fails.
struct Seed(u64);

impl Seed {
    fn new() -> Self {
        let given = std::env::var("MINUTEBOOK_SEED").ok().and_then(|seed| seed.parse().ok());
        Seed(given.unwrap_or_else(|| fastrand::u64(..)))
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("repeat with MINUTEBOOK_SEED={}", self.0);
        }
    }
}

/// One key, as the terminal sends it and as the model takes it.
#[derive(Clone)]
struct Press {
    bytes: Vec<u8>,
    event: Event,
}

impl Press {
    fn key(bytes: &str, code: KeyCode, modifiers: KeyModifiers) -> Self {
        Press { bytes: bytes.into(), event: Event::Key(KeyEvent::new(code, modifiers)) }
    }

    fn plain(bytes: &str, code: KeyCode) -> Self {
        Self::key(bytes, code, KeyModifiers::NONE)
    }

    fn letter(letter: char) -> Self {
        Self::plain(&letter.to_string(), KeyCode::Char(letter))
    }

    fn enter() -> Self {
        Self::plain("\r", KeyCode::Enter)
    }

    fn up() -> Self {
        Self::plain("\x1b[A", KeyCode::Up)
    }

    fn undo() -> Self {
        Self::key("\x1a", KeyCode::Char('z'), KeyModifiers::CONTROL)
    }

    /// Any key that moves or deletes in the line.
    fn editing(rng: &mut Rng) -> Self {
        match rng.u8(0..10) {
            0..=3 => Self::plain("\x7f", KeyCode::Backspace),
            4 | 5 => Self::plain("\x1b[D", KeyCode::Left),
            6 => Self::plain("\x1b[C", KeyCode::Right),
            7 => Self::plain("\x1b[H", KeyCode::Home),
            8 => Self::plain("\t", KeyCode::Tab),
            _ => Self::plain("\x1b[F", KeyCode::End),
        }
    }
}

/// What must survive: the half-typed line with its cursor, and every entry in order.
#[derive(Clone, Debug, PartialEq)]
struct State {
    line: String,
    cursor: usize,
    entries: Arc<Vec<String>>,
}

impl State {
    fn of(store: &mut Store, meeting: Id) -> Self {
        let (line, cursor) = line_of(store, meeting);
        State { line, cursor, entries: entries_of(store, meeting) }
    }
}

fn half_typed(store: &mut Store, meeting: Id) -> serde_json::Value {
    let json = store.half_typed(&format!("line {}", meeting.0)).unwrap();
    json.map_or(serde_json::Value::Null, |json| serde_json::from_str(&json).unwrap())
}

fn line_of(store: &mut Store, meeting: Id) -> (String, usize) {
    let half = half_typed(store, meeting);
    let cursor = half["cursor"].as_u64().unwrap_or(0) as usize;
    (half["text"].as_str().unwrap_or_default().to_string(), cursor)
}

fn entries_of(store: &Store, meeting: Id) -> Arc<Vec<String>> {
    let minutes = store.minutes(meeting).unwrap();
    let texts = minutes.entries.iter().flatten();
    Arc::new(texts.map(|recorded| format!("{} {}", recorded.entry.kind, recorded.entry.text)).collect())
}

/// The unique words in texts, such as "k17x".
fn tokens<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let words = texts.into_iter().flat_map(|text| text.split(|letter: char| !letter.is_ascii_alphanumeric()));
    let is_token = |word: &&str| {
        let inner = word.strip_prefix('k').and_then(|word| word.strip_suffix('x'));
        inner.is_some_and(|inner| !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit()))
    };
    words.filter(is_token).map(str::to_string).collect()
}

fn now() -> NaiveDateTime {
    NaiveDateTime::parse_from_str(NOW, "%Y-%m-%d %H:%M").unwrap()
}

/// A clerk who makes up what to type, and the model that says what comes of it.
struct Clerk {
    app: App,
    meeting: Id,
    next_token: usize,
    presses: Vec<Press>,
    states: Vec<State>,
}

impl Clerk {
    fn new(desk: &Desk, meeting: Id, copy: &str, next_token: usize) -> Self {
        let copy = desk.path(copy);
        let mut book = Store::open_existing(&desk.book()).unwrap();
        book.copy_to(&copy).unwrap();
        let mut book_copy = Store::open(&copy).unwrap();
        // What has just been typed stands beside the book.
        let line = format!("line {}", meeting.0);
        if let Some(kept) = book.half_typed(&line).unwrap() {
            book_copy.keep_half_typed(&line, &kept).unwrap();
        }
        let mut app = App::new(book_copy, Clock::standing_at(now()), Start::Live(None)).unwrap();
        app.settle();
        let first = State::of(app.store(), meeting);
        Clerk { app, meeting, next_token, presses: Vec::new(), states: vec![first] }
    }

    fn state(&self) -> &State {
        self.states.last().unwrap()
    }

    fn press(&mut self, press: Press) {
        self.app.event(press.event.clone());
        self.app.settle();
        let (line, cursor) = line_of(self.app.store(), self.meeting);
        // Only these may change what is recorded, and reading all of it for every letter takes long.
        let records = match press.event {
            Event::Key(key) => key.code == KeyCode::Enter || key.modifiers.contains(KeyModifiers::CONTROL),
            _ => true,
        };
        let entries = match records {
            true => entries_of(self.app.store(), self.meeting),
            false => Arc::clone(&self.state().entries),
        };
        self.states.push(State { line, cursor, entries });
        self.presses.push(press);
    }

    fn text(&mut self, text: &str) {
        text.chars().for_each(|letter| self.press(Press::letter(letter)));
    }

    fn token(&mut self) -> String {
        self.next_token += 1;
        format!("k{}x", self.next_token)
    }

    /// Types one thing or another.
    fn act(&mut self, rng: &mut Rng) {
        let is_empty = self.state().line.is_empty();
        match rng.u8(0..20) {
            0 => self.press(Press::undo()),
            1 | 2 if is_empty => {
                (0..rng.u8(1..4)).for_each(|_| self.press(Press::up()));
                self.press(Press::enter());
                let token = self.token();
                self.text(&format!(" {token}"));
                self.press(Press::enter());
            }
            3 if is_empty => {
                let commands = [":next", ":item 1", ":item 2", ":item 3", ":adjourn", ":resume", ":start"];
                self.text(commands[rng.usize(..commands.len())]);
                self.press(Press::enter());
                // A command that is refused stays in the line, and nothing would be an entry any more.
                self.clear_line();
            }
            _ => self.write(rng),
        }
    }

    fn write(&mut self, rng: &mut Rng) {
        const PREFIXES: &[&str] =
            &["", "n ", "q lw: ", "a dcs: ", "c mt: ", "! dcs: ", "- ", "; ", "d noted: ", "i rq: ", "q Siân: "];
        const WORDS: &[&str] =
            &["the", "Siân", "Łukasz", "café", "vacancy", "figures", "–", "漢字", "e\u{301}t", "rate"];
        if self.state().line.is_empty() {
            self.text(PREFIXES[rng.usize(..PREFIXES.len())]);
        }
        let token = self.token();
        self.text(&token);
        for _ in 0..rng.u8(0..8) {
            self.text(" ");
            self.text(WORDS[rng.usize(..WORDS.len())]);
            if rng.u8(0..4) == 0 {
                (0..rng.u8(1..5)).for_each(|_| self.press(Press::editing(rng)));
            }
        }
        // What is longer than the rows that the line has is not all on the screen.
        if rng.u8(0..6) > 0 || self.state().line.len() > 250 {
            self.press(Press::enter());
        }
        if self.state().line.len() > 250 || self.state().line.starts_with([':', '/']) {
            self.clear_line();
        }
    }

    fn clear_line(&mut self) {
        self.press(Press::key("\x15", KeyCode::Char('u'), KeyModifiers::CONTROL));
        self.press(Press::key("\x0b", KeyCode::Char('k'), KeyModifiers::CONTROL));
    }

    /// Holds what was painted, and what is kept, against all the states there were.
    fn check(&self, terminal: &Terminal, kept: &State) {
        let Some(last) = self.states.iter().rposition(|state| state == kept) else {
            let nearest = self.states.iter().rev().find(|state| state.entries == kept.entries);
            panic!("the book holds what was never typed: {kept:?}\nnearest: {nearest:?}\n{}", terminal.picture());
        };
        let recorded = tokens(kept.entries.iter().map(String::as_str));
        let once: HashSet<&String> = recorded.iter().collect();
        assert_eq!(once.len(), recorded.len(), "an entry is there twice: {recorded:?}");
        let (line, above, is_cut) = {
            let seen = terminal.seen();
            (seen.line(), seen.above(), seen.is_cut())
        };
        let Some(line) = line else { panic!("no line on the screen\n{}", terminal.picture()) };
        let painted = tokens([above.as_str()]);
        let had_entries = |state: &State| {
            let known = tokens(state.entries.iter().map(String::as_str));
            painted.iter().all(|token| known.contains(token))
        };
        // The kill may come in the middle of a long frame: then the line below is still that of the one before,
        // or half of each.
        let had_line = |state: &State| is_cut || squeezed(&state.line) == line;
        let were = &self.states[..=last];
        assert!(
            were.iter().any(had_entries) && were.iter().any(had_line),
            "what was painted is lost: {last} of {} keys are kept; the line is that of {:?}, the entries those of {:?}; \
             kept: {:?}, {} entries\n{}",
            self.presses.len(),
            self.states.iter().position(had_line),
            self.states.iter().position(had_entries),
            kept.line,
            kept.entries.len(),
            terminal.picture()
        );
    }
}

/// Types in bursts, without waiting for anything.
fn type_in_bursts(terminal: &Terminal, presses: &[Press], mut rng: Rng) -> std::thread::JoinHandle<()> {
    let mut type_bytes = terminal.typist();
    let presses = presses.to_vec();
    std::thread::spawn(move || {
        let mut rest = presses.as_slice();
        while !rest.is_empty() {
            let count = if rng.bool() { 1 } else { rng.usize(1..40) };
            let (burst, others) = rest.split_at(count.min(rest.len()));
            type_bytes(&burst.iter().flat_map(|press| press.bytes.clone()).collect::<Vec<u8>>());
            rest = others;
            std::thread::sleep(Duration::from_micros(rng.u64(0..3000)));
        }
    })
}

/// Holds that the restarted program offers the line back with the cursor where it was.
fn assert_offered(terminal: &Terminal, kept: &State) {
    terminal.wait_for_line(&kept.line);
    let mut editor = Editor::with(&kept.line);
    editor.move_to(kept.cursor);
    let (row, column) = editor.layout(LINE_WIDTH).cursor;
    terminal.wait("the cursor where it was", |seen| {
        let prompt = usize::from(seen.prompt_row().unwrap_or(0));
        let wanted = ((prompt + 1 + row) as u16, (column + 2) as u16);
        seen.screen().cursor_position() == wanted && !seen.screen().hide_cursor()
    });
}

#[test]
fn nothing_painted_is_lost_by_a_kill() {
    let seed = Seed::new();
    let mut rng = Rng::with_seed(seed.0);
    let desk = Desk::with_meeting();
    let meeting = Store::open(&desk.book()).unwrap().find_meeting(MEETING).unwrap().id;
    let mut next_token = 0;
    let mut kept_lines = 0;
    let mut recorded = 0;
    // On a machine that is busy with something else a kill may come before much was typed: then there are more.
    for round in 0..5 * kills(20) {
        if round >= kills(20) && recorded > kills(20) && kept_lines > 0 {
            break;
        }
        let mut clerk = Clerk::new(&desk, meeting, &format!("model-{round}.db"), next_token);
        let mut terminal = desk.live();
        assert_offered(&terminal, clerk.state());
        while clerk.presses.len() < 250 {
            clerk.act(&mut rng);
        }
        let typing = type_in_bursts(&terminal, &clerk.presses, rng.fork());
        std::thread::sleep(Duration::from_micros(rng.u64(0..60_000)));
        terminal.kill();
        typing.join().unwrap();
        let mut store = Store::open_existing(&desk.book()).unwrap();
        let kept = State::of(&mut store, meeting);
        clerk.check(&terminal, &kept);
        kept_lines += usize::from(!kept.line.is_empty());
        recorded = entries_of(&store, meeting).len();
        next_token = clerk.next_token;
        for name in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(desk.path(&format!("model-{round}.db{name}")));
        }
    }
    assert!(kept_lines > 0, "no kill ever met a half-typed line");
    assert!(recorded > kills(20), "the clerk records hardly anything");
    desk.does(&["verify"]);
}

#[test]
fn a_half_filled_form_survives_a_kill() {
    let seed = Seed::new();
    let mut rng = Rng::with_seed(seed.0);
    for _ in 0..kills(4) {
        let desk = Desk::empty();
        let mut terminal = desk.start(&[], 80, 24, &[]);
        terminal.wait_for("This book is empty");
        terminal.keys("bn");
        terminal.wait_for("A new body");
        let name = "Children’s Łódź Board of Very Long Names and Siân";
        let typed = [name, "CLB", "the Board"];
        let presses: Vec<Press> = typed.join("\t").chars().map(Press::letter).collect();
        let typing = type_in_bursts(&terminal, &presses, rng.fork());
        std::thread::sleep(Duration::from_micros(rng.u64(0..25_000)));
        terminal.kill();
        typing.join().unwrap();
        let painted = fields(&terminal);
        let mut store = Store::open_existing(&desk.book()).unwrap();
        let json = store.half_typed("form").unwrap().expect("the form was painted, so it is kept");
        let half: serde_json::Value = serde_json::from_str(&json).unwrap();
        for (nth, text) in typed.iter().enumerate() {
            let value = half["values"][nth].as_str().unwrap();
            assert!(text.starts_with(value), "field {nth} holds what was never typed: {value:?}");
            assert!(value.starts_with(&painted[nth]), "field {nth}: {value:?}\n{}", terminal.picture());
        }
        drop(store);
        let again = desk.start(&[], 80, 24, &[]);
        again.wait_for("This form was half filled in");
        for (nth, found) in fields(&again).iter().enumerate() {
            assert_eq!(found, half["values"][nth].as_str().unwrap().trim_end(), "{}", again.picture());
        }
    }
}

/// Returns what the first three fields of the form of a new body show.
fn fields(terminal: &Terminal) -> Vec<String> {
    let rows = terminal.seen().rows();
    let labelled = ["Name ", "Short name ", "Called "].map(|label| {
        let row = rows.iter().find(|row| row.trim_start_matches('\u{203a}').trim_start().starts_with(label));
        let row = row.unwrap_or_else(|| panic!("no {label}\n{}", terminal.picture()));
        row.chars().skip(20).collect::<String>().trim_end().to_string()
    });
    labelled.to_vec()
}

#[test]
fn the_question_about_a_paste_survives_a_kill() {
    let seed = Seed::new();
    let mut rng = Rng::with_seed(seed.0);
    let desk = Desk::with_meeting();
    let meeting = Store::open(&desk.book()).unwrap().find_meeting(MEETING).unwrap().id;
    let mut recorded = 0;
    for round in 0..kills(6) {
        let mut terminal = desk.live();
        terminal.keys(&format!("half {round}"));
        let pasted: Vec<String> = (0..5).map(|nth| format!("n Pasted k{round}{nth}x of the page.")).collect();
        terminal.paste(&pasted.join("\r"));
        let question = "Is it one entry, or several?";
        match rng.u8(0..3) {
            0 => std::thread::sleep(Duration::from_micros(rng.u64(0..8_000))),
            1 => terminal.wait_for(question),
            _ => {
                terminal.wait_for(question);
                terminal.keys("s");
                std::thread::sleep(Duration::from_micros(rng.u64(0..12_000)));
            }
        }
        terminal.kill();
        let (line, above) = {
            let seen = terminal.seen();
            (seen.line().unwrap_or_default(), seen.above())
        };
        let mut store = Store::open_existing(&desk.book()).unwrap();
        let half = half_typed(&mut store, meeting);
        let text = half["text"].as_str().unwrap_or_default();
        let is_asked = half["paste"].is_string();
        let is_recorded = entries_of(&store, meeting).len() > recorded;
        assert!(squeezed(text).starts_with(&line), "{line:?} was painted, {text:?} is kept\n{}", terminal.picture());
        assert!(!(is_asked && is_recorded), "the paste is recorded and asked about again");
        if above.contains(question) {
            assert!(is_asked || is_recorded, "the question is lost\n{}", terminal.picture());
        }
        drop(store);
        let mut again = desk.live();
        again.wait_for_line(text);
        if is_asked {
            again.wait_for(question);
            again.keys("s");
            again.wait_for("Recorded 5 entries.");
        }
        recorded += if is_asked || is_recorded { 5 } else { 0 };
        again.keys("\x15");
        again.wait_for_line("");
        again.quit();
        let store = Store::open_existing(&desk.book()).unwrap();
        let entries = entries_of(&store, meeting);
        let found = tokens(entries.iter().map(String::as_str));
        let once: HashSet<&String> = found.iter().collect();
        assert_eq!((found.len(), once.len()), (recorded, recorded), "{entries:?}");
    }
}
