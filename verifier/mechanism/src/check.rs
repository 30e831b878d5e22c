//! The rows and columns of the LP of `docs/model.md`, each quoted where it is checked.

use ironproof_numbers::{
    Checked, Failure, Fraction, Int, check, ensure, limit_list, over_one_unit,
};

use crate::certificate::{Certificate, Group as Proof, Item};
use crate::instance::{Group, Instance, Level, Side, What};
use crate::sums::Sums;

const ITEMS: usize = 50_000; // in a group, since each pair of them is checked

/// The objective of the mechanism, if it is feasible:
/// sum_i sum_k w_k [ alpha T_k + nu_k Q_k - lambda_k T_k - sum_j cost_j (Gamma_kj - Gamma_k,j-1) ]
/// LOTTERY   0 <= Gamma_k0 <= Gamma_k1 <= ... <= Gamma_kM = 1
/// SUPPLY(j) sum_i sum_k w_k (1 - Gamma_k,j-1) <= S_j      j = 1..M, all levels from j on limited
/// SIDE(s)   sign x sum over its groups <= sign x bound        s = 1..S
/// Q_k = sum_j (q_j - q_{j-1}) (1 - Gamma_k,j-1)
/// The chance of level j is Gamma_kj - Gamma_k,j-1. So chances sum to at most one, 1 - Gamma_k,j-1
/// is the sum from j to M, and Q_k = sum_j chance_j q_j. The grammar sees to chance > 0, T_k >= 0.
pub(crate) fn primal(
    instance: &Instance,
    certificate: &Certificate,
    sums: &[Vec<Sums>],
) -> Checked<Fraction> {
    let n_items = sums.iter().map(Vec::len).sum();
    let mut objective = Fraction::from(0);
    let mut handed_out = vec![Fraction::from(0); instance.levels.len()];
    let mut sides = vec![Fraction::from(0); instance.sides.len()];
    for (i, (proof, sums)) in certificate.groups.iter().zip(sums).enumerate() {
        let mut contracts = Vec::with_capacity(sums.len());
        for (item, own) in proof.items.iter().zip(sums) {
            let [mass, weight, weighted, _, low, high] = own;
            let (mut total, mut quality) = (Fraction::from(0), Fraction::from(0));
            for (j, chance) in &item.lottery {
                total.add(chance, item.lottery.len())?;
                quality.add(&chance.times(&instance.levels[*j].quality), item.lottery.len())?;
                handed_out[*j].add(&mass.times(chance), n_items)?;
            }
            let is_lottery = total <= Fraction::from(1);
            let at = contracts.len() + 1;
            check(is_lottery, "violated: ", || format!("LOTTERY(g{},item {at})", i + 1))?;
            let paid = instance.alpha.times(mass).minus(weight).times(&item.transfer);
            objective.add(&paid.plus(&weighted.times(&quality)), n_items)?;
            for (sum, side) in sides.iter_mut().zip(&instance.sides) {
                if side.groups.contains(&i) {
                    sum.add(&share(side.what, item, own, &quality)?, n_items)?;
                }
            }
            contracts.push([item.transfer.clone(), quality, low.clone(), high.clone()]);
        }
        incentive_rows(i + 1, &proof.items, &contracts)?;
    }
    let (mut rest, mut cost) = (Fraction::from(0), Fraction::from(0));
    for (level, mass) in instance.levels.iter().zip(&handed_out) {
        cost.add(&level.cost.times(mass), handed_out.len())?;
    }
    for (j, level) in instance.levels.iter().enumerate().rev() {
        let Some(mass) = &level.mass else { break };
        rest.add(&mass.minus(&handed_out[j]), handed_out.len())?;
        let is_enough = Int::ZERO <= rest.numerator;
        check(is_enough, "violated: ", || format!("SUPPLY({})", j + 1))?;
    }
    for (s, (sum, Side { sign, bound, .. })) in sides.iter().zip(&instance.sides).enumerate() {
        let holds = sign.times(sum) <= sign.times(bound);
        check(holds, "violated: ", || format!("SIDE({})", s + 1))?;
    }
    Ok(objective.minus(&cost))
}

