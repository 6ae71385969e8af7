//! Reports in the formats in which they leave the book.

use super::super::export::{Content, Format, Template, in_format};
use super::super::{Failure, Result};
use crate::document::{Document, inert_json};
use crate::reports::Audience;
use chrono::NaiveDate;
use serde::Serialize;

/// Returns a report in a format. `document` is told whether pictures can be drawn; `width` wraps plain text.
pub fn content(
    format: Format,
    data: &impl Serialize,
    document: impl FnOnce(bool) -> Document,
    width: usize,
    template: Option<&Template>,
) -> Result<Content> {
    if format != Format::Json || template.is_some() {
        return in_format(&document(matches!(format, Format::Html | Format::Pdf)), format, Some(width), template);
    }
    let json = serde_json::to_string_pretty(data);
    let json = json.map_err(|error| Failure::new(error.to_string(), "Nothing was written."))?;
    Ok(Content::Text(inert_json(&json).into_owned() + "\n"))
}

/// Returns the usual file name: `csip-2026-09-14-highlight-workforce.md`. Whom it is for is part of it unless it is for
/// those who usually read such a report.
pub fn file_name(of: &str, day: NaiveDate, what: &[&str], readers: (Audience, Audience), format: Format) -> String {
    let (audience, usual) = readers;
    let mut parts = vec![slug(of), day.to_string()];
    parts.extend(what.iter().map(|part| slug(part)));
    parts.extend((audience != usual).then(|| audience.word().to_string()));
    parts.retain(|part| !part.is_empty());
    format!("{}.{}", parts.join("-"), format.extension())
}

/// Returns words as a part of a file name, in small letters and figures.
fn slug(words: &str) -> String {
    let letters: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}
