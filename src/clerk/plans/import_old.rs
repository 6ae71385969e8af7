//! The plan as the book has it, laid out for being compared with a newer version.

use crate::record::{
    Finding, Id, Measure, MeasureValue, Milestone, PlanAction, PlanReport, PlanStanding, PlanStatus, RagClass, Risk,
    Theme,
};
use crate::store::WholePlan;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// A plan of the book; empty where the plan is new.
#[derive(Default)]
pub(super) struct Old {
    pub version: String,
    pub classes: Vec<RagClass>,
    pub themes: Vec<Theme>,
    pub risks: Vec<Risk>,
    /// In the plan's order.
    pub ordered: Vec<PlanAction>,
    /// By [`key`].
    pub actions: HashMap<String, PlanAction>,
    pub milestones: HashMap<Id, Vec<Milestone>>,
    pub findings: HashMap<Id, Vec<Finding>>,
    pub measures: HashMap<Id, Vec<Measure>>,
    /// By measure.
    pub values: HashMap<Id, Vec<MeasureValue>>,
    /// What was reported of each plan action, in words.
    pub texts: HashMap<Id, Vec<String>>,
    /// What earlier versions said last of each plan action.
    pub said: HashMap<Id, Said>,
    /// The reports in which they said so.
    pub by_versions: HashSet<Id>,
    /// Number of the last report of each plan action; some before it may have been taken back.
    pub numbers: HashMap<Id, u32>,
    pub standings: HashMap<Id, PlanStanding>,
}

/// What the versions of a plan said last of a plan action. A file that says so still, when somebody has reported
/// otherwise since, has no news.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub rag: Option<Id>,
    pub status: Option<PlanStatus>,
    /// The due date to which a version moved it.
    pub due: Option<(String, Option<NaiveDate>)>,
    /// Somebody else moved it after that.
    pub is_moved_since: bool,
}

impl Said {
    fn add(&mut self, report: &PlanReport) {
        self.rag = report.reported.or(self.rag);
        self.status = report.status.or(self.status);
        if report.moves_due() {
            self.due = Some((report.due_words.clone(), report.due));
            self.is_moved_since = false;
        }
    }
}

/// Returns who says what a version of a plan says.
pub(super) fn version_says(version: &str) -> String {
    if version.is_empty() { "the plan".into() } else { format!("version {version} of the plan") }
}

fn is_by_version(report: &PlanReport) -> bool {
    let says = report.said_by.as_str();
    let is_named = says.strip_prefix("version ").is_some_and(|rest| rest.ends_with(" of the plan"));
    report.meeting.is_none() && (is_named || says == version_says(""))
}

/// Returns the reference of a plan action as it is unique within its plan: whatever the case.
pub(super) fn key(reference: &str) -> String {
    reference.to_lowercase()
}

fn grouped<R>(rows: Vec<R>, key: impl Fn(&R) -> Id) -> HashMap<Id, Vec<R>> {
    let mut groups: HashMap<Id, Vec<R>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

impl Old {
    pub fn of(whole: WholePlan, standings: Vec<PlanStanding>) -> Old {
        let mut said: HashMap<Id, Said> = HashMap::new();
        let mut by_versions = HashSet::new();
        let mut numbers = HashMap::new();
        let mut texts: HashMap<Id, Vec<String>> = HashMap::new();
        for report in &whole.reports {
            let known = said.entry(report.plan_action).or_default();
            if is_by_version(report) {
                by_versions.insert(report.id);
                known.add(report);
            } else if report.moves_due() {
                known.is_moved_since = true;
            }
            numbers.insert(report.plan_action, report.number);
            texts.entry(report.plan_action).or_default().push(report.text.clone());
        }
        let by_reference = |action: &PlanAction| (key(&action.reference), action.clone());
        Old {
            version: whole.plan.version,
            classes: whole.classes,
            themes: whole.themes,
            risks: whole.risks,
            actions: whole.actions.iter().map(by_reference).collect(),
            ordered: whole.actions,
            milestones: grouped(whole.milestones, |row| row.plan_action),
            findings: grouped(whole.findings, |row| row.plan_action),
            measures: grouped(whole.measures, |row| row.plan_action),
            values: grouped(whole.values, |row| row.measure),
            texts,
            said,
            by_versions,
            numbers,
            standings: standings.into_iter().map(|standing| (standing.plan_action, standing)).collect(),
        }
    }

    /// Tells whether the book had a plan action before.
    pub fn is_known(&self, action: Id) -> bool {
        self.standings.contains_key(&action)
    }
}
