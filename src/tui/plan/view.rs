//! How the Plan screen looks: pictures of the plan, the list of what was asked for, and the one that is selected.

use super::super::frame::Frame;
use super::super::one_line::ROWS;
use super::super::paint;
use super::super::wrap::wrap;
use super::{Picture, PlanScreen, heat, measures, misfits, timeline};
use crate::clerk::plans::PlanRow;
use crate::document::inert;
use crate::record::time::long_date;
use crate::reports::listed::times;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block as Border, Borders, Paragraph};
use unicode_width::UnicodeWidthStr;

/// From this size on all pictures stand beside the list.
const ALL_FROM: (u16, u16) = (120, 34);
/// How many rows the selected plan action takes below the list.
const PARTICULARS: u16 = 6;

impl PlanScreen {
    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect) {
        let [title, words, rest, line] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(if self.line.about().is_some() { ROWS } else { 0 }),
        ])
        .areas(area);
        match &self.page {
            Some(page) => {
                paint::title_bar(frame, title, &page.title(), &page.state());
                let rest = rest.union(words);
                page.paint(frame, rest);
            }
            None => {
                self.paint_title(frame, title);
                self.paint_words(frame, words);
                self.paint_panes(frame, rest, area);
            }
        }
        self.paint_line(frame, line);
    }

    fn paint_title(&self, frame: &mut Frame<'_>, area: Rect) {
        let plan = &self.plan.plan;
        let day = self.plan.today.format("%-d %b %Y");
        let version =
            if plan.version.is_empty() { String::new() } else { format!("version {} \u{2502} ", plan.version) };
        let name = if plan.period.is_empty() { plan.name.clone() } else { format!("{}, {}", plan.name, plan.period) };
        paint::title_bar(frame, area, &format!("{} {name}", plan.short_name), &format!("{version}{day}"));
    }

    fn paint_words(&self, frame: &mut Frame<'_>, area: Rect) {
        let is_typed = self.is_asking && self.line.about().is_none();
        let (found, all) = (self.found.len(), self.plan.rows.len());
        let count = if self.complaint.is_some() {
            String::new()
        } else if found == all {
            format!("{all} plan actions ")
        } else {
            format!("{found} of {all} found ")
        };
        let room = usize::from(area.width).saturating_sub(count.width() + 4);
        let layout = self.words.layout(room.max(1));
        let shown = inert(&layout.shown).into_owned();
        let mut spans = vec![Span::styled(" / ", paint::bold()), Span::raw(shown.clone())];
        let beside = match (&self.complaint, shown.is_empty()) {
            (Some(complaint), _) => Some((format!("  {}", inert(complaint)), paint::warning())),
            (None, true) => {
                Some(("overdue  red  quiet  slipping  open  theme:work  lead:dcs  words".into(), paint::dim()))
            }
            _ => None,
        };
        let room = room.saturating_sub(shown.width());
        spans.extend(beside.map(|(words, style)| Span::styled(paint::fitted(&words, room), style)));
        let used: usize = spans.iter().map(|span| span.content.width()).sum();
        let gap = usize::from(area.width).saturating_sub(used + count.width());
        spans.push(Span::styled(format!("{}{count}", " ".repeat(gap)), paint::bold()));
        frame.render_widget(Paragraph::new(Line::from(spans)), area);
        if is_typed {
            let x = area.x + 3 + (layout.cursor.1 as u16).min(area.width.saturating_sub(4));
            frame.set_cursor_position(Position::new(x, area.y));
        }
    }

    fn paint_panes(&self, frame: &mut Frame<'_>, area: Rect, whole: Rect) {
        let is_large = whole.width >= ALL_FROM.0 && whole.height >= ALL_FROM.1;
        if !is_large {
            let most = area.height.saturating_sub(PARTICULARS) * 3 / 5;
            let [picture, rest] =
                Layout::vertical([Constraint::Length(self.height_of(self.picture).min(most)), Constraint::Min(0)])
                    .areas(area);
            self.paint_picture(frame, picture, self.picture);
            return self.paint_list_and_chosen(frame, rest);
        }
        let [left, right] = Layout::horizontal([Constraint::Percentage(55), Constraint::Percentage(45)]).areas(area);
        let border = Border::new().borders(Borders::LEFT).border_style(paint::dim());
        let beside = border.inner(right);
        frame.render_widget(border, right);
        let [heat, rest] = Layout::vertical([
            Constraint::Length(self.height_of(Picture::Heat).min(area.height / 2)),
            Constraint::Min(0),
        ])
        .areas(left);
        self.paint_picture(frame, heat, Picture::Heat);
        self.paint_list_and_chosen(frame, rest);
        if self.picture != Picture::Heat {
            return self.paint_picture(frame, beside, self.picture);
        }
        let lanes = self.height_of(Picture::Timeline).min(beside.height * 2 / 5);
        let [timeline, measures, misfits] =
            Layout::vertical([Constraint::Length(lanes + 1), Constraint::Percentage(28), Constraint::Min(0)])
                .areas(beside);
        self.paint_picture(frame, timeline, Picture::Timeline);
        self.paint_picture(frame, measures, Picture::Measures);
        self.paint_picture(frame, misfits, Picture::Misfits);
    }

    /// Returns how many rows a picture would have.
    fn height_of(&self, picture: Picture) -> u16 {
        let themes = self.plan.themes.len() as u16;
        match picture {
            Picture::Heat => themes + 2,
            Picture::Timeline => themes * 2 + 2,
            Picture::Measures | Picture::Misfits => u16::MAX,
        }
    }

    fn paint_picture(&self, frame: &mut Frame<'_>, area: Rect, picture: Picture) {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let (plan, found, chosen) = (&self.plan, &self.found, self.chosen());
        let lines = match picture {
            Picture::Heat => {
                let theme = chosen.map(|nth| plan.rows[nth].theme);
                heat::lines(plan, found, theme, width, height)
            }
            Picture::Timeline => timeline::lines(plan, found, chosen, width, height),
            Picture::Measures if !self.is_measured => {
                vec![Line::styled(" The measures are being read \u{2026}", paint::dim())]
            }
            Picture::Measures => measures::lines(plan, found, chosen, width, height),
            Picture::Misfits => misfits::lines(plan, found, &self.misfits, chosen, width, height),
        };
        frame.render_widget(Paragraph::new(lines), area);
    }

    fn paint_list_and_chosen(&self, frame: &mut Frame<'_>, area: Rect) {
        let particulars = PARTICULARS.min(area.height.saturating_sub(2));
        let [list, below] = Layout::vertical([Constraint::Min(0), Constraint::Length(particulars)]).areas(area);
        self.paint_list(frame, list);
        let border = Border::new().borders(Borders::TOP).border_style(paint::dim());
        let inner = border.inner(below);
        frame.render_widget(border, below);
        if let Some(nth) = self.chosen() {
            let lines = self.particulars(nth, usize::from(inner.width), usize::from(inner.height));
            frame.render_widget(Paragraph::new(lines), inner);
        }
    }

    fn paint_list(&self, frame: &mut Frame<'_>, area: Rect) {
        let border = Border::new().borders(Borders::TOP).border_style(paint::dim());
        let inner = border.inner(area);
        frame.render_widget(border, area);
        if self.found.is_empty() {
            let words = match self.plan.rows.is_empty() {
                true => " This plan has no actions.",
                false => " No plan action fits these words. / changes them.",
            };
            return frame.render_widget(Paragraph::new(words).style(paint::dim()), inner);
        }
        let height = usize::from(inner.height).max(1);
        self.height.set(height);
        let first = self.selected / height * height;
        let shown = &self.found[first..self.found.len().min(first + height)];
        let widest =
            shown.iter().map(|nth| self.plan.rows[*nth].action.reference.width()).max().unwrap_or(0).clamp(3, 8);
        let class = self.plan.classes.iter().map(|class| class.word.width()).max().unwrap_or(0).clamp(6, 9);
        let rows = shown.iter().map(|nth| self.row(&self.plan.rows[*nth], widest, class, usize::from(inner.width)));
        paint::list(frame, inner, rows.collect(), self.selected - first);
    }

    /// Returns one row of the list: reference, RAG, due date, what is wrong, open minute actions, words.
    fn row(&self, row: &PlanRow, widest: usize, class: usize, width: usize) -> Line<'static> {
        let standing = &row.standing;
        let is_open = standing.is_outstanding();
        let rest = if is_open { Style::new() } else { paint::dim() };
        let rag = row.class.and_then(|class| self.plan.classes.get(class)).map_or("no RAG", |class| &class.word);
        let due = match standing.due {
            Some(due) => due.format("%d %b %y").to_string(),
            None => inert(&standing.due_words).into_owned(),
        };
        let open = if standing.open > 0 { format!("{} open", standing.open) } else { String::new() };
        let used = widest + class + 40;
        Line::from(vec![
            Span::styled(format!(" {} ", paint::padded(&inert(&row.action.reference), widest)), paint::bold()),
            Span::styled(
                format!("{} {} ", paint::tone_sign(row.tone), paint::padded(&inert(rag), class)),
                paint::tone(row.tone),
            ),
            Span::styled(format!("{} ", paint::padded(&due, 9)), rest),
            Span::styled(format!("{} ", paint::padded(&flags(row), 15)), paint::warning()),
            Span::styled(format!("{} ", paint::padded(&open, 7)), rest),
            Span::styled(paint::fitted(&inert(&row.action.text), width.saturating_sub(used)), rest),
        ])
    }

    /// Returns the words of a plan action, how it stands, and what does not fit.
    fn particulars(&self, nth: usize, width: usize, height: usize) -> Vec<Line<'static>> {
        let row = &self.plan.rows[nth];
        let room = width.saturating_sub(2).max(10);
        let misfit = self.misfits.iter().find(|(place, _)| *place == nth).map(|(_, told)| told.join("; "));
        let mut lines = wrapped(&row.action.text, room, 2);
        let told = wrapped(&facts(row), room, if misfit.is_some() { 1 } else { 2 });
        lines.extend(told.into_iter().map(|line| line.style(paint::dim())));
        if let Some(misfit) = misfit {
            let rows = wrapped(&misfit, room.saturating_sub(2), height.saturating_sub(lines.len()).max(1));
            lines.extend(rows.into_iter().enumerate().map(|(nth, line)| {
                let mark = if nth == 0 { " \u{2260}" } else { "  " };
                Line::from_iter([Span::raw(mark)].into_iter().chain(line.spans)).style(paint::warning())
            }));
        }
        lines.truncate(height);
        lines
    }

    fn paint_line(&self, frame: &mut Frame<'_>, area: Rect) {
        let (Some(_), Some((reportable, _))) = (self.line.about(), &self.reportable) else { return };
        let classes: Vec<String> = reportable.classes.iter().map(|class| class.word.to_lowercase()).take(2).collect();
        let asked = match self.reading.as_str() {
            "" => format!(
                "what was reported ({}, value 42%, status \u{2026}, due \u{2026}: who: words)",
                classes.join(" or ")
            ),
            reading => format!("= {reading}"),
        };
        let name = format!("{} {}", reportable.plan.short_name, reportable.action.reference);
        self.line.paint(frame, area, &inert(&format!("{name}: {asked}")));
    }
}

