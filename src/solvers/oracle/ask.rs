//! The side of the parent: starts the child and reads what it left.

use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use crate::oracle::{AnswerError, Job, Reply, parse};
use ironproof_files::aside;

use crate::process::{Finished, Keep, run};

/// A child may need this long for reading and writing beyond the time limit of the solve.
const GRACE_S: f64 = 1.0;

/// How a job ended, and how long it took from start to end of the process.
#[derive(Clone, Debug, PartialEq)]
pub struct Ran {
    /// How.
    pub ended: Ended,
    /// Wall clock time of the process, in seconds.
    pub wall_s: f64,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// With an answer.
    Answered(Box<Reply>),
    /// It did not end by itself.
    TimeLimit,
    /// It wanted more memory than it may have.
    OutOfMemory,
    /// It ended without an answer: how, and what it said.
    Crashed(String),
    /// It wrote something else.
    Garbled(AnswerError),
}

/// Runs the job in a new process of `program`, which is this program, for a model of this size.
///
/// # Errors
/// The process could not be started, or its files not be made. It says nothing about the solver.
pub fn ask(program: &Path, job: &Job, n_columns: usize, n_rows: usize) -> io::Result<Ran> {
    let folder = aside::Folder::new()?;
    let answer = folder.path().join("answer");
    let mut command = Command::new(program);
    command
        .arg("oracle")
        .arg(&job.model)
        .args(["--solver", &job.oracle.argument(), "--setting", job.setting.name()])
        .args(["--time-limit", &job.time_limit_s.to_string()])
        .args(["--memory-limit", &job.memory_limit_mib.to_string()])
        .arg("--answer")
        .arg(&answer)
        .env("RUST_BACKTRACE", "0");
    let limit = Duration::try_from_secs_f64(job.time_limit_s + GRACE_S).unwrap_or(Duration::MAX);
    let Finished { status, said, wall_s } = run(&mut command, Keep::Stderr, limit)?;
    let ended = match status {
        None => Ended::TimeLimit,
        Some(status) if status.success() => match std::fs::read_to_string(&answer) {
            Ok(text) => match parse(&text, n_columns, n_rows) {
                Ok(reply) => Ended::Answered(Box::new(reply)),
                Err(error) => Ended::Garbled(error),
            },
            Err(error) => Ended::Crashed(format!("no answer file: {error}")),
        },
        Some(status) => crash(status, &said),
    };
    Ok(Ran { ended, wall_s })
}

/// Out of memory is a crash too: Rust aborts, C++ throws, and both say so.
fn crash(status: ExitStatus, complaints: &[u8]) -> Ended {
    let text = String::from_utf8_lossy(&complaints[..complaints.len().min(1 << 16)]);
    if ["memory allocation of", "bad_alloc", "out of memory"].iter().any(|it| text.contains(it)) {
        return Ended::OutOfMemory;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let said: String = words.join(" ").chars().take(200).collect();
    Ended::Crashed(format!("{status}; {said}").trim_end_matches("; ").to_owned())
}
