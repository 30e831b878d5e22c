//! Exact vectors of the LP in integers as vectors of the LP itself.

use ironproof_number::{IBig, UBig};

use crate::basic::{Dual, Primal};
use crate::form::Form;
use crate::proof::Proof;
use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;

/// The values of the columns of the LP.
pub(super) fn point(form: &Form, primal: &Primal) -> Vector {
    Vector {
        numerators: primal.values[..form.n_columns].to_vec(),
        denominator: primal.denominator.clone(),
    }
}

/// The multipliers of the rows of the LP.
pub(super) fn multipliers(lp: &Lp, form: &Form, dual: &Dual) -> Vector {
    let sign = if lp.maximize { IBig::NEG_ONE } else { IBig::ONE };
    let mut numerators = unscaled(form, &dual.multipliers);
    for y in &mut numerators {
        *y *= &sign;
    }
    Vector { numerators, denominator: &dual.denominator * &form.cost_scale }
}

/// The proof that they are optimal, if they are.
pub(super) fn optimal(lp: &Lp, form: &Form, primal: &Primal, dual: &Dual) -> Option<Proof> {
    Proof::optimal(lp, point(form, primal), multipliers(lp, form, dual))
}

/// Multipliers of the rows of the form as multipliers of the rows of the LP.
pub(super) fn unscaled(form: &Form, multipliers: &[IBig]) -> Vec<IBig> {
    let scaled = |(y, scale): (&IBig, &UBig)| y * IBig::from(scale.clone());
    multipliers.iter().zip(&form.row_scale).map(scaled).collect()
}
