//! What else is proved about an LP, beyond one verdict.
//!
//! ```text
//! numbers      bounds and costs by variable
//! dictionary   basic variables as combinations of the others, exactly
//! simplex      exact simplex on a dictionary
//! solver       one LP after the other, each from the basis of the last: thousands of related models in one process
//! variable     the columns of an LP and the activities of its rows, alike
//! face         the optimal face, and the directions at a point
//! ranges       how far a number can move while a basis stays optimal
//! sensitivity  that, and the true slopes and pieces of the optimal value
//! lexicographic, vertices    the optima themselves: the smallest one; all vertices and rays
//! iis          bounds that contradict each other, and none of which can be left out
//! ```
//!
//! Everything here is exact: every LP that is solved on the way has a proof that [`ironproof_linear::duality`] checks.
//!
//! ```
//! use ironproof_analysis::{Solver, lexicographic, vertices};
//! use ironproof_linear::{ModelFormat, Readings, read_model};
//! use ironproof_proof::unaided;
//!
//! let text = b"Maximize\n x + y\nSubject To\n c: x + y <= 1\nEnd\n";
//! let lp = read_model(text, ModelFormat::Text, &Readings::default())?.lp;
//! let mut solver = Solver::new(&unaided, 10.0);
//! let all = vertices(&lp, &mut solver, None, 10)?.ok_or("an optimum")?;
//! let smallest = lexicographic(&lp, &mut solver, None)?.ok_or("an optimum")?;
//! assert_eq!((all.points.len(), &all.points[0]), (2, &smallest.point));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod numbers;
mod dictionary;
mod simplex;
mod solver;
mod variable;
mod face;
mod ranges;
mod sensitivity;
mod lexicographic;
mod vertices;
mod iis;
#[cfg(test)]
mod tests;

use std::time::Instant;

pub use self::iis::{Iis, Member, NoIis, iis};
pub use self::lexicographic::{Lexicographic, lexicographic};
pub use self::ranges::Range;
pub use self::sensitivity::{
    Asked, CostSensitivity, Piece, Sensitivity, SideSensitivity, named, sensitivity,
};
pub use self::solver::{OpenAnywhere, Solved, Solver};
pub use self::variable::Side;
pub use self::vertices::{Vertices, vertices};

/// The time limit came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the time limit came first")]
pub struct TimeOver;

impl TimeOver {
    /// An error if the time is over.
    fn check(deadline: Instant) -> Result<(), Self> {
        if deadline <= Instant::now() { Err(Self) } else { Ok(()) }
    }
}
