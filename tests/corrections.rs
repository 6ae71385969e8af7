//! What is found wrong in confirmed minutes: recorded beside the words, which stay as they were.

use crate::desk::minutes;
use crate::desk::{Desk, empty_book};
use crate::session::Session;
use minutebook::clerk::exchange;
use minutebook::clerk::format::Format;
use minutebook::reports::Audience;
use minutebook::store::Verified;
use minutebook::tui::Start;

fn confirmed() -> Desk {
    let mut desk = Desk::started();
    desk.types(":item 3\nn Two schools were visited.\n:item 5\nn Hidden.\n:close\n:confirmed\n:item 3");
    desk
}

fn printed(desk: &Desk, format: Format, audience: Audience) -> String {
    minutes(&desk.store, desk.meeting(), format, audience, None).unwrap()
}

#[test]
fn a_correction_stands_beside_the_words() {
    let mut desk = confirmed();
    let before = desk.store.everything().unwrap();
    desk.types(":correct For two schools read three (agreed on 12 May 2023).");
    let text = printed(&desk, Format::Text, Audience::Public);
    let (words, correction) = (text.find("Two schools were visited."), text.find("For two schools read three"));
    assert!(words.unwrap() < correction.unwrap(), "{text}");
    assert!(text.contains("Correction recorded on 27 February 2023: For two schools"), "{text}");
    let steps = desk.store.history(Some(desk.meeting().id), 1).unwrap();
    assert_eq!(
        steps[0].words, "Correction recorded under item 3",
        "the words of minutes are not in the history's list"
    );
    assert_eq!(desk.undo().as_deref(), Some("Correction recorded under item 3"));
    assert_eq!(desk.store.everything().unwrap(), before);
    desk.redo();
    assert_eq!(desk.minuting.sitting.corrections.len(), 1);
    assert!(matches!(desk.store.verify().unwrap(), Verified::Whole { .. }));
}

#[test]
fn a_correction_of_anything_exempt_is_exempt() {
    let mut desk = confirmed();
    desk.types(":item 5");
    let said = desk.try_type(":correct For hidden read secret.").unwrap();
    assert_eq!(said, "Correction recorded under item 5, exempt as what is recorded there");
    assert!(!printed(&desk, Format::Text, Audience::Public).contains("secret"));
    assert!(!printed(&desk, Format::Json, Audience::Public).contains("secret"));
    assert!(printed(&desk, Format::Markdown, Audience::Members).contains("For hidden read secret."));
}

#[test]
fn minutes_that_can_be_changed_need_no_correction() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn One.");
    let refused = desk.try_type(":correct For one read two.").unwrap_err();
    assert_eq!(refused.what, "The minutes are in progress, and can be changed themselves.");
    assert!(confirmed().try_type(":correct ").unwrap_err().what.contains("no words"));
}

#[test]
fn corrections_go_there_and_back() {
    let mut desk = confirmed();
    desk.types(":correct For two schools read three.");
    let first = printed(&desk, Format::Json, Audience::Clerk);
    let mut store = empty_book();
    let meeting = exchange::take_in(&mut store, &first, "book.json", desk.now).unwrap().meeting;
    assert_eq!(minutes(&store, &meeting, Format::Json, Audience::Clerk, None).unwrap(), first);
}

#[test]
fn a_correction_is_found_and_opened_under_its_item() {
    let mut desk = confirmed();
    desk.types(":correct For two schools read three.\n:item 5");
    let found = desk.store.search("thr schools", 10).unwrap();
    assert_eq!((found[0].kind.as_str(), found[0].text.as_str()), ("correction", "For two schools read three."));
    let kinds: Vec<String> = desk.store.search("schools", 10).unwrap().into_iter().map(|found| found.kind).collect();
    assert_eq!(kinds, ["correction", "note"], "the newest first");
    assert_eq!(desk.store.search("schools", 1).unwrap().len(), 1);
    desk.undo();
    assert_eq!(desk.store.search("three", 10).unwrap(), []);
    desk.redo();
    let mut session = Session::on(desk.store, Start::Live(Some("csib-2023-02-27".into())), 80, 24);
    session.keys("/read three<enter>").shows("1 found");
    session.keys("<enter>").shows("\u{2502} 3 Children");
    session.shows("Correction recorded on 27 February 2023");
}
