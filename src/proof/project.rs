//! Multipliers of a float solver, moved by little until their bound is finite: project and shift [SW12].
//!
//! A multiplier y_i or a reduced cost z_j = c_j - y a_j needs a bound of its row or column on its side. Some have
//! to be zero for that, and the others have room at the point of `interior`. So
//!
//! ```text
//!     project   A_RC' d = z_C,  y := y + d     C the columns whose reduced cost has to be zero,
//!                                              R the rows whose multiplier has not
//!     shift     y := (1 - t) y + t y*          y* the interior point, projected too; t the least that does
//! ```
//!
//! The system is solved exactly, so what has to be zero is zero, in y, y* and all between them. Rows and
//! columns of A_RC without a pivot are left out. Nothing is believed of y*: if it is not what it should be, there
//! is no t.
//!
//! # References
//!
//! [SW12] Steffy, Wolter, Valid linear programming bounds for exact mixed-integer programming, 2012.

use std::time::Instant;

use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::deadline::check;
use crate::form::Form;
use crate::interior::{Interior, Sign, interior};
use crate::lift::System;
use crate::numerators::Solution;
use crate::safe::away_from_zero;
use crate::source::Open;
use crate::sparse::Sparse;
use crate::vectors::in_lp;
use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;
use ironproof_number::rational::Rational;

/// Bits after the point that are kept of multipliers before they are projected.
const BITS: usize = 128;

/// Multipliers near the given ones with a finite bound; `Ok(None)` if none were found.
pub(super) fn projected(
    lp: &Lp,
    multipliers: &[Rational],
    open: Open<'_>,
    deadline: Instant,
) -> Result<Option<Vector>, OutOfTime> {
    check(deadline)?;
    let Some(interior) = interior(lp, open, deadline) else { return Ok(None) };
    let form = Form::new(lp);
    let projection = Projection::new(&form, &interior, deadline)?;
    let sign = if lp.maximize { -Rational::ONE } else { Rational::ONE };
    let given: Vec<Rational> = multipliers.iter().map(|y| y * &sign).collect();
    let given = projection.apply(&given, deadline)?;
    let inner = projection.apply(&interior.multipliers, deadline)?;
    let shifted = projection.shifted(&given, &inner);
    Ok(shifted.map(|y| in_lp(lp, &form, Vector::over(y.numerators, y.denominator))))
}

struct Projection<'a> {
    form: &'a Form,
    /// The signs of reduced costs and multipliers, zero where they have to be.
    signs: Vec<Sign>,
    /// R and C.
    rows: Vec<usize>,
    columns: Vec<usize>,
    system: System,
}

impl<'a> Projection<'a> {
    fn new(form: &'a Form, interior: &Interior, deadline: Instant) -> Result<Self, OutOfTime> {
        let zero = interior.zero_columns.iter().chain(&interior.zero_rows);
        let sign = |(variable, is_zero): (usize, &bool)| {
            let bounds = (form.lower[variable].as_ref(), form.upper[variable].as_ref());
            if *is_zero { Sign::Zero } else { Sign::of(bounds.0, bounds.1) }
        };
        let signs: Vec<Sign> = zero.enumerate().map(sign).collect();
        let n = form.n_columns;
        let mut rows: Vec<usize> =
            (0..form.n_rows).filter(|i| signs[n + i] != Sign::Zero).collect();
        let mut columns: Vec<usize> = (0..n).filter(|j| signs[*j] == Sign::Zero).collect();
        let system = loop {
            match System::new(matrix(form, &rows, &columns), deadline)? {
                Ok(system) => break system,
                Err(dependent) => {
                    keep_others(&mut rows, &dependent.rows);
                    keep_others(&mut columns, &dependent.columns);
                }
            }
        };
        Ok(Self { form, signs, rows, columns, system })
    }

