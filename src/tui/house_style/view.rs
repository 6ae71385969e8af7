//! How the house style looks: the settings, and the minutes as they would be printed.

use super::super::frame::Frame;
use super::super::paint;
use super::{HouseStyleScreen, Row};
use crate::clerk::house_styles;
use crate::document::{Beside, Block, BlockKind, Document, inert, text};
use crate::tui::one_line;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

/// How wide the list of settings is on a narrow screen, and on a wide one.
const LIST: [u16; 2] = [34, 48];
/// From this width on a screen is wide.
const WIDE: u16 = 120;
/// How wide the names of settings are.
const LABEL: usize = 20;
/// The right-hand column of actions, of so many parts of the width one.
const ACTION_PART: usize = 4;

impl HouseStyleScreen {
    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect) {
        let [title, body, foot] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(1), Constraint::Length(one_line::ROWS)])
                .areas(area);
        let of = format!("{} \u{2502} shown on {}", self.called, self.preview.of);
        paint::title_bar(frame, title, &format!("House style of {}", self.body.short_name), &of);
        let width = if area.width >= WIDE { LIST[1] } else { LIST[0] };
        let [list, gap, preview] =
            Layout::horizontal([Constraint::Length(width), Constraint::Length(2), Constraint::Min(1)]).areas(body);
        self.paint_settings(frame, list);
        let rule = vec![Line::styled("\u{2502}", paint::dim()); usize::from(gap.height)];
        frame.render_widget(Paragraph::new(rule), gap);
        self.paint_preview(frame, preview);
        match self.line.about() {
            Some(_) => self.line.paint(frame, foot, &self.row().help()),
            None => {
                let help = paint::fitted(&inert(&self.row().help()), usize::from(foot.width).saturating_sub(2));
                frame.render_widget(
                    Paragraph::new(vec![Line::default(), Line::styled(format!(" {help}"), paint::dim())]),
                    foot,
                );
            }
        }
    }

    fn paint_settings(&self, frame: &mut Frame<'_>, area: Rect) {
        let room = usize::from(area.width).saturating_sub(LABEL + 2);
        let line = |row: &Row| {
            let value = house_styles::value(&self.style, &row.key()).unwrap_or_default();
            let value = if value.is_empty() { "\u{2013}".to_string() } else { inert(&value).into_owned() };
            let is_own = house_styles::value(&Default::default(), &row.key()).is_ok_and(|usual| usual != value);
            let label = Span::raw(format!(" {}", paint::padded(&row.label(), LABEL)));
            let style = if is_own { paint::name() } else { paint::dim() };
            Line::from(vec![label, Span::raw(" "), Span::styled(paint::padded(&value, room), style)])
        };
        paint::list(frame, area, self.rows.iter().map(line).collect(), self.selected);
    }

    fn paint_preview(&self, frame: &mut Frame<'_>, area: Rect) {
        let (lines, begins) = lines_of(&self.blocks, usize::from(area.width));
        let height = usize::from(area.height);
        if let Some((block, row)) = self.sought.take() {
            let rows = begins.get(block);
            let row = rows.and_then(|rows| rows.get(row).or(rows.first())).copied().unwrap_or(0);
            let first = self.first.get();
            // What has changed is to be seen, with a little of what stands above it.
            if row < first || row + height / 3 >= first + height {
                self.first.set(row.saturating_sub(height / 3));
            }
        }
        let first = self.first.get().min(lines.len().saturating_sub(height));
        self.first.set(first);
        let shown: Vec<Line<'_>> = lines.into_iter().skip(first).take(height).collect();
        frame.render_widget(Paragraph::new(shown), area);
    }
}

/// Returns the rows of a document in a width, and where each block begins: of two columns, each of their rows.
fn lines_of(blocks: &[Block], width: usize) -> (Vec<Line<'static>>, Vec<Vec<usize>>) {
    let (mut lines, mut begins) = (Vec::new(), Vec::new());
    for (nth, block) in blocks.iter().enumerate() {
        if nth > 0 && !(is_listed(&blocks[nth - 1]) && is_listed(block)) {
            lines.push(Line::default());
        }
        let at = lines.len();
        begins.push(vec![at]);
        match &block.kind {
            BlockKind::Beside(beside) => {
                let (columns, rows) = beside_lines(beside, width);
                begins[nth] = rows.into_iter().map(|row| at + row).collect();
                lines.extend(columns);
            }
            BlockKind::Table(_) | BlockKind::Picture(_) | BlockKind::Blank => {
                let alone = Document::new("", "", vec![block.clone()]);
                let written = text::write(&alone, Some(width));
                lines.extend(written.lines().map(|line| Line::raw(line.to_string())));
            }
            BlockKind::Title | BlockKind::Heading(_) => {
                let heading = paint::block_lines(blocks, nth, width + 2, "", None, |_| Vec::new());
                lines.extend(heading.into_iter().map(|line| line.style(paint::bold())));
            }
            _ => lines.extend(paint::block_lines(blocks, nth, width + 2, "", None, |_| Vec::new())),
        }
    }
    (lines, begins)
}

fn is_listed(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Bullet(_) | BlockKind::Limb(_))
}

/// Returns both columns with a rule between them, and where each of their rows begins.
fn beside_lines(beside: &Beside, width: usize) -> (Vec<Line<'static>>, Vec<usize>) {
    let right = (width / ACTION_PART).max(8);
    let left = width.saturating_sub(right + 2);
    let row = |left_side: Line<'static>, right_side: Line<'static>| {
        let gap = left.saturating_sub(width_of(&left_side));
        let between = vec![Span::raw(" ".repeat(gap)), Span::styled("\u{2502} ", paint::dim())];
        Line::from([left_side.spans, between, right_side.spans].concat())
    };
    let [minute, action] = beside.header();
    let head = |words: &str, room: usize| Line::from(Span::styled(paint::fitted(&inert(words), room), paint::bold()));
    let mut lines = vec![row(head(minute, left), head(action, right))];
    let mut begins = Vec::new();
    for [blocks, actions] in &beside.rows {
        begins.push(lines.len());
        let (minute, _) = lines_of(blocks, left.saturating_sub(1));
        let (action, _) = lines_of(actions, right);
        lines.push(row(Line::default(), Line::default()));
        for nth in 0..minute.len().max(action.len()) {
            let line = |side: &[Line<'static>]| side.get(nth).cloned().unwrap_or_default();
            lines.push(row(line(&minute), line(&action)));
        }
    }
    (lines, begins)
}

fn width_of(line: &Line<'_>) -> usize {
    line.spans.iter().map(|span| span.content.width()).sum()
}
