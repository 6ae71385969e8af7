//! What becomes of an action after it was given.

use crate::desk::minutes;
use crate::desk::{Desk, at, empty_book};
use chrono::{NaiveDate, NaiveDateTime};
use minutebook::clerk::follow_up::{FollowUp, Verb, find, follow_up};
use minutebook::clerk::format::Format;
use minutebook::clerk::minuting::Edit;
use minutebook::clerk::register::{Registered, actions};
use minutebook::clerk::{self, Minuting, agenda, exchange};
use minutebook::record::{ActionStatus, EntryKind};
use minutebook::reports::Audience;
use minutebook::store::{Verified, Wanted};

/// A meeting of 27 February 2023 with an ACTION due on 10 March, and an exempt one.
fn desk() -> Desk {
    let mut desk = Desk::started();
    desk.types(":item 3\n! dcs: send the figures by 10 March\n:item 5\n! kg: visit the school by 31 March\n:item 3");
    desk
}

fn on(month: u32, day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

fn hear(desk: &mut Desk, heard: FollowUp, now: NaiveDateTime) -> Result<String, String> {
    hear_of(desk, "23/01", &heard, now).map_err(|failure| format!("{} {}", failure.what, failure.hint))
}

fn hear_of(desk: &mut Desk, reference: &str, heard: &FollowUp, now: NaiveDateTime) -> clerk::Result<String> {
    let given = find(&desk.store, reference)?;
    follow_up(&mut desk.store, &given, heard, "dcs", now)
}

fn status(status: ActionStatus) -> FollowUp {
    FollowUp { status: Some(status), ..FollowUp::default() }
}

fn first(desk: &Desk, words: &str) -> Option<Registered> {
    let words: Vec<String> = words.split_whitespace().map(str::to_string).collect();
    actions(&desk.store, &words, on(4, 1).date()).unwrap().into_iter().find(|row| row.reference == "23/01")
}

#[test]
fn a_moved_deadline_keeps_the_original_beside_it() {
    let mut desk = desk();
    assert!(first(&desk, "overdue").is_some());
    let moved = |words: &str, why: &str| FollowUp { due_words: words.into(), text: why.into(), ..FollowUp::default() };
    let refused = hear(&mut desk, moved("in six weeks", ""), on(3, 9)).unwrap_err();
    assert!(refused.starts_with("A deadline is moved for a reason."), "{refused}");
    // Six weeks from when it was moved, not from the meeting.
    hear(&mut desk, moved("in six weeks", "the auditor was ill"), on(3, 9)).unwrap();
    hear(&mut desk, moved("by 30 June", "ill still"), on(4, 1)).unwrap();
    let row = first(&desk, "").unwrap();
    assert_eq!((row.due_words.as_str(), row.due_date), ("by 30 June", NaiveDate::from_ymd_opt(2023, 6, 30)));
    assert_eq!((row.original_due, row.slips), (NaiveDate::from_ymd_opt(2023, 3, 10), 2));
    assert!(first(&desk, "overdue").is_none());
    assert_eq!(desk.store.undo(None, on(4, 1)).unwrap().as_deref(), Some("ACTION 23/01 of CSIB: deadline moved"));
    assert_eq!(first(&desk, "").unwrap().due_date, NaiveDate::from_ymd_opt(2023, 4, 20));
}

#[test]
fn a_closed_action_is_no_longer_outstanding_until_it_is_reopened() {
    let mut desk = desk();
    assert_eq!(hear(&mut desk, status(ActionStatus::Closed), on(3, 9)).unwrap(), "ACTION 23/01 of CSIB: closed");
    assert!(first(&desk, "").is_none() && first(&desk, "closed").is_some() && first(&desk, "all").is_some());
    let again = hear(&mut desk, status(ActionStatus::Closed), on(3, 9)).unwrap_err();
    assert!(again.starts_with("ACTION 23/01 of CSIB is closed already."), "{again}");
    let next = desk.store.open_actions(desk.meeting().body, on(5, 1).date(), 10).unwrap();
    let references: Vec<_> = next.iter().map(|recorded| recorded.entry.text.as_str()).collect();
    assert_eq!(references, ["visit the school by 31 March"], "beside the next meeting's minutes");
    hear(&mut desk, status(ActionStatus::Open), on(3, 10)).unwrap();
    assert!(first(&desk, "").is_some());
    let nothing = hear(&mut desk, FollowUp::default(), on(3, 10)).unwrap_err();
    assert!(nothing.starts_with("Nothing was said of it."), "{nothing}");
    assert!(matches!(desk.store.verify().unwrap(), Verified::Whole { .. }));
}

#[test]
fn minutes_that_are_locked_do_not_keep_their_actions_from_being_followed_up() {
    let mut desk = desk();
    desk.types(":close\n:confirmed");
    hear(&mut desk, status(ActionStatus::Closed), on(5, 9)).unwrap();
    assert_eq!(first(&desk, "closed").unwrap().status, ActionStatus::Closed);
}

#[test]
fn what_was_followed_up_cannot_be_taken_away_under_it() {
    let mut desk = desk();
    let heard = FollowUp { text: "half of it is done".into(), ..FollowUp::default() };
    hear(&mut desk, heard, on(3, 9)).unwrap();
    desk.minuting = Minuting::open(&desk.store, desk.meeting().id).unwrap();
    desk.types(":item 3");
    let id = desk.entry_with("send the figures").entry.id;
    for edit in [Edit::Remove, Edit::MakeIt(EntryKind::Note)] {
        let refused = desk.edit(id, edit).unwrap_err();
        assert_eq!(refused.what, "ACTION 23/01 has been followed up since it was given.");
    }
    assert!(desk.retype(id, "n Only a note.").is_err() && desk.retype(id, "+ yc").is_err());
    desk.retype(id, "! dcs: send all the figures by 10 March").unwrap();
    assert_eq!(first(&desk, "all").unwrap().text, "send all the figures by 10 March");
    let mut undone = Vec::new();
    let refused = loop {
        match desk.minuting.undo(&mut desk.store, at(20, 0)) {
            Ok(words) => undone.push(words.unwrap_or_default()),
            Err(failure) => break failure.what,
        }
    };
    assert_eq!(refused, "ACTION 23/01 has been followed up since it was given.");
    assert!(!undone.iter().any(|words| words.contains("ACTION 23/01 recorded")), "{undone:?}");
    assert!(first(&desk, "all").is_some());
}

#[test]
fn what_was_heard_goes_with_the_meeting_and_stays_exempt() {
    let mut desk = desk();
    let heard = |text: &str| FollowUp { text: text.into(), ..FollowUp::default() };
    hear(&mut desk, heard("half of it is done"), on(3, 9)).unwrap();
    hear_of(&mut desk, "23/02", &heard("the school is closed"), on(3, 9)).unwrap();
    let printed = |store, meeting, audience| minutes(store, meeting, Format::Json, audience, None).unwrap();
    let public = printed(&desk.store, desk.meeting(), Audience::Public);
    assert!(public.contains("half of it is done") && !public.contains("the school is closed"));
    let whole = printed(&desk.store, desk.meeting(), Audience::Clerk);
    let mut other = empty_book();
    let meeting = exchange::take_in(&mut other, &whole, "book.json", at(9, 0)).unwrap().meeting;
    assert_eq!(printed(&other, &meeting, Audience::Clerk), whole);
}

#[test]
fn an_action_is_found_by_its_reference() {
    let mut desk = desk();
    let second = crate::desk::AGENDA.replace("Children's Services Improvement Board (CSIB)", "Wexmoor Board (WIB)");
    let meeting = agenda::load(&mut desk.store, &second, "agenda.txt", at(9, 0)).unwrap();
    desk.minuting = Minuting::open(&desk.store, meeting.id).unwrap();
    desk.types("! dcs: do it by Friday");
    let mut close = |reference: &str| {
        hear_of(&mut desk, reference, &status(ActionStatus::Closed), on(3, 9)).map_err(|failure| failure.what)
    };
    assert_eq!(close("23/01"), Err("CSIB and WIB have an ACTION 23/01.".into()));
    assert_eq!(close("23/09"), Err("There is no ACTION 23/09.".into()));
    assert_eq!(close("wib:23/01"), Ok("ACTION 23/01 of WIB: closed".into()));
    assert_eq!(close("23/02"), Ok("ACTION 23/02 of CSIB: closed".into()));
}

#[test]
fn an_action_ended_when_it_was_first_no_longer_outstanding() {
    let mut desk = desk();
    let ended = |desk: &Desk| desk.store.standings(Wanted::All).unwrap()[0].ended;
    hear(&mut desk, status(ActionStatus::Closed), on(3, 9)).unwrap();
    // Why it is over is put right later; it has been over since March.
    hear(&mut desk, status(ActionStatus::Superseded), on(9, 4)).unwrap();
    assert_eq!(ended(&desk), Some(on(3, 9).date()));
    hear(&mut desk, status(ActionStatus::Open), on(9, 5)).unwrap();
    assert_eq!(ended(&desk), None);
    hear(&mut desk, status(ActionStatus::Closed), on(9, 6)).unwrap();
    assert_eq!(ended(&desk), Some(on(9, 6).date()));
}

#[test]
fn whoever_is_named_in_the_words_has_said_so() {
    let mut desk = desk();
    let roster = desk.minuting.roster.clone();
    for (words, told) in [
        ("kg: three schools had answered", "Kate Goode: three schools had answered"),
        ("three schools had answered", "dcs: three schools had answered"),
        ("kg: it was done", "Kate Goode: it was done"),
    ] {
        hear(&mut desk, FollowUp::of(Verb::Update, words, "", &roster), on(3, 9)).unwrap();
        assert_eq!(first(&desk, "").unwrap().updates.last().unwrap().told(), told);
    }
}
