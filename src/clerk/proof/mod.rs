//! Proof-reading the minutes of a book: as they are typed, and once more before they go out.

mod judge;
mod pass;

pub use crate::capture::proof::suggest::suggestions;
pub use judge::Judge;
pub use pass::{Misprint, Proof, misprints};

use super::{Failure, Minuting, Result};
use crate::capture::proof::Speller;
use crate::capture::proof::words::bare;
use crate::record::{Change, Id, Meeting, OwnWord, Sitting, Step, Stet};
use crate::store::Store;
use chrono::NaiveDateTime;
use std::sync::{Once, OnceLock};

static SPELLER: OnceLock<Option<Speller>> = OnceLock::new();

/// Returns the dictionary, and waits until it has been read. None where it cannot be.
pub fn speller() -> Option<&'static Speller> {
    SPELLER.get_or_init(Speller::load).as_ref()
}

/// Returns the dictionary if it has been read.
pub fn speller_at_hand() -> Option<&'static Speller> {
    SPELLER.get().and_then(Option::as_ref)
}

/// Has the dictionary read on a thread of its own, so that no key waits for it. Tells whether it has been.
pub fn prepare() -> bool {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        // Without a thread nothing is underlined, and the pass over the draft reads it itself.
        let _ = std::thread::Builder::new().name("dictionary".into()).spawn(speller);
    });
    SPELLER.get().is_some()
}

/// Says how much there is to look at in the words of minutes that go out; nothing of those that are confirmed.
pub fn in_a_line(store: &Store, meeting: &Meeting) -> Result<Option<String>> {
    if meeting.status.is_locked() {
        return Ok(None);
    }
    let what = match misprints(store, meeting.id)?.len() {
        0 => return Ok(None),
        1 => "1 thing".to_string(),
        count => format!("{count} things"),
    };
    Ok(Some(format!("{what} to look at in the words of these minutes: minutebook proof {}", meeting.slug)))
}

/// Adds a word to those that the book knows. Returns the sentence that the history has for it.
pub fn add_word(store: &mut Store, sitting: &Sitting, word: &str, now: NaiveDateTime) -> Result<String> {
    let word = bare(word.trim());
    if word.is_empty() || word.contains(char::is_whitespace) {
        return Err(Failure::new("That is no word.", "One word at a time is added to the book."));
    }
    // The word itself stays out of the history: it may be of exempt matter.
    let words = "Word added to those that the book knows";
    let own = OwnWord { id: store.fresh_id(now), word: word.into() };
    store.apply(step(sitting, words, Change::made(own)), now)?;
    Ok(words.into())
}

/// Leaves something as it is written, for a reason, which is kept.
pub fn leave(store: &mut Store, misprint: &Misprint, reason: &str, now: NaiveDateTime) -> Result<String> {
    if reason.trim().is_empty() {
        return Err(Failure::new("It is left as it is written for a reason.", "Say why, as: that is how he says it."));
    }
    let stet = Stet {
        id: store.fresh_id(now),
        meeting: misprint.meeting_id,
        entry: misprint.entry,
        kind: misprint.kind,
        words: misprint.words.clone(),
        reason: reason.trim().into(),
        at: now,
    };
    let words = format!("Left as it is written: {}", misprint.kind);
    let sitting = store.sitting(misprint.meeting_id)?;
    store.apply(step(&sitting, &words, Change::made(stet)), now)?;
    Ok(words)
}

/// Puts other words in the place of what was found, as an ordinary change of the entry.
pub fn correct(store: &mut Store, misprint: &Misprint, instead: &str, now: NaiveDateTime) -> Result<String> {
    let mut minuting = Minuting::open(store, misprint.meeting_id)?;
    minuting.look_at(store, misprint.item_id)?;
    let text =
        entry_text(&minuting, misprint.entry).filter(|text| text.get(misprint.range.clone()) == Some(&misprint.words));
    let Some(mut text) = text else {
        return Err(Failure::new("That entry has been changed since.", "Read the proof again."));
    };
    text.replace_range(misprint.range.clone(), instead);
    minuting.reword(store, misprint.entry, &text, now)
}

fn entry_text(minuting: &Minuting, entry: Id) -> Option<String> {
    minuting.entries.iter().find(|recorded| recorded.entry.id == entry).map(|recorded| recorded.entry.text.clone())
}

/// Returns a step of the meeting; of the book, where the minutes are locked.
fn step(sitting: &Sitting, words: &str, change: Change) -> Step {
    match sitting.meeting.status.is_locked() {
        true => Step::of_book(words, vec![change]),
        false => Step::within(sitting.meeting.id, words, vec![change]),
    }
}
