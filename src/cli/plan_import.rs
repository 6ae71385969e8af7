//! Taking in an improvement plan: how it was read, what is not sure, what it changes.

use super::Desk;
use super::minutes::read_bytes;
use super::output::{json, one_of, print, table};
use crate::clerk::format::Format;
use crate::clerk::plans::import::{Said, Taking, prepare};
use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::import::plan::{self, ColumnReading, Field, Options, PlanReading, Question, Sureness};
use crate::import::sheet;
use crate::record::RagTone;
use crate::record::time::long_date;
use clap::Args;
use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// More than any file that is read.
const MOST_BYTES: u64 = 65 << 20;

/// How many places of the same note are named.
const PLACES: usize = 6;

#[derive(Args, Debug)]
pub struct ImportPlan {
    /// The file, or - for standard input.
    file: PathBuf,
    /// Short name of the body that follows the plan.
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    /// Short name of the plan that the file is a newer version of, or that a new one gets.
    #[arg(long, value_name = "PLAN")]
    plan: Option<String>,
    /// What the plan is called.
    #[arg(long)]
    name: Option<String>,
    /// Read only this sheet.
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    /// What a column holds, as "By when=due" or "D=due".
    #[arg(long = "map", value_name = "HEADER=FIELD", value_parser = parse_map)]
    maps: Vec<(String, Field)>,
    /// What a RAG word tells, as "Amber=at risk".
    #[arg(long = "rag", value_name = "WORD=TONE", value_parser = parse_tone)]
    tones: Vec<(String, RagTone)>,
    /// Show how the file is read and what it would change; write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Take columns that are not sure for what they seem to be.
    #[arg(long)]
    yes: bool,
    /// How to write what was read.
    #[arg(long = "as", value_parser = one_of([Format::Table, Format::Json]), default_value = "table", value_name = "FORMAT")]
    format: Format,
}

fn parse_map(text: &str) -> std::result::Result<(String, Field), String> {
    let known = || Field::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", ");
    let (header, field) = text.rsplit_once('=').ok_or("expected HEADER=FIELD, such as \"By when=due\"")?;
    let field = Field::from_word(&field.trim().to_lowercase());
    field.map(|field| (header.trim().to_string(), field)).ok_or_else(|| format!("a column holds one of: {}", known()))
}

fn parse_tone(text: &str) -> std::result::Result<(String, RagTone), String> {
    let known = || RagTone::ALL.iter().map(|tone| tone.word()).collect::<Vec<_>>().join(", ");
    let (word, tone) = text.rsplit_once('=').ok_or("expected WORD=TONE, such as \"Amber=at risk\"")?;
    let tone = RagTone::from_word(&tone.trim().to_lowercase());
    tone.map(|tone| (word.trim().to_string(), tone)).ok_or_else(|| format!("a RAG word tells one of: {}", known()))
}

impl ImportPlan {
    pub fn run(self, desk: &Desk) -> Result<ExitCode> {
        let (bytes, name) = read_bytes(&self.file, MOST_BYTES)?;
        let sheets =
            sheet::read(&bytes).map_err(|refusal| Failure::new(format!("{name}: {}", refusal.what), refusal.hint))?;
        let stem = self.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut options =
            Options { maps: self.maps.clone(), tones: self.tones.clone(), sheet: self.sheet.clone(), name: stem };
        let mut reading = plan::read(&sheets, &options)?;
        let questions = self.open_questions(&reading);
        let can_ask = std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && self.format == Format::Table;
        if !questions.is_empty() && can_ask && !self.dry_run {
            ask(&questions, &mut options)?;
            reading = plan::read(&sheets, &options)?;
        }
        let questions = self.open_questions(&reading);
        if self.format == Format::Table || !questions.is_empty() {
            print(&told(&reading))?;
        }
        if !questions.is_empty() && !self.dry_run {
            return Err(refused(&questions));
        }
        self.take(desk, &reading, &questions)
    }

