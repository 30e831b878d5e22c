//! Money as transfers.
//!
//! max  sum_i sum_k w_k (alpha - lambda_k) T_k + w_k nu_k Q_k
//! IC(k,l)  T_k - T_l - s Q_k + s Q_l <= 0
//! IR(k)    T_k - low_k Q_k <= 0
//! bounds   0 <= T_k                          T_k <= low_k q_M is implied

use crate::formulate::Incentives;
use crate::formulate::draft::Draft;
use crate::formulate::incentives;
use crate::formulate::incentives::Pair;
use crate::formulate::legend::{Constraint, TypeAt, Variable};
use ironproof_number::rational::Rational;

/// Adds the columns `T_k`, the objective and the rows above.
pub(super) fn add(draft: &mut Draft<'_>, incentives: Incentives) {
    for (g, group) in draft.instance.groups.iter().enumerate() {
        let first = draft.lp.columns.len();
        draft.money.push(first);
        for (k, ty) in group.types.iter().enumerate() {
            let mass = &draft.masses[g][k];
            draft.lp.columns[draft.quality[g][k]].objective = mass * &*ty.social_value();
            let cost = mass * (&draft.instance.alpha - &ty.weight);
            let bound = ty.low() * &draft.top_level;
            draft.add_column(Variable::Transfer(TypeAt { group: g, k }), cost, bound);
        }

        incentives::add_rows(draft, g, incentives, |draft, Pair { k, other, end }| {
            let quality = &draft.quality[g];
            [
                (first + k, Rational::ONE),
                (first + other, -Rational::ONE),
                (quality[*k], -*end),
                (quality[*other], (*end).clone()),
            ]
        });
        for k in incentives::participants(group.types.len(), incentives) {
            let terms = [(first + k, Rational::ONE), (draft.quality[g][k], -group.types[k].low())];
            let constraint = Constraint::Participation(TypeAt { group: g, k });
            draft.add_at_most(constraint, terms, Rational::ZERO);
        }
    }
}
