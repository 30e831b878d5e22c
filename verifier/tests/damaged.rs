//! Damaged files: no panic, and no other optimum.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
#![allow(clippy::format_collect, reason = "short texts")]

use std::fs;
use std::path::{Path, PathBuf};

use ironproof_test_inputs::Random;
use ironproof_verifier::dialects::{Dialect, Readings, first_lines, statement};
use ironproof_verifier::{Failure, ModelFailure, verify, verify_model};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The accepted instances of the corpus with their certificates and optima.
fn instances() -> Vec<(String, String, String)> {
    let mut cases = Vec::new();
    for name in ["cells", "pool", "two-types", "one-type", "worthless", "point-cell"] {
        let instance = fs::read_to_string(folder("corpus").join(format!("{name}.json"))).unwrap();
        let case = fs::read_to_string(folder("corpus").join(format!("{name}.case"))).unwrap();
        let (head, certificate) = case.split_once("\n\n").unwrap();
        let verdict = head.lines().next().unwrap().strip_prefix("verdict: ").unwrap();
        cases.push((instance, certificate.to_string(), verdict.to_string()));
    }
    cases
}

/// Replaces, removes, inserts or repeats up to three pieces; mostly by bytes that have a meaning.
fn damage(text: &str, random: &mut Random, marks: &[u8]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        let mark = marks[random.below(marks.len())];
        match random.below(6) {
            0 | 1 => bytes[at] = mark,
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, mark),
            4 => {
                let end = (at + random.below(20)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => {
                let end = (at + 1 + random.below(20)).min(bytes.len());
                bytes.drain(at..end);
                if bytes.is_empty() {
                    bytes.push(mark);
                }
            }
        }
    }
    bytes
}

const MARKS: &[u8] = b"0123456789/:. -\n\"{}[],\\ueE+x\xc3\xa9\x00";
const MODEL_MARKS: &[u8] = b"0123456789/:. -+\n\t\r<>=*$#[]\\eEdDxyXYRBNUPLMI'\xc3\xa9\x00\x1b";

#[test]
fn damaged_certificates_of_instances_prove_nothing_else() {
    let mut random = Random::new(1);
    let mut n_rejected = 0;
    for (instance, certificate, verdict) in instances() {
        for _ in 0..3000 {
            let damaged = damage(&certificate, &mut random, MARKS);
            let damaged = String::from_utf8_lossy(&damaged);
            match verify(&instance, &damaged) {
                // Other multipliers or another mechanism may prove the same optimum.
                Ok(verified) => assert_eq!(verified.to_string(), verdict, "{damaged}"),
                Err(failure @ Failure::Input(..)) => panic!("the instance is fine: {failure}"),
                Err(_) => n_rejected += 1,
            }
        }
    }
    assert!(9_000 < n_rejected, "only {n_rejected} were rejected");
}

#[test]
fn damaged_instances_do_not_panic() {
    let mut random = Random::new(2);
    let mut n_errors = 0;
    for (instance, certificate, _) in instances() {
        for _ in 0..3000 {
            let damaged = damage(&instance, &mut random, MARKS);
            let result = verify(&String::from_utf8_lossy(&damaged), &certificate);
            n_errors += u32::from(matches!(result, Err(Failure::Input(..))));
        }
    }
    assert!(9_000 < n_errors, "only {n_errors} were no instances");
}

/// Accepted models with certificates: those of the corpus, whose claims are true.
fn models() -> Vec<(String, Dialect, String, String)> {
    let mut cases = Vec::new();
    for (model, name, verdict) in [
        ("bounded.mps", "bounded-optimal", "verified 19/2"),
        ("bounded.mps", "bounded-basis", "verified 19/2"),
        ("bounded.mps", "bounded-bounds", "verified bounds 15/2 21/2"),
        ("triangle.lp", "triangle-optimal", "verified 10"),
        ("triangle.lp", "triangle-basis", "verified 10"),
        ("triangle.lp", "triangle-both-bounds", "verified bounds 9 13"),
        ("infeasible.lp", "infeasible-multipliers", "verified infeasible"),
        ("unbounded.lp", "unbounded-ray", "verified unbounded"),
        ("unbounded-max.lp", "unbounded-max-ray", "verified unbounded"),
        ("crossed.mps", "crossed-column", "verified infeasible"),
    ] {
        let text = fs::read_to_string(folder("models").join(model)).unwrap();
        let case = fs::read_to_string(folder("models").join(format!("{name}.case"))).unwrap();
        let (head, claim) = case.split_once("\n\n").unwrap();
        assert!(head.starts_with(&format!("verdict: {verdict}\n")));
        cases.push((text, Dialect::of_file(model).unwrap(), claim.to_owned(), verdict.to_owned()));
    }
    cases
}

