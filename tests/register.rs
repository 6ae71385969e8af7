//! The register of actions: what scripts and lists get, and which are asked for.

use crate::desk::{AGENDA, Desk, at};
use chrono::NaiveDate;
use minutebook::clerk::bodies::{MeetingForm, save_meeting};
use minutebook::clerk::register::{Registered, actions};
use minutebook::clerk::{Minuting, agenda};
use minutebook::record::time::parse_date;

/// Three actions of a meeting in February and one of the next, in May; another body has one too.
fn book() -> Desk {
    let mut desk = Desk::started();
    desk.types(
        ":item 3\n! dcs, kg: send the vacancy figures by next meeting ~2.3 ~4.1\n! kg: ask the schools by 10 March",
    );
    desk.types("! Jane Hill: keep the list, ongoing");
    for (body, date) in [("(CSIB)", "Monday 22 May 2023"), ("(WIB)", "Tuesday 4 April 2023")] {
        let other = AGENDA.replace("(CSIB)", body).replace("Monday 27 February 2023", date);
        let other = if body == "(WIB)" {
            other.replace("Children's Services Improvement Board", "Wexmoor Board")
        } else {
            other
        };
        let meeting = agenda::load(&mut desk.store, &other, "agenda.txt", at(9, 0)).unwrap();
        desk.minuting = Minuting::open(&desk.store, meeting.id).unwrap();
        desk.types(":item 4\n! dcs: find out about vacancies within 10 working days");
    }
    desk
}

fn day(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

fn asked(desk: &Desk, words: &str, today: &str) -> Vec<Registered> {
    let words: Vec<String> = words.split_whitespace().map(str::to_string).collect();
    actions(&desk.store, &words, day(today)).unwrap()
}

fn references(desk: &Desk, words: &str, today: &str) -> Vec<String> {
    asked(desk, words, today).iter().map(|row| format!("{} {}", row.body, row.reference)).collect()
}

#[test]
fn an_action_has_all_that_scripts_rely_on() {
    let desk = book();
    let rows = asked(&desk, "", "2023-03-01");
    let first = serde_json::to_value(&rows[0]).unwrap();
    assert_eq!(
        first,
        serde_json::json!({
            "ref": "23/01",
            "body": "CSIB",
            "meeting": "csib-2023-02-27",
            "given": "2023-02-27",
            "item": "3 Children's Social Care Plan",
            "owner": "DCS",
            "helpers": ["Kate Goode"],
            "text": "send the vacancy figures by next meeting",
            "due_words": "by next meeting",
            // The next meeting in the book is in May, whatever the first one said of April.
            "due_date": "2023-05-22",
            "due_meeting": "csib-2023-05-22",
            // As it was understood when it was given, before there was a meeting in May.
            "original_due": "2023-04-24",
            "status": "open",
            "slips": 0,
            "carried": 0,
            "plan_links": ["2.3", "4.1"],
            "exempt": false,
            "updates": [],
        })
    );
    let third = &rows[2];
    assert_eq!((third.owner.as_str(), third.due_date, third.due_words.as_str()), ("Jane Hill", None, "ongoing"));
}

#[test]
fn actions_are_asked_for_by_words() {
    let desk = book();
    let all = ["CSIB 23/01", "CSIB 23/02", "CSIB 23/03", "CSIB 23/04", "WIB 23/01"];
    for (words, today, wanted) in [
        ("", "2023-03-01", &all[..]),
        ("all", "2023-03-01", &all[..]),
        ("open", "2023-03-01", &all[..]),
        ("closed", "2023-03-01", &[]),
        ("proposed-for-closure", "2023-03-01", &[]),
        ("overdue", "2023-03-10", &[]),
        ("overdue", "2023-03-11", &["CSIB 23/02"]),
        // Ten working days after 4 April, over Easter: 20 April.
        ("overdue", "2023-04-20", &["CSIB 23/02"]),
        ("overdue", "2023-04-21", &["CSIB 23/02", "WIB 23/01"]),
        // By the item's title, or the plan action that is served.
        ("theme:workforce", "2023-03-01", &["CSIB 23/04", "WIB 23/01"]),
        ("theme:4.1", "2023-03-01", &["CSIB 23/01"]),
        ("theme:vacancy", "2023-03-01", &[]),
        ("body:wib", "2023-03-01", &["WIB 23/01"]),
        ("owner:dcs", "2023-03-01", &["CSIB 23/01", "CSIB 23/04", "WIB 23/01"]),
        ("owner:KG", "2023-03-01", &["CSIB 23/01", "CSIB 23/02"]),
        ("owner:goode", "2023-03-01", &["CSIB 23/01", "CSIB 23/02"]),
        ("owner:hill", "2023-03-01", &["CSIB 23/03"]),
        ("older:90d", "2023-05-27", &[]),
        ("older:89d", "2023-05-27", &["CSIB 23/01", "CSIB 23/02", "CSIB 23/03"]),
        ("older:3m", "2023-05-27", &["CSIB 23/01", "CSIB 23/02", "CSIB 23/03"]),
        ("vacanc", "2023-03-01", &["CSIB 23/01", "CSIB 23/04", "WIB 23/01"]),
        ("VACANCY owner:dcs body:csib", "2023-03-01", &["CSIB 23/01"]),
        ("23/02", "2023-03-01", &["CSIB 23/02"]),
    ] {
        assert_eq!(references(&desk, words, today), wanted, "{words} on {today}");
    }
}

#[test]
fn what_cannot_be_asked_is_said() {
    let desk = book();
    let refused = |word: &str| actions(&desk.store, &[word.to_string()], day("2023-03-01")).unwrap_err().what;
    assert_eq!(refused("colour:red"), "\u{201c}colour:\u{201d} is nothing that actions are asked by.");
    assert_eq!(refused("older:soon"), "\u{201c}soon\u{201d} is no age.");
}

#[test]
fn a_deadline_that_hangs_on_a_meeting_moves_with_it_and_the_first_stays() {
    let mut desk = book();
    let meeting = desk.store.find_meeting("csib-2023-05-22").unwrap();
    let mut held_on = |date: &str| {
        let values = MeetingForm { date, time: "6.00 pm", ..MeetingForm::default() };
        let before = desk.store.sitting(meeting.id).unwrap().meeting;
        save_meeting(&mut desk.store, &before, &values, at(9, 0)).unwrap();
        let first = asked(&desk, "", "2023-03-01").remove(0);
        (first.due_date.unwrap().to_string(), first.original_due.unwrap().to_string(), first.due_words)
    };
    let words = "by next meeting".to_string();
    assert_eq!(held_on("5 June 2023"), ("2023-06-05".into(), "2023-04-24".into(), words.clone()));
    assert_eq!(held_on("15 May 2023"), ("2023-05-15".into(), "2023-04-24".into(), words));
}
