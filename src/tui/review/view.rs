//! How the Review screen looks: the list, the thread of one action, and pictures of them all.

use super::super::frame::Frame;
use super::super::one_line::ROWS;
use super::super::wrap::wrap;
use super::super::{action_lines, paint};
use super::linking::LINK;
use super::{ReviewScreen, question};
use crate::clerk::figures::{AGES, Slipper};
use crate::clerk::follow_up::verb;
use crate::clerk::register::{self, Registered};
use crate::clerk::review::OverTime;
use crate::document::inert;
use crate::record::standing::Need;
use chrono::{Datelike, NaiveDate};
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block as Border, Borders, Paragraph};
use unicode_width::UnicodeWidthStr;

/// From this width on the thread stands beside the list.
const BESIDE_FROM: u16 = 120;
/// From this height on the figures stand below it.
const FIGURES_FROM: u16 = 34;
/// How many rows the figures take.
const FIGURES: u16 = 18;
/// How wide the labels of bars are.
const LABEL: usize = 13;

impl ReviewScreen {
    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect) {
        let [title, words, rest, line] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(if self.line.about().is_some() { ROWS } else { 0 }),
        ])
        .areas(area);
        let figures = &self.review.figures;
        let facts = format!(
            "{} found{} \u{2502} {} overdue \u{2502} {} quiet",
            self.review.count(),
            if self.review.is_whole() { "" } else { " so far" },
            figures.overdue,
            figures.quiet
        );
        paint::title_bar(frame, title, "Review: what was promised", &facts);
        self.paint_words(frame, words);
        let is_wide = area.width >= BESIDE_FROM;
        let panes = [Constraint::Percentage(55), Constraint::Percentage(45)];
        let [list, side] =
            if is_wide { Layout::horizontal(panes).areas(rest) } else { Layout::vertical(panes).areas(rest) };
        self.paint_list(frame, list);
        let border =
            Border::new().borders(if is_wide { Borders::LEFT } else { Borders::TOP }).border_style(paint::dim());
        let inner = border.inner(side);
        frame.render_widget(border, side);
        if self.is_linking() {
            self.paint_suggestions(frame, inner);
        } else if is_wide && inner.height >= FIGURES_FROM {
            let [thread, figures] = Layout::vertical([Constraint::Min(0), Constraint::Length(FIGURES)]).areas(inner);
            self.paint_thread(frame, thread);
            self.paint_figures(frame, figures);
        } else if self.shows_figures {
            self.paint_figures(frame, inner);
        } else {
            self.paint_thread(frame, inner);
        }
        self.paint_line(frame, line);
    }

    fn paint_words(&self, frame: &mut Frame<'_>, area: Rect) {
        let is_typed = self.is_asking && self.line.about().is_none();
        let layout = self.words.layout(usize::from(area.width).saturating_sub(4));
        let shown = inert(&layout.shown).into_owned();
        let mut spans = vec![Span::styled(" / ", paint::bold()), Span::raw(shown.clone())];
        let beside = match (&self.complaint, shown.is_empty()) {
            (Some(complaint), _) => Some((format!("  {}", inert(complaint)), paint::warning())),
            (None, true) => Some((
                "overdue  due  quiet  slipped  owner:dcs  body:csib  theme:work  older:90d  unlinked  words".into(),
                paint::dim(),
            )),
            _ => None,
        };
        let room = usize::from(area.width).saturating_sub(3 + shown.width());
        spans.extend(beside.map(|(words, style)| Span::styled(paint::fitted(&words, room), style)));
        frame.render_widget(Paragraph::new(Line::from(spans)), area);
        if is_typed {
            let x = area.x + 3 + (layout.cursor.1 as u16).min(area.width.saturating_sub(4));
            frame.set_cursor_position(Position::new(x, area.y));
        }
    }

    fn paint_list(&self, frame: &mut Frame<'_>, area: Rect) {
        if self.review.count() == 0 {
            let words = match self.words.is_empty() {
                true => " Nothing is outstanding. all shows every action ever given.",
                false => " Nothing fits these words. / changes them.",
            };
            return frame.render_widget(Paragraph::new(words).style(paint::dim()), area);
        }
        let height = usize::from(area.height).max(1);
        self.height.set(height);
        let first = self.selected / height * height;
        let shown: Vec<(Registered, Need)> =
            (first..self.review.count().min(first + height)).map_while(|place| self.review.row(place)).collect();
        let reference = |row: &Registered| format!("{} {}", row.body, row.reference);
        let widest = shown.iter().map(|(row, _)| reference(row).width()).max().unwrap_or(0);
        let rows = shown.iter().map(|(row, need)| {
            let is_open = row.status.is_outstanding();
            let label = if is_open { action_lines::need_label(*need) } else { row.status.word() };
            let reference = format!("{:<widest$}", reference(row));
            action_lines::row(row, &reference, label, is_open, usize::from(area.width))
        });
        paint::list(frame, area, rows.collect(), self.selected - first);
    }

    fn paint_thread(&self, frame: &mut Frame<'_>, area: Rect) {
        let Some(thread) = &self.thread else { return };
        let width = usize::from(area.width);
        let mut lines = Vec::new();
        for (label, words) in thread.lines() {
            let (label, words) = (inert(&label).into_owned(), inert(&words).into_owned());
            let label = format!(" {}{} ", label, " ".repeat(16usize.saturating_sub(label.width())));
            let indent = label.width();
            for (nth, range) in wrap(&words, width.saturating_sub(indent + 1).max(10)).into_iter().enumerate() {
                let lead =
                    if nth == 0 { Span::styled(label.clone(), paint::name()) } else { Span::raw(" ".repeat(indent)) };
                lines.push(Line::from(vec![lead, Span::raw(words[range].trim_end().to_string())]));
            }
        }
        // What was heard last matters most where not all of it has room.
        let hidden = lines.len().saturating_sub(usize::from(area.height));
        if hidden > 0 && area.height > 1 {
            lines.drain(1..hidden + 2);
            lines.insert(
                1,
                Line::styled(format!(" \u{2026} {} lines more: Enter opens the minute", hidden + 1), paint::dim()),
            );
        }
        frame.render_widget(Paragraph::new(lines), area);
    }

    fn paint_figures(&self, frame: &mut Frame<'_>, area: Rect) {
        let is_low = area.height < FIGURES;
        let [left, right] = match is_low {
            true => Layout::horizontal([Constraint::Percentage(54), Constraint::Percentage(46)]).areas(area),
            false => Layout::vertical([Constraint::Length(9), Constraint::Min(0)]).areas(area),
        };
        let mut lines = self.age_bars(usize::from(left.width));
        let figures = &self.review.figures;
        lines.push(Line::raw(format!(
            " {} due before the next meeting, {} to agree",
            figures.due_before_next, figures.proposed
        )));
        lines.push(Line::raw(format!(" {} quiet for two meetings, {} undated", figures.quiet, figures.undated)));
        frame.render_widget(Paragraph::new(lines), left);
        let lines = match &self.review.over_time {
            None => vec![Line::styled(" The actions that have ended are being read \u{2026}", paint::dim())],
            Some(OverTime { slippers, open }) => {
                let slippers = &slippers[..slippers.len().min(usize::from(right.height).saturating_sub(4))];
                let slips = self.slip_lines(slippers);
                slips.into_iter().chain(open_lines(open, usize::from(right.width))).collect()
            }
        };
        frame.render_widget(Paragraph::new(lines), right);
    }

    /// Returns a bar for each age: how many are outstanding, the overdue ones filled.
    fn age_bars(&self, width: usize) -> Vec<Line<'static>> {
        let ages = &self.review.figures.ages;
        let most = ages.iter().map(|(count, _)| *count).max().unwrap_or(0).max(1);
        let room = width.saturating_sub(LABEL + 26).max(5);
        let mut lines = vec![Line::styled(" How long they have been outstanding", paint::bold())];
        for ((_, label), (count, overdue)) in AGES.iter().zip(ages) {
            let cells = |count: usize| (count * room).div_ceil(most);
            let (whole, filled) = (cells(*count), cells(*overdue));
            lines.push(Line::from(vec![
                Span::raw(format!(" {label:<LABEL$} ")),
                Span::styled("\u{2588}".repeat(filled), paint::warning()),
                Span::styled("\u{2591}".repeat(whole.saturating_sub(filled)), paint::dim()),
                Span::raw(format!(" {count}")),
                Span::styled(if *overdue > 0 { format!(" ({overdue} overdue)") } else { String::new() }, paint::dim()),
            ]));
        }
        lines
    }

    fn slip_lines(&self, slippers: &[Slipper]) -> Vec<Line<'static>> {
        let mut lines = vec![Line::styled(" Who slips most", paint::bold())];
        if slippers.is_empty() {
            lines.push(Line::styled(" nobody: no deadline was moved, none is past", paint::dim()));
        }
        lines.extend(slippers.iter().map(|slipper| {
            let name = register::name(slipper.owner, &slipper.words, self.review.people());
            let name = paint::fitted(&inert(&name), LABEL);
            let gap = " ".repeat((LABEL + 1).saturating_sub(name.width()));
            Line::from(vec![
                Span::styled(format!(" {name}{gap}"), paint::name()),
                Span::raw(format!("moved {}, overdue {}/{}", slipper.slips, slipper.overdue, slipper.outstanding)),
            ])
        }));
        lines
    }

    fn paint_line(&self, frame: &mut Frame<'_>, area: Rect) {
        let Some((word, action)) = self.line.about() else { return };
        let given = self.chosen().filter(|given| given.action.id == *action);
        let name = given.map(|given| format!("{} {}: ", given.body, given.action.reference())).unwrap_or_default();
        let asked = match self.reading.as_str() {
            "" if word == LINK => "references to link or unlink (2.3 5.1), or Alt-1 \u{2026}; Enter ends".into(),
            "" => verb(word).map(question).unwrap_or_default().to_string(),
            reading => format!("new deadline{reading}"),
        };
        self.line.paint(frame, area, &inert(&format!("{name}{asked}")));
    }
}

/// Returns a column for each month: how many actions were open at its end.
fn open_lines(months: &[(NaiveDate, usize)], width: usize) -> Vec<Line<'static>> {
    const EIGHTHS: [&str; 9] =
        [" ", "\u{2581}", "\u{2582}", "\u{2583}", "\u{2584}", "\u{2585}", "\u{2586}", "\u{2587}", "\u{2588}"];
    let months = &months[months.len().saturating_sub(width.saturating_sub(22) / 2)..];
    let Some(((first, was), (_, is))) = months.first().zip(months.last()) else { return Vec::new() };
    let most = months.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let columns: String =
        months.iter().map(|(_, count)| EIGHTHS[(count * 8).div_ceil(most).min(8)].repeat(2)).collect();
    let labels: String = months
        .iter()
        .map(|(day, _)| if day.month() == 1 { day.format("%y").to_string() } else { "  ".into() })
        .collect();
    vec![
        Line::styled(" Open at the end of each month", paint::bold()),
        Line::raw(format!(" {columns} {is} now")),
        Line::styled(format!(" {labels} {was} in {}, most {most}", first.format("%b %y")), paint::dim()),
    ]
}
