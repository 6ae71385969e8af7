//! One plan action in full: all that the plan, its reports and the minutes say of it.

use super::super::Result;
use super::super::register::{People, Registered, owners_given};
use super::contradicted::Evidence;
use super::overview::{PlanOverview, PlanRow};
use crate::record::{Finding, Id, Milestone, PlanReport, PlanStatus};
use crate::reports::follow_up::deed;
use crate::store::{Store, Wanted};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// So many of the minute actions that are outstanding are named, those due first.
const NAMED: u32 = 12;

/// One plan action as screens and scripts have it. The names are relied on: add, never rename.
#[derive(Clone, Debug, Serialize)]
pub struct InFull {
    pub plan: String,
    /// Short name of the body.
    pub body: String,
    #[serde(rename = "ref")]
    pub reference: String,
    /// What the plan calls its themes, and this one's reference and title.
    #[serde(skip)]
    pub theme_word: String,
    pub theme: String,
    pub theme_lead: String,
    pub text: String,
    pub lead: String,
    pub partners: String,
    pub start: String,
    /// By when now, as written.
    pub due_words: String,
    pub due_date: Option<NaiveDate>,
    /// By when at first, as written.
    pub first_due_words: String,
    pub first_due: Option<NaiveDate>,
    pub slips: u32,
    /// None where nobody has said what it is.
    pub status: Option<PlanStatus>,
    /// RAG as it counts, in the plan's words; then as its lead reported it last and as the board agreed it last.
    pub rag: Option<String>,
    pub reported: Option<String>,
    pub agreed: Option<String>,
    pub overdue: bool,
    /// No minute for two meetings.
    pub quiet: bool,
    /// The last meeting that minuted anything of it.
    pub heard: Option<NaiveDate>,
    pub contradictions: Vec<String>,
    pub outcome: String,
    pub impact: String,
    pub evidence: String,
    pub milestones: Vec<Step>,
    pub measures: Vec<MeasureInFull>,
    pub findings: Vec<FindingInFull>,
    /// Risks of its theme, with who owns each.
    pub risks: Vec<RiskInFull>,
    /// What was reported, in order.
    pub reports: Vec<ReportInFull>,
    /// The minute actions that serve it and are outstanding, those due first.
    pub actions: Vec<ServingAction>,
    pub actions_open: u32,
    pub actions_ended: u32,
    /// The plan from which it was merged, and what it was called there.
    pub merged_from: Option<String>,
    /// The day on which it stands so.
    pub on: NaiveDate,
}

/// A milestone.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    pub text: String,
    pub due_words: String,
    pub due_date: Option<NaiveDate>,
    pub reached: Option<NaiveDate>,
}

/// A measure with every value.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureInFull {
    pub name: String,
    pub unit: String,
    pub baseline: String,
    pub target: String,
    pub values: Vec<(NaiveDate, String)>,
    /// How far it has come from the baseline to the target, from 0 to 1, where both are figures.
    pub progress: Option<f64>,
}

/// Where a report found what is answered.
#[derive(Clone, Debug, Serialize)]
pub struct FindingInFull {
    pub report: String,
    pub paragraph: String,
}

/// A risk of a theme.
#[derive(Clone, Debug, Serialize)]
pub struct RiskInFull {
    pub text: String,
    pub mitigation: String,
    pub owner: String,
    pub rating: String,
}

/// What was reported once.
#[derive(Clone, Debug, Serialize)]
pub struct ReportInFull {
    pub number: u32,
    pub at: NaiveDateTime,
    /// Name of the meeting; none between meetings.
    pub meeting: Option<String>,
    pub said_by: String,
    pub text: String,
    pub reported: Option<String>,
    pub agreed: Option<String>,
    pub status: Option<PlanStatus>,
    /// Values of its measures that came with it.
    pub values: Vec<String>,
    /// By when before and after, if the due date was moved.
    pub moved: Option<(String, String)>,
    pub evidence: String,
    pub exempt: bool,
    #[serde(skip)]
    pub entry: Option<Id>,
}

/// A minute action that serves it.
#[derive(Clone, Debug, Serialize)]
pub struct ServingAction {
    /// "DCS to provide the list".
    pub deed: String,
    pub overdue: bool,
    #[serde(flatten)]
    pub action: Registered,
    #[serde(skip)]
    pub entry: Id,
}

