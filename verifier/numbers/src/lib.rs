//! Exact integers and fractions: all arithmetic of the checkers.

mod fraction;
mod int;
pub mod limits;

pub use fraction::{Fraction, common_multiple, over_one_unit};
pub use int::Int;
pub use limits::TooLarge;
