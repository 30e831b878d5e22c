//! Exact numbers, and what else both checkers stand on: failures, limits, texts of known lines.
//!
//! The library is believed for sums, shifts, comparisons, products whose shorter factor has at most
//! [`Int::BLOCK`] bits, and texts of that length. Longer products are made of such ones, quotients
//! are multiplied back, and what was printed is read back. So a fault in its long arithmetic can
//! stop a checker, by a panic that says so, and never change a verdict.

mod failure;
mod fraction;
mod int;
mod lines;

pub use failure::{Checked, Expected, Failure, Read, check, ensure};
pub use failure::{DIGITS, LIST_BITS, LIST_WORK, limit_digits, limit_list};
pub use fraction::{Fraction, equal, optimal, over_one_unit};
pub use int::Int;
pub use lines::{Lines, index};
