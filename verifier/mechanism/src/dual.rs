//! The columns of the LP of `docs/model.md`, and the bound of the multipliers:
//!
//! T_k >= 0:   w_k (alpha - lambda_k) - D_k + P_k + D_{k+1} - P_{k+1} <= 0      (M cancels)
//! v_k      =  w_k nu_k + D_k low_k - P_k high_{k-1} + M_k (high_k - low_{k-1})
//!             - D_{k+1} low_{k+1} + P_{k+1} high_k - M_{k+1} (high_{k+1} - low_k)
//! sigma_k  =  max over j = 0..M of  v_k q_j - w_k (pi_1 + ... + pi_j)
//! bound    =  sum_j pi_j S_j + sum_i sum_k sigma_k
//!
//! The types with their maximum at j contribute (sum of v_k) q_j - (sum of w_k) (pi_1 + ... + pi_j).
//!
//! In a pool of `tight` M is such that all types get the same value per mass, V / W, where V and W are
//! the sums over the pool of v_k without M and of w_k:
//!
//! M_{k+1} (high_{k+1} - low_k)  =  sum of v_l - (V / W) sum of w_l,   both over l <= k in the pool
//!
//! and M = 0 at its ends and outside. Since low_k < high_{k+1}, M >= 0 if and only if no such sum
//! lies below its share of V. Types with one value per mass share a best level, and the sum of their
//! sigma_k is that of one type with value V and mass W.

use ironproof_numbers::{Failure, Fraction, Int, check, over_one_unit};

use crate::certificate::{Certificate, Multipliers};
use crate::instance::{Group, Instance};
use crate::menu::Menu;

/// The bound, if the multipliers satisfy the T columns.
pub(crate) fn bound(instance: &Instance, certificate: &Certificate) -> Result<Fraction, Failure> {
    let Instance { alpha, groups, levels, supply, .. } = instance;
    let menu = Menu::new(levels, &certificate.prices)?;
    let mut bound = Fraction::from(0);
    for (price, supply) in certificate.prices.iter().zip(supply) {
        bound.add(&price.times(supply), levels.len())?;
    }
    for (i, (group, (_, multipliers))) in groups.iter().zip(&certificate.groups).enumerate() {
        bound.add(&sigmas(i + 1, group, multipliers, alpha, &menu)?, groups.len())?;
    }
    Ok(bound)
}

