//! `ironproof estimate`: what is written, solved and said, and what is refused.

use predicates::prelude::*;
use serde_json::Value;

use super::{folder, ironproof, json_lines};

const ANSWERS: &str = "id;wtp;income;n\n1;7,5;10;3\n2;0;10;1\n3;7,5;30;2\n4;100;40;1\n5;20;40;1\n";
const BIDS: &str = "instances/data/park-bids.csv";
const OF_BIDS: [&str; 10] = [
    "--bid",
    "bid1",
    "--answer",
    "answer1",
    "--bid2",
    "bid2",
    "--answer2",
    "answer2",
    "--terciles",
    "income",
];

fn bids() -> String {
    std::fs::read_to_string(std::path::Path::new(crate::common::ROOT).join(BIDS)).unwrap()
}

/// The line for people and the unit are in the file, and a percentage in place of a share is noticed.
#[test]
fn title_and_unit_are_written_and_a_percentage_is_noticed() {
    let folder = folder(&[("answers.csv", ANSWERS)]);
    let estimate = |supply: &str| {
        let mut command = ironproof(&folder);
        command.args(["estimate", "answers.csv", "--wtp", "wtp", "--supply", supply]);
        command
    };
    let named = ["--title", "A \"pass\"", "--unit", "euros", "--out", "-"];
    let text = estimate("0.5").args(named).assert().success();
    let text = String::from_utf8(text.get_output().stdout.clone()).unwrap();
    let instance = ironproof::instance::read(&text, std::path::Path::new(".")).unwrap();
    assert_eq!(instance.title, "A \"pass\"");
    assert_eq!(instance.unit.as_deref(), Some("euros"));
    let note = "if 40 is a percentage";
    estimate("40").assert().success().stdout(predicate::str::contains(note));
    estimate("1").assert().success().stdout(predicate::str::contains("percentage").not());
}

