//! From what a line means to the step that records it.

use super::grammar::parse_spoken;
use super::line::{EntryLine, Matter, Named};
use super::roster::{Roster, looks_like_a_name};
use super::unparse::decision_words;
use super::{action, decision};
use crate::record::conduct::{attendance_change, movement_words, pause, take_item};
use crate::record::editing::{
    Refusal, article, capitalised, index_of, keep_what_was_followed_up, make_room, remove_detail,
};
use crate::record::entry::MAX_DEPTH;
use crate::record::time::said_after;
use crate::record::{
    Action, ActionLink, ActionOwner, ActionStatus, ActionUpdate, AttendanceStatus, Change, Decision, Detail, Entry,
    EntryKind, Id, Ids, MeasureValue, Movement, MovementKind, Paragraphs, Person, PlanReport, Recorded, Sitting, Step,
    Tally, Verb, Vote, VoteCast,
};
use chrono::{Datelike, NaiveDateTime};
use std::collections::HashMap;

/// What lies on the desk when something is recorded: the meeting, one of its items and its entries.
pub struct Desk<'a> {
    pub sitting: &'a Sitting,
    pub item: Id,
    /// Every entry under the item, in order.
    pub entries: &'a [Recorded],
    /// The plan actions that the references on the line mean, and those of the entry that it takes the place of.
    pub called: &'a Called,
    pub ids: &'a mut Ids,
    pub now: NaiveDateTime,
}

/// Plan actions by the references that mean them, as typed: `2.3`, `csip:2.3`.
pub type Called = HashMap<String, Id>;

/// Where an entry goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    End,
    Before(Id),
    /// Takes the place of an entry that was recorded earlier.
    Instead(Id),
}

/// Returns the step that records a line.
pub fn record(mut desk: Desk<'_>, line: &EntryLine, place: Place) -> Result<Step, Refusal> {
    if let Matter::Movement { kind, who, substitute_for, time } = &line.matter {
        let time = time.map_or(desk.now, |time| said_after(desk.sitting.latest_time(desk.entries), time));
        let coming = Coming { kind: *kind, who, substitute_for: substitute_for.as_ref(), time, reason: &line.text };
        return record_movements(&mut desk, coming, place);
    }
    let (mut step, index) = match place {
        Place::End => (Step::within(desk.meeting(), "", taking(&mut desk, line.kind)), desk.entries.len()),
        Place::Before(id) => (Step::within(desk.meeting(), "", Vec::new()), index_of(desk.entries, id)?),
        Place::Instead(id) => return replace(&mut desk, line, id),
    };
    let position = desk.room(index, &mut step.changes);
    let mut entry = desk.entry(line, position, base_depth(line.kind, &line.matter, &desk.entries[..index]));
    entry.exempt = entry.exempt.union(exempt_between(desk.entries, index, place));
    let detail = desk.detail(&entry, &line.matter, &Detail::Plain);
    step.words = recorded_words(&desk, &entry, &detail, "recorded");
    step.changes.push(Change::made(entry));
    step.changes.extend(made(detail));
    Ok(step)
}

/// Returns under what an entry that is put in between is exempt: whatever its neighbours are, since
/// what is said in the middle of private business is private too.
fn exempt_between(entries: &[Recorded], index: usize, place: Place) -> Paragraphs {
    if place == Place::End {
        return Paragraphs::PUBLIC;
    }
    let above = index.checked_sub(1).and_then(|above| entries.get(above));
    let neighbours = above.into_iter().chain(entries.get(index));
    neighbours.fold(Paragraphs::PUBLIC, |exempt, recorded| exempt.union(recorded.entry.exempt))
}

/// The changes by which the meeting comes to an item through its first entry, if it had not been taken.
fn taking(desk: &mut Desk<'_>, kind: EntryKind) -> Vec<Change> {
    let never_taken = !desk.sitting.visits.iter().any(|visit| visit.item == desk.item);
    if !never_taken || kind == EntryKind::Private {
        return Vec::new();
    }
    take_item(desk.sitting, desk.item, desk.ids, desk.now).map(|step| step.changes).unwrap_or_default()
}

