//! An instance of either kind, with the text that it was read from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ironproof_instance::discretize::{GridConfig, Method, Points, Spacing};
use ironproof_instance::finite::{self, FiniteInstance, to_json};
use ironproof_instance::load::{self, Loaded};
use ironproof_instance::{self as continuous, ContinuousInstance, Note};
use ironproof_results::on_grid::Grid;
use pyo3::prelude::*;

use crate::error::wrong;
use crate::work::work;

/// An instance, which the Python class `Instance` wraps. It never changes.
#[pyclass(frozen, module = "ironproof._ironproof")]
pub(crate) struct Native(pub(crate) Arc<Kind>);

/// The two kinds of instances.
pub(crate) enum Kind {
    /// Types and levels.
    Finite(Box<Finite>),
    /// Curves.
    Continuous(Box<ContinuousInstance>, String),
}

/// A finite instance.
pub(crate) struct Finite {
    pub(crate) instance: FiniteInstance,
    /// What the checker reads: the user's own text, where there is one.
    pub(crate) text: String,
    /// The grid that it is, if it was continuous.
    pub(crate) grid: Option<Grid>,
    notes: Vec<String>,
}

impl Native {
    pub(crate) fn of_finite(instance: FiniteInstance) -> Self {
        let text = to_json(&instance);
        Self(Arc::new(Kind::Finite(Box::new(Finite {
            instance,
            text,
            grid: None,
            notes: Vec::new(),
        }))))
    }

    /// The finite instance. The Python part asks only where there is one.
    pub(crate) fn finite(&self) -> PyResult<&Finite> {
        match &*self.0 {
            Kind::Finite(finite) => Ok(finite),
            Kind::Continuous(..) => {
                Err(wrong("this is about finite instances: put it on a grid with .on_grid()"))
            }
        }
    }

    /// The continuous instance.
    pub(crate) fn continuous(&self) -> PyResult<&ContinuousInstance> {
        match &*self.0 {
            Kind::Continuous(instance, _) => Ok(instance),
            Kind::Finite(_) => Err(wrong("this is about continuous instances (TOML)")),
        }
    }
}

#[pymethods]
impl Native {
    /// A continuous instance from TOML; files that it names are looked for in `folder`.
    #[staticmethod]
    fn from_toml(text: String, folder: PathBuf) -> PyResult<Self> {
        let instance = continuous::read(&text, &folder).map_err(wrong)?;
        Ok(Self(Arc::new(Kind::Continuous(Box::new(instance), text))))
    }

    /// A finite instance from JSON.
    #[staticmethod]
    fn from_json(text: String) -> PyResult<Self> {
        let instance = finite::read(&text).map_err(wrong)?;
        Ok(Self(Arc::new(Kind::Finite(Box::new(Finite {
            instance,
            text,
            grid: None,
            notes: Vec::new(),
        })))))
    }

    /// The only instance of a file.
    #[staticmethod]
    fn from_file(path: PathBuf) -> PyResult<Self> {
        let ends = |end: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(end));
        if ends("toml") {
            let text = load::read_text(&path).map_err(wrong)?;
            let folder = path.parent().unwrap_or(Path::new("."));
            let instance = continuous::read(&text, folder)
                .map_err(|error| wrong(format!("{}: {error}", path.display())))?;
            return Ok(Self(Arc::new(Kind::Continuous(Box::new(instance), text))));
        }
        let loaded = load::one(&path, &GridConfig::default()).map_err(wrong)?;
        let Loaded { finite: instance, text, notes, .. } = loaded;
        let text = text.unwrap_or_else(|| to_json(&instance));
        Ok(Self(Arc::new(Kind::Finite(Box::new(Finite { instance, text, grid: None, notes })))))
    }

    /// A continuous instance made finite.
    #[pyo3(signature = (*, types, levels, method, points, spacing, digits))]
    fn on_grid(
        &self,
        py: Python<'_>,
        types: usize,
        levels: usize,
        method: &str,
        points: &str,
        spacing: &str,
        digits: usize,
    ) -> PyResult<Self> {
        let methods = [("cells", Method::Cells), ("types", Method::Types)];
        let spacings = [("quantile", Spacing::Quantile), ("uniform", Spacing::Uniform)];
        let ways = [
            ("left", Points::Left),
            ("mid", Points::Mid),
            ("right", Points::Right),
            ("mean", Points::Mean),
        ];
        if !(3..=15).contains(&digits) {
            return Err(wrong("digits: expected a whole number from 3 to 15"));
        }
        let grid = GridConfig {
            types,
            levels,
            method: named("method", &methods, method)?,
            points: named("points", &ways, points)?,
            spacing: named("spacing", &spacings, spacing)?,
            digits,
        };
        let instance = self.continuous()?.clone();
        let loaded = work(py, move || Loaded::on_grid(instance.name.clone(), instance, &grid))?;
        let loaded = loaded.map_err(wrong)?;
        let grid = Grid::of(&loaded);
        let Loaded { finite: instance, notes, .. } = loaded;
        let text = to_json(&instance);
        Ok(Self(Arc::new(Kind::Finite(Box::new(Finite { instance, text, grid, notes })))))
    }

    #[getter]
    fn is_finite(&self) -> bool {
        matches!(&*self.0, Kind::Finite(_))
    }

    #[getter]
    fn name(&self) -> &str {
        match &*self.0 {
            Kind::Finite(finite) => &finite.instance.name,
            Kind::Continuous(instance, _) => &instance.name,
        }
    }

    #[getter]
    fn labels(&self) -> Vec<&str> {
        match &*self.0 {
            Kind::Finite(finite) => {
                finite.instance.groups.iter().map(|group| group.label.as_str()).collect()
            }
            Kind::Continuous(instance, _) => {
                instance.groups.iter().map(|group| group.label.as_str()).collect()
            }
        }
    }

    /// How many types a finite instance has.
    #[getter]
    fn n_types(&self) -> Option<usize> {
        self.finite().ok().map(|finite| finite.instance.n_types())
    }

    /// The file: JSON of a finite instance, TOML of a continuous one.
    #[getter]
    fn text(&self) -> &str {
        match &*self.0 {
            Kind::Finite(finite) => &finite.text,
            Kind::Continuous(_, text) => text,
        }
    }

    /// What was rounded or truncated.
    #[getter]
    fn notes(&self) -> Vec<String> {
        match &*self.0 {
            Kind::Finite(finite) => finite.notes.clone(),
            Kind::Continuous(instance, _) => instance.notes.iter().map(Note::to_string).collect(),
        }
    }
}

fn named<T: Copy>(what: &str, choices: &[(&str, T)], text: &str) -> PyResult<T> {
    let found = choices.iter().find(|(name, _)| *name == text).map(|(_, choice)| *choice);
    found.ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        wrong(format!("{what}: expected {}, not {text:?}", names.join(" or ")))
    })
}
