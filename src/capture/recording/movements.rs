//! Who comes and goes, who takes the chair, and when the meeting stops.

use super::super::line::{EntryLine, Matter, Named};
use super::super::roster::{Found, looks_like_a_name};
use super::heard::stays_the_minute;
use super::{Desk, Place};
use crate::record::conduct::{attendance_change, movement_words, pause};
use crate::record::editing::{Refusal, index_of, keep_what_was_followed_up, make_room, remove_detail};
use crate::record::{AttendanceStatus, Change, Entry, EntryKind, Ids, Movement, MovementKind, Person, Recorded, Step};
use chrono::NaiveDateTime;

/// Who comes or goes, or what else happens in the room.
pub(super) struct Coming<'a> {
    pub(super) kind: MovementKind,
    pub(super) who: &'a [Named],
    pub(super) substitute_for: Option<&'a Named>,
    pub(super) time: NaiveDateTime,
    pub(super) reason: &'a str,
}

pub(super) fn record_movements(desk: &mut Desk<'_>, coming: Coming<'_>, place: Place) -> Result<Step, Refusal> {
    let count = coming.who.len().max(1);
    let mut changes = Vec::new();
    let (before, positions) = match place {
        Place::Instead(id) => {
            let index = index_of(desk.entries, id)?;
            let Recorded { entry, detail } = &desk.entries[index];
            keep_what_was_followed_up(detail)?;
            if entry.kind == EntryKind::Update {
                return Err(stays_the_minute());
            }
            changes.extend(remove_detail(detail));
            let (others, moved) = make_room(desk.entries, index + 1, count - 1);
            let others = if moved.is_empty() { others } else { vec![entry.position; count - 1] };
            (Some(entry), [entry.position].into_iter().chain(others).collect())
        }
        Place::End | Place::Before(_) => {
            let index = if let Place::Before(id) = place { index_of(desk.entries, id)? } else { desk.entries.len() };
            let (positions, moved) = make_room(desk.entries, index, count);
            changes.extend(moved);
            (None, positions)
        }
    };
    let mut words = "";
    let nobody = [None];
    let people: Vec<Option<&Named>> =
        if coming.who.is_empty() { nobody.to_vec() } else { coming.who.iter().map(Some).collect() };
    for (nth, (named, position)) in people.into_iter().zip::<Vec<i64>>(positions).enumerate() {
        let (mut entry, mut movement, new) = movement_rows(desk, &coming, named, position);
        changes.extend(new);
        if let Some(before) = before {
            // What was exempt stays exempt, and what was not stays open, whenever it is edited.
            entry = Entry { at: before.at, exempt: before.exempt, ..entry };
        }
        match before.filter(|_| nth == 0) {
            Some(before) => {
                (entry.id, movement.entry) = (before.id, before.id);
                if entry != *before {
                    changes.push(Change::replaced(before.clone(), entry));
                }
            }
            None => changes.push(Change::made(entry)),
        }
        words = movement_words(&movement);
        changes.push(Change::made(movement));
    }
    Ok(Step::within(desk.meeting(), words, changes))
}

/// Returns one movement with its entry, and the other rows that it makes: an attendance, a guest's person.
fn movement_rows(
    desk: &mut Desk<'_>,
    coming: &Coming<'_>,
    named: Option<&Named>,
    position: i64,
) -> (Entry, Movement, Vec<Change>) {
    let mut changes = Vec::new();
    let mut person = named.and_then(Named::person);
    let arrives = coming.kind == MovementKind::Arrives;
    let is_guest = |named: &&Named| looks_like_a_name(&named.words) && named.words.contains(' ');
    if person.is_none()
        && arrives
        && let Some(guest) = named.filter(is_guest)
    {
        let guest = new_person(&guest.words, desk.ids, desk.now);
        person = Some(guest.id);
        changes.push(Change::made(guest));
    }
    let substitute_for = coming.substitute_for.and_then(Named::person);
    if let (true, Some(id)) = (arrives, person) {
        let belongs = desk.sitting.membership(id).is_some() || substitute_for.is_some();
        let status = if belongs { AttendanceStatus::Present } else { AttendanceStatus::InAttendance };
        changes.extend(attendance_change(desk.sitting, id, status, substitute_for, desk.ids, desk.now));
    }
    let line = EntryLine {
        kind: EntryKind::Movement,
        is_explicit: true,
        matter: Matter::Spoken(
            named.cloned().map(|named| Named { found: person.map_or(Found::Nobody, Found::One), ..named }),
        ),
        text: reason_of(coming),
        text_start: 0,
    };
    let entry = desk.entry(&line, position, 0);
    let movement = Movement {
        id: desk.ids.fresh(desk.now),
        meeting: desk.meeting(),
        entry: entry.id,
        kind: coming.kind,
        person,
        time: coming.time,
        substitute_for,
    };
    (entry, movement, changes)
}

/// Returns the reason, and in front of it for whom somebody sits who is not known: nothing typed is lost.
fn reason_of(coming: &Coming<'_>) -> String {
    match coming.substitute_for.filter(|member| member.person().is_none()) {
        None => coming.reason.to_string(),
        Some(member) if coming.reason.is_empty() => format!("substitute for {}", member.words),
        Some(member) => format!("substitute for {}, {}", member.words, coming.reason),
    }
}

/// Returns a person of whom only title and name are known.
pub fn new_person(words: &str, ids: &mut Ids, now: NaiveDateTime) -> Person {
    let (title, name) = Person::split_title(words);
    Person {
        id: ids.fresh(now),
        initials: Person::initials_of(&name),
        title,
        name,
        role: String::new(),
        abbreviation: String::new(),
        organisation: String::new(),
    }
}

/// Returns the step that adjourns or resumes the meeting and minutes it.
pub fn pause_meeting(mut desk: Desk<'_>, kind: MovementKind, reason: &str) -> Result<Step, Refusal> {
    let paused = pause(desk.sitting, kind, desk.ids, desk.now)?;
    let coming = Coming { kind, who: &[], substitute_for: None, time: desk.now, reason };
    let mut step = record_movements(&mut desk, coming, Place::End)?;
    step.changes.extend(paused);
    Ok(step)
}

/// Returns the step that minutes somebody's taking the chair.
pub fn change_chair(mut desk: Desk<'_>, who: &Named) -> Result<Step, Refusal> {
    let coming = Coming {
        kind: MovementKind::TakesChair,
        who: std::slice::from_ref(who),
        substitute_for: None,
        time: desk.now,
        reason: "",
    };
    record_movements(&mut desk, coming, Place::End)
}
