//! Rows of a table of plan actions: headings of themes, actions, and more of the action above.

use super::columns::Field;
use super::gathering::{Gathering, add_lead};
use super::headings::{self, Heading, heading};
use super::layout::Table;
use super::{ActionDraft, lists, measures, rag};
use crate::import::sheet::{Cell, Row, Sheet};
use std::collections::HashMap;

/// The theme that stands above a table, or is the name of its sheet.
pub(super) struct Base {
    pub text: String,
    pub at: Option<(u32, u32)>,
}

/// Rows and columns of merged cells that are looked at: the whole sheet may be one.
const MOST_MERGED: (u32, u32) = (5000, 64);

/// Beginnings of rows that are no actions.
const NO_ACTIONS: &[&str] = &[
    "total",
    "totals",
    "sub-total",
    "subtotal",
    "grand total",
    "note",
    "notes",
    "nb",
    "n.b.",
    "key",
    "source",
    "sources",
    "last updated",
    "prepared by",
    "end of table",
    "summary",
];

/// A walk down a table.
struct Walk<'g, 'a> {
    gathering: &'g mut Gathering<'a>,
    table: &'g Table<'g>,
    sheet: &'g Sheet,
    /// The first cell of the merged range of each cell that is covered by one.
    merged: HashMap<(u32, u32), (u32, u32)>,
    theme: Option<usize>,
    /// The themes of cells with their leads, as they are written.
    themes: HashMap<(String, String), usize>,
    last: Option<usize>,
    /// Whether rows have a reference, as a rule.
    has_references: bool,
}

/// Takes the plan actions of a table.
pub(super) fn actions(gathering: &mut Gathering<'_>, table: &Table<'_>, base: Option<Base>) {
    let Some(sheet) = gathering.sheets.get(table.sheet).copied() else { return };
    let Some(action) = table.column(Field::Action) else { return };
    let with_action = table.rows.iter().filter(|row| !row.cell(action).is_empty());
    let with_reference =
        |row: &&&Row| table.column(Field::Reference).is_some_and(|column| !row.cell(column).is_empty());
    let has_references = with_action.clone().filter(with_reference).count() * 2 > with_action.count();
    let merged = merged(sheet, table);
    let mut walk =
        Walk { gathering, table, sheet, merged, theme: None, themes: HashMap::new(), last: None, has_references };
    if let Some(base) = base {
        if let Some((row, column)) = base.at {
            walk.gathering.take(table.sheet, row, column);
        }
        walk.theme = Some(walk.gathering.theme(heading(&base.text)));
    }
    for at in 0..table.rows.len() {
        walk.row(at, action);
    }
    // What the headings say goes before the header of their column.
    let header = table.columns.iter().find(|column| column.field == Field::Theme);
    if let Some(header) = header.filter(|_| gathering.reading.draft.theme_word.is_empty()) {
        let word = headings::word_of_header(&header.header).unwrap_or("theme");
        gathering.reading.draft.theme_word = word.into();
    }
}

/// Returns where the cells of merged ranges of several rows begin.
fn merged(sheet: &Sheet, table: &Table<'_>) -> HashMap<(u32, u32), (u32, u32)> {
    let mut found = HashMap::new();
    let tall = |merge: &&crate::import::sheet::Merge| {
        merge.last_row > merge.first_row && merge.first_row > table.header_row && merge.first_row <= table.last_row()
    };
    for merge in sheet.merges.iter().filter(tall) {
        let rows = merge.first_row + 1..=merge.last_row.min(merge.first_row.saturating_add(MOST_MERGED.0));
        for row in rows {
            let columns = merge.first_column..=merge.last_column.min(merge.first_column.saturating_add(MOST_MERGED.1));
            found.extend(columns.map(|column| ((row, column), (merge.first_row, merge.first_column))));
            if found.len() > 1_000_000 {
                return found;
            }
        }
    }
    found
}

