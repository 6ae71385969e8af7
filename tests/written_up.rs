//! A meeting that is minuted on another day than it was held.

use crate::desk::{AGENDA, Desk, at, empty_book};
use crate::session::Session;
use minutebook::clerk::agenda;
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
