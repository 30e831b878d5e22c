//! Does this certificate prove this optimum? The page `docs/model.md` as a program.
//!
//! ```text
//! max  sum_i sum_k w_k [ alpha T_k + nu_k Q_k - lambda_k T_k - sum_j cost_j (Gamma_kj - Gamma_k,j-1) ]
//! s.t. LOTTERY   0 <= Gamma_k0 <= Gamma_k1 <= ... <= Gamma_kM = 1
//!      SUPPLY(j) sum_i sum_k w_k (1 - Gamma_k,j-1) <= S_j      j = 1..M, if all from j on are limited
//!      SIDE(s)   the sum over its groups >= or <= its bound                    s = 1..S
//!      IC(k,l)   T_k - T_l <= s (Q_k - Q_l)    s = low_k, high_k              l != k, same group
//!      IR(k)     T_k <= low_k Q_k
//!      T_k >= 0
//! with Q_k = sum_j (q_j - q_{j-1}) (1 - Gamma_k,j-1),  q_0 = 0.
//! ```
//!
//! The mechanism shows that the optimum is at least its objective, the multipliers that it is at
//! most their bound. Both are the value, or nothing is proved. Every type has its own contract
//! here, every row is checked by itself, and every maximum is taken over all levels. This is what
//! the trusted checker does too, only that it is in a hurry.

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::certificate::{Certificate, Item, Multipliers};
use crate::instance::{Group, Instance};
use crate::refusal::{Refusal, Rules};
use crate::side::{Side, What};

/// The optimum that the certificate proves about the instance; none if it proves that no mechanism is feasible.
pub fn check(instance: &str, certificate: &str) -> Result<Option<BigRational>, Refusal> {
    let instance = Instance::read(instance)?;
    let certificate = Certificate::read(certificate, &instance)?;
    let mut rules = Rules::default();
    if certificate.value.is_some() {
        primal(&instance, &certificate, &mut rules);
    }
    dual(&instance, &certificate, &mut rules);
    rules.prove(certificate.value)
}

/// The contract of one type.
struct Contract {
    /// `T_k`
    transfer: BigRational,
    /// `Gamma_k0 .. Gamma_kM`: the chance of at most this level.
    gamma: Vec<BigRational>,
    /// `Q_k`
    quality: BigRational,
}

fn primal(instance: &Instance, certificate: &Certificate, rules: &mut Rules) {
    let zero = BigRational::zero();
    let mut handed_out = vec![BigRational::zero(); instance.levels.len()];
    for (group, block) in instance.groups.iter().zip(&certificate.groups) {
        let contracts = contracts(instance, group, &block.items);
        for (k, Contract { transfer, gamma, quality }) in contracts.iter().enumerate() {
            let own = &group.types[k];
            let is_increasing = gamma.windows(2).all(|pair| pair[0] <= pair[1]);
            rules.require(zero <= gamma[0], "LOTTERY: 0 <= Gamma_k0");
            rules.require(is_increasing, "LOTTERY: Gamma_k0 <= ... <= Gamma_kM");
            rules.require(gamma.last().is_some_and(One::is_one), "LOTTERY: Gamma_kM = 1");
            rules.require(zero <= *transfer, "T_k >= 0");
            rules.require(*transfer <= &own.low * quality, "IR(k)");
            for (l, other) in contracts.iter().enumerate() {
                let holds =
                    |s: &BigRational| transfer - &other.transfer <= s * (quality - &other.quality);
                if l == k {
                    continue;
                }
                if own.low == own.high {
                    rules.require(holds(&own.low), "IC(k,l) of a point");
                } else {
                    rules.require(holds(&own.low), "IC(k,l) at low_k");
                    rules.require(holds(&own.high), "IC(k,l) at high_k");
                }
            }
            for j in 0..instance.levels.len() {
                handed_out[j] += &group.mass * &own.prob * (BigRational::one() - &gamma[j]);
            }
        }
    }
    for j in 0..instance.levels.len() {
        let is_enough = instance.supply_from(j).is_none_or(|supply| handed_out[j] <= supply);
        rules.require(is_enough, "SUPPLY(j)");
    }
    for side in &instance.sides {
        let sum = sum_of(instance, certificate, side);
        let holds = if side.is_least { side.bound <= sum } else { sum <= side.bound };
        rules.require(holds, "SIDE(s)");
    }
    let is_attained = Some(objective(instance, certificate)) == certificate.value;
    rules.require(is_attained, "objective = value");
}

