//! Runs every case of `tests/corpus`.
//!
//! A case is `verdict: ..`, then `instance: FILE` and a certificate after an empty line, or, for
//! instances that cannot be read, nothing but that instance after the empty line. The
//! verdict holds with all incentive rows and with the adjacent ones alone.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::Path;

use ironproof_verifier::{Failure, Incentives, verify};

fn verdict(instance: &str, certificate: &str, incentives: Incentives) -> String {
    match verify(instance, certificate, incentives) {
        Ok(verified) => format!("verified {}", verified.value()),
        Err(Failure::Rejected(rejection)) => format!("rejected {rejection}"),
        Err(Failure::Instance(error)) => format!("error {error}"),
    }
}

#[test]
fn every_case_gets_its_verdict() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let (mut n_verified, mut n_rejected, mut n_errors) = (0, 0, 0);
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
        for incentives in [Incentives::All, Incentives::Adjacent] {
            let actual = verdict(&instance, body, incentives);
            if actual != expected {
                wrong.push(format!("{}: {incentives:?}: {actual}", path.display()));
            }
        }
        match expected.split(' ').next().unwrap() {
            "verified" => n_verified += 1,
            "rejected" => n_rejected += 1,
            "error" => n_errors += 1,
            other => panic!("{}: unknown verdict {other}", path.display()),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(5 <= n_verified && 12 <= n_rejected && 10 <= n_errors, "too few cases ran");
}
