//! Small words that many reports need.

pub use ironproof_name::counted;
use ironproof_number::rational::{self, Rational, Readable};

/// A small number for a table: `0`, `2.4e-14`, or a dash where there is none.
pub(crate) fn small(x: Option<f64>) -> String {
    match x {
        None => "-".to_owned(),
        Some(0.0) => "0".to_owned(),
        Some(x) => format!("{x:.1e}"),
    }
}

/// Four significant digits.
pub(crate) fn digits(x: f64) -> String {
    match rational::parse(&format!("{x:.3e}")) {
        Ok(number) => Readable(&number).to_string(),
        Err(_) => x.to_string(),
    }
}

/// `0.2 to 0.9`, or one number.
pub(crate) fn range(low: &Rational, high: &Rational) -> String {
    let (from, to) = (Readable(low).to_string(), Readable(high).to_string());
    if from == to { from } else { format!("{from} to {to}") }
}
/// How many rows have no answer.
pub(crate) fn unanswered(n: u64) -> String {
    format!("{n} {} no answer", if n == 1 { "has" } else { "have" })
}
