//! Who is meant by what a clerk types.

use crate::desk::{Desk, note};
use crate::grammar::hold;

/// Holds pairs of what is typed before a colon and whose question it is.
fn asks(desk: &Desk, pairs: &[(&str, &str)]) {
    let lines: Vec<(String, String)> = pairs
        .iter()
        .map(|(typed, who)| (format!("q {typed}: Why is that?"), format!("question by {who}: Why is that?")))
        .collect();
    let table: Vec<(&str, &str)> = lines.iter().map(|(line, meaning)| (line.as_str(), meaning.as_str())).collect();
    hold(desk, note(), &table);
}

#[test]
fn initials_post_surname_beginning_and_title() {
    let pairs = [
        ("yc", "YC"),
        ("YC", "YC"),
        ("dcs", "SH"),
        ("DCS", "SH"),
        ("ad-i", "JP"),
        ("sh", "SH"),
        ("clement", "YC"),
        ("Clement", "YC"),
        ("Cllr Clement", "YC"),
        ("cllr clement", "YC"),
        ("Cllr Y Clement", "YC"),
        ("Yusuf Clement", "YC"),
        ("cllr yusuf clement", "YC"),
        ("cle", "YC"),
        ("yus", "YC"),
        ("Goode", "KG"),
        ("kate", "KG"),
        ("Director of Children's Services", "SH"),
        ("Director of Children\u{2019}s Services", "SH"),
        ("the DCS", "SH"),
        ("The Chair", "DG"),
        ("chair", "DG"),
        ("vice-chair", "AB"),
        ("Vice Chair", "AB"),
        ("noah", "NU"),
        ("data", "RM"),
        ("Performance and Data", "RM"),
        ("Assistant Director", "JP"),
    ];
    asks(&Desk::started(), &pairs);
}

#[test]
fn accents_and_case_do_not_matter() {
    let pairs = [
        ("sian", "SP"),
        ("Siân", "SP"),
        ("Sia\u{302}n", "SP"),
        ("SIAN", "SP"),
        ("lukasz", "LW"),
        ("Łukasz", "LW"),
        ("łukasz wrona", "LW"),
        ("cllr siân prydderch", "SP"),
        ("pryd", "SP"),
        ("Pryd", "SP"),
        ("Wro", "LW"),
    ];
    asks(&Desk::started(), &pairs);
}

#[test]
fn unknown_people_stay_as_written_and_are_marked() {
    let pairs = [
        ("Smith", "?Smith"),
        ("Cllr Smith", "?Cllr Smith"),
        ("Dr Jane Smith", "?Dr Jane Smith"),
        ("Jean-Luc O'Neill", "?Jean-Luc O'Neill"),
        ("tait", "?tait"),
        ("xy", "?xy"),
        ("XYZ", "?XYZ"),
    ];
    let mut desk = Desk::started();
    asks(&desk, &pairs);
    desk.types("q tait: May I ask?");
    assert_eq!(desk.last().entry.speaker, None);
    assert_eq!(desk.last().entry.speaker_words, "tait");
    assert_eq!(desk.doubts(), ["who is “tait”?"]);
    desk.types("! Ms Jones to write by Friday");
    assert_eq!(desk.doubts(), ["who is “Ms Jones”?"]);
    desk.types("d resolved Cllr Smith/ab: that it be so");
    assert_eq!(desk.doubts(), ["who is “Cllr Smith”?"]);
    desk.types("q bell: Which of us?");
    assert_eq!(desk.last().entry.speaker_words, "bell");
    assert_eq!(desk.doubts(), ["who is “bell”?"]);
}

#[test]
fn those_in_the_room_come_first() {
    let mut desk = Desk::started();
    asks(&desk, &[("bell", "bell=JB|TB")]);
    desk.types("+ tb for kg");
    asks(&desk, &[("bell", "TB"), ("jb", "JB"), ("jo bell", "JB")]);
    desk.types("< tb");
    asks(&desk, &[("bell", "bell=JB|TB")]);
}

#[test]
fn a_tie_offers_those_in_the_room_first() {
    let mut desk = Desk::started();
    // Barrow and Bell and Brian begin with b; only "b" alone is too short to be a beginning.
    desk.types("+ tb\n+ jb");
    asks(&desk, &[("bell", "bell=JB|TB")]);
    desk.types("< jb");
    asks(&desk, &[("bell", "TB")]);
}

#[test]
fn the_chair_is_whoever_is_in_it() {
    let mut desk = Desk::started();
    asks(&desk, &[("chair", "DG")]);
    desk.types("< dg");
    asks(&desk, &[("chair", "AB")]);
    desk.types(":chair kg");
    asks(&desk, &[("chair", "KG"), ("the chair", "KG")]);
}

#[test]
fn initials_that_two_people_share_are_a_tie() {
    let mut desk = Desk::started();
    desk.types("+ Yvonne Carr");
    asks(&desk, &[("yc", "yc=YC|YC"), ("yvonne", "YC"), ("carr", "YC")]);
    desk.types("< clement");
    desk.types("q yc: Am I the only one here now?");
    let speaker = desk.last().entry.speaker.and_then(|id| desk.minuting.sitting.person(id)).unwrap();
    assert_eq!(speaker.name, "Yvonne Carr");
}