/// What the types of an item add to a side row:
/// w_k T_k, w_k (r_k Q_k - T_k), w_k Q_k or w_k (1 - Gamma_k,j-1).
fn share(what: What, item: &Item, own: &Sums, quality: &Fraction) -> Checked<Fraction> {
    let [mass, _, _, wtp, ..] = own;
    let paid = mass.times(&item.transfer);
    Ok(match what {
        What::Revenue => paid,
        What::Quality => mass.times(quality),
        What::Utility => wtp.times(quality).minus(&paid),
        What::Served(level) => {
            let mut chances = Fraction::from(0);
            for (_, chance) in item.lottery.iter().filter(|(j, _)| level <= *j) {
                chances.add(chance, item.lottery.len())?;
            }
            mass.times(&chances)
        }
    })
}

/// IC(k,l)   T_k - T_l <= s (Q_k - Q_l)    s = low_k, high_k              l != k, same group
/// IR(k)     T_k <= low_k Q_k
/// The types of an item share T and Q. So rows inside an item say 0 <= 0, and IR of its first type
/// is the strictest. Against another item the row is linear in s, which runs from low of the first
/// to high of the last type: both ends are rows, and what holds at both ends holds between them.
/// The table has T, Q, low of the first and high of the last type of each item.
fn incentive_rows(i: usize, items: &[Item], table: &[[Fraction; 4]]) -> Checked<()> {
    ensure(items.len() <= ITEMS, Failure::TooLarge(ITEMS, "items in a group"))?;
    let ([mut transfers, qualities], _) = over_one_unit(table, [0, 1])?;
    let ([lows, highs], wtp_unit) = over_one_unit(table, [2, 3])?;
    for transfer in &mut transfers {
        *transfer = &*transfer * &wtp_unit;
    }
    for (a, item) in items.iter().enumerate() {
        let stays = transfers[a] <= &lows[a] * &qualities[a];
        check(stays, "violated: ", || format!("IR(g{i},{})", item.first + 1))?;
        for (b, other) in items.iter().enumerate() {
            for (k, s) in [(item.first, &lows[a]), (item.last, &highs[a])] {
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
/// bound    =  sum_j pi_j S_j + sum_s e_s bound_s + sum_i sum_k sigma_k         e_s = sign_s eta_s
/// where each group has data of its own, changed by the e_s of the side rows that name it:
/// alpha    -  e_s of revenue + e_s of utility, since T_k has both, with alpha - lambda_k
/// nu_k     -  r_k e_s of utility - e_s of quality
/// pi_j     +  cost_j - cost_{j-1} + e_s of served at level j
pub(crate) fn dual(instance: &mut Instance, certificate: &Certificate) -> Checked<Fraction> {
    let Instance { alpha, groups, levels, sides, .. } = instance;
    let (mut bound, mut price) = (Fraction::from(0), Fraction::from(0));
    // S_j = m_j + ... + m_M, so this is the sum of m_j (pi_1 + ... + pi_j). No row, no price.
    for (j, (level, own)) in levels.iter().zip(&certificate.prices).enumerate() {
        price.add(own, levels.len())?;
        let Some(mass) = &level.mass else {
            check(price == Fraction::from(0), "violated: ", || format!("pi({}) = 0", j + 1))?;
            continue;
        };
        bound.add(&mass.times(&price), levels.len())?;
    }
    let factor = |(side, eta): (&Side, &Fraction)| side.sign.times(eta);
    let factors: Vec<_> = sides.iter().zip(&certificate.sides).map(factor).collect();
    for (side, e) in sides.iter().zip(&factors) {
        bound.add(&e.times(&side.bound), sides.len())?;
    }
    let n_groups = groups.len();
    for (i, (group, proof)) in groups.iter_mut().zip(&certificate.groups).enumerate() {
        let (mut prices, mut below) = (certificate.prices.clone(), &Fraction::from(0));
        for (price, Level { cost, .. }) in prices.iter_mut().zip(&*levels) {
            price.add(&cost.minus(below), levels.len())?;
            below = cost;
        }
        let [mut revenue, mut utility, mut quality] = [0, 0, 0].map(Fraction::from);
        for (side, e) in sides.iter().zip(&factors).filter(|(side, _)| side.groups.contains(&i)) {
            match side.what {
                What::Revenue => revenue.add(e, sides.len())?,
                What::Utility => utility.add(e, sides.len())?,
                What::Quality => quality.add(e, sides.len())?,
                What::Served(j) => prices[j].add(e, sides.len())?,
            }
        }
        if [&utility, &quality].iter().any(|e| e.numerator != Int::ZERO) {
            change(group, &utility, &quality)?;
        }
        let worth = (alpha.minus(&revenue).plus(&utility), Menu::new(levels, &prices)?);
        bound.add(&sigmas(i, group, proof, &worth)?, n_groups)?;
    }
    Ok(bound)
}

/// nu_k - r_k utility - quality in place of nu_k.
fn change(group: &mut Group, utility: &Fraction, quality: &Fraction) -> Checked<()> {
    let ([utility, quality], unit) = over_one_unit(&[[utility.clone(), quality.clone()]], [0, 1])?;
    let factor = &group.wtp_unit * &unit;
    let (utility, quality) = (&group.weight_unit * &utility[0], &quality[0] * &group.weight_unit);
    let quality = quality * &group.wtp_unit;
    for (k, value) in group.values.iter_mut().enumerate() {
        *value = &(&*value * &factor) - &(&utility * &group.lows[k] + &quality);
        group.weights[k] = &group.weights[k] * &factor;
    }
    group.weight_unit = &group.weight_unit * factor;
    limit_list(group.values.len(), &group.weight_unit)
}

/// The sum of sigma_k over a group; `worth` is its alpha and its menu. Types with their maximum at
/// j add up to (sum of v_k) q_j - (sum of w_k) (pi_1 + ... + pi_j). Only M brings in denominators
/// other than `unit`; a pool starts and ends with M = 0, so the sum of its v_k is free of them.
/// In a pool of `tight` all types get one value per mass, V / W, the sums of v_k without M and of
/// w_k over the pool: M_{k+1} (high_{k+1} - low_k) is the sum of v_l over l <= k less V / W times
/// the sum of w_l, and must not be negative. They share a best level, and the sum of their sigma_k
/// is that of one type with value V and mass W.
fn sigmas(i: usize, group: &Group, proof: &Proof, worth: &(Fraction, Menu)) -> Checked<Fraction> {
    let Group { masses, mass_unit, lows, highs, wtp_unit, weight_unit, .. } = group;
    let (Fraction { numerator: alpha, denominator: alpha_unit }, menu) = worth;
    let n_types = masses.len();
    let own_unit = mass_unit * weight_unit * alpha_unit; // of w_k (alpha - lambda_k)
    let alpha_weight = weight_unit * alpha;
    let own = |k: usize| &masses[k] * (&alpha_weight - &group.weights[k] * alpha_unit);
    let Proof { listed, pools, .. } = proof;
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
            v = v + &masses[k] * &group.values[k] * &weight_factor;
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
pub(crate) struct Menu {
    pub(crate) entries: Vec<(Int, Int)>,
    pub(crate) steps: Vec<(Int, Int)>, // q_j - q_{j-1} and pi_j, j = 1..M
    pub(crate) unit: Int,
    pub(crate) is_concave: bool, // pi_j (q_{j+1} - q_j) <= pi_{j+1} (q_j - q_{j-1}) for j < M
}

impl Menu {
    pub(crate) fn new(levels: &[Level], prices: &[Fraction]) -> Checked<Menu> {
        let row = |(j, price): (usize, &Fraction)| [levels[j].quality.clone(), price.clone()];
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
