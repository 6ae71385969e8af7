//! The book itself: samples, checks, copies.

use super::{Desk, data_directory};
use crate::clerk::{Failure, Result, demo, synthetic};
use crate::store::{Store, Verified};
use crate::tui;
use chrono::NaiveDateTime;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;
use std::process::ExitCode;

#[derive(Args, Debug)]
pub struct Demo {
    /// Write an invented book of so many entries to --book, and open no screen.
    #[arg(long, value_name = "N", requires = "book")]
    entries: Option<usize>,
    /// In the invented book one entry in so many is an action.
    #[arg(long, value_name = "N", requires = "entries", default_value_t = synthetic::ONE_ACTION_IN)]
    one_action_in: u32,
    /// Begin the sample book afresh.
    #[arg(long)]
    fresh: bool,
}

impl Demo {
    pub fn run(self, desk: &Desk, now: Option<NaiveDateTime>) -> Result<ExitCode> {
        match self.entries {
            Some(entries) => synthetic(desk, entries, self.one_action_in),
            None => self.sample(desk, now),
        }
    }

    /// Opens the sample book, made when it is not there yet, at the time of its meeting in progress.
    fn sample(self, desk: &Desk, now: Option<NaiveDateTime>) -> Result<ExitCode> {
        let path = match &desk.book {
            Some(path) => path.clone(),
            None => data_directory()?.join("demo.db"),
        };
        if self.fresh {
            move_aside(&path)?;
        }
        let is_new = !path.exists();
        let mut store = desk.open_at(&path)?;
        if is_new {
            demo::fill(&mut store)?;
        }
        let slug = demo::SAMPLE.last().map(|(name, ..)| *name).unwrap_or_default();
        let meeting = store.find_meeting(slug)?;
        let then = demo::latest_time(&store, &meeting)?;
        let clock = tui::Clock::starting_at(Some(now.unwrap_or(then)));
        tui::run(store, tui::Start::Live(Some(meeting.slug)), clock)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn synthetic(desk: &Desk, entries: usize, one_action_in: u32) -> Result<ExitCode> {
    let path = desk.path()?;
    if path.exists() {
        return Err(Failure::new(
            format!("{} exists already.", path.display()),
            "Name a new file: an invented book never goes into one that is in use.",
        ));
    }
    let mut store = desk.open_at(&path)?;
    let bar = ProgressBar::new(entries as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} entries, {eta} left") {
        bar.set_style(style);
    }
    synthetic::fill(&mut store, entries, one_action_in, |made| bar.set_position(made as u64))?;
    bar.finish_and_clear();
    store.tidy()?;
    eprintln!("Wrote {entries} entries to {}.", path.display());
    Ok(ExitCode::SUCCESS)
}

pub fn verify(desk: &Desk) -> Result<ExitCode> {
    match desk.open_existing()?.verify()? {
        Verified::Whole { steps, hash } => {
            super::output::print(&format!("{steps} steps, unaltered; the last is {hash}.\n"))
        }
        Verified::BrokenAt { seq, words } => Err(Failure::new(
            format!("Step {seq} (\u{201c}{words}\u{201d}), or the one before it, has been altered."),
            "Compare the book with a backup made before; do not go on minuting in it.",
        )),
        Verified::RowAltered { table, id } => Err(Failure::new(
            format!("Row {} of the table {table} is not what the history made it.", id.0),
            "Somebody changed the book without this program: compare it with a backup made before.",
        )),
    }
}

pub fn backup(desk: &Desk, file: &Path) -> Result<ExitCode> {
    desk.open_existing()?.copy_to(file)?;
    eprintln!("Copied the book to {}.", file.display());
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy in the book's place, after checking that it is a whole book; the old one is kept.
pub fn restore(desk: &Desk, file: &Path) -> Result<ExitCode> {
    let copy = Store::open_existing(file)?;
    if !matches!(copy.verify()?, Verified::Whole { .. }) {
        return Err(Failure::new(
            format!("{} has been altered since it was written.", file.display()),
            "Restore another copy; the book was left as it is.",
        ));
    }
    let path = desk.path()?;
    let kept = move_aside(&path)?;
    copy.copy_to(&path)?;
    match kept {
        Some(kept) => eprintln!("Restored {}; the book before is kept as {}.", path.display(), kept.display()),
        None => eprintln!("Restored {}.", path.display()),
    }
    Ok(ExitCode::SUCCESS)
}

/// Renames a book, so that another can take its place. Nothing is ever deleted.
fn move_aside(path: &Path) -> Result<Option<std::path::PathBuf>> {
    if !path.exists() {
        return Ok(None);
    }
    // Everything in the log must be in the file itself before it goes by another name.
    drop(Store::open_existing(path)?);
    let kept = (1..).map(|n| path.with_extension(format!("before-{n}.db"))).find(|kept| !kept.exists());
    let kept = kept.unwrap_or_else(|| path.with_extension("before.db"));
    std::fs::rename(path, &kept).map_err(|error| {
        Failure::new(format!("{} cannot be renamed: {error}.", path.display()), "Close other programs that use it.")
    })?;
    for suffix in ["-wal", "-shm", ".half-typed"] {
        let beside = |path: &Path| std::path::PathBuf::from(format!("{}{suffix}", path.display()));
        let _ = std::fs::rename(beside(path), beside(&kept));
    }
    Ok(Some(kept))
}
