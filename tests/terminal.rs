//! Walks through the real program in a real terminal: what a terminal, a shell, a network and a
//! second program do to it.

use crate::pty::{Desk, MEETING, Terminal, same_modes, squeezed, text_of};
use fastrand::Rng;
use minutebook::record::Detail;
use minutebook::store::Store;
use minutebook::tui::{Clock, Start};
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use rustix::termios::LocalModes;
use std::time::Duration;

/// The line that a killed program would offer back.
fn kept_line(desk: &Desk) -> String {
    let mut store = Store::open_existing(&desk.book()).unwrap();
    let meeting = store.find_meeting(MEETING).unwrap().id;
    let json = store.half_typed(&format!("line {}", meeting.0)).unwrap().unwrap_or("{}".into());
    let half: serde_json::Value = serde_json::from_str(&json).unwrap();
    half["text"].as_str().unwrap_or_default().to_string()
}

fn texts(desk: &Desk) -> Vec<String> {
    let store = Store::open_existing(&desk.book()).unwrap();
    let minutes = store.minutes(store.find_meeting(MEETING).unwrap().id).unwrap();
    minutes.entries.into_iter().flatten().map(|recorded| recorded.entry.text).collect()
}

fn escape_free(terminal: &Terminal, from: usize) -> String {
    String::from_utf8_lossy(&terminal.seen().raw[from..]).into_owned()
}

#[test]
fn a_first_meeting_from_an_empty_book_to_the_draft() {
    let desk = Desk::empty();
    let mut terminal = desk.start(&[], 80, 24, &[]);
    terminal.wait_for("This book is empty");
    assert!(!same_modes(&terminal.modes(), terminal.modes_before()), "the program takes the keys as they come");
    terminal.keys("a");
    terminal.wait_for("A meeting from an agenda");
    terminal
        .paste("Body: Wexmoor Improvement Board (WIB)\rDate: 9 March 2026, 6.00 pm\rChair: Cllr Marian Thackwray\r");
    terminal.paste(
        "Members: Cllr Siân Prydderch; Łukasz Wrona [LW]\rOfficers: Joanna Ferriby, Director (DCS)\r\r1. Welcome\r",
    );
    terminal.wait_for("1. Welcome");
    terminal.keys("\x13");
    terminal.wait_for("Made wib-2026-03-09");
    terminal.keys(":start\r");
    terminal.wait("the meeting to start", |seen| !seen.above().contains("not started"));
    terminal.keys("q lw: How many posts are empty?\r");
    terminal.wait_for("How many posts are empty?");
    terminal.keys("a dcs: Eleven, Siân knows which.\r! dcs: list the empty posts by next meeting\r");
    terminal.wait_for("ACTION");
    terminal.quit();
    let minutes = desk.minutes();
    for words in ["How many posts are empty?", "Eleven, Siân knows which.", "list the empty posts by next meeting"] {
        assert!(minutes.contains(words), "{words:?} is not in {minutes}");
    }
}

#[test]
fn a_signal_to_end_gives_the_terminal_back_and_keeps_the_line() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let desk = Desk::with_meeting();
        let mut terminal = desk.live();
        terminal.keys("q lw: Is Siân in");
        terminal.wait_for_line("q lw: Is Siân in");
        terminal.signal(signal);
        assert_eq!(terminal.wait_for_end(), code);
        terminal.assert_restored();
        let mut again = desk.live();
        again.wait_for("Your half-typed line is back");
        again.wait_for_line("q lw: Is Siân in");
        again.keys(" the room?\r");
        again.wait("the entry", |seen| {
            seen.line().as_deref() == Some("") && seen.above().contains("Is Siân in the room?")
        });
        again.quit();
    }
}

#[test]
fn a_closed_window_ends_the_program_and_keeps_the_line() {
    let desk = Desk::with_meeting();
    let terminal = desk.live();
    terminal.keys("half a sentence");
    terminal.wait_for_line("half a sentence");
    terminal.close_window();
    desk.live().wait_for_line("half a sentence");
}

