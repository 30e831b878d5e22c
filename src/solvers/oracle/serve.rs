//! The side of the child: limits first, then the model, then the solver, then the answer file.

use std::io;
use std::path::Path;

use crate::oracle::{Job, Oracle, Reply, limits, write};
use crate::solve;
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
    /// The program of somebody else did not start.
    #[error("{path}: {error}")]
    Program {
        /// Which.
        path: String,
        /// What happened.
        error: io::Error,
    },
}

/// Answers the job into the file `answer`. Does not return if the oracle is a program of somebody else.
///
/// # Errors
/// [`ServeError`] if this process cannot be limited, the model cannot be read, or the answer cannot
/// be written.
pub fn serve(job: &Job, answer: &Path) -> Result<(), ServeError> {
    limits::apply(job.time_limit_s, job.memory_limit_mib).map_err(ServeError::Limits)?;
    if let Oracle::External { program, .. } = &job.oracle {
        let error = become_program(program, &job.model, answer);
        return Err(ServeError::Program { path: program.display().to_string(), error });
    }
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
#[cfg(unix)]
fn become_program(program: &Path, model: &Path, answer: &Path) -> io::Error {
    use std::os::unix::process::CommandExt;
    std::process::Command::new(program).arg(model).arg(answer).exec()
}

#[cfg(not(unix))]
fn become_program(_: &Path, _: &Path, _: &Path) -> io::Error {
    io::Error::from(io::ErrorKind::Unsupported)
}
