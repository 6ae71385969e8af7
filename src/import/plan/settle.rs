//! Columns whose header alone does not say what they hold: their cells say it.

use super::columns::{Field, Sureness, folded};
use super::days;
use super::layout::{Column, Kind, Table};
use super::rag;
use crate::import::sheet::{Cell, Sheet};
use crate::record::stretch::is_quarter;

/// How many cells of a column are looked at.
const SAMPLE: usize = 200;

/// What a table's cells say of its columns.
struct Looks {
    /// How many cells have something in them.
    count: usize,
    distinct: usize,
    dates: usize,
    colours: usize,
    /// High, low, 1, 2: a rank, and no name of anything.
    ranks: usize,
    letters: usize,
    is_merged: bool,
}

const RANKS: &[&str] =
    &["high", "medium", "med", "low", "h", "m", "l", "urgent", "critical", "1", "2", "3", "4", "5", "p1", "p2", "p3"];

fn looks(table: &Table<'_>, sheet: Option<&&Sheet>, index: u32) -> Looks {
    let cells: Vec<&Cell> =
        table.rows.iter().map(|row| row.cell(index)).filter(|cell| !cell.is_empty()).take(SAMPLE).collect();
    let words: Vec<String> = cells.iter().map(|cell| cell.words()).collect();
    let distinct: std::collections::BTreeSet<String> = words.iter().map(|words| words.to_lowercase()).collect();
    let is_date = |cell: &&&Cell| days::last_day(cell, "").day.is_some();
    let is_rank = |words: &&String| RANKS.contains(&folded(words).as_str());
    let is_merge = |merge: &crate::import::sheet::Merge| {
        merge.first_column == index && merge.last_row > merge.first_row && merge.first_row > table.header_row
    };
    Looks {
        count: cells.len(),
        distinct: distinct.len(),
        dates: cells.iter().filter(is_date).count(),
        colours: words.iter().filter(|words| rag::is_colour(words)).count(),
        ranks: words.iter().filter(is_rank).count(),
        letters: words.iter().map(|words| words.len()).sum(),
        is_merged: sheet.is_some_and(|sheet| sheet.merges.iter().any(is_merge)),
    }
}

/// Decides what each column of a table holds.
pub(super) fn settle(table: &mut Table<'_>, sheets: &[&Sheet]) {
    let sheet = sheets.get(table.sheet);
    let looks: Vec<Looks> = table.columns.iter().map(|column| looks(table, sheet, column.index)).collect();
    match table.kind {
        Kind::Actions => actions(&mut table.columns, &looks, table.rows.len()),
        Kind::Measures => measures(&mut table.columns),
        Kind::Risks => risks(&mut table.columns),
        Kind::RagKey => rag_key(&mut table.columns),
    }
    for (column, looks) in table.columns.iter_mut().zip(&looks) {
        // Nothing hangs on a column that is empty.
        if looks.count == 0 && column.sureness == Sureness::Unsure {
            ignore(column);
        }
    }
}

fn ignore(column: &mut Column) {
    (column.field, column.sureness) = (Field::Ignored, Sureness::Unknown);
}

fn set(column: &mut Column, field: Field, sureness: Sureness) {
    (column.field, column.sureness) = (field, sureness);
}

fn count(columns: &[Column], field: Field) -> usize {
    columns.iter().filter(|column| column.field == field).count()
}

fn has_sure(columns: &[Column], field: Field) -> bool {
    columns.iter().any(|column| column.field == field && column.sureness == Sureness::Sure)
}

fn actions(columns: &mut [Column], looks: &[Looks], rows: usize) {
    action_column(columns, looks);
    for (at, looks) in looks.iter().enumerate() {
        by_cells(columns, at, looks, rows);
    }
    one_reference(columns);
    last_rated(columns, looks);
    if count(columns, Field::Measure) == 0 {
        for column in columns.iter_mut() {
            if matches!(column.field, Field::Unit | Field::Baseline | Field::Target | Field::Latest) {
                ignore(column);
            }
        }
    }
    if count(columns, Field::Risk) == 0 {
        columns.iter_mut().filter(|column| column.field == Field::Mitigation).for_each(ignore);
    }
}

/// Finds the column of the actions where no header says it: the one with the most words.
fn action_column(columns: &mut [Column], looks: &[Looks]) {
    if has_sure(columns, Field::Action) {
        for column in columns.iter_mut().filter(|column| column.field == Field::Action) {
            let header = folded(&column.header);
            match column.sureness {
                Sureness::Unsure if header.starts_with("recommendation") => {
                    set(column, Field::Findings, Sureness::Unsure)
                }
                Sureness::Unsure => ignore(column),
                _ => {}
            }
        }
        columns.iter_mut().filter(|column| column.field == Field::Meaning).for_each(ignore);
        return;
    }
    let free = |column: &Column| matches!(column.field, Field::Action | Field::Ignored | Field::Meaning);
    let wordy = (0..columns.len()).filter(|at| free(&columns[*at])).max_by_key(|at| looks[*at].letters);
    for (at, column) in columns.iter_mut().enumerate() {
        if Some(at) == wordy {
            set(column, Field::Action, Sureness::Unsure);
        } else if free(column) {
            ignore(column);
        }
    }
}