/// What the groups of a constraint sum up to.
fn sum_of(instance: &Instance, certificate: &Certificate, side: &Side) -> BigRational {
    let mut sum = BigRational::zero();
    for (group, block) in instance.groups.iter().zip(&certificate.groups) {
        if !side.groups.contains(&group.label) {
            continue;
        }
        let contracts = contracts(instance, group, &block.items);
        for (own, Contract { transfer, quality, gamma }) in group.types.iter().zip(&contracts) {
            let w = &group.mass * &own.prob;
            sum += w * match &side.what {
                What::Revenue => transfer.clone(),
                What::Utility => &own.low * quality - transfer,
                What::Quality => quality.clone(),
                What::Served(level) => {
                    let below = instance.levels.iter().take_while(|known| known.level < *level);
                    BigRational::one() - &gamma[below.count()]
                }
            };
        }
    }
    sum
}

/// `sum_i sum_k w_k [ alpha T_k + nu_k Q_k - lambda_k T_k - sum_j cost_j (Gamma_kj - Gamma_k,j-1) ]`,
/// whether the mechanism is feasible or not.
pub fn objective(instance: &Instance, certificate: &Certificate) -> BigRational {
    let mut sum = BigRational::zero();
    for (group, block) in instance.groups.iter().zip(&certificate.groups) {
        let contracts = contracts(instance, group, &block.items);
        for (own, Contract { transfer, quality, gamma }) in group.types.iter().zip(&contracts) {
            let w = &group.mass * &own.prob;
            let mut worth = &instance.alpha * transfer
                + (&own.weighted_wtp + &own.external) * quality
                - &own.weight * transfer;
            for j in 1..=instance.levels.len() {
                worth -= &instance.levels[j - 1].cost * (&gamma[j] - &gamma[j - 1]);
            }
            sum += w * worth;
        }
    }
    sum
}

/// The contract of every type of the group.
fn contracts(instance: &Instance, group: &Group, items: &[Item]) -> Vec<Contract> {
    (1..=group.types.len()).map(|k| contract(instance, items, k)).collect()
}

/// What type k, counted from 1, gets from this menu.
fn contract(instance: &Instance, items: &[Item], k: usize) -> Contract {
    let n_levels = instance.levels.len();
    let mine = |item: &&Item| item.first <= k && k <= item.last;
    let Some(item) = items.iter().find(mine) else {
        unreachable!("the reader wants items that cover all types");
    };
    // The chance of level j, where level 0 is "no object" and has what is missing to one.
    let mut chances = vec![BigRational::zero(); n_levels + 1];
    for (level, chance) in &item.lottery {
        chances[*level] += chance;
    }
    let objects: BigRational = chances.iter().sum();
    chances[0] = BigRational::one() - objects;
    let gamma: Vec<BigRational> = (0..=n_levels).map(|j| chances[..=j].iter().sum()).collect();
    let mut quality = BigRational::zero();
    for j in 1..=n_levels {
        let step = quality_of(instance, j) - quality_of(instance, j - 1);
        quality += step * (BigRational::one() - &gamma[j - 1]);
    }
    Contract { transfer: item.transfer.clone(), gamma, quality }
}

/// `q_j`, where level 0 has quality 0.
fn quality_of(instance: &Instance, j: usize) -> BigRational {
    if j == 0 { BigRational::zero() } else { instance.levels[j - 1].level.clone() }
}

