//! Making and changing bodies, their people, and what a meeting's head and items say.

use super::agenda::not_understood;
use super::{Failure, Result};
use crate::import::agenda::{ListedPerson, read_items, read_people};
use crate::record::calendar::Notice;
use crate::record::time::{parse_date, parse_time};
use crate::record::{Body, Change, Closing, Id, Item, Meeting, Membership, MembershipKind, Person, StandingItem, Step};
use crate::store::Store;
use chrono::NaiveDateTime;

/// What a form says of a body.
#[derive(Clone, Debug, Default)]
pub struct BodyForm<'a> {
    pub name: &'a str,
    pub short_name: &'a str,
    pub called: &'a str,
    pub quorum: &'a str,
    pub venue: &'a str,
    /// One a line.
    pub standing_items: &'a str,
    /// One a line, as in an agenda file; somebody with a post is an officer.
    pub people: &'a str,
    pub notice: &'a str,
    pub closing: &'a str,
}

/// Makes a body, or changes one. Returns it.
pub fn save_body(store: &mut Store, before: Option<&Body>, form: &BodyForm<'_>, now: NaiveDateTime) -> Result<Body> {
    let name = required(form.name, "The body needs a name.")?;
    let otherwise = |given: &str, usual: String| if given.trim().is_empty() { usual } else { given.trim().to_string() };
    let body = Body {
        id: before.map_or_else(|| store.fresh_id(now), |body| body.id),
        name: name.into(),
        short_name: otherwise(form.short_name, Body::short_name_of(name)),
        called: otherwise(form.called, Body::noun_in(name)),
        quorum: quorum(form.quorum)?,
        venue: form.venue.trim().into(),
        notice: notice(form.notice)?,
        closing: closing(form.closing)?,
    };
    let people = read_people(form.people, Some(MembershipKind::Member))
        .map_err(|problems| not_understood(&problems, "People"))?;
    let mut changes = match before {
        Some(before) if *before == body => Vec::new(),
        Some(before) => vec![Change::replaced(before.clone(), body.clone())],
        None => vec![Change::made(body.clone())],
    };
    changes.extend(standing_items(store, body.id, form.standing_items, now)?);
    changes.extend(new_people(store, body.id, &people, now)?);
    let words = format!("Body {} {}", body.short_name, if before.is_some() { "changed" } else { "made" });
    store.apply(Step::of_book(words, changes), now)?;
    Ok(body)
}

fn required<'a>(value: &'a str, what: &str) -> Result<&'a str> {
    match value.trim() {
        "" => Err(Failure::new(what, "Fill it in and save again.")),
        value => Ok(value),
    }
}

fn quorum(words: &str) -> Result<Option<u32>> {
    match words.trim() {
        "" => Ok(None),
        words => words.parse().map(Some).map_err(|_| {
            Failure::new(format!("\u{201c}{words}\u{201d} is no quorum."), "Give a number, or leave it empty.")
        }),
    }
}

fn notice(words: &str) -> Result<Notice> {
    if words.trim().is_empty() {
        return Ok(Notice::default());
    }
    Notice::parse(words).ok_or_else(|| {
        Failure::new(
            format!("\u{201c}{words}\u{201d} is no notice of a meeting."),
            "Write it as 5 clear days, or 3 clear days, Saturdays counted.",
        )
    })
}

fn closing(words: &str) -> Result<Closing> {
    match words.trim() {
        "" => Ok(Closing::default()),
        words => Closing::from_word(&words.to_lowercase()).ok_or_else(|| {
            let known: Vec<&str> = Closing::ALL.iter().map(|way| way.word()).collect();
            Failure::new(
                format!("\u{201c}{words}\u{201d} is no way of closing an action."),
                format!("Write one of: {}.", known.join("; ")),
            )
        }),
    }
}

fn standing_items(store: &mut Store, body: Id, text: &str, now: NaiveDateTime) -> Result<Vec<Change>> {
    let listed = read_items(text).map_err(|problems| not_understood(&problems, "Standing items"))?;
    let before = store.standing_items(body)?;
    let titles = |items: &[StandingItem]| items.iter().map(|item| item.title.clone()).collect::<Vec<_>>();
    if titles(&before) == listed.iter().map(|item| item.title.clone()).collect::<Vec<_>>() {
        return Ok(Vec::new());
    }
    let mut changes: Vec<Change> = before.iter().cloned().map(Change::removed).collect();
    for (position, item) in listed.into_iter().enumerate() {
        let known = before.iter().find(|known| known.title == item.title).map(|known| known.purpose.clone());
        let purpose = if item.purpose.is_empty() { known.unwrap_or_default() } else { item.purpose };
        let id = store.fresh_id(now);
        changes.push(Change::made(StandingItem { id, body, position: position as i64, title: item.title, purpose }));
    }
    Ok(changes)
}

