//! How much typing a meeting takes, and that no typing can break the screen.

use crate::desk::minutes;
use crate::session::{Session, display, parse_keys};
use minutebook::capture::{Line, Matter, Named};
use minutebook::clerk::format::Format;
use minutebook::clerk::{Minuting, agenda, demo, transcribe};
use minutebook::reports::Audience;
use minutebook::store::Store;
use minutebook::tui::{App, Clock, Start};
use proptest::prelude::*;

/// A sample meeting made from its agenda, ready to be typed after the one before, whose actions it hears of.
fn sample_meeting() -> (Session, &'static str) {
    let [(before, before_agenda, before_text), (name, agenda_text, capture_text), ..] = demo::SAMPLE else { panic!() };
    let mut store = Store::in_memory().unwrap();
    store.seed_ids(1);
    let then = "2026-03-09T18:00:00".parse().unwrap();
    let meeting = agenda::load(&mut store, before_agenda, before, then).unwrap();
    demo::take_in_the_plan(&mut store, then).unwrap();
    transcribe::transcribe(&mut store, &meeting, before_text, before, None).unwrap();
    let now = "2026-05-11T18:00:00".parse().unwrap();
    agenda::load(&mut store, agenda_text, name, now).unwrap();
    let app = App::new(store, Clock::standing_at(now), Start::Live(Some((*name).into()))).unwrap();
    (Session { app, display: display(100, 30) }, capture_text)
}

/// Returns what the line would be if the completion shown dim were taken.
fn with_completion(session: &mut Session) -> Option<String> {
    let before = session.line_kept();
    session.keys("<right>");
    let after = session.line_kept();
    if after == before {
        return None;
    }
    session.keys("<c-z>");
    assert_eq!(session.line_kept(), before, "undo takes the completion back");
    Some(after)
}

/// Returns the line without what the prediction supplies: prefix, speaker, or both, if it means the same.
fn shortest<'a>(session: &mut Session, line: &'a str) -> &'a str {
    let store = session.app.store();
    let meeting = store.meetings(1).unwrap()[0].id;
    let minuting = Minuting::open(store, meeting).unwrap();
    let meaning = |line: &str| match minuting.parse(line, minuting.expected()) {
        Line::Entry(entry) => {
            let speaker = match &entry.matter {
                Matter::Spoken(named) => named.as_ref().and_then(Named::person),
                _ => None,
            };
            Some((entry.kind, speaker, entry.text))
        }
        _ => None,
    };
    if !["n ", "q ", "a ", "c ", "- "].iter().any(|prefix| line.starts_with(prefix)) {
        return line;
    }
    let without_prefix = &line[2..];
    let without_speaker = line.split_once(": ").map_or(line, |(_, words)| words);
    let same = |shorter: &&&str| meaning(shorter) == meaning(line);
    [without_speaker, without_prefix].iter().filter(same).min_by_key(|shorter| shorter.len()).copied().unwrap_or(line)
}

#[test]
fn a_trained_clerk_presses_fewer_keys_than_the_minutes_have_characters() {
    let (mut session, capture_text) = sample_meeting();
    let mut pressed = 0;
    for line in capture_text.lines().filter(|line| !line.trim().is_empty()) {
        let line = shortest(&mut session, line);
        let mut typed = String::new();
        while typed != line {
            // A trained clerk takes a completion when it saves at least two keys.
            let letters_in_word = typed.chars().rev().take_while(|c| c.is_alphabetic()).count();
            if (3..=5).contains(&letters_in_word)
                && let Some(longer) = with_completion(&mut session)
                && line.starts_with(&longer)
                && longer.chars().count() > typed.chars().count() + 1
            {
                session.keys("<right>");
                typed = longer;
                pressed += 1;
                continue;
            }
            let next = line[typed.len()..].chars().next().unwrap();
            session.keys(&next.to_string());
            pressed += 1;
            typed.push(next);
            let shown = session.line_kept();
            if shown != typed {
                // An abbreviation was written out: the sample's words are compared as they were typed.
                typed = line[..typed.len()].to_string();
            }
        }
        session.keys("<enter>");
        pressed += 1;
        if session.screen().contains("Matters arising: ") {
            // The sample names the actions itself, and has questions in between.
            session.keys("<esc>");
            pressed += 1;
        }
        assert_eq!(session.line_kept(), "", "the line was recorded: {line}");
    }
    let store = session.app.store();
    let meeting = store.find_meeting("csib-2026-05-11").unwrap();
    let printed = minutes(store, &meeting, Format::Text, Audience::Members, None).unwrap().chars().count();
    let ratio = f64::from(pressed) / printed as f64;
    println!("keys pressed {pressed}, characters printed {printed}: {ratio:.2} keys a character");
    assert!(ratio < 0.80, "{ratio}");
}

const SPECIAL: &[&str] = &[
    "<enter>",
    "<tab>",
    "<s-tab>",
    "<esc>",
    "<up>",
    "<down>",
    "<left>",
    "<right>",
    "<home>",
    "<end>",
    "<pgup>",
    "<pgdn>",
    "<ins>",
    "<del>",
    "<bs>",
    "<a-up>",
    "<a-down>",
    "<c-z>",
    "<c-y>",
    "<c-n>",
    "<c-p>",
    "<c-s>",
    "<c-u>",
    "<c-w>",
    "<c-left>",
    "<c-right>",
    "<f1>",
    "<f2>",
    "<f3>",
    "<f4>",
    "<f5>",
    "<f6>",
    "<f7>",
    "<f8>",
    "<f9>",
];

const PIECES: &[&str] = &[
    "q yc: ",
    "a ",
    "n ",
    "! dcs: ",
    "d resolved dg/ab 3-2-1: ",
    "- ",
    "-- ",
    "+ yc",
    "< yc",
    "; ",
    ":item 4",
    ":start",
    ":present all",
    ":exempt 3",
    ":public",
    ":adjourn",
    ":resume",
    ":vote for ab",
    "/vacancy",
    "\\",
    "sw ",
    "by Friday",
    "Siân",
    "漢字",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{202e}",
    "x",
    " ",
    "~2.3",
    ":",
    "Performance",
];

pub fn key_strategy() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(SPECIAL).prop_map(String::from),
        4 => prop::sample::select(PIECES).prop_map(String::from),
        1 => any::<char>().prop_map(|c| if c == '<' { "x".into() } else { c.to_string() }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is pressed at whatever size, the program goes on, and what it recorded can be undone to nothing.
    #[test]
    fn any_keys_at_any_size_never_panic(
        keys in prop::collection::vec(key_strategy(), 1..60),
        sizes in prop::collection::vec((1u16..200, 1u16..60), 1..4),
    ) {
        // An export would write into the folder where the tests run.
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::started();
        for (nth, piece) in keys.iter().enumerate() {
            if nth % 15 == 0 {
                let (width, height) = sizes[(nth / 15) % sizes.len()];
                session.resize(width, height);
            }
            for key in parse_keys(piece) {
                if session.screen().contains("Print the minutes of") {
                    session.keys("<esc>");
                }
                session.app.key(key);
            }
            session.keys("");
            session.resize(sizes[0].0, sizes[0].1);
        }
        drop(folder);
    }
}
