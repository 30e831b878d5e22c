//! What multipliers are worth: the bound of weak duality.
//!
//! ```text
//! bound   offset + sum_i max { y_i s_i : lower_i <= s_i <= upper_i } + sum_j max { z_j x_j : lower_j <= x_j <= upper_j }
//!         with z_j = c_j - sum_i y_i a_ij, for max; for min with min in place of max
//! ```
//!
//! A product without a bound on the side that it grows to has no maximum. A multiplier of that kind can be put to zero, a
//! reduced cost cannot.

use ironproof_number::ops::Abs;
use ironproof_number::parts::{InPart, Parts};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{extend_denominator, to_integer};
use ironproof_number::{IBig, UBig};

use super::not_proved::NotProved;
use super::vector::{Sums, Vector};
use crate::{Column, Lp, Place};

/// What any multipliers show, after those that need an absent bound are put to zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// The bound on the optimum; `None` if a reduced cost needs a bound that is absent, and is not implied either.
    pub bound: Option<Rational>,
    /// The largest multiplier or reduced cost, as a magnitude, that needs an absent bound; zero if none does.
    pub off: Rational,
}

/// Which upper bound of a column counts.
type UpperOf = fn(&Column) -> Option<&Rational>;

/// The products at their most.
struct Most {
    total: Rational,
    /// Where a bound is absent, and the number that needs it.
    absent: Vec<(Place, Rational)>,
}

/// Weighs multipliers of any origin, one per row. They are repaired where that is trivial, and the implied bounds of
/// columns are used.
pub fn weigh(lp: &Lp, multipliers: &Vector) -> Weighed {
    let most = most(lp, multipliers, Some(&sign(lp)), Column::best_upper);
    let is_finite = !most.absent.iter().any(|(place, _)| matches!(place, Place::Column(_)));
    let off = most.absent.iter().map(|(_, size)| size).max().cloned().unwrap_or_default();
    Weighed { bound: is_finite.then(|| bound(lp, most.total)), off }
}

/// The bound that the multipliers prove as they are: a lower bound for min, an upper one for max.
///
/// # Errors
/// [`NotProved`] if they do not fit the LP or need a bound that it does not state.
pub fn dual_bound(lp: &Lp, multipliers: &Vector) -> Result<Rational, NotProved> {
    if !multipliers.fits(lp.rows.len()) {
        return Err(NotProved::WrongLength);
    }
    check_sides(lp, multipliers.numerators(), &sign(lp))?;
    Ok(bound(lp, whole(lp, most(lp, multipliers, Some(&sign(lp)), stated_upper))?))
}

/// The most that `sum_i y_i (s_i - a_i x)` can be over all bounds: if it is negative, no point is feasible.
///
/// # Errors
/// [`NotProved`] if the multipliers do not fit the LP or need a bound that it does not state.
pub(super) fn most_of_rows(lp: &Lp, y: Vec<IBig>) -> Result<Rational, NotProved> {
    if y.len() != lp.rows.len() {
        return Err(NotProved::WrongLength);
    }
    check_sides(lp, &y, &IBig::ONE)?;
    whole(lp, most(lp, &Vector::over(y, UBig::ONE), None, stated_upper))
}

fn stated_upper(column: &Column) -> Option<&Rational> {
    column.upper.as_ref()
}

/// For min everything is mirrored: the optimum is minus the maximum of minus the objective.
fn sign(lp: &Lp) -> IBig {
    if lp.maximize { IBig::ONE } else { IBig::NEG_ONE }
}

/// The bound in the sense of the LP.
fn bound(lp: &Lp, total: Rational) -> Rational {
    &lp.offset + if lp.maximize { total } else { -total }
}

/// The total, if no bound is absent.
fn whole(lp: &Lp, most: Most) -> Result<Rational, NotProved> {
    match most.absent.first() {
        None => Ok(most.total),
        Some((Place::Row(i), _)) => Err(NotProved::NoBound(lp.rows[*i].name.clone())),
        Some((Place::Column(j), _)) => Err(NotProved::NoBound(lp.columns[*j].name.clone())),
    }
}

