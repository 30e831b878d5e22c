//! `ironproof certify`: limits, answers of others, files that cannot be written.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty, starts_with};
use tempfile::TempDir;

use super::{folder, ironproof, json_lines};

/// min x + 2 y, x + y >= 1, 0 <= x, y <= 3; the optimum is 1, at x = 1.
const MODEL: &str = "NAME m\nROWS\n N C\n G R\nCOLUMNS\n x C 1 R 1\n y C 2 R 1\nRHS\n RHS R 1\n\
                     BOUNDS\n UP B x 3\n UP B y 3\nENDATA\n";
/// min -x, x >= 0
const UNBOUNDED: &str = "NAME u\nROWS\n N C\n G R\nCOLUMNS\n x C -1 R 1\nRHS\n RHS R 1\nENDATA\n";

fn with_answer(answer: &str) -> TempDir {
    folder(&[("m.mps", MODEL), ("u.mps", UNBOUNDED), ("a.sol", answer)])
}

#[test]
fn a_time_limit_leaves_the_answer_open_or_refuted() {
    let limited = ["certify", "m.mps", "--time-limit", "0"];
    // Nothing is disproved, and what is proved is said.
    ironproof(&with_answer("")).args(limited).assert().code(2).stdout(
        starts_with("out of time: proved lower bound 0, upper bound ")
            .and(contains("the 0 s of --time-limit were over before a proof")),
    );
    let judged = |answer: &str| {
        let output = ironproof(&with_answer(answer))
            .args(limited)
            .args(["--solution", "a.sol", "--json"])
            .output()
            .unwrap();
        (output.status.code(), json_lines(&output.stdout)[0]["point"]["accepted"].clone())
    };
    assert_eq!(judged("x 1\ny 1\n"), (Some(2), serde_json::Value::Null));
    // Not feasible, and above an upper bound that another point proves.
    assert_eq!(judged("x 0\ny 0\n"), (Some(1), false.into()));
    // With multipliers that prove its own objective the bounds meet: that is the optimum.
    let both = "# Primal solution values\nFeasible\n# Columns 2\nx 1\ny 0\n# Rows 1\nR 1\n\
                # Dual solution values\nFeasible\n# Columns 2\nx 0\ny 1\n# Rows 1\nR 1\n";
    assert_eq!(judged(both), (Some(0), true.into()));
    ironproof(&with_answer(both))
        .args(limited)
        .args(["--solution", "a.sol"])
        .assert()
        .code(0)
        .stdout(starts_with("optimal 1\n").and(contains("proved by: bounds that meet")));
    for seconds in ["-1", "nan", "x"] {
        let wrong = format!("--time-limit={seconds}");
        ironproof(&with_answer("")).args(["certify", "m.mps", &wrong]).assert().code(2).stderr(
            contains("--time-limit").and(contains("expected a number of seconds, 0 or more")),
        );
    }
}

#[test]
fn absent_columns_are_counted_and_an_answer_about_nothing_is_refused() {
    let judge = ["certify", "m.mps", "--solution", "a.sol"];
    ironproof(&with_answer("x 1\n"))
        .args(judge)
        .assert()
        .code(0)
        .stdout(contains("absent from the file and taken as 0: 1 column\n"));
    ironproof(&with_answer("x 1\ny 0\n"))
        .args(judge)
        .assert()
        .code(0)
        .stdout(contains("absent").not());
    for (answer, rule) in [
        ("", "a.sol: the file is empty"),
        ("# Columns 0\n", "a.sol: no column of the model is named"),
        ("z 1\n", "a.sol: line 1: unknown column `z`"),
    ] {
        ironproof(&with_answer(answer))
            .args(judge)
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr(contains(rule));
    }
}

#[test]
fn the_worst_violation_is_told_in_full() {
    for (answer, line) in [
        (
            "x 0.5\ny 0\n",
            "  violated most: row R is 0.5, 0.5 below its lower bound 1; 1 bound violated\n",
        ),
        (
            "x 5\ny 4\n",
            "  violated most: column x is 5, 2 above its upper bound 3; 2 bounds violated\n",
        ),
    ] {
        ironproof(&with_answer(answer))
            .args(["certify", "m.mps", "--solution", "a.sol"])
            .assert()
            .code(1)
            .stdout(contains(line));
    }
}

#[test]
fn what_can_be_written_is_written() {
    let folder = with_answer("");
    let all = ["--certificate", "u.cert", "--vipr", "u.vipr", "--coq", "u.v"];
    ironproof(&folder)
        .args(["certify", "u.mps"])
        .args(all)
        .assert()
        .code(2)
        .stdout(starts_with("unbounded\n"))
        .stderr(
            contains("error: u.vipr: not written: VIPR has no form for an unbounded model")
                .and(contains("wrote u.cert"))
                .and(contains("wrote u.v\n")),
        );
    let is_there = |name: &str| folder.path().join(name).exists();
    assert!(is_there("u.cert") && is_there("u.v") && !is_there("u.vipr"));
    ironproof(&folder)
        .args(["certify", "u.mps", "--certificate", "u.cert", "--coq", "u.v", "--quiet"])
        .assert()
        .code(0)
        .stderr(is_empty());
}

#[test]
fn kinds_need_a_certificate() {
    for (flags, rule) in [
        (&["--kind", "bounds"] as &[&str], "--kind is for --certificate, --certificate-json and"),
        (&["--kind", "basis", "--vipr", "m.vipr"], "--kind basis is for --certificate"),
    ] {
        ironproof(&with_answer(""))
            .args(["certify", "m.mps"])
            .args(flags)
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr(contains(rule));
    }
    let folder = with_answer("");
    let bounds = ["certify", "m.mps", "--kind", "bounds", "--vipr", "m.vipr"];
    ironproof(&folder).args(bounds).assert().code(0);
    let empty = super::folder(&[("m.mps", ""), ("m.lp", "\n")]);
    for model in ["m.mps", "m.lp"] {
        let rule = format!("error: {model}: the file is empty\n");
        ironproof(&empty).args(["certify", model]).assert().code(2).stderr(rule);
    }
}
