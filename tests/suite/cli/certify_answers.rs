//! `ironproof certify --solution`: each verdict about an answer, of models without integers and with them.

use serde_json::Value;
use tempfile::TempDir;

use super::{folder, ironproof, json_lines};

/// max 6 a + 5 b + 4 d, 5 a + 4 b + 3 d <= 8, binary: 10 at a = d = 1; without integrality 51/5.
const KNAPSACK: &str = include_str!("../../data/integers/knapsack.mps");
/// min x + y, 2 x + 4 y = 7, integers: infeasible; without integrality 7/4.
const PARITY: &str = include_str!("../../data/integers/parity.mps");
/// min 3 x + 5 y, integers: 15 at x = 0, y = 3; without integrality 67/5.
const COVER: &str = include_str!("../../data/integers/cover.lp");

/// What the command says about an answer: exit code, the last line, and the JSON object.
fn judged(model: &str, text: &str, answer: &str, more: &[&str]) -> (i32, String, Value) {
    let folder = folder(&[(model, text), ("a.sol", answer)]);
    let run = |flag: &str| {
        let command = ["certify", model, "--solution", "a.sol", flag];
        let output = ironproof(&folder).args(command).args(more).output().unwrap();
        (output.status.code().unwrap(), output.stdout)
    };
    let (code, text) = run("--quiet");
    let (json_code, json) = run("--json");
    assert_eq!(code, json_code);
    let line = String::from_utf8(text).unwrap().lines().last().unwrap().to_owned();
    (code, line, json_lines(&json).remove(0))
}

#[track_caller]
fn check(model: &str, text: &str, answer: &str, code: i32, verdict: &str, line: &str) -> Value {
    let found = judged(model, text, answer, &[]);
    let json = found.2;
    assert_eq!((found.0, &json["point"]["verdict"]), (code, &verdict.into()), "{}", found.1);
    assert_eq!(found.1, line);
    let accepted = match verdict {
        "accepted" => Value::Bool(true),
        "feasible" | "open" => Value::Null,
        _ => Value::Bool(false),
    };
    assert_eq!(json["point"]["accepted"], accepted);
    json
}

/// min x + 2 y, x + y >= 1: the optimum is 1.
const LINEAR: &str = "min x + 2 y\nst\n r: x + y >= 1\nend";

#[test]
fn an_answer_without_integers_is_infeasible_not_optimal_or_accepted() {
    let of = |answer: &str, code, verdict: &str, line: &str| {
        check("m.lp", LINEAR, answer, code, verdict, line)
    };
    let json = of("x 1\ny 0\n", 0, "accepted", "accepted");
    assert_eq!((&json["point"]["bound"], &json["point"]["gap"]), (&"1".into(), &0.0.into()));
    of("x 0.9999995\ny 0\n", 0, "accepted", "accepted");
    of("x 1.0000005\ny 0\n", 0, "accepted", "accepted");
    let json = of(
        "x 0\ny 1\n",
        1,
        "not optimal",
        "not optimal: relative distance to the verified optimum 1; at most 1e-6 is accepted",
    );
    assert_eq!(json["point"]["bound_gap"], "1");
    of(
        "x 0.5\ny 0.25\n",
        1,
        "infeasible",
        "refuted, infeasible: row r breaks a bound by 0.25, relatively; at most 1e-6 is accepted",
    );
    // Each row passes, and the objective is better than any can be.
    let line = "refuted, better than the bound: its objective is beyond the verified bound 1000 by 0.000009, \
                relatively; at most 1e-6 is accepted";
    let free = "min 1000 x - 9000 y\nst\n r: x - y >= 1\n s: y <= 0\nbounds\n y free\nend";
    let json = check("m.lp", free, "x 1\ny 0.000001\n", 1, "better than the bound", line);
    assert_eq!(json["verified"], "optimal 1000");
}

