//! The chair's brief, filled from the book.

use super::super::action_list::readable;
use super::super::check::{self, LooseEnd};
use super::super::figures::{Figures, open_over_time, who_slips};
use super::super::register::{self, People, Registered};
use super::super::{Failure, Result};
use super::reading;
use crate::capture::fold::fold;
use crate::record::entry::origin;
use crate::record::standing::Rhythm;
use crate::record::{ActionStatus, Body, EntryKind, Id, LooseEndKind, MeetingStatus, Recorded, Standing};
use crate::reports::Audience;
use crate::reports::brief::{
    ActionChange, AnswerOwed, AskedTwice, Brief, BriefFigures, ChangeKind, Coming, MonthCount, Owed, PlanGlance,
    SlipperLine,
};
use crate::reports::highlight::Since;
use crate::reports::listed::Heard;
use crate::reports::plan_read::PlanRead;
use crate::reports::questions::questions;
use crate::store::{BodyMeeting, Store, Wanted};
use chrono::NaiveDate;
use std::collections::HashSet;

/// How many overdue actions, and how many changes, a brief lists; it counts the others.
const LONGEST_LIST: usize = 40;
/// How many meetings back minutes are searched for what was asked and never taken down.
const LOOK_BACK: usize = 4;
/// How far above an answer its question is looked for.
const FARTHEST: u32 = 30;

/// Finds the body of a short name or name; the error lists those that there are.
pub fn find_body(store: &Store, name: &str) -> Result<Body> {
    if let Some(body) = store.body_named(name)? {
        return Ok(body);
    }
    let known: Vec<String> = store.bodies()?.into_iter().map(|body| body.short_name).collect();
    let hint = match known.is_empty() {
        true => "The book has no bodies yet: put in an agenda with minutebook agenda FILE.".into(),
        false => format!("There are {}.", known.join(", ")),
    };
    Err(Failure::new(format!("There is no body \u{201c}{name}\u{201d}."), hint))
}

/// Returns the brief for the next meeting of a body as an audience may read it on a day, and its plans.
pub fn brief(store: &Store, body: &Body, audience: Audience, today: NaiveDate) -> Result<(Brief, Vec<PlanRead>)> {
    let mut plans = Vec::new();
    for plan in store.plans_of(body.id)? {
        plans.extend(reading::read(store, plan.id, audience, today)?);
    }
    let meetings = store.meetings_of(body.id)?;
    let hidden = if audience.sees_exempt() { HashSet::new() } else { store.exempt_actions(body.id)? };
    let mut standings = store.standings(Wanted::AllOf(body.id))?;
    standings.retain(|standing| !hidden.contains(&standing.action));
    let gathering = Gathering { store, body, audience, today, people: register::people(store)?, standings, meetings };
    let mut brief = gathering.brief(&plans)?;
    brief.questions = questions(&brief, &plans);
    Ok((brief, plans))
}

struct Gathering<'a> {
    store: &'a Store,
    body: &'a Body,
    audience: Audience,
    today: NaiveDate,
    people: People,
    /// Of all actions that these readers may know of.
    standings: Vec<Standing>,
    meetings: Vec<BodyMeeting>,
}

