//! A meeting moves between books without losing a byte.

use crate::business::{business, hold};
use crate::desk::minutes;
use crate::desk::{Desk, at, empty_book};
use crate::matters_arising::in_april;
use crate::planned::{PLAN, plan};
use minutebook::clerk::Minuting;
use minutebook::clerk::exchange::take_in;
use minutebook::clerk::format::Format;
use minutebook::clerk::register::actions;
use minutebook::record::{Change, Closing, Meeting, Record, Step};
use minutebook::reports::Audience;
use minutebook::store::Store;
use proptest::prelude::*;

fn json(store: &Store, meeting: &Meeting, audience: Audience) -> String {
    minutes(store, meeting, Format::Json, audience, None).unwrap()
}

/// Exports, imports into a book that has nothing but the plans, and exports again.
fn there_and_back(store: &Store, meeting: &Meeting, audience: Audience) -> (String, String) {
    let first = json(store, meeting, audience);
    let mut other = with_the_plans_of(store);
    let taken = take_in(&mut other, &first, "first.json", at(9, 0)).unwrap_or_else(|failure| panic!("{failure}"));
    (first, json(&other, &taken.meeting, audience))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn export_import_export_gives_the_same_bytes(happened in business()) {
        let (desk, _) = hold(&happened);
        for audience in Audience::ALL {
            let (first, again) = there_and_back(&desk.store, desk.meeting(), *audience);
            prop_assert_eq!(first, again, "{}", audience);
        }
    }
}

#[test]
fn the_sample_meetings_go_there_and_back() {
    let mut store = empty_book();
    minutebook::clerk::demo::fill(&mut store).unwrap();
    for summary in store.meetings(10).unwrap() {
        let meeting = store.find_meeting(&summary.meeting).unwrap();
        for audience in Audience::ALL {
            let (first, again) = there_and_back(&store, &meeting, *audience);
            assert_eq!(first, again, "{} {audience}", meeting.slug);
        }
    }
}

/// Returns an empty book that has the plans of another, and the body and people without whom there would be none.
fn with_the_plans_of(store: &Store) -> Store {
    let mut other = empty_book();
    let tables = ["body", "person", "membership", "plan", "rag_class", "theme", "plan_action", "milestone", "measure"];
    let is_of_plan = |record: &Record| [&tables[..], &["finding", "risk"]].concat().contains(&record.table());
    let rows = store.everything().unwrap().into_iter().filter(is_of_plan);
    // Which milestones were reached is told by reports that the other book does not have yet.
    let rows = rows.map(|row| match row {
        Record::Milestone(milestone) if milestone.report.is_some() => milestone.not_reached().into(),
        row => row,
    });
    let changes = rows.map(|row| Change { before: None, after: Some(row) }).collect();
    other.apply(Step::of_book("Plans", changes), at(9, 0)).unwrap();
    other
}

fn with_a_plan() -> Desk {
    let mut desk = Desk::started();
    plan(&mut desk.store, PLAN, desk.now);
    desk.types(":item 3\n:link 2.3, workforce\n! dcs: write to the partners by Friday ~2.3");
    desk.types(
        ":plan 2.1 amber agreed red value 42: pdm: two auditors had left\n:plan 1.1 milestone launch: it was up\n:item 5\n:link 1.1\n! dcs: look into it ~1.1",
    );
    desk
}

#[test]
fn links_and_reports_go_along_to_a_book_that_has_the_plan() {
    let desk = with_a_plan();
    let mut other = with_the_plans_of(&desk.store);
    let taken = take_in(&mut other, &json(&desk.store, desk.meeting(), Audience::Clerk), "a.json", at(9, 0)).unwrap();
    assert_eq!(taken.left_out, 0);
    let key = |record: &Record| (record.table(), record.id());
    let (mut there, mut here) = (other.everything().unwrap(), desk.store.everything().unwrap());
    there.sort_by_key(key);
    here.sort_by_key(key);
    assert_eq!(there, here);
}

#[test]
fn a_book_without_the_plan_takes_the_minutes_and_says_what_it_left_out() {
    let desk = with_a_plan();
    let first = json(&desk.store, desk.meeting(), Audience::Clerk);
    let mut other = empty_book();
    let taken = take_in(&mut other, &first, "a.json", at(9, 0)).unwrap();
    // Three links of items, two of actions, two reports, a value and a milestone.
    assert_eq!(taken.left_out, 9);
    let text = |store: &Store| minutes(store, &taken.meeting, Format::Text, Audience::Members, Some(80)).unwrap();
    assert_eq!(text(&other), text(&desk.store));
    assert!(!take_in(&mut other, &first, "a.json", at(9, 0)).unwrap().is_new, "the same again changes nothing");
}

#[test]
fn the_public_is_not_told_what_an_exempt_item_is_about_in_the_plan() {
    let desk = with_a_plan();
    let value =
        |audience| -> serde_json::Value { serde_json::from_str(&json(&desk.store, desk.meeting(), audience)).unwrap() };
    let count = |audience, list: &str| value(audience)[list].as_array().unwrap().len();
    assert_eq!((count(Audience::Clerk, "item_links"), count(Audience::Public, "item_links")), (3, 2));
    assert_eq!((count(Audience::Clerk, "action_links"), count(Audience::Public, "action_links")), (2, 1));
}

