//! What becomes of an action after it was given: heard of, moved, passed on, closed; at a meeting or between.

use super::register::{self, People};
use super::{Failure, Minuting, Result};
use crate::capture::fold::fold;
use crate::capture::recording::record_update;
use crate::capture::roster::looks_like_a_name;
use crate::capture::{EntryLine, Expected, Found, Line, Matter, Named, Roster, due_words, parse};
use crate::record::action::{deadline_after, owner_after, status_after};
use crate::record::time::short_date;
use crate::record::{ActionStatus, ActionUpdate, Change, Closing, EntryKind, Id, Paragraphs, Step};
use crate::reports::follow_up::{FollowedUp, follow_up_minute};
use crate::store::{GivenAction, Store, Wanted};
use chrono::NaiveDateTime;

/// What was heard of an action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// Who said so.
    pub said_by: Option<Named>,
    /// Progress, evidence, the reason of a new deadline.
    pub text: String,
    pub status: Option<ActionStatus>,
    /// The new deadline's words; empty where it stands.
    pub due_words: String,
    /// To whom it passes, if to somebody else.
    pub owner: Option<Named>,
    /// It is the written answer that was owed.
    pub is_reply: bool,
    /// The meeting leaves it to the next.
    pub carries_forward: bool,
}

/// What a word does to an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    Update,
    Move,
    Pass,
    /// The written answer that was owed.
    Reply,
    /// Only a meeting does that.
    Carry,
    Become(ActionStatus),
}

/// The words by which an action is followed up.
pub const VERBS: &[(&str, Verb)] = &[
    ("update", Verb::Update),
    ("move", Verb::Move),
    ("pass", Verb::Pass),
    ("start", Verb::Become(ActionStatus::InProgress)),
    ("part", Verb::Become(ActionStatus::PartlyComplete)),
    ("propose", Verb::Become(ActionStatus::ProposedForClosure)),
    ("reply", Verb::Reply),
    ("close", Verb::Become(ActionStatus::Closed)),
    ("hold", Verb::Become(ActionStatus::OnHold)),
    ("supersede", Verb::Become(ActionStatus::Superseded)),
    ("drop", Verb::Become(ActionStatus::NoLongerFeasible)),
    ("refer", Verb::Become(ActionStatus::ReferredElsewhere)),
    ("reopen", Verb::Become(ActionStatus::Open)),
    ("carry", Verb::Carry),
];

impl Verb {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        VERBS.iter().find(|(_, verb)| *verb == self).map_or("", |(word, _)| word)
    }
}