/// The name by which a test starts itself in a terminal.
const PANICKING: &str = "MINUTEBOOK_TEST_PANICS_ON";

/// Not a test by itself: what [`a_panic_gives_the_terminal_back`] runs in the terminal. A release
/// ends at a panic, so this does too.
#[test]
fn panics_when_told_to() {
    let Some(book) = std::env::var_os(PANICKING) else { return };
    std::thread::spawn(|| {
        // The panic is to hit a program that is on the screen.
        let mut letter = [0];
        let pipe = std::env::var(format!("{PANICKING}_WHEN")).unwrap();
        let mut pipe = std::fs::File::open(pipe).unwrap();
        let _ = std::io::Read::read(&mut pipe, &mut letter);
        let _ = std::panic::catch_unwind(|| panic!("provoked"));
        std::process::abort();
    });
    minutebook::tui::run(Store::open(book.as_ref()).unwrap(), Start::Meetings, Clock::starting_at(None)).unwrap();
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let desk = Desk::with_meeting();
    let when = desk.path("when");
    assert!(std::process::Command::new("mkfifo").arg(&when).status().unwrap().success());
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "terminal::panics_when_told_to", "--nocapture", "--test-threads=1"]);
    let told = format!("{PANICKING}_WHEN");
    let book = desk.book();
    let mut terminal = desk.start_command(command, 80, 24, &[(PANICKING, text_of(&book)), (&told, text_of(&when))]);
    terminal.wait_for("minutebook: meetings");
    std::fs::write(&when, "now").unwrap();
    assert_ne!(terminal.wait_for_end(), 0);
    terminal.assert_restored();
    terminal.wait_for("provoked");
}

#[test]
fn suspending_gives_the_terminal_to_the_shell_and_takes_it_again() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    terminal.keys("before ");
    terminal.wait_for_line("before");
    for round in 0..3 {
        terminal.keys("\x1bz");
        terminal.wait_for_state('T');
        terminal.wait("the shell's screen", |seen| !seen.screen().alternate_screen());
        terminal.assert_restored();
        let from = terminal.seen().raw.len();
        terminal.signal(Signal::CONT);
        terminal.wait("the screen", |seen| seen.screen().alternate_screen() && seen.screen().bracketed_paste());
        terminal.keys(&format!("{round} "));
        let so_far: String = (0..=round).map(|nth| nth.to_string()).collect();
        terminal.wait_for_line(&format!("before{so_far}"));
        let painted = escape_free(&terminal, from);
        assert!(painted.contains("before"), "everything is painted afresh\n{}", terminal.picture());
        assert!(painted.starts_with("\x1b[?1049h"), "nothing is painted on the shell's screen: {painted:?}");
    }
    terminal.keys("\r");
    terminal.wait_for("before 0 1 2");
    terminal.quit();
}

#[test]
fn a_shell_stops_and_continues_it() {
    let desk = Desk::with_meeting();
    let mut shell = CommandBuilder::new("sh");
    shell.arg("-i");
    let mut terminal = desk.start_command(shell, 80, 24, &[("ENV", ""), ("PS1", "ready> ")]);
    terminal.wait_for("ready>");
    let book = desk.book();
    let program = env!("CARGO_BIN_EXE_minutebook");
    terminal.keys(&format!("clear; {program} --book {} --now '2026-03-09 18:00' live {MEETING}\n", text_of(&book)));
    terminal.wait("the Live screen", |seen| seen.screen().alternate_screen() && seen.line().is_some());
    for round in 0..2 {
        terminal.keys(&format!("typed {round} "));
        terminal.wait("what is typed", |seen| seen.line().is_some_and(|line| line.ends_with(&format!("typed{round}"))));
        terminal.keys("\x1bz");
        terminal
            .wait("the shell", |seen| !seen.screen().alternate_screen() && seen.rows().concat().contains("Stopped"));
        terminal.keys("echo mar''ker\n");
        terminal.wait_for("marker");
        terminal.keys("clear; fg\n");
        terminal.wait("the Live screen", |seen| seen.screen().alternate_screen() && seen.line().is_some());
    }
    terminal.wait_for_line("typed 0 typed 1");
    terminal.keys("\x11");
    terminal.wait("the shell", |seen| !seen.screen().alternate_screen());
    terminal.keys("exit\n");
    terminal.wait_for_end();
    assert_eq!(kept_line(&desk), "typed 0 typed 1 ");
}

