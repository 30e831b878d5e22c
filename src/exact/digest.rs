//! What a certificate is bound to: the digests of the file and of the model read from it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::lp::Lp;
use crate::rational::Rational;

/// The input of a certificate, as SHA-256 digests of 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Of the bytes of the unpacked file.
    pub file: String,
    /// Of the canonical text of the model.
    pub model: String,
}

impl Source {
    /// The digests of a file and of the LP in it.
    pub fn new(file: &[u8], lp: &Lp) -> Self {
        Self { file: digest(file), model: digest(canonical(lp).as_bytes()) }
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The numbers of the model without names, `docs/formats.md`, section LP certificate.
fn canonical(lp: &Lp) -> String {
    // Writing to a `String` cannot fail.
    let mut text = String::new();
    let _ = writeln!(text, "{} {}", if lp.maximize { "max" } else { "min" }, lp.offset);
    let _ = writeln!(text, "columns {}", lp.columns.len());
    for column in &lp.columns {
        let (lower, upper) = (side(column.lower.as_ref()), side(column.upper.as_ref()));
        let _ = writeln!(text, "{} {lower} {upper}", column.objective);
    }
    let _ = writeln!(text, "rows {}", lp.rows.len());
    for row in &lp.rows {
        let _ = write!(text, "{} {}", side(row.lower.as_ref()), side(row.upper.as_ref()));
        let mut terms: Vec<&(usize, Rational)> =
            row.terms.iter().filter(|(_, coefficient)| !coefficient.is_zero()).collect();
        terms.sort_by_key(|(j, _)| *j);
        for (j, coefficient) in terms {
            let _ = write!(text, " {}:{coefficient}", j + 1);
        }
        text.push('\n');
    }
    text
}

fn side(bound: Option<&Rational>) -> String {
    bound.map_or_else(|| "none".to_owned(), Rational::to_string)
}
