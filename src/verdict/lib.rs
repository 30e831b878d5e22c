//! The independent checkers, and what they accepted.
//!
//! This is the only file that asks them, and [`Verified`] is the only thing that may be printed as `verified`: whoever
//! holds one holds the verdict of a checker.
//!
//! ```text
//! verified   an independent checker accepted a certificate
//! exact      computed here in exact arithmetic, and not checked
//! measured   judged in floats, with a tolerance
//! ```
//!
//! A refusal is a fault of this program, which made the certificate, and says nothing about the instance or model.

mod count;

use std::fmt;

use ironproof_verifier::numbers::Fraction;
use ironproof_verifier::{Dialect, Failure, ModelFailure, lp};

pub use self::count::Count;
use ironproof_linear::{ModelFormat, Readings};
use ironproof_number::rational::{Rational, Readable, approx, parse};

/// What a checker accepted about a model.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// It has this optimum.
    Optimal(Rational),
    /// Lower and upper bound of the optimum, either of which may be absent.
    Bounds(Option<Rational>, Option<Rational>),
    /// It has no feasible point.
    Infeasible,
    /// Its objective has no bound.
    Unbounded,
}

/// What a checker accepted; only [`instance`] and [`model`] make one.
///
/// It displays as a sentence: `verified 31/24` for an instance; for a model `verified optimal 5`, `verified relaxation
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

/// The longest fraction that is shown with every digit.
const MAX_SHOWN: usize = 40;

impl Verified {
    fn of_instance(name: &str, value: String) -> Option<Self> {
        let finding = Finding::Optimal(parse(&value).ok()?);
        let (name, shown) = (name.to_owned(), value.clone());
        Some(Self { name, finding, is_relaxation: false, claim: value, shown })
    }

    fn of_model(name: &str, finding: Finding, is_relaxation: bool) -> Self {
        let words = |number: &dyn Fn(&Rational) -> String| {
            let side = |x: &Option<Rational>| x.as_ref().map_or_else(|| "none".to_owned(), number);
            let relaxation = if is_relaxation { "relaxation " } else { "" };
            match &finding {
                Finding::Optimal(value) => format!("{relaxation}optimal {}", number(value)),
                Finding::Bounds(lower, upper) => {
                    format!("{relaxation}bounds {} {}", side(lower), side(upper))
                }
                Finding::Infeasible => format!("{relaxation}infeasible"),
                Finding::Unbounded => format!("{relaxation}unbounded"),
            }
        };
        let (claim, shown) = (words(&Rational::to_string), words(&shown));
        Self { name: name.to_owned(), finding, is_relaxation, claim, shown }
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

/// The fraction itself if it is short; the fraction of a large model fills pages.
fn shown(value: &Rational) -> String {
    let whole = value.to_string();
    if whole.len() <= MAX_SHOWN {
        return whole;
    }
    let double = approx(value);
    if double.is_normal() {
        return format!("about {}", Readable(value));
    }
    // Beyond the doubles: the first digits, and how many there are.
    let digits = |text: &str| i64::try_from(text.trim_start_matches('-').len()).unwrap_or(i64::MAX);
    let (above, below) = (value.numerator().to_string(), value.denominator().to_string());
    format!(
        "about {}1e{}",
        if whole.starts_with('-') { "-" } else { "" },
        digits(&above) - digits(&below)
    )
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
pub fn instance(name: &str, text: &str, certificate: &str) -> Result<Verified, Refused> {
    match ironproof_verifier::verify(text, certificate) {
        Ok(verified) => {
            let value = verified.value().to_string();
            Verified::of_instance(name, value).ok_or_else(|| no_number(&"the optimum"))
        }
        Err(failure @ Failure::Input(..)) => Err(Refused::Unreadable(failure.to_string())),
        Err(failure @ Failure::TooLarge(..)) => Err(Refused::Limit(failure.to_string())),
        Err(failure) => Err(Refused::Rejected(failure.to_string())),
    }
}

/// Asks the checker of linear programs. `file` holds the bytes of a model file, unpacked; the readings are those that
/// the certificate was made with.
///
/// # Errors
/// [`Refused`] if the checker cannot read the model or does not accept the certificate, or if it came to a limit.
pub fn model(
    name: &str,
    file: &[u8],
    format: ModelFormat,
    readings: &Readings,
    certificate: &str,
) -> Result<Verified, Refused> {
    let dialect = match format {
        ModelFormat::Mps => Dialect::Mps,
        ModelFormat::Text => Dialect::Text,
    };
    let mut chosen = ironproof_verifier::Readings::default();
    for reading in readings.list() {
        chosen.add(&reading).map_err(Refused::Unreadable)?;
    }
    match ironproof_verifier::verify_model(file, dialect, &chosen, certificate) {
        Ok(verified) => {
            let finding = finding(&verified)?;
            Ok(Verified::of_model(name, finding, verified.is_relaxation()))
        }
        Err(failure) if failure.is_limit() => Err(Refused::Limit(failure.reason())),
        Err(failure @ (ModelFailure::Model(_) | ModelFailure::Statement(_))) => {
            Err(Refused::Unreadable(failure.reason()))
        }
        Err(failure) => Err(Refused::Rejected(failure.reason())),
    }
}

fn finding(verified: &lp::Verified) -> Result<Finding, Refused> {
    let number = |x: &Fraction| parse(&x.to_string()).map_err(|_| no_number(x));
    Ok(match verified.claim() {
        lp::Claim::Optimal(value) => Finding::Optimal(number(value)?),
        lp::Claim::Bounds(lower, upper) => {
            let side = |x: &Option<Fraction>| x.as_ref().map(number).transpose();
            Finding::Bounds(side(lower)?, side(upper)?)
        }
        lp::Claim::Infeasible => Finding::Infeasible,
        lp::Claim::Unbounded => Finding::Unbounded,
    })
}

/// What a checker states is a fraction, or this program does not understand it.
fn no_number(text: &dyn fmt::Display) -> Refused {
    Refused::Rejected(format!("and nothing understood: {text} is no fraction"))
}