impl Desk<'_> {
    fn meeting(&self) -> Id {
        self.sitting.meeting.id
    }

    /// Returns a position in front of the entry at `index`, and adds what makes room for it.
    fn room(&self, index: usize, changes: &mut Vec<Change>) -> i64 {
        let (positions, moved) = make_room(self.entries, index, 1);
        changes.extend(moved);
        positions.first().copied().unwrap_or(0)
    }

    fn entry(&mut self, line: &EntryLine, position: i64, depth: u32) -> Entry {
        let speaker = match &line.matter {
            Matter::Spoken(Some(named)) => Some(named),
            _ => None,
        };
        Entry {
            id: self.ids.fresh(self.now),
            meeting: self.meeting(),
            item: self.item,
            position,
            depth,
            kind: line.kind,
            speaker: speaker.and_then(Named::person),
            speaker_words: speaker.map(unresolved).unwrap_or_default(),
            text: line.text.clone(),
            at: self.now,
            exempt: self.sitting.item(self.item).map(|item| item.exempt_now()).unwrap_or_default(),
            read_back: None,
        }
    }

    /// Returns what belongs to an entry besides its words, keeping the identity of what was there before.
    fn detail(&mut self, entry: &Entry, matter: &Matter, before: &Detail) -> Detail {
        match matter {
            Matter::Action { owners, due_words, plan_references } => {
                let action = self.action(entry, due_words, plan_references, before);
                let owners = self.owners(&action, owners, before);
                let links = self.links(&action, before);
                let updates = match before {
                    Detail::Action { updates, .. } => updates.clone(),
                    _ => Vec::new(),
                };
                Detail::Action { action, owners, updates, links }
            }
            Matter::Decision { verb, unanimous, mover, seconder, tally } => {
                let (id, votes, voters_present) = match before {
                    Detail::Decision { decision, votes } => (decision.id, votes.clone(), decision.voters_present),
                    _ => (self.ids.fresh(self.now), Vec::new(), self.voters_present()),
                };
                let mut decision = Decision {
                    id,
                    entry: entry.id,
                    verb: *verb,
                    unanimous: *unanimous,
                    mover: mover.as_ref().and_then(Named::person),
                    mover_words: mover.as_ref().map(unresolved).unwrap_or_default(),
                    seconder: seconder.as_ref().and_then(Named::person),
                    seconder_words: seconder.as_ref().map(unresolved).unwrap_or_default(),
                    votes_for: None,
                    votes_against: None,
                    votes_abstained: None,
                    voters_present,
                };
                set_tally(&mut decision, *tally);
                Detail::Decision { decision, votes }
            }
            _ => Detail::Plain,
        }
    }

    fn action(&mut self, entry: &Entry, due_words: &str, plan_references: &[String], before: &Detail) -> Action {
        let sitting = self.sitting;
        let fresh = match before {
            Detail::Action { action, .. } => action.clone(),
            _ => Action {
                id: self.ids.fresh(self.now),
                body: sitting.body.id,
                meeting: sitting.meeting.id,
                entry: entry.id,
                year: sitting.meeting.date.year(),
                number: sitting.next_action,
                due_words: String::new(),
                plan_references: String::new(),
                status: ActionStatus::Open,
                first_due: None,
                reply_to: None,
            },
        };
        let first_due = match fresh.due_words == due_words && fresh.first_due.is_some() {
            true => fresh.first_due,
            false => sitting.day_of(due_words),
        };
        Action { due_words: due_words.into(), plan_references: plan_references.join(" "), first_due, ..fresh }
    }

    fn owners(&mut self, action: &Action, owners: &[Named], before: &Detail) -> Vec<ActionOwner> {
        let known: &[ActionOwner] = match before {
            Detail::Action { owners, .. } => owners,
            _ => &[],
        };
        let owner = |(position, named): (usize, &Named)| ActionOwner {
            id: known.get(position).map_or_else(|| self.ids.fresh(self.now), |owner| owner.id),
            action: action.id,
            position: position as i64,
            person: named.person(),
            words: unresolved(named),
        };
        owners.iter().enumerate().map(owner).collect()
    }

    /// Returns the plan actions that an action serves: those that its references mean, and those with which it
    /// was linked otherwise.
    fn links(&mut self, action: &Action, before: &Detail) -> Vec<ActionLink> {
        let meant = |references: &str| -> Vec<Id> {
            references.split_whitespace().filter_map(|reference| self.called.get(reference).copied()).collect()
        };
        let now = meant(&action.plan_references);
        let (mut links, was) = match before {
            Detail::Action { action, links, .. } => (links.clone(), meant(&action.plan_references)),
            _ => (Vec::new(), Vec::new()),
        };
        links.retain(|link| now.contains(&link.plan_action) || !was.contains(&link.plan_action));
        for plan_action in now {
            if links.iter().all(|link| link.plan_action != plan_action) {
                links.push(ActionLink { id: self.ids.fresh(self.now), action: action.id, plan_action });
            }
        }
        links
    }

    fn voters_present(&self) -> Option<u32> {
        self.sitting.roll_called().then(|| self.sitting.voters_here().count() as u32)
    }
}

