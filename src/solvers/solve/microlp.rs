//! The crate `microlp` 0.7: the maintained successor of minilp, without duals.

use std::time::Duration;

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};

use crate::solve::float_lp::{FloatLp, Side};
use crate::solve::{SolveConfig, watchdog};
use ironproof_answer::{Answer, Failure, Status};

/// Runs microlp on the scaled LP.
pub(super) fn solve(lp: &FloatLp, config: &SolveConfig) -> Answer {
    let problem = problem(lp, config.time_limit_s);
    let n_columns = lp.n_columns();
    // Its own limit ends the thread in most cases; the watchdog covers the rest.
    watchdog::run(config.time_limit_s, move || match problem.solve() {
        Ok(SolveOutcome::Solution(solution)) => Answer {
            objective: Some(solution.objective()),
            primal: Some(solution.iter().map(|(_, value)| value).take(n_columns).collect()),
            ..Answer::only(Status::Optimal)
        },
        Ok(SolveOutcome::Interrupted(_)) => Answer::only(Status::TimeLimit),
        Err(Error::Infeasible) => Answer::only(Status::Infeasible),
        Err(Error::Unbounded) => Answer::only(Status::Unbounded),
        Err(error) => Failure::NoVerdict(error.to_string()).into(),
    })
}

fn problem(lp: &FloatLp, time_limit_s: f64) -> Problem {
    let mut problem = Problem::new(if lp.maximize {
        OptimizationDirection::Maximize
    } else {
        OptimizationDirection::Minimize
    });
    problem.set_time_limit(Duration::try_from_secs_f64(time_limit_s).unwrap_or(Duration::MAX));
    let bounds = lp.column_lower.iter().copied().zip(lp.column_upper.iter().copied());
    let variables: Vec<_> =
        lp.cost.iter().zip(bounds).map(|(cost, bounds)| problem.add_var(*cost, bounds)).collect();
    for i in 0..lp.n_rows() {
        let terms = || lp.row(i).map(|(j, value)| (variables[j], value));
        for (side, bound) in lp.sides(i) {
            let comparison = match side {
                Side::Equal => ComparisonOp::Eq,
                Side::AtMost => ComparisonOp::Le,
                Side::AtLeast => ComparisonOp::Ge,
            };
            problem.add_constraint(terms(), comparison, bound);
        }
    }
    problem
}
