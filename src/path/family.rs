//! Instances that depend on one number, and the line of a mechanism.
//!
//! ```text
//! over alpha          x = alpha                       slope = revenue, sum w_k T_k
//! over a weight       lambda, nu of one group x times slope = that group's welfare, sum w_k (nu_k Q_k - lambda_k T_k)
//! over a bound        x = the number of a constraint  slope = its shadow price, negative for `at_least`
//! ```
//!
//! Over alpha and weights the constraints do not depend on x and the objective of each mechanism is affine in x, so an
//! optimal mechanism at x gives a line that touches the value at x and is below it everywhere: the value is convex. Over
//! a bound the objective stays, and so optimal multipliers at x give a line that is above the value: it is concave.

use ironproof_instance::finite::{Bound, FiniteInstance, Group};
use ironproof_ironing as ironing;
use ironproof_ironing::Optimum;
use ironproof_ironing::wider::{Answer, Priced, Prices, answer};
use ironproof_number::rational::Rational;

/// The number that varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The weight on revenue.
    Alpha,
    /// A factor on the Pareto weights of the group with this index.
    Weight(usize),
    /// The number of the side constraint with this index.
    Bound(usize),
}

/// No mechanism satisfies the side constraints.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no mechanism satisfies the side constraints at {at}")]
pub struct Infeasible {
    /// The number that varies.
    pub at: Rational,
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

    /// The same with the other sign.
    pub(super) fn opposite(&self) -> Self {
        Line { intercept: -&self.intercept, slope: -&self.slope }
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
    /// If `over` names a group or a constraint that the instance does not have.
    pub fn new(base: &'a FiniteInstance, over: Over) -> Self {
        let (index, n, what) = match over {
            Over::Alpha => (0, 1, "alpha"),
            Over::Weight(group) => (group, base.groups.len(), "group"),
            Over::Bound(side) => (side, base.sides.len(), "constraint"),
        };
        assert!(index < n, "{what} {index} of {n}, counted from 0");
        let sums = base.groups.iter().map(running_sums).collect();
        Family { base, over, sums }
    }

    /// What varies.
    pub fn over(&self) -> Over {
        self.over
    }

    /// The same as text: `alpha`, or `weight:` and the label of the group, or `constraint:` and what it is called.
    pub fn parameter(&self) -> String {
        match self.over {
            Over::Alpha => "alpha".to_owned(),
            Over::Weight(group) => format!("weight:{}", self.base.groups[group].label),
            Over::Bound(side) => format!("constraint:{}", self.base.sides[side].label(self.base)),
        }
    }

    /// The instance without the number.
    pub fn base(&self) -> &FiniteInstance {
        self.base
    }

    /// Whether the value is convex in x; else it is concave.
    pub fn is_convex(&self) -> bool {
        !matches!(self.over, Over::Bound(_))
    }

    /// The instance at `x`.
    ///
    /// # Panics
    /// If `x` is negative, unless it is a bound.
    pub fn at(&self, x: &Rational) -> FiniteInstance {
        let base = self.base.clone();
        let instance = match self.over {
            Over::Alpha => base.with_alpha(x.clone()),
            Over::Weight(g) => base.with_weights_times(g, x),
            Over::Bound(s) => base.changed(|content| {
                content.optimum = None;
                let (Bound::AtLeast(number) | Bound::AtMost(number)) = &mut content.sides[s].bound;
                number.clone_from(x);
            }),
        };
        instance.expect("x is not negative")
    }

    /// The largest slope of any mechanism: its line is optimal for all large x.
    ///
    /// # Errors
    /// [`Infeasible`] if no mechanism satisfies the side constraints.
    ///
    /// # Panics
    /// As [`Family::slope_instance`].
    pub fn steepest(&self) -> Result<Rational, Infeasible> {
        let found = solved(&self.slope_instance());
        Ok(found.ok_or(Infeasible { at: Rational::ZERO })?.optimum.value)
    }

    /// The instance whose objective is the slope: revenue alone, or the welfare of the group alone.
    ///
    /// # Panics
    /// Over the number of a constraint, where the slope is no objective.
    pub fn slope_instance(&self) -> FiniteInstance {
        assert!(self.is_convex(), "the slope over a bound is a multiplier, and no objective");
        let (alpha, only) = match self.over {
            Over::Alpha | Over::Bound(_) => (Rational::ONE, None),
            Over::Weight(g) => (Rational::ZERO, Some(g)),
        };
        let others = (0..self.base.groups.len()).filter(|g| only != Some(*g));
        let plain = self.base.changed(|content| {
            content.optimum = None;
            for level in &mut content.quality {
                level.cost = Rational::ZERO;
            }
            for ty in content.groups.iter_mut().flat_map(|group| &mut group.types) {
                ty.external = Rational::ZERO;
            }
        });
        let instance = plain.and_then(|instance| instance.with_alpha(alpha));
        others
            .fold(instance, |instance, g| instance?.with_weights_times(g, &Rational::ZERO))
            .expect("neither alpha nor the factor is negative, and 0 is a cost")
    }

    /// An optimum at `x` and its line.
    ///
    /// # Errors
    /// [`Infeasible`] if no mechanism satisfies the side constraints at `x`.
    pub fn touch(&self, x: &Rational) -> Result<(Optimum, Line), Infeasible> {
        let found = solved(&self.at(x)).ok_or_else(|| Infeasible { at: x.clone() })?;
        let Priced { optimum, prices } = found;
        let slope = match self.over {
            Over::Bound(s) if self.base.sides[s].bound.is_least() => -&prices.sides[s],
            Over::Bound(s) => prices.sides[s].clone(),
            _ => self.slope(&optimum),
        };
        let intercept = &optimum.value - &slope * x;
        Ok((optimum, Line { intercept, slope }))
    }

    /// The slope of a mechanism over alpha or a weight, whatever x it was found at.
    ///
    /// # Panics
    /// As [`Family::slope_instance`].
    pub fn slope(&self, mechanism: &Optimum) -> Rational {
        assert!(self.is_convex(), "the slope over a bound is no sum over a mechanism");
        let mut slope = Rational::ZERO;
        for (g, group) in self.base.groups.iter().enumerate() {
            if matches!(self.over, Over::Weight(only) if only != g) {
                continue;
            }
            for item in &mechanism.groups[g].menu {
                let share = |column: usize| {
                    &self.sums[g][item.last + 1][column] - &self.sums[g][item.first][column]
                };
                let per_mass = match self.over {
                    Over::Alpha | Over::Bound(_) => share(0) * &item.transfer,
                    Over::Weight(_) => share(2) * &item.quality - share(1) * &item.transfer,
                };
                slope += per_mass * &group.mass;
            }
        }
        slope
    }
}

/// The optimum, if there is one; the multipliers of the side constraints with it, if there are any.
fn solved(instance: &FiniteInstance) -> Option<Priced> {
    if instance.is_plain() {
        let (optimum, prices) = (ironing::optimum(instance), Prices::default());
        return Some(Priced { optimum, prices });
    }
    match answer(instance) {
        Answer::Optimal(priced) => Some(priced),
        Answer::Infeasible { .. } => None,
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
