//! Capture lines from a file: for notes typed elsewhere.

use super::{Failure, Minuting, Result};
use crate::capture::recording::Place;
use crate::capture::{Line, Matter, abbreviations};
use crate::record::Meeting;
use crate::store::Store;
use chrono::NaiveDateTime;

/// Records every line of a transcript, all or nothing. `source` names the text in errors.
///
/// A line whose meaning is unclear is recorded as typed and marked, as on the live screen; a command
/// that does not exist or cannot be done here is an error. Returns how many entries were recorded.
///
/// The history says that it was done `now`; without that, as if it had been typed at the meeting.
pub fn transcribe(
    store: &mut Store,
    meeting: &Meeting,
    text: &str,
    source: &str,
    now: Option<NaiveDateTime>,
) -> Result<u32> {
    store.all_or_nothing(|store| {
        let mut minuting = Minuting::open(store, meeting.id)?;
        minuting.stand_at(beginning(meeting, now));
        let mut recorded = 0;
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let column = line.chars().take_while(|c| c.is_whitespace()).count() + 1;
            let place = |failure: Failure| Failure {
                what: format!("{source}:{}:{column}: {}", index + 1, failure.what),
                hint: format!("{} Nothing of the file was recorded.", failure.hint),
                ..failure
            };
            let done = now.unwrap_or_else(|| minuting.time(beginning(meeting, None)));
            match minuting.parse(line, minuting.expected()) {
                Line::Nothing => {}
                Line::Command { name, rest } => {
                    minuting.command(store, &name, &rest, done).map_err(place)?;
                }
                Line::Search(_) => {
                    let hint = "Put a backslash in front if the slash is meant.";
                    return Err(place(Failure::new("a search; expected an entry or a command", hint)));
                }
                Line::Entry(entry) if entry.has_no_words() => {
                    let what = format!("this {} has no words; expected some after the prefix", entry.kind);
                    return Err(place(Failure::new(what, "Write them, or take the line out.")));
                }
                Line::Entry(mut entry) => {
                    if !matches!(entry.matter, Matter::Movement { .. }) {
                        entry.text = abbreviations::expand_all(&entry.text, &minuting.sitting.abbreviations);
                    }
                    minuting.record(store, &entry, Place::End, done).map_err(place)?;
                    recorded += 1;
                }
            }
        }
        Ok(recorded)
    })
}

/// Returns the time at which a transcript begins: now if the meeting is today, else when it was called for.
fn beginning(meeting: &Meeting, now: Option<NaiveDateTime>) -> NaiveDateTime {
    let called = meeting.date.and_time(meeting.time.unwrap_or_default());
    now.filter(|now| meeting.date == now.date()).unwrap_or(called)
}
