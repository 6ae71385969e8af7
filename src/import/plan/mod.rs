//! Improvement plans as councils keep them in spreadsheets, read into a draft of plain data.
//!
//! Of every cell with anything in it the reading tells what became of it: it is in the draft, its column is
//! named as ignored, or a note says that it was not taken and where it stands.

mod columns;
mod days;
mod gathering;
mod headings;
mod keys;
mod layout;
mod lists;
mod measures;
mod others;
mod rag;
mod references;
mod rows;
mod settle;
mod sums;

use super::sheet::{Place, Sheet};
use crate::record::{PlanStatus, RagTone, Refusal};
use chrono::NaiveDate;
use serde::Serialize;
use std::fmt;

pub use columns::{Field, Sureness};
pub use rag::{status_of, tone_of};

/// A plan as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlanDraft {
    pub name: String,
    /// As the file says it; empty where it does not.
    pub short_name: String,
    pub body: String,
    pub period: String,
    pub version: String,
    /// What the plan calls its themes; empty where it has no word for them.
    pub theme_word: String,
    /// From the best to the worst.
    pub classes: Vec<ClassDraft>,
    pub themes: Vec<ThemeDraft>,
    pub actions: Vec<ActionDraft>,
    pub risks: Vec<RiskDraft>,
}

/// A RAG class in the plan's own words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassDraft {
    pub word: String,
    pub meaning: String,
    /// None where its words do not tell.
    pub tone: Option<RagTone>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ThemeDraft {
    pub reference: String,
    pub title: String,
    pub lead: String,
}

/// A day as the plan writes it, and which one that is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DayDraft {
    pub words: String,
    pub day: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ActionDraft {
    /// Where its text stands.
    pub place: Place,
    /// Its place among the themes of the draft.
    pub theme: usize,
    /// Unique in the draft, whatever the case.
    pub reference: String,
    pub text: String,
    pub lead: String,
    pub partners: String,
    pub start: DayDraft,
    pub due: DayDraft,
    /// The date to which it was moved, where the plan has a column for that.
    pub new_due: DayDraft,
    pub milestones: Vec<MilestoneDraft>,
    pub measures: Vec<MeasureDraft>,
    pub outcome: String,
    pub impact: String,
    pub status: Option<PlanStatus>,
    /// Its place among the classes of the draft.
    pub rag: Option<usize>,
    pub progress: String,
    pub evidence: String,
    pub findings: Vec<FindingDraft>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MilestoneDraft {
    pub text: String,
    pub due: DayDraft,
    pub reached: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MeasureDraft {
    pub name: String,
    pub unit: String,
    pub baseline: String,
    pub target: String,
    /// What it came to; without a day, when the plan was written.
    pub values: Vec<(Option<NaiveDate>, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FindingDraft {
    pub report: String,
    pub paragraph: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RiskDraft {
    /// Its place among the themes of the draft, where it is of one.
    pub theme: Option<usize>,
    pub text: String,
    pub mitigation: String,
    pub owner: String,
    pub rating: String,
}

/// What a column of a table was taken for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnReading {
    /// Where its header stands.
    pub place: Place,
    /// The last row of its table, from 0.
    pub last_row: u32,
    pub header: String,
    pub field: Field,
    pub sureness: Sureness,
    /// How many of its cells have something in them.
    pub cells: usize,
    /// The first of what they hold.
    pub example: String,
}

/// Something that was not taken as it stands, and where.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    pub place: Place,
    pub what: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// How a file was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlanReading {
    pub draft: PlanDraft,
    /// Of every table, from the left.
    pub columns: Vec<ColumnReading>,
    /// In the order of the file.
    pub notes: Vec<Note>,
    /// What words were taken to mean which day, each once.
    pub days: Vec<(String, NaiveDate)>,
}

/// What somebody has to say before the plan can be taken in.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Whether a column is what it was taken for.
    Column(ColumnReading),
    /// What a RAG word tells.
    Rag(String),
}

impl PlanReading {
    /// Returns what is not sure.
    pub fn questions(&self) -> Vec<Question> {
        let unsure = self.columns.iter().filter(|column| column.sureness == Sureness::Unsure);
        let classes = self.draft.classes.iter().filter(|class| class.tone.is_none());
        let columns = unsure.cloned().map(Question::Column);
        columns.chain(classes.map(|class| Question::Rag(class.word.clone()))).collect()
    }
}

/// What somebody has said of a file before it is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What columns are, by their headers or letters.
    pub maps: Vec<(String, Field)>,
    /// What RAG words tell.
    pub tones: Vec<(String, RagTone)>,
    /// Only this sheet.
    pub sheet: Option<String>,
    /// What the plan is called where the file does not say.
    pub name: String,
}

/// Reads a plan from the sheets of a file.
pub fn read(sheets: &[Sheet], options: &Options) -> Result<PlanReading, Refusal> {
    let chosen: Vec<&Sheet> = match &options.sheet {
        None => sheets.iter().collect(),
        Some(name) => {
            let found: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.name.eq_ignore_ascii_case(name)).collect();
            if found.is_empty() {
                let known: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
                let what = format!("There is no sheet \u{201c}{name}\u{201d}.");
                return Err(Refusal::new(what, format!("There are: {}.", known.join(", "))));
            }
            found
        }
    };
    let layout = layout::of(&chosen, options)?;
    sums::reading(&chosen, layout, options)
}
