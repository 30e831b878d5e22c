//! Sums over the agents of a group who are willing to pay more than something.

use ironproof_curves::Between;
use ironproof_instance::finite::Type;
use ironproof_number::rational::Rational;

/// Sums over agents; each is a number between two others.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sums {
    /// How many they are.
    pub mass: Between,
    /// Of r.
    pub worth: Between,
    /// Of lambda.
    pub weight: Between,
    /// Of what a unit of quality is worth to society: lambda r, and the external value.
    pub welfare: Between,
}

impl Sums {
    /// Over nobody.
    pub(crate) fn zero() -> Self {
        let zero = Between::zero;
        Sums { mass: zero(), worth: zero(), weight: zero(), welfare: zero() }
    }

    /// Over the agents of a type, in a group of this mass.
    pub(crate) fn of_type(ty: &Type, group: &Rational) -> Self {
        let mass = &ty.prob * group;
        Sums {
            // What the agents of a cell would pay is known between its ends only.
            worth: Between { low: ty.low() * &mass, high: ty.high() * &mass },
            weight: Between::exactly(&ty.weight * &mass),
            welfare: Between::exactly(&*ty.social_value() * &mass),
            mass: Between::exactly(mass),
        }
    }

    fn map2(&self, other: &Self, f: impl Fn(&Between, &Between) -> Between) -> Self {
        Sums {
            mass: f(&self.mass, &other.mass),
            worth: f(&self.worth, &other.worth),
            weight: f(&self.weight, &other.weight),
            welfare: f(&self.welfare, &other.welfare),
        }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        self.map2(other, |a, b| a + b)
    }

    /// Over those who are not among the others. Masses, prices and weights are not negative, so neither are their sums.
    pub(crate) fn without(&self, fewer: &Self) -> Self {
        let mut rest = self.map2(fewer, |a, b| a - b);
        for sum in [&mut rest.mass, &mut rest.worth, &mut rest.weight] {
            *sum = sum.max(&Between::zero());
        }
        rest
    }

    pub(crate) fn times(&self, share: &Between) -> Self {
        self.map2(self, |a, _| a * share)
    }

    pub(crate) fn hull(&self, other: &Self) -> Self {
        self.map2(other, Between::hull)
    }

    /// What one unit of quality for each of them is worth, sold at a price.
    pub(crate) fn value_at(&self, price: &Between, alpha: &Rational) -> Between {
        let excess = &self.weight - &self.mass.times(alpha);
        &self.welfare - &(price * &excess)
    }
}
