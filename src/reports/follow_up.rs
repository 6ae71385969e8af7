//! How the minutes word what a meeting heard of an action that an earlier one gave.

use super::minutes::{joined, without_deadline};
use super::wording::SAID;
use crate::record::ActionStatus;
use crate::record::editing::capitalised;

/// What was heard of an action, in the words of those concerned.
pub struct FollowedUp<'a> {
    pub reference: &'a str,
    /// As it was given: the accountable one first.
    pub owners: &'a [String],
    pub text: &'a str,
    /// The deadline with which it was given.
    pub due_words: &'a str,
    /// Who reported; empty where the minutes name nobody.
    pub said_by: &'a str,
    pub heard: &'a str,
    pub status: Option<ActionStatus>,
    pub due_before: &'a str,
    /// Empty where the deadline stands.
    pub due_after: &'a str,
    pub owner_before: &'a str,
    /// Empty where it stays with whom it was.
    pub owner_after: &'a str,
    /// What the minutes call the body, where it is the body that closes actions.
    pub agreed_by: Option<&'a str>,
}

/// Returns "Action 23/07 (DCS to provide the list of boards): PDM – it had been sent out. The Board agreed that
/// the action be closed."
pub fn follow_up_minute(told: &FollowedUp<'_>) -> String {
    let deed = deed(told.owners, told.text, told.due_words);
    let mut sentences = Vec::new();
    let is_reason = !told.due_after.is_empty() || !told.owner_after.is_empty();
    if !told.heard.is_empty() && !is_reason {
        sentences.push(match told.said_by {
            "" => capitalised(told.heard),
            name => format!("{name}{SAID}{}", told.heard),
        });
    }
    sentences.extend((!told.due_after.is_empty()).then(|| new_deadline(told)));
    if !told.owner_after.is_empty() {
        let from = if told.owner_before.is_empty() { String::new() } else { format!(" from {}", told.owner_before) };
        let why = if told.heard.is_empty() { String::new() } else { format!(", because {}", told.heard) };
        sentences.push(format!("The action passed{from} to {}{why}", told.owner_after));
    }
    sentences.extend(told.status.map(|status| became(status, told.agreed_by)));
    let sentences: Vec<String> = sentences.into_iter().map(ended).collect();
    format!("Action {} ({deed}): {}", told.reference, sentences.join(" "))
}

/// Returns "DCS and YC to provide the list of boards", without the deadline that ends the words.
pub fn deed(owners: &[String], text: &str, due_words: &str) -> String {
    let deed = if due_words.is_empty() { text } else { without_deadline(text, due_words) };
    let deed = deed.trim_end_matches('.');
    if owners.is_empty() { deed.into() } else { format!("{} to {deed}", joined(owners)) }
}

fn new_deadline(told: &FollowedUp<'_>) -> String {
    let before = match told.due_before {
        "" => String::new(),
        words => format!(" from \u{2018}{words}\u{2019}"),
    };
    format!("The deadline was moved{before} to \u{2018}{}\u{2019}, because {}", told.due_after, told.heard)
}

fn became(status: ActionStatus, agreed_by: Option<&str>) -> String {
    let words = match status {
        ActionStatus::Open => "was opened again",
        ActionStatus::InProgress => "was in progress",
        ActionStatus::PartlyComplete => "was partly complete",
        ActionStatus::OnHold => "was put on hold",
        ActionStatus::ProposedForClosure => "was proposed for closure",
        ActionStatus::Closed => "be closed",
        ActionStatus::Superseded => "be closed as superseded",
        ActionStatus::NoLongerFeasible => "be closed as no longer feasible",
        ActionStatus::ReferredElsewhere => "be closed as referred elsewhere",
    };
    match (words.strip_prefix("be "), agreed_by) {
        (None, _) => format!("The action {words}"),
        (Some(_), Some(called)) => format!("The {called} agreed that the action {words}"),
        (Some(closed), None) => format!("The action was {closed}"),
    }
}

fn ended(sentence: String) -> String {
    if sentence.ends_with(['.', '!', '?']) { sentence } else { format!("{sentence}.") }
}
