//! The history: what was done, by whom, when; never changed.

use crate::desk::minutes;
use crate::desk::{Desk, at};
use minutebook::clerk::agenda;
use minutebook::clerk::format::Format;
use minutebook::record::{Change, Record, Step};
use minutebook::reports::Audience;
use minutebook::store::{Error, StepKind, Store, Verified};
use rusqlite::Connection;

/// A book on disk with a few steps in it.
fn book(folder: &tempfile::TempDir) -> std::path::PathBuf {
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).unwrap();
    store.set_clerk("Pat");
    let mut desk = Desk::with(store);
    desk.types(":start\n:item 3\nn One.\n! dcs: two by Friday");
    desk.undo();
    path
}

#[test]
fn who_when_and_what() {
    let mut desk = Desk::planned();
    desk.store.set_clerk("Pat");
    desk.types(":start 18:01\nn One.");
    desk.undo();
    desk.redo();
    let steps = desk.store.history(Some(desk.meeting().id), 10).unwrap();
    let lines: Vec<(StepKind, &str, &str)> =
        steps.iter().map(|step| (step.kind, step.words.as_str(), step.who.as_str())).collect();
    assert_eq!(
        lines,
        [
            (StepKind::Redone, "Note recorded under item 1", "Pat"),
            (StepKind::Undone, "Note recorded under item 1", "Pat"),
            (StepKind::Done, "Note recorded under item 1", "Pat"),
            (StepKind::Done, "Meeting started", "Pat"),
        ]
    );
    assert_eq!(steps[3].at, at(18, 0), "when it was typed, not when it is said to have been");
    assert_eq!(desk.store.history(None, 10).unwrap().len(), 5, "with the agenda, which is the book's");
    assert_eq!(desk.store.history(None, 2).unwrap().len(), 2);
}

#[test]
fn no_entry_s_words_are_in_its_sentences() {
    let mut desk = Desk::started();
    desk.types("n Secretword.\n! dcs: Secretword by Friday\nd noted: Secretword\n; Secretword\n+ yc 18:00, Secretword");
    let id = desk.last().entry.id;
    desk.edit(id, minutebook::clerk::minuting::Edit::Remove).unwrap();
    for step in desk.store.history(None, 100).unwrap() {
        assert!(!step.words.contains("Secretword"), "{}", step.words);
    }
}

#[test]
fn a_step_altered_anywhere_is_found() {
    let alterations = [
        ("UPDATE step SET words = 'Note never recorded' WHERE seq = 4", 4),
        ("UPDATE step SET who = 'Someone' WHERE seq = 2", 2),
        ("UPDATE step SET at = '2023-02-28 09:00:00' WHERE seq = 1", 1),
        ("UPDATE step SET kind = 'redone' WHERE seq = 6", 6),
        ("UPDATE step SET target = 4 WHERE seq = 6", 6),
        ("UPDATE step SET target = NULL WHERE seq = 6", 6),
        ("UPDATE step SET meeting = NULL WHERE seq = 3", 3),
        ("UPDATE step SET changes = replace(changes, 'One.', 'Two.') WHERE seq = 4", 4),
        ("UPDATE step SET hash = (SELECT hash FROM step WHERE seq = 2) WHERE seq = 3", 3),
        ("DELETE FROM step WHERE seq = 3", 4),
        ("DELETE FROM step WHERE seq = 1", 2),
    ];
    for (sql, seq) in alterations {
        let folder = tempfile::tempdir().unwrap();
        let path = book(&folder);
        let Verified::Whole { steps, .. } = Store::open(&path).unwrap().verify().unwrap() else { panic!("whole") };
        assert_eq!(steps, 6);
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("DROP TRIGGER step_is_never_changed; DROP TRIGGER step_is_never_removed").unwrap();
        assert_eq!(connection.execute(sql, []).unwrap(), 1, "{sql}");
        drop(connection);
        match Store::open(&path).unwrap().verify().unwrap() {
            Verified::BrokenAt { seq: found, .. } => assert_eq!(found, seq, "{sql}"),
            whole => panic!("{sql} was not found: {whole:?}"),
        }
    }
}

