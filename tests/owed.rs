//! Promises and requests that have no ACTION, decisions that call on somebody, and answers that will follow.

use crate::desk::minutes;
use crate::desk::{Desk, at};
use crate::session::Session;
use minutebook::capture::owed::{Judged, Why, owed};
use minutebook::clerk::follow_up::{FollowUp, Verb, find, follow_up, roster_of};
use minutebook::clerk::format::Format;
use minutebook::clerk::register::actions;
use minutebook::record::{ActionStatus, Detail};
use minutebook::reports::Audience;

/// Returns the words of what is owed under the item on the desk, and why.
fn owing(desk: &Desk) -> Vec<(String, Why)> {
    let entries = &desk.minuting.entries;
    let text = |id| entries.iter().find(|recorded| recorded.entry.id == id).unwrap().entry.text.clone();
    owed(entries, &desk.minuting.roster, &mut Judged::default())
        .into_iter()
        .map(|owed| (text(owed.entry), owed.why))
        .collect()
}

#[test]
fn a_promise_is_owed_until_an_action_keeps_it() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Can we have a list of the boards and who sits on them?");
    assert_eq!(owing(&desk), [("Can we have a list of the boards and who sits on them?".into(), Why::Request)]);
    desk.types("a dcs: Yes, we can provide that.");
    // The question has its answer now; what the answer promises is owed.
    assert_eq!(owing(&desk), [("Yes, we can provide that.".into(), Why::Promise)]);
    desk.types("n The Chair thanked her.\n! dcs: provide a list of boards by next meeting");
    assert_eq!(owing(&desk), []);
}

#[test]
fn of_three_requests_the_two_without_an_action_stay_owed() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Can we have a list of the boards?\na dcs: Yes, we will provide that.");
    desk.types("! dcs: provide a list of the boards by next meeting");
    desk.types("q kg: Could we have the vacancy figures by team?\na ad-i: I will send them to members.");
    desk.types("q bd: How many posts are vacant?\na ad-i: Eleven.");
    desk.types("q sp: Please could the audit be circulated with the minutes?");
    assert_eq!(
        owing(&desk),
        [
            ("I will send them to members.".into(), Why::Promise),
            ("Please could the audit be circulated with the minutes?".into(), Why::Request),
        ]
    );
    // An ACTION further down that says the same settles it.
    desk.types("d noted: the report\n! ad-i: send the vacancy figures by team to members by Friday");
    assert_eq!(owing(&desk).len(), 1);
}

#[test]
fn one_key_makes_the_action_of_a_promise() {
    let mut session = Session::started();
    session.keys("q yc: Can we have a list of the boards and who sits on them?<enter>");
    session.keys("Yes, we can provide that.").shows("a promise: Alt-A makes the ACTION too");
    session.keys("<enter>").shows("promised, no ACTION yet: Alt-A");
    session.keys("half a line<a-a>");
    session.shows("DCS to provide a list of the boards and who sits on them by next meeting");
    session.shows_no("promised, no ACTION");
    assert_eq!(session.line(), "half a line", "what is being typed stays");
    let recorded = session.recorded();
    let Detail::Action { action, owners, .. } = &recorded[2].detail else { panic!("{recorded:?}") };
    assert_eq!((action.due_words.as_str(), owners.len()), ("by next meeting", 1));
}

#[test]
fn the_answer_that_is_being_typed_is_recorded_with_its_action() {
    let mut session = Session::started();
    session.keys("q yc: Could the longest wait be printed each time?<enter>Yes, I will include it from July.<a-a>");
    // "From July" says when, though it is no deadline: none is made up.
    session.shows("ACTION: DCS to include the longest wait from July").shows("no deadline");
    assert_eq!(session.entries().len(), 3);
    session.keys("n Something else.<enter><a-a>").shows("Nothing here is promised or asked for");
}

#[test]
fn a_request_earlier_in_the_item_gets_its_action_beneath_it() {
    let mut session = Session::started();
    session.keys(
        "q kg: Could we have the vacancy figures by team?<enter>q bd: How many posts are vacant?<enter>Eleven.<enter>",
    );
    session.keys("<up><up><up><a-a>");
    assert_eq!(
        session.lines(),
        [
            "question: Could we have the vacancy figures by team?",
            "action: provide the vacancy figures by team by next meeting",
            "question: How many posts are vacant?",
            "answer: Eleven.",
        ]
    );
}

