//! What proof-reading finds besides spelling, each by its rule.

use crate::desk::{Desk, at};
use chrono::NaiveDate;
use minutebook::capture::proof::reported::{first_person, present_tense};
use minutebook::capture::proof::words::{quotations, words};
use minutebook::capture::proof::{ProofMark, doubled, weekdays};
use minutebook::clerk::demo;
use minutebook::clerk::proof::{Misprint, correct, in_a_line, leave, misprints};
use minutebook::record::{MeetingStatus, ProofKind};
use minutebook::store::{Store, Verified};

/// Returns what was found as "words → what might stand there".
fn told(text: &str, marks: Vec<ProofMark>) -> Vec<String> {
    let told = |mark: ProofMark| format!("{} \u{2192} {}", &text[mark.range], mark.instead.join("|"));
    marks.into_iter().map(told).collect()
}

#[test]
fn words_are_told_from_figures_addresses_and_quotations() {
    let text =
        "The \u{201c}Front Door\u{201d} (S106, 23/07) and/or clerk@example.org; the boards' view – e.g. Łukasz's.";
    let letters: Vec<&str> = words(text)
        .into_iter()
        .filter(|word| word.kind == minutebook::capture::proof::words::WordKind::Letters)
        .map(|word| word.text)
        .collect();
    assert_eq!(letters, ["The", "Front", "Door", "and", "or", "the", "boards", "view", "Łukasz's"]);
    let quoted = |text: &str| quotations(text).into_iter().map(|range| text[range].to_string()).collect::<Vec<_>>();
    assert_eq!(quoted("He said 'the boards are late' of the boards' work"), ["'the boards are late'"]);
    assert_eq!(quoted("‘It’s late’, and “so it is"), ["‘It’s late’", "“so it is"]);
    assert_eq!(quoted("the boards' view and the members' view, 'tis said"), [""; 0]);
}

#[test]
fn the_same_word_twice_running_is_found() {
    let found = |text| told(text, doubled(text));
    assert_eq!(found("The plan for the the year"), ["the the \u{2192} the"]);
    assert_eq!(found("The the plan; it was was late"), ["The the \u{2192} The", "was was \u{2192} was"]);
    for good in [
        "It had had an effect, and that that was so was very very clear.",
        "Yes, yes. The plan. The plan was late late; late.".split(" late;").next().unwrap(),
        "Room 10 10 people, Duran Duran, Bora Bora and New New Road",
        "the \u{201c}the\u{201d}",
    ] {
        assert_eq!(found(good), [""; 0], "{good}");
    }
}

#[test]
fn a_weekday_that_is_not_that_of_its_date_is_found() {
    let meeting = NaiveDate::from_ymd_opt(2023, 2, 27).unwrap();
    let found = |text| told(text, weekdays(text, meeting));
    assert_eq!(found("by Tuesday 24 April 2023"), ["Tuesday \u{2192} Monday"]);
    assert_eq!(found("on Tuesday, the 24th of April, 2023"), ["Tuesday \u{2192} Monday"]);
    assert_eq!(found("on Tue 24 Apr and Wed 24/04/2023"), ["Tue \u{2192} Mon", "Wed \u{2192} Mon"]);
    assert_eq!(found("on Sunday April 24"), ["Sunday \u{2192} Monday"]);
    // 31 December 2022 was a Saturday, 31 December 2023 is a Sunday; the nearer one is offered.
    assert_eq!(found("on Monday 31 December"), ["Monday \u{2192} Saturday"]);
    for good in [
        "Monday 24 April 2023, Friday 3 March, Tuesday 28 Feb, Monday 24.4.23",
        "on Monday 24 people came; Monday and 24 April; next Monday (25 April)",
        "Friday 31 November 2023, Sun 40 May, Thursday 2023",
    ] {
        assert_eq!(found(good), [""; 0], "{good}");
    }
}

