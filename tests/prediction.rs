//! What is expected after what.

use crate::desk::Desk;
use minutebook::record::EntryKind::{self, *};

/// Types a line and tells what is expected next.
fn after(desk: &mut Desk, line: &str) -> EntryKind {
    desk.types(line);
    desk.minuting.expected().kind
}

#[test]
fn after_each_kind() {
    let mut desk = Desk::started();
    assert_eq!(desk.minuting.expected().kind, Note);
    assert_eq!(after(&mut desk, "n The report was introduced."), Note);
    assert_eq!(after(&mut desk, "q yc: Why?"), Answer);
    assert_eq!(after(&mut desk, "a dcs: Because."), Question);
    assert_eq!(after(&mut desk, "c kg: I see."), Question);
    assert_eq!(after(&mut desk, "! dcs: write by Friday"), Question);
    assert_eq!(after(&mut desk, "d noted: the report"), Note);
    assert_eq!(after(&mut desk, "i yc: a governor"), Note);
    assert_eq!(after(&mut desk, "- one"), Point);
    assert_eq!(after(&mut desk, "-- and one deeper"), Point);
}

#[test]
fn private_notes_and_movements_change_nothing() {
    let mut desk = Desk::started();
    desk.types("q yc: Why?");
    assert_eq!(after(&mut desk, "; who was it?"), Answer);
    assert_eq!(after(&mut desk, "< kg"), Answer);
    desk.types("a Because.");
    assert_eq!(after(&mut desk, "+ kg"), Question);
}

#[test]
fn an_answer_is_expected_of_the_presenter_and_then_of_whoever_answered_last() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Why?");
    assert_eq!(desk.minuting.expected().speaker, Some(desk.person("SH")));
    desk.types("It is late.");
    assert_eq!((desk.last().entry.kind, desk.last().entry.speaker), (Answer, Some(desk.person("SH"))));
    desk.types("q yc: And?\na ad-i: That too.\nq yc: Anything else?");
    assert_eq!(desk.minuting.expected().speaker, Some(desk.person("JP")));
    desk.types(":item 4");
    assert_eq!(desk.minuting.expected().speaker, Some(desk.person("JP")), "its own presenter");
    desk.types(":item 6");
    assert_eq!(desk.minuting.expected().speaker, None, "nobody presents it");
}

#[test]
fn a_question_without_a_speaker_is_open_and_marked() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq Is there a list?");
    assert_eq!(desk.last().entry.speaker, None);
    assert_eq!(desk.last().entry.speaker_words, "");
    assert_eq!(desk.doubts(), ["who spoke?"]);
    desk.types("c Quite.");
    assert_eq!(desk.doubts(), ["who spoke?"]);
    desk.types("i A governor.");
    assert_eq!(desk.doubts(), ["who spoke?"]);
    desk.types(":item 6\nq dg: When?\na In April.");
    assert_eq!(desk.doubts(), ["who spoke?"], "nobody is likely to answer");
}

#[test]
fn an_explicit_prefix_always_wins() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Why?\nn The fire alarm sounded.");
    assert_eq!(desk.last().entry.kind, Note);
    desk.types("q yc: Again: why?\na kg: I can say.");
    assert_eq!(desk.last().entry.speaker, Some(desk.person("KG")));
}

#[test]
fn an_answer_stands_under_its_question_and_a_point_under_what_it_belongs_to() {
    let mut desk = Desk::started();
    let lines = "n Four hubs:\n- one\n-- of which half\nq yc: Why?\na dcs: Because:\n- of cost\n-- mostly\n; hm\n- and time\n\
                 ! dcs: write by Friday\n- twice\na dcs: One more thing.\nc kg: Yes.\na dcs: Quite.\nd noted: it";
    desk.types(lines);
    let depths: Vec<u32> = desk.minuting.entries.iter().map(|recorded| recorded.entry.depth).collect();
    assert_eq!(depths, [0, 1, 2, 0, 1, 2, 3, 0, 2, 0, 1, 1, 0, 1, 0]);
}
