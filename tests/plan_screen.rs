//! The Plan screen, typed and read: what stands how, what does not fit, one plan action in full.

use crate::desk::{Desk, at};
use crate::planned::{PLAN, plan};
use crate::session::Session;
use chrono::{Days, NaiveDate, NaiveDateTime};
use minutebook::capture::roster::Roster;
use minutebook::clerk::plans::reporting::{Reportable, report_between};
use minutebook::clerk::plans::told::Told;
use minutebook::clerk::plans::{Evidence, PlanAsked, PlanOverview};
use minutebook::clerk::{register, synthetic, synthetic_plans};
use minutebook::record::{EntryKind, Id, PlanStatus, RagTone};
use minutebook::store::Store;
use minutebook::tui::Start;
use proptest::prelude::*;

/// A fortnight after the meeting at which ACTIONs were given and plan actions reported on.
fn fortnight_after() -> NaiveDateTime {
    at(10, 0) + Days::new(14)
}

/// A meeting that heard of the plan, and gave actions that serve it.
fn heard() -> Desk {
    let mut desk = Desk::started();
    plan(&mut desk.store, PLAN, desk.now);
    desk.types(":item 3\n:link 2.3\nq yc: Who sits on them?\na dcs: We can provide a list.");
    desk.types("! dcs: provide the list of boards by 10 March ~2.3\n! kg: ask the schools by 30 June ~2.3 ~1.1");
    desk.types(":plan 2.3 green status in progress: dcs: half of it is written");
    desk.types(":plan 2.1 amber agreed red value 42: pdm: two auditors had left");
    desk.types(":plan 1.1 due 30 September 2023 because ad-i: the campaign was late\n:close");
    desk
}

fn session(words: &[&str], width: u16, height: u16) -> Session {
    let start = Start::Plan(words.iter().map(|word| word.to_string()).collect());
    Session::on_at(heard().store, start, fortnight_after(), width, height)
}

#[test]
fn a_plan_says_what_is_late_and_what_does_not_fit() {
    let mut session = session(&[], 80, 24);
    session.shows("CSIP Children's Services Improvement Plan").shows("13 Mar 2023").shows("4 plan actions");
    session.shows("1 Workforce").shows("Green Amber").shows("overdue open quiet slipping");
    session.keys("<end>").shows("2.3 \u{25cf} Green 31 May 23 \u{2260}");
    session.shows(
        "reported Green at csib-2023-02-27, while ACTION 23/01, which serves it, is overdue since 10 March 2023",
    );
    session.keys("<up>").shows("reported Amber, agreed Red").shows("2.1 \u{25a0} Red");
    session.keys("<home>").shows("moved once, at first 30 June 2023");
}

#[test]
fn its_pictures_are_a_heat_map_a_timeline_measures_and_what_does_not_fit() {
    let mut session = session(&[], 80, 24);
    session.keys("<tab>").shows("\u{2502} today").shows("2.1\u{25a0}").shows("Mar 2023");
    session.keys("<tab>").shows("Audits graded good").shows("31% \u{2192} 42% \u{2192} 70%").shows("28%");
    session.keys("<tab>").shows("What does not fit: 1").shows("Due dates moved: 1");
    session.shows("moved once: at first 30 June 2023, now 30 September 2023");
    session.keys("1").shows("no RAG overdue");
    session.keys("3").shows("Audits graded good");
    session.app.tick();
    session.resize(140, 45);
    session
        .keys("1")
        .shows("no RAG overdue")
        .shows("31% \u{2192} 42%")
        .shows("\u{2502} today")
        .shows("What does not fit");
}

#[test]
fn words_ask_for_some_as_they_are_typed() {
    let mut session = session(&[], 100, 30);
    for (words, found) in [
        ("red", "1 of 4 found"),
        ("unrated", "2 of 4 found"),
        ("slipping", "1 of 4 found"),
        ("open", "2 of 4 found"),
        ("slipped", "1 of 4 found"),
        ("overdue", "0 of 4 found"),
        ("in-progress", "1 of 4 found"),
        ("done", "0 of 4 found"),
        ("outstanding", "4 plan actions"),
        ("theme:workforce", "2 of 4 found"),
        ("theme:2", "2 of 4 found"),
        ("lead:dcs", "2 of 4 found"),
        ("lead:hale", "2 of 4 found"),
        ("lead:dcs theme:work", "1 of 4 found"),
        ("2.3", "1 of 4 found"),
        ("audit", "1 of 4 found"),
        ("social worker", "2 of 4 found"),
        ("lead:", "4 plan actions"),
    ] {
        session.keys("/").keys(words).shows(found);
        session.keys("<enter>/<c-u><esc>").shows("4 plan actions");
    }
    session.keys("/colour:red").shows("is nothing that plan actions are asked by");
    session.keys("<c-u>rag:blue").shows("There are green, amber, red, and unrated.");
    session.keys("<c-u>red<enter>").shows("2.1 \u{25a0} Red").shows_no("Fill vacant posts");
}

