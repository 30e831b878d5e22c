//! `settings.json` in a folder of results: the machine, versions, and what was asked for.
//!
//! Results of other settings are never mixed: who goes on in a folder must ask the same.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use ironproof_files::file::{WriteError, write_file};

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
    /// The file is damaged.
    #[error("{}: not the settings of results: {error}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// Its results are of another kind.
    #[error("{}: results with another {key}; choose another --out", folder.display())]
    Other {
        /// The folder.
        folder: PathBuf,
        /// What differs.
        key: &'static str,
    },
}

impl Settings {
    /// Those of a run on this machine; `suite` is the text of what is asked for.
    pub fn here(suite: &str, quick: bool) -> Self {
        Self {
            commit: said("git", &["rev-parse", "--short", "HEAD"]),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            memory: first("/proc/meminfo", "MemTotal"),
            processor: first("/proc/cpuinfo", "model name"),
            quick,
            rustc: said("rustc", &["--version"]),
            suite_checksum: format!("{:016x}", checksum(suite.as_bytes())),
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
                write_file(&path, |out| writeln!(out, "{}", self.to_json()))?;
                return Ok(());
            }
            Err(error) => return Err(SettingsError::Read { path, error }),
        };
        let old: Self =
            serde_json::from_slice(&old).map_err(|error| SettingsError::Damaged { path, error })?;
        self.differs(&old)
            .map_or(Ok(()), |key| Err(SettingsError::Other { folder: folder.to_owned(), key }))
    }

    fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("words and counts have a form in JSON")
    }

    /// What makes two results incomparable.
    fn differs(&self, other: &Self) -> Option<&'static str> {
        let keys = [
            ("suite_checksum", self.suite_checksum != other.suite_checksum),
            ("quick", self.quick != other.quick),
            ("version", self.version != other.version),
            ("processor", self.processor != other.processor),
        ];
        keys.into_iter().find(|(_, differs)| *differs).map(|(key, _)| key)
    }
}

/// FNV-1a.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// The value of the first line of a file that starts with `key`.
fn first(path: &str, key: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
    line.split(':').nth(1).unwrap_or_default().trim().to_owned()
}

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
