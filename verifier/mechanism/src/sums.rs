//! What the rows of the mechanism need to know of the types of an item.

use ironproof_numbers::{Fraction, Int};

use crate::certificate::{self, Item};
use crate::instance::Group;

/// Sums of w_k, w_k lambda_k, w_k nu_k and w_k low_k over the types of an item, its low and high.
pub(crate) type Sums = [Fraction; 6];

/// The sums of all items of a group.
pub(crate) fn sums((group, proof): (&Group, &certificate::Group)) -> Vec<Sums> {
    let Group { masses, mass_unit, lows, highs, wtp_unit, weights, values, weight_unit } = group;
    let of = |item: &Item| {
        let types = item.first..=item.last;
        let sum = |x: &[Int]| types.clone().fold(Int::ZERO, |sum, k| sum + &masses[k] * &x[k]);
        let parts = [
            (masses[types.clone()].iter().fold(Int::ZERO, |sum, w| sum + w), mass_unit.clone()),
            (sum(weights), mass_unit * weight_unit),
            (sum(values), mass_unit * weight_unit),
            (sum(lows), mass_unit * wtp_unit),
            (lows[item.first].clone(), wtp_unit.clone()),
            (highs[item.last].clone(), wtp_unit.clone()),
        ];
        parts.map(|(sum, unit)| Fraction::new(sum, unit))
    };
    proof.items.iter().map(of).collect()
}
