//! Linking with plan actions by keys: beside the line while an ACTION is typed, and in the review.

use crate::commands::Shell;
use crate::desk::{AGENDA, at, empty_book};
use crate::planned::{PLAN, plan};
use crate::session::Session;
use minutebook::clerk::{agenda, check, register};
use minutebook::record::{ActionLink, Change, Detail, LooseEndKind, MeetingStatus, Recorded, Step};
use minutebook::store::Store;
use minutebook::tui::Start;
use proptest::prelude::*;

fn session(width: u16, height: u16) -> Session {
    let mut store = empty_book();
    agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
    plan(&mut store, PLAN, at(9, 0));
    let mut session = Session::on(store, Start::Live(Some("csib-2023-02-27".into())), width, height);
    session.keys(":start<enter>:present all<enter>:item 3<enter>");
    session
}

/// Returns the last action of the meeting, and the references of the plan actions that it serves.
fn last(session: &mut Session) -> (Recorded, Vec<String>) {
    let store = session.app.store();
    let meeting = store.find_meeting("csib-2023-02-27").unwrap().id;
    let entries = store.minutes(meeting).unwrap().entries;
    let is_action = |recorded: &&Recorded| matches!(recorded.detail, Detail::Action { .. });
    let recorded = entries.iter().flatten().rfind(is_action).unwrap().clone();
    let Detail::Action { links, .. } = &recorded.detail else { unreachable!() };
    let called = |link: &ActionLink| store.plan_action(link.plan_action).unwrap().unwrap().reference;
    let called = links.iter().map(called).collect();
    (recorded, called)
}

#[test]
fn what_an_action_resembles_stands_beside_it_and_one_key_links_it() {
    for (width, height) in [(80, 24), (140, 45)] {
        let mut session = session(width, height);
        session.keys("! dcs: provide the list of boards by next meeting");
        session.shows("1 2.3 Publish");
        session.keys("<a-1>");
        session.shows("1\u{2713}2.3 Publish").shows("plan 2.3");
        session.shows("provide the list of boards by next meeting ~2.3");
        session.keys("<enter>");
        let (recorded, serves) = last(&mut session);
        assert_eq!(serves, ["2.3"]);
        assert_eq!(recorded.entry.text, "provide the list of boards by next meeting");
    }
}

#[test]
fn typing_goes_on_in_front_of_the_references() {
    let mut session = session(80, 24);
    session.keys("! dcs: provide the list of boards<a-1>, with their terms<enter>");
    let (recorded, serves) = last(&mut session);
    assert_eq!(
        (recorded.entry.text.as_str(), serves),
        ("provide the list of boards, with their terms", vec!["2.3".into()])
    );
}

#[test]
fn the_key_takes_out_what_it_put_in_and_the_line_has_its_own_undo() {
    let mut session = session(80, 24);
    session.keys("! dcs: provide the list of boards<a-1><a-1>").shows("provide the list of boards");
    assert!(!session.screen().contains('~'), "{}", session.screen());
    session.keys("<a-1>").shows("boards ~2.3");
    session.keys("<c-z>");
    assert!(!session.screen().contains('~'), "{}", session.screen());
}

#[test]
fn references_behind_the_cursor_go_with_the_words_before_it() {
    let mut session = session(80, 24);
    session.keys("! dcs: provide the list of boards<a-1>").shows("boards ~2.3");
    session.keys("<c-u>");
    assert_eq!(session.line(), "");
    session.keys("<c-z>").shows("boards ~2.3");
    // Words that stand there stay, and so does what is no reference of an ACTION.
    session.keys("<c-a><c-u>");
    assert_eq!(session.line(), "! dcs: provide the list of boards ~2.3");
    session.keys("<end><c-u>n it took ~5<left><left><c-u>");
    assert_eq!(session.line(), "~5");
}

#[test]
fn a_reference_that_means_nothing_is_doubted_in_a_narrow_window() {
    let mut session = session(80, 24);
    session.keys("! dcs, ad-i: provide the list of boards within ten working days ~1.1 ~2.3 ~9.9");
    session.shows("no plan action 9.9");
}

#[test]
fn a_predicted_action_has_suggestions_and_nothing_else_has() {
    let mut session = session(140, 45);
    session.keys("n The list of boards was late.");
    assert!(!session.screen().contains("Plan actions like this"));
    session.keys("<a-1>").shows("n The list of boards was late.");
    assert!(!session.screen().contains('~'));
    session.keys("<c-u>").keys("<tab><tab><tab><tab><tab>publish the list of boards").shows("Plan actions like this");
}

