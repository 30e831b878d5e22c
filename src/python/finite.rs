//! `solve`, `verify`, `path` and `mechanism` of a finite instance.

use std::sync::Arc;

use ironproof_ironing::certificate::{Form, of_answer, written};
use ironproof_ironing::wider;
use ironproof_number::rational::Rational;
use ironproof_path::Family;
use ironproof_results::mechanism::types;
use ironproof_results::path::{over, trace};
use ironproof_results::solve::{Request, solve};
use ironproof_verdict as verdict;
use pyo3::prelude::*;
use serde::Serialize;

use crate::error::{Refused, wrong};
use crate::given::number;
use crate::instance::{Kind, Native};
use crate::verified::Verified;
use crate::work::work;

/// The JSON of a result, in which exact numbers are still marked.
pub(crate) fn marked<T: Serialize + ?Sized>(result: &T) -> PyResult<String> {
    serde_json::to_string(result).map_err(wrong)
}

/// The optimum: whether there is one, the result, and what the checker accepted.
#[pyfunction]
pub(crate) fn solve_finite(
    py: Python<'_>,
    instance: &Native,
    certify: bool,
) -> PyResult<(bool, String, Option<Verified>)> {
    instance.finite()?;
    let kind = Arc::clone(&instance.0);
    let (solution, text) = work(py, move || {
        let Kind::Finite(own) = &*kind else { unreachable!("asked above") };
        let request = Request { certify, ..Request::default() };
        let solution = solve(&own.instance, Some(&own.text), request);
        (
            solution.map(|mut solution| {
                solution.found.grid.clone_from(&own.grid);
                solution
            }),
            own.text.clone(),
        )
    })?;
    let (exists, json, certified, certificate, refused) = match solution {
        Ok(found) => {
            let json = marked(&found.found)?;
            (true, json, found.found.certified, found.certificate, found.refused)
        }
        Err(none) => {
            let json = marked(&none.found)?;
            (false, json, none.found.certified, none.certificate, none.refused)
        }
    };
    if let Some(reason) = refused {
        return Err(Refused::new_err(reason.to_string()));
    }
    let accepted = certified.verified().cloned().zip(certificate);
    Ok((exists, json, accepted.map(|(verified, file)| Verified::new(verified, file, text))))
}

/// Asks the checker about a certificate; makes one first if there is none.
#[pyfunction]
pub(crate) fn verify(
    py: Python<'_>,
    instance: &Native,
    certificate: Option<String>,
) -> PyResult<Verified> {
    instance.finite()?;
    let kind = Arc::clone(&instance.0);
    let (said, certificate, text) = work(py, move || {
        let Kind::Finite(own) = &*kind else { unreachable!("asked above") };
        let certificate = certificate.unwrap_or_else(|| {
            if own.instance.is_plain() {
                written(&own.instance, Form::usual(&own.instance)).text
            } else {
                of_answer(&wider::answer(&own.instance)).text
            }
        });
        let said = verdict::instance(&own.instance.name, &own.text, &certificate);
        (said, certificate, own.text.clone())
    })?;
    let verified = said.map_err(|refused| Refused::new_err(refused.to_string()))?;
    Ok(Verified::new(verified, certificate, text))
}

/// What each type gets.
#[pyfunction]
pub(crate) fn mechanism(py: Python<'_>, instance: &Native) -> PyResult<String> {
    instance.finite()?;
    let kind = Arc::clone(&instance.0);
    let rows = work(py, move || {
        let Kind::Finite(own) = &*kind else { unreachable!("asked above") };
        let found = solve(&own.instance, Some(&own.text), Request::default());
        found.ok().map(|found| types(&own.instance, &found.optimum).collect::<Vec<_>>())
    })?;
    marked(&rows.ok_or_else(|| wrong("no mechanism satisfies the side constraints"))?)
}

/// The value along a parameter.
#[pyfunction]
pub(crate) fn path_finite(
    py: Python<'_>,
    instance: &Native,
    parameter: &str,
    from: Option<&str>,
    to: Option<&str>,
    certify: bool,
) -> PyResult<String> {
    let own = instance.finite()?;
    own.instance.plain().map_err(wrong)?;
    let over = over(parameter, &own.instance).map_err(wrong)?;
    let from = from.map(number).transpose()?.unwrap_or(Rational::ZERO);
    let to = to.map(number).transpose()?;
    if let Some(to) = to.as_ref().filter(|to| **to <= from) {
        return Err(wrong(format!("to: expected more than {from}, where it begins, not {to}")));
    }
    let kind = Arc::clone(&instance.0);
    let found = work(py, move || {
        let Kind::Finite(own) = &*kind else { unreachable!("asked above") };
        trace(&Family::new(&own.instance, over), &from, to.as_ref(), certify)
    })?;
    let (_, traced, refused) = found.map_err(wrong)?;
    match refused {
        Some(refused) => Err(Refused::new_err(refused.to_string())),
        None => marked(&traced),
    }
}