/// A point that passes all rows within the tolerance, though none is feasible or the objective has no bound.
#[test]
fn an_answer_to_a_model_without_an_optimum_is_no_optimum() {
    let infeasible = "min x\nst\n r: x >= 1.0000001\n s: x <= 1\nend";
    check(
        "m.lp",
        infeasible,
        "x 1\n",
        1,
        "infeasible",
        "refuted, infeasible: the model has no feasible point; this one: row r breaks a bound by 9.999999e-8",
    );
    let unbounded = "max x + y\nst\n r: x - y <= 1\nend";
    let line = "not optimal: the objective has no bound";
    check("m.lp", unbounded, "x 1\ny 0\n", 1, "not optimal", line);
}

#[test]
fn an_integer_answer_is_judged_as_what_it_is() {
    let of = |answer: &str, code, verdict: &str, line: &str| {
        check("k.mps", KNAPSACK, answer, code, verdict, line)
    };
    // The optimum, which the relaxation does not attain, and a worse point: neither is refuted.
    let line =
        "feasible, at most 2% from the optimum: its objective is 0.2 from the verified bound 10.2";
    let json = of("a 1\nb 0\nd 1\n", 0, "feasible", line);
    assert_eq!(json["relaxation"], true);
    assert_eq!(json["verified"], "relaxation optimal 51/5");
    let point = &json["point"];
    assert_eq!((&point["bound"], &point["bound_gap"]), (&"51/5".into(), &"1/5".into()));
    assert_eq!((&point["gap"], &point["integral_at"]), (&0.02.into(), &"0".into()));
    let line = "feasible, at most 155% from the optimum: its objective is 6.2 from the verified bound 10.2";
    of("a 0\nb 0\nd 1\n", 0, "feasible", line);
    // Nearly integral passes, and counts as what it is.
    let json = of(
        "a 0.9999999\nb 0\nd 1\n",
        0,
        "feasible",
        "feasible, at most 2.1% from the optimum: its objective is 0.2000006 from the verified bound 10.2",
    );
    assert_eq!(
        (&json["point"]["integral_at"], &json["point"]["n_fractional"]),
        (&"1e-7".into(), &1.into())
    );
    // The optimum of the relaxation is no answer to the model.
    of(
        "a 0.2\nb 1\nd 1\n",
        1,
        "not integral",
        "refuted, not integral: column a is 0.2 from an integer; at most 1e-6 is accepted",
    );
    of(
        "a 1\nb 1\nd 1\n",
        1,
        "infeasible",
        "refuted, infeasible: row weight breaks a bound by 0.5, relatively; at most 1e-6 is accepted",
    );
    // Accepted only where the bound of the relaxation shows it.
    let easy = KNAPSACK.replace("RHS weight 8", "RHS weight 7");
    check("k.mps", &easy, "a 0\nb 1\nd 1\n", 0, "accepted", "accepted");
    // Minimization, and LP text.
    let line =
        "feasible, at most 11% from the optimum: its objective is 1.6 from the verified bound 13.4";
    let json = check("c.lp", COVER, "x 0\ny 3\n", 0, "feasible", line);
    assert_eq!(json["point"]["bound_gap"], "8/5");
    let parity = judged("p.mps", PARITY, "x 1.5\ny 1\n", &[]);
    assert_eq!(parity.2["point"]["verdict"], "not integral");
}

/// What bounds the relaxation is all that is known: it may be nothing.
#[test]
fn an_integer_answer_without_a_bound_is_feasible() {
    let unbounded = "max x + y\nst\n r: x - y <= 1\ngeneral\n x\nend";
    let line = "feasible; nothing bounds the optimum";
    let json = check("m.lp", unbounded, "x 1\ny 0\n", 0, "feasible", line);
    assert!(json["point"]["gap"].is_null() && json["verified"] == "relaxation unbounded", "{json}");
    // Bounds that were found before a time limit bound the optimum too; the bounds are not the last word.
    let (code, line, json) = judged("c.lp", COVER, "x 0\ny 3\n", &["--time-limit", "0"]);
    assert_eq!((code, &json["point"]["verdict"]), (3, &"feasible".into()), "{line}");
    assert!(line.starts_with("feasible, at most 100% from the optimum: "), "{line}");
    // A point of the relaxation with a better objective does not make an integer answer worse than the optimum.
    assert_eq!(json["verified"], "relaxation bounds 0 15");
    let (code, line, _) = judged("c.lp", COVER, "x 0\ny 2\n", &["--time-limit", "0"]);
    assert!(code == 1 && line.starts_with("refuted, infeasible: row need "), "{line}");
}

