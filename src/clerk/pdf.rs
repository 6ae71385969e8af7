//! Documents as PDF, laid out by the built-in template or by the body's own.

use super::export::{Content, Template};
use super::{Failure, Result};
use crate::document::Document;

#[cfg(not(feature = "pdf"))]
pub fn write(_: &Document, _: Option<&Template>) -> Result<Content> {
    Err(Failure::new(
        "This minutebook was built without PDF.",
        "Export --as docx and print that, or build it anew: cargo build --release --features pdf",
    ))
}

#[cfg(feature = "pdf")]
pub use with_feature::write;

#[cfg(feature = "pdf")]
mod with_feature {
    use super::*;
    use crate::document::pdf::{self, Pdf};
    use crate::reports::wording;
    use std::collections::BTreeSet;
    use std::ffi::OsStr;
    use std::path::{Path, PathBuf};

    /// How many letters are told by name that no font has.
    const TOLD: usize = 8;

    /// Returns a document as a PDF. A template may use what lies beside its file: pictures, parts, fonts.
    pub fn write(document: &Document, template: Option<&Template>) -> Result<Content> {
        let Some(template) = template else { return content(pdf::write(document, &wording::WORDS, None)) };
        let name = template.path.file_name().unwrap_or(OsStr::new("template.typ")).to_string_lossy().into_owned();
        let text = std::str::from_utf8(&template.bytes).map_err(|error| {
            let line = template.bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            let hint = "Nothing was written. The template of a PDF is text in the language of typst.";
            Failure::new(format!("{name}:{line}: this is not UTF-8 text."), hint)
        })?;
        let folder = template.path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let read = |path: &str| std::fs::read(folder.join(path)).ok();
        let template = pdf::Template { name: &name, text, read: &read, fonts: fonts_in(folder) };
        content(pdf::write(document, &wording::WORDS, Some(&template)))
    }

    fn content(written: std::result::Result<Pdf, pdf::PdfError>) -> Result<Content> {
        match written {
            Ok(pdf) => Ok(Content { bytes: pdf.bytes, remark: missing_letters(&pdf.missing).unwrap_or_default() }),
            Err(error) => {
                let hint = error.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
                Err(Failure::new(format!("{error}{hint}."), "Nothing was written. Mend the template, or leave it out."))
            }
        }
    }

    /// Reads the fonts in a folder, in the order of their names. What cannot be read is missed by the template.
    fn fonts_in(folder: &Path) -> Vec<Vec<u8>> {
        let is_font = |path: &PathBuf| {
            let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
            ["ttf", "otf", "ttc"].iter().any(|font| ending == *font)
        };
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut fonts: Vec<PathBuf> = files.filter(is_font).collect();
        fonts.sort();
        fonts.iter().filter_map(|path| std::fs::read(path).ok()).collect()
    }

    /// Says which letters no font has.
    fn missing_letters(missing: &BTreeSet<char>) -> Option<String> {
        let told: Vec<String> =
            missing.iter().take(TOLD).map(|letter| format!("{letter} (U+{:04X})", u32::from(*letter))).collect();
        let more = missing.len().saturating_sub(TOLD);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        (!missing.is_empty()).then(|| {
            format!(
                "The fonts of the PDF do not have {}{more}: a box (\u{25a1}) stands for each. Put a font that has them \
                 beside a template (--template), or export --as docx.",
                told.join(", ")
            )
        })
    }
}
