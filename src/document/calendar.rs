//! Calendar files (iCalendar, RFC 5545).

use super::inert;
use crate::record::ActionStatus;
use crate::record::time::in_utc;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use icalendar::{CalendarComponent, Class, Component, EventLike, Property, TodoStatus, ValueType};

/// What is to stand in somebody's calendar. Times are local ones in England; written are universal ones,
/// which need no table of time zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub title: String,
    pub made: NaiveDateTime,
    pub events: Vec<Event>,
    pub tasks: Vec<Task>,
}

/// Something that takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same in each file, and in no other event.
    pub uid: String,
    pub summary: String,
    pub place: String,
    pub category: String,
    pub when: When,
}

/// When something takes place, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Day(NaiveDate),
    Time { begins: NaiveDateTime, ends: Option<NaiveDateTime> },
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The same in each file, and in no other task.
    pub uid: String,
    pub summary: String,
    /// One line each.
    pub description: Vec<String>,
    pub category: String,
    pub due: Option<NaiveDate>,
    pub status: ActionStatus,
    /// When it was done, if it was.
    pub done: Option<NaiveDateTime>,
    /// The event to which it belongs, by its UID.
    pub event: Option<String>,
    pub is_confidential: bool,
}

/// Writes a calendar as the bytes of a file.
pub fn write(calendar: &Calendar) -> String {
    let mut file = icalendar::Calendar::empty();
    file.append_property(("VERSION", "2.0"));
    file.append_property(Property::new("PRODID", format!("-//{0}//{0}//EN", env!("CARGO_PKG_NAME"))));
    // The name of RFC 7986 and the older one that programs know.
    for name in ["NAME", "X-WR-CALNAME"] {
        // The library takes neither for text, and would leave a comma in it as it is.
        file.append_property(Property::new(name, inert(&calendar.title)).append_parameter(ValueType::Text).done());
    }
    for event in &calendar.events {
        file.push(write_event(event, calendar.made));
    }
    for task in &calendar.tasks {
        file.push(write_task(task, calendar.made));
    }
    file.to_string()
}

fn write_event(event: &Event, made: NaiveDateTime) -> CalendarComponent {
    let mut written = icalendar::Event::with_uid(&event.uid);
    written.timestamp(utc(made));
    written.summary(&inert(&event.summary)).categories([inert(&event.category)]);
    if !event.place.is_empty() {
        written.location(&inert(&event.place));
    }
    match event.when {
        // A day ends where the next begins: all_day() of the library ends it where it began.
        When::Day(day) => written.starts(day).ends(day.succ_opt().unwrap_or(day)),
        When::Time { begins, ends: Some(ends) } if ends > begins => written.starts(utc(begins)).ends(utc(ends)),
        When::Time { begins, .. } => written.starts(utc(begins)),
    };
    written.into()
}

fn write_task(task: &Task, made: NaiveDateTime) -> CalendarComponent {
    let mut written = icalendar::Todo::with_uid(&task.uid);
    let lines: Vec<_> = task.description.iter().map(|line| inert(line)).collect();
    written.timestamp(utc(made));
    written.summary(&inert(&task.summary)).description(&lines.join("\n")).categories([inert(&task.category)]);
    written.status(progress(task.status));
    if let Some(due) = task.due {
        written.due(due);
    }
    if let Some(done) = task.done {
        written.completed(utc(done));
    }
    if let Some(event) = &task.event {
        written.add_property("RELATED-TO", event);
    }
    if task.is_confidential {
        written.class(Class::Confidential);
    }
    written.into()
}

/// Returns which of the four that calendars know fits what became of an action.
fn progress(status: ActionStatus) -> TodoStatus {
    use ActionStatus::*;
    match status {
        Open | OnHold => TodoStatus::NeedsAction,
        InProgress | PartlyComplete | ProposedForClosure => TodoStatus::InProcess,
        Closed => TodoStatus::Completed,
        Superseded | NoLongerFeasible | ReferredElsewhere => TodoStatus::Cancelled,
    }
}

fn utc(local: NaiveDateTime) -> DateTime<Utc> {
    in_utc(local).and_utc()
}