/// Keeps the words as typed when they do not say for certain who is meant.
fn unresolved(named: &Named) -> String {
    if named.person().is_some() { String::new() } else { named.words.clone() }
}

fn set_tally(decision: &mut Decision, tally: Option<Tally>) {
    decision.votes_for = tally.map(|tally| tally.votes_for);
    decision.votes_against = tally.map(|tally| tally.against);
    decision.votes_abstained = tally.map(|tally| tally.abstained);
}

fn made(detail: Detail) -> Vec<Change> {
    match detail {
        Detail::Plain => Vec::new(),
        Detail::Action { action, owners, updates, links } => {
            let updates = updates.into_iter().map(Change::made).chain(links.into_iter().map(Change::made));
            [Change::made(action)].into_iter().chain(owners.into_iter().map(Change::made)).chain(updates).collect()
        }
        Detail::Decision { decision, votes } => {
            [Change::made(decision)].into_iter().chain(votes.into_iter().map(Change::made)).collect()
        }
        Detail::Movement(movement) => vec![Change::made(movement)],
        Detail::Update(update) => vec![Change::made(update)],
        Detail::Report { report, values } => {
            [Change::made(report)].into_iter().chain(values.into_iter().map(Change::made)).collect()
        }
    }
}

/// Returns the depth at which an entry of this kind stands after the entries above it: questions and
/// paragraphs at the margin, an answer under its question, a point under the entry that it belongs to.
fn base_depth(kind: EntryKind, matter: &Matter, above: &[Recorded]) -> u32 {
    let latest = |fits: &dyn Fn(EntryKind) -> bool| above.iter().rev().find(|recorded| fits(recorded.entry.kind));
    match (kind, matter) {
        (EntryKind::Answer, _) => {
            let question = latest(&|kind| matches!(kind, EntryKind::Question | EntryKind::Comment));
            question.map_or(0, |question| question.entry.depth + 1).min(MAX_DEPTH)
        }
        (EntryKind::Point, Matter::Point { level }) => {
            let passed_over = [EntryKind::Point, EntryKind::Private, EntryKind::Movement];
            let parent = latest(&|kind| !passed_over.contains(&kind));
            parent.map_or(*level, |parent| parent.entry.depth + level).min(MAX_DEPTH)
        }
        _ => 0,
    }
}

