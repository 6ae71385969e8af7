//! The plan actions that an action which was given resembles: asked for little by little, and taken by a key.

use crate::capture::Roster;
use crate::clerk::follow_up::roster_of;
use crate::clerk::linking::suggestions;
use crate::clerk::suggest::{Suggester, Suggestion};
use crate::clerk::{Failure, Result};
use crate::record::Id;
use crate::store::{GivenAction, LinkedTo, Store};

/// So many rows of words are read before a key is answered: the screen opens within one refresh.
const AT_ONCE: usize = 800;

/// What an action resembles, as far as it has been found out.
#[derive(Default)]
pub struct Suggested {
    list: Vec<Suggestion>,
    /// What is still to be asked.
    asking: Option<Asking>,
}

struct Asking {
    suggester: Suggester,
    given: GivenAction,
    roster: Roster,
}

impl Suggested {
    /// Begins to look for what an action resembles.
    pub fn of(store: &Store, given: &GivenAction) -> Result<Self> {
        let suggester = Suggester::of(store, given.action.body)?.in_lots(AT_ONCE);
        let asking = Asking { suggester, given: given.clone(), roster: roster_of(store, given)? };
        let mut suggested = Suggested { list: Vec::new(), asking: Some(asking) };
        suggested.go_on(store)?;
        Ok(suggested)
    }

    /// Tells whether some of the words are still to be asked.
    pub fn is_behind(&self) -> bool {
        self.asking.is_some()
    }

    /// Asks some words more.
    pub fn go_on(&mut self, store: &Store) -> Result<()> {
        let Some(asking) = &mut self.asking else { return Ok(()) };
        self.list = suggestions(store, &mut asking.suggester, &asking.given, &asking.roster)?;
        if !asking.suggester.is_behind() {
            self.asking = None;
        }
        Ok(())
    }

    /// Returns what is known, likest first.
    pub fn list(&self) -> &[Suggestion] {
        &self.list
    }

    /// Returns the plan action that a key means: the one that stood there, or nothing is taken.
    pub fn taken(&mut self, nth: u8, store: &Store) -> Result<Option<Id>> {
        let Some(place) = usize::from(nth).checked_sub(1) else { return Ok(None) };
        let at_place = |list: &[Suggestion]| list.get(place).map(|suggestion| suggestion.plan_action);
        let stood = at_place(&self.list);
        while self.is_behind() {
            self.go_on(store)?;
        }
        if stood.is_some() && at_place(&self.list) != stood {
            return Err(Failure::new(
                "The list was still being made, and something else stands there now.",
                format!("Look again; Alt-{nth} takes what stands there."),
            ));
        }
        Ok(stood)
    }

    /// Marks which are linked. What has a number keeps it while links are made.
    pub fn mark(&mut self, links: &[LinkedTo]) {
        for suggestion in &mut self.list {
            suggestion.is_linked = links.iter().any(|link| link.plan_action == suggestion.plan_action);
        }
    }
}
