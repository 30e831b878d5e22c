//! Answers of others: their bases, their dual values, and proofs as JSON.

use std::path::Path;

use ironproof::answer::solution_file::Solution;
use ironproof::lp::{Lp, ModelFormat, Readings, read_model};
use ironproof::proof::{Bounds, Evidence, judge_solution, prove, safe_bounds};
use ironproof::rational::{Rational, exact, parse};
use ironproof::solve::{Numbers, SolveConfig, Solver, solve};
use ironproof::transcript::{
    Certificate, Source, write_bounds_json, write_certificate, write_proof_json,
};

use crate::certify::{folder, ironproof, models};
use crate::common::{vendored, verify_lp};
use ironproof::solve;

/// min x + y, x + 2 y >= 4, 3 x + y >= 3: 11/5 at (2/5, 9/5), multipliers 2/5 and 1/5.
const MODEL: &str = "ROWS\n N C\n G R1\n G R2\nCOLUMNS\n x C 1 R1 1\n x R2 3\n y C 1 R1 2\n y R2 1\n\
                     RHS\n RHS R1 4 R2 3\nENDATA\n";

fn basis(x: u8, y: u8, r1: u8, r2: u8) -> String {
    format!("HiGHS_basis_file v2\nValid\n# Columns 2\nx {x}\ny {y}\n# Rows 2\nR1 {r1}\nR2 {r2}\n")
}

/// A solution file of HiGHS without dual values.
fn answer(basis: &str) -> String {
    format!(
        "Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective 2.2\n# Columns 2\n\
         x 0.4\ny 1.8\n# Rows 2\nR1 4\nR2 3\n\n# Dual solution values\nNone\n\n# Basis\n{basis}\n\
         # Ranging\n# Columns 2\nx 7 8 9\n"
    )
}

#[test]
fn the_basis_of_an_answer_is_judged() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (model, solution, apart) = (path("m.mps"), path("a.sol"), path("a.bas"));
    std::fs::write(&model, MODEL).unwrap();
    let judged = |text: &str, more: &[&str]| {
        std::fs::write(&solution, text).unwrap();
        ironproof(&[&["certify", &model, "--solution", &solution, "--quiet"], more].concat())
    };
    for (basis, verdict, bound, line) in [
        (
            basis(1, 1, 0, 0),
            r#"{"verdict":"optimal"}"#,
            Some("11/5"),
            "its basis is exactly optimal",
        ),
        // y = 2 breaks R2; x wants to be in.
        (
            basis(0, 1, 0, 1),
            r#"{"verdict":"not optimal","n_primal":1,"n_dual":0}"#,
            Some("2"),
            "values outside their bounds 1, reduced costs of the wrong sign 0",
        ),
        (
            basis(1, 0, 0, 1),
            r#"{"verdict":"not optimal","n_primal":0,"n_dual":1}"#,
            None,
            "values outside their bounds 0, reduced costs of the wrong sign 1",
        ),
        (basis(1, 1, 1, 0), r#"{"verdict":"singular"}"#, None, "its basis is none: "),
        (
            "None\n".to_owned(),
            "null",
            None,
            "1e-8 feasible feasible exact feasible feasible accepted",
        ),
    ] {
        let (code, stdout, stderr) = judged(&answer(&basis), &["--json"]);
        let json: serde_json::Value = serde_json::from_str(&stdout).expect(&stderr);
        let point = &json["point"];
        // The point alone decides the exit code.
        assert_eq!((code, point["basis"].to_string().as_str()), (Some(0), verdict), "{basis}");
        assert_eq!(point["dual_bound"].as_str(), bound, "{basis}");
        assert_eq!(point["dual_bound_of"].as_str(), bound.map(|_| "basis"), "{basis}");
        let (_, stdout, _) = judged(&answer(&basis), &[]);
        // Lines end where the terminal does.
        let words: Vec<&str> = stdout.split_whitespace().collect();
        assert!(words.join(" ").contains(line), "{stdout}");
    }

    // A file of its own, and the certificate of what the basis proves.
    std::fs::write(&apart, basis(1, 1, 0, 0)).unwrap();
    let certificate = path("c");
    let more = ["--basis", &apart, "--kind", "bounds", "--certificate", &certificate];
    let (code, stdout, stderr) = judged("x 0.4000001\ny 1.8\n", &more);
    assert_eq!(code, Some(0), "{stdout}{stderr}");
    assert!(stdout.contains("its basis gives the exact bound 2.2; gap "), "{stdout}");
    let text = std::fs::read_to_string(&certificate).unwrap();
    let verified = verify_lp(MODEL.as_bytes(), &text).unwrap();
    assert_eq!(verified.to_string(), "verified bounds 11/5 11/5");
    let (_, stdout, _) = judged("x 0.4\ny 1.8\n", &["--basis", &apart, "--time-limit", "0"]);
    assert!(stdout.contains("its basis is not judged: out of time"), "{stdout}");
}

