//! Highlight reports and the whole plan: what they tell of each plan action, of each theme, and to whom.

use crate::business::{business, hold};
use crate::desk::Desk;
use crate::packages::{all_text, formats_of_minutes};
use crate::planned::{PLAN, plan};
use crate::{brief, desk};
use chrono::NaiveDate;
use minutebook::clerk::agenda;
use minutebook::clerk::export::{self, Layout, file_name};
use minutebook::clerk::format::Format;
use minutebook::clerk::plans::highlight::{find_theme, highlight, read_plan, since};
use minutebook::record::EntryKind;
use minutebook::reports::highlight::{self as report, Highlight};
use minutebook::reports::measured::{MeasureLine, Trend, ValueLine};
use minutebook::reports::plan_read::PlanRead;
use minutebook::reports::{Audience, plan_table};
use minutebook::store::Store;
use proptest::prelude::*;

fn read(store: &Store, audience: Audience, today: &str) -> PlanRead {
    read_plan(store, &store.find_plan("csip").unwrap(), audience, brief::day(today)).unwrap()
}

fn whole(store: &Store, format: Format, audience: Audience, today: &str) -> String {
    let plan = read(store, audience, today);
    all_text(
        export::told(&plan, |draws| plan_table::document(&plan, draws), Layout { width: Some(100), ..format.into() })
            .unwrap(),
    )
}

fn highlights(store: &Store, theme: Option<&str>, named: Option<&str>, today: &str) -> (PlanRead, Highlight) {
    let plan = store.find_plan("csip").unwrap();
    let theme = theme.map(|theme| find_theme(store, &plan, theme).unwrap());
    let since = since(store, &plan, named, brief::day(today)).unwrap();
    let read = read(store, Audience::Public, today);
    let told = highlight(&read, theme.as_ref(), since);
    (read, told)
}

fn highlights_as(store: &Store, format: Format, audience: Audience, today: &str) -> String {
    let plan = read(store, audience, today);
    let told = highlight(&plan, None, None);
    all_text(
        export::told(
            &told,
            |draws| report::document(&plan, &told, draws),
            Layout { width: Some(100), ..format.into() },
        )
        .unwrap(),
    )
}

const BLUE: &str = "class Blue | complete | Done\nclass Green";

#[test]
fn a_plan_in_words_tells_how_each_plan_action_was_rated_and_when() {
    let store = two_meetings();
    let text = whole(&store, Format::Markdown, Audience::Public, "2023-05-02");
    assert!(text.starts_with("# Children's Services Improvement Plan (CSIP) on 2 May 2023\n"), "{text}");
    assert!(text.contains(
        "| 1.1 | Fill vacant posts with permanent social workers | AD-I | 30 September 2023 (first due 2023-06-30, moved \
         once) | Amber | 27 Feb 2023 reported and agreed Red; 24 Apr 2023 reported and agreed Amber |"
    ), "{text}");
    assert!(text.contains("| 2.3 | Publish who sits on which board, and what each is for | DCS | 2023-05-31 | Complete; Blue | 24 Apr 2023 reported Green, agreed Blue |"), "{text}");
    assert!(text.contains("| 1.1 | Vacancy rate | 24% | 17% on 24 April 2023 (csib-2023-04-24) | 10% | 7 percentage points to go, nearer the target |"), "{text}");
    assert!(text.contains("| 2.3 | CSIB 23/01 | provide the list of boards by 10 March | DCS | closed on 24 April 2023 | csib-2023-02-27 |"), "{text}");
    assert!(text.contains("| 1.1 | Launch the recruitment site | 2023-03-31 | not reported as reached |"), "{text}");
    assert!(text.contains("| Inspection letter, November 2022, paragraph 14 | 1.1 |"), "{text}");
    assert!(text.contains("| The plan is not funded beyond 2023 | Bid in the autumn | DCS | 12 (4 x 3) |"), "{text}");
    assert!(text.contains("| Red | off track | More than a month behind |"), "{text}");
}

