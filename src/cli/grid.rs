//! How continuous instances become finite ones: the flags of every verb that discretizes.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::CliError;
use ironproof_instance::discretize::{GridConfig, Method, Points, Spacing};
use ironproof_instance::load;

/// `None` is a flag that was not given; what was given must have an effect.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "The grid of a continuous instance")]
pub(super) struct GridFlags {
    /// Types per group [default: 40]
    #[arg(long, value_name = "K", value_parser = count)]
    grid: Option<usize>,
    /// Quality levels, where quality is not given in levels [default: 20]
    #[arg(long, value_name = "M", value_parser = count)]
    levels: Option<usize>,
    /// cells: a lower bound on the continuous optimum, exactly where no data are rounded; types: representative types [default: cells]
    #[arg(long, value_enum)]
    method: Option<MethodFlag>,
    /// Which point represents a cell, with --method types [default: mean]
    #[arg(long, value_enum, requires = "method")]
    points: Option<PointsFlag>,
    /// Cells of equal probability or of equal width [default: quantile]
    #[arg(long, value_enum)]
    spacing: Option<SpacingFlag>,
    /// Decimals kept where a distribution is not piecewise polynomial [default: 12]
    #[arg(long, value_name = "D", value_parser = clap::value_parser!(u8).range(3..=15))]
    digits: Option<u8>,
}

fn count(text: &str) -> Result<usize, String> {
    let limit = 10_000_000;
    match text.parse() {
        Ok(n) if (1..=limit).contains(&n) => Ok(n),
        _ => Err(format!("expected a whole number from 1 to {limit}")),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MethodFlag {
    Types,
    Cells,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PointsFlag {
    Left,
    Mid,
    Right,
    Mean,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SpacingFlag {
    Quantile,
    Uniform,
}

impl GridFlags {
    /// Refuses flags that have no effect on any of these files.
    pub(super) fn check(&self, files: &[&PathBuf]) -> Result<(), CliError> {
        if self.points.is_some() && self.method != Some(MethodFlag::Types) {
            let text = "--points is for --method types: a cell is not represented by a point";
            return Err(CliError::Usage(text.to_owned()));
        }
        let flags = [
            ("--grid", self.grid.is_some()),
            ("--levels", self.levels.is_some()),
            ("--method", self.method.is_some()),
            ("--spacing", self.spacing.is_some()),
            ("--digits", self.digits.is_some()),
        ];
        let given = flags.into_iter().find(|(_, is_given)| *is_given);
        match given {
            Some((flag, _)) if !files.iter().any(|file| may_be_continuous(file)) => {
                Err(CliError::Usage(format!(
                    "{flag} is for continuous instances (*.toml), and there is none"
                )))
            }
            _ => Ok(()),
        }
    }

    /// Whether any of the flags is given.
    pub(super) fn is_used(&self) -> bool {
        self.grid.is_some()
            || self.levels.is_some()
            || self.method.is_some()
            || self.spacing.is_some()
            || self.digits.is_some()
    }

    pub(super) fn config(&self) -> GridConfig {
        let usual = GridConfig::default();
        GridConfig {
            types: self.grid.unwrap_or(usual.types),
            levels: self.levels.unwrap_or(usual.levels),
            method: self.method.map_or(usual.method, MethodFlag::method),
            points: self.points.map_or(usual.points, PointsFlag::points),
            spacing: self.spacing.map_or(usual.spacing, SpacingFlag::spacing),
            digits: self.digits.map_or(usual.digits, usize::from),
        }
    }
}

impl MethodFlag {
    fn method(self) -> Method {
        match self {
            Self::Types => Method::Types,
            Self::Cells => Method::Cells,
        }
    }
}

impl PointsFlag {
    fn points(self) -> Points {
        match self {
            Self::Left => Points::Left,
            Self::Mid => Points::Mid,
            Self::Right => Points::Right,
            Self::Mean => Points::Mean,
        }
    }
}

impl SpacingFlag {
    fn spacing(self) -> Spacing {
        match self {
            Self::Quantile => Spacing::Quantile,
            Self::Uniform => Spacing::Uniform,
        }
    }
}

/// Not so for the files of finite instances; a file that is absent has an error of its own.
pub(super) fn may_be_continuous(path: &Path) -> bool {
    if load::is_stdin(path) {
        return load::is_continuous(path);
    }
    let finite = ["json", "jsonl"];
    let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    !extension.is_some_and(|extension| finite.iter().any(|finite| extension == *finite))
}
