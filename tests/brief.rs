//! The chair's brief: its figures, what does not fit together, and the questions worth asking with their evidence.

use crate::business::{business, hold};
use crate::desk::Desk;
use crate::packages::{all_text, formats_of_minutes};
use crate::planned::{PLAN, plan};
use chrono::NaiveDate;
use minutebook::clerk::export::{self, Layout};
use minutebook::clerk::format::Format;
use minutebook::clerk::plans::brief;
use minutebook::document::text;
use minutebook::record::EntryKind;
use minutebook::reports::brief::{Brief, ChangeKind};
use minutebook::reports::{Audience, brief_document};
use minutebook::store::{Store, Wanted};
use proptest::prelude::*;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read(store: &Store, audience: Audience, today: &str) -> Brief {
    let body = store.body_named("csib").unwrap().unwrap();
    brief::brief(store, &body, audience, day(today)).unwrap().0
}

/// Returns the brief in a format.
pub fn print(store: &Store, format: Format, audience: Audience, today: &str) -> String {
    let body = store.body_named("csib").unwrap().unwrap();
    let (brief, plans) = brief::brief(store, &body, audience, day(today)).unwrap();
    all_text(
        export::told(
            &brief,
            |draws| brief_document::document(&brief, &plans, draws),
            Layout { width: Some(100), ..format.into() },
        )
        .unwrap(),
    )
}

fn told(store: &Store, today: &str) -> String {
    let body = store.body_named("csib").unwrap().unwrap();
    let (brief, plans) = brief::brief(store, &body, Audience::Members, day(today)).unwrap();
    text::write(&brief_document::document(&brief, &plans, false), None)
}

/// The board of most tests after its meeting of 27 February 2023, with a plan and without.
fn desk(with_plan: bool) -> Desk {
    let mut desk = Desk::started();
    if with_plan {
        plan(&mut desk.store, PLAN, desk.now);
    }
    desk.types(":item 3\n! dcs: provide the list of boards by 10 March ~2.3\n! ad-i: ask every school by 30 June");
    desk.types("! pdm: count the cases by next meeting\n! keep the list");
    desk.types("q yc: How many posts are vacant?\nn Nobody knew.");
    desk
}

#[test]
fn what_is_outstanding_is_counted_and_what_is_late_is_named_with_owner_and_days() {
    let brief = read(&desk(true).store, Audience::Members, "2023-04-17");
    let next = brief.next_meeting.as_ref().unwrap();
    assert_eq!((next.meeting.as_deref(), next.day), (None, day("2023-04-24")));
    let last = brief.last_meeting.as_ref().unwrap();
    assert_eq!((last.meeting.as_str(), last.day), ("csib-2023-02-27", day("2023-02-27")));
    let figures = &brief.figures;
    assert_eq!((figures.outstanding, figures.overdue, figures.undated), (4, 1, 1));
    // 10 March is past, and the next meeting is on 24 April.
    assert_eq!(figures.due_before_next, 2);
    let [late] = &brief.overdue[..] else { panic!("one is late") };
    assert_eq!((late.action.reference.as_str(), late.action.owner.as_str(), late.days_late), ("23/01", "DCS", 38));
    let due: Vec<&str> = brief.due_by_next.iter().map(|owed| owed.action.reference.as_str()).collect();
    assert_eq!(due, ["23/03"]);
    let text = told(&desk(true).store, "2023-04-17");
    assert!(text.starts_with(
        "Chair's brief: Children's Services Improvement Board (CSIB), for the meeting of Monday 24 April 2023\n"
    ));
    assert!(text.contains(
        "As the book stands on 17 April 2023. The next meeting is in 7 days (said at the last meeting; it has no agenda in \
         the book yet). The last one was on 27 February 2023 (csib-2023-02-27). 4 actions are outstanding, 1 of them \
         overdue. CSIP: 1 of 4 plan actions overdue, 0 with a contradiction."
    ));
    assert!(text.contains("38 days late. Due: by 10 March (10 March 2023)."), "{text}");
}