impl Walk<'_, '_> {
    fn row(&mut self, at: usize, action: u32) {
        let Some(row) = self.table.rows.get(at).copied() else { return };
        if is_no_action(row, action) {
            return;
        }
        if let Some(heading) = self.heading(at, row, action) {
            for (column, _) in &row.cells {
                self.gathering.take(self.table.sheet, row.index, *column);
            }
            self.theme = Some(self.gathering.theme(heading));
            self.last = None;
            return;
        }
        if row.cell(action).is_empty() {
            return self.go_on(row, action);
        }
        self.action(row, action);
    }

    /// Reads a row as the heading of a theme, if it is one.
    fn heading(&self, at: usize, row: &Row, action: u32) -> Option<Heading> {
        // Theme, title and lead at most.
        let (first, cell) = row.cells.first().filter(|_| row.cells.len() <= 3)?;
        let words = cell.words();
        let named = headings::word_in(&words).is_some();
        let is_across =
            self.sheet.merge_at(row.index, *first).is_some_and(|merge| merge.last_column > merge.first_column + 1);
        let follows = self.is_followed(at, action);
        let others: Vec<(u32, String)> =
            row.cells.iter().skip(1).map(|(column, cell)| (*column, cell.words())).collect();
        let field =
            |column: u32| self.table.columns.iter().find(|known| known.index == column).map(|known| known.field);
        let is_lead = |column: u32, words: &str| {
            matches!(field(column), Some(Field::Lead | Field::ThemeLead)) || lead_alone(words).is_some()
        };
        match &others[..] {
            [] => {
                let is_alone = follows && words.chars().count() <= 150 && (*first != action || self.is_wide());
                let is_theme_cell = field(*first) == Some(Field::Theme) && !is_across;
                ((named || is_across || is_alone) && follows && !is_theme_cell).then(|| heading(&words))
            }
            [(column, lead)] if follows && is_lead(*column, lead) && (named || is_across || *first != action) => {
                let mut found = heading(&words);
                add_lead(&mut found.lead, &lead_alone(lead).unwrap_or_else(|| lead.clone()));
                Some(found)
            }
            rest => self.numbered(at, row, &words, named, rest, action),
        }
    }

    /// Reads "2 | Workforce" above 2.1, or "Theme 2 | Workforce | Lead: J Smith".
    fn numbered(
        &self,
        at: usize,
        row: &Row,
        words: &str,
        named: bool,
        rest: &[(u32, String)],
        action: u32,
    ) -> Option<Heading> {
        let (first, _) = row.cells.first()?;
        let (_, title) = rest.first()?;
        let reference = if named { heading(words).reference } else { words.trim().trim_end_matches('.').to_string() };
        let next = self.table.rows.iter().skip(at + 1).find(|next| !next.cell(action).is_empty())?;
        let begins = next.cell(*first).words().starts_with(&format!("{reference}."));
        let is_short = !reference.is_empty() && reference.len() <= 4 && !reference.contains('.');
        let leads: Vec<&(u32, String)> = rest.iter().skip(1).collect();
        if !is_short || !(begins || named) || leads.len() > 1 || (named && !heading(words).title.is_empty()) {
            return None;
        }
        let lead = leads.first().map(|(_, lead)| lead_alone(lead).unwrap_or_else(|| lead.clone())).unwrap_or_default();
        let mut found = heading(title);
        add_lead(&mut found.lead, &lead);
        if named {
            found.word = heading(words).word;
        }
        Some(Heading { reference, ..found })
    }

    /// Tells whether an action follows a row before the table ends, other headings between.
    fn is_followed(&self, at: usize, action: u32) -> bool {
        let mut rest = self.table.rows.iter().skip(at + 1).take(20);
        rest.any(|row| !row.cell(action).is_empty() && row.cells.len() > 1 && !is_no_action(row, action))
    }

    /// Tells whether rows of the table have several cells as a rule, so that one alone is no action.
    fn is_wide(&self) -> bool {
        let wide = self.table.rows.iter().filter(|row| row.cells.len() > 1).count();
        self.has_references || wide * 2 > self.table.rows.len()
    }

