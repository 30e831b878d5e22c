//! Models with integer columns: what solvers get has none, so a right answer is never held against another question.

use std::path::Path;

use ironproof::bench::accuracy::problem::{NoProblem, Problem, Truth};
use ironproof::bench::accuracy::row::Row;
use ironproof::lp::{ModelFormat, Readings, read_model};

use super::{ironproof, rows};
use crate::common::number;

/// Models, the number of their integer columns, and the optimum without integrality.
const MODELS: [(&str, &str, usize, &str); 3] = [
    ("knapsack.mps", include_str!("../../data/integers/knapsack.mps"), 3, "51/5"),
    ("parity.mps", include_str!("../../data/integers/parity.mps"), 2, "7/4"),
    ("cover.lp", include_str!("../../data/integers/cover.lp"), 2, "67/5"),
];

#[test]
fn a_problem_with_integers_is_its_relaxation_in_a_file_of_its_own() {
    for (file, text, n_relaxed, optimum) in MODELS {
        let (name, ending) = file.split_once('.').unwrap();
        let format = ModelFormat::of(file).unwrap();
        let original = read_model(text.as_bytes(), format, &Readings::default()).unwrap();
        assert_eq!(original.n_integer(), n_relaxed, "{file}");
        let problem = Problem::read(name, ending, text.as_bytes().to_vec(), "models").unwrap();
        assert_eq!((problem.n_relaxed, problem.ending.as_str()), (n_relaxed, "mps"), "{file}");
        let given = read_model(&problem.bytes, ModelFormat::Mps, &Readings::default()).unwrap();
        assert_eq!((given.n_integer(), &given.lp), (0, &problem.lp), "{file}");
        assert_eq!(problem.truth(60.0), Ok(Truth::Optimal(number(optimum))), "{file}");
        // Without integers the file is the file.
        let plain = text.lines().filter(|line| !line.contains("MARKER") && !line.contains(" BV "));
        let plain = plain.flat_map(|line| [line, "\n"]).collect::<String>();
        let plain = plain.replace("general\n x y\n", "");
        let problem = Problem::read(name, ending, plain.clone().into_bytes(), "models").unwrap();
        assert_eq!((problem.n_relaxed, problem.bytes), (0, plain.into_bytes()), "{file}");
    }
}

/// A relaxation that MPS cannot state exactly would be another problem.
#[test]
fn a_relaxation_without_an_exact_form_is_left_out() {
    let read = |text: &str| Problem::read("m", "lp", text.as_bytes().to_vec(), "models");
    let long = "0.1234567890123456789012345678901234567890123456789";
    for (text, expected) in [
        (format!("min x\nst\n r: {long} x + y >= 1\ngeneral\n x y\nend"), Some(2)),
        (format!("min {long} x\nst\n r: x + y >= 1\ngeneral\n x\nend"), Some(1)),
        (format!("min x\nst\n r: {long} x + y >= 1\nend"), None),
        ("min x\nst\n r: 0.5 x + y >= 1\n s: x - y >= -1e30\ngeneral\n x\nend".to_owned(), None),
        ("min x + 0.25\nst\n r: 1 <= x + y <= 2.5\ngeneral\n x\nend".to_owned(), None),
    ] {
        let found = read(&text).map(|problem| problem.bytes);
        assert_eq!(found.as_ref().err(), expected.map(NoProblem::NoForm).as_ref(), "{text}");
    }
}

/// A solver of integer programs: it answers right about the very file that it gets. With integers these would be 10,
/// infeasible and 15.
#[cfg(unix)]
fn mip_solver(folder: &Path) -> String {
    use std::os::unix::fs::PermissionsExt;
    let program = env!("CARGO_BIN_EXE_ironproof");
    let body = format!(
        "#!/bin/sh\nanswer() {{ printf 'ironproof-answer 1\\nstatus %s\\nend\\n' \"$1\" > \"$2\"; exit 0; }}\n\
         if grep -q 'MARKER' \"$1\"; then answer infeasible \"$2\"; fi\n\
         if grep -q -e ' BV ' -e 'general' \"$1\"; then\n\
         printf 'ironproof-answer 1\\nstatus optimal\\nobjective 10\\nprimal 1 0 1\\nend\\n' > \"$2\"; exit 0; fi\n\
         exec {program} oracle \"$1\" --solver highs-simplex --answer \"$2\" --time-limit 2 --memory-limit 2048\n"
    );
    let path = folder.join("mip_solver.sh");
    std::fs::write(&path, body).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    format!("mine={}", path.display())
}

#[cfg(unix)]
#[test]
fn no_right_answer_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    std::fs::create_dir(&models).unwrap();
    for (file, text, ..) in MODELS {
        std::fs::write(models.join(file), text).unwrap();
    }
    let inexact = "min x\nst\n r: 0.1234567890123456789012345678901234567890123456789 x >= 1\ngeneral\n x\nend";
    std::fs::write(models.join("inexact.lp"), inexact).unwrap();
    let mine = mip_solver(folder.path());
    let output = ironproof()
        .current_dir(folder.path())
        .args(["bench", "accuracy", "--models", "models", "--quick", "--out", "out"])
        .args(["--solver", &format!("{mine},highs-simplex,test-lies")])
        .output()
        .unwrap();
    let (stdout, stderr) =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).into();
    assert!(output.status.success(), "{stderr}");
    let rows = rows(&folder.path().join("out"));
    assert_eq!(rows.len(), 9);
    for (file, _, n_relaxed, optimum) in MODELS {
        let name = file.split('.').next().unwrap();
        let of = |solver: &str| -> &Row {
            rows.iter().find(|row| row.instance == name && row.solver == solver).unwrap()
        };
        for solver in ["mine", "highs-simplex"] {
            let row = of(solver);
            assert_eq!((row.grade.name(), row.relaxed), ("accepted", n_relaxed), "{file} {solver}");
            assert_eq!(row.exact_obj.as_deref(), Some(optimum), "{file}");
        }
        // A lie about the relaxation is one.
        assert_eq!(of("test-lies").grade.name(), "refuted", "{file}");
    }
    let note = "note: knapsack: solvers get the relaxation, without the integrality of 3 columns\n";
    assert!(stderr.contains(note), "{stderr}");
    let note = "note: models/inexact.lp: left out: its linear program has no exact form in MPS; columns that are to be integers: 1";
    assert!(stderr.contains(note), "{stderr}");
    assert!(stdout.contains("relaxed:\n  cover: solvers get the relaxation"), "{stdout}");
    let page = std::fs::read_to_string(folder.path().join("out/accuracy.md")).unwrap();
    assert!(page.contains("\n## Relaxed\n\n- cover: solvers get"), "{page}");
    assert!(page.contains("\n## Left out\n\n- models/inexact.lp: "), "{page}");
}
