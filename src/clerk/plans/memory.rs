//! The memory of a plan action: everything that minutes, actions, questions and decisions ever said of it.

use super::super::Result;
use super::super::register::{self, Heard, People, Registered};
use crate::record::entry::origin;
use crate::record::{Detail, EntryKind, Id, Plan, PlanAction, PlanReport, RagClass, Recorded};
use crate::reports::follow_up::deed;
use crate::reports::wording;
use crate::store::{EntryPlace, GivenAction, MinutedItem, Store, Wanted};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Serialize, Serializer};
use std::collections::{HashMap, HashSet, hash_map};

/// How far above an action its question is looked for.
const FARTHEST: u32 = 30;

/// All that ever touched a plan action, in order.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    pub touches: Vec<Touch>,
    /// How many minute actions serve it, and how many of the latest of them have been read.
    pub serving: usize,
    pub read: usize,
    /// Those that are still to be read, as they were given.
    unread: Vec<Id>,
    classes: Vec<RagClass>,
    seen: HashSet<Id>,
    places: HashMap<Id, EntryPlace>,
}

/// One thing that touched a plan action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Touch {
    /// The day of its meeting, or on which it was said.
    pub day: NaiveDate,
    pub at: NaiveDateTime,
    /// Name of the meeting; none between meetings.
    pub meeting: Option<String>,
    /// Number and title of the item.
    pub item: String,
    #[serde(serialize_with = "as_word")]
    pub kind: TouchKind,
    /// Who, if anybody is named.
    pub who: String,
    pub words: String,
    #[serde(rename = "exempt")]
    pub is_exempt: bool,
    /// The entry that minutes it, to open it by.
    #[serde(skip)]
    pub entry: Option<Id>,
}

fn as_word<S: Serializer>(kind: &TouchKind, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.word())
}

/// What touched it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TouchKind {
    /// An agenda item was about it, or about its theme.
    Item,
    /// An entry under such an item, or one that led to an action.
    Entry(EntryKind),
    /// A minute action that serves it was given.
    Action,
    /// Something was heard of one.
    Heard,
    /// It was reported on.
    Report,
}

/// Reads what touched a plan action into its memory.
struct Reader<'a> {
    store: &'a Store,
    people: &'a People,
    memory: &'a mut Memory,
}

impl Memory {
    /// Reads what touched a plan action, of the minute actions that serve it up to the `latest` so many.
    pub fn read(store: &Store, plan: &Plan, action: &PlanAction, people: &People, latest: usize) -> Result<Memory> {
        let unread = store.actions_serving(action.id)?;
        let classes = store.rag_classes(plan.id)?;
        let mut memory = Memory { serving: unread.len(), unread, classes, ..Memory::default() };
        let mut reader = Reader { store, people, memory: &mut memory };
        for report in store.plan_reports(action.id)? {
            reader.report(report)?;
        }
        reader.latest_actions(latest)?;
        for item in store.items_about(action)? {
            reader.item(item)?;
        }
        reader.put_in_order()?;
        Ok(memory)
    }

    /// Reads the `latest` so many of the minute actions that have not been read yet.
    pub fn read_on(&mut self, store: &Store, people: &People, latest: usize) -> Result<()> {
        let mut reader = Reader { store, people, memory: self };
        reader.latest_actions(latest)?;
        reader.put_in_order()
    }

    /// Tells whether all of it has been read.
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }
}

