//! The register of actions: listed, and followed up one by one.

use super::{Desk, output};
use crate::clerk::follow_up::{FollowUp, find, follow_up, roster_of, verb as verb_of, verbs};
use crate::clerk::register::{self, Registered};
use crate::clerk::{Failure, Result, action_list, export, linking};
use crate::document::{calendar, inert, markdown, text};
use crate::record::Id;
use crate::reports::Audience;
use crate::store::{GivenAction, Store};
use crate::text_enum;
use chrono::{NaiveDate, NaiveDateTime};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args, Debug)]
#[command(after_help = examples())]
pub struct Actions {
    /// overdue, due, quiet, slipped, undated, unowned, unlinked, all, a status, owner:dcs, body:csib, theme:workforce,
    /// older:90d, or words; or slips and a meeting.
    words: Vec<String>,
    /// Why, above all when a deadline is moved.
    #[arg(long, value_name = "REASON", default_value = "")]
    because: String,
    /// Who said so. Default: whoever is at the keyboard.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How to write the list. Default: table.
    #[arg(long = "as", value_enum, value_name = "FORMAT")]
    pub(super) format: Option<ActionsFormat>,
    /// Who will read it: the public sees nothing exempt. Default: public; but clerk for table and json,
    /// members for slips.
    #[arg(long, value_enum)]
    pub(super) audience: Option<Audience>,
    /// At most so many rows; all of them without it.
    #[arg(long, value_name = "ROWS")]
    limit: Option<usize>,
    /// Wrap plain text to so many columns.
    #[arg(long, value_name = "COLUMNS", default_value = "80", value_parser = clap::value_parser!(u16).range(20..))]
    pub(super) width: u16,
    /// Write to this file, or to a file of the usual name in this folder, instead of standard output; e-mails
    /// need a folder.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Overwrite a file even if it was edited since it was exported.
    #[arg(long)]
    pub(super) force: bool,
}

text_enum! {
    /// How the register is written.
    pub enum ActionsFormat {
        Table = "table",
        Csv = "csv",
        Json = "json",
        Markdown = "md",
        Text = "text",
        Calendar = "ics",
        Mail = "eml",
    }
}

impl ActionsFormat {
    /// Returns for whom a list in this format is, unless told: the table and the data are the clerk's own,
    /// the others are passed on.
    fn usual_audience(self) -> Audience {
        match self {
            ActionsFormat::Table | ActionsFormat::Json => Audience::Clerk,
            _ => Audience::Public,
        }
    }

    /// Returns the ending of file names.
    fn extension(self) -> &'static str {
        match self {
            ActionsFormat::Table | ActionsFormat::Text => "txt",
            format => format.word(),
        }
    }
}

fn examples() -> String {
    format!(
        "To pass a list on:\n  \
         actions overdue --as md -o .\n  \
         actions owner:dcs --as ics --audience members -o dcs.ics\n\
         To tell everybody after a meeting what they are to do, a page each, or as drafts of e-mails:\n  \
         actions slips csib-2023-02-27\n  \
         actions slips csib-2023-02-27 --as eml -o FOLDER\n\
         To follow one up: actions VERB REF [WORDS], as\n  \
         actions update 23/07 The draft is with the board\n  \
         actions move csib:23/07 by 30 June because the auditor was ill\n  \
         actions pass 23/07 ad-i --because \"the post is vacant\"\n  \
         actions close 23/07\n  \
         actions link csib:23/07 2.3 5.1\n\
         Verbs: {}, link, unlink.",
        verbs()
    )
}

/// Tells whether a word is the reference of an action: `23/07`, `csib:23/07`.
fn is_reference(word: &str) -> bool {
    let number = word.rsplit(':').next().unwrap_or(word);
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit());
    number.split_once('/').is_some_and(|(year, number)| is_number(year) && is_number(number))
}

/// What changes the links of an action.
type Linking = fn(&mut Store, &GivenAction, &[Id], NaiveDateTime) -> Result<String>;

impl Actions {
    pub fn run(&self, desk: &Desk) -> Result<ExitCode> {
        match &self.words[..] {
            [slips, words @ ..] if slips == "slips" => self.slips(words, desk),
            [verb, reference, plan_actions @ ..] if verb == "link" && is_reference(reference) => {
                self.link(linking::link, reference, plan_actions, desk)
            }
            [verb, reference, plan_actions @ ..] if verb == "unlink" && is_reference(reference) => {
                self.link(linking::unlink, reference, plan_actions, desk)
            }
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
        let said = follow_up(&mut store, &given, &heard, said_by, desk.now)?;
        eprintln!("{}.", inert(&said));
        Ok(ExitCode::SUCCESS)
    }

    /// Links an action with plan actions, or takes links out.
    fn link(&self, change: Linking, reference: &str, references: &[String], desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let given = find(&store, reference)?;
        let plan_actions = linking::plan_actions_of(&store, &given, references)?;
        let said = change(&mut store, &given, &plan_actions, desk.now)?;
        eprintln!("{}.", inert(&said));
        Ok(ExitCode::SUCCESS)
    }

    fn list(&self, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let today = desk.now.date();
        let format = self.format.unwrap_or(ActionsFormat::Table);
        let audience = self.audience.unwrap_or(format.usual_audience());
        let rows = register::actions(&store, &self.words, today)?;
        let (mut rows, left_out) = action_list::readable(rows, audience);
        let limit = self.limit.unwrap_or(usize::MAX);
        let is_cut = rows.len() > limit;
        rows.truncate(limit);
        let document = || action_list::document(&rows, &self.words, is_cut, today);
        let content = match format {
            ActionsFormat::Table => output::table(TABLE_HEADER, rows.iter().map(table_cells).collect()),
            ActionsFormat::Json => output::json(&rows)?,
            ActionsFormat::Csv => output::csv(CSV_HEADER, rows.iter().map(csv_cells))?,
            ActionsFormat::Markdown => markdown::write(&document()),
            ActionsFormat::Text => text::write(&document(), Some(self.width.into())),
            ActionsFormat::Mail => {
                let hint = "Ask for the slips of a meeting, as actions slips csib-2023-02-27 --as eml -o FOLDER.";
                return Err(Failure::new("E-mails are written of slips only.", hint));
            }
            ActionsFormat::Calendar => calendar::write(&action_list::calendar(&store, &rows, &self.words, desk.now)?),
        };
        let name = format!("actions-{today}{}.{}", output::for_readers(audience), format.extension());
        self.deliver(&mut store, &content, &name, desk)?;
        say_left_out(left_out);
        Ok(ExitCode::SUCCESS)
    }

    /// Writes to the file that was named, or to one of the usual name in the folder, or to standard output.
    pub(super) fn deliver(&self, store: &mut Store, content: &str, usual_name: &str, desk: &Desk) -> Result<()> {
        let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) else {
            output::print(content)?;
            return Ok(());
        };
        let path = if path.is_dir() { path.join(usual_name) } else { path.to_owned() };
        let written = export::write_file(store, &path, content, self.force, desk.now)?;
        eprintln!("Written: {}", written.display());
        Ok(())
    }
}

/// Says that something exempt was left out: the list itself has no trace of it.
pub(super) fn say_left_out(count: usize) {
    match count {
        0 => {}
        1 => eprintln!("1 exempt action was left out; --audience members has it."),
        count => eprintln!("{count} exempt actions were left out; --audience members has them."),
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
