//! Records become documents. All English that is printed is in here; no markup is.

pub mod action_list;
pub mod action_log;
pub mod attendance;
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
pub mod part;
pub mod phrases;
pub mod pictures;
pub mod plan_read;
pub mod plan_report;
pub mod plan_table;
pub mod questions;
pub mod signature;
pub mod slips;
pub mod volume;
mod volume_index;
pub mod wording;

pub use audience::{Audience, Readable, Withheld, for_audience};
pub use listed::{Heard, Registered};
pub use minutes::{draft_minutes, entry_on_desk, item_on_desk};
pub use part::{actions_only, decision_sheet, extract, item_alone};
pub use signature::signature_sheet;
pub use volume::volume;
