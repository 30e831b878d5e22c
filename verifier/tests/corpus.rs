//! Runs every case of `tests/corpus` and `tests/models`.
//!
//! A case is a file that states its verdict, and the counts are exact: a case that is lost is a failure.
//!
//! A case of `corpus` is `verdict: ..`, then `instance: FILE` and a certificate after an empty line, or, for instances
//! that cannot be read, nothing but that instance after the empty line.
//!
//! A case of `models` is `verdict: ..`, `model: FILE` or `dialect: mps|lp|statement`, perhaps `reading: KEY=VALUE`; after an
//! empty line the model, unless it is a file, then a line `---`, and the claim. The first lines of the certificate are made
//! here, except where the text behind `---` is a whole certificate.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
#![allow(clippy::format_collect, reason = "short texts")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ironproof_verifier::dialects::{Dialect, Readings, first_lines, statement};
use ironproof_verifier::{Failure, read_model, verify};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Cases by the first word of their verdicts.
type Counts = BTreeMap<String, usize>;

/// Runs all cases of the folder: `run` says the verdict on the head behind its first line, and the body.
fn run_all(name: &str, run: impl Fn(&str, &str) -> String) -> Counts {
    let mut counts = Counts::new();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder(name)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "case") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let (head, body) = text.split_once("\n\n").unwrap();
        let (expected, head) = head.split_once('\n').unwrap_or((head, ""));
        let expected = expected.strip_prefix("verdict: ").unwrap();
        let actual = run(head, body);
        if actual != expected {
            wrong.push(format!("{}: {actual}", path.display()));
        }
        *counts.entry(expected.split(' ').next().unwrap().to_owned()).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    counts
}

fn counts(counts: &[(&str, usize)]) -> Counts {
    counts.iter().map(|(word, n)| ((*word).to_owned(), *n)).collect()
}

#[test]
fn every_case_of_an_instance_gets_its_verdict() {
    let verdict = |head: &str, body: &str| {
        let instance = match head.strip_prefix("instance: ") {
            Some(file) => fs::read_to_string(folder("corpus").join(file)).unwrap(),
            None => body.to_owned(),
        };
        match verify(&instance, body) {
            Ok(verified) => verified.to_string(),
            Err(failure @ Failure::Input(..)) => format!("error {failure}"),
            Err(failure @ Failure::TooLarge(..)) => format!("limit {failure}"),
            Err(failure) => format!("rejected {failure}"),
        }
    };
    let expected = counts(&[("error", 75), ("rejected", 114), ("verified", 25)]);
    assert_eq!(run_all("corpus", verdict), expected);
}

/// What a case of a model says before its empty line.
struct Head {
    file: Option<Vec<u8>>,
    dialect: Dialect,
    readings: Readings,
}

fn head(text: &str) -> Head {
    let (mut file, mut dialect, mut readings) = (None, None, Readings::default());
    for line in text.lines() {
        let (key, value) = line.split_once(": ").unwrap();
        match key {
            "model" => {
                file = Some(fs::read(folder("models").join(value)).unwrap());
                dialect = Dialect::of_file(value);
            }
            "dialect" => dialect = Dialect::of_file(&format!("model.{value}")),
            "reading" => readings.add(value).unwrap(),
            _ => panic!("{line}"),
        }
    }
    Head { file, dialect: dialect.unwrap(), readings }
}

#[test]
fn every_case_of_a_model_gets_its_verdict() {
    let verdict = |text: &str, body: &str| {
        let Head { file, dialect, readings } = head(text);
        let (model, claim) = match body.split_once("---\n") {
            Some((model, claim)) => (model.as_bytes().to_vec(), claim),
            None => (Vec::new(), body),
        };
        let file = file.unwrap_or(model);
        let certificate = if claim.starts_with("ironproof-") {
            claim.to_owned()
        } else {
            // Where there is no statement, nothing depends on its digest.
            let statement = statement(&file, dialect, &readings).unwrap_or_default();
            format!("{}{claim}", first_lines(&file, &statement, &readings))
        };
        let model = match read_model(&file, dialect, &readings, &certificate) {
            Ok(model) => model,
            Err(failure) => return word(&failure),
        };
        match model.verify(None) {
            Ok(verified) => format!("{verified}{}", model.readings()),
            Err(failure) => word(&failure),
        }
    };
    let expected = counts(&[("error", 33), ("rejected", 113), ("verified", 30)]);
    assert_eq!(run_all("models", verdict), expected);
}

fn word(failure: &ironproof_verifier::ModelFailure) -> String {
    let word = if failure.is_limit() {
        "limit"
    } else if failure.is_rejection() {
        "rejected"
    } else {
        "error"
    };
    format!("{word} {}", failure.reason())
}
