//! What a clerk does with a book, with a screen or without: putting in an agenda, minuting, printing.
//!
//! The screens and the commands both go through here, so that they do the same thing.

pub mod action_list;
pub mod agenda;
pub mod asked;
pub mod bodies;
pub mod check;
pub mod commands;
mod deadlines;
pub mod demo;
pub mod exchange;
pub mod export;
pub mod figures;
pub mod follow_up;
pub mod format;
pub mod house_styles;
pub mod linking;
pub mod matters;
pub mod minuting;
mod owed;
pub mod papers;
mod pdf;
pub mod plans;
pub mod proof;
pub mod register;
pub mod review;
mod room_time;
pub mod slips;
pub mod style_preview;
pub mod suggest;
pub mod synthetic;
pub mod synthetic_plans;
pub mod thread;
pub mod transcribe;
mod word;
pub mod year;

use crate::record::Refusal;
use crate::store;
use std::fmt;

pub use minuting::Minuting;

/// Why something was not done, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub what: String,
    pub hint: String,
    /// Whether the same thing may succeed later by itself: the disk was full, another program was writing.
    pub may_pass: bool,
}

pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// Returns a failure with what to do about it.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Failure { what: what.into(), hint: hint.into(), may_pass: false }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::new(refusal.what, refusal.hint)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Failure { what: error.to_string(), hint: error.hint().to_string(), may_pass: error.may_pass() }
    }
}
