//! What a meeting hears of a plan action: RAG as reported and as agreed, value, status, due date; minuted, kept apart.

use crate::desk::minutes;
use crate::desk::{AGENDA, Desk, at, empty_book};
use crate::packages::formats_of_minutes;
use crate::planned::{PLAN, plan};
use crate::session::Session;
use chrono::NaiveDate;
use minutebook::clerk::check::loose_ends;
use minutebook::clerk::minuting::Edit;
use minutebook::clerk::plans::{Memory, PlanOverview, memory::TouchKind};
use minutebook::clerk::{agenda, register};
use minutebook::record::plan_standing::Contradiction;
use minutebook::record::{EntryKind, Id, LooseEndKind, PlanReport, PlanStatus};
use minutebook::reports::Audience;
use minutebook::tui::Start;

fn desk() -> (Desk, Id) {
    let mut desk = Desk::started();
    let plan = plan(&mut desk.store, PLAN, desk.now);
    desk.types(":item 3");
    (desk, plan)
}

fn reports(desk: &Desk, plan: Id, reference: &str) -> Vec<PlanReport> {
    let actions = desk.store.plan_actions(plan).unwrap();
    let action = actions.iter().find(|action| action.reference == reference).unwrap();
    desk.store.plan_reports(action.id).unwrap()
}

fn class(desk: &Desk, plan: Id, id: Option<Id>) -> Option<String> {
    let classes = desk.store.rag_classes(plan).unwrap();
    id.map(|id| classes.into_iter().find(|class| class.id == id).unwrap().word)
}

#[test]
fn what_the_lead_reports_and_what_the_board_agrees_are_kept_apart_with_the_minute() {
    let (mut desk, plan) = desk();
    desk.types(":plan 2.1 amber agreed red value 42 status in progress: pdm: two auditors had left");
    let recorded = desk.last();
    assert_eq!(recorded.entry.kind, EntryKind::Update);
    assert_eq!(
        recorded.entry.text,
        "Plan action 2.1 (Audit case files every month and act on what is found): PDM \u{2013} two auditors had left. \
         It was reported as Amber, but the Board agreed that it was Red. Audits graded good: 42% (target 70%). It was \
         in progress."
    );
    let [report] = &reports(&desk, plan, "2.1")[..] else { panic!("one report") };
    assert_eq!(class(&desk, plan, report.reported).as_deref(), Some("Amber"));
    assert_eq!(class(&desk, plan, report.agreed).as_deref(), Some("Red"));
    assert_eq!((report.said_by.as_str(), report.text.as_str()), ("PDM", "two auditors had left"));
    assert_eq!((report.status, report.entry), (Some(PlanStatus::InProgress), Some(recorded.entry.id)));
    assert_eq!(report.meeting, Some(desk.meeting().id));
    let overview = PlanOverview::read(&desk.store, plan, desk.now.date()).unwrap().unwrap();
    let row = overview.rows.iter().find(|row| row.action.reference == "2.1").unwrap();
    // What the board agrees counts over what it was told.
    assert_eq!(overview.classes[row.class.unwrap()].word, "Red");
    assert_eq!((row.reported.as_deref(), row.agreed.as_deref()), (Some("Amber"), Some("Red")));
    let [measured] = &row.measures[..] else { panic!("one measure") };
    assert_eq!(measured.values[0].value, "42%");
    // From 31 to 70 it has come 11 of 39.
    assert!((measured.progress().unwrap() - 11.0 / 39.0).abs() < 1e-9);
}

#[test]
fn what_nobody_is_named_for_is_said_by_the_board_and_never_by_the_clerk() {
    let (mut desk, plan) = desk();
    desk.types(":plan 2.1 amber: two auditors had left\n:plan 2.1 red: pdm: none had come");
    let said_by: Vec<String> = reports(&desk, plan, "2.1").into_iter().map(|report| report.said_by).collect();
    assert_eq!(said_by, ["the Board", "PDM"]);
    assert!(desk.last().entry.text.contains("): PDM \u{2013} none had come"));
}