/// Returns the words by which an action is followed up, as help and errors list them.
pub fn verbs() -> String {
    VERBS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

/// Returns what a word does to an action.
pub fn verb(word: &str) -> Result<Verb> {
    let found = VERBS.iter().find(|(known, _)| *known == word).map(|(_, verb)| *verb);
    found.ok_or_else(|| {
        let what = format!("\u{201c}{word}\u{201d} is nothing that is done with an action.");
        Failure::new(what, format!("There are {}.", verbs()))
    })
}

/// What may stand between a new deadline and its reason; the first that is there counts.
const BECAUSE: &[&str] = &[" because ", " since ", " as ", ": ", "; ", " \u{2013} ", " - "];

impl FollowUp {
    /// Returns what a verb, the words after it and a reason come to. `dcs: the list has gone out` says who
    /// said so, `by 30 June because the auditor was ill` why.
    pub fn of(verb: Verb, words: &str, because: &str, roster: &Roster) -> Self {
        let nothing = FollowUp::default();
        match verb {
            Verb::Carry => FollowUp { carries_forward: true, ..nothing },
            Verb::Pass => {
                let (words, why) = split_reason(words, |words| matches!(roster.find(words), Found::One(_)));
                let named = Named { words: words.into(), found: roster.find(words) };
                FollowUp { owner: (!words.is_empty()).then_some(named), text: both(why, because), ..nothing }
            }
            Verb::Move => {
                let (words, why) = split_reason(words, |words| due_words(words) == Some(words));
                FollowUp { due_words: words.into(), text: both(why, because), ..nothing }
            }
            Verb::Update | Verb::Reply | Verb::Become(_) => {
                let (said_by, text) = split_speaker(words, roster);
                let status = match verb {
                    Verb::Become(status) => Some(status),
                    Verb::Reply => Some(ActionStatus::Closed),
                    _ => None,
                };
                FollowUp { said_by, text: both(&text, because), status, is_reply: verb == Verb::Reply, ..nothing }
            }
        }
    }

    fn says_nothing(&self) -> bool {
        let changes = self.status.is_some() || !self.due_words.is_empty() || self.owner.is_some();
        !changes && !self.carries_forward && self.text.is_empty()
    }
}

fn both(words: &str, because: &str) -> String {
    [words.trim(), without_because(because)].join(" ").trim().to_string()
}

/// Leaves out what the minute says itself.
fn without_because(why: &str) -> &str {
    const BECAUSE: &str = "because ";
    let why = why.trim();
    match why.split_at_checked(BECAUSE.len()) {
        Some((first, rest)) if first.eq_ignore_ascii_case(BECAUSE) => rest.trim_start(),
        _ => why,
    }
}

/// Splits words from the reason after them. "As soon as possible" and "Director – Improvement" hold what may
/// stand before a reason: the longest beginning that is understood is whole.
fn split_reason(words: &str, is_understood: impl Fn(&str) -> bool) -> (&str, &str) {
    let words = words.trim();
    let split = |(at, between): (usize, &str)| {
        (words[..at].trim().trim_end_matches(','), without_because(&words[at + between.len()..]))
    };
    let mut splits: Vec<(usize, &str)> = BECAUSE.iter().flat_map(|between| words.match_indices(between)).collect();
    splits.sort_unstable();
    let longest_first = [(words, "")].into_iter().chain(splits.into_iter().rev().map(split));
    let understood = longest_first.into_iter().find(|(words, _)| is_understood(words));
    let named = || BECAUSE.iter().find_map(|between| words.match_indices(between).next().map(split));
    understood.or_else(named).unwrap_or((words, ""))
}

/// Splits `dcs: the list has gone out` into who said so and what.
pub(super) fn split_speaker(words: &str, roster: &Roster) -> (Option<Named>, String) {
    match parse(words, Expected::kind(EntryKind::Update), roster) {
        Line::Entry(EntryLine { kind: EntryKind::Update, matter: Matter::Spoken(named), text, .. }) => (named, text),
        // After a backslash all is text.
        Line::Entry(EntryLine { kind: EntryKind::Update, text, .. }) => (None, text),
        _ => (None, words.trim().to_string()),
    }
}

/// Records what was heard of an action between meetings, from `said_by` unless the words name somebody. Returns
/// the sentence that the history has for it.
pub fn follow_up(
    store: &mut Store,
    given: &GivenAction,
    heard: &FollowUp,
    said_by: &str,
    now: NaiveDateTime,
) -> Result<String> {
    let name = format!("ACTION {} of {}", given.action.reference(), given.body);
    check(given, heard, &name)?;
    if heard.carries_forward {
        return Err(Failure::new("A meeting carries actions forward.", "Say what was heard of it, as update."));
    }
    if let Some(Named { words, found: Found::Several(_) }) = &heard.owner {
        return Err(Failure::new(
            format!("\u{201c}{words}\u{201d} may be several people."),
            "Use initials, a post or the whole name.",
        ));
    }
    leave_to_the_body(store, given, heard)?;
    let speaker = match &heard.said_by {
        Some(named) => register::name(named.person(), &named.words, &register::people(store)?),
        None => said_by.to_string(),
    };
    let mut update = update_of(given, heard, &speaker, now);
    update.id = store.fresh_id(now);
    let words = format!("{name}: {}", history_words(heard));
    store.apply(Step::of_book(words.clone(), vec![Change::made(update)]), now)?;
    with_day(words, store, given.action.id, heard)
}

/// Says beside what was done what a new deadline was taken for.
fn with_day(said: String, store: &Store, action: Id, heard: &FollowUp) -> Result<String> {
    if heard.due_words.is_empty() {
        return Ok(said);
    }
    let standing = store.standings(Wanted::Action(action))?.pop();
    let day = standing.as_ref().and_then(|standing| standing.due).map(short_date);
    let is_chased = standing.is_some_and(|standing| standing.is_chased);
    Ok(match day {
        Some(day) => format!("{said} to {day}"),
        None if is_chased => format!("{said}, without a date"),
        None => format!("{said}, to no date that a calendar could tell"),
    })
}

impl Minuting {
    /// Records what the meeting heard of an action, and minutes it if that changed anything. Returns the
    /// sentence that the history has for it.
    pub fn follow_up(&mut self, store: &mut Store, action: Id, heard: &FollowUp, now: NaiveDateTime) -> Result<String> {
        let given = store.given_action(action)?;
        let given =
            given.ok_or_else(|| Failure::new("That action is no longer there.", "Look at what is there now."))?;
        let name = format!("ACTION {}", given.action.reference());
        check(&given, heard, &name)?;
        if given.action.body != self.sitting.body.id {
            leave_to_the_body(store, &given, heard)?;
        }
        let meeting = self.sitting.meeting.id;
        if heard.carries_forward && given.updates.iter().any(|update| update.meeting == Some(meeting)) {
            return Err(Failure::new(format!("This meeting has heard of {name} already."), "Go on to the next."));
        }
        let people = register::people(store)?;
        let clerk = store.clerk().to_string();
        let said_by = heard.said_by.as_ref().map(|named| self.name_of(named)).unwrap_or(clerk);
        let sentence = (!heard.carries_forward).then(|| self.minute_of(&given, heard, &people));
        let speaker = heard.said_by.clone();
        let minute = sentence.map(|text| EntryLine {
            kind: EntryKind::Update,
            is_explicit: true,
            matter: Matter::Spoken(speaker),
            text,
            text_start: 0,
        });
        let words = format!("{name}: {}", history_words(heard));
        let said = self.conduct(store, now, |desk| {
            let mut update = update_of(&given, heard, &said_by, desk.now);
            update.meeting = Some(desk.sitting.meeting.id);
            update.exempt = given.exempt.union(quoted(&given, heard));
            record_update(desk, update, minute.clone(), &words)
        })?;
        with_day(said, store, given.action.id, heard)
    }

    fn name_of(&self, named: &Named) -> String {
        named.person().and_then(|id| self.roster.speaking_name(id)).unwrap_or(&named.words).to_string()
    }

    /// Returns the sentence that minutes what was heard.
    fn minute_of(&self, given: &GivenAction, heard: &FollowUp, people: &People) -> String {
        let owners = register::owners_given(given, people);
        let (owner, words) = owner_after(&given.owners, &given.updates);
        let (due_before, _) = deadline_after(&given.action, given.standing.given, &given.updates);
        let said_by = heard.said_by.as_ref().map(|named| self.name_of(named)).unwrap_or_default();
        let passes_to = heard.owner.as_ref().map(|named| self.name_of(named)).unwrap_or_default();
        follow_up_minute(&FollowedUp {
            reference: &given.action.reference(),
            owners: &owners,
            text: &given.text,
            due_words: &given.action.due_words,
            said_by: &said_by,
            heard: &heard.text,
            status: heard.status,
            due_before,
            due_after: &heard.due_words,
            owner_before: &register::name(owner, words, people),
            owner_after: &passes_to,
            agreed_by: (self.sitting.body.closing == Closing::Body).then_some(self.sitting.body.called.as_str()),
        })
    }
}

/// Returns the paragraphs under which that is exempt which the minute says again: the deadline that is moved,
/// and whose the action was.
fn quoted(given: &GivenAction, heard: &FollowUp) -> Paragraphs {
    let moved = given.updates.iter().rfind(|update| update.moves_deadline() && !heard.due_words.is_empty());
    let passed = given.updates.iter().rfind(|update| update.changes_owner() && heard.owner.is_some());
    let quoted = moved.into_iter().chain(passed);
    quoted.fold(Paragraphs::PUBLIC, |exempt, update| exempt.union(update.exempt))
}

/// Refuses what says nothing new of an action.
fn check(given: &GivenAction, heard: &FollowUp, name: &str) -> Result<()> {
    let was = status_after(&given.action, &given.updates);
    if heard.status == Some(was) {
        return Err(Failure::new(format!("{name} is {was} already."), "Nothing was changed."));
    }
    if !heard.due_words.is_empty() && heard.text.is_empty() {
        return Err(Failure::new(
            "A deadline is moved for a reason.",
            "Give it after the new one, as by 30 June because the auditor was ill.",
        ));
    }
    if heard.is_reply && given.action.reply_to.is_none() {
        return Err(Failure::new(format!("{name} owes no written answer."), "Close it, or say what was heard."));
    }
    let answers = heard.status == Some(ActionStatus::Closed);
    if given.action.reply_to.is_some() && answers && (!heard.is_reply || heard.text.is_empty()) {
        let number = given.action.reference();
        return Err(Failure::new(
            "A written answer is owed.",
            format!("Give its words, which are printed under the question: reply {number} \u{2026}; or supersede it."),
        ));
    }
    if (heard.carries_forward || !heard.due_words.is_empty()) && !was.is_outstanding() {
        return Err(Failure::new(format!("{name} is {was}."), "Open it again first: reopen."));
    }
    if let Some(Named { words, found: Found::Nobody }) = &heard.owner
        && !looks_like_a_name(words)
    {
        return Err(Failure::new(
            format!("Nobody is known as \u{201c}{words}\u{201d}."),
            "One person is accountable: give initials, post or name; who helps is said in the reason.",
        ));
    }
    if heard.says_nothing() {
        return Err(Failure::new("Nothing was said of it.", "Say what, as update 23/07 The draft is with the board."));
    }
    Ok(())
}

/// Refuses to end an action, but at a meeting of its body, where that is who agrees. A written answer that is
/// owed needs nobody's agreement.
fn leave_to_the_body(store: &Store, given: &GivenAction, heard: &FollowUp) -> Result<()> {
    let closing = store.body(given.action.body)?.map(|body| body.closing).unwrap_or_default();
    let needs_it = closing == Closing::Body && given.action.reply_to.is_none();
    match heard.status.filter(|status| needs_it && !status.is_outstanding()) {
        None => Ok(()),
        Some(status) => Err(Failure::new(
            format!("ACTION {} of {} is {status} when a meeting agrees.", given.action.reference(), given.body),
            format!("Propose it, with the reason: the next meeting of {} agrees or not.", given.body),
        )),
    }
}

fn history_words(heard: &FollowUp) -> String {
    match heard.status {
        Some(status) => status.to_string(),
        None if !heard.due_words.is_empty() => "deadline moved".into(),
        None if heard.owner.is_some() => "passed on".into(),
        None if heard.carries_forward => "carried forward".into(),
        None => "update recorded".into(),
    }
}

/// Returns the update that is to be recorded, without an identity.
fn update_of(given: &GivenAction, heard: &FollowUp, said_by: &str, at: NaiveDateTime) -> ActionUpdate {
    let owner = heard.owner.as_ref();
    ActionUpdate {
        id: Id(0),
        action: given.action.id,
        number: given.updates.last().map_or(1, |update| update.number + 1),
        meeting: None,
        at,
        said_by: said_by.into(),
        text: heard.text.clone(),
        status: heard.status,
        due_words: heard.due_words.clone(),
        owner: owner.and_then(Named::person),
        owner_words: owner
            .filter(|named| named.person().is_none())
            .map(|named| named.words.clone())
            .unwrap_or_default(),
        entry: None,
        exempt: Paragraphs::PUBLIC,
    }
}

/// Finds an action by its reference, `23/07`, or `csib:23/07` where several bodies have such a one.
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

/// Returns those who may be named when an action is followed up between meetings: the people of the meeting
/// that gave it.
pub fn roster_of(store: &Store, given: &GivenAction) -> Result<Roster> {
    Ok(Roster::of(&store.sitting(given.action.meeting)?))
}
