//! `settings.json` in a folder of results: the machine, versions, and what was asked for.

use std::path::Path;
use std::process::Command;

use super::{CliError, output};

const SETTINGS: &str = "settings.json";

/// Records machine and settings; results of other settings are never mixed.
pub(super) fn check(folder: &Path, suite: &str, quick: bool) -> Result<(), CliError> {
    let path = folder.join(SETTINGS);
    let settings = serde_json::json!({
        "suite_checksum": format!("{:016x}", checksum(suite.as_bytes())),
        "quick": quick,
        "version": env!("CARGO_PKG_VERSION"),
        "commit": commit(),
        "rustc": said("rustc", &["--version"]),
        "processor": processor(),
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "memory": first("/proc/meminfo", "MemTotal"),
        "system": std::env::consts::OS,
        "threads_per_method": 1,
    });
    if let Ok(text) = std::fs::read_to_string(&path) {
        let old: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let differs = ["suite_checksum", "quick", "version", "processor"]
            .into_iter()
            .find(|key| old[key] != settings[key]);
        return match differs {
            None => Ok(()),
            Some(key) => Err(CliError::Usage(format!(
                "{}: results with another {key}; choose another --out",
                folder.display()
            ))),
        };
    }
    output::write_file(&path, |out| writeln!(out, "{settings:#}"))
}

/// FNV-1a.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// The name of the processor; empty where it is not known.
pub(super) fn processor() -> String {
    first("/proc/cpuinfo", "model name")
}

/// The commit, if this folder is in a repository.
pub(super) fn commit() -> Option<String> {
    said("git", &["rev-parse", "--short", "HEAD"])
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
