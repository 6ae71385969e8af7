//! Taking a plan in, and a newer version of one that is in the book: one step, whatever it changes.

use super::super::{Failure, Result};
use super::changes::{Change as Changed, Differences};
use super::import_old::{Old, key};
use super::leads::Leads;
use crate::capture::fold::fold;
use crate::import::plan::{ActionDraft, ClassDraft, Field, PlanDraft, PlanReading, Sureness};
use crate::record::plan::RAG_CLASSES;
use crate::record::{ActionLink, Body, Change, Id, Plan, PlanAction, RagClass, Record, Risk, Step, Theme};
use crate::store::Store;
use chrono::NaiveDateTime;
use std::collections::{HashMap, HashSet};

/// What somebody said of a plan besides its file.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub body: Option<String>,
    /// Short name of the plan that the file is a newer version of, or of a new one.
    pub plan: Option<String>,
    pub name: Option<String>,
}

/// What taking a plan in would do.
#[derive(Clone, Debug)]
pub struct Taking {
    pub plan: Plan,
    pub body: Body,
    pub is_new: bool,
    pub step: Step,
    /// What changes, plan action by plan action; empty for a new plan.
    pub changes: Vec<Changed>,
    /// How many actions of the minutes have named plan actions that are there now.
    pub linked: usize,
}

/// Works out what taking in a plan changes. Nothing is written.
pub fn prepare(store: &mut Store, reading: &PlanReading, said: &Said, now: NaiveDateTime) -> Result<Taking> {
    let draft = &reading.draft;
    let known = known_plan(store, draft, said)?;
    if let Some(plan) = &known {
        refuse_another_body(store, plan, draft, said)?;
    }
    let body = match &known {
        Some(plan) => {
            store.body(plan.body)?.ok_or_else(|| Failure::new("The plan has no body.", "Run minutebook verify."))?
        }
        None => body(store, draft, said)?,
    };
    let old = match &known {
        Some(plan) => store.whole_plan(plan.id)?,
        None => None,
    };
    let standings = match &known {
        Some(plan) => store.plan_standings(plan.id, now.date())?,
        None => Vec::new(),
    };
    let leads = Leads::of(store, body.id)?;
    let has = reading.columns.iter().filter(|column| column.sureness != Sureness::Unknown).map(|column| column.field);
    let mut builder = Builder {
        store,
        now,
        draft,
        has: has.collect(),
        leads,
        plan: Id(0),
        old: old.map(|old| Old::of(old, standings)).unwrap_or_default(),
        names: HashMap::new(),
        renamed: HashMap::new(),
        changes: Vec::new(),
        differences: Differences::default(),
        made: HashMap::new(),
    };
    let plan = builder.plan(known.as_ref(), &body, said)?;
    let classes = builder.classes();
    let themes = builder.themes();
    let same = builder.known_actions();
    builder.renumber(&same);
    builder.actions(&themes, &classes, &same);
    builder.missing(&same);
    builder.risks(&themes);
    let linked = builder.links(&plan, &body)?;
    let is_new = known.is_none();
    let words = match is_new {
        true => format!("Plan {} taken in", plan.short_name),
        false => format!("Plan {} taken in again{}", plan.short_name, version_words(&plan.version)),
    };
    let (changes, differences) = (builder.changes, builder.differences);
    let changes = Taking {
        step: Step::of_book(words, changes),
        plan,
        body,
        is_new,
        changes: if is_new { Vec::new() } else { differences.found },
        linked,
    };
    Ok(changes)
}

fn version_words(version: &str) -> String {
    if version.is_empty() { String::new() } else { format!(", version {version}") }
}

