//! What a meeting hears of the actions that earlier ones gave, and how it is minuted.

use crate::desk::minutes;
use crate::desk::{AGENDA, Desk, at};
use chrono::{Days, NaiveDate};
use minutebook::clerk::follow_up::{FollowUp, Verb, find, follow_up};
use minutebook::clerk::format::Format;
use minutebook::clerk::minuting::Edit;
use minutebook::clerk::register::{Registered, actions};
use minutebook::clerk::{Minuting, agenda};
use minutebook::record::{ActionStatus, Closing, EntryKind};
use minutebook::reports::Audience;

pub const NEXT_AGENDA: &str = "\
Body: Children's Services Improvement Board (CSIB)
Date: Monday 24 April 2023, 6.00 pm
Next meeting: Monday 26 June 2023, 6.00 pm

1. Apologies for absence
2. Matters arising
   Presenter: DCS
3. Workforce
";

/// The meeting of February with what it asked for, and that of April at its matters arising.
///
/// 23/01 is due by the meeting of April, 23/02 was due on 10 March, 23/03 (exempt) is due on 31 May, 23/04
/// as soon as possible, 23/05 at the end of December.
pub fn in_april(closing: Closing) -> Desk {
    let text = AGENDA.replace("Quorum: 4\n", &format!("Quorum: 4\nClosing: {closing}\n"));
    let mut store = crate::desk::empty_book();
    let meeting = agenda::load(&mut store, &text, "agenda.txt", at(9, 0)).unwrap();
    let minuting = Minuting::open(&store, meeting.id).unwrap();
    let mut desk = Desk { store, minuting, now: at(18, 0) };
    desk.types(":start\n:present all\n:item 3\nq yc: Can we have a list of the boards?\na dcs: Yes, we can.");
    desk.types("! dcs, kg: provide a list of the boards by next meeting\n! kg: ask the schools by 10 March");
    desk.types(":item 5\n! dcs: visit the school by 31 May\n:item 4");
    desk.types("! ad-i: clear the backlog asap\n! Jane Hill: write the yearly report by 31 December 2023\n:close");
    let meeting = agenda::load(&mut desk.store, NEXT_AGENDA, "agenda.txt", at(9, 0)).unwrap();
    desk.minuting = Minuting::open(&desk.store, meeting.id).unwrap();
    desk.now = at(18, 0) + Days::new(56);
    desk.types(":start\n:present all\n:item 2");
    desk
}

pub fn row(desk: &Desk, reference: &str) -> Registered {
    let rows = actions(&desk.store, &["all".into()], desk.now.date()).unwrap();
    rows.into_iter().find(|row| row.reference == reference).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn what_changed_is_minuted_in_sentences() {
    let mut desk = in_april(Closing::Body);
    desk.types(":action 23/01 close dcs: the list had gone out on 3 March");
    desk.types(":action 23/02 move by 30 June because two schools had not answered");
    desk.types(":action 23/03 update the visit had been agreed");
    desk.types(":action 23/04 pass pdm");
    desk.types(":action 23/05 hold");
    assert_eq!(
        desk.texts(),
        [
            "Action 23/01 (DCS and Kate Goode to provide a list of the boards): DCS \u{2013} the list had gone out on 3 \
             March. The Board agreed that the action be closed.",
            "Action 23/02 (Kate Goode to ask the schools): The deadline was moved from \u{2018}by 10 March\u{2019} to \
             \u{2018}by 30 June\u{2019}, because two schools had not answered.",
            "Action 23/03 (DCS to visit the school): The visit had been agreed.",
            "Action 23/04 (AD-I to clear the backlog): The action passed from AD-I to PDM.",
            "Action 23/05 (Jane Hill to write the yearly report): The action was put on hold.",
        ]
    );
    assert!(desk.minuting.entries.iter().all(|recorded| recorded.entry.kind == EntryKind::Update));
    let first = row(&desk, "23/01");
    assert_eq!((first.status, first.updates[0].said_by.as_str()), (ActionStatus::Closed, "DCS"));
    let moved = row(&desk, "23/02");
    assert_eq!((moved.due_date, moved.original_due, moved.slips), (day(2023, 6, 30), day(2023, 3, 10), 1));
    assert_eq!(row(&desk, "23/04").owner, "PDM");
    let last = row(&desk, "23/05");
    assert_eq!((last.status, last.carried, last.updates.len()), (ActionStatus::OnHold, 0, 1));
    let again = desk.try_type(":action 23/05 carry").unwrap_err();
    assert_eq!(again.what, "This meeting has heard of ACTION 23/05 already.");
}

#[test]
fn what_is_said_of_an_exempt_action_is_exempt_wherever_it_is_said() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":action 23/03 update the visit had been agreed");
    desk.types(":exempt 1\n:action 23/01 update the list names a child\n:public");
    let printed = |desk: &Desk, audience| {
        minutes(&desk.store, desk.meeting(), Format::Text, audience, None).unwrap().replace(['\n', ' '], "")
    };
    let public = printed(&desk, Audience::Public);
    assert!(!public.contains("visit") && !public.contains("namesachild"), "{public}");
    assert!(printed(&desk, Audience::Members).contains("visithadbeenagreed"));
    // The meeting that gave the action does not tell either.
    let february = desk.store.find_meeting("csib-2023-02-27").unwrap();
    let given = minutes(&desk.store, &february, Format::Json, Audience::Public, None).unwrap();
    assert!(given.contains("provide a list") && !given.contains("names a child"), "{given}");
}

