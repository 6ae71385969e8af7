//! How far the measures of a plan have come: from the baseline over the latest value to the target.

use super::super::paint;
use super::heat::window;
use crate::clerk::plans::PlanOverview;
use crate::clerk::plans::overview::Measured;
use crate::document::inert;
use crate::record::plan::figure;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

const EIGHTHS: [&str; 8] =
    ["\u{2581}", "\u{2582}", "\u{2583}", "\u{2584}", "\u{2585}", "\u{2586}", "\u{2587}", "\u{2588}"];
/// How wide the bars and the small lines of values are.
const BAR: usize = 10;
const VALUES: usize = 8;
const FIGURES: std::ops::RangeInclusive<usize> = 14..=24;

/// Returns a row for each measure of some of a plan's actions, those around the one looked at.
pub fn lines(
    plan: &PlanOverview,
    found: &[usize],
    looked_at: Option<usize>,
    width: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let measured: Vec<(usize, &Measured)> =
        found.iter().flat_map(|nth| plan.rows[*nth].measures.iter().map(|measured| (*nth, measured))).collect();
    if measured.is_empty() {
        return vec![Line::styled(" None of these plan actions has a measure.", paint::dim())];
    }
    let widest = measured.iter().map(|(nth, _)| plan.rows[*nth].action.reference.len()).max().unwrap_or(0).clamp(3, 10);
    let around = measured.partition_point(|(nth, _)| looked_at.is_some_and(|looked_at| *nth < looked_at));
    let room = height.saturating_sub(1);
    let shown = &measured[window(measured.len(), around.min(measured.len() - 1), room)];
    let wanted = shown.iter().map(|(_, measured)| figures(measured).width()).max().unwrap_or(0);
    let wanted = wanted.clamp(*FIGURES.start(), *FIGURES.end());
    let values = shown.iter().map(|(_, measured)| measured.values.len() + 1).max().unwrap_or(0).clamp(6, VALUES);
    let name = width.saturating_sub(widest + BAR + values + wanted + 12).max(8);
    let told = if wanted < 23 { "first, now, target" } else { "first \u{2192} now \u{2192} target" };
    let head = format!(
        "  {:<widest$} {} {} {} values",
        "",
        paint::padded("measure", name),
        paint::padded("to its target", BAR + 6),
        paint::padded(told, wanted),
    );
    let mut lines = vec![Line::styled(paint::fitted(&head, width), paint::dim())];
    lines.extend(shown.iter().map(|(nth, measured)| {
        let is_looked_at = looked_at == Some(*nth);
        let style = if is_looked_at { paint::bold() } else { Style::new() };
        let mark = if is_looked_at { "\u{203a}" } else { " " };
        let reference = inert(&plan.rows[*nth].action.reference).into_owned();
        let (bar, bar_style) = progress(measured);
        Line::from(vec![
            Span::styled(format!("{mark} {}", paint::padded(&reference, widest)), style),
            Span::styled(format!(" {} ", paint::padded(&inert(&measured.measure.name), name)), style),
            Span::styled(bar, bar_style),
            Span::raw(format!(" {} ", paint::padded(&inert(&figures(measured)), wanted))),
            Span::raw(small_line(measured)),
        ])
    }));
    lines
}

/// Returns "58% → 74% → 100%".
fn figures(measured: &Measured) -> String {
    let or_unknown = |words: &str| if words.is_empty() { "?".to_string() } else { words.to_string() };
    let latest = measured.values.last().map_or("\u{2013}".to_string(), |value| value.value.clone());
    format!(
        "{} \u{2192} {latest} \u{2192} {}",
        or_unknown(&measured.measure.baseline),
        or_unknown(&measured.measure.target)
    )
}

/// Returns a bar with how far a measure has come, as wide for every measure.
pub fn progress(measured: &Measured) -> (String, Style) {
    let told = |words: &str| (paint::padded(words, BAR + 6), paint::dim());
    let Some(progress) = measured.progress() else {
        return told(if measured.values.is_empty() { "not measured yet" } else { "no figures" });
    };
    let filled = (progress * BAR as f64).round() as usize;
    let bar = format!("{}{}", "\u{2588}".repeat(filled), "\u{2591}".repeat(BAR - filled));
    let style = if progress >= 1.0 { paint::decision() } else { Style::new() };
    match is_worse(measured) {
        true => (format!("{bar} worse"), paint::warning()),
        false => (format!("{bar} {:>4.0}%", progress * 100.0), style),
    }
}

/// Tells whether the latest value is farther from the target than the baseline is.
fn is_worse(measured: &Measured) -> bool {
    let figures = || {
        let (baseline, target) = (figure(&measured.measure.baseline)?, figure(&measured.measure.target)?);
        Some((baseline, target, figure(&measured.values.last()?.value)?))
    };
    figures().is_some_and(|(baseline, target, latest)| (latest - baseline) * (target - baseline) < 0.0)
}

/// Returns the latest values as columns of different heights, the baseline first where there is room.
pub fn small_line(measured: &Measured) -> String {
    let baseline = figure(&measured.measure.baseline);
    let values = measured.values.iter().filter_map(|value| figure(&value.value));
    let all: Vec<f64> = baseline.into_iter().chain(values).collect();
    if all.len() < 2 {
        return String::new();
    }
    let shown = &all[all.len().saturating_sub(VALUES)..];
    let least = shown.iter().copied().fold(f64::INFINITY, f64::min);
    let most = shown.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let range = if most > least { most - least } else { 1.0 };
    shown.iter().map(|value| EIGHTHS[(((value - least) / range) * 7.0).round() as usize]).collect()
}
