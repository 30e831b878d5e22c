//! `ironproof figure bench FOLDER`: what was measured, as lines.

use std::path::PathBuf;

use super::CliError;
use super::figure_along::Paper;
use ironproof_bench::folders::{accuracy_rows, time_rows};
use ironproof_results::lines::{Lines, difficulty, errors, profile, scaling};

pub(super) const EXAMPLE: &str = "\
Example:
  ironproof figure bench results/bench --show profile --out profile.pdf";

#[derive(clap::Args)]
pub(super) struct Bench {
    /// A folder of results
    folder: PathBuf,
    /// What is drawn: of `bench` time over size, or who is fastest how often; of `bench accuracy` who finds how many
    /// optima, by the error allowed or by difficulty
    #[arg(long, value_enum)]
    show: Show,
    #[command(flatten)]
    pub(super) paper: Paper,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Show {
    Scaling,
    Profile,
    Errors,
    Difficulty,
}

impl Bench {
    /// What is drawn.
    pub(super) fn lines(&self) -> Result<Lines, CliError> {
        let refused = |error: &dyn std::fmt::Display| CliError::Usage(error.to_string());
        match self.show {
            Show::Scaling | Show::Profile => {
                let rows = time_rows(&self.folder).map_err(|error| refused(&error))?;
                let of = if matches!(self.show, Show::Scaling) { scaling } else { profile };
                Ok(of(&rows))
            }
            Show::Errors | Show::Difficulty => {
                let rows = accuracy_rows(&self.folder).map_err(|error| refused(&error))?;
                let of = if matches!(self.show, Show::Errors) { errors } else { difficulty };
                Ok(of(&rows))
            }
        }
    }
}
