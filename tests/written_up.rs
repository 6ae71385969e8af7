//! A meeting that is minuted on another day than it was held.

use crate::desk::minutes;
use crate::desk::{AGENDA, Desk, at, empty_book};
use crate::session::Session;
use minutebook::clerk::agenda;
use minutebook::clerk::format::Format;
use minutebook::reports::Audience;
use minutebook::store::Store;
use minutebook::tui::Start;

/// The meeting was on 27 February; it is the first of March.
fn written_up(keys: &str) -> Session {
    let mut store = empty_book();
    agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
    let next_day = at(10, 0) + chrono::Duration::days(2);
    let start = Start::Live(Some("csib-2023-02-27".into()));
    let mut session = Session::on_at(store, start, next_day, 100, 30);
    session.keys(keys);
    session
}

#[test]
fn a_meeting_of_another_day_has_its_own_time() {
    let mut session = written_up("");
    session.shows("This meeting is of 27 February 2023, not today: its time stands at 6.00 pm");
    session.shows("not today: 18:00");
    session.keys(":start<enter>:present all<enter>n One.<enter>:next 18:20<enter>n Two.<enter>+ Jane Smith<enter>");
    session.shows("not today: 18:20").shows("arrived at 6.20 pm");
    session.keys(":time 19:05<enter>").shows("It is 7.05 pm in the meeting.");
    session.keys("n Three.<enter>");
    let times: Vec<_> = session.entries().iter().map(|entry| entry.at).collect();
    assert_eq!(times, [at(18, 0), at(18, 20), at(18, 20), at(19, 5)]);
    let steps = session.app.store().history(None, 1).unwrap();
    assert_eq!(steps[0].at, at(10, 0) + chrono::Duration::days(2), "the history says when it was typed");
}

#[test]
fn when_it_closed_is_not_made_up_on_another_day() {
    let mut session = written_up(":start<enter>");
    session
        .keys(":close<enter>")
        .shows("not today, and the clock cannot know when that was. Give the time, as :close 20:10.");
    session.keys("<c-u>:close 20:10<enter>").shows("Meeting closed.");
    let slug = "csib-2023-02-27";
    assert_eq!(session.app.store().find_meeting(slug).unwrap().closed, Some(at(20, 10)));
}

#[test]
fn a_time_after_midnight_is_of_the_next_day() {
    let mut desk = Desk::started();
    desk.types(":close 00:20");
    assert_eq!(desk.meeting().closed, Some(at(0, 20) + chrono::Duration::days(1)));
}

#[test]
fn the_clock_of_a_meeting_that_is_held_is_the_machine_s() {
    let mut session = Session::started();
    session.keys(":time 19:00<enter>").shows("The meeting is today: the clock says what time it is.");
    session.keys("<c-u>:next 17:50<enter>n One.<enter>");
    assert_eq!(session.entries()[0].at, at(18, 0), "a time is of one command only");
}

#[test]
fn a_meeting_may_be_adjourned_to_another_day() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:adjourn 19:00 until Wednesday");
    let wednesday = at(10, 0) + chrono::Duration::days(2);
    let start = Start::Live(Some("csib-2023-02-27".into()));
    let mut session = Session::on_at(desk.store, start, wednesday, 100, 30);
    session.shows("This meeting was adjourned on 27 February 2023.");
    session.keys(":resume<enter>n One.<enter>");
    let entries = session.entries();
    assert_eq!(entries.last().map(|entry| entry.at), Some(wednesday));
    session.shows("10:00").shows_no("not today");
    session.keys(":close<enter>").shows("Meeting closed.");
}

#[test]
fn times_of_another_day_are_of_that_day() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:adjourn 19:00");
    let wednesday = at(10, 0) + chrono::Duration::days(2);
    let start = Start::Live(Some("csib-2023-02-27".into()));
    let mut session = Session::on_at(desk.store, start, wednesday, 100, 30);
    session.keys(":resume 18:50<enter>").shows("was adjourned at 7.00 pm and cannot have resumed before");
    session.keys("<c-u>:resume<enter>:next 10:05<enter>+ Jane Smith 10:10<enter>:close 10:20<enter>");
    let store = session.app.store();
    let meeting = store.find_meeting("csib-2023-02-27").unwrap();
    let two_days = chrono::Duration::days(2);
    assert_eq!(meeting.closed, Some(at(10, 20) + two_days));
    let sitting = store.sitting(meeting.id).unwrap();
    assert!(sitting.movements.iter().any(|movement| movement.time == at(10, 10) + two_days));
    assert!(sitting.visits.iter().all(|visit| visit.ended.is_none_or(|ended| ended >= visit.began)));
    let printed = minutes(store, &meeting, Format::Text, Audience::Public, None).unwrap();
    let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(printed.contains("The meeting resumed at 10.00 am on 1 March 2023."), "{printed}");
    assert!(printed.contains("The meeting closed at 10.20 am on 1 March 2023."), "{printed}");
}

#[test]
fn the_morning_after_is_not_the_meeting() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1 20:50");
    let morning = at(8, 15) + chrono::Duration::days(1);
    let start = Start::Live(Some("csib-2023-02-27".into()));
    let session = Session::on_at(desk.store, start, morning, 100, 30);
    session.shows("not today: 20:50");
}

#[test]
fn who_comes_after_midnight_comes_on_the_next_day() {
    let mut desk = Desk::started();
    desk.types(":item 3 22:00\n+ Jane Smith 0.10");
    let last = desk.minuting.sitting.movements.iter().map(|movement| movement.time).max();
    assert_eq!(last, Some(at(0, 10) + chrono::Duration::days(1)));
}

#[test]
fn the_palette_lets_a_time_be_given_where_it_must_be() {
    let mut session = written_up(":start<enter>");
    session.keys("<c-p>close<enter>").shows("Give the time, as :close 20:10.");
    assert_eq!(session.line(), ":close");
    session.keys("20:10<enter>").shows("Meeting closed.");
}

#[test]
fn what_the_book_refused_keeps_the_time_that_it_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).unwrap();
    agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
    let next_day = at(10, 0) + chrono::Duration::days(2);
    let live = || Start::Live(Some("csib-2023-02-27".into()));
    let mut session = Session::on_at(store, live(), next_day, 100, 30);
    session.keys(":start<enter>n One.<enter>:time 19:05<enter>");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    session.keys("n Two.<enter>").shows("1 NOT SAVED");
    // As when the program is killed: it does not close what it has open.
    drop(session);
    other.execute_batch("ROLLBACK").unwrap();
    let mut again = Session::on_at(Store::open(&path).unwrap(), live(), next_day, 100, 30);
    again.shows("What the book had refused was kept");
    let times: Vec<_> = again.entries().iter().map(|entry| entry.at).collect();
    assert_eq!(times, [at(18, 0), at(19, 5)]);
}

#[test]
fn working_days_of_a_year_whose_bank_holidays_are_not_known_are_said_to_be_so() {
    let mut store = empty_book();
    let far = AGENDA.replace("Monday 27 February 2023", "Thursday 28 December 2028");
    agenda::load(&mut store, &far, "agenda.txt", at(9, 0)).unwrap();
    let mut session = Session::on_at(store, Start::Live(Some("csib-2028-12-28".into())), at(18, 0), 140, 30);
    session.keys("! dcs: send it within 5 working days");
    session.shows("= Thu 4 Jan 2029 or later: its bank holidays are not known");
    session.keys("<c-u>! dcs: send it within a week").shows("= Thu 4 Jan 2029").shows_no("or later");
}