impl InFull {
    /// Reads a plan action of a plan in full.
    pub fn read(
        store: &Store,
        plan: &PlanOverview,
        row: &PlanRow,
        evidence: &Evidence,
        people: &People,
    ) -> Result<InFull> {
        let (action, standing) = (&row.action, &row.standing);
        let (theme, theme_lead) = plan.themes.get(row.theme).map(|(theme, lead)| (theme.name(), lead.clone())).unzip();
        let actions = open_actions(store, action.id, plan.today, people)?;
        let serving = store.actions_serving(action.id)?.len() as u32;
        let origin = action.origin.map(|origin| store.plan(origin)).transpose()?.flatten();
        Ok(InFull {
            plan: plan.plan.short_name.clone(),
            body: plan.body.short_name.clone(),
            reference: action.reference.clone(),
            theme_word: plan.plan.theme_word.clone(),
            theme: theme.unwrap_or_default(),
            theme_lead: theme_lead.unwrap_or_default(),
            text: action.text.clone(),
            lead: row.lead.clone(),
            partners: action.partners.clone(),
            start: action.start_words.clone(),
            due_words: standing.due_words.clone(),
            due_date: standing.due,
            first_due_words: action.due_words.clone(),
            first_due: standing.original_due,
            slips: standing.slips,
            status: standing.said_status(),
            rag: standing.rag.and_then(|class| plan.class(class)).map(|class| class.word.clone()),
            reported: row.reported.clone(),
            agreed: row.agreed.clone(),
            overdue: row.is_overdue,
            quiet: row.is_quiet,
            heard: standing.heard,
            contradictions: evidence.told(row, plan),
            outcome: action.outcome.clone(),
            impact: action.impact.clone(),
            evidence: action.evidence.clone(),
            milestones: store.milestones(action.id)?.into_iter().map(Step::from).collect(),
            measures: row.measures.iter().map(MeasureInFull::of).collect(),
            findings: store.findings(action.id)?.into_iter().map(FindingInFull::from).collect(),
            risks: risks(plan, row),
            reports: reports(store.plan_reports(action.id)?, plan, row, evidence),
            actions_open: standing.open,
            actions_ended: serving.saturating_sub(standing.open),
            actions,
            merged_from: origin.map(|origin| format!("{} {}", origin.short_name, action.origin_reference)),
            on: plan.today,
        })
    }
}

/// Reads the outstanding actions that serve a plan action, those due first.
fn open_actions(store: &Store, plan_action: Id, today: NaiveDate, people: &People) -> Result<Vec<ServingAction>> {
    let mut standings = Vec::new();
    for id in store.open_actions_serving(plan_action, NAMED)? {
        standings.extend(store.standings(Wanted::Action(id))?);
    }
    let serving = |given: crate::store::GivenAction| ServingAction {
        deed: deed(&owners_given(&given, people), &given.text, ""),
        overdue: given.standing.is_overdue(today),
        entry: given.action.entry,
        action: Registered::of(given, people),
    };
    Ok(store.given_actions(standings)?.into_iter().map(serving).collect())
}

fn risks(plan: &PlanOverview, row: &PlanRow) -> Vec<RiskInFull> {
    let of_theme = plan.risks.iter().filter(|(risk, _)| risk.theme == Some(row.action.theme));
    let in_full = |(risk, owner): &(crate::record::Risk, String)| RiskInFull {
        text: risk.text.clone(),
        mitigation: risk.mitigation.clone(),
        owner: owner.clone(),
        rating: risk.rating.clone(),
    };
    of_theme.map(in_full).collect()
}

fn reports(reports: Vec<PlanReport>, plan: &PlanOverview, row: &PlanRow, evidence: &Evidence) -> Vec<ReportInFull> {
    let word = |class: Option<Id>| class.and_then(|id| plan.class(id)).map(|class| class.word.clone());
    let mut due = row.action.due_words.clone();
    let mut in_full = |report: PlanReport| {
        let of_report = |measured: &super::overview::Measured| {
            let values = measured.values.iter().filter(|value| value.report == Some(report.id));
            values.map(|value| format!("{}: {}", measured.measure.name, value.value)).collect::<Vec<_>>()
        };
        let before = std::mem::take(&mut due);
        due = if report.moves_due() { report.due_words.clone() } else { before.clone() };
        ReportInFull {
            values: row.measures.iter().flat_map(of_report).collect(),
            moved: report.moves_due().then(|| (before, report.due_words.clone())),
            number: report.number,
            at: report.at,
            meeting: report.meeting.and_then(|meeting| evidence.meeting(meeting)).map(str::to_string),
            said_by: report.said_by,
            text: report.text,
            reported: word(report.reported),
            agreed: word(report.agreed),
            status: report.status,
            evidence: report.evidence,
            exempt: report.exempt.is_exempt(),
            entry: report.entry,
        }
    };
    reports.into_iter().map(&mut in_full).collect()
}

impl From<Milestone> for Step {
    fn from(milestone: Milestone) -> Step {
        let Milestone { text, due_words, due, reached, .. } = milestone;
        Step { text, due_words, due_date: due, reached }
    }
}

impl From<Finding> for FindingInFull {
    fn from(finding: Finding) -> FindingInFull {
        FindingInFull { report: finding.report, paragraph: finding.paragraph }
    }
}

impl MeasureInFull {
    fn of(measured: &super::overview::Measured) -> MeasureInFull {
        let measure = &measured.measure;
        MeasureInFull {
            name: measure.name.clone(),
            unit: measure.unit.clone(),
            baseline: measure.baseline.clone(),
            target: measure.target.clone(),
            values: measured.values.iter().map(|value| (value.at, value.value.clone())).collect(),
            progress: measured.progress(),
        }
    }
}
