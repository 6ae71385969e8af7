//! The register: every action with its owner and the day by which it is due, and which of them are wanted.

use super::{Failure, Result};
use crate::capture::fold::fold;
use crate::capture::read_deadline;
use crate::record::action::{deadline_after, slips, status_after};
use crate::record::calendar::Notice;
use crate::record::deadline::coming_meetings;
use crate::record::{ActionOwner, ActionStatus, ActionUpdate, Id, Person};
use crate::store::{GivenAction, Store};
use chrono::{Days, NaiveDate, NaiveDateTime};
use serde::Serialize;
use std::collections::HashMap;

/// One action as lists and scripts have it. The names are relied on: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Registered {
    /// Reference within the body and year: `23/07`.
    #[serde(rename = "ref")]
    pub reference: String,
    pub body: String,
    /// Name of the meeting that gave it.
    pub meeting: String,
    /// The day of that meeting.
    pub given: NaiveDate,
    pub item: String,
    /// Who is accountable, as minutes name them; empty where nobody is.
    pub owner: String,
    pub helpers: Vec<String>,
    pub text: String,
    /// By when, exactly as typed, as it stands now.
    pub due_words: String,
    pub due_date: Option<NaiveDate>,
    /// Name of the meeting for which it is due, where the words mean one that is in the book.
    pub due_meeting: Option<String>,
    /// The day that the words meant with which it was given.
    pub original_due: Option<NaiveDate>,
    pub status: ActionStatus,
    /// How often the deadline was moved.
    pub slips: u32,
    /// References of plan actions, as typed.
    pub plan_links: Vec<String>,
    pub exempt: bool,
    /// What was heard of it since, in order.
    pub updates: Vec<Heard>,
    /// What an owner may be called, folded.
    #[serde(skip)]
    owner_names: Vec<String>,
}

/// One update of an action, as scripts have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heard {
    pub at: NaiveDateTime,
    pub said_by: String,
    pub text: String,
    /// What became of the action, if anything did.
    pub status: Option<ActionStatus>,
    /// The new deadline's words; empty where it was not moved.
    pub due_words: String,
}

/// Returns the actions that fit the words, by body and reference.
///
/// The words are `overdue`, `all`, a status, `owner:dcs`, `body:csb`, `older:90d`, and any others, which
/// the action holds. Without `all` or a status only what is outstanding is meant.
pub fn actions(store: &Store, words: &[String], today: NaiveDate) -> Result<Vec<Registered>> {
    let wanted = words.iter().map(|word| Filter::read(word, today)).collect::<Result<Vec<_>>>()?;
    let is_of_status = |filter: &Filter| matches!(filter, Filter::All | Filter::Status(_));
    let outstanding_only = !wanted.iter().any(is_of_status);
    let people: HashMap<Id, Person> = store.people()?.into_iter().map(|person| (person.id, person)).collect();
    let days = store.meeting_days()?;
    let rows = store.actions()?.into_iter().map(|given| {
        let meetings = days.get(&given.action.body).map(Vec::as_slice).unwrap_or_default();
        registered(given, &people, meetings)
    });
    let fits = |row: &Registered| {
        (row.status.is_outstanding() || !outstanding_only) && wanted.iter().all(|filter| filter.fits(row, today))
    };
    Ok(rows.filter(fits).collect())
}

