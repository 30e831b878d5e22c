//! `verify.csv`: a row for each method, and for each LP solve, on each instance.

use ironproof_answer::BOUND_CLASS;
use ironproof_crosscheck::{Report, Run, RunVerdict};
use ironproof_linear::formulate::RowClass;
use ironproof_number::rational::approx;
use serde::Serialize;

use crate::exact::MaybeExact;

/// A row of `verify.csv`: a method or an LP solve on one instance. Columns about LPs are empty for methods without one.
#[derive(Clone, Debug, Serialize)]
pub struct SolveRow {
    /// The instance.
    pub instance: String,
    /// Its groups.
    pub groups: usize,
    /// Its types, over all groups.
    pub types: usize,
    /// Its quality levels.
    pub levels: usize,
    /// `ironing`, `ironing-f64`, `verifier`, or the LP solver.
    pub solver: &'static str,
    /// The variables of the LP.
    pub formulation: Option<&'static str>,
    /// Which pairs of types have an incentive row.
    pub incentives: Option<&'static str>,
    /// Rows of the LP.
    pub rows: Option<usize>,
    /// Columns of the LP.
    pub columns: Option<usize>,
    /// Nonzero coefficients of the LP.
    pub nonzeros: Option<usize>,
    /// How the solver ended: `optimal`, `infeasible`, `unbounded`, `infeasible or unbounded`, `time limit` or `failed`.
    /// Of a method, `ok` or `disagrees`.
    pub status: &'static str,
    /// The exact optimum; empty if nothing is feasible.
    pub value: MaybeExact,
    /// The objective that the solver reports, or the value that the method finds.
    pub objective: Option<f64>,
    /// How far that is from the optimum.
    pub abs_error: Option<f64>,
    /// The objective of the solver's point, computed exactly.
    pub exact_objective: Option<f64>,
    /// The dual bound of its multipliers, computed exactly.
    pub exact_bound: Option<f64>,
    /// The largest violation of a row of this class, computed exactly.
    pub incentive_violation: Option<f64>,
    /// The largest violation of a row of this class, computed exactly.
    pub participation_violation: Option<f64>,
    /// The largest violation of a row of this class, computed exactly.
    pub supply_violation: Option<f64>,
    /// The largest violation of a row of this class, computed exactly.
    pub lottery_violation: Option<f64>,
    /// The largest violation of a row of this class, computed exactly.
    pub quality_violation: Option<f64>,
    /// The largest violation of a row of this class, computed exactly.
    pub transfer_violation: Option<f64>,
    /// The largest violation of a row of this class, computed exactly.
    pub side_violation: Option<f64>,
    /// The largest violation of a bound of a column, computed exactly.
    pub bound_violation: Option<f64>,
    /// Iterations.
    pub iterations: Option<u64>,
    /// Wall clock time.
    pub seconds: Option<f64>,
    /// Whether it agrees with the optimum; empty if there is no answer.
    pub agrees: Option<bool>,
}

/// The rows of `verify.csv` about these instances.
pub fn rows(reports: &[Report]) -> impl Iterator<Item = SolveRow> {
    reports.iter().flat_map(|report| {
        let verified = report.verified().and_then(|verified| verified.value());
        let is_verified = report.verified().is_some();
        let doubles = report.value_f64;
        let methods = [
            Some(SolveRow::method(report, "ironing", report.value().map(approx), report.agree())),
            doubles.map(|x| SolveRow::method(report, "ironing-f64", Some(x), report.agree())),
            Some(SolveRow::method(report, "verifier", verified.map(approx), is_verified)),
        ];
        methods.into_iter().flatten().chain(report.runs.iter().map(|run| SolveRow::lp(report, run)))
    })
}

impl SolveRow {
    /// A method without an LP.
    fn method(report: &Report, name: &'static str, objective: Option<f64>, agrees: bool) -> Self {
        Self {
            instance: report.name.clone(),
            groups: report.n_groups,
            types: report.n_types,
            levels: report.n_levels,
            solver: name,
            formulation: None,
            incentives: None,
            rows: None,
            columns: None,
            nonzeros: None,
            status: if agrees { "ok" } else { "disagrees" },
            value: report.value().into(),
            objective,
            abs_error: None,
            exact_objective: None,
            exact_bound: None,
            incentive_violation: None,
            participation_violation: None,
            supply_violation: None,
            lottery_violation: None,
            quality_violation: None,
            transfer_violation: None,
            side_violation: None,
            bound_violation: None,
            iterations: None,
            seconds: None,
            agrees: Some(agrees),
        }
    }

    fn lp(report: &Report, run: &Run) -> Self {
        let judgement = run.judgement.as_ref();
        let violation = |class: RowClass| run.violation(class.label());
        Self {
            formulation: Some(run.task.formulation.name()),
            incentives: Some(run.task.incentives.name()),
            rows: Some(run.n_rows),
            columns: Some(run.n_columns),
            nonzeros: Some(run.n_nonzeros),
            status: run.status.name(),
            abs_error: run.error,
            exact_objective: judgement.map(|judgement| approx(&judgement.objective)),
            exact_bound: judgement.and_then(|judgement| judgement.bound.as_ref()).map(approx),
            incentive_violation: violation(RowClass::Incentive),
            participation_violation: violation(RowClass::Participation),
            supply_violation: violation(RowClass::Supply),
            lottery_violation: violation(RowClass::Lottery),
            quality_violation: violation(RowClass::Quality),
            transfer_violation: violation(RowClass::Transfer),
            side_violation: violation(RowClass::Side),
            bound_violation: run.violation(BOUND_CLASS),
            iterations: run.iterations,
            seconds: Some(run.seconds),
            agrees: match run.verdict {
                RunVerdict::Agrees => Some(true),
                RunVerdict::NoAnswer => None,
                RunVerdict::Disagrees(_) => Some(false),
            },
            ..Self::method(report, run.task.solver.name(), run.objective, true)
        }
    }
}
