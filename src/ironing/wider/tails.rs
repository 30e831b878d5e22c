//! What a group contributes from some type on: all that a menu is worth, costs and pays is made of these sums.
//!
//! ```text
//! S_k = sum_{l>=k} f_l            L_k = sum f_l lambda_l
//! N_k = sum f_l nu_l              R_k = sum f_l low_l
//! ```

use ironproof_number::IBig;

use crate::GroupData;
use crate::data::Data;
use crate::scalar::ExactScalar;

/// The sums of one group for k = 0..=K, from all types to none, as integers.
pub(super) struct Tails {
    /// Unit F.
    pub(super) share: Vec<IBig>,
    /// Unit F L.
    pub(super) weight: Vec<IBig>,
    /// Unit F L R.
    pub(super) value: Vec<IBig>,
    /// Unit F R.
    pub(super) wtp: Vec<IBig>,
    /// F, and common to all groups, L and R.
    pub(super) share_unit: IBig,
    pub(super) weight_unit: IBig,
    pub(super) wtp_unit: IBig,
}

impl Tails {
    fn new(data: &GroupData<IBig>, all: &Data<IBig>) -> Self {
        let n = data.n_types();
        let sums = |of: &dyn Fn(usize) -> IBig| {
            let mut sums = vec![IBig::ZERO; n + 1];
            for k in (0..n).rev() {
                sums[k] = &sums[k + 1] + of(k);
            }
            sums
        };
        Self {
            share: sums(&|k| data.prob[k].clone()),
            weight: sums(&|k| &data.prob[k] * &data.weight[k]),
            value: sums(&|k| &data.prob[k] * data.weighted(k)),
            wtp: sums(&|k| &data.prob[k] * &data.low[k]),
            share_unit: data.prob_unit.to_integer(),
            weight_unit: all.weight_unit.clone(),
            wtp_unit: all.wtp_unit.clone(),
        }
    }

    pub(super) fn n_types(&self) -> usize {
        self.share.len() - 1
    }
}

/// The sums of all groups.
pub(super) fn all(data: &Data<IBig>) -> Vec<Tails> {
    data.groups.iter().map(|own| Tails::new(own, data)).collect()
}
