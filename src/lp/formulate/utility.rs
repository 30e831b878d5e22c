//! Money as utilities, U_k = low_k Q_k - T_k: what the poorest agent of type k gains.
//!
//! max  sum_i sum_k w_k (lambda_k - alpha) U_k + w_k (nu_k + (alpha - lambda_k) low_k) Q_k
//! IC(k,l)      U_l - U_k + (s - low_l) Q_l - (s - low_k) Q_k <= 0
//! TRANSFER(k)  U_k - low_k Q_k <= 0
//! bounds       0 <= U_k                      this is IR(k); U_k <= low_k q_M is implied
//!
//! For a point s = low_k, so an incentive row has three nonzeros instead of four. With neighbours
//! only, the bounds beyond the first are redundant but cost no row.

use crate::formulate::Incentives;
use crate::formulate::draft::Draft;
use crate::formulate::incentives;
use crate::formulate::incentives::Pair;
use crate::formulate::legend::{Constraint, TypeAt, Variable};
use ironproof_number::rational::Rational;

/// Adds the columns `U_k`, the objective and the rows above.
pub(super) fn add(draft: &mut Draft<'_>, incentives: Incentives) {
    for (g, group) in draft.instance.groups.iter().enumerate() {
        let first = draft.lp.columns.len();
        draft.money.push(first);
        for (k, ty) in group.types.iter().enumerate() {
            let mass = &draft.masses[g][k];
            let excess = &ty.weight - &draft.instance.alpha;
            let value = &*ty.social_value() - &excess * ty.low();
            draft.lp.columns[draft.quality[g][k]].objective = mass * value;
            let (cost, bound) = (mass * excess, ty.low() * &draft.top_level);
            draft.add_column(Variable::Utility(TypeAt { group: g, k }), cost, bound);
        }

        let types = &group.types;
        incentives::add_rows(draft, g, incentives, |draft, Pair { k, other, end }| {
            let quality = &draft.quality[g];
            [
                (first + other, Rational::ONE),
                (first + k, -Rational::ONE),
                (quality[*other], *end - types[*other].low()),
                (quality[*k], types[*k].low() - *end),
            ]
        });
        for (k, ty) in types.iter().enumerate() {
            let terms = [(first + k, Rational::ONE), (draft.quality[g][k], -ty.low())];
            let constraint = Constraint::Transfer(TypeAt { group: g, k });
            draft.add_at_most(constraint, terms, Rational::ZERO);
        }
    }
}