#[test]
fn a_reference_says_what_it_means_or_that_nothing_is_called_so() {
    let mut session = session(140, 45);
    session.keys("! dcs: write to the partners by Friday ~1.2").shows("plan 1.2 Give every");
    session.keys("<bs>9").shows("no plan action 1.9");
    session.keys("<enter>").shows("no plan action 1.9");
    let store = session.app.store();
    let meeting = store.find_meeting("csib-2023-02-27").unwrap().id;
    let found = check::loose_ends(store, meeting).unwrap();
    assert!(found.iter().any(|end| end.what.starts_with("no plan action 1.9 for 23/01")), "{found:?}");
    // It was meant to serve something: that is the only thing to settle about it.
    assert!(!found.iter().any(|end| end.kind.word() == "no plan action"), "{found:?}");
}

#[test]
fn after_a_tilde_references_are_completed() {
    let mut session = session(140, 45);
    session.keys("! dcs: audit the case files ~").shows("2.1");
    session.keys("<right><enter>");
    assert_eq!(last(&mut session).1, ["2.1"]);
    session.keys("! dcs: tell the chair ~csip:1<right><enter>");
    assert_eq!(last(&mut session).1.len(), 0, "no other plan has 1.1: csip: is not how it is called");
    session.keys("! dcs: tell the chair ~1.<right><enter>");
    assert_eq!(last(&mut session).1, ["1.1"]);
}

#[test]
fn an_abbreviation_in_front_of_a_reference_is_written_out() {
    let mut session = session(80, 24);
    session.keys("! dcs: find permanent sw<a-1><enter>");
    let (recorded, serves) = last(&mut session);
    assert_eq!((recorded.entry.text.as_str(), serves), ("find permanent social workers", vec!["1.1".into()]));
}

#[test]
fn in_the_review_an_action_is_linked_and_unlinked_and_that_is_undone() {
    for (width, height) in [(80, 24), (140, 45)] {
        let mut session = session(width, height);
        session.keys("! dcs: provide the list of boards by next meeting<enter><f12>");
        session.keys("l").shows("1 2.3 Publish");
        session.keys("<a-1>").shows("ACTION CSIB 23/01 linked with plan action 2.3");
        session.shows("1\u{2713}2.3 Publish");
        assert_eq!(last(&mut session).1, ["2.3"]);
        session.keys("<c-z>").shows("Undone: ACTION CSIB 23/01 linked with plan action 2.3");
        assert!(last(&mut session).1.is_empty());
        session.keys("<c-y>~1.1<enter>").shows("linked with plan action 1.1");
        assert_eq!(last(&mut session).1, ["2.3", "1.1"]);
        session.keys("<a-1>").shows("ACTION CSIB 23/01 no longer linked with plan action 2.3");
        session.keys("<enter>").shows("1.1 Fill vacant posts");
        assert_eq!(last(&mut session).1, ["1.1"]);
        // The line by which it is edited says so too.
        session.keys("<enter><enter>").shows("provide the list of boards by next meeting ~1.1");
    }
}

#[test]
fn an_action_is_not_undone_under_links_that_were_made_since() {
    let mut session = session(80, 24);
    session.keys("! dcs: provide the list of boards by next meeting<enter><f12>l<a-1><esc><esc><c-z>");
    session.shows("ACTION 23/01 has been linked with a plan action since it was given.");
    session.keys("<f12>l<a-1><esc><esc><c-z>").shows("Undone: ACTION 23/01 recorded under item 3");
}

#[test]
fn an_edit_before_a_link_is_undone_and_the_link_stays() {
    let mut session = session(80, 24);
    session.keys("! dcs: provide the list by next meeting<enter>");
    session.keys("<up><enter><c-u>! dcs: provide the list of boards by Friday<enter><esc>");
    session.keys("<f12>l<a-1><esc><esc><c-z>").shows("Undone: ACTION 23/01 changed");
    let (recorded, serves) = last(&mut session);
    assert_eq!((recorded.entry.text.as_str(), serves), ("provide the list by next meeting", vec!["2.3".into()]));
    let Detail::Action { action, .. } = &recorded.detail else { unreachable!() };
    assert_eq!((action.due_words.as_str(), action.plan_references.as_str()), ("by next meeting", "2.3"));
    session.keys("<c-y>");
    let (recorded, serves) = last(&mut session);
    assert_eq!((recorded.entry.text.as_str(), serves), ("provide the list of boards by Friday", vec!["2.3".into()]));
    session.keys("<c-z><c-z>").shows("has been linked with a plan action since it was given");
}

