//! The chair's review: what is outstanding over all bodies, asked for in words, with what it comes to.

use super::Result;
use super::asked::Asked;
use super::figures::{Figures, Slipper, open_over_time, who_slips};
use super::register::{People, Registered, people};
use crate::record::standing::Need;
use crate::record::{Id, Standing};
use crate::store::{GivenAction, LOT, Store, Wanted};
use chrono::NaiveDate;
use std::ops::Range;

/// A book of so many actions is read at once; of a larger one lot by lot, so that no key waits for it.
const READ_AT_ONCE: usize = 2_000;
/// How many actions more than can be seen are read in full.
const BEYOND: usize = 20;

/// By what actions are in order.
type Urgency = (bool, Option<Need>, NaiveDate, NaiveDate, Id);

/// What of a large book is still to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unread {
    /// Of those that are outstanding, all but the first so many; and those that have ended.
    Outstanding(usize),
    /// Those that have ended after this one.
    Ended(Id),
    Nothing,
}

/// What takes all actions ever given.
pub struct OverTime {
    pub slippers: Vec<Slipper>,
    /// The first day of each month, and how many were open at its end.
    pub open: Vec<(NaiveDate, usize)>,
}

/// The review of a book's actions.
pub struct Review {
    today: NaiveDate,
    /// How actions stand, as far as they have been read.
    standings: Vec<Standing>,
    unread: Unread,
    asked: Asked,
    /// Which of them were asked for, those in most need first.
    found: Vec<usize>,
    people: People,
    pub figures: Figures,
    /// None until all actions ever given have been read.
    pub over_time: Option<OverTime>,
    /// Those near the one looked at, in full.
    page: Vec<GivenAction>,
    page_range: Range<usize>,
}

impl Review {
    /// Reads what is outstanding, of a large book what is due first.
    pub fn open(store: &Store, today: NaiveDate) -> Result<Review> {
        let is_small = store.count_actions()? <= READ_AT_ONCE;
        let standings = store.standings(if is_small { Wanted::All } else { Wanted::OutstandingLot(0) })?;
        let unread = if is_small { Unread::Nothing } else { Unread::Outstanding(standings.len()) };
        let mut review = Review {
            today,
            standings,
            unread,
            asked: Asked::read(&[], store, today)?,
            found: Vec::new(),
            people: people(store)?,
            figures: Figures::default(),
            over_time: None,
            page: Vec::new(),
            page_range: 0..0,
        };
        review.find();
        Ok(review)
    }

    /// Reads one more lot. Tells whether all of them have been read.
    pub fn read_on(&mut self, store: &Store) -> Result<bool> {
        let (wanted, count) = match self.unread {
            Unread::Nothing => return Ok(true),
            Unread::Outstanding(count) => (Wanted::OutstandingLot(count), count),
            Unread::Ended(last) => (Wanted::EndedLot(last), 0),
        };
        let lot = store.standings(wanted)?;
        let is_last = lot.len() < LOT;
        let last = lot.last().map_or(Id(0), |standing| standing.action);
        self.unread = match self.unread {
            Unread::Outstanding(_) if !is_last => Unread::Outstanding(count + lot.len()),
            Unread::Outstanding(_) => Unread::Ended(Id(0)),
            _ if !is_last => Unread::Ended(last),
            _ => Unread::Nothing,
        };
        self.standings.extend(lot);
        // What is outstanding is in order as soon as it has all been read; the rest counts in the figures.
        if is_last {
            self.find();
        }
        Ok(self.unread == Unread::Nothing)
    }

    /// Tells whether all actions ever given have been read.
    pub fn is_whole(&self) -> bool {
        self.unread == Unread::Nothing
    }

    /// Asks for other actions.
    pub fn ask(&mut self, words: &str, store: &Store) -> Result<()> {
        // A key without a value yet asks for nothing.
        let words: Vec<String> =
            words.split_whitespace().filter(|word| !word.ends_with(':')).map(str::to_string).collect();
        self.asked = self.asked.changed(&words, store)?;
        self.find();
        Ok(())
    }

    /// Reads afresh how one action stands, after it was followed up.
    pub fn renew(&mut self, action: Id, store: &Store) -> Result<()> {
        let renewed = store.standings(Wanted::Action(action))?.pop();
        let known = self.standings.iter_mut().find(|standing| standing.action == action);
        if let (Some(renewed), Some(known)) = (renewed, known) {
            *known = renewed;
        }
        // What was heard may have brought words, an owner or a status that are asked for.
        self.asked = Asked::read(self.asked.words(), store, self.today)?;
        self.find();
        Ok(())
    }

    /// Finds what was asked for, by need, and counts it.
    fn find(&mut self) {
        let (asked, today) = (&self.asked, self.today);
        let fits = |(_, standing): &(usize, &Standing)| asked.fits(standing);
        let mut found: Vec<(Urgency, usize)> = self
            .standings
            .iter()
            .enumerate()
            .filter(fits)
            .map(|(nth, standing)| (self.urgency(standing), nth))
            .collect();
        found.sort_unstable();
        self.found = found.into_iter().map(|(_, nth)| nth).collect();
        let found = self.found.iter().map(|nth| &self.standings[*nth]);
        self.figures = Figures::of(found, |standing| asked.rhythm(standing), today);
        self.over_time = self.is_whole().then(|| {
            let in_scope: Vec<&Standing> =
                self.standings.iter().filter(|standing| asked.is_in_scope(standing)).collect();
            OverTime {
                slippers: who_slips(in_scope.iter().copied(), today),
                open: open_over_time(in_scope.into_iter(), today),
            }
        });
        (self.page, self.page_range) = (Vec::new(), 0..0);
    }

    /// Returns by what the list is in order: those that have ended come last.
    fn urgency(&self, standing: &Standing) -> Urgency {
        let need = match standing.is_outstanding() {
            true => Some(standing.need(self.today, self.asked.rhythm(standing))),
            false => None,
        };
        (need.is_none(), need, standing.due.unwrap_or(NaiveDate::MAX), standing.given, standing.action)
    }

    /// Returns how many were found.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// Returns the place of an action among those found.
    pub fn place_of(&self, action: Id) -> Option<usize> {
        self.found.iter().position(|nth| self.standings[*nth].action == action)
    }

    /// Reads the actions around one in full, so many on either side, if they have not been.
    pub fn turn_to(&mut self, selected: usize, beside: usize, store: &Store) -> Result<()> {
        let around = |beside: usize| selected.saturating_sub(beside)..(selected + beside).min(self.found.len());
        let wanted = around(beside);
        if self.page_range.start <= wanted.start && wanted.end <= self.page_range.end {
            return Ok(());
        }
        let range = around(beside + BEYOND);
        let standings = self.found[range.clone()].iter().map(|nth| self.standings[*nth].clone()).collect();
        (self.page, self.page_range) = (store.given_actions(standings)?, range);
        Ok(())
    }

    /// Returns an action by its place, if it is near the one looked at.
    pub fn given(&self, place: usize) -> Option<&GivenAction> {
        self.page.get(place.checked_sub(self.page_range.start)?)
    }

    /// Returns an action as lists have it, and how much it needs attention.
    pub fn row(&self, place: usize) -> Option<(Registered, Need)> {
        let given = self.given(place)?;
        let need = given.standing.need(self.today, self.asked.rhythm(&given.standing));
        Some((Registered::of(given.clone(), &self.people), need))
    }

    /// Returns everybody in the book.
    pub fn people(&self) -> &People {
        &self.people
    }
}