#[test]
fn parts_may_come_in_any_order_and_short_and_the_rest_is_commentary() {
    let (mut desk, plan) = desk();
    for (typed, reported, agreed, text) in [
        (":plan 1.1 green", Some("Green"), None, ""),
        (":plan 1.1 agreed Amber", None, Some("Amber"), ""),
        (":plan 1.1 a agreed r", Some("Amber"), Some("Red"), ""),
        (":plan 1.1 amb: six posts are filled", Some("Amber"), None, "six posts are filled"),
        (":plan 1.1 a very good start was made", None, None, "a very good start was made"),
        (":plan 1.1 Greenfield Road has closed", None, None, "Greenfield Road has closed"),
        (":plan 1.1: nothing has changed", None, None, "nothing has changed"),
        (":plan 1.1 red dcs: it is late", Some("Red"), None, "it is late"),
        (
            ":plan 1.1 amber due to sickness, two posts are open",
            Some("Amber"),
            None,
            "due to sickness, two posts are open",
        ),
        (":plan 1.1 status completely late", None, None, "status completely late"),
        (":plan 1.1 value 74 % status completed: dcs: all is done", None, None, "all is done"),
        (":plan CSIP:1.1 agreed green, reported amber", Some("Amber"), Some("Green"), ""),
    ] {
        desk.types(typed);
        let last = reports(&desk, plan, "1.1").pop().unwrap();
        assert_eq!(class(&desk, plan, last.reported).as_deref(), reported, "{typed}");
        assert_eq!(class(&desk, plan, last.agreed).as_deref(), agreed, "{typed}");
        assert_eq!(last.text, text, "{typed}");
        assert_eq!(last.due_words, "", "{typed}");
        assert_eq!(last.status.is_some(), typed.contains("completed:"), "{typed}");
    }
    assert!(desk.minuting.entries.iter().any(|recorded| recorded.entry.text.contains("Vacancy rate: 74%")));
}

#[test]
fn a_due_date_is_moved_for_a_reason_and_the_first_one_stays() {
    let (mut desk, plan) = desk();
    let refused = desk.try_type(concat!(":plan ", "1.1 due 30 September 2023")).unwrap_err();
    assert!(refused.what.contains("for a reason"), "{refused:?}");
    desk.types(":plan 1.1 due 30 September 2023 because ad-i: the campaign was late");
    assert!(
        desk.last().entry.text.contains("moved from \u{2018}2023-06-30\u{2019} to \u{2018}30 September 2023\u{2019}")
    );
    let overview = PlanOverview::read(&desk.store, plan, desk.now.date()).unwrap().unwrap();
    let standing = &overview.rows[0].standing;
    assert_eq!(standing.due, NaiveDate::from_ymd_opt(2023, 9, 30));
    assert_eq!(standing.original_due, NaiveDate::from_ymd_opt(2023, 6, 30));
    assert_eq!(standing.slips, 1);
}

#[test]
fn a_due_date_that_no_calendar_reads_is_a_loose_end() {
    let (mut desk, _) = desk();
    desk.types(":plan 1.1 due 30 September 2023: ad-i: it was late\n:plan 1.2 due ongoing: dcs: it never ends");
    assert!(unclear(&desk).is_empty());
    desk.types(":plan 2.1 due when the tool works: pdm: two auditors had left");
    assert_eq!(
        unclear(&desk),
        ["deadline not read: when is \u{201c}when the tool works\u{201d}? PDM: ".to_string() + &desk.last().entry.text]
    );
}

#[test]
fn what_looks_like_a_rating_and_is_none_is_kept_and_doubted() {
    let (mut desk, plan) = desk();
    for (typed, said_by, text, doubt) in [
        ("purple", "the Board", "purple", "\u{201c}purple\u{201d} is no rating or status:"),
        ("purple: dcs: it is late", "DCS", "purple: it is late", "\u{201c}purple\u{201d} is no rating or status:"),
        (
            "agreed purple: dcs: late",
            "DCS",
            "agreed purple: late",
            "\u{201c}agreed purple\u{201d} is no rating or status:",
        ),
        (
            "amber status under way: dcs: two came",
            "DCS",
            "status under way: two came",
            "\u{201c}status under way\u{201d} is no rating or status:",
        ),
        (
            "on track: pdm: all is well",
            "PDM",
            "on track: all is well",
            "\u{201c}on track\u{201d} is no rating or status:",
        ),
        ("amber: bell: it is late", "bell", "it is late", "who is \u{201c}bell\u{201d}?"),
        ("due 30 June 2024 because the tool was late: dcs:", "DCS", "the tool was late", ""),
        ("green light was given to the tender", "the Board", "green light was given to the tender", ""),
        ("red flags were raised: dcs: twice", "", "", ""),
        ("Black History Month was marked", "the Board", "Black History Month was marked", ""),
        ("amber: status quo, said the auditor", "the Board", "status quo, said the auditor", "status quo"),
        ("green status complete: dcs: on track, as ever", "DCS", "on track, as ever", ""),
        ("agreed that more is needed", "the Board", "agreed that more is needed", ""),
    ] {
        desk.types(&format!(":plan 2.1 {typed}"));
        let last = reports(&desk, plan, "2.1").pop().unwrap();
        let doubts = desk.minuting.doubts_about(desk.last());
        let doubts: Vec<String> = doubts.iter().map(ToString::to_string).collect();
        if !said_by.is_empty() {
            assert_eq!((last.said_by.as_str(), last.text.as_str()), (said_by, text), "{typed}");
        }
        assert_eq!(doubts.is_empty(), doubt.is_empty(), "{typed}: {doubts:?}");
        assert!(doubts.iter().all(|own| own.contains(doubt)), "{typed}: {doubts:?}");
        let is_amber = typed.starts_with("amber");
        assert_eq!(last.reported.is_some(), is_amber || typed.starts_with("green status"), "{typed}");
    }
    let said = desk.minuting.read_report(&desk.store, "2.1 purple: dcs: it is late");
    let read =
        "\u{201c}purple\u{201d} is no rating or status (Green, Amber, Red); by DCS; \u{201c}purple: it is late\u{201d}";
    assert!(said.ends_with(read), "{said}");
}

