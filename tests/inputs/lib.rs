//! Inputs that the tests of several crates make. Only tests depend on this crate, and it depends on nothing, so that
//! the tests of trusted crates may use it.
//!
//! ```text
//! random    random numbers, the same on every machine
//! operands  the words of big integers that are hard for carries
//! models    linear programs as text
//! ```

mod random;
pub mod operands;
pub mod models;

pub use self::random::Random;
