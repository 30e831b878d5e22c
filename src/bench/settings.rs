//! `settings.json` in a folder of results: the machine, versions, and what was asked for.
//!
//! Results of other settings are never mixed: who goes on in a folder must ask the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use ironproof_files::file::{WriteError, write_file};
use ironproof_files::sealed::{self, Broken};
use ironproof_solvers::process;

/// The file in a folder of results.
pub const SETTINGS: &str = "settings.json";

/// What is known about a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The commit, if this folder is in a repository.
    pub commit: Option<String>,
    /// How many threads there are.
    pub cores: usize,
    /// As the system says it; empty where it is not known.
    pub memory: String,
    /// The name of the processor; empty where it is not known.
    pub processor: String,
    /// Small sizes.
    pub quick: bool,
    /// The compiler on this machine, if there is one.
    pub rustc: Option<String>,
    /// Limits of time and memory, and whatever else decides what a row means, in words.
    pub limits: String,
    /// Of what was asked for.
    pub suite_checksum: String,
    /// The operating system.
    pub system: String,
    /// Always one.
    pub threads_per_method: usize,
    /// The version of this program.
    pub version: String,
}

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be written.
    #[error("{0}")]
    Write(#[from] WriteError),
    /// The file is there and cannot be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The file is damaged, or an older version wrote it.
    #[error(
        "{}: not the settings of results: {error}; choose another --out, or move this folder away to start again",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: Broken,
    },
    /// Its results are of another kind.
    #[error(
        "{}: results with another {key}: {there} there, {here} here; choose another --out",
        folder.display()
    )]
    Other {
        /// The folder.
        folder: PathBuf,
        /// What differs.
        key: &'static str,
        /// What it is in the folder.
        there: String,
        /// What was asked for.
        here: String,
    },
}

impl Settings {
    /// Those of a run on this machine; `suite` is the text of what is asked for, within `limits`.
    pub fn here(suite: &str, limits: &str, quick: bool) -> Self {
        Self {
            commit: said("git", &["rev-parse", "--short", "HEAD"]),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            memory: first("/proc/meminfo", "MemTotal"),
            processor: first("/proc/cpuinfo", "model name"),
            quick,
            limits: limits.to_owned(),
            rustc: said("rustc", &["--version"]),
            suite_checksum: sealed::checksum(suite.as_bytes()),
            system: std::env::consts::OS.to_owned(),
            threads_per_method: 1,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Records the settings in the folder, or compares them with those that are there.
    ///
    /// # Errors
    /// [`SettingsError`] if the folder has results of other settings, or the file cannot be read or written.
    pub fn keep(&self, folder: &Path) -> Result<(), SettingsError> {
        let path = folder.join(SETTINGS);
        let old = match std::fs::read(&path) {
            Ok(old) => old,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                write_file(&path, |out| out.write_all(sealed::document(self).as_bytes()))?;
                return Ok(());
            }
            Err(error) => return Err(SettingsError::Read { path, error }),
        };
        let old: Self =
            sealed::read_document(&old).map_err(|error| SettingsError::Damaged { path, error })?;
        let mut pairs = self.decisive().into_iter().zip(old.decisive().into_values());
        match pairs.find(|((_, here), there)| here != there) {
            None => Ok(()),
            Some(((key, here), there)) => {
                Err(SettingsError::Other { folder: folder.to_owned(), key, there, here })
            }
        }
    }

    /// What every row of the folder has in common.
    pub fn checksum(&self) -> String {
        sealed::checksum(sealed::line(&self.decisive()).as_bytes())
    }

    /// What makes two results incomparable if it differs.
    fn decisive(&self) -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("suite_checksum", self.suite_checksum.clone()),
            ("limit", self.limits.clone()),
            ("quick", self.quick.to_string()),
            ("version", self.version.clone()),
            ("processor", self.processor.clone()),
        ])
    }
}

/// The value of the first line of a file that starts with `key`.
fn first(path: &str, key: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
    line.split(':').nth(1).unwrap_or_default().trim().to_owned()
}

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    // A program that does not answer is one that is not there.
    let limit = Duration::from_secs(5);
    let finished = process::run(Command::new(program).args(arguments), limit).ok()?;
    finished.status?;
    Some(String::from_utf8_lossy(&finished.said).trim().to_owned())
}
