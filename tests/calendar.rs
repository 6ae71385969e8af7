//! Calendars: what another library reads in them, whatever the words are.

use crate::action_list::exempt_book;
use crate::desk::{AGENDA, Desk, at};
use chrono::{NaiveDate, NaiveDateTime};
use ical::parser::ical::component::IcalCalendar;
use ical::property::Property;
use minutebook::clerk::follow_up::{FollowUp, find, follow_up};
use minutebook::clerk::register::actions;
use minutebook::clerk::{Minuting, action_list, agenda};
use minutebook::document::calendar::{self, Calendar, Event, Task, When};
use minutebook::record::ActionStatus;
use minutebook::record::time::in_utc;
use std::collections::BTreeMap;

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn local_times_become_universal_ones_over_both_changes_of_the_clocks() {
    for (local, universal) in [
        ("2023-01-15 18:00", "2023-01-15 18:00"),
        ("2023-03-25 18:00", "2023-03-25 18:00"),
        ("2023-03-26 00:59", "2023-03-26 00:59"),
        // There is no half past one that night: Greenwich's is meant.
        ("2023-03-26 01:30", "2023-03-26 01:30"),
        ("2023-03-26 02:00", "2023-03-26 01:00"),
        ("2023-03-26 18:00", "2023-03-26 17:00"),
        ("2023-07-01 00:30", "2023-06-30 23:30"),
        ("2023-10-28 18:00", "2023-10-28 17:00"),
        // Half past one comes twice that night: the first is meant.
        ("2023-10-29 01:30", "2023-10-29 00:30"),
        ("2023-10-29 02:00", "2023-10-29 02:00"),
        ("2023-10-29 18:00", "2023-10-29 18:00"),
        // The last Sunday is the 31st, and the 25th.
        ("2024-03-30 18:00", "2024-03-30 18:00"),
        ("2024-03-31 18:00", "2024-03-31 17:00"),
        ("2026-10-24 18:00", "2026-10-24 17:00"),
        ("2026-10-25 18:00", "2026-10-25 18:00"),
        ("2023-12-31 23:30", "2023-12-31 23:30"),
    ] {
        assert_eq!(in_utc(time(local)), time(universal), "{local}");
    }
}

/// A component as the other library has it: name to value, with parameters behind the name.
type Read = BTreeMap<String, String>;

fn read(file: &str) -> (Read, Vec<Read>, Vec<Read>) {
    assert!(file.replace("\r\n", "").chars().all(|letter| letter >= ' '), "only line ends are no letters");
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "lines are folded at 75 octets");
    // The library drops blanks at the end of a line; they belong to the words where a line was folded.
    let unfolded = file.replace("\r\n ", "");
    let mut calendars: Vec<IcalCalendar> = ical::IcalParser::new(unfolded.as_bytes())
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("{error}: {file}"));
    assert_eq!(calendars.len(), 1);
    let calendar = calendars.remove(0);
    let events = calendar.events.iter().map(|event| properties(&event.properties)).collect();
    let todos = calendar.todos.iter().map(|todo| properties(&todo.properties)).collect();
    (properties(&calendar.properties), events, todos)
}

fn properties(all: &[Property]) -> Read {
    let named = all.iter().map(|property| {
        let parameters = property.params.iter().flatten().map(|(name, values)| format!(";{name}={}", values.join(",")));
        let name = format!("{}{}", property.name, parameters.collect::<String>());
        (name, unescaped(property.value.as_deref().unwrap_or_default()))
    });
    let read: Read = named.collect();
    assert_eq!(read.len(), all.len(), "nothing is said twice: {all:?}");
    read
}

/// Takes back the escaping of text (RFC 5545, section 3.3.11); refuses what should have been escaped.
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => text.push('\n'),
                Some(escaped @ ('\\' | ',' | ';')) => text.push(escaped),
                other => panic!("\\{other:?} in {value}"),
            },
            ',' | ';' => panic!("{letter} stands bare in {value}"),
            letter => text.push(letter),
        }
    }
    text
}

