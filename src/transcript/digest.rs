//! What a certificate is bound to: the digests of the file and of the statement read from it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use ironproof_linear::{Model, Readings, to_statement};
use ironproof_name::counted;

/// The input of a certificate, as SHA-256 digests of 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Of the bytes of the unpacked file.
    pub file: String,
    /// Of the statement.
    pub statement: String,
    /// The readings that were chosen, `KEY=VALUE`.
    pub readings: Vec<String>,
    /// The number of integer columns: what is certified leaves their integrality out.
    pub n_relaxed: usize,
}

impl Source {
    /// The digests of a file and of the model in it, as these readings make it.
    pub fn new(file: &[u8], model: &Model, readings: &Readings) -> Self {
        let statement = to_statement(model, readings);
        let (file, statement) = (digest(file), digest(statement.as_bytes()));
        Self { file, statement, readings: readings.list(), n_relaxed: model.n_integer() }
    }

    /// What a file about the model says of its integers, if it has some.
    pub(super) fn relaxation(&self) -> Option<String> {
        let n = self.n_relaxed;
        (0 < n).then(|| format!("relaxation without the integrality of {}", counted(n, "column")))
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
