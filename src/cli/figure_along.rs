//! The flags that all kinds of `figure` take, and those about a parameter.

use std::path::PathBuf;

use clap::Args;

use super::path_flags::start;
use super::path_places;
use ironproof_number::rational::Rational;

/// What every kind takes.
#[derive(Args)]
pub(super) struct What {
    /// A continuous instance (*.toml), or a finite one (*.json) whose types are points
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) paper: Paper,
}

/// The picture and its data.
#[derive(Args)]
pub(super) struct Paper {
    /// Width on paper in centimetres; letters keep their size
    #[arg(long, value_name = "W", default_value = "16", value_parser = centimetres)]
    pub(super) cm: f64,
    /// Write the numbers behind the figure as CSV
    #[arg(long, value_name = "DATA.csv")]
    pub(super) csv: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct Along {
    #[command(flatten)]
    pub(super) what: What,
    /// What varies, as in `path`; all but alpha are factors
    #[arg(
        long,
        value_name = "alpha|weight:LABEL|supply|mass:LABEL|wtp:LABEL|wtp",
        default_value = "alpha"
    )]
    pub(super) over: String,
    /// Start of the range [default: a quarter of the value in the file]
    #[arg(long, value_name = "A", value_parser = start, allow_hyphen_values = true)]
    pub(super) from: Option<Rational>,
    /// End of the range [default: twice the value in the file]
    #[arg(long, value_name = "B", value_parser = path_places::number, allow_hyphen_values = true)]
    pub(super) to: Option<Rational>,
}

fn centimetres(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    let usable = number.filter(|number| (6.0..=60.0).contains(number));
    usable.ok_or_else(|| "expected a number from 6 to 60".to_owned())
}
