//! The rows and columns of the LP of `docs/model.md`, each quoted where it is checked.

use ironproof_numbers::{Checked, Failure, Fraction, Int, check, ensure, over_one_unit};

use crate::certificate::{self, Certificate, Item};
use crate::instance::{Group, Instance};

const ITEMS: usize = 50_000; // in a group, since each pair of them is checked

/// The objective of the mechanism, if it is feasible:
/// sum_i sum_k w_k [ alpha T_k + nu_k Q_k - lambda_k T_k ]
/// LOTTERY   0 <= Gamma_k0 <= Gamma_k1 <= ... <= Gamma_kM = 1
/// SUPPLY(j) sum_i sum_k w_k (1 - Gamma_k,j-1) <= S_j                     j = 1..M
/// Q_k = sum_j (q_j - q_{j-1}) (1 - Gamma_k,j-1)
/// The chance of level j is Gamma_kj - Gamma_k,j-1. So chances sum to at most one, 1 - Gamma_k,j-1
/// is the sum from j to M, and Q_k = sum_j chance_j q_j. The grammar sees to chance > 0, T_k >= 0.
pub(crate) fn primal(instance: &Instance, certificate: &Certificate) -> Checked<Fraction> {
    let n_items = certificate.groups.iter().map(|group| group.items.len()).sum();
    let mut objective = Fraction::from(0);
    let mut handed_out = vec![Fraction::from(0); instance.levels.len()];
    for (i, (group, proof)) in instance.groups.iter().zip(&certificate.groups).enumerate() {
        let items = &proof.items;
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

/// The bound of the multipliers, if they satisfy the T columns:
/// T_k >= 0:   w_k (alpha - lambda_k) - D_k + P_k + D_{k+1} - P_{k+1} <= 0      (M cancels)
/// v_k      =  w_k nu_k + D_k low_k - P_k high_{k-1} + M_k (high_k - low_{k-1})
///             - D_{k+1} low_{k+1} + P_{k+1} high_k - M_{k+1} (high_{k+1} - low_k)
/// sigma_k  =  max over j = 0..M of  v_k q_j - w_k (pi_1 + ... + pi_j)
/// bound    =  sum_j pi_j S_j + sum_i sum_k sigma_k
pub(crate) fn dual(instance: &Instance, certificate: &Certificate) -> Checked<Fraction> {
    let menu = Menu::new(&instance.levels, &certificate.prices)?;
    let mut bound = Fraction::from(0);
    // S_j = m_j + ... + m_M, so this is the sum of m_j (pi_1 + ... + pi_j).
    for ([_, mass], (_, price)) in instance.levels.iter().zip(&menu.entries[1..]) {
        let price = Fraction::new(price.clone(), menu.unit.clone());
        bound.add(&mass.times(&price), menu.entries.len())?;
    }
    for i in 0..instance.groups.len() {
        bound.add(&sigmas(i, instance, certificate, &menu)?, instance.groups.len())?;
    }
    Ok(bound)
}

/// The sum of sigma_k over a group. Types with their maximum at j add up to (sum of v_k) q_j -
/// (sum of w_k) (pi_1 + ... + pi_j). Only M brings in denominators other than `unit`, and a pool
/// starts and ends with M = 0, so that the sum of its v_k is free of them.
/// In a pool of `tight` all types get one value per mass, V / W, the sums of v_k without M and of
/// w_k over the pool: M_{k+1} (high_{k+1} - low_k) is the sum of v_l over l <= k less V / W times
/// the sum of w_l, and must not be negative. They share a best level, and the sum of their sigma_k
/// is that of one type with value V and mass W.
fn sigmas(i: usize, instance: &Instance, proof: &Certificate, menu: &Menu) -> Checked<Fraction> {
    let group = &instance.groups[i];
    let Group { masses, mass_unit, lows, highs, wtp_unit, weight_unit, .. } = group;
    let Fraction { numerator: alpha, denominator: alpha_unit } = &instance.alpha;
    let n_types = masses.len();
    let own_unit = mass_unit * weight_unit * alpha_unit; // of w_k (alpha - lambda_k)
    let alpha_weight = weight_unit * alpha;
    let own = |k: usize| &masses[k] * (&alpha_weight - &group.weights[k] * alpha_unit);
    let certificate::Group { listed, pools, .. } = &proof.groups[i];
    let ([downs, ups], dual_unit) = if listed.is_empty() {
        (tight(n_types, own), own_unit.clone())
    } else {
        over_one_unit(listed, [0, 1])?
    };
    let parts = [own_unit, &dual_unit * wtp_unit].map(|unit| Fraction::new(Int::from(1), unit));
    let ([own_factor, trade_factor], unit) = over_one_unit(&[parts], [0, 1])?;
    let [own_factor, trade_factor] = [&own_factor[0], &trade_factor[0]];
    let (dual_factor, flat_factor) = (trade_factor * wtp_unit, trade_factor * &dual_unit);
    let weight_factor = own_factor * alpha_unit;
    let mass_factor = weight_unit * &weight_factor;
    let mut sums = vec![(Fraction::from(0), Int::ZERO); menu.entries.len()];
    // D_k low_k - P_k high_{k-1} and M_k (high_k - low_{k-1}); the reader wants P_1 = M_1 = 0.
    let (mut trade, mut flat) = (&downs[0] * &lows[0], Fraction::from(0));
    let (mut pools, mut first) = (pools.iter().peekable(), 0);
    while first < n_types {
        let last = pools.next_if(|pool| pool.0 == first).map_or(first, |pool| pool.1);
        // Sums of v_k without M, and of w_k, and those before the last type of the pool.
        let (mut v, mut w, mut parts) = (Int::ZERO, Int::ZERO, Vec::new());
        for k in first..=last {
            if first < k {
                parts.push((v.clone(), w.clone()));
            }
            let mut next_trade = Int::ZERO;
            if k + 1 < n_types {
                next_trade = &(&downs[k + 1] * &lows[k + 1]) - &ups[k + 1] * &highs[k];
            }
            v = v + &masses[k] * &group.weighted_wtps[k] * &weight_factor;
            v = v + (&trade - &next_trade) * trade_factor;
            w = w + &masses[k];
            trade = next_trade;
        }
        for (k, (part_v, part_w)) in parts.iter().enumerate() {
            let holds = &v * part_w <= part_v * &w;
            check(holds, "violated: ", || format!("M(g{},{}) >= 0", i + 1, first + k + 2))?;
        }
        first = last + 1;
        let mut value = Fraction::from(v);
        if !listed.is_empty() {
            // No pool but one type: its T column, and M.
            let (mut column, mut next_flat) = (&ups[last] - &downs[last], Fraction::from(0));
            if first < n_types {
                column = column + (&downs[first] - &ups[first]);
                let gap = (&highs[first] - &lows[last]) * &flat_factor;
                let Fraction { numerator, denominator } = &listed[first][2];
                next_flat = Fraction::new(numerator * gap, denominator.clone());
            }
            let holds = own(last) * own_factor + column * &dual_factor <= Int::ZERO;
            check(holds, "violated: ", || format!("T(g{},{first})", i + 1))?;
            value = value.plus(&flat.minus(&next_flat));
            flat = next_flat;
        }
        // `value` is v_k times the unit; w_k times the same factor.
        let j = menu.best(&value.numerator, &(&w * &mass_factor * &value.denominator));
        sums[j].0.add(&value, n_types)?;
        sums[j].1 = w + &sums[j].1;
    }
    let mut total = Fraction::from(0);
    for ((v, w), (quality, price)) in sums.iter().zip(&menu.entries) {
        let worth = v.times(&Fraction::new(quality.clone(), &unit * &menu.unit));
        let cost = Fraction::new(w * price, mass_unit * &menu.unit);
        total.add(&worth.minus(&cost), sums.len())?;
    }
    Ok(total)
}

/// D_k = max(0, S_k) and P_k = max(0, -S_k), S_k the sum of w_l (alpha - lambda_l) over l >= k, but
/// P_1 = 0: then all T columns hold.
fn tight(n_types: usize, own: impl Fn(usize) -> Int) -> [Vec<Int>; 2] {
    let (mut downs, mut ups) = (vec![Int::ZERO; n_types], vec![Int::ZERO; n_types]);
    let mut tail = Int::ZERO;
    for k in (0..n_types).rev() {
        tail = tail + own(k);
        let opposite = &Int::ZERO - &tail;
        (downs[k], ups[k]) = (tail.clone().max(Int::ZERO), opposite.max(Int::ZERO));
    }
    ups[0] = Int::ZERO;
    [downs, ups]
}

/// What a type can get, j = 0..M: quality q_j for the price pi_1 + ... + pi_j, over one unit.
struct Menu {
    entries: Vec<(Int, Int)>,
    steps: Vec<(Int, Int)>, // q_j - q_{j-1} and pi_j, j = 1..M
    unit: Int,
    is_concave: bool, // pi_j (q_{j+1} - q_j) <= pi_{j+1} (q_j - q_{j-1}) for j < M
}

impl Menu {
    fn new(levels: &[[Fraction; 2]], prices: &[Fraction]) -> Checked<Menu> {
        let row = |(j, price): (usize, &Fraction)| [levels[j][0].clone(), price.clone()];
        let table: Vec<_> = prices.iter().enumerate().map(row).collect();
        let ([qualities, prices], unit) = over_one_unit(&table, [0, 1])?;
        let (mut entries, mut steps) = (vec![(Int::ZERO, Int::ZERO)], Vec::new());
        for (j, (quality, price)) in qualities.into_iter().zip(prices).enumerate() {
            steps.push((&quality - &entries[j].0, price.clone()));
            let price = price + &entries[j].1;
            entries.push((quality, price));
        }
        let is_concave =
            steps.windows(2).all(|pair| &pair[0].1 * &pair[1].0 <= &pair[1].1 * &pair[0].0);
        Ok(Menu { entries, steps, unit, is_concave })
    }

    /// A level j where value q_j - mass (pi_1 + ... + pi_j) is largest. Level j gains
    /// value step_j - mass pi_j over j-1, step_j = q_j - q_{j-1}: in a concave menu not less than 0
    /// if the next does, value step_{j+1} step_j >= mass pi_{j+1} step_j >= mass pi_j step_{j+1},
    /// and step_{j+1} > 0, since only step_1 can be zero. So bisection finds the last gain.
    fn best(&self, value: &Int, mass: &Int) -> usize {
        if self.is_concave {
            return self.steps.partition_point(|(step, price)| mass * price <= value * step);
        }
        let surplus = |j: &usize| &(value * &self.entries[*j].0) - mass * &self.entries[*j].1;
        (0..self.entries.len()).max_by_key(surplus).unwrap_or(0)
    }
}
