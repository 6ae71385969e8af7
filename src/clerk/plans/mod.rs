//! Improvement plans: how they stand, what the minutes say of them, and what meetings report.

pub mod asked;
pub mod brief;
pub mod changes;
pub mod contradicted;
pub mod facts;
pub mod highlight;
pub mod import;
mod import_again;
mod import_old;
mod import_parts;
pub mod in_full;
mod leads;
pub mod links;
pub mod memory;
pub mod merge;
pub mod overview;
pub mod reading;
pub mod reporting;
pub mod told;

pub use asked::PlanAsked;
pub use contradicted::Evidence;
pub use in_full::InFull;
pub use memory::Memory;
pub use overview::{PlanOverview, PlanRow};