    /// Returns what nobody has answered; with `--yes` only what no guess answers.
    fn open_questions(&self, reading: &PlanReading) -> Vec<Question> {
        let is_open = |question: &Question| match question {
            Question::Column(column) => !self.yes || column.field == Field::Ignored,
            Question::Rag(_) => true,
        };
        reading.questions().into_iter().filter(is_open).collect()
    }

    fn take(&self, desk: &Desk, reading: &PlanReading, questions: &[Question]) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let said = Said { body: self.body.clone(), plan: self.plan.clone(), name: self.name.clone() };
        let taking = prepare(&mut store, reading, &said, desk.now)?;
        let is_same = taking.step.changes.is_empty();
        if !self.dry_run {
            store.apply(taking.step.clone(), desk.now)?;
        }
        match self.format {
            Format::Json => print(&json(reading)?)?,
            _ => print(&changes(&taking))?,
        };
        if !questions.is_empty() {
            eprintln!("{}", inert(&refused(questions).hint));
        }
        let (plan, body) = (&taking.plan.short_name, &taking.body.short_name);
        let what = match (self.dry_run, is_same, taking.is_new) {
            (true, ..) => format!("Nothing was written; {plan} of {body} would be as above."),
            (_, true, _) => format!("The plan {plan} is in the book already, as it is in the file."),
            (_, _, true) => format!("Took in the plan {plan} of {body}."),
            _ => format!("Took in the newer version of {plan} of {body}."),
        };
        eprintln!("{}", inert(&what));
        if taking.linked > 0 && !self.dry_run {
            eprintln!("Linked {} actions of the minutes that had named its plan actions.", taking.linked);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns what a newer version changes, a line each.
fn changes(taking: &Taking) -> String {
    taking.changes.iter().map(|change| format!("{}\n", inert(&change.to_string()))).collect()
}

/// Returns what to say with `--map` and `--rag`.
fn refused(questions: &[Question]) -> Failure {
    let mut lines = vec!["It is not sure what some of this means; nothing was written.".to_string()];
    let mut given = Vec::new();
    for question in questions {
        match question {
            Question::Column(column) => {
                let seems = if column.field == Field::Ignored { "nothing known" } else { column.field.word() };
                lines.push(format!(
                    "{}: \u{201c}{}\u{201d} seems to be {seems}; it holds \u{201c}{}\u{201d}.",
                    column.place,
                    shortened(&column.header),
                    shortened(&column.example)
                ));
                given.push(format!("--map \"{}={}\"", header_of(column), column.field.word()));
            }
            Question::Rag(word) => {
                lines.push(format!("The RAG word \u{201c}{}\u{201d} may tell anything.", shortened(word)));
                given.push(format!("--rag \"{word}=at risk\""));
            }
        }
    }
    let fields = Field::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", ");
    let hint = format!("Say what they are, for example: {}\nColumns hold: {fields}.", given.join(" "));
    Failure::new(lines.join("\n"), hint)
}

/// Returns the header as it can be typed between quotes, or else the letter of the column.
fn header_of(column: &ColumnReading) -> String {
    let is_plain = column.header.chars().all(|c| c.is_alphanumeric() || " -/().&#%'".contains(c));
    if is_plain { column.header.clone() } else { sheet::column_name(column.place.column) }
}

fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}\u{2026}", &line[..end]),
        None => line,
    }
}

/// Asks what is not sure, on the terminal.
fn ask(questions: &[Question], options: &mut Options) -> Result<()> {
    for question in questions {
        match question {
            Question::Column(column) => {
                let text = format!(
                    "{}: \u{201c}{}\u{201d}, which holds \u{201c}{}\u{201d}: what is it? [{}]",
                    column.place,
                    shortened(&column.header),
                    shortened(&column.example),
                    column.field.word()
                );
                let field =
                    answer(&text, Some(column.field), Field::from_word, Field::ALL.iter().map(|field| field.word()))?;
                options.maps.push((column.header.clone(), field));
            }
            Question::Rag(word) => {
                let text = format!("What does \u{201c}{}\u{201d} tell?", shortened(word));
                let tone = answer(&text, None, RagTone::from_word, RagTone::ALL.iter().map(|tone| tone.word()))?;
                options.tones.push((word.clone(), tone));
            }
        }
    }
    Ok(())
}

