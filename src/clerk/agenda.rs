//! Putting an agenda into the book.

use super::plans::links::plan_part;
use super::{Failure, Result};
use crate::import::Problem;
use crate::import::agenda::{self, Agenda};
use crate::import::agenda_step::{self, Known};
use crate::record::Meeting;
use crate::store::Store;
use chrono::NaiveDateTime;

/// Reads an agenda and makes its meeting, all or nothing. `source` names the text in errors.
pub fn load(store: &mut Store, text: &str, source: &str, now: NaiveDateTime) -> Result<Meeting> {
    let agenda = agenda::read(text).map_err(|problems| not_understood(&problems, source))?;
    let unlisted = agenda_step::unlisted_apologies(&agenda, &known(store, &agenda)?);
    if !unlisted.is_empty() {
        return Err(not_understood(&unlisted, source));
    }
    make_meeting(store, &agenda, source, now)
}

/// Makes the meeting of an agenda; `source` names it in errors.
pub fn make_meeting(store: &mut Store, agenda: &Agenda, source: &str, now: NaiveDateTime) -> Result<Meeting> {
    let known = known(store, agenda)?;
    let unknown = agenda_step::unknown_plan_parts(agenda, &known);
    if !unknown.is_empty() {
        return Err(not_understood(&unknown, source));
    }
    let (step, meeting) = agenda_step::step(agenda, &known, store.ids(), now)?;
    store.apply(step, now)?;
    Ok(meeting)
}

fn known(store: &Store, agenda: &Agenda) -> Result<Known> {
    let by_short = match agenda.body_short_name.as_str() {
        "" => None,
        short => store.body_named(short)?,
    };
    let body = match by_short {
        Some(body) => Some(body),
        None => store.body_named(&agenda.body_name)?,
    };
    let mut known = Known::default();
    for person in &agenda.people {
        known.namesakes.extend(store.people_named(&person.name)?);
    }
    if let Some(body) = &body {
        known.standing_items = store.standing_items(body.id)?;
        known.members = store.people_of(body.id)?;
        if let Some(date) = agenda.date {
            known.meetings_that_day = store.meetings_on(body.id, date)?;
        }
        for named in agenda.items.iter().flat_map(|item| &item.plan) {
            if let Ok(part) = plan_part(store, body.id, &named.name) {
                known.plan_parts.insert(named.name.clone(), part);
            }
        }
    }
    known.abbreviations = store.abbreviations()?;
    known.body = body;
    Ok(known)
}

/// Says what is wrong with a file and where, one line for each problem.
pub fn not_understood(problems: &[Problem], source: &str) -> Failure {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{source}:{}:{}: {}", problem.line, problem.column, problem.what))
        .collect();
    Failure::new(lines.join("\n"), "Nothing was changed: mend the file and try again.")
}