impl Reader<'_> {
    fn latest_actions(&mut self, latest: usize) -> Result<()> {
        let earlier = self.memory.unread.len().saturating_sub(latest);
        for id in self.memory.unread.split_off(earlier) {
            for given in self.store.given_actions(self.store.standings(Wanted::Action(id))?)? {
                self.action(given)?;
            }
        }
        self.memory.read = self.memory.serving - self.memory.unread.len();
        Ok(())
    }

    /// At a meeting, as the minutes have it; between meetings, as it was said.
    fn put_in_order(&mut self) -> Result<()> {
        let Memory { touches, places, .. } = &mut *self.memory;
        for entry in touches.iter().filter_map(|touch| touch.entry) {
            if let hash_map::Entry::Vacant(place) = places.entry(entry)
                && let Some(found) = self.store.place_of(entry)?
            {
                place.insert(found);
            }
        }
        touches.sort_by_cached_key(|touch| {
            let order = touch.entry.and_then(|entry| places.get(&entry)).map_or((i64::MAX, 0), |place| place.order);
            (touch.day, order.0, touch.kind != TouchKind::Item, order.1, touch.at)
        });
        Ok(())
    }

    fn report(&mut self, report: PlanReport) -> Result<()> {
        self.memory.seen.extend(report.entry);
        let place = report.entry.map(|entry| self.store.place_of(entry)).transpose()?.flatten();
        let (meeting, item) = place.map_or((None, String::new()), |place| (Some(place.meeting), place.item));
        self.memory.touches.push(Touch {
            day: report.at.date(),
            at: report.at,
            meeting,
            item,
            kind: TouchKind::Report,
            who: report.said_by.clone(),
            words: self.told(&report),
            is_exempt: report.exempt.is_exempt(),
            entry: report.entry,
        });
        Ok(())
    }

    /// Returns "reported Amber, agreed Red; in progress; due by June: the tool was late".
    fn told(&self, report: &PlanReport) -> String {
        let word = |id: Option<Id>| {
            id.and_then(|id| self.memory.classes.iter().find(|class| class.id == id)).map(|class| &class.word)
        };
        let mut facts = Vec::new();
        facts.extend(word(report.reported).map(|word| format!("reported {word}")));
        facts.extend(word(report.agreed).map(|word| format!("agreed {word}")));
        facts.extend(report.status.map(|status| status.to_string()));
        facts.extend(report.moves_due().then(|| format!("due date moved: {}", report.due_words)));
        facts.extend((!report.evidence.is_empty()).then(|| format!("evidence: {}", report.evidence)));
        let facts = facts.join("; ");
        match (facts.as_str(), report.text.as_str()) {
            ("", text) => text.to_string(),
            (facts, "") => facts.to_string(),
            (facts, text) => format!("{facts}: {text}"),
        }
    }

    fn action(&mut self, given: GivenAction) -> Result<()> {
        let Some(recorded) = self.store.entry(given.action.entry)? else { return Ok(()) };
        let above = self.store.entries_above(&recorded.entry, FARTHEST)?;
        for earlier in origin(above.iter()) {
            self.entry(earlier, given.standing.given, &given.meeting, &given.item_label, given.exempt.is_exempt());
        }
        self.memory.seen.insert(recorded.entry.id);
        let owners = register::owners_given(&given, self.people);
        self.memory.touches.push(Touch {
            day: given.standing.given,
            at: recorded.entry.at,
            meeting: Some(given.meeting.clone()),
            item: given.item_label.clone(),
            kind: TouchKind::Action,
            who: given.action.reference(),
            words: deed(&owners, &given.text, ""),
            is_exempt: given.exempt.is_exempt(),
            entry: Some(given.action.entry),
        });
        let heard_in: Vec<Option<Id>> = given.updates.iter().map(|update| update.entry).collect();
        // What was heard of it may stand there already as a minute of an item: it is told once, with its action.
        if heard_in.iter().flatten().any(|entry| self.memory.seen.contains(entry)) {
            let is_told = |touch: &Touch| matches!(touch.kind, TouchKind::Entry(_)) && heard_in.contains(&touch.entry);
            self.memory.touches.retain(|touch| touch.entry.is_none() || !is_told(touch));
        }
        self.memory.seen.extend(heard_in.iter().flatten());
        let heard = Heard::all_of(&given, self.people).into_iter().zip(heard_in);
        let is_exempt = given.exempt.is_exempt();
        let reference = Registered::of(given, self.people).reference;
        self.memory.touches.extend(heard.map(|(heard, entry)| Touch {
            day: heard.at.date(),
            at: heard.at,
            meeting: heard.meeting.clone(),
            item: String::new(),
            kind: TouchKind::Heard,
            who: reference.clone(),
            words: heard.told(),
            is_exempt: is_exempt || heard.is_exempt,
            entry,
        }));
        Ok(())
    }

    /// Takes in one entry, unless it is there already.
    fn entry(&mut self, recorded: &Recorded, day: NaiveDate, meeting: &str, item: &str, is_exempt: bool) {
        let entry = &recorded.entry;
        if !self.memory.seen.insert(entry.id) {
            return;
        }
        let words = match &recorded.detail {
            Detail::Decision { decision, .. } => wording::decision("body", decision, &entry.text),
            _ => entry.text.clone(),
        };
        self.memory.touches.push(Touch {
            day,
            at: entry.at,
            meeting: Some(meeting.to_string()),
            item: item.to_string(),
            kind: TouchKind::Entry(entry.kind),
            who: register::name(entry.speaker, &entry.speaker_words, self.people),
            words,
            is_exempt: is_exempt || entry.exempt.is_exempt(),
            entry: Some(entry.id),
        });
    }

    fn item(&mut self, item: MinutedItem) -> Result<()> {
        let entries = self.store.entries(item.item)?;
        let Some(at) = entries.first().map(|first| first.entry.at) else { return Ok(()) };
        let is_exempt = self.store.is_item_exempt(item.item)?;
        self.memory.touches.push(Touch {
            day: item.date,
            at,
            meeting: Some(item.slug.clone()),
            item: item.label.clone(),
            kind: TouchKind::Item,
            who: String::new(),
            words: item.label.clone(),
            is_exempt: false,
            entry: entries.first().map(|first| first.entry.id),
        });
        let told = [
            EntryKind::Note,
            EntryKind::Question,
            EntryKind::Answer,
            EntryKind::Comment,
            EntryKind::Point,
            EntryKind::Decision,
            EntryKind::Update,
        ];
        // Of an item about the whole theme, what does not name this plan action says nothing of it.
        // Its own reports are there already; those of other plan actions are theirs.
        let is_report = |recorded: &Recorded| matches!(recorded.detail, Detail::Report { .. });
        let own = entries.iter().filter(|recorded| !item.is_by_theme && told.contains(&recorded.entry.kind));
        let own = own.filter(|recorded| !is_report(recorded));
        for recorded in own {
            self.entry(recorded, item.date, &item.slug, &item.label, is_exempt);
        }
        Ok(())
    }
}
