//! Side constraints: what each is about, and what its multiplier adds to the objective of each group.
//!
//! A constraint `sum of x >= b` with the multiplier eta adds eta (sum of x - b) to the objective. For payments that is
//! eta on alpha, for utility on lambda, for quality on e. `sum of x <= b` adds the same with -eta.

use ironproof_curves::{Between, Tilt};
use ironproof_instance::ContinuousInstance;
use ironproof_instance::finite::{Side, What};
use ironproof_number::rational::Rational;

use super::{Answer, Constrained, Error, Totals};

/// A side constraint of a continuous instance.
pub(crate) struct Constraint<'a> {
    side: &'a Side,
    pub(crate) label: String,
    /// The one quality of all objects, if it is about who is served.
    quality: Rational,
}

impl<'a> Constraint<'a> {
    /// The constraints of an instance.
    pub(crate) fn all(instance: &'a ContinuousInstance) -> Result<Vec<Self>, Error> {
        instance.sides.iter().map(|side| Self::new(side, instance)).collect()
    }

    fn new(side: &'a Side, instance: &ContinuousInstance) -> Result<Self, Error> {
        let label = instance.called(side);
        let mut quality = Rational::ONE;
        if let What::Served(place) = side.what {
            let levels: Vec<Option<Rational>> =
                instance.quality.pieces.iter().map(|piece| piece.curve.as_constant()).collect();
            let good = levels
                .iter()
                .enumerate()
                .filter(|(_, level)| level.as_ref().is_none_or(|level| *level > Rational::ZERO));
            match good.collect::<Vec<_>>().as_slice() {
                [(only, Some(level))] if *only == place => quality.clone_from(level),
                _ => return Err(Error::ServedLevels { constraint: label }),
            }
        }
        Ok(Constraint { side, label, quality })
    }

    /// The sum that it is about.
    fn sum(&self, answer: &Answer) -> Between {
        let of = |totals: &Totals| match self.side.what {
            What::Revenue => totals.revenue.clone(),
            What::Utility => totals.utility.clone(),
            What::Quality => totals.quality.clone(),
            What::Served(_) => totals.quality.times(&(Rational::ONE / &self.quality)),
        };
        if self.side.groups.len() == answer.groups.len() {
            return of(&answer.totals);
        }
        let groups = self.side.groups.iter().map(|&g| of(&answer.groups[g].totals));
        groups.fold(Between::zero(), |sum, next| &sum + &next)
    }

    /// By how much it is satisfied; negative if it is not.
    pub(crate) fn slack(&self, answer: &Answer) -> Between {
        let over = &self.sum(answer) - &Between::exactly(self.side.bound.number().clone());
        self.signed(&over)
    }

    /// A slack beside the number of the constraint.
    pub(crate) fn relative(&self, slack: &Rational) -> Rational {
        let number = self.side.bound.number().clone();
        let size = number.clone().max(-number);
        if size.is_zero() { slack.clone() } else { slack / size }
    }

    fn signed(&self, x: &Between) -> Between {
        if self.side.bound.is_least() { x.clone() } else { -x }
    }

    /// What its multiplier takes from the objective, whatever the mechanism.
    pub(crate) fn constant(&self, multiplier: &Between) -> Between {
        self.signed(multiplier).times(self.side.bound.number())
    }

    /// With the answer's sums, and the multiplier.
    pub(crate) fn told(&self, answer: &Answer, price: &Between) -> Constrained {
        Constrained {
            label: self.label.clone(),
            sum: self.sum(answer),
            bound: self.side.bound.clone(),
            price: price.clone(),
        }
    }
}

/// What the multipliers of all constraints add to each group.
pub(crate) fn tilts(
    constraints: &[Constraint<'_>],
    multipliers: &[Between],
    n_groups: usize,
) -> Vec<Tilt> {
    let mut tilts = vec![Tilt::none(); n_groups];
    for (constraint, multiplier) in constraints.iter().zip(multipliers) {
        let signed = constraint.signed(multiplier);
        for &g in &constraint.side.groups {
            let tilt = &mut tilts[g];
            let (place, gain) = match constraint.side.what {
                What::Revenue => (&mut tilt.alpha, signed.clone()),
                What::Utility => (&mut tilt.weight, signed.clone()),
                What::Quality => (&mut tilt.external, signed.clone()),
                What::Served(_) => {
                    let per_unit = signed.times(&(Rational::ONE / &constraint.quality));
                    (&mut tilt.external, per_unit)
                }
            };
            *place = &*place + &gain;
        }
    }
    tilts
}
