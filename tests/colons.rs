//! A colon inside a sentence is none after a name.

use crate::desk::{Desk, note};
use crate::grammar::hold;
use minutebook::capture::Expected;
use minutebook::record::EntryKind;

/// Sentences with a colon that no clerk would take for a speaker.
const SENTENCES: &[&str] = &[
    "No: we asked for that in January.",
    "Yes: in May.",
    "So: what next?",
    "I have one question: when?",
    "There are two things: cost and time.",
    "Two things: cost and time.",
    "Is it true: yes or no?",
    "What is it: a plan or a wish?",
    "The answer is simple: more staff.",
    "The report says this: we are failing.",
    "My point: nobody reads page two.",
    "First: who decides?",
    "Second: by when?",
    "Finally: thank you.",
    "Why: that is the question.",
    "Please: let us move on.",
    "Thank you: that is clear.",
    "At 18:40 the bell rang: everyone left.",
    "The ratio is 3:1 in every ward.",
    "See www.example.org: it has the figures.",
    "On workforce: how many posts are vacant?",
    "Workforce: how many posts are vacant?",
    "Performance: how do we compare?",
    "Data: where does it come from?",
    "Services: which of them are at risk?",
    "Improvement: is there any?",
    "Children: that is whom we serve.",
    "Page 12: the figure is wrong.",
    "Item 4: is it for noting?",
    "e.g.: the summer rota",
    "In short: no.",
    "For example: the Valley.",
    "NB: the figures are provisional.",
    "The Director and the Chair agreed on one thing: it is late.",
    "Our aim is this: nobody waits.",
];

#[test]
fn a_colon_inside_a_sentence_is_no_speaker() {
    let desk = Desk::started();
    assert!(SENTENCES.len() >= 25);
    for (prefix, kind) in [("q ", "question"), ("a ", "answer"), ("c ", "comment"), ("i ", "interest")] {
        let lines: Vec<(String, String)> = SENTENCES
            .iter()
            .map(|sentence| (format!("{prefix}{sentence}"), format!("{kind} by nobody: {sentence}")))
            .collect();
        let table: Vec<(&str, &str)> = lines.iter().map(|(line, meaning)| (line.as_str(), meaning.as_str())).collect();
        hold(&desk, note(), &table);
    }
}

#[test]
fn nor_where_the_kind_was_only_predicted() {
    let desk = Desk::started();
    let mut lines: Vec<(String, String)> =
        SENTENCES.iter().map(|sentence| (sentence.to_string(), format!("question by nobody: {sentence}"))).collect();
    // Without a prefix, even what looks like a name must be somebody who is known.
    for sentence in ["Smith: Where is he?", "Question: Is it safe?", "Costs: They are up."] {
        lines.push((sentence.into(), format!("question by nobody: {sentence}")));
    }
    lines.push(("Clement: Where is he?".into(), "question by YC: Where is he?".into()));
    let table: Vec<(&str, &str)> = lines.iter().map(|(line, meaning)| (line.as_str(), meaning.as_str())).collect();
    hold(&desk, Expected::kind(EntryKind::Question), &table);
}

#[test]
fn a_colon_in_other_kinds_is_only_a_colon() {
    let table = [
        ("n The Chair said: no.", "note: The Chair said: no."),
        ("n yc: was what he typed", "note: yc: was what he typed"),
        ("- yc: a point", "point 1: yc: a point"),
        ("; yc: a private note", "private: yc: a private note"),
        ("! Set out three things: cost, time and risk", "action for nobody: Set out three things: cost, time and risk"),
        ("! Note: the plan is late", "action for nobody: Note: the plan is late"),
        ("d noted the following: nothing", "noted: the following: nothing"),
        ("d agreed that: nothing", "agreed: that: nothing"),
        ("d The Board was of one mind: no.", "decided: The Board was of one mind: no."),
    ];
    hold(&Desk::started(), note(), &table);
}

#[test]
fn a_name_far_into_the_line_is_no_speaker() {
    let far = format!("q {}: Why?", "Clement ".repeat(9).trim_end());
    assert_eq!(Desk::started().means(&far, note()), format!("question by nobody: {}", &far[2..]));
}
