//! How the minutes word what a meeting heard of a plan action.

use super::minutes::joined;
use super::wording::{SAID, shortened};
use crate::record::PlanStatus;
use crate::record::editing::capitalised;

/// The longest part of a plan action's own words that its minutes repeat, in characters.
const LONGEST_TEXT: usize = 90;
/// The shortest part that still says what it is.
const SHORTEST_TEXT: usize = 18;

/// What was reported of a plan action, in words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reported<'a> {
    pub reference: &'a str,
    pub text: &'a str,
    /// Who reported; empty where the minutes name nobody.
    pub said_by: &'a str,
    pub commentary: &'a str,
    /// RAG in the plan's words, as its lead reports it and as the body agrees it.
    pub reported: Option<&'a str>,
    pub agreed: Option<&'a str>,
    /// What the minutes call the body.
    pub called: &'a str,
    pub status: Option<PlanStatus>,
    /// Names of measures, with the value and the target of each.
    pub values: &'a [(String, String, String)],
    /// Milestones that were reached.
    pub milestones: &'a [String],
    pub due_before: &'a str,
    /// Empty where the due date stands.
    pub due_after: &'a str,
}

/// Returns "Plan action 2.3 (Publish who sits on which board): DCS – the list was with the printers. It was reported
/// as Amber, and the Board agreed Red. Audits graded good: 42% (target 70%)."
pub fn plan_report_minute(told: &Reported<'_>) -> String {
    let mut sentences = Vec::new();
    if !told.commentary.is_empty() {
        sentences.push(match told.said_by {
            "" => capitalised(told.commentary),
            name => format!("{name}{SAID}{}", told.commentary),
        });
    }
    sentences.extend(rating(told));
    sentences.extend(told.values.iter().map(|(name, value, target)| match target.as_str() {
        "" => format!("{name}: {value}"),
        target => format!("{name}: {value} (target {target})"),
    }));
    let quoted: Vec<String> =
        told.milestones.iter().map(|text| format!("\u{2018}{}\u{2019}", text.trim_end_matches('.'))).collect();
    if !quoted.is_empty() {
        let plural = if quoted.len() > 1 { "s" } else { "" };
        sentences.push(format!("The milestone{plural} {} had been reached", joined(&quoted)));
    }
    if !told.due_after.is_empty() {
        let before = if told.due_before.is_empty() {
            String::new()
        } else {
            format!(" from \u{2018}{}\u{2019}", told.due_before)
        };
        sentences.push(format!("Its due date was moved{before} to \u{2018}{}\u{2019}", told.due_after));
    }
    sentences.extend(told.status.map(|status| {
        match status {
            PlanStatus::NotStarted => "It had not started",
            PlanStatus::InProgress => "It was in progress",
            PlanStatus::Complete => "It was complete",
            PlanStatus::Embedded => "It was complete and embedded",
            PlanStatus::OnHold => "It was put on hold",
            PlanStatus::Withdrawn => "It was withdrawn from the plan",
        }
        .to_string()
    }));
    let ended = |sentence: String| {
        if sentence.ends_with(['.', '!', '?']) { sentence } else { format!("{sentence}.") }
    };
    let sentences: Vec<String> = sentences.into_iter().map(ended).collect();
    format!("Plan action {} ({}): {}", told.reference, in_few_words(told.text), sentences.join(" "))
}

/// Where a plan action's words may end early and still be a phrase; the first that is there counts.
const ENDS: &[&str] = &[": ", "; ", " so that ", " at which ", ", with ", ", and ", " \u{2013} ", ", "];

/// Returns a plan action's words as far as they name it: "Refresh this plan by the summer".
pub fn in_few_words(text: &str) -> String {
    let text = text.trim_end_matches('.');
    if text.chars().count() <= LONGEST_TEXT {
        return text.to_string();
    }
    let ends = ENDS.iter().filter_map(|end| text.find(end));
    let end = ends.map(|at| &text[..at]).find(|head| (SHORTEST_TEXT..=LONGEST_TEXT).contains(&head.chars().count()));
    end.map_or_else(|| shortened(text, LONGEST_TEXT), str::to_string)
}

/// Returns the sentence on RAG: as reported, as agreed, and whether the two differ.
fn rating(told: &Reported<'_>) -> Option<String> {
    let called = told.called;
    match (told.reported, told.agreed) {
        (None, None) => None,
        (Some(reported), None) => Some(format!("It was reported as {reported}")),
        (None, Some(agreed)) => Some(format!("The {called} agreed that it was {agreed}")),
        (Some(reported), Some(agreed)) if reported == agreed => {
            Some(format!("It was reported as {reported}, and the {called} agreed"))
        }
        (Some(reported), Some(agreed)) => {
            Some(format!("It was reported as {reported}, but the {called} agreed that it was {agreed}"))
        }
    }
}

/// Returns what the history says was reported: "reported Amber, agreed Red".
pub fn in_short(told: &Reported<'_>) -> String {
    let mut parts = Vec::new();
    parts.extend(told.reported.map(|class| format!("reported {class}")));
    parts.extend(told.agreed.map(|class| format!("agreed {class}")));
    parts.extend(told.status.map(|status| status.to_string()));
    parts.extend((!told.values.is_empty()).then(|| "measured".to_string()));
    parts.extend((!told.milestones.is_empty()).then(|| "milestone reached".to_string()));
    parts.extend((!told.due_after.is_empty()).then(|| "due date moved".to_string()));
    if parts.is_empty() { "reported on".into() } else { parts.join(", ") }
}
