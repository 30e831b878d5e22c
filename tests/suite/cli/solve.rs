//! `ironproof solve`.

use ironproof::verdict;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use super::{CONTINUOUS, TWO_TYPES, folder, ironproof, json_lines};

#[test]
fn solve_prints_the_value_and_the_segments() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    ironproof(&folder)
        .args(["solve", "f1.json"])
        .assert()
        .code(0)
        .stdout(contains("F1: value 1.291667 (exactly 31/24)").and(contains("market")))
        .stdout(contains("verified").not());
    ironproof(&folder)
        .args(["solve", "f1.json", "--certify"])
        .assert()
        .code(0)
        .stdout(contains("\nverified: the independent checker accepts the certificate\n"));
    let output =
        ironproof(&folder).args(["solve", "f1.json", "--json", "--certify"]).output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["value"], "31/24");
    assert_eq!(document["certified"], true);
    assert_eq!(document["name"], "F1");
    assert!(document["value_approx"].as_f64().unwrap() > 1.29);
}

#[test]
fn solve_gives_the_listed_optimum_of_every_line() {
    let folder = folder(&[("all.jsonl", include_str!("../../data/finite.jsonl"))]);
    let output = ironproof(&folder).args(["solve", "all.jsonl", "--json"]).output().unwrap();
    let lines = json_lines(&output.stdout);
    let listed = crate::common::listed();
    assert_eq!(lines.len(), listed.len());
    for (line, instance) in lines.iter().zip(listed) {
        assert_eq!(
            line["value"],
            instance.optimum.as_ref().unwrap().to_string(),
            "{}",
            instance.name
        );
    }
}

#[test]
fn solve_writes_the_types_the_plot_and_a_certificate_that_verifies() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    ironproof(&folder)
        .args([
            "solve",
            "f1.json",
            "--types-csv",
            "t.csv",
            "--plot",
            "p.svg",
            "--certificate",
            "f1.cert",
        ])
        .assert()
        .code(0)
        .stderr("wrote f1.cert\nwrote t.csv\nwrote p.svg\n");
    let csv = std::fs::read_to_string(folder.path().join("t.csv")).unwrap();
    assert_eq!(csv.lines().count(), 4);
    assert!(
        csv.contains("g1,3,3,3.0,3,3.0,1/3,0.3333333333333333,1/2,0.5,1,1.0,9/4,2.25,3/4,0.75,"),
        "{csv}"
    );
    let svg = std::fs::read_to_string(folder.path().join("p.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("expected quality"));
    let certificate = std::fs::read_to_string(folder.path().join("f1.cert")).unwrap();
    let verified = verdict::instance("F1", TWO_TYPES, &certificate).unwrap();
    assert_eq!(verified.to_string(), "verified 31/24");
}

#[test]
fn certificates_list_multipliers_or_name_pools() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    let mut sizes = Vec::new();
    for form in ["listed", "tight"] {
        ironproof(&folder)
            .args(["solve", "f1.json", "--certify", "--multipliers", form, "--certificate", form])
            .assert()
            .code(0);
        let certificate = std::fs::read_to_string(folder.path().join(form)).unwrap();
        assert_eq!(certificate.contains("\ntight\n"), form == "tight");
        assert_eq!(certificate.contains("\ndual "), form == "listed");
        assert!(verdict::instance("F1", TWO_TYPES, &certificate).is_ok());
        sizes.push(certificate.len());
    }
    assert!(sizes[1] < sizes[0]);
}

#[test]
fn an_output_does_not_replace_the_input() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    ironproof(&folder).args(["solve", "f1.json", "--plot", "f1.json"]).assert().code(2);
    assert_eq!(std::fs::read_to_string(folder.path().join("f1.json")).unwrap(), TWO_TYPES);
}

/// A false claim weighs more than a line that cannot be read, which is told all the same.
#[test]
fn a_broken_line_hides_no_false_claim() {
    let line = TWO_TYPES.replace('\n', "");
    let lines = |optimum: &str| format!("{{\n{}\n{line}\n", line.replace("31/24", optimum));
    let folder = folder(&[("right.jsonl", &lines("31/24")), ("wrong.jsonl", &lines("1/2"))]);
    for (file, code) in [("right.jsonl", 2), ("wrong.jsonl", 1)] {
        let output =
            ironproof(&folder).args(["solve", file, "--json", "--certify"]).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{file}");
        let lines = json_lines(&output.stdout);
        assert!(
            lines.len() == 2 && lines.iter().all(|line| line["certified"] == true),
            "{lines:?}"
        );
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(stderr.contains(&format!("{file}: line 1")), "{stderr}");
        assert_eq!(stderr.contains("the file claims the optimum 1/2; it is 31/24"), code == 1);
    }
}

#[test]
fn solve_reports_a_false_claim() {
    let folder = folder(&[("f1.json", &TWO_TYPES.replace("31/24", "1/2"))]);
    ironproof(&folder)
        .args(["solve", "f1.json"])
        .assert()
        .code(1)
        .stderr(contains("f1.json: the file claims the optimum 1/2; it is 31/24"));
}

/// What all pay and get, by hand: the highest third pays 9/4 each; half of the others get quality 1/2 for free.
#[test]
fn totals_are_those_of_the_mechanism() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    let output = ironproof(&folder).args(["solve", "f1.json", "--json"]).output().unwrap();
    let document = &json_lines(&output.stdout)[0];
    for place in [document, &document["groups"][0]] {
        assert_eq!(place["revenue"], "3/4");
        assert_eq!(place["quality"], "1/2");
        assert_eq!(place["served"], "2/3");
    }
}

/// A number of a grid says so, and what it is worth.
#[test]
fn a_grid_is_named_wherever_its_numbers_are() {
    let rounded = CONTINUOUS.replace(
        r#"{ kind = "uniform", low = "0", high = "1" }
weight"#,
        r#"{ kind = "normal", mean = "1", sd = "1", low = "0", high = "2", tail = "clip" }
weight"#,
    );
    let rounded = rounded.replace("optimum = \"5/24\"\n", "");
    let folder = folder(&[("a.toml", CONTINUOUS), ("n.toml", &rounded), ("f1.json", TWO_TYPES)]);
    let grid = |arguments: &[&str]| {
        let output = ironproof(&folder).args(arguments).arg("--json").output().unwrap();
        json_lines(&output.stdout)[0]["grid"].clone()
    };
    let shown = |arguments: &[&str]| {
        let output = ironproof(&folder).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let cells = grid(&["solve", "a.toml", "--grid", "8", "--levels", "4"]);
    assert_eq!(cells["method"], "cells");
    assert_eq!((&cells["types"], &cells["levels"]), (&8.into(), &4.into()));
    assert_eq!(cells["lower_bound"], true);
    let text = shown(&["solve", "a.toml", "--grid", "8", "--levels", "4"]);
    let label = "on a grid of 8 cells and 4 quality levels; the value is a lower bound";
    assert!(text.contains(&format!("\n  {label}\n")), "{text}");
    // Points, and rounded data, are no bound.
    assert_eq!(grid(&["solve", "a.toml", "--method", "types"])["lower_bound"], false);
    assert_eq!(grid(&["solve", "n.toml", "--grid", "8"])["lower_bound"], false);
    assert!(shown(&["solve", "n.toml", "--grid", "8"]).contains("the value is no bound"));
    // Without a grid it is about the instance itself.
    assert!(!shown(&["solve", "n.toml"]).contains("grid"));
    // A finite instance is what it is.
    assert!(
        grid(&["solve", "f1.json"]).is_null() && !shown(&["solve", "f1.json"]).contains("grid")
    );
}
