//! Exact fractions, and lists of them as integers over one unit.

use std::cmp::Ordering;
use std::fmt;

use crate::{Failure, Int, limits};

/// A rational number. Invariant: the denominator is positive. It is reduced too; a fault of the
/// library could leave it as it was, so that `==` says no, and cannot make another number of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: Int,
    denominator: Int,
}

impl Fraction {
    /// The reduced fraction of a positive denominator.
    pub fn new(numerator: Int, denominator: Int) -> Fraction {
        assert!(Int::ZERO < denominator, "readers let no other denominator through");
        let one = Int::from(1);
        let is_whole = denominator == one;
        let divisor = if is_whole { one.clone() } else { numerator.divisor(&denominator) };
        if divisor != one
            && let Some(numerator) = numerator.quotient(&divisor)
            && let Some(denominator) = denominator.quotient(&divisor)
        {
            return Fraction { numerator, denominator };
        }
        Fraction { numerator, denominator }
    }

    /// `[ "-" ] digits [ "/" digits ]`, the denominator positive; need not be reduced.
    pub fn parse(text: &str) -> Option<Fraction> {
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        let denominator = Int::parse(denominator).filter(|_| !denominator.starts_with('-'))?;
        if denominator == Int::ZERO {
            None
        } else {
            Some(Fraction::new(Int::parse(numerator)?, denominator))
        }
    }

    /// It has the sign of the fraction.
    pub fn numerator(&self) -> &Int {
        &self.numerator
    }

    /// Positive.
    pub fn denominator(&self) -> &Int {
        &self.denominator
    }

    /// Adds one of n terms.
    pub fn add(&mut self, term: &Fraction, n: usize) -> Result<(), Failure> {
        *self = self.plus(term);
        limits::list(n, &self.denominator)
    }

    /// x + other
    #[must_use]
    pub fn plus(&self, other: &Fraction) -> Fraction {
        if self.denominator == other.denominator {
            let numerator = self.numerator.clone() + &other.numerator;
            return Fraction::new(numerator, self.denominator.clone());
        }
        let left = &self.numerator * &other.denominator;
        let right = &other.numerator * &self.denominator;
        Fraction::new(left + right, &self.denominator * &other.denominator)
    }

    /// x - other
    #[must_use]
    pub fn minus(&self, other: &Fraction) -> Fraction {
        let numerator = &Int::ZERO - &other.numerator;
        self.plus(&Fraction { numerator, denominator: other.denominator.clone() })
    }

    /// x * other
    #[must_use]
    pub fn times(&self, other: &Fraction) -> Fraction {
        Fraction::new(&self.numerator * &other.numerator, &self.denominator * &other.denominator)
    }
}

impl<I: Into<Int>> From<I> for Fraction {
    fn from(numerator: I) -> Fraction {
        Fraction { numerator: numerator.into(), denominator: Int::from(1) }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        let right = &other.numerator * &self.denominator;
        (&self.numerator * &other.denominator).partial_cmp(&right)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.numerator)?;
        if self.denominator == Int::from(1) { Ok(()) } else { write!(f, "/{}", self.denominator) }
    }
}

/// A common multiple of two positive integers, the least one if the library is right.
pub fn common_multiple(a: &Int, b: &Int) -> Int {
    let divisor = a.divisor(b);
    match (a.quotient(&divisor), b.quotient(&divisor)) {
        (Some(part), Some(_)) => part * b,
        _ => a * b,
    }
}

/// Integers and the unit that makes them fractions: `a[k] = integers[k] / unit`, likewise `b`.
///
/// # Panics
/// If the library divides wrongly.
pub fn over_one_unit(a: &[Fraction], b: &[Fraction]) -> Result<(Vec<Int>, Vec<Int>, Int), Failure> {
    let mut unit = Int::from(1);
    for fraction in a.iter().chain(b) {
        // Most denominators are old news, and a quotient is cheaper than a gcd.
        if unit.quotient(&fraction.denominator).is_none() {
            unit = common_multiple(&unit, &fraction.denominator);
            limits::list(a.len() + b.len(), &unit)?;
        }
    }
    let scaled = |fraction: &Fraction| {
        let factor = unit.quotient(&fraction.denominator);
        &fraction.numerator * factor.expect("the big-integer library divides rightly")
    };
    Ok((a.iter().map(scaled).collect(), b.iter().map(scaled).collect(), unit))
}
