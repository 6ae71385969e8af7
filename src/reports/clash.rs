//! Contradictions: two things that a plan and its minutes say, and that do not fit together.

use super::measured::Trend;
use super::plan_read::{Clash, ClashKind, PlanLine, PlanRead, days};
use crate::record::PlanStatus;
use crate::record::RagTone;
use crate::record::time::long_date;
use chrono::NaiveDate;

impl PlanRead {
    /// Finds in each plan action what does not fit together.
    pub fn find_contradictions(&mut self) {
        let (called, body, day) = (&self.called, &self.body, self.day);
        for line in self.themes.iter_mut().flat_map(|theme| &mut theme.actions) {
            line.contradictions = clashes(line, body, called, day);
        }
    }
}

/// Finds what does not fit together in a plan action. `body` is the short name by which its actions are called.
pub(super) fn clashes(line: &PlanLine, body: &str, called: &str, today: NaiveDate) -> Vec<Clash> {
    let mut found = Vec::new();
    if line.is_withheld {
        return found;
    }
    let is_good = line.rag_tone.is_some_and(RagTone::is_good);
    let mut add = |kind, said: String, but: String| found.push(Clash { kind, said, but });
    let late: Vec<String> =
        line.actions.iter().filter(|action| action.is_overdue).map(|action| action.stands(body, today)).collect();
    if is_good && !late.is_empty() {
        add(ClashKind::GoodButSlipping, line.rating(), late.join("; "));
    }
    if let Some(due) = line.due_date.filter(|_| is_good && line.is_overdue) {
        let late = days((today - due).num_days());
        let status = line.status.map(|status| format!(" while it is {status}")).unwrap_or_default();
        add(
            ClashKind::GoodButOverdue,
            line.rating(),
            format!("its due date, {}, passed {late} ago{status}", long_date(due)),
        );
    }
    let is_done = line.status.is_some_and(PlanStatus::is_done);
    let open: Vec<String> =
        line.actions.iter().filter(|action| action.ended.is_none()).map(|action| action.stands(body, today)).collect();
    if (is_done || line.rag_tone == Some(RagTone::Complete)) && !open.is_empty() {
        let said = match line.status.filter(|_| is_done) {
            Some(status) => format!("{status}{}", said_on(line)),
            None => line.rating(),
        };
        add(ClashKind::DoneButOpen, said, open.join("; "));
    }
    differing(line, called).into_iter().for_each(|(said, but)| add(ClashKind::BoardDiffers, said, but));
    for measure in line.measures.iter().filter(|measure| measure.trend == Some(Trend::Farther)) {
        if is_good || line.is_better() {
            let but = format!("{} moved from {} to {}", measure.name, measure.before(), measure.latest_words());
            let target = if measure.target.is_empty() { String::new() } else { format!("; target {}", measure.target) };
            add(ClashKind::BetterButFarther, line.rating(), but + &target);
        }
    }
    found
}

/// Returns when its status was said last: " (13 July 2026, csib-2026-07-13 item 5)".
fn said_on(line: &PlanLine) -> String {
    let said = line.reports.iter().rfind(|report| report.status.is_some());
    said.map(|report| format!(" ({})", report.place())).unwrap_or_default()
}

/// Returns how the lead rated it last and how the body did, where the two differ.
fn differing(line: &PlanLine, called: &str) -> Option<(String, String)> {
    let (at, agreed) = line.reports.iter().enumerate().rfind(|(_, report)| report.agreed.is_some())?;
    let reported = line.reports[..=at].iter().rfind(|report| report.reported.is_some())?;
    if reported.reported_class == agreed.agreed_class {
        return None;
    }
    // What the lead reported after that is news, not a difference.
    let is_latest = line.reports[at + 1..].iter().all(|report| report.reported.is_none());
    let said = format!("reported as {} ({})", reported.reported.as_ref()?, reported.place());
    let but = format!("the {called} agreed {} ({})", agreed.agreed.as_ref()?, agreed.place());
    is_latest.then_some((said, but))
}

impl PlanLine {
    /// Tells whether what was agreed last is better than what was reported by then. The best class is the first.
    pub fn is_agreed_better(&self) -> bool {
        let Some(at) = self.reports.iter().rposition(|report| report.agreed_class.is_some()) else { return false };
        let reported = self.reports[..=at].iter().rev().find_map(|report| report.reported_class);
        self.reports[at].agreed_class.zip(reported).is_some_and(|(agreed, reported)| agreed < reported)
    }

    /// Tells whether it was rated better the last time than the time before. The best class is the first.
    fn is_better(&self) -> bool {
        let Some(rated) = self.rated() else { return false };
        self.class.zip(self.class_before(rated.day)).is_some_and(|(now, before)| now < before)
    }
}
