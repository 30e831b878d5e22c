//! `certify`: what is proved about a linear program, and what the answer of a solver is worth.

use ironproof_answer::solution_file::{Solution, read_solution};
use ironproof_certify::{Ending, Options, Subject};
use ironproof_linear::{ModelFormat, Readings};
use ironproof_number::rational::exact;
use ironproof_results::certify::CertifiedModel;
use pyo3::prelude::*;

use crate::error::wrong;
use crate::work::work;

/// The answer of a solver.
#[derive(FromPyObject)]
pub(crate) enum Given {
    /// One double per column, in the order of the file.
    Point(Vec<f64>),
    /// A solution file.
    Text(String),
}

/// The result, how it ended, and what to know about the model.
#[pyfunction]
#[pyo3(signature = (model, format, *, given, readings, time_limit_s, loss))]
pub(crate) fn certify(
    py: Python<'_>,
    model: Vec<u8>,
    format: &str,
    given: Option<Given>,
    readings: Vec<String>,
    time_limit_s: f64,
    loss: bool,
) -> PyResult<(String, &'static str, Vec<String>)> {
    let format = if format == "mps" { ModelFormat::Mps } else { ModelFormat::Text };
    if !time_limit_s.is_finite() || time_limit_s < 0.0 {
        return Err(wrong("time_limit: expected seconds, not negative"));
    }
    let readings = Readings::parse(&readings).map_err(wrong)?;
    let found = work(py, move || -> Result<_, String> {
        let subject = Subject::new(&model, format, readings).map_err(|error| error.to_string())?;
        let solution = given.map(|given| solution(&subject, given)).transpose()?;
        let options =
            Options { solution: solution.as_ref(), with_loss: loss, ..Options::new(time_limit_s) };
        let found = ironproof_certify::certify(&subject, &options);
        let found = found.map_err(|fault| fault.to_string())?;
        let ended = match found.ending() {
            Ending::Good => "good",
            Ending::Refuted => "refuted",
            Ending::Open => "open",
        };
        let json = serde_json::to_string(&CertifiedModel::new(&found));
        Ok((json.map_err(|error| error.to_string())?, ended, subject.notes()))
    })?;
    found.map_err(wrong)
}

fn solution(subject: &Subject, given: Given) -> Result<Solution, String> {
    let lp = &subject.model().lp;
    let values = match given {
        Given::Text(text) => return read_solution(lp, &text).map_err(|error| error.to_string()),
        Given::Point(values) => values,
    };
    if values.len() != lp.columns.len() {
        let (n, wanted) = (values.len(), lp.columns.len());
        return Err(format!("the answer has {n} values, the model {wanted} columns"));
    }
    let mut point = Vec::with_capacity(values.len());
    for (value, column) in values.into_iter().zip(&lp.columns) {
        let value = exact(value);
        point.push(value.ok_or_else(|| format!("column {}: not a number", column.name))?);
    }
    Ok(Solution { point, n_missing: 0, multipliers: None, basis: None })
}
