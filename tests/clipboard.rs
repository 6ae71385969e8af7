//! The minute of an item on the clipboard of a real terminal.

use crate::pty::Desk;

/// Returns what the program put on the clipboard: what follows the escape sequence for it, without its base64.
fn copied(raw: &[u8]) -> Vec<String> {
    let raw = String::from_utf8_lossy(raw).into_owned();
    let sequences = raw.split("\x1b]52;c;").skip(1);
    sequences.map(|rest| decoded(rest.split("\x1b\\").next().unwrap())).collect()
}

fn decoded(base64: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |letter: u8| LETTERS.iter().position(|known| *known == letter).expect("a letter of base64") as u32;
    let mut bytes = Vec::new();
    for group in base64.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = group.iter().fold(0, |bits, letter| bits << 6 | value(*letter)) << (6 * (4 - group.len()));
        bytes.extend(&bits.to_be_bytes()[1..group.len()]);
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn base64_is_read_as_it_is_meant() {
    for (base64, text) in [("", ""), ("TQ==", "M"), ("TWE=", "Ma"), ("TWFu", "Man"), ("4oCT", "–")] {
        assert_eq!(decoded(base64), text);
    }
}

#[test]
fn the_item_is_copied_as_the_public_or_members_may_read_it() {
    let desk = Desk::with_meeting();
    let mut terminal = desk.live();
    terminal.keys(":item 2\r");
    terminal.wait_for("2");
    terminal.keys("n Siân spoke of the plan.\r; Zqprivate\r! keep the list – by Friday\r");
    terminal.wait_for("ACTION");
    terminal.keys("\x1by");
    terminal.wait_for("Copied item");
    let first = copied(&terminal.seen().raw);
    assert_eq!(first.len(), 1);
    assert!(first[0].contains("\nSiân spoke of the plan.\n\nACTION: keep the list – by Friday\n"), "{}", first[0]);
    assert!(!first[0].contains("Zqprivate") && first[0].starts_with("Agenda item"), "{}", first[0]);
    terminal.keys(":exempt 3\r");
    terminal.wait_for("Exempt from here");
    terminal.keys("n Zqexempt.\r");
    terminal.wait_for("Zqexempt.");
    terminal.keys("\x1by");
    terminal.wait_for("without what is exempt");
    terminal.keys("\x1bm");
    terminal.wait_for("NOT FOR PUBLICATION");
    let all = copied(&terminal.seen().raw);
    assert_eq!(all.len(), 3);
    assert!(!all[1].contains("Zq") && all[1].contains("This part of the item was taken"), "{}", all[1]);
    assert!(all[2].contains("Zqexempt.") && !all[2].contains("Zqprivate"), "{}", all[2]);
    // The screen goes on as it was.
    terminal.keys("after ");
    terminal.wait_for_line("after");
    terminal.quit();
}
