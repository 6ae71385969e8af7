//! Reports to the board: the chair's brief, highlight reports, the whole plan; and a year's attendance and minutes.

use super::Desk;
use super::output::{self, Destination, OnTemplate};
use crate::clerk::export::{self, Content, Layout, Template};
use crate::clerk::format::{Format, Holds};
use crate::clerk::plans::{brief, highlight};
use crate::clerk::{Failure, Result, year};
use crate::document::Document;
use crate::record::Year;
use crate::reports::{Audience, attendance, brief_document, highlight as highlight_report, plan_table};
use crate::store::Store;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::process::ExitCode;

#[derive(Subcommand, Debug)]
pub enum Report {
    /// The chair's brief for the next meeting of a body: what is outstanding, what changed, what to ask.
    Brief {
        /// Short name of a body.
        body: String,
        #[command(flatten)]
        writing: Writing,
    },
    /// A highlight and exception report on a plan: updates, achievements, exceptions, risks.
    Highlight {
        /// Short name of a plan.
        plan: String,
        /// Only this theme: its reference, or a word of its title.
        #[arg(long, value_name = "THEME")]
        theme: Option<String>,
        /// Begin after this meeting, such as csib-2023-02-27. Default: the last but one.
        #[arg(long, value_name = "MEETING")]
        since: Option<String>,
        #[command(flatten)]
        writing: Writing,
    },
    /// The whole plan as a table, with how each plan action was rated and when.
    Plan {
        /// Short name of a plan.
        plan: String,
        #[command(flatten)]
        writing: Writing,
    },
    /// Who was at which meeting of a body in a year.
    Attendance {
        /// Short name of a body.
        body: String,
        #[command(flatten)]
        of: OfYear,
        #[command(flatten)]
        writing: Writing,
    },
    /// The minutes of a body's year as one volume, with contents and an index of items, people and actions.
    Volume {
        /// Short name of a body.
        body: String,
        #[command(flatten)]
        of: OfYear,
        #[command(flatten)]
        writing: Writing,
    },
}

#[derive(Args, Debug)]
pub struct OfYear {
    /// 2023, or 2023/24 for May to April. Default: this year.
    #[arg(long, value_name = "YEAR", value_parser = read_year)]
    year: Option<Year>,
}

fn read_year(words: &str) -> std::result::Result<Year, String> {
    Year::read(words).ok_or_else(|| "expected a year such as 2023, or 2023/24 for May to April".into())
}

#[derive(Args, Debug)]
pub struct Writing {
    /// The format. xlsx has the tables of a report, csv the first of them.
    #[arg(long = "as", value_parser = output::one_of(Format::of_documents()), default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// Who will read it: the public sees nothing exempt, nobody sees private notes. Default: public; members for
    /// the brief.
    #[arg(long, value_enum)]
    audience: Option<Audience>,
    /// Wrap plain text to so many columns.
    #[arg(long, value_name = "COLUMNS", default_value = "100", value_parser = clap::value_parser!(u16).range(20..))]
    width: u16,
    #[command(flatten)]
    on_template: OnTemplate,
    #[command(flatten)]
    destination: Destination,
}

impl Report {
    pub fn run(&self, desk: &Desk) -> Result<ExitCode> {
        match self {
            Report::Brief { body, writing } => writing.brief(body, desk),
            Report::Highlight { plan, theme, since, writing } => {
                writing.highlight(plan, theme.as_deref(), since.as_deref(), desk)
            }
            Report::Plan { plan, writing } => writing.plan(plan, desk),
            Report::Attendance { body, of, writing } => writing.attendance(body, of, desk),
            Report::Volume { body, of, writing } => writing.volume(body, of, desk),
        }
    }
}

impl Writing {
    fn brief(&self, name: &str, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let body = brief::find_body(&store, name)?;
        let readers = self.readers(Audience::Members);
        let (brief, plans) = brief::brief(&store, &body, readers.0, desk.now.date())?;
        let document = |draws| brief_document::document(&brief, &plans, draws);
        let content = self.told(&brief, document)?;
        let day = brief.next_meeting.as_ref().map_or(brief.day, |next| next.day);
        let name = name_on(&body.short_name, day, &["brief"], readers, self.format);
        self.deliver(&mut store, &content, &name, desk)
    }

