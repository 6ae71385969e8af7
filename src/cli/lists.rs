//! Lists of what is in the book.

use super::Desk;
use super::output::{one_of, print_json, print_table};
use crate::clerk::format::Format;
use crate::clerk::{Failure, Result};
use crate::record::time::spoken_time;
use clap::Args;
use serde::Serialize;
use std::process::ExitCode;

#[derive(Args, Debug)]
pub struct Listing {
    /// How to write the list.
    #[arg(long = "as", value_parser = one_of([Format::Table, Format::Json]), default_value = "table", value_name = "FORMAT")]
    format: Format,
    /// At most so many rows.
    #[arg(long, default_value = "1000", value_name = "ROWS")]
    limit: u32,
}

impl Listing {
    pub(super) fn print<T: Serialize>(
        &self,
        rows: &[T],
        header: &[&str],
        cells: impl Fn(&T) -> Vec<String>,
    ) -> Result<ExitCode> {
        match self.format {
            Format::Json => print_json(rows),
            _ => print_table(header, rows.iter().map(cells).collect()),
        }
    }
}

pub fn meetings(desk: &Desk, listing: &Listing) -> Result<ExitCode> {
    let rows = desk.open_existing()?.meetings(listing.limit)?;
    listing.print(&rows, &["meeting", "body", "date", "time", "status", "venue"], |row| {
        let time = row.time.map(spoken_time).unwrap_or_default();
        vec![row.meeting.clone(), row.body.clone(), row.date.to_string(), time, row.status.clone(), row.venue.clone()]
    })
}

pub fn bodies(desk: &Desk, listing: &Listing) -> Result<ExitCode> {
    let mut rows = desk.open_existing()?.bodies()?;
    rows.truncate(listing.limit as usize);
    listing.print(&rows, &["body", "name", "quorum", "people", "meetings", "venue"], |row| {
        let quorum = row.quorum.map(|quorum| quorum.to_string()).unwrap_or_default();
        let (people, meetings) = (row.people.to_string(), row.meetings.to_string());
        vec![row.short_name.clone(), row.name.clone(), quorum, people, meetings, row.venue.clone()]
    })
}

/// One line of the list of people.
#[derive(Serialize)]
struct PersonRow {
    name: String,
    initials: String,
    role: String,
    abbreviation: String,
    organisation: String,
    membership: Option<String>,
}

pub fn people(desk: &Desk, body: Option<&str>, listing: &Listing) -> Result<ExitCode> {
    let store = desk.open_existing()?;
    let people = match body {
        None => store.people()?.into_iter().map(|person| (person, None)).collect(),
        Some(name) => {
            let Some(body) = store.body_named(name)? else {
                let known: Vec<String> = store.bodies()?.into_iter().map(|body| body.short_name).collect();
                let hint = format!("There are {}.", known.join(", "));
                return Err(Failure::new(format!("There is no body \u{201c}{name}\u{201d}."), hint));
            };
            let members = store.people_of(body.id)?;
            members.into_iter().map(|(person, membership)| (person, Some(membership.kind))).collect::<Vec<_>>()
        }
    };
    let rows: Vec<PersonRow> = people
        .into_iter()
        .take(listing.limit as usize)
        .map(|(person, kind)| PersonRow {
            name: person.full_name(),
            initials: person.initials,
            role: person.role,
            abbreviation: person.abbreviation,
            organisation: person.organisation,
            membership: kind.map(|kind| kind.word().to_string()),
        })
        .collect();
    listing.print(&rows, &["name", "initials", "membership", "role", "organisation"], |row| {
        let role = match row.abbreviation.as_str() {
            "" => row.role.clone(),
            abbreviation => format!("{} ({abbreviation})", row.role),
        };
        let membership = row.membership.clone().unwrap_or_default();
        vec![row.name.clone(), row.initials.clone(), membership, role, row.organisation.clone()]
    })
}

pub fn history(desk: &Desk, meeting: Option<&str>, listing: &Listing) -> Result<ExitCode> {
    let store = desk.open_existing()?;
    let meeting = meeting.map(|slug| store.find_meeting(slug)).transpose()?;
    let rows = store.history(meeting.map(|meeting| meeting.id), listing.limit)?;
    listing.print(&rows, &["step", "when", "who", "what"], |row| {
        let what = match row.kind.word() {
            "done" => row.words.clone(),
            kind => format!("{kind}: {}", row.words),
        };
        vec![row.seq.to_string(), row.at.format("%F %H:%M:%S").to_string(), row.who.clone(), what]
    })
}

pub fn search(desk: &Desk, words: &str, listing: &Listing) -> Result<ExitCode> {
    let rows = desk.open_existing()?.search(words, listing.limit)?;
    listing.print(&rows, &["meeting", "item", "kind", "text"], |row| {
        vec![row.slug.clone(), row.item_label.clone(), row.kind.clone(), row.text.clone()]
    })
}
