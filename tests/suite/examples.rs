//! Each example prints what its own text says.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the examples are: those of the core need no solver, so they are built without one.
const FOLDERS: [&str; 2] = ["src/core/examples", "src/program/examples"];

/// The lines of the last block of output in the comment of a module.
fn promised(source: &str) -> Option<String> {
    let comment: Vec<&str> =
        source.lines().map_while(|line| line.strip_prefix("//!")).map(drop_space).collect();
    let start = comment.iter().rposition(|line| *line == "```text")? + 1;
    let length = comment[start..].iter().position(|line| *line == "```")?;
    Some(comment[start..start + length].iter().flat_map(|line| [*line, "\n"]).collect())
}

fn drop_space(line: &str) -> &str {
    line.strip_prefix(' ').unwrap_or(line)
}

/// What is wrong with an example, if anything is.
fn wrong(source: &str, is_good: bool, printed: &str) -> Option<String> {
    match promised(source) {
        None => Some("its comment shows no output".to_owned()),
        Some(_) if !is_good => Some("it ends with an error".to_owned()),
        Some(promised) if promised.is_empty() => Some("it promises nothing".to_owned()),
        Some(promised) if promised != printed => {
            Some(format!("it promises\n{promised}and prints\n{printed}"))
        }
        Some(_) => None,
    }
}

/// Compiles all examples, with the profile of this test, and gives the folder of the programs.
fn compiled() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let profile = match folder.file_name().and_then(|name| name.to_str()).unwrap() {
        "debug" => "dev",
        other => other,
    };
    let status = Command::new(env!("CARGO"))
        .args(["build", "--examples", "-p", "ironproof", "-p", "ironproof-core"])
        .args(["--locked", "--offline", "--quiet"])
        .args(["--profile", profile, "--target-dir"])
        .arg(folder.parent().unwrap())
        .current_dir(crate::common::ROOT)
        .status()
        .unwrap();
    assert!(status.success(), "the examples do not compile");
    folder.join("examples")
}

#[test]
fn examples_print_what_they_promise() {
    let programs = compiled();
    let mut n_examples = 0;
    for (file, source) in FOLDERS.into_iter().flat_map(crate::tidy::sources) {
        let name = Path::new(&file).file_stem().unwrap();
        let output = Command::new(programs.join(name)).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let wrong = wrong(&source, output.status.success(), &printed);
        assert_eq!(wrong, None, "{file}");
        let n_lines = source.lines().count();
        assert!((20..=60).contains(&n_lines), "{file} has {n_lines} lines");
        n_examples += 1;
    }
    assert_eq!(n_examples, 10, "an example for each of ten ideas");
}

#[test]
fn a_wrong_example_is_noticed() {
    let source = "//! A.\n//!\n//! ```text\n//! one\n//!   two\n//! ```\n\nfn main() {}\n";
    assert_eq!(wrong(source, true, "one\n  two\n"), None);
    for (is_good, printed) in
        [(true, ""), (true, "one\n  two"), (true, "one\ntwo\n"), (false, "one\n  two\n")]
    {
        assert!(wrong(source, is_good, printed).is_some(), "{printed}");
    }
    for silent in ["fn main() {}\n", "//! A.\n", "//! ```text\n//! ```\n", "//! ```text\n//! one\n"]
    {
        assert!(wrong(silent, true, "").is_some(), "{silent}");
    }
}
