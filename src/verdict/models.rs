//! The checker of linear programs.

use std::time::Instant;

use ironproof_linear::{ModelFormat, Readings};
use ironproof_number::rational::{Rational, Readable, approx, parse_made};
use ironproof_verifier::numbers::Fraction;
use ironproof_verifier::{Dialect, ModelFailure, lp};

use crate::{Finding, Refused, Verified, no_number};

/// The longest fraction that is shown with every digit.
const MAX_SHOWN: usize = 40;

impl Verified {
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
    model_until(name, file, (format, readings), certificate, None)
}

/// The same with an end of the time for a basis, which takes the checker longer than vectors.
///
/// # Errors
/// As [`model`]; the end of the time is a limit.
pub fn model_until(
    name: &str,
    file: &[u8],
    (format, readings): (ModelFormat, &Readings),
    certificate: &str,
    deadline: Option<Instant>,
) -> Result<Verified, Refused> {
    let dialect = match format {
        ModelFormat::Mps => Dialect::Mps,
        ModelFormat::Text => Dialect::Text,
    };
    let mut chosen = ironproof_verifier::Readings::default();
    for reading in readings.list() {
        chosen.add(&reading).map_err(|error| Refused::Unreadable(error.to_string()))?;
    }
    let read = ironproof_verifier::read_model(file, dialect, &chosen, certificate);
    match read.and_then(|model| model.verify(deadline)) {
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
    let number = |x: &Fraction| parse_made(&x.to_string()).map_err(|_| no_number(x));
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