/// Returns the step that puts a line in the place of an entry, keeping its identity, time and number.
fn replace(desk: &mut Desk<'_>, line: &EntryLine, id: Id) -> Result<Step, Refusal> {
    let index = index_of(desk.entries, id)?;
    let before = desk.entries[index].clone();
    if line.kind != EntryKind::Action {
        keep_what_was_followed_up(&before.detail)?;
    }
    if before.entry.kind == EntryKind::Update {
        return reword_update(desk, line, before);
    }
    let depth = match &line.matter {
        Matter::Point { level: 1 } if before.entry.kind == EntryKind::Point => before.entry.depth,
        _ if before.entry.kind == line.kind && line.kind != EntryKind::Point => before.entry.depth,
        matter => base_depth(line.kind, matter, &desk.entries[..index]),
    };
    let fresh = desk.entry(line, before.entry.position, depth);
    let same_words = fresh.text == before.entry.text;
    let after = Entry {
        id,
        at: before.entry.at,
        exempt: before.entry.exempt,
        read_back: before.entry.read_back.filter(|_| same_words),
        ..fresh
    };
    let detail = desk.detail(&after, &line.matter, &before.detail);
    let mut changes = change_detail(&before.detail, &detail);
    let words = if before.entry.kind == line.kind {
        recorded_words(desk, &after, &detail, "changed")
    } else {
        let became = recorded_words(desk, &after, &detail, "");
        format!("{} made {}", capitalised(before.entry.kind.word()), became.trim_end())
    };
    if after != before.entry {
        changes.push(Change::replaced(before.entry, after));
    }
    Ok(Step::within(desk.meeting(), words, changes))
}

/// Returns the step that words the minute of an update afresh; what it says of the action stands.
fn reword_update(desk: &Desk<'_>, line: &EntryLine, before: Recorded) -> Result<Step, Refusal> {
    if !matches!(line.kind, EntryKind::Note | EntryKind::Update) {
        return Err(stays_the_minute());
    }
    if let Detail::Update(update) = &before.detail
        && !update.is_told_by(&line.text)
    {
        return Err(Refusal::new(
            "The minute must still say what became of the action, as the register does.",
            "Change the other words; Del takes back what was heard, to hear it otherwise.",
        ));
    }
    if let Detail::Report { report, .. } = &before.detail
        && !report.is_told_by(&before.entry.text, &line.text)
    {
        return Err(Refusal::new(
            "The minute must still say how the plan action was rated, as its reports do.",
            "Change the other words; Del takes back what was reported, to report it otherwise.",
        ));
    }
    let words = recorded_words(desk, &before.entry, &before.detail, "changed");
    let after = Entry { text: line.text.clone(), read_back: None, ..before.entry.clone() };
    Ok(Step::within(desk.meeting(), words, vec![Change::replaced(before.entry, after)]))
}

fn stays_the_minute() -> Refusal {
    Refusal::new(
        "What was heard of an action stays the minute of that.",
        "Change its words, or remove it with Del, which takes back what was heard.",
    )
}

/// Returns the step that records what a meeting heard of an action, with the entry that minutes it where
/// there are words for one.
pub fn record_update(
    mut desk: Desk<'_>,
    mut update: ActionUpdate,
    minute: Option<EntryLine>,
    name: &str,
) -> Result<Step, Refusal> {
    update.id = desk.ids.fresh(desk.now);
    let Some(line) = minute else {
        return Ok(Step::within(desk.meeting(), name, vec![Change::made(update)]));
    };
    let mut changes = taking(&mut desk, line.kind);
    let position = desk.room(desk.entries.len(), &mut changes);
    let mut entry = desk.entry(&line, position, 0);
    // What is said of exempt business is exempt, wherever it is said.
    entry.exempt = entry.exempt.union(update.exempt);
    (update.entry, update.exempt) = (Some(entry.id), entry.exempt);
    changes.extend([Change::made(entry), Change::made(update)]);
    Ok(Step::within(desk.meeting(), name, changes))
}

/// Returns the step that records what a meeting heard of a plan action, with the entry that minutes it.
pub fn record_report(
    mut desk: Desk<'_>,
    mut report: PlanReport,
    mut values: Vec<MeasureValue>,
    line: &EntryLine,
    name: &str,
) -> Result<Step, Refusal> {
    let mut changes = taking(&mut desk, line.kind);
    let position = desk.room(desk.entries.len(), &mut changes);
    let entry = desk.entry(line, position, 0);
    report.id = desk.ids.fresh(desk.now);
    (report.entry, report.exempt) = (Some(entry.id), entry.exempt);
    for value in &mut values {
        (value.id, value.report) = (desk.ids.fresh(desk.now), Some(report.id));
    }
    changes.push(Change::made(entry));
    changes.extend(made(Detail::Report { report, values }));
    Ok(Step::within(desk.meeting(), name, changes))
}

