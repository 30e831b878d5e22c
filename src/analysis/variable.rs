//! The columns of an LP and the activities of its rows, alike: variables 0 .. n and n .. n + m.

use ironproof_linear::{Lp, Place};
use ironproof_number::rational::Rational;

/// A bound of a row or column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The lower one.
    Lower,
    /// The upper one.
    Upper,
    /// Both, which are equal and move together.
    Both,
}

/// Which of the two a variable is.
pub(super) fn place(lp: &Lp, variable: usize) -> Place {
    match variable.checked_sub(lp.columns.len()) {
        Some(i) => Place::Row(i),
        None => Place::Column(variable),
    }
}

/// The variable of a row or column.
pub(super) fn variable(lp: &Lp, place: Place) -> usize {
    match place {
        Place::Column(j) => j,
        Place::Row(i) => lp.columns.len() + i,
    }
}

/// Its bounds.
pub(super) fn bounds(lp: &Lp, variable: usize) -> (Option<&Rational>, Option<&Rational>) {
    match place(lp, variable) {
        Place::Column(j) => (lp.columns[j].lower.as_ref(), lp.columns[j].upper.as_ref()),
        Place::Row(i) => (lp.rows[i].lower.as_ref(), lp.rows[i].upper.as_ref()),
    }
}

/// Gives it other bounds.
pub(super) fn bind(lp: &mut Lp, variable: usize, lower: Option<Rational>, upper: Option<Rational>) {
    match place(lp, variable) {
        Place::Column(j) => (lp.columns[j].lower, lp.columns[j].upper) = (lower, upper),
        Place::Row(i) => (lp.rows[i].lower, lp.rows[i].upper) = (lower, upper),
    }
}

/// It as a combination of columns.
pub(super) fn terms(lp: &Lp, variable: usize) -> Vec<(usize, Rational)> {
    match place(lp, variable) {
        Place::Column(j) => vec![(j, Rational::ONE)],
        Place::Row(i) => lp.rows[i].terms.clone(),
    }
}

/// The values of all variables at a point.
pub(super) fn values(lp: &Lp, point: &[Rational]) -> Vec<Rational> {
    let activity = |terms: &[(usize, Rational)]| {
        let nonzero = terms.iter().filter(|(j, _)| !point[*j].is_zero());
        nonzero.fold(Rational::ZERO, |sum, (j, value)| sum + value * &point[*j])
    };
    let rows = lp.rows.iter().map(|row| activity(&row.terms));
    point.iter().cloned().chain(rows).collect()
}

/// The reduced costs of all variables for these multipliers of the rows, for minimization: positive where a lower bound
/// holds the optimum up.
pub(super) fn reduced_costs(lp: &Lp, multipliers: &[Rational]) -> Vec<Rational> {
    let mut reduced: Vec<Rational> =
        lp.columns.iter().map(|column| column.objective.clone()).collect();
    for (row, y) in lp.rows.iter().zip(multipliers).filter(|(_, y)| !y.is_zero()) {
        for (j, value) in &row.terms {
            reduced[*j] -= value * y;
        }
    }
    reduced.extend(multipliers.iter().cloned());
    if lp.maximize {
        for z in &mut reduced {
            *z = -&*z;
        }
    }
    reduced
}
