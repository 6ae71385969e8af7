//! A plan read for those who may see it: for the public, nothing that is exempt and nothing that follows from it.

use super::super::Result;
use super::super::register::{self, People};
use super::PlanOverview;
use super::overview::{Measured, PlanRow};
use crate::record::plan_standing::Served;
use crate::record::{Finding, Id, MeasureValue, Milestone, PlanAction, PlanReport, PlanStanding, Risk};
use crate::reports::Audience;
use crate::reports::measured::{MeasureLine, ValueLine};
use crate::reports::plan_read::{
    ClassLine, MilestoneLine, PlanLine, PlanRead, ReportLine, RiskLine, ServingLine, ThemeRead,
};
use crate::store::{ReportPlace, Serving, Store};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Reads a plan as an audience may see it on a day; nothing where there is no such plan.
pub fn read(store: &Store, plan: Id, audience: Audience, today: NaiveDate) -> Result<Option<PlanRead>> {
    let Some(overview) = PlanOverview::read(store, plan, today)? else { return Ok(None) };
    let Some(whole) = store.whole_plan(plan)? else { return Ok(None) };
    let people = register::people(store)?;
    let mut reader = Reader {
        people: &people,
        today,
        audience,
        places: store.report_places(plan)?,
        reports: by_action(whole.reports, |report| report.plan_action),
        milestones: by_action(whole.milestones, |milestone| milestone.plan_action),
        findings: by_action(whole.findings, |finding| finding.plan_action),
        serving: by_action(store.serving(plan)?, |serving| serving.plan_action),
        items: store.last_items_about(plan, audience.sees_exempt())?,
        origins: whole.origins.iter().map(|origin| (origin.id, origin.short_name.clone())).collect(),
        overview: &overview,
    };
    Ok(Some(reader.plan()))
}

fn by_action<T>(rows: Vec<T>, plan_action: impl Fn(&T) -> Id) -> HashMap<Id, Vec<T>> {
    let mut found: HashMap<Id, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(plan_action(&row)).or_default().push(row);
    }
    found
}

struct Reader<'a> {
    overview: &'a PlanOverview,
    people: &'a People,
    today: NaiveDate,
    audience: Audience,
    places: HashMap<Id, ReportPlace>,
    reports: HashMap<Id, Vec<PlanReport>>,
    milestones: HashMap<Id, Vec<Milestone>>,
    findings: HashMap<Id, Vec<Finding>>,
    serving: HashMap<Id, Vec<Serving>>,
    items: HashMap<Id, NaiveDate>,
    /// Short names of the plans that were merged into it.
    origins: HashMap<Id, String>,
}

