//! An LP in integers, as the exact code sees it.
//!
//! min  cost x   s.t.  A x = s,  lower <= (x, s) <= upper
//!
//! Variables 0 .. n are the columns, n .. n + m the activities of the rows. Row i of A and the bounds of
//! its activity are the row of the LP times `row_scale[i]`, the least number that makes its coefficients
//! integers; `cost` is the objective, negated for max, times `cost_scale`.

use ironproof_number::{IBig, UBig};

use crate::sparse::Sparse;
use ironproof_linear::Lp;
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};

/// The integer form of an LP.
#[derive(Clone)]
pub(super) struct Form {
    pub(super) n_columns: usize,
    pub(super) n_rows: usize,
    pub(super) rows: Sparse,
    pub(super) columns: Sparse,
    pub(super) row_scale: Vec<UBig>,
    pub(super) cost: Vec<IBig>,
    pub(super) cost_scale: UBig,
    pub(super) lower: Vec<Option<Rational>>,
    pub(super) upper: Vec<Option<Rational>>,
}

/// Where a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Basic,
    Lower,
    Upper,
    /// At zero: the place of a variable without bounds.
    Zero,
}

impl Form {
    pub(super) fn new(lp: &Lp) -> Self {
        let (n_columns, n_rows) = (lp.columns.len(), lp.rows.len());
        let row_scale: Vec<UBig> = lp
            .rows
            .iter()
            .map(|row| common_denominator(row.terms.iter().map(|(_, value)| value)))
            .collect();
        let rows = Sparse::new(lp.rows.iter().zip(&row_scale).map(|(row, scale)| {
            row.terms.iter().map(move |(j, value)| (*j, to_integer(value, scale)))
        }));
        let columns = rows.transposed(n_columns);
        let cost_scale = common_denominator(lp.columns.iter().map(|column| &column.objective));
        let cost = |objective: &Rational| {
            let value = to_integer(objective, &cost_scale);
            if lp.maximize { -value } else { value }
        };
        let scaled = |bound: &Option<Rational>, scale: &UBig| {
            let bound = bound.as_ref()?;
            Some(if scale.is_one() { bound.clone() } else { bound * Rational::from(scale.clone()) })
        };
        let mut lower: Vec<_> = lp.columns.iter().map(|column| column.lower.clone()).collect();
        let mut upper: Vec<_> = lp.columns.iter().map(|column| column.upper.clone()).collect();
        for (row, scale) in lp.rows.iter().zip(&row_scale) {
            lower.push(scaled(&row.lower, scale));
            upper.push(scaled(&row.upper, scale));
        }
        Self {
            n_columns,
            n_rows,
            columns,
            rows,
            row_scale,
            cost: lp.columns.iter().map(|column| cost(&column.objective)).collect(),
            cost_scale,
            lower,
            upper,
        }
    }

    /// The number of variables, columns and rows together.
    pub(super) fn n_variables(&self) -> usize {
        self.n_columns + self.n_rows
    }

    /// The place nearest to `wanted` that a nonbasic variable can have.
    pub(super) fn place(&self, variable: usize, wanted: Place) -> Place {
        match (wanted, &self.lower[variable], &self.upper[variable]) {
            (Place::Basic, _, _) => Place::Basic,
            (Place::Upper, _, Some(_)) | (_, None, Some(_)) => Place::Upper,
            (_, Some(_), _) => Place::Lower,
            (_, None, None) => Place::Zero,
        }
    }

    /// The value of a nonbasic variable; `None` for zero.
    pub(super) fn value(&self, variable: usize, place: Place) -> Option<&Rational> {
        let value = match place {
            Place::Lower => self.lower[variable].as_ref(),
            Place::Upper => self.upper[variable].as_ref(),
            Place::Zero | Place::Basic => None,
        };
        value.filter(|value| !value.is_zero())
    }

    /// The two bounds are one number.
    pub(super) fn is_fixed(&self, variable: usize) -> bool {
        self.lower[variable].is_some() && self.lower[variable] == self.upper[variable]
    }
}
