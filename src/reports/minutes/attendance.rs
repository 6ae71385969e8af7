//! Who was there, as lists or as a roster, and what interests they declared.

use super::house::House;
use super::item::interest;
use crate::document::{Block, BlockKind, Mark, Run, Table};
use crate::record::house_style::{AttendanceForm, Phrase};
use crate::record::{AttendanceStatus, EntryKind, Id, MembershipKind, MovementKind, Person};
use crate::reports::audience::Readable;
use crate::reports::phrases::words_of;

pub(super) fn attendance(house: &House<'_>) -> Vec<Block> {
    let groups = groups(house);
    let mut blocks = match house.style.attendance {
        AttendanceForm::List => lists(house, &groups),
        AttendanceForm::Roster => roster(house, &groups),
    };
    if house.of_status(AttendanceStatus::Apologies).is_empty() {
        let sentence = house.block(BlockKind::Paragraph, Mark::Plain, Phrase::NoApologies, &[]);
        if let Some(sentence) = sentence {
            blocks.extend(house.block(BlockKind::Heading(1), Mark::Plain, Phrase::Apologies, &[]));
            blocks.push(sentence);
        }
    }
    blocks
}

type Group<'a> = (Phrase, Vec<&'a Person>);

/// Returns everybody who was there or expected, by what the roll call found.
fn groups<'a>(house: &'a House<'_>) -> [Group<'a>; 5] {
    let sitting = house.sitting;
    let was_here = |person: &&Person| sitting.attendance_of(person.id).is_some_and(|found| found.status.is_here());
    let here = sitting.people.iter().filter(was_here);
    let (members, others) = here.partition(|person| sitting.may_vote(person.id));
    let not_called =
        sitting.people.iter().filter(|person| house.is_listed(person) && sitting.attendance_of(person.id).is_none());
    [
        (Phrase::Present, members),
        (Phrase::InAttendance, others),
        (Phrase::Apologies, house.of_status(AttendanceStatus::Apologies)),
        (Phrase::Absent, house.of_status(AttendanceStatus::Absent)),
        (Phrase::NotCalled, not_called.collect()),
    ]
}

fn lists(house: &House<'_>, groups: &[Group<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (title, people) in groups.iter().filter(|(_, people)| !people.is_empty()) {
        blocks.extend(house.block(BlockKind::Heading(1), Mark::Plain, *title, &[]));
        let line = |person: &&Person| Block::new(BlockKind::Bullet(0), Mark::Plain, &line_of(house, person));
        blocks.extend(people.iter().map(line));
    }
    blocks
}

/// Returns everybody in one table, with the initials by which the minutes call them.
fn roster(house: &House<'_>, groups: &[Group<'_>]) -> Vec<Block> {
    let row = |status: Phrase, person: &Person| {
        let initials = if house.initials.contains(&person.id) { person.initials.clone() } else { String::new() };
        let capacity = [post_of(person), person.organisation.clone(), place_of(house, person).unwrap_or_default()];
        let capacity: Vec<String> = capacity.into_iter().filter(|part| !part.is_empty()).collect();
        let found = format!(
            "{}{}{}",
            words_of(house.style, status),
            sits_for(house, person),
            part_of_meeting(house, person.id)
        );
        vec![person.full_name(), initials, capacity.join(", "), found]
    };
    let rows: Vec<Vec<String>> =
        groups.iter().flat_map(|(status, people)| people.iter().map(|person| row(*status, person))).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut blocks: Vec<Block> =
        house.block(BlockKind::Heading(1), Mark::Plain, Phrase::Attendance, &[]).into_iter().collect();
    let table = Table::new("Names, initials and who was there", &["Name", "Initials", "Capacity", "Attendance"], rows);
    blocks.push(Block::bare(BlockKind::Table(table)));
    blocks
}

/// Returns "Cllr Ann Barrow (Vice-chair), until 7.41 pm" or "Sam Hale, Director of Children's Services (DCS)".
fn line_of(house: &House<'_>, person: &Person) -> String {
    let mut line = person.full_name();
    if house.uses_initials() && house.initials.contains(&person.id) {
        line.push_str(&format!(" ({})", person.initials));
    }
    for part in [post_of(person), person.organisation.clone()].iter().filter(|part| !part.is_empty()) {
        line.push_str(&format!(", {part}"));
    }
    if let Some(place) = place_of(house, person) {
        line.push_str(&format!(" ({place})"));
    }
    line.push_str(&sits_for(house, person));
    line.push_str(&part_of_meeting(house, person.id));
    line
}

/// Returns "Director of Children's Services (DCS)".
fn post_of(person: &Person) -> String {
    match (person.role.as_str(), person.abbreviation.as_str()) {
        ("", _) => String::new(),
        (role, "") => role.to_string(),
        (role, abbreviation) => format!("{role} ({abbreviation})"),
    }
}

/// Returns the place that somebody has in the body, if it is more than a member's.
fn place_of(house: &House<'_>, person: &Person) -> Option<String> {
    let phrase = match house.sitting.membership(person.id) {
        Some(MembershipKind::Chair) => Phrase::Chair,
        Some(MembershipKind::ViceChair) => Phrase::ViceChair,
        Some(MembershipKind::CoOpted) => Phrase::CoOpted,
        _ => return None,
    };
    Some(words_of(house.style, phrase).to_string()).filter(|words| !words.is_empty())
}

fn sits_for(house: &House<'_>, person: &Person) -> String {
    let member = house.sitting.attendance_of(person.id).and_then(|attendance| attendance.substitute_for);
    member.map_or(String::new(), |member| format!(" (substitute for {})", house.other(Some(member), "")))
}

/// Returns when somebody came and went, if not for the whole meeting: ", from 6.24 pm until 7.41 pm".
fn part_of_meeting(house: &House<'_>, person: Id) -> String {
    let moved = house.sitting.movements.iter().filter(|movement| movement.person == Some(person));
    let parts = moved.filter_map(|movement| {
        let at = house.time(movement.time.time());
        match movement.kind {
            MovementKind::Arrives => Some(format!("from {at}")),
            MovementKind::Leaves => Some(format!("until {at}")),
            _ => None,
        }
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) }
}

/// Interests stand together before the items, whichever item they were declared at.
pub(super) fn interests(house: &House<'_>, readable: &Readable) -> Vec<Block> {
    let mut declared = Vec::new();
    for (item, entries) in house.sitting.items.iter().zip(&readable.entries) {
        for recorded in entries.iter().filter(|recorded| recorded.entry.kind == EntryKind::Interest) {
            let mut block = interest(house, recorded, BlockKind::Bullet(0));
            let number = house.number_of(item);
            block.runs.push(Run::plain(&house.say(Phrase::DeclaredAt, &[("item", &number)])));
            declared.push(block);
        }
    }
    if declared.is_empty() {
        declared.extend(house.block(BlockKind::Paragraph, Mark::Plain, Phrase::NoInterests, &[]));
    }
    if declared.is_empty() {
        return declared;
    }
    let heading = house.block(BlockKind::Heading(1), Mark::Plain, Phrase::Interests, &[]);
    heading.into_iter().chain(declared).collect()
}
