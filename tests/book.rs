//! The book: what is refused untouched, what survives, and two programs on one file.

use crate::desk::{AGENDA, Desk, at};
use crate::planned::{PLAN, plan};
use minutebook::clerk::{Minuting, agenda};
use minutebook::record::{Body, Change, Membership, Step};
use minutebook::store::{Error, Store, Verified, Wanted};
use rusqlite::Connection;
use std::path::Path;

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Holds that a file is refused in a sentence with a hint, and is left with its bytes and alone in its folder.
fn refused_untouched(path: &Path, word: &str) {
    let before = (bytes(path), names_in(path.parent().unwrap()));
    for open in [Store::open, Store::open_existing] {
        let error = open(path).expect_err("a refusal");
        assert!(error.to_string().contains(word), "{error}");
        assert!(error.to_string().ends_with(['.', ')']) && !error.hint().is_empty());
        assert!(!error.may_pass(), "trying again would not help");
    }
    assert_eq!((bytes(path), names_in(path.parent().unwrap())), before, "the file was touched");
}

/// A closed book in a file with one meeting, all in the file itself.
fn closed_book(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    desk.types(":start\n:item 3\nn One.");
    drop(desk);
    path
}

#[test]
fn a_newer_book_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_book(folder.path());
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("PRAGMA user_version = 99; PRAGMA journal_mode = DELETE").unwrap();
    drop(connection);
    refused_untouched(&path, "newer minutebook (book version 99");
}

#[test]
fn a_book_from_before_plans_keeps_all_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    desk.types(":start\n:item 3\n! dcs: provide the list of boards by next meeting ~2.3");
    let (before, standings) = (desk.store.everything().unwrap(), desk.store.standings(Wanted::All).unwrap());
    drop(desk);
    let connection = Connection::open(&path).unwrap();
    let made = include_str!("../src/store/schema/6.sql").lines().filter_map(|line| {
        let words: Vec<&str> = line.strip_prefix("CREATE ")?.split(' ').filter(|word| *word != "UNIQUE").collect();
        Some(match words[..] {
            ["VIRTUAL", kind, name, ..] | [kind, name, ..] => format!("DROP {kind} IF EXISTS {name};"),
            _ => return None,
        })
    });
    let undone: String = made.collect();
    let undone = format!(
        "{undone} DROP TABLE house_style; DROP TABLE own_word; DROP TABLE stet;
         ALTER TABLE confirmed_roll DROP COLUMN style; ALTER TABLE confirmed_roll DROP COLUMN first_number;"
    );
    connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {undone} PRAGMA user_version = 5;")).unwrap();
    drop(connection);
    let mut store = Store::open(&path).unwrap();
    assert!(matches!(store.verify().unwrap(), Verified::Whole { .. }));
    assert_eq!(store.everything().unwrap(), before);
    assert_eq!(store.standings(Wanted::All).unwrap(), standings);
    assert!(names_in(folder.path()).iter().any(|name| name != "book.db" && !name.starts_with("book.db-")), "a copy");
    // The reference that was typed then links once there is a plan.
    let plan = plan(&mut store, PLAN, at(20, 0));
    assert_eq!(store.plan_standings(plan, at(20, 0).date()).unwrap().len(), 4);
    assert!(store.search("list boards", 10).is_ok());
}

#[test]
fn a_file_that_is_no_book_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in
        [("letter.txt", "Dear Sir".repeat(90)), ("short", "x".into()), ("agenda.txt", AGENDA.to_string())]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        refused_untouched(&path, "is not a minute book");
    }
    let path = folder.path().join("other.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE cats (name TEXT)").unwrap();
    refused_untouched(&path, "is not a minute book");
    refused_untouched_folder(folder.path());
}

fn refused_untouched_folder(folder: &Path) {
    let before = names_in(folder);
    assert!(Store::open(folder).is_err());
    assert_eq!(names_in(folder), before);
}

