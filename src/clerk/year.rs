//! A year of a body: who attended, and its minutes as one volume.

use super::Result;
use crate::document::Document;
use crate::record::{Body, Meeting, MeetingStatus, Sitting, Year};
use crate::reports::attendance::{AttendanceYear, attendance_year};
use crate::reports::{self, Audience, for_audience};
use crate::store::Store;

/// The meetings of a body in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingsOfYear {
    /// Those that have been closed, in the order of their days.
    pub held: Vec<Meeting>,
    /// Names of those that have not.
    pub to_come: Vec<String>,
}

/// Returns the meetings of a body in a year.
pub fn meetings(store: &Store, body: &Body, year: &Year) -> Result<MeetingsOfYear> {
    let mut found = MeetingsOfYear { held: Vec::new(), to_come: Vec::new() };
    for summary in store.meetings(u32::MAX)? {
        if summary.body != body.short_name || !year.has(summary.date) {
            continue;
        }
        let meeting = store.find_meeting(&summary.meeting)?;
        match meeting.status {
            MeetingStatus::Planned | MeetingStatus::InProgress | MeetingStatus::Adjourned => {
                found.to_come.push(meeting.slug);
            }
            _ => found.held.push(meeting),
        }
    }
    found.held.sort_by_key(|meeting| (meeting.date, meeting.time, meeting.id));
    found.to_come.sort();
    Ok(found)
}

/// Returns the attendance of a body's members at meetings, as an audience may read it.
pub fn attendance(
    store: &Store,
    body: &Body,
    year: &Year,
    meetings: &[Meeting],
    audience: Audience,
) -> Result<AttendanceYear> {
    let readable = |meeting: &Meeting| -> Result<Sitting> {
        let minutes = store.minutes(meeting.id)?;
        Ok(for_audience(minutes.sitting, minutes.entries, audience).sitting)
    };
    let sittings = meetings.iter().map(readable).collect::<Result<Vec<_>>>()?;
    Ok(attendance_year(&body.name, year.name(), &sittings))
}

/// Returns the minutes of meetings as one volume, as an audience may read them.
pub fn volume(store: &Store, body: &Body, year: &Year, meetings: &[Meeting], audience: Audience) -> Result<Document> {
    let read = |meeting: &Meeting| {
        let minutes = store.minutes(meeting.id)?;
        Ok((minutes.sitting, minutes.entries))
    };
    let meetings = meetings.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(reports::volume(body, year.name(), meetings, audience))
}
