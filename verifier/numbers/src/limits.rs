//! Limits that keep a small file from taking hours or gigabytes.

use std::fmt;

use crate::Int;

/// Digits of one literal.
pub const DIGITS: usize = 1_000_000;

/// The input needs more than a stated limit, so there is no verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// More than this many of these.
    Count(usize, &'static str),
    /// So many numbers over a common denominator of so many bits.
    Unit(usize, usize),
}

impl fmt::Display for TooLarge {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

impl std::error::Error for TooLarge {}

/// So many operations on numbers of the size of this unit stay within the limits.
pub fn work(_n: usize, _unit: &Int) -> Result<(), TooLarge> {
    todo!()
}
