//! Redistributive allocation, exactly: from an instance to its optimum and a verdict on it, without any solver.
//!
//! ```text
//! instance ──> discretize ──> finite ──> ironing ──> certificate ──> verdict
//!     └──> bounds                └──> columns, path
//! ```
//!
//! This crate shows the crates of the pipeline that need no LP solver and no C compiler under one name. The crate
//! `ironproof` adds the rest.

pub use ironproof_bounds as bounds;
pub use ironproof_instance as instance;
#[cfg(feature = "random")]
pub use ironproof_instance::random;
pub use ironproof_instance::{discretize, finite};
pub use ironproof_ironing as ironing;
pub use ironproof_ironing::{certificate, columns};
pub use ironproof_name as name;
pub use ironproof_number as number;
pub use ironproof_number::{rational, scale};
pub use ironproof_path as path;
pub use ironproof_verdict as verdict;
