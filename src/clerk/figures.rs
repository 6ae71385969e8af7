//! What the standings of many actions come to: ages, slips, how many were open when.

use crate::record::standing::Rhythm;
use crate::record::{ActionStatus, Id, Standing};
use chrono::{Datelike, Months, NaiveDate};
use std::collections::BTreeMap;

/// How many months back open actions are counted.
pub const MONTHS: u32 = 24;
/// How many owners are named who slip most.
const SLIPPERS: usize = 6;

/// The ages into which outstanding actions fall, youngest first: up to so many months since they were given.
pub const AGES: &[(u32, &str)] = &[
    (1, "under 1 month"),
    (3, "1\u{2013}3 months"),
    (6, "3\u{2013}6 months"),
    (12, "6\u{2013}12 months"),
    (u32::MAX, "over a year"),
];

/// What outstanding actions come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub outstanding: usize,
    pub overdue: usize,
    pub due_before_next: usize,
    pub quiet: usize,
    pub proposed: usize,
    pub undated: usize,
    /// Of each of [`AGES`]: how many are outstanding, and how many of them overdue.
    pub ages: Vec<(usize, usize)>,
}

/// How somebody keeps to deadlines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slipper {
    pub owner: Option<Id>,
    /// As typed, if that is nobody known.
    pub words: String,
    /// How often deadlines of theirs were moved.
    pub slips: u32,
    pub outstanding: u32,
    pub overdue: u32,
}

impl Figures {
    /// Counts the outstanding ones among some actions.
    pub fn of<'a>(
        standings: impl Iterator<Item = &'a Standing>,
        rhythm: impl Fn(&Standing) -> Rhythm,
        today: NaiveDate,
    ) -> Figures {
        let mut figures = Figures { ages: vec![(0, 0); AGES.len()], ..Figures::default() };
        let borders: Vec<NaiveDate> = AGES
            .iter()
            .map(|(months, _)| today.checked_sub_months(Months::new(*months)).unwrap_or(NaiveDate::MIN))
            .collect();
        for standing in standings.filter(|standing| standing.is_outstanding()) {
            let rhythm = rhythm(standing);
            let is_overdue = standing.is_overdue(today);
            figures.outstanding += 1;
            figures.overdue += usize::from(is_overdue);
            figures.due_before_next += usize::from(standing.is_due_before_next(today, rhythm));
            figures.quiet += usize::from(standing.is_quiet(rhythm));
            figures.proposed += usize::from(standing.status == ActionStatus::ProposedForClosure);
            figures.undated += usize::from(standing.due.is_none());
            let age = borders.iter().position(|border| standing.given > *border).unwrap_or(AGES.len() - 1);
            figures.ages[age].0 += 1;
            figures.ages[age].1 += usize::from(is_overdue);
        }
        figures
    }
}

/// Returns whose deadlines were moved most often, or are past, over all actions ever given; the worst first.
pub fn who_slips<'a>(standings: impl Iterator<Item = &'a Standing>, today: NaiveDate) -> Vec<Slipper> {
    let mut owners: BTreeMap<(Option<Id>, &str), Slipper> = BTreeMap::new();
    let counts = |standing: &&Standing| standing.slips > 0 || standing.is_outstanding();
    let is_owned = |standing: &&Standing| standing.owner.is_some() || !standing.owner_words.is_empty();
    for standing in standings.filter(counts).filter(is_owned) {
        let slipper = owners.entry((standing.owner, &standing.owner_words)).or_default();
        slipper.slips += standing.slips;
        slipper.outstanding += u32::from(standing.is_outstanding());
        slipper.overdue += u32::from(standing.is_overdue(today));
    }
    let named = owners.into_iter().map(|((owner, words), slipper)| Slipper { owner, words: words.into(), ..slipper });
    let mut slippers: Vec<Slipper> = named.filter(|slipper| slipper.slips + slipper.overdue > 0).collect();
    slippers.sort_by(|one, other| {
        let rank = |slipper: &Slipper| (slipper.slips + slipper.overdue, slipper.overdue);
        rank(other).cmp(&rank(one)).then_with(|| (one.owner, &one.words).cmp(&(other.owner, &other.words)))
    });
    slippers.truncate(SLIPPERS);
    slippers
}

/// Returns how many actions were open at the end of each of the last [`MONTHS`] months, this one as it is now.
pub fn open_over_time<'a>(standings: impl Iterator<Item = &'a Standing>, today: NaiveDate) -> Vec<(NaiveDate, usize)> {
    let month = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    let last = month(today);
    let first = last + 1 - MONTHS as i32;
    // What was given or ended before the first month counts as on its eve.
    let mut changes = vec![0i64; MONTHS as usize + 1];
    let place = |day: NaiveDate| (month(day) - first + 1).clamp(0, MONTHS as i32) as usize;
    for standing in standings.filter(|standing| standing.given <= today) {
        changes[place(standing.given)] += 1;
        if let Some(ended) = standing.ended {
            changes[place(ended)] -= 1;
        }
    }
    let mut open = changes[0];
    let months = changes[1..].iter().enumerate().map(|(nth, change)| {
        open += change;
        let at = first + nth as i32;
        let day = NaiveDate::from_ymd_opt(at.div_euclid(12), at.rem_euclid(12) as u32 + 1, 1).unwrap_or(today);
        (day, open.max(0) as usize)
    });
    months.collect()
}
