//! A plan taken in, its newer versions, two plans made one; all or nothing, and undone again.

use crate::desk::{Desk, at, empty_book};
use chrono::{NaiveDate, NaiveDateTime};
use minutebook::clerk::minuting::Edit;
use minutebook::clerk::plans::import::{Said, Taking, prepare};
use minutebook::clerk::plans::merge::merge;
use minutebook::import::plan::{self, Options};
use minutebook::import::sheet;
use minutebook::record::{PlanAction, PlanStanding, PlanStatus};
use minutebook::store::{Store, Verified, WholePlan};

const AGENDA: &str = "\
Body: Wexmoor Improvement Board (WIB)
Date: 9 March 2026, 6.00 pm
Chair: Cllr Marian Thackwray
Officers: Joanna Ferriby, Director of Children's Services (DCS); Lewis Harbottle, Head of Workforce (HWP)

1. The plan
";

const FIRST: &str = "\
Plan: Wexmoor Improvement Plan (WIP)
Version: 1
RAG: Green | on track | To time
RAG: Amber | at risk | A little late
RAG: Red | off track | Late
Theme,Ref,Action,Lead,By when,Milestones,Measure,Unit,Baseline,Target,Latest,Status,RAG,Progress,Source
Workforce,1.1,Fill posts,Joanna Ferriby (DCS),31 March 2027,Advert (30 June 2026); Interviews,Vacancies,%,24%,10%,22%,In progress,Amber,Twelve filled,Ofsted para 12
Workforce,1.2,Keep staff,L Harbottle; DCS,Ongoing,,,,,,,,Green,,
Quality,2.1,Audit cases,Principal Social Worker,30 June 2026,,,,,,,Not started,,,
Quality,2.2,Publish a letter,DCS,31 May 2026,,,,,,,,,,
";

const SECOND: &str = "\
Plan: Wexmoor Improvement Plan (WIP)
Version: 2 (June 2026)
Theme,Ref,Action,Lead,By when,Milestones,Measure,Unit,Baseline,Target,Latest,Status,RAG,Progress,Source
Workforce,1.1,Fill all posts,DCS,30 June 2027,Advert (30 June 2026); Offers (Sept 2026),Vacancies,%,24%,9%,19%,In progress,Green,Twelve filled,Ofsted para 12
Workforce,1.2,Keep staff,HWP; DCS,Ongoing,,,,,,,,Green,,
Quality,2.1,Audit cases,DCS,30 June 2026,,,,,,,Complete,,Done by May,
Quality,2.3,Share what was found,DCS,December 2026,,,,,,,,Red,,
";

fn book() -> Store {
    let mut store = empty_book();
    minutebook::clerk::agenda::load(&mut store, AGENDA, "agenda", at(9, 0)).unwrap();
    store
}

fn reading(text: &str) -> plan::PlanReading {
    let reading = plan::read(&sheet::read(text.as_bytes()).unwrap(), &Options::default()).unwrap();
    assert_eq!(reading.questions(), []);
    reading
}

fn take_as(store: &mut Store, text: &str, said: &Said, now: NaiveDateTime) -> Taking {
    let taking = prepare(store, &reading(text), said, now).unwrap();
    store.apply(taking.step.clone(), now).unwrap();
    taking
}

fn take(store: &mut Store, text: &str, now: NaiveDateTime) -> Taking {
    take_as(store, text, &Said::default(), now)
}

fn whole(store: &Store, name: &str) -> WholePlan {
    let plan = store.find_plan(name).unwrap();
    store.whole_plan(plan.id).unwrap().unwrap()
}

fn action<'a>(plan: &'a WholePlan, reference: &str) -> &'a PlanAction {
    plan.actions.iter().find(|action| action.reference == reference).unwrap_or_else(|| panic!("no {reference}"))
}

fn standing(store: &Store, plan: &WholePlan, reference: &str) -> PlanStanding {
    let id = action(plan, reference).id;
    let standings = store.plan_standings(plan.plan.id, day(2026, 7, 1)).unwrap();
    standings.into_iter().find(|standing| standing.plan_action == id).unwrap()
}

