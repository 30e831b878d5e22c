//! Exact optima of redistributive mechanism design.
//!
//! This crate is the front of the workspace: it shows the crates of the pipeline under one name, and holds the
//! program `ironproof`.
//!
//! ```text
//! core ──> answer, proof, analysis, transcript ──> solvers ──> certify, crosscheck ──> claims | bench ──> sweep
//!   ──> report ──> cli
//! ```
//!
//! `docs/model.md` fixes the mathematics, `docs/formats.md` the files, `ARCHITECTURE.md` the code map.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! use ironproof::certificate::{Form, written};
//! use ironproof::{finite, ironing, verdict};
//!
//! let instance = finite::read(TWO_TYPES)?;
//! assert_eq!(ironing::optimum(&instance).value.to_string(), "3/2");
//! let certificate = written(&instance, Form::Listed);
//! let verified = verdict::instance(&instance.name, TWO_TYPES, &certificate.text)?;
//! assert_eq!(verified.to_string(), "verified 3/2");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Ten programs show one idea each. Those about instances need no solver:
//! `cargo run --release -p ironproof-core --example solve` (`survey`, `bracket`, `along_alpha`, `certify_instance`).
//! The others are about linear programs and claims, and the first of them compiles HiGHS:
//! `cargo run --release -p ironproof --example judge_solver` (`lp_file`, `questions`,
//! `scenarios`, `claims`).

pub use ironproof_analysis as analysis;
pub use ironproof_answer as answer;
pub use ironproof_bench as bench;
pub use ironproof_certify as certify;
pub use ironproof_claims as claims;
pub use ironproof_cli as cli;
pub use ironproof_core::{
    bounds, certificate, columns, continuum, curves, discretize, estimate, explain, finite,
    instance, ironing, name, number, path, policy, random, random_wider, rational, scale, verdict,
};
pub use ironproof_crosscheck as crosscheck;
pub use ironproof_files::{digest, file, lock, sealed, store, table};
pub use ironproof_linear as lp;
pub use ironproof_linear::formulate;
pub use ironproof_proof as proof;
pub use ironproof_report as report;
pub use ironproof_results as results;
pub use ironproof_solvers::{oracle, solve};
pub use ironproof_sweep as sweep;
pub use ironproof_transcript as transcript;

#[cfg(doctest)]
mod page_tests;
