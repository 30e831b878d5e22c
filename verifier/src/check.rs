//! The rows and columns of the LP of `docs/model.md`, each quoted where it is checked.
//!
//! Loops over types compute in integers over units that are fixed per group.

use dashu_int::IBig;

use crate::certificate::{Certificate, Item, Listed, Multipliers};
use crate::fraction::{Fraction, common_multiple, over_one_unit};
use crate::instance::{Group, Instance};
use crate::menu::Menu;
use crate::rejection::{Rejection, ensure};
use crate::tight;

/// Which incentive rows are checked one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incentives {
    /// Those between all items of a group.
    All,
    /// Those between neighbouring items. The others follow by the single-crossing lemma of
    /// `docs/model.md`: the adjacent rows make Q non-decreasing, and sums of them are the rest.
    Adjacent,
}

/// The mechanism is feasible, and its objective is the value:
///
/// sum_i sum_k w_k [ alpha T_k + nu_k Q_k - lambda_k T_k ]
/// LOTTERY   0 <= Gamma_k0 <= Gamma_k1 <= ... <= Gamma_kM = 1
/// SUPPLY(j) sum_i sum_k w_k (1 - Gamma_k,j-1) <= S_j                     j = 1..M
/// Q_k = sum_j (q_j - q_{j-1}) (1 - Gamma_k,j-1)
///
/// The chance of level j is Gamma_kj - Gamma_k,j-1. So chances sum to at most one, 1 - Gamma_k,j-1
/// is the sum from j to M, and Q_k = sum_j chance_j q_j. The grammar sees to chance > 0, T_k >= 0.
pub(crate) fn primal(
    instance: &Instance,
    certificate: &Certificate,
    incentives: Incentives,
) -> Result<(), Rejection> {
    let mut objective = Fraction::ZERO;
    let mut handed_out = vec![Fraction::ZERO; instance.levels.len()];
    for (i, group) in instance.groups.iter().enumerate() {
        let items = &certificate.groups[i].items;
        let mut qualities = Vec::with_capacity(items.len());
        for item in items {
            // Sums of w_k, w_k lambda_k and w_k nu_k over the types of the item.
            let (mut mass, mut weight, mut weighted) = (IBig::ZERO, IBig::ZERO, IBig::ZERO);
            for k in item.first..=item.last {
                mass += &group.masses[k];
                weight += &group.masses[k] * &group.weights[k];
                weighted += &group.masses[k] * &group.weighted_wtps[k];
            }
            let mass = Fraction::new(mass, group.mass_unit.clone());
            let weight = Fraction::new(weight, &group.mass_unit * &group.weight_unit);
            let weighted = Fraction::new(weighted, &group.mass_unit * &group.weight_unit);
            let (mut total, mut quality) = (Fraction::ZERO, Fraction::ZERO);
            for (j, chance) in &item.lottery {
                total = total.plus(chance);
                quality = quality.plus(&chance.times(&instance.levels[*j]));
                handed_out[*j] = handed_out[*j].plus(&mass.times(chance));
            }
            ensure(total <= Fraction::ONE, Rejection::Lottery(i + 1, qualities.len() + 1))?;
            objective = objective
                .plus(&instance.alpha.times(&mass).minus(&weight).times(&item.transfer))
                .plus(&weighted.times(&quality));
            qualities.push(quality);
        }
        incentive_rows(i + 1, group, items, &qualities, incentives)?;
    }
    let mut level_or_better = Fraction::ZERO;
    for j in (0..handed_out.len()).rev() {
        level_or_better = level_or_better.plus(&handed_out[j]);
        ensure(level_or_better <= instance.supply[j], Rejection::Supply(j + 1))?;
    }
    let value = certificate.value.clone();
    if objective == value { Ok(()) } else { Err(Rejection::Objective(objective, value)) }
}

/// IC(k,l)   T_k - T_l <= s (Q_k - Q_l)    s = low_k, high_k              l != k, same group
/// IR(k)     T_k <= low_k Q_k
///
/// The types of an item share T and Q. So rows inside an item say 0 <= 0, and IR of its first type
/// is the strictest. Against another item the row is linear in s, which runs from low of the first
/// to high of the last type: both ends are rows, and what holds at both ends holds between them.
fn incentive_rows(
    i: usize,
    group: &Group,
    items: &[Item],
    qualities: &[Fraction],
    incentives: Incentives,
) -> Result<(), Rejection> {
    let transfers: Vec<Fraction> = items.iter().map(|item| item.transfer.clone()).collect();
    let (mut transfers, qualities, _) = over_one_unit(&transfers, qualities);
    for transfer in &mut transfers {
        *transfer *= &group.wtp_unit;
    }
    // The row of type k in item a against item b.
    let row = |a: usize, b: usize, k: usize, s: &IBig| {
        let holds = &transfers[a] - &transfers[b] <= s * (&qualities[a] - &qualities[b]);
        ensure(holds, Rejection::Incentive(i, k + 1, items[b].first + 1))
    };
    for a in 0..items.len() {
        let (first, last) = (items[a].first, items[a].last);
        let holds = transfers[a] <= &group.lows[first] * &qualities[a];
        ensure(holds, Rejection::Participation(i, first + 1))?;
        match incentives {
            Incentives::All => {
                for b in 0..items.len() {
                    row(a, b, first, &group.lows[first])?;
                    row(a, b, last, &group.highs[last])?;
                }
            }
            Incentives::Adjacent => {
                if 0 < a {
                    row(a, a - 1, first, &group.lows[first])?;
                    row(a, a - 1, first, &group.highs[first])?;
                    row(a - 1, a, first - 1, &group.lows[first - 1])?;
                    row(a - 1, a, first - 1, &group.highs[first - 1])?;
                }
            }
        }
    }
    Ok(())
}

