//! The check of a meeting's minutes: what is unfinished, where it stands, and what settles it.

mod item;
mod same_action;

use super::register::{self, People};
use super::{Failure, Result};
use crate::capture::Roster;
use crate::capture::owed::Judged;
use crate::record::loose_end::{Dismissal, LooseEndKind};
use crate::record::{Change, Id, MeetingStatus, Sitting, Step};
use crate::store::Store;
use chrono::NaiveDateTime;
use item::ItemCheck;
use same_action::SameActions;
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
    /// Which item it is under, and at which of its entries.
    #[serde(skip)]
    pub place: (usize, usize),
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
    let mut check = Check::of(store, meeting)?;
    while !check.is_whole() {
        check.go_on(store)?;
    }
    Ok(check.loose_ends())
}

/// Returns the same without holding actions against one another, which takes longest.
pub fn loose_ends_alone(store: &Store, meeting: Id) -> Result<Vec<LooseEnd>> {
    let mut check = Check::of(store, meeting)?;
    check.all_items(store)?;
    Ok(check.loose_ends())
}

/// So many entries are checked at once where somebody waits.
const LOT: usize = 300;

/// The check of a meeting's minutes while it goes on: item by item, then its actions against those of its body.
pub struct Check {
    sitting: Sitting,
    roster: Roster,
    people: People,
    /// The first of the body's plans that is in the book.
    first_plan: Option<Id>,
    dismissed: HashSet<(Id, LooseEndKind)>,
    judged: Judged,
    /// So many items are checked.
    items: usize,
    found: Vec<LooseEnd>,
    outstanding: Vec<(Id, LooseEnd)>,
    /// What its actions are held against, while it is read.
    against: Option<SameActions>,
    is_compared: bool,
    same: Vec<LooseEnd>,
}

impl Check {
    /// Prepares to check a meeting's minutes.
    pub fn of(store: &Store, meeting: Id) -> Result<Self> {
        let sitting = store.sitting(meeting)?;
        Ok(Check {
            roster: Roster::of(&sitting),
            people: register::people(store)?,
            first_plan: store.plans_of(sitting.body.id)?.first().map(|plan| plan.id),
            dismissed: dismissed(store, meeting)?,
            judged: Judged::default(),
            items: 0,
            found: Vec::new(),
            outstanding: Vec::new(),
            against: None,
            is_compared: false,
            same: Vec::new(),
            sitting,
        })
    }

    /// Checks all items afresh, after something was changed. How its actions compare with others stays as it was
    /// until they have been held against one another again.
    pub fn again(&mut self, store: &Store) -> Result<()> {
        let fresh = Check::of(store, self.sitting.meeting.id)?;
        let before = std::mem::replace(self, fresh);
        self.judged = before.judged;
        self.all_items(store)?;
        let own: HashSet<Id> = self.outstanding.iter().map(|(_, end)| end.entry).collect();
        self.same = before.same.into_iter().filter(|end| own.contains(&end.entry)).collect();
        Ok(())
    }

    /// Tells whether an item has been checked.
    pub fn has_checked(&self, item: Id) -> bool {
        self.sitting.items[..self.items].iter().any(|checked| checked.id == item)
    }

    /// Tells whether everything has been checked.
    pub fn is_whole(&self) -> bool {
        self.is_compared
    }

    /// Returns what has been found so far, in the order of the minutes.
    pub fn loose_ends(&self) -> Vec<LooseEnd> {
        let mut found: Vec<LooseEnd> = self.found.iter().chain(&self.same).cloned().collect();
        found.retain(|end| !self.dismissed.contains(&(end.entry, end.kind)));
        found.sort_by_key(|end| end.place);
        found
    }

    /// Checks one lot more.
    pub fn go_on(&mut self, store: &Store) -> Result<()> {
        let mut left = LOT;
        while left > 0 && self.items < self.sitting.items.len() {
            left = left.saturating_sub(self.item(store)?.max(1));
        }
        if left > 0 { self.compare(store) } else { Ok(()) }
    }

    fn all_items(&mut self, store: &Store) -> Result<()> {
        while self.items < self.sitting.items.len() {
            self.item(store)?;
        }
        Ok(())
    }

    /// Checks the next item. Returns how many entries it has.
    fn item(&mut self, store: &Store) -> Result<usize> {
        let entries = store.entries(self.sitting.items[self.items].id)?;
        store.add_people(&mut self.sitting, &entries)?;
        let mut checking = ItemCheck {
            sitting: &self.sitting,
            roster: &self.roster,
            people: &self.people,
            item: &self.sitting.items[self.items],
            of_nothing: store.references_of_nothing(self.sitting.body.id, &entries)?,
            first_plan: self.first_plan,
            place: (self.items, 0),
            found: Vec::new(),
            outstanding: Vec::new(),
        };
        checking.entries(&entries, &mut self.judged);
        self.found.append(&mut checking.found);
        self.outstanding.append(&mut checking.outstanding);
        self.items += 1;
        Ok(entries.len())
    }

    /// Reads one lot of what the body has outstanding; after the last, holds the meeting's actions against it.
    fn compare(&mut self, store: &Store) -> Result<()> {
        let mut against = match self.against.take() {
            Some(against) => against,
            None => SameActions::of(store, &self.sitting)?,
        };
        if !against.read_on(store, &self.people)? {
            self.against = Some(against);
            return Ok(());
        }
        let same = against.same_as(self.outstanding.iter().map(|(action, _)| *action));
        let is_same = |(action, end): &(Id, LooseEnd)| {
            let what = format!("{} (the same as {})", end.what, same.get(action)?);
            Some(LooseEnd { what, ..end.clone() })
        };
        self.same = self.outstanding.iter().filter_map(is_same).collect();
        self.is_compared = true;
        Ok(())
    }
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
