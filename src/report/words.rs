//! Small words that many reports need.

pub use ironproof_name::counted;
use ironproof_number::rational::{Rational, Readable};

/// A small number for a table: `0`, `2.4e-14`, or a dash where there is none.
pub(crate) fn small(x: Option<f64>) -> String {
    match x {
        None => "-".to_owned(),
        Some(0.0) => "0".to_owned(),
        Some(x) => format!("{x:.1e}"),
    }
}

/// `0.2 to 0.9`, or one number.
pub(crate) fn range(low: &Rational, high: &Rational) -> String {
    let (from, to) = (Readable(low).to_string(), Readable(high).to_string());
    if from == to { from } else { format!("{from} to {to}") }
}
