//! The list of meetings: home.

use super::bodies::BodiesScreen;
use super::export::export_form;
use super::form_fields::{agenda_form, new_meeting_form};
use super::frame::Frame;
use super::keys::{Command, Context};
use super::list::{moved, undo_in_book};
use super::live::Live;
use super::loose_ends::LooseEndsScreen;
use super::paint;
use super::proof::ProofScreen;
use super::screen::{Cx, Outcome, Screen};
use crate::clerk::plans::PlanOverview;
use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::record::Id;
use crate::record::time::{long_date, spoken_time};
use crate::store::{MeetingSummary, PlanSummary};
use chrono::NaiveDateTime;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::time::Duration;

/// How many meetings are listed; the search finds the others.
const LISTED: u32 = 200;
/// How many plans of the selected meeting's body are told of.
const PLANS: usize = 3;
/// How soon it goes on reading, once keys have been answered.
const SOON: Duration = Duration::from_millis(1);

/// The list of meetings, newest first.
pub struct MeetingsScreen {
    meetings: Vec<MeetingSummary>,
    selected: usize,
    book: String,
    /// How many actions are outstanding, and how many of them overdue.
    outstanding: (u32, u32),
    plans: Vec<PlanLine>,
}

/// How a plan stands, in one line; read when nobody waits.
struct PlanLine {
    id: Id,
    /// Short names.
    plan: String,
    body: String,
    told: Option<String>,
}

impl MeetingsScreen {
    pub fn open(cx: &mut Cx<'_>) -> Result<Self> {
        let book = cx.store.path().map(|path| path.display().to_string()).unwrap_or_default();
        let mut screen =
            MeetingsScreen { meetings: Vec::new(), selected: 0, book, outstanding: (0, 0), plans: Vec::new() };
        screen.refresh(cx)?;
        let today = screen.meetings.iter().position(|meeting| meeting.status == "in progress");
        screen.selected = today.unwrap_or(0);
        Ok(screen)
    }

    fn chosen(&self) -> Result<&MeetingSummary> {
        self.meetings.get(self.selected).ok_or_else(|| {
            Failure::new("There is no meeting yet.", "Press n for a new meeting, or a to paste an agenda.")
        })
    }
}

impl Screen for MeetingsScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Meetings, Context::List]
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.meetings.len(), command) {
            return Outcome::nothing();
        }
        match command {
            Command::Open => {
                let (live, said) = Live::open(self.chosen()?.id, cx)?;
                let mut outcome = Outcome::open(live)?;
                outcome.said = said;
                Ok(outcome)
            }
            Command::NewMeeting => Outcome::open(new_meeting_form(None, cx.store)?),
            Command::PasteAgenda => Outcome::open(agenda_form()),
            Command::Bodies => Outcome::open(BodiesScreen::open(cx)?),
            Command::LooseEnds => {
                let meeting = self.chosen()?.id;
                Outcome::open(LooseEndsScreen::open(meeting, None, false, cx)?)
            }
            Command::Proof => {
                let meeting = self.chosen()?.id;
                Outcome::open(ProofScreen::open(meeting, None, false, cx)?)
            }
            Command::Export => {
                let meeting = cx.store.sitting(self.chosen()?.id)?.meeting;
                Outcome::open(export_form(&meeting))
            }
            Command::Undo | Command::Redo => undo_in_book(command, cx).and_then(|said| {
                self.refresh(cx)?;
                Outcome::say(said)
            }),
            Command::Back => Outcome::go(super::screen::Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.meetings = cx.store.meetings(LISTED)?;
        self.outstanding = cx.store.count_outstanding(cx.now.date())?;
        self.selected = self.selected.min(self.meetings.len().saturating_sub(1));
        let plans = cx.store.plans()?.into_iter().filter(|plan| plan.merged_into.is_none());
        let line = |plan: PlanSummary| PlanLine { id: plan.id, plan: plan.plan, body: plan.body, told: None };
        self.plans = plans.map(line).collect();
        Ok(())
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        let Some(line) = self.plans.iter_mut().find(|line| line.told.is_none()) else { return Ok(None) };
        let today = cx.now.date();
        line.told = Some(
            PlanOverview::read_unmeasured(cx.store, line.id, today)?.map(|plan| plan.in_a_line()).unwrap_or_default(),
        );
        Ok(Some(SOON))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, now: NaiveDateTime) {
        let clock = now.format("%H:%M").to_string();
        paint::title_bar(
            frame,
            Rect { height: 1, ..area },
            "minutebook: meetings",
            &format!("{} \u{2502} {clock}", self.book),
        );
        let inner = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.meetings.is_empty() {
            return frame.render_widget(Paragraph::new(welcome()), inner);
        }
        let rows = self.meetings.iter().map(|meeting| {
            let time = meeting.time.map(spoken_time).unwrap_or_default();
            let mark = match meeting.status.as_str() {
                "in progress" => "\u{25b6}",
                "adjourned" => "\u{2016}",
                "planned" => "\u{b7}",
                _ => "\u{2713}",
            };
            Line::from(vec![
                Span::raw(format!(" {mark} ")),
                Span::styled(format!("{:<8}", inert(&meeting.body)), paint::bold()),
                Span::raw(format!("{:<20}{time:<11}", long_date(meeting.date))),
                Span::styled(format!("{:<12}", meeting.status), paint::name()),
                Span::styled(inert(&meeting.venue).into_owned(), paint::dim()),
            ])
        });
        let body = self.meetings.get(self.selected).map(|meeting| meeting.body.as_str());
        let plans: Vec<Line<'_>> = self
            .plans
            .iter()
            .filter(|line| Some(line.body.as_str()) == body)
            .map(|line| {
                let told = line.told.as_deref().unwrap_or("an improvement plan");
                Line::styled(format!(" {}: {told}: p shows it", inert(&line.plan)), paint::action())
            })
            .take(PLANS)
            .collect();
        let [list, foot, plan_lines] =
            Layout::vertical([Constraint::Min(1), Constraint::Length(1), Constraint::Length(plans.len() as u16)])
                .areas(inner);
        frame.render_widget(Paragraph::new(plans), plan_lines);
        paint::list(frame, list, rows.collect(), self.selected);
        if let (outstanding @ 1.., overdue) = self.outstanding {
            let actions = if outstanding == 1 { "1 action is".into() } else { format!("{outstanding} actions are") };
            let words = format!(" {actions} outstanding, {overdue} overdue: r reviews them");
            frame.render_widget(Paragraph::new(Line::styled(words, paint::action())), foot);
        }
    }
}

fn welcome() -> Vec<Line<'static>> {
    [
        ("  This book is empty. To minute the first meeting:", true),
        ("", false),
        ("  a   paste or type a whole agenda: body, people, date and items at once", false),
        ("  b   make a body with its people and standing items, then n here", false),
        ("  n   fill in a form for a meeting", false),
        ("", false),
        ("  F1 shows the keys of any screen; Ctrl-Q leaves. All is saved as you type.", false),
        ("  To look round first: minutebook demo opens an invented council's book.", false),
    ]
    .into_iter()
    .map(|(words, strong)| Line::styled(words, if strong { paint::bold() } else { paint::dim() }))
    .collect()
}
