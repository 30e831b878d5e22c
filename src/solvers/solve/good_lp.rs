//! HiGHS through the crate `good_lp`, as its users meet it: default options, on one thread.
//!
//! It reports "infeasible or unbounded" as infeasible, has no basis, and no iteration count.

use std::time::Instant;

use good_lp::{
    DualValues, Expression, ProblemVariables, ResolutionError, Solution, SolutionStatus,
    SolutionWithDual, SolverModel, Variable, highs, variable,
};

use crate::solve::SolveConfig;
use crate::solve::float_lp::{FloatLp, Side};
use ironproof_answer::{Answer, Failure, Status};

/// Runs HiGHS through `good_lp` on the scaled LP.
pub(super) fn solve(lp: &FloatLp, config: &SolveConfig) -> Answer {
    let start = Instant::now();
    let mut variables = ProblemVariables::new();
    let bounds = lp.column_lower.iter().zip(&lp.column_upper);
    let columns: Vec<Variable> =
        bounds.map(|(lower, upper)| variables.add(variable().min(*lower).max(*upper))).collect();
    let mut objective = Expression::with_capacity(columns.len());
    for (column, cost) in columns.iter().zip(&lp.cost) {
        objective.add_mul(*cost, *column);
    }
    let problem = if lp.maximize {
        variables.maximise(objective.clone())
    } else {
        variables.minimise(objective.clone())
    };
    let mut model =
        problem.using(highs).set_threads(1).set_time_limit(config.time_limit_s.max(0.0));

    // The row of each reference: a row with two different bounds becomes two.
    let mut references = Vec::with_capacity(lp.n_rows());
    for i in 0..lp.n_rows() {
        let row = || {
            let mut row = Expression::default();
            for (j, value) in lp.row(i) {
                row.add_mul(value, columns[j]);
            }
            row
        };
        for (side, bound) in lp.sides(i) {
            let constraint = match side {
                Side::Equal => row().eq(bound),
                Side::AtMost => row().leq(bound),
                Side::AtLeast => row().geq(bound),
            };
            references.push((i, model.add_constraint(constraint)));
        }
    }

    let mut solution = match model.solve() {
        Ok(solution) => solution,
        Err(ResolutionError::Infeasible) => return Answer::only(Status::Infeasible),
        Err(ResolutionError::Unbounded) => return Answer::only(Status::Unbounded),
        // Out of time without a feasible point is an error without a kind of its own.
        Err(_) if config.time_limit_s <= start.elapsed().as_secs_f64() => {
            return Answer::only(Status::TimeLimit);
        }
        Err(error) => return Failure::NoVerdict(error.to_string()).into(),
    };
    let status = match solution.status() {
        SolutionStatus::TimeLimit => Status::TimeLimit,
        SolutionStatus::Optimal | SolutionStatus::GapLimit => Status::Optimal,
    };
    let primal = columns.iter().map(|column| solution.value(*column)).collect();
    let objective = solution.eval(objective);
    let duals = solution.compute_dual();
    let mut row_duals = vec![0.0; lp.n_rows()];
    for (i, reference) in references {
        row_duals[i] += duals.dual(reference);
    }
    Answer {
        objective: Some(objective),
        primal: Some(primal),
        row_duals: Some(row_duals),
        ..Answer::only(status)
    }
}
