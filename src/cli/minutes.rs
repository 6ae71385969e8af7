//! Agendas, transcripts and exports.

use super::Desk;
use super::output::{self, Destination, OnTemplate};
use crate::clerk::export::Layout;
use crate::clerk::format::Format;
use crate::clerk::papers::{self, Paper, Sort};
use crate::clerk::{self, Failure, Result};
use crate::reports::Audience;
use clap::Args;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    minutebook export csib-2023-02-27 --as html -o .\n  \
    minutebook export csib-2023-02-27 --what decisions --as md\n  \
    minutebook export csib-2023-02-27 --what actions --as xlsx -o .\n  \
    minutebook export csib-2023-02-27 --item 5 --audience members")]
pub struct Export {
    /// A meeting such as csib-2023-02-27.
    meeting: String,
    /// The whole minutes, the decisions or the actions only, or the sheet for the signature.
    #[arg(long, value_enum, default_value = "minutes", conflicts_with = "item")]
    what: Sort,
    /// An extract: the minute of this item only.
    #[arg(long, value_name = "NUMBER")]
    item: Option<String>,
    /// The format. xlsx and csv are for the actions, json is for the whole minutes.
    #[arg(long = "as", value_parser = output::one_of(Format::of_documents()), default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// Who will read it: the public sees nothing exempt, nobody but the clerk sees private notes.
    #[arg(long, value_enum, default_value = "public")]
    audience: Audience,
    /// Wrap plain text to so many columns.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
    #[command(flatten)]
    on_template: OnTemplate,
    #[command(flatten)]
    destination: Destination,
}

impl Export {
    pub fn run(self, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let meeting = store.find_meeting(&self.meeting)?;
        let what = self.item.map_or(Paper::Of(self.what), Paper::Item);
        let template = self.on_template.read()?;
        let layout = Layout::new(self.format, self.width.map(usize::from), template.as_ref())?;
        let content = papers::paper(&store, &meeting, &what, self.audience, layout)?;
        let name = papers::file_name(&meeting, &what, self.format, self.audience);
        let looked_at = clerk::proof::in_a_line(&store, &meeting)?.filter(|_| self.format != Format::Json);
        let code = self.destination.deliver(&mut store, &content, (&name, self.format), desk)?;
        // Beside the result, and after it.
        looked_at.iter().for_each(|line| eprintln!("{line}"));
        Ok(code)
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
