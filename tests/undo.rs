//! Undoing everything restores every table; doing it again brings everything back.

use crate::desk::{Desk, empty_book, note};
use crate::planned::{PLAN, plan};
use chrono::Duration;
use minutebook::capture::recording::Place;
use minutebook::capture::{Expected, Line};
use minutebook::clerk::minuting::Edit;
use minutebook::record::{EntryKind, Id, VoteCast};
use minutebook::store::{Store, Verified};
use proptest::prelude::*;

/// Something that a clerk does; entries are meant by their place, counted round.
#[derive(Clone, Debug)]
enum Deed {
    Type(&'static str),
    Insert(usize, &'static str),
    Retype(usize, &'static str),
    Edit(usize, Edit),
    Vote(Vec<(usize, VoteCast)>),
    Undo,
    Redo,
    Reopen,
}

const LINES: &[&str] = &[
    "n The Director introduced the report.",
    "q yc: Why?",
    "a dcs: Because.",
    "a Of cost.",
    "c kg: I see.",
    "- a point",
    "-- a deeper point",
    "! dcs: write by Friday ~2.3",
    "! dcs: audit the files of the second school by next meeting ~2.1 ~csip:1.1 ~9.9",
    "! dcs, yc: write",
    "! write to all",
    "d noted: the report",
    "d resolved dg/ab 7-2-1: that it be so",
    "i yc: a governor",
    "; private",
    "+ yc",
    "+ jb for kg 18:40",
    "< yc 19:00",
    "+ Jane Smith",
    "+ dg kg",
    "< zz",
    "q tait: May I?",
];

const COMMANDS: &[&str] = &[
    ":start",
    ":next",
    ":item 3",
    ":item 5",
    ":adjourn",
    ":resume",
    ":exempt 3",
    ":public",
    ":present all",
    ":apologies kg",
    ":absent bd",
    ":attending jb",
    ":chair ab",
    ":vote for dg ab; against kg",
    ":abbr yp = young people",
    ":abbr sw",
    ":additem Any other business",
    ":plan 2.1 amber agreed red value 42: pdm: two auditors had left",
    ":plan 1.1 green milestone launch: ad-i: it had 400 visitors",
    ":plan 1.1 green due 30 September 2023: dcs: the campaign was late",
    ":link 2.3, Workforce",
    ":unlink 2.3",
    ":close",
    ":reopen",
    ":circulated",
];

fn edit() -> impl Strategy<Value = Edit> {
    let kind = proptest::sample::select(EntryKind::ALL).prop_map(Edit::MakeIt);
    let other = [Edit::Remove, Edit::MoveUp, Edit::MoveDown, Edit::Indent, Edit::Outdent, Edit::ReadBack];
    prop_oneof![2 => kind, 3 => proptest::sample::select(other.to_vec())]
}

fn deed() -> impl Strategy<Value = Deed> {
    let line = || proptest::sample::select(LINES);
    let vote = (0..7usize, proptest::sample::select(VoteCast::ALL));
    prop_oneof![
        8 => line().prop_map(Deed::Type),
        5 => proptest::sample::select(COMMANDS).prop_map(Deed::Type),
        3 => (0..20usize, line()).prop_map(|(nth, line)| Deed::Insert(nth, line)),
        3 => (0..20usize, line()).prop_map(|(nth, line)| Deed::Retype(nth, line)),
        5 => (0..20usize, edit()).prop_map(|(nth, edit)| Deed::Edit(nth, edit)),
        1 => proptest::collection::vec(vote, 0..5).prop_map(Deed::Vote),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
        1 => Just(Deed::Reopen),
    ]
}

fn nth_entry(desk: &Desk, nth: usize) -> Option<Id> {
    let count = desk.minuting.entries.len();
    (count > 0).then(|| desk.minuting.entries[nth % count].entry.id)
}

/// Does it as far as it can be done; a refusal changes nothing.
fn perform(desk: &mut Desk, deed: &Deed) {
    desk.now += Duration::seconds(40);
    let before = desk.store.everything().unwrap();
    let done = match deed {
        Deed::Type(line) => desk.try_type(line).map(|_| ()),
        Deed::Insert(nth, line) => match (nth_entry(desk, *nth), desk.minuting.parse(line, note())) {
            (Some(id), Line::Entry(entry)) => {
                desk.minuting.record(&mut desk.store, &entry, Place::Before(id), desk.now).map(|_| ())
            }
            _ => return,
        },
        Deed::Retype(nth, line) => match nth_entry(desk, *nth) {
            Some(id) => desk.retype(id, line).map(|_| ()),
            None => return,
        },
        Deed::Edit(nth, edit) => match nth_entry(desk, *nth) {
            Some(id) => desk.edit(id, *edit).map(|_| ()),
            None => return,
        },
        Deed::Vote(votes) => {
            let Some(decision) = desk.minuting.latest_decision().map(|recorded| recorded.entry.id) else { return };
            let mut cast: Vec<(Id, VoteCast)> = Vec::new();
            for (nth, vote) in votes {
                let person = desk.minuting.sitting.people[*nth].id;
                if cast.iter().all(|(voted, _)| *voted != person) {
                    cast.push((person, *vote));
                }
            }
            desk.minuting.record_votes(&mut desk.store, decision, &cast, desk.now).map(|_| ())
        }
        Deed::Undo => desk.minuting.undo(&mut desk.store, desk.now).map(|_| ()),
        Deed::Redo => desk.minuting.redo(&mut desk.store, desk.now).map(|_| ()),
        Deed::Reopen => {
            desk.minuting = minutebook::clerk::Minuting::open(&desk.store, desk.meeting().id).unwrap();
            Ok(())
        }
    };
    if let Err(failure) = done {
        assert!(!failure.may_pass, "{deed:?} broke the book: {failure}");
        assert_eq!(desk.store.everything().unwrap(), before, "{deed:?} was refused, and changed something: {failure}");
    }
}

/// Holds what must be so after any sequence of deeds.
fn hold_the_rules(desk: &Desk) {
    for item in &desk.minuting.sitting.items {
        let entries = desk.store.entries(item.id).unwrap();
        for recorded in &entries {
            use minutebook::record::Detail::*;
            let kind = recorded.entry.kind;
            let fits = match &recorded.detail {
                Action { .. } => kind == EntryKind::Action,
                Decision { .. } => kind == EntryKind::Decision,
                Movement(_) => kind == EntryKind::Movement,
                Update(_) | Report { .. } => kind == EntryKind::Update,
                Plain => {
                    !matches!(kind, EntryKind::Action | EntryKind::Decision | EntryKind::Movement | EntryKind::Update)
                }
            };
            assert!(fits, "a {kind} with {:?}", recorded.detail);
            if let Report { report, .. } = &recorded.detail {
                assert_eq!((report.entry, report.exempt), (Some(recorded.entry.id), recorded.entry.exempt));
            }
            assert!(recorded.entry.depth <= minutebook::record::entry::MAX_DEPTH);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn undoing_everything_restores_every_table(deeds in proptest::collection::vec(deed(), 1..40)) {
        let mut desk = Desk::planned();
        let plan = plan(&mut desk.store, PLAN, desk.now);
        let empty = desk.store.everything().unwrap();
        let mut numbers = std::collections::BTreeSet::new();
        for deed in &deeds {
            perform(&mut desk, deed);
            hold_the_rules(&desk);
            for recorded in &desk.minuting.entries {
                if let minutebook::record::Detail::Action { action, .. } = &recorded.detail {
                    numbers.insert((action.number, action.id));
                }
            }
        }
        let full = desk.store.everything().unwrap();
        let resembling = |desk: &Desk| {
            let ask = |word: &str| desk.store.plan_actions_holding(&[plan], word).unwrap();
            ["audit", "school", "write", "post", "workforce"].map(ask)
        };
        let found = resembling(&desk);
        desk.store.work_out_standings().unwrap();
        prop_assert_eq!(found, resembling(&desk), "kept in step, and worked out afresh");
        let mut undone = 0;
        while desk.undo().is_some() {
            undone += 1;
        }
        prop_assert_eq!(&desk.store.everything().unwrap(), &empty);
        let mut redone = 0;
        while redone < undone {
            prop_assert!(desk.redo().is_some(), "only {} of {} steps could be done again", redone, undone);
            redone += 1;
        }
        prop_assert_eq!(&desk.store.everything().unwrap(), &full);
        while desk.undo().is_some() {}
        prop_assert_eq!(&desk.store.everything().unwrap(), &empty);
        let distinct: std::collections::BTreeSet<u32> = numbers.iter().map(|(number, _)| *number).collect();
        prop_assert_eq!(distinct.len(), numbers.len(), "a number was given out twice: {:?}", numbers);
        let is_whole = matches!(desk.store.verify().unwrap(), Verified::Whole { .. });
        prop_assert!(is_whole);
    }
}

#[test]
fn undo_and_redo_go_on_after_the_book_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    let empty = desk.store.everything().unwrap();
    desk.types(":start\n:item 3\nn One.\n! dcs: two");
    let full = desk.store.everything().unwrap();
    let reopened = |desk: Desk| {
        let (meeting, now) = (desk.meeting().id, desk.now);
        drop(desk);
        let store = Store::open_existing(&path).unwrap();
        Desk { minuting: minutebook::clerk::Minuting::open(&store, meeting).unwrap(), store, now }
    };
    let mut desk = reopened(desk);
    assert_eq!(desk.undo().as_deref(), Some("ACTION 23/01 recorded under item 3"));
    let mut desk = reopened(desk);
    while desk.undo().is_some() {}
    assert_eq!(desk.store.everything().unwrap(), empty);
    let mut desk = reopened(desk);
    assert_eq!(desk.redo().as_deref(), Some("Meeting started"));
    let mut desk = reopened(desk);
    while desk.redo().is_some() {}
    assert_eq!(desk.store.everything().unwrap(), full);
}

#[test]
fn something_new_ends_what_could_be_done_again() {
    let mut desk = Desk::started();
    desk.types("n One.\nn Two.");
    desk.undo();
    desk.types("n Three.");
    assert_eq!(desk.redo(), None);
    assert_eq!(desk.texts(), ["One.", "Three."]);
    desk.undo();
    desk.undo();
    assert!(desk.texts().is_empty());
    desk.redo();
    desk.redo();
    assert_eq!(desk.texts(), ["One.", "Three."]);
    assert_eq!(desk.redo(), None);
}

#[test]
fn the_number_of_an_undone_action_is_never_given_again() {
    let mut desk = Desk::started();
    desk.types("! dcs: one");
    desk.undo();
    desk.types("! dcs: two");
    let reference = |desk: &Desk| match &desk.last().detail {
        minutebook::record::Detail::Action { action, .. } => action.reference(),
        _ => panic!("no action"),
    };
    assert_eq!(reference(&desk), "23/02");
    desk.undo();
    desk.redo();
    assert_eq!(reference(&desk), "23/02", "done again, it is the same action");
    let id = desk.last().entry.id;
    desk.edit(id, Edit::MakeIt(EntryKind::Note)).unwrap();
    desk.edit(id, Edit::MakeIt(EntryKind::Action)).unwrap();
    assert_eq!(reference(&desk), "23/03");
    desk.edit(id, Edit::Remove).unwrap();
    desk.types("! dcs: four");
    assert_eq!(reference(&desk), "23/04");
}

#[test]
fn meetings_are_undone_apart() {
    let mut desk = Desk::with(empty_book());
    let text = crate::desk::AGENDA.replace("Monday 27 February 2023", "Monday 24 April 2023");
    let other = minutebook::clerk::agenda::load(&mut desk.store, &text, "b.txt", desk.now).unwrap();
    desk.types("n Here.");
    let first = desk.meeting().id;
    desk.minuting = minutebook::clerk::Minuting::open(&desk.store, other.id).unwrap();
    desk.try_as("n There.", Expected::kind(EntryKind::Note)).unwrap();
    assert_eq!(desk.store.undo(Some(first), desk.now).unwrap().as_deref(), Some("Note recorded under item 1"));
    desk.minuting.reload(&desk.store).unwrap();
    assert_eq!(desk.texts(), ["There."]);
    assert_eq!(desk.store.undo(Some(first), desk.now).unwrap(), None);
}

#[test]
fn converting_keeps_the_words_and_undo_restores_them() {
    let mut desk = Desk::started();
    desk.types(
        "q yc: Can DCS send the list by Friday?\n! DCS and YC to write by Friday ~2.3\nd noted unanimously: the report",
    );
    let before = desk.store.everything().unwrap();
    let ids: Vec<Id> = desk.minuting.entries.iter().map(|recorded| recorded.entry.id).collect();
    for kind in EntryKind::ALL {
        for id in &ids {
            if desk.edit(*id, Edit::MakeIt(*kind)).is_ok() && desk.store.everything().unwrap() != before {
                desk.undo();
            }
            assert_eq!(desk.store.everything().unwrap(), before, "{kind}");
        }
    }
    desk.edit(ids[1], Edit::MakeIt(EntryKind::Note)).unwrap();
    assert_eq!(desk.entry_with("write").entry.text, "DCS and Cllr Y Clement to write by Friday");
    desk.edit(ids[1], Edit::MakeIt(EntryKind::Action)).unwrap();
    let minutebook::record::Detail::Action { action, owners, .. } = &desk.entry_with("write").detail else { panic!() };
    assert_eq!((action.due_words.as_str(), owners.len()), ("by Friday", 2));
    desk.edit(ids[2], Edit::MakeIt(EntryKind::Note)).unwrap();
    assert_eq!(desk.last().entry.text, "Noted unanimously: the report", "a decision keeps its verb");
}

#[test]
fn a_meeting_that_has_been_minuted_is_not_undone_under_it() {
    let mut desk = Desk::started();
    desk.types("n One.");
    let before = desk.store.everything().unwrap();
    let refused = desk.store.undo(None, desk.now).unwrap_err();
    assert_eq!(refused.to_string(), "The meeting csib-2023-02-27 has been minuted since: Note recorded under item 1.");
    assert_eq!(desk.store.everything().unwrap(), before);
    while desk.undo().is_some() {}
    assert!(desk.store.undo(None, desk.now).unwrap().is_some());
    assert!(desk.store.meetings(10).unwrap().is_empty());
}
