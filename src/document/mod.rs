//! A document as meaning, and the formats that turn it into bytes. No English in here.
//!
//! Text enters a document only through [`Run`], [`Table`] and [`Picture`], which make it inert.

pub mod calendar;
pub mod html;
pub mod inert;
pub mod mail;
pub mod markdown;
pub mod picture;
mod svg;
pub mod text;

use crate::record::Id;
pub use inert::{inert, inert_json};
use picture::Picture;

/// A document in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub title: String,
    /// Language of the text, as BCP 47 has it.
    pub language: &'static str,
    pub blocks: Vec<Block>,
}

/// One block: what it is, what it means, and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    pub mark: Mark,
    pub runs: Vec<Run>,
    /// The entry that it stands for.
    pub source: Option<Id>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// The document's own title.
    Title,
    /// A heading of level 1 (below the title) or deeper.
    Heading(u8),
    Paragraph,
    /// An item of a list, nested by depth from 0.
    Bullet(u32),
    Table(Table),
    Picture(Picture),
    /// A line to be filled in by hand, after its label.
    Blank,
}

/// What a block means, so that a format may show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Plain,
    /// A short line that belongs to the heading after it.
    Label,
    /// What the item is for, above its minute.
    Purpose,
    /// A sentence that leads in a list.
    LeadIn,
    Action,
    Decision,
    Exempt,
    Draft,
    Movement,
    Interest,
    /// The clerk's own; only on the clerk's screen.
    Private,
}

/// A table with one header row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub caption: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Words of one meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    text: String,
    pub style: RunStyle,
}

/// What words mean within a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStyle {
    Plain,
    /// A label such as "ACTION:".
    Strong,
    /// Who speaks.
    Name,
}

impl Run {
    /// Returns plain words, made inert.
    pub fn plain(text: &str) -> Self {
        Run { text: inert(text).into_owned(), style: RunStyle::Plain }
    }

    /// Returns the words of a label, made inert.
    pub fn strong(text: &str) -> Self {
        Run { text: inert(text).into_owned(), style: RunStyle::Strong }
    }

    /// Returns the name of a speaker, made inert.
    pub fn name(text: &str) -> Self {
        Run { text: inert(text).into_owned(), style: RunStyle::Name }
    }

    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Block {
    /// Returns a block with plain words.
    pub fn new(kind: BlockKind, mark: Mark, text: &str) -> Self {
        Block { kind, mark, runs: vec![Run::plain(text)], source: None }
    }

    /// Returns a block that has no words beside those of its kind: a table or a picture.
    pub fn bare(kind: BlockKind) -> Self {
        Block { kind, mark: Mark::Plain, runs: Vec::new(), source: None }
    }

    /// Returns the same block standing for an entry.
    pub fn standing_for(mut self, entry: Id) -> Self {
        self.source = Some(entry);
        self
    }

    /// Returns the words without their styles.
    pub fn text(&self) -> String {
        self.runs.iter().map(Run::text).collect()
    }
}

impl Table {
    /// Returns a table whose words have been made inert.
    pub fn new(caption: &str, header: &[&str], rows: Vec<Vec<String>>) -> Self {
        let clean = |row: Vec<String>| row.iter().map(|cell| inert(cell).into_owned()).collect();
        Table {
            caption: inert(caption).into_owned(),
            header: header.iter().map(|cell| inert(cell).into_owned()).collect(),
            rows: rows.into_iter().map(clean).collect(),
        }
    }
}
