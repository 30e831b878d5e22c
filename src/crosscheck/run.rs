//! One LP solve, judged against the exact optimum.

use super::error_of;
use super::plan::{Plan, Task};
use ironproof_answer::{Answer, Judgement, Status, judge};
use ironproof_instance::finite::FiniteInstance;
use ironproof_linear::Lp;
use ironproof_linear::formulate::{Formulation, Incentives, formulate, staged};
use ironproof_number::rational::{Rational, approx};
use ironproof_solvers::solve;
use ironproof_solvers::solve::{SolveConfig, Solver, solve_lazily};

/// An LP solve and what its answer is worth.
#[derive(Clone, Debug)]
pub struct Run {
    /// Who solved what.
    pub task: Task,
    /// Rows of the LP.
    pub n_rows: usize,
    /// Columns of the LP.
    pub n_columns: usize,
    /// Nonzero coefficients of the LP.
    pub n_nonzeros: usize,
    /// How the solver ended.
    pub status: Status,
    /// The objective that the solver reports.
    pub objective: Option<f64>,
    /// |objective - optimum|, computed exactly.
    pub error: Option<f64>,
    /// Exact facts about the point and the multipliers.
    pub judgement: Option<Judgement>,
    /// Iterations, where the solver tells.
    pub iterations: Option<u64>,
    /// Wall clock time of the solve.
    pub seconds: f64,
    /// Whether the answer agrees with the optimum.
    pub verdict: RunVerdict,
}

/// Whether an answer agrees with the exact optimum.
#[derive(Clone, Debug, PartialEq)]
pub enum RunVerdict {
    /// Within the solver's tolerance, and its exact dual bound holds.
    Agrees,
    /// The solver gave no answer: out of time, or failed and said so.
    NoAnswer,
    /// The solver claims something that is not so.
    Disagrees(String),
}

impl Run {
    /// The largest exact violation of a class of rows, as a number.
    pub fn violation(&self, class: &str) -> Option<f64> {
        let violations = &self.judgement.as_ref()?.violations;
        violations
            .iter()
            .find(|violation| violation.class == class)
            .map(|violation| approx(&violation.amount))
    }

    /// The largest exact violation of all, as a number.
    pub fn max_violation(&self) -> Option<f64> {
        self.judgement.as_ref().map(|judgement| approx(&judgement.max_violation()))
    }
}

/// Solves all tasks of the plan. LPs are built once per formulation.
pub(super) fn runs(instance: &FiniteInstance, value: Option<&Rational>, plan: &Plan) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut built: Option<(Formulation, Lp)> = None;
    for task in plan.tasks(instance) {
        let run = match task.incentives {
            // All pairs: rows are generated as they are violated, then every one is judged.
            Incentives::All => staged(instance, task.formulation).map(|staged| {
                let config = SolveConfig::new(task.solver, plan.time_limit_s);
                let answer = solve_lazily(&staged, &config).answer;
                judged(task, &staged.lp, answer, value)
            }),
            Incentives::Adjacent => {
                if built.as_ref().is_none_or(|(formulation, _)| *formulation != task.formulation) {
                    built = formulate(instance, task.formulation, Incentives::Adjacent)
                        .ok()
                        .map(|lp| (task.formulation, lp));
                }
                let Some((_, lp)) = &built else { continue };
                let config = SolveConfig::new(task.solver, plan.time_limit_s);
                Ok(judged(task, lp, solve::solve(lp, &config), value))
            }
        };
        // The plan asks for a formulation only where it exists.
        runs.extend(run);
    }
    runs
}

