//! `figure` and `report`: pictures as SVG with the numbers behind them, and pages of HTML.

use std::sync::Arc;

use ironproof_explain::of_types;
use ironproof_instance::ContinuousInstance;
use ironproof_instance::discretize::GridConfig;
use ironproof_instance::load::Loaded;
use ironproof_number::rational::Rational;
use ironproof_path::continuous::{Range, Request as Places};
use ironproof_report::figure::{Drawing, draw, drawn};
use ironproof_report::page::page;
use ironproof_report::write_csv;
use ironproof_results::along::{PLACES_SEEN, along};
use ironproof_results::brief::{Request, brief};
use ironproof_results::figure::figure as shown;
use ironproof_results::gains::gains;
use ironproof_results::map::{Second, map};
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

/// What is varied, and what is compared.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Varied {
    policies: Vec<String>,
    over: String,
    from: Option<String>,
    to: Option<String>,
    and: String,
    and_from: Option<String>,
    and_to: Option<String>,
    rows: u32,
}

/// A picture as SVG, the numbers behind it as CSV, and what it shows and how it looks as JSON.
type Made = (String, String, String);

/// A figure of this kind, so many centimetres wide.
#[pyfunction]
pub(crate) fn figure(
    py: Python<'_>,
    instance: &Native,
    kind: String,
    varied: Varied,
    cm: f64,
) -> PyResult<Made> {
    if !(6.0..=60.0).contains(&cm) {
        return Err(wrong("cm: expected a number from 6 to 60"));
    }
    let width = positive("width", WIDTH)?;
    let own = Arc::clone(&instance.0);
    work(py, move || made(&own, &kind, varied, width, cm))?.map_err(wrong)
}

fn made(own: &Kind, kind: &str, varied: Varied, width: Rational, cm: f64) -> Result<Made, String> {
    match kind {
        "gains" => {
            let both: [String; 2] =
                varied.policies.try_into().map_err(|_| "policies: expected two".to_owned())?;
            let found = gains(subject(own), &both, &width).map_err(|error| error.to_string())?;
            Ok(with(&Drawing::Gains(&found), cm, &found.rows()))
        }
        "path" => {
            let (instance, over) = (continuous(own)?, varied.over.as_str());
            let places = varied.places(instance, width)?;
            let found = along(instance, over, &places).map_err(|error| error.to_string())?;
            Ok(with(&Drawing::Path(&found), cm, &found.rows()))
        }
        "map" => {
            let (instance, over) = (continuous(own)?, varied.over.as_str());
            let (places, second) = (varied.places(instance, width)?, varied.second(instance)?);
            let found =
                map(instance, over, &places, &second, &|| {}).map_err(|error| error.to_string())?;
            Ok(with(&Drawing::Map(&found), cm, &found.rows()))
        }
        "mechanism" | "split" | "hull" | "weights" => {
            let instance = as_continuous(own)?;
            let found = shown(&instance, &width).map_err(|error| error.to_string())?;
            Ok(match kind {
                "mechanism" => with(&Drawing::Mechanism(&found), cm, &found.mechanism_rows()),
                "split" => with(&Drawing::Split(&found), cm, &found.split_rows()),
                "hull" => with(&Drawing::Hull(&found), cm, &found.curve_rows()),
                _ => with(&Drawing::Weights(&found), cm, &found.curve_rows()),
            })
        }
        _ => Err(format!(
            "kind: expected mechanism, split, hull, weights, path, map or gains, not {kind:?}"
        )),
    }
}

impl Varied {
    fn places(&self, instance: &ContinuousInstance, width: Rational) -> Result<Places, String> {
        let over = parameter(&self.over, instance).map_err(|error| error.to_string())?;
        let range = within(self.from.as_deref(), self.to.as_deref(), Range::near(over, instance))?;
        Ok(Places { over, range, width, n_places: PLACES_SEEN })
    }

    fn second(&self, instance: &ContinuousInstance) -> Result<Second, String> {
        if self.and == self.over {
            return Err(format!("and_over: expected another parameter than {:?}", self.over));
        }
        if !(1..=1000).contains(&self.rows) {
            return Err("rows: expected a whole number from 1 to 1000".to_owned());
        }
        let parameter = parameter(&self.and, instance).map_err(|error| error.to_string())?;
        let (from, to) = (self.and_from.as_deref(), self.and_to.as_deref());
        let range = within(from, to, Range::near(parameter, instance))?;
        Ok(Second { name: self.and.clone(), parameter, range, n_rows: self.rows })
    }
}

/// The ends that are given, and else those of the usual range.
fn within(from: Option<&str>, to: Option<&str>, usual: Range) -> Result<Range, String> {
    let read = |text: Option<&str>, usual: Rational| match text {
        Some(text) => number(text).map_err(|error| error.to_string()),
        None => Ok(usual),
    };
    Ok(Range { from: read(from, usual.from)?, to: read(to, usual.to)? })
}

fn continuous(kind: &Kind) -> Result<&ContinuousInstance, String> {
    match kind {
        Kind::Continuous(instance, _) => Ok(instance),
        Kind::Finite(_) => Err("this is about continuous instances (TOML)".to_owned()),
    }
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

fn with<T: Serialize>(drawing: &Drawing<'_>, cm: f64, rows: &[T]) -> Made {
    let mut bytes = Vec::new();
    match write_csv(&mut bytes, rows.iter().map(record)) {
        Ok(()) => {
            let csv = String::from_utf8_lossy(&bytes).into_owned();
            (draw(drawing, cm), csv, drawn(drawing, cm).to_string())
        }
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
