//! Identity of rows, unique across books without asking anyone.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The identity of one row: 63 bits, the milliseconds since 1970 above 21 random bits.
///
/// Two books can therefore be merged without renumbering. People never see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub i64);

const RANDOM_BITS: u32 = 21;

/// A source of fresh ids, which always grow within one source.
#[derive(Debug)]
pub struct Ids {
    random: fastrand::Rng,
    last: i64,
}

impl Ids {
    /// Returns a source whose random parts follow from `seed`.
    pub fn seeded(seed: u64) -> Self {
        Ids { random: fastrand::Rng::with_seed(seed), last: 0 }
    }

    /// Returns a source that differs in every process.
    pub fn random() -> Self {
        Self::seeded(fastrand::u64(..))
    }

    /// Returns an id that no earlier call returned, for a row made at `now`.
    pub fn fresh(&mut self, now: NaiveDateTime) -> Id {
        let milliseconds = now.and_utc().timestamp_millis().clamp(1, 1 << 42);
        let candidate = (milliseconds << RANDOM_BITS) | self.random.i64(0..1 << RANDOM_BITS);
        self.last = candidate.max(self.last + 1);
        Id(self.last)
    }
}
