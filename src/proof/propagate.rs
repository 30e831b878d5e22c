//! Bound propagation: rows and bounds that contradict each other, found without a solver.
//!
//! ```text
//!     x + y <= 3,  2 <= x,  2 <= y     the row is at least 4 and at most 3
//!     x - y <= 0,  y <= 1              the row gives x <= 1, which other rows may contradict
//! ```
//!
//! A side of a row and bounds of all other columns give a bound of a column: a step. Steps are found in floats, row after
//! row, until some row or column contradicts its bounds. Then the multipliers follow exactly, from the last step back
//! to the first: a bound that a step gave is the row of the step, and the bounds that the step used.
//!
//! Most infeasible models that people have are so; presolve finds it too, and says only that it did.

use std::collections::BTreeMap;
use std::time::Instant;

use ironproof_linear::Lp;
use ironproof_number::IBig;
use ironproof_number::ops::Abs;
use ironproof_number::rational::{Rational, approx};
use ironproof_number::scale::{common_denominator, to_integer};

use crate::OutOfTime;
use crate::deadline::check;
use crate::proof::{Evidence, Proof};
use crate::rebuild::{bits, length};

/// Looks at all rows.
const MAX_ROUNDS: usize = 30;
/// A bound moves by at least this much, relative to its size: rows in a circle move it by less and less.
const LEAST_MOVE: f64 = 1e-3;
/// Larger bounds bound nothing.
const LARGEST: f64 = 1e15;
/// What rounding may do, relative to the size.
const ROUNDING: f64 = 1e-9;
/// Multipliers with more digits are given up, with the proof.
const MAX_BITS: usize = 1 << 16;

/// A side of a column or a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Lower,
    Upper,
}

/// A side of a row, and bounds known before some step, give a bound of a column.
struct Step {
    row: usize,
    side: Side,
    column: usize,
    /// The steps before this one were known.
    n_before: usize,
}

/// What cannot be.
enum Contradiction {
    /// The row keeps this side for no values within the bounds.
    Row(usize, Side),
    /// Its bounds are crossed.
    Column(usize),
}

/// The proof that `lp` is infeasible, if propagation finds one.
pub(super) fn infeasible(lp: &Lp, deadline: Instant) -> Result<Option<Proof>, OutOfTime> {
    let mut bounds = Bounds::of(lp);
    let Some(found) = bounds.contradiction(lp, deadline)? else { return Ok(None) };
    let Some(multipliers) = bounds.multipliers(lp, &found, deadline)? else { return Ok(None) };
    let opposite = multipliers.iter().map(|y| -y).collect();
    let mut signs = [multipliers, opposite].into_iter();
    Ok(signs.find_map(|multipliers| Proof::new(lp, Evidence::Infeasible { multipliers })))
}

struct Bounds {
    lower: Vec<f64>,
    upper: Vec<f64>,
    steps: Vec<Step>,
    /// The steps that moved the lower bound of a column, in order; the upper bounds come after.
    moved: Vec<Vec<usize>>,
}

/// The least or largest activity of a row within bounds.
#[derive(Default)]
struct Activity {
    finite: f64,
    /// The sum of the sizes of what is added.
    size: f64,
    n_infinite: usize,
}

impl Activity {
    fn add(&mut self, term: f64) {
        if term.is_finite() {
            self.finite += term;
            self.size += term.abs();
        } else {
            self.n_infinite += 1;
        }
    }

    /// Without one of its terms; `None` if that is infinite.
    fn without(&self, term: f64) -> Option<f64> {
        match (term.is_finite(), self.n_infinite) {
            (true, 0) => Some(self.finite - term),
            (false, 1) => Some(self.finite),
            _ => None,
        }
    }
}

impl Bounds {
    fn of(lp: &Lp) -> Self {
        let side = |bound: &Option<Rational>, absent| bound.as_ref().map_or(absent, approx);
        Self {
            lower: lp.columns.iter().map(|c| side(&c.lower, f64::NEG_INFINITY)).collect(),
            upper: lp.columns.iter().map(|c| side(&c.upper, f64::INFINITY)).collect(),
            steps: Vec::new(),
            moved: vec![Vec::new(); 2 * lp.columns.len()],
        }
    }

    fn contradiction(
        &mut self,
        lp: &Lp,
        deadline: Instant,
    ) -> Result<Option<Contradiction>, OutOfTime> {
        let rows: Vec<Vec<(usize, f64)>> = lp
            .rows
            .iter()
            .map(|row| row.terms.iter().map(|(j, value)| (*j, approx(value))).collect())
            .collect();
        for _ in 0..MAX_ROUNDS {
            check(deadline)?;
            let n_before = self.steps.len();
            for (i, (row, terms)) in lp.rows.iter().zip(&rows).enumerate() {
                // Both sides are at-most sides, one of the row and one of its opposite.
                let sides = [
                    (row.upper.as_ref(), Side::Upper, 1.0),
                    (row.lower.as_ref(), Side::Lower, -1.0),
                ];
                for (bound, side, sign) in sides {
                    let Some(bound) = bound else { continue };
                    let found = self.look(i, side, sign, terms, sign * approx(bound));
                    if found.is_some() {
                        return Ok(found);
                    }
                }
            }
            if self.steps.len() == n_before {
                break;
            }
        }
        Ok(None)
    }