/// The multipliers satisfy the T columns, and their bound is the value:
///
/// bound = sum_j pi_j S_j + sum_i sum_k sigma_k
pub(crate) fn dual(instance: &Instance, certificate: &Certificate) -> Result<(), Rejection> {
    let menu = Menu::new(&instance.levels, &certificate.prices);
    let mut bound = Fraction::ZERO;
    for (price, supply) in certificate.prices.iter().zip(&instance.supply) {
        bound = bound.plus(&price.times(supply));
    }
    for (i, group) in instance.groups.iter().enumerate() {
        let sigma = match &certificate.groups[i].multipliers {
            Multipliers::Listed(listed) => columns(i + 1, group, listed, &instance.alpha, &menu)?,
            Multipliers::Tight(pools) => {
                tight::columns(i + 1, group, pools, &instance.alpha, &menu)?
            }
        };
        bound = bound.plus(&sigma);
    }
    let value = certificate.value.clone();
    if bound == value { Ok(()) } else { Err(Rejection::Bound(bound, value)) }
}

/// T_k >= 0:   w_k (alpha - lambda_k) - D_k + P_k + D_{k+1} - P_{k+1} <= 0      (M cancels)
/// v_k      =  w_k nu_k + D_k low_k - P_k high_{k-1} + M_k (high_k - low_{k-1})
///             - D_{k+1} low_{k+1} + P_{k+1} high_k - M_{k+1} (high_{k+1} - low_k)
/// sigma_k  =  max over j = 0..M of  v_k q_j - w_k (pi_1 + ... + pi_j)
///
/// Units: `masses` 1/mass_unit, `weights` 1/weight_unit, `lows` and `highs` 1/wtp_unit, D and P 1/dual_unit,
/// alpha its own denominator. Everything below is brought to `unit`: a T column of the data by `own_factor`, of D and P
/// by `dual_factor`; D x wtp by `trade_factor`; M x wtp, M a fraction of its own, by `flat_factor`.
///
/// Returns the sum of sigma_k, taken level by level: the types with their maximum at j contribute
/// (sum of v_k) q_j - (sum of w_k) (pi_1 + ... + pi_j). Only M brings in denominators other than
/// the unit, and a pool starts and ends with M = 0, so that the sum of its v_k is free of them.
fn columns(
    i: usize,
    group: &Group,
    listed: &Listed,
    alpha: &Fraction,
    menu: &Menu,
) -> Result<Fraction, Rejection> {
    let Group { masses, mass_unit, lows, highs, wtp_unit, weight_unit, .. } = group;
    let (mut downs, mut ups, dual_unit) = over_one_unit(&listed.downs, &listed.ups);
    downs.push(IBig::ZERO);
    ups.push(IBig::ZERO);
    let own_unit = mass_unit * weight_unit * &alpha.denominator;
    let unit = common_multiple(&own_unit, &(&dual_unit * wtp_unit));
    let (own_factor, dual_factor) = (&unit / &own_unit, &unit / &dual_unit);
    let (trade_factor, flat_factor) = (&dual_factor / wtp_unit, &unit / wtp_unit);
    let (mass_factor, weight_factor) = (&unit / mass_unit, &own_factor * &alpha.denominator);
    let alpha_weight = weight_unit * &alpha.numerator;
    let mut sum_of_v = vec![Fraction::ZERO; menu.qualities.len()];
    let mut sum_of_w = vec![IBig::ZERO; menu.qualities.len()];
    // D_k low_k - P_k high_{k-1} and M_k (high_k - low_{k-1}); the reader wants P_1 = M_1 = 0.
    let (mut trade, mut flat) = (&downs[0] * &lows[0], Fraction::ZERO);
    for k in 0..masses.len() {
        let own = &masses[k] * (&alpha_weight - &group.weights[k] * &alpha.denominator);
        let dual = &ups[k] - &downs[k] + &downs[k + 1] - &ups[k + 1];
        let column = own * &own_factor + dual * &dual_factor;
        ensure(column <= IBig::ZERO, Rejection::Transfer(i, k + 1))?;
        let (mut next_trade, mut next_flat) = (IBig::ZERO, Fraction::ZERO);
        if k + 1 < masses.len() {
            next_trade = &downs[k + 1] * &lows[k + 1] - &ups[k + 1] * &highs[k];
            let Fraction { numerator, denominator } = &listed.flats[k + 1];
            let gap = (&highs[k + 1] - &lows[k]) * &flat_factor;
            next_flat = Fraction::new(numerator * gap, denominator.clone());
        }
        let own = &masses[k] * &group.weighted_wtps[k] * &weight_factor;
        let whole = Fraction::new(own + (trade - &next_trade) * &trade_factor, IBig::ONE);
        // v_k times the unit, and w_k times the same factor.
        let v = whole.plus(&flat.minus(&next_flat));
        let w = &masses[k] * &mass_factor * &v.denominator;
        let j = menu.best(&v.numerator, &w);
        sum_of_v[j] = sum_of_v[j].plus(&v);
        sum_of_w[j] += &masses[k];
        (trade, flat) = (next_trade, next_flat);
    }
    let mut sum = Fraction::ZERO;
    for (j, quality) in menu.qualities.iter().enumerate() {
        let worth = sum_of_v[j].times(&Fraction::new(quality.clone(), &unit * &menu.unit));
        let cost = Fraction::new(&sum_of_w[j] * &menu.prices[j], mass_unit * &menu.unit);
        sum = sum.plus(&worth).minus(&cost);
    }
    Ok(sum)
}