#[test]
fn its_rows_cannot_be_changed_or_removed() {
    let folder = tempfile::tempdir().unwrap();
    let connection = Connection::open(book(&folder)).unwrap();
    for sql in [
        "UPDATE step SET words = ''",
        "UPDATE step SET at = at WHERE seq = 1",
        "DELETE FROM step",
        "DELETE FROM step WHERE seq = 6",
    ] {
        let error = connection.execute(sql, []).unwrap_err();
        assert!(error.to_string().contains("the history is never"), "{sql}: {error}");
    }
}

#[test]
fn confirmed_minutes_are_locked() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn One.\n! dcs: two by Friday\nd noted: it\n:close\n:confirmed");
    let before = desk.store.everything().unwrap();
    let entry = desk.minuting.entries[0].entry.id;
    for line in [
        "n Three.",
        "! dcs: four",
        "+ yc",
        "; private",
        ":additem More",
        ":vote for dg",
        ":exempt 3",
        ":absent yc",
        ":chair yc",
    ] {
        let failure = desk.try_type(line).expect_err(line);
        assert_eq!(failure.what, "The minutes of csib-2023-02-27 are confirmed and locked.", "{line}");
    }
    use minutebook::clerk::minuting::Edit::*;
    for edit in [Remove, MoveDown, ReadBack, MakeIt(minutebook::record::EntryKind::Question)] {
        assert!(desk.edit(entry, edit).unwrap_err().what.contains("locked"), "{edit:?}");
    }
    assert!(desk.retype(entry, "n One, as changed.").unwrap_err().what.contains("locked"));
    assert_eq!(desk.store.everything().unwrap(), before);
}

#[test]
fn only_the_status_of_a_confirmed_meeting_can_change() {
    let mut desk = Desk::started();
    desk.types(":close\n:confirmed");
    let meeting = desk.meeting().clone();
    let moved = minutebook::record::Meeting { venue: "Elsewhere".into(), ..meeting.clone() };
    let step = Step::within(meeting.id, "Venue changed", vec![Change::replaced(meeting.clone(), moved)]);
    assert!(matches!(desk.store.apply(step, desk.now), Err(Error::Refused { .. })));
    desk.types(":signed");
}

#[test]
fn confirming_can_be_undone_but_nothing_behind_it_while_it_stands() {
    let mut desk = Desk::started();
    desk.types("n One.\n:close\n:confirmed");
    assert_eq!(desk.undo().as_deref(), Some("Minutes confirmed"));
    desk.types("n Corrected.");
    assert_eq!(desk.texts(), ["One.", "Corrected."]);
}

#[test]
fn what_another_has_changed_meanwhile_is_not_overwritten() {
    let mut desk = Desk::started();
    desk.types("n One.");
    let entry = desk.last().entry.clone();
    let changed = minutebook::record::Entry { text: "Two.".into(), ..entry.clone() };
    let step = || Step::within(entry.meeting, "Note changed", vec![Change::replaced(entry.clone(), changed.clone())]);
    desk.store.apply(step(), desk.now).unwrap();
    let before = desk.store.everything().unwrap();
    assert!(matches!(desk.store.apply(step(), desk.now), Err(Error::Stale { .. })));
    let gone = Step::within(entry.meeting, "Note removed", vec![Change::removed(entry.clone())]);
    assert!(matches!(desk.store.apply(gone, desk.now), Err(Error::Stale { .. })));
    assert_eq!(desk.store.everything().unwrap(), before);
}

