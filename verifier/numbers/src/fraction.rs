//! Exact fractions, and lists of them as integers over one unit.

use std::cmp::Ordering;
use std::fmt;

use crate::{Int, TooLarge};

/// A rational number. Invariant: the denominator is positive, the fraction is reduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: Int,
    denominator: Int,
}

impl Fraction {
    /// The reduced fraction of a positive denominator.
    pub fn new(_numerator: Int, _denominator: Int) -> Fraction {
        todo!()
    }

    /// 0
    pub fn zero() -> Fraction {
        todo!()
    }

    /// 1
    pub fn one() -> Fraction {
        todo!()
    }

    /// `[ "-" ] digits [ "/" digits ]`, the denominator not zero; need not be reduced.
    pub fn parse(_text: &str) -> Option<Fraction> {
        todo!()
    }

    /// Of the reduced fraction.
    pub fn numerator(&self) -> &Int {
        &self.numerator
    }

    /// Positive.
    pub fn denominator(&self) -> &Int {
        &self.denominator
    }

    /// x + other
    pub fn plus(&self, _other: &Fraction) -> Fraction {
        todo!()
    }

    /// x - other
    pub fn minus(&self, _other: &Fraction) -> Fraction {
        todo!()
    }

    /// x * other
    pub fn times(&self, _other: &Fraction) -> Fraction {
        todo!()
    }
}

impl From<Int> for Fraction {
    fn from(_value: Int) -> Fraction {
        todo!()
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, _other: &Fraction) -> Option<Ordering> {
        todo!()
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

/// A common multiple of two positive integers; the least one if the library is right.
pub fn common_multiple(_a: &Int, _b: &Int) -> Int {
    todo!()
}

/// Integers and the unit that makes them fractions: `a[k] = integers[k] / unit`, likewise `b`.
pub fn over_one_unit(
    _a: &[Fraction],
    _b: &[Fraction],
) -> Result<(Vec<Int>, Vec<Int>, Int), TooLarge> {
    todo!()
}