#[test]
fn a_minute_that_tells_of_an_exempt_deadline_or_owner_is_exempt() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":exempt 1\n:action 23/01 move before the Skelwith hearing because of it\n:action 23/02 pass Quillbeck");
    desk.types(":public\n:action 23/01 move by 30 June because it was late\n:action 23/02 pass dcs");
    let public = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap();
    assert!(!public.contains("Skelwith") && !public.contains("Quillbeck"), "{public}");
    desk.types(":action 23/01 move by 31 July because of leave\n:action 23/02 update half of them had answered");
    let public = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap();
    assert!(public.contains("Half of them"), "what quotes nothing is public: {public}");
}

#[test]
fn a_body_agrees_closures_itself_or_leaves_them_to_the_officer() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":action 23/01 close");
    assert!(desk.last().entry.text.ends_with(": The action was closed."), "{}", desk.last().entry.text);
    for (closing, is_refused) in [(Closing::Officer, false), (Closing::Body, true)] {
        let mut desk = in_april(closing);
        let given = find(&desk.store, "23/01").unwrap();
        let heard = FollowUp { status: Some(ActionStatus::Closed), ..FollowUp::default() };
        let result = follow_up(&mut desk.store, &given, &heard, "dso", desk.now);
        assert_eq!(result.is_err(), is_refused, "{closing}");
        let Err(failure) = result else { continue };
        assert_eq!(failure.what, "ACTION 23/01 of CSIB is closed when a meeting agrees.");
        let proposed = FollowUp { status: Some(ActionStatus::ProposedForClosure), ..FollowUp::default() };
        follow_up(&mut desk.store, &given, &proposed, "dso", desk.now).unwrap();
        assert_eq!(row(&desk, "23/01").status, ActionStatus::ProposedForClosure, "still outstanding");
    }
}

#[test]
fn a_minute_of_an_update_can_be_worded_afresh_and_taken_back() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":action 23/01 close the list had gone out");
    let id = desk.last().entry.id;
    let refused = desk.retype(id, "Action 23/01: three boards were still missing.").unwrap_err();
    assert_eq!(refused.what, "The minute must still say what became of the action, as the register does.");
    desk.retype(id, "Action 23/01: closed, with thanks.").unwrap();
    assert_eq!(desk.texts(), ["Action 23/01: closed, with thanks."]);
    assert_eq!(row(&desk, "23/01").status, ActionStatus::Closed);
    assert!(desk.retype(id, "! dcs: something else").is_err() && desk.edit(id, Edit::MakeIt(EntryKind::Note)).is_err());
    desk.types(":action 23/01 reopen it was the wrong list");
    let refused = desk.edit(id, Edit::Remove).unwrap_err();
    assert_eq!(refused.what, "More has been heard of this action since.");
    let last = desk.last().entry.id;
    desk.edit(last, Edit::Remove).unwrap();
    desk.edit(id, Edit::Remove).unwrap();
    assert_eq!((row(&desk, "23/01").status, row(&desk, "23/01").updates.len()), (ActionStatus::Open, 0));
    desk.undo();
    assert_eq!(row(&desk, "23/01").status, ActionStatus::Closed);
}

