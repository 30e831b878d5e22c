//! Somebody else's answer, judged exactly: how far the point is from each row and bound, what the
//! multipliers and the basis prove, and the gap between objective and bound.

use crate::claimed::{JudgedBasis, judge_basis};
use crate::deadline::deadline;
use crate::project::projected;
use crate::proof::Bounds;
use crate::safe::safe_bounds;
use crate::source::Open;
use ironproof_answer::solution_file::Solution;
use ironproof_answer::tolerance::unit;
use ironproof_linear::duality::{Breach, Vector, broken_columns, broken_rows, objective};
use ironproof_linear::{Lp, Place};
use ironproof_number::rational::Rational;

/// What an answer is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Its objective.
    pub objective: Rational,
    /// The row or column bound that it breaks most, absolutely; none if it is exactly feasible.
    pub worst: Option<Broken>,
    /// The one that it breaks most relative to the bound.
    pub worst_relative: Option<Broken>,
    /// How many rows and columns it breaks.
    pub n_broken: usize,
    /// Columns that the file does not name: they count as zero.
    pub n_missing: usize,
    /// What the basis is worth.
    pub basis: JudgedBasis,
    /// The best of what point, multipliers (repaired where their signs need it) and basis prove.
    pub bounds: Bounds,
    /// The bound on the optimum that the multipliers prove or, if they prove none, the basis: from above for
    /// max, from below for min.
    pub dual_bound: Option<Rational>,
    /// It is the basis that proves this bound.
    pub is_of_basis: bool,
    /// How much worse the objective of the point is than this bound; negative only for a point that is not
    /// feasible.
    pub gap: Option<Rational>,
}

/// A broken bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// `row NAME` or `column NAME`.
    pub place: String,
    /// The activity of the row or the value of the column.
    pub value: Rational,
    /// Its bound that is broken: a lower bound if it is above the value.
    pub bound: Rational,
    /// By how much, absolutely or relative to max(1, |bound|).
    pub amount: Rational,
}

impl Judged {
    /// The larger of the absolute amounts, zero if nothing is broken.
    pub fn amount(&self) -> Rational {
        self.worst.as_ref().map_or(Rational::ZERO, |broken| broken.amount.clone())
    }

    /// The largest relative amount.
    pub fn relative_amount(&self) -> Rational {
        self.worst_relative.as_ref().map_or(Rational::ZERO, |broken| broken.amount.clone())
    }
}

/// Judges an answer. `time_limit_s` is the most that the repair of the multipliers may take, where simpler means
/// fail, and as much for the basis.
///
/// # Panics
/// If the point of the answer has not one value for each column of the model. The readers of solution files give one.
pub fn judge_solution(lp: &Lp, solution: &Solution, open: Open<'_>, time_limit_s: f64) -> Judged {
    let (n_values, n_columns) = (solution.point.len(), lp.columns.len());
    assert_eq!(n_values, n_columns, "a point has one value for each column of the model");
    let point = Vector::new(&solution.point);
    let outer = |bounds: &Bounds| bounds.outer(lp.maximize).cloned();
    let of_values = of_values(lp, solution, open, time_limit_s);
    let basis = judge_basis(lp, solution.basis.as_ref(), time_limit_s);
    let dual_bound = outer(&of_values).or_else(|| outer(&basis.bounds));
    let mut judged = Judged {
        objective: objective(lp, &point),
        worst: None,
        worst_relative: None,
        n_broken: 0,
        n_missing: solution.n_missing,
        is_of_basis: dual_bound.is_some() && outer(&of_values).is_none(),
        bounds: of_values.or(&basis.bounds, lp.maximize),
        basis,
        dual_bound,
        gap: None,
    };
    for breach in broken_columns(lp, &point).chain(broken_rows(lp, &point)) {
        judged.add(lp, &breach);
    }
    judged.gap = judged.dual_bound.as_ref().map(|bound| {
        let gap = &judged.objective - bound;
        if lp.maximize { -gap } else { gap }
    });
    judged
}

/// What point and multipliers prove.
fn of_values(lp: &Lp, solution: &Solution, open: Open<'_>, time_limit_s: f64) -> Bounds {
    let point = Some(&solution.point[..]);
    let bounds = safe_bounds(lp, point, solution.multipliers.as_deref(), time_limit_s);
    if bounds.multipliers().is_some() {
        return bounds;
    }
    let deadline = deadline(time_limit_s);
    let multipliers = solution.multipliers.as_ref();
    let projected = multipliers.and_then(|y| projected(lp, y, open, deadline).ok().flatten());
    bounds.or(&Bounds::new(lp, None, projected), lp.maximize)
}

impl Judged {
    fn add(&mut self, lp: &Lp, breach: &Breach<'_>) {
        self.n_broken += 1;
        let place = || match breach.place {
            Place::Column(j) => format!("column {}", lp.columns[j].name),
            Place::Row(i) => format!("row {}", lp.rows[i].name),
        };
        let relative = &breach.amount / unit(breach.bound);
        for (worst, amount) in
            [(&mut self.worst, breach.amount.clone()), (&mut self.worst_relative, relative)]
        {
            if worst.as_ref().is_none_or(|worst| worst.amount < amount) {
                let (value, bound) = (breach.value(), breach.bound.clone());
                *worst = Some(Broken { place: place(), value, bound, amount });
            }
        }
    }
}
