//! `ironproof sweep submit`

use std::path::PathBuf;
use std::process::Command;

use super::super::oracle::this_program;
use super::super::{CliError, Common, Outcome, output};
use super::{local, usage};
use clap::ValueEnum;
use ironproof_results::sweep::SweepSubmitted;
use ironproof_sweep::plan::Plan;
use ironproof_sweep::submit::{Array, Engine, Job, job, n_tasks, said};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  ironproof sweep submit --manifest sweep/manifest.jsonl
  ironproof sweep submit --manifest sweep/manifest.jsonl --engine slurm --tasks 100 -- --partition=short
  ironproof sweep submit --manifest sweep/manifest.jsonl --engine hyperqueue

Tasks that were killed are submitted again in the same way: what has a row is not solved again. The folder of the
manifest must be on a file system that all machines share.")]
pub(super) struct Flags {
    /// The file manifest.jsonl of a plan
    #[arg(long, value_name = "FILE")]
    manifest: PathBuf,
    /// Who runs the tasks
    #[arg(long, value_enum, default_value = "local")]
    engine: EngineFlag,
    /// How many tasks [default: as many as make each about two minutes long]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    tasks: Option<u64>,
    /// Rows of a file [default: those of a minute]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    batch: Option<u64>,
    /// Print what is handed to the engine, and hand nothing over
    #[arg(long)]
    dry_run: bool,
    /// Flags for sbatch or hq
    #[arg(last = true, value_name = "FLAGS")]
    extra: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EngineFlag {
    /// Processes on this machine
    Local,
    /// `sbatch`
    Slurm,
    /// `hq`
    Hyperqueue,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let plan = Plan::read(&flags.manifest).map_err(usage)?;
    let tasks = match flags.tasks {
        Some(tasks) => tasks,
        None => n_tasks(&plan).map_err(usage)?,
    };
    let engine = match flags.engine {
        EngineFlag::Local => Engine::Local,
        EngineFlag::Slurm => Engine::Slurm,
        EngineFlag::Hyperqueue => Engine::HyperQueue,
    };
    let array = Array { tasks, batch: flags.batch, extra: flags.extra.clone() };
    let job = job(&plan, engine, &array, &this_program()?).map_err(usage)?;
    let mut found = SweepSubmitted::new(&plan, engine, tasks, &job);
    if !flags.dry_run {
        if engine == Engine::Local {
            return local::run(&plan, tasks, &job, common);
        }
        found.job = Some(hand_over(&plan, &job)?);
    }
    output::show(&mut common.printer(), &found)?;
    Ok(Outcome::Good)
}

/// Writes the script, and gives what the engine says.
fn hand_over(plan: &Plan, job: &Job) -> Result<String, CliError> {
    let logs = plan.folder.join("logs");
    std::fs::create_dir_all(&logs).map_err(|error| CliError::Write { path: logs, error })?;
    if let Some((path, text)) = &job.script {
        output::write_file(path, |out| out.write_all(text.as_bytes()))?;
    }
    let (program, arguments) = (&job.command[0], &job.command[1..]);
    let answer = Command::new(program).args(arguments).output().map_err(|error| {
        usage(format!(
            "{program}: {error}; install the engine, or choose another one with --engine"
        ))
    })?;
    if !answer.status.success() {
        let lines = said(&[answer.stderr, answer.stdout].join(&b'\n'));
        return Err(usage(format!("{program} refuses: {lines}; --dry-run prints the job")));
    }
    Ok(said(&answer.stdout))
}