#[test]
fn an_empty_file_becomes_a_book_and_a_missing_one_does_too_but_only_where_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    std::fs::write(&path, "").unwrap();
    assert!(Store::open(&path).unwrap().meetings(1).unwrap().is_empty());
    let missing = folder.path().join("new folder").join("book.db");
    let error = Store::open_existing(&missing).unwrap_err();
    assert!(error.to_string().contains("There is no book at"), "{error}");
    assert!(!missing.exists());
    Store::open(&missing).unwrap();
    assert!(missing.exists());
    let under_a_file = path.join("book.db");
    let error = Store::open(&under_a_file).unwrap_err();
    assert!(error.to_string().contains("cannot be opened"), "{error}");
}

#[test]
fn a_book_cut_short_is_an_error_in_a_sentence_and_never_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_book(folder.path());
    let whole = bytes(&path);
    for length in [whole.len() / 2, 4096 + 100, 200] {
        std::fs::write(&path, &whole[..length]).unwrap();
        let tried = Store::open(&path).and_then(|store| {
            store.everything()?;
            store.verify()
        });
        let error = tried.expect_err("a damaged book");
        assert!(matches!(error, Error::Broken { .. } | Error::Refused { .. }), "{error:?}");
        assert!(!error.hint().is_empty());
        assert!(path.exists());
        for beside in ["book.db-wal", "book.db-shm"] {
            let _ = std::fs::remove_file(folder.path().join(beside));
        }
    }
}

#[test]
fn a_page_overwritten_is_damage_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_book(folder.path());
    let mut damaged = bytes(&path);
    damaged[4096..].fill(0x5a);
    std::fs::write(&path, damaged).unwrap();
    let error = Store::open(&path).and_then(|store| store.everything().map(|_| ())).unwrap_err();
    assert!(error.to_string().starts_with("The book is damaged."), "{error}");
    assert!(error.hint().contains("Do not delete it"), "{}", error.hint());
}

#[test]
fn a_book_that_cannot_be_written_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_book(folder.path());
    // The tests may run as somebody whom file permissions do not hold back: let SQLite itself refuse to write.
    let error: Error = {
        let connection = Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        connection.execute("INSERT INTO half_typed VALUES ('a', 'b', 0)", []).unwrap_err().into()
    };
    assert!(error.to_string().contains("read-only"), "{error}");
    assert!(error.hint().contains("--book") && error.may_pass());
}

#[test]
fn half_typed_text_survives_a_store_that_was_never_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_book(folder.path());
    let mut store = Store::open(&path).unwrap();
    store.keep_half_typed("line", "q yc: Can we ha").unwrap();
    store.keep_half_typed("line", "q yc: Can we hav漢").unwrap();
    store.keep_half_typed("other", "x").unwrap();
    std::mem::forget(store);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.half_typed("line").unwrap().as_deref(), Some("q yc: Can we hav漢"));
    store.drop_half_typed("line").unwrap();
    store.flush().unwrap();
    std::mem::forget(store);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.half_typed("line").unwrap(), None);
    assert_eq!(store.half_typed("other").unwrap().as_deref(), Some("x"));
    assert!(store.history(None, 100).unwrap().iter().all(|step| !step.words.contains("half")), "outside the history");
}

#[test]
fn half_typed_text_comes_to_the_disk_and_a_long_file_of_it_into_the_book() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_book(folder.path());
    let file = folder.path().join("book.db.half-typed/line");
    let mut store = Store::open(&path).unwrap();
    assert!(store.sync_half_typed().unwrap(), "nothing was typed");
    store.keep_half_typed("line", "q yc: Can we").unwrap();
    assert!(!store.sync_half_typed().unwrap(), "it is under way");
    while !store.sync_half_typed().unwrap() {
        std::thread::yield_now();
    }
    assert!(std::fs::read_to_string(&file).unwrap().contains("Can we"), "the file has it, the book need not");
    let page = "a long answer, ".repeat(20_000);
    for letter in 'a'..='e' {
        store.keep_half_typed("line", &format!("{page}{letter}")).unwrap();
    }
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(!store.sync_half_typed().unwrap(), "brought to the disk as it is, while the book cannot take it");
    other.execute_batch("ROLLBACK").unwrap();
    while !store.sync_half_typed().unwrap() {
        std::thread::yield_now();
    }
    store.keep_half_typed("line", &format!("{page}e")).unwrap();
    assert!(store.sync_half_typed().unwrap(), "taken into the book at once");
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 0);
    drop(store);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.half_typed("line").unwrap(), Some(format!("{page}e")));
}