#[test]
fn the_keys_come_from_the_terminal_even_when_standard_input_does_not() {
    let desk = Desk::with_meeting();
    let mut command = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_minutebook");
    let book = desk.book();
    command.args(["-c", &format!("exec {program} --book {} live {MEETING} </dev/null", text_of(&book))]);
    let mut terminal = desk.start_command(command, 80, 24, &[]);
    terminal.wait("the Live screen", |seen| seen.line().is_some());
    terminal.keys("typed");
    terminal.wait_for_line("typed");
    terminal.quit();
}

#[test]
fn being_stopped_and_continued_from_outside_repaints_and_takes_the_keys_again() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    terminal.keys("before ");
    terminal.wait_for_line("before");
    let raw_modes = terminal.modes();
    terminal.signal(Signal::STOP);
    terminal.wait_for_state('T');
    // A shell takes the terminal as it likes it.
    terminal.set_modes(terminal.modes_before());
    terminal.signal(Signal::CONT);
    terminal.wait_for_modes(&raw_modes);
    terminal.keys("after\r");
    terminal.wait_for("before after");
    terminal.signal(Signal::TSTP);
    terminal.wait_for_state('T');
    terminal.wait("the shell's screen", |seen| !seen.screen().alternate_screen());
    terminal.assert_restored();
    terminal.signal(Signal::CONT);
    terminal.wait_for_modes(&raw_modes);
    terminal.wait_for("before after");
    terminal.quit();
}

#[test]
fn resizing_while_typing_loses_nothing_and_paints_inside() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    let seed = fastrand::u64(..);
    let mut rng = Rng::with_seed(seed);
    let mut typed = String::new();
    for nth in 0..60 {
        let word = format!("word{nth} ");
        terminal.keys(&word);
        typed.push_str(&word);
        let (columns, rows) = match nth % 10 {
            0 => (20, 5),
            5 => (300, 100),
            _ => (rng.u16(20..=300), rng.u16(5..=100)),
        };
        terminal.resize(columns, rows);
        std::thread::sleep(Duration::from_micros(rng.u64(0..3000)));
    }
    for (columns, rows) in [(20, 5), (1, 1), (300, 100), (80, 24)] {
        terminal.resize(columns, rows);
        if columns >= 20 {
            let tail = squeezed("word58 word59");
            terminal.wait(&format!("the end of the line in {columns} × {rows} (seed {seed})"), |seen| {
                squeezed(&seen.rows().concat()).contains(&tail)
            });
        }
    }
    terminal.wait_for_line(&typed);
    assert_eq!(kept_line(&desk), typed, "seed {seed}");
    terminal.keys("\r");
    terminal.wait("the entry", |seen| seen.line().as_deref() == Some(""));
    terminal.quit();
    assert_eq!(texts(&desk), [typed.trim()], "seed {seed}");
}

#[test]
fn a_paste_of_several_lines_asks() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    terminal.keys("half");
    terminal.wait_for_line("half");
    terminal.paste("n First line.\rq lw: Second line?\r:close\r");
    terminal.wait_for("The paste has 3 lines. Is it one entry, or several?");
    terminal.keys("s");
    terminal.wait_for("Recorded 3 entries.");
    terminal.wait_for_line("half");
    terminal.keys("\x15");
    terminal.paste("One\r\rentry of\r three lines.");
    terminal.wait_for("The paste has 3 lines.");
    terminal.keys("o");
    terminal.wait_for_line("One entry of three lines.");
    terminal.keys("\r");
    terminal.wait("the entry", |seen| seen.line().as_deref() == Some(""));
    terminal.paste("Only one line\r");
    terminal.wait_for_line("Only one line");
    terminal.quit();
    assert_eq!(texts(&desk), ["First line.", "Second line?", ":close", "One entry of three lines."]);
    assert_eq!(kept_line(&desk), "Only one line");
}

