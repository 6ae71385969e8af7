//! Where results go: to standard output, as tables for people and JSON for programs, or into a file.

use super::Desk;
use super::minutes::read_bytes;
use crate::clerk::export::{self, Content, Template};
use crate::clerk::format::Format;
use crate::clerk::{Failure, Result};
use crate::document::{inert, inert_json};
use crate::reports::Audience;
use crate::store::Store;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use unicode_width::UnicodeWidthStr;

/// Where a document goes.
#[derive(Args, Debug)]
pub struct Destination {
    /// Write to this file, or to a file of the usual name in this folder, instead of standard output; e-mails need a
    /// folder.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite a file even if it was edited since it was exported.
    #[arg(long)]
    pub force: bool,
}

/// The body's own template.
#[derive(Args, Debug)]
pub struct OnTemplate {
    /// Fill this Word document: its styles, headers and page set-up, {{MINUTES_BODY}} and fields as {{title}}. With
    /// --as pdf a template in the language of typst, as data/pdf/document.typ is one.
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
}

/// The most bytes that a template may have.
const LARGEST_TEMPLATE: u64 = 64 << 20;

impl OnTemplate {
    /// Reads the template that was named, if one was.
    pub fn read(&self) -> Result<Option<Template>> {
        let Some(path) = self.template.clone() else { return Ok(None) };
        let (bytes, name) = read_bytes(&path, LARGEST_TEMPLATE + 1)?;
        match bytes.len() as u64 > LARGEST_TEMPLATE {
            true => Err(Failure::new(format!("{name} is too large for a template."), "Nothing was written.")),
            false => Ok(Some(Template { path, bytes })),
        }
    }
}

impl Destination {
    /// Writes to the file that was named, or to one of the usual name in the folder, or to standard output. Says what
    /// whoever gets it should know.
    pub fn deliver(
        &self,
        store: &mut Store,
        content: &Content,
        (usual_name, format): (&str, Format),
        desk: &Desk,
    ) -> Result<ExitCode> {
        if !content.remark.is_empty() {
            eprintln!("{}", content.remark);
        }
        let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) else {
            if !format.is_text() && std::io::stdout().is_terminal() {
                return Err(Failure::new(
                    "This is a file that no terminal can show.",
                    "Name a file or a folder for it with -o, or pass it on: ... > FILE.",
                ));
            }
            return print_bytes(&content.bytes);
        };
        let path = if path.is_dir() { path.join(usual_name) } else { path.to_owned() };
        let written = export::write_file(store, &path, content, self.force, desk.now)?;
        eprintln!("Written: {}", written.display());
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns what reads one of some formats from the command line.
pub fn one_of(formats: impl IntoIterator<Item = Format>) -> impl TypedValueParser<Value = Format> {
    let words: Vec<&str> = formats.into_iter().map(Format::word).collect();
    PossibleValuesParser::new(words).try_map(|word| Format::from_word(&word).ok_or("no such format"))
}

/// Writes text to standard output. A reader that has gone away is no error.
pub fn print(text: &str) -> Result<ExitCode> {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("Standard output cannot be written: {error}."), "Write to a file with -o."))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Returns the part of a file's name that says who may read it: nothing for everybody.
pub fn for_readers(audience: Audience) -> String {
    if audience == Audience::Public { String::new() } else { format!("-{audience}") }
}

/// Writes rows as JSON.
pub fn print_json<T: Serialize>(rows: &[T]) -> Result<ExitCode> {
    print(&json(rows)?)
}

/// Writes rows as a table with a header, each column as wide as it needs.
pub fn print_table(header: &[&str], rows: Vec<Vec<String>>) -> Result<ExitCode> {
    print(&table(header, rows))
}

/// Returns rows as JSON.
pub fn json<T: Serialize + ?Sized>(rows: &T) -> Result<String> {
    let json =
        serde_json::to_string_pretty(rows).map_err(|error| Failure::new(error.to_string(), "Nothing was written."))?;
    Ok(inert_json(&json).into_owned() + "\n")
}

/// Returns rows as a table with a header, each column as wide as it needs.
pub fn table(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|row| row.iter().map(|cell| inert(cell).into_owned()).collect()).collect();
    let mut widths: Vec<usize> = header.iter().map(|cell| cell.width()).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let line = |cells: &[&str]| {
        let padded =
            cells.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
        format!("{}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    let mut text = line(header);
    for row in &rows {
        text.push_str(&line(&row.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    text
}
