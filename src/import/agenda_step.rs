//! From an agenda to the step that puts it into the book, given what the book knows already.

use super::Problem;
use super::agenda::{Agenda, ListedItem, ListedPerson};
use crate::record::plan::PlanPart;
use crate::record::{
    Abbreviation, Attendance, AttendanceStatus, Body, Change, Id, Ids, Item, ItemLink, Meeting, MeetingStatus,
    Membership, Paragraphs, Person, Record, Refusal, StandingItem, Step,
};
use chrono::NaiveDateTime;
use std::collections::HashMap;

/// What a book knows of the body and people that an agenda names.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub body: Option<Body>,
    pub standing_items: Vec<StandingItem>,
    pub members: Vec<(Person, Membership)>,
    /// Everybody in the book who has the name of somebody on the agenda.
    pub namesakes: Vec<Person>,
    pub abbreviations: Vec<Abbreviation>,
    /// What items are about in the body's plans, by the names on the agenda that mean something.
    pub plan_parts: HashMap<String, PlanPart>,
    /// How many meetings the body has on that day already.
    pub meetings_that_day: u32,
}

struct Builder<'a> {
    known: &'a Known,
    ids: &'a mut Ids,
    now: NaiveDateTime,
    changes: Vec<Change>,
    /// People of this agenda by folded name.
    people: Vec<(String, Id)>,
}

/// Returns the step that makes the meeting, with body and people as far as they are new, and its slug.
pub fn step(agenda: &Agenda, known: &Known, ids: &mut Ids, now: NaiveDateTime) -> Result<(Step, Meeting), Refusal> {
    let mut builder = Builder { known, ids, now, changes: Vec::new(), people: Vec::new() };
    let body = builder.body(agenda);
    let meeting = builder.meeting(agenda, &body)?;
    for (position, person) in agenda.people.iter().enumerate() {
        builder.person(person, &body, &meeting, position as i64);
    }
    for apology in &agenda.apologies {
        builder.apologies(&apology.name, &meeting)?;
    }
    for (short, long) in &agenda.abbreviations {
        builder.abbreviation(short, long);
    }
    builder.items(agenda, &body, &meeting);
    let step = Step::of_book(format!("Meeting {} made", meeting.slug), builder.changes);
    Ok((step, meeting))
}

/// Returns the apologies that are from nobody who is listed or belongs to the body.
pub fn unlisted_apologies(agenda: &Agenda, known: &Known) -> Vec<Problem> {
    let is_listed = |name: &str| {
        let (_, name) = Person::split_title(name);
        let listed = agenda.people.iter().map(|person| &person.name);
        listed.chain(known.members.iter().map(|(person, _)| &person.name)).any(|known| same_name(known, &name))
    };
    let unlisted = agenda.apologies.iter().filter(|apology| !is_listed(&apology.name));
    unlisted
        .map(|apology| {
            let expected = "expected a name as it stands under Members or Officers";
            let what = format!("apologies from \u{201c}{}\u{201d}, who is not listed; {expected}", apology.name);
            Problem::new(apology.line, apology.column, what)
        })
        .collect()
}

/// Returns what items are said to be about that no plan of the body has.
pub fn unknown_plan_parts(agenda: &Agenda, known: &Known) -> Vec<Problem> {
    let named = agenda.items.iter().flat_map(|item| &item.plan);
    let unknown = named.filter(|named| !known.plan_parts.contains_key(&named.name));
    unknown
        .map(|named| {
            let expected = "expected the reference of a plan action, as 2.3, or a theme of one of the body's plans";
            Problem::new(named.line, named.column, format!("\u{201c}{}\u{201d}: {expected}", named.name))
        })
        .collect()
}

fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

