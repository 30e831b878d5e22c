//! Independent exact checker: does this certificate prove this optimum?
//!
//! instance -> certificate -> check -> [`Verified`]
//! model    -> certificate -> check -> [`VerifiedLp`], for any linear program
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
mod menu;
mod tight;
mod check;
mod lp_literal;
mod mps;
mod sha256;
mod lp_digest;
mod lp_certificate;
mod lifting;
mod lp_basis;
mod lp_check;

#[cfg(test)]
#[path = "../tests/unit/lib.rs"]
mod tests;

pub use check::Incentives;
pub use fraction::Fraction;
pub use instance::InstanceError;
pub use lp_check::{LpRejection, LpVerdict};
pub use mps::ModelError;
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
    let mut certificate = certificate::read(certificate, &instance).map_err(Failure::Rejected)?;
    if let Err(mut rejection) = check::primal(&instance, &certificate, incentives) {
        // The mechanism is feasible; if its multipliers bound it, the claim alone is false.
        if let Rejection::Objective(objective, value) = &rejection {
            certificate.value = objective.clone();
            if check::dual(&instance, &certificate).is_ok() {
                rejection = Rejection::Value(objective.clone(), value.clone());
            }
        }
        return Err(Failure::Rejected(rejection));
    }
    check::dual(&instance, &certificate).map_err(Failure::Rejected)?;
    Ok(Verified { value: certificate.value })
}

/// What is proved about a linear program; only [`verify_lp`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedLp {
    verdict: LpVerdict,
    is_relaxation: bool,
}

impl VerifiedLp {
    /// The verdict.
    pub fn verdict(&self) -> &LpVerdict {
        &self.verdict
    }

    /// The file wants some columns to be integers, and the verdict is about the model without that.
    pub fn is_relaxation(&self) -> bool {
        self.is_relaxation
    }
}

/// `VALUE`, `bounds LOWER UPPER`, `infeasible` or `unbounded`; `relaxation` before it where integers were left out. An
/// infeasible relaxation is infeasible with integers too.
impl std::fmt::Display for VerifiedLp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_relaxation && self.verdict != LpVerdict::Infeasible {
            write!(f, "relaxation ")?;
        }
        match &self.verdict {
            LpVerdict::Optimal(value) => write!(f, "{value}"),
            LpVerdict::Bounds(lower, upper) => {
                let side = |bound: &Option<Fraction>| {
                    bound.as_ref().map_or_else(|| "none".to_string(), Fraction::to_string)
                };
                write!(f, "bounds {} {}", side(lower), side(upper))
            }
            LpVerdict::Infeasible => write!(f, "infeasible"),
            LpVerdict::Unbounded => write!(f, "unbounded"),
        }
    }
}

/// Why there is nothing [`VerifiedLp`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LpFailure {
    /// The text is not a linear program, so there is no question to answer.
    Model(ModelError),
    /// The certificate does not prove its verdict.
    Rejected(LpRejection),
}

/// Checks what the certificate says about the linear program in these bytes of an MPS file.
pub fn verify_lp(file: &[u8], certificate: &str) -> Result<VerifiedLp, LpFailure> {
    // Comments may be in any encoding; elsewhere the reader stops at the mark that stands in for a wrong byte.
    let lp = mps::read(&String::from_utf8_lossy(file)).map_err(LpFailure::Model)?;
    // Before the proof is read, which need not fit another model. The reader wants that line.
    let named = certificate.split('\n').nth(1).and_then(|line| line.strip_prefix("file sha256 "));
    if named.is_some_and(|named| named != sha256::sha256(file)) {
        return Err(LpFailure::Rejected(LpRejection::OtherFile));
    }
    let certificate = lp_certificate::read(certificate, lp.columns.len(), lp.rows.len())
        .map_err(|(line, expected)| LpFailure::Rejected(LpRejection::Malformed(line, expected)))?;
    // With the same file, the two readers disagree about it.
    if certificate.model != sha256::sha256(lp_digest::canonical(&lp).as_bytes()) {
        return Err(LpFailure::Rejected(LpRejection::OtherModel));
    }
    let verdict = lp_check::check(&lp, certificate.proof).map_err(LpFailure::Rejected)?;
    Ok(VerifiedLp { verdict, is_relaxation: lp.is_relaxation })
}
