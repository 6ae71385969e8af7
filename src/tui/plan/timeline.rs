//! The timeline of a plan: due dates against today, a lane for each theme.

use super::super::paint;
use super::heat::window;
use crate::clerk::plans::{PlanOverview, PlanRow};
use crate::document::inert;
use chrono::{Datelike, Months, NaiveDate};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::cmp::Reverse;
use unicode_width::UnicodeWidthStr;

/// How wide the names of themes are.
const NAME: usize = 16;
/// The most rows that a lane has.
const LANE: usize = 4;
/// So many months back and ahead are drawn at most; what is farther stands at the edge.
const BACK: u32 = 18;
const AHEAD: u32 = 48;

/// One cell of a lane, with how it looks.
type Cell = (String, Style);

/// The days that are drawn, over so many columns.
struct Scale {
    first: NaiveDate,
    days: i64,
    width: usize,
}

impl Scale {
    fn of(dues: impl Iterator<Item = NaiveDate>, today: NaiveDate, width: usize) -> Scale {
        let (mut first, mut last) = (today, today + Months::new(3));
        for due in dues {
            (first, last) = (first.min(due), last.max(due));
        }
        let first = first.max(today.checked_sub_months(Months::new(BACK)).unwrap_or(today));
        let last = last.min(today.checked_add_months(Months::new(AHEAD)).unwrap_or(today));
        let first = first.with_day(1).unwrap_or(first);
        let last = last.checked_add_months(Months::new(1)).and_then(|last| last.with_day(1)).unwrap_or(last);
        Scale { first, days: (last - first).num_days().max(1), width: width.max(2) }
    }

    fn column(&self, day: NaiveDate) -> usize {
        let day = (day - self.first).num_days().clamp(0, self.days - 1);
        (day * self.width as i64 / self.days) as usize
    }

    /// Returns the first days of the months that are drawn.
    fn months(&self) -> impl Iterator<Item = NaiveDate> {
        let first = self.first;
        let end = first + chrono::Duration::days(self.days);
        (0..).map_while(move |nth| first.checked_add_months(Months::new(nth)).filter(|month| *month < end))
    }
}

/// Returns the sign of a plan action's due date, and how it looks.
fn sign(row: &PlanRow) -> (&'static str, Style) {
    match row {
        row if row.standing.status.is_done() => ("\u{2713}", paint::dim()),
        row if !row.standing.is_outstanding() => ("\u{d7}", paint::dim()),
        row if row.is_overdue => ("!", paint::warning()),
        row => (paint::tone_sign(row.tone), paint::tone(row.tone)),
    }
}

/// Returns the rows of the timeline of some of a plan's actions, with the one looked at turned round.
pub fn lines(
    plan: &PlanOverview,
    found: &[usize],
    looked_at: Option<usize>,
    width: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let rows: Vec<(usize, &PlanRow)> = found.iter().map(|nth| (*nth, &plan.rows[*nth])).collect();
    let dues = rows.iter().filter_map(|(_, row)| row.standing.due);
    let scale = Scale::of(dues, plan.today, width.saturating_sub(NAME + 2));
    let room = height.saturating_sub(2);
    let themes = plan.themes.len().max(1);
    let lane = (room / themes).clamp(1, LANE);
    let theme = looked_at.map_or(0, |nth| plan.rows[nth].theme);
    let mut lines = vec![months(&scale)];
    for nth in window(plan.themes.len(), theme, room / lane) {
        let label = plan.themes.get(nth).map(|(theme, _)| theme.name()).unwrap_or_default();
        let of_theme = rows.iter().filter(|(_, row)| row.theme == nth);
        let cells = fill(of_theme.copied(), looked_at, plan.today, &scale, lane);
        lines.extend(cells.into_iter().enumerate().map(|(row, cells)| {
            let label = if row == 0 { paint::padded(&inert(&label), NAME) } else { " ".repeat(NAME) };
            let name = Span::styled(format!(" {label} "), if nth == theme { paint::bold() } else { Style::new() });
            Line::from_iter([name].into_iter().chain(joined(cells)))
        }));
    }
    lines.push(legend(plan, &rows, width));
    lines
}

/// Returns the names of the months, as many as have room; of January the year.
fn months(scale: &Scale) -> Line<'static> {
    let mut text = String::new();
    let mut last_named: Option<NaiveDate> = None;
    for month in scale.months() {
        let is_new_year = last_named.is_none_or(|last| last.year() != month.year());
        let label = month.format(if is_new_year { "%b %Y" } else { "%b" }).to_string();
        let column = scale.column(month);
        if (text.is_empty() || column > text.width()) && column + label.len() <= scale.width {
            text += &" ".repeat(column - text.width());
            text += &label;
            last_named = Some(month);
        }
    }
    Line::styled(format!(" {}{text}", " ".repeat(NAME + 1)), paint::dim())
}