fn registered(given: GivenAction, people: &HashMap<Id, Person>, meetings: &[(NaiveDate, String)]) -> Registered {
    let read = |words: &str, day: NaiveDate| {
        let mut later: Vec<NaiveDate> = meetings.iter().map(|(date, _)| *date).filter(|date| *date > day).collect();
        later.dedup();
        let coming = coming_meetings(later, &given.next_meeting, day);
        let deadline = read_deadline(words, day, &given.called);
        let due = deadline.and_then(|deadline| deadline.day(&coming, Notice::OF_COUNCILS));
        (due, deadline.and_then(|deadline| deadline.meeting(&coming)))
    };
    let (due_words, since) = deadline_after(&given.action, given.given, &given.updates);
    let (due_date, due_meeting) = read(due_words, since);
    let (original_due, _) = read(&given.action.due_words, given.given);
    let (due_words, status) = (due_words.to_string(), status_after(&given.action, &given.updates));
    let name = |owner: &ActionOwner| match owner.person.and_then(|id| people.get(&id)) {
        Some(person) => person.speaking_name(),
        None => owner.words.clone(),
    };
    let mut names = given.owners.iter().map(name);
    let owner = names.next().unwrap_or_default();
    let called = |owner: &ActionOwner| match owner.person.and_then(|id| people.get(&id)) {
        Some(person) => {
            vec![fold(&person.abbreviation), fold(&person.initials), fold(&person.name), fold(&person.role)]
        }
        None => vec![fold(&owner.words)],
    };
    Registered {
        reference: given.action.reference(),
        owner,
        helpers: names.collect(),
        owner_names: given.owners.iter().flat_map(called).collect(),
        due_date,
        due_meeting: meetings.iter().find(|(day, _)| Some(*day) == due_meeting).map(|(_, name)| name.clone()),
        original_due,
        slips: slips(&given.updates),
        status,
        plan_links: given.action.plan_references.split_whitespace().map(str::to_string).collect(),
        due_words,
        body: given.body,
        meeting: given.meeting,
        given: given.given,
        item: given.item,
        text: given.text,
        exempt: given.is_exempt,
        updates: given.updates.into_iter().map(heard).collect(),
    }
}

fn heard(update: ActionUpdate) -> Heard {
    let ActionUpdate { at, said_by, text, status, due_words, .. } = update;
    Heard { at, said_by, text, status, due_words }
}

/// What one word of a question asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Filter {
    Overdue,
    All,
    Status(ActionStatus),
    Owner(String),
    Body(String),
    /// Given on this day or before.
    GivenUntil(NaiveDate),
    Holds(String),
}

impl Filter {
    fn read(word: &str, today: NaiveDate) -> Result<Filter> {
        let folded = fold(word);
        let filter = match folded.split_once(':') {
            Some(("owner", name)) if !name.is_empty() => Filter::Owner(name.into()),
            Some(("body", name)) if !name.is_empty() => Filter::Body(name.into()),
            Some(("older", age)) => Filter::GivenUntil(day_before(age, today)?),
            Some((key, _)) => {
                return Err(Failure::new(
                    format!("\u{201c}{key}:\u{201d} is nothing that actions are asked by."),
                    "Ask by owner:dcs, body:csib, older:90d, overdue, all, a status such as closed, or words.",
                ));
            }
            None => match folded.as_str() {
                "overdue" => Filter::Overdue,
                "all" => Filter::All,
                status => match ActionStatus::ALL.iter().find(|known| known.word().replace(' ', "-") == status) {
                    Some(status) => Filter::Status(*status),
                    None => Filter::Holds(folded),
                },
            },
        };
        Ok(filter)
    }

    fn fits(&self, row: &Registered, today: NaiveDate) -> bool {
        match self {
            Filter::Overdue => row.status.is_outstanding() && row.due_date.is_some_and(|due| due < today),
            Filter::All => true,
            Filter::Status(status) => row.status == *status,
            Filter::Owner(name) => row.owner_names.iter().any(|known| {
                known == name || (name.len() > 2 && known.split(' ').any(|part| part.starts_with(name.as_str())))
            }),
            Filter::Body(name) => fold(&row.body) == *name,
            Filter::GivenUntil(day) => row.given <= *day,
            Filter::Holds(word) => {
                let fields = [&row.text, &row.item, &row.reference, &row.due_words];
                fields.iter().any(|field| fold(field).contains(word.as_str()))
            }
        }
    }
}

/// Reads an age, `90d`, `6w` or `3m`, as the day so long ago.
fn day_before(age: &str, today: NaiveDate) -> Result<NaiveDate> {
    let split = age.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(age.len());
    let (count, unit) = age.split_at(split);
    let day = count.parse::<u32>().ok().and_then(|count| match unit {
        "" | "d" => today.checked_sub_days(Days::new(count.into())),
        "w" => today.checked_sub_days(Days::new(7 * u64::from(count))),
        "m" => today.checked_sub_months(chrono::Months::new(count)),
        _ => None,
    });
    day.ok_or_else(|| {
        Failure::new(
            format!("\u{201c}{age}\u{201d} is no age."),
            "Give days, weeks or months: older:90d, older:6w, older:3m.",
        )
    })
}
