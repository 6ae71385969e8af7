//! Tables whose columns say what stands in them, and the layout that sets actions beside the minute.

use super::picture::Tone;
use super::{Block, Run, inert};
use chrono::NaiveDate;

/// A table with one header row; its first column says what each row is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// What a column is called, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    header: String,
    pub kind: ColumnKind,
}

/// What stands in a column, so that a format which knows dates, numbers or choices may use them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    #[default]
    Words,
    Date,
    Number,
    /// One of some words.
    Choice(Vec<String>),
}

/// A cell: its words, and what they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    text: String,
    /// The day that the words mean.
    pub date: Option<NaiveDate>,
    /// How what they say stands. The words say it too.
    pub tone: Tone,
}

/// A layout in two columns: what was minuted, and beside it what is to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    header: [String; 2],
    pub rows: Vec<[Vec<Block>; 2]>,
}

impl Table {
    /// Returns a table of words, made inert.
    pub fn new(caption: &str, header: &[&str], rows: Vec<Vec<String>>) -> Self {
        let columns = header.iter().map(|header| Column::words(header)).collect();
        let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::from).collect()).collect();
        Table::typed(caption, columns, rows)
    }

    /// Returns a table whose columns say what stands in them.
    pub fn typed(caption: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Table { caption: inert(caption).into_owned(), columns, rows }
    }

    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// Returns how many cells the widest row has, the header among them.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).chain([self.columns.len()]).max().unwrap_or(0)
    }
}

impl Column {
    pub fn new(header: &str, kind: ColumnKind) -> Self {
        let kind = match kind {
            ColumnKind::Choice(words) => {
                ColumnKind::Choice(words.iter().map(|word| inert(word).into_owned()).collect())
            }
            kind => kind,
        };
        Column { header: inert(header).into_owned(), kind }
    }

    /// Returns a column of words.
    pub fn words(header: &str) -> Self {
        Column::new(header, ColumnKind::Words)
    }

    pub fn header(&self) -> &str {
        &self.header
    }
}

impl Cell {
    /// Returns the same cell meaning a day, if its words mean one.
    pub fn on(self, date: Option<NaiveDate>) -> Self {
        Cell { date, ..self }
    }

    /// Returns the same cell in a tone.
    pub fn toned(self, tone: Tone) -> Self {
        Cell { tone, ..self }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the number that the words are, if they are figures, a sign and a point only.
    pub fn number(&self) -> Option<f64> {
        let is_figure = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
        self.text.chars().all(is_figure).then(|| self.text.parse().ok()).flatten()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell { text: inert(text).into_owned(), date: None, tone: Tone::Plain }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::from(text.as_str())
    }
}

impl Beside {
    /// Returns a layout whose columns are called so.
    pub fn new(header: [&str; 2], rows: Vec<[Vec<Block>; 2]>) -> Self {
        Beside { header: header.map(|words| inert(words).into_owned()), rows }
    }

    pub fn header(&self) -> &[String; 2] {
        &self.header
    }

    /// Returns a block of the right side as it reads where it does not stand beside: behind what its column is
    /// called, unless its own words begin so.
    pub fn labelled(&self, block: &Block) -> Block {
        let (label, text) = (self.header[1].trim(), block.text());
        let says_so = text.trim_start().get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label));
        let mut block = block.clone();
        if !label.is_empty() && !text.trim().is_empty() && !says_so {
            block.runs.insert(0, Run::strong(&format!("{label}: ")));
        }
        block
    }

    /// Returns both sides of each row in the order of reading, as they read below one another.
    pub fn in_order(&self) -> impl Iterator<Item = Vec<Block>> {
        let sides = self.rows.iter().flat_map(|[left, right]| {
            [left.clone(), right.iter().map(|block| self.labelled(block)).collect::<Vec<_>>()]
        });
        sides.filter(|blocks| !blocks.is_empty())
    }
}