fn rag(plan: &WholePlan, standing: &PlanStanding) -> String {
    let word = |id| plan.classes.iter().find(|class| class.id == id).map(|class| class.word.clone());
    standing.rag.and_then(word).unwrap_or_default()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn name_of(store: &Store, action: &PlanAction) -> String {
    let people = store.people().unwrap();
    let known = people.iter().find(|person| Some(person.id) == action.lead).map(|person| person.name.clone());
    known.unwrap_or_else(|| format!("\u{201c}{}\u{201d}", action.lead_words))
}

fn changes(taking: &Taking) -> Vec<String> {
    taking.changes.iter().map(|change| change.to_string()).collect()
}

#[test]
fn a_plan_becomes_records_and_reports() {
    let mut store = book();
    let taking = take(&mut store, FIRST, at(10, 0));
    assert!(taking.is_new && taking.changes.is_empty());
    let plan = whole(&store, "wip");
    assert_eq!((plan.plan.name.as_str(), plan.plan.version.as_str()), ("Wexmoor Improvement Plan", "1"));
    let themes: Vec<String> = plan.themes.iter().map(|theme| theme.name()).collect();
    assert_eq!(themes, ["1 Workforce", "2 Quality"]);
    let words: Vec<(&str, &str)> = plan.classes.iter().map(|class| (class.word.as_str(), class.tone.word())).collect();
    assert_eq!(words, [("Green", "on track"), ("Amber", "at risk"), ("Red", "off track")]);
    let leads: Vec<String> = plan.actions.iter().map(|action| name_of(&store, action)).collect();
    assert_eq!(
        leads,
        ["Joanna Ferriby", "Lewis Harbottle", "\u{201c}Principal Social Worker\u{201d}", "Joanna Ferriby"]
    );
    assert_eq!(action(&plan, "1.2").partners, "DCS", "who leads besides is kept");
    let first = standing(&store, &plan, "1.1");
    assert_eq!((rag(&plan, &first).as_str(), first.status, first.slips), ("Amber", PlanStatus::InProgress, 0));
    let report = &plan.reports[0];
    assert_eq!((report.said_by.as_str(), report.text.as_str()), ("version 1 of the plan", "Twelve filled"));
    assert_eq!((report.number, report.meeting), (1, None));
    assert_eq!((plan.values[0].value.as_str(), plan.values[0].report), ("22%", Some(report.id)));
    assert_eq!(plan.reports.len(), 3, "the one that the file says is not started is reported as that");
    assert_eq!(plan.findings[0].paragraph, "para 12");
    assert_eq!(plan.milestones.len(), 2);
    assert!(matches!(store.verify().unwrap(), Verified::Whole { .. }));
}

#[test]
fn the_same_file_again_changes_nothing() {
    let mut store = book();
    take(&mut store, FIRST, at(10, 0));
    let before = whole(&store, "WIP");
    let again = take(&mut store, FIRST, at(11, 0));
    assert!(!again.is_new);
    assert_eq!((again.step.changes.len(), again.changes.len()), (0, 0), "{:?}", again.step.changes);
    assert_eq!(whole(&store, "WIP"), before);
}

#[test]
fn a_newer_version_updates_by_reference_and_says_what_changed() {
    let mut store = book();
    take(&mut store, FIRST, at(10, 0));
    let before = whole(&store, "WIP");
    let taking = take(&mut store, SECOND, at(11, 0));
    assert_eq!(
        changes(&taking),
        [
            "version: 1 -> 2 (June 2026)",
            "1.1 action: Fill posts -> Fill all posts",
            "1.1 new milestone: Offers",
            "1.1 milestone: Interviews -> nothing",
            "1.1 target of Vacancies: 10% -> 9%",
            "1.1 Vacancies: 22% -> 19%",
            "1.1 RAG: Amber -> Green",
            "1.1 due: 31 March 2027 -> 30 June 2027 (moved once)",
            "2.1 lead: Principal Social Worker -> DCS",
            "2.1 status: not started -> complete",
            "2.1 progress: Done by May",
            "2.3 new: Share what was found",
            "2.2 status: not started -> withdrawn",
        ]
    );
    let plan = whole(&store, "WIP");
    assert_eq!(plan.plan.id, before.plan.id);
    assert_eq!(action(&plan, "1.1").id, action(&before, "1.1").id);
    assert_eq!(action(&plan, "1.1").due, Some(day(2027, 3, 31)), "the first date stays");
    let moved = standing(&store, &plan, "1.1");
    assert_eq!((moved.due, moved.slips, rag(&plan, &moved).as_str()), (Some(day(2027, 6, 30)), 1, "Green"));
    assert_eq!(standing(&store, &plan, "2.2").status, PlanStatus::Withdrawn);
    assert_eq!(plan.reports.iter().filter(|report| report.said_by == "version 2 (June 2026) of the plan").count(), 4);
    assert_eq!(plan.classes.len(), 3, "the usual colours are not added to the plan's own");
    let third = take(&mut store, &FIRST.replace("Version: 1", "Version: 3"), at(12, 0));
    assert!(changes(&third).contains(&"2.2 status: withdrawn -> not started".to_string()), "{:?}", changes(&third));
    assert!(changes(&third).contains(&"1.1 due: 30 June 2027 -> 31 March 2027 (moved twice)".to_string()));
    assert!(matches!(store.verify().unwrap(), Verified::Whole { .. }));
}

#[test]
fn columns_that_a_version_leaves_out_stay_as_they_are() {
    let mut store = book();
    take(&mut store, FIRST, at(10, 0));
    let before = whole(&store, "WIP");
    let short = "Plan: Wexmoor Improvement Plan\nRef,Action,RAG\n1.1,Fill posts,Amber\n1.2,Keep staff,Green\n2.1,Audit cases,\n2.2,Publish a letter,\n";
    let themes = short.replace("Ref,", "Theme,Ref,").replace("\n1.", "\nWorkforce,1.").replace("\n2.", "\nQuality,2.");
    let taking = take(&mut store, &themes, at(11, 0));
    assert_eq!(changes(&taking), Vec::<String>::new());
    assert_eq!(whole(&store, "WIP").actions, before.actions);
    assert_eq!(whole(&store, "WIP").milestones, before.milestones);
}

#[test]
fn what_a_file_has_twice_stays_two_things() {
    let mut store = book();
    let twice = FIRST
        .replace("Vacancies,%,24%,10%,22%", "Vacancies; Vacancies,%; %,24%; 25%,10%; 9%,22%; 21%")
        .replace("Ofsted para 12", "Ofsted para 12; Ofsted para 12")
        .replace("Quality,2.1", "Quality,\u{e9}1")
        .replace("Quality,2.2", "Quality,e1");
    take(&mut store, &twice, at(10, 0));
    let before = whole(&store, "WIP");
    assert_eq!(changes(&take(&mut store, &twice, at(11, 0))), Vec::<String>::new());
    assert_eq!(whole(&store, "WIP"), before);
    let taking = take(&mut store, &twice.replace("10%; 9%", "10%; 8%"), at(12, 0));
    assert_eq!(changes(&taking), ["1.1 target of Vacancies: 9% -> 8%"]);
}

/// The meeting of the agenda, with the plan in its first version.
fn desk_with_plan() -> Desk {
    let mut desk = desk(book());
    take(&mut desk.store, FIRST, at(10, 0));
    desk.types(":start 18:00\n:item 1");
    desk
}

fn desk(store: Store) -> Desk {
    let meeting = store.find_meeting("wib-2026-03-09").unwrap();
    let minuting = minutebook::clerk::Minuting::open(&store, meeting.id).unwrap();
    Desk { store, minuting, now: at(18, 0) }
}

#[test]
fn a_report_that_was_taken_back_leaves_room_for_the_next_version() {
    let mut desk = desk_with_plan();
    desk.types(":plan 1.1 red: dcs: a slip of the tongue");
    let minute = desk.last().entry.id;
    desk.types(":plan 1.1 red: dcs: the campaign was late");
    desk.edit(minute, Edit::Remove).unwrap();
    take(&mut desk.store, SECOND, at(19, 0));
    let plan = whole(&desk.store, "WIP");
    let first = action(&plan, "1.1").id;
    let numbers = plan.reports.iter().filter(|report| report.plan_action == first).map(|report| report.number);
    assert_eq!(numbers.collect::<Vec<_>>(), [1, 3, 4]);
    // What was taken back last does not come again behind what the version says.
    desk.types(":plan 1.2 amber: dcs: two have left");
    desk.undo().unwrap();
    take(&mut desk.store, &SECOND.replace("Ongoing,,,,,,,,Green", "Ongoing,,,,,,,,Red"), at(20, 0));
    let refused = desk.minuting.redo(&mut desk.store, desk.now).unwrap_err();
    assert!(refused.what.contains("reported of this plan action since"), "{refused:?}");
    assert!(matches!(desk.store.verify().unwrap(), Verified::Whole { .. }));
}

#[test]
fn a_file_that_says_what_it_said_before_does_not_undo_what_was_reported_since() {
    let mut desk = desk_with_plan();
    desk.types(":plan 1.1 green agreed red value 19 status on hold due 30 June 2027: dcs: the campaign was late");
    let before = whole(&desk.store, "WIP");
    let taking = take(&mut desk.store, FIRST, at(19, 0));
    let told = changes(&taking);
    for said in ["1.1 RAG: Red -> Amber", "1.1 status: on hold -> in progress", "1.1 Vacancies: 19% -> 22%", "1.1 due:"]
    {
        let line = told.iter().find(|line| line.starts_with(said)).unwrap_or_else(|| panic!("{said}: {told:?}"));
        assert!(line.contains("not taken"), "{line}");
    }
    assert_eq!((told.len(), whole(&desk.store, "WIP")), (4, before));
    // What is new in it is taken, and stays until it says something else again.
    let newer = FIRST.replace("22%,In progress,Amber", "17%,Complete,Green").replace("31 March 2027", "31 July 2027");
    take(&mut desk.store, &newer, at(20, 0));
    let plan = whole(&desk.store, "WIP");
    let now = standing(&desk.store, &plan, "1.1");
    assert_eq!((now.status, now.due), (PlanStatus::Complete, Some(day(2027, 7, 31))));
    desk.types(":plan 1.1 agreed red due 30 September 2027: dcs: the site is not open");
    take(&mut desk.store, &newer, at(21, 0));
    let plan = whole(&desk.store, "WIP");
    let now = standing(&desk.store, &plan, "1.1");
    assert_eq!((now.due, rag(&plan, &now).as_str()), (Some(day(2027, 9, 30)), "Red"));
}

#[test]
fn a_version_that_numbers_otherwise_leaves_links_and_reports_where_they_belong() {
    let mut desk = desk_with_plan();
    desk.types("! dcs: write the letter by next meeting ~2.2 ~1.1\n:plan 2.1 amber: dcs: half are audited");
    let before = whole(&desk.store, "WIP");
    // A new first action, one that was dropped, and two that have changed places.
    let newer = FIRST
        .replace("Workforce,1.1,", "Workforce,1.1,Thank everybody who stays,,,,,,,,,,,\nWorkforce,1.2,")
        .replace("Workforce,1.2,Keep staff,L Harbottle; DCS,Ongoing,,,,,,,,Green,,\n", "")
        .replace("Quality,2.1,", "Quality,x,")
        .replace("Quality,2.2,", "Quality,2.1,")
        .replace("Quality,x,", "Quality,2.2,");
    let told = changes(&take(&mut desk.store, &newer, at(19, 0)));
    for line in [
        "1.2 reference: 1.1 -> 1.2",
        "2.2 reference: 2.1 -> 2.2",
        "2.1 reference: 2.2 -> 2.1",
        "1.2 (before) reference: 1.2 -> 1.2 (before)",
        "1.1 new: Thank everybody who stays",
        "1.2 (before) status: not started -> withdrawn",
    ] {
        assert!(told.contains(&line.to_string()), "{line}: {told:#?}");
    }
    assert_eq!(told.len(), 6, "{told:#?}");
    let after = whole(&desk.store, "WIP");
    for (was, is) in [("1.1", "1.2"), ("2.1", "2.2"), ("2.2", "2.1"), ("1.2", "1.2 (before)")] {
        assert_eq!(action(&before, was).id, action(&after, is).id, "{was}");
        assert_eq!(action(&before, was).text, action(&after, is).text, "{was}");
    }
    assert_eq!(desk.store.actions_serving(action(&after, "1.1").id).unwrap(), []);
    assert_eq!(desk.store.actions_serving(action(&after, "1.2").id).unwrap().len(), 1);
    assert_eq!(changes(&take(&mut desk.store, &newer, at(19, 5))), Vec::<String>::new());
    desk.store.undo(None, at(19, 10)).unwrap().unwrap();
    assert_eq!(whole(&desk.store, "WIP").actions, before.actions);
    desk.store.redo(None, at(19, 11)).unwrap().unwrap();
    assert_eq!(whole(&desk.store, "WIP"), after);
    assert!(matches!(desk.store.verify().unwrap(), Verified::Whole { .. }));
}

#[test]
fn what_the_minutes_named_before_is_linked() {
    let mut desk = desk(book());
    desk.types(":start 18:00\n! dcs: write the letter by next meeting ~2.2\n! dcs: something else ~wip:1.1 ~9.9");
    let taking = take(&mut desk.store, FIRST, at(19, 0));
    assert_eq!(taking.linked, 2);
    let plan = whole(&desk.store, "WIP");
    assert_eq!(desk.store.actions_serving(action(&plan, "2.2").id).unwrap().len(), 1);
    assert_eq!(desk.store.actions_serving(action(&plan, "1.1").id).unwrap().len(), 1);
    assert_eq!(standing(&desk.store, &plan, "2.2").open, 1);
}

#[test]
fn an_import_is_undone_whole() {
    let mut store = book();
    take(&mut store, FIRST, at(10, 0));
    let before = whole(&store, "WIP");
    take(&mut store, SECOND, at(11, 0));
    assert_eq!(store.undo(None, at(11, 1)).unwrap().unwrap(), "Plan WIP taken in again, version 2 (June 2026)");
    assert_eq!(whole(&store, "WIP"), before);
    store.undo(None, at(11, 2)).unwrap().unwrap();
    assert!(store.plans().unwrap().is_empty());
    store.redo(None, at(11, 3)).unwrap().unwrap();
    assert_eq!(whole(&store, "WIP"), before);
    assert!(matches!(store.verify().unwrap(), Verified::Whole { .. }));
}

const OTHER: &str = "\
Plan: Statement of Action (SOA)
RAG: Done | complete
RAG: Working | on track
Theme,Ref,Action,Lead,By when,RAG,Risk
Quality,2.1,Hear from children,DCS,30 June 2026,Done,Nobody comes
Health,H1,Share nurses,DCS,,Working,
";

#[test]
fn two_plans_become_one_and_both_origins_are_kept() {
    let mut store = book();
    take(&mut store, FIRST, at(10, 0));
    let said = Said { body: Some("WIB".into()), ..Said::default() };
    take_as(&mut store, OTHER, &said, at(10, 5));
    let (ours, theirs) = (whole(&store, "WIP"), whole(&store, "SOA"));
    let merged = merge(&mut store, "wip", &["soa".into()], at(11, 0)).unwrap();
    assert_eq!((merged.actions, merged.risks, merged.united.as_slice()), (2, 1, &["Quality".to_string()][..]));
    let plan = whole(&store, "WIP");
    let quality = plan.themes.iter().find(|theme| theme.title == "Quality").unwrap();
    let renamed = action(&plan, "SOA 2.1");
    assert_eq!(renamed.id, theirs.actions[0].id);
    assert_eq!(
        (renamed.theme, renamed.origin, renamed.origin_reference.as_str()),
        (quality.id, Some(theirs.plan.id), "2.1")
    );
    let nurses = action(&plan, "H1");
    assert_eq!((nurses.origin, nurses.origin_reference.as_str()), (Some(theirs.plan.id), "H1"));
    assert!(action(&plan, "2.1").origin.is_none());
    assert_eq!(rag(&plan, &standing(&store, &plan, "SOA 2.1")), "Done", "history comes along");
    let own: Vec<&str> =
        plan.classes.iter().filter(|class| class.plan == plan.plan.id).map(|class| class.word.as_str()).collect();
    assert_eq!(own, ["Green", "Amber", "Red", "Done"], "no tone is missing");
    assert_eq!(plan.risks[0].theme, Some(quality.id));
    let gone = store.find_plan("SOA").unwrap();
    assert_eq!((gone.merged_into, store.plan_actions(gone.id).unwrap().len()), (Some(plan.plan.id), 0));
    assert_eq!(store.plans_of(gone.body).unwrap().len(), 1);
    for (into, from) in [("WIP", "SOA"), ("SOA", "WIP"), ("WIP", "WIP"), ("WIP", "none")] {
        assert!(merge(&mut store, into, &[from.into()], at(11, 1)).is_err(), "{from} into {into}");
    }
    let again = take(&mut store, FIRST, at(11, 2));
    assert_eq!(changes(&again), Vec::<String>::new(), "what came from the other plan is in no file of this one");
    store.undo(None, at(11, 3)).unwrap().unwrap();
    assert_eq!((whole(&store, "WIP"), whole(&store, "SOA")), (ours, theirs));
}

#[test]
fn a_merge_is_not_undone_under_what_was_agreed_since() {
    let mut desk = desk_with_plan();
    let said = Said { body: Some("WIB".into()), ..Said::default() };
    take_as(&mut desk.store, OTHER, &said, at(18, 5));
    merge(&mut desk.store, "wip", &["soa".into()], at(18, 10)).unwrap();
    desk.types(":plan H1 amber agreed red: dcs: no nurse has come");
    let refused = desk.store.undo(None, at(18, 30)).unwrap_err();
    assert!(refused.to_string().contains("H1"), "{refused}");
    desk.undo().unwrap();
    desk.store.undo(None, at(18, 31)).unwrap().unwrap();
    assert_eq!(whole(&desk.store, "SOA").actions.len(), 2);
    assert!(matches!(desk.store.verify().unwrap(), Verified::Whole { .. }));
}

#[test]
fn a_file_of_one_body_is_no_version_of_the_plan_of_another() {
    let mut store = book();
    let other = AGENDA.replace("Wexmoor Improvement Board (WIB)", "Wexmoor Schools Forum (WSF)");
    minutebook::clerk::agenda::load(&mut store, &other, "agenda", at(9, 0)).unwrap();
    let said = |body: &str| Said { body: Some(body.into()), plan: Some("WIP".into()), name: None };
    take_as(&mut store, FIRST, &said("WIB"), at(10, 0));
    for (text, said) in [
        (SECOND.to_string(), said("WSF")),
        (SECOND.replace("Version: 2", "Body: Wexmoor Schools Forum\nVersion: 2"), Said { body: None, ..said("") }),
    ] {
        let failure = prepare(&mut store, &reading(&text), &said, at(11, 0)).unwrap_err();
        assert!(failure.what.contains("followed by WIB, not by WSF"), "{failure:?}");
    }
    assert!(prepare(&mut store, &reading(SECOND), &Said { body: None, ..said("") }, at(11, 0)).is_ok());
}

#[test]
fn a_plan_needs_a_body_that_is_in_the_book() {
    let mut store = book();
    let named = FIRST.replace("Version: 1", "Body: Another Board");
    let failure = prepare(&mut store, &reading(&named), &Said::default(), at(10, 0)).unwrap_err();
    assert!(failure.what.contains("Another Board") && failure.hint.contains("WIB"), "{failure:?}");
    let said = Said { body: Some("wib".into()), plan: Some("W2".into()), name: Some("Another name".into()) };
    let taking = prepare(&mut store, &reading(&named), &said, at(10, 0)).unwrap();
    assert_eq!((taking.plan.short_name.as_str(), taking.plan.name.as_str()), ("W2", "Another name"));
    let mut empty = empty_book();
    let failure = prepare(&mut empty, &reading(FIRST), &Said::default(), at(10, 0)).unwrap_err();
    assert!(failure.what.contains("no body"), "{failure:?}");
}
