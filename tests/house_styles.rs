//! House styles: the ready ones, their files and settings, and what the minutes of one meeting read like in each.

use crate::business::{business, hold};
use crate::desk::minutes;
use crate::desk::{at, empty_book};
use minutebook::clerk::agenda;
use minutebook::clerk::format::Format;
use minutebook::clerk::house_styles::{
    self, READY, SETTINGS, name_of, phrase_keys, read, ready, save, value, with, with_next,
};
use minutebook::clerk::transcribe::transcribe;
use minutebook::document::{Block, BlockKind};
use minutebook::record::house_style::{Movers, NameForm, Questions};
use minutebook::record::{Detail, EntryKind, HouseStyle, Meeting, Recorded};
use minutebook::reports::{Audience, draft_minutes};
use minutebook::store::Store;
use proptest::prelude::*;

fn refused<T: std::fmt::Debug>(result: minutebook::clerk::Result<T>) -> String {
    let failure = result.unwrap_err();
    format!("{} {}", failure.what, failure.hint)
}

#[test]
fn each_ready_style_is_read_written_and_read_again() {
    for (name, ..) in READY {
        let style = ready(name).unwrap_or_else(|failure| panic!("{failure}"));
        let text = house_styles::written(&style).unwrap();
        assert_eq!(read(&text, name).unwrap(), style, "{text}");
        assert_eq!(name_of(&style), *name);
    }
    assert_eq!(name_of(&HouseStyle::default()), "as usual");
}

#[test]
fn what_is_wrong_in_a_file_is_told_with_its_line() {
    let unknown = refused(read("numbering = \"running\"\nquestion = \"nested\"\n", "ours.toml"));
    assert!(unknown.contains("ours.toml:2:1: ") && unknown.contains("question"), "{unknown}");
    let value = refused(read("\nquestions = \"nestled\"\n", "ours.toml"));
    assert!(value.contains("ours.toml:2:13: ") && value.contains("narrative"), "{value}");
    let nowhere = refused(read("[actions]\nline = false\nend = false\n", "ours.toml"));
    assert!(nowhere.contains("Actions stand nowhere"), "{nowhere}");
    let nobody = refused(read("owners = \"a member\"\n", "ours.toml"));
    assert!(nobody.contains("must be told"), "{nobody}");
    let alike = refused(read("numbering = \"each year\"\n", "ours.toml"));
    assert!(alike.contains("would number two years alike"), "{alike}");
}

#[test]
fn every_setting_has_a_value_and_takes_each_of_its_choices() {
    let style = HouseStyle::default();
    for setting in SETTINGS {
        let now = value(&style, setting.key).unwrap_or_else(|failure| panic!("{}: {failure}", setting.key));
        let choices = setting.choices();
        assert!(choices.is_empty() || choices.contains(&now.as_str()), "{}: {now}", setting.key);
        for choice in choices {
            // Two choices ask for another beside them: a year in the number, an action that stands somewhere.
            let style = with(&style, "number", "{n}/{yy}").unwrap();
            let changed = with(&style, setting.key, choice).unwrap_or_else(|failure| panic!("{failure}"));
            assert_eq!(value(&changed, setting.key).unwrap(), choice, "{}", setting.key);
        }
    }
    for key in phrase_keys() {
        // Other words in which everything still has its place.
        let words = format!("Other: {}", value(&style, &key).unwrap());
        let changed = with(&style, &key, &words).unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(value(&changed, &key).unwrap(), words);
        let back = with(&changed, &key, &value(&style, &key).unwrap()).unwrap();
        assert_eq!(back, style, "{key} as usual is no change");
    }
}

