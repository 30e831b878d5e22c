//! What a point is worth: its objective, and the rows and columns that it puts outside their bounds.
//!
//! ```text
//! objective    offset + sum_j c_j x_j
//! amount       of a column  max { x_j - upper_j, lower_j - x_j }, of a row the same for  sum_j a_ij x_j
//! ```

use ironproof_number::ops::Abs;
use ironproof_number::rational::Rational;
use ironproof_number::scale::common_denominator;
use ironproof_number::{IBig, UBig};

use super::not_proved::NotProved;
use super::vector::{Sums, Vector};
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
    let costs = lp.columns.iter().map(|column| &column.objective).enumerate();
    let costs = costs.filter(|(_, cost)| !cost.is_zero());
    let unit = common_denominator(costs.clone().map(|(_, cost)| cost));
    let mut sums = Sums::new(point);
    let (part, total) = sums.of(costs, &unit, None);
    Rational::from_parts(total, unit * sums.parts.denominator(part)) + &lp.offset
}

/// The columns outside their bounds, in the order of the LP. The point has an entry for each column.
pub fn broken_columns<'a>(lp: &'a Lp, point: &'a Vector) -> impl Iterator<Item = Breach<'a>> {
    let one = (0, point.parts().denominator(0));
    lp.columns.iter().zip(point.numerators()).enumerate().filter_map(move |(j, (column, x))| {
        let sides = [column.lower.as_ref(), column.upper.as_ref()];
        let own = point.part(j);
        if own == one.0 {
            return breach(Place::Column(j), sides, x, &one.1);
        }
        breach(Place::Column(j), sides, x, &point.parts().denominator(own))
    })
}

/// The rows outside their bounds, in the order of the LP. The point has an entry for each column.
pub fn broken_rows<'a>(lp: &'a Lp, point: &'a Vector) -> impl Iterator<Item = Breach<'a>> {
    let mut sums = Sums::new(point);
    lp.rows.iter().enumerate().filter_map(move |(i, row)| {
        let sides = [row.lower.as_ref(), row.upper.as_ref()];
        if sides == [None, None] {
            return None;
        }
        let unit = common_denominator(row.terms.iter().map(|(_, coefficient)| coefficient));
        let terms = row.terms.iter().map(|(j, coefficient)| (*j, coefficient));
        let (part, sum) = sums.of(terms, &unit, None);
        breach(Place::Row(i), sides, &sum, &(unit * sums.parts.denominator(part)))
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

/// The largest `|a_ij x_j|` of a row; zero for a row without terms.
pub fn largest_term(row: &Row, point: &Vector) -> Rational {
    let sizes = row.terms.iter().map(|(j, coefficient)| (coefficient * point.entry(*j)).abs());
    sizes.max().unwrap_or_default()
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
