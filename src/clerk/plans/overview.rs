//! A plan as it stands on a day: every plan action with its RAG, and what is wrong with it.

use super::super::Result;
use super::super::register::{self, People};
use crate::record::plan::figure;
use crate::record::plan_standing::Contradiction;
use crate::record::standing::Rhythm;
use crate::record::{
    Body, Id, Measure, MeasureValue, Plan, PlanAction, PlanStanding, PlanStatus, RagClass, RagTone, Risk, Theme,
};
use crate::store::Store;
use chrono::NaiveDate;
use std::collections::HashMap;

/// A plan as it stands on a day.
#[derive(Clone, Debug)]
pub struct PlanOverview {
    pub plan: Plan,
    pub body: Body,
    pub today: NaiveDate,
    pub rhythm: Rhythm,
    /// The plan's own, from the best to the worst.
    pub classes: Vec<RagClass>,
    /// Those of plans that were merged into it, which earlier reports may name.
    pub foreign_classes: Vec<RagClass>,
    /// In the plan's order, each with the name of its lead.
    pub themes: Vec<(Theme, String)>,
    /// Theme by theme, in the plan's order.
    pub rows: Vec<PlanRow>,
    /// In the plan's order, each with the name of its owner.
    pub risks: Vec<(Risk, String)>,
}

/// A plan action as it stands on a day.
#[derive(Clone, Debug)]
pub struct PlanRow {
    pub action: PlanAction,
    pub standing: PlanStanding,
    /// Place of its theme among the plan's.
    pub theme: usize,
    /// The name of its lead.
    pub lead: String,
    /// Place of its present RAG among the plan's classes; none where nothing was rated yet.
    pub class: Option<usize>,
    pub tone: Option<RagTone>,
    /// RAG as the lead reported it last, and as the board agreed it last, in the plan's words.
    pub reported: Option<String>,
    pub agreed: Option<String>,
    pub is_overdue: bool,
    pub is_quiet: bool,
    pub contradictions: Vec<Contradiction>,
    pub measures: Vec<Measured>,
}

/// A measure with its values by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    pub measure: Measure,
    pub values: Vec<MeasureValue>,
}

impl Measured {
    /// Returns how far it has come from its baseline to its target, from 0 to 1; none where any of them is no
    /// figure, or the two are the same.
    pub fn progress(&self) -> Option<f64> {
        let (baseline, target) = (figure(&self.measure.baseline)?, figure(&self.measure.target)?);
        let latest = figure(&self.values.last()?.value)?;
        let whole = target - baseline;
        // Nothing gained is nothing, whichever way the target lies: never minus nothing.
        (whole != 0.0).then(|| ((latest - baseline) / whole).clamp(0.0, 1.0) + 0.0)
    }
}

/// How many plan actions of a theme, or of a plan, are in which state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFigures {
    /// By RAG class in the plan's order.
    pub by_class: Vec<u32>,
    pub unrated: u32,
    pub total: u32,
    /// No longer in the plan, and in none of the other figures.
    pub withdrawn: u32,
    pub done: u32,
    pub overdue: u32,
    pub quiet: u32,
    /// With minute actions that are outstanding.
    pub with_open: u32,
    pub contradicted: u32,
    /// Whose due date was moved.
    pub slipped: u32,
}

impl PlanOverview {
    /// Reads how a plan stands on a day; nothing where there is no such plan.
    pub fn read(store: &Store, plan: Id, today: NaiveDate) -> Result<Option<PlanOverview>> {
        let mut overview = PlanOverview::read_unmeasured(store, plan, today)?;
        if let Some(overview) = &mut overview {
            overview.read_measures(store)?;
        }
        Ok(overview)
    }

    /// Reads the measures of the plan actions, with their values.
    pub fn read_measures(&mut self, store: &Store) -> Result<()> {
        let mut measured = measured(store, self.plan.id)?;
        for row in &mut self.rows {
            row.measures = measured.remove(&row.action.id).unwrap_or_default();
        }
        Ok(())
    }

    /// Reads how a plan stands on a day, but for the measures.
    pub fn read_unmeasured(store: &Store, plan: Id, today: NaiveDate) -> Result<Option<PlanOverview>> {
        let Some(plan) = store.plan(plan)? else { return Ok(None) };
        let Some(body) = store.body(plan.body)? else { return Ok(None) };
        let people = register::people(store)?;
        let rhythm = store.rhythms(today)?.get(&body.id).copied().unwrap_or_default();
        let (classes, foreign_classes): (Vec<RagClass>, Vec<RagClass>) =
            store.rag_classes(plan.id)?.into_iter().partition(|class| class.plan == plan.id);
        let themes: Vec<(Theme, String)> = store
            .themes(plan.id)?
            .into_iter()
            .map(|theme| (theme.clone(), register::name(theme.lead, &theme.lead_words, &people)))
            .collect();
        let risks = store.risks(plan.id)?.into_iter();
        let risks = risks.map(|risk| (risk.clone(), register::name(risk.owner, &risk.owner_words, &people))).collect();
        let mut overview =
            PlanOverview { plan, body, today, rhythm, classes, foreign_classes, themes, rows: Vec::new(), risks };
        overview.rows = overview.read_rows(store, &people)?;
        Ok(Some(overview))
    }

