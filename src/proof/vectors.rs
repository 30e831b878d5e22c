//! Exact vectors of the LP in integers as vectors of the LP itself. They are moved: those of a large LP take gigabytes.

use ironproof_number::{IBig, UBig};

use crate::basic::{Dual, Primal};
use crate::form::Form;
use crate::proof::Proof;
use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;

/// The values of the columns of the LP.
pub(super) fn point(form: &Form, primal: Primal) -> Vector {
    let mut point = primal.values;
    point.truncate(form.n_columns);
    point
}

/// The multipliers of the rows of the LP.
pub(super) fn multipliers(lp: &Lp, form: &Form, dual: Dual) -> Vector {
    in_lp(lp, form, dual.multipliers)
}

/// Multipliers of the rows of the form, as those of the rows of the LP.
pub(super) fn in_lp(lp: &Lp, form: &Form, multipliers: Vector) -> Vector {
    let sign = if lp.maximize { IBig::NEG_ONE } else { IBig::ONE };
    let scales: Vec<IBig> =
        form.row_scale.iter().map(|scale| &sign * IBig::from(scale.clone())).collect();
    multipliers.scaled(scales.iter(), &form.cost_scale)
}

/// The proof that they are optimal, if they are.
pub(super) fn optimal(lp: &Lp, form: &Form, primal: Primal, dual: Dual) -> Option<Proof> {
    Proof::optimal(lp, point(form, primal), multipliers(lp, form, dual))
}

/// Multipliers of the rows of the form as multipliers of the rows of the LP.
pub(super) fn unscaled(form: &Form, multipliers: &[IBig]) -> Vec<IBig> {
    let scaled = |(y, scale): (&IBig, &UBig)| y * IBig::from(scale.clone());
    multipliers.iter().zip(&form.row_scale).map(scaled).collect()
}
