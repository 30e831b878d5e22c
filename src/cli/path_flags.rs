//! The flags of `path`.

use std::path::PathBuf;

use super::CliError;
use super::dash::picture;
use super::grid::GridFlags;
use super::path_lp;
use super::path_places;
use ironproof_instance::load;
use ironproof_number::rational::Rational;

#[derive(clap::Args)]
#[command(after_help = super::examples::PATH)]
pub(super) struct Flags {
    /// An instance: continuous (*.toml) or finite (*.json), or - for stdin
    pub(super) file: PathBuf,
    /// What varies: alpha, or a factor on the Pareto weights of one group
    ///
    /// Also the number of a side constraint, by its name. Of a continuous instance without a grid also a factor on the
    /// mass of objects, on the mass of a group, or on what a group or everybody is willing to pay.
    #[arg(
        long,
        value_name = "alpha|weight:LABEL|constraint:NAME|supply|mass:LABEL|wtp:LABEL|wtp",
        default_value = "alpha"
    )]
    pub(super) over: String,
    /// Start of the range [default: 0; where 0 makes no sense, 1/1000]
    #[arg(long, value_name = "A", value_parser = start, allow_hyphen_values = true)]
    pub(super) from: Option<Rational>,
    /// End of the range [default: on a grid none; without a grid 1000 times the value of the file]
    #[arg(long, value_name = "B", value_parser = path_places::number, allow_hyphen_values = true)]
    pub(super) to: Option<Rational>,
    #[command(flatten)]
    pub(super) continuum: path_places::Flags,
    /// On a grid: list every piece, not only where the structure changes
    #[arg(long)]
    pub(super) pieces: bool,
    /// On a grid: have the independent checker prove every piece, at breakpoints and inside pieces, and the largest slope
    #[arg(long)]
    pub(super) certify: bool,
    /// On a grid: draw the value and its slope
    #[arg(long, value_name = "OUT.svg", value_parser = picture)]
    pub(super) plot: Option<PathBuf>,
    /// Write a CSV with one row per piece, or per structure; - is stdout
    #[arg(long, value_name = "OUT.csv")]
    pub(super) csv: Option<PathBuf>,
    #[command(flatten)]
    pub(super) lp: path_lp::Flags,
    #[command(flatten)]
    pub(super) grid: GridFlags,
}

pub(super) fn start(text: &str) -> Result<Rational, String> {
    let from = path_places::number(text)?;
    if from < Rational::ZERO { Err("expected 0 or more".to_owned()) } else { Ok(from) }
}

impl Flags {
    /// Whether the instance is taken as it is, without a grid.
    pub(super) fn is_about_the_continuum(&self) -> bool {
        let is_toml = load::is_continuous(&self.file);
        is_toml && !self.grid.is_used()
    }

    /// Refuses flags that have no effect.
    pub(super) fn check(&self) -> Result<(), CliError> {
        let path_places::Flags { at, width, places } = &self.continuum;
        let is_continuous = self.is_about_the_continuum();
        let flags = [
            ("--at", false, at.is_some()),
            ("--width", false, width.is_some()),
            ("--places", false, places.is_some()),
            ("--pieces", true, self.pieces),
            ("--certify", true, self.certify),
            ("--plot", true, self.plot.is_some()),
            ("--solver", true, self.lp.is_used()),
        ];
        let vain =
            flags.iter().find(|(_, of_grid, is_given)| *is_given && *of_grid == is_continuous);
        match vain {
            Some((flag, true, _)) => Err(CliError::Usage(format!(
                "{flag} is about a grid: give --grid too, such as --grid 40"
            ))),
            Some((flag, false, _)) => Err(CliError::Usage(format!(
                "{flag} is about a continuous instance (*.toml) without the flags of a grid"
            ))),
            None => Ok(()),
        }
    }
}