#[test]
fn one_plan_action_is_shown_in_full_with_its_memory() {
    let mut session = session(&["csip", "2.3"], 100, 60);
    session.keys("<enter>").shows("CSIP 2.3").shows("Green \u{2502} in progress \u{2502} DOES NOT FIT");
    session.shows("Partners know where to raise concerns").shows("pillar 2 Quality of practice (lead DCS)");
    session.shows("csib-2023-02-27, DCS: reported Green; in progress. \u{201c}half of it is written\u{201d}");
    session.shows("ACTION 23/01 DCS to provide the list of boards").shows("OVERDUE");
    session.shows("Memory: all that ever touched it, 6 in order");
    let screen = session.screen();
    let memory = &screen[screen.find("Memory:").unwrap()..];
    let order = ["item 3", "question Cllr Y Clement", "answer DCS", "ACTION 23/01", "ACTION 23/02", "report DCS"];
    let places: Vec<usize> = order.iter().map(|words| memory.find(words).expect(words)).collect();
    assert!(places.is_sorted(), "{memory}");
    // The last line is the report: its minute is one key away.
    session.keys("<end><enter>").shows("\u{203a} Plan action 2.3 (Publish who sits on which board");
}

#[test]
fn the_next_one_found_is_one_key_away() {
    let mut session = session(&["open"], 80, 24);
    session.keys("<enter>").shows("CSIP 1.1");
    session.keys("<right>").shows("CSIP 2.3");
    session.keys("n").shows("no other plan action");
    session.keys("<left>").shows("CSIP 1.1");
    session.keys("<esc>").shows("2 of 4 found");
}

#[test]
fn what_was_reported_between_meetings_is_read_back_as_it_is_typed_and_can_be_taken_back() {
    let mut session = session(&["2.1"], 100, 60);
    session.keys("u").shows("what was reported");
    session.keys("amber value 45: pdm: a third auditor");
    session.shows("= reported Amber; 45% (Audits graded good); by PDM; \u{201c}a third auditor\u{201d}");
    session.keys("<enter>").shows("Plan action CSIP 2.1: reported Amber, measured").shows("2.1 \u{25b2} Amber");
    session
        .keys("<enter>")
        .shows("13 Mar 2023")
        .shows("between meetings, PDM: reported Amber; Audits graded good: 45%");
    session.keys("<c-z>").shows("Undone").shows_no("a third auditor").shows("agreed Red");
    session.keys("uagreed green").shows("the Board agrees at a meeting");
    session.keys("<enter>").shows("agrees how a plan action is rated at a meeting");
    session.keys("<c-u>due 1 May 2023").shows("A due date is moved for a reason");
    session.keys("<c-u>due soon: pdm: why not").shows("no date that a calendar could tell");
}

#[test]
fn what_nobody_is_named_for_between_meetings_is_said_by_nobody() {
    let mut session = session(&["2.1"], 100, 60);
    session.keys("uamber: a third auditor has come<enter><enter>");
    session.shows("between meetings: reported Amber. \u{201c}a third auditor has come\u{201d}");
}

#[test]
fn a_half_typed_report_survives_the_end_of_the_program() {
    let mut first = session(&["2.1"], 80, 24);
    first.keys("uamber: half of a sen");
    first.app.close();
    let store = std::mem::replace(first.app.store(), crate::desk::empty_book());
    let mut again = Session::on_at(store, Start::Meetings, fortnight_after(), 80, 24);
    again.keys("p").shows("CSIP 2.1: = reported Amber").shows("half of a sen");
    again.keys("tence<enter>").shows("reported Amber. Ctrl-Z takes it back");
}

