//! The checker of mechanisms: an instance, a certificate, and what they prove.

use std::fmt;

use ironproof_numbers::{Fraction, TooLarge};

mod rejection;

pub use rejection::Rejection;

/// Why an instance could not be read: line, column, and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceError(usize, usize, &'static str);

impl fmt::Display for InstanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let InstanceError(line, column, expected) = self;
        write!(f, "line {line}, column {column}: expected {expected}")
    }
}

impl std::error::Error for InstanceError {}

/// The proved optimum of an instance; only [`verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    name: String,
    value: Fraction,
}

impl Verified {
    /// The name of the instance, as its file has it: it may hold any character.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The optimum.
    pub fn value(&self) -> &Fraction {
        &self.value
    }
}

/// `verified 31/24`
impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "verified {}", self.value)
    }
}

/// Why there is nothing [`Verified`]. No `Display`: the two must never be taken for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The text is not an instance, so there is no question to answer.
    Instance(InstanceError),
    /// The certificate does not prove its value.
    Rejected(Rejection),
    /// A stated limit came first.
    TooLarge(TooLarge),
}

/// Checks that the mechanism of the certificate is feasible and attains the value, and that its
/// multipliers bound every mechanism by the same value.
pub fn verify(_instance: &str, _certificate: &str) -> Result<Verified, Failure> {
    todo!()
}
