//! The thread of an action: the question, what was answered, the ACTION itself, and all that was heard of it.

use super::Result;
use super::register::{self, Heard, People};
use crate::record::entry::origin;
use crate::record::time::long_date;
use crate::record::{Detail, EntryKind, Recorded};
use crate::reports::follow_up::deed;
use crate::reports::plan_report::in_few_words;
use crate::reports::wording;
use crate::store::{GivenAction, LinkedTo, Store};
use chrono::{NaiveDate, NaiveDateTime};

/// How far above an action its question is looked for.
const FARTHEST: u32 = 60;

/// An action from the question that gave rise to it to the last that was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Name of the meeting, and the item.
    pub meeting: String,
    pub given: NaiveDate,
    pub item: String,
    /// What led to it, in order: who, if anybody is named, and what.
    pub origin: Vec<(EntryKind, String, String)>,
    pub reference: String,
    /// "DCS to provide the list of boards".
    pub deed: String,
    pub due_words: String,
    pub original_due: Option<NaiveDate>,
    pub read_back: Option<NaiveDateTime>,
    /// What it serves, by reference and words; and what was typed that nothing is called by.
    pub plan_links: Vec<String>,
    pub heard: Vec<Heard>,
}

/// Returns the thread of an action.
pub fn thread(store: &Store, given: &GivenAction, people: &People) -> Result<Thread> {
    let entry = store.entry(given.action.entry)?.map(|recorded| recorded.entry);
    let above = entry.as_ref().map(|entry| store.entries_above(entry, FARTHEST)).transpose()?.unwrap_or_default();
    let called = store.body(given.action.body)?.map(|body| body.called).unwrap_or_default();
    Ok(Thread {
        meeting: given.meeting.clone(),
        given: given.standing.given,
        item: given.item_label.clone(),
        origin: origin(above.iter()).into_iter().map(|recorded| told(recorded, &called, people)).collect(),
        reference: format!("{} {}", given.body, given.action.reference()),
        deed: deed(&register::owners_given(given, people), &given.text, ""),
        due_words: given.action.due_words.clone(),
        original_due: given.standing.original_due,
        read_back: entry.and_then(|entry| entry.read_back),
        plan_links: given.links.iter().map(in_short).chain(given.references_without_link()).collect(),
        heard: Heard::all_of(given, people),
    })
}

/// Returns "2.3 Publish who sits on which board".
fn in_short(linked: &LinkedTo) -> String {
    format!("{} {}", linked.called, in_few_words(&linked.text))
}

fn told(recorded: &Recorded, called: &str, people: &People) -> (EntryKind, String, String) {
    let entry = &recorded.entry;
    let text = match &recorded.detail {
        Detail::Decision { decision, .. } => wording::decision(called, decision, &entry.text),
        _ => entry.text.clone(),
    };
    (entry.kind, register::name(entry.speaker, &entry.speaker_words, people), text)
}

impl Thread {
    /// Returns the thread as labelled lines, for a screen or a list.
    pub fn lines(&self) -> Vec<(String, String)> {
        let said = |who: &str, what: &str| if who.is_empty() { what.to_string() } else { format!("{who}: {what}") };
        let mut lines = vec![(long_date(self.given), format!("{}, item {}", self.meeting, self.item))];
        lines.extend(self.origin.iter().map(|(kind, who, what)| (kind.to_string(), said(who, what))));
        lines.push((format!("ACTION {}", self.reference), self.deed.clone()));
        lines.extend(self.read_back.map(|at| ("read back".into(), at.format("%H:%M").to_string())));
        let first = self.original_due.map(|day| format!(" = {}", long_date(day))).unwrap_or_default();
        let words = if self.due_words.is_empty() { "none" } else { &self.due_words };
        lines.push(("deadline".into(), format!("{words}{first}")));
        lines.extend(self.plan_links.iter().map(|link| ("plan".into(), link.clone())));
        lines.extend(self.heard.iter().map(|heard| (long_date(heard.at.date()), heard.told())));
        if self.heard.is_empty() {
            lines.push(("since".into(), "nothing has been heard of it".into()));
        }
        lines
    }
}