#[test]
fn what_the_book_took_is_newer_than_what_a_power_cut_left_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_book(folder.path());
    let file = folder.path().join("book.db.half-typed/line");
    let mut store = Store::open(&path).unwrap();
    store.keep_half_typed("line", "q yc: Can we").unwrap();
    let on_the_disk = std::fs::read(&file).unwrap();
    store.keep_half_typed("line", "q yc: Can we have").unwrap();
    store.flush().unwrap();
    drop(store);
    // That the file was emptied had not come to the disk.
    std::fs::write(&file, on_the_disk).unwrap();
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.half_typed("line").unwrap().as_deref(), Some("q yc: Can we have"));
}

#[test]
fn what_is_recorded_does_not_stay_half_typed_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    let files = || std::fs::read_dir(folder.path().join("book.db.half-typed")).unwrap();
    let kept = || files().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect::<String>();
    desk.store.keep_half_typed("line", "n Secret").unwrap();
    assert!(kept().contains("Secret"));
    desk.store.all_or_nothing(|store| store.drop_half_typed("line")).unwrap();
    assert_eq!(kept(), "");
    // Another book in its place has nothing half-typed.
    desk.store.keep_half_typed("line", "n Secret").unwrap();
    std::mem::forget(desk);
    for name in ["book.db", "book.db-wal", "book.db-shm"] {
        let _ = std::fs::remove_file(folder.path().join(name));
    }
    assert_eq!(Store::open(&path).unwrap().half_typed("line").unwrap(), None);
}

#[test]
fn a_recorded_entry_survives_a_store_that_was_never_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    desk.store.keep_half_typed("line", "n On").unwrap();
    desk.types(":start\n:item 3\nn One.");
    let everything = desk.store.everything().unwrap();
    std::mem::forget(desk);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.everything().unwrap(), everything);
    assert!(matches!(store.verify().unwrap(), Verified::Whole { steps: 4, .. }));
}

#[test]
fn two_programs_see_each_other_and_neither_overwrites_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut first = Desk::with(Store::open(&path).unwrap());
    first.types(":start\n:item 3\nn One.");
    let store = Store::open(&path).unwrap();
    let mut second = Desk { minuting: Minuting::open(&store, first.meeting().id).unwrap(), store, now: at(18, 30) };
    let version = first.store.data_version().unwrap();
    assert_eq!(second.texts(), ["One."]);
    second.types("n Two.");
    assert_ne!(first.store.data_version().unwrap(), version, "the first is told that something changed");
    first.types("n Three.");
    assert_eq!(first.texts(), ["One.", "Two.", "Three."]);
    second.minuting.reload(&second.store).unwrap();
    assert_eq!(second.texts(), ["One.", "Two.", "Three."]);
    // Both give out action numbers; none is given twice, though neither looked again before.
    first.types("! dcs: four");
    second.types("! dcs: five");
    assert_eq!(second.texts()[3..], ["four", "five"]);
    let references: Vec<String> = second
        .minuting
        .entries
        .iter()
        .filter_map(|recorded| match &recorded.detail {
            minutebook::record::Detail::Action { action, .. } => Some(action.reference()),
            _ => None,
        })
        .collect();
    assert_eq!(references, ["23/01", "23/02"]);
}

