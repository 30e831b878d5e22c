//! Runs every case of `verifier/tests/corpus`: `verdict: ..`, then `instance: FILE` and a certificate
//! after an empty line, or, for instances that cannot be read, that instance after the empty line.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ironproof_mechanism::{Failure, verify};

fn verdict(instance: &str, certificate: &str) -> String {
    match verify(instance, certificate) {
        Ok(verified) => verified.to_string(),
        Err(failure @ Failure::Input(..)) => format!("error {failure}"),
        Err(failure @ Failure::TooLarge(..)) => failure.to_string(),
        Err(failure) => format!("rejected {failure}"),
    }
}

#[test]
fn every_case_gets_its_verdict() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let mut counts = BTreeMap::new();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "case") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let (head, body) = text.split_once("\n\n").unwrap();
        let (expected, instance) = match head.split_once("\ninstance: ") {
            Some((expected, file)) => (expected, fs::read_to_string(folder.join(file)).unwrap()),
            None => (head, body.to_string()),
        };
        let expected = expected.strip_prefix("verdict: ").unwrap();
        let actual = verdict(&instance, body);
        if actual != expected {
            wrong.push(format!("{}: {actual}", path.display()));
        }
        *counts.entry(expected.split(' ').next().unwrap().to_string()).or_insert(0) += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let counts: Vec<_> = counts.iter().map(|(verdict, n)| (verdict.as_str(), *n)).collect();
    assert_eq!(counts, [("error", 75), ("rejected", 114), ("verified", 25)]);
}
