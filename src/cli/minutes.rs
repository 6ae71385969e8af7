//! Agendas, transcripts and exports.

use super::{Desk, output};
use crate::clerk::export::{self, Format, Template, Wanted};
use crate::clerk::{self, Failure, Result};
use crate::reports::Audience;
use clap::Args;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args, Debug)]
pub struct Export {
    /// A meeting such as csib-2023-02-27.
    meeting: String,
    /// The format.
    #[arg(long = "as", value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// Who will read it: the public sees nothing exempt, nobody but the clerk sees private notes.
    #[arg(long, value_enum, default_value = "public")]
    audience: Audience,
    /// Write to this file, or to a file of the usual name in this folder, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Wrap plain text to so many columns.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
    /// Fill this Word document: its styles, headers and page set-up, {{MINUTES_BODY}} and fields as {{title}}. With
    /// --as pdf a template in the language of typst, as data/pdf/document.typ is one.
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Overwrite a file even if it was edited since it was exported.
    #[arg(long)]
    force: bool,
}

impl Export {
    pub fn run(self, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let meeting = store.find_meeting(&self.meeting)?;
        let template = read_template(self.template.as_deref())?;
        let width = self.width.map(usize::from);
        let wanted = Wanted { format: self.format, audience: self.audience, width, template: template.as_ref() };
        let content = export::content(&store, &meeting, wanted)?;
        output::remark(&content);
        let looked_at = clerk::proof::in_a_line(&store, &meeting)?.filter(|_| self.format != Format::Json);
        // Beside the result, and after it.
        let tell = || looked_at.iter().for_each(|line| eprintln!("{line}"));
        let Some(path) = self.output.filter(|path| path != Path::new("-")) else {
            let printed = output::print(&content);
            tell();
            return printed;
        };
        let name = export::file_name(&meeting, self.format, self.audience);
        let path = if path.is_dir() { path.join(name) } else { path };
        let written = export::write_file(&mut store, &path, &content, self.force, desk.now)?;
        eprintln!("Written: {}", written.display());
        tell();
        Ok(ExitCode::SUCCESS)
    }
}

/// The most bytes that a template may have.
const LARGEST_TEMPLATE: u64 = 64 << 20;

/// Reads the template that was named, if one was.
pub(super) fn read_template(file: Option<&Path>) -> Result<Option<Template>> {
    let Some(file) = file else { return Ok(None) };
    let (bytes, name) = read_bytes(file, LARGEST_TEMPLATE + 1)?;
    match bytes.len() as u64 > LARGEST_TEMPLATE {
        true => Err(Failure::new(format!("{name} is too large for a template."), "Nothing was written.")),
        false => Ok(Some(Template { path: file.to_owned(), bytes })),
    }
}

/// Reads the bytes of a file, or of standard input for `-`. Returns them and what to call the file in errors.
pub(super) fn read_bytes(file: &Path, most: u64) -> Result<(Vec<u8>, String)> {
    let is_input = file == Path::new("-");
    let name = if is_input { "standard input".to_string() } else { file.display().to_string() };
    let mut bytes = Vec::new();
    let result = match is_input {
        true => std::io::stdin().lock().take(most).read_to_end(&mut bytes),
        false => std::fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    result.map_err(|error| Failure::new(format!("{name} cannot be read: {error}."), "Check the name of the file."))?;
    Ok((bytes, name))
}

/// Reads a file, or standard input for `-`. Returns the text and what to call it in errors.
pub(super) fn read(file: &Path) -> Result<(String, String)> {
    let (bytes, name) = read_bytes(file, u64::MAX)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        let line = good.lines().count().max(1);
        let column = good.lines().last().map_or(0, |last| last.chars().count()) + 1;
        Failure::new(
            format!("{name}:{line}:{column}: this is not UTF-8 text"),
            "Nothing was changed: save the file as UTF-8 plain text and try again.",
        )
    })?;
    Ok((text, name))
}

pub fn agenda(desk: &Desk, file: &Path) -> Result<ExitCode> {
    let (text, name) = read(file)?;
    let meeting = clerk::agenda::load(&mut desk.open()?, &text, &name, desk.now)?;
    eprintln!("Made the meeting {0}. Minute it with: minutebook live {0}", meeting.slug);
    output::print(&format!("{}\n", meeting.slug))
}

pub fn transcribe(desk: &Desk, meeting: &str, file: Option<&Path>) -> Result<ExitCode> {
    let mut store = desk.open_existing()?;
    let meeting = store.find_meeting(meeting)?;
    let (text, name) = read(file.unwrap_or(Path::new("-")))?;
    let recorded = clerk::transcribe::transcribe(&mut store, &meeting, &text, &name, Some(desk.now))?;
    eprintln!("Recorded {recorded} entries in {}.", meeting.slug);
    Ok(ExitCode::SUCCESS)
}

pub fn import_json(desk: &Desk, file: &Path) -> Result<ExitCode> {
    let (text, name) = read(file)?;
    let taken = clerk::exchange::take_in(&mut desk.open()?, &text, &name, desk.now)?;
    let slug = taken.meeting.slug;
    match taken.is_new {
        true => eprintln!("Took in the meeting {slug}."),
        false => eprintln!("The meeting {slug} is in the book already, as it is in the file. Nothing was changed."),
    }
    if taken.left_out > 0 {
        eprintln!(
            "{} links and reports were left out: they are of a plan that this book does not have. The minutes are whole.",
            taken.left_out
        );
    }
    output::print(&format!("{slug}\n"))
}
