//! The proof of a meeting's minutes: what looks wrong in their words.

use super::Desk;
use super::output::{one_of, print_json, print_table};
use crate::clerk::format::Format;
use crate::clerk::proof::{self, Misprint, add_word, correct, leave};
use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::record::{Meeting, Stet};
use crate::store::Store;
use clap::Args;
use std::process::ExitCode;

#[derive(Args, Debug)]
pub struct Proof {
    /// A meeting such as csib-2023-02-27.
    meeting: String,
    /// Correct what has this number in the list: with the first that is offered, or with --with.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["leave", "add", "left"])]
    correct: Option<usize>,
    /// What to put there instead.
    #[arg(long, value_name = "WORDS", requires = "correct")]
    with: Option<String>,
    /// Leave what has this number as it is written, for a reason that is kept.
    #[arg(long, value_name = "NUMBER", requires = "because", conflicts_with_all = ["add", "left"])]
    leave: Option<usize>,
    /// Why it is left.
    #[arg(long, value_name = "REASON", requires = "leave")]
    because: Option<String>,
    /// Add this word to those that the book knows.
    #[arg(long, value_name = "WORD", conflicts_with = "left")]
    add: Option<String>,
    /// List instead what was left as it is written, and why.
    #[arg(long)]
    left: bool,
    /// How to write the list.
    #[arg(long = "as", value_parser = one_of([Format::Table, Format::Json]), default_value = "table", value_name = "FORMAT")]
    format: Format,
}

impl Proof {
    /// Lists what looks wrong, or settles it; the exit status is 1 when anything does.
    pub fn run(&self, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let meeting = store.find_meeting(&self.meeting)?;
        if self.left {
            return self.list_left(store.stets(meeting.id)?);
        }
        if let Some(said) = self.settle(&mut store, &meeting, desk)? {
            eprintln!("{}.", inert(&said));
            return Ok(ExitCode::SUCCESS);
        }
        let found = with_suggestions(&store, &meeting)?;
        match self.format {
            Format::Table if found.is_empty() => {
                eprintln!("Nothing looks wrong in the words of these minutes.");
                ExitCode::SUCCESS
            }
            Format::Json => print_json(&found)?,
            _ => print_table(HEADER, found.iter().enumerate().map(cells).collect())?,
        };
        Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    /// Does what the arguments ask for, if anything. Returns what was done.
    fn settle(&self, store: &mut Store, meeting: &Meeting, desk: &Desk) -> Result<Option<String>> {
        if let Some(word) = &self.add {
            let sitting = store.sitting(meeting.id)?;
            return add_word(store, &sitting, word, desk.now).map(Some);
        }
        if let (Some(number), Some(because)) = (self.leave, &self.because) {
            let misprint = numbered(with_suggestions(store, meeting)?, number)?;
            return leave(store, &misprint, because, desk.now).map(Some);
        }
        let Some(number) = self.correct else { return Ok(None) };
        let misprint = numbered(with_suggestions(store, meeting)?, number)?;
        let instead = self.with.as_ref().or(misprint.instead.first());
        let instead = instead.ok_or_else(|| {
            Failure::new(format!("Nothing is offered for number {number}."), "Say what to put there: --with WORDS.")
        })?;
        correct(store, &misprint, instead, desk.now).map(Some)
    }

    fn list_left(&self, left: Vec<Stet>) -> Result<ExitCode> {
        match self.format {
            Format::Json => print_json(&left),
            _ => {
                let cells = |left: &Stet| {
                    vec![left.kind.to_string(), left.words.clone(), left.at.to_string(), left.reason.clone()]
                };
                print_table(&["what", "words", "left", "why"], left.iter().map(cells).collect())
            }
        }
    }
}

const HEADER: &[&str] = &["no", "what", "item", "words", "why", "instead"];

fn cells((nth, found): (usize, &Misprint)) -> Vec<String> {
    let number = (nth + 1).to_string();
    let instead = found.instead.join(", ");
    vec![number, found.kind.to_string(), found.item.clone(), found.line.clone(), found.what.clone(), instead]
}

/// Returns what looks wrong, each with what might stand there instead.
fn with_suggestions(store: &Store, meeting: &Meeting) -> Result<Vec<Misprint>> {
    let mut reading = proof::Proof::of(store, meeting.id)?;
    while !reading.is_whole() {
        reading.go_on(store)?;
    }
    let mut found = reading.misprints();
    for misprint in &mut found {
        misprint.instead = reading.instead_of(misprint);
    }
    Ok(found)
}

fn numbered(found: Vec<Misprint>, number: usize) -> Result<Misprint> {
    let count = found.len();
    let nth = number.checked_sub(1).and_then(|nth| found.into_iter().nth(nth));
    nth.ok_or_else(|| Failure::new(format!("There is no number {number}."), format!("The list has {count}.")))
}
