//! What becomes of an action after it was given: heard of, moved, closed.

use super::{Failure, Result};
use crate::capture::fold::fold;
use crate::record::action::status_after;
use crate::record::{ActionStatus, ActionUpdate, Change, Paragraphs, Step};
use crate::store::{GivenAction, Store};
use chrono::NaiveDateTime;

/// What was heard of an action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// Who said so.
    pub said_by: String,
    /// Progress, evidence, the reason of a new deadline.
    pub text: String,
    pub status: Option<ActionStatus>,
    /// The new deadline's words; empty where it stands.
    pub due_words: String,
}

/// What a word does to an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Update,
    Move,
    Become(ActionStatus),
}

/// The words by which an action is followed up.
pub const VERBS: &[(&str, Verb)] = &[
    ("update", Verb::Update),
    ("move", Verb::Move),
    ("start", Verb::Become(ActionStatus::InProgress)),
    ("part", Verb::Become(ActionStatus::PartlyComplete)),
    ("propose", Verb::Become(ActionStatus::ProposedForClosure)),
    ("close", Verb::Become(ActionStatus::Closed)),
    ("hold", Verb::Become(ActionStatus::OnHold)),
    ("supersede", Verb::Become(ActionStatus::Superseded)),
    ("drop", Verb::Become(ActionStatus::NoLongerFeasible)),
    ("refer", Verb::Become(ActionStatus::ReferredElsewhere)),
    ("reopen", Verb::Become(ActionStatus::Open)),
];

impl FollowUp {
    /// Returns what a verb, the words after it and a reason come to.
    pub fn of(verb: Verb, words: String, because: &str, said_by: String) -> Self {
        let said = |words: String| [words.as_str(), because].join(" ").trim().to_string();
        match verb {
            Verb::Update => FollowUp { said_by, text: said(words), ..FollowUp::default() },
            Verb::Move => FollowUp { said_by, text: because.into(), due_words: words, ..FollowUp::default() },
            Verb::Become(status) => {
                FollowUp { said_by, text: said(words), status: Some(status), ..FollowUp::default() }
            }
        }
    }
}

/// Returns the words by which an action is followed up, as help and errors list them.
pub fn verbs() -> String {
    VERBS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

/// Records what was heard of an action, named `23/07`, or `csib:23/07` where several bodies have such a
/// one. Returns the sentence that the history has for it.
pub fn follow_up(store: &mut Store, reference: &str, heard: FollowUp, now: NaiveDateTime) -> Result<String> {
    let given = find(store, reference)?;
    let name = format!("ACTION {} of {}", given.action.reference(), given.body);
    let was = status_after(&given.action, &given.updates);
    if heard.status == Some(was) {
        return Err(Failure::new(format!("{name} is {was} already."), "Nothing was changed."));
    }
    let moves = !heard.due_words.is_empty();
    if moves && heard.text.is_empty() {
        return Err(Failure::new(
            "A deadline is moved for a reason.",
            "Give it, as --because \"the auditor was ill\".",
        ));
    }
    if heard.status.is_none() && !moves && heard.text.is_empty() {
        return Err(Failure::new(
            "Nothing was heard of it.",
            "Say what, as actions update 23/07 The draft is with the board.",
        ));
    }
    let words = match (heard.status, moves) {
        (Some(status), _) => format!("{name}: {status}"),
        (None, true) => format!("{name}: deadline moved"),
        (None, false) => format!("{name}: update recorded"),
    };
    let update = ActionUpdate {
        id: store.fresh_id(now),
        action: given.action.id,
        number: given.updates.len() as u32 + 1,
        meeting: None,
        at: now,
        said_by: heard.said_by,
        text: heard.text,
        status: heard.status,
        due_words: heard.due_words,
        owner: None,
        owner_words: String::new(),
        entry: None,
        exempt: Paragraphs::PUBLIC,
    };
    store.apply(Step::of_book(words.clone(), vec![Change::made(update)]), now)?;
    Ok(words)
}

/// Finds an action by its reference.
pub fn find(store: &Store, reference: &str) -> Result<GivenAction> {
    let (body, number) = match reference.split_once(':') {
        Some((body, number)) => (Some(fold(body)), number),
        None => (None, reference),
    };
    let parts = number.split_once('/').and_then(|(year, number)| Some((year.parse().ok()?, number.parse().ok()?)));
    let (year, nth) = parts.unwrap_or((-1, 0));
    let is_meant = |given: &GivenAction| body.as_ref().is_none_or(|body| fold(&given.body) == *body);
    let mut found: Vec<GivenAction> = store.actions_called(year, nth)?.into_iter().filter(is_meant).collect();
    match (found.pop(), found.is_empty()) {
        (Some(given), true) => Ok(given),
        (None, _) => Err(Failure::new(
            format!("There is no ACTION {reference}."),
            "minutebook actions all lists every one with its reference.",
        )),
        (Some(last), false) => {
            let bodies: Vec<String> = found.iter().chain([&last]).map(|given| given.body.clone()).collect();
            Err(Failure::new(
                format!("{} have an ACTION {number}.", bodies.join(" and ")),
                format!("Name the body too, as {}:{number}.", last.body.to_lowercase()),
            ))
        }
    }
}
