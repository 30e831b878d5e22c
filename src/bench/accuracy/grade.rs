//! What an answer is worth against the verified truth. Every comparison is one of rationals.
//!
//! ```text
//! right       the status is the true one
//! accepted    and point and objective are within the accepted tolerance of feasible and optimal
//! status only right, with nothing that could be checked further
//! refuted     the status is false, or point or objective are beyond the accepted tolerance
//! none        no definite status
//! ```

use super::problem::Truth;
use crate::words::words;
use ironproof_answer::tolerance::{ACCEPTED, LADDER, tolerance, unit};
use ironproof_answer::{Answer, Judgement, Status, judge};
use ironproof_linear::Lp;
use ironproof_number::ops::Abs;
use ironproof_number::rational::{Rational, exact};
use ironproof_proof::is_optimal_basis;

words! {
    /// A grade.
    #[derive(Default)]
    pub enum Grade {
        /// Right, and right in numbers, within the accepted tolerance.
        Accepted = "accepted",
        /// Right, and no numbers to check.
        StatusOnly = "status only",
        /// False.
        Refuted = "refuted",
        /// No answer.
        #[default]
        None = "none",
    }
}

words! {
    /// What is false about a refuted answer.
    pub enum Fault {
        /// The status.
        Status = "status",
        /// The status, by less than the accepted tolerance: on an infeasible LP its point passes, on an
        /// unbounded one its multipliers do too.
        StatusWithinTolerance = "status, within tolerance",
        /// The point breaks a row or bound.
        Violation = "violation",
        /// The objective is not the optimum.
        Objective = "objective",
    }
}

/// What was found out about an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    /// Its grade.
    pub grade: Grade,
    /// What is false, if it is refuted.
    pub fault: Option<Fault>,
    /// Exact facts about point and multipliers.
    pub judgement: Option<Judgement>,
    /// |objective - optimum|.
    pub error: Option<Rational>,
    /// The same relative to max(1, |optimum|).
    pub relative_error: Option<Rational>,
    /// The dual infeasibility relative to max(1, the largest cost).
    pub relative_dual: Option<Rational>,
    /// Whether the basis is exactly optimal, if there is one and time enough.
    pub basis_is_optimal: Option<bool>,
    /// The finest tolerance of the ladder at which point and objective pass.
    pub accepted_at: Option<&'static str>,
}

impl Fault {
    /// Whether the status is what is false.
    pub fn is_about_status(self) -> bool {
        matches!(self, Self::Status | Self::StatusWithinTolerance)
    }

    /// Whether no tolerance excuses it.
    pub fn is_beyond_tolerance(self) -> bool {
        self != Self::StatusWithinTolerance
    }
}

/// Grades an answer. `basis_limit_s` is the most that the exact check of its basis may take.
pub fn grade(lp: &Lp, truth: &Truth, answer: &Answer, basis_limit_s: f64) -> Graded {
    let judgement = judge(lp, answer).ok();
    let error = answer.objective.and_then(exact).zip(truth.value());
    let error = error.map(|(objective, value)| (objective - value).abs());
    let relative_error =
        error.as_ref().zip(truth.value()).map(|(error, value)| error / unit(value));
    let basis_is_optimal = match (&answer.basis, truth) {
        (Some(basis), Truth::Optimal(_)) => is_optimal_basis(lp, basis, basis_limit_s),
        _ => None,
    };
    let costs = lp.columns.iter().map(|column| unit(&column.objective));
    let dual = judgement.as_ref().and_then(|judgement| judgement.dual_infeasibility.as_ref());
    let relative_dual = dual.map(|off| off / costs.max().unwrap_or(Rational::ONE));
    let mut graded = Graded {
        grade: Grade::None,
        fault: None,
        judgement,
        error,
        relative_error,
        relative_dual,
        basis_is_optimal,
        accepted_at: None,
    };
    (graded.grade, graded.fault) = match &answer.status {
        Status::TimeLimit | Status::Failed(_) => (Grade::None, None),
        Status::Optimal => graded.optimum(truth),
        Status::Infeasible => by_status(*truth == Truth::Infeasible),
        Status::Unbounded => by_status(*truth == Truth::Unbounded),
        Status::InfeasibleOrUnbounded => by_status(truth.value().is_none()),
    };
    if answer.status == Status::Optimal {
        let passes = |name: &&&str| graded.passes(&tolerance(name));
        graded.accepted_at = LADDER.iter().rev().find(passes).copied();
    }
    graded
}

fn by_status(is_right: bool) -> (Grade, Option<Fault>) {
    if is_right { (Grade::StatusOnly, None) } else { (Grade::Refuted, Some(Fault::Status)) }
}

impl Graded {
    /// The grade of an answer that says optimal.
    fn optimum(&self, truth: &Truth) -> (Grade, Option<Fault>) {
        let limit = tolerance(ACCEPTED);
        let is_feasible = self.judgement.as_ref().is_some_and(|it| it.relative_violation <= limit);
        let is_dual_feasible = self.relative_dual.as_ref().is_some_and(|off| *off <= limit);
        match truth {
            Truth::Infeasible if is_feasible => {
                (Grade::Refuted, Some(Fault::StatusWithinTolerance))
            }
            Truth::Unbounded if is_feasible && is_dual_feasible => {
                (Grade::Refuted, Some(Fault::StatusWithinTolerance))
            }
            Truth::Infeasible | Truth::Unbounded => (Grade::Refuted, Some(Fault::Status)),
            // A status without a usable point or objective is only a status.
            Truth::Optimal(_) if self.judgement.is_none() || self.error.is_none() => {
                (Grade::StatusOnly, None)
            }
            Truth::Optimal(_) if !is_feasible => (Grade::Refuted, Some(Fault::Violation)),
            Truth::Optimal(_) if self.passes(&limit) => (Grade::Accepted, None),
            Truth::Optimal(_) => (Grade::Refuted, Some(Fault::Objective)),
        }
    }

    /// Point and objective are within `limit`, relatively.
    fn passes(&self, limit: &Rational) -> bool {
        self.judgement.as_ref().is_some_and(|it| it.relative_violation <= *limit)
            && self.relative_error.as_ref().is_some_and(|error| error <= limit)
    }
}
