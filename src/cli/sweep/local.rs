//! `sweep submit --engine local`: processes on this machine, as many at a time as there are threads.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;
use std::thread::sleep;
use std::time::Duration;

use super::super::{CliError, Common, Outcome, interrupt, output, progress};
use super::usage;
use ironproof_results::sweep::status;
use ironproof_sweep::plan::Plan;
use ironproof_sweep::submit::Job;

/// How often it is looked whether a process has ended.
const LOOK: Duration = Duration::from_millis(20);
/// The exit code of a process whose shard is finished.
const FINISHED: Option<i32> = Some(0);

/// Runs all tasks, those that were killed once more, and tells how far the sweep is.
pub(super) fn run(
    plan: &Plan,
    tasks: u64,
    job: &Job,
    common: &Common,
) -> Result<Outcome, CliError> {
    let stop = interrupt::stop_on_interrupt();
    let bar = progress::bar("{pos}/{len} tasks {wide_bar} {eta}", tasks, common);
    let mut waiting: Vec<u64> = (1..=tasks).rev().collect();
    let mut killed: Vec<u64> = Vec::new();
    let mut running: Vec<(u64, Child)> = Vec::new();
    let most = rayon::current_num_threads();
    loop {
        while running.len() < most && !stop.load(Ordering::Relaxed) {
            let Some(task) = waiting.pop() else { break };
            running.push((task, start(job, task)?));
        }
        if running.is_empty() {
            break;
        }
        sleep(LOOK);
        let mut still = Vec::new();
        for (task, mut child) in running {
            match child.try_wait().map_err(usage)? {
                None => still.push((task, child)),
                Some(status) if status.code() == FINISHED => bar.inc(1),
                // Whoever was killed is asked once more, at the end.
                Some(status) if status.code().is_none() && !killed.contains(&task) => {
                    killed.push(task);
                    waiting.insert(0, task);
                }
                Some(_) => bar.inc(1),
            }
        }
        running = still;
    }
    bar.finish_and_clear();
    let found = status(plan).map_err(usage)?;
    output::show(&mut common.printer(), &found)?;
    Ok(if found.missing == 0 { Outcome::Good } else { Outcome::Open })
}

fn start(job: &Job, task: u64) -> Result<Child, CliError> {
    let mut command = Command::new(&job.command[0]);
    // The variable is that of HyperQueue: a task does not know who started it.
    command.args(&job.command[1..]).arg("--with-parent").env("HQ_TASK_ID", task.to_string());
    command.env_remove("SLURM_ARRAY_TASK_ID");
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.spawn().map_err(|error| usage(format!("{}: {error}", job.command[0])))
}
