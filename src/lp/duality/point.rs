//! What a point is worth: its objective, and the rows and columns that it puts outside their bounds.
//!
//! ```text
//! objective    offset + sum_j c_j x_j
//! amount       of a column  max { x_j - upper_j, lower_j - x_j }, of a row the same for  sum_j a_ij x_j
//! ```

use ironproof_number::ops::Abs;
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};
use ironproof_number::{IBig, UBig};

use super::not_proved::NotProved;
use super::vector::Vector;
use crate::{Lp, Place, Row};

/// A row or column that a point puts outside its bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach<'a> {
    /// Which one.
    pub place: Place,
    /// The bound that is broken; the worse one, if the bounds are crossed and both are.
    pub bound: &'a Rational,
    /// It is an upper bound.
    pub is_upper: bool,
    /// By how much, which is positive.
    pub amount: Rational,
}

impl Breach<'_> {
    /// The value of the column, or the activity of the row.
    pub fn value(&self) -> Rational {
        if self.is_upper { self.bound + &self.amount } else { self.bound - &self.amount }
    }
}

/// `offset + c x`
pub fn objective(lp: &Lp, point: &Vector) -> Rational {
    let unit = common_denominator(lp.columns.iter().map(|column| &column.objective));
    let mut total = IBig::ZERO;
    for (column, value) in lp.columns.iter().zip(&point.numerators) {
        if !column.objective.is_zero() && !value.is_zero() {
            total += to_integer(&column.objective, &unit) * value;
        }
    }
    Rational::from_parts(total, unit * &point.denominator) + &lp.offset
}

/// The columns outside their bounds, in the order of the LP. The point has an entry for each column.
pub fn broken_columns<'a>(lp: &'a Lp, point: &'a Vector) -> impl Iterator<Item = Breach<'a>> {
    lp.columns.iter().zip(&point.numerators).enumerate().filter_map(|(j, (column, x))| {
        let sides = [column.lower.as_ref(), column.upper.as_ref()];
        breach(Place::Column(j), sides, x, &point.denominator)
    })
}

/// The rows outside their bounds, in the order of the LP. The point has an entry for each column.
pub fn broken_rows<'a>(lp: &'a Lp, point: &'a Vector) -> impl Iterator<Item = Breach<'a>> {
    lp.rows.iter().enumerate().filter_map(|(i, row)| {
        let sides = [row.lower.as_ref(), row.upper.as_ref()];
        if sides == [None, None] {
            return None;
        }
        let (sum, unit) = activity(row, &point.numerators);
        breach(Place::Row(i), sides, &sum, &(unit * &point.denominator))
    })
}

/// The bound that `sum / unit` breaks, if it does.
fn breach<'a>(
    place: Place,
    [lower, upper]: [Option<&'a Rational>; 2],
    sum: &IBig,
    unit: &UBig,
) -> Option<Breach<'a>> {
    let of = |bound: &'a Rational, is_upper: bool| {
        let value = sum * IBig::from(bound.denominator().clone());
        let bound_value = bound.numerator() * IBig::from(unit.clone());
        let excess = if is_upper { value - bound_value } else { bound_value - value };
        (IBig::ZERO < excess).then(|| {
            let amount = Rational::from_parts(excess, unit * bound.denominator());
            Breach { place, bound, is_upper, amount }
        })
    };
    let below = lower.and_then(|bound| of(bound, false));
    let above = upper.and_then(|bound| of(bound, true));
    match (below, above) {
        (Some(below), Some(above)) if above.amount <= below.amount => Some(below),
        (below, above) => above.or(below),
    }
}

/// `sum_j a_ij x_j` times the returned unit, for values in integers.
pub(super) fn activity(row: &Row, values: &[IBig]) -> (IBig, UBig) {
    let unit = common_denominator(row.terms.iter().map(|(_, coefficient)| coefficient));
    let mut sum = IBig::ZERO;
    for (j, coefficient) in &row.terms {
        if !values[*j].is_zero() {
            sum += to_integer(coefficient, &unit) * &values[*j];
        }
    }
    (sum, unit)
}

/// The largest `|a_ij x_j|` of a row; zero for a row without terms.
pub fn largest_term(row: &Row, point: &Vector) -> Rational {
    let unit = common_denominator(row.terms.iter().map(|(_, coefficient)| coefficient));
    let sizes = row
        .terms
        .iter()
        .map(|(j, coefficient)| (to_integer(coefficient, &unit) * &point.numerators[*j]).abs());
    Rational::from_parts(sizes.max().unwrap_or(IBig::ZERO), unit * &point.denominator)
}

/// Proves that `point` satisfies every bound and row.
///
/// # Errors
/// [`NotProved`] names the first bound or row that is violated.
pub fn check_feasible(lp: &Lp, point: &Vector) -> Result<(), NotProved> {
    if !point.fits(lp.columns.len()) {
        return Err(NotProved::WrongLength);
    }
    match broken_columns(lp, point).chain(broken_rows(lp, point)).next() {
        None => Ok(()),
        Some(Breach { place: Place::Column(j), .. }) => {
            Err(NotProved::Column(lp.columns[j].name.clone()))
        }
        Some(Breach { place: Place::Row(i), .. }) => Err(NotProved::Row(lp.rows[i].name.clone())),
    }
}
