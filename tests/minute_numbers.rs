//! Minute numbers: each is given once, and what was confirmed keeps its own.

use crate::desk::{Desk, at, empty_book};
use chrono::{Datelike, NaiveDate};
use minutebook::clerk::house_styles::{ready, save, with};
use minutebook::clerk::{Minuting, agenda};
use minutebook::record::house_style::{Numbered, Numbering, first_number};
use minutebook::record::{HouseStyle, Id};
use proptest::prelude::*;

fn style(numbering: Numbering, number: &str) -> HouseStyle {
    HouseStyle { numbering, number: number.into(), ..HouseStyle::default() }
}

fn day(words: &str) -> NaiveDate {
    minutebook::record::time::parse_date(words).unwrap()
}

/// Meetings that were held, each with its number of items and the number that it keeps.
fn held(meetings: &[(&str, u32, Option<u32>)]) -> Vec<Numbered> {
    let numbered = |(nth, (date, items, kept)): (usize, &(&str, u32, Option<u32>))| Numbered {
        meeting: Id(nth as i64),
        date: day(date),
        items: *items,
        kept: *kept,
        is_locked: kept.is_some(),
    };
    meetings.iter().enumerate().map(numbered).collect()
}

fn numbers(style: &HouseStyle, meetings: &[(&str, u32, Option<u32>)]) -> Vec<Option<u32>> {
    let held = held(meetings);
    held.iter().map(|numbered| first_number(style, &held, numbered.meeting)).collect()
}

#[test]
fn numbers_run_on_from_meeting_to_meeting() {
    let meetings = [("9 January 2023", 8, None), ("6 March 2023", 5, None), ("8 January 2024", 7, None)];
    let running = HouseStyle { first_number: 276, ..style(Numbering::Running, "{n}") };
    assert_eq!(numbers(&running, &meetings), [Some(276), Some(284), Some(289)]);
    let by_year = style(Numbering::Year, "{n}/{yy}");
    assert_eq!(numbers(&by_year, &meetings), [Some(1), Some(9), Some(1)]);
    assert_eq!(numbers(&style(Numbering::Meeting, "{n}"), &meetings), [Some(1), Some(1), Some(1)]);
    assert_eq!(numbers(&style(Numbering::Agenda, "{n}"), &meetings), [None, None, None]);
}

#[test]
fn what_follows_on_the_paper_book_does_so_in_the_first_year_only() {
    let meetings = [("6 March 2023", 5, None), ("1 May 2023", 5, None), ("8 January 2024", 7, None)];
    let by_year = HouseStyle { first_number: 31, ..style(Numbering::Year, "{n}/{yy}") };
    assert_eq!(numbers(&by_year, &meetings), [Some(31), Some(36), Some(1)]);
}

#[test]
fn a_body_that_changes_to_running_numbers_begins_where_its_style_says() {
    // Two meetings were confirmed when each began at 1.
    let meetings = [("9 January 2023", 8, Some(1)), ("6 March 2023", 5, Some(1)), ("1 May 2023", 4, None)];
    let running = HouseStyle { first_number: 276, ..style(Numbering::Running, "{n}") };
    assert_eq!(numbers(&running, &meetings), [Some(1), Some(1), Some(276)]);
    let by_year = HouseStyle { first_number: 31, first_year: 2024, ..style(Numbering::Year, "{n}/{yy}") };
    let meetings = [
        ("6 November 2023", 5, None),
        ("8 January 2024", 7, None),
        ("4 March 2024", 7, None),
        ("6 January 2025", 2, None),
    ];
    assert_eq!(numbers(&by_year, &meetings), [Some(1), Some(31), Some(38), Some(1)]);
}

#[test]
fn a_year_of_numbers_begins_when_the_style_says() {
    let school = HouseStyle { year_begins: 9, ..style(Numbering::Year, "FGB {n}/{yyyy}") };
    let meetings = [("3 July 2023", 6, None), ("18 September 2023", 6, None), ("15 January 2024", 6, None)];
    assert_eq!(numbers(&school, &meetings), [Some(1), Some(1), Some(7)]);
    assert_eq!(school.written_number(7, day("15 January 2024")), "FGB 7/2023");
    assert_eq!(school.written_number(7, day("18 September 2023")), "FGB 7/2023");
    let forms = [
        ("{n}/{yy}", "7/24"),
        ("C{nnn}/{yy}", "C007/24"),
        ("{yy}/{mm}/{n}", "24/01/7"),
        ("{n} ({years})", "7 (2024/25)"),
    ];
    for (form, expected) in forms {
        assert_eq!(style(Numbering::Running, form).written_number(7, day("15 January 2024")), expected);
    }
}

#[test]
fn confirmed_minutes_keep_their_numbers_and_none_is_given_twice() {
    let running = style(Numbering::Running, "{n}");
    // January got a ninth item after March had been confirmed as 9 to 13, when January had eight.
    let meetings = [("9 January 2023", 9, None), ("6 March 2023", 5, Some(9)), ("1 May 2023", 4, None)];
    assert_eq!(numbers(&running, &meetings), [Some(14), Some(9), Some(23)]);
    // With eight it fits in front.
    let meetings = [("9 January 2023", 8, None), ("6 March 2023", 5, Some(9)), ("1 May 2023", 4, None)];
    assert_eq!(numbers(&running, &meetings), [Some(1), Some(9), Some(14)]);
}