/// Signs that no row has a bound for are found before any column is looked at: most guesses fail here.
fn check_sides(lp: &Lp, multipliers: &[IBig], sign: &IBig) -> Result<(), NotProved> {
    for (row, y) in lp.rows.iter().zip(multipliers) {
        let side = if y.sign() == sign.sign() { &row.upper } else { &row.lower };
        if side.is_none() && !y.is_zero() {
            return Err(NotProved::NoBound(row.name.clone()));
        }
    }
    Ok(())
}

/// `sum_i max { y_i s_i } + sum_j max { z_j x_j }` with `z_j = c_j - sum_i y_i a_ij`; costs and multipliers are those of
/// the LP times the sign, and without one the costs are zero. What needs an absent bound is left out.
fn most(lp: &Lp, multipliers: &Vector, sign: Option<&IBig>, upper_of: UpperOf) -> Most {
    let mut y = match sign {
        Some(sign) => multipliers.clone().scaled(std::iter::repeat(sign), &UBig::ONE),
        None => multipliers.clone(),
    };
    let mut terms: Vec<InPart> = Vec::new();
    let mut absent = Vec::new();
    let mut parts = y.parts().clone();
    let mut product = |parts: &mut Parts, (part, x): InPart, side: &Rational, unit: &UBig| {
        if !side.is_zero() {
            let part = parts.with_factor(part, &(unit * side.denominator()));
            terms.push((part, x * side.numerator()));
        }
    };
    for (i, row) in lp.rows.iter().enumerate() {
        let own = (y.part(i), y.numerators()[i].clone());
        if own.1.is_zero() {
            continue;
        }
        if let Some(side) = if IBig::ZERO < own.1 { &row.upper } else { &row.lower } {
            product(&mut parts, own, side, &UBig::ONE);
        } else {
            absent.push((Place::Row(i), y.entry(i).abs()));
            y.clear(i);
        }
    }
    let mut sums = Sums::over(&y, parts);
    for (j, (column, entries)) in lp.columns.iter().zip(entries(lp, &y)).enumerate() {
        let (z, unit) = reduced_cost(column, &entries, &mut sums, sign);
        if z.1.is_zero() {
            continue;
        }
        let side = if IBig::ZERO < z.1 { upper_of(column) } else { column.lower.as_ref() };
        if let Some(side) = side {
            product(&mut sums.parts, z, side, &unit);
        } else {
            let size = sums.parts.fraction(z).abs() / Rational::from(unit);
            absent.push((Place::Column(j), size));
        }
    }
    let total = sums.parts.sum(terms);
    Most { total: sums.parts.fraction(total), absent }
}

/// The entries of each column in rows whose multiplier is not zero.
fn entries<'a>(lp: &'a Lp, y: &Vector) -> Vec<Vec<(usize, &'a Rational)>> {
    let mut entries = vec![Vec::new(); lp.columns.len()];
    for (i, row) in lp.rows.iter().enumerate().filter(|(i, _)| !y.numerators()[*i].is_zero()) {
        for (j, coefficient) in &row.terms {
            entries[*j].push((i, coefficient));
        }
    }
    entries
}

/// `c_j - sum_i y_i a_ij`, and a denominator of its own by which it is still to be divided: one for all columns would be
/// long where each has numbers of its own.
fn reduced_cost(
    column: &Column,
    entries: &[(usize, &Rational)],
    sums: &mut Sums<'_>,
    sign: Option<&IBig>,
) -> (InPart, UBig) {
    let mut unit = UBig::ONE;
    let cost = sign.map(|sign| (&column.objective, sign));
    let denominators = entries.iter().map(|(_, coefficient)| coefficient.denominator());
    for denominator in denominators.chain(cost.map(|(cost, _)| cost.denominator())) {
        extend_denominator(&mut unit, denominator);
    }
    let cost = cost.filter(|(cost, _)| !cost.is_zero()).map(|(cost, sign)| {
        let whole = IBig::from(sums.parts.denominator(0));
        (0, to_integer(cost, &unit) * sign * whole)
    });
    let (part, priced) = sums.of(entries.iter().copied(), &unit, cost.map(|(part, x)| (part, -x)));
    ((part, -priced), unit)
}
