//! `ironproof certify`: limits, answers of others, files that cannot be written.

use std::fmt::Write as _;

use ironproof_verifier::{Dialect, Readings, verify_model};
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
    // Nothing is disproved, and the bounds that were found are checked.
    ironproof(&with_answer("")).args(limited).assert().code(3).stdout(
        starts_with("verified bounds 0 none (the time limit came first)\n").and(contains(
            "HiGHS said not asked; the 0 s of --time-limit were over before a decision",
        )),
    );
    // Without any bound nothing is verified, and there is nothing to write.
    let free = MODEL.replace("BOUNDS\n", "BOUNDS\n FR B x\n").replace(" UP B x 3\n", "");
    let folder = folder(&[("m.mps", &free)]);
    ironproof(&folder)
        .args(limited)
        .args(["--certificate", "c"])
        .assert()
        .code(3)
        .stdout(starts_with("open: the time limit came before any bound\n"))
        .stderr(contains("error: c: not written: no bound was found"));
    assert!(!folder.path().join("c").exists());
    let output = ironproof(&folder).args(limited).arg("--json").output().unwrap();
    let json = &json_lines(&output.stdout)[0];
    assert_eq!((&json["status"], &json["certified"]), (&"bounded".into(), &false.into()));
    assert!(json["verified"].is_null() && json["open"].is_string(), "{json}");
    assert!(json["lower"].is_null() && json["upper"].is_null(), "{json}");
    let judged = |answer: &str| {
        let output = ironproof(&with_answer(answer))
            .args(limited)
            .args(["--solution", "a.sol", "--json"])
            .output()
            .unwrap();
        (output.status.code(), json_lines(&output.stdout)[0]["point"]["accepted"].clone())
    };
    assert_eq!(judged("x 1\ny 1\n"), (Some(3), serde_json::Value::Null));
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
        .stdout(starts_with("verified optimal 1\n").and(contains("decided by: bounds that meet")));
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
        (
            "Model status\nInfeasible\n\n# Primal solution values\nNone\n\n# Dual solution values\nNone\n",
            "a.sol: the file has no solution (status Infeasible)",
        ),
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
        .stdout(starts_with("verified unbounded\n"))
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

#[test]
fn the_verdict_about_an_answer_is_a_line() {
    let last = |model: &str, answer: &str, limit: &str| {
        let output = ironproof(&with_answer(answer))
            .args(["certify", model, "--solution", "a.sol", "--quiet", "--time-limit", limit])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code(), text.lines().last().unwrap().to_owned())
    };
    for (model, answer, limit, code, line) in [
        ("m.mps", "x 1\n", "60", 0, "accepted"),
        (
            "m.mps",
            "x 1\ny 1\n",
            "60",
            1,
            "not optimal: relative distance to the verified optimum 2; at most 1e-6 is accepted",
        ),
        (
            "m.mps",
            "x 0.5\n",
            "60",
            1,
            "refuted, infeasible: row R breaks a bound by 0.5, relatively; at most 1e-6 is accepted",
        ),
        ("u.mps", "x 1\n", "60", 1, "not optimal: the objective has no bound"),
        ("m.mps", "x 1\ny 1\n", "0", 3, "open: a limit came before the optimum"),
    ] {
        assert_eq!(last(model, answer, limit), (Some(code), line.to_owned()), "{answer}");
    }
}

/// The multipliers that HiGHS returns for the LP of `interior.rs` have a small error of the wrong sign here.
#[test]
fn float_multipliers_of_the_wrong_sign_do_no_harm() {
    let model = "NAME f\nROWS\n N o\n G r0\nCOLUMNS\n x0 o 1.3233380381921\n x1 o 1e-12\nRHS\n R r0 1\n\
                 BOUNDS\n MI B x0\n MI B x1\n UP B x1 3\nENDATA\n";
    let answer = "Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective 0\n# Columns 2\nx0 2\nx1 0\n# Rows 1\nr0 0\n\n\
                  # Dual solution values\nFeasible\n# Columns 2\nx0 0\nx1 0\n# Rows 1\nr0 -1\n\n# Basis\nNone\n";
    ironproof(&folder(&[("m.mps", model), ("a.sol", answer)]))
        .args(["certify", "m.mps", "--solution", "a.sol"])
        .assert()
        .code(1)
        .stdout(starts_with("verified infeasible\n"));
}

