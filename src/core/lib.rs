//! Redistributive allocation, exactly: from an instance to its optimum and a verdict on it, without any solver.
//!
//! ```text
//! instance ──> discretize ──> finite ──> ironing ──> certificate ──> verdict
//!     └──> continuum, explain, bounds     └──> columns, path
//!     └──────────────────────────└──> policy
//! survey ──> estimate ──> instance
//! ```
//!
//! `src/core/examples` has five programs: `cargo run --release -p ironproof-core --example solve`.
//!
//! This crate shows the crates of the pipeline that need no LP solver and no C compiler under one name. The crate
//! `ironproof` adds the rest.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! use ironproof_core::certificate::{Form, written};
//! use ironproof_core::{finite, verdict};
//!
//! let instance = finite::read(TWO_TYPES)?;
//! let certificate = written(&instance, Form::Listed);
//! let verified = verdict::instance(&instance.name, TWO_TYPES, &certificate.text)?;
//! assert_eq!(verified.to_string(), "verified 3/2");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use ironproof_bounds as bounds;
pub use ironproof_continuum as continuum;
pub use ironproof_curves as curves;
pub use ironproof_estimate as estimate;
pub use ironproof_explain as explain;
pub use ironproof_instance as instance;
pub use ironproof_instance::{discretize, finite};
#[cfg(feature = "random")]
pub use ironproof_instance::{random, random_wider};
pub use ironproof_ironing as ironing;
pub use ironproof_ironing::{certificate, columns};
pub use ironproof_name as name;
pub use ironproof_number as number;
pub use ironproof_number::{rational, scale};
pub use ironproof_path as path;
pub use ironproof_policy as policy;
pub use ironproof_verdict as verdict;
