//! The scripts of `scripts/adapters`: other solvers for `bench accuracy`. Answers of a solver say whether its script
//! reads the model, and writes vectors in the order and with the signs that are wanted.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{TWO_TYPES, folder, ironproof};
use crate::common::ROOT;

/// Both senses, a range, an equation, a free column, bounds of every kind, a constant.
const ALL_KINDS: &str = "NAME all
OBJSENSE
    MAX
ROWS
 N COST
 L A
 G B
 E C
 L D
COLUMNS
 x COST 3 A 1
 x C 1
 y COST 2 A 1
 y B 1
 z COST -1 C -1
 u COST 1 D 2
 w COST 1 B -1
RHS
 RHS COST -7 A 10
 RHS B 1 C 2
 RHS D 9
RANGES
 RNG D 4
BOUNDS
 UP BND x 6
 LO BND y -3
 FR BND z
 FX BND w 1.5
ENDATA
";
const INFEASIBLE: &str =
    "NAME i\nROWS\n N C\n G R\n L S\nCOLUMNS\n x C 1 R 1\n x S 1\nRHS\n RHS R 2 S 1\nENDATA\n";
const UNBOUNDED: &str = "NAME u\nROWS\n N C\n G R\nCOLUMNS\n x C -1 R 1\nRHS\n RHS R 2\nENDATA\n";

fn runs(program: &Path, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

/// A Python that has both packages: that of the system, or one that pip fills; `None` without a network.
fn python() -> Option<PathBuf> {
    let has_both = |python: &Path| runs(python, &["-c", "import scipy.optimize, highspy"]);
    let system = PathBuf::from("python3");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adapters-venv");
    let own = folder.join("bin/python3");
    if let Some(python) = [system, own.clone()].into_iter().find(|python| has_both(python)) {
        return Some(python);
    }
    let made = runs(Path::new("python3"), &["-m", "venv", folder.to_str()?])
        && runs(&own, &["-m", "pip", "install", "--quiet", "scipy", "highspy"]);
    (made && has_both(&own)).then_some(own)
}

#[test]
fn adapters_give_right_answers_with_the_right_signs() {
    let python = python().expect("python3 with venv and pip, which installs scipy and highspy");
    let names = ["glpsol", "cbc", "highspy", "scipy"];

    let folder = folder(&[("f1.json", TWO_TYPES)]);
    let models = folder.path().join("models");
    std::fs::create_dir(&models).unwrap();
    for (name, text) in [("all", ALL_KINDS), ("infeasible", INFEASIBLE), ("unbounded", UNBOUNDED)] {
        std::fs::write(models.join(format!("{name}.mps")), text).unwrap();
    }
    ironproof(&folder).args(["export", "f1.json", "--out", "models", "--quiet"]).assert().code(0);
    let script = |name: &&str| format!("{name}={ROOT}/scripts/adapters/{name}-adapter.py");
    let solvers: Vec<String> = names.iter().map(script).collect();
    let mut command = ironproof(&folder);
    if let Some(folder) = python.parent().filter(|at| at.is_absolute()) {
        let path = std::env::var("PATH").unwrap();
        command.env("PATH", format!("{}:{path}", folder.display()));
    }
    command
        .args(["bench", "accuracy", "--quick", "--models", "models", "--out", "r", "--solver"])
        .arg(solvers.join(","))
        .assert()
        .code(0);
    let rows = std::fs::read_to_string(folder.path().join("r/accuracy.jsonl")).unwrap();
    let rows = super::json_lines(rows.as_bytes());
    assert_eq!(rows.len(), 4 * names.len());
    for row in rows {
        assert_eq!(row["verdict"], "right", "{row:#}");
        let (solver, is_optimal) =
            (row["solver"].as_str().unwrap(), row["exact_status"] == "optimal");
        if is_optimal {
            assert_eq!(row["grade"], "accepted", "{row:#}");
            // Wrong signs of multipliers leave no bound, or a wide gap. (In F1 prices without a limit leave none.)
            let has_gap = row["instance"] != "F1";
            assert_eq!(row["gap"].as_f64().is_some_and(|gap| gap.abs() < 1e-6), has_gap, "{row:#}");
            assert_ne!(row["basis_exactly_optimal"], false, "{row:#}");
        }
        let has_time = ["highspy", "scipy"].contains(&solver);
        assert_eq!(row["runtime_s"].is_number(), has_time, "{row:#}");
        assert_eq!(row["runtime_s"].is_null(), !has_time, "{row:#}");
    }
}
