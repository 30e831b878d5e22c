//! The menu that a type faces under the supply prices, and its best entry.

use ironproof_numbers::{Failure, Fraction, Int, over_one_unit};

/// What a type can get, j = 0..M: quality q_j for the price pi_1 + ... + pi_j, over one unit.
pub(crate) struct Menu {
    pub(crate) qualities: Vec<Int>,
    pub(crate) prices: Vec<Int>,
    pub(crate) unit: Int,
    /// q_j - q_{j-1} and pi_j, j = 1..M, both times the same positive factor.
    steps: Vec<(Int, Int)>,
    /// pi_j (q_{j+1} - q_j) <= pi_{j+1} (q_j - q_{j-1}) for j < M.
    is_concave: bool,
}

impl Menu {
    pub(crate) fn new(levels: &[Fraction], marginal_prices: &[Fraction]) -> Result<Menu, Failure> {
        let ([mut qualities, mut prices], unit) = over_one_unit([levels, marginal_prices])?;
        qualities.insert(0, Int::ZERO);
        prices.insert(0, Int::ZERO);
        let (mut steps, mut before) = (Vec::new(), Fraction::from(0));
        for (j, (level, price)) in levels.iter().zip(marginal_prices).enumerate() {
            prices[j + 1] = prices[j].clone() + &prices[j + 1];
            // The factor is the product of both denominators, which is small next to the unit.
            let step = level.minus(&before);
            let quality = &step.numerator * &price.denominator;
            steps.push((quality, &price.numerator * &step.denominator));
            before = level.clone();
        }
        let is_concave =
            steps.windows(2).all(|pair| &pair[0].1 * &pair[1].0 <= &pair[1].1 * &pair[0].0);
        Ok(Menu { qualities, prices, unit, steps, is_concave })
    }

    /// A level j where value q_j - mass (pi_1 + ... + pi_j) is largest.
    ///
    /// Level j gains value step_j - mass pi_j over level j-1, where step_j = q_j - q_{j-1}. In a
    /// concave menu a level gains >= 0 if the next one does:
    ///     value step_{j+1} step_j >= mass pi_{j+1} step_j >= mass pi_j step_{j+1},
    /// and step_{j+1} > 0, since only step_1 can be zero. So the gains are >= 0 up to some level
    /// and negative from then on: that level, found by bisection, is a maximum.
    pub(crate) fn best(&self, value: &Int, mass: &Int) -> usize {
        if self.is_concave {
            return self.steps.partition_point(|(step, price)| mass * price <= value * step);
        }
        let surplus = |j: &usize| &(value * &self.qualities[*j]) - mass * &self.prices[*j];
        (0..self.qualities.len()).max_by_key(surplus).unwrap_or(0)
    }
}
