//! The heat map of a plan: themes by RAG. Every cell has its count, so that it reads without colour.

use super::super::paint;
use crate::clerk::plans::PlanOverview;
use crate::clerk::plans::overview::PlanFigures;
use crate::document::inert;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// What is counted of some plan actions.
type Count = fn(&PlanFigures) -> u32;

/// What is counted of each theme beside its RAG, with the words by which it is asked for.
const BESIDE: [(&str, Count); 4] = [
    ("overdue", |figures| figures.overdue),
    ("open", |figures| figures.with_open),
    ("quiet", |figures| figures.quiet),
    ("slipping", |figures| figures.contradicted),
];
/// The room that a theme's name should have.
const NAME: usize = 20;
const LEAST_NAME: usize = 12;
/// What stands over the column of what was not rated.
const UNRATED: &str = "no RAG";
/// How wide a column of a RAG class may be.
const COLUMN: (usize, usize) = (5, 12);

/// How wide the columns are.
struct Columns {
    name: usize,
    class: usize,
    unrated: usize,
}

/// Returns the rows of the heat map of some of a plan's actions, with the theme looked at marked.
pub fn lines(
    plan: &PlanOverview,
    found: &[usize],
    looked_at: Option<usize>,
    width: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let beside: usize = BESIDE.iter().map(|(word, _)| word.len() + 1).sum();
    let count = plan.classes.len();
    // The plan's words have their room before the whole of the themes' names.
    let room = width.saturating_sub(beside + 2);
    let widest = plan.classes.iter().map(|class| class.word.width() + 1).max().unwrap_or(0);
    let least = widest.min(room.saturating_sub(LEAST_NAME) / (count + 1)).max(COLUMN.0);
    let class = (room.saturating_sub(NAME) / (count + 1)).clamp(least, COLUMN.1.max(least));
    let unrated = class.max(UNRATED.len() + 1);
    let name = width.saturating_sub(beside + count * class + unrated + 2).max(6);
    let columns = Columns { name, class, unrated };
    let shown = window(plan.themes.len(), looked_at.unwrap_or(0), height.saturating_sub(2));
    let mut lines = vec![head(plan, &columns)];
    lines.extend(shown.clone().map(|theme| {
        let rows = found.iter().map(|nth| &plan.rows[*nth]).filter(|row| row.theme == theme);
        let label = plan.themes.get(theme).map(|(theme, _)| theme.name()).unwrap_or_default();
        row(plan, &label, &plan.figures(rows), &columns, looked_at == Some(theme))
    }));
    let all = plan.figures(found.iter().map(|nth| &plan.rows[*nth]));
    let hidden = plan.themes.len() - shown.len();
    let label = match hidden {
        0 => format!("all {}", all.total),
        hidden => format!("all {} (+{hidden} more)", all.total),
    };
    lines.push(row(plan, &label, &all, &columns, false));
    lines
}

/// Returns which of so many rows are shown where there is room for `room`: those around one.
pub fn window(count: usize, around: usize, room: usize) -> std::ops::Range<usize> {
    let room = room.min(count);
    let first = around.saturating_sub(room / 2).min(count - room);
    first..first + room
}

fn head(plan: &PlanOverview, columns: &Columns) -> Line<'static> {
    let word = if plan.plan.theme_word.is_empty() { "theme" } else { &plan.plan.theme_word };
    let mut text = format!("  {}", paint::padded(&inert(word), columns.name));
    let classes = plan.classes.iter().map(|class| (inert(&class.word).into_owned(), columns.class));
    for (word, width) in classes.chain([(UNRATED.to_string(), columns.unrated)]) {
        let word = paint::fitted(&word, width - 1);
        text += &format!("{}{word}", " ".repeat(width - word.width()));
    }
    BESIDE.iter().for_each(|(word, _)| text += &format!(" {word}"));
    Line::styled(text, paint::dim())
}

fn row(
    plan: &PlanOverview,
    label: &str,
    figures: &PlanFigures,
    columns: &Columns,
    is_looked_at: bool,
) -> Line<'static> {
    let mark = if is_looked_at { "\u{203a} " } else { "  " };
    let name_style = if is_looked_at { paint::bold() } else { Style::new() };
    let mut spans = vec![Span::styled(format!("{mark}{}", paint::padded(&inert(label), columns.name)), name_style)];
    let classes = plan.classes.iter().zip(&figures.by_class);
    for (class, count) in classes {
        spans.extend(cell(*count, figures.total, columns.class, paint::tone(Some(class.tone))));
    }
    spans.extend(cell(figures.unrated, figures.total, columns.unrated, paint::tone(None)));
    for (word, count) in BESIDE.iter().map(|(word, count)| (word, count(figures))) {
        let style = if count > 0 { paint::bold() } else { paint::dim() };
        let told = if count > 0 { count.to_string() } else { "\u{b7}".into() };
        spans.push(Span::styled(format!(" {told:>width$}", width = word.len()), style));
    }
    Line::from(spans)
}

/// Returns a count on a ground that is the darker, the larger its share.
fn cell(count: u32, total: u32, width: usize, style: Style) -> [Span<'static>; 2] {
    const SHADES: [&str; 4] = ["\u{2591}", "\u{2592}", "\u{2593}", "\u{2588}"];
    if count == 0 {
        return [Span::raw(" ".repeat(width - 1)), Span::styled("\u{b7}", paint::dim())];
    }
    let shade = SHADES[((count * 4).div_ceil(total.max(1)) as usize).clamp(1, 4) - 1];
    let count = count.to_string();
    let ground = width.saturating_sub(count.len() + 2);
    [
        Span::styled(format!(" {}", shade.repeat(ground)), style),
        Span::styled(format!(" {count}"), style.patch(paint::bold())),
    ]
}
