//! Where the tables of a plan are: their headers, their rows, and what stands above them.

use super::columns::{Field, Sureness, folded, listed, meaning};
use super::{Options, days};
use crate::import::sheet::{Cell, Row, Sheet, column_name};
use crate::record::Refusal;
use std::collections::BTreeMap;

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Actions,
    Risks,
    RagKey,
    Measures,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub index: u32,
    /// By which it is known; where the header has two rows it may be the lower alone.
    pub header: String,
    /// As the sheet has it.
    pub shown: String,
    pub field: Field,
    pub sureness: Sureness,
}

/// A table of a sheet.
pub(super) struct Table<'a> {
    /// Its place among the sheets that are read.
    pub sheet: usize,
    pub kind: Kind,
    /// The first row of its header.
    pub header_row: u32,
    pub columns: Vec<Column>,
    /// What follows the header until the next one, notes and blank rows apart.
    pub rows: Vec<&'a Row>,
    /// What stands between the table before and this one.
    pub above: Vec<&'a Row>,
}

/// The tables of all sheets, and which rows are headers.
#[derive(Default)]
pub(super) struct Layout<'a> {
    pub tables: Vec<Table<'a>>,
    /// Sheet, row and column of every cell of a header, repeated ones too.
    pub headers: Vec<(usize, u32, u32)>,
    /// Rows of sheets that have no table.
    pub loose: Vec<(usize, Vec<&'a Row>)>,
}

impl Table<'_> {
    /// Returns the column that holds a field.
    pub fn column(&self, field: Field) -> Option<u32> {
        self.columns.iter().find(|column| column.field == field).map(|column| column.index)
    }

    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    pub fn last_row(&self) -> u32 {
        self.rows.last().map_or(self.header_row, |row| row.index)
    }
}

/// Finds the tables.
pub(super) fn of<'a>(sheets: &[&'a Sheet], options: &Options) -> Result<Layout<'a>, Refusal> {
    let mut layout = Layout::default();
    for (nth, sheet) in sheets.iter().enumerate() {
        find(nth, sheet, options, &mut layout);
    }
    if !layout.tables.iter().any(|table| table.kind == Kind::Actions) {
        return Err(Refusal::new(
            "No row was found that heads a table of plan actions.",
            "Such a row has words like Ref, Action, Lead, By when, RAG and Progress; say what other words mean with \
             --map \"Header=action\" --map \"Header=due\".",
        ));
    }
    Ok(layout)
}

/// A header that was found.
struct Header {
    kind: Kind,
    columns: Vec<Column>,
    /// How many rows it takes.
    rows: usize,
}

fn find<'a>(nth: usize, sheet: &'a Sheet, options: &Options, layout: &mut Layout<'a>) {
    let mut above = Vec::new();
    let mut current: Option<Table<'a>> = None;
    let mut at = 0;
    while let Some(row) = sheet.rows.get(at) {
        let Some(header) = header_at(sheet, at, options) else {
            match &mut current {
                Some(table) => table.rows.push(row),
                None => above.push(row),
            }
            at += 1;
            continue;
        };
        let is_again = current.as_ref().is_some_and(|table| is_repeated(table, &header));
        let known = current.as_ref().filter(|_| is_again).map(|table| &table.columns);
        for row in sheet.rows.iter().skip(at).take(header.rows) {
            let columns = row.cells.iter().map(|(column, _)| *column);
            // What differs from the header above is no part of it.
            let is_of_it = |column: &u32| known.is_none_or(|known| is_same_column(known, &header.columns, *column));
            layout.headers.extend(columns.filter(is_of_it).map(|column| (nth, row.index, column)));
        }
        at += header.rows;
        if is_again {
            continue;
        }
        if let Some(mut table) = current.take() {
            above = loose_end(&mut table);
            layout.tables.push(table);
        }
        current = Some(Table {
            sheet: nth,
            kind: header.kind,
            header_row: row.index,
            columns: header.columns,
            rows: Vec::new(),
            above: std::mem::take(&mut above),
        });
    }
    match current {
        Some(table) => layout.tables.push(table),
        None => layout.loose.push((nth, above)),
    }
}

/// Takes the single lines at the end of a table away: they are the title of the next.
fn loose_end<'a>(table: &mut Table<'a>) -> Vec<&'a Row> {
    let last = table.rows.iter().rposition(|row| row.cells.len() > 1).map_or(0, |last| last + 1);
    table.rows.split_off(last)
}

/// Tells whether a header is the one of the table again, as on the next page.
fn is_repeated(table: &Table<'_>, header: &Header) -> bool {
    let is_same = |column: &&Column| {
        let same = |known: &Column| known.index == column.index && folded(&known.header) == folded(&column.header);
        table.columns.iter().any(same)
    };
    let same = header.columns.iter().filter(is_same).count();
    header.kind == table.kind && same * 10 >= header.columns.len().max(table.columns.len()) * 8
}

/// Tells whether two headers have the same words in a column.
fn is_same_column(known: &[Column], again: &[Column], index: u32) -> bool {
    let words =
        |columns: &[Column]| columns.iter().find(|column| column.index == index).map(|column| folded(&column.shown));
    words(known) == words(again)
}

/// The words of a header by columns: by which they are known, and as the sheet has them.
type Words = BTreeMap<u32, (String, String)>;