/// Puts the due dates of a theme into the rows of its lane, each with its reference where there is room.
fn fill<'a>(
    rows: impl Iterator<Item = (usize, &'a PlanRow)>,
    looked_at: Option<usize>,
    today: NaiveDate,
    scale: &Scale,
    lane: usize,
) -> Vec<Vec<Option<Cell>>> {
    let mut cells: Vec<Vec<Option<Cell>>> = vec![vec![None; scale.width]; lane];
    let mut due: Vec<(NaiveDate, usize, &PlanRow)> =
        rows.filter_map(|(nth, row)| Some((row.standing.due?, nth, row))).collect();
    // The one looked at has room before the others, what is late before what is not, and that before what is done.
    due.sort_by_key(|(day, nth, row)| {
        let is_over = !row.standing.is_outstanding();
        (looked_at != Some(*nth), !row.is_overdue, is_over, Reverse(row.class), *day)
    });
    for (day, nth, row) in due {
        let (sign, style) = sign(row);
        let style = if looked_at == Some(nth) { style.patch(paint::bar()) } else { style };
        let column = scale.column(day);
        let reference = inert(&row.action.reference).into_owned();
        let is_free = |cells: &[Option<Cell>], from: usize, length: usize| {
            from + length <= scale.width && cells[from..from + length].iter().all(Option::is_none)
        };
        let length = 1 + reference.width();
        let after = |cells: &[Option<Cell>]| is_free(cells, column, (length + 1).min(scale.width - column));
        let before = column.checked_sub(length);
        let is_whole = |cells: &[Option<Cell>]| column + length <= scale.width && after(cells);
        if let Some(cells) = cells.iter_mut().find(|cells| is_whole(cells)) {
            put(cells, column, &format!("{sign}{reference}"), style);
        } else if let Some((from, cells)) =
            before.and_then(|from| Some((from, cells.iter_mut().find(|cells| is_free(cells, from, length + 1))?)))
        {
            put(cells, from + 1, &format!("{reference}{sign}"), style);
        } else if let Some(cells) = cells.iter_mut().find(|cells| cells[column].is_none()) {
            cells[column] = Some((sign.into(), style));
        } else if let Some(cells) = cells.last_mut() {
            let is_sign =
                cells[column].as_ref().is_some_and(|(text, _)| !text.starts_with(|c: char| c.is_ascii_digit()));
            if is_sign {
                cells[column] = Some(("+".into(), cells[column].as_ref().map_or(style, |(_, style)| *style)));
            }
        }
    }
    let now = scale.column(today);
    for row in &mut cells {
        row[now].get_or_insert(("\u{2502}".into(), paint::bold()));
    }
    cells
}

fn put(cells: &mut [Option<Cell>], from: usize, text: &str, style: Style) {
    let mut at = from;
    for letter in text.chars() {
        let width = unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
        if width == 0 || at + width > cells.len() {
            continue;
        }
        cells[at] = Some((letter.to_string(), style));
        // Nothing else stands in the second half of a wide letter.
        (at + 1..at + width).for_each(|beside| cells[beside] = Some((String::new(), style)));
        at += width;
    }
}

/// Returns cells as spans, those of one look together.
fn joined(cells: Vec<Option<Cell>>) -> Vec<Span<'static>> {
    let mut spans: Vec<(String, Style)> = Vec::new();
    for cell in cells {
        let (text, style) = cell.unwrap_or((" ".into(), Style::new()));
        match spans.last_mut() {
            Some((before, same)) if *same == style => before.push_str(&text),
            _ => spans.push((text, style)),
        }
    }
    spans.into_iter().map(|(text, style)| Span::styled(text, style)).collect()
}

fn legend(plan: &PlanOverview, rows: &[(usize, &PlanRow)], width: usize) -> Line<'static> {
    let undated = rows.iter().filter(|(_, row)| row.standing.due.is_none()).count();
    let mut told = vec!["\u{2502} today".to_string(), "\u{2713} done".into(), "! overdue".into()];
    let classes =
        plan.classes.iter().map(|class| format!("{} {}", paint::tone_sign(Some(class.tone)), inert(&class.word)));
    told.extend(classes.filter(|class| !class.starts_with('\u{2713}')));
    told.extend(["\u{b7} no RAG".to_string(), "+ more".into()]);
    if undated > 0 {
        told.insert(0, format!("{undated} undated"));
    }
    Line::styled(paint::fitted(&format!(" {}", told.join("  ")), width), paint::dim())
}
