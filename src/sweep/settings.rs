//! How each instance of a sweep is solved: what does not belong to the instance, and may vary all the same.
//!
//! ```text
//! way          ironing, continuum, or a solver such as highs-simplex
//! policy       optimum, or a mechanism such as market or price=2
//! formulation  of the linear program, for solvers
//! width        relative width of what the continuum is known to
//! grid, levels, method, points, spacing, digits      how a continuous instance becomes a finite one
//! ```

use ironproof_instance::discretize::{GridConfig, Method, Points, Spacing};
use ironproof_linear::formulate::Formulation;
use ironproof_number::rational::Rational;
use ironproof_solvers::solve::Solver;

use crate::values::Value;

/// The names of the settings, each with the values that it takes.
pub const NAMES: [(&str, &str); 10] = [
    ("way", "ironing, continuum, or the name of a solver such as highs-simplex"),
    ("policy", "optimum, market, price=P, lottery, .. as `ironproof evaluate` takes them"),
    ("formulation", "gamma, mass, utility or reduced"),
    ("width", "a number above 0, such as 1e-6"),
    ("grid", "a whole number from 1"),
    ("levels", "a whole number from 1"),
    ("method", "cells or types"),
    ("points", "left, mid, right or mean"),
    ("spacing", "quantile or uniform"),
    ("digits", "a whole number from 3 to 15"),
];

/// Who solves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Ironing: the exact optimum of a finite instance.
    Ironing,
    /// The optimum of a continuous instance itself, between two numbers.
    Continuum,
    /// A solver of linear programs, judged by the exact optimum.
    Solver(Solver),
}

/// How an instance is solved.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Who solves.
    pub way: Way,
    /// The mechanism; `optimum` is the best one.
    pub policy: String,
    /// The variables of the linear program.
    pub formulation: Formulation,
    /// To which relative width the continuum is known.
    pub width: Rational,
    /// How a continuous instance becomes a finite one.
    pub grid: GridConfig,
    /// Whether a certificate is made, and the checker asked.
    pub certify: bool,
    /// The limit of one solve by a solver.
    pub time_limit_s: u32,
}

/// A setting that there is not, or that does not take a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: `{value}` is none of its values; expected {expected}")]
pub struct BadSetting {
    /// The setting.
    pub name: String,
    /// The value.
    pub value: String,
    /// What it takes.
    pub expected: String,
}

impl Default for Settings {
    /// By ironing, on the grid that `solve` takes.
    fn default() -> Self {
        Self {
            way: Way::Ironing,
            policy: OPTIMUM.to_owned(),
            formulation: Formulation::Mass,
            width: Rational::ONE / Rational::from(1_000_000),
            grid: GridConfig::default(),
            certify: false,
            time_limit_s: 60,
        }
    }
}

/// The policy that is the best mechanism.
pub const OPTIMUM: &str = "optimum";
/// More types than any grid has.
const LARGEST_GRID: u64 = 10_000_000;

impl Settings {
    /// Whether there is a setting of this name.
    pub fn is_name(name: &str) -> bool {
        NAMES.iter().any(|(known, _)| *known == name)
    }

    /// Changes one setting.
    ///
    /// # Errors
    /// [`BadSetting`] if it does not take the value.
    pub fn set(&mut self, name: &str, value: &Value) -> Result<(), BadSetting> {
        self.try_set(name, value).ok_or_else(|| {
            let expected = NAMES.iter().find(|(known, _)| *known == name);
            BadSetting {
                name: name.to_owned(),
                value: value.to_string(),
                expected: expected.map_or_else(
                    || format!("one of the settings {}", NAMES.map(|(name, _)| name).join(", ")),
                    |(_, expected)| (*expected).to_owned(),
                ),
            }
        })
    }

