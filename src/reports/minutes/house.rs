//! A meeting seen through the house style of its body: phrases, days, times and numbers.

use super::names::with_initials;
use crate::document::{Block, BlockKind, Mark};
use crate::record::house_style::{DateForm, NameForm, Numbering, Phrase, TimeForm};
use crate::record::time::{WEEKDAYS, is_of_day, long_date, spoken_time, weekday_date};
use crate::record::{HouseStyle, Id, Item, Person, Sitting};
use crate::reports::phrases;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use std::collections::HashSet;

/// What everything in minutes is built with.
pub(in crate::reports) struct House<'a> {
    pub sitting: &'a Sitting,
    pub style: &'a HouseStyle,
    /// The clerk's own view while writing.
    pub is_on_desk: bool,
    /// Those who are called by their initials where people are.
    pub initials: HashSet<Id>,
}

impl<'a> House<'a> {
    pub fn of(sitting: &'a Sitting) -> Self {
        let mut house = House { sitting, style: &sitting.style, is_on_desk: false, initials: HashSet::new() };
        house.initials = with_initials(&sitting.people, |person: &Person| house.is_listed(person));
        house
    }

    pub fn on_desk(sitting: &'a Sitting) -> Self {
        House { is_on_desk: true, ..House::of(sitting) }
    }

    /// Returns a phrase with what stands in its places.
    pub fn say(&self, phrase: Phrase, values: &[(&str, &str)]) -> String {
        phrases::said(self.style, phrase, values)
    }

    /// Returns a phrase as a block, unless the style leaves it out.
    pub fn block(&self, kind: BlockKind, mark: Mark, phrase: Phrase, values: &[(&str, &str)]) -> Option<Block> {
        let words = self.say(phrase, values);
        (!words.trim().is_empty()).then(|| Block::new(kind, mark, &words))
    }

    /// Returns "Minutes of the meeting held on Monday 27 February 2023 at 6.00 pm".
    pub fn held(&self) -> String {
        let meeting = &self.sitting.meeting;
        let time = meeting.time.or(meeting.started.map(|started| started.time()));
        let time = time.map(|time| self.time(time)).unwrap_or_default();
        let body = &self.sitting.body.name;
        self.say(Phrase::Held, &[("body", body), ("date", &self.meeting_day(meeting.date)), ("time", &time)])
    }

    /// Writes the day of a meeting, with its weekday where the style has one.
    pub fn meeting_day(&self, date: NaiveDate) -> String {
        match self.style.dates {
            DateForm::Weekday => weekday_date(date),
            DateForm::Ordinal => {
                format!("{} {}", WEEKDAYS[date.weekday().num_days_from_monday() as usize], self.day(date))
            }
            DateForm::Long | DateForm::Figures => self.day(date),
        }
    }

    /// Writes a day without its weekday.
    pub fn day(&self, date: NaiveDate) -> String {
        written_day(self.style.dates, date)
    }

    /// Writes a time of day.
    pub fn time(&self, time: NaiveTime) -> String {
        let (is_pm, hour) = time.hour12();
        let half = if is_pm { "pm" } else { "am" };
        match self.style.times {
            TimeForm::Dotted => spoken_time(time),
            TimeForm::Close => format!("{hour}.{:02}{half}", time.minute()),
            TimeForm::Colon => format!("{hour}:{:02}{half}", time.minute()),
            TimeForm::Clock => format!("{:02}:{:02}", time.hour(), time.minute()),
            TimeForm::Hours => format!("{:02}{:02} hrs", time.hour(), time.minute()),
        }
    }

    /// Writes a time, with the day where the meeting had gone on to another.
    pub fn moment(&self, at: NaiveDateTime) -> String {
        let time = self.time(at.time());
        if is_of_day(at, self.sitting.meeting.date) { time } else { format!("{time} on {}", self.day(at.date())) }
    }

    /// Returns the number by which a minute is known: its own, else that of the agenda.
    pub fn number_of(&self, item: &Item) -> String {
        self.sitting.minute_number(item.id).unwrap_or_else(|| item.number.clone())
    }

    /// Returns the number in front of an item's title; none where the agenda's stands above it and is all.
    pub fn heading_number(&self, item: &Item) -> String {
        match self.style.numbering == Numbering::Agenda && self.style.agenda_number {
            true => String::new(),
            false => self.number_of(item),
        }
    }

    /// Numbers the paragraphs of an item, where the style does: one number for each entry.
    pub fn number_paragraphs(&self, item: Id, blocks: &mut [Block]) {
        let Some(item) = self.sitting.item(item).filter(|_| self.style.paragraph_numbers) else { return };
        let (base, mut nth, mut entry) = (self.number_of(item), 0, None);
        for block in blocks {
            // What is not here in the document gets no number on the desk.
            let elsewhere = matches!(block.mark, Mark::Private | Mark::Interest) && self.is_on_desk;
            let is_lead = matches!(block.mark, Mark::LeadIn | Mark::Label | Mark::Purpose | Mark::Exempt);
            let goes_on = block.source.is_some() && block.source == entry;
            if block.kind != BlockKind::Paragraph || elsewhere || is_lead || goes_on {
                continue;
            }
            (nth, entry) = (nth + 1, block.source);
            *block = block.clone().numbered(&format!("{base}.{nth}"));
        }
    }

    /// Tells whether people are called by initials anywhere.
    pub fn uses_initials(&self) -> bool {
        [self.style.speakers, self.style.owners, self.style.others].contains(&NameForm::Initials)
    }
}

/// Writes a day without its weekday.
pub(in crate::reports) fn written_day(form: DateForm, date: NaiveDate) -> String {
    match form {
        DateForm::Weekday | DateForm::Long => long_date(date),
        DateForm::Figures => date.format("%d/%m/%Y").to_string(),
        DateForm::Ordinal => {
            let long = long_date(date);
            let (day, rest) = long.split_once(' ').unwrap_or((&long, ""));
            format!("{day}{} {rest}", ordinal_ending(date.day()))
        }
    }
}

/// Returns what stands behind the figure of a day: 1st, 2nd, 3rd, 11th.
fn ordinal_ending(day: u32) -> &'static str {
    match (day % 10, day / 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}