proptest! {
    #[test]
    fn no_two_minutes_of_a_run_have_one_number(
        meetings in proptest::collection::vec((0..900_i64, 0..12_u32, any::<bool>()), 1..12),
        is_yearly in any::<bool>(),
        first in 1..300_u32,
    ) {
        let numbering = if is_yearly { Numbering::Year } else { Numbering::Running };
        let style = HouseStyle { first_number: first, ..style(numbering, "{n}/{yy}") };
        let mut held: Vec<Numbered> = Vec::new();
        // Meetings are put in one by one, on any day; some are confirmed as they read then.
        for (nth, (days, items, is_confirmed)) in meetings.into_iter().enumerate() {
            let date = day("9 January 2023") + chrono::Duration::days(days);
            let meeting = Id(nth as i64);
            held.push(Numbered { meeting, date, items, kept: None, is_locked: false });
            held.sort_by_key(|numbered| (numbered.date, numbered.meeting));
            let given = first_number(&style, &held, meeting);
            prop_assert!(given.is_some());
            if is_confirmed {
                let at = held.iter().position(|numbered| numbered.meeting == meeting).unwrap();
                (held[at].kept, held[at].is_locked) = (given, true);
            }
        }
        let mut seen = std::collections::HashSet::new();
        for numbered in &held {
            let given = first_number(&style, &held, numbered.meeting).unwrap();
            prop_assert!(numbered.kept.is_none_or(|kept| kept == given));
            for number in given..given + numbered.items {
                let run = if is_yearly { numbered.date.year() } else { 0 };
                prop_assert!(seen.insert((run, number)), "{number} twice");
            }
        }
    }
}

/// The number of each item of a meeting as it prints.
fn printed(minuting: &Minuting) -> Vec<String> {
    let sitting = &minuting.sitting;
    sitting.items.iter().filter_map(|item| sitting.minute_number(item.id)).collect()
}

const APRIL: &str = "Body: CSIB\nDate: 24 April 2023\n1. Apologies\n2. Workforce\n";

#[test]
fn a_confirmed_meeting_keeps_style_and_numbers_whatever_comes_after() {
    let mut desk = Desk::started();
    let body = desk.minuting.sitting.body.clone();
    let parish = with(&ready("parish").unwrap(), "first_number", "32").unwrap();
    save(&mut desk.store, &body, parish.clone(), "parish", at(19, 0)).unwrap();
    let february = desk.meeting().id;
    desk.minuting = Minuting::open(&desk.store, february).unwrap();
    assert_eq!(printed(&desk.minuting), ["32/23", "33/23", "34/23", "35/23", "36/23", "37/23"]);
    desk.types(":close\n:confirmed");
    let april = agenda::load(&mut desk.store, APRIL, "april.txt", at(20, 0)).unwrap();
    let april = Minuting::open(&desk.store, april.id).unwrap();
    assert_eq!(printed(&april), ["38/23", "39/23"]);
    save(&mut desk.store, &body, ready("nhs").unwrap(), "nhs", at(21, 0)).unwrap();
    let again = Minuting::open(&desk.store, february).unwrap();
    assert_eq!(again.sitting.style, parish);
    assert_eq!(printed(&again)[0], "32/23");
    // The financial year of April is another; that of February had no other meeting.
    let april = Minuting::open(&desk.store, april.sitting.meeting.id).unwrap();
    assert_eq!(printed(&april), ["23/001", "23/002"]);
}

#[test]
fn the_style_of_a_body_is_a_step_and_can_be_undone() {
    let mut desk = Desk::started();
    let body = desk.minuting.sitting.body.clone();
    let council = ready("council").unwrap();
    save(&mut desk.store, &body, council.clone(), "council", at(19, 0)).unwrap();
    let school = ready("school").unwrap();
    save(&mut desk.store, &body, school, "school", at(19, 1)).unwrap();
    assert_eq!(desk.store.undo(None, at(19, 2)).unwrap().as_deref(), Some("House style of CSIB: school"));
    assert_eq!(desk.store.house_style(body.id).unwrap(), council);
    desk.store.undo(None, at(19, 3)).unwrap();
    assert_eq!(desk.store.house_style(body.id).unwrap(), HouseStyle::default());
    desk.store.redo(None, at(19, 4)).unwrap();
    assert_eq!(desk.store.house_style(body.id).unwrap(), council);
    assert!(matches!(desk.store.verify().unwrap(), minutebook::store::Verified::Whole { .. }));
}

#[test]
fn a_style_goes_with_its_meeting_to_a_book_that_has_none_for_the_body() {
    use crate::desk::minutes;
    use minutebook::clerk::exchange::take_in;
    use minutebook::clerk::format::Format;
    let mut desk = Desk::started();
    let body = desk.minuting.sitting.body.clone();
    let parish = ready("parish").unwrap();
    save(&mut desk.store, &body, parish.clone(), "parish", at(19, 0)).unwrap();
    desk.minuting = Minuting::open(&desk.store, desk.meeting().id).unwrap();
    desk.types(":close\n:confirmed");
    let json =
        |store: &_| minutes(store, desk.meeting(), Format::Json, minutebook::reports::Audience::Clerk, None).unwrap();
    let mut other = empty_book();
    take_in(&mut other, &json(&desk.store), "a.json", at(20, 0)).unwrap();
    assert_eq!(other.house_style(body.id).unwrap(), parish);
    assert_eq!(json(&other), json(&desk.store));
    // Its own style stays where the body has one; the confirmed minutes read as they were confirmed.
    save(&mut other, &body, ready("nhs").unwrap(), "nhs", at(21, 0)).unwrap();
    assert!(!take_in(&mut other, &json(&desk.store), "a.json", at(21, 0)).unwrap().is_new);
    assert_eq!(other.house_style(body.id).unwrap(), ready("nhs").unwrap());
    assert_eq!(json(&other), json(&desk.store));
}
