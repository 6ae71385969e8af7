//! The roll call: one key a person.

use super::super::frame::Frame;
use super::super::keys::Command;
use super::super::paint;
use super::super::screen::{Cx, Outcome};
use super::{Live, Panel};
use crate::clerk::Result;
use crate::document::inert;
use crate::record::{AttendanceStatus, Person, conduct};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};

impl Live {
    pub(super) fn perform_in_attendance(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        let count = self.minuting.sitting.people.len();
        let Some(Panel::Attendance { selected }) = &mut self.panel else { return Outcome::nothing() };
        let last = count.saturating_sub(1);
        let status = match command {
            Command::Up => {
                *selected = selected.saturating_sub(1);
                return Outcome::nothing();
            }
            Command::Down => {
                *selected = (*selected + 1).min(last);
                return Outcome::nothing();
            }
            Command::First | Command::PageUp => {
                *selected = 0;
                return Outcome::nothing();
            }
            Command::Last | Command::PageDown => {
                *selected = last;
                return Outcome::nothing();
            }
            Command::Undo | Command::Redo => return self.undo(cx, command == Command::Redo),
            Command::EverybodyPresent => None,
            Command::Present => Some(AttendanceStatus::Present),
            Command::Apologies => Some(AttendanceStatus::Apologies),
            Command::Absent => Some(AttendanceStatus::Absent),
            Command::InAttendance => Some(AttendanceStatus::InAttendance),
            _ => return Outcome::nothing(),
        };
        let chosen = *selected;
        let people = match status {
            Some(_) => self.minuting.sitting.people.get(chosen).map(|person| person.id).into_iter().collect(),
            None => conduct::expected_people(&self.minuting.sitting),
        };
        let status = status.unwrap_or(AttendanceStatus::Present);
        let step = conduct::set_attendance(&self.minuting.sitting, &people, status, cx.store.ids(), cx.now);
        self.minuting.apply(cx.store, step, cx.now)?;
        self.show(cx.store)?;
        self.panel = Some(Panel::Attendance { selected: (chosen + 1).min(last) });
        Outcome::nothing()
    }

    pub(super) fn paint_attendance(&self, frame: &mut Frame<'_>, area: Rect, selected: usize) {
        let sitting = &self.minuting.sitting;
        let [head, body] = Layout::vertical([Constraint::Length(2), Constraint::Min(1)]).areas(area);
        let here = sitting.voters_here().count();
        let quorum = sitting.meeting.quorum.map(|quorum| format!(", quorum {quorum}")).unwrap_or_default();
        let words = format!(" Roll call: {here} voting members here{quorum}. New: Esc, then + Jane Smith");
        frame.render_widget(Paragraph::new(words).style(paint::bold()).wrap(Wrap { trim: false }), head);
        let rows = sitting.people.iter().map(|person| self.attendance_row(person)).collect();
        paint::list(frame, body, rows, selected);
    }

    fn attendance_row(&self, person: &Person) -> Line<'static> {
        let sitting = &self.minuting.sitting;
        let status = match sitting.attendance_of(person.id) {
            None => "\u{b7} not called",
            Some(_) if sitting.movements.iter().any(|movement| movement.person == Some(person.id)) => {
                if sitting.is_here(person.id) { "\u{2713} arrived" } else { "\u{2190} left" }
            }
            Some(attendance) => match attendance.status {
                AttendanceStatus::Present => "\u{2713} present",
                AttendanceStatus::Apologies => "a apologies",
                AttendanceStatus::Absent => "x absent",
                AttendanceStatus::InAttendance => "i in attendance",
            },
        };
        let membership = sitting.membership(person.id).map_or("guest", |kind| kind.word());
        let name = self.minuting.roster.full_name(person.id).unwrap_or_default().to_string();
        Line::from(vec![
            Span::styled(format!(" {status:<17}"), paint::bold()),
            Span::raw(format!("{:<6}", inert(&person.initials))),
            Span::styled(format!("{membership:<12}"), paint::dim()),
            Span::raw(inert(&name).into_owned()),
        ])
    }
}
