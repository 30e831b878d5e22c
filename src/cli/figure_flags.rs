//! The flags of `figure`.

use clap::{Args, Subcommand};

use super::examples;
use super::figure_along::{Along, What};
use super::figure_bench::{self, Bench};
use super::figure_map::{self, Both};
use super::figure_path;

const BRACKET: &str = "\
Example:
  ironproof figure bracket instances/closed-form/c05-heavy-tail.toml --out bracket.png";

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
    #[command(after_help = figure_path::EXAMPLE)]
    Path(Along),
    /// The regimes of the optimum over two parameters
    #[command(after_help = figure_map::EXAMPLE)]
    Map(Both),
    /// Which part of each group gains if a second policy takes the place of a first
    #[command(after_help = examples::FIGURE_GAINS)]
    Gains(Policies),
    /// The width of the exact bracket of the value over the number of cells
    #[command(after_help = BRACKET)]
    Bracket(What),
    /// Times of methods, or errors of solvers, from a folder that `bench` or `bench accuracy` wrote
    #[command(after_help = figure_bench::EXAMPLE)]
    Bench(Bench),
}

#[derive(Args)]
pub(super) struct Policies {
    #[command(flatten)]
    pub(super) what: What,
    /// Given twice: the policy before and the policy after, as in `compare`
    #[arg(long = "policy", value_name = "POLICY", required = true)]
    pub(super) policies: Vec<String>,
}