    fn read_rows(&self, store: &Store, people: &People) -> Result<Vec<PlanRow>> {
        let places: HashMap<Id, usize> =
            self.themes.iter().enumerate().map(|(nth, (theme, _))| (theme.id, nth)).collect();
        let actions = store.plan_actions(self.plan.id)?;
        let standings = store.plan_standings_of(self.plan.id, &actions, self.today)?;
        let row = |(action, standing): (PlanAction, PlanStanding)| {
            let tone = standing.rag.and_then(|class| self.class(class)).map(|class| class.tone);
            PlanRow {
                theme: places.get(&action.theme).copied().unwrap_or(0),
                lead: register::name(action.lead, &action.lead_words, people),
                class: standing.rag.and_then(|class| self.place(class)),
                tone,
                reported: standing.reported.and_then(|class| self.class(class)).map(|class| class.word.clone()),
                agreed: standing.agreed.and_then(|class| self.class(class)).map(|class| class.word.clone()),
                is_overdue: standing.is_overdue(self.today),
                is_quiet: standing.is_quiet(self.rhythm),
                contradictions: standing.contradictions(tone, self.today),
                measures: Vec::new(),
                action,
                standing,
            }
        };
        Ok(actions.into_iter().zip(standings).map(row).collect())
    }

    /// Returns the class of an identity, the plan's own or one of a plan merged into it.
    pub fn class(&self, id: Id) -> Option<&RagClass> {
        self.classes.iter().chain(&self.foreign_classes).find(|class| class.id == id)
    }

    /// Returns the place among the plan's own classes of one that a report names: itself; or, where it came with
    /// another plan, the one of the same word or else of the same tone.
    pub fn place(&self, id: Id) -> Option<usize> {
        let own = self.classes.iter().position(|class| class.id == id);
        own.or_else(|| {
            let foreign = self.foreign_classes.iter().find(|class| class.id == id)?;
            let same_word = self.classes.iter().position(|class| class.word.eq_ignore_ascii_case(&foreign.word));
            same_word.or_else(|| self.classes.iter().position(|class| class.tone == foreign.tone))
        })
    }

    /// Returns "42 plan actions, 3 overdue, 5 quiet, 1 does not fit".
    pub fn in_a_line(&self) -> String {
        let figures = self.figures(self.rows.iter());
        let mut told = vec![format!("{} plan actions", figures.total)];
        told.extend((figures.overdue > 0).then(|| format!("{} overdue", figures.overdue)));
        told.extend((figures.quiet > 0).then(|| format!("{} quiet", figures.quiet)));
        told.extend((figures.contradicted > 0).then(|| format!("{} slipping", figures.contradicted)));
        told.join(", ")
    }

    /// Returns the rows of a theme.
    pub fn of_theme(&self, theme: usize) -> impl Iterator<Item = &PlanRow> {
        self.rows.iter().filter(move |row| row.theme == theme)
    }

    /// Counts some rows.
    pub fn figures<'a>(&self, rows: impl Iterator<Item = &'a PlanRow>) -> PlanFigures {
        let mut figures = PlanFigures { by_class: vec![0; self.classes.len()], ..PlanFigures::default() };
        for row in rows {
            // What is no longer in the plan counts for nothing in it.
            if row.standing.status == PlanStatus::Withdrawn {
                figures.withdrawn += 1;
                continue;
            }
            figures.total += 1;
            match row.class.and_then(|class| figures.by_class.get_mut(class)) {
                Some(count) => *count += 1,
                None => figures.unrated += 1,
            }
            figures.done += u32::from(row.standing.status.is_done());
            figures.overdue += u32::from(row.is_overdue);
            figures.quiet += u32::from(row.is_quiet);
            figures.with_open += u32::from(row.standing.open > 0);
            figures.contradicted += u32::from(!row.contradictions.is_empty());
            figures.slipped += u32::from(row.standing.slips > 0);
        }
        figures
    }
}

/// Returns the measures of a plan with their values, by plan action.
fn measured(store: &Store, plan: Id) -> Result<HashMap<Id, Vec<Measured>>> {
    let mut values: HashMap<Id, Vec<MeasureValue>> = HashMap::new();
    for value in store.measure_values_of(plan)? {
        values.entry(value.measure).or_default().push(value);
    }
    let mut measured: HashMap<Id, Vec<Measured>> = HashMap::new();
    for measure in store.measures_of(plan)? {
        let values = values.remove(&measure.id).unwrap_or_default();
        measured.entry(measure.plan_action).or_default().push(Measured { measure, values });
    }
    Ok(measured)
}