#[test]
fn green_while_its_action_is_late_is_told_with_both_sides_and_asked_about() {
    let mut desk = desk(true);
    desk.types(":plan 2.3 green agreed green: dcs: all is well");
    let brief = read(&desk.store, Audience::Members, "2023-03-20");
    let [clash] = &brief.plans[0].contradictions[..] else { panic!("one contradiction") };
    assert_eq!(clash.reference, "2.3");
    assert_eq!(
        clash.clash.words(),
        "rated Green (agreed 27 February 2023, csib-2023-02-27 item 3), but ACTION CSIB 23/01 (DCS) has been overdue since \
         10 March 2023 (10 days)"
    );
    let question = &brief.questions[0];
    assert_eq!(question.to, "DCS");
    assert_eq!(
        question.question,
        "CSIP 2.3 is rated Green while ACTION CSIB 23/01 for it is overdue. What is holding it up, and does the rating \
         stand?"
    );
    assert_eq!(
        question.evidence,
        [
            "CSIP 2.3 Publish who sits on which board, and what each is for: rated Green (agreed 27 February 2023, \
             csib-2023-02-27 item 3), due 2023-05-31.",
            "ACTION CSIB 23/01 (DCS) has been overdue since 10 March 2023 (10 days).",
        ]
    );
    // The action is not asked about once more.
    assert!(brief.questions[1..].iter().all(|other| !other.question.contains("23/01")));
}

#[test]
fn the_lead_and_the_board_differ_and_a_measure_that_moved_away_is_named() {
    let mut desk = desk(true);
    desk.types(
        ":plan 2.1 amber agreed red value 29%: pdm: two auditors had left\n:plan 1.1 green value 26%: ad-i: well",
    );
    let brief = read(&desk.store, Audience::Members, "2023-03-01");
    let words: Vec<String> = brief.plans[0].contradictions.iter().map(|clash| clash.clash.words()).collect();
    let place = "27 February 2023, csib-2023-02-27 item 3";
    assert_eq!(
        words,
        [
            format!(
                "rated Green (reported {place}), but Vacancy rate moved from 24% to 26% on 27 February 2023 \
                 (csib-2023-02-27); target 10%"
            ),
            format!("reported as Amber ({place}), but the Board agreed Red ({place})"),
        ]
    );
    let measures: Vec<String> = brief.plans[0].measures.iter().map(|line| line.measure.words()).collect();
    assert_eq!(
        measures[1],
        "Audits graded good: 29% on 27 February 2023 (csib-2023-02-27), before 31%; target 70%, 41 percentage points to go, \
         farther from the target"
    );
    assert_eq!((brief.plans[0].measures_in_plan, brief.plans[0].measures_without_value), (2, 0));
}

#[test]
fn a_question_that_nobody_answered_is_owed_an_answer() {
    let brief = read(&desk(true).store, Audience::Members, "2023-04-17");
    let [owed] = &brief.answers_owed[..] else { panic!("{:?}", brief.answers_owed) };
    assert_eq!(owed.words, "Cllr Y Clement: How many posts are vacant?");
    assert_eq!((owed.meeting.as_str(), owed.item.as_str()), ("csib-2023-02-27", "3 Children's Social Care Plan"));
    let asked = brief.questions.iter().find(|question| question.evidence[0].contains("posts are vacant")).unwrap();
    assert_eq!(
        asked.question,
        "A question on 27 February 2023 has no answer in the minutes. Has it been answered since?"
    );
}

#[test]
fn what_a_later_action_may_have_settled_is_said_so_and_not_asked() {
    let mut desk = desk(true);
    desk.types(":item 4\n! ad-i: report how many posts are vacant by locality by 31 May");
    let brief = read(&desk.store, Audience::Members, "2023-04-17");
    assert_eq!(brief.answers_owed[0].perhaps_settled_by, None, "two words are too few");
    desk.types(":item 3\nq sian: Can we have the number of children with three or more social workers?\na dcs: We can provide it.");
    desk.types(":item 4\n! pdm: circulate the number of children with three or more social workers by 31 May");
    let brief = read(&desk.store, Audience::Members, "2023-04-17");
    let promise = brief.answers_owed.iter().find(|owed| owed.words.contains("We can provide it")).unwrap();
    assert_eq!(promise.perhaps_settled_by.as_deref(), Some("23/06, open"));
    assert!(promise.asked.starts_with("Cllr S Prydderch: Can we have the number"), "{}", promise.asked);
    assert!(brief.questions.iter().all(|question| !question.evidence[0].contains("provide it")));
}

