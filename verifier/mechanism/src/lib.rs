//! The checker of mechanisms: does this certificate prove this optimum of this instance?
//!
//! The LP is that of `docs/model.md`, the files are those of `docs/formats.md`. Memory and time
//! grow with them, time with the square of the items, within the limits of `ironproof_numbers`.

mod certificate;
mod check;
mod columns;
mod instance;
mod json;
mod stream;
mod sums;

pub use columns::{Group, Header, Source};
pub use ironproof_numbers::Failure;
use ironproof_numbers::{Fraction, Int, check as holds, optimal};
pub use stream::verify_columns;

/// The proved optimum of an instance; only [`verify`] and [`verify_columns`] make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    name: String,
    value: Option<Fraction>,
}

impl Verified {
    /// The name of the instance, as its file has it: it may hold any character.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// The optimum; none if no mechanism is feasible.
    pub fn value(&self) -> Option<&Fraction> {
        self.value.as_ref()
    }
}

/// `verified 31/24`, `verified infeasible`
impl std::fmt::Display for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.value {
            Some(value) => write!(f, "verified {value}"),
            None => f.write_str("verified infeasible"),
        }
    }
}

/// Checks that the mechanism of the certificate is feasible and attains the value, and that its
/// multipliers bound every mechanism by the same value. Without a value: that they bound every
/// mechanism by less than 0 if all are worth 0, so that there is none.
pub fn verify(instance: &str, certificate: &str) -> Result<Verified, Failure> {
    let mut instance = instance::read(instance)?;
    let certificate = certificate::read(certificate, &instance, &[])?;
    if let Some(value) = &certificate.value {
        let sums: Vec<_> =
            instance.groups.iter().zip(&certificate.groups).map(sums::sums).collect();
        let objective = check::primal(&instance, &certificate, &sums)?;
        optimal(&objective, check::dual(&mut instance, &certificate), value)?;
    } else {
        instance.forget_objective();
        let bound = check::dual(&mut instance, &certificate)?;
        holds(bound.numerator < Int::ZERO, "violated: ", || "bound < 0".to_string())?;
    }
    Ok(Verified { name: instance.name, value: certificate.value })
}
