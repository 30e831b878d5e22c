//! The side of the child: limits first, then the model, then the solver, then the answer file.

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::oracle::{GRACE_S, Job, Oracle, Reply, limits, write};
use crate::{process, solve};
use ironproof_linear::{ModelFormat, ReadError, Readings, read_model};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The limits are not accepted.
    #[error("cannot limit this process: {0}")]
    Limits(io::Error),
    /// The model or the answer file.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: String,
        /// What happened.
        error: io::Error,
    },
    /// Not a model.
    #[error("{path}: {error}")]
    Model {
        /// Which file.
        path: String,
        /// Where and why.
        error: ReadError,
    },
    /// Neither MPS nor LP text.
    #[error("{0}: expected *.mps or *.lp, or *.gz")]
    Format(String),
    /// This process may use less memory than was asked for.
    #[error(
        "this process may use {most} MiB of address space (ulimit -v), and {asked} MiB were asked for: lower \
         --memory-limit, or raise that limit"
    )]
    Memory {
        /// What it may use.
        most: u64,
        /// What was asked for.
        asked: u64,
    },
    /// The program of somebody else did not start.
    #[error("{path}: {error}")]
    Program {
        /// Which.
        path: String,
        /// What happened.
        error: io::Error,
    },
}

impl ServeError {
    /// Whether this says nothing about the solver: disk, memory or processes are short.
    pub fn is_of_environment(&self) -> bool {
        let is_short = |error: &io::Error| {
            use io::ErrorKind as Kind;
            let kinds = [Kind::StorageFull, Kind::QuotaExceeded, Kind::OutOfMemory];
            kinds.contains(&error.kind()) || error.kind() == Kind::WouldBlock
        };
        match self {
            Self::Limits(_) | Self::Memory { .. } | Self::File { .. } => true,
            Self::Model { .. } | Self::Format(_) => false,
            Self::Program { error, .. } => is_short(error),
        }
    }
}

/// Answers the job into the file `answer`. Does not return if the oracle is a program of somebody else.
///
/// # Errors
/// [`ServeError`] if this process cannot be limited, the model cannot be read, or the answer cannot
/// be written.
pub fn serve(job: &Job, answer: &Path) -> Result<(), ServeError> {
    if let Some(most) = limits::memory_mib().filter(|most| *most < job.memory_limit_mib) {
        return Err(ServeError::Memory { most, asked: job.memory_limit_mib });
    }
    limits::apply(job.time_limit_s, job.memory_limit_mib).map_err(ServeError::Limits)?;
    if let Oracle::External { program, .. } = &job.oracle {
        let limit = Duration::try_from_secs_f64(job.time_limit_s + GRACE_S);
        let mut command = Command::new(program);
        command.arg(&job.model).arg(answer);
        let error = become_program(&mut command, limit.unwrap_or(Duration::MAX));
        return Err(ServeError::Program { path: program.display().to_string(), error });
    }
    process::end_with_parent();
    let path = job.model.display().to_string();
    let format = ModelFormat::of(&path).ok_or_else(|| ServeError::Format(path.clone()))?;
    let bytes = std::fs::read(&job.model)
        .map_err(|error| ServeError::File { path: path.clone(), error })?;
    let model = read_model(&bytes, format, &Readings::default())
        .map_err(|error| ServeError::Model { path, error })?;
    drop(bytes);
    let text = match &job.oracle {
        Oracle::Solver(solver) => {
            let config = job.setting.config(*solver, job.time_limit_s);
            let before = limits::cpu_s();
            let answer = solve::solve(&model.lp, &config);
            let seconds = answer.seconds;
            let cpu_s = limits::cpu_s().zip(before).map(|(after, before)| after - before);
            write(&Reply {
                answer,
                version: Some(solver.version()),
                seconds: Some(seconds),
                cpu_s,
                peak_bytes: limits::peak_bytes(),
            })
        }
        Oracle::Test(misbehaviour) => misbehaviour.act(&model.lp),
        Oracle::External { .. } => unreachable!("this process has become that program"),
    };
    std::fs::write(answer, text)
        .map_err(|error| ServeError::File { path: answer.display().to_string(), error })
}

/// Returns only if it fails.
#[cfg(target_os = "linux")]
fn become_program(command: &mut Command, limit: Duration) -> io::Error {
    super::supervise::become_supervisor(command, limit)
}

/// Returns only if it fails. Here nothing is known about what the program starts.
#[cfg(all(unix, not(target_os = "linux")))]
fn become_program(command: &mut Command, _: Duration) -> io::Error {
    std::os::unix::process::CommandExt::exec(command)
}

#[cfg(not(unix))]
fn become_program(_: &mut Command, _: Duration) -> io::Error {
    io::Error::from(io::ErrorKind::Unsupported)
}
