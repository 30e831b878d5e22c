//! What a float answer is worth, exactly.
//!
//! The floats are read bit for bit and everything below is computed without rounding:
//!
//! ```text
//! objective    offset + sum_j c_j x_j
//! violations   max over the rows of a class of  a_i x - upper_i,  lower_i - a_i x,  0
//! bound        offset + sum_i y_i b_i + sum_j max { z_j x_j : lower_j <= x_j <= upper_j },  z_j = c_j - y a_j
//! ```
//!
//! dual         max over rows with y_i of the wrong sign of |y_i|, over columns without the bound that z_j
//! infeas.      rests on of |z_j|
//!
//! with b_i = upper_i where 0 < y_i and lower_i where y_i < 0 (for max; mirrored for min). Any y gives
//! a valid bound by weak duality: a multiplier of the wrong sign is put to zero, and an absent upper
//! bound of a column is replaced by its implied one. So the optimum is at most `bound`, whatever the
//! solver did, and at least the objective of a point without violations.
//!
//! Integers over common denominators only: a row costs its nonzeros, not a gcd for each of them.

use ironproof_number::ops::Abs;
use ironproof_number::{IBig, UBig};

use crate::Answer;
use crate::dyadic::Dyadic;
use ironproof_linear::Lp;
use ironproof_number::rational::{Rational, approx};
use ironproof_number::scale;
use ironproof_number::scale::{extend_denominator, to_integer};

/// The class under which violated column bounds are reported.
pub const BOUND_CLASS: &str = "bound";

/// Exact facts about a float answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The objective of the point.
    pub objective: Rational,
    /// A bound on the optimum, above it for max and below it for min; none without multipliers, or if
    /// a column is unbounded in the direction that matters.
    pub bound: Option<Rational>,
    /// The most that a multiplier, or a reduced cost after wrong multipliers are put to zero, is on the
    /// wrong side of zero, where no bound could absorb it. None without multipliers.
    pub dual_infeasibility: Option<Rational>,
    /// One entry per class of rows, in the order of the LP, and one for the column bounds.
    pub violations: Vec<Violation>,
    /// The largest violation relative to max(1, |bound|, the largest term of the row): a row whose terms
    /// are of size 1e20 cannot be met to 1e-6 in doubles.
    pub relative_violation: Rational,
    /// The square root of the sum of all squared violations: for display.
    pub norm_2: f64,
}

/// The largest violation within one class.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The class of rows, or [`BOUND_CLASS`].
    pub class: &'static str,
    /// By how much, zero if nothing is violated.
    pub amount: Rational,
    /// The row or column, if something is violated.
    pub worst: Option<String>,
    /// How many rows or columns of the class are violated by any amount.
    pub n_violated: usize,
}

/// Why an answer cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JudgeError {
    /// The answer has no point.
    #[error("the answer has no point to judge")]
    NoPoint,
    /// The answer has the wrong number of entries.
    #[error("the answer does not fit the LP")]
    WrongLength,
    /// The answer contains NaN or an infinity.
    #[error("the answer contains a number that is not finite")]
    NotFinite,
}

impl Judgement {
    /// The largest violation of all, zero if the point is exactly feasible.
    pub fn max_violation(&self) -> Rational {
        self.violations
            .iter()
            .map(|violation| &violation.amount)
            .max()
            .cloned()
            .unwrap_or(Rational::ZERO)
    }
}

/// Judges the point and the multipliers of `answer`.
///
/// # Errors
/// [`JudgeError`] if the answer has no point, has vectors of other lengths than the LP, or contains
/// a number that is not finite.
///
/// # Example
/// ```
/// # const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n limit: 3 x + y <= 1\nEnd\n";
/// use ironproof_answer::{Answer, JudgeError, Status, judge};
/// use ironproof_linear::{ModelFormat, Readings, read_model};
///
/// let lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
/// let (primal, row_duals) = (Some(vec![0.0, 0.5]), Some(vec![2.0]));
/// let answer = Answer { primal, row_duals, ..Answer::only(Status::Optimal) };
/// let judgement = judge(&lp, &answer)?;
/// // Whatever the solver says, the optimum is between 1/2 and 2.
/// assert_eq!(judgement.objective.to_string(), "1/2");
/// assert_eq!(judgement.bound, Some(2.into()));
/// assert_eq!(judge(&lp, &Answer::only(Status::Optimal)), Err(JudgeError::NoPoint));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn judge(lp: &Lp, answer: &Answer) -> Result<Judgement, JudgeError> {
    let point = answer.primal.as_ref().ok_or(JudgeError::NoPoint)?;
    if point.len() != lp.columns.len() {
        return Err(JudgeError::WrongLength);
    }
    let x = Dyadic::new(point).ok_or(JudgeError::NotFinite)?;
    let (bound, dual_infeasibility) = match &answer.row_duals {
        None => (None, None),
        Some(duals) if duals.len() != lp.rows.len() => return Err(JudgeError::WrongLength),
        Some(duals) => {
            let (bound, off) = dual_bound(lp, &Dyadic::new(duals).ok_or(JudgeError::NotFinite)?);
            (bound, Some(off))
        }
    };
    let mut totals = Totals { relative: Rational::ZERO, squares: 0.0 };
    let violations = violations(lp, &x, &mut totals);
    Ok(Judgement {
        objective: objective(lp, &x),
        bound,
        dual_infeasibility,
        violations,
        relative_violation: totals.relative,
        norm_2: totals.squares.sqrt(),
    })
}

