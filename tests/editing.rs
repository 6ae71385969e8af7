//! Changing what is written: in place, moved, indented, removed, inserted before.

use crate::desk::{Desk, note};
use minutebook::capture::Line;
use minutebook::capture::recording::Place;
use minutebook::clerk::minuting::Edit;
use minutebook::record::{Detail, EntryKind};

/// Two questions with answers and points, a note, an action.
fn desk() -> Desk {
    let mut desk = Desk::started();
    desk.types(":item 3\nn Note.\nq yc: First?\na dcs: Answer.\n- point one\n- point two\nq kg: Second?\na dcs: Yes.\n! dcs: act by Friday");
    desk
}

/// Returns the entries as an outline: a dash for each level, and the first word.
fn outline(desk: &Desk) -> Vec<String> {
    let line = |recorded: &minutebook::record::Recorded| {
        format!("{}{}", "-".repeat(recorded.entry.depth as usize), recorded.entry.text.split(' ').next_back().unwrap())
    };
    desk.minuting.entries.iter().map(line).collect()
}

fn edit(desk: &mut Desk, word: &str, edit: Edit) -> Result<String, String> {
    let id = desk.entry_with(word).entry.id;
    desk.edit(id, edit).map_err(|failure| failure.what)
}

const START: &[&str] = &["Note.", "First?", "-Answer.", "--one", "--two", "Second?", "-Yes.", "Friday"];

#[test]
fn a_question_moves_with_what_is_under_it() {
    let mut desk = desk();
    assert_eq!(outline(&desk), START);
    edit(&mut desk, "Second", Edit::MoveUp).unwrap();
    assert_eq!(outline(&desk), ["Note.", "Second?", "-Yes.", "First?", "-Answer.", "--one", "--two", "Friday"]);
    edit(&mut desk, "Second", Edit::MoveDown).unwrap();
    assert_eq!(outline(&desk), START);
    edit(&mut desk, "First", Edit::MoveDown).unwrap();
    edit(&mut desk, "First", Edit::MoveDown).unwrap();
    assert_eq!(outline(&desk), ["Note.", "Second?", "-Yes.", "Friday", "First?", "-Answer.", "--one", "--two"]);
    assert_eq!(edit(&mut desk, "First", Edit::MoveDown), Err("It is the last entry of this item.".into()));
    assert_eq!(edit(&mut desk, "Note", Edit::MoveUp), Err("It is the first entry of this item.".into()));
}

#[test]
fn points_move_among_themselves() {
    let mut desk = desk();
    edit(&mut desk, "two", Edit::MoveUp).unwrap();
    assert_eq!(outline(&desk)[3..5], ["--two", "--one"]);
}

#[test]
fn indenting_takes_along_what_is_under_it_and_has_limits() {
    let mut desk = desk();
    edit(&mut desk, "Answer", Edit::Outdent).unwrap();
    assert_eq!(outline(&desk)[2..5], ["Answer.", "-one", "-two"]);
    edit(&mut desk, "Answer", Edit::Indent).unwrap();
    assert_eq!(outline(&desk), START);
    assert_eq!(edit(&mut desk, "Answer", Edit::Indent), Err("It is as deep as it can be here.".into()));
    assert_eq!(edit(&mut desk, "First", Edit::Outdent), Err("It is at the margin already.".into()));
    assert_eq!(edit(&mut desk, "Note", Edit::Indent), Err("A note cannot be indented.".into()));
    assert_eq!(edit(&mut desk, "act", Edit::Indent), Err("An action cannot be indented.".into()));
}

#[test]
fn what_was_under_a_removed_entry_moves_one_level_up() {
    let mut desk = desk();
    edit(&mut desk, "Answer", Edit::Remove).unwrap();
    assert_eq!(outline(&desk), ["Note.", "First?", "-one", "-two", "Second?", "-Yes.", "Friday"]);
    desk.undo();
    assert_eq!(outline(&desk), START);
}

#[test]
fn an_entry_is_inserted_before_another_again_and_again() {
    let mut desk = desk();
    let before = desk.entry_with("Second").entry.id;
    for number in 0..40 {
        let Line::Entry(line) = desk.minuting.parse(&format!("n inserted {number}"), note()) else { panic!() };
        desk.minuting.record(&mut desk.store, &line, Place::Before(before), desk.now).unwrap();
    }
    let numbers: Vec<String> = (0..40).map(|number| number.to_string()).collect();
    assert_eq!(outline(&desk)[5..45], numbers, "in the order of typing, however little room there was");
    assert_eq!(outline(&desk)[45], "Second?");
    for _ in 0..40 {
        desk.undo();
    }
    assert_eq!(outline(&desk), START);
}

#[test]
fn changing_the_words_keeps_identity_time_place_and_number() {
    let mut desk = desk();
    let before = desk.entry_with("act").clone();
    desk.now += chrono::Duration::minutes(30);
    desk.retype(before.entry.id, "! dcs, ad-i: act at once by 1 May ~2.3").unwrap();
    let after = desk.last();
    assert_eq!(
        (after.entry.id, after.entry.at, after.entry.position),
        (before.entry.id, before.entry.at, before.entry.position)
    );
    let (Detail::Action { action: old, owners: first, .. }, Detail::Action { action, owners, .. }) =
        (&before.detail, &after.detail)
    else {
        panic!("actions")
    };
    assert_eq!((action.id, action.reference()), (old.id, old.reference()));
    assert_eq!((action.due_words.as_str(), action.plan_references.as_str()), ("by 1 May", "2.3"));
    assert_eq!((owners.len(), owners[0].id), (2, first[0].id));
}

#[test]
fn reading_back_is_forgotten_when_the_words_change() {
    let mut desk = desk();
    let id = desk.entry_with("act").entry.id;
    desk.edit(id, Edit::ReadBack).unwrap();
    assert_eq!(desk.last().entry.read_back, Some(desk.now));
    desk.retype(id, "! ad-i: act by Friday").unwrap();
    assert!(desk.last().entry.read_back.is_some(), "the words are the same");
    desk.retype(id, "! ad-i: act later").unwrap();
    assert_eq!(desk.last().entry.read_back, None);
}

#[test]
fn a_line_in_place_of_another_may_be_of_another_kind() {
    let mut desk = desk();
    let id = desk.entry_with("Second").entry.id;
    desk.retype(id, "d noted unanimously: the second").unwrap();
    let decision = desk.minuting.entries.iter().find(|recorded| recorded.entry.id == id).unwrap();
    assert_eq!(decision.entry.kind, EntryKind::Decision);
    assert!(matches!(decision.detail, Detail::Decision { .. }));
    desk.undo();
    assert_eq!(outline(&desk), START);
}
