//! Exempt information: Local Government Act 1972, Schedule 12A, Part 1 (England).

use serde::{Deserialize, Serialize};

/// The paragraphs of Schedule 12A (1 to 7) under which something is exempt; none when it is public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Paragraphs(u8);

impl Paragraphs {
    /// Nothing exempt.
    pub const PUBLIC: Paragraphs = Paragraphs(0);

    /// Returns the set of `numbers`, or the first one that is not from 1 to 7.
    pub fn of(numbers: &[u8]) -> Result<Self, u8> {
        numbers.iter().try_fold(Paragraphs::PUBLIC, |set, &n| {
            if (1..=7).contains(&n) { Ok(Paragraphs(set.0 | 1 << (n - 1))) } else { Err(n) }
        })
    }

    /// Reads numbers separated by commas, spaces or "and": `3`, `1, 2 and 7`.
    ///
    /// The error is the part that is no paragraph from 1 to 7.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut numbers = Vec::new();
        for part in text.split([' ', ',', ';']).filter(|part| !part.is_empty() && *part != "and") {
            match part.parse::<u8>() {
                Ok(number) if (1..=7).contains(&number) => numbers.push(number),
                _ => return Err(part.to_string()),
            }
        }
        Self::of(&numbers).map_err(|number| number.to_string())
    }

    /// Returns the paragraph numbers in order.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (1..=7).filter(move |n| self.0 & (1 << (n - 1)) != 0)
    }

    /// Tells whether anything is exempt.
    pub fn is_exempt(self) -> bool {
        self.0 != 0
    }

    /// Returns every paragraph of either set.
    pub fn union(self, other: Self) -> Self {
        Paragraphs(self.0 | other.0)
    }

    /// Returns the set as bits, paragraph 1 lowest, as the book keeps it.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Returns the set that `bits` stands for, if it names no paragraph above 7.
    pub fn from_bits(bits: u8) -> Option<Self> {
        (bits < 1 << 7).then_some(Paragraphs(bits))
    }
}

impl TryFrom<Vec<u8>> for Paragraphs {
    type Error = String;

    fn try_from(numbers: Vec<u8>) -> Result<Self, String> {
        Self::of(&numbers).map_err(|n| format!("Schedule 12A has paragraphs 1 to 7, not {n}"))
    }
}

impl From<Paragraphs> for Vec<u8> {
    fn from(paragraphs: Paragraphs) -> Self {
        paragraphs.numbers().collect()
    }
}

impl std::fmt::Display for Paragraphs {
    /// Writes `3`, `1 and 2`, `1, 2 and 7`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let numbers: Vec<String> = self.numbers().map(|n| n.to_string()).collect();
        match numbers.split_last() {
            None => Ok(()),
            Some((only, [])) => f.write_str(only),
            Some((last, others)) => write!(f, "{} and {last}", others.join(", ")),
        }
    }
}
