//! How the Live screen looks: more panes the wider it is.

use super::super::frame::Frame;
use super::super::paint;
use super::{Live, Mode, Panel};
use crate::document::inert;
use crate::record::time::long_date;
use crate::record::{Detail, Id, Item, MeetingStatus};
use chrono::{NaiveDateTime, Timelike};
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block as Border, Borders, Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

/// From this width on the agenda stands on the left.
const AGENDA_FROM: u16 = 100;
/// From this width on people and actions stand on the right.
const CONTEXT_FROM: u16 = 132;
/// The most rows that the line takes.
const LINE_ROWS: usize = 6;
/// The most rows that what cannot be saved takes.
const TROUBLE_ROWS: usize = 3;

/// All that the bar and the panes depend on.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Shown {
    area: Rect,
    reading: u64,
    selected: Option<Id>,
    mode: Mode,
    minute: NaiveDateTime,
    is_saved: bool,
    /// How often what stands beside the line has changed.
    beside: u64,
    /// How often words were found to be wrong.
    words: u64,
}

impl Live {
    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect, now: NaiveDateTime) {
        let is_held = self.minuting.is_held(now);
        let now = self.minuting.time(now);
        let width = usize::from(area.width).saturating_sub(3);
        self.line_width.set(width);
        let layout = self.line.layout(width);
        let troubles = self.trouble_rows(area.width);
        let waiting = troubles.len() as u16;
        // In a window of a few rows the bar, the trouble and the prompt still stand beside the line.
        let room = area.height.saturating_sub(2 + waiting);
        let rows = (layout.rows.len().clamp(1, LINE_ROWS) as u16).min(room).max(1);
        let is_wide = area.width >= CONTEXT_FROM;
        let beside = if is_wide || self.panel.is_some() { 0 } else { self.rows_beside(area.height) };
        let [top, middle, trouble, suggested, prompt, line] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(waiting),
            Constraint::Length(beside),
            Constraint::Length(1),
            Constraint::Length(rows),
        ])
        .areas(area);
        let above = Rect { height: top.height + middle.height, ..top };
        if !self.keeps(frame, above, now) {
            self.paint_bar(frame, top, now, is_held);
            match &self.panel {
                Some(Panel::Attendance { selected }) => self.paint_attendance(frame, middle, *selected),
                Some(Panel::Vote(panel)) => self.paint_vote(frame, middle, panel),
                Some(Panel::ReadBack { entry }) => self.paint_read_back(frame, middle, *entry),
                Some(Panel::Paste { text }) => paint_paste(frame, middle, text),
                None => self.paint_panes(frame, middle, now),
            }
        }
        paint::message(frame, trouble, troubles, true);
        self.paint_rows_beside(frame, suggested);
        let width = usize::from(area.width);
        let row = self.offered_row(width).unwrap_or_else(|| self.prompt(width));
        frame.render_widget(Paragraph::new(row), prompt);
        self.paint_line(frame, line, &layout);
    }

    fn paint_bar(&self, frame: &mut Frame<'_>, area: Rect, now: NaiveDateTime, is_held: bool) {
        let sitting = &self.minuting.sitting;
        let item = sitting.item(self.minuting.item).map(Item::label).unwrap_or_default();
        let mut facts = Vec::new();
        if let Some(spent) = sitting.time_on(self.minuting.item, now) {
            facts.push(format!("{} min", spent.num_minutes()));
        }
        facts.push(self.quorum());
        match sitting.meeting.status {
            MeetingStatus::InProgress => {}
            MeetingStatus::Planned => facts.push("not started: :start".into()),
            status => facts.push(status.word().to_uppercase()),
        }
        facts.push(match &self.pen {
            Err(name) => format!("following {name}"),
            Ok(_) if self.trouble.is_some() => "NOT SAVED".into(),
            Ok(_) => "saved".into(),
        });
        let clock = now.format("%H:%M");
        facts.push(if is_held { clock.to_string() } else { format!("not today: {clock}") });
        let looking = sitting.current_item().is_some_and(|current| current != self.minuting.item);
        let away = if looking { " (looking)" } else { "" };
        let left = match area.width >= AGENDA_FROM {
            true => format!("{} {} \u{2502} {item}{away}", sitting.body.short_name, long_date(sitting.meeting.date)),
            false => format!("{} \u{2502} {item}{away}", sitting.body.short_name),
        };
        paint::title_bar(frame, area, &left, &facts.join(" \u{2502} "));
    }

    fn quorum(&self) -> String {
        let sitting = &self.minuting.sitting;
        if !sitting.roll_called() {
            return "roll not called: F2".into();
        }
        let here = sitting.voters_here().count() as u32;
        match sitting.meeting.quorum {
            Some(quorum) if here < quorum => format!("{here} here: NO QUORUM ({quorum})"),
            Some(quorum) => format!("{here} here, quorum {quorum}"),
            None => format!("{here} here"),
        }
    }

    /// Keeps the bar and the panes when nothing of what they show has changed: a letter typed in the line
    /// changes none of it, and is what is waited for most. Tells whether it could.
    fn keeps(&self, frame: &mut Frame<'_>, area: Rect, now: NaiveDateTime) -> bool {
        let minute = now.with_second(0).and_then(|now| now.with_nanosecond(0)).unwrap_or(now);
        let (reading, selected, mode) = (self.reading, self.selected, self.mode);
        // In a narrow window it stands below.
        let beside = if area.width >= CONTEXT_FROM { self.beside.changes } else { 0 };
        let shows = Shown {
            area,
            reading,
            selected,
            mode,
            minute,
            is_saved: self.trouble.is_none(),
            beside,
            words: self.spelling.changes,
        };
        let is_kept = match self.painted.get() {
            Some((shown, when)) if self.panel.is_none() && shown == shows => {
                frame.keep(area.top()..area.bottom(), when)
            }
            _ => false,
        };
        // A panel changes with its own keys, and is left by painting afresh.
        self.painted.set(self.panel.is_none().then(|| (shows, frame.painted())));
        is_kept
    }

    fn paint_panes(&self, frame: &mut Frame<'_>, area: Rect, now: NaiveDateTime) {
        let agenda = if area.width >= AGENDA_FROM { 30 } else { 0 };
        let context = if area.width >= CONTEXT_FROM { 34 } else { 0 };
        let [left, middle, right] =
            Layout::horizontal([Constraint::Length(agenda), Constraint::Min(20), Constraint::Length(context)])
                .areas(area);
        if agenda > 0 {
            self.paint_agenda(frame, left, now);
        }
        if context > 0 {
            self.paint_context(frame, right);
        }
        let minutes = self.paint_walk(frame, middle);
        self.paint_minutes(frame, minutes);
    }

    fn paint_agenda(&self, frame: &mut Frame<'_>, area: Rect, now: NaiveDateTime) {
        let border = Border::new().borders(Borders::RIGHT).border_style(paint::dim());
        let inner = border.inner(area);
        frame.render_widget(border, area);
        let sitting = &self.minuting.sitting;
        let current = sitting.current_item();
        let selected = sitting.items.iter().position(|item| item.id == self.minuting.item).unwrap_or(0);
        let rows = sitting.items.iter().zip(&self.counts).map(|(item, count)| {
            let spent = sitting.time_on(item.id, now);
            let mark = match (current == Some(item.id), spent) {
                (true, _) => "\u{25b6}",
                (false, Some(_)) => "\u{2713}",
                (false, None) if *count > 0 => "\u{b7}",
                (false, None) => " ",
            };
            let exempt = if item.exempt_now().is_exempt() { "E " } else { "" };
            let time = spent.map(|spent| format!("{}\u{2032}", spent.num_minutes())).unwrap_or_default();
            let room = usize::from(inner.width).saturating_sub(time.width() + 4);
            let label = paint::fitted(&inert(&format!("{exempt}{}", item.label())), room);
            let gap = " ".repeat(room.saturating_sub(label.width()) + 1);
            Line::from(vec![
                Span::raw(format!("{mark} ")),
                Span::raw(label),
                Span::styled(format!("{gap}{time}"), paint::dim()),
            ])
        });
        paint::list(frame, inner, rows.collect(), selected);
    }

    fn paint_context(&self, frame: &mut Frame<'_>, area: Rect) {
        let border = Border::new().borders(Borders::LEFT).border_style(paint::dim());
        let inner = border.inner(area);
        frame.render_widget(border, area);
        let sitting = &self.minuting.sitting;
        let mut beside = self.lines_beside(usize::from(inner.width), usize::from(inner.height).saturating_sub(1));
        let mut lines = vec![Line::styled(" Here", paint::bold())];
        for person in sitting.people.iter().filter(|person| sitting.is_here(person.id)) {
            let chair = if sitting.in_the_chair() == Some(person.id) { " (chair)" } else { "" };
            let code = if person.abbreviation.is_empty() { &person.initials } else { &person.abbreviation };
            let text = format!(" {:<5}{}{chair}", inert(&code.to_lowercase()), inert(&person.full_name()));
            lines.push(Line::raw(paint::fitted(&text, usize::from(inner.width))));
        }
        let half = usize::from(inner.height) / 2;
        lines.truncate(half.max(4));
        lines.push(Line::default());
        lines.push(Line::styled(" Actions of this item", paint::bold()));
        self.push_actions(&self.minuting.entries, &mut lines, inner.width);
        lines.push(Line::default());
        lines.push(Line::styled(" Open from earlier meetings", paint::bold()));
        self.push_actions(&self.earlier, &mut lines, inner.width);
        beside.append(&mut lines);
        let lines = beside;
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn push_actions(&self, entries: &[crate::record::Recorded], lines: &mut Vec<Line<'static>>, width: u16) {
        let before = lines.len();
        for recorded in entries.iter().rev().take(200) {
            if let Detail::Action { action, .. } = &recorded.detail {
                let text = format!(" {} {}", action.reference(), inert(&recorded.entry.text));
                lines.push(Line::raw(paint::fitted(&text, usize::from(width))));
            }
        }
        if lines.len() == before {
            lines.push(Line::styled(" none", paint::dim()));
        }
    }

    fn paint_minutes(&self, frame: &mut Frame<'_>, area: Rect) {
        if self.blocks.is_empty() {
            return self.paint_nothing_yet(frame, area);
        }
        let width = usize::from(area.width);
        let height = usize::from(area.height);
        let lines_of = |nth: usize| -> Vec<Line<'static>> {
            let block = &self.blocks[nth];
            let recorded = block.source;
            let is_last = self.blocks.get(nth + 1).is_none_or(|next| next.source != recorded);
            let note = recorded.filter(|_| is_last).and_then(|id| self.doubts.get(&id)).map(String::as_str);
            let gutter = match recorded {
                Some(id) if Some(id) == self.selected => "\u{203a} ",
                Some(id) if self.is_touched(id) => "* ",
                Some(id) if self.exempt.contains(&id) => "E ",
                _ => "  ",
            };
            let mut lines = paint::block_lines(&self.blocks, nth, width, gutter, note, |words| self.wrong_in(words));
            if recorded.is_some() && recorded == self.selected {
                lines = lines.into_iter().map(|line| line.style(paint::bold())).collect();
            }
            let needs_gap = nth > 0 && !(is_listed(&self.blocks[nth - 1]) && is_listed(block));
            if needs_gap {
                lines.insert(0, Line::default());
            }
            lines
        };
        let focus = self.focus();
        let mut below: Vec<Line<'static>> = Vec::new();
        for nth in focus + 1..self.blocks.len() {
            if below.len() >= height / 3 {
                break;
            }
            below.extend(lines_of(nth));
        }
        below.truncate(height / 3);
        let room = height - below.len();
        let mut above: Vec<Vec<Line<'static>>> = Vec::new();
        let mut count = 0;
        for nth in (0..=focus).rev() {
            if count >= room {
                break;
            }
            let lines = lines_of(nth);
            count += lines.len();
            above.push(lines);
        }
        let mut lines: Vec<Line<'static>> = above.into_iter().rev().flatten().collect();
        lines.drain(..lines.len().saturating_sub(room));
        lines.extend(below);
        frame.render_widget(Paragraph::new(lines), area);
    }

    /// Returns the block that must be seen: the last of the entry that is selected, else the last of all.
    pub(super) fn focus(&self) -> usize {
        let wanted = self.selected.or(match self.mode {
            Mode::Editing(id) | Mode::Before(id) => Some(id),
            Mode::Writing => None,
        });
        let found = wanted.and_then(|id| self.blocks.iter().rposition(|block| block.source == Some(id)));
        found.unwrap_or(self.blocks.len() - 1)
    }

    fn is_touched(&self, id: crate::record::Id) -> bool {
        matches!(self.mode, Mode::Editing(touched) | Mode::Before(touched) if touched == id)
    }

    fn paint_nothing_yet(&self, frame: &mut Frame<'_>, area: Rect) {
        let item = self.minuting.sitting.item(self.minuting.item);
        let mut lines = vec![Line::default()];
        if let Some(item) = item {
            lines.push(Line::styled(format!("  {}", inert(&item.label())), paint::bold()));
            for (label, text) in [("", &item.purpose), ("Presenter: ", &item.presenter), ("Report: ", &item.report)] {
                if !text.is_empty() {
                    lines.push(Line::styled(format!("  {label}{}", inert(text)), paint::dim()));
                }
            }
            lines.push(Line::default());
        }
        let what_next = match self.minuting.sitting.meeting.status {
            MeetingStatus::Planned => "  :start   begin the meeting     Ctrl-N  take the next item   F1  all else",
            MeetingStatus::InProgress => "  + yc     somebody arrives      Ctrl-N  take the next item   F1  all else",
            MeetingStatus::Adjourned => "  :resume  go on with the meeting                          F1  all else",
            status if status.is_locked() => {
                "  :correct what was wrong in these minutes       F8  print     F1  all else"
            }
            _ => "  F8       print the draft       :reopen  go on minuting        F1  all else",
        };
        for hint in [
            "  Type a sentence and press Enter: it is minuted and saved.",
            "  q yc: \u{2026}  a question        ! dcs: \u{2026} by next meeting  an action",
            "  a dcs: \u{2026} an answer         d noted: the report        a decision",
            what_next,
        ] {
            lines.push(Line::styled(hint, paint::dim()));
        }
        frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), area);
    }

    /// Returns what cannot be saved and why, as the rows that it takes.
    fn trouble_rows(&self, width: u16) -> Vec<String> {
        let Some(why) = self.trouble.as_deref().or((!self.unsaved.is_empty()).then_some("")) else { return Vec::new() };
        let words = match self.unsaved.len() {
            0 => format!("NOT SAVED: {why} It is tried again every second; type on."),
            count => format!("{count} NOT SAVED, kept here and tried again every second: {why}"),
        };
        paint::message_rows(&words, true, usize::from(width), TROUBLE_ROWS)
    }

    fn paint_line(&self, frame: &mut Frame<'_>, area: Rect, layout: &super::super::editor::Layout) {
        let height = usize::from(area.height);
        if height == 0 {
            return;
        }
        let (row, column) = layout.cursor;
        let first = (row + 1).saturating_sub(height);
        // Inert text may have other bytes: then where words stand in it is not known.
        let wrong = if layout.shown == self.line.text() { self.wrong_in_line() } else { Vec::new() };
        let mut lines = Vec::new();
        for (nth, range) in layout.rows.iter().enumerate().skip(first).take(height) {
            let mark = if nth == 0 { "\u{203a} " } else { "  " };
            let row_text = layout.shown[range.clone()].trim_end_matches('\n');
            let mut spans = vec![Span::styled(mark, paint::bold())];
            let place = range.start..range.start + row_text.len();
            spans.extend(paint::doubting(&layout.shown, place, Style::new(), &wrong));
            if nth == row
                && let Some(completion) = &self.completion
            {
                let room = usize::from(area.width).saturating_sub(column + 3);
                spans.push(Span::styled(paint::fitted(&inert(&completion.rest), room), paint::dim()));
            }
            lines.push(Line::from(spans));
        }
        frame.render_widget(Paragraph::new(lines), area);
        if self.panel.is_none() && self.selected.is_none() && height > 0 {
            let x = area.x + 2 + (column as u16).min(area.width.saturating_sub(3));
            frame.set_cursor_position(Position::new(x, area.y + row.saturating_sub(first) as u16));
        }
    }
}

fn is_listed(block: &crate::document::Block) -> bool {
    use crate::document::BlockKind::{Bullet, Limb};
    matches!(block.kind, Bullet(_) | Limb(_))
}

fn paint_paste(frame: &mut Frame<'_>, area: Rect, text: &str) {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut shown = vec![
        Line::styled(format!(" The paste has {} lines. Is it one entry, or several?", lines.len()), paint::bold()),
        Line::raw(" s  each line an entry of its own, read as if typed        o  one entry        Esc  nothing"),
        Line::default(),
    ];
    let room = usize::from(area.height).saturating_sub(shown.len());
    let width = usize::from(area.width).saturating_sub(2);
    shown.extend(
        lines
            .iter()
            .take(room)
            .map(|line| Line::styled(format!("  {}", paint::fitted(&inert(line), width)), paint::dim())),
    );
    frame.render_widget(Paragraph::new(shown), area);
}
