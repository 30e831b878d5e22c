//! What a certificate is bound to: the digests of the file and of the statement read from it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::lp::{Model, Readings, to_statement};

/// The input of a certificate, as SHA-256 digests of 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Of the bytes of the unpacked file.
    pub file: String,
    /// Of the statement.
    pub statement: String,
    /// The readings that were chosen, `KEY=VALUE`.
    pub readings: Vec<String>,
}

impl Source {
    /// The digests of a file and of the model in it, as these readings make it.
    pub fn new(file: &[u8], model: &Model, readings: &Readings) -> Self {
        let statement = to_statement(model, readings);
        let readings = readings.list();
        Self { file: digest(file), statement: digest(statement.as_bytes()), readings }
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
