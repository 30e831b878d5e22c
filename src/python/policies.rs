//! `evaluate` and `compare`: what given mechanisms are worth.

use std::sync::Arc;

use ironproof_results::policies::{Subject, compare, evaluate};
use pyo3::prelude::*;

use crate::error::wrong;
use crate::finite::marked;
use crate::given::positive;
use crate::instance::{Kind, Native};
use crate::work::work;

/// Policies one by one; or, as a comparison, side by side with the best simple ones.
#[pyfunction]
#[pyo3(signature = (instance, given, *, width, comparison, with_best))]
pub(crate) fn policies(
    py: Python<'_>,
    instance: &Native,
    given: Vec<String>,
    width: &str,
    comparison: bool,
    with_best: bool,
) -> PyResult<String> {
    let width = positive("width", width)?;
    let kind = Arc::clone(&instance.0);
    let found = work(py, move || {
        let subject = match &*kind {
            Kind::Finite(own) => Subject::Finite(&own.instance),
            Kind::Continuous(own, _) => Subject::Continuous(own),
        };
        if comparison {
            compare(subject, &given, &width, with_best).map(|found| marked(&found))
        } else {
            evaluate(subject, &given, &width).map(|found| marked(&found))
        }
    })?;
    found.map_err(wrong)?
}
