//! Instances that depend on one number, and the line of a mechanism.
//!
//! ```text
//! over alpha          x = alpha                       slope = revenue, sum w_k T_k
//! over a weight       lambda, nu of one group x times slope = that group's welfare, sum w_k (nu_k Q_k - lambda_k T_k)
//! ```
//!
//! The constraints do not depend on x and the objective of each mechanism is affine in x, so an optimal
//! mechanism at x gives a line that touches the value at x and is below it everywhere.

use ironproof_instance::finite::{FiniteInstance, Group};
use ironproof_ironing as ironing;
use ironproof_ironing::Optimum;
use ironproof_number::rational::Rational;

/// The number that varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The weight on revenue.
    Alpha,
    /// A factor on the Pareto weights of the group with this index.
    Weight(usize),
}

/// `intercept + slope x`
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Value at 0.
    pub intercept: Rational,
    /// Value per unit of x.
    pub slope: Rational,
}

impl Line {
    /// The value at `x`.
    pub fn at(&self, x: &Rational) -> Rational {
        &self.intercept + &self.slope * x
    }

    /// Where two lines of different slope meet.
    pub(super) fn meets(&self, other: &Line) -> Rational {
        (&self.intercept - &other.intercept) / (&other.slope - &self.slope)
    }
}

/// The instances that one number selects.
pub struct Family<'a> {
    base: &'a FiniteInstance,
    over: Over,
    /// Per group, sums of f, f lambda and f nu over the types below k, for k = 0..=K.
    sums: Vec<Vec<[Rational; 3]>>,
}

impl<'a> Family<'a> {
    /// The family through `base`.
    ///
    /// # Panics
    /// If `over` names a group that the instance does not have.
    pub fn new(base: &'a FiniteInstance, over: Over) -> Self {
        if let Over::Weight(group) = over {
            let n = base.groups.len();
            assert!(group < n, "group {group} of an instance with {n} groups, counted from 0");
        }
        let sums = base.groups.iter().map(running_sums).collect();
        Family { base, over, sums }
    }

    /// What varies.
    pub fn over(&self) -> Over {
        self.over
    }

    /// The same as text: `alpha`, or `weight:` and the label of the group.
    pub fn parameter(&self) -> String {
        match self.over {
            Over::Alpha => "alpha".to_owned(),
            Over::Weight(group) => format!("weight:{}", self.base.groups[group].label),
        }
    }

    /// The instance without the number.
    pub fn base(&self) -> &FiniteInstance {
        self.base
    }

    /// The instance at `x`.
    ///
    /// # Panics
    /// If `x` is negative.
    pub fn at(&self, x: &Rational) -> FiniteInstance {
        let base = self.base.clone();
        let instance = match self.over {
            Over::Alpha => base.with_alpha(x.clone()),
            Over::Weight(g) => base.with_weights_times(g, x),
        };
        instance.expect("x is not negative")
    }

    /// The largest slope of any mechanism: its line is optimal for all large x.
    pub fn steepest(&self) -> Rational {
        ironing::optimum(&self.slope_instance()).value
    }

    /// The instance whose objective is the slope: revenue alone, or the welfare of the group alone.
    pub fn slope_instance(&self) -> FiniteInstance {
        let (alpha, only) = match self.over {
            Over::Alpha => (Rational::ONE, None),
            Over::Weight(g) => (Rational::ZERO, Some(g)),
        };
        let others = (0..self.base.groups.len()).filter(|g| only != Some(*g));
        let instance = self.base.clone().with_alpha(alpha);
        others
            .fold(instance, |instance, g| instance?.with_weights_times(g, &Rational::ZERO))
            .expect("neither alpha nor the factor is negative")
    }

    /// An optimum at `x` and its line.
    pub fn touch(&self, x: &Rational) -> (Optimum, Line) {
        let optimum = ironing::optimum(&self.at(x));
        let slope = self.slope(&optimum);
        let intercept = &optimum.value - &slope * x;
        (optimum, Line { intercept, slope })
    }

    /// The slope of a mechanism, whatever x it was found at.
    pub fn slope(&self, mechanism: &Optimum) -> Rational {
        let mut slope = Rational::ZERO;
        for (g, group) in self.base.groups.iter().enumerate() {
            let counts = match self.over {
                Over::Alpha => true,
                Over::Weight(only) => only == g,
            };
            if !counts {
                continue;
            }
            for item in &mechanism.groups[g].menu {
                let share = |column: usize| {
                    &self.sums[g][item.last + 1][column] - &self.sums[g][item.first][column]
                };
                let per_mass = match self.over {
                    Over::Alpha => share(0) * &item.transfer,
                    Over::Weight(_) => share(2) * &item.quality - share(1) * &item.transfer,
                };
                slope += per_mass * &group.mass;
            }
        }
        slope
    }
}

fn running_sums(group: &Group) -> Vec<[Rational; 3]> {
    let mut sum = [Rational::ZERO, Rational::ZERO, Rational::ZERO];
    let mut sums = vec![sum.clone()];
    for ty in &group.types {
        sum[0] += &ty.prob;
        sum[1] += &ty.prob * &ty.weight;
        sum[2] += &ty.prob * ty.weighted_wtp().as_ref();
        sums.push(sum.clone());
    }
    sums
}
