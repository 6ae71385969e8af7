//! The chair's review, typed and read.

use crate::desk::at;
use crate::matters_arising::in_april;
use crate::session::Session;
use chrono::{Days, NaiveDate, NaiveDateTime};
use minutebook::clerk::figures::{MONTHS, open_over_time};
use minutebook::clerk::synthetic;
use minutebook::record::{ActionStatus, Closing, Standing};
use minutebook::store::Wanted;
use minutebook::tui::Start;

/// The day after April's meeting, which heard of one action and moved another's deadline.
fn day_after() -> NaiveDateTime {
    at(10, 0) + Days::new(57)
}

fn session(closing: Closing, words: &str, width: u16, height: u16) -> Session {
    let mut desk = in_april(closing);
    desk.types(
        ":action 23/04 update it was half done\n:action 23/02 move by 30 June because the schools were shut\n:close",
    );
    Session::on_at(desk.store, Start::Review(words.into()), day_after(), width, height)
}

fn standing(session: &mut Session, nth: usize) -> Standing {
    session.app.store().standings(Wanted::All).unwrap().remove(nth)
}

#[test]
fn all_that_is_outstanding_stands_by_need_with_the_thread_of_each() {
    let mut session = session(Closing::Officer, "", 80, 24);
    session.shows("5 found \u{2502} 1 overdue");
    let screen = session.screen();
    let order = ["23/01", "23/04", "23/03", "23/02", "23/05"];
    let places: Vec<usize> = order.iter().map(|reference| screen.find(&format!("CSIB {reference}")).unwrap()).collect();
    assert!(places.is_sorted(), "{screen}");
    session.shows("question").shows("Cllr Y Clement: Can we have a list of the boards?");
    session.shows("answer").shows("DCS: Yes, we can.").shows("DCS and Kate Goode to provide a list of the boards");
    session.shows("nothing has been heard of it");
    session.keys("jjj").shows("deadline moved: by 30 June").shows("by 10 March = 10 March 2023");
    session
        .keys("<tab>")
        .shows("How long they have been outstanding")
        .shows("Kate Goode")
        .shows("moved 1, overdue 0/1");
    session.keys("<enter>").shows("\u{203a} ACTION: Kate Goode").shows("ask the schools by 10 March");
}

#[test]
fn words_ask_for_some_as_they_are_typed() {
    let mut session = session(Closing::Officer, "", 80, 24);
    for (words, found) in [
        ("overdue", "1 found"),
        ("owner:kg", "2 found"),
        ("owner:kg slipped", "1 found"),
        ("body:csib schoo", "2 found"),
        ("body:none", "0 found"),
        ("unowned", "0 found"),
        ("undated", "1 found"),
        ("older:8w", "5 found"),
        ("older:9w", "0 found"),
        ("closed", "0 found"),
        ("all", "5 found"),
        // Half of a word that asks for something asks for nothing yet.
        ("owner:", "5 found"),
    ] {
        session.keys("/").keys(words).shows(found);
        session.keys("<enter>/<c-u><esc>").shows("5 found");
    }
    session.keys("/theme:workforce").shows("2 found");
    session.keys("<c-u>colour:red<enter>").shows("is nothing that actions are asked by");
}

#[test]
fn one_key_and_a_line_follow_an_action_up() {
    let mut session = session(Closing::Officer, "", 80, 24);
    session.keys("udcs: it is with the printer<enter>").shows("ACTION 23/01 of CSIB: update recorded");
    session.shows("it is with the printer");
    session.keys("dby 30 June").shows("by 30 June = Fri 30 Jun 2023");
    session.keys("<enter>").shows("A deadline is moved for a reason.");
    session.keys(" because it was reprinted<enter>").shows("deadline moved");
    assert_eq!(standing(&mut session, 0).due, NaiveDate::from_ymd_opt(2023, 6, 30));
    session.keys("/23/01<enter>oad-i<enter>").shows("passed on").shows("passed to AD-I");
    session.keys("c<enter>").shows("ACTION 23/01 of CSIB: closed").shows("closed   CSIB 23/01");
    session.keys("<c-z>").shows("Undone: ACTION 23/01 of CSIB: closed").shows("1 found");
    session.keys("f").shows("A meeting carries actions forward.");
    assert_eq!(standing(&mut session, 0).status, ActionStatus::Open);
}

