//! Highlight reports, filled from the book.

use super::super::{Failure, Result};
use super::reading;
use crate::capture::fold::fold;
use crate::record::{MeetingStatus, Plan, Theme};
use crate::reports::Audience;
use crate::reports::highlight::{self, Highlight, Since};
use crate::reports::plan_read::PlanRead;
use crate::store::Store;
use chrono::NaiveDate;

/// Finds a plan that is followed, by its short name or name.
pub fn find_plan(store: &Store, name: &str) -> Result<Plan> {
    let plan = store.find_plan(name)?;
    let into = plan.merged_into.map(|into| store.plan(into)).transpose()?.flatten();
    match into {
        None => Ok(plan),
        Some(into) => Err(Failure::new(
            format!("{} was merged into {}.", plan.short_name, into.short_name),
            format!("Ask for {}: it tells what each plan action was called before.", into.short_name),
        )),
    }
}

/// Reads a plan as an audience may see it on a day.
pub fn read_plan(store: &Store, plan: &Plan, audience: Audience, today: NaiveDate) -> Result<PlanRead> {
    let gone = || Failure::new("That plan is no longer there.", "Look at what is there now.");
    reading::read(store, plan.id, audience, today)?.ok_or_else(gone)
}

/// Finds the theme of a plan that a reference, or the beginning of a word of its title, means.
pub fn find_theme(store: &Store, plan: &Plan, name: &str) -> Result<Theme> {
    let themes = store.themes(plan.id)?;
    let wanted = fold(name.trim());
    let is_meant = |theme: &&Theme| {
        let title = fold(&theme.title);
        fold(&theme.reference) == wanted || title == wanted || fold(&theme.name()) == wanted
    };
    let begins = |theme: &&Theme| {
        let title = fold(&theme.title);
        title.starts_with(&wanted) || title.split(' ').any(|word| word.starts_with(&wanted))
    };
    let exact: Vec<&Theme> = themes.iter().filter(is_meant).collect();
    let found = if exact.is_empty() { themes.iter().filter(begins).collect() } else { exact };
    match found.as_slice() {
        [only] if !wanted.is_empty() => Ok((*only).clone()),
        found => {
            let several = found.len() > 1 && !wanted.is_empty();
            let what = match several {
                true => format!("Several {} of {} are called so.", plan.theme_word, plan.short_name),
                false => format!("{} has no {} \u{201c}{name}\u{201d}.", plan.short_name, plan.theme_word),
            };
            let names: Vec<String> = themes.iter().map(Theme::name).collect();
            Err(Failure::new(what, format!("There are {}.", names.join("; "))))
        }
    }
}

/// Returns the meeting after which a highlight report begins: the one that was named, or the last but one that was
/// held.
pub fn since(store: &Store, plan: &Plan, named: Option<&str>, today: NaiveDate) -> Result<Option<Since>> {
    if let Some(name) = named {
        let meeting = store.find_meeting(name)?;
        if meeting.body != plan.body {
            let body = store.body(plan.body)?.map(|body| body.name).unwrap_or_default();
            let what = format!("{} is no meeting of the {body}.", meeting.slug);
            return Err(Failure::new(what, format!("Name one of the body that follows {}.", plan.short_name)));
        }
        return Ok(Some(Since { meeting: meeting.slug, day: meeting.date }));
    }
    let planned = MeetingStatus::Planned.word();
    let held = store.meetings_of(plan.body)?.into_iter();
    let held: Vec<_> = held.filter(|meeting| meeting.date < today && meeting.status != planned).collect();
    Ok(held.iter().rev().nth(1).map(|meeting| Since { meeting: meeting.slug.clone(), day: meeting.date }))
}

/// Makes the highlight report of a plan, or of one theme of it.
pub fn highlight(plan: &PlanRead, theme: Option<&Theme>, since: Option<Since>) -> Highlight {
    highlight::highlight(plan, |read| theme.is_none_or(|theme| read.theme == theme.name()), since)
}
