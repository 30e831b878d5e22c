//! Virtual values: what one unit of quality to one type is worth, rents included.
//!
//! ```text
//! A_k   = sum_{l>=k} f_l (lambda_l - alpha)                 excess weight of types k and above
//! p_k   = high_{k-1} if A_k > 0, else low_k                 best price step, high_0 = 0
//! Psi_k = sum_{l>=k} f_l nu_l - A_k p_k                     value of a unit of quality to types k and above
//! c_k   = Psi_k - Psi_{k+1} = f_k (nu_k - (lambda_k - alpha) p_k) + A_{k+1} (p_{k+1} - p_k)
//! ```
//!
//! The last form has no difference of large sums, so that it serves floats as well.

use std::cmp::Ordering;

use super::data::GroupData;
use super::scalar::Scalar;

/// The virtual values of a group and the excess weights that set its prices.
pub struct VirtualValues<N> {
    /// c_k, unit F L R.
    pub values: Vec<N>,
    /// A_k, unit F L.
    pub excess: Vec<N>,
}

/// Computes c_k and A_k from the top type down.
pub fn virtual_values<N: Scalar>(group: &GroupData<N>, alpha: &N) -> VirtualValues<N> {
    let n = group.n_types();
    let mut values = vec![N::zero(); n];
    let mut excess = vec![N::zero(); n];
    // Above the top type: A = 0, and its price drops out.
    let mut excess_above = N::zero();
    let mut price_above = N::zero();
    for k in (0..n).rev() {
        let gap = group.weight[k].sub(alpha);
        let excess_here = excess_above.add(&group.prob[k].mul(&gap));
        let price = price_step(group, k, &excess_here);
        let own = group.weighted(k).sub(&gap.mul(&price));
        let rents = excess_above.mul(&price_above.sub(&price));
        values[k] = group.prob[k].mul(&own).add(&rents);
        excess[k] = excess_here.clone();
        excess_above = excess_here;
        price_above = price;
    }
    VirtualValues { values, excess }
}

/// p_k: the price at which type k is best separated from type k - 1.
pub(super) fn price_step<N: Scalar>(group: &GroupData<N>, k: usize, excess: &N) -> N {
    if excess.sign() != Ordering::Greater {
        return group.low[k].clone();
    }
    match k.checked_sub(1) {
        Some(below) => group.high(below).clone(),
        None => N::zero(),
    }
}