#[test]
fn everything_the_clerk_s_export_holds_is_in_the_other_book() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Why?\n! dcs: write by Friday ~2.3\nd resolved dg/ab: so\n:vote for dg; against kg\n; private\n+ Jane Smith");
    let mut other = empty_book();
    take_in(&mut other, &json(&desk.store, desk.meeting(), Audience::Clerk), "a.json", at(9, 0)).unwrap();
    let mut there = other.everything().unwrap();
    let mut here = desk.store.everything().unwrap();
    let key = |record: &minutebook::record::Record| (record.table(), record.id());
    there.sort_by_key(key);
    here.sort_by_key(key);
    assert_eq!(there, here);
    assert_eq!(other.search("why", 5).unwrap().len(), 1, "and can be searched");
}

#[test]
fn the_file_says_what_it_is_and_of_which_version() {
    let desk = Desk::started();
    let value: serde_json::Value = serde_json::from_str(&json(&desk.store, desk.meeting(), Audience::Public)).unwrap();
    assert_eq!(value["minutebook"], "meeting");
    assert_eq!(value["version"], 1);
    assert_eq!(value["audience"], "public");
    assert_eq!(value["meeting"]["slug"], "csib-2023-02-27");
    assert_eq!(value["items"][4]["exempt"], serde_json::json!([3]));
    assert_eq!(value["items"][4]["title"], "");
}

#[test]
fn numbers_of_actions_go_on_where_the_other_book_left_off() {
    let mut desk = Desk::started();
    desk.types("! dcs: one\n! dcs: two");
    let mut store = empty_book();
    let meeting =
        take_in(&mut store, &json(&desk.store, desk.meeting(), Audience::Clerk), "a.json", at(9, 0)).unwrap().meeting;
    let minuting = minutebook::clerk::Minuting::open(&store, meeting.id).unwrap();
    let mut other = Desk { store, minuting, now: at(20, 0) };
    other.types("! dcs: three");
    let minutebook::record::Detail::Action { action, .. } = &other.last().detail else { panic!("no action") };
    assert_eq!(action.reference(), "23/03");
}

#[test]
fn the_same_file_twice_changes_nothing_and_another_is_refused() {
    let mut desk = Desk::started();
    desk.types("n One.");
    let first = json(&desk.store, desk.meeting(), Audience::Clerk);
    let before = desk.store.everything().unwrap();
    let steps = desk.store.history(None, 100).unwrap().len();
    assert!(!take_in(&mut desk.store, &first, "a.json", at(9, 0)).unwrap().is_new);
    assert_eq!(desk.store.everything().unwrap(), before);
    assert_eq!(desk.store.history(None, 100).unwrap().len(), steps);
    let altered = first.replace("One.", "Two.");
    assert!(take_in(&mut desk.store, &altered, "a.json", at(9, 0)).unwrap_err().what.contains("other content"));
    assert_eq!(desk.store.everything().unwrap(), before);
}

#[test]
fn nothing_is_taken_into_confirmed_minutes() {
    let mut desk = Desk::started();
    desk.types("n One.\n:close\n:confirmed");
    let confirmed = json(&desk.store, desk.meeting(), Audience::Clerk);
    let mut value: serde_json::Value = serde_json::from_str(&confirmed).unwrap();
    let mut entry = value["entries"][0].clone();
    entry["id"] = serde_json::json!(entry["id"].as_i64().unwrap() + 1);
    entry["text"] = "Smuggled in.".into();
    value["entries"].as_array_mut().unwrap().push(entry);
    let before = desk.store.everything().unwrap();
    let failure = take_in(&mut desk.store, &value.to_string(), "a.json", at(9, 0)).expect_err("a refusal");
    assert!(failure.what.contains("confirmed and locked"), "{failure}");
    assert_eq!(desk.store.everything().unwrap(), before);
}

#[test]
fn what_was_heard_since_of_the_actions_of_confirmed_minutes_comes_after_them() {
    let mut desk = in_april(Closing::Officer);
    let february = desk.store.find_meeting("csib-2023-02-27").unwrap();
    let april = desk.meeting().clone();
    Minuting::open(&desk.store, february.id).unwrap().command(&mut desk.store, "confirmed", "", desk.now).unwrap();
    let mut other = empty_book();
    let mut pass_on = |store: &Store, meeting: &Meeting| {
        take_in(&mut other, &json(store, meeting, Audience::Clerk), "book.json", at(9, 0))
            .map_err(|failure| failure.what)
    };
    pass_on(&desk.store, &february).unwrap();
    desk.types(":action 23/01 close it was sent\n:action 23/02 move by next meeting because of ice");
    pass_on(&desk.store, &april).unwrap();
    pass_on(&desk.store, &february).unwrap();
    let all = ["all".to_string()];
    let rows = |store: &Store| actions(store, &all, at(9, 0).date()).unwrap();
    assert_eq!(rows(&other), rows(&desk.store));
    // What a locked meeting minuted itself is locked with it.
    desk.types(":close\n:confirmed");
    assert_eq!(
        desk.try_type(":action 23/04 close").unwrap_err().what,
        "The minutes of csib-2023-04-24 are confirmed and locked."
    );
}

