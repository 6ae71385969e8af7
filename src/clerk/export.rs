//! Documents as bytes, and bytes as files, without ever destroying one.

use super::format::{Format, Holds};
use super::{Failure, Result, pdf, word};
use crate::document::{Document, csv, html, inert_json, markdown, text, xlsx};
use crate::reports::{Audience, wording};
use crate::store::{ExportedBefore, Store};
use chrono::NaiveDateTime;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is exported: the bytes of a file, and what whoever gets it should know; mostly nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub bytes: Vec<u8>,
    pub remark: String,
}

/// The file of a body's own template: its bytes, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// In what form something is written.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a> {
    pub format: Format,
    /// Wraps plain text.
    pub width: Option<usize>,
    pub template: Option<&'a Template>,
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Content { bytes, remark: String::new() }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Content::from(text.into_bytes())
    }
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Format> for Layout<'_> {
    fn from(format: Format) -> Self {
        Layout { format, width: None, template: None }
    }
}

impl<'a> Layout<'a> {
    /// Returns a layout on a template, if there is one and the format has templates.
    pub fn new(format: Format, width: Option<usize>, template: Option<&'a Template>) -> Result<Self> {
        if template.is_some() && !format.has_templates() {
            return Err(Failure::new(
                "Only Word documents and PDFs have a template.",
                "Add --as docx or --as pdf, or leave --template out.",
            ));
        }
        Ok(Layout { format, width, template })
    }
}

/// Returns a document in a format. CSV has its first table.
pub fn written(document: &Document, layout: Layout<'_>) -> Result<Content> {
    let Layout { format, width, template } = layout;
    let tables = document.tables();
    let unwritten = |why: String| Failure::new(format!("No {format} file can be made: {why}."), "Use another format.");
    match (format, tables.first()) {
        (Format::Text, _) => Ok(text::write(document, width).into()),
        (Format::Markdown, _) => Ok(markdown::write(document).into()),
        (Format::Html, _) => Ok(html::write(document, &wording::WORDS).into()),
        (Format::Word, _) => Ok(word::write(document, template)?.into()),
        (Format::Pdf, _) => pdf::write(document, template),
        (Format::Xlsx, Some(_)) => xlsx::write(document, &wording::WORDS).map(Content::from).map_err(unwritten),
        (Format::Csv, Some(table)) => csv::write(table).map(Content::from).map_err(unwritten),
        (Format::Xlsx | Format::Csv | Format::Json | Format::Table | Format::Calendar | Format::Mail, _) => {
            Err(format.unsuited(&format!("\u{201c}{}\u{201d}", document.title())))
        }
    }
}

/// Returns records as JSON.
pub fn json<T: Serialize + ?Sized>(records: &T) -> Result<Content> {
    let json = serde_json::to_string_pretty(records);
    let json = json.map_err(|error| Failure::new(error.to_string(), "Nothing was written."))?;
    Ok((inert_json(&json).into_owned() + "\n").into())
}

/// Returns a document or the records behind it, as the format wants. `document` is told whether pictures can be drawn.
pub fn told(records: &impl Serialize, document: impl FnOnce(bool) -> Document, layout: Layout<'_>) -> Result<Content> {
    match layout.format.holds() {
        Holds::Records => json(records),
        _ => written(&document(layout.format.draws()), layout),
    }
}

/// Returns the name of a file: `csib-2023-draft-volume.html`, `csib-2023-02-27-draft-minutes-members.md`. Whom it is for
/// is part of it unless it is for those who `usually` have it.
pub fn file_name(parts: &[&str], readers: (Audience, Audience), format: Format) -> String {
    let (audience, usually) = readers;
    let mut parts: Vec<String> = parts.iter().map(|part| slug(part)).collect();
    parts.extend((audience != usually).then(|| audience.word().to_string()));
    parts.retain(|part| !part.is_empty());
    format!("{}.{}", parts.join("-"), format.extension())
}

/// Returns words as a part of a file name, in small letters and figures.
fn slug(words: &str) -> String {
    let letters: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}

/// Writes a file by way of a temporary one beside it. A file that was edited since it was last
/// exported, or was never exported from this book, is left alone unless `force` is given.
pub fn write_file(
    store: &mut Store,
    path: &Path,
    content: impl AsRef<[u8]>,
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
    // Where a folder cannot be brought to the disk by itself, the system does it in its own time.
    #[cfg(unix)]
    let _ = path.parent().map(|folder| std::fs::File::open(folder).and_then(|folder| folder.sync_all()));
    store.remember_export(&name, content, now)?;
    Ok(path)
}

/// Refuses to write over a file that holds somebody's own work, unless `force` is given.
pub fn refuse_edited(store: &Store, path: &Path, content: impl AsRef<[u8]>, force: bool) -> Result<()> {
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
