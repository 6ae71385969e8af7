//! Records become documents. All English that is printed is in here; no markup is.

pub mod action_list;
pub mod audience;
pub mod brief;
pub mod brief_document;
pub mod calendar;
pub mod clash;
pub mod follow_up;
pub mod highlight;
pub mod listed;
pub mod measured;
pub mod minutes;
pub mod phrases;
pub mod pictures;
pub mod plan_read;
pub mod plan_report;
pub mod plan_table;
pub mod questions;
pub mod slips;
pub mod wording;

pub use audience::{Audience, Withheld, for_audience};
pub use listed::{Heard, Registered};
pub use minutes::{draft_minutes, entry_on_desk, item_on_desk};