/// What is summed up over all rows and columns.
struct Totals {
    relative: Rational,
    squares: f64,
}

impl Totals {
    /// Adds the violation `excess / denominator` of `bound`; `largest / denominator` is the largest term.
    fn add(&mut self, excess: &IBig, denominator: UBig, bound: &Rational, largest: IBig) {
        let amount = Rational::from_parts(excess.clone(), denominator.clone());
        self.squares += approx(&amount).powi(2);
        let size = if *bound < Rational::ZERO { -bound.clone() } else { bound.clone() };
        let unit = size.max(Rational::from_parts(largest, denominator)).max(Rational::ONE);
        let relative = amount / unit;
        if self.relative < relative {
            self.relative = relative;
        }
    }
}

fn objective(lp: &Lp, x: &Dyadic) -> Rational {
    let denominator = scale::common_denominator(lp.columns.iter().map(|column| &column.objective));
    let mut total = IBig::ZERO;
    for (column, x) in lp.columns.iter().zip(&x.values) {
        if !column.objective.is_zero() {
            total += to_integer(&column.objective, &denominator) * x;
        }
    }
    Rational::from_parts(total, denominator * x.denominator()) + &lp.offset
}

fn violations(lp: &Lp, x: &Dyadic, totals: &mut Totals) -> Vec<Violation> {
    let mut classes: Vec<Worst<'_>> = Vec::new();
    for row in &lp.rows {
        let mut denominator = UBig::ONE;
        for (_, coefficient) in &row.terms {
            extend_denominator(&mut denominator, coefficient.denominator());
        }
        for bound in [&row.lower, &row.upper].into_iter().flatten() {
            extend_denominator(&mut denominator, bound.denominator());
        }
        // Activity and bounds times denominator * 2^shift.
        let mut activity = IBig::ZERO;
        for (j, coefficient) in &row.terms {
            activity += to_integer(coefficient, &denominator) * &x.values[*j];
        }
        let scaled = |bound: &Rational| to_integer(bound, &denominator) << x.shift;
        let above = row.upper.as_ref().map(|upper| (&activity - scaled(upper), upper));
        let below = row.lower.as_ref().map(|lower| (scaled(lower) - &activity, lower));
        let worst = above.into_iter().chain(below).max_by(|a, b| a.0.cmp(&b.0));
        let excess = match worst {
            Some((excess, bound)) if excess > IBig::ZERO => {
                let terms = row.terms.iter();
                let sizes =
                    terms.map(|(j, value)| (to_integer(value, &denominator) * &x.values[*j]).abs());
                let largest = sizes.max().unwrap_or(IBig::ZERO);
                totals.add(&excess, &denominator << x.shift, bound, largest);
                excess
            }
            _ => IBig::ZERO,
        };
        worst_of(&mut classes, row.class).add(&row.name, excess, denominator);
    }
    for (column, x_j) in lp.columns.iter().zip(&x.values) {
        let excess = |bound: &Rational, sign: IBig| {
            let gap =
                x_j * IBig::from(bound.denominator().clone()) - (bound.numerator() << x.shift);
            gap * sign
        };
        let above = column.upper.as_ref().map(|upper| (excess(upper, IBig::ONE), upper));
        let below = column.lower.as_ref().map(|lower| (excess(lower, IBig::NEG_ONE), lower));
        let bounds = worst_of(&mut classes, BOUND_CLASS);
        for (excess, bound) in above.into_iter().chain(below) {
            if excess > IBig::ZERO {
                totals.add(&excess, bound.denominator() << x.shift, bound, IBig::ZERO);
            }
            bounds.add(&column.name, excess, bound.denominator().clone());
        }
    }
    classes.into_iter().map(|worst| worst.into_violation(x.shift)).collect()
}

