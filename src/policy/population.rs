//! The agents of a group, by what they are willing to pay.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::sums::Sums;

/// A price divides a type that is a cell, whose agents have one contract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{}: the price {} per unit of quality divides the cell from {} to {}, whose agents have one contract; take the \
     continuous instance, or a grid of points (--method types)",
    .0.label, .0.price, .0.low, .0.high
)]
pub struct DividedCell(Box<Division>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Division {
    label: String,
    price: Rational,
    low: Rational,
    high: Rational,
}

impl DividedCell {
    pub(crate) fn new(label: &str, price: &Rational, low: &Rational, high: &Rational) -> Self {
        let (price, low, high) = (price.clone(), low.clone(), high.clone());
        Self(Box::new(Division { label: label.to_owned(), price, low, high }))
    }
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
