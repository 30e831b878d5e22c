//! `replicate`: what a study writes, whether it comes again, and what is noticed if it does not.

use std::path::Path;
use std::process::Command;

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use tempfile::TempDir;

use crate::cli::{CONTINUOUS, ironproof};

const HEAD: &str = r#"
title = "A reserve price"
authors = ["A. Author", "B. \"Quoted\" Author"]
year = 2026
licence = "CC-BY-4.0"
data = "Invented."
"#;

const STEPS: &str = r#"
[[step]]
shows = "Table 1 | prices"
run = ["solve", "a.toml", "--as", "latex", "--quiet"]
stdout = "tables/prices.tex"

[[step]]
shows = "Figure 1"
run = ["figure", "mechanism", "a.toml", "--out", "figures/a.svg", "--csv", "figures/a.csv", "--quiet"]
writes = ["figures/a.svg", "figures/a.csv"]
"#;

fn study(steps: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("s")).unwrap();
    for (name, text) in [("study.toml", format!("{HEAD}{steps}").as_str()), ("a.toml", CONTINUOUS)]
    {
        std::fs::write(folder.path().join("s").join(name), text).unwrap();
    }
    folder
}

fn replicate(folder: &TempDir, flags: &[&str]) -> assert_cmd::assert::Assert {
    ironproof(folder).args(["replicate", "s", "--quiet"]).args(flags).assert()
}

fn read(folder: &TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join("s").join(name)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_study_comes_again_and_changes_are_noticed() {
    let folder = study(STEPS);
    replicate(&folder, &["--check"]).code(2).stderr(contains("nothing was run here yet"));
    replicate(&folder, &[]).success().stdout(contains("SHA256SUMS are written"));
    let readme = read(&folder, "README.md");
    for part in [
        "| Table 1 \\| prices | `tables/prices.tex` | `ironproof solve a.toml --as latex --quiet` |",
        "| `a.toml` | input |",
        "| `figures/a.csv` | Figure 1 |",
        "## Data availability and provenance\n\nInvented.",
        "CC-BY-4.0",
    ] {
        assert!(readme.contains(part), "{part}: {readme}");
    }
    assert!(read(&folder, "CITATION.cff").contains("  - name: \"B. \\\"Quoted\\\" Author\""));
    let sums = Command::new("sha256sum")
        .args(["--check", "--quiet", "SHA256SUMS"])
        .current_dir(folder.path().join("s"))
        .status();
    assert!(sums.unwrap().success());
    assert_eq!(read(&folder, "SHA256SUMS").lines().count(), 7);
    let before = names(&folder.path().join("s"));
    replicate(&folder, &["--check"]).success().stdout(contains("each file came again"));
    // A second run finds nothing new, and takes no output for an input.
    replicate(&folder, &[]).success();
    assert_eq!(read(&folder, "SHA256SUMS").lines().count(), 7);
    assert_eq!(before, names(&folder.path().join("s")));

    let write =
        |name: &str, text: &str| std::fs::write(folder.path().join("s").join(name), text).unwrap();
    let good = read(&folder, "tables/prices.tex");
    write("tables/prices.tex", &good.replace("0.5", "0.4"));
    replicate(&folder, &["--check", "--as", "csv"])
        .code(1)
        .stdout(contains("tables/prices.tex,differs").and(contains("figures/a.svg,same")));
    std::fs::remove_file(folder.path().join("s/tables/prices.tex")).unwrap();
    replicate(&folder, &["--check", "--as", "csv"])
        .code(1)
        .stdout(contains("tables/prices.tex,missing"));
    write("tables/prices.tex", &good);
    replicate(&folder, &["--check"]).success();
    // The answer stays, but what it was made from does not.
    write("a.toml", &format!("{CONTINUOUS}# A remark.\n"));
    replicate(&folder, &["--check"])
        .code(1)
        .stdout(contains("a.toml is not what it was").and(contains("not everything came again")));
}

#[test]
fn a_step_that_fails_is_named_and_nothing_is_said_to_be_done() {
    let cases = [
        (
            "run = [\"solve\", \"none.toml\"]\nstdout = \"t.txt\"",
            "Table 2: `ironproof solve none.toml` ended with",
        ),
        (
            "run = [\"solve\", \"a.toml\"]\nwrites = [\"t.txt\"]",
            "`ironproof solve a.toml` did not write t.txt",
        ),
        (
            "run = [\"figure\", \"hull\", \"a.toml\", \"--out\", \"h.svg\"]\nstdout = \"t.txt\"",
            "no step says that it writes h.svg",
        ),
    ];
    for (step, error) in cases {
        let folder = study(&format!("[[step]]\nshows = \"Table 2\"\n{step}\n"));
        replicate(&folder, &[]).code(2).stderr(contains(error));
        assert_eq!(names(&folder.path().join("s")), ["a.toml", "study.toml"], "{error}");
    }
}

#[test]
fn plans_that_are_none_are_refused() {
    let with =
        |name: &str| format!("[[step]]\nshows = \"x\"\nrun = [\"schema\"]\nstdout = \"{name}\"\n");
    for name in ["../out.txt", "/tmp/out.txt", "README.md", "study.toml", "", "a/../../b"] {
        replicate(&study(&with(name)), &[])
            .code(2)
            .stderr(contains("expected a name in the folder"));
    }
    let twice = format!("{}{}", with("a.txt"), with("a.txt"));
    replicate(&study(&twice), &[]).code(2).stderr(contains("that no other step"));
    for (steps, error) in [
        ("", "missing field `step`"),
        ("step = []", "expected at least one [[step]]"),
        (
            "[[step]]\nshows = \"x\"\nrun = [\"schema\"]",
            "x: expected `run` and one of `stdout` and `writes`",
        ),
        ("[[step]]\nshow = \"x\"", "line 8: unknown field `show`"),
    ] {
        replicate(&study(steps), &[]).code(2).stderr(contains(error));
    }
    let nothing = study("");
    std::fs::remove_file(nothing.path().join("s/study.toml")).unwrap();
    replicate(&nothing, &[]).code(2).stderr(contains("study.toml").and(contains("No such file")));
}
