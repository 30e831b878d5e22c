//! Runs every case of `tests/corpus`: `verdict: ..`, an empty line, a statement, a line `---` and a
//! claim, which is read as if it started at line 4 of a certificate.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ironproof_lp::{Failure, verify};

fn verdict(statement: &str, claim: &str) -> String {
    match verify(statement, claim, 4) {
        Ok(verified) => verified.to_string(),
        Err(failure @ Failure::Input(..)) => format!("error {failure}"),
        Err(failure @ Failure::TooLarge(..)) => failure.to_string(),
        Err(failure) => format!("rejected {failure}"),
    }
}

#[test]
fn every_case_gets_its_verdict() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let (mut counts, mut wrong) = (BTreeMap::new(), Vec::new());
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (head, body) = text.split_once("\n\n").unwrap();
        let (statement, claim) = body.split_once("---\n").unwrap();
        let expected = head.strip_prefix("verdict: ").unwrap();
        let actual = verdict(statement, claim);
        if actual != expected {
            wrong.push(format!("{}: {actual}, not {expected}", path.display()));
        }
        *counts.entry(expected.split(' ').next().unwrap().to_string()).or_insert(0) += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let counts: Vec<_> = counts.iter().map(|(verdict, n)| (verdict.as_str(), *n)).collect();
    assert_eq!(counts, [("error", 71), ("rejected", 164), ("verified", 53)]);
}
