//! The register of actions: listed, and followed up one by one.

use super::Desk;
use super::lists::Listing;
use crate::clerk::follow_up::{FollowUp, VERBS, follow_up};
use crate::clerk::{Result, register};
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
    #[command(flatten)]
    listing: Listing,
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
        rows.truncate(self.listing.limit as usize);
        let header = ["ref", "body", "meeting", "owner", "due", "deadline", "status", "action"];
        self.listing.print(&rows, &header, |row| {
            let owners = std::iter::once(&row.owner).chain(&row.helpers).cloned().collect::<Vec<_>>().join(", ");
            let due = row.due_date.map(|due| due.to_string()).unwrap_or_default();
            let place = [row.reference.clone(), row.body.clone(), row.meeting.clone(), owners, due];
            place.into_iter().chain([row.due_words.clone(), row.status.clone(), row.text.clone()]).collect()
        })
    }
}