#[test]
fn a_meeting_is_not_called_by_a_path() {
    let desk = Desk::started();
    let whole = json(&desk.store, desk.meeting(), Audience::Clerk);
    for slug in ["../csib", "/tmp/csib", "a\\\\b", "csib 1", ""] {
        let text = whole.replace("\"csib-2023-02-27\"", &format!("\"{slug}\""));
        let refused = take_in(&mut empty_book(), &text, "a.json", at(9, 0)).unwrap_err();
        assert!(refused.what.contains("meeting.slug is no name"), "{slug}: {}", refused.what);
    }
}

#[test]
fn what_is_no_export_is_refused_with_its_place_and_nothing_is_written() {
    let desk = Desk::started();
    let good = json(&desk.store, desk.meeting(), Audience::Clerk);
    let line_of = |part: &str| good.lines().position(|line| line.contains(part)).unwrap() + 1;
    let wrong: Vec<(String, String, &str)> = vec![
        (String::new(), "1:1".into(), "EOF"),
        ("{".into(), "1:1".into(), "EOF"),
        ("[]".into(), "1:2".into(), ""),
        ("{}".into(), "1:1".into(), "expected \"minutebook\""),
        ("{\"minutebook\": \"meeting\"}".into(), "1:1".into(), "\"version\""),
        ("{\"minutebook\": \"agenda\", \"version\": 1}".into(), "1:1".into(), "expected \"minutebook\""),
        (good.replace("\"version\": 1", "\"version\": 2"), "1:1".into(), "newer minutebook"),
        (
            good.replacen("\"status\": \"in progress\"", "\"status\": \"running\"", 1),
            format!("{}:", line_of("\"status\": \"in progress\"")),
            "unknown variant `running`",
        ),
        (
            good.replacen("\"slug\"", "\"slogan\"", 1),
            format!("{}:3: ", line_of("\"next_meeting\"") + 1),
            "missing field `slug`",
        ),
        (good[..good.len() / 2].into(), format!("{}:", good[..good.len() / 2].matches('\n').count() + 1), "EOF"),
    ];
    for (text, place, word) in wrong {
        let mut store = empty_book();
        let failure = take_in(&mut store, &text, "a.json", at(9, 0)).expect_err(word);
        assert!(
            failure.what.starts_with(&format!("a.json:{place}")) && failure.what.contains(word),
            "{place} {word}: {failure}"
        );
        assert_eq!(store.everything().unwrap(), []);
    }
}

#[test]
fn rows_that_refer_to_nothing_are_refused_in_a_sentence() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Why?\n! dcs: write by Friday\nd resolved dg/ab: so\n:vote for dg\n+ jb for kg");
    let good: serde_json::Value = serde_json::from_str(&json(&desk.store, desk.meeting(), Audience::Clerk)).unwrap();
    let fields = [
        ("items", "meeting"),
        ("visits", "item"),
        ("visits", "meeting"),
        ("entries", "item"),
        ("entries", "speaker"),
        ("memberships", "person"),
        ("memberships", "body"),
        ("attendance", "person"),
        ("attendance", "meeting"),
        ("movements", "entry"),
        ("movements", "person"),
        ("decisions", "entry"),
        ("decisions", "mover"),
        ("decisions", "seconder"),
        ("votes", "entry"),
        ("votes", "person"),
        ("actions", "entry"),
        ("actions", "body"),
        ("action_owners", "action"),
        ("action_owners", "person"),
    ];
    for (list, field) in fields {
        let mut wrong = good.clone();
        let rows = wrong[list].as_array_mut().unwrap();
        let row = rows.iter_mut().find(|row| row[field].is_i64()).unwrap_or_else(|| panic!("no {list} has {field}"));
        row[field] = serde_json::json!(77);
        let mut store = empty_book();
        let failure = take_in(&mut store, &wrong.to_string(), "a.json", at(9, 0)).expect_err(list);
        assert!(failure.what.contains(&format!("{list}[")), "{list}.{field}: {failure}");
        assert_eq!(store.everything().unwrap(), [], "{list}.{field}");
    }
}

#[test]
fn text_that_could_steer_a_terminal_is_written_as_numbers() {
    let mut desk = Desk::started();
    let text = "a\u{1b}[2J\u{7}\u{9b}31m\u{7f}\u{202e}b\u{2066}c\u{2028}d";
    desk.types(&format!("n {text}"));
    let (first, again) = there_and_back(&desk.store, desk.meeting(), Audience::Public);
    assert_eq!(first, again);
    assert!(first.chars().all(|c| c == '\n' || minutebook::document::inert::shown(c) == c), "{first:?}");
    let value: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(value["entries"][0]["text"], text, "and nothing is lost");
}
