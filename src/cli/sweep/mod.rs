//! `ironproof sweep`: many instances made from one.

mod survey;
mod spec;
mod plan;
mod limits;
mod run;
mod rows;
mod local;
mod submit;
mod summarize;

use std::path::PathBuf;

use self::limits::{Limits, Part, finish, one_thread_in_arrays};
use self::spec::Of;
use super::{CliError, Common, Outcome, output};
use ironproof_sweep::shard::Shard;

#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  ironproof sweep housing.toml --vary supply=0.5:1.5:5 --vary \"weight:low income=1,2,4\" --out sweep
  ironproof sweep plan sweep.toml --out sweep
  ironproof sweep run --manifest sweep/manifest.jsonl --shard 3/10
  ironproof sweep merge --manifest sweep/manifest.jsonl

The first line plans, runs on all cores, merges and prints a table; after an interruption it goes on where it was.
docs/sweep.md goes from an instance to a cluster and a map of regimes."
)]
pub(super) struct Flags {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    of: Of,
    #[command(flatten)]
    limits: Limits,
    /// Write merged.parquet too, which DuckDB and polars read
    #[arg(long)]
    parquet: bool,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Write the manifest: a line for each instance
    Plan(plan::Flags),
    /// Solve the instances of a manifest, or a part of them
    Run(run::Flags),
    /// Hand a sweep to an engine: processes here, a Slurm array, or HyperQueue
    Submit(submit::Flags),
    /// How far a sweep is, and what failed
    Status(rows::StatusFlags),
    /// Solve the failed instances again
    Retry(run::RetryFlags),
    /// Write all rows into one file, in order
    Merge(rows::MergeFlags),
    /// Quantiles, and a map of regimes
    Summarize(summarize::Flags),
    /// Print an instance of the manifest, as a file that this program reads
    Show(rows::ShowFlags),
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    match &flags.verb {
        Some(Verb::Plan(flags)) => plan::run(flags, common),
        Some(Verb::Run(flags)) => run::run(flags, common),
        Some(Verb::Submit(flags)) => submit::run(flags, common),
        Some(Verb::Status(flags)) => rows::status(flags, common),
        Some(Verb::Retry(flags)) => run::retry(flags, common),
        Some(Verb::Merge(flags)) => rows::merge(flags, common),
        Some(Verb::Summarize(flags)) => summarize::run(flags, common),
        Some(Verb::Show(flags)) => rows::show(flags, common),
        None => all(flags, common),
    }
}

/// Plans, runs here, merges, and prints a table.
fn all(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    one_thread_in_arrays(common)?;
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results/sweep"));
    let plan = flags.of.plan(&folder)?;
    let part = Part { shard: Shard::ALL, retry: false };
    let ran = finish(&plan, part, &flags.limits, common)?;
    let merged = ironproof_results::sweep::merge(&plan, &folder, flags.parquet).map_err(usage)?;
    output::show(&mut common.printer(), &merged)?;
    let is_wrong = merged.wrong > 0 || !merged.contradictions.is_empty();
    let is_whole = ran.is_finished() && merged.rows == merged.instances;
    Ok(match (is_wrong, is_whole) {
        (true, _) => Outcome::Disproved,
        (false, true) => Outcome::Good,
        (false, false) => Outcome::Open,
    })
}

fn usage(error: impl std::fmt::Display) -> CliError {
    CliError::Usage(error.to_string())
}
