//! What a float answer is worth, exactly.
//!
//! The floats are read bit for bit, and everything below is what [`ironproof_linear::duality`] says of them:
//!
//! ```text
//! objective    offset + sum_j c_j x_j
//! violations   max over the rows of a class of  a_i x - upper_i,  lower_i - a_i x,  0
//! bound        by weak duality, from the multipliers
//! ```
//!
//! Any multipliers give a valid bound: one of the wrong sign is put to zero, and an absent upper bound of a column is
//! replaced by its implied one. So the optimum of a maximum is at most `bound`, whatever the solver did, and at least the
//! objective of a point without violations.

use crate::Answer;
use crate::tolerance::unit;
use ironproof_linear::duality::{
    Breach, Vector, broken_columns, broken_rows, largest_term, objective, weigh,
};
use ironproof_linear::{Lp, Place};
use ironproof_number::rational::{Rational, approx};

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
    let x = Vector::of_doubles(point).ok_or(JudgeError::NotFinite)?;
    let weighed = match &answer.row_duals {
        None => None,
        Some(duals) if duals.len() != lp.rows.len() => return Err(JudgeError::WrongLength),
        Some(duals) => Some(weigh(lp, &Vector::of_doubles(duals).ok_or(JudgeError::NotFinite)?)),
    };
    let mut totals = Totals { relative: Rational::ZERO, squares: 0.0 };
    let violations = violations(lp, &x, &mut totals);
    let (bound, dual_infeasibility) = match weighed {
        None => (None, None),
        Some(weighed) => (weighed.bound, Some(weighed.off)),
    };
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
    /// Adds a violation; `largest` is the largest term of the row.
    fn add(&mut self, breach: &Breach<'_>, largest: Rational) {
        self.squares += approx(&breach.amount).powi(2);
        let relative = &breach.amount / unit(breach.bound).max(largest);
        if self.relative < relative {
            self.relative = relative;
        }
    }
}

fn violations(lp: &Lp, x: &Vector, totals: &mut Totals) -> Vec<Violation> {
    let mut classes: Vec<Violation> = Vec::new();
    for row in &lp.rows {
        of_class(&mut classes, row.class);
    }
    for breach in broken_rows(lp, x) {
        let Place::Row(i) = breach.place else { continue };
        let row = &lp.rows[i];
        totals.add(&breach, largest_term(row, x));
        of_class(&mut classes, row.class).add(&row.name, breach.amount);
    }
    if !lp.columns.is_empty() {
        of_class(&mut classes, BOUND_CLASS);
    }
    for breach in broken_columns(lp, x) {
        let Place::Column(j) = breach.place else { continue };
        totals.add(&breach, Rational::ZERO);
        of_class(&mut classes, BOUND_CLASS).add(&lp.columns[j].name, breach.amount);
    }
    classes
}

/// The entry of a class, which is made if there is none.
fn of_class<'a>(classes: &'a mut Vec<Violation>, class: &'static str) -> &'a mut Violation {
    // A handful of classes, and mostly the one of the row before.
    let found = classes.iter().rposition(|violation| violation.class == class);
    let i = found.unwrap_or_else(|| {
        classes.push(Violation { class, amount: Rational::ZERO, worst: None, n_violated: 0 });
        classes.len() - 1
    });
    &mut classes[i]
}

impl Violation {
    fn add(&mut self, name: &str, amount: Rational) {
        self.n_violated += 1;
        if self.amount < amount {
            (self.worst, self.amount) = (Some(name.to_owned()), amount);
        }
    }
}
