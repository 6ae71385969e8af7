//! Items taken, time spent, and who is in the room.

use crate::desk::minutes;
use crate::desk::{Desk, at};
use chrono::Duration;
use minutebook::clerk::format::Format;
use minutebook::record::{MeetingStatus, MovementKind};
use minutebook::reports::Audience;

fn text(desk: &Desk) -> String {
    minutes(&desk.store, desk.meeting(), Format::Text, Audience::Members, None).unwrap()
}

fn minutes_on(desk: &Desk, number: &str, now: chrono::NaiveDateTime) -> Option<i64> {
    desk.minuting.sitting.time_on(desk.item_id(number), now).map(|time| time.num_minutes())
}

fn taken(desk: &Desk) -> Vec<&str> {
    let number = |visit: &minutebook::record::Visit| desk.minuting.sitting.item(visit.item).unwrap().number.as_str();
    desk.minuting.sitting.visits.iter().map(number).collect()
}

#[test]
fn the_order_taken_and_the_order_of_the_agenda_are_both_kept() {
    let mut desk = Desk::planned();
    desk.types(
        ":start 18:00\n:item 1 18:00\n:item 4 18:05\nn Workforce.\n:item 3 18:30\nn The plan.\n:item 4 18:50\nn More.",
    );
    desk.types(":close 19:00");
    assert_eq!(taken(&desk), ["1", "4", "3", "4"]);
    let numbers: Vec<&str> = desk.minuting.sitting.items.iter().map(|item| item.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6"]);
    let text = text(&desk);
    assert!(text.contains("The items were taken in this order: 1, 4, 3.\n"), "{text}");
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
    assert!(place("Agenda item 3") < place("The plan.") && place("The plan.") < place("Agenda item 4"));
    assert!(place("Workforce.") < place("More."));
}

#[test]
fn nothing_is_said_of_the_order_when_it_was_the_agenda_s() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:item 3\n:item 4\n:item 3");
    assert!(!text(&desk).contains("in this order"), "going back is not another order");
}

#[test]
fn next_takes_the_first_item_not_taken_after_the_last_and_then_those_passed_over() {
    let mut desk = Desk::planned();
    desk.types(":start\n:next\n:next\n:item 5\n:next");
    assert_eq!(taken(&desk), ["1", "2", "5", "6"]);
    desk.types(":next\n:next");
    assert_eq!(taken(&desk), ["1", "2", "5", "6", "3", "4"]);
    assert!(desk.try_type(":next").unwrap_err().what.contains("Every item has been taken"));
}

#[test]
fn time_on_an_item_is_that_of_all_visits_without_adjournments() {
    let mut desk = Desk::planned();
    desk.types(
        ":start 18:00\n:item 1 18:00\n:item 3 18:10\n:adjourn 18:30\n:resume 18:45\n:item 4 19:00\n:item 3 19:20",
    );
    assert_eq!(minutes_on(&desk, "1", at(20, 0)), Some(10));
    assert_eq!(minutes_on(&desk, "3", at(19, 25)), Some(20 + 15 + 5));
    assert_eq!(minutes_on(&desk, "4", at(20, 0)), Some(20));
    assert_eq!(minutes_on(&desk, "2", at(20, 0)), None, "never taken");
    desk.types(":close 19:30");
    assert_eq!(minutes_on(&desk, "3", at(23, 0)), Some(45), "time stops when the meeting closes");
    assert_eq!(desk.minuting.sitting.current_item(), None);
}

#[test]
fn while_adjourned_no_time_runs_and_the_same_item_is_resumed() {
    let mut desk = Desk::started();
    desk.types(":item 3 18:10\n:adjourn 18:30 the fire alarm sounded");
    assert_eq!(desk.meeting().status, MeetingStatus::Adjourned);
    assert_eq!(desk.minuting.sitting.current_item(), None);
    assert_eq!(minutes_on(&desk, "3", at(18, 44)), Some(20));
    let refused = desk.try_type(":adjourn").unwrap_err();
    assert_eq!(refused.what, "The meeting is adjourned.");
    desk.types("n Written while waiting.\n:resume 18:45");
    assert_eq!(desk.minuting.sitting.current_item(), Some(desk.item_id("3")));
    assert_eq!(minutes_on(&desk, "3", at(18, 50)), Some(25));
    let text = text(&desk);
    assert!(text.contains("The meeting was adjourned at 6.30 pm, the fire alarm sounded.\n"), "{text}");
    assert!(text.contains("The meeting resumed at 6.45 pm.\n"), "{text}");
}

