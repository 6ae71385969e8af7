//! Printing minutes, and writing them to a file without ever destroying one.

use super::{Failure, Result, pdf, word};
use crate::document::{Document, html, inert_json, markdown, text};
use crate::record::{Exchange, Meeting};
use crate::reports::{Audience, draft_minutes, for_audience, wording};
use crate::store::{ExportedBefore, Store};
use crate::text_enum;
use chrono::NaiveDateTime;
use std::io::Write;
use std::path::{Path, PathBuf};

text_enum! {
    /// The formats in which minutes are exported.
    pub enum Format {
        Text = "text",
        Markdown = "md",
        Html = "html",
        Json = "json",
        /// A Word document.
        Word = "docx",
        Pdf = "pdf",
    }
}

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Text(String),
    /// The bytes of a file, which no terminal can show, and what whoever gets it should know; mostly nothing.
    File {
        bytes: Vec<u8>,
        remark: String,
    },
}

/// The file of a body's own template: its bytes, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

impl Content {
    /// Returns what whoever gets it should know, if there is anything.
    pub fn remark(&self) -> Option<&str> {
        match self {
            Content::File { remark, .. } if !remark.is_empty() => Some(remark),
            _ => None,
        }
    }
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::File { bytes, .. } => bytes,
        }
    }
}

/// How something is to be exported.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub format: Format,
    pub audience: Audience,
    /// Wraps plain text.
    pub width: Option<usize>,
    pub template: Option<&'a Template>,
}

impl Format {
    /// Returns those that this program was built to write.
    pub fn built() -> impl Iterator<Item = &'static Format> {
        Format::ALL.iter().filter(|format| **format != Format::Pdf || cfg!(feature = "pdf"))
    }

    /// Returns the ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
            Format::Word => "docx",
            Format::Pdf => "pdf",
        }
    }

    /// Tells whether it is text, which a terminal can show.
    pub fn is_text(self) -> bool {
        !matches!(self, Format::Word | Format::Pdf)
    }
}

/// Returns a document in a format that is made of documents.
pub fn in_format(
    document: &Document,
    format: Format,
    width: Option<usize>,
    template: Option<&Template>,
) -> Result<Content> {
    if template.is_some() && format.is_text() {
        return Err(Failure::new(
            "Only Word documents and PDFs have a template.",
            "Add --as docx or --as pdf, or leave --template out.",
        ));
    }
    Ok(Content::Text(match format {
        Format::Text => text::write(document, width),
        Format::Markdown => markdown::write(document),
        Format::Html => html::write(document, &wording::WORDS),
        Format::Word => {
            let bytes = word::write(document, template.map(|template| template.bytes.as_slice()))?;
            return Ok(Content::File { bytes, remark: String::new() });
        }
        Format::Pdf => return pdf::write(document, template),
        Format::Json => return Err(Failure::new("JSON is of records, not of documents.", "Nothing was written.")),
    }))
}

/// Returns the minutes of a meeting as they are wanted.
pub fn content(store: &Store, meeting: &Meeting, wanted: Wanted<'_>) -> Result<Content> {
    let Wanted { format, audience, width, template } = wanted;
    if audience == Audience::Clerk && format != Format::Json {
        return Err(Failure::new(
            "Private notes are in no document.",
            "Use --audience members; --audience clerk is for --as json, to move a meeting between books.",
        ));
    }
    let minutes = store.minutes(meeting.id)?;
    if format != Format::Json || template.is_some() {
        return in_format(&draft_minutes(minutes.sitting, minutes.entries, audience), format, width, template);
    }
    let readable = for_audience(minutes.sitting, minutes.entries, audience);
    let exchange = Exchange::of(readable.sitting, readable.entries, audience.word());
    let json = serde_json::to_string_pretty(&exchange);
    json.map(|json| Content::Text(inert_json(&json).into_owned() + "\n"))
        .map_err(|error| Failure::new(error.to_string(), "Nothing was written."))
}

/// Returns the minutes of a meeting in a format that is text, for an audience. `width` wraps plain text.
pub fn minutes(
    store: &Store,
    meeting: &Meeting,
    format: Format,
    audience: Audience,
    width: Option<usize>,
) -> Result<String> {
    match content(store, meeting, Wanted { format, audience, width, template: None })? {
        Content::Text(text) => Ok(text),
        Content::File { .. } => Err(Failure::new("This format is no text.", "Write it to a file with -o.")),
    }
}

/// Returns the usual file name: `csb-2023-02-27-draft-minutes.md`.
pub fn file_name(meeting: &Meeting, format: Format, audience: Audience) -> String {
    let draft = if meeting.status.is_locked() { "" } else { "draft-" };
    let readers = if audience == Audience::Public { String::new() } else { format!("-{audience}") };
    format!("{}-{draft}minutes{readers}.{}", meeting.slug, format.extension())
}

/// Writes a file by way of a temporary one beside it. A file that was edited since it was last
/// exported, or was never exported from this book, is left alone unless `force` is given.
pub fn write_file(
    store: &mut Store,
    path: &Path,
    content: &(impl AsRef<[u8]> + ?Sized),
    force: bool,
    now: NaiveDateTime,
) -> Result<PathBuf> {
    let content = content.as_ref();
    refuse_edited(store, path, content, force)?;
    let (path, name) = whole_name(path);
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.part", std::process::id()));
    let temporary = PathBuf::from(temporary);
    let written = write_through(&temporary, content).and_then(|()| std::fs::rename(&temporary, &path));
    if let Err(error) = written {
        let _ = std::fs::remove_file(&temporary);
        return Err(failed(&name, "cannot be written", error));
    }
    store.remember_export(&name, content, now)?;
    Ok(path)
}

/// Refuses to write over a file that holds somebody's own work, unless `force` is given.
pub fn refuse_edited(store: &Store, path: &Path, content: &(impl AsRef<[u8]> + ?Sized), force: bool) -> Result<()> {
    let (path, name) = whole_name(path);
    match std::fs::read(&path) {
        Ok(there) if there == content.as_ref() => Ok(()),
        Ok(there) if !force && store.exported_before(&name, &there)? == ExportedBefore::Edited => Err(Failure::new(
            format!("{name} has been edited since it was exported, or is not from this book."),
            "It was left as it is. Name another file with -o, or overwrite it with --force.",
        )),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(&name, "cannot be read", error)),
        _ => Ok(()),
    }
}

/// Returns a path from the root, and the name by which the book knows the file.
fn whole_name(path: &Path) -> (PathBuf, String) {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let name = path.to_string_lossy().into_owned();
    (path, name)
}

fn failed(name: &str, what: &str, error: std::io::Error) -> Failure {
    Failure::new(format!("{name} {what}: {error}."), "Nothing was written; name another file with -o.")
}

fn write_through(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}
