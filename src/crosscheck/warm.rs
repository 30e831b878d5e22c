//! HiGHS along the path: the LP at each breakpoint and inside each piece, against the exact value.
//!
//! Neighbouring LPs differ in their costs only. Each is solved twice: warm, from the optimal basis of the LP
//! before if it has one, and cold, from scratch. Both answers are judged exactly, by the line of the piece.

use crate::{Run, Task, judged};
use ironproof_answer::Status;
use ironproof_linear::formulate::{FormulateError, Formulation, Incentives, formulate};
use ironproof_number::rational::Rational;
use ironproof_path::{Family, Path};
use ironproof_solvers::solve;
use ironproof_solvers::solve::{Repriced, SolveConfig, Solver};

/// The LP at one x.
#[derive(Clone, Debug)]
pub struct Point {
    /// Where.
    pub x: Rational,
    /// The exact value.
    pub value: Rational,
    /// Solved from the last optimal basis; from scratch where the LP before has none.
    pub warm: Run,
    /// Solved from scratch.
    pub cold: Run,
}

/// Solves the LP (adjacent incentive rows) with HiGHS' simplex at the ends of all pieces and inside each one, from
/// left to right. `time_limit_s` is for each solve.
///
/// # Errors
/// [`FormulateError`] if the instance has no LP in this formulation.
pub fn along(
    family: &Family<'_>,
    path: &Path,
    formulation: Formulation,
    time_limit_s: f64,
) -> Result<Vec<Point>, FormulateError> {
    let config = SolveConfig::new(Solver::HighsSimplex, time_limit_s);
    let task = Task { solver: config.solver, formulation, incentives: Incentives::Adjacent };
    let mut points: Vec<Point> = Vec::new();
    let mut neighbour: Option<Repriced> = None;
    for piece in &path.pieces {
        for x in piece.points() {
            // A breakpoint belongs to two pieces; that both lines pass through it is for `certify`.
            if points.last().is_some_and(|last| last.x == x) {
                continue;
            }
            let value = piece.line.at(&x);
            let lp = formulate(&family.at(&x), formulation, task.incentives)?;
            let lps = neighbour.take().map_or_else(|| Repriced::new(&lp, time_limit_s), Ok);
            let warm = match lps {
                Ok(mut lps) => {
                    let answer = lps.solve(&lp);
                    // A basis that is not optimal may be worse than none.
                    neighbour = Some(lps).filter(|_| answer.status == Status::Optimal);
                    answer
                }
                Err(failure) => failure.into(),
            };
            let cold = solve::solve(&lp, &config);
            let [warm, cold] = [warm, cold].map(|answer| judged(task, &lp, answer, Some(&value)));
            points.push(Point { x, value, warm, cold });
        }
    }
    Ok(points)
}