#[test]
fn the_present_tense_of_saying_is_found_behind_somebody() {
    let is_name = |word: &str| ["Barrow", "DCS", "YC"].contains(&word);
    let found = |text| told(text, present_tense(text, is_name));
    assert_eq!(found("The Director says that it is late."), ["says \u{2192} said"]);
    assert_eq!(
        found("Cllr Barrow asks why, and she explains."),
        ["asks \u{2192} asked", "explains \u{2192} explained"]
    );
    assert_eq!(
        found("YC notes that it is late; a resident tells of it"),
        ["notes \u{2192} noted", "tells \u{2192} told"]
    );
    for good in [
        "The report says that it is late, and the plan states why.",
        "The Director said \u{201c}the Chair says so\u{201d}.",
        "Officer reports, Member requests and the Chair's notes were read.",
        "The officer notes were late. The Director reports to the Chief Executive.",
    ] {
        assert_eq!(found(good), [""; 0], "{good}");
    }
}

#[test]
fn the_first_person_is_found_outside_quotations() {
    let found = |text| told(text, first_person(text));
    assert_eq!(found("We would write to our partners."), ["We \u{2192} They", "our \u{2192} their"]);
    assert_eq!(found("It was said that I\u{2019}d go and we're late"), ["I\u{2019}d \u{2192} ", "we're \u{2192} "]);
    for good in [
        "He said: \u{2018}we are late\u{2019}, and \u{201c}I know\u{201d}.",
        "Part I of Schedule 12A, Mr I. Khan, AD-I, the US and the Our Place programme.",
        "Mine workings at the pit; the west; bus; power",
    ] {
        assert_eq!(found(good), [""; 0], "{good}");
    }
}

fn found(desk: &Desk) -> Vec<String> {
    let told = |found: &Misprint| format!("{}: {} \u{2192} {}", found.kind, found.words, found.instead.join("|"));
    misprints(&desk.store, desk.meeting().id).unwrap().iter().map(told).collect()
}

/// A meeting with something of every kind.
fn desk() -> Desk {
    let mut desk = Desk::started();
    desk.types(":item 3\nn The comittee heard the the plan. The Director says that we are late.");
    desk.types("q yc: I ask what we and the DCS says of it. Is MASH in the the plan?");
    desk.types(
        "n Cllr Barrett and Cllr Clementt had met the JTAI (Joint Targeted Area Inspection) on Tuesday 6 March.",
    );
    desk.types("; we thikn that that is rong\n! dcs: write to our partners about JTAI by Tuesday 24 April 2023");
    desk.types(
        ":item 4\nn Mrs Bickerstaff of Moulsford had written twice.\nn Mrs Bickerstaffe would be answered by the MASH.",
    );
    desk
}

#[test]
fn a_pass_over_the_draft_finds_them_in_order() {
    assert_eq!(
        found(&desk()),
        [
            "spelling: comittee \u{2192} ",
            "doubled word: the the \u{2192} the",
            "tense: says \u{2192} said",
            "first person: we \u{2192} they",
            "abbreviation: MASH \u{2192} ",
            "doubled word: the the \u{2192} the",
            "name: Clementt \u{2192} Clement",
            "weekday: Tuesday \u{2192} Monday",
            "first person: our \u{2192} their",
            "weekday: Tuesday \u{2192} Monday",
            "name: Bickerstaffe \u{2192} Bickerstaff",
        ]
    );
}

#[test]
fn abbreviations_are_explained_by_the_roster_the_agenda_and_the_minutes() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn The DCS, AB, the CSIB and the AD-I saw the LADO (Local Authority Designated Officer).");
    desk.types(
        "n The NHS and its GPs, by CCTV: RESOLVED NEM CON that the BOARD do NOT meet, nor Cllr BARROW or Mr TS Hall.",
    );
    desk.types("n LADOs and part III. The multi-agency safeguarding hub (MASH) and the MASH's staff.");
    assert_eq!(found(&desk), [""; 0]);
    desk.types("n The QA of EHCPs. The EHCP of one \u{201c}NEET\u{201d}.");
    assert_eq!(found(&desk), ["abbreviation: QA \u{2192} quality assurance (QA)", "abbreviation: EHCPs \u{2192} "]);
}

