//! The register for those who are to read it: as a list, and in their calendars.

use super::format::{Format, Holds};
use super::register::Registered;
use super::{Result, asked};
use crate::capture::fold::fold;
use crate::document::Document;
use crate::document::calendar::Calendar;
use crate::record::{Body, Meeting};
use crate::reports::action_list::{self, Extent};
use crate::reports::{Audience, action_log, calendar};
use crate::store::Store;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;

/// The words that ask for every action of a kind.
const OVERDUE: &str = "overdue";
const ALL: &str = "all";

/// Returns what an audience may read of the register, and how many actions were left out: for the public
/// also those that would stand otherwise but for something exempt that was heard of them.
pub fn readable(mut rows: Vec<Registered>, audience: Audience) -> (Vec<Registered>, usize) {
    if audience.sees_exempt() {
        return (rows, 0);
    }
    let all = rows.len();
    rows.retain(|row| !row.exempt && !row.updates.iter().any(|heard| heard.is_exempt && heard.changes()));
    for row in &mut rows {
        row.updates.retain(|heard| !heard.is_exempt);
    }
    let left_out = all - rows.len();
    (rows, left_out)
}

/// Returns the actions that were asked for by these words as a document: a table in full where the format has tables
/// only, a list by owner in text, and else a table that fits on a page. `is_cut` says that some more would fit the words.
pub fn document(rows: &[Registered], words: &[String], is_cut: bool, today: NaiveDate, format: Format) -> Document {
    let is_selection = is_cut || words.iter().any(|word| ![OVERDUE, ALL].contains(&fold(word).as_str()));
    let build = match format {
        Format::Text | Format::Markdown => action_list::action_list,
        format if format.holds() == Holds::Tables => action_log::action_sheet,
        _ => action_log::action_log,
    };
    build(rows, extent(words), is_selection, today)
}

/// Returns the actions that were asked for by these words as a calendar, with the meetings of their bodies
/// from today on, and those for which one of them is due.
pub fn calendar(store: &Store, rows: &[Registered], words: &[String], now: NaiveDateTime) -> Result<Calendar> {
    let meetings = meetings_for(store, rows, now.date())?;
    Ok(calendar::calendar(extent(words), &meetings, rows, now))
}

/// Returns the meetings that belong beside actions in a calendar, in the order of their days.
fn meetings_for(store: &Store, actions: &[Registered], today: NaiveDate) -> Result<Vec<(Body, Meeting)>> {
    let bodies: BTreeSet<&str> = actions.iter().map(|action| action.body.as_str()).collect();
    let awaited: BTreeSet<&str> = actions.iter().filter_map(|action| action.due_meeting.as_deref()).collect();
    let mut meetings = Vec::new();
    for summary in store.meetings(u32::MAX)? {
        let is_wanted = summary.date >= today || awaited.contains(summary.meeting.as_str());
        if !is_wanted || !bodies.contains(summary.body.as_str()) {
            continue;
        }
        let meeting = store.find_meeting(&summary.meeting)?;
        meetings.extend(store.body(meeting.body)?.map(|body| (body, meeting)));
    }
    meetings.sort_by(|(_, one), (_, other)| (one.date, &one.slug).cmp(&(other.date, &other.slug)));
    Ok(meetings)
}

/// Returns which actions the words ask for.
fn extent(words: &[String]) -> Extent {
    if words.iter().any(|word| fold(word) == OVERDUE) {
        Extent::Overdue
    } else if words.iter().any(|word| fold(word) == ALL || asked::status(&fold(word)).is_some()) {
        Extent::Any
    } else {
        Extent::Outstanding
    }
}
