//! The chair's brief for the next meeting: what is outstanding, what changed, what does not fit, and what to ask.

use super::highlight::{MeasuredLine, RagChange, Since, Told};
use super::listed::Registered;
use super::plan_read::{Clash, PlanCounts, PlanRead};
use crate::record::LooseEndKind;
use chrono::NaiveDate;
use serde::Serialize;

/// A brief. The names, here and below, are relied on: add, never rename.
#[derive(Clone, Debug, Serialize)]
pub struct Brief {
    pub body: String,
    pub name: String,
    /// What the minutes call it: "Board".
    pub called: String,
    /// The day on which it is made.
    pub day: NaiveDate,
    pub audience: &'static str,
    pub next_meeting: Option<Coming>,
    /// The last meeting that was held; what changed is counted from it on.
    pub last_meeting: Option<Since>,
    pub figures: BriefFigures,
    /// The latest first.
    pub overdue: Vec<Owed>,
    /// How many more are overdue than are listed.
    pub overdue_not_listed: usize,
    /// Due by the next meeting and not overdue, the soonest first; what is due at every meeting at the end.
    pub due_by_next: Vec<Owed>,
    /// Done as their owners say; the body has to agree.
    pub proposed_for_closure: Vec<Owed>,
    pub answers_owed: Vec<AnswerOwed>,
    /// The names of the meetings whose minutes were searched for what nobody answered or took down.
    pub searched: Vec<String>,
    pub who_slips: Vec<SlipperLine>,
    pub changes: Vec<ActionChange>,
    /// How many more actions changed than are listed.
    pub changes_not_listed: usize,
    pub plans: Vec<PlanGlance>,
    pub asked_twice: Vec<AskedTwice>,
    pub questions: Vec<ChairQuestion>,
    /// How many actions were outstanding at the end of each month.
    pub outstanding_by_month: Vec<MonthCount>,
}

/// A question that the chair may wish to ask. The names are relied on: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChairQuestion {
    /// Whom; empty where the minutes name nobody.
    pub to: String,
    pub question: String,
    /// What it rests on, each with day and place.
    pub evidence: Vec<String>,
}

/// The next meeting, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coming {
    /// Its name, if it is in the book.
    pub meeting: Option<String>,
    pub day: NaiveDate,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BriefFigures {
    pub outstanding: usize,
    pub overdue: usize,
    pub due_before_next: usize,
    pub quiet: usize,
    pub undated: usize,
    pub proposed_for_closure: usize,
}

/// An action as lists have it, and how late it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owed {
    #[serde(flatten)]
    pub action: Registered,
    pub days_late: i64,
}

/// An answer that was to follow, or something asked or promised that no ACTION holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerOwed {
    pub kind: LooseEndKind,
    pub meeting: String,
    pub day: NaiveDate,
    pub item: String,
    /// Who is to answer, or said it; empty where the minutes name nobody.
    pub who: String,
    pub words: String,
    /// The question that it answered, if it did.
    pub asked: String,
    /// A later action that says much the same, and how it stands: "26/29, closed".
    pub perhaps_settled_by: Option<String>,
    /// The action that is to bring it.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    pub due_date: Option<NaiveDate>,
    pub exempt: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlipperLine {
    pub owner: String,
    /// How often deadlines of theirs were moved, over all actions ever given to them.
    pub moved: u32,
    pub outstanding: u32,
    pub overdue: u32,
}

/// What became of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActionChange {
    pub kind: ChangeKind,
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    pub owner: String,
    /// What was said or done.
    pub words: String,
    pub said_by: String,
    pub day: NaiveDate,
    /// Name of the meeting; none between meetings.
    pub meeting: Option<String>,
    pub exempt: bool,
}

crate::text_enum! {
    /// What became of it. The order is that in which it is told.
    pub enum ChangeKind {
        Given = "given",
        Closed = "closed",
        Moved = "moved",
        Passed = "passed on",
        Status = "status",
        Updated = "update",
    }
}

/// How a plan stands, for the chair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanGlance {
    pub plan: String,
    pub name: String,
    pub themes: Vec<ThemeGlance>,
    pub rag_changes: Vec<RagChange>,
    pub due_dates_moved: Vec<Told>,
    pub reported_between_meetings: Vec<Told>,
    pub overdue: Vec<PlanOwed>,
    /// Those that were measured since the last meeting, or have moved away from their target.
    pub measures: Vec<MeasuredLine>,
    pub measures_in_plan: usize,
    pub measures_without_value: usize,
    pub contradictions: Vec<PlanClash>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeGlance {
    pub theme: String,
    pub lead: String,
    pub counts: PlanCounts,
}

