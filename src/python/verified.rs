//! What the independent checker accepted, as Python sees it.

use ironproof_verdict as verdict;
use pyo3::prelude::*;

/// What the independent checker accepted.
///
/// Python cannot make one: whoever holds one holds the verdict of the checker.
#[pyclass(frozen, module = "ironproof")]
#[derive(Clone)]
pub(crate) struct Verified {
    accepted: verdict::Verified,
    /// What the checker accepted, as a file.
    #[pyo3(get)]
    certificate: String,
    /// The instance that it is about, as a file.
    #[pyo3(get)]
    instance: String,
}

impl Verified {
    pub(crate) fn new(accepted: verdict::Verified, certificate: String, instance: String) -> Self {
        Self { accepted, certificate, instance }
    }
}

#[pymethods]
impl Verified {
    /// The name of what it is about.
    #[getter]
    fn name(&self) -> &str {
        self.accepted.name()
    }

    /// What was accepted, with every digit.
    #[getter]
    fn claim(&self) -> &str {
        self.accepted.claim()
    }

    /// The optimum as a fraction; `None` where there is none.
    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(value) = self.accepted.value() else { return Ok(None) };
        let fraction = py.import("ironproof._exact")?.getattr("fraction")?;
        fraction.call1((value.to_string(),)).map(Some)
    }

    fn __repr__(&self) -> String {
        format!("<{}: {}>", self.accepted.name(), self.accepted)
    }

    fn __str__(&self) -> String {
        self.accepted.to_string()
    }
}
