//! Which words of an ACTION say by when.

use crate::desk::{AGENDA, Desk, at, empty_book};
use minutebook::capture::due_words;
use minutebook::clerk::{Minuting, agenda, register};
use minutebook::record::Detail;

/// Texts that end in a deadline, which begins at the bar.
const WITH: &[&str] = &[
    "send the list |by 31 March",
    "send the list |by 31st March 2026",
    "send the list |by 31 Mar",
    "send the list |by March 31",
    "send the list |by 31/03/2026",
    "send the list |by 31.3.26",
    "send the list |by 5pm on Friday",
    "send the list |by noon on Monday",
    "send the list |by Friday",
    "send the list |by Friday 3 April",
    "send the list |by next Friday",
    "send the list |by next meeting",
    "send the list |by the next meeting",
    "send the list |by the next meeting of the Board",
    "send the list |by the end of March",
    "send the list |by the end of the month",
    "send the list |by the end of term",
    "send the list |by the last day of March",
    "send the list |by close of business on Friday",
    "send the list |by mid May",
    "send the list |by Christmas",
    "send the list |by the summer",
    "send the list |by tomorrow",
    "send the list |by then",
    "send the list |by Q3",
    "send the list |in two weeks",
    "send the list |in a fortnight",
    "send the list |in two weeks' time",
    "send the list |in 10 days",
    "send the list |in May",
    "send the list |in time for the next meeting",
    "send the list |within 10 working days",
    "send the list |within ten working days",
    "send the list |within a week",
    "send the list |within 48 hours",
    "send the list |within a month of the meeting",
    "send the list |before the agenda is published",
    "send the list |before the next meeting",
    "send the list |before Easter",
    "send the list |two weeks before the next meeting",
    "send the list |ten days before the meeting",
    "send the list |at the next meeting",
    "send the list |at every meeting",
    "send the list |for the May meeting",
    "send the list |for the next meeting",
    "send the list |until the end of the year",
    "send the list |no later than Friday",
    "send the list |not later than 1 May",
    "send the list |on Friday",
    "send the list |on 12 May",
    "send the list |end of Q4",
    "send the list |end of March",
    "send the list |asap",
    "send the list |ASAP",
    "send the list |a.s.a.p",
    "send the list |as soon as possible",
    "send the list |immediately",
    "review the rota, |ongoing",
    "report on it |at each meeting",
    "report on it, |every meeting",
    "|by Friday",
    // The words that come before a deadline are not part of it.
    "put it on the agenda |for the next meeting",
    "set out the plan for the spring |by Friday",
    "explain the rise in May |by 30 June",
    "write to the Council |by the next meeting",
];

/// Texts that end in something else.
const WITHOUT: &[&str] = &[
    "send the list",
    "",
    "by",
    "by Friday send the list",
    "send the list by hand",
    "send the list by post to every member",
    "meet the Board",
    "report on the next meeting of the trust",
    "put it on the agenda",
    "put the report on the next agenda of the panel, if it is ready",
    "provide the figures for the last quarter",
    "provide the figures for 2025",
    "provide the figures for 2024/25",
    "provide the figures for the last three years",
    "report on attendance in the last year",
    "report the actions of the last meeting",
    "review the decision made at the last meeting",
    "monitor it for 12 months",
    "ask the police about 12 cases",
    "write to the Minister",
    "look into ongoing cases",
    "read the report before deciding",
    "provide it in writing",
    "provide it in full",
    "ask who is at risk",
    "speak to Mr May",
    "count those within the borough",
    "see the item on page 12",
    "go no further",
    "do not wait",
];

