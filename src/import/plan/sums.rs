//! The tables of a plan, put together into one draft.

use super::columns::Sureness;
use super::gathering::Gathering;
use super::layout::{Kind, Layout, Table};
use super::rag::Classes;
use super::settle;
use super::{ColumnReading, Field, Options, PlanReading, headings, keys, measures, others, references, rows};
use crate::import::sheet::{Place, Row, Sheet};
use crate::record::{PlanStatus, RagTone, Refusal};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The most rows of a plan's tables: each is held against the others, and nobody's plan has so many.
const MOST_ROWS: usize = 20_000;

/// Reads all tables.
pub(super) fn reading(sheets: &[&Sheet], mut layout: Layout<'_>, options: &Options) -> Result<PlanReading, Refusal> {
    if layout.tables.iter().map(|table| table.rows.len()).sum::<usize>() > MOST_ROWS {
        let what = format!("The tables of the file have more than {MOST_ROWS} rows: that is no plan.");
        return Err(Refusal::new(what, "Read only the sheet that holds the plan, with --sheet."));
    }
    let mut gathering = Gathering {
        sheets,
        reading: PlanReading::default(),
        classes: Classes::default(),
        rated: Vec::new(),
        references: Vec::new(),
        seen: HashSet::new(),
        days: HashMap::new(),
    };
    for (sheet, row, column) in &layout.headers {
        gathering.take(*sheet, *row, *column);
    }
    for table in &mut layout.tables {
        settle::settle(table, sheets);
    }
    let titles = lines_above(&mut gathering, &layout);
    let of = |kind: Kind| layout.tables.iter().filter(move |table| table.kind == kind);
    for table in of(Kind::RagKey) {
        others::rag_key(&mut gathering, table);
    }
    let count = of(Kind::Actions).count();
    for (nth, table) in layout.tables.iter().enumerate().filter(|(_, table)| table.kind == Kind::Actions) {
        let heading = base_theme(&gathering, table, titles.get(&nth), count);
        rows::actions(&mut gathering, table, heading);
    }
    if gathering.reading.draft.actions.is_empty() {
        return Err(Refusal::new(
            "The table has no row with a plan action in it.",
            "Say which column holds the actions: --map \"Header=action\".",
        ));
    }
    references::settle(&mut gathering);
    for table in of(Kind::Measures) {
        measures::of_table(&mut gathering, table);
    }
    for table in of(Kind::Risks) {
        others::risks(&mut gathering, table);
    }
    columns(&mut gathering, &layout);
    finish(&mut gathering, options);
    sweep(&mut gathering);
    Ok(gathering.reading)
}

/// Reads the lines above each table: keys, the plan's name, and the title of each table, which are returned.
fn lines_above(gathering: &mut Gathering<'_>, layout: &Layout<'_>) -> BTreeMap<usize, (u32, u32, String)> {
    let above = layout.tables.iter().map(|table| (table.sheet, &table.above));
    let loose = layout.loose.iter().map(|(sheet, rows)| (*sheet, rows));
    for (sheet, rows) in above.chain(loose) {
        for row in rows {
            keys::line(gathering, sheet, row);
        }
    }
    cover(gathering, layout);
    let mut titles = BTreeMap::new();
    let first = layout.tables.first().map(|table| table.sheet);
    for (nth, table) in layout.tables.iter().enumerate() {
        let lines = table.above.iter().filter_map(|row| {
            let (column, cell) = row.cells.first()?;
            (!gathering.is_taken(table.sheet, row.index, *column)).then(|| (row.index, *column, cell.words()))
        });
        let mut lines: Vec<(u32, u32, String)> = lines.collect();
        let names_plan = |line: &(u32, u32, String)| headings::word_in(&line.2).is_none();
        if gathering.reading.draft.name.is_empty()
            && first == Some(table.sheet)
            && let Some(at) = lines.iter().position(names_plan)
        {
            let (row, column, name) = lines.remove(at);
            gathering.reading.draft.name = name.replace('\n', " ");
            gathering.take(table.sheet, row, column);
        }
        // What stands straight above the table is its title.
        if let Some(title) = lines.pop() {
            titles.insert(nth, title);
        }
    }
    titles
}

/// Takes the plan's name from a sheet without a table in front of the others.
fn cover(gathering: &mut Gathering<'_>, layout: &Layout<'_>) {
    let first = layout.tables.first().map_or(0, |table| table.sheet);
    for (sheet, rows) in layout.loose.iter().filter(|(sheet, _)| *sheet < first) {
        let cells =
            rows.iter().filter_map(|row| row.cells.first().map(|(column, cell)| (row.index, *column, cell.words())));
        let line = cells.into_iter().find(|(row, column, _)| !gathering.is_taken(*sheet, *row, *column));
        if let Some((row, column, name)) = line.filter(|_| gathering.reading.draft.name.is_empty()) {
            gathering.reading.draft.name = name.replace('\n', " ");
            gathering.take(*sheet, row, column);
        }
    }
}

