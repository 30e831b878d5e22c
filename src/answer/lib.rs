//! What a float solver says about an LP: a claimed answer, and [`judge`], which says exactly what it is worth.
//!
//! No solver is needed to judge one: this is exact arithmetic on floats that were read bit for bit.
//!
//! ```
//! const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n limit: 3 x + y <= 1\nEnd\n";
//! use ironproof_answer::{Answer, Status, judge};
//! use ironproof_linear::{ModelFormat, Readings, read_model};
//!
//! let lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
//! let primal = Some(vec![0.0, 1.5]);
//! let answer = Answer { primal, ..Answer::only(Status::Optimal) };
//! assert_eq!(judge(&lp, &answer)?.max_violation().to_string(), "1/2");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![expect(clippy::float_arithmetic, reason = "a norm, for display")]

pub mod solution_file;
pub mod tolerance;
mod judge;
mod unrepresentable;

pub use self::judge::{BOUND_CLASS, JudgeError, Judgement, Violation, judge};
pub use self::unrepresentable::Unrepresentable;

/// A claimed answer. Vectors are in the terms of the LP, not of the scaled copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What the solver says.
    pub status: Status,
    /// The objective that the solver reports, constant included.
    pub objective: Option<f64>,
    /// One value per column, in the order of the LP.
    pub primal: Option<Vec<f64>>,
    /// One multiplier per row, in the order of the LP: the derivative of the optimum in the right-hand side. So it
    /// is in units of the objective per unit of the row.
    pub row_duals: Option<Vec<f64>>,
    /// The final basis.
    pub basis: Option<Basis>,
    /// Simplex, interior point and crossover iterations together, where the solver tells.
    pub iterations: Option<u64>,
    /// Wall clock time in seconds, with the conversion to floats.
    pub seconds: f64,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// An optimum, says the solver.
    Optimal,
    /// No feasible point, says the solver.
    Infeasible,
    /// No finite optimum, says the solver.
    Unbounded,
    /// One of the two, says the solver.
    InfeasibleOrUnbounded,
    /// Out of time.
    TimeLimit,
    /// No answer.
    Failed(Failure),
}

/// Why a run gave no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// The LP does not survive rounding to floats.
    #[error(transparent)]
    Unrepresentable(#[from] Unrepresentable),
    /// The solver stopped without a verdict; any vectors are its last iterate.
    #[error("the solver stopped without a verdict: {0}")]
    NoVerdict(String),
    /// A call into the solver failed.
    #[error("{call} failed")]
    Call {
        /// The function.
        call: &'static str,
    },
    /// Adding rows to a solved LP is done with HiGHS only.
    #[error("rows can only be added with a HiGHS solver")]
    NotHighs,
    /// The solver is not part of this program: a feature of the crate of solvers is off.
    #[error("this program was built without {0}")]
    NotBuilt(&'static str),
    /// The solver panicked.
    #[error("the solver panicked: {0}")]
    Panicked(String),
}

/// The final state of each column and row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// One state per column, in the order of the LP.
    pub columns: Vec<BasisStatus>,
    /// One state per row, in the order of the LP.
    pub rows: Vec<BasisStatus>,
}

/// Where a variable (or the activity of a row) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BasisStatus {
    /// At its lower bound.
    Lower,
    /// Basic.
    Basic,
    /// At its upper bound.
    Upper,
    /// Free and at zero.
    Zero,
    /// Not basic, place unknown.
    Nonbasic,
}

impl Status {
    /// The name used in tables.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Infeasible => "infeasible",
            Self::Unbounded => "unbounded",
            Self::InfeasibleOrUnbounded => "infeasible or unbounded",
            Self::TimeLimit => "time limit",
            Self::Failed(_) => "failed",
        }
    }
}

impl Answer {
    /// An answer that is only a status.
    pub fn only(status: Status) -> Self {
        Self {
            status,
            objective: None,
            primal: None,
            row_duals: None,
            basis: None,
            iterations: None,
            seconds: 0.0,
        }
    }
}

impl From<Failure> for Answer {
    fn from(failure: Failure) -> Self {
        Self::only(Status::Failed(failure))
    }
}
