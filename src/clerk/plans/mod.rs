//! Improvement plans: how they stand, what the minutes say of them, and what meetings report.

pub mod links;
pub mod memory;
pub mod overview;
pub mod reporting;
pub mod told;

pub use memory::Memory;
pub use overview::{PlanOverview, PlanRow};
