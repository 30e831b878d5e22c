//! Big integers and rationals: the only folder that names the library they come from.
//!
//! The library, dashu-int 0.6.2, loses a carry in its products of two factors of more than 4,000
//! words (`docs/reports/dashu-int-ntt-carry.md`). Its quotients, powers, greatest common divisors and
//! texts multiply as well, so nothing outside this folder gets a type of the library.
//! The types here look the same and have no upper size:
//!
//! - [`UBig`] and [`IBig`] ask the library for small operations, and `large` for all others;
//! - `large` composes operations of any size from small ones;
//! - [`RBig`] is a pair of these integers, with the usual formulas.
//!
//! ```
//! use ironproof_number::rational::{Rational, parse};
//!
//! let sum = parse("0.1")? + parse("1/5")?;
//! assert_eq!(sum, Rational::from(3) / Rational::from(10));
//! assert_eq!(sum.to_string(), "3/10");
//! # Ok::<(), ironproof_number::rational::NotANumber>(())
//! ```

pub mod limits;
pub mod parts;
pub mod rational;
pub mod scale;
mod divisors;
mod large;
mod integer;
mod operators;
mod fraction;
#[cfg(test)]
mod tests;

pub use dashu_int::{Sign, ops};
pub use fraction::RBig;
pub use integer::{IBig, UBig};
