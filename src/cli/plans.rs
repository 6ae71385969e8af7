//! The improvement plans of the book: which there are, one of their actions in full, and two made one.

use super::{Desk, lists, plan_actions};
use crate::clerk::Result;
use crate::clerk::plans::merge;
use crate::document::inert;
use clap::{Args, Subcommand};
use std::process::ExitCode;

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Plans {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    listing: lists::Listing,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Show one plan action in full, with everything in the minutes that ever touched it.
    Show(plan_actions::Show),
    /// Record what was reported of a plan action between meetings.
    Report(plan_actions::Report),
    /// Move everything of some plans into another; they stay in the book, and say where it went.
    Merge {
        /// Short name of the plan that is followed from now on.
        into: String,
        /// Short names of those that are merged into it.
        #[arg(required = true)]
        from: Vec<String>,
    },
}

impl Plans {
    pub fn run(self, desk: &Desk) -> Result<ExitCode> {
        match self.what {
            Some(What::Show(show)) => show.run(desk),
            Some(What::Report(report)) => report.run(desk),
            Some(What::Merge { into, from }) => merge(desk, &into, &from),
            None => list(desk, &self.listing),
        }
    }
}

fn list(desk: &Desk, listing: &lists::Listing) -> Result<ExitCode> {
    let rows = desk.open_existing()?.plans()?;
    listing.print(&rows, &["plan", "body", "name", "period", "version", "themes", "actions", "merged into"], |row| {
        let merged_into = row.merged_into.clone().unwrap_or_default();
        let [plan, body, name, period, version] =
            [&row.plan, &row.body, &row.name, &row.period, &row.version].map(String::clone);
        vec![plan, body, name, period, version, row.themes.to_string(), row.actions.to_string(), merged_into]
    })
}

fn merge(desk: &Desk, into: &str, from: &[String]) -> Result<ExitCode> {
    let merged = merge::merge(&mut desk.open_existing()?, into, from, desk.now)?;
    for renamed in &merged.renamed {
        let line = format!("{} of {} is called {} now.", renamed.before, renamed.plan, renamed.after);
        eprintln!("{}", inert(&line));
    }
    for theme in &merged.united {
        eprintln!("{}", inert(&format!("The theme \u{201c}{theme}\u{201d} was in both.")));
    }
    let risks = if merged.risks == 0 { String::new() } else { format!(" and {} risks", merged.risks) };
    eprintln!("{}", inert(&format!("Moved {} plan actions{risks} into {}.", merged.actions, merged.into)));
    Ok(ExitCode::SUCCESS)
}