/// The sum of sigma_k over the types of group i. Only M brings in denominators other than `unit`, and a
/// pool starts and ends with M = 0, so that the sum of its v_k is free of them.
fn sigmas(
    i: usize,
    group: &Group,
    multipliers: &Multipliers,
    alpha: &Fraction,
    menu: &Menu,
) -> Result<Fraction, Failure> {
    let Group { masses, mass_unit, lows, highs, wtp_unit, weight_unit, .. } = group;
    let n_types = masses.len();
    let own_unit = mass_unit * weight_unit * &alpha.denominator;
    let alpha_weight = weight_unit * &alpha.numerator;
    // w_k (alpha - lambda_k)
    let own = |k: usize| &masses[k] * (&alpha_weight - &group.weights[k] * &alpha.denominator);
    let (downs, ups, dual_unit, flats, pools) = match multipliers {
        Multipliers::Listed([downs, ups, flats]) => {
            let ([downs, ups], unit) = over_one_unit([downs, ups])?;
            (downs, ups, unit, flats.as_slice(), [].as_slice())
        }
        Multipliers::Tight(pools) => {
            let [downs, ups] = tight(n_types, own);
            (downs, ups, own_unit.clone(), [].as_slice(), pools.as_slice())
        }
    };
    let trade_unit = &dual_unit * wtp_unit;
    let parts = [&own_unit, &trade_unit].map(|unit| Fraction::new(Int::from(1), unit.clone()));
    // Everything is brought to `unit`.
    let ([factors], unit) = over_one_unit([&parts])?;
    let [own_factor, trade_factor] = &factors[..] else { unreachable!("two parts, two factors") };
    let (dual_factor, flat_factor) = (trade_factor * wtp_unit, trade_factor * &dual_unit);
    let weight_factor = own_factor * &alpha.denominator;
    let mass_factor = weight_unit * &weight_factor;
    let mut sum_of_v = vec![Fraction::from(0); menu.qualities.len()];
    let mut sum_of_w = vec![Int::ZERO; menu.qualities.len()];
    // D_k low_k - P_k high_{k-1} and M_k (high_k - low_{k-1}); the reader wants P_1 = M_1 = 0.
    let (mut trade, mut flat) = (&downs[0] * &lows[0], Fraction::from(0));
    let (mut pools, mut first) = (pools.iter().peekable(), 0);
    while first < n_types {
        let last = pools.next_if(|pool| pool.0 == first).map_or(first, |pool| pool.1);
        // Sums of v_k without M, and of w_k, from the first type of the pool.
        let (mut v, mut w, mut sums) = (Int::ZERO, Int::ZERO, Vec::new());
        for k in first..=last {
            if first < k {
                sums.push((v.clone(), w.clone()));
            }
            let mut next_trade = Int::ZERO;
            if k + 1 < n_types {
                next_trade = &(&downs[k + 1] * &lows[k + 1]) - &ups[k + 1] * &highs[k];
            }
            v += &masses[k] * &group.weighted_wtps[k] * &weight_factor;
            v += (&trade - &next_trade) * trade_factor;
            w += &masses[k];
            trade = next_trade;
        }
        for (k, (part_v, part_w)) in sums.iter().enumerate() {
            let holds = &v * part_w <= part_v * &w;
            check(holds, "violated: ", || format!("M(g{i},{}) >= 0", first + k + 2))?;
        }
        first = last + 1;
        let mut value = Fraction::from(v);
        if !flats.is_empty() {
            // Listed, so this is one type: its T column, and M.
            let (mut column, mut next_flat) = (&ups[last] - &downs[last], Fraction::from(0));
            if first < n_types {
                column += &downs[first] - &ups[first];
                let gap = (&highs[first] - &lows[last]) * &flat_factor;
                let Fraction { numerator, denominator } = &flats[first];
                next_flat = Fraction::new(numerator * gap, denominator.clone());
            }
            let holds = own(last) * own_factor + column * &dual_factor <= Int::ZERO;
            check(holds, "violated: ", || format!("T(g{i},{first})"))?;
            value = value.plus(&flat.minus(&next_flat));
            flat = next_flat;
        }
        // `value` is v_k times the unit; w_k times the same factor.
        let j = menu.best(&value.numerator, &(&w * &mass_factor * &value.denominator));
        sum_of_v[j].add(&value, n_types)?;
        sum_of_w[j] += w;
    }
    let mut total = Fraction::from(0);
    for (j, (v, w)) in sum_of_v.iter().zip(&sum_of_w).enumerate() {
        let worth = v.times(&Fraction::new(menu.qualities[j].clone(), &unit * &menu.unit));
        let cost = Fraction::new(w * &menu.prices[j], mass_unit * &menu.unit);
        total.add(&worth.minus(&cost), sum_of_v.len())?;
    }
    Ok(total)
}

/// D_k = max(0, S_k) and P_k = max(0, -S_k), where S_k is the sum over l >= k of w_l (alpha - lambda_l),
/// but P_1 = 0.
fn tight(n_types: usize, own: impl Fn(usize) -> Int) -> [Vec<Int>; 2] {
    let mut tail = Int::ZERO;
    let [mut downs, mut ups] = [(); 2].map(|()| vec![Int::ZERO; n_types]);
    for k in (0..n_types).rev() {
        tail += own(k);
        if Int::ZERO < tail {
            downs[k] = tail.clone();
        } else if 0 < k {
            ups[k] = &Int::ZERO - &tail;
        }
    }
    [downs, ups]
}
