//! How far the answers of solvers are from the truth: solver x instance x setting, judged exactly.
//!
//! ```text
//! family     general LPs by difficulty        mechanism  LPs of mechanism design by size
//! shipped    the false-verdict suite          problem    a model file and its verified truth
//! grade      what an answer is worth          row        the same as a row of results
//! summary    tables                           compare    two folders of results
//! shrink     the least LP on which a solver is still wrong
//! ```
//!
//! An instance is the bytes of a model file: what the solver reads, what is verified, and what its hash names.
//! `docs/accuracy.md` says how and why.

pub mod family;
pub mod mechanism;
pub mod shipped;
pub mod problem;
pub mod grade;
pub mod row;
pub mod summary;
pub mod compare;
pub mod shrink;

/// The tolerances that answers are judged at. Zero is exact.
pub const LADDER: [&str; 5] = ["1e-4", "1e-6", "1e-7", "1e-8", "0"];

/// An answer that fails at this one is refuted: ten times the tolerance that HiGHS, the loosest of the
/// solvers here, works with by default.
pub const ACCEPTED: &str = "1e-6";
