//! How a verb ends: what it found, or why it could not run.

use std::path::PathBuf;

use ironproof_instance::load;

/// What a verb that ran to its end found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Everything asked was done, and nothing is wrong.
    Good,
    /// Something is wrong or disagrees.
    Disproved,
    /// Neither: a limit came first. What was reached is printed.
    Open,
}

impl Outcome {
    /// Good if both are; otherwise the first that is not.
    pub(super) fn and(self, other: Self) -> Self {
        if self == Self::Good { other } else { self }
    }
}

/// Why a verb could not run.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error("{0}")]
    Input(#[from] load::Error),
    #[error("{0}")]
    Data(#[from] ironproof_estimate::Error),
    #[error("{0}")]
    Columns(#[from] ironproof_ironing::columns::Error),
    #[error("{}: {error}", path.display())]
    Write { path: PathBuf, error: std::io::Error },
    #[error("cannot write to stdout: {0}")]
    Stdout(std::io::Error),
    #[error("{0}")]
    Usage(String),
    #[error("{0} of the inputs could not be read")]
    SomeInputs(usize),
    #[error("interrupted: {finished} of {total} instances are finished and written")]
    Interrupted { finished: usize, total: usize },
    #[error("cannot start the threads of --threads {threads} (0 is one for each core): {error}")]
    Threads { threads: u16, error: rayon::ThreadPoolBuildError },
}

impl From<ironproof_files::file::WriteError> for CliError {
    fn from(error: ironproof_files::file::WriteError) -> Self {
        Self::Write { path: error.path, error: error.error }
    }
}
