//! The check of a meeting's minutes: what is unfinished, where it stands, and what settles it.

use super::register::{self, People};
use super::{Failure, Result};
use crate::capture::Roster;
use crate::capture::fold::fold;
use crate::capture::owed::{Judged, owed};
use crate::record::action::{deadline_after, owner_after, status_after};
use crate::record::deadline_reading::read_deadline;
use crate::record::loose_end::{Dismissal, LooseEndKind};
use crate::record::{Change, Detail, Doubt, EntryKind, Id, Item, MeetingStatus, MovementKind, Recorded, Sitting, Step};
use crate::reports::follow_up::deed;
use crate::store::{self, Minutes, Store, Wanted};
use chrono::NaiveDateTime;
use serde::Serialize;
use std::collections::HashSet;

/// One thing that is unfinished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LooseEnd {
    pub kind: LooseEndKind,
    /// Name of the meeting.
    pub meeting: String,
    /// Number and title of the item.
    pub item: String,
    pub what: String,
    /// The key or command that settles it.
    pub settle: String,
    #[serde(skip)]
    pub meeting_id: Id,
    #[serde(skip)]
    pub item_id: Id,
    #[serde(skip)]
    pub entry: Id,
    /// The entry in front of which an ACTION that settles it goes.
    #[serde(skip)]
    pub before: Option<Id>,
}

/// Returns the loose ends of every meeting that has been held and whose minutes can still be changed.
pub fn all_loose_ends(store: &Store) -> Result<Vec<LooseEnd>> {
    let mut found = Vec::new();
    for meeting in store.meetings(u32::MAX)?.into_iter().rev() {
        let status = MeetingStatus::from_word(&meeting.status);
        if status.is_some_and(|status| status > MeetingStatus::Planned && !status.is_locked()) {
            found.extend(loose_ends(store, meeting.id)?);
        }
    }
    Ok(found)
}

/// Returns the loose ends of a meeting in the order of its minutes, without those that were dismissed.
pub fn loose_ends(store: &Store, meeting: Id) -> Result<Vec<LooseEnd>> {
    find(store, meeting, true)
}

/// Returns the same without holding actions against one another, which takes longest.
pub fn loose_ends_alone(store: &Store, meeting: Id) -> Result<Vec<LooseEnd>> {
    find(store, meeting, false)
}

fn find(store: &Store, meeting: Id, compares: bool) -> Result<Vec<LooseEnd>> {
    let Minutes { sitting, entries } = store.minutes(meeting)?;
    let people = register::people(store)?;
    let earlier = if compares { outstanding(store, &sitting, &people)? } else { Vec::new() };
    let of_nothing = entries.iter().map(|entries| store.references_of_nothing(sitting.body.id, entries));
    let of_nothing = of_nothing.collect::<store::Result<Vec<_>>>()?.into_iter().flatten().collect();
    let mut checking = Checking {
        roster: Roster::of(&sitting),
        sitting: &sitting,
        people: &people,
        earlier,
        of_nothing,
        first_plan: store.plans_of(sitting.body.id)?.first().map(|plan| plan.id),
        found: Vec::new(),
    };
    for (item, entries) in sitting.items.iter().zip(&entries) {
        checking.item(item, entries);
    }
    let dismissed = dismissed(store, meeting)?;
    let mut found = checking.found;
    found.retain(|end| !dismissed.contains(&(end.entry, end.kind)));
    Ok(found)
}

/// Returns which loose ends of a meeting were dismissed: at which entry, and of what kind.
pub fn dismissed(store: &Store, meeting: Id) -> Result<HashSet<(Id, LooseEndKind)>> {
    Ok(store.dismissals(meeting)?.into_iter().map(|dismissal| (dismissal.entry, dismissal.kind)).collect())
}

/// Dismisses a loose end for a reason, which is kept.
pub fn dismiss(store: &mut Store, end: &LooseEnd, reason: &str, now: NaiveDateTime) -> Result<String> {
    if reason.trim().is_empty() {
        return Err(Failure::new("A loose end is left for a reason.", "Say why, as: answered by e-mail on Friday."));
    }
    let dismissal = Dismissal {
        id: store.fresh_id(now),
        meeting: end.meeting_id,
        entry: end.entry,
        kind: end.kind,
        reason: reason.trim().into(),
        at: now,
    };
    let words = format!("Loose end of {} dismissed: {}", end.meeting, end.kind);
    store.apply(Step::of_book(words.clone(), vec![Change::made(dismissal)]), now)?;
    Ok(words)
}