fn words(component: &Read) -> BTreeMap<&str, &str> {
    component.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Two actions in February; meetings in April, with a time, and in June, without one.
fn desk() -> Desk {
    let mut desk = Desk::started();
    desk.types(":item 3\n! dcs, kg: send the figures, and the rest; by next meeting\n! keep the list\n:close 20:10");
    let other = AGENDA
        .replace("Monday 27 February 2023, 6.00 pm\nVenue: Committee Room 2, Civic Centre", "24 April 2023, 6.00 pm");
    for agenda in [&other, &other.replace("24 April 2023, 6.00 pm", "1 June 2023")] {
        agenda::load(&mut desk.store, agenda, "agenda.txt", at(9, 0)).unwrap();
    }
    desk
}

fn written(desk: &Desk, asked: &str, now: &str) -> String {
    let asked: Vec<String> = asked.split_whitespace().map(str::to_string).collect();
    let rows = actions(&desk.store, &asked, time(now).date()).unwrap();
    calendar::write(&action_list::calendar(&desk.store, &rows, &asked, time(now)).unwrap())
}

#[test]
fn meetings_are_events_and_actions_are_to_be_done() {
    let desk = desk();
    let (head, events, todos) = read(&written(&desk, "", "2023-04-25 10:15"));
    assert_eq!(
        words(&head),
        BTreeMap::from([
            ("VERSION", "2.0"),
            ("PRODID", "-//minutebook//minutebook//EN"),
            ("NAME;VALUE=TEXT", "Outstanding actions"),
            ("X-WR-CALNAME;VALUE=TEXT", "Outstanding actions"),
        ])
    );
    let april = &events[0]["UID"];
    assert_eq!(
        words(&events[0]),
        BTreeMap::from([
            ("UID", april.as_str()),
            // Late, and there because an action is due for it; six o'clock in summer.
            ("DTSTART", "20230424T170000Z"),
            ("DTSTAMP", "20230425T091500Z"),
            ("SUMMARY", "Children's Services Improvement Board"),
            ("LOCATION", "Committee Room 2, Civic Centre"),
            ("CATEGORIES", "CSIB"),
        ])
    );
    let june = &events[1];
    assert_eq!(
        (june["DTSTART;VALUE=DATE"].as_str(), june["DTEND;VALUE=DATE"].as_str()),
        ("20230601", "20230602"),
        "a day lasts until the next"
    );
    assert_eq!(events.len(), 2, "February is past");
    assert_eq!(
        words(&todos[0]),
        BTreeMap::from([
            ("UID", todos[0]["UID"].as_str()),
            ("DTSTAMP", "20230425T091500Z"),
            ("SUMMARY", "CSIB 23/01 (DCS): send the figures, and the rest; by next meeting"),
            (
                "DESCRIPTION",
                "send the figures, and the rest; by next meeting\nOwner: DCS\nDue: by next meeting (24 April 2023)\n\
                 Status: open\nGiven: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care Plan\n\
                 With: Kate Goode"
            ),
            ("DUE;VALUE=DATE", "20230424"),
            ("STATUS", "NEEDS-ACTION"),
            ("RELATED-TO", april.as_str()),
            ("CATEGORIES", "CSIB"),
        ])
    );
    assert_eq!(todos[1]["SUMMARY"], "CSIB 23/02 (no owner): keep the list");
    assert!(!todos[1].contains_key("DUE;VALUE=DATE") && !todos[1].contains_key("RELATED-TO"), "{:?}", todos[1]);
    let names: Vec<&String> = events.iter().chain(&todos).map(|component| &component["UID"]).collect();
    assert!(names.iter().all(|name| names.iter().filter(|other| *other == name).count() == 1), "{names:?}");
}

#[test]
fn a_meeting_that_was_closed_has_an_end() {
    let (_, events, todos) = read(&written(&desk(), "", "2023-02-27 21:00"));
    assert_eq!((events[0]["DTSTART"].as_str(), events[0]["DTEND"].as_str()), ("20230227T180000Z", "20230227T201000Z"));
    assert_eq!(todos[1]["RELATED-TO"], events[0]["UID"], "due for none, it belongs to the one that gave it");
}

#[test]
fn the_same_book_gives_the_same_bytes_and_names_stay_for_ever() {
    let mut desk = desk();
    assert_eq!(written(&desk, "all", "2023-03-01 09:00"), written(&desk, "all", "2023-03-01 09:00"));
    let names = |file: &str| -> Vec<String> { read(file).2.iter().map(|todo| todo["UID"].clone()).collect() };
    let before = names(&written(&desk, "all", "2023-03-01 09:00"));
    let heard = FollowUp { status: Some(ActionStatus::Closed), text: "all is done".into(), ..FollowUp::default() };
    let given = find(&desk.store, "23/01").unwrap();
    follow_up(&mut desk.store, &given, &heard, "DCS", time("2023-04-03 12:00")).unwrap();
    let later = written(&desk, "all", "2023-05-01 09:00");
    assert_eq!(names(&later), before);
    let closed = &read(&later).2[0];
    assert_eq!((closed["STATUS"].as_str(), closed["COMPLETED"].as_str()), ("COMPLETED", "20230403T110000Z"));
    assert!(closed["DESCRIPTION"].ends_with("\nLatest: closed; all is done (DCS, 3 April 2023)"));
}

#[test]
fn only_bodies_of_which_an_action_is_listed_have_their_meetings_there() {
    let mut desk = desk();
    let other = AGENDA.replace("Children's Services Improvement Board (CSIB)", "Wexmoor Board (WIB)");
    let meeting = agenda::load(&mut desk.store, &other, "agenda.txt", at(9, 0)).unwrap();
    assert_eq!(read(&written(&desk, "", "2023-02-01 09:00")).1.len(), 3, "of the CSIB");
    desk.minuting = Minuting::open(&desk.store, meeting.id).unwrap();
    desk.types(":item 3\n! dcs: look into it");
    assert_eq!(read(&written(&desk, "", "2023-02-01 09:00")).1.len(), 4);
    assert_eq!(read(&written(&desk, "body:wib", "2023-02-01 09:00")).1.len(), 1);
    let (_, events, todos) = read(&written(&desk, "nothing-like-it", "2023-02-01 09:00"));
    assert!(events.is_empty() && todos.is_empty());
}

fn task(words: &str) -> Task {
    Task {
        uid: "action-1@minutebook".into(),
        summary: words.into(),
        description: vec![words.into(), "Owner: DCS".into()],
        category: "C,S;IB".into(),
        due: Some(day("2023-04-24")),
        status: ActionStatus::Open,
        done: None,
        event: None,
        is_confidential: false,
    }
}

fn calendar_of(tasks: Vec<Task>) -> Calendar {
    Calendar { title: "Actions; all, of them".into(), made: at(18, 0), events: vec![], tasks }
}

#[test]
fn any_words_arrive_as_they_are() {
    let long = "Überprüfung der Fälle, 漢字 and 👩‍👧‍👦; ".repeat(280) + "end";
    assert!(long.chars().count() > 10_000);
    let unbroken = "x".repeat(10_000);
    for words in [
        "plain",
        "commas, semicolons; colons: and \"quotes\"",
        "a back\\slash, a \\n that is none, a \\, and a last \\",
        "BEGIN:VEVENT",
        "👩‍👧‍👦 e\u{301}tude Łódź 漢字",
        "",
        " blanks  before",
        &long,
        &unbroken,
    ] {
        let (head, _, todos) = read(&calendar::write(&calendar_of(vec![task(words)])));
        assert_eq!(head["NAME;VALUE=TEXT"], "Actions; all, of them");
        assert_eq!(todos[0]["SUMMARY"], words);
        assert_eq!(todos[0]["DESCRIPTION"], format!("{words}\nOwner: DCS"));
        assert_eq!(todos[0]["CATEGORIES"], "C,S;IB");
    }
}

#[test]
fn words_cannot_break_out_of_their_line() {
    let bad = "one\r\nEND:VTODO\nBEGIN:VEVENT\r\u{1b}]0;x\u{7}\u{0}\u{85}\u{2028}\u{202e}end";
    let event = Event {
        uid: "meeting-1@minutebook".into(),
        summary: bad.into(),
        place: bad.into(),
        category: bad.into(),
        when: When::Day(day("2023-04-24")),
    };
    let calendar = Calendar { title: bad.into(), events: vec![event], ..calendar_of(vec![task(bad)]) };
    let (head, events, todos) = read(&calendar::write(&calendar));
    let shown = "one  END:VTODO BEGIN:VEVENT ␛]0;x␇␀  \u{fffd}end";
    for said in [&head["NAME;VALUE=TEXT"], &events[0]["LOCATION"], &events[0]["SUMMARY"], &todos[0]["SUMMARY"]] {
        assert_eq!(said, shown);
    }
    assert_eq!(todos[0]["DESCRIPTION"], format!("{shown}\nOwner: DCS"));
    assert_eq!((events.len(), todos.len()), (1, 1));
}

#[test]
fn a_status_is_one_of_the_four_that_calendars_know() {
    for (status, wanted) in [
        (ActionStatus::Open, "NEEDS-ACTION"),
        (ActionStatus::InProgress, "IN-PROCESS"),
        (ActionStatus::PartlyComplete, "IN-PROCESS"),
        (ActionStatus::ProposedForClosure, "IN-PROCESS"),
        (ActionStatus::Closed, "COMPLETED"),
        (ActionStatus::OnHold, "NEEDS-ACTION"),
        (ActionStatus::Superseded, "CANCELLED"),
        (ActionStatus::NoLongerFeasible, "CANCELLED"),
        (ActionStatus::ReferredElsewhere, "CANCELLED"),
    ] {
        let (_, _, todos) = read(&calendar::write(&calendar_of(vec![Task { status, ..task("x") }])));
        assert_eq!(todos[0]["STATUS"], wanted, "{status}");
    }
}

#[test]
fn a_long_action_has_a_short_summary_and_all_its_words_below() {
    let mut desk = desk();
    let long = "gather the figures ".repeat(500);
    desk.types(&format!(":reopen\n! dcs: {long}\n! {}", "x".repeat(1_000)));
    let (_, _, todos) = read(&written(&desk, "", "2023-02-27 21:00"));
    let unbroken = &todos[3]["SUMMARY"];
    assert_eq!(*unbroken, format!("CSIB 23/04 (no owner): {} …", "x".repeat(97)));
    let todo = &todos[2];
    assert!(todo["SUMMARY"].chars().count() <= 122 && todo["SUMMARY"].ends_with(" gather …"), "{}", todo["SUMMARY"]);
    assert!(todo["DESCRIPTION"].contains(long.trim_end()));
}

#[test]
fn what_is_exempt_is_in_no_public_calendar_and_confidential_in_another() {
    let shell = exempt_book();
    let public = shell.run("actions --as ics").out;
    let (_, _, todos) = read(&public);
    assert_eq!(todos.len(), 1);
    let members = shell.run("actions --as ics --audience members").out;
    let (_, _, todos) = read(&members);
    let classes: Vec<_> = todos.iter().map(|todo| todo.get("CLASS").map(String::as_str)).collect();
    assert_eq!(classes, [None, Some("CONFIDENTIAL"), Some("CONFIDENTIAL")]);
    assert!(todos[1]["DESCRIPTION"].starts_with("NOT FOR PUBLICATION\nwrite Zqpart"), "{}", todos[1]["DESCRIPTION"]);
}