/// A plan action that is overdue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanOwed {
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    pub lead: String,
    pub due_date: NaiveDate,
    pub days_late: i64,
    pub first_due: Option<NaiveDate>,
    pub moved: u32,
    /// "rated Red (agreed 13 July 2026, csib-2026-07-13 item 4)".
    pub rating: String,
}

/// A contradiction, and of which plan action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanClash {
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    pub lead: String,
    #[serde(flatten)]
    pub clash: Clash,
}

/// Much the same was asked at several meetings, and there is no ACTION.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedTwice {
    pub asked: Vec<AnswerOwed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MonthCount {
    /// The first day of the month.
    pub month: NaiveDate,
    pub outstanding: usize,
}

impl PlanGlance {
    /// Makes out how a plan stands, and what changed from a day on.
    pub fn of(plan: &PlanRead, since: NaiveDate) -> PlanGlance {
        let lines = || plan.lines().map(|(_, line)| line);
        let themes = plan.themes.iter().map(|theme| ThemeGlance {
            theme: theme.theme.clone(),
            lead: theme.lead.clone(),
            counts: plan.counts(theme.actions.iter(), since),
        });
        let mut overdue: Vec<PlanOwed> = lines()
            .filter(|line| line.is_overdue)
            .filter_map(|line| {
                Some(PlanOwed {
                    reference: line.reference.clone(),
                    text: line.short(),
                    lead: line.lead.clone(),
                    due_date: line.due_date?,
                    days_late: line.days_late(plan.day),
                    first_due: line.first_due,
                    moved: line.moved,
                    rating: line.rating(),
                })
            })
            .collect();
        overdue.sort_by_key(|owed| owed.due_date);
        let clashes = lines().flat_map(|line| {
            line.contradictions.iter().map(|clash| PlanClash {
                reference: line.reference.clone(),
                text: line.short(),
                lead: line.lead.clone(),
                clash: clash.clone(),
            })
        });
        let measured = || lines().flat_map(|line| line.measures.iter().map(move |measure| (line, measure)));
        let is_news = |measure: &super::measured::MeasureLine| {
            measure.latest().is_some_and(|value| value.day >= since)
                || measure.trend == Some(super::measured::Trend::Farther)
        };
        PlanGlance {
            plan: plan.plan.clone(),
            name: plan.name.clone(),
            themes: themes.collect(),
            rag_changes: lines().filter_map(|line| super::highlight::rag_change(plan, line, since)).collect(),
            due_dates_moved: due_dates_moved(plan, since),
            reported_between_meetings: reported_between(plan, since),
            overdue,
            measures: measured()
                .filter(|(_, measure)| is_news(measure))
                .map(|(line, measure)| MeasuredLine { reference: line.reference.clone(), measure: measure.clone() })
                .collect(),
            measures_in_plan: measured().count(),
            measures_without_value: measured().filter(|(_, measure)| measure.latest().is_none()).count(),
            contradictions: clashes.collect(),
        }
    }
}

fn due_dates_moved(plan: &PlanRead, since: NaiveDate) -> Vec<Told> {
    let mut moved = Vec::new();
    for (_, line) in plan.lines() {
        let mut before = line.first_due_words.as_str();
        for report in line.reports.iter().filter(|report| !report.due_words.is_empty()) {
            if report.day >= since {
                let from = if before.is_empty() { String::new() } else { format!(" from {before}") };
                let reason = if report.text.is_empty() { String::new() } else { format!(": {}", report.text) };
                let words = format!("due date moved{from} to {}{reason}", report.due_words);
                moved.push(Told { reference: line.reference.clone(), words, whence: report.place() });
            }
            before = &report.due_words;
        }
    }
    moved
}

fn reported_between(plan: &PlanRead, since: NaiveDate) -> Vec<Told> {
    let mut told = Vec::new();
    for (_, line) in plan.lines() {
        for report in line.reports.iter().filter(|report| report.day >= since && report.meeting.is_none()) {
            let words = report.words();
            told.push(Told { reference: line.reference.clone(), words, whence: report.place() });
        }
    }
    told
}
