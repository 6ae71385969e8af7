//! What time it is in the room.
//!
//! While a meeting is held that is the clock's. When one is written up afterwards, or prepared, the clock
//! knows nothing of it: the time stands at the latest that was recorded, until the clerk gives another.

use super::{Failure, Minuting, Result};
use crate::record::time::{is_of_day, long_date, said_after, spoken_time};
use crate::record::{MeetingStatus, MovementKind};
use chrono::{NaiveDateTime, NaiveTime};

/// What a command of a meeting has to do with the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Nothing.
    Untimed,
    /// It happens when it is said to, or else at the time that it is.
    Stands,
    /// It happens when it is said to, or else when the meeting was called for.
    Called,
    /// On another day than the meeting's it must be said: only the room knows.
    OnlySaid,
    /// It happens when it is said to, or else now, on whatever day.
    GoesOn,
    /// It says what time it is, where the clock does not.
    Says,
}

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
        self.go_by(Some(time));
    }

    /// Returns the time in the room that was given last, where the clock does not say it.
    pub fn said_time(&self) -> Option<NaiveDateTime> {
        self.said_time
    }

    /// Goes by a time that was given, or by the clock.
    pub fn go_by(&mut self, said: Option<NaiveDateTime>) {
        self.said_time = said;
    }

    /// Tells whether the meeting may be going on at this time of the clock: on its date, on the day to which
    /// it was adjourned, or in the night after.
    pub fn is_held(&self, now: NaiveDateTime) -> bool {
        let goes_on = self.sitting.is_running() && is_of_day(now, self.latest.date());
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

    /// Returns when a command happens, given the time that was said with it, if that is not the time that
    /// it is. Refuses to make up what only the room knows.
    pub(super) fn happens_at(
        &self,
        when: When,
        said: Option<NaiveTime>,
        now: NaiveDateTime,
    ) -> Result<Option<NaiveDateTime>> {
        let said = said.map(|time| said_after(self.latest, time));
        let (is_held, has_own_time) = (self.is_held(now), self.said_time.is_some());
        match (when, said) {
            (When::Says, _) if is_held && !has_own_time => Err(Failure::new(
                "The meeting is today: the clock says what time it is.",
                "Give a time with what happened then, as :next 18:05 or + yc 18:40.",
            )),
            (When::GoesOn, Some(at)) => self.after_adjournment(at).map(Some),
            (When::GoesOn, None) => Ok((!has_own_time).then_some(now)),
            (When::Called, None) if is_held || self.sitting.meeting.time.is_some() => Ok(None),
            (When::Called | When::OnlySaid | When::Says, None) if !is_held => Err(Failure::new(
                format!(
                    "The meeting is of {}, not today, and the clock cannot know when that was.",
                    long_date(self.sitting.meeting.date)
                ),
                "Give the time, as :close 20:10.",
            )),
            (_, said) => Ok(said),
        }
    }

    /// Refuses a time for resuming that is before the meeting was adjourned: a slip of the hand.
    fn after_adjournment(&self, resumed: NaiveDateTime) -> Result<NaiveDateTime> {
        let mut movements = self.sitting.movements.iter().rev();
        match movements.find(|movement| movement.kind == MovementKind::Adjourned) {
            Some(adjourned) if resumed < adjourned.time => Err(Failure::new(
                format!(
                    "The meeting was adjourned at {} and cannot have resumed before.",
                    spoken_time(adjourned.time.time())
                ),
                "Give a later time; :resume alone goes on with it now, on another day too.",
            )),
            _ => Ok(resumed),
        }
    }
}
