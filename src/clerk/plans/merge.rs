//! Two plans made one: what was in each stays what it was, and says from where it came.

use super::super::{Failure, Result};
use crate::capture::fold::fold;
use crate::record::plan::RAG_CLASSES;
use crate::record::{Change, Id, ItemLink, Plan, PlanAction, RagClass, Risk, Step, Theme};
use crate::store::{Store, WholePlan};
use chrono::NaiveDateTime;
use std::collections::{HashMap, HashSet};

/// What became of a plan action whose reference the other plan had too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// Short name of the plan from which it came.
    pub plan: String,
    pub before: String,
    pub after: String,
}

/// What merging did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub into: String,
    pub actions: usize,
    pub risks: usize,
    pub renamed: Vec<Renamed>,
    /// Themes that both plans had.
    pub united: Vec<String>,
}

/// Moves everything of some plans into another, in one step. Those plans stay in the book, and say into which they
/// were merged.
pub fn merge(store: &mut Store, into: &str, from: &[String], now: NaiveDateTime) -> Result<Merged> {
    let into = whole(store, into)?;
    let mut merging = Merging::of(into, now);
    let mut names = Vec::new();
    for name in from {
        let plan = whole(store, name)?;
        merging.refuse(&plan.plan)?;
        names.push(plan.plan.short_name.clone());
        merging.take(store, plan)?;
    }
    if names.is_empty() {
        return Err(Failure::new("No plan was named to merge.", "Name the plan that stays first, then the others."));
    }
    let words = format!("Plan {} merged into {}", names.join(", "), merging.done.into);
    store.apply(Step::of_book(words, merging.changes), now)?;
    Ok(merging.done)
}

fn whole(store: &Store, name: &str) -> Result<WholePlan> {
    let plan = store.find_plan(name)?;
    store.whole_plan(plan.id)?.ok_or_else(|| Failure::new("The plan is gone.", "Try again."))
}

struct Merging {
    plan: Plan,
    now: NaiveDateTime,
    changes: Vec<Change>,
    /// By folded title.
    themes: HashMap<String, Id>,
    /// How many themes there are, and risks.
    last_theme: i64,
    last_risk: i64,
    /// The last position in each theme.
    positions: HashMap<Id, i64>,
    /// Folded.
    references: HashSet<String>,
    classes: Vec<RagClass>,
    merged: HashSet<Id>,
    done: Merged,
}

impl Merging {
    fn of(into: WholePlan, now: NaiveDateTime) -> Merging {
        let mut positions = HashMap::new();
        for action in &into.actions {
            let last = positions.entry(action.theme).or_insert(action.position);
            *last = action.position.max(*last);
        }
        let own = |class: &RagClass| class.plan == into.plan.id;
        Merging {
            now,
            changes: Vec::new(),
            themes: into.themes.iter().map(|theme| (fold(&theme.title), theme.id)).collect(),
            last_theme: into.themes.iter().map(|theme| theme.position).max().unwrap_or(-1),
            last_risk: into.risks.iter().map(|risk| risk.position).max().unwrap_or(-1),
            positions,
            references: into.actions.iter().map(|action| fold(&action.reference)).collect(),
            classes: into.classes.iter().filter(|class| own(class)).cloned().collect(),
            merged: HashSet::from([into.plan.id]),
            done: Merged {
                into: into.plan.short_name.clone(),
                actions: 0,
                risks: 0,
                renamed: Vec::new(),
                united: Vec::new(),
            },
            plan: into.plan,
        }
    }

    fn refuse(&mut self, from: &Plan) -> Result<()> {
        let hint = "Nothing was changed.";
        if self.plan.merged_into.is_some() {
            let what = format!("The plan {} was merged into another itself.", self.plan.short_name);
            return Err(Failure::new(what, hint));
        }
        if from.merged_into.is_some() {
            return Err(Failure::new(format!("The plan {} was merged already.", from.short_name), hint));
        }
        if from.body != self.plan.body {
            let what =
                format!("The plans {} and {} are followed by different bodies.", from.short_name, self.plan.short_name);
            return Err(Failure::new(what, hint));
        }
        match self.merged.insert(from.id) {
            true => Ok(()),
            false => Err(Failure::new(format!("The plan {} was named twice.", from.short_name), hint)),
        }
    }

