//! Abbreviations written out, and what is offered while one types.

use crate::desk::Desk;
use minutebook::capture::abbreviations::{ends_word, expand_all, expansion};
use minutebook::capture::complete::Vocabulary;
use minutebook::record::{Abbreviation, Id};
use proptest::prelude::*;

fn known() -> Vec<Abbreviation> {
    let pairs =
        [("sw", "social workers"), ("qa", "quality assurance"), ("16+", "care leavers"), ("é", "eh"), ("s", "said")];
    let made = |(nth, (short, long)): (usize, &(&str, &str))| Abbreviation {
        id: Id(nth as i64 + 1),
        short: short.to_string(),
        long: long.to_string(),
    };
    pairs.iter().enumerate().map(made).collect()
}

#[test]
fn abbreviations_are_written_out_as_words_end() {
    let table = [
        ("sw", "social workers"),
        ("the sw left", "the social workers left"),
        ("Sw left.", "Social workers left."),
        (
            "sw, qa; sw? sw! (sw) \"sw\"",
            "social workers, quality assurance; social workers? social workers! (social workers) \"social workers\"",
        ),
        ("duty sw.", "duty social workers."),
        // Capitals are how the papers write it; colons, hyphens and slashes make other words.
        ("SW and QA", "SW and QA"),
        ("sw: yes", "sw: yes"),
        ("sw-led, ex-sw, sw/qa", "sw-led, ex-sw, sw/qa"),
        ("answer swan qat", "answer swan qat"),
        ("", ""),
        ("S said", "S said"),
        ("he s so", "he said so"),
        ("it's the qa's end", "it's the quality assurance's end"),
        ("é bien", "eh bien"),
        ("漢字 sw 漢字", "漢字 social workers 漢字"),
    ];
    for (typed, written) in table {
        assert_eq!(expand_all(typed, &known()), written, "{typed}");
    }
}

#[test]
fn the_place_of_an_expansion_is_exact() {
    let text = "Siân's sw";
    let found = expansion(text, 0, text.len(), &known()).unwrap();
    assert_eq!((&text[found.range.clone()], found.long.as_str()), ("sw", "social workers"));
    assert_eq!(expansion(text, 0, 3, &known()), None);
    assert_eq!(expansion(text, text.len() - 1, text.len(), &known()), None, "what stands before is not looked at");
    assert!(ends_word(' ') && ends_word('.') && !ends_word(':') && !ends_word('-') && !ends_word('a'));
}

#[test]
fn names_posts_and_words_are_offered() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn The safeguarding partnership met.");
    let sitting = &desk.minuting.sitting;
    let vocabulary = Vocabulary::of(sitting, &desk.minuting.roster, &desk.minuting.entries);
    let table = [
        ("The Director of Chi", "ldren's Services (DCS)"),
        ("Cllr Yus", "uf Clement"),
        ("Yusuf Cl", "ement"),
        ("sian pry", "dderch"),
        ("Care and safeg", "uarding"),
        ("Children's Soc", "ial Care Plan"),
    ];
    for (typed, rest) in table {
        let offered = vocabulary.complete(typed).unwrap_or_else(|| panic!("nothing is offered for {typed}"));
        assert_eq!(offered.rest, rest, "{typed}");
        assert!(offered.with.ends_with(&offered.rest), "{typed}: {offered:?}");
        assert!(offered.replaces <= typed.len());
    }
    for typed in ["", "x", "Cl", "zzzz", "safeguarding", "the "] {
        assert_eq!(vocabulary.complete(typed), None, "{typed}");
    }
    let offered = vocabulary.complete("sian pry").unwrap();
    assert_eq!(&"sian pry"["sian pry".len() - offered.replaces..], "sian pry");
    assert_eq!(offered.with, "Siân Prydderch");
}

proptest! {
    #[test]
    fn neither_ever_fails(text in prop_oneof![any::<String>(), "[sqaw .,:é漢+-]{0,24}"]) {
        let written = expand_all(&text, &known());
        prop_assert!(written.chars().count() >= text.chars().count());
        let desk = Desk::planned();
        let vocabulary = Vocabulary::of(&desk.minuting.sitting, &desk.minuting.roster, &[]);
        if let Some(offered) = vocabulary.complete(&text) {
            prop_assert!(text.is_char_boundary(text.len() - offered.replaces));
        }
    }
}
