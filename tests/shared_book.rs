//! A book that somebody else has: a disk or a lock that refuses, and a second program.

use crate::pty::{Desk, MEETING, Terminal, kept_line, text_of, texts};
use minutebook::record::Detail;
use minutebook::store::Store;
use rusqlite::Connection;

/// The program in a meeting whose book another has locked until it rolls back.
fn refusing() -> (Desk, Terminal, Connection) {
    let desk = Desk::with_meeting();
    let terminal = desk.live();
    let lock = Connection::open(desk.book()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    (desk, terminal, lock)
}

#[test]
fn while_the_disk_refuses_the_clerk_types_on() {
    let (desk, mut terminal, lock) = refusing();
    let words = ["one", "two", "three", "four"];
    for word in words {
        terminal.keys(&format!("n This is {word}.\r"));
    }
    terminal.wait_for("4 NOT SAVED");
    terminal.keys("and half a line");
    terminal.wait_for_line("and half a line");
    terminal.wait_for("NOT SAVED");
    assert!(texts(&desk).is_empty());
    lock.execute_batch("ROLLBACK").unwrap();
    terminal.wait("it to be saved without another key", |seen| {
        !seen.rows().concat().contains("NOT SAVED") && seen.above().contains("This is four.")
    });
    assert_eq!(texts(&desk), words.map(|word| format!("This is {word}.")));
    terminal.wait_until("the line to be kept", || kept_line(&desk) == "and half a line");
    terminal.quit();
}

#[test]
fn leaving_while_something_is_not_saved_is_refused_once_and_then_loses_no_words() {
    let (_desk, mut terminal, _lock) = refusing();
    terminal.keys("n Precious words.\r");
    terminal.wait_for("1 NOT SAVED");
    terminal.keys("and half a line");
    terminal.wait_for_line("and half a line");
    // Leaving the screen would drop what only the screen has.
    terminal.keys("\x1b");
    terminal.wait_for("cannot be left");
    terminal.keys("\x11");
    terminal.wait_for("2 lines are NOT SAVED. Ctrl-Q again");
    terminal.keys("\x11");
    assert_eq!(terminal.wait_for_end(), 1);
    terminal.assert_restored();
    terminal.wait_for("n Precious words.");
    terminal.wait_for("and half a line");
}

#[test]
fn what_the_book_refused_is_recorded_after_a_kill() {
    let (desk, mut terminal, lock) = refusing();
    terminal.keys("n Precious words.\r");
    terminal.wait_for("1 NOT SAVED");
    terminal.keys("n Others.\r");
    terminal.wait_for("2 NOT SAVED");
    terminal.keys("n Half a li");
    terminal.wait_for_line("n Half a li");
    terminal.kill();
    lock.execute_batch("ROLLBACK").unwrap();
    let mut again = desk.live();
    again.wait_for("is recorded now");
    again.wait_for_line("n Half a li");
    again.keys("ne.\r");
    again.wait("the entry", |seen| seen.above().contains("Half a line."));
    again.quit();
    assert_eq!(texts(&desk), ["Precious words.", "Others.", "Half a line."]);
}

#[test]
fn a_refused_line_that_can_never_be_recorded_is_handed_back() {
    let (desk, mut terminal, lock) = refusing();
    terminal.keys("n Precious words.\r");
    terminal.wait_for("1 NOT SAVED");
    terminal.kill();
    lock.execute_batch("ROLLBACK").unwrap();
    let closing = desk.path("closing.txt");
    std::fs::write(&closing, ":start 18:00\n:close 20:00\n:confirmed\n").unwrap();
    desk.does(&["transcribe", MEETING, text_of(&closing)]);
    let mut again = desk.live();
    again.wait_for("locked");
    again.wait_for_line("n Precious words.");
    assert!(!again.seen().rows().iter().any(|row| row.contains("NOT SAVED")));
    again.quit();
}

#[test]
fn a_second_program_follows_until_the_pen_is_free() {
    let desk = Desk::with_meeting();
    let mut one = desk.live();
    let mut other = desk.live();
    other.wait_for("pg has the pen");
    one.keys("n Written by the first.\r");
    other.wait("the first one's entry", |seen| seen.above().contains("Written by the first."));
    other.keys("n Not allowed.\r");
    other.wait_for("has the pen of this meeting");
    one.keys("half a line of the first");
    one.wait_for_line("half a line of the first");
    one.kill();
    other.keys("\x15:pen\r");
    other.wait_for("You have the pen.");
    other.wait_for_line("half a line of the first");
    other.keys("\r");
    other.wait("the entry", |seen| seen.above().contains("half a line of the first"));
    other.quit();
    assert_eq!(texts(&desk), ["Written by the first.", "half a line of the first"]);
}

#[test]
fn two_programs_share_a_book() {
    let desk = Desk::with_meeting();
    let agenda = desk.path("second.txt");
    std::fs::write(&agenda, "Body: WIB\nDate: 11 May 2026, 6.00 pm\n\n1. Apologies for absence\n").unwrap();
    desk.does(&["agenda", text_of(&agenda)]);
    let one = desk.live();
    let other = desk.start(&["live", "wib-2026-05-11"], 80, 24, &[]);
    other.wait("the Live screen", |seen| seen.line().is_some());
    // At the same time, as fast as they can: numbers of actions are the body's, not the meeting's.
    for round in 0..10 {
        one.keys(&format!("! dcs: first {round}\r"));
        other.keys(&format!("! dcs: second {round}\r"));
    }
    for (mut terminal, last) in [(one, "first 9"), (other, "second 9")] {
        terminal.wait("everything to be saved", |seen| {
            let is_trouble = seen.rows().iter().any(|row| row.contains("NOT SAVED"));
            !is_trouble && seen.above().contains(last) && seen.line().as_deref() == Some("")
        });
        terminal.quit();
    }
    let store = Store::open_existing(&desk.book()).unwrap();
    let mut numbers = Vec::new();
    for (slug, words) in [(MEETING, "first"), ("wib-2026-05-11", "second")] {
        let minutes = store.minutes(store.find_meeting(slug).unwrap().id).unwrap();
        let recorded: Vec<_> = minutes.entries.into_iter().flatten().collect();
        for (round, recorded) in recorded.iter().enumerate() {
            assert!(recorded.entry.text.contains(&format!("{words} {round}")), "{}: in order", recorded.entry.text);
            let Detail::Action { action, .. } = &recorded.detail else { panic!("{recorded:?} is no action") };
            numbers.push(action.number);
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<u32>>());
    desk.does(&["verify"]);
}

#[test]
fn what_another_program_records_is_seen_with_the_next_entry() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    let notes = desk.path("notes.txt");
    std::fs::write(&notes, "n From elsewhere.\n! dcs: count the posts by Friday\n").unwrap();
    desk.does(&["transcribe", MEETING, text_of(&notes)]);
    terminal.keys("! dcs: name the posts by Friday\r");
    terminal.wait("both", |seen| seen.above().contains("From elsewhere.") && seen.above().contains("name the posts"));
    terminal.quit();
    let found = texts(&desk);
    let orders = ["From elsewhere.", "count the posts by Friday", "name the posts by Friday"];
    assert!(found.len() == 3 && found.iter().zip(orders).all(|(text, words)| text.contains(words)), "{found:?}");
}

#[test]
fn each_program_has_its_own_half_filled_form() {
    let desk = Desk::empty();
    let form = |name: &str| {
        let terminal = desk.start(&[], 80, 24, &[]);
        terminal.wait_for("This book is empty");
        terminal.keys("bn");
        terminal.wait_for("A new body");
        terminal.keys(name);
        terminal.wait_for(name);
        terminal
    };
    let (mut one, mut other) = (form("Schools Forum"), form("Pension Board"));
    one.kill();
    let again = desk.start(&[], 80, 24, &[]);
    again.wait_for("Schools Forum");
    other.kill();
    let and_again = desk.start(&[], 80, 24, &[]);
    and_again.wait_for("Pension Board");
    let third = desk.start(&[], 80, 24, &[]);
    third.wait_for("This book is empty");
}

#[test]
fn what_is_left_half_filled_is_found_behind_what_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open(&folder.path().join("book.db")).unwrap();
    let (mut one, mut other) = (open(), open());
    assert_eq!(
        (one.own_half_typed("form").unwrap(), other.own_half_typed("form").unwrap()),
        ("form".into(), "form 2".into())
    );
    other.keep_half_typed("form 2", "left by the second").unwrap();
    drop((one, other));
    let (mut one, mut other) = (open(), open());
    assert_eq!(
        (one.own_half_typed("form").unwrap(), other.own_half_typed("form").unwrap()),
        ("form 2".into(), "form".into())
    );
    assert_eq!(one.half_typed("form 2").unwrap().as_deref(), Some("left by the second"));
}
