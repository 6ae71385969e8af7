//! The commands: one file for each group of them.
//!
//! Results go to standard output, messages to standard error; the exit status is 0 when done,
//! 1 when refused, 2 for bad usage.

mod actions;
mod book;
mod check;
mod lists;
mod minutes;
mod output;
mod plan_actions;
mod plan_import;
mod plans;
mod proof;
mod reports;
mod slips;
mod styles;

use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::reports::Audience;
use crate::store::Store;
use crate::{clerk::papers::Sort, tui};
use chrono::{Local, NaiveDateTime};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Minute a board meeting live, and print its draft minutes.
#[derive(Parser, Debug)]
#[command(name = "minutebook", version, about, disable_help_subcommand = true)]
struct Arguments {
    /// The book: one file. Default: minutes.db in the data directory.
    #[arg(long, global = true, value_name = "FILE", env = "MINUTEBOOK_BOOK")]
    book: Option<PathBuf>,
    /// Set the clock, as "2023-02-27 18:00".
    #[arg(long, global = true, value_name = "TIME", env = "MINUTEBOOK_NOW", value_parser = parse_now)]
    now: Option<NaiveDateTime>,
    /// Who is at the keyboard, for the history. Default: the user's name.
    #[arg(long, global = true, value_name = "NAME", env = "MINUTEBOOK_CLERK")]
    clerk: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Open the Live screen of a meeting, or of the one in progress.
    Live {
        /// A meeting such as csib-2023-02-27.
        meeting: Option<String>,
    },
    /// Open the Review screen: what was promised, and what became of it.
    Review {
        /// What is asked for: overdue, owner:dcs, body:csib, theme:workforce, older:90d, or words.
        words: Vec<String>,
    },
    /// Open the Plan screen: how an improvement plan stands.
    Plan {
        /// The plan's short name, if the book has several; then what is asked for: overdue, red, quiet, slipping,
        /// theme:workforce, lead:dcs, or words.
        words: Vec<String>,
    },
    /// Open a sample book in the middle of a meeting.
    Demo(book::Demo),
    /// Make a meeting from an agenda file.
    Agenda {
        /// The file, or - for standard input.
        file: PathBuf,
    },
    /// Record capture lines from a file into a meeting.
    Transcribe {
        /// A meeting such as csib-2023-02-27.
        meeting: String,
        /// The file; standard input when it is - or absent.
        file: Option<PathBuf>,
    },
    /// Take in what was exported from another book.
    #[command(subcommand)]
    Import(Import),
    /// Print the minutes of a meeting, or a part of them: decisions, actions, one item, the sheet for the signature.
    Export(minutes::Export),
    /// List the meetings, newest first.
    Meetings(lists::Listing),
    /// List the bodies.
    Bodies(lists::Listing),
    /// List the people of a body, or of the whole book.
    People {
        /// Short name of a body.
        body: Option<String>,
        #[command(flatten)]
        listing: lists::Listing,
    },
    /// List the actions that are outstanding, or those that fit the words; write the slips of a meeting; or
    /// follow one up.
    Actions(actions::Actions),
    /// Write a report: the chair's brief, highlights of a plan, the whole plan; a year's attendance or minutes.
    #[command(subcommand)]
    Report(reports::Report),
    /// List what is unfinished in the minutes; the exit status is 1 when anything is.
    Check(check::Check),
    /// Read the proof of a meeting's minutes: list what looks wrong in their words; the exit status is 1 when
    /// anything does.
    Proof(proof::Proof),
    /// List every step ever made, newest first.
    History {
        /// Only those of this meeting.
        meeting: Option<String>,
        #[command(flatten)]
        listing: lists::Listing,
    },
    /// Find entries by words.
    Search {
        #[arg(required = true)]
        words: Vec<String>,
        #[command(flatten)]
        listing: lists::Listing,
    },
    /// List the improvement plans, show one of their actions or report on it, or merge some into one.
    Plans(plans::Plans),
    /// List the house styles; show, change or write one as a file, or give one to a body.
    Styles(styles::Styles),
    /// Check that no step of the history has been altered.
    Verify,
    /// Copy the whole book to a new file, safely even while it is in use.
    Backup { file: PathBuf },
    /// Put the copy of a book in place of the book; the book itself is kept beside it.
    Restore { file: PathBuf },
}

#[derive(Subcommand, Debug)]
enum Import {
    /// A meeting exported with --as json.
    Json {
        /// The file, or - for standard input.
        file: PathBuf,
    },
    /// An improvement plan from a spreadsheet: CSV, XLSX or ODS, or a newer version of one.
    Plan(plan_import::ImportPlan),
}