fn dual(instance: &Instance, certificate: &Certificate, rules: &mut Rules) {
    let zero = BigRational::zero();
    rules.require(certificate.prices.iter().all(|price| zero <= *price), "pi_j >= 0");
    rules.require(certificate.sides.iter().all(|price| zero <= *price), "eta_s >= 0");
    for (j, price) in certificate.prices.iter().enumerate() {
        let has_row = instance.supply_from(j).is_some();
        rules.require(has_row || price.is_zero(), "pi_j = 0 without a row");
    }
    for i in 0..instance.groups.len() {
        let multipliers = listed(instance, certificate, i);
        let own = own(instance, certificate, i);
        if certificate.groups[i].multipliers == Multipliers::Implied {
            let known: Vec<BigRational> =
                thresholds(instance, &own).into_iter().flatten().collect();
            let is_free = !quality_of(instance, 1).is_zero() || own.prices[1].is_zero();
            let is_increasing = known.windows(2).all(|pair| pair[0] <= pair[1]);
            rules.require(is_free && is_increasing, "t_1 <= ... <= t_M");
        }
        for k in 0..own.group.types.len() {
            rules.require(multipliers[k].iter().all(|y| zero <= *y), "D_k, P_k, M_k >= 0");
            let column = transfer_column(&own, &multipliers, k);
            rules.require(column <= zero, "column of T_k");
        }
    }
    let bound = bound(instance, certificate);
    match &certificate.value {
        Some(value) => rules.require(bound == *value, "bound = value"),
        None => rules.require(bound < zero, "bound < 0"),
    }
}

/// The columns of a group, with the multipliers of the side rows that name it.
struct Own {
    /// Without values, if no mechanism is said to be feasible.
    group: Group,
    /// What a unit of payment by type k adds to the objective, less what it costs in side rows, plus `lambda_k`.
    alpha: BigRational,
    /// The same for a unit of quality to type k.
    values: Vec<BigRational>,
    /// `pi_1 + ... + pi_j`, with costs and side rows: what level j costs, j = 0..M.
    prices: Vec<BigRational>,
}

fn own(instance: &Instance, certificate: &Certificate, i: usize) -> Own {
    let without;
    let instance = if certificate.value.is_some() {
        instance
    } else {
        without = instance.without_values();
        &without
    };
    let group = instance.groups[i].clone();
    let mut alpha = instance.alpha.clone();
    let mut values: Vec<BigRational> =
        group.types.iter().map(|own| &own.weighted_wtp + &own.external).collect();
    let mut prices = vec![BigRational::zero()];
    for (j, level) in instance.levels.iter().enumerate() {
        let supply: BigRational = certificate.prices[..=j].iter().sum();
        prices.push(supply + &level.cost);
    }
    for (side, eta) in instance.sides.iter().zip(&certificate.sides) {
        if !side.groups.contains(&group.label) {
            continue;
        }
        let e = if side.is_least { -eta } else { eta.clone() };
        for (own, value) in group.types.iter().zip(&mut values) {
            match side.what {
                What::Utility => *value -= &e * &own.low,
                What::Quality => *value -= &e,
                _ => {}
            }
        }
        match &side.what {
            What::Revenue => alpha -= e,
            What::Utility => alpha += e,
            What::Quality => {}
            What::Served(level) => {
                for (price, known) in prices[1..].iter_mut().zip(&instance.levels) {
                    if *level <= known.level {
                        *price += &e;
                    }
                }
            }
        }
    }
    Own { group, alpha, values, prices }
}