#[test]
fn it_is_opened_from_home_and_from_a_meeting_whose_line_stays() {
    let mut desk = Desk::started();
    plan(&mut desk.store, PLAN, desk.now);
    let mut session = Session::on(desk.store, Start::Live(Some("csib-2023-02-27".into())), 80, 24);
    session.keys("q yc: Half a quest<f11>").shows("CSIP Children's");
    session.keys("<esc>").shows("q yc: Half a quest");
    session.keys("<c-u><esc><esc>");
    session.app.tick();
    session.keys("").resize(80, 24);
    session.shows("CSIP: 4 plan actions");
    session.keys("p").shows("CSIP Children's");
    session.keys("<f11>").shows("Plans");
}

#[test]
fn without_a_plan_it_says_how_to_get_one_and_of_several_one_is_chosen() {
    let start = || Start::Plan(vec!["red".into()]);
    let session = Session::on(Desk::started().store, start(), 80, 24);
    session.shows("no improvement plan").shows("minutebook import plan FILE");
    let mut desk = heard();
    plan(&mut desk.store, &PLAN.replace("plan CSIP", "plan SEND"), desk.now);
    let mut session = Session::on_at(desk.store, start(), fortnight_after(), 80, 24);
    session.shows("2 plans").shows("CSIP").shows("SEND");
    session.keys("<enter>").shows("1 of 4 found");
}

#[test]
fn no_screen_is_too_small_for_it() {
    let mut session = session(&[], 80, 24);
    for width in [1, 20, 80, 120] {
        for height in 1..40 {
            session.resize(width, height);
            session.keys("<tab>u<esc><end><enter><tab><tab><end><esc><home>");
        }
    }
}

#[test]
fn it_looks_right_at_two_sizes_and_has_every_fact_without_colour() {
    for (width, height) in [(80, 24), (140, 45)] {
        let mut session = session(&[], width, height);
        // What is read as soon as nobody waits.
        session.app.tick();
        session.keys("<end>");
        insta::assert_snapshot!(format!("plan_{width}x{height}"), session.screen());
        session.keys("<enter>");
        insta::assert_snapshot!(format!("plan_action_{width}x{height}"), session.screen());
    }
    let mut session = session(&[], 80, 24);
    session.keys("2");
    insta::assert_snapshot!("plan_timeline_80x24", session.screen());
}

/// What is exempt is marked as such, in what was reported and in the memory.
#[test]
fn what_is_exempt_is_marked() {
    let mut desk = Desk::started();
    plan(&mut desk.store, PLAN, desk.now);
    desk.types(":item 5\n:plan 2.3 red: dcs: a member of staff was dismissed\n! dcs: write to the union ~2.3\n:close");
    let start = Start::Plan(vec!["2.3".into()]);
    let mut session = Session::on_at(desk.store, start, fortnight_after(), 100, 60);
    session.keys("<enter>").shows("[exempt] csib-2023-02-27, DCS: reported Red");
    session.shows("[exempt] DCS to write to the union").shows("[exempt] report DCS").shows("[exempt] ACTION 23/01");
}

fn overview(store: &Store, plan: Id, today: NaiveDate) -> PlanOverview {
    PlanOverview::read(store, plan, today).unwrap().unwrap()
}

