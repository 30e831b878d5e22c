//! Why nothing is verified.

use std::fmt;

use crate::Fraction;

/// What should stand at the place where a reader stopped.
pub type Expected = &'static str;

/// Why nothing is verified: there is no question, a limit came first, or, for all others, the
/// certificate is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The question cannot be read: line, column, and what should stand there.
    Input(usize, usize, Expected),
    /// There are more than (limit, of these).
    TooLarge(usize, &'static str),
    /// The line of (line, expected) is not in the grammar or does not fit the question.
    Malformed(usize, Expected),
    /// What does not hold, and where, counted from 1.
    Violated(&'static str, String),
    /// The proved value is not the claimed one: words, and these two numbers.
    Value([&'static str; 2], Box<[Fraction; 2]>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input(line, column, expected) => {
                write!(f, "line {line}, column {column}: expected {expected}")
            }
            Failure::TooLarge(limit, what) => write!(f, "too large: more than {limit} {what}"),
            Failure::Malformed(line, text) => write!(f, "certificate:{line}: expected {text}"),
            Failure::Violated(what, place) => write!(f, "{what}{place}"),
            Failure::Value([a, b], values) => write!(f, "{a} {}{b} {}", values[0], values[1]),
        }
    }
}

impl std::error::Error for Failure {}

/// A reader fills in the place.
impl From<Expected> for Failure {
    fn from(expected: Expected) -> Failure {
        Failure::Input(0, 0, expected)
    }
}

/// Words of [`Failure::Value`].
pub const OBJECTIVE: [&str; 2] = ["objective", " differs from value"];

/// The error, unless this holds.
pub fn ensure<E>(holds: bool, error: E) -> Result<(), E> {
    if holds { Ok(()) } else { Err(error) }
}

/// What does not hold, and where, unless this holds.
pub fn check(holds: bool, what: &'static str, at: impl Fn() -> String) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(Failure::Violated(what, at())) }
}

/// What is proved is what is claimed.
pub fn equal(words: [&'static str; 2], proved: Fraction, claim: &Fraction) -> Result<(), Failure> {
    ensure(proved == *claim, Failure::Value(words, Box::new([proved, claim.clone()])))
}

/// The objective, which is attained, and the bound of the multipliers are both the claimed value.
pub fn optimal(
    objective: Fraction,
    bound: Result<Fraction, Failure>,
    claim: &Fraction,
) -> Result<(), Failure> {
    // If the multipliers bound the objective too, the claim alone is false.
    let is_optimum = bound.as_ref().is_ok_and(|bound| *bound == objective);
    let words = if is_optimum { ["the optimum is", ", not"] } else { OBJECTIVE };
    equal(words, objective, claim)?;
    let bound = bound?;
    let word = if *claim < bound { " exceeds value" } else { " is below value" };
    equal(["bound", word], bound, claim)
}