#[test]
fn a_step_is_done_whole_or_not_at_all() {
    let mut desk = Desk::started();
    desk.types("n One.");
    let before = desk.store.everything().unwrap();
    let steps = desk.store.history(None, 100).unwrap().len();
    let entry = desk.last().entry.clone();
    let other = minutebook::record::Entry { id: desk.store.fresh_id(desk.now), ..entry.clone() };
    let changes = vec![Change::made(other), Change::made(entry)];
    desk.store.apply(Step::within(desk.meeting().id, "Twice", changes), desk.now).unwrap_err();
    assert_eq!(desk.store.everything().unwrap(), before);
    assert_eq!(desk.store.history(None, 100).unwrap().len(), steps);
}

#[test]
fn every_change_can_be_read_back_from_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(&folder);
    let connection = Connection::open(&path).unwrap();
    let mut statement = connection.prepare("SELECT changes FROM step ORDER BY seq").unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut book: std::collections::BTreeMap<(String, i64), Record> = Default::default();
    while let Some(row) = rows.next().unwrap() {
        let changes: Vec<Change> = serde_json::from_str(&row.get::<_, String>(0).unwrap()).unwrap();
        for Change { before, after } in changes {
            if let Some(before) = before {
                assert_eq!(book.remove(&(before.table().to_string(), before.id().0)), Some(before));
            }
            if let Some(after) = after {
                book.insert((after.table().to_string(), after.id().0), after);
            }
        }
    }
    let mut there: Vec<Record> = Store::open(&path).unwrap().everything().unwrap();
    there.sort_by_key(|record| (record.table().to_string(), record.id().0));
    assert_eq!(book.into_values().collect::<Vec<_>>(), there, "the tables are what the history made of them");
}

#[test]
fn an_entry_altered_behind_the_back_of_the_history_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    desk.types(":start\n:item 3\nn The vacancy figures were promised.");
    drop(desk);
    let verified = || Store::open(&path).unwrap().verify().unwrap();
    assert!(matches!(verified(), Verified::Whole { .. }));
    let alter = |sql: &str| rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    alter("UPDATE entry SET text = 'The vacancy figures were not promised.'");
    assert!(matches!(verified(), Verified::RowAltered { table: "entry", .. }));
    alter("UPDATE entry SET text = 'The vacancy figures were promised.'");
    assert!(matches!(verified(), Verified::Whole { .. }));
    alter("DELETE FROM visit");
    assert!(matches!(verified(), Verified::RowAltered { table: "visit", .. }));
}

#[test]
fn confirmed_minutes_name_people_as_they_were() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq ab: Will it last?\na dcs: It will.\n:close 20:00\n:confirmed");
    let print = |store: &Store, slug: &str| {
        let meeting = store.find_meeting(slug).unwrap();
        let text = minutes(store, &meeting, Format::Text, Audience::Public, None).unwrap();
        let json = minutes(store, &meeting, Format::Json, Audience::Members, None).unwrap();
        (text, json)
    };
    let before = print(&desk.store, "csib-2023-02-27");
    let later = crate::desk::AGENDA
        .replace("27 February 2023", "24 April 2023")
        .replace("Chair: Cllr Dana Gibbs", "Chair: Cllr Zed Newman")
        .replace("Director of Children's Services (DCS)", "Chief Executive (CE)");
    agenda::load(&mut desk.store, &later, "later.txt", at(9, 0)).unwrap();
    assert_eq!(print(&desk.store, "csib-2023-02-27"), before, "what is confirmed stays as it was");
    assert!(print(&desk.store, "csib-2023-04-24").0.contains("Chief Executive (CE)"), "what comes later is new");
    let mut other = crate::desk::empty_book();
    minutebook::clerk::exchange::take_in(&mut other, &before.1, "meeting.json", at(9, 0)).unwrap();
    assert_eq!(print(&other, "csib-2023-02-27"), before, "and goes so into another book");
    let meeting = desk.store.find_meeting("csib-2023-02-27").unwrap().id;
    desk.store.undo(Some(meeting), at(21, 0)).unwrap();
    assert!(!desk.store.find_meeting("csib-2023-02-27").unwrap().status.is_locked(), "a confirmation can be undone");
}
