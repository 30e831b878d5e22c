//! Multipliers of a float solver, moved by little until their bound is finite.
//!
//! A reduced cost z_j = c_j - y a_j needs a bound of its column on its side, and most columns have only
//! one. For those with the wrong sign it is made exactly zero, by an exactly solved correction ("project",
//! [SW12]):
//!
//! ```text
//!     A_RC' d = z_C,   y := y + d
//!     C    the columns whose reduced cost had the wrong sign in some round
//!     R    the rows whose multiplier may have any value nearby: not zero before, or of an equation
//! ```
//!
//! The correction may break other signs: those columns join C. When no more do, rows whose multiplier lacks a
//! bound leave R, with the multiplier zero. So C grows and R shrinks until nothing is wrong, or nothing
//! changes; then there is no bound. Rows and columns of A_RC without a pivot are left out.
//!
//! # References
//!
//! [SW12] Steffy, Wolter, Valid linear programming bounds for exact mixed-integer programming, 2012.

use std::time::Instant;

use dashu_int::{IBig, UBig};

use crate::exact::OutOfTime;
use crate::exact::form::Form;
use crate::exact::lift::System;
use crate::exact::proof::Vector;
use crate::exact::sparse::Sparse;
use crate::lp::Lp;
use crate::rational::Rational;

/// Bits after the point that are kept of the multipliers.
const BITS: usize = 128;

/// Multipliers near the given ones with a finite bound; `Ok(None)` if none were found.
pub(super) fn projected(
    lp: &Lp,
    multipliers: &[Rational],
    deadline: Instant,
) -> Result<Option<Vector>, OutOfTime> {
    let form = Form::new(lp);
    let mut projection = Projection::new(lp, &form, multipliers);
    while Instant::now() < deadline {
        let corrected = projection.corrected(deadline)?;
        match projection.next(&corrected) {
            Next::Fine => return Ok(Some(projection.in_lp(lp, corrected))),
            Next::Changed => {}
            Next::Unchanged => return Ok(None),
        }
    }
    Err(OutOfTime)
}

/// What a round brought.
enum Next {
    /// All signs are right.
    Fine,
    /// Another C or R.
    Changed,
    /// The same would follow again.
    Unchanged,
}

struct Projection<'a> {
    form: &'a Form,
    /// The multipliers of the rows of the form, for min, times 2^BITS.
    start: Vec<IBig>,
    /// Membership in R and C.
    in_rows: Vec<bool>,
    in_columns: Vec<bool>,
}

impl<'a> Projection<'a> {
    fn new(lp: &Lp, form: &'a Form, multipliers: &[Rational]) -> Self {
        let sign = if lp.maximize { -Rational::ONE } else { Rational::ONE };
        let unit = Rational::from(&form.cost_scale << BITS) * sign;
        let start: Vec<IBig> = multipliers
            .iter()
            .zip(&form.row_scale)
            .map(|(y, scale)| (y * &unit / Rational::from(scale.clone())).round())
            .collect();
        let mut projection = Self {
            in_rows: (0..form.n_rows)
                .map(|i| !start[i].is_zero() || form.is_fixed(form.n_columns + i))
                .collect(),
            in_columns: vec![false; form.n_columns],
            form,
            start,
        };
        projection.drop_wrong_rows(&projection.start.clone());
        projection
    }

    /// The multipliers with the correction for C and R as they are.
    fn corrected(&self, deadline: Instant) -> Result<Vector, OutOfTime> {
        let members = |list: &[bool]| (0..list.len()).filter(|&k| list[k]).collect::<Vec<_>>();
        let (mut rows, mut columns) = (members(&self.in_rows), members(&self.in_columns));
        let mut numerators = self.start.clone();
        let one = UBig::ONE << BITS;
        if columns.is_empty() {
            return Ok(Vector { numerators, denominator: one });
        }
        let system = loop {
            match System::new(self.matrix(&rows, &columns)) {
                Ok(system) => break system,
                Err(dependent) => {
                    keep_others(&mut rows, &dependent.rows);
                    keep_others(&mut columns, &dependent.columns);
                }
            }
        };
        let reduced = |&j: &usize| self.reduced(j, &numerators, &one);
        let right: Vec<IBig> = columns.iter().map(reduced).collect();
        let solution = system.solve_transposed(&right, deadline)?;
        let factor = IBig::from(solution.denominator.clone());
        for y in numerators.iter_mut().filter(|y| !y.is_zero()) {
            *y *= &factor;
        }
        for (&i, d) in rows.iter().zip(&solution.numerators) {
            numerators[i] += d;
        }
        Ok(Vector { numerators, denominator: one * solution.denominator })
    }
}

