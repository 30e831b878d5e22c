//! Whether the verdict depends on what a float solver loses of the model.
//!
//! The models that the loss leads to are in no file, so no checker reads them: what is said about them is exact.

use ironproof_linear::{Lp, Model};
use ironproof_number::rational::Rational;
use ironproof_proof::{Report, prove};
use ironproof_solvers::solve;

use crate::loss::{Loss, loss};

/// The loss and the verdicts about the models that it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Examined {
    /// What is lost.
    pub loss: Loss,
    /// What holds for the model as doubles, if that is another model and HiGHS takes it.
    pub as_doubles: Option<Compared>,
    /// What holds for the model with its huge bounds as bounds, if it has any.
    pub as_written: Option<Compared>,
}

/// What holds exactly for another model, beside what holds for the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// `optimal`, `infeasible`, `unbounded`, or `bounded` if a limit came first.
    pub status: &'static str,
    /// Its optimum.
    pub value: Option<Rational>,
    /// Its value minus the value of the model.
    pub difference: Option<Rational>,
    /// The same status and the same value. `None` if either was not solved in time.
    pub is_same: Option<bool>,
}

impl Examined {
    /// Solves exactly what the loss leads to; `time_limit_s` holds for each model.
    pub(super) fn new(model: &Model, report: &Report, time_limit_s: f64) -> Self {
        let loss = loss(model);
        let compared = |lp: &Option<Lp>| {
            Some(Compared::new(report, &prove(lp.as_ref()?, &solve::bases, time_limit_s)))
        };
        Self {
            as_doubles: compared(&loss.as_doubles),
            as_written: compared(&loss.as_written),
            loss,
        }
    }
}

impl Compared {
    fn new(report: &Report, other: &Report) -> Self {
        let (Some(proof), Some(other)) = (report.proof(), other.proof()) else {
            return Self { status: "bounded", value: None, difference: None, is_same: None };
        };
        let (before, after) = (proof.value(), other.value());
        Self {
            status: other.status(),
            value: after.cloned(),
            difference: before.zip(after).map(|(before, after)| after - before),
            is_same: Some(proof.status() == other.status() && before == after),
        }
    }
}