    /// Steps from `sign * row <= bound`.
    fn look(
        &mut self,
        i: usize,
        side: Side,
        sign: f64,
        terms: &[(usize, f64)],
        bound: f64,
    ) -> Option<Contradiction> {
        let mut least = Activity::default();
        for &(j, value) in terms {
            least.add(self.least(j, sign * value));
        }
        let size = least.size + bound.abs() + 1.0;
        if least.n_infinite == 0 && bound + ROUNDING * size < least.finite {
            return Some(Contradiction::Row(i, side));
        }
        let n_before = self.steps.len();
        for &(j, value) in terms {
            let value = sign * value;
            let Some(rest) = least.without(self.least(j, value)) else { continue };
            let limit = (bound - rest) / value;
            if !limit.is_finite() || LARGEST < limit.abs() {
                continue;
            }
            let step = LEAST_MOVE * limit.abs().max(1.0);
            // Not the bound that the least activity has: that stays as it is.
            if value > 0.0 && limit < self.upper[j] - step {
                self.upper[j] = limit;
                self.moved[2 * j + 1].push(self.steps.len());
            } else if value < 0.0 && self.lower[j] + step < limit {
                self.lower[j] = limit;
                self.moved[2 * j].push(self.steps.len());
            } else {
                continue;
            }
            self.steps.push(Step { row: i, side, column: j, n_before });
            let gap = self.lower[j] - self.upper[j];
            if ROUNDING * (self.lower[j].abs() + 1.0) < gap {
                return Some(Contradiction::Column(j));
            }
        }
        None
    }

    /// The least value of a term.
    fn least(&self, j: usize, value: f64) -> f64 {
        let bound = if value > 0.0 { self.lower[j] } else { self.upper[j] };
        if value == 0.0 { 0.0 } else { value * bound }
    }

    /// The last of the first `n_before` steps that moved a bound.
    fn origin(&self, j: usize, side: Side, n_before: usize) -> Option<usize> {
        let moved = &self.moved[2 * j + usize::from(side == Side::Upper)];
        moved[..moved.partition_point(|step| *step < n_before)].last().copied()
    }

    /// The multipliers of the rows that show the contradiction.
    fn multipliers(
        &self,
        lp: &Lp,
        found: &Contradiction,
        deadline: Instant,
    ) -> Result<Option<Vec<IBig>>, OutOfTime> {
        let mut sum =
            Sum { multipliers: vec![Rational::ZERO; lp.rows.len()], needed: BTreeMap::new() };
        let n_all = self.steps.len();
        match *found {
            Contradiction::Row(i, side) => {
                sum.take(self, lp, (i, side), n_all, &Rational::ONE, None);
            }
            Contradiction::Column(j) => {
                let steps = [Side::Lower, Side::Upper].map(|side| self.origin(j, side, n_all));
                sum.needed.extend(steps.into_iter().flatten().map(|step| (step, Rational::ONE)));
            }
        }
        while let Some((at, weight)) = sum.needed.pop_last() {
            check(deadline)?;
            if MAX_BITS < bits(weight.denominator()).max(length(weight.numerator())) {
                return Ok(None);
            }
            let Step { row, side, column, n_before } = self.steps[at];
            let term = lp.rows[row].terms.iter().find(|(j, _)| *j == column);
            let Some((_, value)) = term else {
                unreachable!("a step is about a column of its row")
            };
            let factor = weight / value.clone().abs();
            sum.take(self, lp, (row, side), n_before, &factor, Some(column));
        }
        let unit = common_denominator(&sum.multipliers);
        Ok(Some(sum.multipliers.iter().map(|y| to_integer(y, &unit)).collect()))
    }
}

/// A sum of sides of rows that is to contradict the bounds of the columns.
struct Sum {
    /// Of each row how much, negative for its lower side.
    multipliers: Vec<Rational>,
    /// How much of the bounds that steps gave is still to be taken.
    needed: BTreeMap<usize, Rational>,
}

impl Sum {
    /// Takes `factor` times a side of a row, and notes which bounds its terms need, but for that of `column`.
    fn take(
        &mut self,
        bounds: &Bounds,
        lp: &Lp,
        (row, side): (usize, Side),
        n_before: usize,
        factor: &Rational,
        column: Option<usize>,
    ) {
        let is_upper = side == Side::Upper;
        self.multipliers[row] += if is_upper { factor.clone() } else { -factor.clone() };
        for (j, value) in &lp.rows[row].terms {
            if Some(*j) == column || value.is_zero() {
                continue;
            }
            let bound =
                if (value > &Rational::ZERO) == is_upper { Side::Lower } else { Side::Upper };
            if let Some(step) = bounds.origin(*j, bound, n_before) {
                let needed = self.needed.entry(step).or_insert(Rational::ZERO);
                *needed += factor * &value.clone().abs();
            }
        }
    }
}
