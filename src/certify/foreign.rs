//! The answer of another solver: judged by itself, and then against what the checker accepted about the model.

use ironproof_answer::solution_file::Solution;
use ironproof_answer::tolerance::unit;
use ironproof_linear::Model;
use ironproof_number::ops::Abs;
use ironproof_number::rational::Rational;
use ironproof_proof::{Judged, judge_solution};
use ironproof_solvers::solve;
use ironproof_verdict::Verified;

use crate::integral::{Fractional, fractional};
use crate::worth::{Gap, Worth, gap, outer};

/// An answer, judged by itself.
pub(super) struct Alone {
    /// Against the model without integrality.
    pub(super) judged: Judged,
    /// The one that is farthest from an integer, if any is none.
    fractional: Option<Fractional>,
}

/// An answer, judged by itself and against what the checker accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgment {
    /// By itself, against the model without integrality.
    pub judged: Judged,
    /// The model has integer columns.
    pub has_integers: bool,
    /// The integer column that is farthest from an integer, if any is none.
    pub fractional: Option<Fractional>,
    /// How much worse the objective is than the bound that the checker accepted, if it did.
    pub gap: Option<Gap>,
    /// How far the objective is from the optimum that the checker accepted, relative to max(1, |optimum|).
    pub distance: Option<Rational>,
    /// The same for the bound that the dual values or the basis of the answer prove.
    pub bound_distance: Option<Rational>,
    /// The verdict.
    pub worth: Worth,
}

impl Alone {
    /// `time_limit_s` is for the repair of the multipliers, and for the basis.
    pub(super) fn new(model: &Model, solution: &Solution, time_limit_s: f64) -> Self {
        Self {
            fractional: fractional(&model.lp, &model.integer, &solution.point),
            judged: judge_solution(&model.lp, solution, &solve::bases, time_limit_s),
        }
    }

    /// Against what the checker accepted about the model, or its relaxation.
    pub(super) fn against(self, model: &Model, verified: Option<&Verified>) -> Judgment {
        let Self { judged, fractional } = self;
        let (has_integers, maximize) = (0 < model.n_integer(), model.lp.maximize);
        let distance = |value: &Rational| {
            let optimum = verified?.value()?;
            Some((value - optimum).abs() / unit(optimum))
        };
        Judgment {
            has_integers,
            gap: gap(&judged.objective, outer(verified, maximize), maximize),
            distance: distance(&judged.objective),
            bound_distance: judged.dual_bound.as_ref().and_then(distance),
            worth: Worth::new(&judged, fractional.as_ref(), has_integers, verified, maximize),
            judged,
            fractional,
        }
    }
}
