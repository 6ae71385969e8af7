//! How actions stand is kept beside them: whatever is done, it must be what it would be if worked out afresh.

use crate::desk::minutes;
use crate::desk::{AGENDA, Desk, at, empty_book};
use crate::matters_arising::NEXT_AGENDA;
use chrono::{Days, NaiveDate};
use minutebook::clerk::exchange::take_in;
use minutebook::clerk::follow_up::{FollowUp, Verb, follow_up, roster_of};
use minutebook::clerk::format::Format;
use minutebook::clerk::minuting::Edit;
use minutebook::clerk::{Minuting, agenda};
use minutebook::record::{ActionStatus, Body, Change, EntryKind, Id, Item, Meeting, Standing, Step};
use minutebook::reports::Audience;
use minutebook::store::{Store, Wanted};
use proptest::prelude::*;

const ACTIONS: &[&str] = &[
    "! dcs: provide the list by next meeting",
    "! kg: ask the schools two weeks before the next meeting",
    "! ad-i: bring figures to the meeting after next",
    "! write before the agenda is published",
    "! dcs: report to the May meeting",
    "! Jane Hill: look into it by Friday",
    "! pdm: go on asap",
    "! dcs, yc: think about it",
];

const HEARD: &[(Verb, &str)] = &[
    (Verb::Move, "by next meeting because of ice"),
    (Verb::Move, "by 30 June because of snow"),
    (Verb::Move, "before the agenda is published because of rain"),
    (Verb::Move, "for the June meeting because of fog"),
    (Verb::Pass, "kg"),
    (Verb::Pass, "Mrs Quill"),
    (Verb::Update, "dcs: half of it is done"),
    (Verb::Become(ActionStatus::Closed), "done"),
    (Verb::Become(ActionStatus::Open), "not done"),
    (Verb::Carry, ""),
];

/// Returns how every action stands, and those that are found by some words.
fn stands(store: &Store) -> (Vec<Standing>, Vec<Vec<Id>>) {
    let mut standings = store.standings(Wanted::All).unwrap();
    standings.sort_by_key(|standing| standing.action);
    let words = ["list", "renamed", "ice", "figures", "23", "care", "rewritten", "friday"];
    (standings, words.iter().map(|words| store.actions_with_words(words).unwrap()).collect())
}

fn hold_against_afresh(store: &mut Store, after: &str) {
    let kept = stands(store);
    store.work_out_standings().unwrap();
    assert_eq!(kept, stands(store), "after {after}");
}

