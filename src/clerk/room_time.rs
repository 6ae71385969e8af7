//! What time it is in the room.
//!
//! While a meeting is held that is the clock's. When one is written up afterwards, or prepared, the clock
//! knows nothing of it: the time stands at the latest that was recorded, until the clerk gives another.

use super::{Failure, Minuting, Result};
use crate::record::MeetingStatus;
use crate::record::time::{long_date, spoken_time};
use chrono::{Duration, NaiveDateTime, NaiveTime};

/// A meeting that began on an evening may end after midnight, so long after its last recorded time.
const LONGEST_SITTING: Duration = Duration::hours(12);

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

    /// Tells whether the meeting may be going on at this time of the clock.
    pub fn is_held(&self, now: NaiveDateTime) -> bool {
        let since = now - self.latest;
        let is_past_midnight = self.sitting.is_running() && since >= Duration::zero() && since < LONGEST_SITTING;
        self.sitting.meeting.date == now.date() || is_past_midnight
    }

    /// Returns what a clerk should know who opens a meeting that is not held now.
    pub fn notice_of_time(&self, now: NaiveDateTime) -> Option<String> {
        let meeting = &self.sitting.meeting;
        if self.is_held(now) || meeting.status >= MeetingStatus::Draft {
            return None;
        }
        Some(match meeting.status {
            MeetingStatus::Adjourned => format!(
                "This meeting was adjourned on {}. :resume goes on with it now; :resume 19:05 on that day.",
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

    /// Returns the day and time meant by a time of day: after midnight it is the day after, and a meeting
    /// that was adjourned later than that goes on today.
    pub(super) fn on_the_day(&self, time: NaiveTime, now: NaiveDateTime) -> NaiveDateTime {
        let meeting = &self.sitting.meeting;
        let at = meeting.date.and_time(time);
        if meeting.status == MeetingStatus::Adjourned && at < self.latest && now > self.latest {
            return now.date().and_time(time);
        }
        let began = meeting.started.or_else(|| Some(meeting.date.and_time(meeting.time?)));
        let is_next_day = began.is_some_and(|began| began - at > LONGEST_SITTING);
        if is_next_day { at + Duration::days(1) } else { at }
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
