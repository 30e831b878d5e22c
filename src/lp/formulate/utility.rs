//! Money as utilities, U_k = low_k Q_k - T_k: what the poorest agent of type k gains.
//!
//! max  sum_i sum_k w_k (lambda_k - alpha) U_k + w_k (nu_k + (alpha - lambda_k) low_k) Q_k
//! IC(k,l)      U_l - U_k + (s - low_l) Q_l - (s - low_k) Q_k <= 0
//! TRANSFER(k)  U_k - low_k Q_k <= 0
//! bounds       0 <= U_k                      this is IR(k); U_k <= low_k q_M is implied
//!
//! For a point s = low_k, so an incentive row has three nonzeros instead of four. With neighbours
//! only, the bounds beyond the first are redundant but cost no row.

use crate::formulate::draft::{Draft, place};
use crate::formulate::incentives;
use crate::formulate::incentives::Pair;
use crate::formulate::{Incentives, RowClass};
use crate::{Column, Row};
use ironproof_number::rational::Rational;

/// Adds the columns `U_k`, the objective and the rows above.
pub(super) fn add(draft: &mut Draft<'_>, incentives: Incentives) {
    for (g, group) in draft.instance.groups.iter().enumerate() {
        let first = draft.lp.columns.len();
        for (k, ty) in group.types.iter().enumerate() {
            let mass = &draft.masses[g][k];
            let excess = &ty.weight - &draft.instance.alpha;
            let value = &*ty.weighted_wtp() - &excess * ty.low();
            draft.lp.columns[draft.quality[g][k]].objective = mass * value;
            let name = format!("U({})", place(g, k));
            let bound = ty.low() * &draft.top_level;
            draft.lp.add_column(Column::non_negative(name, mass * excess, bound));
        }

        let types = &group.types;
        incentives::add_rows(draft, g, incentives, |draft, name, Pair { k, other, end }| {
            let quality = &draft.quality[g];
            let terms = [
                (first + other, Rational::ONE),
                (first + k, -Rational::ONE),
                (quality[*other], *end - types[*other].low()),
                (quality[*k], types[*k].low() - *end),
            ];
            Row::at_most(name, RowClass::Incentive.label(), terms, Rational::ZERO)
        });
        for (k, ty) in types.iter().enumerate() {
            let terms = [(first + k, Rational::ONE), (draft.quality[g][k], -ty.low())];
            let name = format!("TRANSFER({})", place(g, k));
            let row = Row::at_most(name, RowClass::Transfer.label(), terms, Rational::ZERO);
            draft.lp.add_row(row);
        }
    }
}
