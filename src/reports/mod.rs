//! Records become documents. All English that is printed is in here; no markup is.

pub mod action_list;
pub mod audience;
pub mod calendar;
pub mod follow_up;
pub mod listed;
pub mod minutes;
pub mod plan_report;
pub mod slips;
pub mod wording;

pub use audience::{Audience, Withheld, for_audience};
pub use listed::{Heard, Registered};
pub use minutes::{draft_minutes, entry_on_desk, item_on_desk};
