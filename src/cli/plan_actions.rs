//! One plan action from the command line: in full, or what was reported of it between meetings.

use super::Desk;
use super::output::{json, one_of, print};
use crate::capture::roster::Roster;
use crate::clerk::format::Format;
use crate::clerk::plans::facts::{Fact, Weight};
use crate::clerk::plans::reporting::{Reportable, report_between};
use crate::clerk::plans::told::Told;
use crate::clerk::plans::{Evidence, InFull, Memory, PlanOverview};
use crate::clerk::{Failure, Result, register};
use crate::document::inert;
use crate::store::Store;
use clap::Args;
use std::process::ExitCode;

#[derive(Args, Debug)]
pub struct Show {
    /// The plan's short name.
    plan: String,
    /// Reference of the plan action, such as 2.3.
    reference: String,
    /// How to write it.
    #[arg(long = "as", value_parser = one_of([Format::Text, Format::Json]), default_value = "text", value_name = "FORMAT")]
    format: Format,
}

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    minutebook plans report CSIP 2.3 amber value 42%: dcs: two of the five boards have answered\n  \
    minutebook plans report CSIP 2.3 due 30 June 2026: dcs: the supplier was late")]
pub struct Report {
    /// The plan's short name.
    plan: String,
    /// Reference of the plan action, such as 2.3.
    reference: String,
    /// RAG, status ..., value ..., due ..., then after a colon who said what.
    #[arg(required = true)]
    words: Vec<String>,
}

impl Show {
    pub(super) fn run(&self, desk: &Desk) -> Result<ExitCode> {
        let store = desk.open_existing()?;
        let found = find(&store, &self.plan, &self.reference)?;
        let gone = || Failure::new("That plan is no longer there.", "minutebook plan opens those that are.");
        let plan = PlanOverview::read(&store, found.plan.id, desk.now.date())?.ok_or_else(gone)?;
        let row = plan.rows.iter().find(|row| row.action.id == found.action.id).ok_or_else(gone)?;
        let people = register::people(&store)?;
        let evidence = Evidence::read(&store, &plan)?;
        let in_full = InFull::read(&store, &plan, row, &evidence, &people)?;
        let memory = Memory::read(&store, &plan.plan, &row.action, &people, usize::MAX)?;
        let touches = memory.touches.iter().map(|touch| touch.fact());
        match self.format {
            Format::Text => {
                let title = format!("{} {}", in_full.plan, in_full.reference);
                let heading = Fact { weight: Weight::Heading, label: "Memory".into(), ..Fact::default() };
                let facts = in_full.facts().into_iter().chain([heading]).chain(touches);
                print(&facts.fold(format!("{}\n", inert(&title)), |text, fact| text + &line(&fact)))
            }
            _ => {
                let whole = serde_json::to_value(&in_full).and_then(|mut whole| {
                    whole["memory"] = serde_json::to_value(&memory.touches)?;
                    Ok(whole)
                });
                let whole = whole.map_err(|error| Failure::new(error.to_string(), "Nothing was written."))?;
                print(&json(&whole)?)
            }
        }
    }
}

fn line(fact: &Fact) -> String {
    match fact.weight {
        Weight::Heading => format!("\n{}\n", inert(&fact.label)),
        _ => format!("  {:<13} {}\n", inert(&fact.label), inert(&fact.words)),
    }
}

impl Report {
    pub(super) fn run(&self, desk: &Desk) -> Result<ExitCode> {
        let mut store = desk.open_existing()?;
        let found = find(&store, &self.plan, &self.reference)?;
        let told = Told::read(&self.words.join(" "), &found.classes);
        let roster = Roster::of_members(&store.people_of(found.body.id)?);
        let said = report_between(&mut store, &found, &told, &roster, desk.now)?;
        eprintln!("{}.", inert(&said));
        Ok(ExitCode::SUCCESS)
    }
}

/// Finds the plan action of a plan that a reference means.
fn find(store: &Store, plan: &str, reference: &str) -> Result<Reportable> {
    let plan = store.find_plan(plan)?;
    let plan = match plan.merged_into {
        Some(into) => store.plan(into)?.unwrap_or(plan),
        None => plan,
    };
    let reference = reference.trim_start_matches('~');
    Reportable::find(store, plan.body, &format!("{}:{reference}", plan.short_name))
}