/// Returns the changes from one detail to another: rows of the same identity are replaced.
fn change_detail(before: &Detail, after: &Detail) -> Vec<Change> {
    let (removed, made) = (remove_detail(before), made(after.clone()));
    let matching = |change: &Change, of: &[Change], side: fn(&Change) -> Option<Id>| {
        let id = side(change);
        of.iter().position(|other| match (&other.before, &other.after) {
            (Some(row), None) | (None, Some(row)) => Some(row.id()) == id,
            _ => false,
        })
    };
    let after_id = |change: &Change| change.after.as_ref().map(|row| row.id());
    let before_id = |change: &Change| change.before.as_ref().map(|row| row.id());
    let gone = removed.iter().filter(|change| matching(change, &made, before_id).is_none()).cloned();
    let kept_or_new = made.iter().filter_map(|change| match matching(change, &removed, after_id) {
        None => Some(change.clone()),
        Some(at) if removed[at].before == change.after => None,
        Some(at) => Some(Change { before: removed[at].before.clone(), after: change.after.clone() }),
    });
    gone.clone().chain(kept_or_new).collect()
}

/// Returns the line that makes an entry one of another kind, with the same words as far as they serve.
///
/// Refused for movements and updates: who came or went, and what was heard of an action, is no other kind's
/// business.
pub fn as_kind(recorded: &Recorded, kind: EntryKind, roster: &Roster) -> Result<EntryLine, Refusal> {
    let entry = &recorded.entry;
    for stays in [EntryKind::Movement, EntryKind::Update] {
        if entry.kind == stays || kind == stays {
            return Err(Refusal::new(
                format!("{} cannot be made {}.", article(entry.kind.word()), article(kind.word()).to_lowercase()),
                match stays {
                    EntryKind::Update => "Take back with Del what was heard wrongly of an action.",
                    _ => "Record who came or went as + name or < name; take back a wrong one.",
                },
            ));
        }
    }
    let speaker = match (entry.speaker, entry.speaker_words.as_str()) {
        (Some(id), words) => Some(Named { words: words.into(), found: super::Found::One(id) }),
        (None, "") => None,
        (None, words) => Some(Named { words: words.into(), found: roster.find(words) }),
    };
    let text = match &recorded.detail {
        Detail::Action { owners, .. } if !owners.is_empty() => {
            let names = owners.iter().map(|owner| match owner.person.and_then(|id| roster.speaking_name(id)) {
                Some(name) => name.to_string(),
                None => owner.words.clone(),
            });
            format!("{} to {}", names.collect::<Vec<_>>().join(" and "), entry.text)
        }
        Detail::Decision { decision, .. } if decision.verb != Verb::Decided => {
            capitalised(&decision_words(decision, &entry.text, roster))
        }
        _ if !names_somebody(kind) && kind != EntryKind::Action => match &speaker {
            Some(named) => {
                let name = named.person().and_then(|id| roster.speaking_name(id));
                format!("{}: {}", name.unwrap_or(&named.words), entry.text)
            }
            None => entry.text.clone(),
        },
        _ => entry.text.clone(),
    };
    let (matter, text) = match kind {
        EntryKind::Action => match action::parse(&text, roster) {
            (Matter::Action { owners, due_words, plan_references }, text) if owners.is_empty() => {
                let owners = speaker.into_iter().collect();
                (Matter::Action { owners, due_words, plan_references }, text.to_string())
            }
            (matter, text) => (matter, text.to_string()),
        },
        EntryKind::Decision => {
            let (matter, text) = decision::parse(&text, roster);
            (matter, text.to_string())
        }
        EntryKind::Point => (Matter::Point { level: 1 }, text),
        kind if names_somebody(kind) && speaker.is_none() => {
            let (matter, text) = parse_spoken(&text, true, roster);
            (matter, text.to_string())
        }
        kind if names_somebody(kind) => (Matter::Spoken(speaker), text),
        _ => (Matter::Plain, text),
    };
    Ok(EntryLine { kind, is_explicit: true, matter, text, text_start: 0 })
}

