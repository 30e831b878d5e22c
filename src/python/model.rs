//! `certify`: what is proved about a linear program, and what the answer of a solver is worth.

use ironproof_analysis::named;
use ironproof_answer::solution_file::{Solution, read_solution};
use ironproof_certify::{Ending, Options, Questions, Subject};
use ironproof_linear::{Lp, ModelFormat, Readings};
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

/// Bytes of a model that is proved in less time than a thread takes to start.
const SHORT: usize = 1_000;

/// What else is asked.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    iis: bool,
    /// The names of rows and columns, or none for all of them.
    sensitivity: Option<Vec<String>>,
    vertices: Option<usize>,
    lexicographic: bool,
}

impl Asked {
    fn is_nothing(&self) -> bool {
        !self.iis && !self.lexicographic && self.sensitivity.is_none() && self.vertices.is_none()
    }

    fn questions(&self, lp: &Lp) -> Result<Questions, String> {
        let asked = |names: &Vec<String>| {
            let absent = |name| format!("sensitivity: the model has no row or column {name:?}");
            let all = || ironproof_analysis::Asked::all(lp);
            if names.is_empty() { Ok(all()) } else { named(lp, names).map_err(absent) }
        };
        Ok(Questions {
            iis: self.iis,
            sensitivity: self.sensitivity.as_ref().map(asked).transpose()?,
            vertices: self.vertices,
            lexicographic: self.lexicographic,
        })
    }
}

/// The result, how it ended, and what to know about the model.
#[pyfunction]
#[pyo3(signature = (model, format, *, given, readings, time_limit_s, loss, asked))]
pub(crate) fn certify(
    py: Python<'_>,
    model: Vec<u8>,
    format: &str,
    given: Option<Given>,
    readings: Vec<String>,
    time_limit_s: f64,
    loss: bool,
    asked: Asked,
) -> PyResult<(String, &'static str, Vec<String>)> {
    let format = if format == "mps" { ModelFormat::Mps } else { ModelFormat::Text };
    if !time_limit_s.is_finite() || time_limit_s < 0.0 {
        return Err(wrong("time_limit: expected seconds, not negative"));
    }
    let readings = Readings::parse(&readings).map_err(wrong)?;
    let is_short = model.len() <= SHORT && !loss && asked.is_nothing();
    let job = move || -> Result<_, String> {
        let subject = Subject::new(&model, format, readings).map_err(|error| error.to_string())?;
        let solution = given.map(|given| solution(&subject, given)).transpose()?;
        let options = Options {
            solution: solution.as_ref(),
            with_loss: loss,
            tiny_exactly: true,
            ..Options::new(time_limit_s)
        };
        let questions = asked.questions(&subject.model().lp)?;
        let found = ironproof_certify::certify(&subject, &options);
        let found = found.map_err(|fault| fault.to_string())?;
        let further = found.further(&questions, time_limit_s).map_err(|fault| fault.to_string())?;
        let mut notes = subject.notes();
        notes.extend(further.unanswered.iter().map(|it| format!("{}: {}", it.question, it.reason)));
        let ended = match found.ending() {
            Ending::Good => "good",
            Ending::Refuted => "refuted",
            Ending::Open => "open",
        };
        let model = CertifiedModel::new(&found).with(found.model(), &further);
        let json = serde_json::to_string(&model);
        Ok((json.map_err(|error| error.to_string())?, ended, notes))
    };
    // A thread takes longer to start than a short model.
    let found = if is_short { job() } else { work(py, job)? };
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
