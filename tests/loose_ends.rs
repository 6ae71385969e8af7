//! What a check finds unfinished, what settles it, and what is dismissed for a reason.

use crate::desk::{Desk, at};
use crate::matters_arising::in_april;
use crate::session::Session;
use minutebook::clerk::check::{LooseEnd, all_loose_ends, dismiss, loose_ends};
use minutebook::record::{Closing, LooseEndKind};
use minutebook::store::{Store, Verified};
use minutebook::tui::Start;

fn found(desk: &Desk) -> Vec<LooseEnd> {
    loose_ends(&desk.store, desk.meeting().id).unwrap()
}

fn kinds(desk: &Desk) -> Vec<String> {
    found(desk).iter().map(|end| format!("{}: {}", end.kind, end.what)).collect()
}

/// A meeting with a loose end of every kind.
fn desk() -> Desk {
    let mut desk = Desk::started();
    desk.types("< kg 18:00\n:item 3");
    desk.types("q yc: Can we have a list of the boards?\na dcs: We will send it to members.");
    desk.types("q bd: Could the figures be printed each time?\nq sp: How many posts are vacant?");
    desk.types("n The Chair moved on.\nd noted: the plan, and called on the DCS to share it with partners");
    desk.types(":item 4\nq yc: What did it cost?\n:reply ad-i by 10 March");
    desk.types("! write to all the schools by Friday\n! dcs: clear the backlog\n! dcs: look into it by the summer");
    desk.types("! kg: visit the centre by 31 March\n! dcs: write to all the schools in the borough by Friday");
    desk.types(
        "! ad-i: write to all the schools in the borough by Tuesday\nq tait: Was I asked?\na jo bell: You were.",
    );
    desk
}

#[test]
fn every_kind_of_loose_end_is_found_where_it_stands() {
    let desk = desk();
    assert_eq!(
        kinds(&desk),
        [
            "promise: DCS: We will send it to members.",
            "request: Cllr B Donnell: Could the figures be printed each time?",
            "no answer: Cllr S Prydderch: How many posts are vacant?",
            "to be done: the plan, and called on the DCS to share it with partners",
            "answer owed: 23/01: reply in writing to Cllr Y Clement (\u{201c}What did it cost?\u{201d}) by 10 March",
            "no owner: 23/02: write to all the schools by Friday",
            "no deadline: 23/03: clear the backlog",
            "deadline not read: \u{201c}by the summer\u{201d} in 23/04: look into it by the summer",
            "owner away: Kate Goode was not in the room for 23/05: visit the centre by 31 March",
            "same action: 23/07: write to all the schools in the borough by Tuesday (the same as 23/06 of csib-2023-02-27)",
            "unclear: who is \u{201c}tait\u{201d}? tait: Was I asked?",
            "not in attendance: Cllr Jo Bell spoke, and is not recorded as present",
        ]
    );
    let ends = found(&desk);
    assert_eq!(
        (ends[0].item.as_str(), ends[0].settle.as_str()),
        ("3 Children's Social Care Plan", "Alt-A on it makes the ACTION")
    );
    let of_all = all_loose_ends(&desk.store).unwrap();
    assert_eq!(of_all, ends);
}

#[test]
fn what_is_settled_is_no_loose_end_any_more() {
    let mut desk = desk();
    desk.types(":action 23/01 reply \u{a3}400\n:action 23/02 pass dcs\n:action 23/03 move by 31 May because of leave");
    desk.types(
        ":action 23/04 close it was found\n:action 23/05 update she knows\n:action 23/07 supersede it is in 23/06",
    );
    desk.types("+ jo bell\na pdm: Eleven.");
    let left: Vec<LooseEndKind> = found(&desk).iter().map(|end| end.kind).collect();
    use LooseEndKind::*;
    assert_eq!(left, [Promise, Request, NoAnswer, ToBeDone, Unclear]);
}

