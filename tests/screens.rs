//! The other screens: setting up from an empty book, forms, lists, and how each looks at three sizes.

use crate::desk::AGENDA;
use crate::session::{Session, display};
use minutebook::clerk::demo;
use minutebook::store::Store;
use minutebook::tui::{App, Clock, Start};

#[test]
fn an_empty_book_says_what_to_do_and_takes_a_pasted_agenda() {
    let mut session = Session::on_empty_book(80, 24);
    session.shows("This book is empty.");
    session.keys("a").paste(AGENDA).keys("<c-s>").shows("Made csib-2023-02-27.").shows("not started: :start");
    session.keys(":item 3<enter>").shows("For the board to see the draft plan");
}

#[test]
fn a_body_its_people_and_a_meeting_are_made_with_forms() {
    let mut session = Session::on_empty_book(80, 30);
    session.keys("bn").shows("A new body");
    session.keys("Harbour Improvement Board<enter><enter><enter>3<enter>Old Mill<enter>");
    session.paste("Apologies\nMatters arising\n").keys("<tab>");
    session.paste("Cllr Ann Barrow (chair)\nKate Goode (co-opted)\nSam Hale, Director of Harbours (DH)");
    session.keys("<c-s>").shows("HIB saved.").shows("3 people, 0 meetings").shows("quorum 3");
    session.keys("<enter>").shows("Cllr Ann Barrow").shows("chair").shows("Director of Harbours (DH)").shows("officer");
    session.keys("<enter>").shows("Membership");
    session.keys("<tab>").keys("<c-u>Anna Barrow<c-s>").shows("Cllr Anna Barrow");
    session.keys("n").paste("Cllr Jan Roe (substitute)").keys("<c-s>").shows("1 people added.").shows("substitute");
    session.keys("<esc>m").shows("A new meeting").shows("Harbour Improvement Board");
    session.keys("<tab>27 February 2023<enter>6pm<c-s>").shows("1 Apologies").shows("not started");
    session.keys("<pgdn>").shows("2 Matters arising");
}

#[test]
fn a_field_is_completed_from_what_the_book_knows() {
    let mut session = Session::planned();
    session.keys("<esc>n<c-u>child").shows("children's Services Improvement Board".trim_start_matches("child"));
    session.keys("<right><tab>1 March 2023<c-s>").shows("Made csib-2023-03-01.");
}

#[test]
fn a_form_that_cannot_be_read_says_why_and_keeps_what_was_typed() {
    let mut session = Session::planned();
    session.keys("<esc>n<tab>31 February 2023<c-s>").shows("“31 February 2023” is no date.").shows("31 February 2023");
}

#[test]
fn an_item_is_changed_in_a_form() {
    let mut session = Session::started();
    session.keys("<f6><tab>, revised<c-s>").shows("Item changed.").shows("3 Children's Social Care Plan, revised");
    session.keys("<c-z>").shows("Undone: Item 3 changed.").shows_no("revised");
}

#[test]
fn the_history_lists_steps_and_undoes() {
    let mut session = Session::started();
    session.keys("n One.<enter><f7>").shows("Note recorded under item 3").shows("Meeting started");
    session.keys("<c-z>").shows("undone: Note recorded under item 3");
}

#[test]
fn what_is_half_typed_is_offered_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let open = |start| Session::on(Store::open(&path).unwrap(), start, 80, 24);
    let mut session = open(Start::Meetings);
    session.keys("a").paste(AGENDA).keys("<c-s>:item 3<enter>q yc: Half a quest<left><left>");
    drop(session);
    let mut session = open(Start::Live(None));
    session.shows("Your half-typed line is back");
    assert_eq!(session.line(), "q yc: Half a quest");
    session.keys("X");
    assert_eq!(session.line(), "q yc: Half a queXst");
    session.keys("<c-u><del><del><esc>bnNew Board<tab>NB");
    drop(session);
    let session = open(Start::Meetings);
    session.shows("This form was half filled in").shows("New Board").shows("NB");
}

/// The demo's Live screen at a size.
fn demo_at(width: u16, height: u16) -> Session {
    let mut store = Store::in_memory().unwrap();
    store.seed_ids(1);
    let (meeting, now) = demo::fill(&mut store).unwrap();
    let app = App::new(store, Clock::standing_at(now), Start::Live(Some(meeting.slug))).unwrap();
    let mut session = Session { app, display: display(width, height) };
    session.keys("q sp: And when will the sch");
    session
}

#[test]
fn the_live_screen_looks_right_at_three_sizes() {
    for (width, height) in [(80, 24), (110, 30), (140, 45)] {
        insta::assert_snapshot!(format!("live_{width}x{height}"), demo_at(width, height).screen());
    }
}

#[test]
fn every_other_screen_looks_right_at_80_by_24() {
    let mut session = demo_at(80, 24);
    session.keys("<c-u><del>");
    for (name, keys, leave) in [
        ("attendance", "<f2>", "<esc>"),
        ("read_back", "<f5>", "<esc>"),
        ("help", "<f1>", "<esc>"),
        ("palette", "<c-p>", "<esc>"),
        ("search", "<f3>figures", "<esc>"),
        ("item_form", "<f6>", "<esc>"),
        ("walk", "<f10>", "<esc>"),
        ("review", "<f12>", "<esc>"),
        ("figures", "<f12><tab>", "<esc>"),
        ("loose_ends", "<a-l>", "<esc>"),
        ("meetings", "<esc><esc>", ""),
    ] {
        session.keys(keys);
        insta::assert_snapshot!(name, session.screen());
        session.keys(leave);
    }
}

#[test]
fn a_choice_is_completed_as_it_is_shown() {
    let mut session = Session::planned();
    session.keys("<esc>b<enter><down><enter>").keys("<tab><tab><tab><tab><tab><tab><c-u>mem").shows("member");
    session.keys("<c-u>vice-<right>").keys("<c-s>").shows("Person changed.").shows("vice-chair");
}
