//! The conduct of a meeting: starting, taking items, adjourning, closing, who is there, what is exempt.
//!
//! Each function returns the step that does it, or why it cannot be done.

use super::editing::Refusal;
use super::{
    Attendance, AttendanceStatus, Change, Correction, Id, Ids, Item, Meeting, MeetingStatus, Movement, MovementKind,
    Paragraphs, Recorded, Sitting, Step, Visit,
};
use chrono::NaiveDateTime;

type Conducted = Result<Step, Refusal>;

/// Starts the meeting.
pub fn start(sitting: &Sitting, now: NaiveDateTime) -> Conducted {
    match sitting.meeting.status {
        MeetingStatus::Planned => Ok(change_meeting(sitting, "Meeting started", |meeting| {
            meeting.status = MeetingStatus::InProgress;
            meeting.started = Some(now);
        })),
        status => Err(Refusal::new(format!("The meeting is {status} already."), "Nothing needs doing.")),
    }
}

/// Closes the meeting: the minutes are a draft from now on.
pub fn close(sitting: &Sitting, now: NaiveDateTime) -> Conducted {
    if !matches!(sitting.meeting.status, MeetingStatus::InProgress | MeetingStatus::Adjourned) {
        return Err(Refusal::new(
            format!("The meeting is {}.", sitting.meeting.status),
            "Only a meeting that has been started can be closed.",
        ));
    }
    let mut step = change_meeting(sitting, "Meeting closed", |meeting| {
        meeting.status = MeetingStatus::Draft;
        meeting.closed = Some(now);
    });
    step.changes.extend(end_visit(sitting, now));
    Ok(step)
}

/// Opens a closed meeting again.
pub fn reopen(sitting: &Sitting) -> Conducted {
    match sitting.meeting.status {
        MeetingStatus::Draft | MeetingStatus::Circulated => {
            Ok(change_meeting(sitting, "Meeting opened again", |meeting| {
                meeting.status = MeetingStatus::InProgress;
                meeting.closed = None;
            }))
        }
        status => Err(Refusal::new(format!("The meeting is {status}."), "Only a closed meeting can be opened again.")),
    }
}

/// Records that the minutes have gone as far as `status`.
pub fn advance(sitting: &Sitting, status: MeetingStatus) -> Conducted {
    let from = sitting.meeting.status;
    if from < MeetingStatus::Draft || status <= from {
        return Err(Refusal::new(
            format!("The minutes are {from}."),
            "They become a draft when the meeting is closed, then circulated, confirmed and signed.",
        ));
    }
    let mut step = change_meeting(sitting, &format!("Minutes {status}"), |meeting| meeting.status = status);
    if status.is_locked() && !from.is_locked() {
        step.changes.push(Change::made(sitting.roll_to_confirm()));
    }
    Ok(step)
}

/// Records what was wrong in confirmed minutes under an item. Where anything in the item is exempt the
/// correction is too: it must not tell what the item may not.
pub fn correct(
    sitting: &Sitting,
    item: &Item,
    entries: &[Recorded],
    text: &str,
    ids: &mut Ids,
    now: NaiveDateTime,
) -> Conducted {
    if !sitting.meeting.status.is_locked() {
        return Err(Refusal::new(
            format!("The minutes are {}, and can be changed themselves.", sitting.meeting.status),
            "Change the entry: \u{2191} on an empty line takes you there.",
        ));
    }
    let exempt = entries.iter().fold(item.exempt, |exempt, recorded| exempt.union(recorded.entry.exempt));
    let (meeting, text) = (sitting.meeting.id, text.trim().to_string());
    let correction = Correction { id: ids.fresh(now), meeting, item: item.id, text, at: now, exempt };
    let exempt_too = if exempt.is_exempt() { ", exempt as what is recorded there" } else { "" };
    let words = format!("Correction recorded under item {}{exempt_too}", item.number);
    Ok(Step::within(meeting, words, vec![Change::made(correction)]))
}

fn change_meeting(sitting: &Sitting, words: &str, edit: impl FnOnce(&mut Meeting)) -> Step {
    let mut after = sitting.meeting.clone();
    edit(&mut after);
    Step::within(sitting.meeting.id, words, vec![Change::replaced(sitting.meeting.clone(), after)])
}

/// Adjourns or resumes: the changes besides the movement entry that minutes it.
pub fn pause(sitting: &Sitting, kind: MovementKind, ids: &mut Ids, now: NaiveDateTime) -> Result<Vec<Change>, Refusal> {
    let (from, to) = match kind {
        MovementKind::Adjourned => (MeetingStatus::InProgress, MeetingStatus::Adjourned),
        _ => (MeetingStatus::Adjourned, MeetingStatus::InProgress),
    };
    if sitting.meeting.status != from {
        return Err(Refusal::new(
            format!("The meeting is {}.", sitting.meeting.status),
            "A meeting in progress can be adjourned, an adjourned one resumed.",
        ));
    }
    let mut changes = change_meeting(sitting, "", |meeting| meeting.status = to).changes;
    if to == MeetingStatus::Adjourned {
        changes.extend(end_visit(sitting, now));
    } else if let Some(item) = sitting.last_item() {
        changes.push(begin_visit(sitting, item, ids, now));
    }
    Ok(changes)
}