#[test]
fn a_loose_end_is_dismissed_with_a_reason_which_is_kept() {
    let mut desk = desk();
    let end = found(&desk).remove(1);
    assert_eq!(dismiss(&mut desk.store, &end, " ", at(21, 0)).unwrap_err().what, "A loose end is left for a reason.");
    dismiss(&mut desk.store, &end, "answered by e-mail", at(21, 0)).unwrap();
    assert!(!found(&desk).contains(&end));
    let kept = desk.store.dismissals(desk.meeting().id).unwrap();
    assert_eq!((kept[0].reason.as_str(), kept[0].kind), ("answered by e-mail", LooseEndKind::Request));
    assert!(matches!(desk.store.verify().unwrap(), Verified::Whole { .. }));
    desk.store.undo(None, at(21, 5)).unwrap();
    assert_eq!(found(&desk)[1], end);
}

#[test]
fn confirmed_minutes_are_not_checked_with_the_others() {
    let mut desk = in_april(Closing::Officer);
    assert!(all_loose_ends(&desk.store).unwrap().iter().any(|end| end.meeting == "csib-2023-02-27"));
    let february = desk.store.find_meeting("csib-2023-02-27").unwrap();
    desk.minuting = minutebook::clerk::Minuting::open(&desk.store, february.id).unwrap();
    desk.types(":confirmed");
    assert_eq!(all_loose_ends(&desk.store).unwrap(), []);
}

#[test]
fn a_reason_stays_with_its_loose_end_when_another_is_settled_meanwhile() {
    let desk = desk();
    let meeting = desk.meeting().id;
    let mut session = Session::on(desk.store, Start::Live(Some("csib-2023-02-27".into())), 100, 30);
    session.keys("<a-l><home>jjjjjjdleft on purpose<f12>/23/02<enter>cdone<enter>").shows("closed");
    session.keys("<esc>").shows("11 things are unfinished");
    session.keys("<enter>").shows("10 things are unfinished");
    let kept = session.app.store().dismissals(meeting).unwrap();
    assert_eq!((kept[0].reason.as_str(), kept[0].kind), ("left on purpose", LooseEndKind::NoDeadline));
}

#[test]
fn an_action_is_made_only_by_whoever_has_the_pen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    desk.types(":start\n:present all\n:item 3\na dcs: We will send it to members.");
    let meeting = desk.meeting().id;
    let pen = desk.store.ask_for_pen(meeting).unwrap();
    for (start, keys) in [(Start::Meetings, "la"), (Start::Live(Some("csib-2023-02-27".into())), "<a-l>a")] {
        let mut other = Session::on(Store::open(&path).unwrap(), start, 100, 30);
        other.keys(keys);
        other.shows("has the pen of this meeting").shows("1 thing is unfinished");
    }
    drop(pen);
    let mut other = Session::on(Store::open(&path).unwrap(), Start::Meetings, 100, 30);
    other.keys("la").shows("ACTION 23/01 recorded");
}

#[test]
fn the_screen_lists_them_settles_and_dismisses() {
    let mut desk = desk();
    let meeting = desk.meeting().slug.clone();
    desk.types(":item 3");
    let mut session = Session::on(desk.store, Start::Live(Some(meeting)), 100, 30);
    session.keys("<a-l>").shows("12 things are unfinished").shows("promise").shows("Alt-A on it makes the ACTION");
    session.keys("a").shows("ACTION 23/08 recorded under item 3").shows("11 things are unfinished");
    session.keys("<c-z>").shows("Undone: ACTION 23/08 recorded").shows("12 things are unfinished");
    session.keys("<home>a").shows("11 things are unfinished");
    session.keys("j").shows("a dcs: \u{2026} in front of the next, or :reply");
    session.keys("danswered outside the meeting");
    session.shows("Left as it is: why?");
    session.keys("<enter>").shows("10 things are unfinished");
    session.keys("<c-z>").shows("11 things are unfinished");
    session.keys("<enter>").shows("How many posts are vacant?").shows("3 Children");
    session.keys("<esc><esc><esc><esc>l").shows("11 things are unfinished");
    session.keys("dhalf a rea");
    session.app.close();
    let store = std::mem::replace(session.app.store(), crate::desk::empty_book());
    let mut again = Session::on(store, Start::Meetings, 100, 30);
    again.keys("l").shows("half a rea");
    again.keys("son<enter>").shows("10 things are unfinished");
}
