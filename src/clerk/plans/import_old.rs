//! The plan as the book has it, laid out for being compared with a newer version.

use crate::record::{Finding, Id, Measure, MeasureValue, Milestone, PlanAction, PlanStanding, RagClass, Risk, Theme};
use crate::store::WholePlan;
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
    /// Plan actions whose due date was moved last at a meeting.
    pub moved_at_meeting: HashSet<Id>,
    /// Number of the last report of each plan action; some before it may have been taken back.
    pub numbers: HashMap<Id, u32>,
    pub standings: HashMap<Id, PlanStanding>,
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
        let mut moved = HashMap::new();
        let mut numbers = HashMap::new();
        let mut texts: HashMap<Id, Vec<String>> = HashMap::new();
        for report in &whole.reports {
            if report.moves_due() {
                moved.insert(report.plan_action, report.meeting.is_some());
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
            moved_at_meeting: moved.into_iter().filter(|(_, at_meeting)| *at_meeting).map(|(id, _)| id).collect(),
            numbers,
            standings: standings.into_iter().map(|standing| (standing.plan_action, standing)).collect(),
        }
    }

    /// Tells whether the book had a plan action before.
    pub fn is_known(&self, action: Id) -> bool {
        self.standings.contains_key(&action)
    }
}