/// Returns what a check finds that was not understood.
fn unclear(desk: &Desk) -> Vec<String> {
    let kinds = [LooseEndKind::DeadlineNotRead, LooseEndKind::Unclear];
    let ends = loose_ends(&desk.store, desk.meeting().id).unwrap().into_iter();
    ends.filter(|end| kinds.contains(&end.kind)).map(|end| format!("{}: {}", end.kind, end.what)).collect()
}

#[test]
fn a_due_date_that_was_set_in_private_is_in_no_other_minute() {
    let (mut desk, plan) = desk();
    desk.types(":plan 1.1 due 31 July 2023: dcs: the campaign was late\n:item 5");
    desk.types(":plan 1.1 red due 9 August 2023: dcs: the head has been suspended\n:item 4");
    desk.types(":plan 1.1 amber due 30 September 2023: dcs: the site is not open");
    assert_eq!(reports(&desk, plan, "1.1").iter().filter(|report| report.exempt.is_exempt()).count(), 1);
    assert!(desk.last().entry.text.contains("moved from \u{2018}31 July 2023\u{2019}"));
    for format in formats_of_minutes() {
        let public = minutes(&desk.store, desk.meeting(), format, Audience::Public, None).unwrap();
        assert!(!public.contains("9 August") && !public.contains("2023-08-09"), "{format}: {public}");
    }
}

#[test]
fn the_minute_may_be_reworded_but_must_still_say_how_it_was_rated() {
    let (mut desk, plan) = desk();
    desk.types(":plan 2.1 amber agreed red: pdm: two auditors had left");
    let minute = desk.last().entry.clone();
    let other = minute.text.replace("two auditors had left", "two of three auditors had left in January");
    desk.retype(minute.id, &format!("n {other}")).unwrap();
    assert_eq!(desk.last().entry.text, other);
    assert!(desk.retype(minute.id, &format!("n {}", other.replace("Red", "Green"))).is_err());
    // Taken away, the report goes with it.
    desk.edit(minute.id, Edit::Remove).unwrap();
    assert!(reports(&desk, plan, "2.1").is_empty());
    desk.minuting.undo(&mut desk.store, desk.now).unwrap();
    assert_eq!(reports(&desk, plan, "2.1").len(), 1);
}

#[test]
fn a_milestone_is_reached_where_a_meeting_hears_so_and_not_if_that_is_taken_back() {
    let (mut desk, plan) = desk();
    let reached = |desk: &Desk| {
        let action = desk.store.plan_actions(plan).unwrap().remove(0);
        desk.store.milestones(action.id).unwrap()[0].reached
    };
    desk.types(":plan 1.1 green milestone launch the recruitment: dcs: it had 400 visitors");
    let minute = desk.last().entry.clone();
    assert!(
        minute.text.ends_with("The milestone \u{2018}Launch the recruitment site\u{2019} had been reached."),
        "{minute:?}"
    );
    assert_eq!(reached(&desk), Some(desk.now.date()));
    let again = desk.try_type(":plan 1.1 milestone launch").unwrap_err();
    assert!(again.what.contains("No milestone of it") && again.hint.contains("none that is still"), "{again:?}");
    desk.edit(minute.id, Edit::Remove).unwrap();
    assert_eq!(reached(&desk), None);
    desk.undo();
    assert_eq!(reached(&desk), Some(desk.now.date()));
    // A sentence that begins with the word is commentary no longer: it names what there is.
    let refused = desk.try_type(":plan 1.1 milestone festival").unwrap_err();
    assert!(refused.what.contains("festival"), "{refused:?}");
}