/// The test meeting, and a second one on 24 April 2023, each of which reported on the plan. It has a fourth class, for
/// what is complete.
fn two_meetings() -> Store {
    let mut desk = Desk::started();
    plan(&mut desk.store, &PLAN.replacen("class Green", BLUE, 1), desk.now);
    desk.types(":item 3\n! dcs: provide the list of boards by 10 March ~2.3");
    desk.types(":plan 1.1 red agreed red value 22%: ad-i: six posts are filled");
    desk.types(":plan 2.1 amber: pdm: two auditors had left");
    let next = desk::AGENDA
        .replace("Next meeting: Monday 24 April", "Next meeting: Monday 22 May")
        .replace("27 February", "24 April");
    let meeting = agenda::load(&mut desk.store, &next, "b.txt", desk::at(9, 0)).unwrap();
    let minuting = minutebook::clerk::Minuting::open(&desk.store, meeting.id).unwrap();
    let now = brief::day("2023-04-24").and_hms_opt(18, 0, 0).unwrap();
    let mut desk = Desk { store: desk.store, minuting, now };
    desk.types(":start\n:present all\n:item 3\n:action 23/01 close the list is out");
    desk.types(":plan 1.1 amber agreed amber value 17% due 30 September 2023: ad-i: the campaign was late");
    desk.types(":plan 2.3 green agreed blue status complete: dcs: the list is out");
    desk.store
}

#[test]
fn what_is_withdrawn_has_no_milestone_to_come() {
    for (typed, count) in [(":plan 1.1 red", 1), (":plan 1.1 status withdrawn: dcs: it is in another plan", 0)] {
        let mut desk = Desk::started();
        plan(&mut desk.store, PLAN, desk.now);
        desk.types(&format!(":item 3\n{typed}"));
        let (_, told) = highlights(&desk.store, None, None, "2023-03-01");
        let to_come = told.themes[0].next.iter().filter(|next| next.kind == "milestone");
        assert_eq!(to_come.count(), count, "{typed}");
    }
}

#[test]
fn a_highlight_report_tells_updates_achievements_and_exceptions_since_a_meeting() {
    let store = two_meetings();
    let (plan, told) = highlights(&store, None, Some("csib-2023-02-27"), "2023-05-02");
    let [workforce, quality] = &told.themes[..] else { panic!("two pillars") };
    let change = &workforce.rag_changes[0];
    assert_eq!((change.from.as_deref(), change.to.as_str(), change.is_better), (Some("Red"), "Amber", Some(true)));
    assert_eq!(workforce.updates.len(), 1);
    let words: Vec<&str> = quality.achievements.iter().map(|told| told.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "complete: Publish who sits on which board, and what each is for",
            "ACTION CSIB 23/01 closed: provide the list of boards by 10 March"
        ]
    );
    let [posts, caseload] = &workforce.exceptions[..] else { panic!("{:?}", workforce.exceptions) };
    assert_eq!(
        posts.why,
        [
            "Due date moved from 2023-06-30 to 30 September 2023 (24 April 2023, csib-2023-04-24 item 3): the campaign was late"
        ]
    );
    assert_eq!(caseload.reference, "1.2");
    assert!(caseload.why[0].starts_with("Overdue since 31 March 2023 (32 days)"), "{:?}", caseload.why);
    let text = minutebook::document::text::write(&report::document(&plan, &told, false), None);
    assert!(
        text.contains("Lead: AD-I. 2 plan actions: 1 Amber (0 before), 0 Red (1 before), 1 not rated; 1 overdue"),
        "{text}"
    );
    assert!(text.contains("Reported and agreed Amber; the campaign was late; Vacancy rate: 17%; due date moved to 30 September 2023 (24 April 2023, csib-2023-04-24 item 3)"), "{text}");
    assert!(text.contains("Agency staff leave before permanent staff arrive"), "{text}");
}

