//! Exact answers for any LP: from the basis of a float solver to a proof.
//!
//! The float solver only suggests which columns are basic. The basic solution is computed exactly
//! (`basic`) and checked; if the basis is not optimal, a ladder of repairs follows (`ladder`), whose
//! last rung is an exact simplex method that always ends. So the outcome does not depend on any float:
//! only the time does.
//!
//! ```text
//!     deadline  when the time is over
//!     form      the LP in integers
//!     sparse, field, factor, wide, residual, equations,
//!     lift, numerators, right, substitute, radix, rebuild      exact solution of sparse integer systems
//!     blocks, in_parts        the same block by block, with a denominator for each
//!     basic     a basis and its exact solution
//!     rates     how its variables depend on each other
//!     proof     what is proved
//!     vectors   from the integers back to the LP
//!     tableau   what a basis says about each row and column, for other crates
//!     refine    the residual LP around a basis, for the float solver
//!     rays      float rays, rounded; the LPs that decide feasibility and boundedness
//!     step, pivot   exact simplex
//!     ladder, prove   all of it in order
//!     safe, interior, project      what any point and multipliers prove, after repair
//!     known     what is proved when time is over
//!     claimed   somebody else's basis
//!     solution  somebody else's answer
//! ```
//!
//! ```
//! const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n limit: 3 x + y <= 1\nEnd\n";
//! use ironproof_linear::{ModelFormat, Readings, read_model};
//!
//! let lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
//! // Without a float solver, which the crate `ironproof-solvers` has, exact simplex does everything.
//! let report = ironproof_proof::prove(&lp, &ironproof_proof::unaided, 10.0);
//! assert_eq!(report.proof().and_then(|proof| proof.value()), Some(&1.into()));
//! # Ok::<(), ironproof_linear::ReadError>(())
//! ```

mod deadline;
mod source;
mod sparse;
mod field;
mod open_row;
mod factor;
mod rebuild;
mod radix;
mod wide;
mod residual;
mod equations;
mod right;
mod substitute;
mod lift;
mod numerators;
mod blocks;
mod in_parts;
mod form;
mod basic;
mod rates;
mod proof;
mod vectors;
mod tableau;
mod report;
#[expect(clippy::float_arithmetic, reason = "what is made for the float solver is a guess")]
mod refine;
mod rays;
#[expect(clippy::float_arithmetic, reason = "which bounds contradict each other is a guess")]
mod propagate;
mod step;
mod pivot;
mod safe;
mod interior;
mod project;
mod known;
mod ladder;
mod exceptions;
mod prove;
mod claimed;
mod solution;

#[cfg(test)]
mod tests;

pub use self::claimed::{BasisVerdict, JudgedBasis, is_optimal_basis, judge_basis};
pub use self::deadline::deadline;
pub use self::proof::{Bounds, Evidence, Proof};
pub use self::prove::{prove, prove_from};
pub use self::report::{Effort, Outcome, Report, Rung};
pub use self::safe::safe_bounds;
pub use self::solution::{Broken, Judged, judge_solution};
pub use self::source::{BasisSource, EngineConfig, Method, Open, Shifted, unaided};
pub use self::tableau::Tableau;

/// The time limit came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OutOfTime;
