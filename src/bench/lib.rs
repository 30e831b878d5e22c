//! What `bench` measures: an instance by its shape and size, a method, and a row of results.
//!
//! ```text
//! family    instances by shape: smooth, noisy, and shapes that break careless code
//! suite     what is run, from a TOML file
//! status    what became of a row
//! measure   one method on one instance
//! question  the same in a process of its own
//! row       what was measured and what was found, and the line of a table
//! settings  the machine, and what was asked for: what is there is not run again
//! patience  which rows are left out after time-outs
//! summary   shifted geometric means, exponents, performance profile
//! run       a whole suite
//! compare   two lists of rows
//! accuracy  how far the answers of solvers are from the truth
//! folders   two folders of results, of either kind
//! ```
//!
//! `docs/benchmarks.md` says how and why.
//!
//! ```
//! use ironproof_bench::family;
//!
//! let instance = family::instance("giant-pool", 12, 2, 3).ok_or("no such shape")?;
//! assert_eq!((instance.n_types(), instance.groups.len(), instance.quality.len()), (12, 2, 3));
//! # Ok::<(), &str>(())
//! ```

#![expect(clippy::float_arithmetic, reason = "times are floats; answers are judged exactly")]

mod words;
pub mod family;
pub mod suite;
pub mod status;
pub mod measure;
pub mod question;
pub mod row;
pub mod settings;
pub mod patience;
pub mod summary;
pub mod run;
pub mod compare;
pub mod accuracy;
pub mod folders;

use std::fmt;

/// Identifies a row: the same key in two folders is the same measurement.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The shape.
    pub shape: String,
    /// Types over all groups.
    pub types: usize,
    /// The method, with its formulation and incentives.
    pub method: String,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.shape, self.types, self.method)
    }
}
