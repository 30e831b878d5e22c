//! What can be wrong with a study.

use std::path::PathBuf;

/// Why a study cannot be run or compared. Each says where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// Another run writes into the folder.
    #[error("{0}")]
    Lock(#[from] ironproof_files::lock::LockError),
    /// The plan is not what is expected.
    #[error("study.toml: {0}")]
    Plan(String),
    /// A name of an output leads out of the folder, or is that of another file.
    #[error("study.toml: `{0}`: expected a name in the folder that no other step and no input has")]
    Output(String),
    /// A program cannot be started.
    #[error("{program}: {error}")]
    Start {
        /// The program.
        program: String,
        /// Why not.
        error: std::io::Error,
    },
    /// A command failed.
    #[error("{shows}: `ironproof {command}` ended with {code}: {said}")]
    Step {
        /// What the step shows.
        shows: String,
        /// Its command.
        command: String,
        /// How it ended.
        code: String,
        /// The last line that it said.
        said: String,
    },
    /// A command did not write what the plan says.
    #[error("{shows}: `ironproof {command}` did not write {file}")]
    NotWritten {
        /// What the step shows.
        shows: String,
        /// Its command.
        command: String,
        /// The file.
        file: String,
    },
    /// Steps wrote a file that the plan does not name: the next run would take it for an input.
    #[error("study.toml: no step says that it writes {0}: name it in `writes`")]
    Undeclared(String),
    /// There is nothing to compare with.
    #[error("{}: nothing was run here yet: `ironproof replicate` without --check does", .0.display())]
    NotRun(PathBuf),
}
