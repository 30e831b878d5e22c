//! The checker of types in column files.

use std::path::Path;

use ironproof_verifier::{ColumnsFailure, Failure, verify_columns};

use crate::{Refused, Verified, no_number};

/// Asks the checker about the column files that a header names. `progress` is told how many bytes it read, of how many.
///
/// # Errors
/// [`Refused`] if the checker cannot read the files or does not accept the certificate, or if it came to a limit.
pub fn columns(
    header: &Path,
    certificate: &str,
    progress: &dyn Fn(u64, u64),
) -> Result<Verified, Refused> {
    match verify_columns(header, certificate, progress) {
        Ok(verified) => {
            let value = verified.value().map(ToString::to_string);
            let verified = Verified::of_instance(verified.name(), value);
            verified.ok_or_else(|| no_number(&"the optimum"))
        }
        Err(ColumnsFailure::Checker(Failure::TooLarge(limit, what))) => {
            Err(Refused::Limit(Failure::TooLarge(limit, what).to_string()))
        }
        Err(ColumnsFailure::Checker(
            failure @ (Failure::Malformed(..) | Failure::Violated(..) | Failure::Value(..)),
        )) => Err(Refused::Rejected(failure.to_string())),
        Err(failure) => Err(Refused::Unreadable(failure.to_string())),
    }
}