impl Builder<'_> {
    fn fresh(&mut self) -> Id {
        self.ids.fresh(self.now)
    }

    fn make(&mut self, row: impl Into<Record>) {
        self.changes.push(Change::made(row));
    }

    fn body(&mut self, agenda: &Agenda) -> Body {
        if let Some(body) = &self.known.body {
            let notice = agenda.notice.unwrap_or(body.notice);
            let closing = agenda.closing.unwrap_or(body.closing);
            let after = Body { notice, closing, ..body.clone() };
            if after != *body {
                self.changes.push(Change::replaced(body.clone(), after.clone()));
            }
            return after;
        }
        let short_name = match agenda.body_short_name.as_str() {
            "" => Body::short_name_of(&agenda.body_name),
            short => short.to_string(),
        };
        let body = Body {
            id: self.fresh(),
            called: Body::noun_in(&agenda.body_name),
            name: agenda.body_name.clone(),
            short_name,
            quorum: agenda.quorum,
            venue: agenda.venue.clone().unwrap_or_default(),
            notice: agenda.notice.unwrap_or_default(),
            closing: agenda.closing.unwrap_or_default(),
        };
        self.make(body.clone());
        body
    }

    fn meeting(&mut self, agenda: &Agenda, body: &Body) -> Result<Meeting, Refusal> {
        let date = agenda.date.unwrap_or(self.now.date());
        let slug = Meeting::slug_of(body, date, 1);
        if self.known.meetings_that_day > 0 {
            return Err(Refusal::new(
                format!("There is already a meeting {slug}."),
                "Open it to change its agenda, or give this one another date.",
            ));
        }
        let meeting = Meeting {
            id: self.fresh(),
            body: body.id,
            slug,
            date,
            time: agenda.time,
            venue: agenda.venue.clone().unwrap_or_else(|| body.venue.clone()),
            quorum: agenda.quorum.or(body.quorum),
            status: MeetingStatus::Planned,
            started: None,
            closed: None,
            next_meeting: agenda.next_meeting.clone(),
        };
        self.make(meeting.clone());
        Ok(meeting)
    }

    fn person(&mut self, listed: &ListedPerson, body: &Body, meeting: &Meeting, position: i64) {
        let is_same = |person: &&Person| same_name(&person.name, &listed.name);
        let member = self.known.members.iter().find(|(person, _)| is_same(&person));
        let mut namesakes = self.known.namesakes.iter().filter(is_same);
        let only_namesake = namesakes.next().filter(|_| namesakes.next().is_none());
        let known = member.map(|(person, _)| person).or(only_namesake);
        let fresh = listed.person(known.map_or_else(|| self.ids.fresh(self.now), |person| person.id));
        let id = fresh.id;
        if self.people.iter().any(|(_, already)| *already == id) {
            return;
        }
        match known {
            None => self.make(fresh),
            Some(before) => {
                let after = updated(before, fresh);
                if after != *before {
                    self.changes.push(Change::replaced(before.clone(), after));
                }
            }
        }
        self.people.push((listed.name.to_lowercase(), id));
        self.membership(listed, id, body, meeting, member.map(|(_, membership)| membership.clone()), position);
    }

    fn membership(
        &mut self,
        listed: &ListedPerson,
        person: Id,
        body: &Body,
        meeting: &Meeting,
        before: Option<Membership>,
        position: i64,
    ) {
        match (listed.membership, before) {
            (Some(kind), None) => {
                let id = self.fresh();
                self.make(Membership { id, body: body.id, person, kind, position });
            }
            (Some(kind), Some(before)) if before.kind != kind => {
                self.changes.push(Change::replaced(before.clone(), Membership { kind, ..before }));
            }
            (None, None) => self.attendance(person, meeting, AttendanceStatus::InAttendance),
            _ => {}
        }
    }

    /// Gives somebody an attendance; what the agenda says last stands.
    fn attendance(&mut self, person: Id, meeting: &Meeting, status: AttendanceStatus) {
        for change in &mut self.changes {
            if let Some(Record::Attendance(known)) = &mut change.after
                && known.person == person
            {
                known.status = status;
                return;
            }
        }
        let id = self.fresh();
        self.make(Attendance { id, meeting: meeting.id, person, status, substitute_for: None });
    }

    fn apologies(&mut self, words: &str, meeting: &Meeting) -> Result<(), Refusal> {
        let (_, name) = Person::split_title(words);
        let listed = self.people.iter().find(|(known, _)| *known == name.to_lowercase()).map(|(_, id)| *id);
        let member = self.known.members.iter().find(|(person, _)| same_name(&person.name, &name));
        let Some(person) = listed.or(member.map(|(person, _)| person.id)) else {
            return Err(Refusal::new(
                format!("Apologies are from \u{201c}{words}\u{201d}, who is not listed."),
                "Write the name as it stands under Members or Officers.",
            ));
        };
        self.attendance(person, meeting, AttendanceStatus::Apologies);
        Ok(())
    }

    fn abbreviation(&mut self, short: &str, long: &str) {
        if !self.known.abbreviations.iter().any(|known| known.short.eq_ignore_ascii_case(short)) {
            let id = self.fresh();
            self.make(Abbreviation { id, short: short.into(), long: long.into() });
        }
    }

    fn items(&mut self, agenda: &Agenda, body: &Body, meeting: &Meeting) {
        let standing = |(nth, item): (usize, &StandingItem)| ListedItem {
            number: (nth + 1).to_string(),
            title: item.title.clone(),
            purpose: item.purpose.clone(),
            ..ListedItem::default()
        };
        let from_body: Vec<ListedItem> = self.known.standing_items.iter().enumerate().map(standing).collect();
        // A meeting always has an item, so that there is always a place to write.
        let business =
            [ListedItem { number: "1".into(), title: "Business of the meeting".into(), ..ListedItem::default() }];
        let given = [&agenda.items[..], &from_body[..], &business[..]];
        let items = given.into_iter().find(|items| !items.is_empty()).unwrap_or_default();
        for (position, listed) in items.iter().enumerate() {
            let item = new_item(listed, meeting.id, position as i64, self.ids, self.now);
            let parts = listed.plan.iter().filter_map(|named| self.known.plan_parts.get(&named.name)).copied();
            let links: Vec<PlanPart> = parts.collect();
            let item_id = item.id;
            self.make(item);
            for PlanPart { theme, plan_action } in links {
                let id = self.fresh();
                self.make(ItemLink { id, item: item_id, theme, plan_action });
            }
            let known = self.known.standing_items.iter().any(|item| item.title.eq_ignore_ascii_case(&listed.title));
            if listed.is_standing && !known {
                let (id, purpose) = (self.fresh(), listed.purpose.clone());
                let title = listed.title.clone();
                self.make(StandingItem { id, body: body.id, position: position as i64, title, purpose });
            }
        }
    }
}

/// Returns a row for an item of an agenda.
pub fn new_item(listed: &ListedItem, meeting: Id, position: i64, ids: &mut Ids, now: NaiveDateTime) -> Item {
    Item {
        id: ids.fresh(now),
        meeting,
        position,
        number: listed.number.clone(),
        title: listed.title.clone(),
        purpose: listed.purpose.clone(),
        presenter: listed.presenter.clone(),
        report: listed.report.clone(),
        documents: listed.documents.clone(),
        exempt: listed.exempt,
        private_session: Paragraphs::PUBLIC,
    }
}

/// Takes what a newer agenda says of a person, and keeps what it leaves out.
fn updated(before: &Person, fresh: Person) -> Person {
    let newer = |fresh: String, before: &String| if fresh.is_empty() { before.clone() } else { fresh };
    Person {
        id: before.id,
        title: newer(fresh.title, &before.title),
        name: before.name.clone(),
        initials: if fresh.initials == Person::initials_of(&fresh.name) {
            before.initials.clone()
        } else {
            fresh.initials
        },
        role: newer(fresh.role, &before.role),
        abbreviation: newer(fresh.abbreviation, &before.abbreviation),
        organisation: newer(fresh.organisation, &before.organisation),
    }
}