/// Returns the plan of which the file is a newer version.
fn known_plan(store: &Store, draft: &PlanDraft, said: &Said) -> Result<Option<Plan>> {
    let merged = |plan: &Plan| {
        Failure::new(
            format!("The plan {} was merged into another.", plan.short_name),
            "Name the plan that is followed now with --plan.",
        )
    };
    if let Some(short_name) = &said.plan {
        let plan = store.plan_named(short_name)?;
        return match plan {
            Some(plan) if plan.merged_into.is_some() => Err(merged(&plan)),
            plan => Ok(plan),
        };
    }
    let names = [said.name.as_deref().unwrap_or_default(), &draft.name, &draft.short_name].map(fold);
    let body = match body(store, draft, said) {
        Ok(body) => body,
        Err(_) if store.plans()?.is_empty() => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let is_it = |plan: &Plan| {
        names.iter().any(|name| !name.is_empty() && (fold(&plan.name) == *name || fold(&plan.short_name) == *name))
    };
    let found = store.plans_of(body.id)?.into_iter().find(is_it);
    match (found, store.plan_named(&draft.short_name).ok().flatten().filter(|_| !draft.short_name.is_empty())) {
        (None, Some(other)) if other.body == body.id && other.merged_into.is_some() => Err(merged(&other)),
        (found, _) => Ok(found),
    }
}

/// A file that is said to be of one body is no newer version of the plan of another.
fn refuse_another_body(store: &Store, plan: &Plan, draft: &PlanDraft, said: &Said) -> Result<()> {
    let is_named = said.body.is_some() || !draft.body.is_empty();
    match body(store, draft, said) {
        Ok(named) if is_named && named.id != plan.body => {
            let follows = store.body(plan.body)?.map(|body| body.short_name).unwrap_or_default();
            Err(Failure::new(
                format!("The plan {} is followed by {follows}, not by {}.", plan.short_name, named.short_name),
                "Name another plan with --plan, or the body with --body. Nothing was changed.",
            ))
        }
        Err(failure) if said.body.is_some() => Err(failure),
        _ => Ok(()),
    }
}

/// Returns the body that follows the plan: the one that was named, or the only one.
fn body(store: &Store, draft: &PlanDraft, said: &Said) -> Result<Body> {
    let bodies = store.bodies()?;
    let listed = || bodies.iter().map(|body| body.short_name.clone()).collect::<Vec<_>>().join(", ");
    let named = said.body.as_deref().unwrap_or(&draft.body);
    if !named.is_empty() {
        let (name, short) = match named.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((name, short)) => (name.trim(), short.trim()),
            None => (named, named),
        };
        for words in [named, short, name] {
            if let Some(body) = store.body_named(words)? {
                return Ok(body);
            }
        }
        let hint = match bodies.is_empty() {
            true => "Make the body first: open minutebook, or put in an agenda.".to_string(),
            false => format!("Name the body that follows the plan with --body. There are {}.", listed()),
        };
        return Err(Failure::new(format!("There is no body \u{201c}{named}\u{201d}."), hint));
    }
    match &bodies[..] {
        [] => Err(Failure::new(
            "The book has no body that could follow a plan.",
            "Put in an agenda first, or make a body.",
        )),
        [only] => Ok(store.body(only.id)?.ok_or_else(|| Failure::new("There is no body.", "Make one first."))?),
        _ => Err(Failure::new(
            "The file does not say which body follows the plan.",
            format!("Name it with --body. There are {}.", listed()),
        )),
    }
}

/// Gathers the changes.
pub(super) struct Builder<'a> {
    pub store: &'a mut Store,
    pub now: NaiveDateTime,
    pub draft: &'a PlanDraft,
    /// What the file has columns for: what is empty in one is empty, what has none stays as it is.
    has: HashSet<Field>,
    pub leads: Leads,
    pub plan: Id,
    pub old: Old,
    pub changes: Vec<Change>,
    pub differences: Differences,
    /// Plan actions that are new, by [`key`].
    made: HashMap<String, Id>,
    /// What themes and RAG classes are called now.
    pub names: HashMap<Id, String>,
    /// References of plan actions that were called otherwise before.
    pub renamed: HashMap<Id, String>,
}