#[test]
fn a_decision_that_calls_on_somebody_carries_an_action() {
    let mut session = Session::started();
    session.keys("d noted: the plan, and called on the DCS to share it electronically as soon as possible<enter>");
    session.shows("to be done, no ACTION yet");
    session.keys("<a-a>").shows("ACTION: DCS to share it electronically as soon as possible");
    session.shows_no("to be done, no ACTION");
    session.keys("d asked: for more<enter>").shows_no("to be done, no ACTION");
}

#[test]
fn a_reply_to_follow_is_owed_until_it_is_written_and_prints_under_its_question() {
    let mut desk = Desk::started();
    desk.types(
        ":item 3\nq yc: How many boards are there, and what did each cost?\n:reply ad-i by 10 March\nq kg: Why?",
    );
    let action = desk.entry_with("reply in writing").clone();
    assert_eq!(
        action.entry.text,
        "reply in writing to Cllr Y Clement (\u{201c}How many boards are there, and what did each cost?\u{201d}) by 10 March"
    );
    assert_eq!(owing(&desk), []);
    desk.types("a dcs: Because.\n:close\n:confirmed");
    let given = find(&desk.store, "23/01").unwrap();
    let roster = roster_of(&desk.store, &given).unwrap();
    let empty = FollowUp::of(Verb::Reply, "", "", &roster);
    assert_eq!(
        follow_up(&mut desk.store, &given, &empty, "pat", at(21, 0)).unwrap_err().what,
        "A written answer is owed."
    );
    let heard = FollowUp::of(Verb::Reply, "There are ten; they cost \u{a3}4,000 a year.", "", &roster);
    follow_up(&mut desk.store, &given, &heard, "pat", at(21, 0)).unwrap();
    let rows = actions(&desk.store, &["all".into()], at(21, 0).date()).unwrap();
    assert_eq!(rows[0].status, ActionStatus::Closed);
    // The minutes are locked; the answer stands beside their words, which have not changed.
    let printed = minutes(&desk.store, desk.meeting(), Format::Markdown, Audience::Public, None).unwrap();
    let question = printed.find("How many boards are there").unwrap();
    let reply = printed.find("in writing, on 27 February 2023: There are ten").unwrap();
    let next = printed.find("Why?").unwrap();
    assert!(question < reply && reply < next, "{printed}");
}

#[test]
fn a_stop_after_the_deadline_of_a_reply_is_no_part_of_the_name_before_it() {
    for due in ["by Friday", "by 1\u{2013}3 March"] {
        let mut desk = Desk::started();
        desk.types(&format!(":item 3\nq yc: What did it cost?\n:reply dcs {due}......"));
        let Detail::Action { action, owners, .. } = &desk.last().detail else { panic!("{:?}", desk.last()) };
        assert_eq!((action.due_words.as_str(), owners[0].person), (due, Some(desk.person("SH"))));
    }
}

#[test]
fn whoever_promises_in_a_comment_owns_the_action() {
    let mut desk = Desk::started();
    desk.types(":item 3\nc kg: I will send members the letter from the schools.");
    let owed = owed(&desk.minuting.entries, &desk.minuting.roster, &mut Judged::default()).remove(0);
    desk.minuting.make_action(&mut desk.store, owed.entry, owed.before, desk.now).unwrap();
    let Detail::Action { owners, .. } = &desk.last().detail else { panic!("{:?}", desk.last()) };
    assert_eq!(owners[0].person, Some(desk.person("KG")));
}

#[test]
fn only_what_owes_an_answer_can_be_replied_to() {
    let mut desk = Desk::started();
    desk.types(":item 3\n! dcs: send the list by Friday");
    assert_eq!(
        desk.try_type(":action 23/01 reply here it is").unwrap_err().what,
        "ACTION 23/01 owes no written answer."
    );
    assert_eq!(desk.try_type(":reply").unwrap_err().what, "There is no question under this item.");
}

#[test]
fn nothing_is_owed_by_words_that_only_sound_so() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: How many children waited?\na dcs: I will be brief: nineteen.\nc kg: I welcome that.");
    desk.types(
        "q bd: Can you tell us why?\na dcs: We can see three causes.\nd noted: that members had asked good questions",
    );
    assert_eq!(owing(&desk), []);
}

