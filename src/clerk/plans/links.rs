//! What an agenda item is about in the body's plans.

use super::super::{Failure, Minuting, Result};
use super::reporting::not_called;
use crate::capture::fold::fold;
use crate::record::plan::PlanPart;
use crate::record::{Change, Id, ItemLink, Step, Theme};
use crate::store::Store;
use chrono::NaiveDateTime;

impl Minuting {
    /// Says that the item is about plan actions or themes, by reference or title, separated by commas; or no longer.
    /// Returns the sentence that the history has for it.
    pub fn link_item(&mut self, store: &mut Store, names: &str, on: bool, now: NaiveDateTime) -> Result<String> {
        let item = self.item()?.clone();
        let mut changes = Vec::new();
        let mut done = Vec::new();
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let PlanPart { theme, plan_action } = plan_part(store, self.sitting.body.id, name)?;
            let is_it =
                |link: &&ItemLink| link.item == item.id && (link.theme, link.plan_action) == (theme, plan_action);
            match (self.sitting.item_links.iter().find(is_it), on) {
                (None, true) => {
                    let id = store.fresh_id(now);
                    changes.push(Change::made(ItemLink { id, item: item.id, theme, plan_action }));
                }
                (Some(link), false) => changes.push(Change::removed(link.clone())),
                (Some(_), true) => return Err(nothing_changed(&item.number, name, "is about", "already")),
                (None, false) => return Err(nothing_changed(&item.number, name, "is not about", "")),
            }
            done.push(name.to_string());
        }
        if done.is_empty() {
            return Err(Failure::new(
                "What is this item about?",
                "Give plan actions or a theme, as :link 2.3, 5.1 or :link Workforce.",
            ));
        }
        let verb = if on { "is about" } else { "is no longer about" };
        let words = format!("Item {} {verb} {}", item.number, done.join(", "));
        self.apply(store, Step::within(self.sitting.meeting.id, words.clone(), changes), now)?;
        Ok(words)
    }
}

fn nothing_changed(item: &str, name: &str, verb: &str, already: &str) -> Failure {
    Failure::new(format!("Item {item} {verb} {name} {already}").trim_end().to_string() + ".", "Nothing was changed.")
}

/// Returns the plan action or theme that a name means in the plans that a body follows.
pub fn plan_part(store: &Store, body: Id, name: &str) -> Result<PlanPart> {
    let name = name.trim_start_matches('~');
    let called = store.plan_actions_called(body, &[name.to_string()])?;
    if let Some(action) = called.get(name) {
        return Ok(PlanPart { theme: None, plan_action: Some(*action) });
    }
    match theme_called(store, body, name)? {
        Some(theme) => Ok(PlanPart { theme: Some(theme.id), plan_action: None }),
        None => Err(not_called(store, body, name)?),
    }
}

/// Returns the theme of the body's plans that is called so: by its title, the beginning of that, or its reference.
fn theme_called(store: &Store, body: Id, name: &str) -> Result<Option<Theme>> {
    let name = fold(name);
    let mut themes: Vec<(String, Theme)> = Vec::new();
    for plan in store.plans_of(body)? {
        themes.extend(store.themes(plan.id)?.into_iter().map(|theme| (plan.theme_word.clone(), theme)));
    }
    // "Workforce", "2", "2 Workforce", "Priority 2".
    let names = |word: &str, theme: &Theme| {
        let numbered = format!("{word} {}", theme.reference);
        [&theme.title, &theme.reference, &theme.name(), &numbered].map(|name| fold(name))
    };
    if let Some((_, theme)) = themes.iter().find(|(word, theme)| names(word, theme).contains(&name)) {
        return Ok(Some(theme.clone()));
    }
    let begins = |theme: &Theme| fold(&theme.title).split(' ').any(|part| part.starts_with(&name));
    let mut beginning = themes
        .into_iter()
        .map(|(_, theme)| theme)
        .filter(|theme| name.len() > 2 && (fold(&theme.title).starts_with(&name) || begins(theme)));
    Ok(beginning.next().filter(|_| beginning.next().is_none()))
}