impl Builder<'_> {
    pub fn fresh(&mut self) -> Id {
        self.store.fresh_id(self.now)
    }

    pub fn make(&mut self, row: impl Into<Record>) {
        self.changes.push(Change::made(row));
    }

    /// Replaces a row where it differs; tells whether it does.
    pub fn replace<R: Into<Record> + PartialEq>(&mut self, before: R, after: R) -> bool {
        let differs = before != after;
        if differs {
            self.changes.push(Change::replaced(before, after));
        }
        differs
    }

    /// Returns what a field is now: empty only where the file has a column for it that is empty.
    pub fn now_is(&self, field: Field, new: &str, old: &str) -> String {
        if new.is_empty() && !self.has.contains(&field) { old.to_string() } else { new.to_string() }
    }

    pub fn has(&self, field: Field) -> bool {
        self.has.contains(&field)
    }

    fn plan(&mut self, known: Option<&Plan>, body: &Body, said: &Said) -> Result<Plan> {
        let draft = self.draft;
        let name = said.name.clone().unwrap_or_else(|| draft.name.clone());
        let or = |new: &str, old: &str| if new.is_empty() { old.to_string() } else { new.to_string() };
        let Some(known) = known else {
            let wanted = said.plan.clone().unwrap_or_else(|| draft.short_name.clone());
            let plan = Plan {
                id: self.fresh(),
                body: body.id,
                short_name: self.short_name(&wanted, &name)?,
                name,
                period: draft.period.clone(),
                version: draft.version.clone(),
                theme_word: or(&draft.theme_word, "theme"),
                merged_into: None,
            };
            self.plan = plan.id;
            self.make(plan.clone());
            return Ok(plan);
        };
        let plan = Plan {
            name: if said.plan.is_some() && said.name.is_none() { known.name.clone() } else { or(&name, &known.name) },
            period: or(&draft.period, &known.period),
            version: or(&draft.version, &known.version),
            theme_word: or(&draft.theme_word, &known.theme_word),
            ..known.clone()
        };
        self.plan = plan.id;
        for (what, before, after) in [
            ("name", &known.name, &plan.name),
            ("period", &known.period, &plan.period),
            ("version", &known.version, &plan.version),
        ] {
            self.differences.of_plan(what, before, after);
        }
        self.replace(known.clone(), plan.clone());
        Ok(plan)
    }

    /// Returns a short name that no plan of the book has.
    fn short_name(&self, wanted: &str, name: &str) -> Result<String> {
        let given = Some(wanted).filter(|wanted| !wanted.is_empty()).map(str::to_string);
        let made = given.unwrap_or_else(|| Body::short_name_of(name).chars().take(8).collect());
        let made = if made.is_empty() { "PLAN".to_string() } else { made };
        let taken: HashSet<String> = self.store.plans()?.into_iter().map(|plan| fold(&plan.plan)).collect();
        let others = (2..).map(|number| format!("{made}{number}"));
        Ok(std::iter::once(made.clone()).chain(others).find(|name| !taken.contains(&fold(name))).unwrap_or(made))
    }

    /// Returns the identity of each RAG class of the draft. A class that the plan has no room for is the one of the
    /// same tone.
    fn classes(&mut self) -> Vec<Id> {
        let known: Vec<RagClass> = self.old.classes.iter().filter(|class| class.plan == self.plan).cloned().collect();
        let mut count = known.len();
        self.names.extend(self.old.classes.iter().map(|class| (class.id, class.word.clone())));
        let mut ids = Vec::new();
        for (position, class) in self.draft.classes.iter().enumerate() {
            let same = known.iter().find(|known| fold(&known.word) == fold(&class.word));
            let alike = known.iter().find(|known| Some(known.tone) == class.tone);
            let is_full = count >= *RAG_CLASSES.end();
            match same.or(alike.filter(|_| is_full || !self.is_used(position))) {
                Some(known) => {
                    ids.push(known.id);
                    if fold(&known.word) == fold(&class.word) {
                        self.class_again(known.clone(), class);
                    }
                }
                None => {
                    count += 1;
                    let position = if known.is_empty() { position as i64 } else { count as i64 };
                    ids.push(self.new_class(class, position));
                }
            }
        }
        ids
    }

    fn is_used(&self, class: usize) -> bool {
        self.draft.actions.iter().any(|action| action.rag == Some(class))
            || !self.draft.classes[class].meaning.is_empty()
    }

    fn class_again(&mut self, known: RagClass, class: &ClassDraft) {
        let meaning = if class.meaning.is_empty() { known.meaning.clone() } else { class.meaning.clone() };
        let after = RagClass { meaning, ..known.clone() };
        self.differences.of_plan(&format!("meaning of {}", known.word), &known.meaning, &after.meaning);
        self.replace(known, after);
    }

    fn new_class(&mut self, class: &ClassDraft, position: i64) -> Id {
        let id = self.fresh();
        // Those without a tone are asked about before; nothing is made of them here.
        let tone = class.tone.unwrap_or(crate::record::RagTone::AtRisk);
        let (word, meaning) = (class.word.clone(), class.meaning.clone());
        self.names.insert(id, word.clone());
        self.make(RagClass { id, plan: self.plan, position, word, meaning, tone });
        id
    }

    /// Returns the identity of each theme of the draft.
    fn themes(&mut self) -> Vec<Id> {
        let draft = self.draft;
        self.names.extend(self.old.themes.iter().map(|theme| (theme.id, theme.name())));
        let mut ids = Vec::new();
        for (position, theme) in draft.themes.iter().enumerate() {
            let old = &self.old.themes;
            let by_title = old.iter().find(|old| fold(&old.title) == fold(&theme.title));
            let by_number = || old.iter().find(|old| !theme.reference.is_empty() && old.reference == theme.reference);
            let known = by_title.or_else(by_number).filter(|known| !ids.contains(&known.id)).cloned();
            let (lead, lead_words, _) = self.leads.of_words(&theme.lead);
            match known {
                Some(known) => {
                    let reference =
                        if theme.reference.is_empty() { known.reference.clone() } else { theme.reference.clone() };
                    let mut after =
                        Theme { position: position as i64, reference, title: theme.title.clone(), ..known.clone() };
                    if !theme.lead.is_empty() {
                        (after.lead, after.lead_words) = (lead, lead_words);
                    }
                    self.differences.of_plan("theme", &known.name(), &after.name());
                    self.names.insert(known.id, after.name());
                    ids.push(known.id);
                    self.replace(known, after);
                }
                None => {
                    let id = self.fresh();
                    let (reference, title) = (theme.reference.clone(), theme.title.clone());
                    let row =
                        Theme { id, plan: self.plan, position: position as i64, reference, title, lead, lead_words };
                    self.differences.of_plan("theme", "", &row.name());
                    self.names.insert(id, row.name());
                    ids.push(id);
                    self.make(row);
                }
            }
        }
        ids
    }

    fn actions(&mut self, themes: &[Id], classes: &[Id], known: &[Option<PlanAction>]) {
        let draft = self.draft;
        let mut positions: HashMap<usize, i64> = HashMap::new();
        for (action, known) in draft.actions.iter().zip(known) {
            let position = positions.entry(action.theme).or_default();
            let at = *position;
            *position += 1;
            let Some(theme) = themes.get(action.theme).copied() else { continue };
            let class = action.rag.and_then(|class| classes.get(class)).copied();
            match known {
                Some(known) => self.action_again(known, action, theme, at, class),
                None => self.new_action(action, theme, at, class),
            }
        }
    }

    fn new_action(&mut self, draft: &ActionDraft, theme: Id, position: i64, class: Option<Id>) {
        let (lead, lead_words, others) = self.leads.of_words(&draft.lead);
        let row = PlanAction {
            id: self.fresh(),
            plan: self.plan,
            theme,
            position,
            reference: draft.reference.clone(),
            text: draft.text.clone(),
            lead,
            lead_words,
            partners: with_others(&others, &draft.partners),
            start_words: draft.start.words.clone(),
            start: draft.start.day,
            due_words: draft.due.words.clone(),
            due: draft.due.day,
            outcome: draft.outcome.clone(),
            impact: draft.impact.clone(),
            evidence: draft.evidence.clone(),
            origin: None,
            origin_reference: String::new(),
        };
        self.made.insert(key(&row.reference), row.id);
        self.differences.new_action(&row.reference, &row.text);
        self.make(row.clone());
        self.parts(&row, draft);
        let values = self.measures(&row, draft);
        self.report(&row, draft, class, None, values);
    }

    fn action_again(&mut self, known: &PlanAction, draft: &ActionDraft, theme: Id, position: i64, class: Option<Id>) {
        // What was called otherwise before has got its reference by now.
        let known = &PlanAction { reference: self.called_still(known), ..known.clone() };
        let mut after = PlanAction { theme, position, text: draft.text.clone(), ..known.clone() };
        if self.has(Field::Lead) {
            let (lead, lead_words, others) = self.leads.of_words(&draft.lead);
            (after.lead, after.lead_words) = (lead, lead_words);
            after.partners = with_others(&others, &self.now_is(Field::Partners, &draft.partners, &known.partners));
        } else {
            after.partners = self.now_is(Field::Partners, &draft.partners, &known.partners);
        }
        if self.has(Field::Start) {
            (after.start_words, after.start) = (draft.start.words.clone(), draft.start.day);
        }
        after.outcome = self.now_is(Field::Outcome, &draft.outcome, &known.outcome);
        after.impact = self.now_is(Field::Impact, &draft.impact, &known.impact);
        after.evidence = self.now_is(Field::Evidence, &draft.evidence, &known.evidence);
        let leads = (self.leads.name(known.lead, &known.lead_words), self.leads.name(after.lead, &after.lead_words));
        let name = |theme: Id| self.names.get(&theme).cloned().unwrap_or_default();
        let themes = (name(known.theme), name(after.theme));
        let reference = &known.reference;
        for (what, before, now) in [
            ("action", &known.text, &after.text),
            ("lead", &leads.0, &leads.1),
            ("partners", &known.partners, &after.partners),
            ("start", &known.start_words, &after.start_words),
            ("outcome", &known.outcome, &after.outcome),
            ("impact", &known.impact, &after.impact),
            ("evidence", &known.evidence, &after.evidence),
            ("theme", &themes.0, &themes.1),
        ] {
            self.differences.of_action(reference, what, before, now);
        }
        self.replace(known.clone(), after.clone());
        self.parts(&after, draft);
        let values = self.measures(&after, draft);
        let standing = self.old.standings.get(&known.id).cloned();
        self.report(&after, draft, class, standing, values);
    }

    fn risks(&mut self, themes: &[Id]) {
        let draft = self.draft;
        let old: Vec<Risk> = self.old.risks.clone();
        let mut kept = HashSet::new();
        for (position, risk) in draft.risks.iter().enumerate() {
            let (owner, owner_words, _) = self.leads.of_words(&risk.owner);
            let theme = risk.theme.and_then(|theme| themes.get(theme)).copied();
            let known = old.iter().find(|old| fold(&old.text) == fold(&risk.text) && !kept.contains(&old.id));
            let row = Risk {
                id: known.map_or_else(|| self.store.fresh_id(self.now), |known| known.id),
                plan: self.plan,
                theme,
                position: position as i64,
                text: risk.text.clone(),
                mitigation: risk.mitigation.clone(),
                owner,
                owner_words,
                rating: risk.rating.clone(),
            };
            kept.insert(row.id);
            match known {
                Some(known) => {
                    let label = format!("risk \u{201c}{}\u{201d}", known.text);
                    self.differences.of_plan(&format!("{label}: rating"), &known.rating, &row.rating);
                    self.differences.of_plan(&format!("{label}: mitigation"), &known.mitigation, &row.mitigation);
                    self.replace(known.clone(), row);
                }
                None => {
                    self.differences.of_plan("risk", "", &row.text);
                    self.make(row);
                }
            }
        }
        // A file without risks says nothing of them.
        for gone in old.into_iter().filter(|risk| !draft.risks.is_empty() && !kept.contains(&risk.id)) {
            self.differences.of_plan("risk", &gone.text, "");
            self.changes.push(Change::removed(gone));
        }
    }

    /// Links actions whose words have named plan actions that are there only now.
    fn links(&mut self, plan: &Plan, body: &Body) -> Result<usize> {
        let actions = self.store.actions_naming_plans(body.id)?;
        let mut linked = 0;
        for action in actions {
            for typed in action.plan_references.split_whitespace() {
                let (short, reference) = typed.split_once(':').unwrap_or(("", typed));
                let is_elsewhere = short.is_empty()
                    && self.store.plan_actions_called(body.id, &[typed.to_string()])?.contains_key(typed);
                let is_here = short.is_empty() || fold(short) == fold(&plan.short_name);
                // What meant something before the plan was renumbered means that still.
                let is_new = is_here && !is_elsewhere && !self.old.actions.contains_key(&key(reference));
                if let Some(plan_action) = self.made.get(&key(reference)).copied().filter(|_| is_new) {
                    let id = self.fresh();
                    self.make(ActionLink { id, action: action.id, plan_action });
                    linked += 1;
                }
            }
        }
        Ok(linked)
    }
}

/// Names those who lead beside the first, in front of the partners.
fn with_others(others: &str, partners: &str) -> String {
    match (others.is_empty(), partners.is_empty()) {
        (true, _) => partners.to_string(),
        (_, true) => others.to_string(),
        _ if partners.contains(others) => partners.to_string(),
        _ => format!("{others}; {partners}"),
    }
}
