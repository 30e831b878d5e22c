//! What `certify` is about.

use ironproof_linear::{Model, ModelFormat, Readings};
use ironproof_proof::Source;

/// A model file, unpacked, and what was read from it.
pub(super) struct Subject {
    pub(super) model: Model,
    pub(super) file: Vec<u8>,
    pub(super) format: ModelFormat,
    pub(super) source: Source,
    pub(super) readings: Readings,
}