impl Projection<'_> {
    /// A_RC, with rows or columns of zeros until it is square.
    fn matrix(&self, rows: &[usize], columns: &[usize]) -> Sparse {
        let mut position = vec![usize::MAX; self.form.n_columns];
        for (k, &j) in columns.iter().enumerate() {
            position[j] = k;
        }
        let n = rows.len().max(columns.len());
        let position = &position;
        Sparse::new((0..n).map(|k| {
            let row = rows.get(k).map(|&i| self.form.rows.row(i));
            let entries = row.into_iter().flatten();
            let inside = entries.filter(move |(j, _)| position[*j] != usize::MAX);
            inside.map(move |(j, value)| (position[j], value.clone()))
        }))
    }

    /// z_j times the denominator.
    fn reduced(&self, j: usize, numerators: &[IBig], denominator: &UBig) -> IBig {
        &self.form.cost[j] * IBig::from(denominator.clone()) - self.form.columns.dot(j, numerators)
    }

    /// Whether the sign of a multiplier or reduced cost has a bound to rest on.
    fn is_fine(&self, variable: usize, value: &IBig) -> bool {
        let bounds = if IBig::ZERO < *value { &self.form.lower } else { &self.form.upper };
        value.is_zero() || bounds[variable].is_some()
    }

    /// Looks at all signs; what is wrong joins C or leaves R.
    fn next(&mut self, corrected: &Vector) -> Next {
        let Vector { numerators, denominator } = corrected;
        let (mut n_wrong, mut n_new) = (0, 0);
        for j in 0..self.form.n_columns {
            if !self.is_fine(j, &self.reduced(j, numerators, denominator)) {
                n_wrong += 1;
                n_new += usize::from(!std::mem::replace(&mut self.in_columns[j], true));
            }
        }
        if n_new == 0 {
            let n_dropped = self.drop_wrong_rows(numerators);
            (n_wrong, n_new) = (n_wrong + n_dropped, n_dropped);
        }
        match (n_wrong, n_new) {
            (0, _) => Next::Fine,
            (_, 0) => Next::Unchanged,
            _ => Next::Changed,
        }
    }

    /// Rows whose multiplier lacks a bound leave R; returns how many.
    fn drop_wrong_rows(&mut self, multipliers: &[IBig]) -> usize {
        let is_wrong = |i: &usize| !self.is_fine(self.form.n_columns + i, &multipliers[*i]);
        let wrong: Vec<usize> = (0..self.form.n_rows).filter(is_wrong).collect();
        for &i in &wrong {
            self.in_rows[i] = false;
            self.start[i] = IBig::ZERO;
        }
        wrong.len()
    }

    /// The multipliers of the rows of the LP.
    fn in_lp(&self, lp: &Lp, corrected: Vector) -> Vector {
        let sign = if lp.maximize { IBig::NEG_ONE } else { IBig::ONE };
        let scaled = |(y, scale): (&IBig, &UBig)| y * &sign * IBig::from(scale.clone());
        Vector {
            numerators: corrected.numerators.iter().zip(&self.form.row_scale).map(scaled).collect(),
            denominator: corrected.denominator * &self.form.cost_scale,
        }
    }
}

/// Keeps the entries whose places are not listed; `places` ascend.
fn keep_others(list: &mut Vec<usize>, places: &[usize]) {
    let mut at = 0;
    list.retain(|_| {
        at += 1;
        places.binary_search(&(at - 1)).is_err()
    });
}