    fn try_set(&mut self, name: &str, value: &Value) -> Option<()> {
        let word = match value {
            Value::Word(word) => word.as_str(),
            Value::Number(_) => "",
        };
        let count = |most: u64| {
            let number = value.number().filter(|number| number.is_int())?;
            let count = u64::try_from(number.numerator()).ok()?;
            usize::try_from(count).ok().filter(|_| (1..=most).contains(&count))
        };
        match name {
            "way" => {
                self.way = match word {
                    "ironing" => Way::Ironing,
                    "continuum" => Way::Continuum,
                    name => Way::Solver(Solver::from_name(name).filter(|s| s.is_built())?),
                }
            }
            "policy" if !word.is_empty() && !word.starts_with("menu") => {
                word.clone_into(&mut self.policy);
            }
            "formulation" => self.formulation = Formulation::from_name(word)?,
            "width" => {
                self.width.clone_from(value.number().filter(|width| **width > Rational::ZERO)?);
            }
            "grid" => self.grid.types = count(LARGEST_GRID)?,
            "levels" => self.grid.levels = count(LARGEST_GRID)?,
            "digits" => self.grid.digits = count(15).filter(|digits| 3 <= *digits)?,
            "method" => {
                self.grid.method = [Method::Cells, Method::Types]
                    .into_iter()
                    .find(|method| method_name(*method) == word)?;
            }
            "points" => {
                self.grid.points = [Points::Left, Points::Mid, Points::Right, Points::Mean]
                    .into_iter()
                    .find(|points| points_name(*points) == word)?;
            }
            "spacing" => {
                self.grid.spacing = [Spacing::Quantile, Spacing::Uniform]
                    .into_iter()
                    .find(|spacing| spacing_name(*spacing) == word)?;
            }
            _ => return None,
        }
        Some(())
    }

    /// All of them but `certify` and the time limit, as [`Settings::set`] takes them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let way = match self.way {
            Way::Ironing => "ironing",
            Way::Continuum => "continuum",
            Way::Solver(solver) => solver.name(),
        };
        let GridConfig { types, levels, method, points, spacing, digits } = self.grid;
        let pairs = [
            ("way", way.to_owned()),
            ("policy", self.policy.clone()),
            ("formulation", self.formulation.name().to_owned()),
            ("width", self.width.to_string()),
            ("grid", types.to_string()),
            ("levels", levels.to_string()),
            ("method", method_name(method).to_owned()),
            ("points", points_name(points).to_owned()),
            ("spacing", spacing_name(spacing).to_owned()),
            ("digits", digits.to_string()),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    /// All settings that have an effect on an instance of this kind, as one line.
    pub fn text(&self, is_continuous: bool) -> String {
        let mut text = String::from("way ");
        match self.way {
            Way::Ironing => text.push_str("ironing"),
            Way::Continuum => text.push_str("continuum"),
            Way::Solver(solver) => {
                let (name, form) = (solver.name(), self.formulation.name());
                text.push_str(&format!(
                    "{name} {} on {form} in {} s",
                    solver.version(),
                    self.time_limit_s
                ));
            }
        }
        text.push_str(&format!(", policy {}", self.policy));
        if self.way == Way::Continuum {
            text.push_str(&format!(", width {}", self.width));
        } else if is_continuous {
            let GridConfig { types, levels, method, points, spacing, digits } = self.grid;
            text.push_str(&format!(
                ", grid {types} {levels} {} {} {} {digits}",
                method_name(method),
                points_name(points),
                spacing_name(spacing)
            ));
        }
        if self.certify {
            text.push_str(", with certificates");
        }
        text
    }
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Cells => "cells",
        Method::Types => "types",
    }
}

fn points_name(points: Points) -> &'static str {
    match points {
        Points::Left => "left",
        Points::Mid => "mid",
        Points::Right => "right",
        Points::Mean => "mean",
    }
}

fn spacing_name(spacing: Spacing) -> &'static str {
    match spacing {
        Spacing::Quantile => "quantile",
        Spacing::Uniform => "uniform",
    }
}
