//! LP text, read by us and by a naive reader in Python that shares nothing but the page of rules.
//!
//! ```text
//! FUZZ_SECONDS=900 FUZZ_SEED=7 cargo test --release --test suite naive -- --nocapture
//! ```

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use ironproof::lp::ModelFormat;

use crate::common::vendored;
use crate::fuzz::{Random, corpus, variable};
use crate::models::ours;
use crate::spelling::Spelling;

/// Texts that are compared at a time.
const BATCH: usize = 1000;

/// What the naive reader makes of each file: a statement, or nothing.
fn naive(files: &[PathBuf], readings: &[&str]) -> Vec<Option<String>> {
    let script = Path::new(crate::common::ROOT).join("tests/python/read_lp.py");
    let output = Command::new("python3").arg(script).args(readings).args(files).output();
    let output = output.expect("this test needs python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let models: Vec<_> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(models.len(), files.len());
    models
}

/// Both readers make the same model of each file, or both refuse it; returns how many are models.
fn check_agreement(files: &[PathBuf], readings: &[&str]) -> usize {
    let mut n_models = 0;
    for (path, theirs) in files.iter().zip(naive(files, readings)) {
        let bytes = std::fs::read(path).unwrap();
        let ours = ours(&bytes, ModelFormat::Text, readings);
        let text = String::from_utf8_lossy(&bytes);
        match (ours, theirs) {
            (Ok(ours), theirs) => {
                assert_eq!(Some(ours), theirs, "{}\n{text}\n{text:?}", path.display());
                n_models += 1;
            }
            (Err(error), theirs) => {
                assert_eq!(theirs, None, "{}: {error}\n{text}\n{text:?}", path.display());
            }
        }
    }
    n_models
}

/// The files of a folder and its folders that end in `.lp`.
fn lp_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(lp_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "lp") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_file_is_the_same_model() {
    let root = Path::new(crate::common::ROOT);
    let folders = [root.join("instances"), root.join("tests/data"), vendored()];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| lp_files(folder)).collect();
    assert!(25 < files.len(), "only {}", files.len());
    let n_models = check_agreement(&files, &[]);
    assert!(15 < n_models && n_models < files.len(), "{n_models} models");
    let readings = ["negative-upper=free", "row-constant=move"];
    assert!(n_models < check_agreement(&files, &readings));
}

#[test]
fn damaged_texts_are_the_same_models() {
    let limit = variable("FUZZ_SECONDS").map(Duration::from_secs);
    let mut random = Random(variable("FUZZ_SEED").unwrap_or(1));
    let corpus = corpus("lp");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (start, mut n_run, mut n_models) = (Instant::now(), 0, 0);
    while limit.map_or(n_run < 4 * BATCH, |limit| start.elapsed() < limit) {
        let write = |k| {
            let (at, other) = (random.below(corpus.len()), random.below(corpus.len()));
            let path = folder.path().join(format!("{k}.lp"));
            std::fs::write(&path, random.damage(&corpus[at].1, &corpus[other].1)).unwrap();
            path
        };
        let files: Vec<PathBuf> = (0..BATCH).map(write).collect();
        let readings = [&[][..], &["row-constant=drop", "negative-upper=zero"]];
        n_models += check_agreement(&files, readings[n_run / BATCH % 2]);
        n_run += BATCH;
    }
    println!("{n_run} damaged LP texts, {n_models} of them models");
    assert!(0 < n_models && n_models < n_run, "{n_models} models of {n_run}");
}

/// Generated texts, of which each is a model.
#[test]
fn legal_texts_are_the_same_models() {
    let mut random = Random(variable("FUZZ_SEED").unwrap_or(1));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let files: Vec<PathBuf> = (0..BATCH)
        .map(|k| {
            let path = folder.path().join(format!("{k}.lp"));
            std::fs::write(&path, Spelling::new(&mut random).lp_text()).unwrap();
            path
        })
        .collect();
    assert_eq!(check_agreement(&files, &[]), files.len());
}
