//! The program: exit codes, and a table for the same mutants.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::process::{Command, Output};

fn campaign(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_campaign")).args(words).output().unwrap()
}

#[test]
fn a_short_campaign_prints_its_table() {
    let outputs = ["1", "2"].map(|threads| {
        let words = ["--count", "500", "--seed", "9", "--details", "--threads", threads];
        let output = campaign(&words);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    });
    assert_eq!(outputs[0], outputs[1]);
    for part in ["500 mutants of ", "| all | 500 |", "| mechanism, tight |", "| word removed |"] {
        assert!(outputs[0].contains(part), "{part}: {}", outputs[0]);
    }
}

#[test]
fn a_limit_of_time_ends_it() {
    let output = campaign(&["--count", "1000000000", "--seconds", "1"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8(output.stdout).unwrap().starts_with("1000000000 "));
}

#[test]
fn what_cannot_run_has_exit_code_2() {
    for words in [&["--count"][..], &["--count", "many"], &["--colour", "1"], &["--count", "0"]] {
        let output = campaign(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stderr.starts_with(b"error: "), "{words:?}");
    }
}

#[test]
fn help_names_every_option() {
    let output = campaign(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    let help = String::from_utf8(output.stdout).unwrap();
    for option in ["--count", "--seed", "--seconds", "--threads", "--details", "--out"] {
        assert!(help.contains(option), "{option}");
    }
}