impl Reader<'_> {
    /// Returns a milestone; what was said of it in a report that is withheld was not said.
    fn milestone(&self, milestone: Milestone, reports: &[PlanReport]) -> MilestoneLine {
        let is_seen = milestone.report.is_none_or(|said_in| reports.iter().any(|report| report.id == said_in));
        let Milestone { text, due_words, due, reached, .. } = milestone;
        MilestoneLine { text, due_words, due_date: due, reached: reached.filter(|_| is_seen) }
    }

    fn plan(&mut self) -> PlanRead {
        let overview = self.overview;
        let classes = overview.classes.iter().map(|class| ClassLine {
            word: class.word.clone(),
            tone: class.tone,
            meaning: class.meaning.clone(),
        });
        let mut themes: Vec<ThemeRead> = overview
            .themes
            .iter()
            .map(|(theme, lead)| ThemeRead {
                theme: theme.name(),
                lead: lead.clone(),
                actions: Vec::new(),
                risks: risks(overview, |risk| risk.theme == Some(theme.id)),
            })
            .collect();
        for row in &overview.rows {
            let line = self.line(row);
            if let Some(theme) = themes.get_mut(row.theme) {
                theme.actions.push(line);
            }
        }
        let plan = &overview.plan;
        let mut read = PlanRead {
            plan: plan.short_name.clone(),
            name: plan.name.clone(),
            body: overview.body.short_name.clone(),
            called: overview.body.called.clone(),
            period: plan.period.clone(),
            version: plan.version.clone(),
            theme_word: plan.theme_word.clone(),
            day: self.today,
            audience: self.audience.word(),
            classes: classes.collect(),
            themes,
            risks: risks(overview, |risk| risk.theme.is_none()),
        };
        read.find_contradictions();
        read
    }

    fn is_exempt(&self, report: &PlanReport) -> bool {
        report.exempt.is_exempt() || self.places.get(&report.id).is_some_and(|place| place.is_exempt)
    }

    /// Returns what these readers may see of what was reported and of what serves a plan action.
    fn seen(&mut self, action: Id) -> (Vec<PlanReport>, Vec<PlanReport>, Vec<Serving>) {
        let sees_exempt = self.audience.sees_exempt();
        let all = self.reports.remove(&action).unwrap_or_default();
        let reports = all.iter().filter(|report| sees_exempt || !self.is_exempt(report)).cloned().collect();
        let mut serving = self.serving.remove(&action).unwrap_or_default();
        serving.retain(|one| sees_exempt || !one.is_exempt && !one.changed_in_private);
        (all, reports, serving)
    }

    /// Tells whether it stands otherwise than what these readers may see would say: what nobody may say in public
    /// must not be said the wrong way either.
    fn is_withheld(&self, action: &PlanAction, all: &[PlanReport], seen: &PlanStanding) -> bool {
        let whole = PlanStanding::of(action, all, Served::default());
        let place = |standing: &PlanStanding| standing.rag.and_then(|class| self.overview.place(class));
        (place(&whole), whole.status, &whole.due_words) != (place(seen), seen.status, &seen.due_words)
    }

    fn line(&mut self, row: &PlanRow) -> PlanLine {
        let action = &row.action;
        let (all, reports, serving) = self.seen(action.id);
        let standing = PlanStanding::of(action, &reports, self.served(&serving, action.id));
        let is_withheld = reports.len() < all.len() && self.is_withheld(action, &all, &standing);
        let class = standing.rag.filter(|_| !is_withheld).and_then(|class| self.overview.place(class));
        let measures = row.measures.iter().map(|measured| self.measure(measured, &reports)).collect();
        let lines = reports.iter().map(|report| self.report(report, &row.measures)).collect();
        let milestones = self.milestones.remove(&action.id).unwrap_or_default().into_iter();
        let milestones = milestones.map(|milestone| self.milestone(milestone, &reports)).collect();
        PlanLine {
            reference: action.reference.clone(),
            text: action.text.clone(),
            lead: row.lead.clone(),
            partners: action.partners.clone(),
            start: action.start_words.clone(),
            due_words: if is_withheld { String::new() } else { standing.due_words.clone() },
            due_date: standing.due.filter(|_| !is_withheld),
            first_due_words: action.due_words.clone(),
            first_due: action.due,
            moved: standing.slips,
            status: standing.said_status().filter(|_| !is_withheld),
            rag: class.map(|class| self.overview.classes[class].word.clone()),
            rag_tone: class.map(|class| self.overview.classes[class].tone),
            rag_day: standing.rag_day.filter(|_| !is_withheld),
            is_withheld,
            is_overdue: !is_withheld && standing.is_overdue(self.today),
            is_quiet: !is_withheld && standing.is_quiet(self.overview.rhythm),
            heard: standing.heard,
            reports: lines,
            measures,
            milestones,
            actions: serving.into_iter().map(|one| self.serving_line(one)).collect(),
            contradictions: Vec::new(),
            outcome: action.outcome.clone(),
            impact: action.impact.clone(),
            evidence: action.evidence.clone(),
            findings: self.findings.remove(&action.id).unwrap_or_default().iter().map(finding).collect(),
            origin: self.origin(action.origin, &action.origin_reference),
            class,
        }
    }

    fn served(&self, serving: &[Serving], action: Id) -> Served {
        let heard = serving
            .iter()
            .filter_map(|one| if self.audience.sees_exempt() { Some(one.heard) } else { one.heard_openly });
        let open = serving.iter().filter(|one| one.standing.is_outstanding());
        Served {
            heard: heard.chain(self.items.get(&action).copied()).max(),
            open: open.count() as u32,
            overdue: serving.iter().filter(|one| one.standing.is_overdue(self.today)).count() as u32,
        }
    }

    fn report(&self, report: &PlanReport, measures: &[Measured]) -> ReportLine {
        let place = self.places.get(&report.id);
        let class = |id: Option<Id>| id.and_then(|id| self.overview.class(id)).map(|class| class.word.clone());
        let of_report = |value: &&MeasureValue| value.report == Some(report.id);
        let values = measures.iter().flat_map(|measured| {
            let own = measured.values.iter().filter(of_report);
            own.map(|value| format!("{}: {}", measured.measure.name, value.value))
        });
        ReportLine {
            day: report.at.date(),
            meeting: place.and_then(|place| place.meeting.clone()),
            item: place.map(|place| place.item.clone()).unwrap_or_default(),
            said_by: report.said_by.clone(),
            text: report.text.clone(),
            reported: class(report.reported),
            agreed: class(report.agreed),
            status: report.status,
            due_words: report.due_words.clone(),
            due_date: report.due,
            evidence: report.evidence.clone(),
            values: values.collect(),
            exempt: self.is_exempt(report),
            reported_class: report.reported.and_then(|class| self.overview.place(class)),
            agreed_class: report.agreed.and_then(|class| self.overview.place(class)),
        }
    }

    /// Puts a measure with the values that came with these reports, or with none.
    fn measure(&self, measured: &Measured, reports: &[PlanReport]) -> MeasureLine {
        let sees = |value: &&MeasureValue| value.report.is_none_or(|id| reports.iter().any(|report| report.id == id));
        let values = measured.values.iter().filter(sees).map(|value| ValueLine {
            day: value.at,
            value: value.value.clone(),
            meeting: value.report.and_then(|report| self.places.get(&report)).and_then(|place| place.meeting.clone()),
        });
        let measure = &measured.measure;
        MeasureLine::new(&measure.name, &measure.unit, &measure.baseline, &measure.target, values.collect())
    }

    fn serving_line(&self, serving: Serving) -> ServingLine {
        let standing = &serving.standing;
        ServingLine {
            owner: register::name(standing.owner, &standing.owner_words, self.people),
            given: standing.given,
            due_date: standing.due,
            first_due: standing.original_due,
            moved: standing.slips,
            status: standing.status,
            is_overdue: standing.is_overdue(self.today),
            ended: standing.ended,
            exempt: serving.is_exempt || serving.changed_in_private,
            reference: serving.reference,
            text: serving.text,
            meeting: serving.meeting,
            item: serving.item,
        }
    }

    /// Returns what it was called in the plan from which it was merged: "JTAI 4.2".
    fn origin(&self, plan: Option<Id>, reference: &str) -> Option<String> {
        let plan = self.origins.get(&plan?).map_or("", String::as_str);
        Some(format!("{plan} {reference}").trim().to_string())
    }
}

fn risks(overview: &PlanOverview, is_wanted: impl Fn(&Risk) -> bool) -> Vec<RiskLine> {
    let wanted = overview.risks.iter().filter(|(risk, _)| is_wanted(risk));
    let line = |(risk, owner): &(Risk, String)| RiskLine {
        text: risk.text.clone(),
        mitigation: risk.mitigation.clone(),
        owner: owner.clone(),
        rating: risk.rating.clone(),
    };
    wanted.map(line).collect()
}

/// Returns "Inspection report, July 2025, paragraph 9".
fn finding(finding: &Finding) -> String {
    match finding.paragraph.as_str() {
        "" => finding.report.clone(),
        number if number.chars().all(|c| c.is_ascii_digit() || c == '.') => {
            format!("{}, paragraph {number}", finding.report)
        }
        words => format!("{}, {words}", finding.report),
    }
}
