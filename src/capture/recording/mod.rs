//! From what a line means to the step that records it.

mod heard;
mod movements;
mod replace;
mod votes;

use super::line::{EntryLine, Matter, Named};
use crate::record::conduct::take_item;
use crate::record::editing::{Refusal, capitalised, index_of, make_room};
use crate::record::entry::MAX_DEPTH;
use crate::record::time::said_after;
use crate::record::{
    Action, ActionLink, ActionOwner, ActionStatus, Change, Decision, Detail, Entry, EntryKind, Id, Ids, Paragraphs,
    Recorded, Sitting, Step, Tally,
};
use chrono::{Datelike, NaiveDateTime};
pub use heard::{record_report, record_update};
use movements::{Coming, record_movements};
pub use movements::{change_chair, new_person, pause_meeting};
pub use replace::as_kind;
use replace::replace;
use std::collections::HashMap;
pub use votes::record_votes;

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
        Detail::Report { report, values, milestones } => {
            let reached = milestones.into_iter().map(|reached| Change::replaced(reached.not_reached(), reached));
            [Change::made(report)].into_iter().chain(values.into_iter().map(Change::made)).chain(reached).collect()
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

fn recorded_words(desk: &Desk<'_>, entry: &Entry, detail: &Detail, verb: &str) -> String {
    let number = desk.sitting.item(entry.item).map(|item| item.number.clone()).unwrap_or_default();
    let what = match detail {
        Detail::Action { action, .. } => format!("ACTION {}", action.reference()),
        _ => capitalised(entry.kind.word()),
    };
    format!("{what} {verb} under item {number}").replace("  ", " ").trim_end().to_string()
}
