//! The independent checkers, and what they accepted.
//!
//! This is the only crate that asks them, and [`Verified`] is the only thing that may be printed as `verified`: whoever
//! holds one holds the verdict of a checker.
//!
//! ```text
//! verified   an independent checker accepted a certificate
//! exact      computed here in exact arithmetic, and not checked
//! measured   judged in floats, with a tolerance
//! ```
//!
//! A refusal is a fault of this program, which made the certificate, and says nothing about the instance or model.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! const CERTIFICATE: &str = "ironproof-certificate 1\nvalue 3/2\nsupply 3\ngroup 1\n\
//!   item 1 1 0\nitem 2 2 3 1:1\ntight\nend\n";
//! let verified = ironproof_verdict::instance("two types", TWO_TYPES, CERTIFICATE)?;
//! assert_eq!(verified.to_string(), "verified 3/2");
//! # Ok::<(), ironproof_verdict::Refused>(())
//! ```

mod count;
#[cfg(feature = "models")]
mod columns;
#[cfg(feature = "models")]
mod models;

use std::fmt;

use ironproof_mechanism::Failure;

#[cfg(feature = "models")]
pub use self::columns::columns;
pub use self::count::Count;
#[cfg(feature = "models")]
pub use self::models::{model, model_until};
use ironproof_number::rational::{Rational, parse_made};

/// What a checker accepted about a model.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// It has this optimum.
    Optimal(Rational),
    /// Lower and upper bound of the optimum, either of which may be absent.
    Bounds(Option<Rational>, Option<Rational>),
    /// It has no feasible point, or no feasible mechanism.
    Infeasible,
    /// Its objective has no bound.
    Unbounded,
}

/// What a checker accepted; only [`instance`] and, with the feature `models`, `columns` and `model` make one.
///
/// It displays as a sentence: `verified 31/24` or `verified infeasible` for an instance; for a model `verified optimal 5`, `verified relaxation
/// bounds 1 none` and so on, with `about X` for a fraction of more than 40 characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    name: String,
    finding: Finding,
    is_relaxation: bool,
    /// In words, with every digit.
    claim: String,
    /// The same for a person.
    shown: String,
}

impl Verified {
    /// `None` is for an instance without a feasible mechanism.
    fn of_instance(name: &str, value: Option<String>) -> Option<Self> {
        let finding = match &value {
            Some(value) => Finding::Optimal(parse_made(value).ok()?),
            None => Finding::Infeasible,
        };
        let claim = value.unwrap_or_else(|| "infeasible".to_owned());
        let (name, shown) = (name.to_owned(), claim.clone());
        Some(Self { name, finding, is_relaxation: false, claim, shown })
    }

    /// The name of what it is about: of the instance, or of the model.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was accepted.
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// The optimum; `None` for a claim without one, such as `infeasible`.
    pub fn value(&self) -> Option<&Rational> {
        if let Finding::Optimal(value) = &self.finding { Some(value) } else { None }
    }

    /// The file wants some columns to be integers, and this is about the model without that. Never so for
    /// `infeasible`, which holds with integers too.
    pub fn is_relaxation(&self) -> bool {
        self.is_relaxation
    }

    /// What was accepted, in words and with every digit: `31/24`, `infeasible`, `relaxation bounds 1 2`.
    pub fn claim(&self) -> &str {
        &self.claim
    }

    /// The same for a person: a long fraction is `about X`.
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "verified {}", self.shown)
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
    /// A limit of the checker came first.
    #[error("a limit of the checker came first: {0}")]
    Limit(String),
}

/// Asks the checker of instances. `text` is the finite instance as JSON.
///
/// # Errors
/// [`Refused`] if the checker cannot read the instance or does not accept the certificate, or if it came to a limit.
///
/// # Example
/// ```
/// # const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
/// #   "groups": [{"label": "all", "mass": "1", "types": [
/// #     {"wtp": "1", "prob": "1/2", "weight": "3"},
/// #     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
/// #   "quality": [{"level": "1", "mass": "1/2"}]}"#;
/// const CERTIFICATE: &str = "ironproof-certificate 1\nvalue 3/2\nsupply 3\ngroup 1\n\
///   item 1 1 0\nitem 2 2 3 1:1\ntight\nend\n";
/// use ironproof_verdict::{Refused, instance};
///
/// assert_eq!(instance("two types", TWO_TYPES, CERTIFICATE)?.claim(), "3/2");
/// // A better value is refused.
/// let better = CERTIFICATE.replace("value 3/2", "value 2");
/// assert!(matches!(instance("two types", TWO_TYPES, &better), Err(Refused::Rejected(_))));
/// # Ok::<(), Refused>(())
/// ```
pub fn instance(name: &str, text: &str, certificate: &str) -> Result<Verified, Refused> {
    match ironproof_mechanism::verify(text, certificate) {
        Ok(verified) => {
            let value = verified.value().map(ToString::to_string);
            Verified::of_instance(name, value).ok_or_else(|| no_number(&"the optimum"))
        }
        Err(failure @ Failure::Input(..)) => Err(Refused::Unreadable(failure.to_string())),
        Err(failure @ Failure::TooLarge(..)) => Err(Refused::Limit(failure.to_string())),
        Err(failure) => Err(Refused::Rejected(failure.to_string())),
    }
}

/// What a checker states is a fraction, or this program does not understand it.
fn no_number(text: &dyn fmt::Display) -> Refused {
    let start: String = text.to_string().chars().take(40).collect();
    Refused::Rejected(format!("and nothing understood: {start}.. is no fraction"))
}

#[cfg(test)]
mod tests {
    use super::Verified;

    /// Optima of energy models are longer than any number of an input may be.
    #[test]
    fn an_optimum_may_have_more_digits_than_an_input() {
        let long = "7".repeat(30_000);
        let verified = Verified::of_instance("long", Some(long)).expect("a number");
        assert!(verified.value().is_some());
    }
}