fn certificate(file: &[u8], statement: &str, claim: &str) -> String {
    format!("{}{claim}", first_lines(file, statement, &Readings::default()))
}

/// A claim that is true of the model: the optimum, the status, or bounds around the optimum.
fn is_true(verdict: &str, of: &str) -> bool {
    let number = |text: &str| {
        let (a, b) = text.split_once('/').unwrap_or((text, "1"));
        (a.parse::<i128>().unwrap(), b.parse::<i128>().unwrap())
    };
    let at_most = |a: &str, b: &str| {
        let ((a, b), (c, d)) = (number(a), number(b));
        a * d <= c * b
    };
    let optimum = match of {
        "verified bounds 15/2 21/2" => "19/2",
        "verified bounds 9 13" => "10",
        _ => of.strip_prefix("verified ").unwrap(),
    };
    match verdict.strip_prefix("verified bounds ").and_then(|bounds| bounds.split_once(' ')) {
        Some((lower, upper)) => {
            (lower == "none" || at_most(lower, optimum))
                && (upper == "none" || at_most(optimum, upper))
        }
        None => verdict == format!("verified {optimum}"),
    }
}

#[test]
fn damaged_certificates_of_models_prove_nothing_else() {
    let mut random = Random::new(3);
    let (mut n_rejected, mut n_verified) = (0, 0);
    for (text, dialect, claim, verdict) in models() {
        let statement = statement(text.as_bytes(), dialect, &Readings::default()).unwrap();
        for round in 0..3000 {
            // The claim alone, whose envelope is right, or the whole.
            let certificate = if round % 3 == 0 {
                let whole = certificate(text.as_bytes(), &statement, &claim);
                String::from_utf8_lossy(&damage(&whole, &mut random, MARKS)).into_owned()
            } else {
                let claim = damage(&claim, &mut random, b"0123456789/ -\nBLUZnoe");
                certificate(text.as_bytes(), &statement, &String::from_utf8_lossy(&claim))
            };
            match verify_model(text.as_bytes(), dialect, &Readings::default(), &certificate) {
                Ok(verified) => {
                    n_verified += 1;
                    assert!(is_true(&verified.to_string(), &verdict), "{verified}:\n{certificate}");
                }
                Err(ModelFailure::Model(error)) => {
                    assert!(certificate.contains("\nreading "), "the model is fine: {error}");
                }
                Err(_) => n_rejected += 1,
            }
        }
    }
    assert!(
        15_000 < n_rejected && 100 < n_verified,
        "{n_rejected} rejected, {n_verified} verified"
    );
}

/// A damaged file is another file, and what is read from it is a statement that the checker reads too.
#[test]
fn damaged_models_do_not_panic() {
    let mut random = Random::new(4);
    let (mut n_errors, mut n_read, mut n_verified) = (0, 0, 0);
    for (text, dialect, claim, _) in models() {
        for _ in 0..3000 {
            let damaged = damage(&text, &mut random, MODEL_MARKS);
            let original = certificate(text.as_bytes(), "", &claim);
            match verify_model(&damaged, dialect, &Readings::default(), &original) {
                Err(ModelFailure::Model(_)) => n_errors += 1,
                Err(ModelFailure::OtherFile | ModelFailure::OtherStatement) => {}
                other => panic!("{other:?}"),
            }
            let Ok(statement) = statement(&damaged, dialect, &Readings::default()) else {
                continue;
            };
            n_read += 1;
            let new = certificate(&damaged, &statement, &claim);
            match verify_model(&damaged, dialect, &Readings::default(), &new) {
                Err(ModelFailure::Statement(error)) => panic!("{error}:\n{statement}"),
                Err(ModelFailure::Model(error)) => panic!("{error}"),
                Err(_) => {}
                Ok(_) => n_verified += 1,
            }
        }
    }
    assert!(
        10_000 < n_errors && 2_000 < n_read && 500 < n_verified,
        "{n_errors} {n_read} {n_verified}"
    );
}
