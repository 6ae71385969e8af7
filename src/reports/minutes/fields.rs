//! What a template may ask for beside the minutes.

use super::house::House;
use crate::record::{MembershipKind, Person};

/// Returns the fields by name. The names are relied on by the templates of councils: add, never rename.
pub(super) fn fields(house: &House<'_>) -> Vec<(&'static str, String)> {
    let sitting = house.sitting;
    let meeting = &sitting.meeting;
    let chair = sitting.people.iter().find(|person| sitting.membership(person.id) == Some(MembershipKind::Chair));
    vec![
        ("body", sitting.body.name.clone()),
        ("short_name", sitting.body.short_name.clone()),
        ("meeting", house.held()),
        ("date", house.meeting_day(meeting.date)),
        ("time", meeting.time.map(|time| house.time(time)).unwrap_or_default()),
        ("venue", meeting.venue.clone()),
        ("status", meeting.status.to_string()),
        ("chair", chair.map(Person::full_name).unwrap_or_default()),
        ("next_meeting", meeting.next_meeting.clone()),
    ]
}