#[test]
fn a_setting_that_there_is_not_or_cannot_be_is_refused_in_words() {
    let style = HouseStyle::default();
    assert!(refused(with(&style, "colour", "red")).contains("no setting \u{201c}colour\u{201d}"));
    assert!(refused(with(&style, "questions", "nestled")).contains("nested, narrative, unattributed"));
    assert!(refused(with(&style, "first_number", "many")).contains("It is a number."));
    assert!(refused(with(&style, "number", "12")).contains("has no {n}"));
    assert!(refused(with(&style, "number", "{x}")).contains("{x} in"));
    assert!(refused(with(&style, "words.held", "Held on {day}")).contains("there is {date}, {time}, {body}."));
    assert!(refused(with(&style, "words.left", "{who} left")).contains("needs {time}"));
    assert!(refused(with(&style, "words.voted_for", "")).contains("cannot be left out"));
    assert!(with(&style, "words.signed", "").is_ok());
    assert!(with(&style, "words.closed", "").is_ok());
    assert!(refused(with(&style, "words.closed", "The meeting closed.")).contains("needs {time}"));
    assert!(refused(with(&style, "words.moved", "Proposed by {mover}.")).contains("needs {seconder}"));
    assert!(refused(with(&style, "abbreviations", "CQC")).contains("CQC: Care Quality Commission"));
    let with_some = with(&style, "abbreviations", "CQC: Care Quality Commission; LA = local authority").unwrap();
    assert_eq!(value(&with_some, "abbreviations").unwrap(), "CQC: Care Quality Commission; LA: local authority");
}

#[test]
fn walking_the_choices_passes_over_what_the_style_would_refuse() {
    let find = |key: &str| SETTINGS.iter().find(|setting| setting.key == key).unwrap();
    let style = HouseStyle::default();
    // Numbers that begin again each year need a year in them.
    let walked: Vec<String> = (0..3)
        .scan(style.clone(), |style, _| {
            *style = with_next(style, find("numbering"), true).unwrap();
            Some(style.numbering.to_string())
        })
        .collect();
    assert_eq!(walked, ["each meeting", "running", "agenda"]);
    assert_eq!(with_next(&style, find("numbering"), false).unwrap().numbering.to_string(), "running");
    let only_line = with(&style, "actions.end", "no").unwrap();
    assert!(refused(with_next(&only_line, find("actions.line"), true)).contains("Actions stand nowhere"));
}

/// The meeting of which every golden document is, in a book with a style.
fn meeting_in(style: &HouseStyle) -> (Store, Meeting) {
    let mut store = empty_book();
    let agenda_text = include_str!("../data/house_styles/sample.agenda.txt");
    let meeting = agenda::load(&mut store, agenda_text, "agenda.txt", at(9, 0)).unwrap();
    let capture = include_str!("../data/house_styles/sample.capture.txt");
    transcribe(&mut store, &meeting, capture, "capture.txt", Some(at(18, 0)))
        .unwrap_or_else(|failure| panic!("{failure}"));
    let body = store.body(meeting.body).unwrap().unwrap();
    let ours = "CQC: Care Quality Commission; CFO: Chief Finance Officer";
    let style = with(style, "abbreviations", ours).unwrap();
    save(&mut store, &body, style, "for the test", at(20, 0)).unwrap();
    (store, meeting)
}

fn text_in(style: &HouseStyle, audience: Audience) -> String {
    let (store, meeting) = meeting_in(style);
    minutes(&store, &meeting, Format::Text, audience, None).unwrap()
}

macro_rules! golden {
    ($($name:ident),+) => {
        $(#[test]
        fn $name() {
            let expected = include_str!(concat!("data/house_styles/", stringify!($name), ".txt"));
            pretty_assert(expected, &text_in(&ready(stringify!($name)).unwrap(), Audience::Public));
        })+
    };
}

/// The golden documents were written by hand, from the rules of each style.
mod one_meeting_in_the_style_of {
    use super::*;
    golden!(scrutiny, council, parish, school, nhs);
}

/// Shows the first line that differs, with those around it.
fn pretty_assert(expected: &str, found: &str) {
    for (nth, pair) in expected.lines().zip(found.lines()).enumerate() {
        assert_eq!(pair.0, pair.1, "line {}\n{found}", nth + 1);
    }
    assert_eq!(expected.lines().count(), found.lines().count(), "{found}");
}

#[test]
fn no_style_tells_the_public_what_is_exempt() {
    for (name, ..) in READY {
        let style = ready(name).unwrap();
        let members = text_in(&style, Audience::Members);
        let public = text_in(&style, Audience::Public);
        for word in
            ["CFO", "Chief Finance Officer", "accounts", "loan", "by Friday", "position of the school", "difficulty"]
        {
            assert!(members.contains(word), "{name}: members read {word}");
            assert!(!public.contains(word), "{name}: the public reads {word}");
        }
        let json = |audience| {
            let (store, meeting) = meeting_in(&style);
            minutes(&store, &meeting, Format::Json, audience, None).unwrap()
        };
        assert!(json(Audience::Clerk).contains("Chief Finance Officer"));
        let public = json(Audience::Public);
        assert!(public.contains("Care Quality Commission") && !public.contains("Chief Finance Officer"), "{name}");
    }
}

