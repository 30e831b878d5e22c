//! What is run, from a TOML file.

use std::fmt;

use serde::Deserialize;

use super::family::SHAPES;
use ironproof_linear::formulate::{Formulation, Incentives};
use ironproof_solvers::solve::Solver;

/// The suite that the program carries with it.
pub const DEFAULT: &str = include_str!("suite.toml");

/// A suite.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// Untimed runs before the timed ones.
    pub warmups: u32,
    /// Timed runs, of which the median counts.
    pub repetitions: u32,
    /// Wall clock limit of one row, over all its runs.
    pub time_limit_s: u32,
    /// Quality levels.
    pub levels: usize,
    quick: Quick,
    /// Shapes and sizes.
    #[serde(rename = "family")]
    pub families: Vec<Family>,
    /// Methods.
    #[serde(rename = "method")]
    pub methods: Vec<Method>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quick {
    sizes: Vec<usize>,
    time_limit_s: u32,
    repetitions: u32,
}

/// A shape and its sizes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// One of the shapes of [`super::family`].
    pub shape: String,
    /// Groups.
    #[serde(default = "one")]
    pub groups: usize,
    /// Types over all groups.
    pub sizes: Vec<usize>,
}

fn one() -> usize {
    1
}

/// A method.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// A solver, or one of [`EXACT`], [`FLOAT`] and [`CERTIFY`].
    pub name: String,
    /// Of what solves an LP.
    pub formulation: Option<String>,
    /// Of what solves an LP.
    pub incentives: Option<String>,
    /// Start from the basis that ironing gives.
    #[serde(default)]
    pub start: bool,
    /// Most types.
    pub max_types: Option<usize>,
}

/// Methods whose answer must equal the proved optimum.
pub const EXACT: [&str; 4] = ["verifier", "ironing-exact", "ironing-integer", "certificate"];
/// Methods in doubles that solve no LP.
pub const FLOAT: [&str; 2] = ["ironing-f64", "ironing-fast"];

/// The method that proves the optimum of the LP, without knowing where it comes from: as the verb does for any model.
pub const CERTIFY: &str = "certify";

/// What is wrong with a suite.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// Not the documented shape.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A shape that does not exist.
    #[error("unknown shape `{0}`")]
    Shape(String),
    /// A method that does not exist, or a solver without an LP.
    #[error("unknown method `{0}`")]
    Method(Method),
    /// Nothing would be measured.
    #[error(
        "repetitions, time_limit_s, levels, groups and sizes are at least 1, and a group has at least one type"
    )]
    Empty,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let (Some(formulation), Some(incentives)) = (&self.formulation, &self.incentives) {
            write!(f, "/{formulation}/{incentives}")?;
        }
        f.write_str(if self.start { "/start" } else { "" })
    }
}

impl Method {
    /// The method that proves the optimum.
    pub fn verifier() -> Self {
        let name = "verifier".to_owned();
        Self { name, formulation: None, incentives: None, start: false, max_types: None }
    }

    /// The method that prints as `label`.
    pub fn from_label(label: &str) -> Option<Self> {
        let mut parts = label.split('/');
        let name = parts.next()?.to_owned();
        let (formulation, incentives) =
            (parts.next().map(str::to_owned), parts.next().map(str::to_owned));
        let start = parts.next() == Some("start");
        let method = Self { name, formulation, incentives, start, max_types: None };
        (method.to_string() == label && method.exists()).then_some(method)
    }

    /// The solver and its LP.
    pub fn lp(&self) -> Option<(Solver, Formulation, Incentives)> {
        let (formulation, incentives) = self.form()?;
        Some((Solver::from_name(&self.name)?, formulation, incentives))
    }

    /// The LP of [`CERTIFY`], which needs all its rows.
    pub fn certified(&self) -> Option<(Formulation, Incentives)> {
        let is_whole = |(_, incentives): &(_, Incentives)| *incentives == Incentives::Adjacent;
        self.form().filter(|form| self.name == CERTIFY && is_whole(form))
    }

    /// Whether the answer must equal the proved optimum.
    pub fn is_exact(&self) -> bool {
        EXACT.contains(&self.name.as_str()) || self.name == CERTIFY
    }

    fn form(&self) -> Option<(Formulation, Incentives)> {
        let formulation = Formulation::from_name(self.formulation.as_deref()?)?;
        Some((formulation, Incentives::from_name(self.incentives.as_deref()?)?))
    }

    fn exists(&self) -> bool {
        let name = self.name.as_str();
        EXACT.contains(&name)
            || FLOAT.contains(&name)
            || self.lp().is_some()
            || self.certified().is_some()
    }
}

/// Reads a suite.
///
/// # Errors
/// [`SuiteError`] if the text is not TOML of the documented shape, names an unknown shape or method,
/// or leaves nothing to measure.
pub fn read(text: &str, quick: bool) -> Result<Suite, SuiteError> {
    let mut suite: Suite = toml::from_str(text)?;
    if quick {
        suite.time_limit_s = suite.quick.time_limit_s;
        suite.repetitions = suite.quick.repetitions;
        let sizes = &suite.quick.sizes;
        for family in &mut suite.families {
            family.groups = family.groups.min(10);
            family.sizes.clone_from(sizes);
        }
    }
    for family in &mut suite.families {
        // Small ones first: what ran out of time there is not asked for more.
        family.sizes.sort_unstable();
    }
    if let Some(family) = suite.families.iter().find(|f| !SHAPES.contains(&f.shape.as_str())) {
        return Err(SuiteError::Shape(family.shape.clone()));
    }
    if let Some(method) = suite.methods.iter().find(|method| !method.exists()) {
        return Err(SuiteError::Method(method.clone()));
    }
    let is_empty = |family: &Family| {
        family.groups == 0
            || family.sizes.is_empty()
            || family.sizes.iter().any(|&n| n < family.groups)
    };
    let counts = [suite.repetitions, suite.time_limit_s];
    if counts.contains(&0) || suite.levels == 0 || suite.families.iter().any(is_empty) {
        return Err(SuiteError::Empty);
    }
    Ok(suite)
}
