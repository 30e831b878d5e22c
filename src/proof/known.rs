//! What is proved about the optimum when the time is over.

use crate::proof::Bounds;
use crate::safe::safe_bounds;
use ironproof_answer::{Answer, Basis};
use ironproof_linear::duality::Vector;
use ironproof_linear::{Column, Lp};
use ironproof_number::rational::{Rational, exact};

/// What the bases so far prove about the LP.
#[derive(Default)]
pub(super) struct Known {
    pub(super) point: Option<Vector>,
    pub(super) multipliers: Option<Vector>,
    /// The optimal basis.
    pub(super) basis: Option<Basis>,
}

impl Known {
    /// The best bounds of the bases, of the last float answer, and of the point and multipliers nearest to
    /// zero.
    pub(super) fn bounds(&self, lp: &Lp, last: Option<&Answer>) -> Bounds {
        let of_bases = Bounds::new(lp, self.point.clone(), self.multipliers.clone());
        let point = last.and_then(|answer| numbers(answer.primal.as_ref()?, lp.columns.len()));
        let multipliers =
            last.and_then(|answer| numbers(answer.row_duals.as_ref()?, lp.rows.len()));
        let of_floats = safe_bounds(lp, point.as_deref(), multipliers.as_deref(), 0.0);
        let nearest: Vec<Rational> = lp.columns.iter().map(nearest_to_zero).collect();
        // Repaired, zeros would be no better a guess than any.
        let zero = vec![Rational::ZERO; lp.rows.len()];
        let of_zero = Bounds::new(lp, Some(Vector::new(&nearest)), Some(Vector::new(&zero)));
        of_bases.or(&of_floats, lp.maximize).or(&of_zero, lp.maximize)
    }
}

/// The floats, bit for bit, if there are as many as needed and all are finite.
fn numbers(floats: &[f64], length: usize) -> Option<Vec<Rational>> {
    if floats.len() == length { floats.iter().map(|x| exact(*x)).collect() } else { None }
}

fn nearest_to_zero(column: &Column) -> Rational {
    let lower = column.lower.clone().filter(|lower| Rational::ZERO < *lower);
    let upper = || column.upper.clone().filter(|upper| *upper < Rational::ZERO);
    lower.or_else(upper).unwrap_or_default()
}
