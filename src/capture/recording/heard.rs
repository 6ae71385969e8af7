//! What was heard of an action or a plan action, with the entry that minutes it.

use super::super::line::EntryLine;
use super::{Desk, made, recorded_words, taking};
use crate::record::editing::Refusal;
use crate::record::{
    ActionUpdate, Change, Detail, Entry, EntryKind, MeasureValue, Milestone, PlanReport, Recorded, Step,
};

/// Returns the step that records what a meeting heard of an action, with the entry that minutes it where
/// there are words for one.
pub fn record_update(
    mut desk: Desk<'_>,
    mut update: ActionUpdate,
    minute: Option<EntryLine>,
    name: &str,
) -> Result<Step, Refusal> {
    update.id = desk.ids.fresh(desk.now);
    let Some(line) = minute else {
        return Ok(Step::within(desk.meeting(), name, vec![Change::made(update)]));
    };
    let mut changes = taking(&mut desk, line.kind);
    let position = desk.room(desk.entries.len(), &mut changes);
    let mut entry = desk.entry(&line, position, 0);
    // What is said of exempt business is exempt, wherever it is said.
    entry.exempt = entry.exempt.union(update.exempt);
    (update.entry, update.exempt) = (Some(entry.id), entry.exempt);
    changes.extend([Change::made(entry), Change::made(update)]);
    Ok(Step::within(desk.meeting(), name, changes))
}

/// Returns the step that records what a meeting heard of a plan action, with the entry that minutes it; the
/// milestones are those that were reached, as they were before.
pub fn record_report(
    mut desk: Desk<'_>,
    mut report: PlanReport,
    mut values: Vec<MeasureValue>,
    mut milestones: Vec<Milestone>,
    line: &EntryLine,
    name: &str,
) -> Result<Step, Refusal> {
    let mut changes = taking(&mut desk, line.kind);
    let position = desk.room(desk.entries.len(), &mut changes);
    let entry = desk.entry(line, position, 0);
    report.id = desk.ids.fresh(desk.now);
    (report.entry, report.exempt) = (Some(entry.id), entry.exempt);
    for value in &mut values {
        (value.id, value.report) = (desk.ids.fresh(desk.now), Some(report.id));
    }
    for milestone in &mut milestones {
        (milestone.reached, milestone.report) = (Some(desk.now.date()), Some(report.id));
    }
    changes.push(Change::made(entry));
    changes.extend(made(Detail::Report { report, values, milestones }));
    Ok(Step::within(desk.meeting(), name, changes))
}

/// Returns the step that words the minute of an update afresh; what it says of the action stands.
pub(super) fn reword_update(desk: &Desk<'_>, line: &EntryLine, before: Recorded) -> Result<Step, Refusal> {
    if !matches!(line.kind, EntryKind::Note | EntryKind::Update) {
        return Err(stays_the_minute());
    }
    if let Detail::Update(update) = &before.detail
        && !update.is_told_by(&line.text)
    {
        return Err(Refusal::new(
            "The minute must still say what became of the action, as the register does.",
            "Change the other words; Del takes back what was heard, to hear it otherwise.",
        ));
    }
    if let Detail::Report { report, .. } = &before.detail
        && !report.is_told_by(&before.entry.text, &line.text)
    {
        return Err(Refusal::new(
            "The minute must still say how the plan action was rated, as its reports do.",
            "Change the other words; Del takes back what was reported, to report it otherwise.",
        ));
    }
    let words = recorded_words(desk, &before.entry, &before.detail, "changed");
    let after = Entry { text: line.text.clone(), read_back: None, ..before.entry.clone() };
    Ok(Step::within(desk.meeting(), words, vec![Change::replaced(before.entry, after)]))
}

pub(super) fn stays_the_minute() -> Refusal {
    Refusal::new(
        "What was heard of an action stays the minute of that.",
        "Change its words, or remove it with Del, which takes back what was heard.",
    )
}