#[test]
fn what_changed_is_told_from_the_last_meeting_on() {
    let brief = read(&desk(true).store, Audience::Members, "2023-04-17");
    assert!(brief.changes.iter().all(|change| change.kind == ChangeKind::Given));
    assert_eq!(brief.changes.len(), 4);
    let text = told(&desk(true).store, "2023-04-17");
    assert!(text.contains("At the meeting of 27 February 2023 (csib-2023-02-27) and since: 4 given."), "{text}");
}

#[test]
fn without_a_plan_the_brief_has_no_word_of_one() {
    let text = told(&desk(false).store, "2023-04-17");
    assert!(!text.contains("at a glance") && !text.contains("plan action"), "{text}");
    assert!(text.contains("ACTION CSIB 23/01 is 38 days late. What is needed to finish it, and by when?"), "{text}");
}

#[test]
fn no_more_than_ten_questions_are_asked_and_no_more_than_three_of_one_person() {
    let mut desk = desk(true);
    for nth in 1..28 {
        let owner = ["dcs", "ad-i", "pdm", "yc", "kg", "sian"][nth % 6];
        desk.types(&format!("! {owner}: send paper {nth} by {nth} March"));
    }
    let brief = read(&desk.store, Audience::Members, "2023-06-20");
    assert_eq!(brief.questions.len(), 10);
    for question in &brief.questions {
        let same = brief.questions.iter().filter(|other| !other.to.is_empty() && other.to == question.to).count();
        assert!(same <= 3, "{}", question.to);
        assert!(!question.evidence.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn figures_are_a_plain_recount_and_nothing_leaks(happened in business()) {
        let (desk, written) = hold(&happened);
        let today = day("2023-05-02");
        let all = read(&desk.store, Audience::Members, "2023-05-02");
        let standings = desk.store.standings(Wanted::Outstanding).unwrap();
        prop_assert_eq!(all.figures.outstanding, standings.len());
        let late = standings.iter().filter(|one| one.due.is_some_and(|due| due < today)).count();
        prop_assert_eq!(all.figures.overdue, late);
        prop_assert_eq!(all.overdue.len() + all.overdue_not_listed, late);
        prop_assert_eq!(all.figures.undated, standings.iter().filter(|one| one.due.is_none()).count());
        let kinds: Vec<(EntryKind, String)> = desk.store.minutes(desk.meeting().id).unwrap().entries.iter().flatten()
            .map(|recorded| (recorded.entry.kind, format!("{recorded:?}"))).collect();
        for format in formats_of_minutes().filter(|format| *format != Format::Pdf) {
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

/// What a script sees: where the reports go, how the files are called, what is refused.
mod commands {
    use crate::commands::Shell;

    #[test]
    fn a_brief_is_written_to_a_file_that_sorts_and_never_over_somebody_s_work() {
        let shell = Shell::minuted();
        let said = shell.run("report brief CSIB --as html -o .");
        assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
        // On 20 February the meeting of the 27th is the next, and has been minuted already.
        let name = "csib-2023-02-27-brief.html";
        assert!(said.err.contains(name), "{}", said.err);
        assert!(shell.read(name).starts_with("<!DOCTYPE html>"));
        shell.file(name, "my own words");
        let refused = shell.run("report brief csib --as html -o .");
        assert_eq!(refused.status, 1);
        assert!(refused.err.contains("has been edited"), "{}", refused.err);
        assert_eq!(shell.run("report brief csib --as html -o . --force").status, 0);
        assert_eq!(shell.run("report brief csib --audience public --as md -o .").status, 0);
        assert!(shell.read("csib-2023-02-27-brief-public.md").starts_with("# Chair's brief"));
        let json = shell.json("report brief csib");
        assert_eq!(json["body"], "CSIB");
        assert!(json["figures"]["outstanding"].is_u64() && json["questions"].is_array());
    }

    #[test]
    fn a_wrong_name_is_refused_with_what_there_is() {
        let shell = Shell::minuted();
        for (asked, err) in [
            ("report brief xyz", "There is no body \u{201c}xyz\u{201d}.\nThere are CSIB.\n"),
            (
                "report plan xyz",
                "There is no plan called \u{201c}xyz\u{201d}.\nThe book has no plans yet: take one in with minutebook import \
                 plan FILE.\n",
            ),
        ] {
            let said = shell.run(asked);
            assert_eq!((said.status, said.err.as_str()), (1, err));
        }
    }
}