/// Dual values of a dense model with free columns: each exact repair makes all numbers longer. It is over soon after
/// the time limit.
#[test]
fn the_time_limit_ends_the_repair_of_dual_values() {
    let n = 220;
    let mut state = 1_u64;
    let mut random = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("0.{:019}", state >> 1)
    };
    let (mut rows, mut columns, mut bounds) = (String::new(), String::new(), String::new());
    let (mut values, mut activities, mut duals) = (String::new(), String::new(), String::new());
    for i in 0..n {
        writeln!(rows, " L r{i}").unwrap();
        writeln!(columns, " x{i} o -{}", random()).unwrap();
        for row in 0..n {
            writeln!(columns, " x{i} r{row} {}", random()).unwrap();
        }
        if i % 2 == 0 {
            writeln!(bounds, " FR B x{i}").unwrap();
        }
        writeln!(values, "x{i} 0").unwrap();
        writeln!(activities, "r{i} 0").unwrap();
        writeln!(duals, "r{i} -{}", random()).unwrap();
    }
    let model = format!("NAME b\nROWS\n N o\n{rows}COLUMNS\n{columns}BOUNDS\n{bounds}ENDATA\n");
    let answer = format!(
        "Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective 0\n# Columns {n}\n{values}\
         # Rows {n}\n{activities}\n# Dual solution values\nFeasible\n# Columns {n}\n{values}# Rows {n}\n{duals}\n\
         # Basis\nNone\n"
    );
    let started = std::time::Instant::now();
    ironproof(&folder(&[("m.mps", &model), ("a.sol", &answer)]))
        .args(["certify", "m.mps", "--solution", "a.sol", "--time-limit", "0"])
        .timeout(std::time::Duration::from_secs(60))
        .assert()
        .code(3)
        .stdout(starts_with("verified bounds none 0 (the time limit came first)\n"));
    assert!(started.elapsed().as_secs() < 8, "{:?}", started.elapsed());
}

#[test]
fn limits_longer_than_the_clock_are_no_limits() {
    for seconds in ["1e19", "1e300"] {
        ironproof(&with_answer("x 1\n"))
            .args(["certify", "m.mps", "--solution", "a.sol", "--time-limit", seconds])
            .assert()
            .code(0)
            .stdout(starts_with("verified optimal 1\n"));
    }
}

#[test]
fn a_rounded_optimum_is_marked() {
    let long =
        MODEL.replace(" x C 1 R 1", " x C 1.0000000000000000000000000000000000000000001 R 1");
    ironproof(&folder(&[("m.mps", &long)]))
        .args(["certify", "m.mps", "--quiet"])
        .assert()
        .code(0)
        .stdout("verified optimal about 1\n");
    // Beyond the doubles.
    for (size, shown) in [("1e400", "about 1e400"), ("-3e-400", "about -1e-400")] {
        let model =
            MODEL.replace(" x C 1 R 1", &format!(" x C {size} R 1")).replace("C 2", "C 1e500");
        ironproof(&folder(&[("m.mps", &model)]))
            .args(["certify", "m.mps", "--quiet"])
            .assert()
            .code(0)
            .stdout(format!("verified optimal {shown}\n"));
    }
}