#[test]
fn a_theme_is_called_by_its_reference_or_a_word_and_a_wrong_one_is_refused_with_what_there_is() {
    let store = two_meetings();
    assert_eq!(highlights(&store, Some("work"), None, "2023-05-02").1.themes[0].theme, "1 Workforce");
    assert_eq!(highlights(&store, Some("2"), None, "2023-05-02").1.themes[0].theme, "2 Quality of practice");
    let plan = store.find_plan("csip").unwrap();
    let refused = find_theme(&store, &plan, "housing").unwrap_err();
    assert_eq!(refused.what, "CSIP has no pillar \u{201c}housing\u{201d}.");
    assert_eq!(refused.hint, "There are 1 Workforce; 2 Quality of practice.");
    assert!(store.find_plan("nothing").is_err());
}

#[test]
fn the_public_is_not_told_what_was_reported_in_private_nor_the_wrong_thing() {
    let mut desk = Desk::started();
    plan(&mut desk.store, PLAN, desk.now);
    desk.types(":item 3\n:plan 2.1 green agreed green value 40%: pdm: all is well");
    desk.types(
        ":item 5\n:plan 2.1 red agreed red value 12%: pdm: Zqsecret had happened\n! pdm: Zqaction by 3 March ~1.1",
    );
    for format in formats_of_minutes() {
        for printed in [
            whole(&desk.store, format, Audience::Public, "2023-05-02"),
            highlights_as(&desk.store, format, Audience::Public, "2023-05-02"),
            brief::print(&desk.store, format, Audience::Public, "2023-05-02"),
        ] {
            assert!(!printed.contains("Zq") && !printed.contains("12%"), "{printed}");
        }
        let members = whole(&desk.store, format, Audience::Members, "2023-05-02");
        assert!(members.contains("Zqaction"), "{members}");
        assert!(highlights_as(&desk.store, format, Audience::Members, "2023-05-02").contains("Zqsecret"));
    }
    // Green would be false, Red is not for the public.
    let public = read(&desk.store, Audience::Public, "2023-05-02");
    let line = &public.themes[1].actions[0];
    assert!(line.is_withheld && line.rag.is_none() && line.status.is_none(), "{line:?}");
    assert!(whole(&desk.store, Format::Text, Audience::Public, "2023-05-02").contains("Not for"));
    // The public does not know of the action, nor that it is late.
    let posts = &public.themes[0].actions[0];
    assert!(posts.actions.is_empty() && posts.heard.is_none(), "{posts:?}");
    assert_eq!(read(&desk.store, Audience::Members, "2023-05-02").themes[0].actions[0].actions.len(), 1);
}

#[test]
fn the_distance_to_a_target_is_told_in_its_unit_and_direction() {
    let measured = |unit: &str, baseline: &str, target: &str, values: &[&str]| {
        let value = |(nth, value): (usize, &&str)| ValueLine {
            day: NaiveDate::from_ymd_opt(2026, 1 + nth as u32, 1).unwrap(),
            value: value.to_string(),
            meeting: None,
        };
        let line = MeasureLine::new("m", unit, baseline, target, values.iter().enumerate().map(value).collect());
        (line.distance, line.is_met, line.trend)
    };
    for (unit, baseline, target, values, distance, is_met, trend) in [
        ("%", "63%", "95%", &["81%", "86%"][..], "9 percentage points to go", false, Some(Trend::Nearer)),
        ("%", "69%", "90%", &["66%"], "24 percentage points to go", false, Some(Trend::Farther)),
        ("number", "60", "30", &["60"], "30 to go", false, Some(Trend::Same)),
        ("children", "19.6", "16", &["17.2"], "1.2 children to go", false, Some(Trend::Nearer)),
        ("number", "41", "20", &["22", "18"], "target met", true, Some(Trend::Nearer)),
        ("%", "58%", "100%", &["100%"], "target met", true, Some(Trend::Nearer)),
        ("number", "2,100", "3,000", &[], "900 to go", false, None),
        ("%", "not known", "50%", &["40%"], "10 percentage points from the target", false, None),
        // Without a baseline nobody can tell on which side of its target it should be.
        ("%", "not known", "90%", &["92%", "95%"], "5 percentage points from the target", false, None),
        ("%", "95%", "95%", &["97%"], "2 percentage points from the target", false, None),
        ("%", "", ">= 90%", &["92%"], "target met", true, None),
        ("days", "", "<5", &["7", "5"], "just short of the target", false, Some(Trend::Nearer)),
        ("", "1 in 5", "nobody", &["1 in 4"], "", false, None),
    ] {
        let expected = (distance.to_string(), is_met, trend);
        assert_eq!(measured(unit, baseline, target, values), expected, "{baseline} {target} {values:?}");
    }
}

