//! PDF: tagged pages (PDF/UA-1, and PDF/A-2a if the document has a date), laid out by a template in the language of typst.
//!
//! The document reaches the template as data (`data.json`), so that its text never turns into markup. The same
//! document gives the same bytes.

mod letters;
mod view;
mod world;

use super::{Document, Words};
use chrono::{Datelike, NaiveDate};
use letters::Letters;
use std::collections::BTreeSet;
use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::PrintWorld;

/// A template in place of the built-in one, and what it may use: whatever lies beside it.
pub struct Template<'a> {
    /// The name of its file, by which errors call it.
    pub name: &'a str,
    pub text: &'a str,
    /// Reads a file by its path from where the template lies, if there is one.
    pub read: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync),
    /// Files of fonts, beside the built-in ones.
    pub fonts: Vec<Vec<u8>>,
}

/// A document as a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    /// The letters that no font has: a box (□) stands in place of each.
    pub missing: BTreeSet<char>,
}

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default())]
pub struct PdfError {
    /// `house.typ:12:3`, if it is of a place.
    pub place: Option<String>,
    pub what: String,
    pub hint: Option<String>,
}

/// Writes a document as a PDF, laid out by the built-in template unless there is another.
pub fn write(document: &Document, words: &Words, template: Option<&Template>) -> Result<Pdf, PdfError> {
    let world = PrintWorld::new(template)?;
    let mut letters = Letters::of(world.fonts());
    let data = letters.held(&view::data(document, words));
    let missing = letters.missing;
    let world = world.with_data(data);
    let written = write_pages(&world, document.date.and_then(timestamp));
    // What was remembered of this document is of no use for the next one, and is a lot.
    typst::comemo::evict(0);
    Ok(Pdf { bytes: written?, missing })
}

/// Lays the pages out and writes them. Whatever typst warns of is an error: a font that is not there, say.
fn write_pages(world: &PrintWorld, made: Option<Timestamp>) -> Result<Vec<u8>, PdfError> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let pages = first_wrong(world, output)?;
    if let Some(warning) = warnings.first() {
        return Err(told(world, warning));
    }
    // An archive wants to know the date of what it keeps.
    let standards: &[PdfStandard] = match made {
        Some(_) => &[PdfStandard::Ua_1, PdfStandard::A_2a],
        None => &[PdfStandard::Ua_1],
    };
    let standards = PdfStandards::new(standards);
    let standards =
        standards.map_err(|error| PdfError { place: None, what: error.message().to_string(), hint: None })?;
    let creator = Smart::Custom(Some(env!("CARGO_PKG_NAME").to_string()));
    // The identity of the file is made from its title and author, and its time is the document's: nothing in it
    // comes from when or where it was written.
    let options = PdfOptions { creator, standards, timestamp: made, ..PdfOptions::default() };
    first_wrong(world, typst_pdf::pdf(&pages, &options))
}

fn timestamp(day: NaiveDate) -> Option<Timestamp> {
    let (month, day_of_month) = (day.month().try_into().ok()?, day.day().try_into().ok()?);
    Datetime::from_ymd(day.year(), month, day_of_month).map(Timestamp::new_utc)
}

fn first_wrong<T>(world: &PrintWorld, result: SourceResult<T>) -> Result<T, PdfError> {
    result.map_err(|wrong| match wrong.first() {
        Some(first) => told(world, first),
        None => PdfError { place: None, what: String::new(), hint: None },
    })
}

/// Returns what typst says is wrong, with its place in the template: that of the call, where it is in a function of
/// the built-in one.
fn told(world: &PrintWorld, wrong: &SourceDiagnostic) -> PdfError {
    let trace = wrong.trace.iter().map(|point| point.span.into());
    let spans = || std::iter::once(wrong.span).chain(trace.clone());
    let own = spans().find(|span| span.id() == Some(world.main_id()));
    let place = own.or_else(|| spans().next()).and_then(|span| world.place(span));
    let hint = wrong.hints.first().map(|hint| hint.v.to_string());
    PdfError { place, what: wrong.message.to_string(), hint }
}