/// Returns words as at most so many rows, the last cut where that is not enough.
fn wrapped(words: &str, room: usize, most: usize) -> Vec<Line<'static>> {
    let words = inert(words).into_owned();
    let mut ranges = wrap(&words, room);
    ranges.truncate(most.max(1));
    if let Some(last) = ranges.last_mut() {
        last.end = words.len();
    }
    ranges.into_iter().map(|range| Line::raw(format!(" {}", paint::fitted(words[range].trim_end(), room)))).collect()
}

/// Returns what is wrong with a plan action, in as few letters as can be read.
fn flags(row: &PlanRow) -> String {
    let standing = &row.standing;
    let mut flags = Vec::new();
    if standing.status.is_done() || !standing.is_outstanding() {
        flags.push(standing.status.word());
    }
    flags.extend(row.is_overdue.then_some("OVERDUE"));
    flags.extend((!row.contradictions.is_empty()).then_some("\u{2260}"));
    flags.extend(row.is_quiet.then_some("quiet"));
    flags.join(" ")
}

/// Returns "lead DCS; due 31 July 2026, moved twice, at first 31 May 2026; reported Green, agreed Amber; …".
fn facts(row: &PlanRow) -> String {
    let standing = &row.standing;
    let lead = if row.lead.is_empty() { "no lead" } else { &row.lead };
    let mut facts = vec![lead.to_string()];
    facts.extend(standing.said_status().map(|status| status.to_string()));
    facts.push(match (&row.reported, &row.agreed) {
        (Some(reported), Some(agreed)) if reported != agreed => {
            format!("reported {reported}, agreed {agreed}")
        }
        (_, Some(agreed)) => format!("agreed {agreed}"),
        (Some(reported), None) => format!("reported {reported}"),
        (None, None) => "not rated".into(),
    });
    facts.extend((standing.open > 0).then(|| format!("{} open ({} overdue)", standing.open, standing.overdue)));
    if standing.slips > 0 {
        let first = standing.original_due.map_or(row.action.due_words.clone(), long_date);
        facts.push(format!("moved {}, at first {first}", times(standing.slips)));
    }
    facts.push(standing.heard.map_or("never minuted".into(), |day| format!("minuted {}", day.format("%-d %b %y"))));
    facts.join("; ")
}