/// The instance that is written is the one that is solved, and replacing a file is said.
#[test]
fn an_instance_is_written_and_solved() {
    let folder = folder(&[("answers.csv", ANSWERS)]);
    let arguments = [
        "estimate",
        "answers.csv",
        "--wtp",
        "wtp",
        "--count",
        "n",
        "--supply",
        "0.5",
        "--out",
        "a.toml",
    ];
    ironproof(&folder).args(arguments).assert().success().stderr("wrote a.toml\n");
    let stdout = ironproof(&folder).args(arguments).assert().success().stderr("replaced a.toml\n");
    let text = String::from_utf8(stdout.get_output().stdout.clone()).unwrap();
    assert!(text.starts_with("answers: 8 respondents, 1 group, estimator values\n"), "{text}");
    for said in [
        "5 rows with cells separated by a semicolon",
        "column `wtp`: numbers have a decimal comma",
        "assumption, not data",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // 4 of 8 get an object, those who pay most: 100 + 20 + 2 x 7.5 of 8, if weights and alpha are 1.
    let solved = ironproof(&folder)
        .args(["solve", "a.toml", "--grid", "9", "--certify", "--json"])
        .assert()
        .success();
    let solved = &json_lines(&solved.get_output().stdout)[0];
    assert_eq!(solved["value"], "135/8");
    assert_eq!(solved["certified"], true);
}

#[test]
fn stdin_and_stdout_are_a_dash() {
    let folder = folder(&[]);
    let run = ironproof(&folder)
        .args([
            "estimate",
            "-",
            "--wtp",
            "wtp",
            "--terciles",
            "income",
            "--supply",
            "1",
            "--out",
            "-",
        ])
        .write_stdin(ANSWERS)
        .assert()
        .success();
    let toml = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    assert!(
        toml.starts_with("# Made by `ironproof estimate` from stdin: 5 respondents, 3 groups."),
        "{toml}"
    );
    assert!(
        toml.contains("label = \"high income\"") && toml.contains("name  = \"stdin\""),
        "{toml}"
    );
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    // Without --out nothing is written, and this is said.
    ironproof(&folder)
        .args(["estimate", "-", "--wtp", "wtp", "--supply", "1"])
        .write_stdin(ANSWERS)
        .assert()
        .success()
        .stderr("note: nothing is written; --out FILE.toml writes the instance\n");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

/// Every estimator takes the bids, and its instance is solved.
#[test]
fn bids_have_an_answer_under_every_estimator() {
    let folder = folder(&[("bids.csv", &bids())]);
    for (estimator, options) in [
        ("turnbull", &["--within", "middle", "--top", "150"][..]),
        ("turnbull", &["--weight", "weight", "--welfare-weights", "power-of-wtp=-1"]),
        ("log-logistic", &["--spike", "--tail", "condition", "--top", "300"]),
    ] {
        let run = ironproof(&folder)
            .args([
                "estimate",
                "bids.csv",
                "--supply",
                "0.3",
                "--json",
                "--out",
                "b.toml",
                "--estimator",
                estimator,
            ])
            .args(OF_BIDS)
            .args(options)
            .assert()
            .success();
        let found = &json_lines(&run.get_output().stdout)[0];
        assert_eq!(found["respondents"], 300);
        assert_eq!(found["groups"].as_array().unwrap().len(), 3);
        assert_eq!(
            found["instance"],
            std::fs::read_to_string(folder.path().join("b.toml")).unwrap()
        );
        ironproof(&folder).args(["solve", "b.toml", "--grid", "12"]).assert().success();
    }
}

/// The same seed gives the same answer, however many threads there are.
#[test]
fn a_bootstrap_is_deterministic() {
    let folder = folder(&[("bids.csv", &bids())]);
    let run = |seed: &str, threads: &str| -> Value {
        let run = ironproof(&folder)
            .args([
                "estimate",
                "bids.csv",
                "--supply",
                "0.3",
                "--json",
                "--bootstrap",
                "8",
                "--seed",
                seed,
                "--threads",
                threads,
            ])
            .args(OF_BIDS)
            .assert()
            .success();
        json_lines(&run.get_output().stdout).remove(1)
    };
    let found = run("1", "1");
    assert_eq!(found, run("1", "2"));
    assert_ne!(found, run("2", "2"));
    assert_eq!((&found["resamples"], &found["failed"]), (&8.into(), &0.into()));
    let [low, high] = ["low", "high"].map(|end| found["losses"][end].as_f64().unwrap());
    assert!(0.0 <= low && low <= high && high < 0.5, "{found}");
    for group in found["groups"].as_array().unwrap() {
        let patterns = group["patterns"].as_array().unwrap();
        let sum: f64 = patterns.iter().map(|pattern| pattern["share"].as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{group}");
    }
}

#[test]
fn encodings_stand_side_by_side() {
    let folder = folder(&[("answers.csv", ANSWERS)]);
    let run = ironproof(&folder)
        .args([
            "estimate",
            "answers.csv",
            "--wtp",
            "wtp",
            "--supply",
            "0.5",
            "--encodings",
            "--json",
        ])
        .assert()
        .success();
    let found = &json_lines(&run.get_output().stdout)[1];
    let encodings = found["encodings"].as_array().unwrap();
    let names: Vec<&str> = encodings.iter().map(|row| row["estimator"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        ["values", "lognormal with spike", "weibull with spike", "log-logistic with spike"]
    );
    assert_eq!(encodings[0]["loss"], 0.0);
    assert!(
        encodings.iter().all(|row| row["failure"].is_null() != row["value"].is_null()),
        "{found}"
    );
}

#[test]
fn what_cannot_be_used_is_an_error_and_nothing_is_written() {
    let folder = folder(&[("a.csv", ANSWERS), ("b.csv", "wtp\n1\nmany\n")]);
    let cases: [(&[&str], &str); 9] = [
        (
            &["b.csv", "--wtp", "wtp", "--supply", "1"],
            "b.csv, line 3, column `wtp`: `many` is not a number; write 12",
        ),
        (&["no.csv", "--wtp", "wtp", "--supply", "1"], "no.csv: No such file"),
        (
            &["a.csv", "--wtp", "pay", "--supply", "1"],
            "column `pay`: there is no such column; the file has id, wtp, income, n",
        ),
        (
            &["a.csv", "--supply", "1"],
            "name the columns with the answers: --wtp, or --lower and --upper, or --bid and --answer",
        ),
        (&["a.csv", "--wtp", "wtp"], "--supply"),
        (
            &["a.csv", "--wtp", "wtp", "--supply", "1", "--within", "low"],
            "--within has no effect on --estimator values",
        ),
        (
            &["a.csv", "--wtp", "wtp", "--supply", "1", "--estimator", "turnbull", "--spike"],
            "--spike has no effect on --estimator turnbull",
        ),
        (
            &["a.csv", "--wtp", "wtp", "--supply", "1", "--welfare-weights", "by-group=some:1"],
            "no group `some`; the groups are all",
        ),
        (&["a.csv", "--wtp", "wtp", "--supply", "1", "--seed", "1"], "--bootstrap"),
    ];
    for (arguments, says) in cases {
        ironproof(&folder)
            .arg("estimate")
            .args(arguments)
            .args(["--out", "out.toml"])
            .assert()
            .code(2)
            .stdout("")
            .stderr(predicate::str::contains(says));
        assert!(!folder.path().join("out.toml").exists(), "{arguments:?}");
    }
    // The data are not overwritten.
    ironproof(&folder)
        .args(["estimate", "a.csv", "--wtp", "wtp", "--supply", "1", "--out", "a.csv"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("both read and written"));
    assert_eq!(std::fs::read_to_string(folder.path().join("a.csv")).unwrap(), ANSWERS);
}