#[test]
fn a_malformed_basis_is_named() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (model, solution, apart) = (path("m.mps"), path("a.sol"), path("a.bas"));
    std::fs::write(&model, MODEL).unwrap();
    let good = basis(1, 1, 0, 0);
    for (from, to, error) in [
        ("x 1", "x 5", "a.bas: line 4: expected a name and a basis status from 0 to 4"),
        ("x 1", "z 1", "a.bas: line 4: unknown column `z`"),
        ("R2 0", "R1 0", "a.bas: line 8: row `R1` given twice"),
        ("R2 0\n", "", "a.bas: line 6: expected 2 rows, found 1"),
        ("Valid", "None", "a.bas: expected a basis of HiGHS"),
    ] {
        std::fs::write(&solution, "x 0.4\ny 1.8\n").unwrap();
        std::fs::write(&apart, good.replace(from, to)).unwrap();
        let command = ["certify", &model, "--solution", &solution, "--basis", &apart];
        let (code, _, stderr) = ironproof(&command);
        assert!(code == Some(2) && stderr.contains(error), "{from} {to}: {stderr}");
    }
    // In the solution file the lines are counted from its top.
    std::fs::write(&solution, answer(&good.replace("y 1", "y"))).unwrap();
    let (code, _, stderr) = ironproof(&["certify", &model, "--solution", &solution]);
    assert!(code == Some(2) && stderr.contains("a.sol: line 22: expected a name"), "{stderr}");
}

fn vendored_model(name: &str) -> Lp {
    let bytes = std::fs::read(vendored().join(name)).unwrap();
    read_model(&bytes, ModelFormat::Mps, &Readings::default()).unwrap().lp
}

/// Point and multipliers of a solver as they are, and the optimum.
fn float_answer(lp: &Lp, solver: Solver) -> (Solution, Rational) {
    let config = SolveConfig { numbers: Numbers::AsWritten, ..SolveConfig::new(solver, 60.0) };
    let answer = solve(lp, &config);
    let numbers = |floats: Option<Vec<f64>>| {
        floats.unwrap().into_iter().map(|x| exact(x).unwrap()).collect::<Vec<_>>()
    };
    let report = prove(lp, &solve::bases, 120.0);
    let solution = Solution {
        point: numbers(answer.primal),
        n_missing: 0,
        multipliers: Some(numbers(answer.row_duals)),
        basis: None,
    };
    (solution, report.proof().expect(&lp.name).value().unwrap().clone())
}

/// Models whose float multipliers no change of single rows repairs; for min and for max.
#[test]
fn multipliers_are_projected_to_a_bound() {
    for name in ["stair.mps", "scrs8.mps", "bandm.mps", "25fv47.mps", "greenbea.mps", "perold.mps"]
    {
        // Of perold many reduced costs must be zero: making them so moves the multipliers further.
        let close = parse(if name == "perold.mps" { "1e-3" } else { "1e-7" }).unwrap();
        let mut lp = vendored_model(name);
        let (mut solution, mut optimum) = float_answer(&lp, Solver::HighsSimplex);
        for maximize in [false, true] {
            if maximize {
                lp.maximize = true;
                lp.offset = -lp.offset;
                optimum = -optimum;
                for column in &mut lp.columns {
                    column.objective = -column.objective.clone();
                }
                for y in solution.multipliers.iter_mut().flatten() {
                    *y = -y.clone();
                }
            }
            let multipliers = solution.multipliers.as_deref();
            assert_eq!(safe_bounds(&lp, None, multipliers, 60.0), Bounds::default(), "{name}");
            let judged = judge_solution(&lp, &solution, &solve::bases, 60.0);
            let bound = judged.dual_bound.expect(name);
            let gap = if maximize { &bound - &optimum } else { &optimum - &bound };
            assert!(Rational::ZERO <= gap && !judged.is_of_basis, "{name}: {gap}");
            let size = if optimum < Rational::ZERO { -optimum.clone() } else { optimum.clone() };
            assert!(gap <= &close * size, "{name}: {gap}");
            assert_eq!(
                judge_solution(&lp, &solution, &solve::bases, 0.0).dual_bound,
                None,
                "{name}"
            );
        }
    }
}

