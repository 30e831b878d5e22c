//! Model files and solution files with what is right for them.
//!
//! `tests/data/readers/table.tsv` lists files that other readers take for several models, or that ours once read wrongly;
//! `variants.txt` has more of each kind, as blocks of `=== kind | format | readings | expected` and the file.

use std::path::{Path, PathBuf};

use ironproof::answer::solution_file::{read_basis, read_solution};
use ironproof::lp::{Model, ModelFormat, Readings, read_model, read_number};
use ironproof::proof::{judge_solution, prove};
use ironproof::rational::Rational;

use crate::common::number;
use crate::models::{ours, theirs};
use ironproof::solve;

fn folder() -> PathBuf {
    Path::new(crate::common::ROOT).join("tests/data/readers")
}

/// The proved verdict about the relaxation.
fn verdict(model: &Model) -> String {
    let report = prove(&model.lp, &solve::bases, 60.0);
    let proof = report.proof().expect("time enough");
    match proof.value() {
        Some(value) => format!("{} {value}", proof.status()),
        None => proof.status().to_owned(),
    }
}

/// What is expected of a file: an error with this text in it, or a verdict.
#[track_caller]
fn check(what: &str, bytes: &[u8], format: ModelFormat, readings: &[&str], expected: &str) {
    let chosen = Readings::parse(readings).unwrap();
    let read = read_model(bytes, format, &chosen);
    let verifier = theirs(bytes, format, readings);
    assert_eq!(read.is_ok(), verifier.is_ok(), "{what}: {:?} {verifier:?}", read.as_ref().err());
    match (read, expected.strip_prefix("error ")) {
        (Err(error), Some(text)) => {
            assert!(error.to_string().contains(text), "{what}: expected {text}: {error}");
        }
        (Ok(model), None) => {
            assert_eq!(ours(bytes, format, readings), verifier, "{what}");
            assert_eq!(verdict(&model), expected, "{what}");
        }
        (read, _) => panic!("{what}: expected {expected}: {:?}", read.map(|model| verdict(&model))),
    }
}

/// The text of a number in a table, which may be too long to be written out.
fn written(expected: &str) -> String {
    match expected.split_once(' ') {
        Some((status, value)) if status != "error" && value.contains('e') => {
            format!("{status} {}", read_number(value).unwrap())
        }
        _ => expected.to_owned(),
    }
}

#[test]
fn files_of_the_table_are_read_as_it_says() {
    let table = std::fs::read_to_string(folder().join("table.tsv")).unwrap();
    let mut n_solutions = 0;
    for line in table.lines().skip(1) {
        let [file, solution, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let bytes = std::fs::read(folder().join(file)).unwrap();
        let format = ModelFormat::of(file).unwrap();
        if solution.is_empty() {
            let is_relaxed = expected.starts_with("relaxation ");
            let expected = written(&expected.replace("relaxation ", "optimal "));
            check(file, &bytes, format, &[], &expected);
            let n_integer =
                read_model(&bytes, format, &Readings::default()).map_or(0, |it| it.n_integer());
            assert_eq!(0 < n_integer, is_relaxed, "{file}");
            continue;
        }
        n_solutions += 1;
        let lp = read_model(&bytes, format, &Readings::default()).unwrap().lp;
        let read = |name: &str| std::fs::read_to_string(folder().join(name)).unwrap();
        let (solution, basis) = solution.split_once(' ').unwrap_or((solution, ""));
        let mut answer = read_solution(&lp, &read(solution)).unwrap();
        if !basis.is_empty() {
            answer.basis = Some(read_basis(&lp, &read(basis)).unwrap());
        }
        let judged = judge_solution(&lp, &answer, &solve::bases, 60.0);
        let Some(value) = expected.strip_prefix("wrong point ") else {
            let value = expected.strip_prefix("optimal ").unwrap();
            assert_eq!((judged.objective, judged.n_broken), (number(value), 0), "{line}");
            check(file, &bytes, format, &[], expected);
            continue;
        };
        assert_eq!(judged.objective, number(value), "{line}");
        assert!(Rational::ZERO < judged.amount(), "{line}");
    }
    assert_eq!((table.lines().count(), n_solutions), (33, 6));
}

#[test]
fn variants_of_each_kind_are_read_as_they_say() {
    let text = std::fs::read_to_string(folder().join("variants.txt")).unwrap();
    let mut n_errors = 0;
    let blocks: Vec<&str> = text.split("=== ").skip(1).collect();
    for block in &blocks {
        let (head, file) = block.split_once('\n').unwrap();
        let [kind, format, readings, expected] = head.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{head}")
        };
        let format = ModelFormat::of(&format!("file.{format}")).unwrap();
        let readings: Vec<&str> = readings.split_whitespace().collect();
        n_errors += usize::from(expected.starts_with("error "));
        check(&format!("{kind}\n{file}"), file.as_bytes(), format, &readings, expected);
    }
    assert_eq!((blocks.len(), n_errors), (268, 133));
}
