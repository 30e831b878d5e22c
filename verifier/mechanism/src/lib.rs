//! The checker of mechanisms: does this certificate prove this optimum of this instance?
//!
//! The LP is that of `docs/model.md`, the files are those of `docs/formats.md`. Memory and time
//! grow with them, time with the square of the items, within the limits of `ironproof_numbers`.

mod certificate;
mod check;
mod instance;
mod json;

pub use ironproof_numbers::Failure;
use ironproof_numbers::{Fraction, optimal};

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
impl std::fmt::Display for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "verified {}", self.value)
    }
}

/// Checks that the mechanism of the certificate is feasible and attains the value, and that its
/// multipliers bound every mechanism by the same value.
pub fn verify(instance: &str, certificate: &str) -> Result<Verified, Failure> {
    let instance = instance::read(instance)?;
    let certificate = certificate::read(certificate, &instance)?;
    let objective = check::primal(&instance, &certificate)?;
    optimal(&objective, check::dual(&instance, &certificate), &certificate.value)?;
    Ok(Verified { name: instance.name, value: certificate.value })
}
