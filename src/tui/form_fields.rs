//! The forms: their fields, and what saving them does.

use super::export;
use super::form::{Field, Form};
use super::screen::{Cx, Go, Outcome};
use crate::clerk::bodies::{self, BodyForm, MeetingForm};
use crate::clerk::{Failure, Minuting, Result, agenda};
use crate::import::agenda::{Agenda, read_items};
use crate::record::calendar::Notice;
use crate::record::{Body, Closing, Id, Item, Meeting, Membership, MembershipKind, Person, Sitting};
use crate::store::Store;
use serde::{Deserialize, Serialize};

/// What a form is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    NewBody,
    EditBody(Id),
    PasteAgenda,
    NewMeeting { body: Option<Id> },
    EditMeeting { meeting: Id },
    EditItem { meeting: Id, item: Id },
    AddPeople { body: Id },
    EditPerson { body: Id, person: Id },
    Export { meeting: Id },
}

/// Builds the form of a purpose, if what it is about is still there.
pub fn build(purpose: Purpose, cx: &mut Cx<'_>) -> Result<Option<Form>> {
    let store = &mut *cx.store;
    Ok(match purpose {
        Purpose::NewBody => Some(body_form(None, store)?),
        Purpose::EditBody(id) => store.body(id)?.map(|body| body_form(Some(&body), store)).transpose()?,
        Purpose::PasteAgenda => Some(agenda_form()),
        Purpose::NewMeeting { body } => {
            let body = body.map(|id| store.body(id)).transpose()?.flatten();
            Some(new_meeting_form(body.as_ref(), store)?)
        }
        Purpose::EditMeeting { meeting } => Some(meeting_form(&store.sitting(meeting)?)),
        Purpose::EditItem { meeting, item } => {
            let minuting = Minuting::open(store, meeting)?;
            let found = minuting.sitting.item(item).cloned();
            found.map(|item| item_form(&item, &minuting))
        }
        Purpose::AddPeople { body } => Some(people_form(body)),
        Purpose::EditPerson { body, person } => {
            let people = store.people_of(body)?;
            let found = people.iter().find(|(known, _)| known.id == person);
            found.map(|(person, membership)| person_form(person, membership))
        }
        Purpose::Export { meeting } => Some(export::export_form(&store.sitting(meeting)?.meeting)),
    })
}

/// Does what a form says. What is refused leaves the form as it is.
pub fn submit(form: &Form, cx: &mut Cx<'_>) -> Result<Outcome> {
    match &form.purpose {
        Purpose::NewBody => save_body(form, None, cx),
        Purpose::EditBody(id) => {
            let before = cx.store.body(*id)?.ok_or_else(gone)?;
            save_body(form, Some(before), cx)
        }
        Purpose::PasteAgenda => {
            let meeting = agenda::load(cx.store, form.value(0), "agenda", cx.now)?;
            open_meeting(&meeting)
        }
        Purpose::NewMeeting { .. } => new_meeting(form, cx),
        Purpose::EditMeeting { meeting } => {
            let before = cx.store.sitting(*meeting)?.meeting;
            let values = MeetingForm {
                date: form.value(0),
                time: form.value(1),
                venue: form.value(2),
                quorum: form.value(3),
                next_meeting: form.value(4),
            };
            bodies::save_meeting(cx.store, &before, &values, cx.now)?;
            back("Meeting changed.")
        }
        Purpose::EditItem { meeting, item } => save_item(form, *meeting, *item, cx),
        Purpose::AddPeople { body } => {
            let count = bodies::add_people(cx.store, *body, form.value(0), cx.now)?;
            back(&format!("{count} people added."))
        }
        Purpose::EditPerson { body, person } => save_person(form, *body, *person, cx),
        Purpose::Export { meeting } => export::export(form, *meeting, cx),
    }
}

fn gone() -> Failure {
    Failure::new("It is no longer in the book.", "Leave the form with Esc.")
}

pub(super) fn back(said: &str) -> Result<Outcome> {
    Ok(Outcome { said: Some(said.into()), go: Some(Go::Back) })
}

fn open_meeting(meeting: &Meeting) -> Result<Outcome> {
    Ok(Outcome { said: Some(format!("Made {}.", meeting.slug)), go: Some(Go::Meeting(meeting.id)) })
}

