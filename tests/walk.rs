//! The walk through matters arising, typed.

use crate::desk::at;
use crate::matters_arising::in_april;
use crate::session::Session;
use chrono::Days;
use minutebook::record::{ActionStatus, Closing, EntryKind};
use minutebook::store::{GivenAction, Wanted};
use minutebook::tui::Start;

/// The Live screen of April's meeting, about to take its matters arising.
fn session(closing: Closing) -> Session {
    let mut desk = in_april(closing);
    desk.types(":item 1");
    let start = Start::Live(Some("csib-2023-04-24".into()));
    Session::on_at(desk.store, start, at(18, 5) + Days::new(56), 80, 24)
}

fn action(session: &mut Session, reference: &str) -> GivenAction {
    let store = session.app.store();
    let given = store.given_actions(store.standings(Wanted::All).unwrap()).unwrap();
    given.into_iter().find(|given| given.action.reference() == reference).unwrap()
}

fn status(session: &mut Session, reference: &str) -> ActionStatus {
    action(session, reference).standing.status
}

/// Returns the words of what the meeting on the screen has minuted.
fn minuted(session: &mut Session) -> Vec<String> {
    let store = session.app.store();
    let meeting = store.find_meeting("csib-2023-04-24").unwrap().id;
    let entries = store.minutes(meeting).unwrap().entries.into_iter().flatten();
    entries.map(|recorded| format!("{}: {}", recorded.entry.kind, recorded.entry.text)).collect()
}

#[test]
fn the_standing_item_opens_on_what_is_outstanding_by_need() {
    let mut session = session(Closing::Officer);
    session.shows_no("Matters arising: 5");
    session.keys(":item 2<enter>");
    session.shows("Matters arising: 5 to go through, 0 heard");
    let screen = session.screen();
    let places: Vec<usize> =
        ["OVERDUE  23/02", "due now  23/01", "due now  23/04", "23/03", "1 due after the next meeting"]
            .iter()
            .map(|words| screen.find(words).unwrap_or_else(|| panic!("{words}:\n{screen}")))
            .collect();
    // 23/03 falls on 31 May, before June's meeting; 23/05 in December, and is folded away.
    assert!(places.is_sorted(), "{screen}");
    session.shows("Update of 23/02 (Kate Goode)").shows_no("write the yearly report");
    session.keys("<down><down><down><down>");
    session.shows("Update of 23/05 (Jane Hill)").shows("write the yearly report");
}

#[test]
fn words_are_an_update_and_a_key_says_when_they_are_more() {
    let mut session = session(Closing::Body);
    session.keys(":item 2<enter>");
    session.keys("kg: half of the schools had answered<enter>");
    // The walk stays where it is, so that more can be said of the same action.
    session.shows("Matters arising: 4 to go through, 1 heard").shows("Update of 23/02");
    session.keys("<down>the list had gone out<a-c><down><a-f>");
    session.shows("ACTION 23/04: carried forward").shows("Update of 23/04");
    session.keys("<a-f>").shows("This meeting has heard of ACTION 23/04 already.");
    session.keys("<down>by 30 June because the school was closed");
    session.shows("new deadline by 30 June = Fri 30 Jun 2023");
    session.keys("<a-n>");
    assert_eq!(
        minuted(&mut session),
        [
            "update: Action 23/02 (Kate Goode to ask the schools): Kate Goode \u{2013} half of the schools had answered.",
            "update: Action 23/01 (DCS and Kate Goode to provide a list of the boards): The list had gone out. The Board \
             agreed that the action be closed.",
            "update: Action 23/03 (DCS to visit the school): The deadline was moved from \u{2018}by 31 May\u{2019} to \
             \u{2018}by 30 June\u{2019}, because the school was closed.",
        ]
    );
    assert_eq!(
        (status(&mut session, "23/01"), action(&mut session, "23/04").standing.carried),
        (ActionStatus::Closed, 1)
    );
    session.keys("<c-z>").shows("Undone: ACTION 23/03: deadline moved");
    assert_eq!(action(&mut session, "23/03").standing.slips, 0);
}

#[test]
fn a_new_date_and_an_owner_are_asked_for_when_the_line_is_empty() {
    let mut session = session(Closing::Officer);
    session.keys(":item 2<enter><a-n>");
    assert_eq!(session.line(), ":action 23/02 move");
    session.shows("By when, and why?");
    session.keys(" by 12 May").shows("new deadline by 12 May = Fri 12 May 2023");
    session.keys("<enter>").shows("A deadline is moved for a reason.");
    session.keys(" because of the holidays<enter>");
    assert_eq!(action(&mut session, "23/02").standing.slips, 1);
    session.keys("<down><a-o>");
    assert_eq!(session.line(), ":action 23/01 pass");
}

#[test]
fn other_business_can_be_minuted_in_the_middle_of_it() {
    let mut session = session(Closing::Officer);
    session.keys(":item 2<enter>q yc: Why so late?<enter>");
    session.shows("Answer");
    session.keys("There were staff away.<enter>");
    session.shows("Update of 23/02");
    session.keys("! kg: ask again by Friday<enter>n The Chair thanked officers.<enter>");
    let kinds: Vec<String> = minuted(&mut session);
    assert_eq!(
        kinds,
        [
            "question: Why so late?",
            "answer: There were staff away.",
            "action: ask again by Friday",
            "note: The Chair thanked officers."
        ]
    );
    session.keys("n This is a note<a-c>").shows("The line is something else than words on this action.");
    session.keys("<c-u><tab>that nothing be done<a-c>").shows("The line is something else than words on this action.");
    assert_eq!(status(&mut session, "23/02"), ActionStatus::Open);
}

#[test]
fn the_walk_is_left_and_taken_up_again_where_it_stood() {
    let mut session = session(Closing::Officer);
    session.keys(":item 2<enter><down><down>").shows("Update of 23/04");
    session.keys("<esc>").shows_no("Matters arising: 5");
    session.keys(":item 3<enter>").shows("3 Workforce");
    session.keys(":item 2<enter>").shows("Update of 23/04");
    session.keys("half-typed words of ad-i");
    session.app.close();
    let mut store = std::mem::replace(session.app.store(), crate::desk::empty_book());
    store.set_clerk("the next evening");
    let start = Start::Live(Some("csib-2023-04-24".into()));
    let again = Session::on_at(store, start, at(19, 0) + Days::new(56), 80, 24);
    again.shows("Update of 23/04").shows("half-typed words of ad-i");
    session.keys("<f1>").shows("Live, matters arising");
}

#[test]
fn half_typed_words_stay_with_their_action_whatever_becomes_of_others() {
    let mut session = session(Closing::Officer);
    session.keys(":item 2<enter><down>").shows("Update of 23/01");
    session.keys("the list is out");
    // One that stood above it is closed meanwhile.
    session.keys("<f12>/ 23/02<enter>cdone<enter>").shows("closed");
    session.keys("<esc>").shows("Matters arising: 4 to go through").shows("Update of 23/01");
    session.keys("<enter>");
    assert!(minuted(&mut session)[0].contains("Action 23/01"));
    session.shows("Update of 23/01").shows("heard");
}

#[test]
fn with_nothing_outstanding_there_is_no_walk() {
    let mut session = Session::started();
    session.keys("<f10>").shows("Nothing is outstanding from earlier meetings of this body.");
    assert!(session.entries().iter().all(|entry| entry.kind != EntryKind::Update));
}
