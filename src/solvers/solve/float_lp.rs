//! The LP as floats: each number rounded once, rows and objective scaled by powers of two.
//!
//! Scaling makes the largest coefficient of a row, and of the objective, lie in [1, 2): solvers
//! work with absolute tolerances, and HiGHS drops coefficients of at most 1e-9 with only a warning.
//! What would be dropped or would not survive rounding is an error here.

use ironproof_answer::Answer;
use ironproof_answer::Unrepresentable;
use ironproof_linear::{Column, Lp};
use ironproof_number::rational::{Rational, approx};
use ironproof_proof::Shifted;

/// HiGHS ignores matrix coefficients up to this size.
pub const DROPPED: f64 = 1e-9;
/// HiGHS reads larger costs and bounds as infinite.
pub const INFINITE: f64 = 1e20;

/// A scaled and rounded LP, rows in compressed form: what a float solver gets.
///
/// The objective is `offset + sum of cost[j] x[j]`, to be maximized or minimized. An absent bound of a column or row is
/// plus or minus infinity, and no other number has size [`INFINITE`] or more. [`FloatLp::sides`] gives a row as
/// one-sided constraints and equations, for solvers that have no ranges. A solver answers in the units of this LP; the
/// caller scales the answer back.
#[derive(Default)]
pub(super) struct FloatLp {
    pub(super) maximize: bool,
    /// The constant of the objective, not scaled.
    pub(super) offset: f64,
    pub(super) cost: Vec<f64>,
    pub(super) column_lower: Vec<f64>,
    pub(super) column_upper: Vec<f64>,
    pub(super) row_lower: Vec<f64>,
    pub(super) row_upper: Vec<f64>,
    /// Row i is `starts[i]..starts[i + 1]` of `index` and `value`.
    pub(super) starts: Vec<usize>,
    pub(super) index: Vec<usize>,
    pub(super) value: Vec<f64>,
    /// The power of two that each row was multiplied by.
    pub(super) row_scale: Vec<f64>,
    /// A column of the LP is this power of two times a column here.
    pub(super) column_scale: Vec<f64>,
    /// The power of two that the objective was multiplied by.
    pub(super) cost_scale: f64,
}

/// A row as solvers take it that know one side only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// `row = bound`.
    Equal,
    /// `row <= bound`.
    AtMost,
    /// `bound <= row`.
    AtLeast,
}

impl FloatLp {
    /// Rounds and scales `lp`.
    pub(super) fn new(lp: &Lp) -> Result<Self, Unrepresentable> {
        let n_nonzeros = lp.n_nonzeros();
        let mut out = Self {
            maximize: lp.maximize,
            row_lower: Vec::with_capacity(lp.rows.len()),
            row_upper: Vec::with_capacity(lp.rows.len()),
            starts: Vec::with_capacity(lp.rows.len() + 1),
            index: Vec::with_capacity(n_nonzeros),
            value: Vec::with_capacity(n_nonzeros),
            row_scale: Vec::with_capacity(lp.rows.len()),
            column_scale: vec![1.0; lp.columns.len()],
            ..Self::default()
        };
        out.add_columns(lp)?;
        out.starts.push(0);
        for i in 0..lp.rows.len() {
            out.add_row(lp, i)?;
        }
        Ok(out)
    }

    fn add_columns(&mut self, lp: &Lp) -> Result<(), Unrepresentable> {
        for column in &lp.columns {
            let lost = || Unrepresentable::ColumnBound { column: column.name.clone() };
            self.column_lower
                .push(bound(column.lower.as_ref(), -f64::INFINITY, 1.0).ok_or_else(lost)?);
            self.column_upper
                .push(bound(column.upper.as_ref(), f64::INFINITY, 1.0).ok_or_else(lost)?);
        }
        self.reprice(lp)
    }

    /// Takes the objective of `lp`, which has the same columns.
    pub(super) fn reprice(&mut self, lp: &Lp) -> Result<(), Unrepresentable> {
        assert!(lp.columns.len() == self.column_lower.len() && lp.maximize == self.maximize);
        let lost = |column: &Column| Unrepresentable::Objective { column: column.name.clone() };
        let cost = |column: &Column| nearest(&column.objective).ok_or_else(|| lost(column));
        self.offset = approx(&lp.offset);
        self.cost = lp.columns.iter().map(cost).collect::<Result<_, _>>()?;
        self.cost_scale = scale_to_one(&self.cost);
        for (cost, column) in self.cost.iter_mut().zip(&lp.columns) {
            let scaled = *cost * self.cost_scale;
            if *cost != 0.0 && scaled == 0.0 {
                return Err(lost(column));
            }
            *cost = scaled;
        }
        Ok(())
    }