    fn highlight(&self, name: &str, theme: Option<&str>, since: Option<&str>, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let (plan, today) = (highlight::find_plan(&store, name)?, desk.now.date());
        let readers = self.readers(Audience::Public);
        let theme = theme.map(|theme| highlight::find_theme(&store, &plan, theme)).transpose()?;
        let since = highlight::since(&store, &plan, since, today)?;
        let read = highlight::read_plan(&store, &plan, readers.0, today)?;
        let told = highlight::highlight(&read, theme.as_ref(), since);
        let document = |draws| highlight_report::document(&read, &told, draws);
        let content = self.told(&told, document)?;
        let title = theme.map(|theme| theme.title).unwrap_or_default();
        let name = name_on(&plan.short_name, today, &["highlight", &title], readers, self.format);
        self.deliver(&mut store, &content, &name, desk)
    }

    fn plan(&self, name: &str, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let (plan, today) = (highlight::find_plan(&store, name)?, desk.now.date());
        let readers = self.readers(Audience::Public);
        let read = highlight::read_plan(&store, &plan, readers.0, today)?;
        let document = |draws| plan_table::document(&read, draws);
        let content = self.told(&read, document)?;
        let name = name_on(&plan.short_name, today, &["plan"], readers, self.format);
        self.deliver(&mut store, &content, &name, desk)
    }

    /// Returns for whom it is, and for whom such a report usually is.
    fn readers(&self, usual: Audience) -> (Audience, Audience) {
        (self.audience.unwrap_or(usual), usual)
    }

    fn attendance(&self, name: &str, of: &OfYear, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let (body, year) = (brief::find_body(&store, name)?, of.read(desk)?);
        let readers = self.readers(Audience::Public);
        let found = year::meetings(&store, &body, &year)?;
        let told_of = year::attendance(&store, &body, &year, &found.held, readers.0)?;
        let content = self.told(&told_of, |_| attendance::document(&told_of))?;
        let name = export::file_name(&[&body.short_name, year.name(), "attendance"], readers, self.format);
        let done = self.deliver(&mut store, &content, &name, desk)?;
        say_to_come(&found.to_come);
        Ok(done)
    }

    fn volume(&self, name: &str, of: &OfYear, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let (body, year) = (brief::find_body(&store, name)?, of.read(desk)?);
        if self.format.holds() != Holds::Documents {
            return Err(self.format.unsuited("A volume of minutes"));
        }
        let readers = self.readers(Audience::Public);
        if readers.0 == Audience::Clerk {
            return Err(Failure::new("Private notes are in no document.", "Use --audience members."));
        }
        let found = year::meetings(&store, &body, &year)?;
        let volume = year::volume(&store, &body, &year, &found.held, readers.0)?;
        let template = self.on_template.read()?;
        let content = export::written(&volume, self.layout(template.as_ref())?)?;
        let draft = if found.held.iter().all(|meeting| meeting.status.is_locked()) { "" } else { "draft" };
        let name = export::file_name(&[&body.short_name, year.name(), draft, "volume"], readers, self.format);
        let done = self.deliver(&mut store, &content, &name, desk)?;
        say_to_come(&found.to_come);
        Ok(done)
    }

    fn layout<'a>(&self, template: Option<&'a Template>) -> Result<Layout<'a>> {
        Layout::new(self.format, Some(self.width.into()), template)
    }

    /// Returns a report as it is wanted. `document` is told whether pictures can be drawn.
    fn told(&self, records: &impl Serialize, document: impl FnOnce(bool) -> Document) -> Result<Content> {
        let template = self.on_template.read()?;
        export::told(records, document, self.layout(template.as_ref())?)
    }

    fn deliver(&self, store: &mut Store, content: &Content, usual_name: &str, desk: &Desk) -> Result<ExitCode> {
        self.destination.deliver(store, content, (usual_name, self.format), desk)
    }
}

impl OfYear {
    fn read(&self, desk: &Desk) -> Result<Year> {
        let year = self.year.clone().or_else(|| Year::of(desk.now.date()));
        year.ok_or_else(|| Failure::new("There is no such year.", "Name one with --year 2023."))
    }
}

/// Says which meetings of a year are in none of its reports yet.
fn say_to_come(names: &[String]) {
    if !names.is_empty() {
        eprintln!("Not in it, because they have not been closed: {}.", names.join(", "));
    }
}

/// Returns the name of a report of a day: `csip-2026-09-14-highlight-workforce.md`.
fn name_on(of: &str, day: NaiveDate, what: &[&str], readers: (Audience, Audience), format: Format) -> String {
    let day = day.to_string();
    let parts: Vec<&str> = [of, &day].into_iter().chain(what.iter().copied()).collect();
    export::file_name(&parts, readers, format)
}