/// Returns the theme of a table that has its theme above it, or in the name of its sheet.
fn base_theme(
    gathering: &Gathering<'_>,
    table: &Table<'_>,
    title: Option<&(u32, u32, String)>,
    tables: usize,
) -> Option<rows::Base> {
    if table.has(Field::Theme) {
        return None;
    }
    let is_theme = |text: &str| headings::word_in(text).is_some();
    if let Some((row, column, text)) = title.filter(|(_, _, text)| tables > 1 || is_theme(text)) {
        return Some(rows::Base { text: text.clone(), at: Some((*row, *column)) });
    }
    let sheet = gathering.sheets.get(table.sheet).map_or("", |sheet| &sheet.name);
    let is_named = is_theme(sheet) || (tables > 1 && !sheet.to_lowercase().starts_with("sheet"));
    (is_named && !sheet.is_empty()).then(|| rows::Base { text: sheet.into(), at: None })
}

/// Lists what the columns were taken for, and accounts for the cells of those that are ignored.
fn columns(gathering: &mut Gathering<'_>, layout: &Layout<'_>) {
    for table in &layout.tables {
        for column in &table.columns {
            let cells = table.rows.iter().filter(|row| !row.cell(column.index).is_empty());
            let example = cells.clone().next().map(|row| row.cell(column.index).words()).unwrap_or_default();
            let count = cells.clone().count();
            if column.field == Field::Ignored && column.sureness != Sureness::Unsure {
                let rows: Vec<u32> = cells.map(|row| row.index).collect();
                for row in rows {
                    gathering.take(table.sheet, row, column.index);
                }
            }
            let place = gathering.place(table.sheet, table.header_row, column.index);
            gathering.reading.columns.push(ColumnReading {
                place,
                last_row: table.last_row(),
                header: column.shown.clone(),
                field: column.field,
                sureness: column.sureness,
                cells: count,
                example,
            });
        }
    }
}

fn finish(gathering: &mut Gathering<'_>, options: &Options) {
    let places = gathering.classes.settle(options);
    let rated = std::mem::take(&mut gathering.rated);
    let draft = &mut gathering.reading.draft;
    draft.classes = std::mem::take(&mut gathering.classes.found);
    for (action, class) in rated {
        let (class, word) =
            places.get(class).cloned().map_or((None, String::new()), |(class, word)| (Some(class), word));
        let tone = class.and_then(|class| draft.classes.get(class)).and_then(|class| class.tone);
        if let Some(action) = draft.actions.get_mut(action) {
            action.rag = class;
            rows::append(&mut action.progress, &word);
            // A plan that has no status says with its RAG what is complete.
            if tone == Some(RagTone::Complete) && action.status.is_none() {
                action.status = Some(PlanStatus::Complete);
            }
        }
    }
    if draft.name.is_empty() {
        draft.name = options.name.clone();
    }
    for theme in &mut draft.themes {
        if theme.title.is_empty() {
            theme.title = match theme.reference.as_str() {
                "" => draft.name.clone(),
                reference => {
                    format!("{} {reference}", if draft.theme_word.is_empty() { "Theme" } else { &draft.theme_word })
                }
            };
        }
    }
}

/// Notes every row of which something is not accounted for.
fn sweep(gathering: &mut Gathering<'_>) {
    let mut left: Vec<(usize, &Row, Vec<u32>)> = Vec::new();
    for (nth, sheet) in gathering.sheets.iter().enumerate() {
        for row in &sheet.rows {
            let columns = row.cells.iter().map(|(column, _)| *column);
            let columns: Vec<u32> = columns.filter(|column| !gathering.is_taken(nth, row.index, *column)).collect();
            if !columns.is_empty() {
                left.push((nth, row, columns));
            }
        }
    }
    for (sheet, row, columns) in left {
        for column in columns {
            let words = row.cell(column).words();
            gathering.note(sheet, row.index, column, format!("\u{201c}{words}\u{201d} was not taken"));
        }
    }
    let order = |sheets: &[&Sheet], place: &Place| sheets.iter().position(|sheet| sheet.name == place.sheet);
    let sheets = gathering.sheets;
    gathering.reading.notes.sort_by_key(|note| (order(sheets, &note.place), note.place.row, note.place.column));
}
