//! What `verify` compares for one instance.
//!
//! ```text
//! verified   the optimum, by the independent checker, which accepts the certificate of ironing
//! exact      ironing as `solve` does it, in big integers, and the claimed optimum, compared with ==
//! measured   ironing in f64, for points also in plain arrays; each LP solver on each formulation: its objective,
//!            its violations and the dual bound of its multipliers, each computed exactly and compared within a
//!            tolerance
//! ```
//!
//! Mechanisms are compared modulo ties: two optimal mechanisms may differ, so a solver's point is
//! judged by its exact violations and its exact objective, not by its entries.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! use ironproof_crosscheck::{Plan, check};
//! use ironproof_linear::formulate::Formulation;
//! use ironproof_solvers::solve::Solver;
//!
//! let instance = ironproof_instance::finite::read(TWO_TYPES)?;
//! let (solvers, formulations) = (vec![Solver::HighsSimplex], vec![Formulation::Mass]);
//! let plan = Plan { solvers, formulations, lp_types: 10, oracle_cells: 10, time_limit_s: 10.0 };
//! let report = check(&instance, Some(TWO_TYPES), &plan);
//! assert!(report.agree() && report.verified().is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![expect(
    clippy::float_arithmetic,
    reason = "float answers are compared within what their solvers promise"
)]

mod continuous;
mod floats;
mod plan;
mod run;
mod start;
mod start_file;
pub mod warm;

pub use self::continuous::check_continuous;
pub use self::plan::{Plan, Task};
pub use self::run::{Run, RunVerdict, judged};
pub use self::start::start_basis;
pub use self::start_file::{NoStart, start_of_file};
use ironproof_answer::Status;
use ironproof_instance::Optimum;
use ironproof_instance::finite;
use ironproof_instance::finite::{Claimed, FiniteInstance};
use ironproof_ironing as ironing;
use ironproof_ironing::Exact;
use ironproof_ironing::certificate;
use ironproof_number::rational::{Rational, approx, exact};
use ironproof_verdict as verdict;
use ironproof_verdict::{Finding, Refused, Verified};

/// Largest relative difference between ironing in `f64` and the exact optimum.
const F64_TOLERANCE: f64 = 1e-9;

/// Everything that was found out about one instance.
#[derive(Clone, Debug)]
pub struct Report {
    /// The instance's name.
    pub name: String,
    /// Number of groups.
    pub n_groups: usize,
    /// Number of types over all groups.
    pub n_types: usize,
    /// Number of quality levels.
    pub n_levels: usize,
    /// The exact optimum found by ironing; `None` if no mechanism is feasible.
    value: Option<Rational>,
    /// The same in floats, where there is such a way.
    pub value_f64: Option<f64>,
    /// The verdict of the checker about `value`; only [`check`] sets the two.
    verified: Option<Verified>,
    /// The LP solves.
    pub runs: Vec<Run>,
    /// The known optimum of the continuous instance that this one was made from.
    pub continuous_optimum: Option<Optimum>,
    /// What disagrees; empty when all is well.
    pub disagreements: Vec<Disagreement>,
}

/// Two answers that should be equal and are not.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Disagreement {
    /// The checker did not accept.
    #[error("the certificate is not accepted: {0}")]
    NotAccepted(Refused),
    /// The checker accepted another value than ironing found.
    #[error("{accepted}, and ironing found {ironing}")]
    OtherValue {
        /// What the checker accepted.
        accepted: Verified,
        /// What ironing found.
        ironing: Claimed,
    },
    /// The two exact number types differ.
    #[error("ironing in big integers found {0}")]
    BigIntegers(Rational),
    /// `solve` prints another value: its integers are not the words that the certificate is made with.
    #[error("`solve` finds {0}")]
    Solve(Rational),
    /// The float path is off.
    #[error("ironing in f64 found {0}")]
    Floats(f64),
    /// The file claims another optimum.
    #[error("the file claims the optimum {0}")]
    Claim(Claimed),
    /// An exact lower bound exceeds the claimed continuous optimum.
    #[error("the exact lower bound exceeds the claimed continuous optimum, at most {0}")]
    AboveContinuous(Rational),
    /// An exact bracket does not contain the claimed continuous optimum.
    #[error(
        "the exact bracket of the continuous optimum is {lower} to {upper}; the claim is outside"
    )]
    OutsideBracket {
        /// Lower end.
        lower: Rational,
        /// Upper end.
        upper: Rational,
    },
    /// An LP solve.
    #[error("{0}")]
    Run(String),
}

