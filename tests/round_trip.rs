//! An entry can be edited in place: the line it is offered as records the same entry again.

use crate::desk::{Desk, note};
use minutebook::capture::unparse::unparse;
use minutebook::capture::{Expected, due_words, parse};
use minutebook::record::{Detail, EntryKind, Recorded};
use proptest::prelude::*;

const PREFIXES: &[&str] =
    &["n ", "q ", "a ", "c ", "- ", "-- ", "! ", "d ", "i ", "; ", "ACTION: ", "resolved ", "noted: ", "+ ", "< ", ""];

const WHO: &[&str] = &[
    "yc: ",
    "dcs: ",
    "Clement: ",
    "sian: ",
    "the Chair: ",
    "Cllr Smith: ",
    "tait: ",
    "bell: ",
    "dcs, yc: ",
    "DCS to ",
    "the Chair and Cllr Barrow to ",
    "Ms Jones to ",
    "gibbs/barrow 7-2-1: ",
    "unanimously: ",
    "noted ab: ",
    "xy/dg: ",
    "jb for kg ",
    "Jane Smith ",
    "yc 18:40, ",
    "",
];

const WORDS: &[&str] = &[
    "provide",
    "the list",
    "to",
    "Letters",
    "parents",
    ":",
    "yes:",
    "\\",
    "~2.3",
    "~4.1",
    "by Friday",
    "for the May meeting",
    "resolved",
    "that",
    "noted",
    "7-2-1",
    "18:40",
    ",",
    "for",
    "and",
    "DCS",
    "unanimously",
    "-",
    "漢字",
    "Siân",
    "–",
    "/",
    "The plan",
    "is late.",
    "e\u{301}",
    "👩‍👧",
    "\"",
    "asap",
];

fn line() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(proptest::sample::select(WORDS), 1..7);
    (proptest::sample::select(PREFIXES), proptest::sample::select(WHO), words)
        .prop_map(|(prefix, who, words)| format!("{prefix}{who}{}", words.join(" ")))
        .prop_filter("nobody comes or goes at two times", |line| {
            !line.starts_with(['+', '<']) || line.matches("18:40").count() < 2
        })
        .prop_filter("an entry", |line| !line.trim_start().starts_with([':', '/']))
}

/// Returns what an entry says, without the identities of its rows.
fn said(recorded: &Recorded) -> String {
    let entry = &recorded.entry;
    let detail = match &recorded.detail {
        Detail::Plain => String::new(),
        Detail::Update(update) => format!("{update:?}"),
        Detail::Report { report, values, milestones } => format!("{report:?} {values:?} {milestones:?}"),
        Detail::Action { action, owners, .. } => {
            let owners: Vec<_> = owners.iter().map(|owner| (owner.person, &owner.words)).collect();
            format!("{} {:?} {:?} {owners:?}", action.reference(), action.due_words, action.plan_references)
        }
        Detail::Decision { decision, .. } => {
            format!("{:?}", minutebook::record::Decision { id: entry.id, ..decision.clone() })
        }
        Detail::Movement(movement) => {
            format!("{} {:?} {} {:?}", movement.kind, movement.person, movement.time, movement.substitute_for)
        }
    };
    format!("{} {} {:?} {:?} {:?} {detail}", entry.kind, entry.depth, entry.speaker, entry.speaker_words, entry.text)
        .replace(&format!("{:?}", entry.id), "itself")
}

/// Records lines, then offers the last entry for editing and takes the offered line unchanged.
fn edited_unchanged(lines: &[String]) -> (String, String, String) {
    let mut desk = Desk::started();
    for line in lines {
        desk.try_as(line, note()).unwrap();
    }
    let before = desk.last().clone();
    let offered = unparse(&before, &desk.minuting.roster);
    desk.now += chrono::Duration::minutes(5);
    desk.retype(before.entry.id, &offered).unwrap();
    (said(&before), offered, said(desk.last()))
}

#[test]
fn lines_that_have_gone_wrong_or_might() {
    let lines = [
        "! Letters to parents by Friday ~2.3",
        "! provide three things: cost, time and risk by Friday ~2.3 ~2.4",
        "! DCS to to write",
        "! \\dcs: by Friday ~2.3",
        "! dcs, tait: write asap",
        "q \\yc: was written on the door",
        "q Is it: yes or no?",
        "q bell: Which of us?",
        "d \\resolved is how it began",
        "d that the plan be adopted",
        "d decided dg/ab 3-2-1: The plan: yes.",
        "d resolved dg: that: so",
        "d noted",
        "n \\n what",
        "n \\\\ two",
        "; \\; three",
        "- \\- four",
        "+ jb for kg 18:40, train: delayed, again",
        "+ jb for zz 18:40",
        "+ jb for zz, unwell",
        "< nobody known 19:00, for good",
        "i \\yc: whatever",
        "i tait: A foster carer: yes.",
    ];
    for line in lines {
        let (before, offered, after) = edited_unchanged(&[line.to_string()]);
        assert_eq!(before, after, "{line} was offered as {offered}");
    }
}

#[test]
fn people_of_one_name_keep_their_words() {
    let mut desk = Desk::started();
    desk.types("+ Ann Barrow Smith\n+ Dr Yusuf Clement");
    for (initials, title) in [("YC", "Cllr"), ("YC", "Dr")] {
        let people = &desk.minuting.sitting.people;
        let person = people.iter().find(|p| p.initials == initials && p.title == title).unwrap().id;
        let handle = desk.minuting.roster.handle(person).expect("something finds each of the two");
        assert_eq!(desk.minuting.roster.find(&handle), minutebook::capture::Found::One(person));
    }
}

#[test]
fn what_is_unknown_is_never_lost() {
    let mut desk = Desk::started();
    desk.types("+ jb for zz 18:40");
    let text = minutebook::document::text::write(
        &minutebook::reports::draft_minutes(
            desk.minuting.sitting.clone(),
            desk.store.minutes(desk.meeting().id).unwrap().entries,
            minutebook::reports::Audience::Public,
        ),
        None,
    );
    assert!(text.contains("Cllr J Bell arrived at 6.40 pm") && text.contains("substitute for zz"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_entry_edited_unchanged_stays_the_same(lines in proptest::collection::vec(line(), 1..4)) {
        let (before, offered, after) = edited_unchanged(&lines);
        prop_assert_eq!(before, after, "offered as {}", offered);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_that_is_typed_is_ever_a_failure(
        prefix in proptest::sample::select(PREFIXES),
        text in prop_oneof![any::<String>(), "\\PC*", "[a-z:,/ ~\\\\0-9-]{0,40}"],
        kind in proptest::sample::select(EntryKind::ALL),
    ) {
        let desk = DESK.with(|roster| roster.clone());
        for line in [text.clone(), format!("{prefix}{text}")] {
            let read = parse(&line, Expected::kind(kind), &desk);
            if let minutebook::capture::Line::Entry(entry) = read {
                prop_assert!(line[entry.text_start..].starts_with(&entry.text));
            }
            let _ = due_words(&line);
        }
    }
}

thread_local! {
    static DESK: minutebook::capture::Roster = Desk::started().minuting.roster;
}
