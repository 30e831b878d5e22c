//! `certify --solution`: what the answer of another solver is worth.

use ironproof_answer::tolerance::{rung, tolerance};
use ironproof_certify::{Judgment, Worth};
use ironproof_number::rational::{Rational, approx};
use ironproof_proof::{BasisVerdict, Broken};
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::{Exact, MaybeExact};

/// What the answer of another solver is worth, judged exactly.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct JudgedAnswer {
    /// `accepted`, `infeasible`, `not integral`, `not optimal`, `better than the bound`, `open`, or, for a model with
    /// integers, `feasible`.
    pub verdict: &'static str,
    /// True for `accepted`; null for `feasible` and `open`; else false.
    pub accepted: Option<bool>,
    /// The objective of the point.
    pub objective: Exact,
    /// The largest amount by which a row or column is outside its bounds.
    pub violation: f64,
    /// The largest such amount relative to max(1, |bound|).
    pub relative_violation: f64,
    /// The row or column that is broken most; null if none is.
    pub worst: Option<String>,
    /// How many rows and columns are outside their bounds.
    pub n_violated: usize,
    /// How many columns the file does not name: they count as zero.
    pub n_missing: usize,
    /// The least of the tolerances 1e-4, 1e-6, 1e-7, 1e-8 and 0 at which the point is feasible, absolutely; null if at
    /// none.
    pub feasible_at: Option<&'static str>,
    /// The double nearest to `feasible_at`.
    pub feasible_at_approx: Option<f64>,
    /// The largest distance of an integer column from an integer; null for a model without integers.
    pub integrality: Option<f64>,
    /// The column with this distance; null if all are integers.
    pub worst_integer: Option<String>,
    /// How many integer columns are no integers; null for a model without integers.
    pub n_fractional: Option<usize>,
    /// As `feasible_at`, for `integrality`.
    pub integral_at: Option<&'static str>,
    /// The double nearest to `integral_at`.
    pub integral_at_approx: Option<f64>,
    /// The bound that the checker accepted and no objective is better than; null without one.
    pub bound: MaybeExact,
    /// How much worse the objective is than `bound`; null without one.
    pub bound_gap: MaybeExact,
    /// The distance of the objective to the optimum that the checker accepted, relative to max(1, |optimum|); for a model
    /// with integers that to `bound`, relative to max(1, |objective|); null without one.
    pub gap: Option<f64>,
    /// The bound that the dual values or the basis of the answer prove; null without one.
    pub dual_bound: MaybeExact,
    /// The distance of `dual_bound` to the optimum that the checker accepted, relative to max(1, |optimum|); null without
    /// one.
    pub dual_bound_gap: Option<f64>,
    /// `dual values` or, if these prove nothing, `basis`.
    pub dual_bound_of: Option<&'static str>,
    /// How much worse the objective is than `dual_bound`; null without one.
    pub duality_gap: MaybeExact,
    /// What the basis is worth; null without one.
    pub basis: Option<BasisFound>,
    /// The whole judgment, for people.
    #[serde(skip)]
    #[schemars(skip)]
    pub whole: Judgment,
}

/// What a basis is worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BasisFound {
    /// `optimal`, `not optimal`, `singular` or `out of time`.
    pub verdict: &'static str,
    /// How many values are outside their bounds; only if it is not optimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_primal: Option<usize>,
    /// How many reduced costs have the wrong sign; only if it is not optimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_dual: Option<usize>,
}

impl JudgedAnswer {
    pub(crate) fn new(judgment: &Judgment) -> Self {
        let Judgment { judged, has_integers, fractional, gap, worth, .. } = judgment;
        // Of a model with integers the optimum is not known: at most so far from it.
        let relative = if *has_integers {
            gap.as_ref().map(|gap| gap.relative.clone().max(Rational::ZERO))
        } else {
            judgment.distance.clone()
        };
        let off = fractional.as_ref().map_or(Rational::ZERO, |worst| worst.distance.clone());
        let bound_of = if judged.is_of_basis { "basis" } else { "dual values" };
        let place = |broken: &Broken| broken.place.clone();
        let feasible_at = rung(&judged.amount());
        let integral_at = if *has_integers { rung(&off) } else { None };
        let double = |name| approx(&tolerance(name));
        Self {
            verdict: worth.name(),
            accepted: worth.is_accepted(),
            objective: (&judged.objective).into(),
            violation: approx(&judged.amount()),
            relative_violation: approx(&judged.relative_amount()),
            worst: judged.worst.as_ref().map(place),
            n_violated: judged.n_broken,
            n_missing: judged.n_missing,
            feasible_at,
            feasible_at_approx: feasible_at.map(double),
            integrality: has_integers.then(|| approx(&off)),
            worst_integer: fractional.as_ref().map(|worst| worst.place.clone()),
            n_fractional: has_integers.then(|| fractional.as_ref().map_or(0, |worst| worst.n)),
            integral_at,
            integral_at_approx: integral_at.map(double),
            bound: gap.as_ref().map(|gap| &gap.bound).into(),
            bound_gap: gap.as_ref().map(|gap| &gap.amount).into(),
            gap: relative.as_ref().map(approx),
            dual_bound: judged.dual_bound.as_ref().into(),
            dual_bound_gap: judgment.bound_distance.as_ref().map(approx),
            dual_bound_of: judged.dual_bound.as_ref().map(|_| bound_of),
            duality_gap: judged.gap.as_ref().into(),
            basis: BasisFound::new(judged.basis.verdict),
            whole: judgment.clone(),
        }
    }

    /// The verdict about it.
    pub fn worth(&self) -> &Worth {
        &self.whole.worth
    }
}

impl BasisFound {
    fn new(verdict: BasisVerdict) -> Option<Self> {
        let (n_primal, n_dual) = match verdict {
            BasisVerdict::Absent => return None,
            BasisVerdict::NotOptimal { n_primal, n_dual } => (Some(n_primal), Some(n_dual)),
            _ => (None, None),
        };
        Some(Self { verdict: verdict.name(), n_primal, n_dual })
    }
}
