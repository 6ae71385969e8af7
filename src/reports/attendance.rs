//! Attendance over a year: who was at which meeting of a body.

use super::minutes::written_day;
use super::wording;
use crate::document::{Block, BlockKind, Cell, Column, ColumnKind, Document, Mark, Table, Tone};
use crate::record::house_style::DateForm;
use crate::record::{AttendanceStatus, Id, Membership, MovementKind, Person, Sitting};
use crate::text_enum;
use chrono::NaiveDate;
use serde::Serialize;

text_enum! {
    /// How a member stands in the attendance of one meeting.
    pub enum Presence {
        Present = "present",
        /// Came after the meeting had begun.
        Late = "late",
        /// A substitute sat in the member's place.
        Substitute = "substitute",
        Apologies = "apologies",
        Absent = "absent",
        NotRecorded = "not recorded",
        NotAMember = "not a member",
    }
}

/// The attendance of a body's members over a year. The names are relied on: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttendanceYear {
    pub body: String,
    pub year: String,
    /// In the order of their days.
    pub meetings: Vec<MeetingHeld>,
    pub members: Vec<MemberAttendance>,
    pub substitutes: Vec<Substitution>,
    /// How days are written.
    #[serde(skip)]
    pub dates: DateForm,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeetingHeld {
    pub meeting: String,
    pub date: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberAttendance {
    pub name: String,
    /// One for each meeting.
    pub presence: Vec<Presence>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Substitution {
    pub date: NaiveDate,
    pub substitute: String,
    pub member: String,
}

impl Presence {
    /// Returns what stands in the grid.
    fn sign(self) -> &'static str {
        match self {
            Presence::Present => "P",
            Presence::Late => "L",
            Presence::Substitute => "S",
            Presence::Apologies => "A",
            Presence::Absent => "absent",
            Presence::NotRecorded => "?",
            Presence::NotAMember => "\u{2013}",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Presence::Present => Tone::Good,
            Presence::Late => Tone::Watch,
            Presence::Substitute => Tone::Done,
            Presence::Apologies => Tone::Paused,
            Presence::Absent => Tone::Bad,
            Presence::NotRecorded | Presence::NotAMember => Tone::Plain,
        }
    }

    /// Tells whether the member was there, from the beginning or later.
    fn attended(self) -> bool {
        matches!(self, Presence::Present | Presence::Late)
    }
}

/// Gathers the attendance of a body's voting members at its meetings, as one audience may read them, in the order of
/// their days.
pub fn attendance_year(body: &str, year: &str, sittings: &[Sitting]) -> AttendanceYear {
    let member = |(id, name): (Id, String)| MemberAttendance {
        name,
        presence: sittings.iter().map(|sitting| presence(sitting, id)).collect(),
    };
    AttendanceYear {
        body: body.into(),
        year: year.into(),
        meetings: sittings.iter().map(held).collect(),
        members: members(sittings).into_iter().map(member).collect(),
        substitutes: sittings.iter().flat_map(substitutions).collect(),
        dates: sittings.last().map_or(DateForm::Long, |latest| latest.style.dates),
    }
}

fn held(sitting: &Sitting) -> MeetingHeld {
    MeetingHeld { meeting: sitting.meeting.slug.clone(), date: sitting.meeting.date }
}

/// Returns everybody who was a voting member at one of the meetings: those of the latest in the body's order, and then
/// those of earlier ones.
fn members(sittings: &[Sitting]) -> Vec<(Id, String)> {
    let mut found: Vec<(Id, String)> = Vec::new();
    for sitting in sittings.iter().rev() {
        let voting = sitting.memberships.iter().filter(|membership| membership.kind.votes());
        let people = voting.filter_map(|Membership { person, .. }| sitting.person(*person));
        for person in people {
            if found.iter().all(|(known, _)| *known != person.id) {
                found.push((person.id, person.full_name()));
            }
        }
    }
    found
}

fn presence(sitting: &Sitting, member: Id) -> Presence {
    if !sitting.membership(member).is_some_and(|kind| kind.votes()) {
        return Presence::NotAMember;
    }
    let moved = sitting.movements.iter().find(|movement| {
        movement.person == Some(member) && matches!(movement.kind, MovementKind::Arrives | MovementKind::Leaves)
    });
    let came_later = moved.is_some_and(|first| first.kind == MovementKind::Arrives);
    let is_replaced =
        sitting.attendance.iter().any(|other| other.substitute_for == Some(member) && other.status.is_here());
    match sitting.attendance_of(member).map(|attendance| attendance.status) {
        Some(status) if status.is_here() => {
            if came_later {
                Presence::Late
            } else {
                Presence::Present
            }
        }
        _ if is_replaced => Presence::Substitute,
        Some(AttendanceStatus::Apologies) => Presence::Apologies,
        Some(_) => Presence::Absent,
        None => Presence::NotRecorded,
    }
}

fn substitutions(sitting: &Sitting) -> Vec<Substitution> {
    let name = |id: Id| sitting.person(id).map(Person::full_name);
    let sat = sitting.attendance.iter().filter(|attendance| attendance.status.is_here());
    let sat = sat.filter_map(|attendance| {
        let (substitute, member) = (name(attendance.person)?, name(attendance.substitute_for?)?);
        Some(Substitution { date: sitting.meeting.date, substitute, member })
    });
    sat.collect()
}

/// Builds the report: a grid of members and meetings, the counts of each, and who sat for whom.
pub fn document(year: &AttendanceYear) -> Document {
    let title = format!("Attendance in {}", year.year);
    let paragraph = |text: &str| Block::new(BlockKind::Paragraph, Mark::Plain, text);
    let heading = |text: &str| Block::new(BlockKind::Heading(1), Mark::Plain, text);
    let mut blocks = vec![Block::new(BlockKind::Title, Mark::Plain, &year.body), paragraph(&title)];
    if year.meetings.is_empty() {
        blocks.push(paragraph("No meeting was held."));
    } else {
        blocks.push(paragraph(KEY));
        let table = |table| Block::bare(BlockKind::Table(table));
        blocks.extend([heading("Members and meetings"), table(grid(year))]);
        blocks.extend([heading("Members"), table(by_member(year)), heading("Meetings"), table(by_meeting(year))]);
    }
    if !year.substitutes.is_empty() {
        blocks.push(heading("Substitutes"));
        let line = |sat: &Substitution| {
            format!("{}: {} for {}", written_day(year.dates, sat.date), sat.substitute, sat.member)
        };
        blocks.extend(year.substitutes.iter().map(|sat| Block::new(BlockKind::Bullet(0), Mark::Plain, &line(sat))));
    }
    Document::new(&format!("{}: {title}", year.body), wording::LANGUAGE, blocks).by(&year.body).about(&title)
}

const KEY: &str = "P: present. L: came late. S: a substitute sat. A: apologies. Absent: without apologies. ?: not \
                   recorded. \u{2013}: not a member then.";

fn grid(year: &AttendanceYear) -> Table {
    let day = |held: &MeetingHeld| held.date.format("%-d %b %Y").to_string();
    let columns = std::iter::once("Member".to_string()).chain(year.meetings.iter().map(day));
    let row = |member: &MemberAttendance| {
        let signs = member.presence.iter().map(|presence| Cell::from(presence.sign()).toned(presence.tone()));
        std::iter::once(Cell::from(member.name.as_str())).chain(signs).collect()
    };
    let caption = format!("Attendance in {}", year.year);
    Table::typed(&caption, columns.map(|name| Column::words(&name)).collect(), year.members.iter().map(row).collect())
}

/// What a column counts.
type Counts = fn(Presence) -> bool;

/// The columns of counts.
const COUNTED: [(&str, Counts); 6] = [
    ("Attended", Presence::attended),
    ("Of these late", |presence| presence == Presence::Late),
    ("Substitute", |presence| presence == Presence::Substitute),
    ("Apologies", |presence| presence == Presence::Apologies),
    ("Absent", |presence| presence == Presence::Absent),
    ("Not recorded", |presence| presence == Presence::NotRecorded),
];

fn counts<'a>(presences: impl Iterator<Item = &'a Presence> + Clone) -> Vec<Cell> {
    let count = |counts: Counts| presences.clone().filter(|presence| counts(**presence)).count();
    COUNTED.iter().map(|(_, counts)| Cell::from(count(*counts).to_string())).collect()
}

