//! The flags of `figure`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::examples;
use super::path_flags::start;
use super::path_places;
use ironproof_number::rational::Rational;

#[derive(Args)]
#[command(after_help = examples::FIGURE)]
pub(super) struct Flags {
    #[command(subcommand)]
    pub(super) kind: Kind,
}

#[derive(Subcommand)]
pub(super) enum Kind {
    /// Quality and payment over willingness to pay, for each group, with named regions and the density below
    #[command(after_help = examples::FIGURE_MECHANISM)]
    Mechanism(What),
    /// Psi with its concave hull, and the virtual value raw and ironed below, with the pools shaded
    #[command(after_help = examples::FIGURE_HULL)]
    Hull(What),
    /// How the objects of each quality are divided among the groups
    #[command(after_help = examples::FIGURE_SPLIT)]
    Split(What),
    /// The Pareto weights over willingness to pay, and the weight on revenue
    #[command(after_help = examples::FIGURE_WEIGHTS)]
    Weights(What),
    /// Value, revenue and surplus over a parameter, with the regimes of the optimum named
    #[command(after_help = examples::FIGURE_PATH)]
    Path(Along),
    /// Which part of each group gains if a second policy takes the place of a first
    #[command(after_help = examples::FIGURE_GAINS)]
    Gains(Policies),
}

/// What every kind takes.
#[derive(Args)]
pub(super) struct What {
    /// A continuous instance (*.toml), or a finite one (*.json) whose types are points
    pub(super) file: PathBuf,
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

#[derive(Args)]
pub(super) struct Policies {
    #[command(flatten)]
    pub(super) what: What,
    /// Given twice: the policy before and the policy after, as in `compare`
    #[arg(long = "policy", value_name = "POLICY", required = true)]
    pub(super) policies: Vec<String>,
}

fn centimetres(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    let usable = number.filter(|number| (6.0..=60.0).contains(number));
    usable.ok_or_else(|| "expected a number from 6 to 60".to_owned())
}

impl Kind {
    pub(super) fn what(&self) -> &What {
        match self {
            Kind::Mechanism(what) | Kind::Hull(what) | Kind::Split(what) | Kind::Weights(what) => {
                what
            }
            Kind::Path(Along { what, .. }) | Kind::Gains(Policies { what, .. }) => what,
        }
    }
}
