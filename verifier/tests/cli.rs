//! The program: one line on stdout, errors on stderr, three exit codes.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn corpus(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(file)
}

/// Writes the body of a case, for a certificate or a broken instance, to a file of its own.
fn extract(test: &str, case: &str) -> PathBuf {
    let whole = fs::read_to_string(corpus(case)).unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{case}"));
    fs::write(&path, whole.split_once("\n\n").unwrap().1).unwrap();
    path
}

#[track_caller]
fn check_run(arguments: &[&str], code: i32, stdout: &str, stderr: &str) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_ironproof-verifier")).args(arguments).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), stdout);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), stderr);
    assert_eq!(output.status.code(), Some(code));
}

#[test]
fn verdicts_go_to_stdout() {
    let instance = corpus("pool.json");
    let instance = instance.to_str().unwrap();
    let good = extract("verdicts", "pool.case");
    let bad = extract("verdicts", "pool-supply-short.case");
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    check_run(&[instance, good], 0, "verified 27/16\n", "");
    check_run(&[instance, good, "--ic", "adjacent"], 0, "verified 27/16\n", "");
    check_run(&["--ic", "all", instance, good], 0, "verified 27/16\n", "");
    check_run(&[instance, bad], 1, "rejected violated: SUPPLY(3)\n", "");
}

#[test]
fn a_certificate_in_another_encoding_is_rejected() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("encoding.cert");
    fs::write(&path, b"ironproof-certificate 1\nvalue \xff\n").unwrap();
    let instance = corpus("pool.json");
    let arguments = [instance.to_str().unwrap(), path.to_str().unwrap()];
    check_run(&arguments, 1, "rejected certificate:2: expected a number\n", "");
}

#[test]
fn what_cannot_run_exits_with_2() {
    let usage = "error: usage: ironproof-verifier INSTANCE.json|MODEL.mps CERTIFICATE [--ic all|adjacent]\n";
    check_run(&[], 2, "", usage);
    check_run(&["a", "b", "c"], 2, "", usage);
    check_run(&["a", "b", "--ic", "some"], 2, "", usage);
    check_run(&["a", "b", "--ic"], 2, "", usage);
    let missing = "error: no.json: No such file or directory (os error 2)\n";
    check_run(&["no.json", "no.cert"], 2, "", missing);
    let certificate = extract("cannot", "pool.case");
    let broken = extract("cannot", "broken-bare-number.case");
    let (certificate, broken) = (certificate.to_str().unwrap(), broken.to_str().unwrap());
    let message = format!("error: {broken}: line 2, column 11: expected a number in quotes\n");
    check_run(&[broken, certificate], 2, "", &message);
}

#[test]
fn help_and_version_are_there() {
    let version = format!("ironproof-verifier {}\n", env!("CARGO_PKG_VERSION"));
    check_run(&["--version"], 0, &version, "");
    let program = env!("CARGO_BIN_EXE_ironproof-verifier");
    let output = Command::new(program).arg("--help").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("usage: ironproof-verifier"));
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof-verifier"));
    let output = command.arg("--version").stdout(writer).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, "error: stdout: Broken pipe (os error 32)\n");
    assert_eq!(output.status.code(), Some(2));
}