#[test]
fn questions_are_told_too_where_the_house_style_tells_them() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: I ask what we are to do.");
    assert_eq!(found(&desk), [""; 0]);
    let sitting = desk.store.sitting(desk.meeting().id).unwrap();
    let mut style = sitting.style.clone();
    style.questions = minutebook::record::house_style::Questions::Narrative;
    minutebook::clerk::house_styles::save(&mut desk.store, &sitting.body, style, "changed", at(18, 0)).unwrap();
    assert_eq!(found(&desk), ["first person: I \u{2192} ", "first person: we \u{2192} they"]);
}

#[test]
fn what_is_found_is_corrected_as_an_ordinary_change() {
    let mut desk = desk();
    let meeting = desk.meeting().id;
    let all = misprints(&desk.store, meeting).unwrap();
    correct(&mut desk.store, &all[1], "the", at(20, 0)).unwrap();
    // What was found before the change is not put where it no longer stands.
    assert_eq!(
        correct(&mut desk.store, &all[2], "said", at(20, 0)).unwrap_err().what,
        "That entry has been changed since."
    );
    let all = misprints(&desk.store, meeting).unwrap();
    let due = all.iter().rfind(|found| found.kind == ProofKind::Weekday).unwrap();
    correct(&mut desk.store, due, "Monday", at(20, 0)).unwrap();
    assert_eq!(found(&desk).len(), 9);
    let action = desk
        .store
        .open_actions(desk.minuting.sitting.body.id, at(20, 0).date() + chrono::Duration::days(1), 9)
        .unwrap()
        .pop()
        .unwrap();
    let minutebook::record::Detail::Action { action: given, owners, .. } = &action.detail else { panic!() };
    assert_eq!((given.due_words.as_str(), owners.len()), ("by Monday 24 April 2023", 1));
    assert_eq!(action.entry.text, "write to our partners about JTAI by Monday 24 April 2023");
    assert!(matches!(desk.store.verify().unwrap(), Verified::Whole { .. }));
    desk.minuting.reload(&desk.store).unwrap();
    desk.undo();
    desk.undo();
    assert_eq!(found(&desk).len(), 11);
}

#[test]
fn what_is_left_as_it_is_written_is_left_for_a_reason() {
    let mut desk = desk();
    let meeting = desk.meeting().id;
    let all = misprints(&desk.store, meeting).unwrap();
    let refused = leave(&mut desk.store, &all[4], "  ", at(20, 0)).unwrap_err();
    assert_eq!(refused.what, "It is left as it is written for a reason.");
    leave(&mut desk.store, &all[4], "they know", at(20, 0)).unwrap();
    assert!(!found(&desk).iter().any(|found| found.starts_with("abbreviation")));
    let kept = desk.store.stets(meeting).unwrap();
    assert_eq!((kept[0].words.as_str(), kept[0].reason.as_str()), ("MASH", "they know"));
    assert_eq!(desk.store.undo(Some(meeting), at(20, 1)).unwrap().unwrap(), "Left as it is written: abbreviation");
    assert_eq!(found(&desk).len(), 11);
}

#[test]
fn the_sample_book_has_nothing_to_find() {
    let mut store = Store::in_memory().unwrap();
    store.seed_ids(1);
    demo::fill(&mut store).unwrap();
    for meeting in store.meetings(99).unwrap() {
        let found = misprints(&store, meeting.id).unwrap();
        assert_eq!(found, [], "{}", meeting.meeting);
    }
}

#[test]
fn whoever_exports_is_told_how_much_there_is_to_look_at() {
    let mut desk = desk();
    let told = in_a_line(&desk.store, desk.meeting()).unwrap().unwrap();
    assert_eq!(told, "11 things to look at in the words of these minutes: minutebook proof csib-2023-02-27");
    desk.types(":close 20:00\n:circulated\n:confirmed");
    assert_eq!(desk.meeting().status, MeetingStatus::Confirmed);
    assert_eq!(in_a_line(&desk.store, desk.meeting()).unwrap(), None);
}