#[test]
fn programs_that_begin_one_book_at_once_all_have_it() {
    for _ in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let start = std::sync::Barrier::new(4);
        let opened: Vec<Result<Store, Error>> = std::thread::scope(|scope| {
            let open = || {
                start.wait();
                Store::open(&path)
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        for store in opened {
            store.unwrap_or_else(|error| panic!("{error}"));
        }
    }
}

#[test]
fn an_entry_that_another_removed_cannot_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut first = Desk::with(Store::open(&path).unwrap());
    first.types(":start\n:item 3\nn One.");
    let store = Store::open(&path).unwrap();
    let mut second = Desk { minuting: Minuting::open(&store, first.meeting().id).unwrap(), store, now: at(18, 30) };
    let id = first.last().entry.id;
    second.edit(id, minutebook::clerk::minuting::Edit::Remove).unwrap();
    let failure = first.retype(id, "n One, as changed.").unwrap_err();
    assert!(failure.what.contains("no longer there") || failure.what.contains("somebody else"), "{failure}");
}

#[test]
fn all_or_nothing() {
    let mut desk = Desk::started();
    desk.types("n One.");
    let before = desk.store.everything().unwrap();
    let (entry, body) = (desk.last().entry.clone(), desk.minuting.sitting.body.clone());
    let Desk { store, now, .. } = &mut desk;
    let failed: Result<(), Error> = store.all_or_nothing(|store| {
        let other = minutebook::record::Entry { id: store.fresh_id(*now), ..entry.clone() };
        store.apply(Step::within(entry.meeting, "Note recorded", vec![Change::made(other)]), *now)?;
        assert_ne!(store.everything()?, before);
        Err(Error::refused("No.", "Nothing."))
    });
    assert!(failed.is_err());
    assert_eq!(store.everything().unwrap(), before);
    let body = Body { id: store.fresh_id(*now), short_name: "X".into(), ..body };
    store.apply(Step::of_book("Body X made", vec![Change::made(body)]), *now).unwrap();
}

#[test]
fn what_refers_to_nothing_is_not_written() {
    let mut desk = Desk::started();
    desk.types("n One.");
    let before = desk.store.everything().unwrap();
    let stray = minutebook::record::Entry {
        id: desk.store.fresh_id(desk.now),
        item: minutebook::record::Id(7),
        ..desk.last().entry.clone()
    };
    desk.store.apply(Step::of_book("Stray", vec![Change::made(stray)]), desk.now).unwrap_err();
    assert_eq!(desk.store.everything().unwrap(), before);
    desk.types("n Two.");
}

#[test]
fn a_backup_is_the_whole_book_and_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    desk.types(":start\n:item 3\nn One.");
    let copy = folder.path().join("copy.db");
    desk.store.copy_to(&copy).unwrap();
    let there = bytes(&copy);
    assert!(desk.store.copy_to(&copy).unwrap_err().to_string().contains("exists already"));
    assert_eq!(bytes(&copy), there);
    desk.types("n Two.");
    let copied = Store::open_existing(&copy).unwrap();
    assert!(matches!(copied.verify().unwrap(), Verified::Whole { steps: 4, .. }));
    let mut copied =
        Desk { minuting: Minuting::open(&copied, desk.meeting().id).unwrap(), store: copied, now: at(19, 0) };
    assert_eq!(copied.texts(), ["One."]);
    assert_eq!(copied.undo().as_deref(), Some("Note recorded under item 3"), "with its history");
}

#[test]
fn bodies_and_meetings_have_names_of_their_own() {
    let mut desk = Desk::planned();
    let id = desk.store.fresh_id(desk.now);
    let body = Body { id, short_name: "csib".into(), ..desk.minuting.sitting.body.clone() };
    let error = desk.store.apply(Step::of_book("Body made", vec![Change::made(body)]), desk.now).unwrap_err();
    assert_eq!(error.to_string(), "There is already a body with the short name csib.");
    assert!(matches!(error, Error::Refused { .. }));
    let error = desk.store.find_meeting("csib-1999-01-01").unwrap_err();
    assert!(
        error.to_string().contains("no meeting called “csib-1999-01-01”") && error.hint().contains("csib-2023-02-27")
    );
}

