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
use ironproof_number::rational::Rational;
use ironproof_number::scale::{extend_denominator, sum, to_integer};
use ironproof_number::{IBig, UBig};

use super::not_proved::NotProved;
use super::vector::Vector;
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

/// The products at their most, over the denominator of the multipliers.
struct Most {
    total: Rational,
    /// Where a bound is absent, and the number that needs it.
    absent: Vec<(Place, Rational)>,
}

/// Weighs multipliers of any origin, one per row. They are repaired where that is trivial, and the implied bounds of
/// columns are used.
pub fn weigh(lp: &Lp, multipliers: &Vector) -> Weighed {
    let most = most_for(lp, multipliers, Column::best_upper);
    let is_finite = !most.absent.iter().any(|(place, _)| matches!(place, Place::Column(_)));
    let off = most.absent.iter().map(|(_, size)| size).max().cloned().unwrap_or_default();
    let unit = Rational::from(multipliers.denominator.clone());
    Weighed { bound: is_finite.then(|| bound(lp, most.total, &unit)), off: off / unit }
}

/// The bound that the multipliers prove as they are: a lower bound for min, an upper one for max.
///
/// # Errors
/// [`NotProved`] if they do not fit the LP or need a bound that it does not state.
pub fn dual_bound(lp: &Lp, multipliers: &Vector) -> Result<Rational, NotProved> {
    if !multipliers.fits(lp.rows.len()) {
        return Err(NotProved::WrongLength);
    }
    let y = signed(lp, multipliers);
    check_sides(lp, &y)?;
    let total = whole(lp, most(lp, y, &factor(lp, multipliers), stated_upper))?;
    Ok(bound(lp, total, &Rational::from(multipliers.denominator.clone())))
}

/// The most that `sum_i y_i (s_i - a_i x)` can be over all bounds: if it is negative, no point is feasible.
///
/// # Errors
/// [`NotProved`] if the multipliers do not fit the LP or need a bound that it does not state.
pub(super) fn most_of_rows(lp: &Lp, y: Vec<IBig>) -> Result<Rational, NotProved> {
    if y.len() != lp.rows.len() {
        return Err(NotProved::WrongLength);
    }
    check_sides(lp, &y)?;
    whole(lp, most(lp, y, &IBig::ZERO, stated_upper))
}

fn stated_upper(column: &Column) -> Option<&Rational> {
    column.upper.as_ref()
}

/// For min everything is mirrored: the optimum is minus the maximum of minus the objective.
fn sign(lp: &Lp) -> IBig {
    if lp.maximize { IBig::ONE } else { IBig::NEG_ONE }
}

fn signed(lp: &Lp, multipliers: &Vector) -> Vec<IBig> {
    let sign = sign(lp);
    multipliers.numerators.iter().map(|y| y * &sign).collect()
}

fn factor(lp: &Lp, multipliers: &Vector) -> IBig {
    sign(lp) * IBig::from(multipliers.denominator.clone())
}

fn most_for(lp: &Lp, multipliers: &Vector, upper_of: UpperOf) -> Most {
    most(lp, signed(lp, multipliers), &factor(lp, multipliers), upper_of)
}

/// The bound in the sense of the LP.
fn bound(lp: &Lp, total: Rational, unit: &Rational) -> Rational {
    let total = total / unit;
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
fn check_sides(lp: &Lp, y: &[IBig]) -> Result<(), NotProved> {
    for (row, y) in lp.rows.iter().zip(y) {
        let side = if IBig::ZERO < *y { &row.upper } else { &row.lower };
        if side.is_none() && !y.is_zero() {
            return Err(NotProved::NoBound(row.name.clone()));
        }
    }
    Ok(())
}

/// `sum_i max { y_i s_i } + sum_j max { z_j x_j }` with `z_j = factor c_j - sum_i y_i a_ij`. What needs an absent bound is
/// left out.
fn most(lp: &Lp, mut y: Vec<IBig>, factor: &IBig, upper_of: UpperOf) -> Most {
    let mut terms: Vec<Rational> = Vec::new();
    let mut absent = Vec::new();
    for (i, (row, y)) in lp.rows.iter().zip(&mut y).enumerate() {
        if y.is_zero() {
            continue;
        }
        match if IBig::ZERO < *y { &row.upper } else { &row.lower } {
            Some(side) if side.is_zero() => {}
            Some(side) => terms.push(side * Rational::from(y.clone())),
            None => {
                absent.push((Place::Row(i), Rational::from((&*y).abs())));
                *y = IBig::ZERO;
            }
        }
    }
    for (j, (column, z)) in lp.columns.iter().zip(reduced_costs(lp, &y, factor)).enumerate() {
        if z.is_zero() {
            continue;
        }
        match if Rational::ZERO < z { upper_of(column) } else { column.lower.as_ref() } {
            Some(side) if side.is_zero() => {}
            Some(side) => terms.push(side * z),
            None => absent.push((Place::Column(j), z.abs())),
        }
    }
    Most { total: sum(terms.iter()), absent }
}

/// `factor c_j - sum_i y_i a_ij` for each column, over a denominator of its own: one for all would be long where each
/// column has numbers of its own.
fn reduced_costs(lp: &Lp, y: &[IBig], factor: &IBig) -> Vec<Rational> {
    let mut entries: Vec<Vec<(usize, &Rational)>> = vec![Vec::new(); lp.columns.len()];
    for (i, row) in lp.rows.iter().enumerate().filter(|(i, _)| !y[*i].is_zero()) {
        for (j, coefficient) in &row.terms {
            entries[*j].push((i, coefficient));
        }
    }
    let reduced = |(column, entries): (&Column, &Vec<(usize, &Rational)>)| {
        let mut unit: UBig = column.objective.denominator().clone();
        for (_, coefficient) in entries {
            extend_denominator(&mut unit, coefficient.denominator());
        }
        let mut z = to_integer(&column.objective, &unit) * factor;
        for (i, coefficient) in entries {
            z -= to_integer(coefficient, &unit) * &y[*i];
        }
        Rational::from_parts(z, unit)
    };
    lp.columns.iter().zip(&entries).map(reduced).collect()
}
