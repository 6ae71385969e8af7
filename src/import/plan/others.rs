//! Tables beside the actions: risks, and the key to the RAG classes.

use super::columns::Field;
use super::gathering::Gathering;
use super::layout::Table;
use super::{RiskDraft, headings};
use crate::import::sheet::Row;
use crate::record::RagTone;

/// Returns what stands in the columns of a field, which is accounted for by that.
fn words(gathering: &mut Gathering<'_>, table: &Table<'_>, row: &Row, field: Field) -> String {
    let mut found = Vec::new();
    for column in table.columns.iter().filter(|column| column.field == field) {
        let cell = row.cell(column.index);
        if !cell.is_empty() {
            gathering.take(table.sheet, row.index, column.index);
            found.push(cell.words());
        }
    }
    found.join("; ")
}

/// Takes the classes of a key such as "Colour | Meaning".
pub(super) fn rag_key(gathering: &mut Gathering<'_>, table: &Table<'_>) {
    let (Some(word), Some(at)) = (table.column(Field::Rag), table.column(Field::Meaning)) else { return };
    for row in &table.rows {
        // Other things may follow below the key.
        if row.cell(word).is_empty() || row.cell(at).is_empty() {
            continue;
        }
        let (word, meaning) = (words(gathering, table, row, Field::Rag), words(gathering, table, row, Field::Meaning));
        let tone = RagTone::from_word(&meaning.to_lowercase());
        if !gathering.classes.list(&word, &meaning, tone) {
            gathering.note(table.sheet, row.index, at, "the class is listed already, with another meaning");
        }
    }
}

/// Takes the rows of a table of risks.
pub(super) fn risks(gathering: &mut Gathering<'_>, table: &Table<'_>) {
    let Some(risk) = table.column(Field::Risk) else { return };
    for row in &table.rows {
        if row.cell(risk).is_empty() || row.cells.len() < 2 {
            continue;
        }
        let theme = words(gathering, table, row, Field::Theme);
        let theme = (!theme.is_empty()).then(|| gathering.theme(headings::heading(&theme)));
        let text = words(gathering, table, row, Field::Risk);
        let risk = RiskDraft {
            theme,
            text,
            mitigation: words(gathering, table, row, Field::Mitigation),
            owner: words(gathering, table, row, Field::Lead),
            rating: words(gathering, table, row, Field::Rating),
        };
        gathering.reading.draft.risks.push(risk);
    }
}
