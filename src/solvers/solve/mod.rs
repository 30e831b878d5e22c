//! Float solvers: an LP in, a claimed answer out. [`judge`] says exactly what the claim is worth.
//!
//! One file per foreign crate; `roster` lists the solvers. All solvers get the same rounded LP (`float_lp`), usually with rows and
//! objective scaled by powers of two, run on one thread, and answer in the same terms: infeasible,
//! unbounded and out of time are answers, not errors.

use ironproof_answer::{Answer, Basis, Failure};

#[cfg(feature = "clarabel")]
mod clarabel;
mod engine;
mod float_lp;
#[cfg(feature = "good_lp")]
mod good_lp;
#[cfg_attr(not(feature = "highs"), path = "highs_absent.rs")]
mod highs;
#[cfg(feature = "highs")]
mod highs_ffi;
#[cfg(not(feature = "highs"))]
use self::highs as highs_ffi;
mod lazy;
mod lossy;
#[cfg(feature = "microlp")]
mod microlp;
#[cfg(feature = "minilp")]
mod minilp;
mod reprice;
mod roster;
mod watchdog;

#[cfg(test)]
#[cfg(feature = "default")]
mod proof_tests;
#[cfg(test)]
#[cfg(feature = "default")]
mod tests;

use std::time::Instant;

pub use self::engine::{Engine, bases};
use self::float_lp::FloatLp;
pub use self::float_lp::{DROPPED, INFINITE};
pub use self::lazy::{Lazy, solve_lazily};
pub use self::lossy::LARGE_COEFFICIENT;
pub use self::reprice::Repriced;
pub use self::roster::Solver;
use ironproof_linear::Lp;

/// What HiGHS runs, in the words of its options.
#[derive(Clone, Copy, Debug)]
struct Algorithm {
    solver: &'static str,
    crossover: &'static str,
}

/// Whether HiGHS simplifies the LP first; the other solvers decide for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presolve {
    /// Always.
    On,
    /// Never.
    Off,
}

/// What the solver is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Numbers {
    /// Rows and objective scaled by powers of two; refused if a float or HiGHS would lose a number.
    Scaled,
    /// Each number rounded once, as a reader of model files does it; solvers may drop what they like.
    AsWritten,
}

/// What is run, and for how long.
#[derive(Clone, Debug, PartialEq)]
pub struct SolveConfig {
    /// The solver.
    pub solver: Solver,
    /// Wall clock limit.
    pub time_limit_s: f64,
    /// For HiGHS.
    pub presolve: Presolve,
    /// What the solver is given.
    pub numbers: Numbers,
    /// A basis to start from: HiGHS simplex only, and it turns presolve off.
    pub start: Option<Basis>,
}

impl SolveConfig {
    /// The settings that solve the LPs of this program fastest; presolve matters little either way.
    pub fn new(solver: Solver, time_limit_s: f64) -> Self {
        Self { solver, time_limit_s, presolve: Presolve::On, numbers: Numbers::Scaled, start: None }
    }
}

/// Runs a solver on a rounded copy of `lp`.
///
/// ```
/// # const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n limit: 3 x + y <= 1\nEnd\n";
/// use ironproof_answer::{Status, judge};
/// use ironproof_linear::{ModelFormat, Readings, read_model};
/// use ironproof_solvers::solve::{SolveConfig, Solver, solve};
///
/// let lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
/// let answer = solve(&lp, &SolveConfig::new(Solver::HighsSimplex, 10.0));
/// assert_eq!(answer.status, Status::Optimal);
/// assert_eq!(judge(&lp, &answer)?.objective, 1.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve(lp: &Lp, config: &SolveConfig) -> Answer {
    let start = Instant::now();
    let float_lp = match config.numbers {
        Numbers::Scaled => FloatLp::new(lp),
        Numbers::AsWritten => FloatLp::as_written(lp),
    };
    let mut answer = match float_lp {
        Ok(float_lp) => {
            let mut answer = run(&float_lp, config);
            float_lp.unscale(&mut answer);
            answer
        }
        Err(error) => Failure::from(error).into(),
    };
    answer.seconds = start.elapsed().as_secs_f64();
    answer
}

/// The answer for the scaled LP.
fn run(lp: &FloatLp, config: &SolveConfig) -> Answer {
    match config.solver.runner() {
        Some(run) => run(lp, config),
        None => Failure::NotBuilt(config.solver.name()).into(),
    }
}
