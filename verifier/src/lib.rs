//! Independent exact checker: does this certificate prove this optimum?
//!
//! instance -> certificate -> check -> [`Verified`]
//!
//! The LP and all signs are those of `docs/model.md`, the files those of `docs/formats.md`; no code
//! is shared with the program that writes certificates.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod fraction;
mod number;
mod rejection;
mod json;
mod instance;
mod certificate;
mod check;

#[cfg(test)]
#[path = "../tests/unit/lib.rs"]
mod tests;

pub use check::Incentives;
pub use fraction::Fraction;
pub use instance::InstanceError;
pub use rejection::Rejection;

/// The proved optimum of an instance; only [`verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    value: Fraction,
}

impl Verified {
    /// The optimum; it displays as the exact fraction, `31/24` or `2`.
    pub fn value(&self) -> &Fraction {
        &self.value
    }
}

/// Why there is nothing [`Verified`]. No `Display`: the two must never be taken for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The text is not an instance, so there is no question to answer.
    Instance(InstanceError),
    /// The certificate does not prove its value.
    Rejected(Rejection),
}

/// Checks that the mechanism of the certificate is feasible and attains the value, and that its
/// multipliers bound every mechanism by the same value.
pub fn verify(
    instance: &str,
    certificate: &str,
    incentives: Incentives,
) -> Result<Verified, Failure> {
    let instance = instance::read(instance).map_err(Failure::Instance)?;
    let certificate = certificate::read(certificate, &instance).map_err(Failure::Rejected)?;
    check::primal(&instance, &certificate, incentives).map_err(Failure::Rejected)?;
    check::dual(&instance, &certificate).map_err(Failure::Rejected)?;
    Ok(Verified { value: certificate.value })
}
