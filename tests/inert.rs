//! Text is never executed: not by a terminal, and not by turning the direction of writing.

use crate::desk::minutes;
use crate::desk::{Desk, at, empty_book};
use crate::packages::formats_of_minutes;
use minutebook::document::inert;
use minutebook::reports::Audience;
use proptest::prelude::*;

/// Tells whether a character could do something to a terminal or to the order of the text around it.
fn is_dangerous(letter: char) -> bool {
    let code = u32::from(letter);
    code < 0x20
        || (0x7f..=0x9f).contains(&code)
        || matches!(code, 0x202a..=0x202e | 0x2066..=0x2069 | 0x200e | 0x200f | 0x061c)
}

#[test]
fn what_stands_for_what() {
    assert_eq!(inert("plain Siân 漢字 👩‍👧 e\u{301}"), "plain Siân 漢字 👩‍👧 e\u{301}");
    assert_eq!(inert("\u{1b}[2J"), "␛[2J");
    assert_eq!(inert("a\u{0}b\u{7}c\u{7f}"), "a␀b␇c␡");
    assert_eq!(inert("a\tb\r\nc\u{85}d\u{2028}e"), "a b  c d e");
    assert_eq!(inert("\u{9b}31m"), "\u{fffd}31m");
    assert_eq!(inert("\u{202e}evil\u{2066}"), "\u{fffd}evil\u{fffd}");
    assert!(matches!(inert("plain"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn text_from_everywhere_comes_out_inert() {
    let bad = "\u{1b}]0_owned\u{7}\u{9b}2J\u{202e}x\u{7f}";
    let agenda = format!(
        "Body: Board{bad} (B)\nDate: 1 March 2023\nVenue: Room{bad}\nMembers: Ann{bad} Barrow\n\
         Officers: Sam Hale, Director{bad} (DCS), Council{bad}\nNext meeting: May{bad}\nAbbreviations: zz = z{bad}\n\
         1. Title{bad}\n   Purpose: P{bad}\n   Presenter: DCS\n   Report: R{bad}\n   Documents: D{bad}; E{bad}\n"
    );
    let mut store = empty_book();
    let meeting = minutebook::clerk::agenda::load(&mut store, &agenda, "a.txt", at(9, 0)).unwrap();
    let minuting = minutebook::clerk::Minuting::open(&store, meeting.id).unwrap();
    let mut desk = Desk { store, minuting, now: at(18, 0) };
    desk.types(&format!(
        ":start 18:00\n:item 1\nn N{bad}\nq Cllr Q{bad}: Q{bad}\na dcs: A{bad}\n- P{bad}\n! Ms O{bad} to T{bad} by Friday\nd noted: D{bad}\n\
         i dcs: I{bad}\n< dcs, R{bad}\n:adjourn 18:30 alarm{bad}"
    ));
    for format in formats_of_minutes() {
        for audience in [Audience::Public, Audience::Members] {
            for width in [None, Some(30)] {
                let text = minutes(&desk.store, desk.meeting(), format, audience, width).unwrap();
                let found: Vec<char> = text.chars().filter(|c| *c != '\n' && is_dangerous(*c)).collect();
                assert!(found.is_empty(), "{format} has {found:?}");
                assert!(text.contains("owned"), "the words themselves are there");
            }
        }
    }
    for block in minutebook::reports::item_on_desk(&desk.minuting.sitting, desk.minuting.item, &desk.minuting.entries) {
        assert!(!block.text().chars().any(is_dangerous), "{:?}", block.text());
    }
}

proptest! {
    #[test]
    fn any_text_becomes_inert_and_what_was_inert_stays(text in any::<String>()) {
        let shown = inert(&text);
        prop_assert!(!shown.chars().any(is_dangerous), "{:?}", shown);
        prop_assert_eq!(shown.chars().count(), text.chars().count());
        prop_assert_eq!(&inert(&shown), &shown);
        if !text.chars().any(|c| is_dangerous(c) || matches!(c, '\u{2028}' | '\u{2029}')) {
            prop_assert_eq!(shown.into_owned(), text);
        }
    }
}