#[test]
fn the_course_of_a_meeting() {
    let mut desk = Desk::planned();
    assert!(desk.try_type(":resume").is_err() && desk.try_type(":close").is_err() && desk.try_type(":reopen").is_err());
    assert!(desk.try_type(":confirmed").unwrap_err().what.contains("planned"));
    desk.types(":start 18:03");
    assert_eq!((desk.meeting().status, desk.meeting().started), (MeetingStatus::InProgress, Some(at(18, 3))));
    desk.types(":adjourn\n:resume\n:close 20:15");
    assert_eq!((desk.meeting().status, desk.meeting().closed), (MeetingStatus::Draft, Some(at(20, 15))));
    assert!(text(&desk).contains("The meeting closed at 8.15 pm.\n"));
    desk.types(":reopen");
    assert_eq!((desk.meeting().status, desk.meeting().closed), (MeetingStatus::InProgress, None));
    desk.types(":close\n:circulated");
    assert!(text(&desk).contains("*** DRAFT ***"));
    desk.types(":confirmed");
    assert!(!text(&desk).contains("DRAFT"));
    assert!(desk.try_type(":circulated").is_err() && desk.try_type(":reopen").is_err());
    desk.types(":signed");
    assert_eq!(desk.meeting().status, MeetingStatus::Signed);
}

#[test]
fn the_first_entry_takes_its_item_but_a_private_note_does_not() {
    let mut desk = Desk::planned();
    desk.types(":start");
    let third = desk.item_id("3");
    desk.minuting.look_at(&desk.store, third).unwrap();
    desk.types("; remember this");
    assert!(taken(&desk).is_empty());
    desk.types("n The plan.");
    assert_eq!(taken(&desk), ["3"]);
    assert_eq!(desk.minuting.item, third);
}

#[test]
fn before_the_start_one_may_write_without_taking_anything() {
    let mut desk = Desk::planned();
    desk.types(":item 3\nn A draft sentence.");
    assert!(taken(&desk).is_empty());
    assert_eq!(desk.texts(), ["A draft sentence."]);
}

#[test]
fn arrivals_departures_and_who_is_here() {
    let mut desk = Desk::planned();
    assert!(!desk.is_here("YC") && desk.is_here("NU"), "the agenda has only Noah Underhill in attendance");
    desk.types(":start\n:item 1\n:apologies bd\n:absent lw\n:present all");
    assert!(desk.is_here("YC") && desk.is_here("SH") && !desk.is_here("BD") && !desk.is_here("LW"));
    assert!(!desk.is_here("JB"), "substitutes are not expected");
    desk.types("< yc 18:30");
    assert!(!desk.is_here("YC"));
    desk.types("+ yc 18:50");
    assert!(desk.is_here("YC"));
    desk.types("+ bd 18:55, train delayed");
    assert!(desk.is_here("BD"));
    let text = text(&desk);
    assert!(text.contains("Cllr Yusuf Clement, until 6.30 pm, from 6.50 pm\n"), "{text}");
    assert!(text.contains("Cllr B Donnell arrived at 6.55 pm, train delayed.\n"), "{text}");
    assert!(text.contains("Absent\n------\n\n•  Łukasz Wrona (co-opted)\n"), "{text}");
    assert!(text.contains("No apologies were recorded."), "Cllr Donnell came after all: {text}");
}

#[test]
fn a_movement_told_late_counts_by_its_time() {
    let mut desk = Desk::started();
    desk.types("+ yc 18:50\n< yc 18:30");
    assert!(desk.is_here("YC"), "left at half past six and back at ten to seven, in whatever order it was typed");
}