/// The first line, by what the file wants and what is found.
#[test]
fn the_first_line_says_relaxation() {
    let first = |model: &str, text: &str, more: &[&str]| {
        let folder: TempDir = folder(&[(model, text)]);
        let output = ironproof(&folder).args(["certify", model]).args(more).output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().next().unwrap().to_owned()
    };
    assert_eq!(first("k.mps", KNAPSACK, &[]), "verified relaxation optimal 51/5");
    assert_eq!(first("p.mps", PARITY, &[]), "verified relaxation optimal 7/4");
    assert_eq!(first("c.lp", COVER, &[]), "verified relaxation optimal 67/5");
    assert_eq!(
        first("k.mps", KNAPSACK, &["--time-limit", "0"]),
        "verified relaxation bounds 0 15 (the time limit came first)"
    );
    let unbounded = "max x\nst\n r: x >= 1\ngeneral\n x\nend";
    assert_eq!(first("m.lp", unbounded, &[]), "verified relaxation unbounded");
    // What has no point without integrality has none with it.
    let infeasible = "min x + y\nst\n r: x + y >= 2\n s: x + y <= 1\ngeneral\n x y\nend";
    assert_eq!(
        first("m.lp", infeasible, &[]),
        "verified infeasible (its relaxation already, without the integrality of 2 columns)"
    );
    assert_eq!(
        first("m.lp", &infeasible.replace("general\n x y\n", ""), &[]),
        "verified infeasible"
    );
    let constant = "min x + 7.5\nst\n r: x >= 1\nend";
    assert_eq!(
        first("m.lp", constant, &[]),
        "verified optimal 17/2 (with the constant 15/2 of the objective)"
    );
}

/// Every file that is written says so too, and none does of a model without integers.
#[test]
fn every_written_file_says_relaxation() {
    let written = |model: &str, text: &str| {
        let folder: TempDir = folder(&[(model, text)]);
        let names = ["c.cert", "c.json", "c.vipr", "c.v"];
        let flags = ["--certificate", "--certificate-json", "--vipr", "--coq"];
        let flags = flags.iter().zip(names).flat_map(|(flag, name)| [*flag, name]);
        let output = ironproof(&folder).args(["certify", model]).args(flags).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        names.map(|name| std::fs::read_to_string(folder.path().join(name)).unwrap())
    };
    let [certificate, json, vipr, coq] = written("c.lp", COVER);
    assert!(certificate.lines().nth(3) == Some("relaxation 2"), "{certificate}");
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["relaxation"], true);
    let comment = "relaxation without the integrality of 2 columns";
    assert!(vipr.contains(&format!("\n% {comment}\n")), "{vipr}");
    assert!(coq.contains(&format!("\n(* {comment} *)\n")), "{coq}");
    let [certificate, json, vipr, coq] = written("c.lp", &COVER.replace("general\n x y\n", ""));
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["relaxation"], false);
    assert!([certificate, vipr, coq].iter().all(|text| !text.contains("relaxation")));
}

/// Names come from files: no character of theirs reaches the terminal as it is.
#[test]
fn names_of_files_are_escaped() {
    let model = "NAME m\nROWS\n N C\n G R\u{2028}5\nCOLUMNS\n x\u{2028}verified C 1 R\u{2028}5 1\nRHS\n \
                 RHS R\u{2028}5 1\nENDATA\n";
    let folder = folder(&[("m.mps", model), ("a.sol", "x\u{2028}verified 0\n")]);
    let output = ironproof(&folder)
        .args(["certify", "m.mps", "--solution", "a.sol", "--loss"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("row R\\u{2028}5 breaks a bound by 1"), "{text}");
    assert!(!text.contains('\u{2028}'), "{text:?}");
}