/// Interior point without crossover and PDLP: no basis, and multipliers that are off by more.
#[test]
fn multipliers_without_a_basis_are_projected_too() {
    for (solver, name) in [
        (Solver::HighsPdlp, "afiro.mps"),
        (Solver::HighsPdlp, "stair.mps"),
        (Solver::HighsIpmNoCrossover, "25fv47.mps"),
        (Solver::HighsIpmNoCrossover, "perold.mps"),
    ] {
        let lp = vendored_model(name);
        let (solution, optimum) = float_answer(&lp, solver);
        let bound = judge_solution(&lp, &solution, &solve::bases, 60.0).dual_bound.expect(name);
        let size = if optimum < Rational::ZERO { -optimum.clone() } else { optimum.clone() };
        let gap = &optimum - &bound;
        assert!(Rational::ZERO <= gap && gap <= parse("1e-5").unwrap() * size, "{name}: {gap}");
    }
}

/// Reduced costs that must be zero, of free columns and of two columns that are one split in two, take
/// multipliers that are as far off as it takes.
#[test]
fn what_must_be_zero_is_made_zero() {
    for (text, given, bound) in [
        ("min 2 x\nst\n x + y >= 3\n x - y >= 1\nbounds\n x free\n y free\nend", ["0", "0"], "4"),
        ("max -2 x\nst\n x + y >= 3\n x - y >= 1\nbounds\n x free\n y free\nend", ["0", "0"], "-4"),
        ("min p - q\nst\n 3 p - 3 q >= 1\nend", ["0.3333333", "0"], "1/3"),
    ] {
        let lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
        let mut multipliers: Vec<Rational> = given.iter().map(|y| parse(y).unwrap()).collect();
        multipliers.truncate(lp.rows.len());
        assert_eq!(safe_bounds(&lp, None, Some(&multipliers), 60.0), Bounds::default(), "{text}");
        let point = vec![Rational::ZERO; lp.columns.len()];
        let solution =
            Solution { point, n_missing: 0, multipliers: Some(multipliers), basis: None };
        let judged = judge_solution(&lp, &solution, &solve::bases, 60.0);
        assert_eq!(judged.dual_bound, Some(parse(bound).unwrap()), "{text}");
    }
    // Without a point there still are multipliers, and no bound is too high.
    let text = "min 2 x\nst\n x + y >= 3\n x - y >= 1\n x + y <= 0\nbounds\n x free\n y free\nend";
    let lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
    let (point, multipliers) = (vec![Rational::ZERO; 2], Some(vec![Rational::ZERO; 3]));
    let solution = Solution { point, n_missing: 0, multipliers, basis: None };
    assert!(judge_solution(&lp, &solution, &solve::bases, 60.0).dual_bound.is_some());
}

/// Without a dual point there is no bound, whatever the multipliers.
#[test]
fn multipliers_of_an_unbounded_model_prove_nothing() {
    let text = "max x + y\nst\n x - y <= 1\n x - 2 y <= 3\nend";
    let lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
    for (first, second) in [("0", "0"), ("1", "1"), ("1/3", "7"), ("-1", "2")] {
        let multipliers = Some(vec![parse(first).unwrap(), parse(second).unwrap()]);
        let point = vec![Rational::ZERO; 2];
        let solution = Solution { point, n_missing: 0, multipliers, basis: None };
        assert_eq!(
            judge_solution(&lp, &solution, &solve::bases, 60.0).dual_bound,
            None,
            "{first} {second}"
        );
    }
}

