//! The shape of an estimate, as an instance can hold it.

use ironproof_number::rational::{self, Rational};
use ironproof_number::{IBig, UBig, scale};

/// Decimals of estimated shares: they are rounded so that they sum to exactly one.
const SHARE_DIGITS: usize = 12;

/// A distribution of willingness to pay, with exact numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Amounts with their shares, increasing; the shares sum to one.
    Atoms(Vec<(Rational, Rational)>),
    /// Shares that are uniform between neighbouring knots; two equal knots are one amount.
    Histogram {
        /// The knots, one more than there are shares.
        knots: Vec<Rational>,
        /// The shares, which sum to one.
        shares: Vec<Rational>,
    },
    /// A family with its parameters.
    Curve(Curve),
}

/// A member of a parametric family.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The family.
    pub family: Family,
    /// Its two parameters, in the order of [`Family::parameters`].
    pub parameters: [Rational; 2],
    /// The share at 0, if there is one.
    pub spike: Option<Rational>,
    /// Where it is cut.
    pub high: Rational,
    /// What becomes of what lies above.
    pub tail: Tail,
}

/// A parametric family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The logarithm is normal.
    LogNormal,
    /// The logarithm is an extreme value: the share above r is exp(-(r / scale)^shape).
    Weibull,
    /// The logarithm is logistic.
    LogLogistic,
}

/// What becomes of the share above the bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// It becomes one amount, the bound.
    Clip,
    /// It is left out, and the group is smaller by it.
    Condition,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 3] = [Self::LogNormal, Self::Weibull, Self::LogLogistic];

    /// The name, as instances write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::LogNormal => "lognormal",
            Self::Weibull => "weibull",
            Self::LogLogistic => "log-logistic",
        }
    }

    /// The names of its parameters, as instances write them.
    pub fn parameters(self) -> [&'static str; 2] {
        match self {
            Self::LogNormal => ["mu", "sigma"],
            Self::Weibull | Self::LogLogistic => ["scale", "shape"],
        }
    }
}

impl Tail {
    /// The name, as instances write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clip => "clip",
            Self::Condition => "condition",
        }
    }
}

impl Shape {
    /// The mean of willingness to pay, where it is exact.
    pub fn mean(&self) -> Option<Rational> {
        let terms: Vec<Rational> = match self {
            Self::Atoms(atoms) => atoms.iter().map(|(wtp, share)| wtp * share).collect(),
            Self::Histogram { knots, shares } => {
                let bins = knots.windows(2).zip(shares);
                bins.map(|(ends, share)| share * (&ends[0] + &ends[1]) / Rational::from(2))
                    .collect()
            }
            Self::Curve(_) => return None,
        };
        Some(scale::sum(terms.iter()))
    }

    /// How many points or bins with mass it has; `None` for a curve.
    pub fn n_parts(&self) -> Option<usize> {
        match self {
            Self::Atoms(atoms) => Some(atoms.len()),
            Self::Histogram { shares, .. } => {
                Some(shares.iter().filter(|share| !share.is_zero()).count())
            }
            Self::Curve(_) => None,
        }
    }

    /// What it is, in a word or two.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Atoms(_) => "points",
            Self::Histogram { .. } => "histogram",
            Self::Curve(curve) => curve.family.name(),
        }
    }
}

/// Shares in doubles as decimals that sum to exactly one: each is rounded down, and the largest remainders get what is
/// left, the first of equal ones.
#[expect(clippy::float_arithmetic, reason = "shares are estimates")]
pub(crate) fn rounded_shares(shares: &[f64]) -> Vec<Rational> {
    let unit = UBig::from(10_u8).pow(SHARE_DIGITS);
    let sum: f64 = shares.iter().sum();
    let scaled = |share: f64| {
        let share = rational::exact(share / sum).unwrap_or(Rational::ZERO);
        share * Rational::from(IBig::from(unit.clone()))
    };
    let scaled: Vec<Rational> = shares.iter().map(|share| scaled(*share)).collect();
    let mut whole: Vec<IBig> = scaled.iter().map(Rational::floor).collect();
    let mut left = IBig::from(unit.clone());
    for units in &whole {
        left -= units;
    }
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let rest = |k: usize| &scaled[k] - Rational::from(scaled[k].floor());
    order.sort_by(|a, b| rest(*b).cmp(&rest(*a)).then(a.cmp(b)));
    for k in order.into_iter().cycle() {
        if left <= IBig::ZERO {
            break;
        }
        whole[k] += IBig::ONE;
        left -= IBig::ONE;
    }
    whole.into_iter().map(|units| Rational::from_parts(units, unit.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_shares_sum_to_one() {
        for shares in [vec![1.0 / 3.0; 3], vec![0.1; 10], vec![1e-20, 1.0, 3.0], vec![5.0]] {
            let rounded = rounded_shares(&shares);
            assert!(scale::sum(rounded.iter()).is_one(), "{shares:?}");
            let sum: f64 = shares.iter().sum();
            for (share, rounded) in shares.iter().zip(&rounded) {
                assert!((share / sum - rational::approx(rounded)).abs() < 1.1e-12);
            }
        }
    }
}
