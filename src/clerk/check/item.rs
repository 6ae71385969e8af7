//! What is unfinished under one item.

use super::LooseEnd;
use crate::capture::Roster;
use crate::capture::owed::{Judged, owed};
use crate::clerk::deadlines::loose_end_of;
use crate::clerk::register::People;
use crate::record::action::{deadline_after, owner_after, status_after};
use crate::record::deadline_reading::read_deadline;
use crate::record::{Detail, Doubt, EntryKind, Id, Item, LooseEndKind, MovementKind, Recorded, Sitting};
use std::collections::HashSet;

/// The check of one item, with what it needs to know.
pub(super) struct ItemCheck<'a> {
    pub sitting: &'a Sitting,
    pub roster: &'a Roster,
    pub people: &'a People,
    pub item: &'a Item,
    /// References that were typed, and that nothing is called by.
    pub of_nothing: HashSet<String>,
    /// The first of the body's plans that is in the book.
    pub first_plan: Option<Id>,
    /// Which item it is, and which of its entries is looked at.
    pub place: (usize, usize),
    pub found: Vec<LooseEnd>,
    /// The actions that are outstanding, with the loose end that each is if an earlier one says the same.
    pub outstanding: Vec<(Id, LooseEnd)>,
}

impl ItemCheck<'_> {
    /// Checks the entries of the item.
    pub(super) fn entries(&mut self, entries: &[Recorded], judged: &mut Judged) {
        let owed = owed(entries, self.roster, judged);
        for (at, recorded) in entries.iter().enumerate() {
            self.place.1 = at;
            let found = self.found.len();
            if let Some(owed) = owed.iter().find(|owed| owed.entry == recorded.entry.id) {
                let kind = owed.why.loose_end();
                self.add(recorded, kind, said(self.sitting, recorded), "Alt-A on it makes the ACTION");
                if let Some(end) = self.found.last_mut() {
                    end.before = owed.before;
                }
            }
            self.action(recorded);
            self.speech(entries, at);
            let is_owed = self.found[found..].iter().any(|end| end.kind == LooseEndKind::Request);
            if recorded.entry.kind == EntryKind::Question && !is_owed && !is_answered(&entries[at + 1..]) {
                let what = said(self.sitting, recorded);
                self.add(recorded, LooseEndKind::NoAnswer, what, "a dcs: \u{2026} in front of the next, or :reply");
            }
        }
    }

    fn add(&mut self, recorded: &Recorded, kind: LooseEndKind, what: String, settle: impl Into<String>) {
        self.found.push(self.loose_end(recorded, kind, what, settle));
    }

    fn loose_end(&self, recorded: &Recorded, kind: LooseEndKind, what: String, settle: impl Into<String>) -> LooseEnd {
        LooseEnd {
            kind,
            meeting: self.sitting.meeting.slug.clone(),
            item: self.item.label(),
            what,
            settle: settle.into(),
            place: self.place,
            meeting_id: self.sitting.meeting.id,
            item_id: self.item.id,
            entry: recorded.entry.id,
            before: None,
        }
    }

    /// Checks an action that is outstanding.
    fn action(&mut self, recorded: &Recorded) {
        let Detail::Action { action, owners, updates, links } = &recorded.detail else { return };
        if !status_after(action, updates).is_outstanding() {
            return;
        }
        let name = format!("{}: {}", action.reference(), recorded.entry.text);
        if action.reply_to.is_some() {
            let settle = format!(":action {} reply \u{2026}, when it has come", action.reference());
            self.add(recorded, LooseEndKind::AnswerOwed, name.clone(), settle);
        }
        if owner_after(owners, updates) == (None, "") {
            let settle = "edit it: ! dcs: \u{2026} names the owner first";
            self.add(recorded, LooseEndKind::NoOwner, name.clone(), settle);
        }
        let (due_words, since) = deadline_after(action, self.sitting.meeting.date, updates);
        if due_words.is_empty() {
            let settle = "edit it: \u{2026} by next meeting";
            self.add(recorded, LooseEndKind::NoDeadline, name.clone(), settle);
        } else if read_deadline(due_words, since, &self.sitting.body.called).is_none() {
            let what = format!("\u{201c}{due_words}\u{201d} in {name}");
            self.add(recorded, LooseEndKind::DeadlineNotRead, what, "edit it: a date, or by next meeting");
        }
        if updates.is_empty() {
            for doubt in self.sitting.doubts_about(recorded) {
                if let Doubt::OwnerAway(owner) = doubt {
                    let what = format!("{owner} was not in the room for {name}");
                    let settle = format!("tell them: minutebook actions slips {}", self.sitting.meeting.slug);
                    self.add(recorded, LooseEndKind::OwnerAway, what, settle);
                }
            }
        }
        // What was given before there was a plan could serve none.
        let has_plan = self.first_plan.is_some_and(|plan| plan < action.id);
        if has_plan && links.is_empty() && action.plan_references.is_empty() {
            let settle = "Alt-1 \u{2026} links it here, on its line, or after l in the review";
            self.add(recorded, LooseEndKind::NoPlanAction, name.clone(), settle);
        }
        for doubt in recorded.doubts_about_links(&self.of_nothing) {
            let settle = "edit it, or take the reference out";
            self.add(recorded, LooseEndKind::Unclear, format!("{doubt} for {name}"), settle);
        }
        let settle = format!(":action {} supersede \u{2026}", action.reference());
        let end = self.loose_end(recorded, LooseEndKind::SameAction, name, settle);
        self.outstanding.push((action.id, end));
    }

    /// Checks who is named, and what else is unclear.
    fn speech(&mut self, entries: &[Recorded], at: usize) {
        let recorded = &entries[at];
        let own = [Doubt::OwnerNotGiven, Doubt::DeadlineNotGiven];
        let doubts = self.sitting.doubts_about(recorded).into_iter();
        for doubt in doubts.filter(|doubt| !own.contains(doubt) && !matches!(doubt, Doubt::OwnerAway(_))) {
            let what = format!("{doubt} {}", said(self.sitting, recorded));
            let (kind, settle) = loose_end_of(&doubt);
            self.add(recorded, kind, what, settle);
        }
        let speaker = recorded.entry.speaker.filter(|_| recorded.entry.kind.is_spoken() && self.sitting.roll_called());
        if let Some(person) = speaker.filter(|person| !self.was_there(*person)) {
            let name = self.people.get(&person).map(|person| person.full_name()).unwrap_or_default();
            let is_first = !self.found.iter().any(|end| {
                end.kind == LooseEndKind::NotInAttendance && end.what.starts_with(&name) && end.item_id == self.item.id
            });
            if is_first {
                let what = format!("{name} spoke, and is not recorded as present");
                self.add(recorded, LooseEndKind::NotInAttendance, what, "F2 calls the roll; + name for an arrival");
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
