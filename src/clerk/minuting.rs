//! A meeting being minuted: what is on the desk, and everything that can be done to it.

use super::{Failure, Result};
use crate::capture::recording::{self, Called, Desk, Place};
use crate::capture::{self, EntryLine, Expected, Line, Roster, predict};
use crate::record::editing::{self, capitalised, index_of};
use crate::record::{Change, Detail, Doubt, EntryKind, Id, Item, Recorded, Sitting, Step, VoteCast};
use crate::store::{self, Store};
use chrono::NaiveDateTime;
use std::collections::HashSet;

/// A meeting on the clerk's desk, opened at one of its items.
#[derive(Clone, Debug)]
pub struct Minuting {
    pub sitting: Sitting,
    /// The item that is looked at and written under; not always the one that the meeting is on.
    pub item: Id,
    /// The entries of that item.
    pub entries: Vec<Recorded>,
    pub roster: Roster,
    /// The time in the room that was given last, where the clock does not say it.
    pub(super) said_time: Option<NaiveDateTime>,
    /// The plan actions that the references mean with which an action is being recorded.
    called: Called,
    /// The references typed under the item by which nothing in the body's plans is called.
    of_nothing: HashSet<String>,
    /// The latest time that is recorded.
    pub(super) latest: NaiveDateTime,
    /// What the book's [version](Store::data_version) was when all this was read.
    seen: i64,
}

/// How an entry that is written already is to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Remove,
    MoveUp,
    MoveDown,
    Indent,
    Outdent,
    MakeIt(EntryKind),
    ReadBack,
}

impl Minuting {
    /// Lays a meeting on the desk, at the item that it was last on.
    pub fn open(store: &Store, meeting: Id) -> Result<Self> {
        let seen = store.data_version()?;
        let sitting = store.sitting(meeting)?;
        let first = sitting.items.first().map(|item| item.id);
        let Some(item) = sitting.last_item().or(first) else {
            return Err(Failure::new("This meeting has no agenda item.", "Import it again with at least one item."));
        };
        let entries = store.entries(item)?;
        let roster = Roster::of(&sitting);
        let latest = sitting.latest_time(&entries);
        let of_nothing = store.references_of_nothing(sitting.body.id, &entries)?;
        let called = Called::new();
        Ok(Minuting { sitting, item, entries, roster, said_time: None, called, of_nothing, latest, seen })
    }

    /// Reads everything afresh.
    pub fn reload(&mut self, store: &Store) -> Result<()> {
        let was_on = self.sitting.current_item();
        self.seen = store.data_version()?;
        self.sitting = store.sitting(self.sitting.meeting.id)?;
        self.roster = Roster::of(&self.sitting);
        let now_on = self.sitting.current_item();
        if let Some(item) = now_on.filter(|_| now_on != was_on) {
            self.item = item;
        }
        if self.sitting.item(self.item).is_none()
            && let Some(item) = self.sitting.items.first()
        {
            self.item = item.id;
        }
        self.look_at(store, self.item)
    }

    /// Reads afresh what another program has changed, and stays at the item where one is writing.
    fn catch_up(&mut self, store: &Store) -> Result<()> {
        let item = self.item;
        self.reload(store)?;
        if self.item != item && self.sitting.item(item).is_some() {
            self.look_at(store, item)?;
        }
        Ok(())
    }

    /// Turns to another item without taking it.
    pub fn look_at(&mut self, store: &Store, item: Id) -> Result<()> {
        self.item = item;
        self.entries = store.entries(item)?;
        self.of_nothing = store.references_of_nothing(self.sitting.body.id, &self.entries)?;
        self.latest = self.sitting.latest_time(&self.entries);
        Ok(())
    }

    /// Returns the item that is looked at.
    pub fn item(&self) -> Result<&Item> {
        self.sitting
            .item(self.item)
            .ok_or_else(|| Failure::new("That item is no longer on the agenda.", "Look at what is there now."))
    }

    /// Returns what a line without a prefix will be.
    pub fn expected(&self) -> Expected {
        match self.sitting.item(self.item) {
            Some(item) => predict::expected(&self.entries, item, &self.roster),
            None => Expected::kind(EntryKind::Note),
        }
    }

    /// Returns what is unclear about an entry, its links included.
    pub fn doubts_about(&self, recorded: &Recorded) -> Vec<Doubt> {
        let mut doubts = self.sitting.doubts_about(recorded);
        doubts.extend(recorded.doubts_about_links(&self.of_nothing));
        doubts
    }

    /// Reads a capture line as it would be recorded here.
    pub fn parse(&self, line: &str, expected: Expected) -> Line {
        capture::parse(line, expected, &self.roster)
    }

    /// Applies a step and reads everything afresh.
    pub fn apply(&mut self, store: &mut Store, step: Step, now: NaiveDateTime) -> Result<()> {
        store.apply(step, now)?;
        self.reload(store)
    }

