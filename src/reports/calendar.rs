//! Meetings and actions for somebody's calendar.

use super::action_list::Extent;
use super::listed::Registered;
use super::wording;
use crate::document::calendar::{Calendar, Event, Task, When};
use crate::record::{Body, Id, Meeting};
use chrono::NaiveDateTime;

/// How long a summary may be, in letters: it stands on one line of a day. The description has all the words.
const SUMMARY: usize = 120;

/// Builds a calendar of meetings and of actions, as things are at a time.
pub fn calendar(extent: Extent, meetings: &[(Body, Meeting)], actions: &[Registered], now: NaiveDateTime) -> Calendar {
    let uid_of = |name: &String| {
        let meeting = meetings.iter().find(|(_, meeting)| meeting.slug == *name);
        meeting.map(|(_, meeting)| uid("meeting", meeting.id))
    };
    // An action belongs to the meeting for which it is due, or else to the one that gave it.
    let event_of =
        |action: &Registered| action.due_meeting.as_ref().and_then(uid_of).or_else(|| uid_of(&action.meeting));
    Calendar {
        // Without a day, so that the next one takes its place.
        title: extent.name().into(),
        made: now,
        events: meetings.iter().map(|(body, meeting)| event(body, meeting)).collect(),
        tasks: actions.iter().map(|action| task(action, event_of(action))).collect(),
    }
}

/// Returns what names something in calendars, which ids do across books and for ever.
fn uid(what: &str, id: Id) -> String {
    format!("{what}-{}@minutebook", id.0)
}

fn event(body: &Body, meeting: &Meeting) -> Event {
    let begins = meeting.time.map(|time| meeting.date.and_time(time)).or(meeting.started);
    Event {
        uid: uid("meeting", meeting.id),
        summary: body.name.clone(),
        place: meeting.venue.clone(),
        category: body.short_name.clone(),
        // How long a meeting will take nobody knows.
        when: begins.map_or(When::Day(meeting.date), |begins| When::Time { begins, ends: meeting.closed }),
    }
}

fn task(action: &Registered, event: Option<String>) -> Task {
    let owner = if action.owner.is_empty() { "no owner" } else { &action.owner };
    let notice = action.has_exempt().then(|| wording::NOT_FOR_PUBLICATION.to_string());
    let head = [action.text.clone(), format!("Owner: {owner}")];
    Task {
        uid: uid("action", action.id),
        summary: wording::shortened(&format!("{} ({owner}): {}", action.name(), action.text), SUMMARY),
        description: notice.into_iter().chain(head).chain(action.details()).collect(),
        category: action.body.clone(),
        due: action.due_date,
        status: action.status,
        done: action.closed(),
        event,
        is_confidential: action.has_exempt(),
    }
}
