//! What time it is in the room.
//!
//! While a meeting is held that is the clock's. When one is written up afterwards, or prepared, the clock
//! knows nothing of it: the time stands at the latest that was recorded, until the clerk gives another.

use super::{Failure, Minuting, Result};
use crate::record::time::{long_date, spoken_time};
use crate::record::{MeetingStatus, MovementKind};
use chrono::{NaiveDateTime, Timelike};

/// Until this hour an evening's meeting may still be going on.
const LATEST_HOUR: u32 = 5;

impl Minuting {
    /// Returns the time in the room, given the clock's.
    pub fn time(&self, now: NaiveDateTime) -> NaiveDateTime {
        match self.said_time {
            Some(time) => time,
            None if self.is_held(now) => now,
            None => self.latest,
        }
    }

    /// Lets the time stand, as in a transcript, until another is given.
    pub fn stand_at(&mut self, time: NaiveDateTime) {
        self.said_time = Some(time);
    }

    /// Tells whether the meeting may be going on at this time of the clock: on its date, on the day to which
    /// it was adjourned, or in the night after.
    pub fn is_held(&self, now: NaiveDateTime) -> bool {
        let last_day = self.latest.date();
        let is_same_night = last_day.succ_opt() == Some(now.date()) && now.hour() < LATEST_HOUR;
        let goes_on = self.sitting.is_running() && (last_day == now.date() || is_same_night);
        self.sitting.meeting.date == now.date() || goes_on
    }

    /// Returns what a clerk should know who opens a meeting that is not held now.
    pub fn notice_of_time(&self, now: NaiveDateTime) -> Option<String> {
        let meeting = &self.sitting.meeting;
        if self.is_held(now) || meeting.status >= MeetingStatus::Draft {
            return None;
        }
        Some(match meeting.status {
            MeetingStatus::Adjourned => format!(
                "This meeting was adjourned on {}. :resume goes on with it now; :resume 21:05 on that day.",
                long_date(self.latest.date()),
            ),
            _ => format!(
                "This meeting is of {}, not today: its time stands at {} until you give another, as :next 18:05 or :time \
                 18:05.",
                long_date(meeting.date),
                spoken_time(self.time(now).time())
            ),
        })
    }

    /// Refuses a time given for resuming that is before the meeting was adjourned: a slip of the hand.
    pub(super) fn refuse_before_adjournment(&self, resumed: NaiveDateTime) -> Result<()> {
        let mut movements = self.sitting.movements.iter().rev();
        match movements.find(|movement| movement.kind == MovementKind::Adjourned) {
            Some(adjourned) if resumed < adjourned.time => Err(Failure::new(
                format!(
                    "The meeting was adjourned at {} and cannot have resumed before.",
                    spoken_time(adjourned.time.time())
                ),
                "Give a later time; :resume alone goes on with it now, on another day too.",
            )),
            _ => Ok(()),
        }
    }

    /// Refuses to make up when something happened that only the room knows.
    pub(super) fn needs_time(&self, name: &str, now: NaiveDateTime) -> Result<()> {
        let is_only_known_there = match name {
            "adjourn" | "close" | "time" => true,
            "start" => self.sitting.meeting.time.is_none(),
            _ => false,
        };
        if self.is_held(now) || !is_only_known_there {
            return Ok(());
        }
        let date = long_date(self.sitting.meeting.date);
        Err(Failure::new(
            format!("The meeting is of {date}, not today, and the clock cannot know when that was."),
            format!("Give the time, as :{name} 20:10."),
        ))
    }
}
