//! A pass over the minutes of a meeting before they go out.

use super::super::Result;
use super::{Judge, speller, suggestions};
use crate::capture::proof::abbreviations::Explained;
use crate::capture::proof::names::{Strangers, almost_a_name};
use crate::capture::proof::reported::{Manner, first_person, present_tense};
use crate::capture::proof::spelling::form;
use crate::capture::proof::words::words;
use crate::capture::proof::{ProofMark, Speller, doubled, weekdays};
use crate::record::house_style::Questions;
use crate::record::{EntryKind, Id, ProofKind, Recorded, Sitting};
use crate::store::Store;
use serde::Serialize;
use std::collections::HashSet;
use std::ops::Range;

/// Something in the words of an entry that looks wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misprint {
    pub kind: ProofKind,
    /// Name of the meeting.
    pub meeting: String,
    /// Number and title of the item.
    pub item: String,
    /// The words that look wrong.
    pub words: String,
    pub what: String,
    /// What might stand there instead, the likeliest first. Of a misspelt word nothing until it is asked for.
    pub instead: Vec<String>,
    /// The words with those around them.
    pub line: String,
    /// Where they stand in the words of the entry, in bytes.
    #[serde(skip)]
    pub range: Range<usize>,
    /// Which item it is under, and at which of its entries.
    #[serde(skip)]
    pub place: (usize, usize),
    #[serde(skip)]
    pub meeting_id: Id,
    #[serde(skip)]
    pub item_id: Id,
    #[serde(skip)]
    pub entry: Id,
}

/// Returns what looks wrong in the minutes of a meeting, in their order, without what was left as it is written.
pub fn misprints(store: &Store, meeting: Id) -> Result<Vec<Misprint>> {
    let mut proof = Proof::of(store, meeting)?;
    while !proof.is_whole() {
        proof.go_on(store)?;
    }
    Ok(proof.misprints())
}

/// So many entries are read at once where somebody waits.
const LOT: usize = 100;
/// So much of an entry is shown before and after what looks wrong in it, in letters.
const AROUND: usize = 30;

/// The text of an entry that has been read.
struct Text {
    place: (usize, usize),
    item: Id,
    entry: Id,
    text: String,
}

/// A pass over the minutes of a meeting while it goes on: item by item, then all of it held together.
pub struct Proof {
    sitting: Sitting,
    speller: Option<&'static Speller>,
    judge: Judge,
    manner: Manner,
    stets: HashSet<(Id, ProofKind, String)>,
    /// The names, initials and posts of those who may speak.
    speakers: HashSet<String>,
    /// So many items are read.
    items: usize,
    texts: Vec<Text>,
    found: Vec<Misprint>,
    is_whole: bool,
}

impl Proof {
    /// Prepares to read the minutes of a meeting.
    pub fn of(store: &Store, meeting: Id) -> Result<Self> {
        let sitting = store.sitting(meeting)?;
        let stets = store.stets(meeting)?.into_iter();
        let manner = Manner { is_reported: true, tells_questions: sitting.style.questions != Questions::Nested };
        Ok(Proof {
            speller: speller(),
            judge: Judge::default(),
            manner,
            stets: stets.map(|stet| (stet.entry, stet.kind, stet.words)).collect(),
            speakers: HashSet::new(),
            items: 0,
            texts: Vec::new(),
            found: Vec::new(),
            is_whole: false,
            sitting,
        })
    }

    /// Reads everything afresh, after something was changed.
    pub fn again(&mut self, store: &Store) -> Result<()> {
        let fresh = Proof::of(store, self.sitting.meeting.id)?;
        let before = std::mem::replace(self, fresh);
        self.judge = before.judge;
        while !self.is_whole {
            self.go_on(store)?;
        }
        Ok(())
    }

