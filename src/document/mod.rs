//! A document as meaning, and the formats that turn it into bytes. No English in here.
//!
//! Text enters a document only through [`Document::new`] and its likes, [`Block::numbered`], [`Run`], [`Column`],
//! [`Cell`], [`Beside`] and [`Picture`], which make it inert.

pub mod calendar;
pub mod csv;
pub mod docx;
pub mod html;
pub mod inert;
pub mod limbs;
pub mod mail;
pub mod markdown;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod picture;
mod svg;
mod table;
pub mod text;
pub mod xlsx;

use crate::record::Id;
use chrono::NaiveDate;
pub use inert::{inert, inert_json};
use picture::Picture;
pub use picture::Tone;
use std::collections::{HashMap, HashSet};
pub use table::{Beside, Cell, Column, ColumnKind, Table};

/// A document in reading order, and what it says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    title: String,
    author: String,
    subject: String,
    watermark: String,
    fields: Vec<(String, String)>,
    /// The day of which it speaks: that of a meeting, or that up to which a report goes.
    pub date: Option<NaiveDate>,
    /// Language of the text, as BCP 47 has it.
    pub language: &'static str,
    pub blocks: Vec<Block>,
}

/// The words that formats put beside those of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// The link that goes past what stands above the text.
    pub skip: &'static str,
    /// What opens the words of a picture.
    pub in_words: &'static str,
    /// What stands in front of a page's number: "Page" of "Page 2 of 5".
    pub page: &'static str,
    /// What stands between a page's number and how many there are.
    pub of: &'static str,
}

/// One block: what it is, what it means, and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    pub mark: Mark,
    number: String,
    pub runs: Vec<Run>,
    /// The entry that it stands for, or the item or meeting whose heading it is.
    pub source: Option<Id>,
    begins_page: bool,
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
    /// A limb of a decision, lettered (a), (b) at depth 0, (i), (ii) at depth 1. Limbs that follow one another are
    /// one list; after anything else the letters begin again.
    Limb(u32),
    Table(Table),
    Beside(Beside),
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

/// Words of one meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    text: String,
    pub style: RunStyle,
    refers_to: Option<Id>,
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

impl Document {
    /// Returns a document of this title, in this language.
    pub fn new(title: &str, language: &'static str, blocks: Vec<Block>) -> Self {
        Document { title: inert(title).into_owned(), language, blocks, ..Document::default() }
    }

    /// Returns the same document issued by a body or council.
    pub fn by(mut self, author: &str) -> Self {
        self.author = inert(author).into_owned();
        self
    }

    /// Returns the same document with what it is about.
    pub fn about(mut self, subject: &str) -> Self {
        self.subject = inert(subject).into_owned();
        self
    }

    /// Returns the same document with words that stand in the header and across its pages.
    pub fn watermarked(mut self, watermark: &str) -> Self {
        self.watermark = inert(watermark).into_owned();
        self
    }

    /// Returns the same document speaking of a day.
    pub fn dated(self, day: NaiveDate) -> Self {
        Document { date: Some(day), ..self }
    }

    /// Returns the same document with words that a template may ask for by a name: `venue`.
    pub fn with_field(mut self, name: &str, words: &str) -> Self {
        self.fields.push((inert(name).into_owned(), inert(words).into_owned()));
        self
    }

    /// Returns the same document with several of them.
    pub fn with_fields(self, fields: Vec<(&str, String)>) -> Self {
        fields.iter().fold(self, |document, (name, words)| document.with_field(name, words))
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns who issues it.
    pub fn author(&self) -> &str {
        &self.author
    }

    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Returns what stands in the header and across the pages; nothing if it is empty.
    pub fn watermark(&self) -> &str {
        &self.watermark
    }

    /// Returns its tables in reading order, those that stand beside something among them.
    pub fn tables(&self) -> Vec<&Table> {
        tables_of(&self.blocks)
    }

    /// Returns the headings to which something refers, by what they stand for, each with a number.
    pub fn targets(&self) -> HashMap<Id, usize> {
        let wanted: HashSet<Id> = self.blocks.iter().flat_map(|block| &block.runs).filter_map(Run::refers_to).collect();
        let headings = self.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
        let mut targets = HashMap::new();
        for id in headings.filter_map(|heading| heading.source).filter(|id| wanted.contains(id)) {
            let next = targets.len() + 1;
            targets.entry(id).or_insert(next);
        }
        targets
    }

    /// Returns what a template may ask for: names and words.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }
}

fn tables_of(blocks: &[Block]) -> Vec<&Table> {
    let mut tables = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Table(table) => tables.push(table),
            BlockKind::Beside(beside) => {
                tables.extend(beside.rows.iter().flatten().flat_map(|side| tables_of(side)));
            }
            _ => {}
        }
    }
    tables
}

impl Run {
    /// Returns plain words, made inert.
    pub fn plain(text: &str) -> Self {
        Run { text: inert(text).into_owned(), style: RunStyle::Plain, refers_to: None }
    }

    /// Returns the words of a label, made inert.
    pub fn strong(text: &str) -> Self {
        Run { text: inert(text).into_owned(), style: RunStyle::Strong, refers_to: None }
    }

    /// Returns the name of a speaker, made inert.
    pub fn name(text: &str) -> Self {
        Run { text: inert(text).into_owned(), style: RunStyle::Name, refers_to: None }
    }

    /// Returns the same words referring to the heading that [stands for](Block::source) something.
    pub fn referring_to(mut self, heading: Id) -> Self {
        self.refers_to = Some(heading);
        self
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns what the heading stands for to which these words refer, if they do.
    pub fn refers_to(&self) -> Option<Id> {
        self.refers_to
    }
}

impl Block {
    /// Returns a block with plain words.
    pub fn new(kind: BlockKind, mark: Mark, text: &str) -> Self {
        Block::of(kind, mark, vec![Run::plain(text)])
    }

    /// Returns a block with words of several meanings.
    pub fn of(kind: BlockKind, mark: Mark, runs: Vec<Run>) -> Self {
        Block { kind, mark, number: String::new(), runs, source: None, begins_page: false }
    }

    /// Returns a block that has no words beside those of its kind: a table, a picture, columns.
    pub fn bare(kind: BlockKind) -> Self {
        Block::of(kind, Mark::Plain, Vec::new())
    }

    /// Returns the same block with a number in front of its words, exactly so: `12/23` of a heading, `4.1` of a
    /// paragraph.
    pub fn numbered(mut self, number: &str) -> Self {
        self.number = inert(number).trim().to_string();
        self
    }

    /// Returns the same block standing for an entry, or as the heading of an item or meeting.
    pub fn standing_for(mut self, source: Id) -> Self {
        self.source = Some(source);
        self
    }

    /// Returns the same block at the top of a page, where there are pages.
    pub fn on_new_page(mut self) -> Self {
        self.begins_page = true;
        self
    }

    /// Tells whether it is to stand at the top of a page.
    pub fn begins_page(&self) -> bool {
        self.begins_page
    }

    /// Returns the number in front of its words; none if it is empty.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Returns the words without their styles, and without its number.
    pub fn text(&self) -> String {
        self.runs.iter().map(Run::text).collect()
    }
}
