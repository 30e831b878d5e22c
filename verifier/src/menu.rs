//! The menu that a type faces under the supply prices, and its best entry.

use dashu_int::IBig;

use crate::fraction::{Fraction, over_one_unit};

/// What a type can get, j = 0..M: quality q_j for the price pi_1 + ... + pi_j, over one unit.
pub(crate) struct Menu {
    pub(crate) qualities: Vec<IBig>,
    pub(crate) prices: Vec<IBig>,
    pub(crate) unit: IBig,
    /// q_j - q_{j-1} and pi_j, j = 1..M, both times the same positive factor.
    steps: Vec<(IBig, IBig)>,
    /// pi_j (q_{j+1} - q_j) <= pi_{j+1} (q_j - q_{j-1}) for j < M.
    is_concave: bool,
}

impl Menu {
    pub(crate) fn new(levels: &[Fraction], marginal_prices: &[Fraction]) -> Menu {
        let (mut qualities, mut prices, unit) = over_one_unit(levels, marginal_prices);
        qualities.insert(0, IBig::ZERO);
        prices.insert(0, IBig::ZERO);
        let mut steps = Vec::with_capacity(levels.len());
        for (j, Fraction { numerator, denominator }) in marginal_prices.iter().enumerate() {
            prices[j + 1] = &prices[j] + &prices[j + 1];
            let step = if j == 0 { levels[0].clone() } else { levels[j].minus(&levels[j - 1]) };
            // The factor is the product of both denominators, which is small next to the unit.
            steps.push((step.numerator * denominator, step.denominator * numerator));
        }
        let is_concave =
            steps.windows(2).all(|pair| &pair[0].1 * &pair[1].0 <= &pair[1].1 * &pair[0].0);
        Menu { qualities, prices, unit, steps, is_concave }
    }

    /// A level j where value q_j - mass (pi_1 + ... + pi_j) is largest.
    ///
    /// Level j gains value step_j - mass pi_j over level j-1, where step_j = q_j - q_{j-1}. In a
    /// concave menu a level gains >= 0 if the next one does:
    ///     value step_{j+1} step_j >= mass pi_{j+1} step_j >= mass pi_j step_{j+1},
    /// and step_{j+1} > 0, since only step_1 can be zero. So the gains are >= 0 up to some level
    /// and negative from then on: that level, found by bisection, is a maximum.
    pub(crate) fn best(&self, value: &IBig, mass: &IBig) -> usize {
        if self.is_concave {
            return self.steps.partition_point(|(step, price)| mass * price <= value * step);
        }
        let (mut best, mut most) = (0, IBig::ZERO);
        for j in 1..self.qualities.len() {
            let surplus = value * &self.qualities[j] - mass * &self.prices[j];
            if most < surplus {
                (best, most) = (j, surplus);
            }
        }
        best
    }
}
