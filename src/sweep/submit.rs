//! A sweep as a job of an engine that people run: nothing of ours stands between the engine and `sweep run`.
//!
//! ```text
//! local        processes on this machine
//! slurm        sbatch with an array, and a job script
//! hyperqueue   hq submit with an array
//! ```

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::manifest::Question;
use crate::plan::{Plan, PlanError};
use crate::run::{RunError, solve_alone};

/// Who runs the tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Processes on this machine.
    Local,
    /// An array of Slurm.
    Slurm,
    /// An array of HyperQueue.
    HyperQueue,
}

/// An array of tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array {
    /// How many.
    pub tasks: u64,
    /// Rows of a file, as in [`crate::run::Options`].
    pub batch: Option<u64>,
    /// Flags for the engine.
    pub extra: Vec<String>,
}

/// What is handed to an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// A file that is written before, and what stands in it.
    pub script: Option<(PathBuf, String)>,
    /// The command that hands it over; the first word is the program.
    pub command: Vec<String>,
}

/// About so long is a task.
const TASK: Duration = Duration::from_secs(120);
/// Slurm takes at most so many tasks in an array, unless it was told otherwise.
const MOST_TASKS: u64 = 1_000;
/// Instances that are solved to know how long one takes, and the time for them.
const SAMPLE: u64 = 20;
const SAMPLE_TIME: Duration = Duration::from_secs(5);

/// How many tasks make each of them about two minutes long: some instances are solved to know that.
///
/// # Errors
/// [`RunError`] if the plan is damaged.
pub fn n_tasks(plan: &Plan) -> Result<u64, RunError> {
    let begun = Instant::now();
    let n_asked = SAMPLE.min(plan.n);
    let mut n = 0_u32;
    for k in 0..n_asked {
        let index = plan.n * k / n_asked;
        let question: Vec<Question> = plan.questions(index..index + 1)?;
        solve_alone(plan, &question[0])?;
        n += 1;
        if SAMPLE_TIME < begun.elapsed() {
            break;
        }
    }
    let each = begun.elapsed() / n.max(1);
    let all = each.as_nanos().saturating_mul(u128::from(plan.n));
    let tasks = u64::try_from(all / TASK.as_nanos()).unwrap_or(MOST_TASKS) + 1;
    Ok(tasks.min(MOST_TASKS).min(plan.n))
}

/// The job of an array of tasks; `program` is this program. The folder of the plan
/// is named as the engine sees it, so that it must be on a file system that all machines have.
///
/// # Errors
/// [`PlanError`] if the folder of the plan has no name.
pub fn job(plan: &Plan, engine: Engine, array: &Array, program: &Path) -> Result<Job, PlanError> {
    let Array { tasks: k, extra, .. } = array;
    let folder = plan.folder.canonicalize();
    let folder = folder.map_err(|error| PlanError::Read { path: plan.folder.clone(), error })?;
    let text = folder.display().to_string();
    if text.chars().any(|c| c.is_control() || "%\"\\".contains(c)) {
        return Err(PlanError::Damaged {
            path: folder,
            rule: "engines read %, \", \\ and line ends in a path in their own way: choose another folder".to_owned(),
        });
    }
    let manifest = folder.join(crate::plan::MANIFEST);
    let words = |program: String, manifest: String| {
        let mut words = vec![program];
        words.extend(["sweep", "run", "--manifest"].map(str::to_owned));
        words.extend([manifest, "--shards".to_owned(), k.to_string()]);
        words.extend(["--threads", "1", "--quiet"].map(str::to_owned));
        if let Some(batch) = array.batch {
            words.extend(["--batch".to_owned(), batch.to_string()]);
        }
        words
    };
    let plain = words(program.display().to_string(), manifest.display().to_string());
    Ok(match engine {
        Engine::Slurm => {
            let logs = folder.join("logs");
            let text = format!(
                "#!/bin/sh\n\
                 #SBATCH --job-name=ironproof-sweep\n\
                 #SBATCH --array=1-{k}\n\
                 #SBATCH --ntasks=1 --cpus-per-task=1\n\
                 #SBATCH --requeue\n\
                 # A minute before the end of its time a task keeps what it has.\n\
                 #SBATCH --signal=B:TERM@60\n\
                 #SBATCH --open-mode=append\n\
                 #SBATCH --output=\"{}/slurm-%A_%a.log\"\n\
                 exec {}\n",
                logs.display(),
                words(quoted(program), quoted(&manifest)).join(" ")
            );
            let path = folder.join("slurm.sh");
            let mut command = vec!["sbatch".to_owned(), "--parsable".to_owned()];
            command.extend(extra.iter().cloned());
            command.push(path.display().to_string());
            Job { script: Some((path, text)), command }
        }
        Engine::HyperQueue => {
            let logs = folder.join("logs").join("hq-%{JOB_ID}_%{TASK_ID}.log");
            let mut command: Vec<String> = ["hq", "submit", "--array"].map(str::to_owned).to_vec();
            command.push(format!("1-{k}"));
            command.extend(["--cpus", "1", "--name", "ironproof-sweep"].map(str::to_owned));
            for stream in ["--stdout", "--stderr"] {
                command.extend([stream.to_owned(), logs.display().to_string()]);
            }
            command.extend(extra.iter().cloned());
            command.push("--".to_owned());
            command.extend(plain);
            Job { script: None, command }
        }
        Engine::Local => Job { script: None, command: plain },
    })
}

/// A path as a word of a shell.
fn quoted(path: &Path) -> String {
    word(&path.display().to_string())
}

/// A text as one word of a shell.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:@%=".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

impl Job {
    /// The command as a line of a shell.
    pub fn line(&self) -> String {
        self.command.iter().map(|text| word(text)).collect::<Vec<_>>().join(" ")
    }
}

/// The lines of an engine as one: it says an error in several.
pub fn said(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_words_of_a_shell() {
        assert_eq!(quoted(Path::new("/a/b-1.x")), "/a/b-1.x");
        assert_eq!(quoted(Path::new("/a b/it's")), "'/a b/it'\\''s'");
        let command =
            ["sbatch", "--time=10", "--comment=a b", "", "/a b/slurm.sh"].map(str::to_owned);
        let job = Job { script: None, command: command.to_vec() };
        assert_eq!(job.line(), "sbatch --time=10 '--comment=a b' '' '/a b/slurm.sh'");
    }
}
