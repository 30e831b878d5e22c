//! The binary as a user calls it: output, files, exit codes, errors. One file per verb.

mod accuracy;
mod adapters;
mod bounds;
mod certify;
mod constraints;
mod certify_answers;
mod certify_further;
mod errors;
mod estimate;
mod explain;
mod export;
mod figure;
mod flags;
mod limits;
mod manners;
mod path;
mod policies;
mod solve;
mod verify;

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

pub const TWO_TYPES: &str = r#"{"name":"F1","alpha":"1",
 "groups":[{"label":"g1","mass":"1","types":[{"wtp":"1","prob":"1/3","weight":"3"},
  {"wtp":"2","prob":"1/3","weight":"1"},{"wtp":"3","prob":"1/3","weight":"1/2"}]}],
 "quality":[{"level":"0","mass":"1/3"},{"level":"0.5","mass":"1/3"},{"level":"1","mass":"1/3"}],"optimum":"31/24"}"#;

pub const CONTINUOUS: &str = r#"
name = "reserve"
alpha = "1"
optimum = "5/24"
[quality]
kind = "uniform"
low = "0"
high = "1"
[[group]]
label = "all"
mass = 1
wtp = { kind = "uniform", low = "0", high = "1" }
weight = { kind = "constant", value = "0" }
"#;

pub fn ironproof(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
    command.current_dir(folder);
    command
}

pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn json_lines(output: &[u8]) -> Vec<serde_json::Value> {
    String::from_utf8_lossy(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Exit code 2, nothing on stdout, one line on stderr that names the file and the rule.
#[track_caller]
fn check_refused(folder: &TempDir, arguments: &[&str], message: &str) {
    let output = ironproof(folder).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "not refused: {message}: {errors}");
    assert!(output.stdout.is_empty());
    assert_eq!(errors.trim_end().lines().count(), 1, "{errors}");
    assert!(errors.starts_with("error: bad."), "{errors}");
    assert!(errors.contains(message), "expected `{message}` in: {errors}");
}

#[test]
fn help_lists_the_verbs_in_the_order_of_the_work() {
    let folder = folder(&[]);
    let output = ironproof(&folder).arg("--help").output().unwrap();
    let help = String::from_utf8_lossy(&output.stdout).into_owned();
    let places: Vec<usize> =
        ["solve ", "verify ", "bounds ", "explain ", "path ", "discretize ", "export "]
            .iter()
            .map(|verb| help.find(verb).unwrap())
            .collect();
    assert!(places.is_sorted(), "{help}");
    assert!(help.contains("Exit codes: 0 verified or accepted"));
    assert!(Path::new(crate::common::ROOT).join("README.md").exists());
}