/// `sum_j pi_j S_j + sum_s e_s b_s + sum_i sum_k sigma_k`, whether it bounds anything or not.
pub fn bound(instance: &Instance, certificate: &Certificate) -> BigRational {
    let mut sum = BigRational::zero();
    for (j, price) in certificate.prices.iter().enumerate() {
        sum += price * instance.supply_from(j).unwrap_or_default();
    }
    for (side, eta) in instance.sides.iter().zip(&certificate.sides) {
        sum += if side.is_least { -eta * &side.bound } else { eta * &side.bound };
    }
    for i in 0..instance.groups.len() {
        let (own, multipliers) = (own(instance, certificate, i), listed(instance, certificate, i));
        for k in 0..own.group.types.len() {
            sum += sigma(instance, &own, &multipliers, k);
        }
    }
    sum
}

/// D, P and M of all types of group i, from 0, as they are listed or as `tight` means them.
pub fn listed(instance: &Instance, certificate: &Certificate, i: usize) -> Vec<[BigRational; 3]> {
    match &certificate.groups[i].multipliers {
        Multipliers::Listed(listed) => listed.clone(),
        Multipliers::Tight(pools) => tight(&own(instance, certificate, i), pools),
        Multipliers::Implied => {
            let own = own(instance, certificate, i);
            implied(&own, &thresholds(instance, &own), &certificate.groups[i].items)
        }
    }
}

/// D, P and M of type k counted from 0. There is no type after the last, and no row of it.
fn of(multipliers: &[[BigRational; 3]], k: usize) -> [BigRational; 3] {
    multipliers.get(k).cloned().unwrap_or_else(|| [0, 1, 2].map(|_: usize| BigRational::zero()))
}

/// `w_k (alpha - lambda_k) - D_k + P_k + D_{k+1} - P_{k+1}`
fn transfer_column(
    Own { group, alpha, .. }: &Own,
    multipliers: &[[BigRational; 3]],
    k: usize,
) -> BigRational {
    let own = &group.types[k];
    let w = &group.mass * &own.prob;
    let [down, up, _] = of(multipliers, k);
    let [down_above, up_above, _] = of(multipliers, k + 1);
    w * (alpha - &own.weight) - down + up + down_above - up_above
}

/// ```text
/// v_k  =  w_k nu_k + D_k low_k - P_k high_{k-1} + M_k (high_k - low_{k-1})
///         - D_{k+1} low_{k+1} + P_{k+1} high_k - M_{k+1} (high_{k+1} - low_k)
/// ```
/// with `high_0 = low_0 = 0`.
fn value(
    Own { group, values, .. }: &Own,
    multipliers: &[[BigRational; 3]],
    k: usize,
) -> BigRational {
    let own = &group.types[k];
    let w = &group.mass * &own.prob;
    let [down, up, flat] = of(multipliers, k);
    let (low_before, high_before) = match k.checked_sub(1) {
        Some(before) => (group.types[before].low.clone(), group.types[before].high.clone()),
        None => (BigRational::zero(), BigRational::zero()),
    };
    let mut v =
        w * &values[k] + down * &own.low - up * high_before + flat * (&own.high - low_before);
    if let Some(above) = group.types.get(k + 1) {
        let [down, up, flat] = of(multipliers, k + 1);
        v = v - down * &above.low + up * &own.high - flat * (&above.high - &own.low);
    }
    v
}

/// `sigma_k  =  max over j = 0..M of  v_k q_j - w_k (pi_1 + ... + pi_j)`, with costs and side rows.
fn sigma(
    instance: &Instance,
    own: &Own,
    multipliers: &[[BigRational; 3]],
    k: usize,
) -> BigRational {
    let w = &own.group.mass * &own.group.types[k].prob;
    let v = value(own, multipliers, k);
    let mut most = BigRational::zero();
    for (j, price) in own.prices.iter().enumerate() {
        most = most.max(&v * quality_of(instance, j) - &w * price);
    }
    most
}

