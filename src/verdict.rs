//! The independent checkers, and what they proved.
//!
//! This is the only file that asks them, and [`Verified`] is the only thing that may be printed as `verified`: whoever
//! holds one holds the proof of a checker.
//!
//! ```text
//! verified   an independent checker accepted a certificate
//! exact      computed here in exact arithmetic, and not checked
//! measured   judged in floats, with a tolerance
//! ```

mod count;

use std::fmt;

use ironproof_verifier::{Failure, Incentives, LpFailure, LpVerdict, VerifiedLp};

pub use self::count::Count;
use crate::rational::{Rational, parse};

/// What a checker proved; only [`instance`] and [`model`] make one. It displays as `verified VALUE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    name: String,
    claim: String,
    value: Option<Rational>,
}

impl Verified {
    /// The name of what was proved: of the instance, or of the model.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The proved optimum; `None` for a claim without one, such as `infeasible`.
    pub fn value(&self) -> Option<&Rational> {
        self.value.as_ref()
    }

    /// What was proved, as the checker words it: `31/24`, `infeasible`, `relaxation bounds 1 2`.
    pub fn claim(&self) -> &str {
        &self.claim
    }
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "verified {}", self.claim)
    }
}

/// Why there is nothing [`Verified`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The checker cannot read the instance or model.
    #[error("the checker cannot read it: {0}")]
    Unreadable(String),
    /// The checker does not accept the certificate.
    #[error("rejected {0}")]
    Rejected(String),
}

/// Asks the checker of instances. `text` is the finite instance as JSON.
///
/// # Errors
/// [`Refused`] if the checker cannot read the instance or does not accept the certificate.
pub fn instance(name: &str, text: &str, certificate: &str) -> Result<Verified, Refused> {
    match ironproof_verifier::verify(text, certificate, Incentives::All) {
        Ok(verified) => {
            let claim = verified.value().to_string();
            Ok(Verified { name: name.to_owned(), value: parse(&claim).ok(), claim })
        }
        Err(Failure::Rejected(rejection)) => Err(Refused::Rejected(rejection.to_string())),
        Err(Failure::Instance(error)) => Err(Refused::Unreadable(error.to_string())),
    }
}

/// Asks the checker of linear programs. `file` holds the bytes of an MPS file.
///
/// # Errors
/// [`Refused`] if the checker cannot read the model or does not accept the certificate.
pub fn model(name: &str, file: &[u8], certificate: &str) -> Result<Verified, Refused> {
    match ironproof_verifier::verify_lp(file, certificate) {
        Ok(verified) => {
            let value = value_of(&verified);
            Ok(Verified { name: name.to_owned(), claim: verified.to_string(), value })
        }
        Err(LpFailure::Rejected(rejection)) => Err(Refused::Rejected(rejection.to_string())),
        Err(LpFailure::Model(error)) => Err(Refused::Unreadable(error.to_string())),
    }
}

fn value_of(verified: &VerifiedLp) -> Option<Rational> {
    let LpVerdict::Optimal(value) = verified.verdict() else { return None };
    parse(&value.to_string()).ok()
}