    fn add_row(&mut self, lp: &Lp, i: usize) -> Result<(), Unrepresentable> {
        let row = &lp.rows[i];
        let first = self.value.len();
        for (j, coefficient) in &row.terms {
            let value = nearest(coefficient).filter(|value| *value != 0.0);
            self.value.push(value.ok_or_else(|| Unrepresentable::Coefficient {
                row: row.name.clone(),
                column: lp.columns[*j].name.clone(),
            })?);
            self.index.push(*j);
        }
        let scale = scale_to_one(&self.value[first..]);
        for (value, (j, _)) in self.value[first..].iter_mut().zip(&row.terms) {
            *value *= scale;
            if value.abs() <= DROPPED {
                return Err(Unrepresentable::Dropped {
                    row: row.name.clone(),
                    column: lp.columns[*j].name.clone(),
                    size: value.abs(),
                });
            }
        }
        let lost = || Unrepresentable::RowBound { row: row.name.clone() };
        self.row_lower.push(bound(row.lower.as_ref(), -f64::INFINITY, scale).ok_or_else(lost)?);
        self.row_upper.push(bound(row.upper.as_ref(), f64::INFINITY, scale).ok_or_else(lost)?);
        self.row_scale.push(scale);
        self.starts.push(self.value.len());
        Ok(())
    }

    /// As [`Self::new`], but nothing is scaled or refused: each number is rounded once, as a reader of model
    /// files does it. A coefficient that underflows is absent; only an overflow is an error.
    pub(super) fn as_written(lp: &Lp) -> Result<Self, Unrepresentable> {
        let side = |x: &Option<Rational>, absent: f64| x.as_ref().map_or(absent, approx);
        let mut out = Self {
            maximize: lp.maximize,
            offset: approx(&lp.offset),
            cost: lp.columns.iter().map(|column| approx(&column.objective)).collect(),
            column_lower: lp.columns.iter().map(|c| side(&c.lower, -f64::INFINITY)).collect(),
            column_upper: lp.columns.iter().map(|c| side(&c.upper, f64::INFINITY)).collect(),
            row_lower: lp.rows.iter().map(|row| side(&row.lower, -f64::INFINITY)).collect(),
            row_upper: lp.rows.iter().map(|row| side(&row.upper, f64::INFINITY)).collect(),
            starts: vec![0],
            index: Vec::new(),
            value: Vec::new(),
            row_scale: vec![1.0; lp.rows.len()],
            column_scale: vec![1.0; lp.columns.len()],
            cost_scale: 1.0,
        };
        if let Some(j) = out.cost.iter().position(|cost| !cost.is_finite()) {
            return Err(Unrepresentable::Objective { column: lp.columns[j].name.clone() });
        }
        for row in &lp.rows {
            for (j, coefficient) in &row.terms {
                let value = approx(coefficient);
                if !value.is_finite() {
                    return Err(Unrepresentable::Coefficient {
                        row: row.name.clone(),
                        column: lp.columns[*j].name.clone(),
                    });
                }
                if value != 0.0 {
                    out.index.push(*j);
                    out.value.push(value);
                }
            }
            out.starts.push(out.value.len());
        }
        Ok(out)
    }

    /// The same matrix, to be minimized over other bounds with other costs.
    pub(super) fn shifted(&self, numbers: Shifted) -> Self {
        assert!(
            numbers.cost.len() == self.n_columns() && numbers.columns.len() == self.n_columns()
        );
        assert!(numbers.rows.len() == self.n_rows());
        let scaled = numbers.columns.into_iter().zip(&self.column_scale);
        let (column_lower, column_upper) =
            scaled.map(|((lower, upper), scale)| (lower / scale, upper / scale)).unzip();
        let scaled = numbers.rows.iter().zip(&self.row_scale);
        let (row_lower, row_upper) =
            scaled.map(|((lower, upper), scale)| (lower * scale, upper * scale)).unzip();
        Self {
            maximize: false,
            offset: 0.0,
            cost: numbers.cost.into_iter().zip(&self.column_scale).map(|(c, s)| c * s).collect(),
            column_lower,
            column_upper,
            row_lower,
            row_upper,
            starts: self.starts.clone(),
            index: self.index.clone(),
            value: self.value.clone(),
            row_scale: self.row_scale.clone(),
            column_scale: self.column_scale.clone(),
            cost_scale: 1.0,
        }
    }