const REPORTED: &[&str] = &[
    "green",
    "amber",
    "red",
    "green status complete",
    "status embedded",
    "status withdrawn",
    "status on hold",
    "amber due 1 March 2023: dcs: it was early",
    "red due 1 July 2024: dcs: it was late",
    "value 50",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The figures of the heat map are those of a plain recount, and every row of it is asked for by its words.
    #[test]
    fn the_heat_map_counts_what_there_is(
        said in prop::collection::vec((0usize..4, 0usize..REPORTED.len()), 0..24),
        given in prop::collection::vec((0usize..4, 0usize..3), 0..8),
        later in 0u64..200,
    ) {
        let mut desk = Desk::started();
        let id = plan(&mut desk.store, PLAN, desk.now);
        let references = ["1.1", "1.2", "2.1", "2.3"];
        desk.types(":item 3");
        for (nth, due) in &given {
            let due = ["by 10 March", "by 30 June", "ongoing"][*due];
            desk.types(&format!("! dcs: write to the schools {due} ~{}", references[*nth]));
        }
        desk.types(":close");
        let roster = Roster::of_members(&desk.store.people_of(desk.minuting.sitting.body.id).unwrap());
        for (nth, words) in &said {
            let of = Reportable::find(&desk.store, desk.minuting.sitting.body.id, references[*nth]).unwrap();
            let told = Told::read(REPORTED[*words], &of.classes);
            let _ = report_between(&mut desk.store, &of, &told, &roster, desk.now);
        }
        let today = desk.now.date() + Days::new(later);
        let plan = overview(&desk.store, id, today);
        let people = register::people(&desk.store).unwrap();
        let whole = desk.store.whole_plan(id).unwrap().unwrap();
        let count = |words: &str| PlanAsked::read(words, &plan, &people).unwrap().find(&plan).len() as u32;
        let mut expected = [0u32; 7];
        for action in &whole.actions {
            let reports: Vec<_> = whole.reports.iter().filter(|report| report.plan_action == action.id).collect();
            let class = reports.iter().rev().find_map(|report| report.reported);
            let tone = class.map(|class| whole.classes.iter().find(|other| other.id == class).unwrap().tone);
            let status = reports.iter().rev().find_map(|report| report.status).unwrap_or(PlanStatus::NotStarted);
            if status == PlanStatus::Withdrawn {
                continue;
            }
            let due = reports.iter().rev().find(|report| !report.due_words.is_empty()).map_or(action.due, |report| report.due);
            let is_late = status.is_outstanding() && due.is_some_and(|due| due < today);
            let mut open = 0;
            let mut late = 0;
            for serving in desk.store.actions_serving(action.id).unwrap() {
                for standing in desk.store.standings(minutebook::store::Wanted::Action(serving)).unwrap() {
                    open += u32::from(standing.is_outstanding());
                    late += u32::from(standing.is_overdue(today));
                }
            }
            let is_good = matches!(tone, Some(RagTone::Complete | RagTone::OnTrack));
            let is_contradicted = is_good && (late > 0 || is_late) || status.is_done() && open > 0;
            let place = class.and_then(|class| whole.classes.iter().position(|other| other.id == class));
            expected[place.unwrap_or(3)] += 1;
            expected[4] += u32::from(is_late);
            expected[5] += u32::from(open > 0);
            expected[6] += u32::from(is_contradicted);
        }
        let figures = plan.figures(plan.rows.iter());
        let counted = [
            figures.by_class[0], figures.by_class[1], figures.by_class[2], figures.unrated,
            figures.overdue, figures.with_open, figures.contradicted,
        ];
        prop_assert_eq!(counted, expected);
        let asked = ["green", "amber", "red", "unrated", "overdue", "open", "slipping"].map(count);
        prop_assert_eq!(asked, expected);
        // The sum of the rows is the last row, and each contradiction is told in words.
        let by_theme: u32 = (0..plan.themes.len()).map(|theme| plan.figures(plan.of_theme(theme)).total).sum();
        prop_assert_eq!(by_theme, figures.total);
        let evidence = Evidence::read(&desk.store, &plan).unwrap();
        for row in &plan.rows {
            let told = evidence.told(row, &plan);
            prop_assert_eq!(told.len(), row.contradictions.len());
            prop_assert!(told.iter().all(|words| words.contains(", while ")));
        }
    }
}

#[test]
fn the_longest_memory_comes_lot_by_lot_and_ends_as_if_read_at_once() {
    let mut store = crate::desk::empty_book();
    synthetic::fill(&mut store, 1_500, 2, |_| {}).unwrap();
    let today = NaiveDate::from_ymd_opt(2012, 8, 1).unwrap();
    let [id] = synthetic_plans::plans(&mut store, 1, 12, today).unwrap()[..] else { panic!("one plan") };
    let plan = overview(&store, id, today);
    let people = register::people(&store).unwrap();
    let action = &plan.rows[0].action;
    let at_once = minutebook::clerk::plans::Memory::read(&store, &plan.plan, action, &people, usize::MAX).unwrap();
    let mut in_lots = minutebook::clerk::plans::Memory::read(&store, &plan.plan, action, &people, 5).unwrap();
    assert!(at_once.serving > 40 && !in_lots.is_whole(), "{}", at_once.serving);
    while !in_lots.is_whole() {
        in_lots.read_on(&store, &people, 7).unwrap();
    }
    let key = |touch: &minutebook::clerk::plans::memory::Touch| (touch.day, touch.entry, touch.words.clone());
    let mut one: Vec<_> = at_once.touches.iter().map(key).collect();
    let mut other: Vec<_> = in_lots.touches.iter().map(key).collect();
    assert_eq!(one.len(), other.len());
    one.sort();
    other.sort();
    assert_eq!(one, other);
    assert!(in_lots.touches.is_sorted_by_key(|touch| touch.day));
    assert!(
        !in_lots
            .touches
            .iter()
            .any(|touch| touch.kind == minutebook::clerk::plans::memory::TouchKind::Entry(EntryKind::Action))
    );
}
