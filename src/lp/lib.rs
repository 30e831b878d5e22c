//! A sparse linear program with exact data.
//!
//! max (or min)  offset + sum_j c_j x_j
//! s.t.  lower_i <= sum_j a_ij x_j <= upper_i    rows
//!       lower_j <= x_j <= upper_j               columns
//!
//! Each of the four kinds of bounds may be absent. Nothing here knows types, groups or mechanisms.
//!
//! A model from a file:
//!
//! ```
//! const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n limit: 3 x + y <= 1\nEnd\n";
//! use ironproof_linear::{ModelFormat, Readings, read_model, to_lp_text};
//!
//! let model = read_model(MODEL, ModelFormat::Text, &Readings::default())?;
//! assert_eq!(model.lp.columns.len(), 2);
//! assert!(to_lp_text(&model.lp).contains("limit: + 3 x + 1 y <= 1"));
//! # Ok::<(), ironproof_linear::ReadError>(())
//! ```
//!
//! A model from code, of x + y where 3 x + y is at most 1 and x is between 0 and 1/4:
//!
//! ```
//! use ironproof_linear::{Column, Lp, Row, to_mps};
//! use ironproof_number::rational::{Rational, parse};
//!
//! let mut lp = Lp::new("two columns", true);
//! let x = lp.add_column(Column::between("x", Rational::ONE, Rational::ZERO, parse("0.25")?));
//! let y = lp.add_column(Column::free("y", Rational::ONE));
//! lp.add_row(Row::at_most("limit", "", [(x, parse("3")?), (y, Rational::ONE)], Rational::ONE));
//! lp.add_row(Row::at_least("floor", "", [(y, Rational::ONE)], Rational::ZERO));
//! assert!(to_mps(&lp).contains(" x limit 3"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![expect(
    clippy::option_option,
    reason = "a side is not given, or given as absent, or given as a number"
)]
#![expect(clippy::struct_field_names, reason = "the rows of a reader of rows are its rows")]
#![expect(clippy::type_complexity, reason = "what a reader hands on, used once")]
#![expect(clippy::naive_bytecount, reason = "an error happens once")]

pub mod formulate;
pub mod duality;
mod decimal;
mod readings;
mod malformed;
mod literal;
mod model_file;
mod read;
mod fields;
mod mps_sets;
mod mps_rows;
mod mps_bounds;
mod read_mps;
mod tokens;
mod words;
mod expression;
mod read_text;
mod text_bounds;
mod statement;
mod names;
mod mps;
mod text;

#[cfg(test)]
mod row_tests;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

pub use self::duality::{NotProved, check_optimal, check_ray};
pub use self::literal::read_number;
pub use self::malformed::Malformed;
pub use self::mps::{Lossy, to_exact_mps, to_mps};
pub use self::read::{read_model, unpack};
pub use self::readings::{ReadingError, Readings};
pub use self::statement::{to_statement, to_word};
pub use self::text::to_lp_text;
pub use crate::model_file::{Huge, Model, ModelFormat, Place, ReadError};
use ironproof_number::rational::Rational;

/// A linear program over the rationals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lp {
    /// A name without spaces, for the exports.
    pub name: String,
    /// The sense of the objective.
    pub maximize: bool,
    /// The constant of the objective, in its unit.
    pub offset: Rational,
    /// The variables; every vector over columns has this order.
    pub columns: Vec<Column>,
    /// The constraints; every vector over rows has this order.
    pub rows: Vec<Row>,
}

/// A variable: its cost and its bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// A unique name without spaces.
    pub name: String,
    /// `c_j`, the cost or gain per unit of the variable.
    pub objective: Rational,
    /// Lower bound; `None` is minus infinity, unlike in files, where 0 is usual.
    pub lower: Option<Rational>,
    /// Upper bound; `None` is infinity. It may be below the lower one: the LP is then infeasible.
    pub upper: Option<Rational>,
    /// An upper bound that every feasible point satisfies, though the LP does not state it. Only the
    /// exact dual bound uses it, to stay finite.
    pub implied_upper: Option<Rational>,
}

/// A constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// A unique name without spaces.
    pub name: String,
    /// What kind of constraint this is: a label that reports group by and this module never reads.
    pub class: &'static str,
    /// Lower bound of the sum; `None` is minus infinity.
    pub lower: Option<Rational>,
    /// Upper bound of the sum; `None` is infinity. It may be below the lower one.
    pub upper: Option<Rational>,
    /// The nonzero coefficients as (index of the column, from 0; coefficient), at most one per column.
    pub terms: Vec<(usize, Rational)>,
}

/// An LP and a plan to solve it without looking at most of its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Staged {
    /// The whole LP.
    pub lp: Lp,
    /// For each row of the LP, whether it is there from the start.
    pub core: Vec<bool>,
    /// Ranges of rows by index from 0, disjoint: at most one row of each is added at a time.
    pub families: Vec<Range<usize>>,
}

impl Lp {
    /// An LP without columns and rows.
    pub fn new(name: &str, maximize: bool) -> Self {
        let (columns, rows) = (Vec::new(), Vec::new());
        Self { name: word(name), maximize, offset: Rational::ZERO, columns, rows }
    }