    /// Builds a step from what is on the desk and applies it; when somebody else was quicker, looks
    /// again at what is there and tries once more.
    pub(super) fn conduct(
        &mut self,
        store: &mut Store,
        now: NaiveDateTime,
        build: impl Fn(Desk<'_>) -> std::result::Result<Step, crate::record::Refusal>,
    ) -> Result<String> {
        // Another program's entries may stand where this one would go.
        if store.data_version()? != self.seen {
            self.catch_up(store)?;
        }
        let mut is_second_try = false;
        loop {
            let (sitting, entries, time) = (&self.sitting, &self.entries, self.time(now));
            let called = &self.called;
            let desk = Desk { sitting, item: self.item, entries, called, ids: store.ids(), now: time };
            let step = build(desk)?;
            let words = step.words.clone();
            match store.apply(step, now) {
                Err(store::Error::Stale { .. }) if !is_second_try => {
                    is_second_try = true;
                    self.catch_up(store)?;
                }
                result => {
                    result?;
                    self.reload(store)?;
                    return Ok(words);
                }
            }
        }
    }

    /// Records a line. Returns the sentence that the history has for it.
    pub fn record(&mut self, store: &mut Store, line: &EntryLine, place: Place, now: NaiveDateTime) -> Result<String> {
        let mut references = line.plan_references().to_vec();
        if let Place::Instead(id) = place
            && let Some(Detail::Action { action, .. }) =
                self.entries.iter().find(|recorded| recorded.entry.id == id).map(|recorded| &recorded.detail)
        {
            references.extend(action.plan_references.split_whitespace().map(str::to_string));
        }
        self.called = store.plan_actions_called(self.sitting.body.id, &references)?;
        self.conduct(store, now, |desk| recording::record(desk, line, place))
    }

    /// Puts other words into an entry, as editing its line does.
    pub fn reword(&mut self, store: &mut Store, entry: Id, text: &str, now: NaiveDateTime) -> Result<String> {
        let mut changed = self.entries[index_of(&self.entries, entry)?].clone();
        changed.entry.text = text.into();
        let kind = changed.entry.kind;
        let line = self.parse(&capture::unparse::unparse(&changed, &self.roster), Expected::kind(EntryKind::Note));
        match line {
            Line::Entry(line) if line.text == text && (line.kind == kind || kind == EntryKind::Update) => {
                self.record(store, &line, Place::Instead(entry), now)
            }
            _ => Err(Failure::new(
                "These words would be read as something else in the line.",
                "Open the meeting there, and change the entry in the line: \u{2191}, Enter.",
            )),
        }
    }

    /// Changes an entry that is written already.
    pub fn edit(&mut self, store: &mut Store, entry: Id, edit: Edit, now: NaiveDateTime) -> Result<String> {
        let roster = self.roster.clone();
        self.conduct(store, now, |desk| {
            let index = index_of(desk.entries, entry)?;
            let recorded = &desk.entries[index];
            let kind = recorded.entry.kind;
            let (words, changes) = match edit {
                Edit::Remove => ("removed", editing::remove(desk.entries, entry)?),
                Edit::MoveUp => ("moved up", editing::shift(desk.entries, entry, false)?),
                Edit::MoveDown => ("moved down", editing::shift(desk.entries, entry, true)?),
                Edit::Indent => ("indented", editing::indent(desk.entries, entry, true)?),
                Edit::Outdent => ("outdented", editing::indent(desk.entries, entry, false)?),
                Edit::ReadBack => ("read back", read_back(recorded, desk.now)),
                Edit::MakeIt(kind) => {
                    let line = recording::as_kind(recorded, kind, &roster)?;
                    return recording::record(desk, &line, Place::Instead(entry));
                }
            };
            let name = match &recorded.detail {
                Detail::Action { action, .. } => format!("ACTION {}", action.reference()),
                _ => capitalised(kind.word()),
            };
            Ok(Step::within(desk.sitting.meeting.id, format!("{name} {words}"), changes))
        })
    }

    /// Returns the latest decision under the item.
    pub fn latest_decision(&self) -> Option<&Recorded> {
        self.entries.iter().rev().find(|recorded| matches!(recorded.detail, Detail::Decision { .. }))
    }

    /// Records how each member voted on a decision of this item.
    pub fn record_votes(
        &mut self,
        store: &mut Store,
        decision: Id,
        votes: &[(Id, VoteCast)],
        now: NaiveDateTime,
    ) -> Result<String> {
        self.conduct(store, now, |desk| {
            let index = index_of(desk.entries, decision)?;
            let decision = desk.entries[index].clone();
            recording::record_votes(desk, &decision, votes)
        })
    }

    /// Undoes the last step of this meeting.
    pub fn undo(&mut self, store: &mut Store, now: NaiveDateTime) -> Result<Option<String>> {
        let words = store.undo(Some(self.sitting.meeting.id), now)?;
        self.reload(store)?;
        Ok(words)
    }

    /// Does the step that was undone last again.
    pub fn redo(&mut self, store: &mut Store, now: NaiveDateTime) -> Result<Option<String>> {
        let words = store.redo(Some(self.sitting.meeting.id), now)?;
        self.reload(store)?;
        Ok(words)
    }

    /// Returns the item that comes next: after the one taken last, the first that has not been taken.
    pub fn next_item(&self) -> Option<&Item> {
        let items = &self.sitting.items;
        let taken = |item: &&Item| self.sitting.visits.iter().any(|visit| visit.item == item.id);
        let Some(last) = self.sitting.last_item() else {
            // Before the meeting has started, the agenda is simply walked through.
            let here = items.iter().position(|item| item.id == self.item).unwrap_or(0);
            let nothing_here = here == 0 && self.entries.is_empty() && self.sitting.is_running();
            return items.get(if nothing_here { 0 } else { here + 1 });
        };
        let here = items.iter().position(|item| item.id == last).map_or(0, |here| here + 1);
        items[here..].iter().chain(&items[..here]).find(|item| !taken(item))
    }
}

fn read_back(recorded: &Recorded, now: NaiveDateTime) -> Vec<Change> {
    let mut after = recorded.entry.clone();
    after.read_back = Some(now);
    vec![Change::replaced(recorded.entry.clone(), after)]
}
