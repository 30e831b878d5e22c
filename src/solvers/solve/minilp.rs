//! The crate `minilp` 0.2: a simplex without duals, limits or maintenance.

use minilp::{ComparisonOp, Error, OptimizationDirection, Problem};

use crate::solve::float_lp::{FloatLp, Side};
use crate::solve::{SolveConfig, watchdog};
use ironproof_answer::{Answer, Status};

/// Runs minilp on the scaled LP.
pub(super) fn solve(lp: &FloatLp, config: &SolveConfig) -> Answer {
    let problem = problem(lp);
    watchdog::run(config.time_limit_s, move || match problem.solve() {
        // It calls some unbounded LPs optimal, with an infinite objective.
        Ok(solution) if solution.objective().is_infinite() => Answer::only(Status::Unbounded),
        Ok(solution) => Answer {
            objective: Some(solution.objective()),
            primal: Some(solution.iter().map(|(_, value)| *value).collect()),
            ..Answer::only(Status::Optimal)
        },
        Err(Error::Infeasible) => Answer::only(Status::Infeasible),
        Err(Error::Unbounded) => Answer::only(Status::Unbounded),
    })
}

fn problem(lp: &FloatLp) -> Problem {
    let mut problem = Problem::new(if lp.maximize {
        OptimizationDirection::Maximize
    } else {
        OptimizationDirection::Minimize
    });
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
