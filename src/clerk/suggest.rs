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

/// To ask anything at all takes as long as to read so many rows.
const ROWS_OF_ASKING: usize = 20;

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
    /// So much is read at once where somebody waits, as rows; without end where nobody does.
    at_once: Option<usize>,
    /// Something that was asked is still to be read.
    is_behind: bool,
    /// The plan actions of which anything was told, and the place of each.
    known: Vec<Id>,
    places: HashMap<Id, usize>,
    /// How much each word tells of which, by place.
    told: HashMap<String, Vec<(usize, f64)>>,
    /// Those that were looked at more closely.
    actions: HashMap<Id, PlanAction>,
    suggestions: HashMap<Id, Suggestion>,
}

impl Suggester {
    /// Prepares to ask the plans that a body follows.
    pub fn of(store: &Store, body: Id) -> Result<Self> {
        let plans = store.plans_of(body)?.iter().map(|plan| plan.id).collect();
        Ok(Suggester { plans, ..Suggester::default() })
    }

    /// Reads at most so many rows before it answers with what it knows: somebody waits.
    pub fn in_lots(self, rows: usize) -> Self {
        Suggester { at_once: Some(rows), ..self }
    }

    /// Tells whether the body has a plan.
    pub fn has_plan(&self) -> bool {
        !self.plans.is_empty()
    }

    /// Tells whether the last answer was given before all words had been asked: asking again goes on.
    pub fn is_behind(&self) -> bool {
        self.is_behind
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
        self.is_behind = false;
        let of_item: Vec<Id> = about.iter().filter_map(|link| link.plan_action).collect();
        if self.plans.is_empty() || sought.words.is_empty() && of_item.is_empty() {
            return Ok(Vec::new());
        }
        let mut scores = self.scores(store, sought)?;
        let top = scores.first().map_or(1.0, |(_, score)| *score);
        let untold = of_item.into_iter().filter(|id| scores.iter().all(|(told, _)| told != id));
        scores.extend(untold.map(|id| (id, 0.0)).collect::<Vec<_>>());
        let mut ranked: Vec<(f64, Id)> = Vec::with_capacity(scores.len());
        for (id, score) in scores {
            let Some(action) = self.action(store, id)? else { continue };
            ranked.push((score + top * beside_words(action, sought, roster, about), id));
        }
        ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let mut found: Vec<Id> = ranked.into_iter().map(|(_, id)| id).take(MOST).collect();
        if found.len() < MOST && !sought.words.is_empty() {
            // Nothing else is known of it: then what its owner leads, in the plan's order.
            let led = store.plan_actions_led_by(&self.plans, &sought.people, MOST as u32)?;
            found.extend(led.into_iter().map(|led| led.id).filter(|led| !found.contains(led)).collect::<Vec<_>>());
            found.truncate(MOST);
        }
        let mut suggestions = Vec::with_capacity(found.len());
        for id in found {
            let suggestion = self.suggestion(store, id, roster)?;
            suggestions.extend(suggestion.map(|known| Suggestion { is_linked: linked.contains(&id), ..known }));
        }
        Ok(suggestions)
    }

    /// Returns how much the words tell of each plan action of which they tell most.
    fn scores(&mut self, store: &Store, sought: &Sought) -> Result<Vec<(Id, f64)>> {
        let mut left = self.at_once.unwrap_or(usize::MAX);
        let mut scores: Vec<f64> = Vec::new();
        for (words, weight) in [(&sought.words, 1.0), (&sought.alike, ALIKE), (&sought.around, AROUND)] {
            for word in words {
                if !self.told.contains_key(word) {
                    if left == 0 {
                        self.is_behind = true;
                        continue;
                    }
                    left = left.saturating_sub(self.ask(store, word)? + ROWS_OF_ASKING);
                }
                scores.resize(self.known.len(), 0.0);
                self.told[word].iter().for_each(|(place, score)| scores[*place] += weight * score);
            }
        }
        let told = self.known.iter().copied().zip(scores).filter(|(_, score)| *score > 0.0);
        let mut told: Vec<(Id, f64)> = told.collect();
        let by_score = |(id, score): &(Id, f64), (other, than): &(Id, f64)| than.total_cmp(score).then(id.cmp(other));
        if told.len() > CANDIDATES {
            told.select_nth_unstable_by(CANDIDATES, by_score);
            told.truncate(CANDIDATES);
        }
        told.sort_by(by_score);
        Ok(told)
    }

    /// Asks what a word tells. Returns of how many plan actions it tells anything.
    fn ask(&mut self, store: &Store, word: &str) -> Result<usize> {
        let mut told = Vec::new();
        for (id, score) in store.plan_actions_holding(&self.plans, word)? {
            let place = *self.places.entry(id).or_insert_with(|| {
                self.known.push(id);
                self.known.len() - 1
            });
            told.push((place, score));
        }
        let count = told.len();
        self.told.insert(word.to_string(), told);
        Ok(count)
    }

    fn action(&mut self, store: &Store, id: Id) -> Result<Option<&PlanAction>> {
        if !self.actions.contains_key(&id) {
            self.actions.extend(store.plan_action(id)?.map(|action| (id, action)));
        }
        Ok(self.actions.get(&id))
    }

    fn suggestion(&mut self, store: &Store, id: Id, roster: &Roster) -> Result<Option<Suggestion>> {
        if let Some(known) = self.suggestions.get(&id) {
            return Ok(Some(known.clone()));
        }
        let Some(action) = self.action(store, id)?.cloned() else { return Ok(None) };
        let lead = action.lead.and_then(|lead| roster.speaking_name(lead));
        let suggestion = Suggestion {
            plan_action: id,
            called: store.called(id)?.map(|linked| linked.called).unwrap_or_default(),
            theme: store.theme(action.theme)?.map(|theme| theme.title).unwrap_or_default(),
            lead: lead.map_or(action.lead_words, str::to_string),
            is_linked: false,
            text: action.text,
        };
        self.suggestions.insert(id, suggestion.clone());
        Ok(Some(suggestion))
    }
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
