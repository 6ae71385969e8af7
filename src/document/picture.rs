//! Pictures as data: what is drawn and what it tells, without markup and without English of their own.

use super::{Cell, Column, ColumnKind, Table, inert};
use chrono::NaiveDate;

/// A picture that says in words all that it shows. Whatever is written in it has been made inert.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    title: String,
    alternative: String,
    drawing: Drawing,
    key: Vec<KeyEntry>,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    Grid(Grid),
    Timeline(Timeline),
    Bars(Vec<Bar>),
    Line(Line),
}

/// How something stands, as far as a format is to show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    Good,
    Watch,
    Bad,
    Done,
    Paused,
    #[default]
    Plain,
}

/// What stands for something in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    pub tone: Tone,
    pub is_done: bool,
    pub is_late: bool,
}

/// A sign and its meaning in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEntry {
    pub sign: Sign,
    pub label: String,
}

/// Counts by row and column, the higher the darker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    pub columns: Vec<GridColumn>,
    pub rows: Vec<GridRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridColumn {
    pub label: String,
    pub tone: Tone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    pub label: String,
    /// One for each column.
    pub counts: Vec<usize>,
}

/// What is to happen, or did, from one day to another. What lies outside stands at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub today: NaiveDate,
    pub today_label: String,
    pub ticks: Vec<Tick>,
    pub lanes: Vec<Lane>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    pub label: String,
    pub marks: Vec<LaneMark>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneMark {
    pub day: NaiveDate,
    pub label: String,
    pub sign: Sign,
}

/// A day that is named on an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    pub day: NaiveDate,
    pub label: String,
}

/// A length beside others.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub label: String,
    pub value: f64,
    /// The value as it is written.
    pub figure: String,
    pub tone: Tone,
}

/// Values over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub points: Vec<Point>,
    pub target: Option<Level>,
    pub baseline: Option<Level>,
    pub ticks: Vec<Tick>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub day: NaiveDate,
    pub value: f64,
    /// The value as it is written.
    pub figure: String,
}

/// A value that others are held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub value: f64,
    pub label: String,
}

impl Sign {
    /// Returns the full sign of a tone.
    pub fn of(tone: Tone) -> Self {
        Sign { tone, is_done: true, is_late: false }
    }
}

impl Grid {
    /// Returns the counts as a table.
    pub fn as_table(&self, caption: &str) -> Table {
        let counts = self.columns.iter().map(|column| Column::new(&column.label, ColumnKind::Number));
        let row = |row: &GridRow| {
            let counts = row.counts.iter().map(|count| Cell::from(count.to_string()));
            std::iter::once(Cell::from(row.label.as_str())).chain(counts).collect()
        };
        let columns = std::iter::once(Column::words("")).chain(counts).collect();
        Table::typed(caption, columns, self.rows.iter().map(row).collect())
    }
}

impl Bar {
    /// Returns a bar for a count, which is written as it is.
    pub fn count(label: &str, count: usize, tone: Tone) -> Self {
        Bar { label: label.into(), value: count as f64, figure: count.to_string(), tone }
    }
}

impl Picture {
    /// Returns a picture; the alternative tells in sentences all that the drawing tells.
    ///
    /// Whatever is no number is left out of the drawing.
    pub fn new(title: &str, alternative: &str, drawing: Drawing) -> Self {
        Picture {
            title: inert(title).into_owned(),
            alternative: inert(alternative).into_owned(),
            drawing: clean(drawing),
            key: Vec::new(),
        }
    }

    /// Returns the same picture with the meaning of its signs written below it.
    pub fn with_key(mut self, key: Vec<(Sign, &str)>) -> Self {
        self.key = key.into_iter().map(|(sign, label)| KeyEntry { sign, label: inert(label).into_owned() }).collect();
        self
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn alternative(&self) -> &str {
        &self.alternative
    }

    pub fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    pub fn key(&self) -> &[KeyEntry] {
        &self.key
    }
}

/// Makes the text of a drawing inert, gives each row of a grid a count for each column, and leaves out what
/// is no number.
fn clean(mut drawing: Drawing) -> Drawing {
    match &mut drawing {
        Drawing::Grid(grid) => {
            let width = grid.columns.len();
            grid.columns.iter_mut().for_each(|column| make_inert(&mut column.label));
            for row in &mut grid.rows {
                make_inert(&mut row.label);
                row.counts.resize(width, 0);
            }
        }
        Drawing::Timeline(timeline) => {
            make_inert(&mut timeline.today_label);
            timeline.ticks.iter_mut().for_each(|tick| make_inert(&mut tick.label));
            for lane in &mut timeline.lanes {
                make_inert(&mut lane.label);
                lane.marks.iter_mut().for_each(|mark| make_inert(&mut mark.label));
            }
        }
        Drawing::Bars(bars) => {
            bars.retain(|bar| bar.value.is_finite());
            bars.iter_mut().flat_map(|bar| [&mut bar.label, &mut bar.figure]).for_each(make_inert);
        }
        Drawing::Line(line) => {
            line.points.retain(|point| point.value.is_finite());
            line.points.sort_by_key(|point| point.day);
            line.target = line.target.take().filter(|level| level.value.is_finite());
            line.baseline = line.baseline.take().filter(|level| level.value.is_finite());
            line.points.iter_mut().for_each(|point| make_inert(&mut point.figure));
            line.ticks.iter_mut().for_each(|tick| make_inert(&mut tick.label));
            line.target.iter_mut().chain(&mut line.baseline).for_each(|level| make_inert(&mut level.label));
        }
    }
    drawing
}

fn make_inert(text: &mut String) {
    *text = inert(text).into_owned();
}
