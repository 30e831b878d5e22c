//! Does this certificate prove this optimum? The checkers and what leads to them, in one library.
//!
//! ```text
//! instance, certificate                       -> mechanism::verify -> mechanism::Verified
//! header, column files, certificate           -> mechanism::verify_columns -> mechanism::Verified
//! model file -> dialects -> statement, claim  -> lp::verify        -> lp::Verified
//!                           a basis -> completer -> claim
//! ```
//!
//! Only `numbers`, `mechanism` and `lp` are trusted; what stands before them can at worst ask another question,
//! and [`ReadModel::statement`] shows which one. The LP and all signs are those of `docs/model.md`, the files those of
//! `docs/formats.md` and `docs/models.md`; no code is shared with the program that writes certificates.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod columns;
mod model;

pub use ironproof_completer as completer;
pub use ironproof_dialects as dialects;
pub use ironproof_lp as lp;
pub use ironproof_mechanism as mechanism;
pub use ironproof_numbers as numbers;

pub use columns::{ColumnsFailure, is_header, verify_columns};
pub use dialects::{Dialect, Readings};
pub use model::{ModelFailure, ReadModel, read_model, verify_model};
pub use numbers::Failure;

/// Checks the certificate of an instance.
pub fn verify(instance: &str, certificate: &str) -> Result<mechanism::Verified, Failure> {
    mechanism::verify(instance, certificate)
}
