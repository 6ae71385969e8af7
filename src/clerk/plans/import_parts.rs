//! What belongs to a plan action in a file: milestones, measures, findings, and how it says that the action stands.

use super::import::Builder;
use super::import_old::version_says;
use crate::capture::fold::fold;
use crate::import::plan::{ActionDraft, DayDraft, Field};
use crate::record::{
    Change, Finding, Id, Measure, MeasureValue, Milestone, Paragraphs, PlanAction, PlanReport, PlanStanding, PlanStatus,
};
use chrono::NaiveDate;
use std::collections::HashSet;

impl Builder<'_> {
    /// Takes milestones and findings.
    pub fn parts(&mut self, action: &PlanAction, draft: &ActionDraft) {
        self.milestones(action, draft);
        self.findings(action, draft);
    }

    fn milestones(&mut self, action: &PlanAction, draft: &ActionDraft) {
        let old: Vec<Milestone> = self.old.milestones.get(&action.id).cloned().unwrap_or_default();
        let mut kept = HashSet::new();
        for (position, milestone) in draft.milestones.iter().enumerate() {
            let known = old.iter().find(|old| fold(&old.text) == fold(&milestone.text) && !kept.contains(&old.id));
            let row = Milestone {
                id: known.map_or_else(|| self.fresh(), |known| known.id),
                plan_action: action.id,
                position: position as i64,
                text: milestone.text.clone(),
                due_words: milestone.due.words.clone(),
                due: milestone.due.day,
                // What a report said stays as it was said.
                reached: known
                    .filter(|known| known.report.is_some())
                    .and_then(|known| known.reached)
                    .or(milestone.reached)
                    .or(known.and_then(|known| known.reached)),
                report: known.and_then(|known| known.report),
            };
            kept.insert(row.id);
            let label = format!("milestone \u{201c}{}\u{201d}", row.text);
            match known {
                Some(known) => {
                    self.differences.of_action(&action.reference, &label, &known.due_words, &row.due_words);
                    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
                    let reached = format!("{label} reached");
                    self.differences.of_action(&action.reference, &reached, &day(known.reached), &day(row.reached));
                    self.replace(known.clone(), row);
                }
                None => {
                    if self.old.is_known(action.id) {
                        self.differences.of_action(&action.reference, "new milestone", "", &row.text);
                    }
                    self.make(row);
                }
            }
        }
        if !self.has(Field::Milestones) {
            return;
        }
        // What was reached stays, as do plan actions that are no longer in the plan.
        for gone in old.into_iter().filter(|old| old.reached.is_none() && !kept.contains(&old.id)) {
            self.differences.of_action(&action.reference, "milestone", &gone.text, "");
            self.changes.push(Change::removed(gone));
        }
    }

    fn findings(&mut self, action: &PlanAction, draft: &ActionDraft) {
        let old: Vec<Finding> = self.old.findings.get(&action.id).cloned().unwrap_or_default();
        let mut kept = HashSet::new();
        for (position, finding) in draft.findings.iter().enumerate() {
            let same = |old: &&Finding| (&old.report, &old.paragraph) == (&finding.report, &finding.paragraph);
            match old.iter().find(|old| same(old) && !kept.contains(&old.id)) {
                Some(known) => drop(kept.insert(known.id)),
                None => {
                    let (report, paragraph) = (finding.report.clone(), finding.paragraph.clone());
                    let row = Finding {
                        id: self.fresh(),
                        plan_action: action.id,
                        position: position as i64,
                        report,
                        paragraph,
                    };
                    if self.old.is_known(action.id) {
                        let words = format!("{} {}", row.report, row.paragraph);
                        self.differences.of_action(&action.reference, "finding", "", words.trim());
                    }
                    self.make(row);
                }
            }
        }
        for gone in
            old.into_iter().filter(|old| self.has(Field::Findings) && !kept.contains(&old.id)).collect::<Vec<_>>()
        {
            let words = format!("{} {}", gone.report, gone.paragraph);
            self.differences.of_action(&action.reference, "finding", words.trim(), "");
            self.changes.push(Change::removed(gone));
        }
    }

    /// Takes measures. Returns the values that are new, by measure.
    pub fn measures(&mut self, action: &PlanAction, draft: &ActionDraft) -> Vec<(Id, String, MeasureValue)> {
        let old: Vec<Measure> = self.old.measures.get(&action.id).cloned().unwrap_or_default();
        let mut kept = HashSet::new();
        let mut values = Vec::new();
        for (position, measure) in draft.measures.iter().enumerate() {
            let known = old.iter().find(|old| fold(&old.name) == fold(&measure.name) && !kept.contains(&old.id));
            let or = |new: &str, old: Option<&String>| match old {
                Some(old) if new.is_empty() => old.clone(),
                _ => new.to_string(),
            };
            let row = Measure {
                id: known.map_or_else(|| self.fresh(), |known| known.id),
                plan_action: action.id,
                position: known.map_or(position as i64, |known| known.position),
                name: measure.name.clone(),
                unit: or(&measure.unit, known.map(|known| &known.unit)),
                baseline: or(&measure.baseline, known.map(|known| &known.baseline)),
                target: or(&measure.target, known.map(|known| &known.target)),
            };
            let id = row.id;
            kept.insert(id);
            let name = row.name.clone();
            match known {
                Some(known) => {
                    for (what, before, after) in
                        [("baseline", &known.baseline, &row.baseline), ("target", &known.target, &row.target)]
                    {
                        self.differences.of_action(&action.reference, &format!("{what} of {name}"), before, after);
                    }
                    self.replace(known.clone(), row);
                }
                None => {
                    if self.old.is_known(action.id) {
                        self.differences.of_action(&action.reference, "new measure", "", &name);
                    }
                    self.make(row);
                }
            }
            for (day, value) in &measure.values {
                let before = self.old.values.get(&id).cloned().unwrap_or_default();
                let is_known = match day {
                    Some(day) => before.iter().any(|known| known.at == *day && known.value == *value),
                    None => before.last().is_some_and(|known| known.value == *value),
                };
                let of_version =
                    |known: &&MeasureValue| known.report.is_none_or(|report| self.old.by_versions.contains(&report));
                let is_old =
                    day.is_none() && before.iter().rfind(of_version).is_some_and(|known| known.value == *value);
                if is_old && !is_known {
                    let last = before.last().map_or("", |known| &known.value);
                    self.differences.old_news(&action.reference, &name, last, value);
                } else if !is_known {
                    let at = day.unwrap_or(self.now.date());
                    let row = MeasureValue { id: self.fresh(), measure: id, at, value: value.clone(), report: None };
                    let last = before.last().map(|known| known.value.clone()).unwrap_or_default();
                    if self.old.is_known(action.id) {
                        self.differences.of_action(&action.reference, &name, &last, value);
                    }
                    values.push((id, name.clone(), row));
                }
            }
        }
        values
    }

    /// Makes a report of what the file says of how the action stands, where that differs.
    pub fn report(
        &mut self,
        action: &PlanAction,
        draft: &ActionDraft,
        class: Option<Id>,
        standing: Option<PlanStanding>,
        values: Vec<(Id, String, MeasureValue)>,
    ) {
        let reference = &action.reference;
        let is_known = standing.is_some();
        let standing = standing.unwrap_or_else(|| PlanStanding::of(action, &[], Default::default()));
        let is_told = |class: &Id| Some(*class) == standing.rag || Some(*class) == standing.reported;
        let reported = class.filter(|class| !is_told(class));
        let was_withdrawn = standing.status == PlanStatus::Withdrawn;
        let back = (was_withdrawn && draft.status.is_none()).then_some(PlanStatus::NotStarted);
        let status = draft.status.or(back).filter(|status| Some(*status) != standing.said_status());
        let (reported, status) = self.news(action, &standing, reported, status);
        let due = self.moved(action, draft, &standing);
        let texts = self.old.texts.get(&action.id).cloned().unwrap_or_default();
        let text = Some(&draft.progress).filter(|text| !text.is_empty() && !texts.contains(text)).cloned();
        if is_known {
            let word = |class: Option<Id>| class.and_then(|class| self.names.get(&class)).cloned().unwrap_or_default();
            let rag = (word(standing.rag), word(reported));
            if reported.is_some() {
                self.differences.of_action(reference, "RAG", &rag.0, &rag.1);
            }
            if let Some(status) = status {
                self.differences.of_action(reference, "status", standing.status.word(), status.word());
            }
            if let Some(due) = &due {
                self.differences.due(reference, &standing.due_words, &due.words, standing.slips + 1);
            }
            if let Some(text) = &text {
                self.differences.of_action(reference, "progress", "", text);
            }
        }
        if reported.is_none() && status.is_none() && due.is_none() && text.is_none() && values.is_empty() {
            return;
        }
        let due = due.unwrap_or_default();
        let id = self.fresh();
        self.make(PlanReport {
            id,
            plan_action: action.id,
            number: self.old.numbers.get(&action.id).map_or(1, |last| last.saturating_add(1)),
            meeting: None,
            at: self.now,
            said_by: self.said_by(),
            text: text.unwrap_or_default(),
            reported,
            agreed: None,
            status,
            due_words: due.words,
            due: due.day,
            evidence: String::new(),
            entry: None,
            exempt: Paragraphs::PUBLIC,
        });
        for (_, _, value) in values {
            self.make(MeasureValue { report: Some(id), ..value });
        }
    }

    /// Returns RAG and status of the file without what it said before, when somebody has reported otherwise since.
    fn news(
        &mut self,
        action: &PlanAction,
        standing: &PlanStanding,
        rag: Option<Id>,
        status: Option<PlanStatus>,
    ) -> (Option<Id>, Option<PlanStatus>) {
        let said = self.old.said.get(&action.id).cloned().unwrap_or_default();
        if rag.is_some() && rag == said.rag {
            let word = |class: Option<Id>| class.and_then(|class| self.names.get(&class)).cloned().unwrap_or_default();
            self.differences.old_news(&action.reference, "RAG", &word(standing.rag), &word(rag));
        }
        if let Some(again) = status.filter(|_| status == said.status) {
            let (before, after) = (standing.status.word(), again.word());
            self.differences.old_news(&action.reference, "status", before, after);
        }
        (rag.filter(|rag| Some(*rag) != said.rag), status.filter(|status| Some(*status) != said.status))
    }

    /// Names the version of the plan, which says so.
    fn said_by(&self) -> String {
        let version = if self.draft.version.is_empty() { &self.old.version } else { &self.draft.version };
        version_says(version)
    }

    /// Says of plan actions that the file no longer has that they are withdrawn. Nothing is taken away.
    pub fn missing(&mut self, known: &[Option<PlanAction>]) {
        for action in self.gone(known) {
            let Some(standing) = self.old.standings.get(&action.id).cloned() else { continue };
            if standing.status == PlanStatus::Withdrawn {
                continue;
            }
            let draft = ActionDraft { status: Some(PlanStatus::Withdrawn), ..ActionDraft::default() };
            self.report(&action, &draft, None, Some(standing), Vec::new());
        }
    }

    /// Returns the due date of the file where it is not the one that the action has now. A file that still has the
    /// date that it had, when somebody has moved it since, does not move it back.
    fn moved(&mut self, action: &PlanAction, draft: &ActionDraft, standing: &PlanStanding) -> Option<DayDraft> {
        let now = if draft.new_due.words.is_empty() { &draft.due } else { &draft.new_due };
        let is = |words: &str, day: Option<NaiveDate>| match (now.day, day) {
            (Some(one), Some(other)) => one == other,
            _ => fold(&now.words) == fold(words),
        };
        if now.words.is_empty() || is(&standing.due_words, standing.due) {
            return None;
        }
        let said = self.old.said.get(&action.id).cloned().unwrap_or_default();
        let (words, day) = said.due.unwrap_or_else(|| (action.due_words.clone(), action.due));
        if said.is_moved_since && is(&words, day) {
            self.differences.old_news(&action.reference, "due", &standing.due_words, &now.words);
            return None;
        }
        Some(now.clone())
    }
}