/// Takes an item: ends the visit to the one before and begins one here.
pub fn take_item(sitting: &Sitting, item: Id, ids: &mut Ids, now: NaiveDateTime) -> Conducted {
    let Some(taken) = sitting.item(item) else {
        return Err(Refusal::new("That item is no longer on the agenda.", "Look at what is there now."));
    };
    let words = format!("Item {} taken", taken.number);
    if sitting.current_item() == Some(item) || !sitting.is_running() {
        return Ok(Step::within(sitting.meeting.id, words, Vec::new()));
    }
    let mut changes: Vec<Change> = end_visit(sitting, now).into_iter().collect();
    changes.push(begin_visit(sitting, item, ids, now));
    Ok(Step::within(sitting.meeting.id, words, changes))
}

fn end_visit(sitting: &Sitting, now: NaiveDateTime) -> Option<Change> {
    let visit = sitting.open_visit()?;
    Some(Change::replaced(visit.clone(), Visit { ended: Some(now), ..visit.clone() }))
}

fn begin_visit(sitting: &Sitting, item: Id, ids: &mut Ids, now: NaiveDateTime) -> Change {
    Change::made(Visit { id: ids.fresh(now), meeting: sitting.meeting.id, item, began: now, ended: None })
}

/// Gives people an attendance; those who have that one already are passed over.
pub fn set_attendance(
    sitting: &Sitting,
    people: &[Id],
    status: AttendanceStatus,
    ids: &mut Ids,
    now: NaiveDateTime,
) -> Step {
    let once = people.iter().enumerate().filter(|(nth, person)| !people[..*nth].contains(person));
    let changes = once.filter_map(|(_, person)| attendance_change(sitting, *person, status, None, ids, now));
    let changes: Vec<Change> = changes.collect();
    let words = match changes.len() {
        1 => format!("1 person {status}"),
        count => format!("{count} people {status}"),
    };
    Step::within(sitting.meeting.id, words, changes)
}

/// Returns the change that gives a person an attendance, unless it is theirs already.
pub fn attendance_change(
    sitting: &Sitting,
    person: Id,
    status: AttendanceStatus,
    substitute_for: Option<Id>,
    ids: &mut Ids,
    now: NaiveDateTime,
) -> Option<Change> {
    match sitting.attendance_of(person) {
        Some(before) if before.status == status && before.substitute_for == substitute_for => None,
        Some(before) => Some(Change::replaced(before.clone(), Attendance { status, substitute_for, ..before.clone() })),
        None => Some(Change::made(Attendance {
            id: ids.fresh(now),
            meeting: sitting.meeting.id,
            person,
            status,
            substitute_for,
        })),
    }
}

/// Returns everybody of the body who is expected and has no attendance yet; substitutes are not expected.
pub fn expected_people(sitting: &Sitting) -> Vec<Id> {
    let expected = sitting.memberships.iter().filter(|membership| {
        membership.kind != super::MembershipKind::Substitute && sitting.attendance_of(membership.person).is_none()
    });
    expected.map(|membership| membership.person).collect()
}

/// Makes what is recorded from now on exempt: the whole item, its title too, while nothing is written under it.
pub fn go_exempt(sitting: &Sitting, item: &Item, entries: &[Recorded], paragraphs: Paragraphs) -> (Step, String) {
    let mut after = item.clone();
    let said = if entries.is_empty() {
        after.exempt = paragraphs;
        format!("Item {} is exempt as a whole (paragraph {paragraphs})", item.number)
    } else {
        after.private_session = paragraphs;
        format!("Exempt from here (paragraph {paragraphs}); what is above stays as it is")
    };
    let words = format!("Item {} exempt under paragraph {paragraphs}", item.number);
    (Step::within(sitting.meeting.id, words, item_changes(item, after)), said)
}

/// Makes what is recorded from now on public. What was exempt stays exempt.
pub fn go_public(sitting: &Sitting, item: &Item, entries: &[Recorded]) -> (Step, String) {
    let mut after = item.clone();
    after.private_session = Paragraphs::PUBLIC;
    after.exempt = Paragraphs::PUBLIC;
    let mut changes = item_changes(item, after);
    for recorded in entries.iter().filter(|_| item.exempt.is_exempt()) {
        let before = recorded.entry.clone();
        let mut stamped = before.clone();
        stamped.exempt = before.exempt.union(item.exempt);
        if stamped != before {
            changes.push(Change::replaced(before, stamped));
        }
    }
    let kept = entries.iter().filter(|recorded| recorded.entry.exempt.is_exempt() || item.exempt.is_exempt()).count();
    let said = match (kept, item.exempt.is_exempt()) {
        (0, _) => format!("Item {} is public", item.number),
        (kept, false) => format!("Public from here; {kept} exempt above stay so"),
        (kept, true) => format!("Public from here; {kept} exempt above stay so. The item's title will be published"),
    };
    (Step::within(sitting.meeting.id, format!("Item {} public", item.number), changes), said)
}

fn item_changes(before: &Item, after: Item) -> Vec<Change> {
    if *before == after { Vec::new() } else { vec![Change::replaced(before.clone(), after)] }
}

/// Returns the sentence by which a movement is known in the history.
pub fn movement_words(movement: &Movement) -> &'static str {
    match movement.kind {
        MovementKind::Arrives => "Arrival recorded",
        MovementKind::Leaves => "Departure recorded",
        MovementKind::Adjourned => "Meeting adjourned",
        MovementKind::Resumed => "Meeting resumed",
        MovementKind::TakesChair => "Change of chair recorded",
    }
}