    fn take(&mut self, store: &mut Store, from: WholePlan) -> Result<()> {
        let themes = self.take_themes(store, &from)?;
        for action in &from.actions {
            self.take_action(action, &from.plan, &themes);
        }
        for risk in &from.risks {
            self.last_risk += 1;
            let theme = risk.theme.map(|theme| themes.get(&theme).copied().unwrap_or(theme));
            let after = Risk { plan: self.plan.id, theme, position: self.last_risk, ..risk.clone() };
            self.changes.push(Change::replaced(risk.clone(), after));
            self.done.risks += 1;
        }
        self.take_classes(store, &from);
        let after = Plan { merged_into: Some(self.plan.id), ..from.plan.clone() };
        self.changes.push(Change::replaced(from.plan, after));
        // What had been merged into it before is found here from now on.
        for origin in from.origins {
            let after = Plan { merged_into: Some(self.plan.id), ..origin.clone() };
            self.changes.push(Change::replaced(origin, after));
        }
        Ok(())
    }

    /// Returns where each theme of the other plan is now. One of the same title is united with ours, and so are the
    /// items that were about it.
    fn take_themes(&mut self, store: &Store, from: &WholePlan) -> Result<HashMap<Id, Id>> {
        let mut places = HashMap::new();
        for theme in &from.themes {
            if let Some(ours) = self.themes.get(&fold(&theme.title)) {
                self.done.united.push(theme.title.clone());
                places.insert(theme.id, *ours);
                for link in store.item_links_to(theme.id)? {
                    let after = ItemLink { theme: Some(*ours), ..link.clone() };
                    self.changes.push(Change::replaced(link, after));
                }
                continue;
            }
            self.last_theme += 1;
            let after = Theme { plan: self.plan.id, position: self.last_theme, ..theme.clone() };
            self.themes.insert(fold(&theme.title), theme.id);
            self.changes.push(Change::replaced(theme.clone(), after));
            places.insert(theme.id, theme.id);
        }
        Ok(places)
    }

    fn take_action(&mut self, action: &PlanAction, from: &Plan, themes: &HashMap<Id, Id>) {
        let theme = themes.get(&action.theme).copied().unwrap_or(action.theme);
        let position = match theme == action.theme {
            true => action.position,
            false => {
                let last = self.positions.entry(theme).or_insert(-1);
                *last += 1;
                *last
            }
        };
        let reference = self.free(&action.reference, &from.short_name);
        if reference != action.reference {
            let [plan, before, after] = [&from.short_name, &action.reference, &reference].map(String::clone);
            self.done.renamed.push(Renamed { plan, before, after });
        }
        // What came from a third plan still says so.
        let (origin, origin_reference) = match action.origin {
            Some(origin) => (origin, action.origin_reference.clone()),
            None => (from.id, action.reference.clone()),
        };
        let after = PlanAction {
            plan: self.plan.id,
            theme,
            position,
            reference,
            origin: Some(origin),
            origin_reference,
            ..action.clone()
        };
        self.changes.push(Change::replaced(action.clone(), after));
        self.done.actions += 1;
    }

    /// Returns a reference that the plan does not have yet: "SOA 2.1" where 2.1 is taken.
    fn free(&mut self, reference: &str, plan: &str) -> String {
        let named = format!("{plan} {reference}");
        let numbered = (2..).map(|number| format!("{named} ({number})"));
        let mut all = [reference.to_string(), named.clone()].into_iter().chain(numbered);
        let free = all.find(|reference| self.references.insert(fold(reference)));
        free.unwrap_or(named)
    }

    /// Adds classes whose tone the plan has no class for, while it may have more.
    fn take_classes(&mut self, store: &mut Store, from: &WholePlan) {
        for class in from.classes.iter().filter(|class| class.plan == from.plan.id) {
            let is_there = |known: &RagClass| known.tone == class.tone || fold(&known.word) == fold(&class.word);
            if self.classes.iter().any(is_there) || self.classes.len() >= *RAG_CLASSES.end() {
                continue;
            }
            let position = self.classes.iter().map(|class| class.position).max().unwrap_or(-1) + 1;
            let row = RagClass { id: store.fresh_id(self.now), plan: self.plan.id, position, ..class.clone() };
            self.classes.push(row.clone());
            self.changes.push(Change::made(row));
        }
    }
}
