//! The House style screen: settings on the left, the body's latest minutes as they read with them on the right.

use crate::desk::{AGENDA, Desk, at};
use crate::session::{Session, display};
use minutebook::clerk::demo;
use minutebook::store::Store;
use minutebook::tui::{App, Clock, Start};

/// The screen on the test board, of whose meeting something has been minuted.
fn opened(width: u16, height: u16) -> Session {
    let mut desk = Desk::started();
    desk.types(
        ":item 3\nq yc: Why so late?\na dcs: that the auditor was ill\n! dcs: provide the list of boards by Friday",
    );
    desk.types("d resolved dg/yc 5-1-0: that (a) the plan be noted; (b) it come back");
    let mut session = Session::on(desk.store, Start::Meetings, width, height);
    session.keys("bs").shows("House style of CSIB").shows("shown on csib-2023-02-27");
    session
}

/// Goes to the setting of a name; they stand in a fixed order.
fn select(session: &mut Session, key: &str) {
    let at = minutebook::clerk::house_styles::SETTINGS.iter().position(|setting| setting.key == key).unwrap();
    session.keys("<home>").keys(&"<down>".repeat(at));
}

/// The minutes on the right, as one line.
#[track_caller]
fn reads(session: &Session, words: &str) {
    let screen = session.screen();
    let right = screen.lines().skip(1).filter_map(|line| line.split_once('\u{2502}'));
    let right: String = right.map(|(_, words)| format!("{} ", words.trim())).collect();
    let flat = right.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(words), "the minutes do not read {words:?}:\n{screen}");
}

#[test]
fn one_key_changes_a_setting_and_the_minutes_beside_it() {
    let mut session = opened(110, 30);
    select(&mut session, "questions");
    session.keys("<enter>").shows("Questions: narrative. Ctrl-Z takes it back.");
    reads(&session, "Cllr Y Clement asked: Why so late? In response, the DCS said that the auditor was ill.");
    session.keys("<right>");
    reads(&session, "It was asked: Why so late?");
    session.keys("<left><left>");
    reads(&session, "Cllr Y Clement \u{2013} Why so late?");
    session.keys("<c-z>").shows("Undone: House style of CSIB: Questions: nested.");
    reads(&session, "In response, the DCS said");
}

#[test]
fn a_ready_style_is_one_key_and_can_be_taken_back() {
    let mut session = opened(110, 30);
    session.keys("2").shows("council \u{2502} shown on");
    reads(&session, "held on Monday 27 February 2023 at 6.00pm");
    session.keys("<pgdn><pgdn><pgdn><pgdn>");
    reads(&session, "RESOLVED that: (a) the plan be noted; (b) it come back.");
    session.keys("<c-z>").shows("as usual \u{2502} shown on").shows_no("RESOLVED");
    session.keys("3");
    select(&mut session, "actions.line");
    session.keys("<enter>").shows("\u{2502} Action").shows("\u{2502} DCS");
    reads(&session, "ACTION: DCS to provide the list of");
}

#[test]
fn text_is_typed_in_a_line_and_what_cannot_be_is_refused_there() {
    let mut session = opened(80, 24);
    session.keys("3");
    select(&mut session, "number");
    session.keys("<enter><c-u>FGB<enter>").shows("has no {n}").shows("\u{203a} FGB");
    session.keys(" {n}/{yyyy}<enter>").shows("number: FGB {n}/{yyyy}");
    reads(&session, "FGB 1/2023 Apologies for absence");
    session.keys("<end>").shows("Usually: Abbreviations");
    session.keys("<up><up><enter><c-u><enter>").shows("words.signed: .").shows_no("Signed as a true record");
    session.keys("u").shows("Signed as a correct record of the meeting:");
    // Esc leaves a line without doing anything, and then the screen.
    session.keys("<enter><c-u>X<esc>").shows("Signed as a correct record");
    session.keys("<esc>").shows("Bodies");
}

#[test]
fn what_was_half_typed_is_there_again_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let open = || Session::on(Store::open(&path).unwrap(), Start::Meetings, 80, 24);
    let mut session = open();
    session.keys("a").paste(AGENDA).keys("<c-s><esc>bs<down><enter><c-u>Min {n}");
    drop(session);
    let mut session = open();
    session.keys("bs").shows("› Min {n}");
    session.keys("<enter>").shows("number: Min {n}. Ctrl-Z takes it back.");
}

#[test]
fn a_body_without_minutes_is_shown_a_sample() {
    let mut session = Session::planned();
    session.keys("<esc>bs").shows("shown on a sample");
    session.keys("5<pgdn><pgdn><pgdn><pgdn><pgdn>");
    reads(
        &session,
        "22/002.2 AB asked whether partners are committed to the plan. In response, SH said that they were.",
    );
}

#[test]
fn what_another_program_changes_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut session = Session::on(Store::open(&path).unwrap(), Start::Meetings, 80, 24);
    session.keys("a").paste(AGENDA).keys("<c-s><esc>bs").shows("as usual");
    let mut other = Store::open(&path).unwrap();
    let body = other.body_named("csib").unwrap().unwrap();
    let nhs = minutebook::clerk::house_styles::ready("nhs").unwrap();
    minutebook::clerk::house_styles::save(&mut other, &body, nhs, "nhs", at(18, 0)).unwrap();
    session.app.tick();
    session.keys("<down>").shows("nhs │ shown on");
}

#[test]
fn the_live_screen_reads_in_the_style_of_the_body() {
    let mut session = Session::started();
    session.keys("q yc: Why so late?<enter>a dcs: that it was<enter>").shows("Cllr Y Clement – Why so late?");
    session.keys("<esc><esc>bs2<esc><esc>");
    session.keys("<enter>").shows("Cllr Y Clement asked: Why so late?");
    session.shows("In response, the Director of Children's Services said that it was.");
    // Each entry can still be taken by itself.
    session.keys("<up><enter>");
    assert_eq!(session.line(), "a sh: that it was");
}

/// The demo's board in the style of a parish, where an action has just been given its label.
fn demo_at(width: u16, height: u16) -> String {
    let mut store = Store::in_memory().unwrap();
    store.seed_ids(1);
    let (_, now) = demo::fill(&mut store).unwrap();
    let app = App::new(store, Clock::standing_at(now), Start::Meetings).unwrap();
    let mut session = Session { app, display: display(width, height) };
    session.keys("b<down>s3");
    select(&mut session, "actions.line");
    session.keys("<enter>");
    session.screen()
}

#[test]
fn the_screen_looks_right_at_two_sizes() {
    for (width, height) in [(80, 24), (140, 45)] {
        insta::assert_snapshot!(format!("house_style_{width}x{height}"), demo_at(width, height));
    }
}