pub fn body_form(body: Option<&Body>, store: &Store) -> Result<Form> {
    let empty = Body {
        id: Id(0),
        name: String::new(),
        short_name: String::new(),
        called: String::new(),
        quorum: None,
        venue: String::new(),
        notice: Notice::default(),
        closing: Closing::default(),
    };
    let given = body.unwrap_or(&empty);
    let standing = match body {
        Some(body) => store.standing_items(body.id)?.into_iter().map(|item| item.title).collect::<Vec<_>>().join("\n"),
        None => String::new(),
    };
    let quorum = given.quorum.map(|quorum| quorum.to_string()).unwrap_or_default();
    let fields = vec![
        Field::new("Name", &given.name, "In full: Children's Services Improvement Board"),
        Field::new("Short name", &given.short_name, "CSIB. Left empty, it is made of the capitals of the name."),
        Field::new("Called", &given.called, "What the minutes call it: Board, Committee, Council …"),
        Field::new("Quorum", &quorum, "How many voting members must be present."),
        Field::new("Usual venue", &given.venue, "Where it usually meets."),
        Field::long("Standing items", &standing, "The items that every agenda has, one a line."),
        Field::long(
            "People to add",
            "",
            "One a line, typed or pasted: Cllr Ann Barrow (chair), Kate Goode (co-opted), Sam Hale, Director of \
             Children's Services (DCS)",
        ),
        Field::new(
            "Agenda notice",
            &given.notice.to_string(),
            "How long before a meeting its agenda is out: 5 clear days, or 3 clear days, Saturdays counted",
        ),
        Field::new(
            "Closing actions",
            given.closing.word(),
            "\u{201c}the officer closes\u{201d}, or \u{201c}the body agrees\u{201d}: then an action is proposed for closure, \
             and outstanding until a meeting agrees.",
        )
        .choosing(Closing::ALL.iter().map(|way| way.word().to_string()).collect()),
    ];
    let (title, purpose) = match body {
        Some(body) => (format!("{}: change this body", body.short_name), Purpose::EditBody(body.id)),
        None => ("A new body".to_string(), Purpose::NewBody),
    };
    Ok(Form::new(title, purpose, fields))
}

fn save_body(form: &Form, before: Option<Body>, cx: &mut Cx<'_>) -> Result<Outcome> {
    let values = BodyForm {
        name: form.value(0),
        short_name: form.value(1),
        called: form.value(2),
        quorum: form.value(3),
        venue: form.value(4),
        standing_items: form.value(5),
        people: form.value(6),
        notice: form.value(7),
        closing: form.value(8),
    };
    let body = bodies::save_body(cx.store, before.as_ref(), &values, cx.now)?;
    back(&format!("{} saved.", body.short_name))
}

pub fn agenda_form() -> Form {
    let help = "Paste or type an agenda: Body: …, Date: …, Chair: …, Members: …; …, Officers: …, then the items: 1. \
                Title. Ctrl-S makes the meeting.";
    Form::new("A meeting from an agenda", Purpose::PasteAgenda, vec![Field::long("Agenda", "", help)])
}

pub fn new_meeting_form(body: Option<&Body>, store: &Store) -> Result<Form> {
    let names: Vec<String> = store.bodies()?.into_iter().map(|body| body.name).collect();
    let name = body.map(|body| body.name.clone()).or_else(|| names.first().filter(|_| names.len() == 1).cloned());
    let fields = vec![
        Field::new("Body", &name.unwrap_or_default(), "Which body meets. A new name makes a new body.").choosing(names),
        Field::new("Date", "", "27 February 2023, or 27/02/2023"),
        Field::new("Time", "", "6.00 pm, or 18:00"),
        Field::new("Venue", "", "Left empty: the body's usual venue."),
        Field::new("Next meeting", "", "Date, time and place of the meeting after this one, as it will be printed."),
        Field::long(
            "Agenda",
            "",
            "One item a line, typed or pasted, with or without numbers; Purpose: …, Presenter: …, Report: … under an \
             item. Left empty: the body's standing items.",
        ),
    ];
    Ok(Form::new("A new meeting", Purpose::NewMeeting { body: body.map(|body| body.id) }, fields))
}

fn new_meeting(form: &Form, cx: &mut Cx<'_>) -> Result<Outcome> {
    let items = read_items(form.value(5)).map_err(|problems| agenda::not_understood(&problems, "Agenda"))?;
    let name = form.value(0).trim();
    if name.is_empty() {
        return Err(Failure::new("The meeting needs a body.", "Write its name in the first field."));
    }
    let known = cx.store.body_named(name)?;
    let venue = Some(form.value(3).trim().to_string()).filter(|venue| !venue.is_empty());
    let agenda = Agenda {
        body_name: known.as_ref().map_or_else(|| name.to_string(), |body| body.name.clone()),
        body_short_name: known.map(|body| body.short_name).unwrap_or_default(),
        date: Some(bodies::date(form.value(1))?),
        time: bodies::time(form.value(2))?,
        venue,
        next_meeting: form.value(4).trim().into(),
        items,
        ..Agenda::default()
    };
    let meeting = agenda::make_meeting(cx.store, &agenda, "agenda", cx.now)?;
    open_meeting(&meeting)
}

