//! What all screens share in looks. Meaning never hangs on colour alone.

use super::frame::Frame;
use super::keys::{Context, TABLE, key_names};
use super::wrap::wrap;
use crate::document::limbs::label_at;
use crate::document::{Block, BlockKind, Mark, Run, RunStyle, inert};
use crate::record::RagTone;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};
use std::ops::Range;
use std::sync::OnceLock;
use unicode_width::UnicodeWidthStr;

/// Tells whether colours are wanted (<https://no-color.org>).
fn has_colour() -> bool {
    static COLOUR: OnceLock<bool> = OnceLock::new();
    *COLOUR.get_or_init(|| std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
}

fn tinted(colour: Color) -> Style {
    if has_colour() { Style::new().fg(colour) } else { Style::new() }
}

pub fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

pub fn dim() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

pub fn bar() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}

pub fn warning() -> Style {
    tinted(Color::Red).add_modifier(Modifier::BOLD)
}

/// A word that may be wrong.
pub fn doubtful() -> Style {
    tinted(Color::Red).add_modifier(Modifier::UNDERLINED)
}

pub fn action() -> Style {
    tinted(Color::Yellow).add_modifier(Modifier::BOLD)
}

pub fn decision() -> Style {
    tinted(Color::Green).add_modifier(Modifier::BOLD)
}

/// How a RAG class looks by its tone; its symbol says the same without colour.
pub fn tone(tone: Option<RagTone>) -> Style {
    match tone {
        Some(RagTone::Complete) => name(),
        Some(RagTone::OnTrack) => tinted(Color::Green),
        Some(RagTone::AtRisk) => tinted(Color::Yellow),
        Some(RagTone::OffTrack) => warning(),
        Some(RagTone::Paused) | None => dim(),
    }
}

/// Returns the sign of a RAG class by its tone.
pub fn tone_sign(tone: Option<RagTone>) -> &'static str {
    match tone {
        Some(RagTone::Complete) => "\u{2713}",
        Some(RagTone::OnTrack) => "\u{25cf}",
        Some(RagTone::AtRisk) => "\u{25b2}",
        Some(RagTone::OffTrack) => "\u{25a0}",
        Some(RagTone::Paused) => "\u{2016}",
        None => "\u{b7}",
    }
}

pub fn name() -> Style {
    tinted(Color::Cyan)
}

/// Fills a row with a title on the left and facts on the right.
pub fn title_bar(frame: &mut Frame<'_>, area: Rect, left: &str, right: &str) {
    let width = usize::from(area.width);
    let right = inert(right);
    let room = width.saturating_sub(right.width() + 3);
    let left = fitted(&inert(left), room);
    let gap = width.saturating_sub(left.width() + right.width() + 2);
    let text = format!(" {left}{}{right} ", " ".repeat(gap));
    frame.render_widget(Paragraph::new(text).style(bar()), area);
}

/// Returns text cut to a width, with an ellipsis if something is cut off.
pub fn fitted(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut cut = String::new();
    for grapheme in unicode_segmentation::UnicodeSegmentation::graphemes(text, true) {
        if cut.width() + grapheme.width() + 1 > width {
            break;
        }
        cut.push_str(grapheme);
    }
    cut + "\u{2026}"
}

/// Returns text cut or filled to a width.
pub fn padded(text: &str, width: usize) -> String {
    let text = fitted(text, width);
    let gap = width.saturating_sub(text.width());
    text + &" ".repeat(gap)
}

/// Returns a message as the rows that it takes in a width, at most `most`.
pub fn message_rows(words: &str, is_error: bool, width: usize, most: usize) -> Vec<String> {
    let mark = if is_error { "! " } else { " " };
    let words = inert(&words.lines().collect::<Vec<_>>().join(" ")).into_owned();
    let room = width.saturating_sub(mark.len() + 1).max(1);
    let mut ranges = wrap(&words, room);
    ranges.truncate(most.max(1));
    // What has no room stands in the last row, which is cut.
    if let Some(last) = ranges.last_mut() {
        last.end = words.len();
    }
    let marks = std::iter::once(mark).chain(std::iter::repeat(&"  "[..mark.len()]));
    marks.zip(ranges).map(|(mark, range)| format!("{mark}{}", fitted(words[range].trim_end(), room))).collect()
}

/// Shows the rows of a message.
pub fn message(frame: &mut Frame<'_>, area: Rect, rows: Vec<String>, is_error: bool) {
    let lines: Vec<Line<'_>> = rows.into_iter().map(Line::raw).collect();
    frame.render_widget(Paragraph::new(lines).style(if is_error { warning() } else { bold() }), area);
}