/// Adds people to a body, as typed or pasted: one a line.
pub fn add_people(store: &mut Store, body: Id, text: &str, now: NaiveDateTime) -> Result<usize> {
    let people =
        read_people(text, Some(MembershipKind::Member)).map_err(|problems| not_understood(&problems, "People"))?;
    let changes = new_people(store, body, &people, now)?;
    let count =
        changes.iter().filter(|change| matches!(change.after, Some(crate::record::Record::Membership(_)))).count();
    if count == 0 {
        return Err(Failure::new("Nobody new was named.", "Write one name a line: Cllr Ann Barrow."));
    }
    store.apply(Step::of_book(format!("{count} people added"), changes), now)?;
    Ok(count)
}

fn new_people(store: &mut Store, body: Id, listed: &[ListedPerson], now: NaiveDateTime) -> Result<Vec<Change>> {
    let members = store.people_of(body)?;
    let mut position = members.iter().map(|(_, membership)| membership.position + 1).max().unwrap_or(0);
    let mut changes = Vec::new();
    for listed in listed {
        if members.iter().any(|(person, _)| person.name.eq_ignore_ascii_case(&listed.name)) {
            continue;
        }
        let namesakes = store.people_named(&listed.name)?;
        let person = match &namesakes[..] {
            [known] => known.id,
            _ => {
                let person = listed.person(store.fresh_id(now));
                changes.push(Change::made(person.clone()));
                person.id
            }
        };
        let is_officer = !listed.role.is_empty() && listed.membership == Some(MembershipKind::Member);
        let kind =
            if is_officer { MembershipKind::Officer } else { listed.membership.unwrap_or(MembershipKind::Member) };
        changes.push(Change::made(Membership { id: store.fresh_id(now), body, person, kind, position }));
        position += 1;
    }
    Ok(changes)
}

/// Changes a person and, within a body, the membership.
pub fn save_person(
    store: &mut Store,
    before: (&Person, &Membership),
    after: Person,
    membership: &str,
    now: NaiveDateTime,
) -> Result<()> {
    required(&after.name, "The person needs a name.")?;
    let (person, member) = before;
    let words = membership.trim().to_lowercase();
    let kind = MembershipKind::from_word(&words).ok_or_else(|| {
        let known: Vec<&str> = MembershipKind::ALL.iter().map(|kind| kind.word()).collect();
        Failure::new(
            format!("\u{201c}{words}\u{201d} is no membership."),
            format!("It is one of {}.", known.join(", ")),
        )
    })?;
    let mut changes = Vec::new();
    if *person != after {
        changes.push(Change::replaced(person.clone(), after));
    }
    if member.kind != kind {
        changes.push(Change::replaced(member.clone(), Membership { kind, ..member.clone() }));
    }
    Ok(store.apply(Step::of_book(format!("{} changed", person.full_name()), changes), now)?)
}

/// Changes an item of an agenda.
pub fn save_item(store: &mut Store, before: &Item, after: Item, now: NaiveDateTime) -> Result<()> {
    required(&after.title, "The item needs a title.")?;
    required(&after.number, "The item needs a number.")?;
    if *before == after {
        return Ok(());
    }
    let step = Step::within(
        before.meeting,
        format!("Item {} changed", after.number),
        vec![Change::replaced(before.clone(), after)],
    );
    Ok(store.apply(step, now)?)
}

/// What a form says of a meeting.
#[derive(Clone, Debug, Default)]
pub struct MeetingForm<'a> {
    pub date: &'a str,
    pub time: &'a str,
    pub venue: &'a str,
    pub quorum: &'a str,
    pub next_meeting: &'a str,
}

/// Changes the head of a meeting. Its name in commands stays, so that files and links keep their meaning.
pub fn save_meeting(store: &mut Store, before: &Meeting, form: &MeetingForm<'_>, now: NaiveDateTime) -> Result<()> {
    let after = Meeting {
        date: date(form.date)?,
        time: time(form.time)?,
        venue: form.venue.trim().into(),
        quorum: quorum(form.quorum)?,
        next_meeting: form.next_meeting.trim().into(),
        ..before.clone()
    };
    if *before == after {
        return Ok(());
    }
    let step = Step::within(before.id, "Meeting details changed", vec![Change::replaced(before.clone(), after)]);
    Ok(store.apply(step, now)?)
}

/// Reads a date as a person in Britain writes it.
pub fn date(words: &str) -> Result<chrono::NaiveDate> {
    parse_date(words).ok_or_else(|| {
        Failure::new(format!("\u{201c}{words}\u{201d} is no date."), "Write it as 27 February 2023 or 27/02/2023.")
    })
}

/// Reads a time of day, if there is one.
pub fn time(words: &str) -> Result<Option<chrono::NaiveTime>> {
    match words.trim() {
        "" => Ok(None),
        words => parse_time(words).map(Some).ok_or_else(|| {
            Failure::new(format!("\u{201c}{words}\u{201d} is no time."), "Write it as 6.00 pm or 18:00.")
        }),
    }
}
