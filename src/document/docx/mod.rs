//! Word documents: on our own pages, or on the template of a body.
//!
//! Everything that a program for the blind or a council's style sheet needs is real: titles and headings are styles
//! with levels, lists are lists, header rows repeat, the language is said. What means something (an ACTION, a
//! decision, exempt matter) has a style of its own name, which a template may have too.

mod body;
mod fields;
mod frame;
mod lists;
mod package;
mod styles;
mod tables;
mod template;
mod xml;

use super::{Document, Words};
use body::Body;
use lists::Lists;
use package::Package;
use styles::Styles;

/// The names of elements that stand behind `w:`.
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The names of relations that stand behind `r:`.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no package of parts at all.
    NotADocument,
    /// An older Word document, or one with a password.
    OldOrLocked,
    /// A text document of LibreOffice.
    OpenDocument,
    /// It can run macros.
    Macros,
    /// It is in the strict form, whose names are others.
    Strict,
    /// It unpacks to more than any template has.
    TooLarge,
    /// A part is not there.
    Missing(String),
    /// A part cannot be read.
    Broken(String),
    /// It asks for what no document has.
    UnknownFields(Vec<String>),
    /// The place for the text stands among other words, twice, or outside the text.
    Misplaced,
    /// A package could not be written.
    Unwritten(String),
}

/// Where a template wants the text of the minutes: a paragraph of its own.
pub const PLACE: &str = "MINUTES_BODY";

/// Writes a Word document, on a template if there is one.
pub fn write(document: &Document, words: &Words, template: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
    match template {
        Some(template) => template::fill(document, template),
        None => plain(document, words),
    }
}

/// Returns the names of what a template may ask for in this document.
pub fn field_names(document: &Document) -> Vec<String> {
    fields::known(document).into_iter().map(|(name, _)| name).collect()
}

/// Writes a document on our own pages.
fn plain(document: &Document, words: &Words) -> Result<Vec<u8>, Fault> {
    let (mut styles, mut lists) = (Styles::own(), Lists::default());
    let text = Body::write(document, None, &mut styles, &mut lists);
    // The numbers of relations are those of parts/document_relationships.xml.
    let section = frame::section("rId7", "rId6", "rId8");
    let main = format!(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:document xmlns:w='{MAIN}' xmlns:r='{RELATIONS}'>\
         <w:body>{text}{section}</w:body></w:document>"
    );
    let mut mark = |nth| match document.watermark().trim() {
        "" => String::new(),
        words => frame::watermark(words, nth, &mut styles),
    };
    let (first, others) = (mark(1), mark(2));
    let first = if first.is_empty() { frame::header_line("", &mut styles) } else { first };
    let others = others + &frame::header_line(document.title(), &mut styles);
    let language = |part: &str| part.replace("LANGUAGE", &xml::escaped(document.language));
    let mut package = Package::default();
    for (name, content) in [
        ("[Content_Types].xml", include_str!("parts/content_types.xml")),
        ("_rels/.rels", include_str!("parts/relationships.xml")),
        ("docProps/core.xml", &frame::properties(document)),
        ("word/document.xml", &main),
        ("word/_rels/document.xml.rels", include_str!("parts/document_relationships.xml")),
        ("word/styles.xml", &styles::sheet(document.language)),
        ("word/numbering.xml", &lists.part()),
        ("word/settings.xml", &language(include_str!("parts/settings.xml"))),
        ("word/fontTable.xml", include_str!("parts/fonts.xml")),
        ("word/theme/theme1.xml", include_str!("parts/theme.xml")),
        ("word/header1.xml", &frame::header(&others)),
        ("word/header2.xml", &frame::header(&first)),
        ("word/footer1.xml", &frame::footer(words, &mut styles)),
    ] {
        package.put(name, content)?;
    }
    package.finish()
}
