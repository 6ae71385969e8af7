//! The register of actions: listed, and followed up one by one.

use super::Desk;
use super::output::{print_csv, print_json, print_table};
use crate::clerk::Result;
use crate::clerk::follow_up::{FollowUp, VERBS, follow_up};
use crate::clerk::register::{self, Registered};
use crate::text_enum;
use chrono::NaiveDate;
use clap::Args;
use std::process::ExitCode;

#[derive(Args, Debug)]
#[command(after_help = "To follow one up: actions VERB REF [WORDS], as\n  \
                        actions update 23/07 The draft is with the board\n  \
                        actions move csib:23/07 by 30 June --because \"the auditor was ill\"\n  \
                        actions close 23/07\n\
                        Verbs: update, move, start, part, propose, close, hold, supersede, drop, refer, reopen.")]
pub struct Actions {
    /// overdue, all, a status, owner:dcs, body:csib, older:90d, or words that the action holds.
    words: Vec<String>,
    /// Why a deadline is moved.
    #[arg(long, value_name = "REASON", default_value = "")]
    because: String,
    /// Who said so. Default: whoever is at the keyboard.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How to write the list.
    #[arg(long = "as", value_enum, default_value = "table", value_name = "FORMAT")]
    format: ActionsFormat,
    /// At most so many rows.
    #[arg(long, default_value = "1000", value_name = "ROWS")]
    limit: u32,
}

text_enum! {
    /// How the register is written.
    pub enum ActionsFormat {
        Table = "table",
        Csv = "csv",
        Json = "json",
    }
}

impl Actions {
    pub fn run(&self, desk: &Desk) -> Result<ExitCode> {
        match &self.words[..] {
            [verb, reference, rest @ ..] if reference.contains('/') => {
                match VERBS.iter().find(|(known, _)| known == verb) {
                    Some((verb, status)) => {
                        let words = rest.join(" ");
                        let said_by = self.by.clone().unwrap_or_else(|| desk.clerk.clone());
                        let heard = match *verb {
                            "move" => FollowUp { said_by, text: self.because.clone(), status: None, due_words: words },
                            _ => FollowUp { said_by, text: words, status: *status, due_words: String::new() },
                        };
                        let said = follow_up(&mut desk.open_existing()?, reference, heard, desk.now)?;
                        eprintln!("{said}.");
                        Ok(ExitCode::SUCCESS)
                    }
                    None => self.list(desk),
                }
            }
            _ => self.list(desk),
        }
    }

    fn list(&self, desk: &Desk) -> Result<ExitCode> {
        let mut rows = register::actions(&desk.open_existing()?, &self.words, desk.now.date())?;
        rows.truncate(self.limit as usize);
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
    place.into_iter().chain([row.due_words.clone(), row.status.clone(), row.text.clone()]).collect()
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
        row.status.clone(),
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