/// Two actions that share so many words in a hundred are taken for the same.
const ALIKE: usize = 80;

/// An action of the body that is outstanding.
struct Outstanding {
    action: Id,
    name: String,
    words: HashSet<String>,
}

fn outstanding(store: &Store, sitting: &Sitting, people: &People) -> Result<Vec<Outstanding>> {
    let standings = store.standings(Wanted::OutstandingOf(sitting.body.id))?;
    let given =
        store.given_actions(standings)?.into_iter().filter(|given| given.standing.given <= sitting.meeting.date);
    let outstanding = given.map(|given| {
        let owners = register::owners_given(&given, people);
        Outstanding {
            action: given.action.id,
            name: format!("{} of {}", given.action.reference(), given.meeting),
            words: words_of(&deed(&owners, &given.text, &given.action.due_words)),
        }
    });
    Ok(outstanding.collect())
}

fn words_of(text: &str) -> HashSet<String> {
    fold(text).split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2).map(String::from).collect()
}

struct Checking<'a> {
    roster: Roster,
    sitting: &'a Sitting,
    people: &'a People,
    earlier: Vec<Outstanding>,
    /// References that were typed, and that nothing is called by.
    of_nothing: HashSet<String>,
    /// The first of the body's plans that is in the book.
    first_plan: Option<Id>,
    found: Vec<LooseEnd>,
}

