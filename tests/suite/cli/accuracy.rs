//! `ironproof bench accuracy`: files that are no models, solvers without an answer.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

use super::{folder, ironproof};

/// min x, x >= 2
const GOOD: &str = "NAME good\nROWS\n N C\n G R\nCOLUMNS\n x C 1 R 1\nRHS\n RHS R 2\nENDATA\n";

fn ask(folder: &TempDir, solvers: &str) -> assert_cmd::assert::Assert {
    let command = ["bench", "accuracy", "--quick", "--models", ".", "--out", "r", "--solver"];
    ironproof(folder).args(command).arg(solvers).assert()
}

#[test]
fn a_file_that_is_no_model_is_left_out_and_listed() {
    let folder = folder(&[("good.mps", GOOD), ("bad.mps", "ROWS\n N C\nWHAT\n")]);
    ask(&folder, "highs-simplex")
        .code(0)
        .stderr(contains("note: ./bad.mps: left out: line 3"))
        .stdout(
            contains("left out:\n  ./bad.mps: line 3").and(contains("\n1 row; 0 answers refuted")),
        );
    let page = std::fs::read_to_string(folder.path().join("r/accuracy.md")).unwrap();
    assert!(page.contains("\n## Left out\n\n- ./bad.mps: line 3"), "{page}");
    std::fs::remove_file(folder.path().join("good.mps")).unwrap();
    ask(&folder, "highs-simplex")
        .code(2)
        .stdout(is_empty())
        .stderr(contains("none of the models in this folder can be read"));
}

#[test]
fn the_reason_for_no_answer_is_told_once() {
    let other = GOOD.replace("good", "other").replace(" 2\n", " 3\n");
    let folder = folder(&[("good.mps", GOOD), ("other.mps", &other)]);
    ask(&folder, "test-aborts,test-babbles,highs-simplex").code(0).stdout(
        contains("no answer:\n  test-aborts (as-written): ER, crashed: signal: 6 (SIGABRT)")
            .and(contains(
                ": good and 1 more\n  test-babbles (as-written): ER, not an answer: line 1",
            ))
            .and(contains("highs-simplex (as-written)").not())
            .and(contains("\n6 rows; 0 answers refuted")),
    );
    let page = std::fs::read_to_string(folder.path().join("r/accuracy.md")).unwrap();
    assert!(page.contains("\n## No answer\n\n- test-aborts (as-written): ER"), "{page}");
}

#[test]
fn a_solver_that_is_not_there_is_an_error() {
    let folder = folder(&[("good.mps", GOOD), ("here.sh", "")]);
    for (solver, rule) in [
        ("mine=/no/such/program", "--solver mine=/no/such/program: no such program"),
        ("mine=no-such-program", "--solver mine=no-such-program: no such program"),
        ("foo", "--solver foo: expected NAME=PROGRAM or one of highs-simplex, highs-ipm,"),
        ("=x", "--solver =x: expected NAME=PROGRAM or one of highs-simplex"),
    ] {
        ask(&folder, solver).code(2).stdout(is_empty()).stderr(contains(rule));
    }
    assert!(!folder.path().join("r").exists(), "something was written");
    for (flag, value, rule) in [
        ("--setting", "foo", "--setting foo: expected one of as-written, no-presolve, scaled"),
        ("--setting", "no-presolve", "--setting no-presolve: minilp has only as-written, scaled"),
        ("--family", "foo", "--family foo: expected one of "),
    ] {
        ironproof(&folder)
            .args(["bench", "accuracy", "--solver", "minilp", flag, value, "--out", "r"])
            .assert()
            .code(2)
            .stderr(contains(rule));
    }
    // A relative path and a name in PATH are found; that `true` writes no answer is a row.
    ask(&folder, "here=./here.sh,true=true").code(0).stdout(contains("2 rows; "));
}
