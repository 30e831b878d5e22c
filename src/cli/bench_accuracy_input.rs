//! What `bench accuracy` asks: which problems, and whom, and how.

use std::path::PathBuf;

use super::oracle::{oracle, seconds, setting, this_program};
use super::{CliError, Common};
use ironproof_bench::accuracy::questions::{Asked, Wanted};
use ironproof_bench::accuracy::run::Options;
use ironproof_linear::Readings;
use ironproof_solvers::solve::Solver;

#[derive(clap::Args)]
#[command(after_help = after_help())]
pub(super) struct Flags {
    /// Small difficulties, numbers as written, short limits: for CI
    #[arg(long)]
    pub(super) quick: bool,
    /// Who is asked, separated by commas [default: every solver]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) solver: Vec<String>,
    /// How, separated by commas: as-written, no-presolve, scaled [default: all; with --quick as-written]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) setting: Vec<String>,
    /// Which families, separated by commas [default: all; with --models only that folder]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) family: Vec<String>,
    /// Every *.mps, *.lp, *.mps.gz and *.lp.gz in this folder, Netlib for example: the family `models`
    ///
    /// Without --family the folder alone, with it the folder and those families. Of a model with integer columns
    /// the relaxation is asked for: solvers get a file without integers.
    #[arg(long, value_name = "DIR")]
    pub(super) models: Option<PathBuf>,
    /// Where readers disagree about a line of such a model, read it like this: docs/models.md lists the readings.
    /// Solvers then get a file that has one meaning
    #[arg(long = "reading", value_name = "KEY=VALUE", requires = "models")]
    pub(super) readings: Vec<String>,
    /// For the families with random numbers
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// Seconds per solve [default: 20, with --quick 5]
    #[arg(long, value_name = "S", value_parser = seconds, allow_negative_numbers = true)]
    pub(super) time_limit: Option<f64>,
    /// Address space of a solver, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    pub(super) memory_limit: u64,
    /// Seconds per instance for proving its truth
    #[arg(long, value_name = "S", default_value_t = 300.0, value_parser = seconds, allow_negative_numbers = true)]
    pub(super) proof_limit: f64,
    /// Shrink the findings to minimal models, for at most this many seconds each
    #[arg(long, value_name = "S", value_parser = seconds, allow_negative_numbers = true)]
    pub(super) shrink: Option<f64>,
}

fn after_help() -> String {
    let solvers = Solver::ALL.map(Solver::name).join(", ");
    format!(
        "\
Examples:
  ironproof bench accuracy --quick --out results/first-look
  ironproof bench accuracy --models netlib --solver highs-simplex,mine=./mine.sh

Oracles: {solvers};
NAME=PROGRAM runs a program of yours as `PROGRAM MODEL ANSWER`; test-loops, test-aborts, test-panics,
test-allocates, test-babbles and test-lies misbehave on purpose. docs/accuracy.md has families, columns and grades.
Exit codes: 0 measured, whatever the solvers said; 2 nothing measured, or could not run. `bench compare` judges."
    )
}

impl Flags {
    pub(super) fn options(&self, common: &Common) -> Result<Options, CliError> {
        let readings = Readings::parse(&self.readings)
            .map_err(|error| CliError::Usage(format!("--reading: {error}")))?;
        Ok(Options {
            wanted: Wanted {
                quick: self.quick,
                seed: self.seed,
                families: self.family.clone(),
                models: self.models.clone(),
                readings,
            },
            asked: Asked {
                oracles: self.solver.iter().map(|name| oracle(name)).collect::<Result<_, _>>()?,
                settings: self
                    .setting
                    .iter()
                    .map(|name| setting(name))
                    .collect::<Result<_, _>>()?,
            },
            time_limit_s: self.time_limit,
            memory_limit_mib: self.memory_limit,
            proof_limit_s: self.proof_limit,
            folder: common.out.clone().unwrap_or_else(|| PathBuf::from("results/accuracy")),
            program: this_program()?,
        })
    }
}