#[test]
fn the_longest_deadline_that_ends_the_words() {
    let mut wrong = Vec::new();
    for marked in WITH {
        let text = marked.replace('|', "");
        let wanted = marked.split_once('|').unwrap().1;
        for stop in ["", ".", " "] {
            let typed = format!("{text}{stop}");
            if due_words(&typed) != Some(wanted) {
                wrong.push(format!("{typed:?}: should be {wanted:?}, is {:?}", due_words(&typed)));
            }
        }
    }
    assert!(WITH.len() >= 60);
    assert!(wrong.is_empty(), "{} misread:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn none_where_the_words_end_in_something_else() {
    let wrong: Vec<String> = WITHOUT
        .iter()
        .filter_map(|text| due_words(text).map(|read| format!("{text:?}: should be none, is {read:?}")))
        .collect();
    assert!(wrong.is_empty(), "{} misread:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_words_are_kept_exactly_and_their_absence_is_marked() {
    let mut desk = Desk::started();
    desk.types("! dcs: send the list  By  the NEXT   Meeting ~2.3");
    let Detail::Action { action, .. } = &desk.last().detail else { panic!("no action") };
    assert_eq!(action.due_words, "By  the NEXT   Meeting");
    assert_eq!(action.plan_references, "2.3");
    assert_eq!(desk.last().entry.text, "send the list  By  the NEXT   Meeting");
    assert!(desk.last().doubts().is_empty());
    desk.types("! dcs: send the list");
    assert_eq!(desk.doubts(), ["no deadline"]);
    desk.types("! send the list");
    assert_eq!(desk.doubts(), ["no owner", "no deadline"]);
    desk.types("! dcs: by Friday.");
    assert_eq!(desk.doubts(), ["what is to be done?"]);
}

#[test]
fn an_action_given_to_somebody_who_is_not_in_the_room_is_marked() {
    let mut desk = Desk::started();
    desk.types("! dcs, kg: send the list by Friday");
    assert_eq!(desk.doubts(), [""; 0]);
    desk.types("< dcs\n! dcs, kg: send the list by Friday");
    assert_eq!(desk.doubts(), ["DCS was not in the room: tell them"]);
    desk.types("+ dcs\n! dcs: send another by Friday");
    assert_eq!(desk.doubts(), [""; 0]);
    let mut unread = Desk::planned();
    unread.types(":start\n! dcs: send the list by Friday");
    assert_eq!(unread.doubts(), [""; 0], "nobody knows who is there before the roll is called");
}

#[test]
fn a_body_says_how_long_before_a_meeting_its_agenda_is_out() {
    // The next meeting is on Monday 24 April. Clear are Friday to Monday before, five without Saturdays: the
    // agenda goes out on Friday 14. Three with Saturdays are Saturday, Friday and Thursday: it goes out on
    // Wednesday 19.
    for (notice, due) in [("", "2023-04-14"), ("Notice: 3 clear days, Saturdays counted\n", "2023-04-19")] {
        let text = AGENDA.replace("Quorum: 4\n", &format!("Quorum: 4\n{notice}"));
        let mut store = empty_book();
        let meeting = agenda::load(&mut store, &text, "agenda.txt", at(9, 0)).unwrap();
        let minuting = Minuting::open(&store, meeting.id).unwrap();
        let mut desk = Desk { store, minuting, now: at(18, 0) };
        desk.types(":start\n:item 3\n! dcs: send the paper before the agenda is published");
        let rows = register::actions(&desk.store, &[], at(9, 0).date()).unwrap();
        assert_eq!(rows[0].due_date.map(|day| day.to_string()).as_deref(), Some(due), "{notice}");
    }
    let refused =
        agenda::load(&mut empty_book(), &AGENDA.replace("Quorum: 4", "Notice: long enough"), "a.txt", at(9, 0));
    assert!(refused.unwrap_err().what.contains("a.txt:4:9"), "file, line and column");
    let refused = agenda::load(&mut empty_book(), &AGENDA.replace("Quorum: 4", "Closing: nobody"), "a.txt", at(9, 0));
    assert!(refused.unwrap_err().what.contains("expected the officer closes or the body agrees"));
}
