//! Numbers and names in the lines of MPS.

use std::collections::HashMap;

use crate::decimal::{Decimal, Value, is_infinity, scan};
use crate::fault::Fault;

/// The places of columns.
pub(crate) type Names<'a> = HashMap<&'a str, usize>;

/// A finite number.
pub(crate) fn number(word: &str) -> Result<Decimal, Fault> {
    let size = word.strip_prefix(['+', '-']).unwrap_or(word);
    match scan(size, b"eE")? {
        Some((number, length)) if length == size.len() => {
            Ok(if word.starts_with('-') { number.negated() } else { number })
        }
        _ => Err(format!("{word} is no number, such as -1.5e3").into()),
    }
}

/// A side or bound.
pub(crate) fn value(word: &str) -> Result<Value, Fault> {
    if is_infinity(word.strip_prefix(['+', '-']).unwrap_or(word)) {
        return Ok(Value::Infinite { is_positive: !word.starts_with('-') });
    }
    number(word).map(Value::of)
}
