//! The capture line: what a clerk types, what it means, what comes next, and how it is recorded.
//!
//! All of it is pure: a line and the meeting in, a meaning or a [`Step`](crate::record::Step) out.
//! The live screen and `transcribe` both go through here.

pub mod abbreviations;
mod action;
mod calling;
pub mod complete;
mod deadline;
mod decision;
pub mod fold;
pub mod grammar;
pub mod line;
mod movement;
pub mod owed;
mod people;
pub mod predict;
pub mod promises;
pub mod proof;
pub mod recording;
pub mod resemblance;
pub mod roster;
mod sentences;
mod settling;
pub mod unparse;
mod votes;
mod word_rules;

pub use action::references_start;
pub use deadline::due_words;
pub use grammar::{parse, prefix_of};
pub use line::{EntryLine, Expected, Line, Matter, Named};
pub use people::people_in;
pub use promises::{Deed, deed, promise, request};
pub use roster::{Found, Roster};
pub use votes::parse_votes;
