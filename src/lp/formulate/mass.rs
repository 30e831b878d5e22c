//! Lotteries by the chance of each level.
//!
//! LOTTERY(g,k)  sum_j x_kj = 1                                j = 0..M, level 0 is "no object"
//! QUALITY(g,k)  Q_k - sum_j q_j x_kj = 0
//! SUPPLY(j)     sum_i sum_k w_k (x_kj + ... + x_kM) <= S_j    j = 1..M, if limited from j on
//! costs         max .. - sum_i sum_k w_k sum_j cost_j x_kj
//! bounds        0 <= x_kj
//!
//! The supply rows are dense, K (M - j + 1) nonzeros: objects of better quality may stand in for
//! worse ones, and this formulation says so without helper columns.

use crate::formulate::draft::Draft;
use crate::formulate::legend::{Constraint, TypeAt, Variable};
use ironproof_number::rational::Rational;

/// Adds the columns `x_kj`, j = 0..M, and the rows above.
pub(super) fn add(draft: &mut Draft<'_>) {
    let n_levels = draft.instance.quality.len();
    // supply_terms[j]: the terms of SUPPLY(j+1).
    let mut supply_terms = vec![Vec::new(); n_levels];

    for (g, group) in draft.instance.groups.iter().enumerate() {
        for k in 0..group.types.len() {
            let at = TypeAt { group: g, k };
            let first = draft.lp.columns.len();
            for j in 0..=n_levels {
                let cost = match j.checked_sub(1) {
                    Some(j) => -(&draft.masses[g][k] * &draft.instance.quality[j].cost),
                    None => Rational::ZERO,
                };
                draft.add_column(Variable::Chance(at, j), cost, Rational::ONE);
                for terms in &mut supply_terms[..j] {
                    terms.push((first + j, draft.masses[g][k].clone()));
                }
            }
            draft.lottery[g].push(first);
            let terms = (first..=first + n_levels).map(|column| (column, Rational::ONE));
            draft.add_equal(Constraint::Lottery(at), terms, Rational::ONE);

            let levels = draft.instance.quality.iter().enumerate();
            let lottery = levels.map(|(j, level)| (first + j + 1, -&level.level));
            let terms = [(draft.quality[g][k], Rational::ONE)].into_iter().chain(lottery);
            draft.add_equal(Constraint::Quality(at), terms, Rational::ZERO);
        }
    }

    for (j, (terms, supply)) in supply_terms.into_iter().zip(draft.limits()).enumerate() {
        let Some(supply) = supply else { continue };
        draft.add_at_most(Constraint::Supply(j + 1), terms, supply);
    }
}