fn counted_columns(first: &str, kind: ColumnKind, last: &str) -> Vec<Column> {
    let counted = COUNTED.iter().map(|(name, _)| *name).chain([last]);
    std::iter::once(Column::new(first, kind)).chain(counted.map(|name| Column::new(name, ColumnKind::Number))).collect()
}

fn by_member(year: &AttendanceYear) -> Table {
    let row = |member: &MemberAttendance| {
        let of = member.presence.iter().filter(|presence| **presence != Presence::NotAMember).count();
        let name = std::iter::once(Cell::from(member.name.as_str()));
        name.chain(counts(member.presence.iter())).chain([Cell::from(of.to_string())]).collect()
    };
    let columns = counted_columns("Member", ColumnKind::Words, "Meetings");
    Table::typed("Attendance of each member", columns, year.members.iter().map(row).collect())
}

fn by_meeting(year: &AttendanceYear) -> Table {
    let row = |(nth, held): (usize, &MeetingHeld)| {
        let presences = year.members.iter().filter_map(|member| member.presence.get(nth));
        let of = presences.clone().filter(|presence| **presence != Presence::NotAMember).count();
        let day = std::iter::once(Cell::from(written_day(year.dates, held.date)).on(Some(held.date)));
        day.chain(counts(presences)).chain([Cell::from(of.to_string())]).collect()
    };
    let columns = counted_columns("Meeting", ColumnKind::Date, "Members");
    Table::typed("Attendance at each meeting", columns, year.meetings.iter().enumerate().map(row).collect())
}
