//! The checker of mechanisms: does this certificate prove this optimum of this instance?
//!
//! instance, certificate -> rows and columns -> [`Verified`]
//!
//! The LP and all signs are those of `docs/model.md`, the files those of `docs/formats.md`; no code
//! is shared with the program that writes certificates. Memory and time grow with the size of the
//! files, and with the square of the number of items; the limits of `ironproof_numbers` and one on
//! items keep common denominators and that square from growing without end.

mod certificate;
mod check;
mod dual;
mod instance;
mod json;
mod menu;

use std::fmt;

pub use ironproof_numbers::Failure;
use ironproof_numbers::{Fraction, prove};

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

/// Checks that the mechanism of the certificate is feasible and attains the value, and that its
/// multipliers bound every mechanism by the same value.
pub fn verify(instance: &str, certificate: &str) -> Result<Verified, Failure> {
    let instance = instance::read(instance)?;
    let certificate = certificate::read(certificate, &instance)?;
    let objective = check::primal(&instance, &certificate)?;
    prove(&certificate.value, objective, dual::dual(&instance, &certificate))?;
    Ok(Verified { name: instance.name, value: certificate.value })
}
