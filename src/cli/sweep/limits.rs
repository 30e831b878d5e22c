//! When a run ends, what it keeps, and the run itself.

use std::path::PathBuf;
use std::time::Duration;

use super::super::{CliError, Common, interrupt, progress};
use super::usage;
use ironproof_sweep::plan::Plan;
use ironproof_sweep::run::{Options, Ran, run as run_shard};
use ironproof_sweep::shard::Shard;

#[derive(clap::Args)]
pub(super) struct Limits {
    /// Rows of a file [default: those of a minute]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    batch: Option<u64>,
    /// Begin no instance after this time
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    time_budget: Option<u64>,
    /// Keep the certificates of a plan with --certify in this folder
    #[arg(long, value_name = "DIR")]
    certificates: Option<PathBuf>,
}

/// What is run of a plan.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) shard: Shard,
    pub(super) retry: bool,
}

/// An engine that starts many tasks on a machine gives each of them one core.
pub(super) fn one_thread_in_arrays(common: &Common) -> Result<(), CliError> {
    let is_task =
        ["SLURM_ARRAY_TASK_ID", "HQ_TASK_ID"].iter().any(|name| std::env::var_os(name).is_some());
    if is_task && common.threads.is_none() { Common::use_so_many(1) } else { Ok(()) }
}

/// Runs a part of a plan with a bar.
pub(super) fn finish(
    plan: &Plan,
    part: Part,
    limits: &Limits,
    common: &Common,
) -> Result<Ran, CliError> {
    let options = Options {
        shard: part.shard,
        batch: limits.batch,
        time_budget: limits.time_budget.map(Duration::from_secs),
        certificates: limits.certificates.clone(),
        retry: part.retry,
    };
    let stop = interrupt::stop_on_interrupt();
    let lines = part.shard.lines(plan.n);
    let bar =
        progress::bar("{pos}/{len} instances {wide_bar} {eta}", lines.end - lines.start, common);
    let ran = run_shard(plan, &options, stop, &|n| bar.inc(n)).map_err(usage);
    bar.finish_and_clear();
    ran
}