#[test]
fn no_screen_is_too_small_for_it() {
    let mut session = session(Closing::Officer, "", 80, 24);
    for width in [1, 20, 80, 120] {
        for height in 1..40 {
            session.resize(width, height);
            session.keys("<tab>u<esc>");
        }
    }
}

#[test]
fn where_the_body_agrees_closures_are_proposed() {
    let mut session = session(Closing::Body, "23/01", 80, 24);
    session.keys("cdone<enter>").shows("is closed when a meeting agrees");
    session.keys("<esc>pdone<enter>").shows("proposed for closure").shows("to agree");
}

#[test]
fn a_half_typed_follow_up_survives_the_end_of_the_program() {
    let mut session = session(Closing::Officer, "", 80, 24);
    session.keys("juhalf of a sen");
    session.app.close();
    let store = std::mem::replace(session.app.store(), crate::desk::empty_book());
    let mut again = Session::on_at(store, Start::Meetings, day_after(), 80, 24);
    again.keys("r").shows("half of a sen").shows("CSIB 23/04: What was heard");
    again.keys("tence<enter>").shows("half of a sentence");
    again.keys("<esc>r").shows_no("What was heard");
}

#[test]
fn it_is_opened_from_a_meeting_for_its_body_and_has_room_for_both_when_wide() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":close");
    let start = Start::Live(Some("csib-2023-04-24".into()));
    let mut session = Session::on_at(desk.store, start, day_after(), 140, 45);
    session.keys("<f12>").shows("/ body:csib").shows("question").shows("How long they have been outstanding");
    session.shows("Open at the end of each month").shows("5 now");
    session.resize(80, 24);
    session.shows("question").shows_no("How long they have been outstanding");
}

#[test]
fn open_actions_are_counted_at_the_end_of_each_month() {
    let mut session = session(Closing::Officer, "", 80, 24);
    let template = standing(&mut session, 0);
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap();
    let given =
        |given: &str, ended: Option<&str>| Standing { given: day(given), ended: ended.map(day), ..template.clone() };
    // One from long before; one of January that ended in February; one of the same month; one still to come.
    let standings = [
        given("2015-03-01", None),
        given("2023-01-31", Some("2023-02-01")),
        given("2023-04-02", Some("2023-04-20")),
        given("2023-04-21", None),
        given("2023-05-01", None),
    ];
    let months = open_over_time(standings.iter(), day("2023-04-25"));
    assert_eq!(months.len(), MONTHS as usize);
    assert_eq!(months[0], (day("2021-05-01"), 1));
    let last: Vec<usize> = months[months.len() - 5..].iter().map(|(_, open)| *open).collect();
    assert_eq!(last, [1, 2, 1, 1, 2], "December to April");
}

#[test]
fn of_a_large_book_what_is_outstanding_comes_first_and_the_rest_while_nobody_waits() {
    let mut store = crate::desk::empty_book();
    synthetic::fill(&mut store, 4_500, 1, |_| {}).unwrap();
    let (all, outstanding) = (store.count_actions().unwrap(), store.standings(Wanted::Outstanding).unwrap().len());
    assert!(all > 4_400 && outstanding > 100, "{all} {outstanding}");
    let mut session = Session::on_at(store, Start::Review(String::new()), day_after(), 140, 45);
    session.shows(&format!("{outstanding} found")).shows("The actions that have ended are being read");
    // Four thousand that have ended, in lots of a thousand, after those that are outstanding.
    for _ in 0..6 {
        session.app.tick();
    }
    session.keys("<end><home>").shows("Who slips most").shows_no("being read");
    session.keys("/all").shows(&format!("{all} found"));
}