/// Reads a row, or it and the next, as a header.
fn header_at(sheet: &Sheet, at: usize, options: &Options) -> Option<Header> {
    let row = sheet.rows.get(at)?;
    let top = header_words(row)?;
    let is_known = |(column, (header, shown)): (&u32, &(String, String))| {
        listed(header).is_some() || said(*column, [header, shown], options).is_some()
    };
    if !top.iter().any(is_known) {
        return None;
    }
    let next = sheet.rows.get(at + 1).filter(|next| next.index == row.index + 1);
    let bottom = next.and_then(header_words).unwrap_or_default();
    let below = header_of(&bottom, options);
    let alone = header_of(&top, options);
    let is_title = alone.is_none() && (below.is_some() || top.len() < 2);
    if let Some(both) = (!is_title && !bottom.is_empty()).then(|| joined(sheet, row.index, &top, &bottom)).flatten()
        && let Some((kind, columns)) = header_of(&both, options)
        && !(below.is_some() && alone.is_some())
    {
        return Some(Header { kind, columns, rows: 2 });
    }
    alone.map(|(kind, columns)| Header { kind, columns, rows: 1 })
}

/// Returns the words of a row by columns, if they could be a header: short, and no figures.
fn header_words(row: &Row) -> Option<Words> {
    let words = |(column, cell): &(u32, Cell)| match cell {
        Cell::Text(text) if text.chars().count() <= 80 => Some((*column, (text.clone(), text.clone()))),
        // A quarter or month may head a column of figures.
        Cell::Date(_) => Some((*column, (cell.words(), cell.words()))),
        _ => None,
    };
    row.cells.iter().map(words).collect()
}

/// Joins a header with the row below it: "By" over "when", "Timescale" merged over "Start" and "End".
fn joined(sheet: &Sheet, row: u32, top: &Words, bottom: &Words) -> Option<Words> {
    let mut both = top.clone();
    for (column, (below, _)) in bottom {
        let merged = sheet.merge_at(row, *column).map_or(*column, |merge| merge.first_column);
        let above = top.get(column).or_else(|| top.get(&merged)).map(|(above, _)| above);
        let whole = above.map(|above| format!("{above} {below}"));
        let is_header = |words: &String| listed(words).is_some();
        let words = whole.clone().filter(is_header).or_else(|| Some(below.clone()).filter(is_header))?;
        both.insert(*column, (words, whole.unwrap_or_else(|| below.clone())));
    }
    Some(both)
}

/// Returns what a row heads, if it heads anything.
fn header_of(words: &Words, options: &Options) -> Option<(Kind, Vec<Column>)> {
    let known = |(column, (header, shown)): &(&u32, &(String, String))| {
        said(**column, [header, shown], options).is_some()
            || listed(header).is_some()
            || days::of_header(header).is_some()
    };
    let count = words.iter().filter(known).count();
    if count < 2 || (count < 4 && count * 2 < words.len()) {
        return None;
    }
    let column = |(index, (header, shown)): (&u32, &(String, String))| {
        let (field, sureness) = match said(*index, [header, shown], options) {
            Some(field) => (field, Sureness::Sure),
            None => meaning(header),
        };
        Column { index: *index, header: header.clone(), shown: shown.clone(), field, sureness }
    };
    let columns: Vec<Column> = words.iter().map(column).collect();
    Some((kind_of(&columns)?, columns))
}

/// Returns what somebody said that a column is, by its header or its letter.
fn said(index: u32, headers: [&str; 2], options: &Options) -> Option<Field> {
    let wanted = headers.map(folded);
    let is_it = |name: &String| !name.is_empty() && wanted.contains(name);
    let by_header = options.maps.iter().find(|(name, _)| is_it(&folded(name)));
    let letter = column_name(index);
    let by_letter = || options.maps.iter().find(|(name, _)| name.trim().eq_ignore_ascii_case(&letter));
    by_header.or_else(by_letter).map(|(_, field)| *field)
}

/// Tells what a table with such columns is about.
fn kind_of(columns: &[Column]) -> Option<Kind> {
    let at = |field: Field| columns.iter().position(|column| column.field == field);
    let is_sure =
        |field: Field| columns.iter().any(|column| column.field == field && column.sureness == Sureness::Sure);
    let has_any = |fields: &[Field]| fields.iter().any(|field| at(*field).is_some());
    let (action, risk) =
        (at(Field::Action).filter(|_| is_sure(Field::Action)), at(Field::Risk).filter(|_| is_sure(Field::Risk)));
    let with_risk = [Field::Mitigation, Field::Lead, Field::Rating, Field::Rag, Field::Reference];
    if risk.is_some_and(|risk| action.is_none_or(|action| risk < action)) && has_any(&with_risk) {
        return Some(Kind::Risks);
    }
    let about_actions = [
        Field::Reference,
        Field::Lead,
        Field::Due,
        Field::Rag,
        Field::Status,
        Field::Progress,
        Field::Theme,
        Field::Start,
        Field::Milestones,
        Field::Outcome,
        Field::Findings,
    ];
    if action.is_some() {
        return has_any(&about_actions).then_some(Kind::Actions);
    }
    let is_rated = has_any(&[Field::Rag, Field::Rating, Field::Status]);
    if is_rated && is_sure(Field::Meaning) && !has_any(&[Field::Reference, Field::Due, Field::Lead]) {
        return Some(Kind::RagKey);
    }
    let figures = has_any(&[Field::Unit, Field::Baseline, Field::Latest, Field::Target])
        || columns.iter().any(|column| days::of_header(&column.header).is_some());
    let of_actions = has_any(&[Field::Milestones, Field::Start]) || is_sure(Field::Due);
    if at(Field::Measure).is_some() && figures && !of_actions {
        return Some(Kind::Measures);
    }
    let count = about_actions.iter().filter(|field| at(**field).is_some()).count();
    let has_words = at(Field::Action).is_some() || columns.iter().any(|column| column.field == Field::Ignored);
    (count >= 3 && has_words && has_any(&[Field::Lead, Field::Due])).then_some(Kind::Actions)
}