impl Checking<'_> {
    fn item(&mut self, item: &Item, entries: &[Recorded]) {
        let owed = owed(entries, &self.roster, &mut Judged::default());
        for (at, recorded) in entries.iter().enumerate() {
            let found = self.found.len();
            if let Some(owed) = owed.iter().find(|owed| owed.entry == recorded.entry.id) {
                let kind = owed.why.loose_end();
                self.add(item, recorded, kind, said(self.sitting, recorded), "Alt-A on it makes the ACTION");
                if let Some(end) = self.found.last_mut() {
                    end.before = owed.before;
                }
            }
            self.action(item, recorded);
            self.speech(item, entries, at);
            let is_owed = self.found[found..].iter().any(|end| end.kind == LooseEndKind::Request);
            if recorded.entry.kind == EntryKind::Question && !is_owed && !is_answered(&entries[at + 1..]) {
                let what = said(self.sitting, recorded);
                self.add(
                    item,
                    recorded,
                    LooseEndKind::NoAnswer,
                    what,
                    "a dcs: \u{2026} in front of the next, or :reply",
                );
            }
        }
    }

    fn add(&mut self, item: &Item, recorded: &Recorded, kind: LooseEndKind, what: String, settle: impl Into<String>) {
        self.found.push(LooseEnd {
            kind,
            meeting: self.sitting.meeting.slug.clone(),
            item: item.label(),
            what,
            settle: settle.into(),
            meeting_id: self.sitting.meeting.id,
            item_id: item.id,
            entry: recorded.entry.id,
            before: None,
        });
    }

    /// Checks an action that is outstanding.
    fn action(&mut self, item: &Item, recorded: &Recorded) {
        let Detail::Action { action, owners, updates, links } = &recorded.detail else { return };
        if !status_after(action, updates).is_outstanding() {
            return;
        }
        let name = format!("{}: {}", action.reference(), recorded.entry.text);
        if action.reply_to.is_some() {
            let settle = format!(":action {} reply \u{2026}, when it has come", action.reference());
            self.add(item, recorded, LooseEndKind::AnswerOwed, name.clone(), settle);
        }
        if owner_after(owners, updates) == (None, "") {
            let settle = "edit it: ! dcs: \u{2026} names the owner first";
            self.add(item, recorded, LooseEndKind::NoOwner, name.clone(), settle);
        }
        let (due_words, since) = deadline_after(action, self.sitting.meeting.date, updates);
        if due_words.is_empty() {
            let settle = "edit it: \u{2026} by next meeting";
            self.add(item, recorded, LooseEndKind::NoDeadline, name.clone(), settle);
        } else if read_deadline(due_words, since, &self.sitting.body.called).is_none() {
            let what = format!("\u{201c}{due_words}\u{201d} in {name}");
            self.add(item, recorded, LooseEndKind::DeadlineNotRead, what, "edit it: a date, or by next meeting");
        }
        if updates.is_empty() {
            for doubt in self.sitting.doubts_about(recorded) {
                if let Doubt::OwnerAway(owner) = doubt {
                    let what = format!("{owner} was not in the room for {name}");
                    let settle = format!("tell them: minutebook actions slips {}", self.sitting.meeting.slug);
                    self.add(item, recorded, LooseEndKind::OwnerAway, what, settle);
                }
            }
        }
        // What was given before there was a plan could serve none.
        let has_plan = self.first_plan.is_some_and(|plan| plan < action.id);
        if has_plan && links.is_empty() && action.plan_references.is_empty() {
            let settle = "Alt-1 \u{2026} links it here, on its line, or after l in the review";
            self.add(item, recorded, LooseEndKind::NoPlanAction, name.clone(), settle);
        }
        for doubt in recorded.doubts_about_links(&self.of_nothing) {
            let settle = "edit it, or take the reference out";
            self.add(item, recorded, LooseEndKind::Unclear, format!("{doubt} for {name}"), settle);
        }
        if let Some(same) = self.same(action.id) {
            let what = format!("{name} (the same as {same})");
            self.add(
                item,
                recorded,
                LooseEndKind::SameAction,
                what,
                format!(":action {} supersede \u{2026}", action.reference()),
            );
        }
    }

    /// Returns an earlier outstanding action that says much the same.
    fn same(&self, action: Id) -> Option<String> {
        let own = self.earlier.iter().find(|other| other.action == action)?;
        // Of a hundred words how many the two share, of those of the longer one.
        let likeness = |other: &&Outstanding| {
            let shared = own.words.intersection(&other.words).count();
            if shared < 3 { 0 } else { 100 * shared / own.words.len().max(other.words.len()) }
        };
        let earlier = self.earlier.iter().filter(|other| other.action < own.action);
        let closest = earlier.max_by_key(likeness).filter(|other| likeness(other) >= ALIKE);
        closest.map(|other| other.name.clone())
    }

    /// Checks who is named, and what else is unclear.
    fn speech(&mut self, item: &Item, entries: &[Recorded], at: usize) {
        let recorded = &entries[at];
        let own = [Doubt::OwnerNotGiven, Doubt::DeadlineNotGiven];
        let doubts = self.sitting.doubts_about(recorded).into_iter();
        for doubt in doubts.filter(|doubt| !own.contains(doubt) && !matches!(doubt, Doubt::OwnerAway(_))) {
            let what = format!("{doubt} {}", said(self.sitting, recorded));
            self.add(item, recorded, LooseEndKind::Unclear, what, "Enter edits it");
        }
        let speaker = recorded.entry.speaker.filter(|_| recorded.entry.kind.is_spoken() && self.sitting.roll_called());
        if let Some(person) = speaker.filter(|person| !self.was_there(*person)) {
            let name = self.people.get(&person).map(|person| person.full_name()).unwrap_or_default();
            let is_first = !self.found.iter().any(|end| {
                end.kind == LooseEndKind::NotInAttendance && end.what.starts_with(&name) && end.item_id == item.id
            });
            if is_first {
                let what = format!("{name} spoke, and is not recorded as present");
                self.add(
                    item,
                    recorded,
                    LooseEndKind::NotInAttendance,
                    what,
                    "F2 calls the roll; + name for an arrival",
                );
            }
        }
    }

    fn was_there(&self, person: Id) -> bool {
        let arrived = |kind| kind == MovementKind::Arrives;
        self.sitting.attendance_of(person).is_some_and(|attendance| attendance.status.is_here())
            || self.sitting.movements.iter().any(|moved| moved.person == Some(person) && arrived(moved.kind))
    }
}

/// Tells whether a question is followed, before the next, by an answer or by an ACTION that will bring one.
fn is_answered(below: &[Recorded]) -> bool {
    let mut below = below.iter().take_while(|below| below.entry.kind != EntryKind::Question);
    below.any(|below| matches!(below.entry.kind, EntryKind::Answer | EntryKind::Action))
}

/// Returns an entry in one line: who, and what.
fn said(sitting: &Sitting, recorded: &Recorded) -> String {
    let entry = &recorded.entry;
    let name = crate::reports::wording::name(sitting, entry.speaker, &entry.speaker_words);
    if name.is_empty() { entry.text.clone() } else { format!("{name}: {}", entry.text) }
}
