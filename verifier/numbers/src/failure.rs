//! Why nothing is verified.

use std::fmt;

use crate::Fraction;

/// What should stand at the place where a reader stopped.
pub type Expected = &'static str;

/// Why nothing is verified: there is no question, a limit came first, or, for all others, the
/// certificate is rejected. Everything counts from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The question cannot be read: line, column or 0, and what should stand there.
    Input(usize, usize, Expected),
    /// There are more than (limit, of these).
    TooLarge(usize, &'static str),
    /// The line of (line, expected) is not in the grammar or does not fit the question.
    Malformed(usize, Expected),
    /// What does not hold, and where.
    Violated(&'static str, String),
    /// The objective that is attained, in (objective, value), is not the claimed value.
    Objective(Fraction, Fraction),
    /// The optimum is proved, in (optimum, value), and it is not the claimed value.
    Value(Fraction, Fraction),
    /// The bound of the multipliers, in (bound, value), is not the claimed value.
    Bound(Fraction, Fraction),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input(line, 0, text) => write!(f, "line {line}: expected {text}"),
            Failure::Input(line, column, text) => {
                write!(f, "line {line}, column {column}: expected {text}")
            }
            Failure::TooLarge(limit, what) => write!(f, "too large: more than {limit} {what}"),
            Failure::Malformed(line, text) => write!(f, "certificate:{line}: expected {text}"),
            Failure::Violated(what, place) => write!(f, "{what}{place}"),
            Failure::Objective(is, value) => write!(f, "objective {is} differs from value {value}"),
            Failure::Value(is, value) => write!(f, "the optimum is {is}, not {value}"),
            Failure::Bound(is, value) => {
                let word = if value < is { "exceeds" } else { "is below" };
                write!(f, "bound {is} {word} value {value}")
            }
        }
    }
}

impl std::error::Error for Failure {}

/// What a reader expected, before its place is known.
impl From<Expected> for Failure {
    fn from(expected: Expected) -> Failure {
        Failure::Input(0, 0, expected)
    }
}

/// The error, unless this holds.
pub fn ensure<E>(holds: bool, error: E) -> Result<(), E> {
    if holds { Ok(()) } else { Err(error) }
}

/// What does not hold, and where, unless this holds.
pub fn check(
    holds: bool,
    what: &'static str,
    place: impl FnOnce() -> String,
) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(Failure::Violated(what, place())) }
}

/// The objective, which is attained, and the bound of the multipliers are both this value.
pub fn prove(
    value: &Fraction,
    objective: Fraction,
    bound: Result<Fraction, Failure>,
) -> Result<(), Failure> {
    if objective != *value {
        // If the multipliers bound it, the claim alone is false.
        let is_optimum = bound.is_ok_and(|bound| bound == objective);
        let failure = if is_optimum { Failure::Value } else { Failure::Objective };
        return Err(failure(objective, value.clone()));
    }
    let bound = bound?;
    ensure(bound == *value, Failure::Bound(bound, value.clone()))
}
