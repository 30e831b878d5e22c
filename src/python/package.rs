//! The Python package `ironproof`, below its Python part: no Python code computes a number, and no Rust code knows a
//! data frame.
//!
//! ```text
//! error      what is raised
//! work       the call runs in a thread of its own: other Python threads go on, and Ctrl-C ends the wait
//! given      numbers and columns as Python gives them
//! instance   an instance of either kind
//! arrays     a finite instance from columns
//! verified   what the independent checker accepted: only this crate makes one
//! finite     solve, verify, path and mechanism of a finite instance
//! continuous solve, bounds, path and explain of a continuous one
//! policies   evaluate and compare, of either
//! survey     estimate
//! pictures   figure and report
//! model      certify, any linear program
//! linprog    linear programs from numbers, one or a family, exactly
//! claims     the claims of the paper
//! ```
//!
//! A result crosses to Python as the JSON of its serde form, in which an exact number is still marked as one:
//! `{"$exact": "3/2", "$approx": 1.5}`. `ironproof/_results.py` turns the marks into fractions.

#![expect(
    clippy::needless_pass_by_value,
    reason = "Python hands over what it made of its arguments"
)]
#![expect(clippy::too_many_arguments, reason = "the functions of Python have keywords")]

mod error;
mod work;
mod given;
mod instance;
mod arrays;
mod verified;
mod finite;
mod continuous;
mod policies;
mod survey;
mod pictures;
mod model;
mod linprog;
mod claims;

#[pyo3::pymodule]
mod _ironproof {
    #[pymodule_export]
    use super::arrays::from_columns;
    #[pymodule_export]
    use super::claims::claims;
    #[pymodule_export]
    use super::continuous::{bounds, curves, explain, path_continuous, solve_continuous};
    #[pymodule_export]
    use super::error::{IronproofError, Refused};
    #[pymodule_export]
    use super::finite::{mechanism, path_finite, solve_finite, verify};
    #[pymodule_export]
    use super::instance::Native;
    #[pymodule_export]
    use super::linprog::{Family, Optimum};
    #[pymodule_export]
    use super::model::certify;
    #[pymodule_export]
    use super::pictures::{figure, report};
    #[pymodule_export]
    use super::policies::policies;
    #[pymodule_export]
    use super::survey::estimate;
    #[pymodule_export]
    use super::verified::Verified;
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    #[pymodule_export]
    const HAS_HIGHS: bool = cfg!(feature = "highs");
}
