//! Word documents, and what is wrong with the template of a body in words.

use super::export::Template;
use super::{Failure, Result};
use crate::document::Document;
use crate::document::docx::{self, Fault, PLACE};
use crate::reports::wording;

/// What the file that is given as a template should be.
const SAVE_AS: &str = "Open it in Word or LibreOffice and save it as a Word document (.docx); nothing was written.";

/// Writes a Word document, on the template of a body if there is one.
pub fn write(document: &Document, template: Option<&Template>) -> Result<Vec<u8>> {
    let template = template.map(|template| template.bytes.as_slice());
    docx::write(document, &wording::WORDS, template).map_err(|fault| in_words(&fault, document))
}

fn in_words(fault: &Fault, document: &Document) -> Failure {
    let again = "Save it again with Word or LibreOffice, or use another copy; nothing was written.";
    match fault {
        Fault::NotADocument => Failure::new("The template is no Word document.", SAVE_AS),
        Fault::OldOrLocked => {
            Failure::new("The template is an older Word document (.doc), or it has a password.", SAVE_AS)
        }
        Fault::OpenDocument => Failure::new("The template is a document of LibreOffice (.odt).", SAVE_AS),
        Fault::Macros => Failure::new(
            "The template has macros, which could run wherever the minutes are opened.",
            "Save it without them, as a Word document (.docx); nothing was written.",
        ),
        Fault::Strict => Failure::new(
            "The template is a Strict Open XML document.",
            "Save it as a plain Word document (.docx); nothing was written.",
        ),
        Fault::TooLarge => Failure::new(
            "The template is too large: it unpacks to more than any letterhead has.",
            "Make its pictures smaller; nothing was written.",
        ),
        Fault::Missing(part) => Failure::new(format!("The template is damaged: {part} is not in it."), again),
        Fault::Broken(part) => Failure::new(format!("The template is damaged: {part} cannot be read."), again),
        Fault::UnknownFields(names) => {
            let names: Vec<String> = names.iter().map(|name| format!("{{{{{name}}}}}")).collect();
            let known: Vec<String> = docx::field_names(document).iter().map(|name| format!("{{{{{name}}}}}")).collect();
            Failure::new(
                format!("The template asks for what is not known: {}.", names.join(", ")),
                format!("It may ask for {}, and {{{{{PLACE}}}}} for the text. Nothing was written.", known.join(", ")),
            )
        }
        Fault::Misplaced => Failure::new(
            format!("{{{{{PLACE}}}}} stands in the template twice, among other words, or in a header or footer."),
            "Write it once, in a paragraph of its own; nothing was written.",
        ),
        Fault::Unwritten(why) => {
            Failure::new(format!("The document could not be put together: {why}."), "Nothing was written.")
        }
    }
}
