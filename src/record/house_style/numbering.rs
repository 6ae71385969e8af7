//! Minute numbers: which numbers the minutes of a meeting get, and how one is written.

use super::{HouseStyle, Numbering};
use crate::record::Id;
use chrono::{Datelike, NaiveDate};

/// A meeting in the run of a body's minute numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    pub meeting: Id,
    pub date: NaiveDate,
    /// How many items it has, each of which gets a number.
    pub items: u32,
    /// The number of its first minute as it was confirmed.
    pub kept: Option<u32>,
    /// Its minutes are confirmed; what has no number by then gets none.
    pub is_locked: bool,
}

/// Returns the number of the first minute of a meeting, given all meetings of the body that have been held,
/// in order, this one among them; none where minutes have no numbers but the agenda's.
///
/// Confirmed minutes keep their numbers. Others follow the meeting before; where their numbers are taken,
/// they come after all that are: a number is never used twice.
pub fn first_number(style: &HouseStyle, held: &[Numbered], meeting: Id) -> Option<u32> {
    let this = held.iter().find(|numbered| numbered.meeting == meeting)?;
    match style.numbering {
        Numbering::Agenda => return None,
        Numbering::Meeting => return Some(style.first_number),
        Numbering::Running | Numbering::Year => {}
    }
    let in_run = |numbered: &&Numbered| {
        style.numbering == Numbering::Running || style.year_of(numbered.date) == style.year_of(this.date)
    };
    let run: Vec<&Numbered> = held.iter().filter(in_run).collect();
    let mut taken: Vec<(u32, u32)> = run.iter().filter_map(|numbered| Some((numbered.kept?, numbered.items))).collect();
    // What follows on the paper book does so once: other years begin at 1.
    let first_year = match style.first_year {
        0 => held.first().map(|first| style.year_of(first.date)),
        year => Some(year),
    };
    let follows_on = style.numbering == Numbering::Running || first_year == Some(style.year_of(this.date));
    let begins = if follows_on { style.first_number } else { 1 };
    let mut next = begins;
    for numbered in run {
        let first = match (numbered.kept, numbered.is_locked) {
            (Some(kept), _) => kept,
            (None, true) => continue,
            (None, false) => {
                let first = free_from(next, numbered.items, &taken);
                taken.push((first, numbered.items));
                first
            }
        };
        if numbered.meeting == meeting {
            return Some(first);
        }
        next = first.saturating_add(numbered.items).max(begins);
    }
    None
}

/// Returns `next`, or the first number after all that are taken where some of the numbers wanted are.
fn free_from(next: u32, wanted: u32, taken: &[(u32, u32)]) -> u32 {
    let end = next.saturating_add(wanted);
    let is_free = taken.iter().all(|(first, count)| end <= *first || first.saturating_add(*count) <= next);
    match is_free {
        true => next,
        false => taken.iter().map(|(first, count)| first.saturating_add(*count)).max().unwrap_or(next),
    }
}

/// What may stand in braces in the form of a number.
const PLACES: [&str; 7] = ["n", "nn", "nnn", "yy", "yyyy", "years", "mm"];

impl HouseStyle {
    /// Returns the year of numbers to which a day belongs, by the year in which it began.
    pub fn year_of(&self, date: NaiveDate) -> i32 {
        date.year() - i32::from(date.month() < self.year_begins)
    }

    /// Writes a minute number: "12/23", "FGB 20/2021".
    pub fn written_number(&self, number: u32, date: NaiveDate) -> String {
        let year = self.year_of(date);
        let short = |year: i32| format!("{:02}", year.rem_euclid(100));
        let values = [
            ("{n}", number.to_string()),
            ("{nn}", format!("{number:02}")),
            ("{nnn}", format!("{number:03}")),
            ("{yy}", short(year)),
            ("{yyyy}", year.to_string()),
            ("{years}", format!("{year}/{}", short(year + 1))),
            ("{mm}", format!("{:02}", date.month())),
        ];
        values.iter().fold(self.number.clone(), |form, (place, value)| form.replace(place, value))
    }
}

/// Returns what is wrong with how a style writes its numbers, as a sentence.
pub(super) fn fault_in(style: &HouseStyle) -> Option<String> {
    let form = &style.number;
    let places: Vec<&str> = form.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or("")).collect();
    if let Some(unknown) = places.iter().find(|place| !PLACES.contains(place)) {
        let known: Vec<String> = PLACES.iter().map(|place| format!("{{{place}}}")).collect();
        return Some(format!("{{{unknown}}} in \u{201c}{form}\u{201d} means nothing; there are {}.", known.join(", ")));
    }
    if !places.iter().any(|place| place.starts_with('n')) {
        return Some(format!("\u{201c}{form}\u{201d} has no {{n}}, where the number stands."));
    }
    let has_year = places.iter().any(|place| place.starts_with('y'));
    (style.numbering == Numbering::Year && !has_year).then(|| {
        format!("\u{201c}{form}\u{201d} would number two years alike: it needs {{yy}}, {{yyyy}} or {{years}}.")
    })
}
