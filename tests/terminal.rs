//! Walks through the real program in a real terminal: what a terminal, a shell and a network do
//! to it.

use crate::pty::{Desk, MEETING, Terminal, kept_line, same_modes, squeezed, text_of, texts};
use fastrand::Rng;
use minutebook::store::Store;
use minutebook::tui::{Clock, Start};
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use rustix::termios::LocalModes;
use std::time::Duration;

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
