//! The crate `clarabel`: an interior point method for conic problems, at its defaults.
//!
//! ```text
//! min  q x   s.t.  A x + s = b,  s = 0 (equalities first),  0 <= s (the rest)
//! ```
//!
//! Bounds of columns are rows of A. Its multipliers z satisfy q + A'z = 0, so the derivative of the
//! minimum in b is -z. It proves "dual infeasible" by a ray, which leaves open whether a feasible
//! point exists.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SolverStatus, SupportedConeT};

use crate::solve::SolveConfig;
use crate::solve::float_lp::{FloatLp, Side};
use ironproof_answer::{Answer, Failure, Status};

/// Runs Clarabel.
pub(super) fn solve(lp: &FloatLp, config: &SolveConfig) -> Answer {
    let sense = if lp.maximize { -1.0 } else { 1.0 };
    let cost: Vec<f64> = lp.cost.iter().map(|cost| sense * cost).collect();
    let conic = Conic::new(lp);
    let cones = [
        SupportedConeT::ZeroConeT(conic.n_equal),
        SupportedConeT::NonnegativeConeT(conic.right.len() - conic.n_equal),
    ];
    let settings = DefaultSettings {
        verbose: false,
        max_threads: 1,
        time_limit: config.time_limit_s.max(0.0),
        ..DefaultSettings::default()
    };
    let nothing = CscMatrix::zeros((lp.n_columns(), lp.n_columns()));
    let solver = DefaultSolver::new(&nothing, &cost, &conic.matrix, &conic.right, &cones, settings);
    let mut solver = match solver {
        Ok(solver) => solver,
        Err(error) => return Failure::NoVerdict(error.to_string()).into(),
    };
    solver.solve();
    let solution = &solver.solution;
    let mut row_duals = vec![0.0; lp.n_rows()];
    for (origin, z) in conic.origins.iter().zip(&solution.z) {
        if let Some((i, sign)) = origin {
            row_duals[*i] -= sense * sign * z;
        }
    }
    let with_point = |status| Answer {
        objective: Some(sense * solution.obj_val),
        primal: Some(solution.x.clone()),
        row_duals: Some(row_duals),
        iterations: Some(u64::from(solution.iterations)),
        ..Answer::only(status)
    };
    match solution.status {
        SolverStatus::Solved => with_point(Status::Optimal),
        SolverStatus::PrimalInfeasible => Answer::only(Status::Infeasible),
        SolverStatus::DualInfeasible => Answer::only(Status::InfeasibleOrUnbounded),
        SolverStatus::MaxTime => Answer::only(Status::TimeLimit),
        status => with_point(Status::Failed(Failure::NoVerdict(format!("{status:?}")))),
    }
}

/// The rows of A, equalities first.
struct Conic {
    matrix: CscMatrix<f64>,
    right: Vec<f64>,
    n_equal: usize,
    /// The row of the LP that each row comes from, and its sign; none for a bound of a column.
    origins: Vec<Option<(usize, f64)>>,
}

/// A row of A before it has its place.
struct Draft {
    side: Side,
    bound: f64,
    origin: Option<usize>,
    terms: Vec<(usize, f64)>,
}

impl Conic {
    fn new(lp: &FloatLp) -> Self {
        let mut drafts = Vec::new();
        for i in 0..lp.n_rows() {
            for (side, bound) in lp.sides(i) {
                drafts.push(Draft { side, bound, origin: Some(i), terms: lp.row(i).collect() });
            }
        }
        for (j, (lower, upper)) in lp.column_lower.iter().zip(&lp.column_upper).enumerate() {
            let mut add = |side, bound: f64| {
                drafts.push(Draft { side, bound, origin: None, terms: vec![(j, 1.0)] });
            };
            if lower.total_cmp(upper).is_eq() {
                add(Side::Equal, *upper);
                continue;
            }
            if upper.is_finite() {
                add(Side::AtMost, *upper);
            }
            if lower.is_finite() {
                add(Side::AtLeast, *lower);
            }
        }
        // Stable, so that rows keep their order otherwise.
        drafts.sort_by_key(|draft| draft.side != Side::Equal);
        let n_equal = drafts.iter().take_while(|draft| draft.side == Side::Equal).count();

        let (mut rows, mut columns, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let (mut right, mut origins) = (Vec::new(), Vec::new());
        for (at, draft) in drafts.iter().enumerate() {
            let sign = if draft.side == Side::AtLeast { -1.0 } else { 1.0 };
            for (j, value) in &draft.terms {
                rows.push(at);
                columns.push(*j);
                values.push(sign * value);
            }
            right.push(sign * draft.bound);
            origins.push(draft.origin.map(|i| (i, sign)));
        }
        let size = (drafts.len(), lp.n_columns());
        let matrix = CscMatrix::new_from_triplets(size.0, size.1, rows, columns, values);
        Self { matrix, right, n_equal, origins }
    }
}
