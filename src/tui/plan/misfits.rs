//! What of a plan does not fit together, and whose due dates were moved, in words.

use super::super::paint;
use super::super::wrap::wrap;
use crate::clerk::plans::{PlanOverview, PlanRow};
use crate::document::inert;
use crate::record::time::long_date;
use crate::reports::listed::times;
use ratatui::text::{Line, Span};

/// Returns the rows that tell what does not fit of some of a plan's actions, `told` by their places, and their slips.
pub fn lines(
    plan: &PlanOverview,
    found: &[usize],
    told: &[(usize, Vec<String>)],
    looked_at: Option<usize>,
    width: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let is_found = |nth: usize| found.binary_search(&nth).is_ok();
    let told: Vec<&(usize, Vec<String>)> = told.iter().filter(|(nth, _)| is_found(*nth)).collect();
    let mut lines = vec![Line::styled(format!(" What does not fit: {}", told.len()), paint::bold())];
    if told.is_empty() {
        lines.push(Line::styled(" Nothing is rated better than the minutes bear out.", paint::dim()));
    }
    let mut at = 0;
    for (nth, sentences) in told {
        if looked_at.is_some_and(|looked_at| *nth <= looked_at) {
            at = lines.len();
        }
        lines.extend(paragraph(plan, *nth, &sentences.join("; and "), looked_at == Some(*nth), width));
    }
    let slipped: Vec<usize> = found.iter().copied().filter(|nth| plan.rows[*nth].standing.slips > 0).collect();
    lines.push(Line::styled(format!(" Due dates moved: {}", slipped.len()), paint::bold()));
    for nth in slipped {
        lines.extend(paragraph(plan, nth, &slip(&plan.rows[nth]), looked_at == Some(nth), width));
    }
    // What is told of the one looked at can be seen.
    let first = at.saturating_sub(1).min(lines.len().saturating_sub(height));
    lines.into_iter().skip(first).take(height).collect()
}

fn slip(row: &PlanRow) -> String {
    let standing = &row.standing;
    let day = |day: Option<chrono::NaiveDate>, words: &str| day.map_or(words.to_string(), long_date);
    let now = day(standing.due, &standing.due_words);
    let first = day(standing.original_due, &row.action.due_words);
    format!("moved {}: at first {first}, now {now}", times(standing.slips))
}

fn paragraph(plan: &PlanOverview, nth: usize, words: &str, is_looked_at: bool, width: usize) -> Vec<Line<'static>> {
    let reference = inert(&plan.rows[nth].action.reference).into_owned();
    let mark = if is_looked_at { "\u{203a}" } else { " " };
    let label = format!("{mark} {} ", paint::padded(&reference, 5));
    let indent = unicode_width::UnicodeWidthStr::width(label.as_str());
    let words = inert(words).into_owned();
    let rows = wrap(&words, width.saturating_sub(indent + 1).max(10));
    let row = |(row, range): (usize, std::ops::Range<usize>)| {
        let lead = if row == 0 { Span::styled(label.clone(), paint::name()) } else { Span::raw(" ".repeat(indent)) };
        Line::from(vec![lead, Span::raw(words[range].trim_end().to_string())])
    };
    rows.into_iter().enumerate().map(row).collect()
}
