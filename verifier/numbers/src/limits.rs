//! Limits that keep a small file from taking hours or gigabytes. They are generous: optima of 35,000
//! digits and 10^7 types of 18 digits stay far below.

use crate::{Failure, Int, ensure};

/// Decimal digits of a number in a file.
pub const DIGITS: usize = 1_000_000;
/// Numbers in a list times bits of their common denominator: what they take in memory.
pub const LIST_BITS: usize = 1 << 32;
/// Numbers in a list times the square of these bits: what it takes to multiply each by another.
pub const LIST_WORK: usize = 1 << 46;

/// No number in the text is too long.
pub fn digits(text: &str) -> Result<(), Failure> {
    let mut runs = text.as_bytes().split(|byte| !byte.is_ascii_digit());
    let fits = runs.all(|run| run.len() <= DIGITS);
    ensure(fits, Failure::TooLarge(DIGITS, "digits in a number"))
}

/// A list of n numbers over this unit is not too large.
pub fn list(n: usize, unit: &Int) -> Result<(), Failure> {
    let bits = (LIST_BITS / n.max(1)).min((LIST_WORK / n.max(1)).isqrt());
    ensure(unit.bits() <= bits, Failure::TooLarge(bits, "bits in a common denominator"))
}