/// The multipliers that `tight` stands for, by the words of `docs/formats.md`. Some M may be
/// negative.
///
/// `S_k = sum over l >= k of w_l (alpha - lambda_l)`, `D_k = max(0, S_k)` and `P_k = max(0, -S_k)`,
/// `P_1 = 0`. In a listed pool `M_k` is such that all its types get the same `v_k / w_k`, outside
/// it is 0.
fn tight(own: &Own, pools: &[(usize, usize)]) -> Vec<[BigRational; 3]> {
    let Own { group, alpha, .. } = own;
    let n_types = group.types.len();
    let w = |k: usize| &group.mass * &group.types[k].prob;
    let mut multipliers = Vec::new();
    for k in 0..n_types {
        let s: BigRational = (k..n_types).map(|l| w(l) * (alpha - &group.types[l].weight)).sum();
        let zero = BigRational::zero();
        let up = if k == 0 { zero.clone() } else { zero.clone().max(-s.clone()) };
        multipliers.push([zero.clone().max(s), up, zero]);
    }
    for (first, last) in pools {
        // M is zero at both ends of a pool, so what it moves inside adds up to nothing, and the
        // value per mass that all types of the pool show is the one of the pool as a whole.
        let types = first - 1..*last;
        let values: BigRational = types.clone().map(|k| value(own, &multipliers, k)).sum();
        let masses: BigRational = types.clone().map(w).sum();
        let per_mass = values / masses;
        // From the first type on: what v_k lacks must come from M_{k+1}, the only unknown in it.
        for k in types {
            let excess = value(own, &multipliers, k) - &per_mass * w(k);
            if k + 1 < *last {
                let gap = &group.types[k + 1].high - &group.types[k].low;
                multipliers[k + 1][2] = excess / gap;
            } else {
                debug_assert!(excess.is_zero(), "the values of a pool sum to its value");
            }
        }
    }
    multipliers
}

/// `t_j = pi_j / (q_j - q_{j-1})` for j = 0..M+1, where there is one: what a unit of quality costs from one level to
/// the next.
fn thresholds(instance: &Instance, own: &Own) -> Vec<Option<BigRational>> {
    let mut thresholds = vec![None];
    for j in 1..own.prices.len() {
        let step = quality_of(instance, j) - quality_of(instance, j - 1);
        let price = &own.prices[j] - &own.prices[j - 1];
        thresholds.push(if step.is_zero() { None } else { Some(price / step) });
    }
    thresholds.push(None);
    thresholds
}

/// The multipliers that `implied` stands for, by the words of `docs/formats.md`. Some M may be negative.
///
/// D and P are those of `tight`. M is 0 between items. In an item with the best level j, X_k and W_k are the sums of
/// v_l without M and of w_l from its first type to k, X and W those to its last, and
/// `M_{k+1} (r_{k+1} - r_k) = X_k - max(t_j W_k, X - t_{j+1} (W - W_k))`, of what there is of the two.
fn implied(own: &Own, thresholds: &[Option<BigRational>], items: &[Item]) -> Vec<[BigRational; 3]> {
    let without = tight(own, &[]);
    let mut multipliers = without.clone();
    let types = &own.group.types;
    for item in items {
        // A level of quality 0 is no object.
        let best = item.lottery.last().map_or(0, |(level, _)| *level);
        let best = if best == 0 && thresholds[1].is_none() { 1 } else { best };
        let sums = |last: usize| {
            let types_below = item.first - 1..last;
            let x: BigRational = types_below.clone().map(|k| value(own, &without, k)).sum();
            let w: BigRational = types_below.map(|k| &own.group.mass * &types[k].prob).sum();
            (x, w)
        };
        let (all_x, all_w) = sums(item.last);
        for k in item.first..item.last {
            let (x, w) = sums(k);
            let from_below = thresholds[best].as_ref().map(|t| t * &w);
            let from_above = thresholds[best + 1].as_ref().map(|t| &all_x - t * (&all_w - &w));
            if let Some(line) = from_below.max(from_above) {
                multipliers[k][2] = (x - line) / (&types[k].high - &types[k - 1].low);
            }
        }
    }
    multipliers
}