    /// Returns the cells of a field in a row: its own, or those of the merged range that covers it.
    fn cells(&self, row: &Row, field: Field, with_merged: bool) -> Vec<(u32, u32, Cell)> {
        let columns = self.table.columns.iter().filter(|column| column.field == field);
        let cell = |column: &super::layout::Column| {
            let own = row.cell(column.index);
            if !own.is_empty() || !with_merged {
                return (row.index, column.index, own.clone());
            }
            let begin = self.merged.get(&(row.index, column.index)).filter(|(_, first)| *first == column.index);
            let above = begin.and_then(|(first, _)| Some((*first, self.sheet.row(*first)?.cell(column.index).clone())));
            above.map_or((row.index, column.index, Cell::Empty), |(first, cell)| (first, column.index, cell))
        };
        columns.map(cell).filter(|(_, _, cell)| !cell.is_empty()).collect()
    }

    fn take(&mut self, cells: &[(u32, u32, Cell)]) {
        for (row, column, _) in cells {
            self.gathering.take(self.table.sheet, *row, *column);
        }
    }

    /// Returns the words of a field, several columns together: with their headers where they are a series.
    fn words(&mut self, row: &Row, field: Field, with_merged: bool) -> String {
        let cells = self.cells(row, field, with_merged);
        self.take(&cells);
        let is_series =
            field == Field::Progress && self.table.columns.iter().filter(|column| column.field == field).count() > 1;
        let header =
            |index: u32| self.table.columns.iter().find(|column| column.index == index).map(|column| &column.header);
        let one = |(_, column, cell): &(u32, u32, Cell)| match header(*column).filter(|_| is_series) {
            Some(header) => format!("{}: {}", header.replace('\n', " "), cell.words()),
            None => cell.words(),
        };
        let between = if is_series || field == Field::Action { "\n" } else { "; " };
        cells.iter().map(one).collect::<Vec<_>>().join(between)
    }

    fn action(&mut self, row: &Row, action: u32) {
        let theme = self.theme_of(row);
        let reference = self.cells(row, Field::Reference, false).into_iter().next();
        let (reference, at) = match reference {
            Some((index, column, cell)) => {
                self.gathering.take(self.table.sheet, index, column);
                (cell, (index, column))
            }
            None => (Cell::Empty, (row.index, action)),
        };
        let place = self.gathering.place(self.table.sheet, at.0, at.1);
        self.gathering.references.push((reference, place));
        let mut draft = ActionDraft {
            place: self.gathering.place(self.table.sheet, row.index, action),
            theme,
            text: self.words(row, Field::Action, false),
            lead: self.words(row, Field::Lead, true).replace('\n', "; "),
            partners: self.words(row, Field::Partners, true).replace('\n', "; "),
            outcome: self.words(row, Field::Outcome, true),
            impact: self.words(row, Field::Impact, true),
            progress: self.words(row, Field::Progress, true),
            evidence: self.words(row, Field::Evidence, true),
            ..ActionDraft::default()
        };
        self.days(row, &mut draft);
        let period = self.gathering.reading.draft.period.clone();
        draft.milestones = lists::milestones(&self.words(row, Field::Milestones, true), &period);
        draft.findings = lists::findings(&self.words(row, Field::Findings, true));
        draft.measures = self.measures(row, true);
        self.status(row, &mut draft);
        let nth = self.gathering.reading.draft.actions.len();
        self.rag(row, nth, &mut draft);
        self.risk(row, theme);
        self.gathering.reading.draft.actions.push(draft);
        self.last = Some(nth);
    }