/// The entries of a vector in a text certificate, by name, as fractions.
fn entries(certificate: &str, vector: &str, names: &[String]) -> serde_json::Value {
    let mut lines = certificate.lines().skip_while(|line| !line.starts_with(vector));
    let Some(head) = lines.next() else { return serde_json::Value::Null };
    let denominator = parse(head.split(' ').nth(1).unwrap()).unwrap();
    let mut found = serde_json::Map::new();
    for line in lines.take_while(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
        let (place, value) = line.split_once(' ').unwrap();
        let value = parse(value).unwrap() / &denominator;
        let place: usize = place.parse().unwrap();
        found.insert(names[place - 1].clone(), value.to_string().into());
    }
    found.into()
}

/// The same numbers as in the text, by name.
#[test]
fn a_certificate_as_json_has_the_numbers_of_the_text() {
    let mut n_vectors = 0;
    let words = [("B", "basic"), ("L", "lower"), ("U", "upper"), ("Z", "zero")];
    for (name, model) in models(&folder()) {
        let readings = Readings::default();
        let read = read_model(model.as_bytes(), ModelFormat::Mps, &readings).unwrap();
        let source = Source::new(model.as_bytes(), &read, &readings);
        let lp = read.lp;
        let columns: Vec<String> = lp.columns.iter().map(|column| column.name.clone()).collect();
        let rows: Vec<String> = lp.rows.iter().map(|row| row.name.clone()).collect();
        let report = prove(&lp, &solve::bases, 60.0);
        let proof = report.proof().expect(&name);
        let json = write_proof_json(&lp, &source, proof, report.basis());
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let text = write_certificate(&source, Certificate::Proof(proof));
        assert_eq!(json["format"], "ironproof-lp-certificate-json 1");
        assert!(
            text.contains(&format!("\nfile sha256 {}\n", json["file_sha256"].as_str().unwrap()))
        );
        assert!(text.contains(&format!(
            "\nstatement sha256 {}\n",
            json["statement_sha256"].as_str().unwrap()
        )));
        let value = json["value"].as_str().map_or_else(String::new, |value| format!(" {value}"));
        assert!(
            text.contains(&format!("\n{}{value}\n", json["status"].as_str().unwrap())),
            "{json}"
        );
        for (vector, names) in [("point", &columns), ("multipliers", &rows), ("ray", &columns)] {
            assert_eq!(json[vector], entries(&text, vector, names), "{name} {vector}");
            n_vectors += u32::from(!json[vector].is_null());
        }
        if let Some(basis) = report.basis() {
            let text = write_certificate(&source, Certificate::Basis(basis));
            for (list, names) in [("columns", &columns), ("rows", &rows)] {
                let line = text.lines().find_map(|line| line.strip_prefix(&format!("{list} ")));
                let found: String = names
                    .iter()
                    .map(|name| json["basis"][list][name].as_str().unwrap())
                    .map(|word| words.iter().find(|(_, long)| *long == word).unwrap().0)
                    .collect();
                assert_eq!(Some(found.as_str()), line, "{name}");
            }
        }
        assert_eq!(json["basis"].is_null(), report.basis().is_none(), "{name}");
        if let Evidence::Optimal { point, value, .. } = proof.evidence() {
            let bounds = Bounds::new(&lp, Some(point.clone()), None);
            let json = write_bounds_json(&lp, &source, &bounds);
            let json: serde_json::Value = serde_json::from_str(&json).unwrap();
            let (side, other) = if lp.maximize { ("lower", "upper") } else { ("upper", "lower") };
            assert_eq!(
                (&json["status"], &json[side]),
                (&"bounds".into(), &value.to_string().into())
            );
            assert!(json[other].is_null() && json["multipliers"].is_null(), "{json}");
        }
    }
    assert!(20 < n_vectors, "only {n_vectors}");
}

/// The example of `docs/formats.md` is what the program writes.
#[test]
fn the_json_example_of_the_formats_is_real() {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = scratch.path().join("c.json").to_str().unwrap().to_owned();
    let (code, _, stderr) = ironproof(&["certify", "tenths.mps", "--certificate-json", &path]);
    assert_eq!(code, Some(0), "{stderr}");
    let page = Path::new(crate::common::ROOT).join("docs/formats.md");
    let page = std::fs::read_to_string(page).unwrap();
    let section = page.split("## LP certificate (JSON)").nth(1).unwrap();
    let shown = section.split("```json\n").nth(1).unwrap().split("```\n").next().unwrap();
    assert_eq!(shown, std::fs::read_to_string(&path).unwrap());
}
