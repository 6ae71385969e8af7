//! The plan actions that an ACTION most resembles.

use super::Result;
use crate::capture::Roster;
use crate::capture::resemblance::Sought;
use crate::record::{Id, ItemLink, PlanAction};
use crate::store::Store;
use std::collections::HashMap;

/// So many plan actions are suggested: one for each of the keys Alt-1 to Alt-9.
pub const MOST: usize = 9;

/// How much a word tells that only means much the same as one of the ACTION.
const ALIKE: f64 = 0.7;
/// How much a word tells of the title of the item.
const AROUND: f64 = 0.3;
/// What counts besides words, as parts of what the words tell of the plan action that they tell most of: who does
/// the ACTION leads the plan action, or is a partner in it; the item is about it, or about its theme.
const LEADS: f64 = 0.5;
const IS_PARTNER: f64 = 0.15;
const IS_OF_ITEM: f64 = 0.6;
const IS_OF_ITEMS_THEME: f64 = 0.3;
/// So many of those of which the words tell most are looked at more closely.
const CANDIDATES: usize = 30;

/// A plan action that an ACTION resembles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub plan_action: Id,
    /// As it is to be typed.
    pub called: String,
    pub text: String,
    /// Its theme's title.
    pub theme: String,
    /// Who leads it, as minutes name them.
    pub lead: String,
    pub is_linked: bool,
}

/// The plans of a body, asked word by word: what a word told is kept until the plans may have changed.
#[derive(Default)]
pub struct Suggester {
    plans: Vec<Id>,
    told: HashMap<String, Vec<(Id, f64)>>,
}

impl Suggester {
    /// Prepares to ask the plans that a body follows.
    pub fn of(store: &Store, body: Id) -> Result<Self> {
        Ok(Suggester { plans: store.plans_of(body)?.iter().map(|plan| plan.id).collect(), told: HashMap::new() })
    }

    /// Tells whether the body has a plan.
    pub fn has_plan(&self) -> bool {
        !self.plans.is_empty()
    }

    /// Returns the plan actions that resemble most what is sought, under an item that is about something, for an
    /// ACTION that is linked with some of them.
    pub fn suggest(
        &mut self,
        store: &Store,
        sought: &Sought,
        roster: &Roster,
        about: &[ItemLink],
        linked: &[Id],
    ) -> Result<Vec<Suggestion>> {
        if self.plans.is_empty() || sought.words.is_empty() {
            return Ok(Vec::new());
        }
        let scores = self.scores(store, sought)?;
        let top = scores.first().map_or(1.0, |(_, score)| *score);
        let mut ranked: Vec<(f64, PlanAction)> = Vec::new();
        for (id, score) in scores {
            let Some(action) = store.plan_action(id)? else { continue };
            ranked.push((score + top * beside_words(&action, sought, roster, about), action));
        }
        ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let mut found: Vec<PlanAction> = ranked.into_iter().map(|(_, action)| action).take(MOST).collect();
        if found.len() < MOST {
            // Nothing else is known of it: then what its owner leads, in the plan's order.
            let led = store.plan_actions_led_by(&self.plans, &sought.people, MOST as u32)?;
            found
                .extend(led.into_iter().filter(|led| found.iter().all(|known| known.id != led.id)).collect::<Vec<_>>());
            found.truncate(MOST);
        }
        found.into_iter().map(|action| suggestion(store, action, roster, linked)).collect()
    }

    /// Returns how much the words tell of each plan action of which they tell anything, the most first.
    fn scores(&mut self, store: &Store, sought: &Sought) -> Result<Vec<(Id, f64)>> {
        let mut scores: HashMap<Id, f64> = HashMap::new();
        for (words, weight) in [(&sought.words, 1.0), (&sought.alike, ALIKE), (&sought.around, AROUND)] {
            for word in words {
                if !self.told.contains_key(word) {
                    self.told.insert(word.clone(), store.plan_actions_holding(&self.plans, word)?);
                }
                for (id, score) in &self.told[word] {
                    *scores.entry(*id).or_default() += weight * score;
                }
            }
        }
        let mut scores: Vec<(Id, f64)> = scores.into_iter().collect();
        scores.sort_by(|(id, score), (other, than)| than.total_cmp(score).then(id.cmp(other)));
        scores.truncate(CANDIDATES);
        Ok(scores)
    }
}

fn suggestion(store: &Store, action: PlanAction, roster: &Roster, linked: &[Id]) -> Result<Suggestion> {
    let lead = action.lead.and_then(|lead| roster.speaking_name(lead));
    Ok(Suggestion {
        plan_action: action.id,
        called: store.called(action.id)?.map(|linked| linked.called).unwrap_or_default(),
        theme: store.theme(action.theme)?.map(|theme| theme.title).unwrap_or_default(),
        lead: lead.map_or(action.lead_words, str::to_string),
        is_linked: linked.contains(&action.id),
        text: action.text,
    })
}

/// Returns what speaks for a plan action besides words.
fn beside_words(action: &PlanAction, sought: &Sought, roster: &Roster, about: &[ItemLink]) -> f64 {
    let is_sought = |words: &str| {
        let person = roster.holding_post(words.trim());
        person.is_some_and(|person| sought.people.contains(&person))
    };
    let leads = action.lead.is_some_and(|lead| sought.people.contains(&lead)) || is_sought(&action.lead_words);
    let is_partner = || action.partners.split([';', ',', '\n']).any(is_sought);
    let by_person = if leads {
        LEADS
    } else if !sought.people.is_empty() && is_partner() {
        IS_PARTNER
    } else {
        0.0
    };
    let by_item = if about.iter().any(|link| link.plan_action == Some(action.id)) {
        IS_OF_ITEM
    } else if about.iter().any(|link| link.theme == Some(action.theme)) {
        IS_OF_ITEMS_THEME
    } else {
        0.0
    };
    by_person + by_item
}