#[test]
fn what_is_not_understood_is_refused_with_what_there_is() {
    let (mut desk, _) = desk();
    for (rest, said) in [
        ("", "Which plan action"),
        ("9.9 green", "No plan action is called"),
        ("1.1", "Nothing was said of plan action CSIP 1.1"),
        ("1.2 value 3", "has no measure"),
        ("2.1 value good=3", "No measure of it begins with"),
    ] {
        let refused = desk.try_type(&format!(":plan {rest}")).unwrap_err();
        assert!(refused.what.contains(said), "{rest}: {refused:?}");
    }
}

#[test]
fn green_while_its_actions_are_overdue_is_named_as_a_contradiction() {
    let (mut desk, plan) = desk();
    desk.types("! dcs: provide the list of boards by 10 March ~2.3\n:plan 2.3 green: dcs: all is well");
    let on = |day| {
        let today = NaiveDate::from_ymd_opt(2023, 3, day).unwrap();
        let overview = PlanOverview::read(&desk.store, plan, today).unwrap().unwrap();
        overview.rows[3].contradictions.clone()
    };
    assert!(on(10).is_empty());
    assert_eq!(on(11), [Contradiction::GoodButSlipping { overdue: 1 }]);
}

#[test]
fn the_memory_of_a_plan_action_holds_question_answer_action_report_and_what_was_heard() {
    let (mut desk, plan) = desk();
    desk.types(
        ":link 2.3\nn The Director introduced the plan.\nq yc: Who sits on them?\na dcs: We can provide a list.",
    );
    desk.types("! dcs: provide the list of boards by next meeting ~2.3\nd noted: the plan");
    desk.types(":plan 2.3 amber: dcs: half of it is written\n; a private note");
    let action = desk.store.plan_actions(plan).unwrap().remove(3);
    let record = desk.store.plan(plan).unwrap().unwrap();
    let people = register::people(&desk.store).unwrap();
    let memory = Memory::read(&desk.store, &record, &action, &people, 100).unwrap();
    let kinds: Vec<TouchKind> = memory.touches.iter().map(|touch| touch.kind).collect();
    use EntryKind::*;
    assert_eq!(
        kinds,
        [
            TouchKind::Item,
            TouchKind::Entry(Note),
            TouchKind::Entry(Question),
            TouchKind::Entry(Answer),
            TouchKind::Action,
            TouchKind::Entry(Decision),
            TouchKind::Report
        ]
    );
    assert_eq!(memory.touches[2].words, "Who sits on them?");
    assert_eq!(memory.touches[6].words, "reported Amber: half of it is written");
    assert!(memory.touches.iter().all(|touch| !touch.words.contains("private note")));
}

#[test]
fn an_item_is_about_plan_actions_and_themes_until_it_is_unlinked() {
    let (mut desk, plan) = desk();
    desk.types(":link 2.3, workforce");
    let links = &desk.minuting.sitting.item_links;
    assert_eq!(links.len(), 2);
    assert!(links[1].theme.is_some());
    assert!(desk.try_type(concat!(":link ", "2.3")).unwrap_err().what.contains("already"));
    desk.types(":unlink 2.3");
    assert_eq!(desk.minuting.sitting.item_links.len(), 1);
    assert!(desk.store.items_about(&desk.store.plan_actions(plan).unwrap()[0]).unwrap()[0].is_by_theme);
}

#[test]
fn what_a_report_is_taken_for_stands_above_the_line_as_one_types() {
    let mut store = empty_book();
    agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
    plan(&mut store, PLAN, at(9, 0));
    let mut session = Session::on(store, Start::Live(Some("csib-2023-02-27".into())), 140, 45);
    session.keys(":start<enter>:present all<enter>:item 3<enter>");
    session.keys(":plan 2.9 amb").shows("No plan action is called");
    session
        .keys("<bs><bs><bs><bs><bs><bs><bs>2.1 amb")
        .shows("2.1 Audit case files every month")
        .shows("reported Amber");
    session.keys("er agreed red due Oct 2023 because pdm: two auditors had left");
    session.shows("reported Amber; agreed Red; due Oct 2023 = Tue 31 Oct 2023; by PDM");
    session.keys("<enter>").shows("It was reported as Amber, but the Board");
    // Alone it opens the plan.
    session.keys(":plan<enter>").shows("Children's Services Improvement Plan");
}