#[test]
fn pasted_escape_sequences_are_shown_and_do_nothing() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    let from = terminal.seen().raw.len();
    let evil = "n red \x1b[31;5m title \x1b]0;owned\x07 bell \x07 back \x08 \u{9b}2J csi \u{202e} turned \x1b[2J gone \x1bc \0.";
    terminal.paste(evil);
    terminal.wait_for("\u{241b}[31;5m");
    terminal.keys("\r");
    terminal.wait("the entry", |seen| seen.line().as_deref() == Some("") && seen.above().contains("gone"));
    terminal.paste(&format!("{evil}\r{evil}"));
    terminal.wait_for("The paste has 2 lines.");
    terminal.wait_for("\u{241b}[31;5m");
    terminal.keys("o");
    terminal.wait("the line", |seen| seen.line().is_some_and(|line| line.contains("gone")));
    let painted = escape_free(&terminal, from);
    for harmful in ["\x1b[31;5m", "\x1b]0;owned", "\x07", "\x08", "\u{9b}", "\u{202e}", "\x1bc", "\0"] {
        assert!(!painted.contains(harmful), "{harmful:?} reached the terminal");
    }
    terminal.keys("\x15\x0b");
    terminal.wait_for_line("");
    terminal.quit();
}

#[test]
fn any_amount_of_text_at_once_arrives_without_another_key() {
    let desk = Desk::with_meeting();
    let terminal = desk.live();
    for count in [1_usize, 1_023, 1_024, 1_025, 2_048, 3_000, 5_000] {
        let text: String = (0..count).map(|nth| char::from(b'a' + (nth % 23) as u8)).collect();
        terminal.keys(&text);
        let tail = &text[count.saturating_sub(60)..];
        terminal
            .wait(&format!("the end of {count} bytes"), |seen| seen.line().is_some_and(|line| line.ends_with(tail)));
        terminal.wait_until(&format!("{count} bytes to be kept"), || kept_line(&desk) == text);
        terminal.keys("\x15");
        terminal.wait_for_line("");
    }
}

#[test]
fn long_pastes_arrive_whole_wherever_the_reader_cuts_them() {
    // Each character has three bytes, so that some are cut in two at 1,024.
    let terminal_desk = Desk::with_meeting();
    let terminal = terminal_desk.live();
    for count in [341, 342, 1_000, 3_000] {
        let text: String = "漢字議事録".chars().cycle().take(count).collect();
        for is_paste in [false, true] {
            if is_paste {
                terminal.paste(&text)
            } else {
                terminal.keys(&text)
            }
            terminal.wait_until(&format!("{count} characters to be kept"), || kept_line(&terminal_desk) == text);
            terminal.keys("\x15");
            terminal.wait_for_line("");
        }
    }
}