#[test]
fn a_substitute_sits_and_votes_for_a_member() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:apologies kg\n:present dg, ab, yc");
    let votes = |desk: &Desk| desk.minuting.sitting.voters_here().count();
    assert_eq!(votes(&desk), 3);
    desk.types("+ jb for kg 18:10");
    assert_eq!(votes(&desk), 4, "quorate through the substitute");
    assert!(desk.minuting.sitting.may_vote(desk.person("JB")));
    desk.types("+ tb");
    assert_eq!(votes(&desk), 4, "a substitute for nobody does not vote");
    let text = text(&desk);
    assert!(text.contains("•  Cllr Jo Bell (substitute for Kate Goode), from 6.10 pm\n"), "{text}");
    assert!(text.contains("Cllr J Bell arrived at 6.10 pm as substitute for Kate Goode.\n"), "{text}");
    let (present, attending) = (text.find("Present\n").unwrap(), text.find("In attendance\n").unwrap());
    assert!((present..attending).contains(&text.find("Cllr Jo Bell").unwrap()), "among the members: {text}");
}

#[test]
fn quorum_counts_voting_members_only() {
    let mut desk = Desk::planned();
    assert_eq!(desk.meeting().quorum, Some(4));
    desk.types(":start\n:item 1\n:present dcs, ad-i, dg, yc");
    assert_eq!(desk.minuting.sitting.voters_here().count(), 2, "officers do not count");
    desk.types(":present ab kg");
    assert_eq!(desk.minuting.sitting.voters_here().count(), 4, "co-opted members do");
    desk.types("< kg");
    assert_eq!(desk.minuting.sitting.voters_here().count(), 3);
}

#[test]
fn a_guest_is_known_from_the_door_on() {
    let mut desk = Desk::started();
    desk.types("+ Dr Jane Smith 18:20\nq js: May I ask?");
    let speaker = desk.last().entry.speaker.and_then(|id| desk.minuting.sitting.person(id)).unwrap();
    assert_eq!((speaker.title.as_str(), speaker.name.as_str()), ("Dr", "Jane Smith"));
    let text = text(&desk);
    assert!(text.contains("In attendance\n") && text.contains("•  Dr Jane Smith, from 6.20 pm\n"), "{text}");
    assert!(text.contains("•  Dr J Smith – May I ask?\n"), "{text}");
}

#[test]
fn nobody_s_presence_is_invented() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:present dg");
    let text = text(&desk);
    let unrecorded = text.find("Expected, attendance not recorded").expect("a heading");
    assert!(text.find("Cllr Yusuf Clement").unwrap() > unrecorded, "{text}");
}

#[test]
fn another_takes_the_chair() {
    let mut desk = Desk::started();
    desk.types(":chair kg");
    let Some(movement) = desk.minuting.sitting.movements.last() else { panic!("no movement") };
    assert_eq!(movement.kind, MovementKind::TakesChair);
    assert_eq!(desk.minuting.sitting.in_the_chair(), Some(desk.person("KG")));
    assert!(text(&desk).contains("Kate Goode took the chair at 6.00 pm.\n"));
    desk.types("< kg");
    assert_eq!(desk.minuting.sitting.in_the_chair(), Some(desk.person("DG")), "whoever has left is not in the chair");
}

#[test]
fn items_can_be_added_and_keep_their_numbers() {
    let mut desk = Desk::started();
    desk.types(":item 3\n:additem 3a. An urgent matter\n:additem Any other business");
    let numbers: Vec<String> = desk.minuting.sitting.items.iter().map(|item| item.label()).collect();
    assert_eq!(numbers[2..5], ["3 Children's Social Care Plan", "7 Any other business", "3a An urgent matter"]);
    desk.types(":item 3a\nn It was urgent.");
    assert_eq!(desk.texts(), ["It was urgent."]);
}

#[test]
fn somebody_named_twice_is_there_once() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:present yc, Clement\n+ kg kg");
    assert_eq!(desk.minuting.sitting.voters_here().count(), 2);
    assert_eq!(desk.minuting.sitting.movements.len(), 1);
}

#[test]
fn a_clock_that_runs_backwards_takes_no_time_away() {
    let mut desk = Desk::planned();
    desk.types(":start 18:00\n:item 1 18:10\n:item 3 18:05\n:item 4 18:30");
    assert_eq!(desk.minuting.sitting.time_on(desk.item_id("1"), at(19, 0)), Some(Duration::zero()));
    assert_eq!(desk.minuting.sitting.time_on(desk.item_id("4"), at(18, 45)), Some(Duration::minutes(15)));
}