    pub(super) fn n_columns(&self) -> usize {
        self.cost.len()
    }

    pub(super) fn n_rows(&self) -> usize {
        self.row_lower.len()
    }

    /// The terms of row `i`.
    pub(super) fn row(&self, i: usize) -> impl Iterator<Item = (usize, f64)> + Clone {
        let range = self.starts[i]..self.starts[i + 1];
        self.index[range.clone()].iter().copied().zip(self.value[range].iter().copied())
    }

    /// The two bounds of row `i` are one number.
    pub(super) fn is_equality(&self, i: usize) -> bool {
        self.row_lower[i].total_cmp(&self.row_upper[i]).is_eq()
    }

    /// Row `i` as one-sided rows: two if it has two different bounds, none if it has none.
    pub(super) fn sides(&self, i: usize) -> impl Iterator<Item = (Side, f64)> {
        let (lower, upper) = (self.row_lower[i], self.row_upper[i]);
        let sides = if self.is_equality(i) {
            [Some((Side::Equal, upper)), None]
        } else {
            [
                upper.is_finite().then_some((Side::AtMost, upper)),
                lower.is_finite().then_some((Side::AtLeast, lower)),
            ]
        };
        sides.into_iter().flatten()
    }

    /// By how much `x` violates row `i`, in the scaled row; at most zero when it does not.
    pub(super) fn violation(&self, i: usize, x: &[f64]) -> f64 {
        let activity: f64 = self.row(i).map(|(j, value)| value * x[j]).sum();
        (activity - self.row_upper[i]).max(self.row_lower[i] - activity)
    }

    /// Part of the LP: the same columns, the given rows.
    pub(super) fn with_rows(&self, rows: impl Iterator<Item = usize>) -> Self {
        let mut part = Self {
            maximize: self.maximize,
            offset: self.offset,
            cost: self.cost.clone(),
            column_lower: self.column_lower.clone(),
            column_upper: self.column_upper.clone(),
            starts: vec![0],
            column_scale: self.column_scale.clone(),
            cost_scale: self.cost_scale,
            ..Self::default()
        };
        for i in rows {
            for (j, value) in self.row(i) {
                part.index.push(j);
                part.value.push(value);
            }
            part.row_lower.push(self.row_lower[i]);
            part.row_upper.push(self.row_upper[i]);
            part.row_scale.push(self.row_scale[i]);
            part.starts.push(part.value.len());
        }
        part
    }

    /// Turns the answer for the scaled LP into one for the LP; exact, since scales are powers of two.
    pub(super) fn unscale(&self, answer: &mut Answer) {
        if let Some(objective) = &mut answer.objective {
            *objective = *objective / self.cost_scale + self.offset;
        }
        if let Some(point) = &mut answer.primal {
            self.unscale_columns(point);
        }
        if let Some(duals) = &mut answer.row_duals {
            self.unscale_duals(duals);
        }
    }

    /// Values of the scaled columns as values of the columns.
    pub(super) fn unscale_columns(&self, values: &mut [f64]) {
        for (value, scale) in values.iter_mut().zip(&self.column_scale) {
            *value *= scale;
        }
    }

    /// Multipliers of the scaled rows as multipliers of the rows.
    pub(super) fn unscale_duals(&self, duals: &mut [f64]) {
        for (dual, scale) in duals.iter_mut().zip(&self.row_scale) {
            *dual *= scale / self.cost_scale;
        }
    }
}

/// The double nearest to `x`, if it is finite and not zero unless `x` is.
fn nearest(x: &Rational) -> Option<f64> {
    let value = approx(x);
    (value.is_finite() && (value != 0.0 || x.is_zero())).then_some(value)
}

/// A scaled bound, or `absent`; `None` if it would be lost or read as infinite.
fn bound(x: Option<&Rational>, absent: f64, scale: f64) -> Option<f64> {
    let Some(x) = x else { return Some(absent) };
    let value = nearest(x)? * scale;
    (value.abs() < INFINITE && (value != 0.0 || x.is_zero())).then_some(value)
}

/// The power of two that brings the largest magnitude into [1, 2); 1 if there is none.
pub(super) fn scale_to_one(values: &[f64]) -> f64 {
    const EXPONENT: u64 = 0x7ff << 52;
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    if largest < f64::MIN_POSITIVE || 1.0 / largest < f64::MIN_POSITIVE {
        return 1.0;
    }
    // Clearing the mantissa leaves the power of two below; its inverse is exact.
    1.0 / f64::from_bits(largest.to_bits() & EXPONENT)
}
