//! How a plan action stands: RAG as reported and as agreed, status, due date, and what hangs on it.

use super::plan::{PlanReport, PlanStatus, RagTone};
use super::standing::Rhythm;
use super::{Id, PlanAction};
use chrono::NaiveDate;

/// How a plan action stands after all that was reported of it, and how the minute actions stand that serve it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStanding {
    pub plan_action: Id,
    pub theme: Id,
    /// RAG as its lead reported it last.
    pub reported: Option<Id>,
    /// RAG as the board agreed it last.
    pub agreed: Option<Id>,
    /// RAG as it counts: agreed, or reported where that was later.
    pub rag: Option<Id>,
    /// The day from which it counts.
    pub rag_day: Option<NaiveDate>,
    /// The meeting at which it was said; none between meetings.
    pub rag_meeting: Option<Id>,
    /// It is the one that the board agreed.
    pub is_rag_agreed: bool,
    /// Not started where nobody has said anything: see [`said_status`](Self::said_status).
    pub status: PlanStatus,
    /// Somebody has said what its status is.
    pub is_status_said: bool,
    /// The day since which anything is known of it; none where nothing was ever reported.
    pub since: Option<NaiveDate>,
    /// By when now, as written.
    pub due_words: String,
    pub due: Option<NaiveDate>,
    /// By when at first.
    pub original_due: Option<NaiveDate>,
    /// How often its due date was moved.
    pub slips: u32,
    /// How often it was reported on.
    pub reports: u32,
    /// The last meeting that minuted anything about it: a report, a linked action, or an item linked to it.
    pub heard: Option<NaiveDate>,
    /// Minute actions that serve it and are outstanding.
    pub open: u32,
    /// Those of them that are overdue.
    pub overdue: u32,
}

/// What the minutes say of it besides its reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Served {
    pub heard: Option<NaiveDate>,
    pub open: u32,
    pub overdue: u32,
}

impl PlanStanding {
    /// Works out how a plan action stands. The reports are in order; `minuted` tells the day of a meeting.
    pub fn of(action: &PlanAction, reports: &[PlanReport], served: Served) -> PlanStanding {
        let last =
            |what: fn(&PlanReport) -> Option<Id>| reports.iter().rev().find_map(|report| Some((what(report)?, report)));
        let (reported, agreed) = (last(|report| report.reported), last(|report| report.agreed));
        // What a meeting agrees counts over what it was told there; what is reported later counts over both.
        let counts = match (reported, agreed) {
            (Some(reported), Some(agreed)) if reported.1.number > agreed.1.number => Some((reported, false)),
            (reported, agreed) => agreed.map(|agreed| (agreed, true)).or(reported.map(|reported| (reported, false))),
        };
        let told = counts.map(|((_, report), _)| report);
        let moved = reports.iter().rfind(|report| report.moves_due());
        PlanStanding {
            plan_action: action.id,
            theme: action.theme,
            reported: reported.map(|(class, ..)| class),
            agreed: agreed.map(|(class, ..)| class),
            rag: counts.map(|((class, _), _)| class),
            rag_day: told.map(|report| report.at.date()),
            rag_meeting: told.and_then(|report| report.meeting),
            is_rag_agreed: counts.is_some_and(|(_, is_agreed)| is_agreed),
            status: reports.iter().rev().find_map(|report| report.status).unwrap_or(PlanStatus::NotStarted),
            is_status_said: reports.iter().any(|report| report.status.is_some()),
            since: reports.iter().map(|report| report.at.date()).min(),
            due_words: moved.map_or(&action.due_words, |report| &report.due_words).clone(),
            due: moved.map_or(action.due, |report| report.due),
            original_due: action.due,
            slips: reports.iter().filter(|report| report.moves_due()).count() as u32,
            reports: reports.len() as u32,
            heard: served
                .heard
                .max(reports.iter().filter(|report| report.meeting.is_some()).map(|report| report.at.date()).max()),
            open: served.open,
            overdue: served.overdue,
        }
    }

    /// Returns its status, if anybody has said what that is.
    pub fn said_status(&self) -> Option<PlanStatus> {
        self.is_status_said.then_some(self.status)
    }

    /// Tells whether somebody still has something to do.
    pub fn is_outstanding(&self) -> bool {
        self.status.is_outstanding()
    }

    /// Tells whether it is outstanding and its day is past.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_outstanding() && self.due.is_some_and(|due| due < today)
    }

    /// Tells whether the last two meetings have minuted nothing about it though it is outstanding, and was known
    /// of by then.
    pub fn is_quiet(&self, rhythm: Rhythm) -> bool {
        let was_there = |day: NaiveDate| self.since.is_none_or(|since| since < day);
        let is_older = |day: NaiveDate| was_there(day) && self.heard.is_none_or(|heard| heard < day);
        self.is_outstanding() && rhythm.last_but_one.is_some_and(is_older)
    }

    /// Names what does not fit together, given what its RAG says.
    pub fn contradictions(&self, tone: Option<RagTone>, today: NaiveDate) -> Vec<Contradiction> {
        let is_good = tone.is_some_and(RagTone::is_good);
        let mut found = Vec::new();
        found.extend((is_good && self.overdue > 0).then_some(Contradiction::GoodButSlipping { overdue: self.overdue }));
        found.extend((is_good && self.is_overdue(today)).then_some(Contradiction::GoodButOverdue));
        let is_over = self.status.is_done() || tone == Some(RagTone::Complete);
        found.extend((is_over && self.open > 0).then_some(Contradiction::DoneButOpen { open: self.open }));
        found
    }
}

/// What a plan says of one of its actions, and the minutes do not bear out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// Rated as on track or complete while minute actions that serve it are overdue.
    GoodButSlipping { overdue: u32 },
    /// Rated as on track while its own due date is past.
    GoodButOverdue,
    /// Called done while minute actions that serve it are outstanding.
    DoneButOpen { open: u32 },
}
