//! The agents of a group of a finite instance: sums over its types from the top, exact.

use ironproof_instance::finite::Group;
use ironproof_number::rational::Rational;

use super::population::{DividedCell, Population};
use super::sums::Sums;

/// A group of types.
pub(crate) struct Points {
    label: String,
    /// The ends of each type.
    ends: Vec<(Rational, Rational)>,
    /// Over type k and all above; the last is over nobody.
    tails: Vec<Sums>,
    knots: Vec<Rational>,
}

impl Points {
    pub(crate) fn new(group: &Group) -> Self {
        let mut tails = vec![Sums::zero()];
        for ty in group.types.iter().rev() {
            let here = Sums::of_type(ty, &group.mass);
            let above = &tails[tails.len() - 1];
            tails.push(above.plus(&here));
        }
        tails.reverse();
        let ends: Vec<_> =
            group.types.iter().map(|ty| (ty.low().clone(), ty.high().clone())).collect();
        let mut knots: Vec<Rational> =
            ends.iter().flat_map(|(low, high)| [low.clone(), high.clone()]).collect();
        knots.dedup();
        Points { label: group.label.clone(), ends, tails, knots }
    }
}

impl Population for Points {
    fn above(&self, price: &Rational, and_at: bool) -> Result<Sums, DividedCell> {
        let is_below = |(low, high): &(Rational, Rational)| match low == high {
            true if and_at => low < price,
            true => low <= price,
            false => high <= price,
        };
        let first = self.ends.partition_point(is_below);
        match self.ends.get(first) {
            Some((low, high)) if low < price && price < high => {
                Err(DividedCell::new(&self.label, price, low, high))
            }
            _ => Ok(self.tails[first].clone()),
        }
    }

    fn knots(&self) -> &[Rational] {
        &self.knots
    }
}