#[test]
fn file_names_sort_and_say_for_whom_they_are() {
    let (public, members) = (Audience::Public, Audience::Members);
    let name = |of, what: &[&str], readers, format| file_name(&[&[of, "2026-09-14"], what].concat(), readers, format);
    assert_eq!(name("CSIB", &["brief"], (members, members), Format::Html), "csib-2026-09-14-brief.html");
    assert_eq!(name("CSIB", &["brief"], (public, members), Format::Html), "csib-2026-09-14-brief-public.html");
    assert_eq!(
        name("CSIP", &["highlight", "Quality of practice"], (public, public), Format::Markdown),
        "csip-2026-09-14-highlight-quality-of-practice.md"
    );
    assert_eq!(name("../C S", &["plan"], (members, public), Format::Text), "c-s-2026-09-14-plan-members.txt");
}

/// Prints a report on a day.
type Printed = fn(&Store, Format, Audience, &str) -> String;

#[test]
fn every_report_is_a_well_built_page_with_pictures_in_words_and_plain_markdown() {
    let store = two_meetings();
    for today in ["2023-05-02", "2023-04-24", "2022-01-01"] {
        for print in [whole as Printed, highlights_as, brief::print] {
            let page = print(&store, Format::Html, Audience::Members, today);
            assert_eq!(crate::html::faults(&page), [""; 0]);
            let words = print(&store, Format::Markdown, Audience::Members, today);
            let strange = crate::markdown::strange_in(&words);
            assert!(strange.is_empty(), "{strange:?}");
            serde_json::from_str::<serde_json::Value>(&print(&store, Format::Json, Audience::Members, today)).unwrap();
        }
    }
    let page = whole(&store, Format::Html, Audience::Public, "2023-05-02");
    assert!(page.contains("RAG of CSIP by pillar") && page.contains("1 Workforce: 1 Amber, 1 not rated."), "{page}");
    let page = highlights_as(&store, Format::Html, Audience::Public, "2023-05-02");
    assert!(
        page.contains(
            "22% on 27 February 2023 and 17% on 24 April 2023. It began at 24%. Target 10%: 7 percentage points to go."
        ),
        "{page}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_report_on_a_plan_tells_the_public_anything_exempt(happened in business()) {
        let (desk, written) = hold(&happened);
        let kinds: Vec<(EntryKind, String)> = desk.store.minutes(desk.meeting().id).unwrap().entries.iter().flatten()
            .map(|recorded| (recorded.entry.kind, format!("{recorded:?}"))).collect();
        for format in formats_of_minutes().filter(|format| *format != Format::Pdf) {
            for print in [whole, highlights_as] {
                let public = print(&desk.store, format, Audience::Public, "2023-05-02");
                let members = print(&desk.store, format, Audience::Members, "2023-05-02");
                for entry in &written {
                    prop_assert!(!entry.exempt || !public.contains(&entry.word), "{} is public: {}", entry.word, public);
                    let is_private = kinds.iter().any(|(kind, all)| *kind == EntryKind::Private && all.contains(&entry.word));
                    prop_assert!(!is_private || !members.contains(&entry.word), "{} is private", entry.word);
                }
            }
        }
    }
}