impl Gathering<'_> {
    fn brief(&self, plans: &[PlanRead]) -> Result<Brief> {
        let rhythm = self.store.rhythms(self.today)?.get(&self.body.id).copied().unwrap_or_default();
        let next = self.next(rhythm.next);
        let before = next.as_ref().map_or(self.today, |next| next.day);
        let last = self.held_before(before).last().map(since);
        // Without any meeting nothing has changed yet.
        let from = last.as_ref().map_or(self.today, |last| last.day);
        let rhythm = Rhythm { next: Some(before), ..rhythm };
        let figures = Figures::of(self.standings.iter(), |_| rhythm, self.today);
        let (overdue, overdue_not_listed) = self.overdue()?;
        let (changes, changes_not_listed) = self.changes(from)?;
        let answers_owed = self.answers_owed(before)?;
        let searched = self.searched(before).map(|meeting| meeting.slug.clone()).collect();
        let months = open_over_time(self.standings.iter(), self.today).into_iter();
        Ok(Brief {
            body: self.body.short_name.clone(),
            name: self.body.name.clone(),
            called: self.body.called.clone(),
            day: self.today,
            audience: self.audience.word(),
            next_meeting: next,
            last_meeting: last,
            figures: BriefFigures {
                outstanding: figures.outstanding,
                overdue: figures.overdue,
                due_before_next: figures.due_before_next,
                quiet: figures.quiet,
                undated: figures.undated,
                proposed_for_closure: figures.proposed,
            },
            overdue,
            overdue_not_listed,
            due_by_next: self.due_by(rhythm)?,
            proposed_for_closure: self.proposed()?,
            asked_twice: asked_twice(&answers_owed),
            answers_owed,
            searched,
            who_slips: self.who_slips(),
            changes,
            changes_not_listed,
            plans: plans.iter().map(|plan| PlanGlance::of(plan, from)).collect(),
            questions: Vec::new(),
            outstanding_by_month: months.map(|(month, outstanding)| MonthCount { month, outstanding }).collect(),
        })
    }

    /// Returns the meeting for which the brief is: today's until it is closed, else the next.
    fn next(&self, said: Option<NaiveDate>) -> Option<Coming> {
        let is_over = |meeting: &&BodyMeeting| {
            MeetingStatus::from_word(&meeting.status).is_some_and(|status| status > MeetingStatus::InProgress)
        };
        let coming = self.meetings.iter().find(|meeting| meeting.date >= self.today && !is_over(meeting));
        let in_book = coming.map(|meeting| Coming { meeting: Some(meeting.slug.clone()), day: meeting.date });
        in_book.or(said.map(|day| Coming { meeting: None, day }))
    }

    fn held_before(&self, day: NaiveDate) -> impl DoubleEndedIterator<Item = &BodyMeeting> {
        let planned = MeetingStatus::Planned.word();
        self.meetings.iter().filter(move |meeting| meeting.date < day && meeting.status != planned)
    }

    fn searched(&self, before: NaiveDate) -> impl Iterator<Item = &BodyMeeting> {
        let held: Vec<&BodyMeeting> = self.held_before(before).collect();
        let from = held.len().saturating_sub(LOOK_BACK);
        held.into_iter().skip(from)
    }

    /// Reads some actions as these readers may see them.
    fn listed(&self, standings: Vec<Standing>) -> Result<Vec<Registered>> {
        let given = self.store.given_actions(standings)?.into_iter();
        let rows = given.map(|given| Registered::of(given, &self.people)).collect();
        Ok(readable(rows, self.audience).0)
    }

    fn owed(&self, standings: Vec<Standing>) -> Result<Vec<Owed>> {
        let late = |action: &Registered| {
            action.due_date.filter(|_| action.is_overdue(self.today)).map_or(0, |due| (self.today - due).num_days())
        };
        Ok(self.listed(standings)?.into_iter().map(|action| Owed { days_late: late(&action), action }).collect())
    }

    fn overdue(&self) -> Result<(Vec<Owed>, usize)> {
        let mut overdue: Vec<&Standing> =
            self.standings.iter().filter(|standing| standing.is_overdue(self.today)).collect();
        overdue.sort_by_key(|standing| (standing.due, standing.action));
        let left_out = overdue.len().saturating_sub(LONGEST_LIST);
        Ok((self.owed(overdue.into_iter().take(LONGEST_LIST).cloned().collect())?, left_out))
    }

    fn due_by(&self, rhythm: Rhythm) -> Result<Vec<Owed>> {
        let is_due =
            |standing: &&Standing| standing.is_due_before_next(self.today, rhythm) && !standing.is_overdue(self.today);
        let mut due: Vec<&Standing> = self.standings.iter().filter(is_due).collect();
        due.sort_by_key(|standing| (standing.due.is_none(), standing.due, standing.action));
        self.owed(due.into_iter().take(LONGEST_LIST).cloned().collect())
    }

    fn proposed(&self) -> Result<Vec<Owed>> {
        let is_proposed = |standing: &&Standing| standing.status == ActionStatus::ProposedForClosure;
        self.owed(self.standings.iter().filter(is_proposed).cloned().collect())
    }

    fn who_slips(&self) -> Vec<SlipperLine> {
        let slippers = who_slips(self.standings.iter(), self.today).into_iter();
        let line = |slipper: super::super::figures::Slipper| SlipperLine {
            owner: register::name(slipper.owner, &slipper.words, &self.people),
            moved: slipper.slips,
            outstanding: slipper.outstanding,
            overdue: slipper.overdue,
        };
        slippers.map(line).collect()
    }

    /// Returns what was heard of actions from a day on, and of how many more.
    fn changes(&self, from: NaiveDate) -> Result<(Vec<ActionChange>, usize)> {
        let touched: HashSet<Id> = self.store.actions_touched_since(self.body.id, from)?.into_iter().collect();
        let touched: Vec<Standing> =
            self.standings.iter().filter(|standing| touched.contains(&standing.action)).cloned().collect();
        let mut changes = Vec::new();
        for action in self.listed(touched)? {
            if action.given >= from {
                changes.push(given_now(&action));
            }
            let heard = action.updates.iter().filter(|heard| heard.at.date() >= from && heard.at.date() <= self.today);
            changes.extend(heard.filter_map(|heard| heard_now(&action, heard)));
        }
        changes.sort_by_key(|change| (change.kind, change.day, change.reference.clone()));
        let left_out = changes.len().saturating_sub(LONGEST_LIST);
        changes.truncate(LONGEST_LIST);
        Ok((changes, left_out))
    }

    /// Returns the answers that were to follow, then what the minutes of the last meetings leave open.
    fn answers_owed(&self, before: NaiveDate) -> Result<Vec<AnswerOwed>> {
        let replies: HashSet<Id> = self.store.replies_owed(self.body.id)?.into_iter().collect();
        let standings = self.standings.iter().filter(|standing| replies.contains(&standing.action)).cloned();
        let mut owed: Vec<AnswerOwed> = self.listed(standings.collect())?.into_iter().map(reply).collect();
        let meetings: Vec<&BodyMeeting> = self.searched(before).collect();
        let from = meetings.first().map_or(before, |meeting| meeting.date);
        let later = self.standings.iter().filter(|standing| standing.given >= from).cloned().collect();
        let later: Vec<(Registered, HashSet<String>)> = self
            .listed(later)?
            .into_iter()
            .map(|action| {
                let words = telling_words(&action.text);
                (action, words)
            })
            .collect();
        for meeting in meetings {
            for end in check::loose_ends_alone(self.store, meeting.id)? {
                let mut open = self.left_open(&end, meeting.date)?;
                if let Some(open) = &mut open {
                    open.perhaps_settled_by = settled_by(open, &later);
                }
                owed.extend(open);
            }
        }
        Ok(owed)
    }

    fn left_open(&self, end: &LooseEnd, day: NaiveDate) -> Result<Option<AnswerOwed>> {
        use LooseEndKind::{NoAnswer, Promise, Request, ToBeDone};
        if ![Promise, Request, ToBeDone, NoAnswer].contains(&end.kind) {
            return Ok(None);
        }
        let Some(recorded) = self.store.entry(end.entry)? else { return Ok(None) };
        let entry = &recorded.entry;
        let is_exempt = entry.exempt.is_exempt() || self.store.is_item_exempt(end.item_id)?;
        if entry.kind == EntryKind::Private || (is_exempt && !self.audience.sees_exempt()) {
            return Ok(None);
        }
        // Who asked is not who is to answer.
        let who = if end.kind == Promise {
            register::name(entry.speaker, &entry.speaker_words, &self.people)
        } else {
            String::new()
        };
        Ok(Some(AnswerOwed {
            kind: end.kind,
            meeting: end.meeting.clone(),
            day,
            item: end.item.clone(),
            who,
            words: end.what.clone(),
            asked: self.question_above(&recorded)?,
            perhaps_settled_by: None,
            reference: None,
            due_date: None,
            exempt: is_exempt,
        }))
    }

    /// Returns the question that an answer answers, and who asked it.
    fn question_above(&self, answer: &Recorded) -> Result<String> {
        if answer.entry.kind != EntryKind::Answer {
            return Ok(String::new());
        }
        let above = self.store.entries_above(&answer.entry, FARTHEST)?;
        let is_seen = |above: &&&Recorded| self.audience.sees_exempt() || !above.entry.exempt.is_exempt();
        let questions = origin(above.iter()).into_iter().filter(|above| above.entry.kind == EntryKind::Question);
        let question = questions.collect::<Vec<_>>();
        let Some(Recorded { entry, .. }) = question.iter().find(is_seen) else { return Ok(String::new()) };
        let who = register::name(entry.speaker, &entry.speaker_words, &self.people);
        Ok(if who.is_empty() { entry.text.clone() } else { format!("{who}: {}", entry.text) })
    }
}

