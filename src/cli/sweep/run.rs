//! `ironproof sweep run` and `retry`

use std::path::PathBuf;

use super::super::{CliError, Common, Outcome, interrupt, output};
use super::limits::{Limits, Part, finish, one_thread_in_arrays};
use super::usage;
use ironproof_results::sweep::SweepRan;
use ironproof_sweep::plan::Plan;
use ironproof_sweep::shard::Shard;

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  ironproof sweep run --manifest sweep/manifest.jsonl
  ironproof sweep run --manifest sweep/manifest.jsonl --shard 3/10 --time-budget 3600

A task of a Slurm array takes its shard from SLURM_ARRAY_TASK_ID, and one of HyperQueue, with --shards K, from
HQ_TASK_ID; it takes one thread. What has a row is not solved again. Exit code 3 if instances are left.")]
pub(super) struct Flags {
    #[command(flatten)]
    of: RetryFlags,
}

#[derive(clap::Args)]
#[command(after_help = "\
Example:
  ironproof sweep retry --manifest sweep/manifest.jsonl

Solves the instances again whose rows have the status `failed`, and those that have no row.")]
pub(super) struct RetryFlags {
    /// The file manifest.jsonl of a plan
    #[arg(long, value_name = "FILE")]
    manifest: PathBuf,
    /// Which part: i of k, from 1 [default: that of the task of an array, or all]
    #[arg(long, value_name = "i/k", conflicts_with = "shards")]
    shard: Option<Shard>,
    /// How many parts there are; the task of an array does the part of its number
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u64).range(1..))]
    shards: Option<u64>,
    #[command(flatten)]
    limits: Limits,
    /// End as after SIGTERM when the process that started this one ends
    #[arg(long, hide = true)]
    with_parent: bool,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    part(&flags.of, false, common)
}

pub(super) fn retry(flags: &RetryFlags, common: &Common) -> Result<Outcome, CliError> {
    part(flags, true, common)
}

fn part(flags: &RetryFlags, retry: bool, common: &Common) -> Result<Outcome, CliError> {
    one_thread_in_arrays(common)?;
    let shard = match flags.shard {
        Some(shard) => shard,
        None => Shard::of_task(flags.shards, |name| std::env::var(name).ok())
            .map_err(usage)?
            .unwrap_or(Shard::ALL),
    };
    if flags.with_parent {
        interrupt::stop_with_parent();
    }
    let plan = Plan::read(&flags.manifest).map_err(usage)?;
    let ran = finish(&plan, Part { shard, retry }, &flags.limits, common)?;
    output::show(&mut common.printer(), &SweepRan::new(&plan, &ran))?;
    Ok(if ran.is_finished() { Outcome::Good } else { Outcome::Open })
}
