//! Float solvers: an LP in, a claimed answer out. [`judge`] says exactly what the claim is worth.
//!
//! One file per foreign crate. All solvers get the same rounded LP (`float_lp`), usually with rows and
//! objective scaled by powers of two, run on one thread, and answer in the same terms: infeasible,
//! unbounded and out of time are answers, not errors.

use ironproof_answer::{Answer, Basis, Failure};

#[cfg(feature = "clarabel")]
mod clarabel;
#[cfg(not(feature = "clarabel"))]
use self::absent as clarabel;
#[cfg(not(all(
    feature = "highs",
    feature = "good_lp",
    feature = "minilp",
    feature = "microlp",
    feature = "clarabel"
)))]
mod absent;
mod engine;
mod float_lp;
#[cfg(feature = "good_lp")]
mod good_lp;
#[cfg(not(feature = "good_lp"))]
use self::absent as good_lp;
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
#[cfg(not(feature = "microlp"))]
use self::absent as microlp;
#[cfg(feature = "minilp")]
mod minilp;
#[cfg(not(feature = "minilp"))]
use self::absent as minilp;
mod promise;
mod reprice;
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
use ironproof_linear::Lp;

/// A float solver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Solver {
    /// HiGHS, dual simplex.
    HighsSimplex,
    /// HiGHS, interior point, then crossover to a basis.
    HighsIpm,
    /// HiGHS, interior point only.
    HighsIpmNoCrossover,
    /// HiGHS, first-order method.
    HighsPdlp,
    /// HiGHS through the crate `good_lp`, at its defaults.
    GoodLp,
    /// The crate `minilp`.
    Minilp,
    /// The crate `microlp`.
    Microlp,
    /// The crate `clarabel`, interior point.
    Clarabel,
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

impl Solver {
    /// All solvers.
    pub const ALL: [Self; 8] = [
        Self::HighsSimplex,
        Self::HighsIpm,
        Self::HighsIpmNoCrossover,
        Self::HighsPdlp,
        Self::GoodLp,
        Self::Minilp,
        Self::Microlp,
        Self::Clarabel,
    ];

    /// The name used in tables and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::HighsSimplex => "highs-simplex",
            Self::HighsIpm => "highs-ipm",
            Self::HighsIpmNoCrossover => "highs-ipm-no-crossover",
            Self::HighsPdlp => "highs-pdlp",
            Self::GoodLp => "good_lp",
            Self::Minilp => "minilp",
            Self::Microlp => "microlp",
            Self::Clarabel => "clarabel",
        }
    }

    /// The version of the code that solves. `Cargo.toml` pins each one.
    pub fn version(self) -> String {
        match self {
            Self::HighsSimplex | Self::HighsIpm | Self::HighsIpmNoCrossover | Self::HighsPdlp => {
                highs_ffi::version()
            }
            Self::GoodLp => format!("1.15.3 with HiGHS {}", highs_ffi::version()),
            Self::Minilp => "0.2.2".to_owned(),
            Self::Microlp => "0.7.0".to_owned(),
            Self::Clarabel => "0.11.1".to_owned(),
        }
    }

    /// Whether this is HiGHS called directly.
    pub fn is_highs(self) -> bool {
        matches!(
            self,
            Self::HighsSimplex | Self::HighsIpm | Self::HighsIpmNoCrossover | Self::HighsPdlp
        )
    }

    /// Whether it is part of this program, which may have been built without some of them.
    pub fn is_built(self) -> bool {
        match self {
            Self::HighsSimplex | Self::HighsIpm | Self::HighsIpmNoCrossover | Self::HighsPdlp => {
                cfg!(feature = "highs")
            }
            Self::GoodLp => cfg!(feature = "good_lp"),
            Self::Minilp => cfg!(feature = "minilp"),
            Self::Microlp => cfg!(feature = "microlp"),
            Self::Clarabel => cfg!(feature = "clarabel"),
        }
    }

    /// Those that are part of this program.
    pub fn built() -> Vec<Self> {
        Self::ALL.into_iter().filter(|solver| solver.is_built()).collect()
    }

    /// The solver called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|solver| solver.name() == name)
    }
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
    match config.solver {
        Solver::HighsSimplex
        | Solver::HighsIpm
        | Solver::HighsIpmNoCrossover
        | Solver::HighsPdlp => highs::solve(lp, config).unwrap_or_else(Answer::from),
        Solver::GoodLp => good_lp::solve(lp, config),
        Solver::Minilp => minilp::solve(lp, config),
        Solver::Microlp => microlp::solve(lp, config),
        Solver::Clarabel => clarabel::solve(lp, config),
    }
}