/// Does one thing to the book; what is refused changes nothing.
fn happen(desk: &mut Desk, what: u8, which: u8, how: u8) -> String {
    let now = desk.now;
    let meetings: Vec<Meeting> = {
        let list = desk.store.meetings(100).unwrap();
        list.iter().map(|summary| desk.store.find_meeting(&summary.meeting).unwrap()).collect()
    };
    let meeting = meetings[usize::from(which) % meetings.len()].clone();
    let body: Body = desk.store.body(meeting.body).unwrap().unwrap();
    let day = NaiveDate::from_ymd_opt(2023, 1, 20).unwrap() + Days::new(u64::from(how) * 2);
    let mut one = |before: Option<minutebook::record::Record>, after: Option<minutebook::record::Record>| {
        let step = Step::of_book(String::from("x"), vec![Change { before, after }]);
        format!("{:?}", desk.store.apply(step, now).map_err(|error| error.to_string()))
    };
    match what % 12 {
        0 => {
            let slug = Meeting::slug_of(&body, day, 1);
            let new = Meeting {
                id: Id(1 << 40 | i64::from(which) << 8 | i64::from(how)),
                slug,
                date: day,
                next_meeting: String::new(),
                ..meeting
            };
            format!("meeting made on {day}: {}", one(None, Some(new.into())))
        }
        1 => {
            let moved = Meeting { date: day, ..meeting.clone() };
            format!("{} moved to {day}: {}", meeting.slug, one(Some(meeting.clone().into()), Some(moved.into())))
        }
        2 => {
            let next_meeting = ["", "Monday 24 April 2023, 6.00 pm", "26 June 2023", "soon"][usize::from(how) % 4];
            let said = Meeting { next_meeting: next_meeting.into(), ..meeting.clone() };
            format!("next of {}: {}", meeting.slug, one(Some(meeting.clone().into()), Some(said.into())))
        }
        3 => {
            let removed = one(Some(meeting.clone().into()), None);
            format!("{} removed: {removed}", meeting.slug)
        }
        4 => {
            let mut after = body.clone();
            match how % 2 {
                0 => after.called = if which.is_multiple_of(2) { "Panel".into() } else { "Board".into() },
                _ => after.notice.clear_days = u32::from(how) % 9,
            }
            format!("body changed: {}", one(Some(body.into()), Some(after.into())))
        }
        5 => {
            let items = desk.store.sitting(meeting.id).map(|sitting| sitting.items).unwrap_or_default();
            let Some(item) = items.get(usize::from(how) % items.len().max(1)).cloned() else { return "no item".into() };
            let after = Item { title: format!("renamed {how}"), ..item.clone() };
            let changed = desk.store.apply(Step::of_book("x", vec![Change::replaced(item, after)]), now);
            format!("item renamed: {:?}", changed.map_err(|error| error.to_string()))
        }
        6 | 7 => {
            let Ok(mut minuting) = Minuting::open(&desk.store, meeting.id) else { return "no item".into() };
            let parsed = minuting.parse(ACTIONS[usize::from(how) % ACTIONS.len()], crate::desk::note());
            let minutebook::capture::Line::Entry(line) = parsed else { panic!("no entry") };
            let place = minutebook::capture::recording::Place::End;
            format!(
                "recorded: {:?}",
                minuting.record(&mut desk.store, &line, place, now).map_err(|failure| failure.what)
            )
        }
        8 => {
            let standings = desk.store.standings(Wanted::All).unwrap();
            let given = desk.store.given_actions(standings).unwrap();
            let Some(given) = given.get(usize::from(which) % given.len().max(1)) else { return "no action".into() };
            let (verb, words) = HEARD[usize::from(how) % HEARD.len()];
            let heard = FollowUp::of(verb, words, "", &roster_of(&desk.store, given).unwrap());
            let said = follow_up(&mut desk.store, given, &heard, "pat", at(9, 0) + Days::new(u64::from(how)));
            format!("heard {words}: {:?}", said.map_err(|failure| failure.what))
        }
        9 => {
            let Ok(mut minuting) = Minuting::open(&desk.store, meeting.id) else { return "no item".into() };
            let standings = desk.store.standings(Wanted::All).unwrap();
            let Some(standing) = standings.get(usize::from(how) % standings.len().max(1)) else { return "none".into() };
            let (verb, words) = HEARD[usize::from(how / 3) % HEARD.len()];
            let heard = FollowUp::of(verb, words, "", &minuting.roster);
            let said = minuting.follow_up(&mut desk.store, standing.action, &heard, now);
            format!("heard at {}: {words}: {:?}", meeting.slug, said.map_err(|failure| failure.what))
        }
        10 => {
            let Ok(mut minuting) = Minuting::open(&desk.store, meeting.id) else { return "no item".into() };
            let count = minuting.entries.len();
            let Some(entry) = minuting.entries.get(usize::from(how) % count.max(1)).map(|recorded| recorded.entry.id)
            else {
                return "no entry".into();
            };
            let edits = [Edit::Remove, Edit::MakeIt(EntryKind::Note), Edit::MakeIt(EntryKind::Action), Edit::MoveUp];
            let said = minuting.edit(&mut desk.store, entry, edits[usize::from(how / 8) % edits.len()], now);
            format!("edited: {:?}", said.map_err(|failure| failure.what))
        }
        _ => {
            let of = if how.is_multiple_of(3) { None } else { Some(meeting.id) };
            let said = if how.is_multiple_of(2) { desk.store.undo(of, now) } else { desk.store.redo(of, now) };
            format!("undone or redone: {:?}", said.map_err(|error| error.to_string()))
        }
    }
}

/// Two meetings with an action or two.
fn begun() -> Desk {
    let mut store = empty_book();
    let meeting = agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
    let minuting = Minuting::open(&store, meeting.id).unwrap();
    let mut desk = Desk { store, minuting, now: at(18, 0) };
    desk.types(":start\n:item 3\n! dcs: provide the list by next meeting\n! kg: bring it to the meeting after next");
    agenda::load(&mut desk.store, NEXT_AGENDA, "agenda.txt", at(9, 0)).unwrap();
    desk
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_happens_every_standing_is_what_it_would_be_afresh(
        happens in proptest::collection::vec(any::<(u8, u8, u8)>(), 1..60),
    ) {
        let mut desk = begun();
        for (what, which, how) in happens {
            let said = happen(&mut desk, what, which, how);
            hold_against_afresh(&mut desk.store, &said);
        }
    }

    #[test]
    fn meetings_taken_into_another_book_stand_there_in_whatever_order_they_come(
        happens in proptest::collection::vec(any::<(u8, u8, u8)>(), 1..40),
        is_backwards in any::<bool>(),
    ) {
        let mut desk = begun();
        for (what, which, how) in happens {
            happen(&mut desk, what, which, how);
        }
        let mut slugs: Vec<String> =
            desk.store.meetings(100).unwrap().into_iter().map(|summary| summary.meeting).collect();
        if is_backwards {
            slugs.reverse();
        }
        let mut other = empty_book();
        let mut all = true;
        for slug in slugs {
            let meeting = desk.store.find_meeting(&slug).unwrap();
            let json = minutes(&desk.store, &meeting, Format::Json, Audience::Clerk, None).unwrap();
            let taken = take_in(&mut other, &json, "book.json", at(9, 0));
            if let Err(failure) = &taken { println!("{slug}: {failure}"); }
            all &= taken.is_ok();
            hold_against_afresh(&mut other, &slug);
        }
        if all {
            let (there, here) = (stands(&other), stands(&desk.store));
            prop_assert_eq!(there.0, here.0);
        }
    }
}
