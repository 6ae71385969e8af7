//! The register of actions: listed, and followed up one by one.

use super::Desk;
use super::output::{self, Destination, OnTemplate};
use crate::clerk::export::{self, Content, Layout};
use crate::clerk::follow_up::{FollowUp, find, follow_up, roster_of, verb as verb_of, verbs};
use crate::clerk::format::Format;
use crate::clerk::register::{self, Registered};
use crate::clerk::{Failure, Result, action_list, linking};
use crate::document::{calendar, inert};
use crate::record::Id;
use crate::reports::Audience;
use crate::store::{GivenAction, Store};
use chrono::{NaiveDate, NaiveDateTime};
use clap::Args;
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
    #[arg(long = "as", value_parser = output::one_of(formats()), value_name = "FORMAT")]
    pub(super) format: Option<Format>,
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
    #[command(flatten)]
    on_template: OnTemplate,
    #[command(flatten)]
    pub(super) destination: Destination,
}

/// The formats of the register: those of documents, and those of actions.
fn formats() -> Vec<Format> {
    Format::ALL.to_vec()
}

/// Returns for whom a list in a format is, unless told: the table and the data are the clerk's own, the others are
/// passed on.
fn usual_audience(format: Format) -> Audience {
    match format {
        Format::Table | Format::Json => Audience::Clerk,
        _ => Audience::Public,
    }
}

fn examples() -> String {
    format!(
        "To pass a list on:\n  \
         actions overdue --as md -o .\n  \
         actions all body:csib --as xlsx -o .\n  \
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
        let format = self.format.unwrap_or(Format::Table);
        let audience = self.audience.unwrap_or(usual_audience(format));
        let rows = register::actions(&store, &self.words, today)?;
        let (mut rows, left_out) = action_list::readable(rows, audience);
        let limit = self.limit.unwrap_or(usize::MAX);
        let is_cut = rows.len() > limit;
        rows.truncate(limit);
        let template = self.on_template.read()?;
        let layout = Layout::new(format, Some(self.width.into()), template.as_ref())?;
        let content: Content = match format {
            Format::Table => output::table(TABLE_HEADER, rows.iter().map(table_cells).collect()).into(),
            Format::Json => export::json(&rows)?,
            Format::Mail => {
                let hint = "Ask for the slips of a meeting, as actions slips csib-2023-02-27 --as eml -o FOLDER.";
                return Err(Failure::new("E-mails are written of slips only.", hint));
            }
            Format::Calendar => calendar::write(&action_list::calendar(&store, &rows, &self.words, desk.now)?).into(),
            format => {
                let document = action_list::document(&rows, &self.words, is_cut, today, format);
                export::written(&document, layout)?
            }
        };
        let name = format!("actions-{today}{}.{}", output::for_readers(audience), format.extension());
        let done = self.destination.deliver(&mut store, &content, (&name, format), desk)?;
        say_left_out(left_out);
        Ok(done)
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

fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
