//! Types in column files with a certificate: the checker proves the optimum that ironing in memory has, and never
//! another one.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use ironproof::certificate::{self, Form};
use ironproof::columns::{self, Format, Limits};
use ironproof::finite::{FiniteInstance, Type, Wtp};
use ironproof::ironing;
use ironproof::rational::Rational;
use ironproof_verifier::verify_columns;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use tempfile::TempDir;

use crate::common::{listed, number, randoms};
use crate::fuzz::Random;

/// Instances of points, whose levels have a mass and no cost.
fn instances(seed: u64, n: u64) -> impl Iterator<Item = FiniteInstance> {
    let has_points_only = |instance: &FiniteInstance| {
        let mut types = instance.groups.iter().flat_map(|group| &group.types);
        types.all(|ty| matches!(ty.wtp, Wtp::Point(_)))
    };
    randoms(seed, n).chain(listed()).filter(has_points_only)
}

/// Writes the columns of an instance, and returns the path of the header.
fn write(folder: &Path, instance: &FiniteInstance) -> PathBuf {
    let written = columns::from_finite(instance, Format::Binary).unwrap();
    for file in &written.files {
        let mut bytes = Vec::new();
        file.write(&mut bytes).unwrap();
        std::fs::write(folder.join(&file.name), bytes).unwrap();
    }
    let path = folder.join("x.columns.json");
    std::fs::write(&path, &written.header).unwrap();
    path
}

/// The certificate that column files get.
fn solved(header: &Path, limits: &Limits) -> String {
    let scratch = tempfile::tempfile().unwrap();
    let instance = columns::open(header).unwrap();
    let solution = columns::solve(&instance, limits, &scratch, &|_| ()).unwrap();
    let mut text = Vec::new();
    columns::write_certificate(&mut text, &solution).unwrap();
    String::from_utf8(text).unwrap()
}

/// What the checker proves, if it accepts.
fn proved(header: &Path, certificate: &str) -> Option<Rational> {
    let verified = verify_columns(header, certificate, &|_, _| ()).ok()?;
    verified.value().map(|value| number(&value.to_string()))
}

/// Value, prices and menus are those of the certificate in memory; only the multipliers are said in another way.
#[test]
fn three_thousand_certificates_are_those_of_memory_and_are_accepted() {
    let (folder, mut n) = (TempDir::new().unwrap(), 0);
    for instance in instances(11, 6000) {
        let header = write(folder.path(), &instance);
        let limits = Limits { chunk: 1 + n % 7, window: 2 + n % 5, window_per_group: 2 + n % 3 };
        let certificate = solved(&header, &limits);
        let in_memory = certificate::written(&instance, Form::Tight);
        let said = |text: &str| -> Vec<String> {
            let is_multiplier = |line: &&str| {
                ["implied", "tight", "pool"].iter().any(|word| line.starts_with(word))
            };
            text.lines().filter(|line| !is_multiplier(line)).map(str::to_owned).collect()
        };
        assert_eq!(said(&certificate), said(&in_memory.text), "{}", instance.name);
        assert_eq!(
            proved(&header, &certificate),
            in_memory.value,
            "{}\n{certificate}",
            instance.name
        );
        n += 1;
    }
    assert!(3000 < n, "only {n}");
}

/// Another number somewhere in the instance, and another sum in the certificate so that it fits again.
fn changed(instance: &FiniteInstance, random: &mut Random) -> Option<FiniteInstance> {
    let g = random.below(instance.groups.len());
    let k = random.below(instance.groups[g].types.len());
    let (what, up) = (random.below(4), random.below(2) == 0);
    let other = |number: &Rational| {
        let factor = if up { Rational::from(3) } else { Rational::ONE };
        number * factor / Rational::from(2)
    };
    let changed = instance.changed(|content| match what {
        0 => {
            let level = random.below(content.quality.len());
            let level = &mut content.quality[level];
            level.mass = level.mass.as_ref().map(other);
        }
        1 => content.alpha = other(&content.alpha),
        _ => {
            let Type { wtp, weight, .. } = &mut content.groups[g].types[k];
            match wtp {
                Wtp::Point(wtp) if what == 2 => *wtp = other(wtp),
                _ => *weight = other(weight),
            }
        }
    });
    changed.ok()
}

/// A certificate of one instance is shown with the columns of another, whose sums are put into it. Where it is
/// accepted all the same, the optimum is the one that it claims.
#[test]
fn a_certificate_of_other_columns_proves_no_wrong_value() {
    let folder = TempDir::new().unwrap();
    let (mut random, mut n_refused, mut n_accepted) = (Random(9), 0, 0);
    for instance in instances(12, 400) {
        let limits = Limits::within(64 << 20, instance.groups.len()).unwrap();
        let certificate = solved(&write(folder.path(), &instance), &limits);
        for _ in 0..5 {
            let Some(other) = changed(&instance, &mut random) else { continue };
            let header = write(folder.path(), &other);
            let right = solved(&header, &limits);
            let mut sums = right.lines().filter(|line| line.starts_with("implied"));
            let lines = certificate
                .lines()
                .map(|line| if line.starts_with("implied") { sums.next().unwrap() } else { line });
            let forged: String = lines.flat_map(|line| [line, "\n"]).collect();
            match proved(&header, &forged) {
                None => n_refused += 1,
                Some(value) => {
                    assert_eq!(value, ironing::optimum(&other).value, "{}\n{forged}", other.name);
                    n_accepted += 1;
                }
            }
        }
    }
    assert!(1000 < n_refused && 50 < n_accepted, "{n_refused} refused, {n_accepted} accepted");
}

#[test]
fn the_command_line_certifies_column_files() {
    let folder = TempDir::new().unwrap();
    let ironproof = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
        command.current_dir(&folder).args(words);
        command
    };
    let instance =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../instances/closed-form/c19-kinked-weights.toml");
    let discretize = ["discretize", instance, "--method", "types", "--grid", "300", "--out", "."];
    ironproof(&discretize).args(["--columns", "binary"]).assert().code(0);
    let is_header = |name: &str| name.ends_with(".columns.json");
    let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    let header =
        names.map(|name| name.into_string().unwrap()).find(|name| is_header(name)).unwrap();
    let solve = ["solve", &header, "--certificate", "c.cert", "--certify"];
    let output = ironproof(&solve).args(["--json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["certified"], true);
    let certificate = std::fs::read_to_string(folder.path().join("c.cert")).unwrap();
    assert!(certificate.contains(&format!("\nvalue {}\n", found["value"].as_str().unwrap())));
    ironproof(&solve).assert().stdout(contains("verified"));
    let output = ironproof(&["solve", &header, "--certificate", "-"]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), certificate);
    // What is refused before the work, in one line.
    let refused = |words: &[&str], message: &str| {
        let one_line = contains("\n").count(1);
        ironproof(words).assert().code(2).stderr(contains(message).and(one_line));
    };
    refused(&["solve", &header, "--certify", "--multipliers", "tight"], "--multipliers");
    refused(&["solve", &header, "--types-csv", "t.csv"], "need all types in memory");
    refused(&["solve", &header, "--certificate", "none/../."], "none/../.");
    ironproof(&discretize).args(["--columns", "parquet"]).assert().code(0);
    refused(&["solve", &header, "--certify"], "the checker reads binary columns");
    refused(&["solve", &header, "--certificate", "d.cert"], "the checker reads binary columns");
    assert!(!folder.path().join("d.cert").exists());
}
