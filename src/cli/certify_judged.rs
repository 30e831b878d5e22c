//! A foreign answer, judged.

use ironproof_proof::{Fractional, Judged};

/// An answer, judged by itself.
pub(super) struct Answer {
    /// Against the model without integrality.
    pub(super) judged: Judged,
    /// The model has integer columns.
    pub(super) has_integers: bool,
    /// The one that is farthest from an integer, if any is none.
    pub(super) fractional: Option<Fractional>,
    pub(super) maximize: bool,
}