impl Report {
    /// The exact optimum found by ironing; `None` if no mechanism is feasible.
    pub fn value(&self) -> Option<&Rational> {
        self.value.as_ref()
    }

    /// The verdict that the optimum is this value, if the checker accepted the certificate.
    pub fn verified(&self) -> Option<&Verified> {
        self.verified.as_ref()
    }

    /// Whether all answers agree.
    pub fn agree(&self) -> bool {
        self.disagreements.is_empty()
    }

    /// How far the value is below the known continuous optimum, relative to it; negative if above.
    pub fn below_continuous(&self) -> Option<f64> {
        let optimum = self.continuous_optimum.as_ref()?;
        let (_, high) = optimum.ends();
        let gap = high - self.value.as_ref()?;
        Some(if high.is_zero() { approx(&gap) } else { approx(&(gap / high)) })
    }

    /// The run that stands for HiGHS in tables: the first one.
    pub fn highs(&self) -> Option<&Run> {
        self.runs.iter().find(|run| run.task.solver.is_highs() && run.status == Status::Optimal)
    }
}

/// Checks an instance in every way that the plan lists. `text` is the JSON that the checker reads.
pub fn check(instance: &FiniteInstance, text: Option<&str>, plan: &Plan) -> Report {
    let certificate::Written { value, text: certificate } =
        certificate::written(instance, certificate::Form::usual(instance));
    let found = value.clone().map_or(Claimed::Infeasible, Claimed::Value);
    let mut disagreements = Vec::new();

    let owned;
    let text = if let Some(text) = text {
        text
    } else {
        owned = finite::to_json(instance);
        &owned
    };
    let claim = value.clone().map_or(Finding::Infeasible, Finding::Optimal);
    let verified = match verdict::instance(&instance.name, text, &certificate) {
        Ok(verified) if *verified.finding() == claim => Some(verified),
        Ok(accepted) => {
            disagreements.push(Disagreement::OtherValue { accepted, ironing: found.clone() });
            None
        }
        Err(refused) => {
            disagreements.push(Disagreement::NotAccepted(refused));
            None
        }
    };
    let value_f64 =
        value.as_ref().and_then(|value| other_ways(instance, value, &mut disagreements));
    if let Some(claim) = instance.optimum.as_ref().filter(|claim| **claim != found) {
        disagreements.push(Disagreement::Claim(claim.clone()));
    }
    let runs = run::runs(instance, value.as_ref(), plan);
    for run in &runs {
        if let RunVerdict::Disagrees(reason) = &run.verdict {
            disagreements.push(Disagreement::Run(format!("{}: {reason}", run.task)));
        }
    }
    Report {
        name: instance.name.clone(),
        n_groups: instance.groups.len(),
        n_types: instance.n_types(),
        n_levels: instance.quality.len(),
        value,
        value_f64,
        verified,
        runs,
        continuous_optimum: None,
        disagreements,
    }
}

/// Compares the optimum with what ironing finds in other numbers, and returns what it finds in doubles. External values
/// and levels without limit change the numbers of the plain model alone. Costs and side constraints change more: then
/// there is one way.
fn other_ways(
    instance: &FiniteInstance,
    value: &Rational,
    disagreements: &mut Vec<Disagreement>,
) -> Option<f64> {
    if !instance.sides.is_empty() || instance.quality.iter().any(|level| !level.cost.is_zero()) {
        return None;
    }
    let big = ironing::solve(&Exact::new_big(instance)).value;
    if big != *value {
        disagreements.push(Disagreement::BigIntegers(big));
    }
    if instance.is_plain() {
        let solved = ironing::optimum(instance).value;
        if solved != *value {
            disagreements.push(Disagreement::Solve(solved));
        }
    }
    let value_f64 = ironing::value_f64(instance);
    let plain = floats::plain(instance).map(|plain| [plain.value, plain.worth]);
    let is_off = |found: &f64| {
        error_of(*found, value).is_none_or(|error| error > F64_TOLERANCE * (1.0 + approx(value)))
    };
    if floats::overflow(instance, value) {
        return None;
    }
    let floats = [value_f64].into_iter().chain(plain.into_iter().flatten());
    disagreements.extend(floats.filter(is_off).map(Disagreement::Floats));
    Some(value_f64)
}

/// The exact distance of a float from the optimum, as a number; `None` unless finite.
pub fn error_of(x: f64, value: &Rational) -> Option<f64> {
    let difference = exact(x)? - value;
    Some(approx(&if difference < Rational::ZERO { -difference } else { difference }))
}
