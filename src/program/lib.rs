//! Exact optima of redistributive mechanism design.
//!
//! This crate is the front of the workspace: it shows the crates of the pipeline under one name, and holds the
//! program `ironproof`.
//!
//! ```text
//! core ──> answer, proof ──> solvers ──> crosscheck ──> claims | bench ──> report ──> cli
//! ```
//!
//! `docs/model.md` fixes the mathematics, `docs/formats.md` the files, `ARCHITECTURE.md` the code map.

pub use ironproof_answer as answer;
pub use ironproof_bench as bench;
pub use ironproof_claims as claims;
pub use ironproof_cli as cli;
pub use ironproof_core::{
    bounds, certificate, columns, discretize, finite, instance, ironing, name, number, path,
    random, rational, scale, verdict,
};
pub use ironproof_crosscheck as crosscheck;
pub use ironproof_files::{file, table};
pub use ironproof_linear as lp;
pub use ironproof_linear::formulate;
pub use ironproof_proof as proof;
pub use ironproof_report as report;
pub use ironproof_solvers::{oracle, solve};
