//! Given multipliers of supply and side rows, a group is one of the plain kind: with these terms.
//!
//! ```text
//! A_k   = L_k - a S_k                                   a = alpha - e(revenue) + e(utility)
//! Psi_k = N_k - A_k p_k - u R_k - v S_k                 u = e(utility), v = e(quality)
//! price of the step to level j = pi_j + cost_j - cost_{j-1} + e(served at j)
//! ```
//!
//! e sums over the rows that name the group: their multiplier for `at_most`, its opposite for `at_least`. If the
//! question is whether some mechanism satisfies the rows, all values and costs are 0: `has_values` is false.

use ironproof_instance::finite::{Content, Side, What};
use ironproof_number::rational::Rational;

/// Multipliers of rows: all of them not negative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    /// pi_j of SUPPLY(j), 0 where there is no such row.
    pub supply: Vec<Rational>,
    /// eta_s of the side constraints.
    pub sides: Vec<Rational>,
}

/// What multipliers make of a group.
#[derive(Debug, PartialEq)]
pub(super) struct Terms {
    pub(super) has_values: bool,
    /// a.
    pub(super) alpha: Rational,
    /// u.
    pub(super) wtp: Rational,
    /// v.
    pub(super) quality: Rational,
    /// What a step to each level costs.
    pub(super) steps: Vec<Rational>,
}

/// The multiplier as it enters sums.
fn signed(side: &Side, multiplier: &Rational) -> Rational {
    if side.bound.is_least() { -multiplier } else { multiplier.clone() }
}

impl Terms {
    pub(super) fn new(content: &Content, g: usize, prices: &Prices, has_values: bool) -> Self {
        let mut terms = Self {
            has_values,
            alpha: if has_values { content.alpha.clone() } else { Rational::ZERO },
            wtp: Rational::ZERO,
            quality: Rational::ZERO,
            steps: prices.supply.clone(),
        };
        if has_values {
            for (step, kappa) in terms.steps.iter_mut().zip(cost_steps(content)) {
                *step += kappa;
            }
        }
        for (side, multiplier) in content.sides.iter().zip(&prices.sides) {
            if !side.groups.contains(&g) || multiplier.is_zero() {
                continue;
            }
            let e = signed(side, multiplier);
            match side.what {
                What::Revenue => terms.alpha -= e,
                What::Utility => {
                    terms.alpha += &e;
                    terms.wtp += e;
                }
                What::Quality => terms.quality += e,
                What::Served(j) => terms.steps[j] += e,
            }
        }
        terms
    }
}

/// kappa_j = cost_j - cost_{j-1}.
pub(super) fn cost_steps(content: &Content) -> Vec<Rational> {
    let mut below = Rational::ZERO;
    let step = |level: &ironproof_instance::finite::QualityLevel| {
        &level.cost - std::mem::replace(&mut below, level.cost.clone())
    };
    content.quality.iter().map(step).collect()
}

/// q_j - q_{j-1}.
pub(super) fn quality_steps(content: &Content) -> Vec<Rational> {
    let mut below = Rational::ZERO;
    let step = |level: &ironproof_instance::finite::QualityLevel| {
        &level.level - std::mem::replace(&mut below, level.level.clone())
    };
    content.quality.iter().map(step).collect()
}

/// A rise by one or more levels that is worth taking as a whole: from some ironed value on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rise {
    /// The levels that it is over, by place: those in between are worth nobody's while.
    pub(super) levels: std::ops::Range<usize>,
    /// How much quality, not negative.
    pub(super) quality: Rational,
    /// What it costs.
    pub(super) price: Rational,
}

/// The rises that are taken one after the other as the ironed value rises: the lower convex hull of (q_j, price of j).
pub(super) fn rises(quality_steps: &[Rational], terms: &Terms) -> Vec<Rise> {
    let mut rises: Vec<Rise> = Vec::new();
    for (j, (quality, price)) in quality_steps.iter().zip(&terms.steps).enumerate() {
        let mut rise = Rise { levels: j..j + 1, quality: quality.clone(), price: price.clone() };
        // A rise whose slope is not below that of the next is part of it. A rise without quality has the slope minus
        // infinity if it costs less than nothing, and is never taken alone otherwise.
        while let Some(below) = rises.pop_if(|below| !is_before(below, &rise)) {
            rise.levels.start = below.levels.start;
            rise.quality += below.quality;
            rise.price += below.price;
        }
        rises.push(rise);
    }
    rises
}

fn is_before(below: &Rise, above: &Rise) -> bool {
    if below.quality.is_zero() {
        return below.price < Rational::ZERO;
    }
    &below.price * &above.quality < &above.price * &below.quality
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(steps: &[(i64, i64)]) -> Vec<(usize, usize)> {
        let number = |x: &i64| Rational::from(ironproof_number::IBig::from(*x));
        let quality: Vec<Rational> = steps.iter().map(|(quality, _)| number(quality)).collect();
        let terms = Terms {
            has_values: true,
            alpha: Rational::ZERO,
            wtp: Rational::ZERO,
            quality: Rational::ZERO,
            steps: steps.iter().map(|(_, price)| number(price)).collect(),
        };
        let ends = |rise: Rise| (rise.levels.start, rise.levels.end);
        rises(&quality, &terms).into_iter().map(ends).collect()
    }

    #[test]
    fn rises_have_rising_slopes() {
        assert_eq!(taken(&[(1, 1), (1, 2), (1, 3)]), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(taken(&[(1, 3), (1, 2), (1, 4)]), [(0, 2), (2, 3)]);
        assert_eq!(taken(&[(1, 3), (1, 2), (1, 1)]), [(0, 3)]);
        assert_eq!(taken(&[(1, 1), (1, -9), (1, 5)]), [(0, 2), (2, 3)]);
        // A level without quality, for nothing, for a reward, at a price.
        assert_eq!(taken(&[(0, 0), (1, 2)]), [(0, 2)]);
        assert_eq!(taken(&[(0, -1), (1, 2)]), [(0, 1), (1, 2)]);
        assert_eq!(taken(&[(0, 1), (1, 2)]), [(0, 2)]);
    }
}
