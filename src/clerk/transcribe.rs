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
pub fn transcribe(store: &mut Store, meeting: &Meeting, text: &str, source: &str, now: NaiveDateTime) -> Result<u32> {
    store.all_or_nothing(|store| {
        let mut minuting = Minuting::open(store, meeting.id)?;
        let mut now = clock(meeting, now);
        let mut recorded = 0;
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let column = line.chars().take_while(|c| c.is_whitespace()).count() + 1;
            let place = |failure: Failure| Failure {
                what: format!("{source}:{}:{column}: {}", index + 1, failure.what),
                hint: format!("{} Nothing of the file was recorded.", failure.hint),
                ..failure
            };
            match minuting.parse(line, minuting.expected()) {
                Line::Nothing => {}
                Line::Command { name, rest } => {
                    (_, now) = minuting.command(store, &name, &rest, now).map_err(place)?;
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
                    minuting.record(store, &entry, Place::End, now).map_err(place)?;
                    recorded += 1;
                }
            }
        }
        Ok(recorded)
    })
}

/// Returns the time from which a transcript runs: now if the meeting is today, else when it was called for.
fn clock(meeting: &Meeting, now: NaiveDateTime) -> NaiveDateTime {
    if meeting.date == now.date() { now } else { meeting.date.and_time(meeting.time.unwrap_or_default()) }
}
