//! Multipliers that a certificate need not list: the T columns and the pools determine them.
//!
//! With S_k = D_k - P_k the T columns are equalities if S_k - S_{k+1} = w_k (alpha - lambda_k), so
//!
//! S_k  =  sum over l >= k of w_l (alpha - lambda_l),   D_k = max(0, S_k),   P_k = max(0, -S_k)
//!
//! There is no P_1; if S_1 < 0 then D_1 = P_1 = 0, and the first column is S_1 <= 0. So all T columns hold.
//! Let v_k be as in `check::columns` without M. In a pool M is chosen so that all its types get the same
//! value per mass, V / W, where V and W are the sums of v_k and w_k over the pool:
//!
//! M_{k+1} (high_{k+1} - low_k)  =  sum of v_l - (V / W) sum of w_l,   both over l <= k in the pool
//!
//! and M = 0 at its ends and outside. An instance has low_k < high_{k+1}, so M >= 0 if and only if no such
//! sum lies below its share of V. Types with one value per mass share a best level, and the sum of their
//! sigma_k is that of one type with value V and mass W.

use dashu_int::IBig;

use crate::fraction::Fraction;
use crate::instance::Group;
use crate::menu::Menu;
use crate::rejection::{Rejection, ensure};

/// The sum of sigma_k over the types of group i, if M >= 0.
///
/// S_k is an integer over `mass_unit weight_unit alpha.denominator`, v_k over that times `wtp_unit`.
pub(crate) fn columns(
    i: usize,
    group: &Group,
    pools: &[(usize, usize)],
    alpha: &Fraction,
    menu: &Menu,
) -> Result<Fraction, Rejection> {
    let Group { masses, lows, highs, .. } = group;
    let n_types = masses.len();
    let alpha_weight = &group.weight_unit * &alpha.numerator;
    let own = |k: usize| &masses[k] * (&alpha_weight - &group.weights[k] * &alpha.denominator);
    let wtp_factor = &alpha.denominator * &group.wtp_unit;
    let mass_factor = &group.weight_unit * &wtp_factor;
    let mut sum_of_v = vec![IBig::ZERO; menu.qualities.len()];
    let mut sum_of_w = vec![IBig::ZERO; menu.qualities.len()];
    // S_k and D_k low_k - P_k high_{k-1}, for the type that comes next.
    let mut tail: IBig = (0..n_types).map(own).sum();
    let mut trade = if IBig::ZERO < tail { &tail * &lows[0] } else { IBig::ZERO };
    let mut pools = pools.iter().copied().peekable();
    let mut first = 0;
    while first < n_types {
        let last = pools.next_if(|pool| pool.0 == first).map_or(first, |pool| pool.1);
        // Sums of v_k and w_k from the first type of the pool.
        let mut sums = Vec::with_capacity(last - first + 1);
        let (mut v, mut w) = (IBig::ZERO, IBig::ZERO);
        for k in first..=last {
            tail -= own(k);
            let mut next_trade = IBig::ZERO;
            if k + 1 < n_types {
                let wtp = if IBig::ZERO < tail { &lows[k + 1] } else { &highs[k] };
                next_trade = &tail * wtp;
            }
            v += &masses[k] * &group.weighted_wtps[k] * &wtp_factor + trade - &next_trade;
            w += &masses[k];
            sums.push((v.clone(), w.clone()));
            trade = next_trade;
        }
        for (k, (part_v, part_w)) in sums.iter().enumerate() {
            ensure(&v * part_w <= part_v * &w, Rejection::Pool(i, first + k + 2))?;
        }
        let j = menu.best(&v, &(&w * &mass_factor));
        sum_of_v[j] += v;
        sum_of_w[j] += w;
        first = last + 1;
    }
    let unit = &group.mass_unit * &mass_factor;
    let mut sum = Fraction::ZERO;
    for (j, quality) in menu.qualities.iter().enumerate() {
        let worth = Fraction::new(&sum_of_v[j] * quality, &unit * &menu.unit);
        let cost = Fraction::new(&sum_of_w[j] * &menu.prices[j], &group.mass_unit * &menu.unit);
        sum = sum.plus(&worth).minus(&cost);
    }
    Ok(sum)
}