    /// Tells whether everything has been read.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub fn sitting(&self) -> &Sitting {
        &self.sitting
    }

    /// Returns what has been found so far, in the order of the minutes.
    pub fn misprints(&self) -> Vec<Misprint> {
        let mut found = self.found.clone();
        found.retain(|misprint| !self.stets.contains(&(misprint.entry, misprint.kind, misprint.words.clone())));
        found.sort_by_key(|misprint| (misprint.place, misprint.range.start));
        found
    }

    /// Returns what a misprint may be meant for. Of a misspelt word that takes some hundredths of a second.
    pub fn instead_of(&self, misprint: &Misprint) -> Vec<String> {
        match (misprint.kind, self.speller) {
            (ProofKind::Spelling, Some(speller)) => suggestions(&misprint.words, speller, &self.judge.known),
            _ => misprint.instead.clone(),
        }
    }

    /// Reads one lot more.
    pub fn go_on(&mut self, store: &Store) -> Result<()> {
        let mut left = LOT;
        while left > 0 && self.items < self.sitting.items.len() {
            left = left.saturating_sub(self.item(store)?.max(1));
        }
        if left > 0 && !self.is_whole {
            self.hold_together();
            self.is_whole = true;
        }
        Ok(())
    }

    /// Reads the entries of the next item. Returns how many it has.
    fn item(&mut self, store: &Store) -> Result<usize> {
        let item = self.sitting.items[self.items].id;
        let entries = store.entries(item)?;
        store.add_people(&mut self.sitting, &entries)?;
        self.judge.follow(&self.sitting);
        let people = self.sitting.people.iter();
        self.speakers = people.flat_map(|p| [p.surname(), &p.initials, &p.abbreviation]).map(str::to_string).collect();
        let count = entries.len();
        for (nth, recorded) in entries.into_iter().enumerate() {
            // Private notes go nowhere.
            if recorded.entry.kind != EntryKind::Private {
                self.entry((self.items, nth), recorded, store)?;
            }
        }
        self.items += 1;
        Ok(count)
    }

    fn entry(&mut self, place: (usize, usize), recorded: Recorded, store: &Store) -> Result<()> {
        let entry = recorded.entry;
        let mut marks = self.misspelt(&entry.text, store)?;
        marks.extend(doubled(&entry.text));
        marks.extend(weekdays(&entry.text, self.sitting.meeting.date));
        marks.extend(almost_a_name(&entry.text, &self.judge.known));
        if self.manner.tells(entry.kind) {
            marks.extend(present_tense(&entry.text, |word| self.speakers.contains(word)));
            marks.extend(first_person(&entry.text));
        }
        let text = Text { place, item: entry.item, entry: entry.id, text: entry.text };
        self.take(&text, marks);
        self.texts.push(text);
        Ok(())
    }

    fn misspelt(&mut self, text: &str, store: &Store) -> Result<Vec<ProofMark>> {
        let Some(speller) = self.speller else { return Ok(Vec::new()) };
        let words = words(text);
        let mut marks = Vec::new();
        for at in 0..words.len() {
            let Some(form) = form(&words, at) else { continue };
            if self.judge.judge(words[at].text, form, speller, store)? {
                let what = format!("\u{201c}{}\u{201d} is in no list of words", words[at].text);
                marks.push(ProofMark {
                    kind: ProofKind::Spelling,
                    range: words[at].range(),
                    what,
                    instead: Vec::new(),
                });
            }
        }
        Ok(marks)
    }

    /// Finds what shows only when all is held together: names spelt in two ways, abbreviations never explained.
    fn hold_together(&mut self) {
        let mut explained = Explained::of(&self.sitting);
        let mut strangers = Strangers::default();
        for (nth, text) in self.texts.iter().enumerate() {
            explained.read(&text.text);
            if let Some(speller) = self.speller {
                strangers.gather(&text.text, nth, |name| self.judge.known.holds(name), speller);
            }
        }
        for text in std::mem::take(&mut self.texts) {
            let mut marks =
                explained.unexplained(&text.text, |word| self.speller.is_some_and(|speller| speller.knows(word)));
            marks.extend(strangers.spelt_two_ways(&text.text));
            self.take(&text, marks);
        }
    }

    /// Adds what was found in a text; of two about the same words the name, which says more.
    fn take(&mut self, text: &Text, marks: Vec<ProofMark>) {
        for mark in marks {
            let is_same = |other: &Misprint| other.entry == text.entry && other.range == mark.range;
            match (self.found.iter().rposition(is_same), mark.kind) {
                (Some(at), ProofKind::Name) => drop(self.found.remove(at)),
                (Some(_), _) => continue,
                (None, _) => {}
            }
            self.found.push(self.misprint(text, mark));
        }
    }

    fn misprint(&self, text: &Text, mark: ProofMark) -> Misprint {
        let words = text.text[mark.range.clone()].to_string();
        let (before, after) = (&text.text[..mark.range.start], &text.text[mark.range.end..]);
        let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        let cut = |is_cut| if is_cut { "\u{2026}" } else { "" };
        let line = format!("{}{}{words}{}{}", cut(from > 0), &before[from..], &after[..to], cut(to < after.len()));
        Misprint {
            kind: mark.kind,
            meeting: self.sitting.meeting.slug.clone(),
            item: self.sitting.item(text.item).map(|item| item.label()).unwrap_or_default(),
            line,
            words,
            what: mark.what,
            instead: mark.instead,
            range: mark.range,
            place: text.place,
            meeting_id: self.sitting.meeting.id,
            item_id: text.item,
            entry: text.entry,
        }
    }
}
