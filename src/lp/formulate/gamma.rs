//! Lotteries by cumulative chances, the variables of the paper.
//!
//! LOTTERY(g,k,j)  Gamma_k,j-1 <= Gamma_kj                    j = 1..M-1
//! QUALITY(g,k)    Q_k + sum_j (q_j - q_{j-1}) Gamma_k,j-1 = q_M
//! SUPPLY(j)       sum_i sum_k w_k (1 - Gamma_k,j-1) <= S_j   j = 1..M, if limited from j on
//! costs           max .. - sum_i sum_k w_k sum_j (cost_j - cost_{j-1}) (1 - Gamma_k,j-1)
//! bounds          0 <= Gamma_kj, Gamma_k,M-1 <= 1            Gamma_kM = 1 is no column
//!
//! K nonzeros per supply row, whatever M is.

use crate::formulate::draft::Draft;
use crate::formulate::legend::{Constraint, TypeAt, Variable};
use ironproof_number::rational::Rational;
use ironproof_number::scale;

/// Adds the columns `Gamma_kj`, j = 0..M-1, and the rows above.
pub(super) fn add(draft: &mut Draft<'_>) {
    let steps = draft.level_steps();
    let costs = draft.cost_steps();
    let n_levels = steps.len();
    // supply_terms[j]: the terms -w_k Gamma_kj of SUPPLY(j+1).
    let mut supply_terms: Vec<Vec<(usize, Rational)>> = vec![Vec::new(); n_levels];

    for (g, group) in draft.instance.groups.iter().enumerate() {
        for k in 0..group.types.len() {
            let at = TypeAt { group: g, k };
            let first = draft.lp.columns.len();
            for (j, terms) in supply_terms.iter_mut().enumerate() {
                let variable = Variable::Cumulative(at, j);
                let cost = &draft.masses[g][k] * &costs[j];
                draft.lp.offset -= &cost;
                let column = draft.add_column(variable, cost, Rational::ONE);
                draft.lp.columns[column].upper = (j + 1 == n_levels).then_some(Rational::ONE);
                terms.push((column, -&draft.masses[g][k]));
            }
            draft.lottery[g].push(first);
            for j in 1..n_levels {
                let terms = [(first + j - 1, Rational::ONE), (first + j, -Rational::ONE)];
                draft.add_at_most(Constraint::Increasing(at, j), terms, Rational::ZERO);
            }
            let lottery = steps.iter().enumerate().map(|(j, step)| (first + j, step.clone()));
            let terms = [(draft.quality[g][k], Rational::ONE)].into_iter().chain(lottery);
            draft.add_equal(Constraint::Quality(at), terms, draft.top_level.clone());
        }
    }

    let everybody = scale::sum(draft.masses.iter().flatten());
    for (j, (terms, supply)) in supply_terms.into_iter().zip(draft.limits()).enumerate() {
        let Some(supply) = supply else { continue };
        draft.add_at_most(Constraint::Supply(j + 1), terms, supply - &everybody);
    }
}