fn since(meeting: &BodyMeeting) -> Since {
    Since { meeting: meeting.slug.clone(), day: meeting.date }
}

fn reply(action: Registered) -> AnswerOwed {
    AnswerOwed {
        kind: LooseEndKind::AnswerOwed,
        meeting: action.meeting,
        day: action.given,
        item: action.item,
        who: action.owner,
        words: action.text,
        asked: String::new(),
        perhaps_settled_by: None,
        reference: Some(action.reference),
        due_date: action.due_date,
        exempt: action.exempt,
    }
}

fn given_now(action: &Registered) -> ActionChange {
    let due = if action.due_words.is_empty() { "no deadline".to_string() } else { action.due_words.clone() };
    ActionChange {
        kind: ChangeKind::Given,
        reference: action.reference.clone(),
        text: action.text.clone(),
        owner: action.owner.clone(),
        words: due,
        said_by: String::new(),
        day: action.given,
        meeting: Some(action.meeting.clone()),
        exempt: action.exempt,
    }
}

/// Puts what was heard of an action as a change; none where a meeting only carried it forward.
fn heard_now(action: &Registered, heard: &Heard) -> Option<ActionChange> {
    let kind = match heard {
        Heard { status: Some(status), .. } if !status.is_outstanding() => ChangeKind::Closed,
        Heard { due_words, .. } if !due_words.is_empty() => ChangeKind::Moved,
        Heard { owner, .. } if !owner.is_empty() => ChangeKind::Passed,
        Heard { status: Some(_), .. } => ChangeKind::Status,
        Heard { text, .. } if !text.is_empty() => ChangeKind::Updated,
        _ => return None,
    };
    let mut words: Vec<String> = heard.status.map(|status| status.to_string()).into_iter().collect();
    words.extend((!heard.due_words.is_empty()).then(|| format!("to \u{201c}{}\u{201d}", heard.due_words)));
    words.extend((!heard.owner.is_empty()).then(|| format!("to {}", heard.owner)));
    words.extend((!heard.text.is_empty()).then(|| heard.text.clone()));
    Some(ActionChange {
        kind,
        reference: action.reference.clone(),
        text: action.text.clone(),
        owner: action.owner.clone(),
        words: words.join("; "),
        said_by: heard.said_by.clone(),
        day: heard.at.date(),
        meeting: heard.meeting.clone(),
        exempt: action.exempt || heard.is_exempt,
    })
}

