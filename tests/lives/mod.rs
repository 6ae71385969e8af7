//! Whatever happens to actions, what was heard of them tells their whole life, and the sums hold.

mod deeds;
mod rules;
mod told;

use crate::desk::Desk;
use crate::matters_arising::{NEXT_AGENDA, in_april, row};
use chrono::{Days, NaiveDate};
use deeds::{Book, deed};
use minutebook::clerk::Minuting;
use minutebook::clerk::agenda;
use minutebook::clerk::follow_up::{FollowUp, Verb, find, follow_up, roster_of, verb};
use minutebook::clerk::register::people;
use minutebook::clerk::thread::thread;
use minutebook::record::{ActionStatus, Closing};
use minutebook::store::Wanted;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_happens_to_actions_their_life_is_told(
        deeds in proptest::collection::vec(deed(), 1..40),
        later in 0..420u64,
    ) {
        let mut book = Book::new();
        let today = day("2023-02-20") + Days::new(later);
        for deed in &deeds {
            book.perform(deed);
            book.hold_the_rules(today);
        }
        book.history_tells_every_update();
    }
}

/// Follows an action of the Improvement Board up between meetings.
fn between(desk: &mut Desk, now: &str, word: &str, words: &str) {
    let given = find(&desk.store, "csib:23/02").unwrap();
    let heard = FollowUp::of(verb(word).unwrap(), words, "", &roster_of(&desk.store, &given).unwrap());
    let now = day(now).and_hms_opt(9, 0, 0).unwrap();
    follow_up(&mut desk.store, &given, &heard, "dso", now).unwrap();
}

/// What was heard of the action with day and teller, in order, as scripts have it.
fn told(desk: &Desk) -> Vec<String> {
    let heard = row(desk, "23/02").updates;
    heard.iter().map(|heard| format!("{} {}", heard.at.date(), heard.told())).collect()
}

#[test]
fn the_whole_life_of_an_action_is_told_in_order() {
    // Given to Kate Goode in February, by 10 March.
    let mut desk = in_april(Closing::Body);
    between(&mut desk, "2023-03-06", "start", "kg: three of eleven schools had answered");
    between(&mut desk, "2023-03-09", "move", "by 14 April because teachers were on strike");
    desk.types(":action 23/02 part kg: nine had answered");
    desk.types(":action 23/02 move by 30 June because two schools were closed\n:action 23/02 pass pdm");
    between(&mut desk, "2023-06-12", "propose", "pdm: all eleven had answered");
    let text = NEXT_AGENDA.replace("Monday 24 April 2023", "Monday 26 June 2023");
    let june = agenda::load(&mut desk.store, &text, "agenda.txt", desk.now).unwrap();
    desk.minuting = Minuting::open(&desk.store, june.id).unwrap();
    desk.now = day("2023-06-26").and_hms_opt(18, 0, 0).unwrap();
    desk.types(":start\n:item 2\n:action 23/02 carry\n:action 23/02 close yc: the answers were clear");
    desk.types(":close\n:confirmed");
    let life = [
        "2023-03-06 Kate Goode: three of eleven schools had answered; in progress",
        "2023-03-09 dso: teachers were on strike; deadline moved: by 14 April",
        "2023-04-24 Kate Goode at csib-2023-04-24: nine had answered; partly complete",
        "2023-04-24 clerk at csib-2023-04-24: two schools were closed; deadline moved: by 30 June",
        "2023-04-24 clerk at csib-2023-04-24: passed to PDM",
        "2023-06-12 PDM: all eleven had answered; proposed for closure",
        "2023-06-26 clerk at csib-2023-06-26: carried forward",
        "2023-06-26 Cllr Y Clement at csib-2023-06-26: the answers were clear; closed",
    ];
    assert_eq!(told(&desk), life);
    let last = row(&desk, "23/02");
    assert_eq!((last.status, last.slips, last.carried, last.owner.as_str()), (ActionStatus::Closed, 2, 1, "PDM"));
    assert_eq!((last.due_words.as_str(), last.due_date), ("by 30 June", Some(day("2023-06-30"))));
    // What was asked first, of whom and by when, stays as it was minuted.
    let given = find(&desk.store, "csib:23/02").unwrap();
    assert_eq!((given.action.due_words.as_str(), last.original_due), ("by 10 March", Some(day("2023-03-10"))));
    assert_eq!(
        thread(&desk.store, &given, &people(&desk.store).unwrap()).unwrap().deed,
        "Kate Goode to ask the schools by 10 March"
    );
    let standing = &desk.store.standings(Wanted::Action(given.action.id)).unwrap()[0];
    assert_eq!((standing.heard, standing.ended), (day("2023-06-26"), Some(day("2023-06-26"))));
    // Confirmed minutes keep it; what is heard later comes behind.
    assert!(desk.minuting.undo(&mut desk.store, desk.now).is_ok(), "the confirmation itself can be undone");
    between(&mut desk, "2023-07-03", "reopen", "one answer was of another school");
    assert_eq!(told(&desk)[..8], life);
    assert_eq!(told(&desk)[8..], ["2023-07-03 dso: one answer was of another school; open"]);
}

#[test]
fn what_was_heard_is_undone_from_its_end() {
    let mut desk = in_april(Closing::Officer);
    between(&mut desk, "2023-03-06", "update", "three schools had answered");
    desk.types(":action 23/02 move by 30 June because two schools were closed\n:action 23/02 close");
    let whole = told(&desk);
    assert_eq!(whole.len(), 3);
    // The book's own last step is older than what the meeting heard.
    let refused = desk.store.undo(None, desk.now).unwrap_err();
    assert_eq!(refused.to_string(), "More has been heard of this action since.");
    for left in [2, 1] {
        desk.undo();
        assert_eq!(told(&desk), whole[..left]);
    }
    assert_eq!((row(&desk, "23/02").due_words.as_str(), row(&desk, "23/02").slips), ("by 10 March", 0));
    desk.store.undo(None, desk.now).unwrap();
    assert!(told(&desk).is_empty());
    desk.store.redo(None, desk.now).unwrap();
    desk.redo();
    desk.redo();
    assert_eq!(told(&desk), whole);
}

#[test]
fn what_hangs_on_something_that_is_gone_is_refused_in_words() {
    let mut desk = in_april(Closing::Officer);
    let february = desk.store.find_meeting("csib-2023-02-27").unwrap().id;
    let april = desk.meeting().id;
    desk.types(":action 23/05 update it was half written");
    desk.undo();
    // February is closed again, and its last action goes.
    desk.store.undo(Some(february), desk.now).unwrap();
    desk.store.undo(Some(february), desk.now).unwrap();
    let refused = desk.store.redo(Some(april), desk.now).unwrap_err();
    assert_eq!(refused.to_string(), "The action of which this was heard is no longer there.");
    // A guest of April's to whom an action has passed since.
    desk.types("+ Jane Smith");
    let given = find(&desk.store, "csib:23/02").unwrap();
    let guest = desk.minuting.roster.clone();
    let heard = FollowUp::of(Verb::Pass, "Jane Smith", "", &guest);
    follow_up(&mut desk.store, &given, &heard, "dso", desk.now).unwrap();
    let before = desk.store.everything().unwrap();
    let refused = desk.store.undo(Some(april), desk.now).unwrap_err();
    assert_eq!(refused.to_string(), "It hangs together with something that was done elsewhere since.");
    assert!(!refused.may_pass());
    assert_eq!(desk.store.everything().unwrap(), before);
}
