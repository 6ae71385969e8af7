pub mod capture;
pub mod record;
pub mod store;
