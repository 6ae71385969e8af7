//! Linking actions with plan actions after they were given: the minutes say nothing of it, locked or not.

use super::suggest::{Suggester, Suggestion};
use super::{Failure, Result};
use crate::capture::Roster;
use crate::capture::resemblance::Sought;
use crate::record::{Action, ActionLink, Change, Id, Step};
use crate::store::{GivenAction, Store};
use chrono::NaiveDateTime;

/// Reads references as they are typed: `2.3`, `~2.3`, `csip:5.1`.
pub fn plan_actions_of(store: &Store, given: &GivenAction, references: &[String]) -> Result<Vec<Id>> {
    if references.is_empty() {
        return Err(Failure::new("No plan action was named.", "Give its reference, as 2.3."));
    }
    let typed: Vec<String> = references.iter().map(|reference| reference.trim_start_matches('~').into()).collect();
    let called = store.plan_actions_called(given.action.body, &typed)?;
    let found = |reference: &String| {
        called.get(reference).copied().ok_or_else(|| {
            let what = format!("Nothing, or more than one, is called {reference} in the plans of {}.", given.body);
            Failure::new(what, "Give the plan action's reference, as 2.3; where several plans have it, csip:2.3.")
        })
    };
    typed.iter().map(found).collect()
}

/// Links an action with plan actions, and leaves those links that there are.
pub fn link(store: &mut Store, given: &GivenAction, plan_actions: &[Id], now: NaiveDateTime) -> Result<String> {
    change(store, given, plan_actions, &[], now)
}

/// Takes the links of an action with plan actions out.
pub fn unlink(store: &mut Store, given: &GivenAction, plan_actions: &[Id], now: NaiveDateTime) -> Result<String> {
    change(store, given, &[], plan_actions, now)
}

/// Links an action with plan actions, and takes out the links with those with which it is linked already.
pub fn toggle(store: &mut Store, given: &GivenAction, plan_actions: &[Id], now: NaiveDateTime) -> Result<String> {
    let is_linked = |id: &Id| given.links.iter().any(|link| link.plan_action == *id);
    let (out, into): (Vec<Id>, Vec<Id>) = plan_actions.iter().copied().partition(is_linked);
    change(store, given, &into, &out, now)
}

fn change(store: &mut Store, given: &GivenAction, into: &[Id], out: &[Id], now: NaiveDateTime) -> Result<String> {
    let is_linked = |id: Id| given.links.iter().any(|link| link.plan_action == id);
    let mut changes = Vec::new();
    let mut called: Vec<String> =
        given.links.iter().filter(|link| !out.contains(&link.plan_action)).map(|link| link.called.clone()).collect();
    let mut told = (Vec::new(), Vec::new());
    for row in store.action_links(given.action.id)? {
        if out.contains(&row.plan_action) {
            told.1.extend(store.called(row.plan_action)?.map(|linked| linked.called));
            changes.push(Change::removed(row));
        }
    }
    let mut new: Vec<Id> = into.iter().copied().filter(|id| !is_linked(*id)).collect();
    new.dedup();
    for plan_action in new {
        let name = store.called(plan_action)?.map(|linked| linked.called).unwrap_or_default();
        changes.push(Change::made(ActionLink { id: store.fresh_id(now), action: given.action.id, plan_action }));
        called.push(name.clone());
        told.0.push(name);
    }
    let name = format!("ACTION {} {}", given.body, given.action.reference());
    if changes.is_empty() {
        let what = if into.is_empty() { "is not linked with that." } else { "is linked with that already." };
        return Err(Failure::new(format!("{name} {what}"), "Nothing was changed."));
    }
    // The line by which it is edited names the links that it has.
    called.extend(given.references_without_link());
    let after = Action { plan_references: called.join(" "), ..given.action.clone() };
    if after != given.action {
        changes.push(Change::replaced(given.action.clone(), after));
    }
    let (linked, unlinked) = (told.0.join(" and "), told.1.join(" and "));
    let linked = (!linked.is_empty()).then(|| format!("linked with plan action {linked}"));
    let unlinked = (!unlinked.is_empty()).then(|| format!("no longer linked with plan action {unlinked}"));
    let what: Vec<String> = linked.into_iter().chain(unlinked).collect();
    let words = format!("{name} {}", what.join(", "));
    store.apply(Step::of_book(words.clone(), changes), now)?;
    Ok(words)
}

/// Returns the plan actions that an action which was given resembles most.
pub fn suggestions(
    store: &Store,
    suggester: &mut Suggester,
    given: &GivenAction,
    roster: &Roster,
) -> Result<Vec<Suggestion>> {
    let owners = given.owners.iter().filter_map(|owner| owner.person);
    let sought = Sought::of(&given.text, &given.action.due_words, owners, roster, &store.abbreviations()?);
    let sought = sought.under(&given.item_label);
    let linked: Vec<Id> = given.links.iter().map(|link| link.plan_action).collect();
    suggester.suggest(store, &sought, roster, &store.item_links_of(given.item)?, &linked)
}
