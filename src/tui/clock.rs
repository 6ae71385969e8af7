//! What time it is: now, or a time that was set, running on from there.

use chrono::{Local, NaiveDateTime, TimeDelta};
use std::time::Instant;

/// A clock in local time.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    set: Option<(NaiveDateTime, Instant)>,
    runs: bool,
}

impl Clock {
    /// Returns a clock that runs on from a time, or the machine's own.
    pub fn starting_at(time: Option<NaiveDateTime>) -> Self {
        Clock { set: time.map(|time| (time, Instant::now())), runs: true }
    }

    /// Returns a clock that stands still, for tests.
    pub fn standing_at(time: NaiveDateTime) -> Self {
        Clock { set: Some((time, Instant::now())), runs: false }
    }

    /// Returns the time.
    pub fn now(&self) -> NaiveDateTime {
        match self.set {
            None => Local::now().naive_local(),
            Some((time, _)) if !self.runs => time,
            Some((time, since)) => time + TimeDelta::from_std(since.elapsed()).unwrap_or_default(),
        }
    }
}