    /// Returns the theme of a row: of its own cell, of the merged one, or of the row above.
    fn theme_of(&mut self, row: &Row) -> usize {
        // Of several the first is its theme; the others are not taken for anything, and are told of.
        let cells = self.cells(row, Field::Theme, true);
        if let Some((index, column, cell)) = cells.first() {
            self.gathering.take(self.table.sheet, *index, *column);
            let lead = self.words(row, Field::ThemeLead, true);
            let key = (cell.words(), lead.clone());
            if let Some(theme) = self.themes.get(&key) {
                self.theme = Some(*theme);
                return *theme;
            }
            let mut found = heading(&cell.words().replace('\n', " "));
            if found.title.is_empty() && found.reference.is_empty() {
                found.title = cell.words();
            }
            add_lead(&mut found.lead, &lead);
            let theme = self.gathering.theme(found);
            self.themes.insert(key, theme);
            self.theme = Some(theme);
            return theme;
        }
        let theme = match self.theme {
            Some(theme) => theme,
            None => self.gathering.theme(Heading { title: self.unnamed(), ..Heading::default() }),
        };
        self.theme = Some(theme);
        let lead = self.words(row, Field::ThemeLead, true);
        if let Some(theme) = self.gathering.reading.draft.themes.get_mut(theme) {
            add_lead(&mut theme.lead, &lead);
        }
        theme
    }

    /// Returns what actions are under that stand under no theme.
    fn unnamed(&self) -> String {
        let name = &self.gathering.reading.draft.name;
        if name.is_empty() { "Actions".into() } else { name.clone() }
    }

    fn days(&mut self, row: &Row, draft: &mut ActionDraft) {
        let sheet = self.table.sheet;
        if let Some((index, column, cell)) = self.cells(row, Field::Start, true).into_iter().next() {
            draft.start = self.gathering.day(&cell, true, (sheet, index, column));
            self.gathering.take(sheet, index, column);
        }
        let dues = self.cells(row, Field::Due, true).into_iter().map(|cell| (cell, false));
        let new = self.cells(row, Field::NewDue, true).into_iter().map(|cell| (cell, true));
        for ((index, column, cell), is_new) in dues.chain(new).collect::<Vec<_>>() {
            let day = self.gathering.day(&cell, false, (sheet, index, column));
            self.gathering.take(sheet, index, column);
            match draft.due.words.is_empty() {
                true if !is_new => draft.due = day,
                _ => draft.new_due = day,
            }
        }
        if draft.due.words.is_empty() && !draft.new_due.words.is_empty() {
            draft.due = std::mem::take(&mut draft.new_due);
        }
    }

    fn measures(&mut self, row: &Row, with_merged: bool) -> Vec<super::MeasureDraft> {
        let fields = [Field::Measure, Field::Unit, Field::Baseline, Field::Target, Field::Latest];
        let [name, unit, baseline, target, latest] = fields.map(|field| self.words(row, field, with_merged));
        measures::beside(&name, &unit, &baseline, &target, &latest)
    }

    fn status(&mut self, row: &Row, draft: &mut ActionDraft) {
        for (index, column, cell) in self.cells(row, Field::Status, true) {
            let words = cell.words();
            draft.status = rag::status_of(&words);
            match draft.status {
                Some(_) => {
                    self.gathering.take(self.table.sheet, index, column);
                    // What the cell says besides is commentary.
                    append(&mut draft.progress, if rag::is_status_alone(&words) { "" } else { &words });
                }
                None => {
                    let what = format!("\u{201c}{words}\u{201d} was not read as a status");
                    self.gathering.note(self.table.sheet, index, column, what);
                }
            }
        }
    }

    fn rag(&mut self, row: &Row, nth: usize, draft: &mut ActionDraft) {
        for (index, column, cell) in self.cells(row, Field::Rag, true) {
            let words = cell.words();
            match self.gathering.classes.of_cell(&words) {
                Some((class, rest)) => {
                    self.gathering.take(self.table.sheet, index, column);
                    self.gathering.rated.push((nth, class));
                    // What the cell says besides is commentary.
                    append(&mut draft.progress, &rest);
                }
                None => {
                    let what = format!("\u{201c}{words}\u{201d} was not read as RAG");
                    self.gathering.note(self.table.sheet, index, column, what);
                }
            }
        }
    }

