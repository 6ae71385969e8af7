//! Improvement plans: how they stand, what the minutes say of them, and what meetings report.

pub mod changes;
pub mod import;
mod import_old;
mod import_parts;
mod leads;
pub mod links;
pub mod memory;
pub mod merge;
pub mod overview;
pub mod reporting;
pub mod told;

pub use memory::Memory;
pub use overview::{PlanOverview, PlanRow};