    /// Adds a column and returns its index.
    pub fn add_column(&mut self, column: Column) -> usize {
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Adds a row and returns its index.
    ///
    /// # Panics
    /// If the row names a column that the LP does not have, or one column twice.
    pub fn add_row(&mut self, row: Row) -> usize {
        row.check(self.columns.len());
        self.rows.push(row);
        self.rows.len() - 1
    }

    /// Checks what code may have put together wrongly.
    ///
    /// # Panics
    /// If a row names a column that the LP does not have, or one column twice.
    pub fn check_rows(&self) {
        self.rows.iter().for_each(|row| row.check(self.columns.len()));
    }

    /// The number of nonzero coefficients in the rows.
    pub fn n_nonzeros(&self) -> usize {
        self.rows.iter().map(|row| row.terms.len()).sum()
    }
}

impl Column {
    /// `lower <= x <= upper`.
    pub fn between(
        name: impl Into<String>,
        objective: Rational,
        lower: Rational,
        upper: Rational,
    ) -> Self {
        let (lower, upper) = (Some(lower), Some(upper));
        Self { name: name.into(), objective, lower, upper, implied_upper: None }
    }

    /// A variable of any sign.
    pub fn free(name: impl Into<String>, objective: Rational) -> Self {
        Self { name: name.into(), objective, lower: None, upper: None, implied_upper: None }
    }

    /// `0 <= x`, with `implied_upper` as an upper bound that follows from the rows. It is no bound of the LP: only a
    /// proof of a bound uses it. [`Column::at_least_zero`] takes none.
    pub fn non_negative(name: String, objective: Rational, implied_upper: Rational) -> Self {
        let (lower, implied_upper) = (Some(Rational::ZERO), Some(implied_upper));
        Self { name, objective, lower, upper: None, implied_upper }
    }

    /// `0 <= x`.
    pub fn at_least_zero(name: impl Into<String>, objective: Rational) -> Self {
        let lower = Some(Rational::ZERO);
        Self { name: name.into(), objective, lower, upper: None, implied_upper: None }
    }

    /// The smaller of the stated and the implied upper bound.
    pub fn best_upper(&self) -> Option<&Rational> {
        match (&self.upper, &self.implied_upper) {
            (Some(stated), Some(implied)) => Some(stated.min(implied)),
            (stated, implied) => stated.as_ref().or(implied.as_ref()),
        }
    }

    /// The lower bound is above the upper one: no value satisfies both.
    pub fn is_crossed(&self) -> bool {
        is_crossed(self.lower.as_ref(), self.upper.as_ref())
    }
}

fn is_crossed(lower: Option<&Rational>, upper: Option<&Rational>) -> bool {
    matches!((lower, upper), (Some(lower), Some(upper)) if upper < lower)
}

impl Row {
    /// `sum of terms <= upper`. Terms of one column are added up, and zero terms are left out.
    pub fn at_most(
        name: impl Into<String>,
        class: &'static str,
        terms: impl IntoIterator<Item = (usize, Rational)>,
        upper: Rational,
    ) -> Self {
        let name = name.into();
        Self { name, class, lower: None, upper: Some(upper), terms: nonzero(terms) }
    }

    /// `sum of terms >= lower`. Terms of one column are added up, and zero terms are left out.
    pub fn at_least(
        name: impl Into<String>,
        class: &'static str,
        terms: impl IntoIterator<Item = (usize, Rational)>,
        lower: Rational,
    ) -> Self {
        let name = name.into();
        Self { name, class, lower: Some(lower), upper: None, terms: nonzero(terms) }
    }

    /// `sum of terms = value`. Terms of one column are added up, and zero terms are left out.
    pub fn equal(
        name: impl Into<String>,
        class: &'static str,
        terms: impl IntoIterator<Item = (usize, Rational)>,
        value: Rational,
    ) -> Self {
        let name = name.into();
        Self { name, class, lower: Some(value.clone()), upper: Some(value), terms: nonzero(terms) }
    }

    /// Panics unless every term has a column of its own.
    fn check(&self, n_columns: usize) {
        let mut columns: Vec<usize> = self.terms.iter().map(|(j, _)| *j).collect();
        columns.sort_unstable();
        let name = &self.name;
        assert!(columns.last().is_none_or(|j| *j < n_columns), "row {name}: no such column");
        assert!(columns.windows(2).all(|pair| pair[0] != pair[1]), "row {name}: a column twice");
    }

    /// The two bounds are present and equal.
    pub fn is_equality(&self) -> bool {
        self.lower.is_some() && self.lower == self.upper
    }

    /// The lower bound is above the upper one: no value satisfies both.
    pub fn is_crossed(&self) -> bool {
        is_crossed(self.lower.as_ref(), self.upper.as_ref())
    }

    /// A row with two different bounds as two rows, and one without bounds as none.
    fn one_sided(self) -> Vec<Row> {
        match (&self.lower, &self.upper) {
            (None, None) => Vec::new(),
            (Some(lower), Some(upper)) if lower != upper => {
                let name = format!("{}_lower", self.name);
                let lower = Row { name, upper: None, ..self.clone() };
                vec![Row { lower: None, ..self }, lower]
            }
            _ => vec![self],
        }
    }
}

/// One term per column, in the order of the first ones, without zeros.
fn nonzero(terms: impl IntoIterator<Item = (usize, Rational)>) -> Vec<(usize, Rational)> {
    let mut sums: Vec<(usize, Rational)> = Vec::new();
    let mut places = HashMap::new();
    for (j, coefficient) in terms {
        let place = *places.entry(j).or_insert(sums.len());
        match sums.get_mut(place) {
            Some((_, sum)) => *sum += coefficient,
            None => sums.push((j, coefficient)),
        }
    }
    sums.retain(|(_, sum)| !sum.is_zero());
    sums
}

/// `text` as one word: the exports separate words by spaces.
fn word(text: &str) -> String {
    let word: String = text.chars().map(|c| if c.is_ascii_graphic() { c } else { '_' }).collect();
    if word.is_empty() { "lp".to_owned() } else { word }
}
