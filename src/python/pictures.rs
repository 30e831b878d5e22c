//! `figure` and `report`: pictures as SVG with the numbers behind them, and pages of HTML.

use std::sync::Arc;

use ironproof_explain::of_types;
use ironproof_instance::ContinuousInstance;
use ironproof_instance::discretize::GridConfig;
use ironproof_instance::load::Loaded;
use ironproof_path::continuous::{Range, Request as Places};
use ironproof_report::figure::{Drawing, draw};
use ironproof_report::page::page;
use ironproof_report::write_csv;
use ironproof_results::along::{PLACES_SEEN, along};
use ironproof_results::brief::{Request, brief};
use ironproof_results::figure::figure as shown;
use ironproof_results::gains::gains;
use ironproof_results::policies::Subject;
use ironproof_results::record;
use ironproof_results::regimes::parameter;
use pyo3::prelude::*;
use serde::Serialize;

use crate::error::wrong;
use crate::given::{number, positive};
use crate::instance::{Kind, Native};
use crate::work::work;

/// The relative width of all numbers of a figure: far below what an eye sees.
const WIDTH: &str = "1e-6";

/// A picture as SVG, and the numbers behind it as CSV.
#[pyfunction]
#[pyo3(signature = (instance, kind, *, policies, over, from, to, cm))]
pub(crate) fn figure(
    py: Python<'_>,
    instance: &Native,
    kind: String,
    policies: Vec<String>,
    over: String,
    from: Option<&str>,
    to: Option<&str>,
    cm: f64,
) -> PyResult<(String, String)> {
    if !(6.0..=60.0).contains(&cm) {
        return Err(wrong("cm: expected a number from 6 to 60"));
    }
    let width = positive("width", WIDTH)?;
    let own = Arc::clone(&instance.0);
    let ends = (from.map(number).transpose()?, to.map(number).transpose()?);
    let drawn = move || -> Result<(String, String), String> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        match kind.as_str() {
            "gains" => {
                let both: [String; 2] =
                    policies.try_into().map_err(|_| "policies: expected two".to_owned())?;
                let found = gains(subject(&own), &both, &width).map_err(|error| told(&error))?;
                Ok(with(&Drawing::Gains(&found), cm, &found.rows()))
            }
            "path" => {
                let Kind::Continuous(instance, _) = &*own else {
                    return Err("this is about continuous instances (TOML)".to_owned());
                };
                let parameter = parameter(&over, instance).map_err(|error| told(&error))?;
                let mut range = Range::near(parameter, instance);
                range.from = ends.0.unwrap_or(range.from);
                range.to = ends.1.unwrap_or(range.to);
                let places = Places { over: parameter, range, width, n_places: PLACES_SEEN };
                let found = along(instance, &over, &places).map_err(|error| told(&error))?;
                Ok(with(&Drawing::Path(&found), cm, &found.rows()))
            }
            _ => {
                let instance = as_continuous(&own)?;
                let found = shown(&instance, &width).map_err(|error| told(&error))?;
                match kind.as_str() {
                    "mechanism" => {
                        Ok(with(&Drawing::Mechanism(&found), cm, &found.mechanism_rows()))
                    }
                    "split" => Ok(with(&Drawing::Split(&found), cm, &found.split_rows())),
                    "hull" => Ok(with(&Drawing::Hull(&found), cm, &found.curve_rows())),
                    "weights" => Ok(with(&Drawing::Weights(&found), cm, &found.curve_rows())),
                    _ => Err(format!(
                        "kind: expected mechanism, split, hull, weights, path or gains, not {kind:?}"
                    )),
                }
            }
        }
    };
    work(py, drawn)?.map_err(wrong)
}

fn subject(kind: &Kind) -> Subject<'_> {
    match kind {
        Kind::Finite(own) => Subject::Finite(&own.instance),
        Kind::Continuous(own, _) => Subject::Continuous(own),
    }
}

fn as_continuous(kind: &Kind) -> Result<ContinuousInstance, String> {
    match kind {
        Kind::Finite(own) => of_types(&own.instance).map_err(|error| error.to_string()),
        Kind::Continuous(own, _) => Ok((**own).clone()),
    }
}

fn with<T: Serialize>(drawing: &Drawing<'_>, cm: f64, rows: &[T]) -> (String, String) {
    let mut bytes = Vec::new();
    match write_csv(&mut bytes, rows.iter().map(record)) {
        Ok(()) => (draw(drawing, cm), String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => unreachable!("rows of one type have the same columns: {error}"),
    }
}

/// All about an instance as one page of HTML.
#[pyfunction]
#[pyo3(signature = (instance, *, policies, over, width, types))]
pub(crate) fn report(
    py: Python<'_>,
    instance: &Native,
    policies: Vec<String>,
    over: Vec<String>,
    width: &str,
    types: usize,
) -> PyResult<String> {
    let request = Request { width: positive("width", width)?, policies, over };
    let own = Arc::clone(&instance.0);
    let made = move || -> Result<String, String> {
        let (loaded, source) = loaded(&own, types)?;
        let found = brief(&loaded, &source, &request, &|_| ());
        Ok(page(&found.map_err(|error| error.to_string())?))
    };
    work(py, made)?.map_err(wrong)
}

/// The instance as it is read from a file, and its text.
fn loaded(kind: &Kind, types: usize) -> Result<(Loaded, String), String> {
    match kind {
        Kind::Finite(own) => {
            let loaded = Loaded {
                place: own.instance.name.clone(),
                finite: own.instance.clone(),
                text: Some(own.text.clone()),
                continuous: None,
                notes: Vec::new(),
            };
            Ok((loaded, own.text.clone()))
        }
        Kind::Continuous(instance, text) => {
            let grid = GridConfig { types, ..GridConfig::default() };
            let loaded = Loaded::on_grid(instance.name.clone(), (**instance).clone(), &grid);
            Ok((loaded.map_err(|error| error.to_string())?, text.clone()))
        }
    }
}
