//! Loose ends: what is unfinished in the minutes, and what was dismissed for a reason.

use super::Desk;
use super::output::{one_of, print_json, print_table};
use crate::clerk::check::{LooseEnd, all_loose_ends, dismiss, loose_ends};
use crate::clerk::format::Format;
use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::record::Dismissal;
use clap::Args;
use std::process::ExitCode;

#[derive(Args, Debug)]
pub struct Check {
    /// A meeting such as csib-2023-02-27; without one, every meeting whose minutes are not confirmed.
    meeting: Option<String>,
    /// Leave the loose end of this number in the list, for a reason that is kept.
    #[arg(long, value_name = "NUMBER", requires = "because", requires = "meeting")]
    dismiss: Option<usize>,
    /// Why it is left.
    #[arg(long, value_name = "REASON")]
    because: Option<String>,
    /// List instead what was left on purpose in this meeting, and why.
    #[arg(long, requires = "meeting", conflicts_with = "dismiss")]
    dismissed: bool,
    /// How to write the list.
    #[arg(long = "as", value_parser = one_of([Format::Table, Format::Json]), default_value = "table", value_name = "FORMAT")]
    format: Format,
}

impl Check {
    /// Lists the loose ends; the exit status is 1 when there are any.
    pub fn run(&self, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        if let (Some(slug), true) = (&self.meeting, self.dismissed) {
            let left = store.dismissals(store.find_meeting(slug)?.id)?;
            return match self.format {
                Format::Json => print_json(&left),
                _ => {
                    let cells =
                        |left: &Dismissal| vec![left.kind.to_string(), left.at.to_string(), left.reason.clone()];
                    print_table(&["loose end", "left", "why"], left.iter().map(cells).collect())
                }
            };
        }
        let found = match &self.meeting {
            Some(slug) => loose_ends(&store, store.find_meeting(slug)?.id)?,
            None => all_loose_ends(&store)?,
        };
        if let (Some(number), Some(because)) = (self.dismiss, &self.because) {
            let end = number.checked_sub(1).and_then(|nth| found.get(nth)).ok_or_else(|| {
                Failure::new(format!("There is no loose end {number}."), format!("The list has {}.", found.len()))
            })?;
            let said = dismiss(&mut store, end, because, desk.now)?;
            eprintln!("{}.", inert(&said));
            return Ok(ExitCode::SUCCESS);
        }
        match self.format {
            Format::Table if found.is_empty() => {
                eprintln!("Nothing is unfinished.");
                ExitCode::SUCCESS
            }
            Format::Json => print_json(&found)?,
            _ => print_table(HEADER, found.iter().enumerate().map(cells).collect())?,
        };
        Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

const HEADER: &[&str] = &["no", "loose end", "meeting", "item", "what", "what settles it"];

fn cells((nth, end): (usize, &LooseEnd)) -> Vec<String> {
    let number = (nth + 1).to_string();
    vec![number, end.kind.to_string(), end.meeting.clone(), end.item.clone(), end.what.clone(), end.settle.clone()]
}