    /// The multipliers of the form for multipliers of the LP (for min), projected.
    fn apply(&self, multipliers: &[Rational], deadline: Instant) -> Result<Solution, OutOfTime> {
        let form = self.form;
        let unit = Rational::from(&form.cost_scale << BITS);
        let one = UBig::ONE << BITS;
        let mut numerators: Vec<IBig> = multipliers
            .iter()
            .zip(&form.row_scale)
            .map(|(y, scale)| (y * &unit / Rational::from(scale.clone())).round())
            .collect();
        for (y, sign) in numerators.iter_mut().zip(&self.signs[form.n_columns..]) {
            if *sign == Sign::Zero {
                *y = IBig::ZERO;
            }
        }
        let mut y = Solution { numerators, denominator: one };
        let right: Vec<IBig> = self.columns.iter().map(|j| self.reduced(*j, &y)).collect();
        let solution = self.system.solve_transposed(&right, deadline)?;
        let factor = IBig::from(solution.denominator.clone());
        for y in y.numerators.iter_mut().filter(|y| !y.is_zero()) {
            *y *= &factor;
        }
        for (i, d) in self.rows.iter().zip(&solution.numerators) {
            y.numerators[*i] += d;
        }
        y.denominator *= solution.denominator;
        Ok(y)
    }
}

impl Projection<'_> {
    /// z_j times the denominator.
    fn reduced(&self, j: usize, y: &Solution) -> IBig {
        &self.form.cost[j] * IBig::from(y.denominator.clone())
            - self.form.columns.dot(j, &y.numerators)
    }

    /// The slacks times the denominator: what must not be negative.
    fn slacks<'a>(&'a self, y: &'a Solution) -> impl Iterator<Item = IBig> + 'a {
        let value = move |variable: usize| match variable.checked_sub(self.form.n_columns) {
            Some(i) => y.numerators[i].clone(),
            None => self.reduced(variable, y),
        };
        self.signs.iter().enumerate().filter_map(move |(variable, sign)| match sign {
            Sign::NotNegative => Some(value(variable)),
            Sign::NotPositive => Some(-value(variable)),
            Sign::Any | Sign::Zero => None,
        })
    }

    /// The point between `given` and `inner` that is nearest to `given` and has no negative slack, up to a
    /// little that keeps numbers short; none if there is none.
    fn shifted(&self, given: &Solution, inner: &Solution) -> Option<Solution> {
        let mut least = Rational::ZERO;
        for (from, to) in self.slacks(given).zip(self.slacks(inner)) {
            if to < IBig::ZERO {
                return None;
            }
            if from < IBig::ZERO {
                // from + t (to - from) = 0, over the two denominators.
                let from = Rational::from_parts(-from, given.denominator.clone());
                let to = Rational::from_parts(to, inner.denominator.clone());
                least = least.max(&from / (to + &from));
            }
        }
        let t = if least.is_zero() { least } else { away_from_zero(&least).min(Rational::ONE) };
        let whole = IBig::from(t.denominator().clone());
        let near = (&whole - t.numerator()) * IBig::from(inner.denominator.clone());
        let far = t.numerator() * IBig::from(given.denominator.clone());
        let numerators = given.numerators.iter().zip(&inner.numerators);
        Some(Solution {
            numerators: numerators.map(|(y, z)| y * &near + z * &far).collect(),
            denominator: &given.denominator * &inner.denominator * t.denominator(),
        })
    }
}

/// A_RC, with rows or columns of zeros until it is square.
fn matrix(form: &Form, rows: &[usize], columns: &[usize]) -> Sparse {
    let mut position = vec![usize::MAX; form.n_columns];
    for (k, &j) in columns.iter().enumerate() {
        position[j] = k;
    }
    let n = rows.len().max(columns.len());
    let position = &position;
    Sparse::new((0..n).map(|k| {
        let row = rows.get(k).map(|&i| form.rows.row(i));
        let entries = row.into_iter().flatten();
        let inside = entries.filter(move |(j, _)| position[*j] != usize::MAX);
        inside.map(move |(j, value)| (position[j], value.clone()))
    }))
}

/// Keeps the entries whose places are not listed; `places` ascend.
fn keep_others(list: &mut Vec<usize>, places: &[usize]) {
    let mut at = 0;
    list.retain(|_| {
        at += 1;
        places.binary_search(&(at - 1)).is_err()
    });
}
