//! Measures: beside their actions, or in a table of their own.

use super::columns::{Field, folded};
use super::gathering::Gathering;
use super::layout::Table;
use super::{MeasureDraft, days, lists};
use crate::import::sheet::Row;
use crate::record::stretch::stretch;
use chrono::NaiveDate;

/// Reads the measures of an action from what its cells hold. Where each line of one cell has its line in the
/// others, they are measures apart.
pub(super) fn beside(name: &str, unit: &str, baseline: &str, target: &str, latest: &str) -> Vec<MeasureDraft> {
    let names = lists::items(name);
    let others = [unit, baseline, target, latest].map(lists::items);
    let fits = |other: &Vec<&str>| other.is_empty() || other.len() == names.len();
    let one = |name: &str, unit: &str, baseline: &str, target: &str, latest: &str| MeasureDraft {
        name: name.into(),
        unit: unit.into(),
        baseline: baseline.into(),
        target: target.into(),
        values: if latest.is_empty() { Vec::new() } else { vec![(None, latest.to_string())] },
    };
    if names.is_empty() || !others.iter().all(fits) {
        let is_any = [name, unit, baseline, target, latest].iter().any(|words| !words.is_empty());
        return if is_any { vec![one(name, unit, baseline, target, latest)] } else { Vec::new() };
    }
    let [units, baselines, targets, latests] = &others;
    let nth = |list: &Vec<&str>, at: usize| list.get(at).copied().unwrap_or_default().to_string();
    let measure = |(at, name): (usize, &&str)| {
        one(name, &nth(units, at), &nth(baselines, at), &nth(targets, at), &nth(latests, at))
    };
    names.iter().enumerate().map(measure).collect()
}

/// Takes a table such as "Ref | Measure | Unit | Baseline | Target | Q1 | Q2".
pub(super) fn of_table(gathering: &mut Gathering<'_>, table: &Table<'_>) {
    let Some(name) = table.column(Field::Measure) else { return };
    let times = times(gathering, table);
    let mut last = None;
    for row in &table.rows {
        let measure = row.cell(name).words();
        if measure.is_empty() {
            continue;
        }
        let reference = table.column(Field::Reference).map(|column| row.cell(column).words()).unwrap_or_default();
        let found = action_of(gathering, &reference, &measure)
            .or(last.filter(|_| reference.is_empty() && table.has(Field::Reference)));
        let Some(action) = found else {
            let column = table.column(Field::Reference).filter(|_| !reference.is_empty()).unwrap_or(name);
            let whose =
                if reference.is_empty() { "which plan action it measures" } else { "a plan action of this reference" };
            let what = format!("the measure \u{201c}{measure}\u{201d} was not taken: the file does not say {whose}");
            note_row(gathering, table, row, column, &what);
            continue;
        };
        last = Some(action);
        add(gathering, table, row, action, &times);
    }
}

fn note_row(gathering: &mut Gathering<'_>, table: &Table<'_>, row: &Row, column: u32, what: &str) {
    for (other, _) in &row.cells {
        gathering.note(
            table.sheet,
            row.index,
            *other,
            if *other == column { what } else { "not taken with its measure" },
        );
    }
}

/// Returns the columns of figures with their days; those of which nobody can tell the day are not taken.
fn times(gathering: &mut Gathering<'_>, table: &Table<'_>) -> Vec<(u32, NaiveDate)> {
    let period = gathering.reading.draft.period.clone();
    let mut times = Vec::new();
    for column in table.columns.iter().filter(|column| column.field == Field::Figures) {
        match days::of_header(&column.header).or_else(|| Some(stretch(&column.header, &period)?.1)) {
            Some(day) => times.push((column.index, day)),
            None => {
                let what = format!(
                    "the figures of \u{201c}{}\u{201d} were not taken: nothing says of which year it is",
                    column.header
                );
                gathering.note(table.sheet, table.header_row, column.index, what);
            }
        }
    }
    times
}

fn action_of(gathering: &Gathering<'_>, reference: &str, measure: &str) -> Option<usize> {
    let actions = &gathering.reading.draft.actions;
    if !reference.is_empty() {
        return actions.iter().position(|action| action.reference.eq_ignore_ascii_case(reference));
    }
    let wanted = folded(measure);
    let mut fitting = actions
        .iter()
        .enumerate()
        .filter(|(_, action)| action.measures.iter().any(|known| folded(&known.name) == wanted));
    let found = fitting.next().map(|(at, _)| at);
    found.filter(|_| fitting.next().is_none())
}

fn add(gathering: &mut Gathering<'_>, table: &Table<'_>, row: &Row, action: usize, times: &[(u32, NaiveDate)]) {
    let words = |field: Field| table.column(field).map(|column| row.cell(column).words()).unwrap_or_default();
    let mut measure = MeasureDraft {
        name: words(Field::Measure),
        unit: words(Field::Unit),
        baseline: words(Field::Baseline),
        target: words(Field::Target),
        values: Vec::new(),
    };
    for (column, day) in times {
        let value = row.cell(*column);
        if !value.is_empty() {
            gathering.take(table.sheet, row.index, *column);
            measure.values.push((Some(*day), value.words()));
        }
    }
    let latest = words(Field::Latest);
    if !latest.is_empty() {
        measure.values.push((None, latest));
    }
    for column in table.columns.iter().filter(|column| ![Field::Ignored, Field::Figures].contains(&column.field)) {
        gathering.take(table.sheet, row.index, column.index);
    }
    let Some(action) = gathering.reading.draft.actions.get_mut(action) else { return };
    let mut others = Vec::new();
    match action.measures.iter_mut().find(|known| folded(&known.name) == folded(&measure.name)) {
        None => action.measures.push(measure),
        Some(known) => {
            let parts = [
                (&mut known.unit, measure.unit),
                (&mut known.baseline, measure.baseline),
                (&mut known.target, measure.target),
            ];
            for (known, new) in parts {
                if known.is_empty() {
                    *known = new;
                } else if !new.is_empty() && *known != new {
                    others.push(format!("\u{201c}{new}\u{201d} was not taken: beside the action it is {known}"));
                }
            }
            known.values.extend(measure.values);
        }
    }
    for what in others {
        let column = table.column(Field::Measure).unwrap_or_default();
        gathering.note(table.sheet, row.index, column, what);
    }
}