fn by_cells(columns: &mut [Column], at: usize, looks: &Looks, rows: usize) {
    let most = |some: usize| looks.count > 0 && some * 10 >= looks.count * 8;
    let (field, sureness, header) = (columns[at].field, columns[at].sureness, folded(&columns[at].header));
    let is_unsure = sureness == Sureness::Unsure;
    let has_other = |field: Field| {
        columns
            .iter()
            .enumerate()
            .any(|(nth, column)| nth != at && column.field == field && column.sureness == Sureness::Sure)
    };
    let (field, sureness) = match field {
        Field::Status if most(looks.colours) && !has_other(Field::Rag) => (Field::Rag, Sureness::Sure),
        Field::Rating if most(looks.colours) && !has_other(Field::Rag) => (Field::Rag, Sureness::Sure),
        Field::Rating => (Field::Ignored, Sureness::Unknown),
        Field::Due if is_unsure && header == "target" => match (most(looks.dates), has_other(Field::Measure)) {
            (true, _) if !has_other(Field::Due) => (Field::Due, Sureness::Sure),
            (false, true) => (Field::Target, Sureness::Sure),
            _ => (Field::Target, Sureness::Unsure),
        },
        Field::Due if is_unsure && has_other(Field::Due) => (Field::Ignored, Sureness::Unknown),
        Field::Theme if is_unsure && most(looks.ranks) => (Field::Ignored, Sureness::Unknown),
        Field::Theme if is_unsure && has_other(Field::Theme) => match header.as_str() {
            "objective" | "objectives" | "aim" | "goal" if !has_other(Field::Outcome) => {
                (Field::Outcome, Sureness::Unsure)
            }
            _ => (Field::Ignored, Sureness::Unknown),
        },
        Field::Theme
            if is_unsure && (looks.is_merged || looks.distinct * 2 <= looks.count || looks.count * 2 <= rows) =>
        {
            (Field::Theme, Sureness::Sure)
        }
        Field::Lead if is_unsure && has_other(Field::Lead) => (Field::Ignored, Sureness::Unknown),
        Field::Progress | Field::Outcome if is_unsure && has_other(field) => (Field::Ignored, Sureness::Unknown),
        _ => return,
    };
    set(&mut columns[at], field, sureness);
}

/// Of "No" and "Ref" the second is the reference.
fn one_reference(columns: &mut [Column]) {
    let is_named = |column: &Column| folded(&column.header).contains("ref");
    let all = || columns.iter().enumerate().filter(|(_, column)| column.field == Field::Reference);
    let kept = all().find(|(_, column)| is_named(column)).or_else(|| all().next()).map(|(at, _)| at);
    for (at, column) in columns.iter_mut().enumerate() {
        if column.field == Field::Reference && Some(at) != kept {
            ignore(column);
        }
    }
}

/// Of several columns with RAG, as for each quarter, the last that is filled in is as things are now. So with
/// statuses.
fn last_rated(columns: &mut [Column], looks: &[Looks]) {
    for field in [Field::Rag, Field::Status] {
        let all: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].field == field).collect();
        let now = all.iter().rfind(|at| looks[**at].count > 0).or(all.last()).copied();
        for at in all.into_iter().filter(|at| Some(*at) != now) {
            ignore(&mut columns[at]);
        }
    }
}

/// Columns of figures are headed by their time.
fn measures(columns: &mut [Column]) {
    let known = [Field::Reference, Field::Measure, Field::Unit, Field::Baseline, Field::Target, Field::Latest];
    for column in columns.iter_mut() {
        if folded(&column.header) == "target" {
            set(column, Field::Target, Sureness::Sure);
        } else if days::of_header(&column.header).is_some() || is_quarter(&folded(&column.header)) {
            set(column, Field::Figures, Sureness::Sure);
        } else if !known.contains(&column.field) {
            ignore(column);
        }
    }
}

fn risks(columns: &mut [Column]) {
    let known = [Field::Theme, Field::Risk, Field::Mitigation, Field::Lead, Field::Rating];
    let has_mitigation = count(columns, Field::Mitigation) > 0;
    let has_rating = count(columns, Field::Rating) > 0;
    for column in columns.iter_mut() {
        match column.field {
            Field::Action if !has_mitigation => set(column, Field::Mitigation, Sureness::Sure),
            Field::Rag if !has_rating => set(column, Field::Rating, Sureness::Sure),
            field if known.contains(&field) => {}
            _ => ignore(column),
        }
    }
}

fn rag_key(columns: &mut [Column]) {
    let has_rag = count(columns, Field::Rag) > 0;
    for column in columns.iter_mut() {
        match column.field {
            Field::Rating | Field::Status if !has_rag => set(column, Field::Rag, Sureness::Sure),
            Field::Rag | Field::Meaning => column.sureness = Sureness::Sure,
            _ => ignore(column),
        }
    }
}