#[test]
fn an_action_that_says_again_what_was_exempt_is_exempt_too() {
    let promise = ":exempt 3\na dcs: I will send the Skelwith report to members.\n:public";
    let asked = ":exempt 3\nq yc: Can we have the Skelwith report?\n:public\na dcs: Yes, we will provide that.";
    let passed_over = ":exempt 3\na dcs: I will send the Skelwith report to members.\n:public\nn So noted.\nq yc: Why?";
    for lines in [promise, asked, passed_over] {
        let mut desk = Desk::started();
        desk.types(&format!(":item 3\n{lines}"));
        let owed = owed(&desk.minuting.entries, &desk.minuting.roster, &mut Judged::default()).remove(0);
        desk.minuting.make_action(&mut desk.store, owed.entry, owed.before, desk.now).unwrap();
        let action = desk.entry_with("by next meeting");
        assert!(action.entry.text.contains("Skelwith") && action.entry.exempt.is_exempt(), "{lines}");
    }
    let mut desk = Desk::started();
    desk.types(":item 3\n:exempt 3\nq yc: What did Skelwith cost?\n:public\n:reply dcs");
    assert!(desk.last().entry.exempt.is_exempt());
    let printed = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap();
    assert!(!printed.contains("Skelwith"), "{printed}");
    desk.types("q yc: What did the rest cost?\n:reply dcs");
    assert!(!desk.last().entry.exempt.is_exempt());
}

#[test]
fn decisions_and_notes_call_on_people_as_minutes_word_it() {
    let mut desk = Desk::started();
    desk.types(":item 3");
    for (line, wanted) in [
        (
            "d resolved dg/ab 7-0-0: that the DCS be asked to obtain three quotations by 6 March",
            "DCS: obtain three quotations by 6 March",
        ),
        ("d agreed: that the DCS write to the insurers", "DCS: write to the insurers by next meeting"),
        ("d agreed: DCS and PDM to prepare a bid by 31 March", "DCS+PDM: prepare a bid by 31 March"),
        (
            "d agreed: to ask the Director of Children's Services to write to the Minister",
            "DCS: write to the Minister by next meeting",
        ),
        ("d requested: the PDM to report back in March", "PDM: report back in March"),
        ("d noted: the plan, and asked the AD-I to share it", "AD-I: share it by next meeting"),
        (
            "n Mr Hale undertook to provide the letter by the end of March.",
            "DCS: provide the letter by the end of March",
        ),
        ("n Ms Pike explained the delay, and agreed to speak to the council.", "nobody"),
        ("d noted: the questions asked by the auditor in relation to the accounts", "nobody"),
        ("d noted: that parents had been invited to contribute to the survey", "nobody"),
        ("d noted: that the DCS had been asked to leave", "nobody"),
        ("d noted: the DCS has written to schools", "nobody"),
        ("d received: the report of the PDM", "nobody"),
    ] {
        desk.types(line);
        let id = desk.last().entry.id;
        let is_owed = owed(&desk.minuting.entries, &desk.minuting.roster, &mut Judged::default())
            .iter()
            .any(|owed| owed.entry == id);
        assert_eq!(is_owed, wanted != "nobody", "{line}");
        if !is_owed {
            continue;
        }
        desk.minuting.make_action(&mut desk.store, id, None, at(18, 30)).unwrap();
        let Detail::Action { owners, .. } = &desk.last().detail else { panic!("{line}") };
        let owners: Vec<&str> =
            owners.iter().map(|owner| desk.minuting.roster.speaking_name(owner.person.unwrap()).unwrap()).collect();
        assert_eq!(format!("{}: {}", owners.join("+"), desk.last().entry.text), wanted, "{line}");
    }
}

#[test]
fn whoever_is_named_in_a_request_is_to_do_it_and_nobody_who_only_spoke_last() {
    let mut desk = Desk::started();
    desk.types(":item 3\na ad-i: There were eleven.");
    for (line, owner) in [
        ("c kg: It would be helpful if the DCS could circulate the schedule.", Some("DCS")),
        ("c kg: Please can the Performance and Data Manager circulate the rota.", Some("PDM")),
        ("c kg: Please could somebody circulate the rota.", None),
        ("q kg: Could we have the rota by Friday?", Some("AD-I")),
    ] {
        desk.types(line);
        let id = desk.last().entry.id;
        desk.minuting.make_action(&mut desk.store, id, None, at(18, 30)).unwrap();
        let Detail::Action { owners, .. } = &desk.last().detail else { panic!("{line}") };
        let named = owners.first().and_then(|owner| desk.minuting.roster.speaking_name(owner.person?));
        assert_eq!(named, owner, "{line}: {}", desk.last().entry.text);
    }
}