/// A verdict without basis or bounds is written as values, and that is said.
#[test]
fn other_kinds_than_asked_for_are_noted() {
    for (model, kind, is_noted) in [
        ("u.mps", "basis", true),
        ("u.mps", "bounds", true),
        ("m.mps", "basis", false),
        ("m.mps", "bounds", false),
    ] {
        let note = format!("no {kind} for this verdict: values written");
        let output = ironproof(&with_answer(""))
            .args(["certify", model, "--certificate", "c", "--kind", kind])
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.contains(&note)), (Some(0), is_noted), "{stderr}");
    }
}

#[test]
fn a_model_that_coq_cannot_take_is_certified_all_the_same() {
    let empty = "NAME e\nROWS\n N o\n G r\nCOLUMNS\nRHS\n R r 3\nENDATA\n";
    let folder = folder(&[("e.mps", empty)]);
    ironproof(&folder)
        .args(["certify", "e.mps", "--certificate", "e.cert", "--coq", "e.v"])
        .assert()
        .code(2)
        .stdout(starts_with("verified infeasible\n"))
        .stderr(contains("error: e.v: not written: a model without columns has no Coq script"));
    let is_there = |name: &str| folder.path().join(name).exists();
    assert!(is_there("e.cert") && !is_there("e.v"));
}

/// A circle of equations a_i x_i + b_i x_{i+1} = c_i with coefficients of 25 digits: the numbers of its only point have
/// 80 binary digits for each equation.
fn circle(n: usize) -> String {
    let mut state = 1_u64;
    let mut number = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        format!("1{:012}{:011}7", state % 1_000_000_007, state % 99_999_999_977 % 10_007)
    };
    let mut text = format!("min\n x0 + x{}\nst\n", n - 1);
    for i in 0..n {
        let (a, b, next) = (number(), number(), (i + 1) % n);
        writeln!(text, " r{i}: {a} x{i} + {b} x{next} = {i}").unwrap();
    }
    text + "bounds\n"
        + &(0..n).fold(String::new(), |text, i| text + &format!(" x{i} free\n"))
        + "end\n"
}

/// Long values are a basis in the certificate, unless somebody wants them; their digits then have base 16.
#[test]
fn values_of_a_megabyte_are_a_basis() {
    let folder = folder(&[("m.lp", &circle(220)), ("small.lp", &circle(20))]);
    let written = |model: &str, kind: &[&str]| {
        let run = ironproof(&folder)
            .args(["certify", model, "--certificate", "c"])
            .args(kind)
            .assert()
            .success()
            .stdout(starts_with("verified optimal about "));
        let note = String::from_utf8(run.get_output().stderr.clone()).unwrap();
        let text = std::fs::read_to_string(folder.path().join("c")).unwrap();
        let file = std::fs::read(folder.path().join(model)).unwrap();
        let verified = verify_model(&file, Dialect::Text, &Readings::default(), &text).unwrap();
        (text, note.lines().next().unwrap().to_owned(), verified.to_string())
    };
    let (basis, note, verdict) = written("m.lp", &[]);
    assert!(basis.contains("\nbasis\ncolumns BBB") && basis.len() < 2_000, "{basis}");
    assert!(note.starts_with("the values would take more than a megabyte: the basis is"), "{note}");
    let (values, note, same) = written("m.lp", &["--kind", "values"]);
    assert!(values.contains("\npoint 0x") && 1_000_000 < values.len());
    assert!(note.starts_with("replaced ") && verdict.starts_with("verified ") && verdict == same);
    let (small, ..) = written("small.lp", &[]);
    assert!(small.contains("\nmultipliers "), "{small}");
    assert_eq!(written("small.lp", &["--kind", "auto"]).0, small);
}

/// The completer of the checker solves modulo one prime, which this model is about.
#[test]
fn a_basis_that_the_checker_does_not_solve_is_written_as_values() {
    let folder = folder(&[("m.lp", "min\n x\nst\n r: 2305843009213693951 x >= 1\nend\n")]);
    ironproof(&folder)
        .args(["certify", "m.lp", "--kind", "basis", "--certificate", "c"])
        .assert()
        .success()
        .stdout(starts_with("verified optimal 1/2305843009213693951\n"))
        .stderr(starts_with("the checker does not solve the basis (rejected the marked"));
    let text = std::fs::read_to_string(folder.path().join("c")).unwrap();
    assert!(text.contains("\npoint 2305843009213693951\n"), "{text}");
}

