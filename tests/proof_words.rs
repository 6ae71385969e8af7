//! Which words are known: the labelled lists, and never a wrong underline under a name in the room.

use crate::desk::{AGENDA, at, empty_book};
use minutebook::capture::proof::suggest::suggestions;
use minutebook::capture::proof::words::words;
use minutebook::capture::proof::{Known, Speller};
use minutebook::clerk::agenda;
use minutebook::clerk::proof::{Judge, speller};
use minutebook::store::Store;
use proptest::prelude::*;

const RIGHT: &str = include_str!("well_spelt.txt");
const WRONG: &str = include_str!("misspelt.txt");

fn dictionary() -> &'static Speller {
    speller().expect("the dictionary")
}

/// A book with a meeting, and what judges its words.
struct Room {
    store: Store,
    judge: Judge,
}

impl Room {
    fn with(agenda: &str) -> Self {
        let mut store = empty_book();
        let meeting = agenda::load(&mut store, agenda, "agenda.txt", at(9, 0)).unwrap();
        let mut judge = Judge::default();
        judge.follow(&store.sitting(meeting.id).unwrap());
        Room { store, judge }
    }

    /// Returns the words of a text that are underlined.
    fn underlined<'a>(&mut self, text: &'a str) -> Vec<&'a str> {
        let all = &mut usize::MAX.clone();
        self.judge.go_on(text, None, all, (dictionary(), &self.store)).unwrap();
        self.judge.wrong_in(text, None).into_iter().map(|range| &text[range]).collect()
    }
}

fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[test]
fn no_word_of_good_minutes_is_underlined() {
    let mut room = Room::with(AGENDA);
    let count: usize = lines(RIGHT).map(|line| words(line).len()).sum();
    assert!(count > 500, "{count}");
    let wrong: Vec<_> =
        lines(RIGHT).map(|line| (room.underlined(line), line)).filter(|(found, _)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn misspelt_words_are_underlined_and_the_right_one_is_offered() {
    let mut room = Room::with(AGENDA);
    let known = Known::default();
    let pairs: Vec<(&str, &str)> = lines(WRONG).filter_map(|line| line.split_once(" = ")).collect();
    assert!(pairs.len() >= 120, "{}", pairs.len());
    let mut missed = Vec::new();
    for (typed, meant) in &pairs {
        let text = format!("The board noted {typed} with thanks.");
        assert_eq!(room.underlined(&text), [*typed]);
        let offered = suggestions(typed, dictionary(), &known);
        if !offered.iter().take(3).any(|word| word == meant) {
            missed.push(format!("{typed}: {offered:?}"));
        }
    }
    println!(
        "{} of {} have the right word among the first three; not: {missed:#?}",
        pairs.len() - missed.len(),
        pairs.len()
    );
    assert!(missed.len() * 50 <= pairs.len(), "{missed:#?}");
}

#[test]
fn a_name_of_the_room_that_is_misspelt_is_underlined_and_offered_first() {
    let mut room = Room::with(AGENDA);
    for (text, wrong, meant) in [
        ("Thanks were given to Cllr Barow for this.", "Barow", "Barrow"),
        ("It was for Mr Underhlil to say.", "Underhlil", "Underhill"),
        ("They had heard from Siân Pryderch of it.", "Pryderch", "Prydderch"),
        ("This was Ravi Mistri's paper.", "Mistri's", "Mistry's"),
        ("A paper from the Safegaurding Board was read.", "Safegaurding", "Safeguarding"),
        ("They had met the Asistant Director.", "Asistant", "Assistant"),
        ("Teh plan was late.", "Teh", "The"),
        ("Recieved with thanks.", "Recieved", "Received"),
    ] {
        assert_eq!(room.underlined(text), [wrong], "{text}");
        assert_eq!(suggestions(wrong, dictionary(), &room.judge.known)[0], meant, "{text}");
    }
}

#[test]
fn names_that_nobody_knows_are_left_alone() {
    let mut room = Room::with(AGENDA);
    for text in [
        "Mr Tait, Mrs Hoult and Ms Pryce of Moulsford Parish Council had come.",
        "Pryce asked whether Cllr Barrows's namesake was meant.",
        "Faulkener replied. Marchant and Hargreave agreed.",
        "The Gibbses and the Clements were thanked.",
        "A letter from Bickenhill had come by way of Hampton-in-Arden.",
    ] {
        assert_eq!(room.underlined(text), [""; 0], "{text}");
    }
}

#[test]
fn american_spelling_is_underlined_and_both_endings_are_good() {
    let mut room = Room::with(AGENDA);
    let text = "The color of the center was organized and organised, then prioritized by the neighbors.";
    assert_eq!(room.underlined(text), ["color", "center", "neighbors"]);
}

#[test]
fn the_word_that_is_being_typed_is_not_judged() {
    let mut room = Room::with(AGENDA);
    let text = "The comittee";
    assert_eq!(room.underlined(text), ["comittee"]);
    assert!(room.judge.wrong_in(text, Some(text.len())).is_empty());
    assert!(room.judge.wrong_in(text, Some(6)).is_empty());
    assert_eq!(room.judge.wrong_in("The comittee ", Some(13)).len(), 1);
    // "Pryce a|": nobody knows yet whether Pryce did something.
    let text = "Wrok a";
    room.underlined("Wrok a plan");
    assert!(room.judge.wrong_in(text, Some(6)).is_empty());
}

#[test]
fn what_is_said_in_the_book_is_known() {
    let agenda = "\
Body: Quillmarsh Town Council (QTC)
Date: 6 March 2023, 7.00 pm
Venue: Thrushmoor Hall, Quillmarsh
Members: Cllr Ann Barrow
Officers: Sam Hale, Amenitiesmaster (AM)
Abbreviations: fofi = friends of Fenwyke Island

1. Skateplace at Owlthwaite
   Purpose: To hear of the ospreycam.
   Documents: Rewettening plan
";
    let mut room = Room::with(agenda);
    let text =
        "thrushmoor, quillmarsh, amenitiesmasters, skateplace, ospreycam's and rewettening; fofi; fenwyke; hydroplonk.";
    assert_eq!(room.underlined(text), ["hydroplonk"]);
}

#[test]
fn every_word_of_the_lists_is_known_and_written_once() {
    let council = include_str!("../data/dictionary/council.txt");
    let listed = council.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    let wrong: Vec<&str> = listed.filter(|word| !dictionary().knows(word)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Names as people have them: accents, apostrophes, hyphens, particles, Welsh.
fn a_name() -> impl Strategy<Value = String> {
    let given = prop_oneof![
        "[A-Z][a-z]{2,8}",
        Just("Siân".to_string()),
        Just("Łukasz".into()),
        Just("Zoë".into()),
        Just("Gwenllïan".into()),
        Just("Seán".into()),
        Just("Anne-Marie".into()),
    ];
    let surname = prop_oneof![
        "[A-Z][a-z]{3,10}",
        "[A-Z][a-z]{3,7}-[A-Z][a-z]{3,7}",
        "O['’][A-Z][a-z]{3,8}",
        "Mc[A-Z][a-z]{3,7}",
        "van der [A-Z][a-z]{3,7}",
        "ap [A-Z][a-z]{3,7}",
        Just("Prydderch".to_string()),
        Just("Llewelyn-Ffrwd".into()),
        Just("Ó Súilleabháin".into()),
        Just("Đặng".into()),
    ];
    (given, surname).prop_map(|(given, surname)| format!("{given} {surname}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn never_a_wrong_underline_under_a_name_in_the_room(names in proptest::collection::vec(a_name(), 1..6)) {
        let agenda = format!(
            "Body: Children's Board (CB)\nDate: 6 March 2023\nMembers: {}\n\n1. Apologies\n",
            names.join("; ")
        );
        let mut room = Room::with(&agenda);
        for name in &names {
            let surname = name.split_once(' ').map_or(name.as_str(), |(_, surname)| surname);
            for text in [
                format!("{name} asked why."),
                format!("Thanks went to {name}, and to {surname}'s and {surname}\u{2019}s staff."),
                format!("{surname}: that is so. {surname} the younger was there."),
                format!("The {surname}s were there (with {surname})."),
                format!("He said \u{201c}{surname}\u{201d} of {}.", name.replace('\u{2019}', "'")),
                format!("it was {} who came", name.to_lowercase()),
            ] {
                let found = room.underlined(&text);
                prop_assert!(found.is_empty(), "{:?} in {}", found, text);
            }
        }
    }
}
