//! Which ACTION settles what was promised, asked for or decided: held against labelled cases.

use crate::desk::Desk;
use minutebook::capture::owed::{Judged, owed};

/// Cases and what they are; the file says how they are marked.
const LABELLED: &str = include_str!("settled.txt");

/// A case: its capture lines, whether its ACTION is the one, and whether it was out of sight.
struct Case {
    lines: Vec<&'static str>,
    is_settled: bool,
    is_held_out: bool,
}

fn cases() -> Vec<Case> {
    let lines = LABELLED.lines().filter(|line| line.starts_with(['+', '-']));
    let case = |line: &'static str| {
        let (mark, said) = line.split_once(' ').unwrap();
        Case {
            lines: said.trim().split(" | ").collect(),
            is_settled: mark.starts_with('+'),
            is_held_out: mark.ends_with('*'),
        }
    };
    lines.map(case).collect()
}

/// Returns the words of what is owed under the item on the desk.
fn owing(desk: &Desk) -> Vec<String> {
    let entries = &desk.minuting.entries;
    let found = owed(entries, &desk.minuting.roster, &mut Judged::default());
    let is_owed = |id| found.iter().any(|owed| owed.entry == id);
    let left = entries.iter().filter(|recorded| is_owed(recorded.entry.id));
    left.map(|recorded| recorded.entry.text.clone()).collect()
}

/// Tells whether the last of a case's lines settles what is owed before it.
fn settles(case: &Case) -> bool {
    let mut desk = Desk::started();
    desk.types(":item 3");
    let (action, before) = case.lines.split_last().unwrap();
    before.iter().for_each(|line| desk.types(line));
    assert_eq!(owing(&desk).len(), 1, "{:?}", case.lines);
    desk.types(action);
    owing(&desk).is_empty()
}

#[test]
fn the_action_of_a_promise_is_told_from_one_of_something_else() {
    for (which, is_held_out) in [("seen", false), ("held out", true)] {
        let cases: Vec<Case> = cases().into_iter().filter(|case| case.is_held_out == is_held_out).collect();
        assert!(cases.len() >= 40);
        let found: Vec<(&Case, bool)> = cases.iter().map(|case| (case, settles(case))).collect();
        let count = |is_settled, found_so| {
            let is_such = |(case, so): &&(&Case, bool)| (case.is_settled, *so) == (is_settled, found_so);
            found.iter().filter(is_such).count() as f64
        };
        let (right, mistaken, missed) = (count(true, true), count(false, true), count(true, false));
        let (precision, recall) = (right / (right + mistaken), right / (right + missed));
        println!("{which}: {} cases, precision {precision:.3}, recall {recall:.3}", cases.len());
        let wrong = found.iter().filter(|(case, so)| case.is_settled != *so);
        let wrong: Vec<String> = wrong.map(|(case, so)| format!("{so}: {}", case.lines.join(" | "))).collect();
        println!("{}", wrong.join("\n"));
        assert!(precision >= 0.95 && recall >= 0.9, "{which}: {precision:.3} {recall:.3}\n{}", wrong.join("\n"));
    }
}

#[test]
fn an_action_of_another_matter_leaves_the_promise_owed() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq kg: How many posts are vacant?\na dcs: We will circulate the vacancy figures by Friday.");
    desk.types("! dcs: book the hall for the away day");
    assert_eq!(owing(&desk), ["We will circulate the vacancy figures by Friday."]);
    desk.types("! dcs: vacancy figures to members by Friday");
    assert!(owing(&desk).is_empty());
}

#[test]
fn one_action_settles_one_of_two_promises() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq kg: What is the sickness rate, and is there a rota?");
    desk.types("a dcs: We will circulate the sickness rate.\na ad-i: I will send the rota to members.");
    desk.types("! ad-i: send members the rota");
    assert_eq!(owing(&desk), ["We will circulate the sickness rate."]);
}

#[test]
fn an_action_that_is_made_of_a_promise_settles_it() {
    const SENTENCES: &str = include_str!("promises.txt");
    for (mark, kind) in [("A+", "a dcs:"), ("Q+", "q kg:")] {
        let sentences = SENTENCES.lines().filter_map(|line| line.strip_prefix(mark));
        let sentences: Vec<&str> = sentences.map(|line| line.trim_start_matches('*').trim()).collect();
        for some in sentences.chunks(8) {
            let mut desk = Desk::started();
            desk.types(":item 3");
            some.iter().for_each(|sentence| keeps(&mut desk, kind, sentence));
        }
    }
}

/// Makes the ACTION of what is said, if a rule finds it, which then is no longer owed.
fn keeps(desk: &mut Desk, kind: &str, sentence: &str) {
    desk.types(&format!("n Something else.\n{kind} {sentence}"));
    let entry = desk.last().entry.id;
    if owing(desk).iter().any(|owed| owed == sentence) {
        desk.minuting.make_action(&mut desk.store, entry, None, desk.now).unwrap();
        assert!(!owing(desk).iter().any(|owed| owed == sentence), "{sentence}: {}", desk.last().entry.text);
    }
}