#[test]
fn what_cannot_be_followed_up_is_said_and_nothing_changes() {
    let mut desk = in_april(Closing::Officer);
    for (line, what) in [
        (":action", "Which action was heard of?"),
        (":action 23/77 close", "There is no ACTION csib:23/77."),
        (":action 23/01 explode", "\u{201c}explode\u{201d} is nothing that is done with an action."),
        (":action 23/01 move by 30 June", "A deadline is moved for a reason."),
        (":action 23/01 update", "Nothing was said of it."),
        (":action 23/01 reopen", "ACTION 23/01 is open already."),
    ] {
        assert_eq!(desk.try_type(line).unwrap_err().what, what, "{line}");
    }
    assert!(desk.texts().is_empty());
}

#[test]
fn who_came_does_not_take_the_place_of_what_was_heard() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":action 23/01 close the list had gone out");
    let id = desk.last().entry.id;
    for line in ["+ Jane Smith", "< yc"] {
        let refused = desk.retype(id, line).unwrap_err();
        assert_eq!(refused.what, "What was heard of an action stays the minute of that.", "{line}");
    }
    assert_eq!(row(&desk, "23/01").status, ActionStatus::Closed);
}

#[test]
fn one_body_does_not_close_what_another_agrees_itself() {
    let mut desk = in_april(Closing::Body);
    let text = AGENDA.replace("Children's Services Improvement Board (CSIB)", "Wexmoor Board (WIB)");
    let meeting = agenda::load(&mut desk.store, &text, "agenda.txt", at(9, 0)).unwrap();
    let april = std::mem::replace(&mut desk.minuting, Minuting::open(&desk.store, meeting.id).unwrap());
    for verb in ["close", "supersede", "drop", "refer"] {
        let refused = desk.try_type(&format!(":action csib:23/01 {verb}")).unwrap_err();
        assert!(refused.what.ends_with(" when a meeting agrees."), "{}", refused.what);
        assert_eq!(refused.hint, "Propose it, with the reason: the next meeting of CSIB agrees or not.");
    }
    desk.types(":action csib:23/01 propose the list had gone out");
    desk.minuting = april;
    desk.types(":action 23/01 close");
    assert_eq!(row(&desk, "23/01").status, ActionStatus::Closed);
}

#[test]
fn what_was_heard_comes_back_in_its_turn_or_not_at_all() {
    let mut desk = in_april(Closing::Officer);
    let dso = |desk: &mut Desk, text: &str| {
        let given = find(&desk.store, "23/01").unwrap();
        let heard = FollowUp { text: text.into(), ..FollowUp::default() };
        follow_up(&mut desk.store, &given, &heard, "dso", desk.now).unwrap();
    };
    let heard = |desk: &Desk| row(desk, "23/01").updates.into_iter().map(|heard| heard.text).collect::<Vec<_>>();
    dso(&mut desk, "half of it was typed");
    desk.types(":action 23/01 update the list had gone out");
    desk.undo();
    desk.store.undo(None, desk.now).unwrap();
    let refused = desk.minuting.redo(&mut desk.store, desk.now).unwrap_err();
    assert_eq!(refused.what, "What was heard of this action before that has been taken back.");
    assert!(heard(&desk).is_empty());
    desk.store.redo(None, desk.now).unwrap();
    desk.redo();
    assert_eq!(heard(&desk), ["half of it was typed", "the list had gone out"]);
    desk.undo();
    dso(&mut desk, "it was with the printer");
    let refused = desk.minuting.redo(&mut desk.store, desk.now).unwrap_err();
    assert_eq!(refused.what, "Something else has been heard of this action since.");
    assert_eq!(heard(&desk), ["half of it was typed", "it was with the printer"]);
}

#[test]
fn whoever_passed_an_action_on_is_not_asked_for_it() {
    let mut desk = in_april(Closing::Officer);
    let of = |desk: &Desk, owner: &str| -> Vec<String> {
        let rows = actions(&desk.store, &[format!("owner:{owner}")], desk.now.date()).unwrap();
        rows.into_iter().map(|row| row.reference).collect()
    };
    assert_eq!((of(&desk, "ad-i").len(), of(&desk, "jane").len(), of(&desk, "kg").len()), (1, 1, 2));
    desk.types(":action 23/04 pass pdm\n:action 23/05 pass Mary Quill\n:action 23/01 pass ad-i");
    assert_eq!((of(&desk, "ad-i"), of(&desk, "pdm")), (vec!["23/01".into()], vec!["23/04".into()]));
    assert_eq!((of(&desk, "jane"), of(&desk, "mary")), (vec![], vec!["23/05".into()]));
    assert_eq!(of(&desk, "kg"), ["23/01", "23/02"], "who helps still does");
    desk.types(":action 23/05 pass kg");
    assert_eq!((of(&desk, "mary"), of(&desk, "kg").len()), (vec![], 3));
}

