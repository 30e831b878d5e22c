//! LP iterative refinement [GSW16], from the exact basic solution x, z of a basis.
//!
//! ```text
//!     min  (D z) x'  s.t.  A x' = s',  P (lower - x) <= x' <= P (upper - x),  likewise for s'
//! ```
//!
//! is the same LP seen from x through a magnifying glass: violations that were below the tolerance of
//! the float solver have size one in it. P is one over the largest violation, D one over the largest
//! reduced cost with a wrong sign. A basis is optimal for it if and only if it is for the LP.
//!
//! # References
//! [GSW16] A. Gleixner, D. Steffy, K. Wolter, Iterative refinement for linear programming.

use ironproof_number::ops::Abs;
use ironproof_number::{IBig, UBig};

use crate::Shifted;
use crate::basic::{Basic, Dual, Primal};
use crate::rebuild::bits;
use ironproof_linear::duality::Vector;
use ironproof_number::rational::{Rational, approx};

/// Larger scales than this bring nothing: the numbers of the LP become infinite.
const MAX_SCALE: f64 = 1e40;
/// The largest cost where any scale would do.
const USUAL_COST: f64 = 1e6;
/// Larger costs than this disturb the float solver.
const MAX_COST: f64 = 1e12;

/// The residual LP of a basis.
pub(super) fn shifted(basic: &Basic<'_>, primal: &Primal, dual: &Dual) -> Shifted {
    let form = basic.form;
    let violation = |violated: &crate::basic::Violated| {
        let bound = if violated.is_above { &form.upper } else { &form.lower };
        bound[violated.variable]
            .as_ref()
            .map_or(0.0, |bound| difference(bound, &primal.values, violated.variable).abs())
    };
    let worst = primal.violated.iter().map(violation).fold(0.0, f64::max);
    let primal_scale = scale(worst);
    let side = |bound: &Option<Rational>, variable: usize, absent: f64| {
        let row = variable.checked_sub(form.n_columns);
        // Rows of the form are scaled; those of the float LP are not.
        let unscale = row.map_or(1.0, |i| 1.0 / approx(&Rational::from(form.row_scale[i].clone())));
        bound.as_ref().map_or(absent, |bound| {
            let gap = difference(bound, &primal.values, variable);
            let gap = gap * primal_scale * unscale;
            if gap.abs() < 1e20 { gap } else { f64::INFINITY.copysign(gap) }
        })
    };
    let bounds = |variable: usize| {
        let lower = side(&form.lower[variable], variable, f64::NEG_INFINITY);
        let upper = side(&form.upper[variable], variable, f64::INFINITY);
        // A lower bound that is infinitely far above is none that a float could state.
        if lower == f64::INFINITY || upper == f64::NEG_INFINITY || upper < lower {
            (f64::NEG_INFINITY, f64::INFINITY)
        } else {
            (lower, upper)
        }
    };
    let mut reduced = basic.reduced(dual);
    let mut reduced = |variable: usize| {
        let (part, numerator) = reduced.of(variable);
        ratio(&numerator, &reduced.parts.denominator(part))
    };
    let dual_scale = if dual.wanting.is_empty() {
        // The largest reduced cost says how large they are, if none is wrong.
        let sizes = (0..form.n_variables()).map(|variable| reduced(variable).abs());
        let largest = sizes.fold(0.0, f64::max);
        if 0.0 < largest && largest.is_finite() { USUAL_COST / largest } else { 1.0 }
    } else {
        scale(dual.wanting.iter().map(|(variable, _)| reduced(*variable).abs()).fold(0.0, f64::max))
    };
    let mut cost = |j: usize| (reduced(j) * dual_scale).clamp(-MAX_COST, MAX_COST);
    // Costs of activities: z of a row is y_i, and y s = (A'y) x.
    let mut costs: Vec<f64> = (0..form.n_columns).map(&mut cost).collect();
    for i in 0..form.n_rows {
        let y = cost(form.n_columns + i);
        if y != 0.0 {
            for (j, entry) in form.rows.row(i) {
                costs[j] += y * entry.to_f64();
            }
        }
    }
    let total = form.n_variables();
    Shifted {
        cost: costs,
        columns: (0..form.n_columns).map(bounds).collect(),
        rows: (form.n_columns..total).map(bounds).collect(),
    }
}

fn scale(worst: f64) -> f64 {
    if worst > 0.0 && worst.is_finite() { (1.0 / worst).clamp(1.0, MAX_SCALE) } else { 1.0 }
}

/// `bound - value`, rounded once.
fn difference(bound: &Rational, values: &Vector, variable: usize) -> f64 {
    let denominator = values.parts().denominator(values.part(variable));
    let (value, size) = (&values.numerators()[variable], bound.denominator());
    let numerator =
        bound.numerator() * IBig::from(denominator.clone()) - value * IBig::from(size.clone());
    ratio(&numerator, &(size * denominator))
}

/// `numerator / denominator` for numbers of any length, to about 50 bits.
pub(super) fn ratio(numerator: &IBig, denominator: &UBig) -> f64 {
    let size = numerator.abs().into_parts().1;
    if size.is_zero() {
        return 0.0;
    }
    let (cut, cut_denominator) =
        (bits(&size).saturating_sub(120), bits(denominator).saturating_sub(120));
    let (head, head_denominator) = (&size >> cut, denominator >> cut_denominator);
    let shift = i32::try_from(cut)
        .unwrap_or(i32::MAX)
        .saturating_sub(i32::try_from(cut_denominator).unwrap_or(i32::MAX));
    let value = head.to_f64() / head_denominator.to_f64() * 2.0_f64.powi(shift);
    if *numerator < IBig::ZERO { -value } else { value }
}
