//! The continuous forms of the claims, on refining grids.
//!
//! ```text
//! rows      what is claimed: instance, quantity, known value, bound on the error
//! measure   the quantity in the exact optimum of a grid
//! bracketed what the exact bracket of the continuous optimum says about it
//! ```
//!
//! A row holds if on every grid of K types per group and K quality levels the exact error is at most
//! bound / K^2 for values and bound / K for places, if no grid has a value above the known one (cells are a
//! lower bound), and if the known value does not contradict the exact bracket of the continuous optimum.

mod measure;
mod bracketed;
mod rows;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

pub use self::measure::Quantity;
pub use self::rows::{Find, Row, instance, rows};
use ironproof_bounds::{Bracket, bracket};
use ironproof_instance::ContinuousInstance;
use ironproof_instance::discretize::{GridConfig, Method, Points, Spacing, discretize};
use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing as ironing;
use ironproof_number::rational::{Rational, approx};

/// Types per group and quality levels, doubled each time.
pub const GRIDS: [usize; 5] = [25, 50, 100, 200, 400];
/// The width of the bracket is 10 to the minus this.
const BRACKET_DIGITS: usize = 6;
const MOST_CELLS: usize = 1_000_000;

/// What a continuous instance has on the grids, and the bracket of its optimum.
pub struct Solved {
    grids: Vec<(FiniteInstance, ironing::Optimum)>,
    bracket: Option<Bracket>,
}

/// A row with its evidence.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The row.
    pub row: Row,
    /// |measured - known|, the worse end of a known interval, per grid.
    pub errors: Vec<Rational>,
    /// What the exact bracket says, in words; nothing for ranks and prices.
    pub bracket: Option<String>,
    /// Why it does not hold.
    pub problems: Vec<Problem>,
}

/// Why a row does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The instance could not be solved on a grid.
    #[error("{place}: not discretized, or without such a group")]
    NotSolved {
        /// Claim, instance and quantity.
        place: String,
    },
    /// The error is above the bound.
    #[error("{place}: on the grid of {grid} types the error is above its bound")]
    AboveBound {
        /// Claim, instance and quantity.
        place: String,
        /// K
        grid: usize,
    },
    /// A lower bound exceeds the known value.
    #[error("{place}: on the grid of {grid} types the value exceeds the known one")]
    AboveKnown {
        /// Claim, instance and quantity.
        place: String,
        /// K
        grid: usize,
    },
    /// There is no bracket.
    #[error("{place}: no bracket of the continuous optimum")]
    NoBracket {
        /// Claim, instance and quantity.
        place: String,
    },
    /// The bracket of the continuous optimum excludes the known value.
    #[error("{place}: the known value contradicts the exact bracket of the continuous optimum")]
    Contradicted {
        /// Claim, instance and quantity.
        place: String,
    },
}

impl Solved {
    /// Solves an instance on all grids and brackets its optimum.
    pub fn new(instance: &ContinuousInstance) -> Self {
        let on_grid = |n: usize| {
            let config = GridConfig {
                types: n,
                levels: n,
                method: Method::Cells,
                points: Points::Mid,
                spacing: Spacing::Quantile,
                digits: 12,
            };
            let finite = discretize(instance, &config).ok()?.instance;
            let optimum = ironing::optimum(&finite);
            Some((finite, optimum))
        };
        let width = (0..BRACKET_DIGITS).fold(Rational::ONE, |w, _| w / Rational::from(10_u8));
        Self {
            grids: GRIDS.into_iter().filter_map(on_grid).collect(),
            bracket: bracket(instance, &width, MOST_CELLS).ok(),
        }
    }

    /// Judges a row about this instance.
    pub fn judge(&self, row: Row) -> Checked {
        let place = || row.place();
        let measured: Vec<Rational> = self
            .grids
            .iter()
            .filter_map(|(finite, optimum)| row.quantity.of(finite, optimum, row.group))
            .collect();
        let mut problems = Vec::new();
        if measured.len() < GRIDS.len() {
            problems.push(Problem::NotSolved { place: place() });
        }
        let errors: Vec<Rational> = measured.iter().map(|value| row.error(value)).collect();
        for ((value, error), grid) in measured.iter().zip(&errors).zip(GRIDS) {
            let n = Rational::from(grid);
            let factor = if row.quantity.power() == 2 { &n * &n } else { n };
            if error * factor > row.bound {
                problems.push(Problem::AboveBound { place: place(), grid });
            }
            if row.quantity == Quantity::Value && *value > row.known.1 {
                problems.push(Problem::AboveKnown { place: place(), grid });
            }
        }
        let bracket = match &self.bracket {
            None => {
                problems.push(Problem::NoBracket { place: place() });
                None
            }
            Some(bracket) => {
                if bracketed::contradicts(&row, bracket) {
                    problems.push(Problem::Contradicted { place: place() });
                }
                bracketed::in_words(&row, bracket)
            }
        };
        Checked { row, errors, bracket, problems }
    }
}

impl Checked {
    /// Whether the row holds.
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }

    /// The order of the error over the last two doublings; `None` where an error is zero.
    #[expect(clippy::float_arithmetic, reason = "printed beside the exact bound, never judged")]
    pub fn order(&self) -> Option<f64> {
        let [.., coarse, _, fine] = self.errors.as_slice() else { return None };
        let is_zero = coarse.is_zero() || fine.is_zero();
        (!is_zero).then(|| (approx(coarse).log2() - approx(fine).log2()) / 2.0)
    }
}

/// Checks the rows of the claims with these ids, in the order of [`rows()`].
pub fn check(ids: &[&str], find: Find<'_>) -> Vec<Checked> {
    let wanted: Vec<Row> = rows(find).into_iter().filter(|row| ids.contains(&row.claim)).collect();
    let mut names: Vec<&str> = wanted.iter().map(|row| row.instance.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let solved: Vec<(&str, Solved)> =
        names.par_iter().filter_map(|name| Some((*name, Solved::new(&find(name)?)))).collect();
    let missing = || Solved { grids: Vec::new(), bracket: None };
    wanted
        .iter()
        .map(|row| match solved.iter().find(|(name, _)| *name == row.instance) {
            Some((_, solved)) => solved.judge(row.clone()),
            None => missing().judge(row.clone()),
        })
        .collect()
}
