//! Numbers and columns as Python gives them.
//!
//! The Python part writes each number as text, exactly. Only columns of doubles come as they are, through the buffers
//! that arrays of all libraries have.

use ironproof_number::rational::{Rational, exact, parse};
use pyo3::buffer::PyBuffer;
use pyo3::prelude::*;

use crate::error::wrong;

/// A number as text, such as `3/4`, `0.75` or `1e-3`.
pub(crate) fn number(text: &str) -> PyResult<Rational> {
    parse(text).map_err(wrong)
}

/// The same, which must be more than zero.
pub(crate) fn positive(what: &str, text: &str) -> PyResult<Rational> {
    let number = number(text).map_err(|error| wrong(format!("{what}: {error}")))?;
    if number <= Rational::ZERO {
        return Err(wrong(format!("{what}: expected a number of more than 0, not {number}")));
    }
    Ok(number)
}

/// A column of numbers.
#[derive(FromPyObject)]
pub(crate) enum Column {
    /// An array of doubles of any library.
    Doubles(PyBuffer<f64>),
    /// Each number as text.
    Texts(Vec<String>),
    /// One number for all rows.
    Same(String),
}

/// What a double stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The shortest decimal that names it, as Python prints it: 0.1 is 1/10.
    Decimal,
    /// The number that it is, bit for bit.
    Bits,
}

impl Reading {
    fn read(self, x: f64) -> Option<Rational> {
        match self {
            Self::Bits => exact(x),
            Self::Decimal if x.is_finite() => parse(&format!("{x}")).ok(),
            Self::Decimal => None,
        }
    }
}

impl Column {
    /// The numbers of `n` rows.
    pub(crate) fn numbers(
        &self,
        py: Python<'_>,
        what: &str,
        n: usize,
        reading: Reading,
    ) -> PyResult<Vec<Rational>> {
        let at = |k: usize, found: Option<Rational>, shown: &dyn Fn() -> String| {
            found.ok_or_else(|| wrong(format!("{what}, row {k}: not a number: {}", shown())))
        };
        let found: Vec<Rational> = match self {
            Self::Doubles(buffer) => {
                if buffer.dimensions() != 1 {
                    return Err(wrong(format!("{what}: expected one column of numbers")));
                }
                // Other threads may write to the array meanwhile, so that it is copied, at once.
                let each = buffer.to_vec(py)?.into_iter().enumerate();
                each.map(|(k, x)| at(k, reading.read(x), &|| x.to_string()))
                    .collect::<PyResult<_>>()?
            }
            Self::Texts(texts) => {
                let each = texts.iter().enumerate();
                each.map(|(k, text)| at(k, parse(text).ok(), &|| text.clone()))
                    .collect::<PyResult<_>>()?
            }
            Self::Same(text) => vec![at(0, parse(text).ok(), &|| text.clone())?; n],
        };
        if found.len() != n {
            let text = format!("{what}: {} rows, where wtp has {n}", found.len());
            return Err(wrong(text));
        }
        Ok(found)
    }

    /// How many rows it has; `None` if it has one number for all.
    pub(crate) fn n_rows(&self) -> Option<usize> {
        match self {
            Self::Doubles(buffer) => Some(buffer.item_count()),
            Self::Texts(texts) => Some(texts.len()),
            Self::Same(_) => None,
        }
    }
}
