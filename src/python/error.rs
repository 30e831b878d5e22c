//! What is raised: one line that says what is wrong and where, as the program would print it.

use std::fmt::Display;

use pyo3::exceptions::PyValueError;
use pyo3::{PyErr, create_exception};

create_exception!(
    ironproof,
    IronproofError,
    PyValueError,
    "Something cannot be used or solved; the text says what and where."
);
create_exception!(
    ironproof,
    Refused,
    IronproofError,
    "The independent checker does not accept a certificate."
);

/// The error as an exception with its text.
pub(crate) fn wrong<E: Display>(error: E) -> PyErr {
    IronproofError::new_err(error.to_string())
}
