//! The rows of the LP of `docs/model.md`, each quoted where it is checked.
//!
//! Loops over types compute in integers over units that are fixed per group.

use ironproof_numbers::{Checked, Failure, Fraction, Int, check, ensure, over_one_unit};

use crate::certificate::{Certificate, Item};
use crate::instance::{Group, Instance};

/// Items of a group: each pair of them is checked.
const ITEMS: usize = 50_000;

/// The objective of the mechanism, if it is feasible:
///
/// sum_i sum_k w_k [ alpha T_k + nu_k Q_k - lambda_k T_k ]
/// LOTTERY   0 <= Gamma_k0 <= Gamma_k1 <= ... <= Gamma_kM = 1
/// SUPPLY(j) sum_i sum_k w_k (1 - Gamma_k,j-1) <= S_j                     j = 1..M
/// Q_k = sum_j (q_j - q_{j-1}) (1 - Gamma_k,j-1)
///
/// The chance of level j is Gamma_kj - Gamma_k,j-1. So chances sum to at most one, 1 - Gamma_k,j-1
/// is the sum from j to M, and Q_k = sum_j chance_j q_j. The grammar sees to chance > 0, T_k >= 0.
pub(crate) fn primal(instance: &Instance, certificate: &Certificate) -> Checked<Fraction> {
    let n_items = certificate.groups.iter().map(|(items, _)| items.len()).sum();
    let mut objective = Fraction::from(0);
    let mut handed_out = vec![Fraction::from(0); instance.levels.len()];
    for (i, (group, (items, _))) in instance.groups.iter().zip(&certificate.groups).enumerate() {
        let mut contracts = Vec::with_capacity(items.len());
        for item in items {
            // Sums of w_k, w_k lambda_k and w_k nu_k over the types of the item.
            let (mut mass, mut weight, mut weighted) = (Int::ZERO, Int::ZERO, Int::ZERO);
            for k in item.first..=item.last {
                mass = mass + &group.masses[k];
                weight = weight + &group.masses[k] * &group.weights[k];
                weighted = weighted + &group.masses[k] * &group.weighted_wtps[k];
            }
            let mass = Fraction::new(mass, group.mass_unit.clone());
            let weight = Fraction::new(weight, &group.mass_unit * &group.weight_unit);
            let weighted = Fraction::new(weighted, &group.mass_unit * &group.weight_unit);
            let (mut total, mut quality) = (Fraction::from(0), Fraction::from(0));
            for (j, chance) in &item.lottery {
                total.add(chance, item.lottery.len())?;
                quality.add(&chance.times(&instance.levels[*j][0]), item.lottery.len())?;
                handed_out[*j].add(&mass.times(chance), n_items)?;
            }
            let is_lottery = total <= Fraction::from(1);
            let at = contracts.len() + 1;
            check(is_lottery, "violated: ", || format!("LOTTERY(g{},item {at})", i + 1))?;
            let paid = instance.alpha.times(&mass).minus(&weight).times(&item.transfer);
            objective.add(&paid.plus(&weighted.times(&quality)), n_items)?;
            contracts.push([item.transfer.clone(), quality]);
        }
        incentive_rows(i + 1, group, items, &contracts)?;
    }
    let mut rest = Fraction::from(0);
    for (j, [_, mass]) in instance.levels.iter().enumerate().rev() {
        rest.add(&mass.minus(&handed_out[j]), handed_out.len())?;
        let is_enough = Int::ZERO <= rest.numerator;
        check(is_enough, "violated: ", || format!("SUPPLY({})", j + 1))?;
    }
    Ok(objective)
}

/// IC(k,l)   T_k - T_l <= s (Q_k - Q_l)    s = low_k, high_k              l != k, same group
/// IR(k)     T_k <= low_k Q_k
///
/// The types of an item share T and Q. So rows inside an item say 0 <= 0, and IR of its first type
/// is the strictest. Against another item the row is linear in s, which runs from low of the first
/// to high of the last type: both ends are rows, and what holds at both ends holds between them.
fn incentive_rows(i: usize, group: &Group, items: &[Item], table: &[[Fraction; 2]]) -> Checked<()> {
    ensure(items.len() <= ITEMS, Failure::TooLarge(ITEMS, "items in a group"))?;
    let ([mut transfers, qualities], _) = over_one_unit(table, [0, 1])?;
    for transfer in &mut transfers {
        *transfer = &*transfer * &group.wtp_unit;
    }
    for (a, item) in items.iter().enumerate() {
        let low = &group.lows[item.first];
        let stays = transfers[a] <= low * &qualities[a];
        check(stays, "violated: ", || format!("IR(g{i},{})", item.first + 1))?;
        for (b, other) in items.iter().enumerate() {
            for (k, s) in [(item.first, low), (item.last, &group.highs[item.last])] {
                let holds = &transfers[a] - &transfers[b] <= s * (&qualities[a] - &qualities[b]);
                check(holds, "violated: ", || format!("IC(g{i},{},{})", k + 1, other.first + 1))?;
            }
        }
    }
    Ok(())
}