/// The largest violation so far, as `excess / (denominator * 2^shift)`.
struct Worst<'a> {
    class: &'static str,
    name: Option<&'a str>,
    excess: IBig,
    denominator: UBig,
    n_violated: usize,
}

fn worst_of<'a, 'b>(classes: &'b mut Vec<Worst<'a>>, class: &'static str) -> &'b mut Worst<'a> {
    // A handful of classes, and mostly the one of the row before.
    let found = classes.iter().rposition(|worst| worst.class == class);
    let i = found.unwrap_or_else(|| {
        let (excess, denominator) = (IBig::ZERO, UBig::ONE);
        classes.push(Worst { class, name: None, excess, denominator, n_violated: 0 });
        classes.len() - 1
    });
    &mut classes[i]
}

impl<'a> Worst<'a> {
    fn add(&mut self, name: &'a str, excess: IBig, denominator: UBig) {
        if excess <= IBig::ZERO {
            return;
        }
        self.n_violated += 1;
        let is_worse = if self.denominator == denominator {
            self.excess < excess
        } else {
            &self.excess * IBig::from(denominator.clone())
                < &excess * IBig::from(self.denominator.clone())
        };
        if is_worse {
            (self.name, self.excess, self.denominator) = (Some(name), excess, denominator);
        }
    }

    fn into_violation(self, shift: usize) -> Violation {
        Violation {
            class: self.class,
            amount: Rational::from_parts(self.excess, self.denominator << shift),
            worst: self.name.map(str::to_owned),
            n_violated: self.n_violated,
        }
    }
}

/// The bound of weak duality from the multipliers `y`, with wrong signs put to zero, and how wrong they,
/// and the reduced costs, were.
fn dual_bound(lp: &Lp, y: &Dyadic) -> (Option<Rational>, Rational) {
    // For min everything is mirrored: the optimum is minus the maximum of minus the objective.
    let sign = if lp.maximize { IBig::ONE } else { IBig::NEG_ONE };
    let denominator = y.denominator();
    let mut terms: Vec<Rational> = Vec::with_capacity(lp.rows.len() / 4 + lp.columns.len());
    let mut multipliers: Vec<IBig> = Vec::with_capacity(lp.rows.len());
    let mut off = Rational::ZERO;
    let mut is_finite = true;
    for (row, y) in lp.rows.iter().zip(&y.values) {
        let y = y * &sign;
        let bound = if y > IBig::ZERO { &row.upper } else { &row.lower };
        if let Some(bound) = bound {
            if !bound.is_zero() && !y.is_zero() {
                terms.push(bound * Rational::from(y.clone()));
            }
            multipliers.push(y);
        } else {
            off = off.max(Rational::from_parts(y.abs(), denominator.clone()));
            multipliers.push(IBig::ZERO);
        }
    }

    let columns = by_column(lp);
    for (column, entries) in lp.columns.iter().zip(&columns) {
        let mut denominator = column.objective.denominator().clone();
        for (_, coefficient) in entries {
            extend_denominator(&mut denominator, coefficient.denominator());
        }
        // The reduced cost times denominator * 2^shift.
        let mut reduced = (to_integer(&column.objective, &denominator) * &sign) << y.shift;
        for (i, coefficient) in entries {
            reduced -= to_integer(coefficient, &denominator) * &multipliers[*i];
        }
        if reduced.is_zero() {
            continue;
        }
        let bound = if reduced > IBig::ZERO { column.best_upper() } else { column.lower.as_ref() };
        let reduced = Rational::from_parts(reduced, denominator);
        if let Some(bound) = bound {
            terms.push(bound * reduced);
        } else {
            is_finite = false;
            let reduced = if reduced < Rational::ZERO { -reduced } else { reduced };
            off = off.max(reduced / Rational::from(y.denominator()));
        }
    }
    let total = scale::sum(terms.iter()) / Rational::from(y.denominator());
    let total = if lp.maximize { total } else { -total };
    (is_finite.then(|| total + &lp.offset), off)
}

/// The entries of each column as (row, coefficient), rows without multiplier included.
fn by_column(lp: &Lp) -> Vec<Vec<(usize, &Rational)>> {
    let mut columns: Vec<Vec<(usize, &Rational)>> = vec![Vec::new(); lp.columns.len()];
    for (i, row) in lp.rows.iter().enumerate() {
        for (j, coefficient) in &row.terms {
            columns[*j].push((i, coefficient));
        }
    }
    columns
}
