//! Reports to the board: the chair's brief, highlight reports, the whole plan.

use super::minutes::read_template;
use super::{Desk, output};
use crate::clerk::Result;
use crate::clerk::export::{self, Content, Format};
use crate::clerk::plans::export::{content, file_name};
use crate::clerk::plans::{brief, highlight};
use crate::document::Document;
use crate::reports::{Audience, brief_document, highlight as highlight_report, plan_table};
use crate::store::Store;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::{Path, PathBuf};
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
}

#[derive(Args, Debug)]
pub struct Writing {
    /// The format.
    #[arg(long = "as", value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// Who will read it: the public sees nothing exempt, nobody sees private notes. Default: public; members for
    /// the brief.
    #[arg(long, value_enum)]
    audience: Option<Audience>,
    /// Wrap plain text to so many columns.
    #[arg(long, value_name = "COLUMNS", default_value = "100", value_parser = clap::value_parser!(u16).range(20..))]
    width: u16,
    /// Write to this file, or to a file of the usual name in this folder, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Fill this Word document: its styles, headers and page set-up, {{MINUTES_BODY}} and fields as {{title}}. With
    /// --as pdf a template in the language of typst, as data/pdf/document.typ is one.
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Overwrite a file even if it was edited since it was exported.
    #[arg(long)]
    force: bool,
}

impl Report {
    pub fn run(&self, desk: &Desk) -> Result<ExitCode> {
        match self {
            Report::Brief { body, writing } => writing.brief(body, desk),
            Report::Highlight { plan, theme, since, writing } => {
                writing.highlight(plan, theme.as_deref(), since.as_deref(), desk)
            }
            Report::Plan { plan, writing } => writing.plan(plan, desk),
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
        let content = self.content(&brief, document)?;
        let day = brief.next_meeting.as_ref().map_or(brief.day, |next| next.day);
        let name = file_name(&body.short_name, day, &["brief"], readers, self.format);
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
        let content = self.content(&told, document)?;
        let title = theme.map(|theme| theme.title).unwrap_or_default();
        let name = file_name(&plan.short_name, today, &["highlight", &title], readers, self.format);
        self.deliver(&mut store, &content, &name, desk)
    }

    fn plan(&self, name: &str, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let (plan, today) = (highlight::find_plan(&store, name)?, desk.now.date());
        let readers = self.readers(Audience::Public);
        let read = highlight::read_plan(&store, &plan, readers.0, today)?;
        let document = |draws| plan_table::document(&read, draws);
        let content = self.content(&read, document)?;
        let name = file_name(&plan.short_name, today, &["plan"], readers, self.format);
        self.deliver(&mut store, &content, &name, desk)
    }

    /// Returns for whom it is, and for whom such a report usually is.
    fn readers(&self, usual: Audience) -> (Audience, Audience) {
        (self.audience.unwrap_or(usual), usual)
    }

    /// Returns a report as it is wanted. `document` is told whether pictures can be drawn.
    fn content(&self, data: &impl Serialize, document: impl FnOnce(bool) -> Document) -> Result<Content> {
        let template = read_template(self.template.as_deref())?;
        content(self.format, data, document, self.width.into(), template.as_ref())
    }

    fn deliver(&self, store: &mut Store, content: &Content, usual_name: &str, desk: &Desk) -> Result<ExitCode> {
        output::remark(content);
        let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) else {
            return output::print(content);
        };
        let path = if path.is_dir() { path.join(usual_name) } else { path.to_owned() };
        let written = export::write_file(store, &path, content, self.force, desk.now)?;
        eprintln!("Written: {}", written.display());
        Ok(ExitCode::SUCCESS)
    }
}
