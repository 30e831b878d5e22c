//! `solve`, `bounds`, `path` and `explain` of a continuous instance, without a grid.

use ironproof_explain::of_types;
use ironproof_instance::ContinuousInstance;
use ironproof_path::continuous::{Range, Request};
use ironproof_results::regimes::{at, parameter, regimes};
use ironproof_results::{bounds as bracket, continuum, curves as curve, explain as reason};
use pyo3::prelude::*;

use crate::error::wrong;
use crate::finite::marked;
use crate::given::{number, positive};
use crate::instance::{Kind, Native};
use crate::work::work;

/// The optimum, every number enclosed.
#[pyfunction]
pub(crate) fn solve_continuous(py: Python<'_>, instance: &Native, width: &str) -> PyResult<String> {
    let (own, width) = (instance.continuous()?.clone(), positive("width", width)?);
    let found = work(py, move || continuum::solve(&own, &width))?;
    marked(&found.map_err(wrong)?)
}

/// A bracket around the optimum.
#[pyfunction]
pub(crate) fn bounds(
    py: Python<'_>,
    instance: &Native,
    width: &str,
    max_cells: usize,
) -> PyResult<String> {
    let (own, width) = (instance.continuous()?.clone(), positive("width", width)?);
    if max_cells == 0 {
        return Err(wrong("max_cells: expected a whole number of at least 1"));
    }
    let found = work(py, move || bracket::bracket(&own, &width, max_cells))?;
    marked(&found.map_err(wrong)?)
}

/// Where the structure changes along a parameter; or the optimum at one value of it.
#[pyfunction]
#[pyo3(signature = (instance, name, *, from, to, place, width, n_places))]
pub(crate) fn path_continuous(
    py: Python<'_>,
    instance: &Native,
    name: String,
    from: Option<&str>,
    to: Option<&str>,
    place: Option<&str>,
    width: &str,
    n_places: usize,
) -> PyResult<String> {
    let (own, width) = (instance.continuous()?.clone(), positive("width", width)?);
    let over = parameter(&name, &own).map_err(wrong)?;
    if !(2..=1_000_000).contains(&n_places) {
        return Err(wrong("places: expected a whole number from 2 to 1000000"));
    }
    if let Some(x) = place {
        let x = number(x)?;
        let found = work(py, move || at(&own, &name, over, &x, &width))?;
        return marked(&found.map_err(wrong)?);
    }
    let usual = Range::usual(over, &own);
    let range = Range {
        from: from.map(number).transpose()?.unwrap_or(usual.from),
        to: to.map(number).transpose()?.unwrap_or(usual.to),
    };
    let request = Request { over, range, width, n_places };
    let found = work(py, move || regimes(&own, &name, &request))?;
    marked(&found.map_err(wrong)?)
}

/// Which claims apply and what accounts for the optimum.
#[pyfunction]
pub(crate) fn explain(py: Python<'_>, instance: &Native, width: &str) -> PyResult<String> {
    let (own, width) = (curves_of(instance)?, positive("width", width)?);
    let found = work(py, move || reason::explain(&own, &width).map(|(found, _)| found))?;
    marked(&found.map_err(wrong)?)
}

/// The curves behind the optimum, for figures.
#[pyfunction]
pub(crate) fn curves(py: Python<'_>, instance: &Native, width: &str) -> PyResult<String> {
    let (own, width) = (curves_of(instance)?, positive("width", width)?);
    let rows = work(py, move || {
        let (_, explanation) = reason::explain(&own, &width).map_err(|error| error.to_string())?;
        curve::curves(&own, &explanation).map_err(|error| error.to_string())
    })?;
    marked(&rows.map_err(wrong)?)
}

/// A finite instance whose types are points is a continuous one, too.
fn curves_of(instance: &Native) -> PyResult<ContinuousInstance> {
    match &*instance.0 {
        Kind::Continuous(own, _) => Ok(own.as_ref().clone()),
        Kind::Finite(own) => of_types(&own.instance).map_err(wrong),
    }
}
