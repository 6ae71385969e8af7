//! The register of actions: listed, and followed up one by one.

use super::Desk;
use super::output::{print_csv, print_json, print_table};
use crate::clerk::Result;
use crate::clerk::follow_up::{FollowUp, find, follow_up, refuse_tie, roster_of, verb as verb_of, verbs};
use crate::clerk::register::{self, Registered};
use crate::document::inert;
use crate::text_enum;
use chrono::NaiveDate;
use clap::Args;
use std::process::ExitCode;

#[derive(Args, Debug)]
#[command(after_help = examples())]
pub struct Actions {
    /// overdue, due, quiet, slipped, undated, unowned, all, a status, owner:dcs, body:csib, older:90d, or words.
    words: Vec<String>,
    /// Why, above all when a deadline is moved.
    #[arg(long, value_name = "REASON", default_value = "")]
    because: String,
    /// Who said so. Default: whoever is at the keyboard.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How to write the list.
    #[arg(long = "as", value_enum, default_value = "table", value_name = "FORMAT")]
    format: ActionsFormat,
    /// At most so many rows; all of them without it.
    #[arg(long, value_name = "ROWS")]
    limit: Option<usize>,
}

text_enum! {
    /// How the register is written.
    pub enum ActionsFormat {
        Table = "table",
        Csv = "csv",
        Json = "json",
    }
}

fn examples() -> String {
    format!(
        "To follow one up: actions VERB REF [WORDS], as\n  \
         actions update 23/07 The draft is with the board\n  \
         actions move csib:23/07 by 30 June because the auditor was ill\n  \
         actions pass 23/07 ad-i --because \"the post is vacant\"\n  \
         actions close 23/07\n\
         Verbs: {}.",
        verbs()
    )
}

/// Tells whether a word is the reference of an action: `23/07`, `csib:23/07`.
fn is_reference(word: &str) -> bool {
    let number = word.rsplit(':').next().unwrap_or(word);
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit());
    number.split_once('/').is_some_and(|(year, number)| is_number(year) && is_number(number))
}

impl Actions {
    pub fn run(&self, desk: &Desk) -> Result<ExitCode> {
        match &self.words[..] {
            [verb, reference, words @ ..] if is_reference(reference) => {
                self.follow_up(verb, reference, words.join(" "), desk)
            }
            _ => self.list(desk),
        }
    }

    fn follow_up(&self, verb: &str, reference: &str, words: String, desk: &Desk) -> Result<ExitCode> {
        let verb = verb_of(verb)?;
        let mut store = desk.open_existing()?;
        let given = find(&store, reference)?;
        let said_by = self.by.as_ref().unwrap_or(&desk.clerk);
        let heard = FollowUp::of(verb, &words, &self.because, &roster_of(&store, &given)?);
        refuse_tie(&heard)?;
        let said = follow_up(&mut store, &given, &heard, said_by, desk.now)?;
        eprintln!("{}.", inert(&said));
        Ok(ExitCode::SUCCESS)
    }

    fn list(&self, desk: &Desk) -> Result<ExitCode> {
        let mut rows = register::actions(&desk.open_existing()?, &self.words, desk.now.date())?;
        rows.truncate(self.limit.unwrap_or(usize::MAX));
        match self.format {
            ActionsFormat::Json => print_json(&rows),
            ActionsFormat::Csv => print_csv(CSV_HEADER, rows.iter().map(csv_cells)),
            ActionsFormat::Table => print_table(TABLE_HEADER, rows.iter().map(table_cells).collect()),
        }
    }
}

const TABLE_HEADER: &[&str] = &["ref", "body", "meeting", "owner", "due", "deadline", "status", "action"];

fn table_cells(row: &Registered) -> Vec<String> {
    let owners = std::iter::once(&row.owner).chain(&row.helpers).cloned().collect::<Vec<_>>().join(", ");
    let place = [row.reference.clone(), row.body.clone(), row.meeting.clone(), owners, written(row.due_date)];
    place.into_iter().chain([row.due_words.clone(), row.status.to_string(), row.text.clone()]).collect()
}

const CSV_HEADER: &[&str] = &[
    "Reference",
    "Action",
    "Owner",
    "Helpers",
    "Deadline",
    "Due",
    "Originally due",
    "Moved",
    "Status",
    "Plan",
    "Meeting",
    "Given",
    "Item",
    "Exempt",
];

fn csv_cells(row: &Registered) -> Vec<String> {
    vec![
        // With the body in front: a spreadsheet takes 23/07 alone for a day in July.
        format!("{} {}", row.body, row.reference),
        row.text.clone(),
        row.owner.clone(),
        row.helpers.join(", "),
        row.due_words.clone(),
        written(row.due_date),
        written(row.original_due),
        row.slips.to_string(),
        row.status.to_string(),
        row.plan_links.join(", "),
        row.meeting.clone(),
        row.given.to_string(),
        row.item.clone(),
        if row.exempt { "exempt" } else { "" }.into(),
    ]
}

fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