    /// Takes the risk that a plan names beside an action as one of its theme.
    fn risk(&mut self, row: &Row, theme: usize) {
        let text = self.words(row, Field::Risk, false);
        let mitigation = self.words(row, Field::Mitigation, false);
        if !text.is_empty() || !mitigation.is_empty() {
            let risk = super::RiskDraft { theme: Some(theme), text, mitigation, ..super::RiskDraft::default() };
            self.gathering.reading.draft.risks.push(risk);
        }
    }

    /// Takes a row without an action of its own as more of the one above.
    fn go_on(&mut self, row: &Row, action: u32) {
        let Some(nth) = self.last.filter(|_| !self.begins_anew(row, action)) else { return };
        let Some(mut draft) = self.gathering.reading.draft.actions.get(nth).cloned() else { return };
        let texts = [
            (Field::Lead, &mut draft.lead),
            (Field::Partners, &mut draft.partners),
            (Field::Outcome, &mut draft.outcome),
            (Field::Impact, &mut draft.impact),
            (Field::Progress, &mut draft.progress),
            (Field::Evidence, &mut draft.evidence),
        ];
        for (field, known) in texts {
            let more = self.words(row, field, false);
            append(known, &more);
        }
        let period = self.gathering.reading.draft.period.clone();
        let mut milestones = lists::milestones(&self.words(row, Field::Milestones, false), &period);
        let mut dues = self.cells(row, Field::Due, false).into_iter();
        if let ([milestone], Some((index, column, cell))) = (&mut milestones[..], dues.next())
            && milestone.due.words.is_empty()
        {
            milestone.due = self.gathering.day(&cell, false, (self.table.sheet, index, column));
            self.gathering.take(self.table.sheet, index, column);
        }
        draft.milestones.extend(milestones);
        draft.findings.extend(lists::findings(&self.words(row, Field::Findings, false)));
        draft.measures.extend(self.measures(row, false));
        if draft.status.is_none() {
            self.status(row, &mut draft);
        }
        if !self.gathering.rated.iter().any(|(rated, _)| *rated == nth) {
            self.rag(row, nth, &mut draft);
        }
        self.gathering.reading.draft.actions[nth] = draft;
    }

    /// Tells whether a row without an action is none of the one above: it has a reference or theme of its own, or
    /// is a line of words under the table.
    fn begins_anew(&self, row: &Row, action: u32) -> bool {
        let own = |field: Field| !self.cells(row, field, false).is_empty();
        let is_covered = self.merged.contains_key(&(row.index, action));
        let first = row.cells.first().map(|(column, _)| *column);
        let is_line = row.cells.len() == 1 && first.is_some_and(|first| first < action);
        own(Field::Reference) || own(Field::Theme) || (is_line && !is_covered)
    }
}

/// Returns the lead where a cell says "Lead: J Smith" and nothing else.
fn lead_alone(words: &str) -> Option<String> {
    let told = heading(&format!("x {words}"));
    (told.title == "x" && !told.lead.is_empty()).then_some(told.lead)
}

/// Adds a line to words, unless they say it already.
pub(super) fn append(known: &mut String, more: &str) {
    if more.is_empty() || known.contains(more) {
        return;
    }
    if !known.is_empty() {
        known.push('\n');
    }
    known.push_str(more);
}

/// Tells whether a row is a sum or a note, by the words with which it begins.
fn is_no_action(row: &Row, action: u32) -> bool {
    let Some((first, cell)) = row.cells.first() else { return true };
    let text = cell.words().to_lowercase();
    if *first != action && !row.cell(action).is_empty() {
        return false;
    }
    let is_marked = |known: &&str| {
        let rest = text.strip_prefix(*known).map(str::trim_start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '-', '\u{2013}']))
    };
    let is_sum = text.contains("total") && row.cells.iter().skip(1).all(|(_, cell)| matches!(cell, Cell::Number(..)));
    let is_footnote = row.cells.len() == 1 && text.starts_with('*');
    NO_ACTIONS.iter().any(is_marked) || is_sum || is_footnote
}