pub fn meeting_form(sitting: &Sitting) -> Form {
    let meeting = &sitting.meeting;
    let time = meeting.time.map(crate::record::time::spoken_time).unwrap_or_default();
    let quorum = meeting.quorum.map(|quorum| quorum.to_string()).unwrap_or_default();
    let fields = vec![
        Field::new("Date", &crate::record::time::long_date(meeting.date), "27 February 2023, or 27/02/2023"),
        Field::new("Time", &time, "When it is called for: 6.00 pm, or 18:00"),
        Field::new("Venue", &meeting.venue, "Where it meets."),
        Field::new("Quorum", &quorum, "How many voting members must be present."),
        Field::new("Next meeting", &meeting.next_meeting, "Date, time and place, as it will be printed."),
    ];
    Form::new(format!("{}: this meeting", meeting.slug), Purpose::EditMeeting { meeting: meeting.id }, fields)
}

pub fn item_form(item: &Item, minuting: &Minuting) -> Form {
    let people: Vec<String> = minuting.roster.full_names().map(String::from).collect();
    let fields = vec![
        Field::new("Number", &item.number, "As printed: 5, 6a"),
        Field::new("Title", &item.title, "As on the agenda."),
        Field::new("Purpose", &item.purpose, "What the item is for, or what is recommended; printed above the minute."),
        Field::new("Presenter", &item.presenter, "Who presents it: a post such as DCS, or a name.").choosing(people),
        Field::new("Report", &item.report, "The report and its pages."),
        Field::long("Documents", &item.documents, "Supporting documents, one a line."),
    ];
    let purpose = Purpose::EditItem { meeting: item.meeting, item: item.id };
    Form::new(format!("Item {}", item.label()), purpose, fields)
}

fn save_item(form: &Form, meeting: Id, item: Id, cx: &mut Cx<'_>) -> Result<Outcome> {
    let sitting = cx.store.sitting(meeting)?;
    let before = sitting.item(item).ok_or_else(gone)?;
    let value = |nth: usize| form.value(nth).trim().to_string();
    let after = Item {
        number: value(0),
        title: value(1),
        purpose: value(2),
        presenter: value(3),
        report: value(4),
        documents: value(5),
        ..before.clone()
    };
    bodies::save_item(cx.store, before, after, cx.now)?;
    back("Item changed.")
}

pub fn people_form(body: Id) -> Form {
    let help = "One a line, typed or pasted: Cllr Ann Barrow, Kate Goode (co-opted), Cllr Jan Roe (substitute), Sam \
                Hale, Director of Children's Services (DCS). Ctrl-S adds them.";
    Form::new("Add people", Purpose::AddPeople { body }, vec![Field::long("People", "", help)])
}

pub fn person_form(person: &Person, membership: &Membership) -> Form {
    let kinds = MembershipKind::ALL.iter().map(|kind| kind.word().to_string()).collect();
    let fields = vec![
        Field::new("Title", &person.title, "Cllr, Dr, Mrs … or nothing."),
        Field::new("Name", &person.name, "Given name and surname."),
        Field::new("Initials", &person.initials, "What you type for this person, in lower case."),
        Field::new("Role", &person.role, "The post: Director of Children's Services"),
        Field::new("Abbreviation", &person.abbreviation, "Of the post: DCS"),
        Field::new("Organisation", &person.organisation, "If not the council."),
        Field::new("Membership", membership.kind.word(), "chair, vice-chair, member, co-opted, substitute or officer")
            .choosing(kinds),
    ];
    let purpose = Purpose::EditPerson { body: membership.body, person: person.id };
    Form::new(person.full_name(), purpose, fields)
}

fn save_person(form: &Form, body: Id, person: Id, cx: &mut Cx<'_>) -> Result<Outcome> {
    let people = cx.store.people_of(body)?;
    let (before, membership) = people.iter().find(|(known, _)| known.id == person).ok_or_else(gone)?;
    let value = |nth: usize| form.value(nth).trim().to_string();
    let after = Person {
        id: person,
        title: value(0),
        name: value(1),
        initials: value(2),
        role: value(3),
        abbreviation: value(4),
        organisation: value(5),
    };
    bodies::save_person(cx.store, (before, membership), after, form.value(6), cx.now)?;
    back("Person changed.")
}