#[test]
fn search_takes_words_and_never_a_query() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn The vacancy rate at Siân's school.\nq yc: How many vacancies?\nn 漢字 and Łódź");
    let found = |words: &str| desk.store.search(words, 10).unwrap().len();
    assert_eq!(
        (found("vacanc"), found("VACANCY rate"), found("rate vacancy"), found("sian"), found("漢字")),
        (2, 1, 1, 1, 1)
    );
    for query in [
        "",
        "  ",
        "\"",
        "vacancy OR nothing",
        "NOT vacancy",
        "text:vacancy",
        "vacancy*)",
        "'; DROP TABLE entry; --",
        "NEAR(",
        "^",
    ] {
        assert!(desk.store.search(query, 10).is_ok(), "{query}");
    }
    assert_eq!(found("vacancy OR nothing"), 0, "or is a word");
    let id = desk.entry_with("vacancy rate").entry.id;
    desk.retype(id, "n The number of posts.").unwrap();
    assert_eq!((desk.store.search("rate", 10).unwrap().len(), desk.store.search("posts", 10).unwrap().len()), (0, 1));
    desk.undo();
    assert_eq!(desk.store.search("rate", 10).unwrap().len(), 1);
    let hit = &desk.store.search("rate", 10).unwrap()[0];
    assert_eq!((hit.slug.as_str(), hit.item_label.as_str()), ("csib-2023-02-27", "3 Children's Social Care Plan"));
}

#[test]
fn somebody_who_has_left_the_body_is_still_named_in_its_minutes() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 3\nd resolved yc/ab 2-0: so\n< kg 18:30");
    let membership = |desk: &Desk, initials: &str| -> Membership {
        let person = desk.person(initials);
        desk.minuting.sitting.memberships.iter().find(|membership| membership.person == person).unwrap().clone()
    };
    let changes = ["YC", "AB", "KG"].map(|initials| Change::removed(membership(&desk, initials))).to_vec();
    desk.store.apply(Step::of_book("Members left", changes), desk.now).unwrap();
    use crate::desk::minutes;
    use minutebook::clerk::format::Format;
    let text = minutes(&desk.store, desk.meeting(), Format::Text, minutebook::reports::Audience::Public, None).unwrap();
    assert!(text.contains("Proposed by Cllr Y Clement and seconded by Cllr A Barrow."), "{text}");
    assert!(text.contains("Kate Goode left at 6.30 pm."), "{text}");
    let json = minutes(&desk.store, desk.meeting(), Format::Json, minutebook::reports::Audience::Public, None).unwrap();
    let mut other = crate::desk::empty_book();
    minutebook::clerk::exchange::take_in(&mut other, &json, "a.json", at(9, 0)).unwrap();
}

#[test]
fn a_synthetic_book_has_as_many_entries_as_asked_and_is_whole() {
    let mut store = crate::desk::empty_book();
    let mut told = 0;
    minutebook::clerk::synthetic::fill(&mut store, 700, 20, |made| told = made).unwrap();
    let entries = store.everything().unwrap().iter().filter(|record| record.table() == "entry").count();
    assert_eq!((entries, told), (700, 700));
    assert!(matches!(store.verify().unwrap(), Verified::Whole { .. }));
    let newest = store.meetings(1).unwrap();
    assert_eq!(newest[0].status, "in progress");
    let mut desk = Desk { minuting: Minuting::open(&store, newest[0].id).unwrap(), store, now: at(18, 0) };
    desk.types("n One more.\n! ds9: and an action by Friday");
    agenda::load(&mut desk.store, AGENDA, "a.txt", at(9, 0)).unwrap();
}