/// Tells whether entries of this kind have somebody who says them.
fn names_somebody(kind: EntryKind) -> bool {
    kind.is_spoken() || kind == EntryKind::Interest
}

fn recorded_words(desk: &Desk<'_>, entry: &Entry, detail: &Detail, verb: &str) -> String {
    let number = desk.sitting.item(entry.item).map(|item| item.number.clone()).unwrap_or_default();
    let what = match detail {
        Detail::Action { action, .. } => format!("ACTION {}", action.reference()),
        _ => capitalised(entry.kind.word()),
    };
    format!("{what} {verb} under item {number}").replace("  ", " ").trim_end().to_string()
}

/// Who comes or goes, or what else happens in the room.
struct Coming<'a> {
    kind: MovementKind,
    who: &'a [Named],
    substitute_for: Option<&'a Named>,
    time: NaiveDateTime,
    reason: &'a str,
}

fn record_movements(desk: &mut Desk<'_>, coming: Coming<'_>, place: Place) -> Result<Step, Refusal> {
    let count = coming.who.len().max(1);
    let mut changes = Vec::new();
    let (before, positions) = match place {
        Place::Instead(id) => {
            let index = index_of(desk.entries, id)?;
            let Recorded { entry, detail } = &desk.entries[index];
            keep_what_was_followed_up(detail)?;
            if entry.kind == EntryKind::Update {
                return Err(stays_the_minute());
            }
            changes.extend(remove_detail(detail));
            let (others, moved) = make_room(desk.entries, index + 1, count - 1);
            let others = if moved.is_empty() { others } else { vec![entry.position; count - 1] };
            (Some(entry), [entry.position].into_iter().chain(others).collect())
        }
        Place::End | Place::Before(_) => {
            let index = if let Place::Before(id) = place { index_of(desk.entries, id)? } else { desk.entries.len() };
            let (positions, moved) = make_room(desk.entries, index, count);
            changes.extend(moved);
            (None, positions)
        }
    };
    let mut words = "";
    let nobody = [None];
    let people: Vec<Option<&Named>> =
        if coming.who.is_empty() { nobody.to_vec() } else { coming.who.iter().map(Some).collect() };
    for (nth, (named, position)) in people.into_iter().zip::<Vec<i64>>(positions).enumerate() {
        let (mut entry, mut movement, new) = movement_rows(desk, &coming, named, position);
        changes.extend(new);
        if let Some(before) = before {
            // What was exempt stays exempt, and what was not stays open, whenever it is edited.
            entry = Entry { at: before.at, exempt: before.exempt, ..entry };
        }
        match before.filter(|_| nth == 0) {
            Some(before) => {
                (entry.id, movement.entry) = (before.id, before.id);
                if entry != *before {
                    changes.push(Change::replaced(before.clone(), entry));
                }
            }
            None => changes.push(Change::made(entry)),
        }
        words = movement_words(&movement);
        changes.push(Change::made(movement));
    }
    Ok(Step::within(desk.meeting(), words, changes))
}

/// Returns one movement with its entry, and the other rows that it makes: an attendance, a guest's person.
fn movement_rows(
    desk: &mut Desk<'_>,
    coming: &Coming<'_>,
    named: Option<&Named>,
    position: i64,
) -> (Entry, Movement, Vec<Change>) {
    let mut changes = Vec::new();
    let mut person = named.and_then(Named::person);
    let arrives = coming.kind == MovementKind::Arrives;
    let is_guest = |named: &&Named| looks_like_a_name(&named.words) && named.words.contains(' ');
    if person.is_none()
        && arrives
        && let Some(guest) = named.filter(is_guest)
    {
        let guest = new_person(&guest.words, desk.ids, desk.now);
        person = Some(guest.id);
        changes.push(Change::made(guest));
    }
    let substitute_for = coming.substitute_for.and_then(Named::person);
    if let (true, Some(id)) = (arrives, person) {
        let belongs = desk.sitting.membership(id).is_some() || substitute_for.is_some();
        let status = if belongs { AttendanceStatus::Present } else { AttendanceStatus::InAttendance };
        changes.extend(attendance_change(desk.sitting, id, status, substitute_for, desk.ids, desk.now));
    }
    let line = EntryLine {
        kind: EntryKind::Movement,
        is_explicit: true,
        matter: Matter::Spoken(
            named
                .cloned()
                .map(|named| Named { found: person.map_or(super::Found::Nobody, super::Found::One), ..named }),
        ),
        text: reason_of(coming),
        text_start: 0,
    };
    let entry = desk.entry(&line, position, 0);
    let movement = Movement {
        id: desk.ids.fresh(desk.now),
        meeting: desk.meeting(),
        entry: entry.id,
        kind: coming.kind,
        person,
        time: coming.time,
        substitute_for,
    };
    (entry, movement, changes)
}

