//! The action log as a table: narrow for pages, in full for spreadsheets.

use super::action_list::{Extent, opening};
use super::listed::Registered;
use super::minutes::without_deadline;
use super::wording;
use crate::document::{Block, BlockKind, Cell, Column, ColumnKind, Document, Table, Tone};
use crate::record::ActionStatus;
use crate::record::time::long_date;
use chrono::{Days, NaiveDate};

/// An action is due soon so many days before its day.
const SOON: Days = Days::new(14);

/// Builds the log for pages: what a reader needs, in columns that fit.
pub fn action_log(actions: &[Registered], extent: Extent, is_selection: bool, today: NaiveDate) -> Document {
    let columns = ["Ref", "Action", "Owner", "Deadline", "Status", "Given"].map(Column::words).to_vec();
    let row = |action: &Registered| {
        let given = format!("{}, item {}", long_date(action.given), action.item);
        let people = std::iter::once(&action.owner).chain(&action.helpers).filter(|name| !name.is_empty());
        let people = people.cloned().collect::<Vec<_>>().join(", ");
        let cells = [action.name(), words_of(action), people, action.deadline()];
        cells.into_iter().map(Cell::from).chain([status(action, today), Cell::from(given)]).collect()
    };
    document(actions, extent, is_selection, today, columns, row)
}

/// Builds the log for spreadsheets: everything that is known of each action, days as days.
pub fn action_sheet(actions: &[Registered], extent: Extent, is_selection: bool, today: NaiveDate) -> Document {
    let row = |action: &Registered| {
        let day = |day: Option<NaiveDate>| Cell::from(day.map(long_date).unwrap_or_default()).on(day);
        let text = |text: &str| Cell::from(text);
        vec![
            // With the body in front: a spreadsheet takes 23/07 alone for a day in July.
            text(&action.name()),
            text(&action.text),
            text(&action.owner),
            text(&action.helpers.join(", ")),
            text(&action.due_words),
            day(action.due_date),
            day(action.original_due),
            text(&action.slips.to_string()),
            text(action.status.word()),
            rag(action, today),
            text(&action.latest_words().unwrap_or_default()),
            text(&action.plan_links.join(", ")),
            text(&action.meeting),
            day(Some(action.given)),
            text(&action.item),
            day(action.closed().map(|closed| closed.date())),
            text(if action.exempt { "exempt" } else { "" }),
        ]
    };
    document(actions, extent, is_selection, today, sheet_columns(), row)
}

fn sheet_columns() -> Vec<Column> {
    let statuses = ActionStatus::ALL.iter().map(|status| status.word().to_string()).collect();
    let kinds = [
        ("Reference", ColumnKind::Words),
        ("Action", ColumnKind::Words),
        ("Owner", ColumnKind::Words),
        ("Helpers", ColumnKind::Words),
        ("Deadline", ColumnKind::Words),
        ("Due", ColumnKind::Date),
        ("Originally due", ColumnKind::Date),
        ("Moved", ColumnKind::Number),
        ("Status", ColumnKind::Choice(statuses)),
        ("RAG", ColumnKind::Words),
        ("Latest", ColumnKind::Words),
        ("Plan", ColumnKind::Words),
        ("Meeting", ColumnKind::Words),
        ("Given", ColumnKind::Date),
        ("Item", ColumnKind::Words),
        ("Closed", ColumnKind::Date),
        ("Exempt", ColumnKind::Words),
    ];
    kinds.into_iter().map(|(name, kind)| Column::new(name, kind)).collect()
}

fn document(
    actions: &[Registered],
    extent: Extent,
    is_selection: bool,
    today: NaiveDate,
    columns: Vec<Column>,
    row: impl Fn(&Registered) -> Vec<Cell>,
) -> Document {
    let (title, mut blocks) = opening(actions, extent, is_selection, today);
    let mut sorted: Vec<&Registered> = actions.iter().collect();
    sorted.sort_by_cached_key(|action| (!action.status.is_outstanding(), action.urgency(today)));
    let table = Table::typed(extent.name(), columns, sorted.into_iter().map(row).collect());
    blocks.extend((!actions.is_empty()).then(|| Block::bare(BlockKind::Table(table.clone()))));
    Document::new(&title, wording::LANGUAGE, blocks)
}

/// Returns the words of an action without the deadline, which has a column of its own; what is not for everybody says
/// so.
fn words_of(action: &Registered) -> String {
    let words = without_deadline(&action.text, &action.due_words);
    match action.has_exempt() {
        true => format!("{}. {words}", wording::NOT_FOR_PUBLICATION),
        false => words.to_string(),
    }
}

/// Returns how an action stands on a day, and its status unless that says it.
fn status(action: &Registered, today: NaiveDate) -> Cell {
    let rag = rag(action, today);
    match action.status {
        ActionStatus::Open => rag,
        status if rag.text().ends_with(status.word()) => rag,
        status => Cell::from(format!("{} ({status})", rag.text())).toned(rag.tone),
    }
}

/// Returns how an action stands on a day, by a word and a colour.
fn rag(action: &Registered, today: NaiveDate) -> Cell {
    let soon = today.checked_add_days(SOON).unwrap_or(today);
    let (words, tone) = match (action.status, action.due_date) {
        (ActionStatus::OnHold, _) => ("Grey: on hold", Tone::Paused),
        (status, _) if !status.is_outstanding() => {
            return Cell::from(format!("Blue: {status}")).toned(Tone::Done);
        }
        (_, Some(due)) if due < today => ("Red: overdue", Tone::Bad),
        (_, Some(due)) if due <= soon => ("Amber: due within 14 days", Tone::Watch),
        (_, Some(_)) => ("Green: not due yet", Tone::Good),
        (_, None) => ("Amber: no date", Tone::Watch),
    };
    Cell::from(words).toned(tone)
}