#[test]
fn a_new_owner_who_is_not_known_for_certain_is_marked() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":action 23/02 pass bell");
    assert_eq!(desk.doubts(), ["who is \u{201c}bell\u{201d}?"]);
    desk.types(":action 23/02 pass jo bell");
    assert_eq!(desk.doubts(), [""; 0]);
}

#[test]
fn a_deadline_or_an_owner_is_told_from_the_reason_by_what_it_means() {
    let desk = in_april(Closing::Officer);
    let roster = &desk.minuting.roster;
    for (words, due, why) in [
        ("as soon as possible", "as soon as possible", ""),
        ("as soon as possible as the auditor was ill", "as soon as possible", "the auditor was ill"),
        ("by 30 June, because the auditor was ill", "by 30 June", "the auditor was ill"),
        ("by 30 June \u{2013} he was ill because of flu", "by 30 June", "he was ill because of flu"),
        ("by 30 June because because of flu", "by 30 June", "of flu"),
        ("when it can be because of flu", "when it can be", "of flu"),
    ] {
        let heard = FollowUp::of(Verb::Move, words, "", roster);
        assert_eq!((heard.due_words.as_str(), heard.text.as_str()), (due, why), "{words}");
    }
    let heard = FollowUp::of(Verb::Move, "by 30 June", "Because the auditor was ill", roster);
    assert_eq!(heard.text, "the auditor was ill");
    for (words, owner, why) in [
        ("Assistant Director \u{2013} Improvement", "Assistant Director \u{2013} Improvement", ""),
        ("ad-i as the post is vacant", "ad-i", "the post is vacant"),
        ("Jane Stone: the post is vacant", "Jane Stone", "the post is vacant"),
    ] {
        let heard = FollowUp::of(Verb::Pass, words, "", roster);
        assert_eq!((heard.owner.unwrap().words.as_str(), heard.text.as_str()), (owner, why), "{words}");
    }
}

#[test]
fn the_reason_for_a_new_owner_stands_in_its_sentence_and_a_backslash_in_none() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":action 23/02 pass dcs because of illness\n:action 23/04 update \\dcs: is a heading");
    assert_eq!(
        desk.texts(),
        [
            "Action 23/02 (Kate Goode to ask the schools): The action passed from Kate Goode to DCS, because of illness.",
            "Action 23/04 (AD-I to clear the backlog): Dcs: is a heading.",
        ]
    );
}

#[test]
fn a_new_deadline_is_said_back_and_nobody_in_particular_is_given_an_action() {
    let mut desk = in_april(Closing::Officer);
    for (line, said) in [
        (":action 23/01 move by 30 June because of leave", "ACTION 23/01: deadline moved to Fri 30 Jun 2023"),
        (":action 23/01 move asap because of leave", "ACTION 23/01: deadline moved, without a date"),
        // Three weeks ago: as likely a slip as next year.
        (
            ":action 23/01 move by 3 April because of leave",
            "ACTION 23/01: deadline moved, to no date that a calendar could tell",
        ),
    ] {
        assert_eq!(desk.try_type(line).unwrap(), said);
    }
    for words in ["nobody knows", "dcs and pdm", "by 30 April"] {
        let refused = desk.try_type(&format!(":action 23/02 pass {words}")).unwrap_err();
        assert_eq!(refused.what, format!("Nobody is known as \u{201c}{words}\u{201d}."));
    }
    desk.types(":action 23/02 pass Mary Quill");
    assert_eq!(row(&desk, "23/02").owner, "Mary Quill");
}

#[test]
fn an_exempt_action_heard_in_public_does_not_say_that_the_public_was_excluded() {
    let mut desk = in_april(Closing::Officer);
    desk.types(":action 23/03 update the visit had been agreed");
    let printed = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap();
    let flat = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("What concerns an action that is exempt under paragraph 3"), "{flat}");
    assert!(!flat.contains("excluded"), "{flat}");
    // In private session it is so.
    desk.types(":item 3\n:exempt 3\nn In private.\n:action 23/03 update it took place");
    let printed = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap();
    assert!(printed.split_whitespace().collect::<Vec<_>>().join(" ").contains("press and public excluded"));
}