/// What the answer of a solver to `lp` is worth, whose exact optimum is `value`; `None` for an infeasible LP.
pub fn judged(task: Task, lp: &Lp, answer: Answer, value: Option<&Rational>) -> Run {
    let judgement = judge(lp, &answer).ok();
    let error = answer.objective.zip(value).and_then(|(found, value)| error_of(found, value));
    let verdict = match value {
        Some(value) => verdict(task.solver, &answer, error, judgement.as_ref(), value),
        None => match &answer.status {
            Status::Infeasible | Status::InfeasibleOrUnbounded => RunVerdict::Agrees,
            Status::TimeLimit | Status::Failed(_) => RunVerdict::NoAnswer,
            status => RunVerdict::Disagrees(format!("it says {}", status.name())),
        },
    };
    Run {
        task,
        n_rows: lp.rows.len(),
        n_columns: lp.columns.len(),
        n_nonzeros: lp.n_nonzeros(),
        status: answer.status,
        objective: answer.objective,
        error,
        judgement,
        iterations: answer.iterations,
        seconds: answer.seconds,
        verdict,
    }
}

fn verdict(
    solver: Solver,
    answer: &Answer,
    error: Option<f64>,
    judgement: Option<&Judgement>,
    value: &Rational,
) -> RunVerdict {
    let disagrees = RunVerdict::Disagrees;
    // Whatever the solver says, weak duality holds exactly: a bound below the optimum means that the
    // LP is not the one of this optimum.
    if let Some(bound) =
        judgement.and_then(|judgement| judgement.bound.as_ref()).filter(|bound| *bound < value)
    {
        return disagrees(format!("its dual bound {} is below the optimum", approx(bound)));
    }
    match &answer.status {
        Status::Optimal => {}
        Status::TimeLimit | Status::Failed(_) => return RunVerdict::NoAnswer,
        status => return disagrees(format!("it says {}", status.name())),
    }
    let (tolerance, feasibility) = solver.promise();
    let Some(error) = error else {
        return disagrees("it says optimal without a finite objective".to_owned());
    };
    if error > tolerance * (1.0 + approx(value).abs()) {
        return disagrees(format!("its objective is off by {error:.3e}"));
    }
    if let Some(violation) =
        judgement.map(Judgement::max_violation).map(|v| approx(&v)).filter(|&v| v > feasibility)
    {
        return disagrees(format!("its point violates a row by {violation:.3e}"));
    }
    RunVerdict::Agrees
}

#[cfg(test)]
mod tests {
    use super::*;
    use ironproof_answer::Failure;

    fn judged_status(status: Status, objective: f64, bound: &str) -> RunVerdict {
        let value = Rational::from(2);
        let answer = Answer {
            status,
            objective: Some(objective),
            primal: None,
            row_duals: None,
            basis: None,
            iterations: None,
            seconds: 0.0,
        };
        let judgement = Judgement {
            objective: value.clone(),
            bound: ironproof_number::rational::parse(bound).ok(),
            dual_infeasibility: None,
            violations: Vec::new(),
            relative_violation: Rational::ZERO,
            norm_2: 0.0,
        };
        let error = error_of(objective, &value);
        verdict(Solver::HighsSimplex, &answer, error, Some(&judgement), &value)
    }

    #[test]
    fn a_wrong_answer_disagrees() {
        assert_eq!(judged_status(Status::Optimal, 2.0, "2"), RunVerdict::Agrees);
        assert_eq!(judged_status(Status::Optimal, 2.0 + 1e-8, "2.1"), RunVerdict::Agrees);
        for (status, objective, bound) in [
            (Status::Optimal, 2.0 + 1e-5, "3"),
            (Status::Optimal, 2.0 - 1e-5, "3"),
            (Status::Optimal, f64::NAN, "3"),
            (Status::Infeasible, 2.0, "3"),
            (Status::Unbounded, 2.0, "3"),
            // However little: a dual bound below the optimum is about another LP.
            (Status::Optimal, 2.0, "1.99999999999999999999"),
            (Status::TimeLimit, 2.0, "1"),
        ] {
            let verdict = judged_status(status.clone(), objective, bound);
            assert!(matches!(verdict, RunVerdict::Disagrees(_)), "{status:?} {objective} {bound}");
        }
        assert_eq!(judged_status(Status::TimeLimit, 0.0, "3"), RunVerdict::NoAnswer);
        let failed = Status::Failed(Failure::Panicked(String::new()));
        assert_eq!(judged_status(failed, 0.0, "3"), RunVerdict::NoAnswer);
    }
}