/// Finds a later action that says much the same as what was asked or promised: two in five of its telling words.
fn settled_by(owed: &AnswerOwed, later: &[(Registered, HashSet<String>)]) -> Option<String> {
    let words = telling_words(&format!("{} {}", owed.words, owed.asked));
    let likeness = |of_action: &HashSet<String>| {
        let shared = words.intersection(of_action).count();
        (shared >= 3 && 5 * shared >= 2 * of_action.len()).then_some(shared)
    };
    let alike = later.iter().filter(|(action, _)| action.given >= owed.day);
    let alike = alike.filter_map(|(action, words)| Some((likeness(words)?, action)));
    let (_, action) = alike.max_by_key(|(shared, _)| *shared)?;
    Some(format!("{}, {}", action.reference, action.status))
}

/// Finds what was asked at more than one meeting, among all that no ACTION holds.
fn asked_twice(owed: &[AnswerOwed]) -> Vec<AskedTwice> {
    let is_asked = |owed: &&AnswerOwed| {
        matches!(owed.kind, LooseEndKind::Request | LooseEndKind::NoAnswer) && owed.perhaps_settled_by.is_none()
    };
    let asked: Vec<(&AnswerOwed, HashSet<String>)> =
        owed.iter().filter(is_asked).map(|owed| (owed, telling_words(&owed.words))).collect();
    let mut found: Vec<AskedTwice> = Vec::new();
    let mut told: HashSet<usize> = HashSet::new();
    for (nth, (first, words)) in asked.iter().enumerate() {
        let is_same = |(later, (other, of_other)): &(usize, &(&AnswerOwed, HashSet<String>))| {
            !told.contains(later) && other.meeting != first.meeting && is_alike(words, of_other)
        };
        let same: Vec<usize> = asked.iter().enumerate().skip(nth + 1).filter(is_same).map(|(later, _)| later).collect();
        if !told.contains(&nth) && !same.is_empty() {
            let all = std::iter::once((*first).clone()).chain(same.iter().map(|later| asked[*later].0.clone()));
            found.push(AskedTwice { asked: all.collect() });
            told.extend(same);
        }
    }
    found
}

/// Returns the words of a question that tell what it is about.
fn telling_words(text: &str) -> HashSet<String> {
    let words = fold(text);
    words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 4).map(String::from).collect()
}

fn is_alike(one: &HashSet<String>, other: &HashSet<String>) -> bool {
    let shared = one.intersection(other).count();
    shared >= 3 && 2 * shared >= one.len().min(other.len())
}