/// Shows the keys of the contexts in the last row, as many as fit; help and quit are always there.
pub fn hints(frame: &mut Frame<'_>, area: Rect, contexts: &[Context]) {
    let mut spans = Vec::new();
    let mut left = usize::from(area.width);
    let last = TABLE.iter().filter(|row| row.context == Context::Anywhere && matches!(row.label, "help" | "quit"));
    let own = contexts.iter().flat_map(|context| TABLE.iter().filter(move |row| row.context == *context));
    let last: Vec<_> = last.collect();
    let reserved: usize = last.iter().map(|row| key_names(row).width() + row.label.width() + 4).sum();
    left = left.saturating_sub(reserved);
    for row in own.filter(|row| !row.label.is_empty()) {
        let width = row.keys.first().map_or(0, |key| key.to_string().width()) + row.label.width() + 4;
        if width > left {
            continue;
        }
        left -= width;
        push_hint(&mut spans, row);
    }
    last.into_iter().for_each(|row| push_hint(&mut spans, row));
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

fn push_hint(spans: &mut Vec<Span<'static>>, row: &super::keys::Row) {
    let key = row.keys.first().map(|key| key.to_string()).unwrap_or_default();
    spans.push(Span::styled(format!(" {key}"), bold()));
    spans.push(Span::styled(format!(" {}  ", row.label), dim()));
}

/// Clears a box in the middle of an area, at most so large, and returns what is inside its border.
pub fn popup(frame: &mut Frame<'_>, area: Rect, width: u16, height: u16, title: &str) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let rect = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    let block = ratatui::widgets::Block::bordered().title(format!(" {title} "));
    let inner = block.inner(rect);
    frame.render_widget(Clear, rect);
    frame.render_widget(block, rect);
    inner
}

/// Shows a list with one row selected, scrolled so that it can be seen.
pub fn list(frame: &mut Frame<'_>, area: Rect, rows: Vec<Line<'_>>, selected: usize) {
    let height = usize::from(area.height);
    let first = selected.saturating_sub(height.saturating_sub(1)).max(if selected >= height {
        selected + 1 - height
    } else {
        0
    });
    let lines: Vec<Line<'_>> = rows
        .into_iter()
        .enumerate()
        .skip(first)
        .take(height)
        .map(|(nth, line)| if nth == selected { line.style(bar()) } else { line })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// Returns a range of a text in a style, with the words underlined that may be wrong.
pub fn doubting(text: &str, range: Range<usize>, style: Style, wrong: &[Range<usize>]) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut push = |part: Range<usize>, style: Style| {
        if part.start < part.end {
            spans.push(Span::styled(text[part].to_string(), style));
        }
    };
    let mut from = range.start;
    for word in wrong.iter().filter(|word| word.start < range.end && word.end > range.start) {
        push(from..word.start.max(from), style);
        from = word.end.min(range.end);
        push(word.start.max(range.start)..from, style.patch(doubtful()));
    }
    push(from..range.end, style);
    spans
}

/// Returns the rows of one of a document's blocks in a width, each with a gutter of two cells in front; underlined is
/// what `wrong_in` finds in the words that somebody minuted.
pub fn block_lines(
    blocks: &[Block],
    nth: usize,
    width: usize,
    gutter: &'static str,
    note: Option<&str>,
    wrong_in: impl Fn(&str) -> Vec<Range<usize>>,
) -> Vec<Line<'static>> {
    let block = &blocks[nth];
    let (first, rest) = lead_of(blocks, nth);
    let base = mark_style(block.mark);
    let mut text = String::new();
    let mut styles = Vec::new();
    let mut wrong = Vec::new();
    for (at, run) in runs_with_places(block) {
        let is_told = block.source.is_some() && run.style == RunStyle::Plain;
        let found = if is_told { wrong_in(run.text()) } else { Vec::new() };
        wrong.extend(found.into_iter().map(|word| at + word.start..at + word.end));
    }
    let prefix = if block.mark == Mark::Private { PRIVATE } else { "" };
    for (words, style) in [(prefix, base)].into_iter().chain(block.runs.iter().map(|run| {
        let style = match run.style {
            RunStyle::Plain => base,
            RunStyle::Strong => base.patch(action()),
            RunStyle::Name => base.patch(name()),
        };
        (run.text(), style)
    })) {
        styles.push((text.len()..text.len() + words.len(), style));
        text.push_str(words);
    }
    if let Some(note) = note {
        let note = format!("  \u{27e8}{}\u{27e9}", inert(note));
        styles.push((text.len()..text.len() + note.len(), warning()));
        text.push_str(&note);
    }
    let room = width.saturating_sub(2 + first.width()).max(8);
    let rows = wrap(&text, room);
    rows.into_iter()
        .enumerate()
        .map(|(nth, row)| {
            let mut spans = vec![Span::raw(gutter), Span::raw(if nth == 0 { first.clone() } else { rest.clone() })];
            for (range, style) in &styles {
                let (from, to) = (range.start.max(row.start), range.end.min(row.end));
                if from < to {
                    spans.extend(doubting(&text, from..to, *style, &wrong));
                }
            }
            Line::from(spans)
        })
        .collect()
}

/// Returns what stands in front of a block, a bullet, a letter or a number, and in front of its further rows.
fn lead_of(blocks: &[Block], nth: usize) -> (String, String) {
    let block = &blocks[nth];
    let number = if block.number().is_empty() { String::new() } else { format!("{} ", block.number()) };
    let (depth, lead) = match block.kind {
        BlockKind::Bullet(depth) => {
            let bullets = crate::document::text::BULLETS;
            (depth, format!("{} ", bullets[(depth as usize).min(bullets.len() - 1)]))
        }
        BlockKind::Limb(depth) => (depth, format!("{} ", label_at(blocks, nth).unwrap_or_default())),
        _ => (0, String::new()),
    };
    let (indent, lead) = ("   ".repeat(depth as usize), lead + &number);
    let below = " ".repeat(lead.width());
    (format!("{indent}{lead}"), format!("{indent}{below}"))
}

/// What stands in front of a private note.
const PRIVATE: &str = "; ";

/// Returns the runs of a block, each with where its words begin when it is shown.
fn runs_with_places(block: &Block) -> impl Iterator<Item = (usize, &Run)> {
    let mut at = if block.mark == Mark::Private { PRIVATE.len() } else { 0 };
    block.runs.iter().map(move |run| {
        let place = at;
        at += run.text().len();
        (place, run)
    })
}

fn mark_style(mark: Mark) -> Style {
    match mark {
        Mark::Decision => decision(),
        Mark::Private | Mark::Movement | Mark::Purpose | Mark::LeadIn => dim().add_modifier(Modifier::ITALIC),
        Mark::Draft | Mark::Exempt => warning(),
        _ => Style::new(),
    }
}