/// Returns the reason, and in front of it for whom somebody sits who is not known: nothing typed is lost.
fn reason_of(coming: &Coming<'_>) -> String {
    match coming.substitute_for.filter(|member| member.person().is_none()) {
        None => coming.reason.to_string(),
        Some(member) if coming.reason.is_empty() => format!("substitute for {}", member.words),
        Some(member) => format!("substitute for {}, {}", member.words, coming.reason),
    }
}

/// Returns a person of whom only title and name are known.
pub fn new_person(words: &str, ids: &mut Ids, now: NaiveDateTime) -> Person {
    let (title, name) = Person::split_title(words);
    Person {
        id: ids.fresh(now),
        initials: Person::initials_of(&name),
        title,
        name,
        role: String::new(),
        abbreviation: String::new(),
        organisation: String::new(),
    }
}

/// Returns the step that adjourns or resumes the meeting and minutes it.
pub fn pause_meeting(mut desk: Desk<'_>, kind: MovementKind, reason: &str) -> Result<Step, Refusal> {
    let paused = pause(desk.sitting, kind, desk.ids, desk.now)?;
    let coming = Coming { kind, who: &[], substitute_for: None, time: desk.now, reason };
    let mut step = record_movements(&mut desk, coming, Place::End)?;
    step.changes.extend(paused);
    Ok(step)
}

/// Returns the step that minutes somebody's taking the chair.
pub fn change_chair(mut desk: Desk<'_>, who: &Named) -> Result<Step, Refusal> {
    let coming = Coming {
        kind: MovementKind::TakesChair,
        who: std::slice::from_ref(who),
        substitute_for: None,
        time: desk.now,
        reason: "",
    };
    record_movements(&mut desk, coming, Place::End)
}

/// Returns the step that records how each member voted on a decision; totals follow from the names.
pub fn record_votes(desk: Desk<'_>, decision: &Recorded, votes: &[(Id, VoteCast)]) -> Result<Step, Refusal> {
    let Detail::Decision { decision: before, votes: old } = &decision.detail else {
        return Err(Refusal::new("That is not a decision.", "Record the decision first, then the votes on it."));
    };
    let cast = |(person, cast): &(Id, VoteCast)| Vote {
        id: desk.ids.fresh(desk.now),
        entry: decision.entry.id,
        person: *person,
        voted: *cast,
    };
    let new: Vec<Vote> = votes.iter().map(cast).collect();
    let mut after = before.clone();
    // What was announced stands; names alone make the totals only when nothing was.
    let from_names = (!old.is_empty()).then(|| Tally::of(old));
    if after.tally().is_none() || after.tally() == from_names {
        set_tally(&mut after, (!new.is_empty()).then(|| Tally::of(&new)));
    }
    if after.voters_present.is_none() && desk.sitting.roll_called() {
        after.voters_present = Some(desk.sitting.voters_here().count() as u32);
    }
    let mut changes: Vec<Change> = old.iter().cloned().map(Change::removed).collect();
    changes.extend(new.into_iter().map(Change::made));
    if after != *before {
        changes.push(Change::replaced(before.clone(), after));
    }
    Ok(Step::within(desk.sitting.meeting.id, "Named vote recorded", changes))
}
