//! The formats in which things leave the book, and what each can hold.

use super::Failure;
use crate::text_enum;

text_enum! {
    /// A format of files.
    pub enum Format {
        Text = "text",
        Markdown = "md",
        Html = "html",
        /// A Word document.
        Word = "docx",
        Pdf = "pdf",
        Xlsx = "xlsx",
        Csv = "csv",
        Json = "json",
        /// Columns for the eye, in the terminal.
        Table = "table",
        Calendar = "ics",
        Mail = "eml",
    }
}

/// What a format can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Any document.
    Documents,
    /// The tables of a document, and nothing else of it.
    Tables,
    /// The records themselves.
    Records,
    /// Lists of actions only.
    Actions,
}

impl Format {
    pub fn holds(self) -> Holds {
        match self {
            Format::Text | Format::Markdown | Format::Html | Format::Word | Format::Pdf => Holds::Documents,
            Format::Xlsx | Format::Csv => Holds::Tables,
            Format::Json => Holds::Records,
            Format::Table | Format::Calendar | Format::Mail => Holds::Actions,
        }
    }

    /// Returns the formats of documents that are not of actions alone.
    pub fn of_documents() -> Vec<Format> {
        Format::ALL.iter().copied().filter(|format| format.holds() != Holds::Actions).collect()
    }

    /// Returns the formats of those that the whole minutes of a meeting have.
    pub fn of_minutes() -> Vec<Format> {
        let holds = |format: &Format| matches!(format.holds(), Holds::Documents | Holds::Records);
        Format::ALL.iter().copied().filter(holds).collect()
    }

    /// Tells whether this program was built to write it.
    pub fn is_built(self) -> bool {
        self != Format::Pdf || cfg!(feature = "pdf")
    }

    /// Tells whether it is text, which a terminal can show.
    pub fn is_text(self) -> bool {
        !matches!(self, Format::Xlsx | Format::Word | Format::Pdf)
    }

    /// Tells whether it is laid out on pages, by a template of the body's if there is one.
    pub fn has_templates(self) -> bool {
        matches!(self, Format::Word | Format::Pdf)
    }

    /// Tells whether pictures can be drawn in it.
    pub fn draws(self) -> bool {
        matches!(self, Format::Html | Format::Pdf)
    }

    /// Returns the ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text | Format::Table => "txt",
            format => format.word(),
        }
    }

    /// Returns the refusal to write something in this format.
    pub fn unsuited(self, what: &str) -> Failure {
        let hint = match self.holds() {
            Holds::Tables => "It has no table. Use --as docx, html, md or text.",
            Holds::Records => "JSON has the whole meeting: export MEETING --as json.",
            Holds::Actions => "It is for actions: minutebook actions.",
            Holds::Documents => "Use another format.",
        };
        Failure::new(format!("{what} cannot be written as {self}."), hint)
    }
}
