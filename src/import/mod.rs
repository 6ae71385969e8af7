//! Files become records, with a report of what could not be understood and where.

pub mod agenda;
pub mod agenda_step;
pub mod json;
pub mod plan;
pub mod sheet;

use std::fmt;

/// Something in a file that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub what: String,
}

impl Problem {
    pub(crate) fn new(line: usize, column: usize, what: impl Into<String>) -> Self {
        Problem { line, column, what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.what)
    }
}