/// Returns what stands in tables, and all other words in the order of reading.
fn read_through(blocks: &[Block], tables: &mut String, words: &mut String) {
    for block in blocks {
        words.push_str(&format!("{} {}\n", block.number(), block.text()));
        match &block.kind {
            BlockKind::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    tables.push_str(&format!("{}\n", cell.text()));
                }
            }
            BlockKind::Beside(beside) => {
                beside.rows.iter().flatten().for_each(|side| read_through(side, tables, words))
            }
            _ => {}
        }
    }
}

/// How often the words of an entry stand in the minutes, tables apart, by the rules of a style.
fn times_in_minutes(style: &HouseStyle, recorded: &Recorded, word: &str) -> usize {
    let entry = &recorded.entry;
    let spoken = entry.kind.is_spoken();
    let is_named = style.speakers != NameForm::Member && style.questions != Questions::Unattributed;
    let has = |text: &str| usize::from(text.contains(word));
    let speaker = if !spoken || is_named { has(&entry.speaker_words) } else { 0 };
    let of_detail = match &recorded.detail {
        _ if entry.kind == EntryKind::Private => return 0,
        Detail::Action { .. } if !style.actions.in_the_minutes() => return 0,
        Detail::Action { owners, .. } => {
            let owned: usize =
                owners.iter().filter(|owner| owner.person.is_none()).map(|owner| has(&owner.words)).sum();
            owned * (1 + usize::from(style.actions.column))
        }
        Detail::Decision { decision, .. } if style.movers != Movers::Omitted => {
            has(&decision.mover_words) + has(&decision.seconder_words)
        }
        _ => 0,
    };
    speaker + of_detail + has(&entry.text)
}

fn any_style() -> impl Strategy<Value = HouseStyle> {
    let picks = proptest::collection::vec(any::<proptest::sample::Index>(), SETTINGS.len());
    picks.prop_map(|picks| {
        let mut style = with(&HouseStyle::default(), "number", "{n}/{yy}").unwrap();
        for (setting, pick) in SETTINGS.iter().zip(picks) {
            let choices = setting.choices();
            if !choices.is_empty() {
                // One that the style would refuse is passed over.
                style = with(&style, setting.key, choices[pick.index(choices.len())]).unwrap_or(style);
            }
        }
        style.abbreviations.insert("CFO".into(), "Chief Finance Officer".into());
        style
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn in_any_style_every_word_stands_once_and_in_order_and_nothing_exempt(happened in business(), style in any_style()) {
        let (mut desk, written) = hold(&happened);
        let body = desk.minuting.sitting.body.clone();
        save(&mut desk.store, &body, style.clone(), "any", at(23, 0)).unwrap();
        let recorded = desk.store.minutes(desk.meeting().id).unwrap();
        for audience in [Audience::Members, Audience::Public] {
            let document = draft_minutes(recorded.sitting.clone(), recorded.entries.clone(), audience);
            let (mut tables, mut words) = Default::default();
            read_through(&document.blocks, &mut tables, &mut words);
            let mut last = 0;
            for recorded in recorded.entries.iter().flatten() {
                let all = format!("{recorded:?}");
                let word = &all[all.find("Zq").unwrap()..][..5];
                let is_hidden = written.iter().any(|known| known.word == word && known.exempt) && audience == Audience::Public;
                let times = if is_hidden { 0 } else { times_in_minutes(&style, recorded, word) };
                prop_assert_eq!(words.matches(word).count(), times, "{} in {}", word, words);
                if is_hidden {
                    prop_assert!(!tables.contains(word), "{} in {}", word, tables);
                } else if matches!(recorded.detail, Detail::Action { .. }) {
                    let lists = usize::from(style.actions.front) + usize::from(style.actions.end);
                    prop_assert_eq!(tables.matches(word).count(), lists, "{} in {}", word, tables);
                }
                // Interests stand together in front.
                if times > 0 && recorded.entry.kind != EntryKind::Interest {
                    let found = words.find(word).unwrap();
                    prop_assert!(found >= last, "{} out of order in {}", word, words);
                    last = found;
                }
            }
        }
    }
}
