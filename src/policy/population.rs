//! The agents of a group, by what they are willing to pay.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::sums::Sums;

/// A price divides a type that is a cell, whose agents have one contract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{label}: the price {price} per unit of quality divides the cell from {low} to {high}, whose agents have one \
     contract; take the continuous instance, or a grid of points (--method types)"
)]
pub struct DividedCell {
    /// The label of the group.
    pub label: String,
    /// The price.
    pub price: Rational,
    /// The lower end of the cell.
    pub low: Rational,
    /// The upper end.
    pub high: Rational,
}

/// The agents of a group.
pub(crate) trait Population {
    /// Over those who are willing to pay more than `price`; with `and_at`, also those who would pay just that.
    fn above(&self, price: &Rational, and_at: bool) -> Result<Sums, DividedCell>;

    /// Prices between which demand neither jumps nor has a kink, in order; the last one is enough for everybody.
    fn knots(&self) -> &[Rational];
}

/// The same where the price is known between two others.
pub(crate) fn above(
    population: &dyn Population,
    price: &Between,
    and_at: bool,
) -> Result<Sums, DividedCell> {
    if price.is_exact() {
        return population.above(&price.low, and_at);
    }
    Ok(population.above(&price.low, true)?.hull(&population.above(&price.high, false)?))
}
