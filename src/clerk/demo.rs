//! The sample book: an invented council's meetings and the plan that one of its boards follows, loaded from `data/sample/` through the ordinary code.

use super::plans::import::{Said, prepare};
use super::{Result, agenda, transcribe};
use crate::import::{plan, sheet};
use crate::record::Meeting;
use crate::store::Store;
use chrono::{Duration, NaiveDateTime};

macro_rules! sample {
    ($($name:literal),+ $(,)?) => {
        /// Agenda and capture lines of each sample meeting, oldest first; the last is still in progress.
        pub const SAMPLE: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../../data/sample/", $name, ".agenda.txt")),
            include_str!(concat!("../../data/sample/", $name, ".capture.txt")),
        )),+];
    };
}

/// The improvement plan of the sample board, as it was before its first sample meeting.
const PLAN: &[u8] = include_bytes!("../../data/sample/csib-plan.csv");

sample!("csib-2026-03-09", "csib-2026-05-11", "agc-2026-06-10", "csib-2026-07-13", "csib-2026-09-14");

/// Fills an empty book with the sample meetings. Returns the one in progress, and the time there.
pub fn fill(store: &mut Store) -> Result<(Meeting, NaiveDateTime)> {
    let mut last = None;
    for (name, agenda_text, capture_text) in SAMPLE {
        let agenda_out = week_before(name).unwrap_or_default();
        let meeting = store.all_or_nothing(|store| {
            let meeting = agenda::load(store, agenda_text, &format!("{name}.agenda.txt"), agenda_out)?;
            if last.is_none() {
                take_in_the_plan(store, agenda_out)?;
            }
            let source = format!("{name}.capture.txt");
            transcribe::transcribe(store, &meeting, capture_text, &source, None)?;
            Ok::<_, super::Failure>(meeting)
        })?;
        last = Some(meeting);
    }
    let meeting = last.ok_or_else(|| super::Failure::new("The sample book is empty.", "Build the program again."))?;
    let now = latest_time(store, &meeting)?;
    Ok((store.find_meeting(&meeting.slug)?, now))
}

/// Takes in the sample board's plan; the board must be in the book.
pub fn take_in_the_plan(store: &mut Store, now: NaiveDateTime) -> Result<()> {
    let reading = plan::read(&sheet::read(PLAN)?, &plan::Options::default())?;
    let taking = prepare(store, &reading, &Said::default(), now)?;
    store.apply(taking.step, now)?;
    Ok(())
}

/// Returns a minute after the last thing that was recorded at a meeting.
pub fn latest_time(store: &Store, meeting: &Meeting) -> Result<NaiveDateTime> {
    let minutes = store.minutes(meeting.id)?;
    let recorded = minutes.entries.iter().flatten().map(|recorded| recorded.entry.at);
    let last = recorded.chain(minutes.sitting.movements.iter().map(|movement| movement.time)).max();
    Ok(last.unwrap_or_else(|| meeting.date.and_time(meeting.time.unwrap_or_default())) + Duration::minutes(1))
}

/// Agendas go out a week before; the history of the sample book says so.
fn week_before(name: &str) -> Option<NaiveDateTime> {
    let date = name.split_once('-')?.1.parse::<chrono::NaiveDate>().ok()?;
    Some(date.and_hms_opt(10, 0, 0)? - Duration::days(7))
}