#[test]
fn no_colour_means_no_colour() {
    let colours = |environment: &[(&str, &str)]| {
        let desk = Desk::with_meeting();
        let mut terminal = desk.start(&["live", MEETING], 140, 40, environment);
        terminal.wait("the Live screen", |seen| seen.line().is_some());
        terminal.keys("q zz: who?\r! no owner\rd noted: it\r");
        terminal.wait("the entries", |seen| seen.above().contains("Noted") || seen.above().contains("noted"));
        terminal.quit();
        let painted = escape_free(&terminal, 0);
        let sequences = painted.split("\x1b[").skip(1).filter_map(|rest| rest.split_once('m').map(|(codes, _)| codes));
        let codes: Vec<u32> = sequences
            .filter(|codes| codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'))
            .flat_map(|codes| codes.split(';').map(|code| code.parse().unwrap_or(0)).collect::<Vec<_>>())
            .collect();
        codes.into_iter().filter(|code| matches!(code, 30..=38 | 40..=48 | 90..=107)).count()
    };
    assert_eq!(colours(&[("NO_COLOR", "1")]), 0);
    assert!(colours(&[]) > 0, "there are colours when nobody minds");
}

#[test]
fn wide_and_combined_characters_are_whole() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    // What is typed, how many characters a reader sees, how many cells they take.
    let cases: [(&str, usize, u16); 6] = [
        ("Siân", 4, 4),
        ("Łukasz", 6, 6),
        ("漢字", 2, 4),
        ("\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}", 1, 2),
        ("e\u{301}a\u{308}o\u{302}", 3, 3),
        ("\u{1f1ec}\u{1f1e7}", 1, 2),
    ];
    let column_is = |column: u16| move |seen: &crate::pty::Seen| seen.screen().cursor_position().1 == column + 2;
    for (text, characters, cells) in cases {
        terminal.keys(&format!("n {text}"));
        terminal.wait(&format!("the cursor behind {text:?}"), column_is(2 + cells));
        assert_eq!(kept_line(&desk), format!("n {text}"));
        terminal.keys(&"\x1b[D".repeat(characters));
        terminal.wait(&format!("the cursor in front of {text:?}"), column_is(2));
        terminal.keys("\x1b[F");
        terminal.wait(&format!("the cursor behind {text:?} again"), column_is(2 + cells));
        for left in (0..characters).rev() {
            terminal.keys("\x7f");
            let shorter = |line: &str| unicode_segmentation::UnicodeSegmentation::graphemes(line, true).count();
            terminal.wait_until(&format!("{left} of {text:?} left"), || shorter(&kept_line(&desk)) == left + 2);
        }
        terminal.wait("the cursor where the word began", column_is(2));
        terminal.keys("\x15");
        terminal.wait("an empty line", column_is(0));
    }
    terminal.quit();
}

#[test]
fn while_the_disk_refuses_the_clerk_types_on() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    let lock = rusqlite::Connection::open(desk.book()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
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
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    let lock = rusqlite::Connection::open(desk.book()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
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
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    let lock = rusqlite::Connection::open(desk.book()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
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
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    let lock = rusqlite::Connection::open(desk.book()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
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
fn nonsense_from_the_terminal_is_harmless() {
    let long_csi = format!("\x1b[{}m", "1;".repeat(3000));
    let cases: &[(&str, &[u8])] = &[
        ("a paste that never ends", b"\x1b[200~lost"),
        ("a paste that ends without beginning", b"\x1b[201~"),
        ("bytes that are no text", b"\xff\xfe\xc3\x28\x80\xf0\x9f\xff"),
        ("a character cut short", b"\xe6\xbc"),
        ("a lone escape", b"\x1b"),
        ("two escapes", b"\x1b\x1b"),
        ("mouse reports", b"\x1b[<0;10;10M\x1b[<0;10;10m\x1b[M !!\x1b[35;1;1M"),
        ("a very long sequence", long_csi.as_bytes()),
        ("sequences nobody knows", b"\x1b[999~\x1b[1;99Z\x1bO\x01\x1b]0;title\x07\x1bPq\x1b\\\x1b[?1;2c\x1b[I\x1b[O"),
        ("a sequence cut short", b"\x1b["),
        ("a function key cut short", b"\x1bO"),
    ];
    for (what, bytes) in cases {
        let desk = Desk::with_meeting();
        let mut terminal = desk.live();
        terminal.keys("kept");
        terminal.wait_for_line("kept");
        terminal.bytes(bytes);
        // A person notices that nothing happens, and tries again.
        for _ in 0..40 {
            terminal.keys("\x11");
            if terminal.ends_within(Duration::from_millis(250)) {
                break;
            }
        }
        assert_eq!(terminal.wait_for_end(), 0, "{what}");
        terminal.assert_restored();
        assert!(kept_line(&desk).starts_with("kept"), "{what}: {}", kept_line(&desk));
    }
}

#[test]
fn echo_is_off_while_the_program_has_the_terminal() {
    let desk = Desk::with_meeting();
    let terminal = desk.live();
    let local = terminal.modes().local_modes;
    assert!(!local.intersects(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG), "{local:?}");
}