#[test]
fn links_are_no_part_of_minutes_that_are_locked() {
    let mut session = session(80, 24);
    session.keys("! dcs: provide the list of boards by next meeting<enter>:close<enter>");
    let store = session.app.store();
    let meeting = store.find_meeting("csib-2023-02-27").unwrap();
    let before = meeting.clone();
    let after = minutebook::record::Meeting { status: MeetingStatus::Confirmed, ..meeting };
    let step = Step::within(before.id, "confirmed", vec![Change::replaced(before, after)]);
    store.apply(step, at(20, 0)).unwrap();
    session.keys("<f12>l<a-1>").shows("linked with plan action 2.3");
    assert_eq!(last(&mut session).1, ["2.3"]);
}

#[test]
fn what_is_linked_with_nothing_can_be_asked_for_and_is_a_loose_end() {
    let mut session = session(140, 45);
    session.keys("! dcs: provide the list of boards by Friday<a-1><enter>! ad-i: buy biscuits by Friday<enter>");
    let store = session.app.store();
    let today = at(18, 0).date();
    let rows = register::actions(store, &["unlinked".into()], today).unwrap();
    assert_eq!(rows.iter().map(|row| row.reference.as_str()).collect::<Vec<_>>(), ["23/02"]);
    let rows = register::actions(store, &["theme:quality".into()], today).unwrap();
    assert_eq!(rows[0].plan_links, ["2.3"]);
    let meeting = store.find_meeting("csib-2023-02-27").unwrap().id;
    let ends = check::loose_ends(store, meeting).unwrap();
    let unlinked: Vec<&str> =
        ends.iter().filter(|end| end.kind == LooseEndKind::NoPlanAction).map(|end| end.what.as_str()).collect();
    assert_eq!(unlinked, ["23/02: buy biscuits by Friday"]);
}

#[test]
fn a_loose_end_is_settled_where_it_is_listed() {
    let mut session = session(80, 24);
    session.keys("! dcs: provide the list of boards by Friday<enter><a-l>").shows("no plan action");
    session.shows("1 2.3 Publish who");
    session.keys("<a-1>").shows("linked with plan action 2.3").shows("Nothing is unfinished");
    assert_eq!(last(&mut session).1, ["2.3"]);
    session.keys("<c-z>").shows("1 2.3 Publish who");
    session.keys("dit serves the law<enter>").shows("Nothing is unfinished");
    assert!(last(&mut session).1.is_empty());
}

#[test]
fn the_command_links_and_unlinks() {
    let shell = Shell::minuted();
    plan(&mut Store::open(&shell.path().join("book.db")).unwrap(), PLAN, at(21, 0));
    let said = shell.run("actions link csib:23/01 2.3 ~1.1");
    assert_eq!((said.status, said.err.as_str()), (0, "ACTION CSIB 23/01 linked with plan action 2.3 and 1.1.\n"));
    assert_eq!(shell.json("actions 23/01")[0]["plan_links"], serde_json::json!(["2.3", "1.1"]));
    shell.run("actions unlink 23/01 2.3");
    assert_eq!(shell.json("actions 23/01")[0]["plan_links"], serde_json::json!(["1.1"]));
    for refused in
        ["actions link 23/01 9.9", "actions link 23/01", "actions link 23/01 1.1", "actions unlink 23/01 2.3"]
    {
        assert_eq!(shell.run(refused).status, 1, "{refused}");
    }
    assert!(!shell.run("actions unlinked").out.contains("23/01"));
}

fn line_of(session: &Session) -> String {
    let screen = session.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let at = lines.iter().rposition(|line| line.starts_with('\u{203a}')).unwrap();
    lines[at..lines.len() - 1].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_keys_change_nothing_but_the_references_at_the_end(
        line in "(! |n |q dcs: |- |)(dcs: |)[a-z ~.23\\\\]{0,30}(boards|audit|social workers| ~2.3|)( by Friday|)",
        key in 1..=9,
        back in 0..4usize,
    ) {
        let mut session = session(140, 45);
        for letter in line.chars() {
            session.keys(&letter.to_string());
        }
        session.keys(&"<left>".repeat(back));
        let before = line_of(&session);
        session.keys(&format!("<a-{key}>"));
        let after = line_of(&session);
        let words = |line: &str| {
            let mut words: Vec<&str> = line.split(' ').collect();
            while words.last().is_some_and(|word| word.is_empty() || word.len() > 1 && word.starts_with('~')) {
                words.pop();
            }
            words.join(" ")
        };
        prop_assert_eq!(words(&before), words(&after));
        let is_action = before.starts_with("\u{203a} ! ");
        prop_assert!(is_action || before == after, "{} became {}", before, after);
    }
}