macro_rules! words_as_values {
    ($($name:ident),+) => {
        $(impl ValueEnum for $name {
            fn value_variants<'a>() -> &'a [Self] {
                $name::ALL
            }

            fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
                Some(clap::builder::PossibleValue::new(self.word()))
            }
        })+
    };
}

words_as_values!(Audience, Sort);

fn parse_now(text: &str) -> std::result::Result<NaiveDateTime, String> {
    let text = text.trim().replace('T', " ");
    let formats = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
    let found = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok());
    found.ok_or_else(|| "expected a time such as \"2023-02-27 18:00\"".into())
}

/// Does what the arguments say.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match perform(arguments) {
        Ok(code) => code,
        Err(failure) => {
            // What was typed or read may be quoted in it, one problem a line.
            for line in failure.what.lines().chain(failure.hint.lines()) {
                eprintln!("{}", inert(line));
            }
            ExitCode::from(1)
        }
    }
}

fn perform(arguments: Arguments) -> Result<ExitCode> {
    let now = arguments.now.unwrap_or_else(|| Local::now().naive_local());
    let clock = tui::Clock::starting_at(arguments.now);
    let desk = Desk { book: arguments.book, clerk: clerk_name(arguments.clerk), now };
    match arguments.command {
        None => desk.screen(tui::Start::Meetings, clock),
        Some(Command::Live { meeting }) => desk.screen(tui::Start::Live(meeting), clock),
        Some(Command::Review { words }) => desk.screen(tui::Start::Review(words.join(" ")), clock),
        Some(Command::Plan { words }) => desk.screen(tui::Start::Plan(words), clock),
        Some(Command::Demo(demo)) => demo.run(&desk, arguments.now),
        Some(Command::Agenda { file }) => minutes::agenda(&desk, &file),
        Some(Command::Transcribe { meeting, file }) => minutes::transcribe(&desk, &meeting, file.as_deref()),
        Some(Command::Import(Import::Json { file })) => minutes::import_json(&desk, &file),
        Some(Command::Import(Import::Plan(import))) => import.run(&desk),
        Some(Command::Plans(plans)) => plans.run(&desk),
        Some(Command::Export(export)) => export.run(&desk),
        Some(Command::Meetings(listing)) => lists::meetings(&desk, &listing),
        Some(Command::Bodies(listing)) => lists::bodies(&desk, &listing),
        Some(Command::People { body, listing }) => lists::people(&desk, body.as_deref(), &listing),
        Some(Command::Actions(actions)) => actions.run(&desk),
        Some(Command::Report(report)) => report.run(&desk),
        Some(Command::Check(check)) => check.run(&desk),
        Some(Command::Proof(proof)) => proof.run(&desk),
        Some(Command::History { meeting, listing }) => lists::history(&desk, meeting.as_deref(), &listing),
        Some(Command::Search { words, listing }) => lists::search(&desk, &words.join(" "), &listing),
        Some(Command::Styles(styles)) => styles.run(&desk),
        Some(Command::Verify) => book::verify(&desk),
        Some(Command::Backup { file }) => book::backup(&desk, &file),
        Some(Command::Restore { file }) => book::restore(&desk, &file),
    }
}

fn clerk_name(given: Option<String>) -> String {
    let user = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok();
    given.or_else(user).filter(|name| !name.is_empty()).unwrap_or_else(|| "clerk".into())
}

/// What every command needs to know: which book, who, when.
struct Desk {
    book: Option<PathBuf>,
    clerk: String,
    now: NaiveDateTime,
}

impl Desk {
    fn path(&self) -> Result<PathBuf> {
        match &self.book {
            Some(path) => Ok(path.clone()),
            None => Ok(data_directory()?.join("minutes.db")),
        }
    }

    /// Opens the book, and makes it when there is none.
    fn open(&self) -> Result<Store> {
        self.open_at(&self.path()?)
    }

    fn open_at(&self, path: &Path) -> Result<Store> {
        let mut store = Store::open(path)?;
        store.set_clerk(&self.clerk);
        Ok(store)
    }

    /// Opens a book that must be there.
    fn open_existing(&self) -> Result<Store> {
        let mut store = Store::open_existing(&self.path()?)?;
        store.set_clerk(&self.clerk);
        Ok(store)
    }

    fn screen(&self, start: tui::Start, clock: tui::Clock) -> Result<ExitCode> {
        tui::run(self.open()?, start, clock)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns where this operating system keeps a program's data.
fn data_directory() -> Result<PathBuf> {
    let directories = directories::ProjectDirs::from("", "", "minutebook");
    directories.map(|found| found.data_dir().to_owned()).ok_or_else(|| {
        Failure::new("There is no home directory to keep the book in.", "Name the book with --book FILE.")
    })
}
