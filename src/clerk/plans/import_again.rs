//! Which plan actions of the book those of a newer version are: by their references, or by their words where the plan
//! was renumbered. Links and reports stay with what they meant.

use super::import::Builder;
use super::import_old::key;
use crate::capture::fold::fold;
use crate::import::plan::ActionDraft;
use crate::record::{Change, Id, PlanAction};
use std::collections::{HashMap, HashSet};

/// So many words at least tell an action from others without its reference.
const TELLING_WORDS: usize = 2;

impl Builder<'_> {
    /// Returns for each plan action of the draft the one of the book that it is.
    pub fn known_actions(&self) -> Vec<Option<PlanAction>> {
        let drafts = &self.draft.actions;
        let by_reference = |draft: &ActionDraft| self.old.actions.get(&key(&draft.reference));
        let is_unchanged = |draft: &ActionDraft, old: &PlanAction| fold(&draft.text) == fold(&old.text);
        let mut known: Vec<Option<PlanAction>> =
            drafts.iter().map(|draft| by_reference(draft).filter(|old| is_unchanged(draft, old)).cloned()).collect();
        let mut taken: HashSet<Id> = known.iter().flatten().map(|old| old.id).collect();
        let (of_book, of_draft) = (once(&self.old.ordered, |old| &old.text), once(drafts, |draft| &draft.text));
        for (draft, known) in drafts.iter().zip(&mut known).filter(|(_, known)| known.is_none()) {
            let words = fold(&draft.text);
            let same = of_draft.get(&words).and_then(|_| of_book.get(&words));
            *known = same.filter(|old| old.origin.is_none() && taken.insert(old.id)).map(|old| (*old).clone());
        }
        for (draft, known) in drafts.iter().zip(&mut known).filter(|(_, known)| known.is_none()) {
            *known = by_reference(draft).filter(|old| taken.insert(old.id)).cloned();
        }
        known
    }

    /// Returns the plan actions that the file no longer has.
    pub fn gone(&self, known: &[Option<PlanAction>]) -> Vec<PlanAction> {
        let there: HashSet<Id> = known.iter().flatten().map(|old| old.id).collect();
        // What was merged into the plan is in no file of it.
        let is_gone = |old: &&PlanAction| old.origin.is_none() && !there.contains(&old.id);
        let gone = self.old.ordered.iter().filter(is_gone).cloned();
        gone.map(|old| PlanAction { reference: self.called_still(&old), ..old }).collect()
    }

    /// Gives plan actions the references that the file has for them, and those that are gone another one where theirs
    /// has passed to another. No two may have the same at any time.
    pub fn renumber(&mut self, known: &[Option<PlanAction>]) {
        let drafts = &self.draft.actions;
        let moved = drafts.iter().zip(known).filter_map(|(draft, known)| Some((known.as_ref()?, draft)));
        let mut moved: Vec<(PlanAction, String)> = moved
            .filter(|(known, draft)| key(&known.reference) != key(&draft.reference))
            .map(|(known, draft)| (known.clone(), draft.reference.clone()))
            .collect();
        let there: HashSet<Id> = known.iter().flatten().map(|old| old.id).collect();
        let wanted: HashSet<String> = drafts.iter().map(|draft| key(&draft.reference)).collect();
        let mut taken: HashSet<String> = self.old.actions.keys().cloned().chain(wanted.iter().cloned()).collect();
        for old in self.old.ordered.iter().filter(|old| !there.contains(&old.id)) {
            if wanted.contains(&key(&old.reference)) {
                moved.push((old.clone(), free(&format!("{} (before)", old.reference), &mut taken)));
            }
        }
        let between: Vec<String> = moved.iter().map(|(_, now)| free(&format!("{now} (new)"), &mut taken)).collect();
        for ((old, _), between) in moved.iter().zip(&between) {
            self.changes.push(Change::replaced(old.clone(), PlanAction { reference: between.clone(), ..old.clone() }));
        }
        for ((old, now), between) in moved.into_iter().zip(between) {
            self.differences.of_action(&now, "reference", &old.reference, &now);
            let before = PlanAction { reference: between, ..old.clone() };
            self.changes.push(Change::replaced(before, PlanAction { reference: now.clone(), ..old.clone() }));
            self.renamed.insert(old.id, now);
        }
    }

    /// Returns what a plan action of the book is called once the plan is renumbered.
    pub fn called_still(&self, old: &PlanAction) -> String {
        self.renamed.get(&old.id).unwrap_or(&old.reference).clone()
    }
}

/// Returns what has words that nothing else has, by these, folded.
fn once<T>(all: &[T], words: impl Fn(&T) -> &String) -> HashMap<String, &T> {
    let mut found: HashMap<String, Option<&T>> = HashMap::new();
    for one in all {
        let words = fold(words(one));
        if words.split(' ').count() >= TELLING_WORDS {
            found.entry(words).and_modify(|known| *known = None).or_insert(Some(one));
        }
    }
    found.into_iter().filter_map(|(words, one)| Some((words, one?))).collect()
}

/// Returns a reference that nothing has yet: "2.1 (before)", "2.1 (before) 2".
fn free(reference: &str, taken: &mut HashSet<String>) -> String {
    let mut all =
        std::iter::once(reference.to_string()).chain((2..).map(|number: u32| format!("{reference} {number}")));
    all.find(|reference| taken.insert(key(reference))).unwrap_or_default()
}