/// max 3 x + 2 y, x + y <= `side`, x + 3 y <= 6, x <= 3
fn neighbour(side: u32) -> String {
    format!("max\n 3 x + 2 y\nst\n a: x + y <= {side}\n b: x + 3 y <= 6\nbounds\n x <= 3\nend\n")
}

/// A basis that stays optimal is the proof; from one that does not the solver goes on.
#[test]
fn a_proof_starts_from_the_basis_of_a_neighbour() {
    let folder = folder(&[
        ("m.lp", &neighbour(4)),
        ("near.lp", &neighbour(5)),
        ("far.lp", &neighbour(2)),
        ("small.lp", "min\n x\nst\n r: x >= 1\nend\n"),
    ]);
    let certify = |args: &[&str]| ironproof(&folder).arg("certify").args(args).assert();
    certify(&["m.lp", "--kind", "basis", "--certificate", "c"]).success();
    certify(&["m.lp", "--kind", "values", "--certificate", "v"]).success();
    certify(&["m.lp", "--like", "c"]).success().stdout(
        starts_with("verified optimal 11\n")
            .and(contains("HiGHS said not asked; decided by: given basis\n  bases refuted 0")),
    );
    certify(&["near.lp", "--like", "c"]).success().stdout(starts_with("verified optimal 11\n"));
    certify(&["far.lp", "--like", "c"]).success().stdout(
        starts_with("verified optimal 6\n").and(contains("HiGHS said optimal; decided by:")),
    );
    for (certificate, error) in [
        ("v", "error: v: the certificate has no basis: write it with --kind basis\n"),
        ("none", "error: none: No such file"),
    ] {
        certify(&["m.lp", "--like", certificate]).code(2).stderr(starts_with(error));
    }
    certify(&["small.lp", "--like", "c"]).code(2).stderr(starts_with(
        "error: c: a basis of 2 columns and 2 rows, and the model has 1 column and 1 row\n",
    ));
    certify(&["m.lp", "--like", "c", "--basis", "c"]).code(2).stderr(contains("cannot be used"));
}

/// The basis that ironing suggests, for the LP as it is in the file.
#[test]
fn an_exported_model_comes_with_a_basis() {
    let instance = r#"{"name": "three", "alpha": "1", "groups": [{"label": "a", "mass": "1", "types": [
        {"wtp": "1", "prob": "1/3", "weight": "5/3"}, {"wtp": "2", "prob": "1/3", "weight": "1"},
        {"wtp": "10/3", "prob": "1/3", "weight": "1/3"}]}],
        "quality": [{"level": "1", "mass": "1/2"}]}"#;
    let folder = folder(&[("i.json", instance)]);
    for format in ["mps", "lp"] {
        let mut export = ironproof(&folder);
        export.args(["export", "i.json", "--formulation", "mass", "--format", format]);
        export.args(["--out", ".", "--basis", "b"]);
        export.assert().code(2).stderr(contains("adjacent incentive rows"));
        export.args(["--incentives", "adjacent"]).assert().success();
        let basis = std::fs::read_to_string(folder.path().join("b")).unwrap();
        assert!(basis.starts_with("HiGHS_basis_file v2\nValid\n# Columns 13\n"), "{basis}");
        ironproof(&folder)
            .args(["certify", &format!("three.{format}"), "--basis", "b"])
            .assert()
            .success()
            .stdout(contains("decided by: given basis"));
    }
    ironproof(&folder)
        .args(["export", "i.json", "--format", "certificate", "--basis", "b"])
        .assert()
        .code(2)
        .stderr(contains("--basis is about an LP"));
}