fn answer<T>(
    text: &str,
    otherwise: Option<T>,
    read: impl Fn(&str) -> Option<T>,
    known: impl Iterator<Item = &'static str>,
) -> Result<T> {
    let known = known.collect::<Vec<_>>().join(", ");
    let gone = || Failure::new("There was no answer; nothing was written.", "Say it with --map or --rag.");
    loop {
        eprint!("{} ", inert(text));
        let _ = std::io::stderr().flush();
        let mut line = String::new();
        let count = std::io::stdin().lock().read_line(&mut line).map_err(|_| gone())?;
        let words = line.trim().to_lowercase();
        match (count, words.as_str(), read(&words)) {
            (0, ..) => return Err(gone()),
            (_, _, Some(value)) => return Ok(value),
            (_, "", None) if otherwise.is_some() => return otherwise.ok_or_else(gone),
            _ => eprintln!("One of: {known}."),
        }
    }
}

/// Tells how a file was read.
fn told(reading: &PlanReading) -> String {
    let draft = &reading.draft;
    let mut lines = vec![head(reading), String::new()];
    lines.push(table(&["column", "header", "taken for", "cells"], reading.columns.iter().map(column_row).collect()));
    let class = |class: &plan::ClassDraft| {
        let tone = class.tone.map_or("not known", |tone| tone.word());
        vec![class.word.clone(), tone.to_string(), class.meaning.clone()]
    };
    lines.push(table(&["RAG", "tells", "meaning"], draft.classes.iter().map(class).collect()));
    if !reading.days.is_empty() {
        let day = |(words, day): &(String, chrono::NaiveDate)| vec![words.clone(), long_date(*day)];
        lines.push(table(&["words", "read as"], reading.days.iter().map(day).collect()));
    }
    lines.extend(notes(reading));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn head(reading: &PlanReading) -> String {
    let draft = &reading.draft;
    let count = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let measures = draft.actions.iter().map(|action| action.measures.len()).sum();
    let milestones = draft.actions.iter().map(|action| action.milestones.len()).sum();
    let parts = [
        count(draft.themes.len(), "theme", "themes"),
        count(draft.actions.len(), "plan action", "plan actions"),
        count(milestones, "milestone", "milestones"),
        count(measures, "measure", "measures"),
        count(draft.risks.len(), "risk", "risks"),
    ];
    inert(&format!("{}: {}.", draft.name, parts.join(", "))).into_owned()
}

fn column_row(column: &ColumnReading) -> Vec<String> {
    let taken = match (column.field, column.sureness) {
        (Field::Ignored, Sureness::Unsure) => "not sure".to_string(),
        (Field::Ignored, _) => "ignored".to_string(),
        (field, Sureness::Sure) => field.word().to_string(),
        (field, _) => format!("{} (not sure)", field.word()),
    };
    vec![column.place.to_string(), shortened(&column.header), taken, column.cells.to_string()]
}

/// Returns the notes, the same said once with its places.
fn notes(reading: &PlanReading) -> Vec<String> {
    let mut order: Vec<&str> = Vec::new();
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for note in &reading.notes {
        let known = places.entry(&note.what).or_default();
        if known.is_empty() {
            order.push(&note.what);
        }
        known.push(note.place.to_string());
    }
    let line = |what: &&str| {
        let all = places.get(what).cloned().unwrap_or_default();
        let more = all.len().saturating_sub(PLACES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named: Vec<String> = all.into_iter().take(PLACES).collect();
        inert(&format!("{}{more}: {what}.", named.join(", "))).into_owned()
    };
    order.iter().map(line).collect()
}
