//! The side of the parent: starts the child and reads what it left.

use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use crate::oracle::{AnswerError, GRACE_S, Job, Oracle, Reply, parse};
use ironproof_files::aside;

use crate::process::run;

/// The exit code of a child that has ended the program that it watched.
const LATE: i32 = 124;

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

/// Runs the job in a new process of `program`, which is this program, for a model of this size. `model` is the text of
/// the model file; the child has a copy of its own, named like the model of the job.
///
/// # Errors
/// The process could not be started, its files not be made, or its environment failed. It says nothing about the
/// solver.
pub fn ask(
    program: &Path,
    job: &Job,
    model: &[u8],
    n_columns: usize,
    n_rows: usize,
) -> io::Result<Ran> {
    let folder = aside::Folder::new()?;
    let answer = folder.path().join("answer");
    let copy = folder.path().join(job.model.file_name().unwrap_or("model.mps".as_ref()));
    std::fs::write(&copy, model)?;
    let mut command = Command::new(program);
    command
        .arg("oracle")
        .arg(&copy)
        .args(["--solver", &job.oracle.argument(), "--setting", job.setting.name()])
        .args(["--time-limit", &job.time_limit_s.to_string()])
        .args(["--memory-limit", &job.memory_limit_mib.to_string()])
        .arg("--answer")
        .arg(&answer)
        .env("RUST_BACKTRACE", "0");
    // A child that watches a program ends it by itself, and needs a moment for that.
    let watched = if matches!(job.oracle, Oracle::External { .. }) { GRACE_S } else { 0.0 };
    let limit = Duration::try_from_secs_f64(job.time_limit_s + GRACE_S + watched);
    let finished = run(&mut command, limit.unwrap_or(Duration::MAX))?;
    let is_late = |status: ExitStatus| {
        watched != 0.0 && status.code() == Some(LATE) && job.time_limit_s <= finished.wall_s
    };
    let ended = match finished.status {
        None => Ended::TimeLimit,
        Some(status) if is_late(status) => Ended::TimeLimit,
        Some(status) if status.success() => {
            // Most answers have fewer than 32 bytes for each number.
            let most = u64::try_from(n_columns + n_rows).map_or(u64::MAX, |n| (1 << 20) + 128 * n);
            match read(&answer, most) {
                Err(how) => Ended::Crashed(how),
                Ok(_) if std::fs::read(&copy).ok().as_deref() != Some(model) => {
                    Ended::Crashed("it changed the model file that it was given".to_owned())
                }
                Ok(text) => match parse(&text, n_columns, n_rows) {
                    Ok(reply) => Ended::Answered(Box::new(reply)),
                    Err(error) => Ended::Garbled(error),
                },
            }
        }
        Some(_) if finished.is_out_of_memory() => Ended::OutOfMemory,
        Some(status) => {
            let said = finished.complaint().map(|said| format!("; {said}")).unwrap_or_default();
            Ended::Crashed(format!("{status}{said}"))
        }
    };
    // A full disk takes an answer away, or a part of it.
    if matches!(ended, Ended::Crashed(_) | Ended::Garbled(_)) {
        std::fs::write(folder.path().join("room"), vec![0; model.len().max(1 << 16)])?;
    }
    Ok(Ran { ended, wall_s: finished.wall_s })
}

/// The text of an answer, or why there is none. The child is gone, so that the file stays what it is.
fn read(path: &Path, most: u64) -> Result<String, String> {
    let none = |error: io::Error| format!("no answer file: {error}");
    let file = path.symlink_metadata().map_err(none)?;
    if !file.is_file() {
        return Err("its answer is no regular file".to_owned());
    }
    if most < file.len() {
        return Err(format!("its answer has {} bytes, more than {most}", file.len()));
    }
    let bytes = std::fs::read(path).map_err(none)?;
    String::from_utf8(bytes).map_err(|_| "its answer is no UTF-8 text".to_owned())
}
