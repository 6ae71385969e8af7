//! The memory of a plan action: everything that minutes, actions, questions and decisions ever said of it.

use super::super::Result;
use super::super::register::{self, Heard, People, Registered};
use crate::record::entry::origin;
use crate::record::{Detail, EntryKind, Id, Plan, PlanAction, PlanReport, RagClass, Recorded};
use crate::reports::follow_up::deed;
use crate::reports::wording;
use crate::store::{EntryPlace, GivenAction, MinutedItem, Store, Wanted};
use chrono::{NaiveDate, NaiveDateTime};
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
}

/// One thing that touched a plan action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The day of its meeting, or on which it was said.
    pub day: NaiveDate,
    pub at: NaiveDateTime,
    /// Name of the meeting; none between meetings.
    pub meeting: Option<String>,
    /// Number and title of the item.
    pub item: String,
    pub kind: TouchKind,
    /// Who, if anybody is named.
    pub who: String,
    pub words: String,
    pub is_exempt: bool,
    /// The entry that minutes it, to open it by.
    pub entry: Option<Id>,
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

/// What a memory is read of.
struct Reader<'a> {
    store: &'a Store,
    people: &'a People,
    classes: Vec<RagClass>,
    seen: HashSet<Id>,
    touches: Vec<Touch>,
    /// Where the entries of the touches stand.
    places: HashMap<Id, EntryPlace>,
}

impl Memory {
    /// Reads what touched a plan action, of the minute actions that serve it up to the `latest` so many.
    pub fn read(store: &Store, plan: &Plan, action: &PlanAction, people: &People, latest: usize) -> Result<Memory> {
        let serving = store.actions_serving(action.id)?;
        let read = &serving[serving.len().saturating_sub(latest)..];
        let mut reader = Reader {
            store,
            people,
            classes: store.rag_classes(plan.id)?,
            seen: HashSet::new(),
            touches: Vec::new(),
            places: HashMap::new(),
        };
        for report in store.plan_reports(action.id)? {
            reader.report(report)?;
        }
        for id in read {
            for given in store.given_actions(store.standings(Wanted::Action(*id))?)? {
                reader.action(given)?;
            }
        }
        for item in store.items_about(action)? {
            reader.item(item)?;
        }
        reader.find_places()?;
        let mut touches = reader.touches;
        let places: HashMap<Id, EntryPlace> = reader.places;
        // At a meeting, as the minutes have it; between meetings, as it was said.
        touches.sort_by_cached_key(|touch| {
            let order = touch.entry.and_then(|entry| places.get(&entry)).map_or((i64::MAX, 0), |place| place.order);
            (touch.day, order.0, touch.kind != TouchKind::Item, order.1, touch.at)
        });
        Ok(Memory { touches, serving: serving.len(), read: read.len() })
    }

    /// Tells whether all of it has been read.
    pub fn is_whole(&self) -> bool {
        self.read == self.serving
    }
}

impl Reader<'_> {
    fn find_places(&mut self) -> Result<()> {
        for entry in self.touches.iter().filter_map(|touch| touch.entry) {
            if let hash_map::Entry::Vacant(place) = self.places.entry(entry)
                && let Some(found) = self.store.place_of(entry)?
            {
                place.insert(found);
            }
        }
        Ok(())
    }

    fn report(&mut self, report: PlanReport) -> Result<()> {
        self.seen.extend(report.entry);
        let place = report.entry.map(|entry| self.store.place_of(entry)).transpose()?.flatten();
        let (meeting, item) = place.map_or((None, String::new()), |place| (Some(place.meeting), place.item));
        self.touches.push(Touch {
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
            id.and_then(|id| self.classes.iter().find(|class| class.id == id)).map(|class| &class.word)
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
        self.seen.insert(recorded.entry.id);
        let owners = register::owners_given(&given, self.people);
        self.touches.push(Touch {
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
        self.seen.extend(heard_in.iter().flatten());
        let heard = Heard::all_of(&given, self.people).into_iter().zip(heard_in);
        let is_exempt = given.exempt.is_exempt();
        let reference = Registered::of(given, self.people).reference;
        self.touches.extend(heard.map(|(heard, entry)| Touch {
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
        if !self.seen.insert(entry.id) {
            return;
        }
        let words = match &recorded.detail {
            Detail::Decision { decision, .. } => wording::decision("body", decision, &entry.text),
            _ => entry.text.clone(),
        };
        self.touches.push(Touch {
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
        self.touches.push(Touch {
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
        let own = entries.iter().filter(|recorded| !item.is_by_theme && told.contains(&recorded.entry.kind));
        for recorded in own {
            self.entry(recorded, item.date, &item.slug, &item.label, is_exempt);
        }
        Ok(())
    }
}
