//! `bench accuracy`: whatever solvers do, their rows are right about them.

use std::path::Path;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use ironproof::bench::accuracy::compare::{Limits, compare};
use ironproof::bench::accuracy::family::FAMILIES;
use ironproof::bench::accuracy::grade::{Fault, Grade, grade};
use ironproof::bench::accuracy::problem::{Problem, Selection, Truth, family_names, problems};
use ironproof::bench::accuracy::row::{Row, read_csv};
use ironproof::bench::accuracy::shrink::shrink;
use ironproof::bench::accuracy::summary::{error_curves, is_finding, summarise};
use ironproof::bench::accuracy::{mechanism, shipped};
use ironproof::bench::store;
use ironproof::formulate::Formulation;
use ironproof::lp::Lp;
use ironproof::solve::{Answer, Basis, BasisStatus, Solver, Status};
use ironproof::table::write_csv;

use crate::common::number;

fn ironproof() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ironproof"))
}

fn rows(folder: &Path) -> Vec<Row> {
    store::read_lines(&std::fs::read_to_string(folder.join("accuracy.jsonl")).unwrap())
}

fn find<'a>(rows: &'a [Row], solver: &str) -> &'a Row {
    rows.iter().find(|row| row.solver == solver).unwrap()
}

fn lp(family: &str, difficulty: u32) -> Lp {
    FAMILIES.iter().find(|it| it.name == family).unwrap().lp(difficulty, 1)
}

/// Whatever one oracle does, the next one answers.
#[test]
fn a_crash_costs_its_own_row_only() {
    let folder = tempfile::tempdir().unwrap();
    let solvers =
        "test-loops,test-aborts,test-panics,test-allocates,test-babbles,test-lies,highs-simplex";
    let output = ironproof()
        .args(["bench", "accuracy", "--quick", "--family", "big-m", "--solver", solvers])
        .args(["--time-limit", "0.3", "--memory-limit", "512", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows = rows(folder.path());
    let found: Vec<(&str, &str, &str)> = rows
        .iter()
        .map(|row| (row.solver.as_str(), row.status.as_str(), row.grade.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("test-loops", "TO", "none"),
            ("test-aborts", "ER", "none"),
            ("test-panics", "ER", "none"),
            ("test-allocates", "OOM", "none"),
            ("test-babbles", "ER", "none"),
            ("test-lies", "ok", "refuted"),
            ("highs-simplex", "ok", "certified"),
        ]
    );
    assert!(find(&rows, "test-panics").termination.contains("on purpose"));
    assert!(find(&rows, "test-babbles").termination.contains("line 1"));
    assert!(find(&rows, "test-loops").wall_s < 30.0);
    let highs = find(&rows, "highs-simplex");
    assert_eq!((highs.exact_obj.as_deref(), highs.basis_exactly_optimal), (Some("6"), Some(true)));
    assert!(
        highs.cpu_s.is_some() && highs.peak_mem_mb.is_some() && !highs.solver_version.is_empty()
    );
    let lies = find(&rows, "test-lies");
    assert_eq!((lies.obj_error_rel, lies.fault.as_deref()), (Some(1.0), Some("violation")));
}

/// A program of somebody else is asked like the others, and its lies are found.
#[test]
#[cfg(unix)]
fn a_program_of_somebody_else_is_an_oracle() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let script = |name: &str, body: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{body}")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        format!("{name}={}", path.display())
    };
    let answer = |x: &str| {
        format!(
            "test -r \"$1\" || exit 3\nprintf 'ironproof-answer 1\\nstatus optimal\\nversion 7\\n\
             objective {x}\\nprimal {x} 0\\nend\\n' > \"$2\"\n"
        )
    };
    let programs = [
        script("good", &answer("1")),
        script("bad", &answer("2")),
        script("silent", "exit 0\n"),
        script("broken", "exit 7\n"),
    ];
    let output = ironproof()
        .args(["bench", "accuracy", "--quick", "--family", "barely-bounded"])
        .args(["--solver", &programs.join(","), "--out"])
        .arg(folder.path().join("out"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows = rows(&folder.path().join("out"));
    let good = find(&rows, "good");
    assert_eq!((good.grade.as_str(), good.certified_at.as_deref()), ("certified", Some("0")));
    assert_eq!(good.solver_version, "7");
    assert_eq!(find(&rows, "bad").fault.as_deref(), Some("violation"));
    assert_eq!(find(&rows, "silent").status, "ER");
    assert_eq!(find(&rows, "broken").status, "ER");
    assert!(find(&rows, "broken").termination.contains("exit status: 7"));
}

#[test]
fn finished_rows_are_not_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let run = |solvers: &str, limit: &str| {
        let mut command = ironproof();
        command.args(["bench", "accuracy", "--quick", "--family", "degenerate,klee-minty"]);
        command.args(["--solver", solvers, "--time-limit", limit, "--json", "--out"]);
        let output = command.arg(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed: Vec<Row> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(printed, rows(folder.path()));
    };
    let text = || std::fs::read_to_string(folder.path().join("accuracy.jsonl")).unwrap();
    run("highs-simplex,minilp", "5");
    let first = text();
    assert_eq!(first.lines().count(), 4);
    run("highs-simplex,minilp", "5");
    assert_eq!(text(), first);
    // A row that was cut off is run again, and so is one within another limit; a new solver adds its rows.
    std::fs::write(folder.path().join("accuracy.jsonl"), &first[..first.len() - 9]).unwrap();
    run("highs-simplex,minilp", "5");
    assert!(text().starts_with(&first[..first.len() - 9]) && rows(folder.path()).len() == 4);
    run("minilp,clarabel", "5");
    assert_eq!(rows(folder.path()).len(), 6);
    run("minilp", "6");
    assert_eq!(rows(folder.path()).len(), 8);
    let files =
        ["accuracy.csv", "accuracy.parquet", "accuracy.md", "accuracy.svg", "settings.json"];
    for name in files {
        assert!(folder.path().join(name).metadata().unwrap().len() > 0, "{name}");
    }
    let csv = std::fs::read_to_string(folder.path().join("accuracy.csv")).unwrap();
    let head = csv.lines().next().unwrap();
    for column in head.split(',') {
        let documented = include_str!("../../docs/accuracy.md").contains(&format!("`{column}`"));
        assert!(documented, "docs/accuracy.md does not describe `{column}`");
    }
}

/// The same LP up to the order of terms.
fn is_same(a: &Lp, b: &Lp) -> bool {
    let sorted = |lp: &Lp| {
        let mut rows = lp.rows.clone();
        for row in &mut rows {
            row.terms.sort();
        }
        rows
    };
    (a.maximize, &a.columns) == (b.maximize, &b.columns) && sorted(a) == sorted(b)
}

/// The optima that the comments in `family.rs` promise, proved.
#[test]
fn families_have_the_optima_that_they_promise() {
    let ten = |n: u32| number(&format!("1e{n}"));
    for family in FAMILIES {
        for &d in family.full.iter().chain(family.quick) {
            let lp = family.lp(d, 1);
            let problem = Problem::of(&lp, family.name, d, 1);
            // The file is the LP: nothing was scaled or rounded on the way.
            assert!(is_same(&problem.lp, &lp), "{}", problem.name);
            let truth = problem.truth(60.0).unwrap();
            let expected = match family.name {
                "parallel-rows" => {
                    let value = number("2") + number("3.15") * (number("1") / ten(d));
                    Truth::Optimal(value)
                }
                "tiny-coefficient" => Truth::Optimal(number("1/2") * ten(d)),
                "big-m" => Truth::Optimal(number("6")),
                "chain" => Truth::Optimal(number("1/10")),
                "barely-bounded" => Truth::Optimal(number("1")),
                "barely-unbounded" => Truth::Unbounded,
                "barely-infeasible" => Truth::Infeasible,
                "klee-minty" => Truth::Optimal(ten(2 * d - 2)),
                "ill-conditioned" => {
                    let costs = lp.columns.iter().map(|column| column.objective.clone());
                    Truth::Optimal(costs.fold(number("0"), |sum, cost| sum + cost))
                }
                "barely-feasible" => {
                    let value = truth.value().unwrap();
                    let (low, high) = (number("1") - number("1") / ten(d), number("1"));
                    assert!(low < *value && *value < high, "{value}");
                    truth.clone()
                }
                _ => {
                    assert!(truth.value().is_some(), "{}", problem.name);
                    truth.clone()
                }
            };
            assert_eq!(truth, expected, "{}", problem.name);
        }
    }
}

/// Ironing, its certificate and the exact LP solver agree, in every formulation; the file is the LP.
#[test]
fn the_optimum_of_a_mechanism_is_that_of_its_file() {
    let families: Vec<String> =
        family_names().into_iter().filter(|name| name.starts_with("mechanism")).collect();
    let selection = Selection { quick: true, seed: 1, families: &families };
    let problems = problems(&selection);
    assert_eq!(problems.len(), mechanism::SHAPES.len() * Formulation::ALL.len());
    for mut problem in problems {
        let known = problem.known.take().unwrap();
        assert_eq!(problem.truth(60.0), Some(Truth::Optimal(known)), "{}", problem.name);
        assert!(problem.lp.rows.iter().any(|row| row.class == "incentive"), "{}", problem.name);
    }
    for types in mechanism::FULL {
        for shape in mechanism::SHAPES {
            let (lp, known) = mechanism::lp(shape, types, Formulation::Reduced).unwrap();
            let file = Problem::of(&lp, "mechanism", types, 0).lp;
            assert!(is_same(&file, &lp), "{shape} {types}");
            assert!(known.is_some());
        }
    }
    assert!(mechanism::lp("square", 10, Formulation::Gamma).is_none());
}

#[test]
fn the_shipped_models_are_those_of_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances/lp");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let shipped: Vec<String> =
        shipped::MODELS.iter().map(|(name, _)| format!("{name}.mps")).collect();
    assert_eq!(shipped, names);
}

#[test]
fn versions_are_those_that_are_pinned() {
    let manifest = include_str!("../../Cargo.toml");
    let pin = |name: &str| {
        let line = manifest.lines().find(|line| line.starts_with(&format!("{name} = "))).unwrap();
        line.split("\"=").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    for (solver, name) in
        [(Solver::Minilp, "minilp"), (Solver::Microlp, "microlp"), (Solver::Clarabel, "clarabel")]
    {
        assert_eq!(solver.version(), pin(name));
    }
    assert_eq!(Solver::HighsSimplex.version(), pin("highs-sys"));
    let good_lp = format!("{} with HiGHS {}", pin("good_lp"), pin("highs-sys"));
    assert_eq!(Solver::GoodLp.version(), good_lp);
}

fn answer(status: Status, objective: f64, point: &[f64]) -> Answer {
    Answer {
        status,
        objective: Some(objective),
        primal: Some(point.to_vec()),
        row_duals: None,
        basis: None,
        iterations: None,
        seconds: 0.0,
    }
}

/// max x - (1 + 1e-4) y, x - y <= 1: the optimum is 1 at (1, 0).
#[test]
fn answers_get_the_grade_that_they_deserve() {
    let bounded = lp("barely-bounded", 4);
    let truth = Truth::Optimal(number("1"));
    let of = |answer: &Answer, truth: &Truth| {
        let graded = grade(&bounded, truth, answer, 10.0);
        (graded.grade, graded.fault, graded.certified_at)
    };
    let optimal = |objective, x| of(&answer(Status::Optimal, objective, &[x, 0.0]), &truth);
    let (certified, refuted) = (Grade::Certified, Grade::Refuted);
    assert_eq!(optimal(1.0, 1.0), (certified, None, Some("0")));
    assert_eq!(optimal(1.0 + 1e-9, 1.0), (certified, None, Some("1e-8")));
    assert_eq!(optimal(1.0, 1.0 + 5e-8), (certified, None, Some("1e-7")));
    assert_eq!(optimal(1.0 - 5e-7, 1.0), (certified, None, Some("1e-6")));
    assert_eq!(optimal(1.0 - 5e-5, 1.0), (refuted, Some(Fault::Objective), Some("1e-4")));
    assert_eq!(optimal(1.0, 1.00005), (refuted, Some(Fault::Violation), Some("1e-4")));
    assert_eq!(optimal(1.5, 1.5), (refuted, Some(Fault::Violation), None));
    assert_eq!(optimal(f64::NAN, 1.0), (Grade::StatusOnly, None, None));
    for (status, truth, expected) in [
        (Status::Infeasible, &truth, (refuted, Some(Fault::Status))),
        (Status::Unbounded, &truth, (refuted, Some(Fault::Status))),
        (Status::InfeasibleOrUnbounded, &truth, (refuted, Some(Fault::Status))),
        (Status::TimeLimit, &truth, (Grade::None, None)),
        (Status::Infeasible, &Truth::Infeasible, (Grade::StatusOnly, None)),
        (Status::Unbounded, &Truth::Infeasible, (refuted, Some(Fault::Status))),
        (Status::InfeasibleOrUnbounded, &Truth::Unbounded, (Grade::StatusOnly, None)),
        (Status::Optimal, &Truth::Unbounded, (refuted, Some(Fault::Status))),
        (Status::Optimal, &Truth::Infeasible, (refuted, Some(Fault::StatusWithinTolerance))),
    ] {
        let (grade, fault, _) = of(&answer(status.clone(), 1.0, &[1.0, 0.0]), truth);
        assert_eq!((grade, fault), expected, "{status:?} {truth}");
    }
    // A point that is far from feasible excuses nothing.
    let far = answer(Status::Optimal, 5.0, &[5.0, 0.0]);
    assert_eq!(of(&far, &Truth::Infeasible).1, Some(Fault::Status));
    // A gain of 1e-8 in a direction without end is within the tolerance on multipliers; 1e-4 is not.
    for (d, fault) in [(8, Fault::StatusWithinTolerance), (4, Fault::Status)] {
        let mut answer = answer(Status::Optimal, 1.0, &[1.0, 0.0]);
        answer.row_duals = Some(vec![1.0]);
        let graded = grade(&lp("barely-unbounded", d), &Truth::Unbounded, &answer, 1.0);
        assert_eq!(graded.fault, Some(fault));
    }
    // Bases are judged apart from the numbers that come with them.
    for (column, optimal) in [(0, true), (1, false)] {
        let mut answer = answer(Status::Optimal, 1.0, &[1.0, 0.0]);
        let mut columns = vec![BasisStatus::Lower; 2];
        columns[column] = BasisStatus::Basic;
        answer.basis = Some(Basis { columns, rows: vec![BasisStatus::Upper] });
        let graded = grade(&bounded, &truth, &answer, 10.0);
        assert_eq!((graded.basis_is_optimal, graded.grade), (Some(optimal), certified));
    }
}

fn row(instance: &str, verdict: &str, grade: &str, error: Option<f64>) -> Row {
    Row {
        instance: instance.to_owned(),
        solver: "s".to_owned(),
        setting: "as-written".to_owned(),
        verdict: verdict.to_owned(),
        grade: grade.to_owned(),
        termination: "optimal".to_owned(),
        exact_status: "optimal".to_owned(),
        obj_error_rel: error,
        basis_exactly_optimal: Some(verdict == "right"),
        ..Row::default()
    }
}

#[test]
fn regressions_of_accuracy_are_found_and_noise_is_not() {
    let limits = Limits { factor: 10.0, floor: 1e-9 };
    let before = [
        row("same", "right", "certified", Some(1e-8)),
        row("status", "right", "certified", None),
        row("gone", "right", "certified", None),
        row("silence", "none", "none", None),
        row("grade", "right", "certified", Some(1e-7)),
        row("error", "right", "certified", Some(1e-9)),
        row("below-floor", "right", "certified", Some(1e-16)),
        row("factor", "right", "certified", Some(1e-8)),
        row("better", "wrong", "refuted", None),
        row("only-before", "right", "certified", None),
    ];
    let mut after = vec![
        row("same", "right", "certified", Some(1e-8)),
        row("status", "wrong", "refuted", None),
        row("gone", "none", "none", None),
        row("silence", "wrong", "refuted", None),
        row("grade", "right", "refuted", Some(2e-7)),
        row("error", "right", "certified", Some(1e-7)),
        row("below-floor", "right", "certified", Some(9e-10)),
        row("factor", "right", "certified", Some(9e-8)),
        row("better", "right", "certified", None),
    ];
    // Another file under the same name is another instance.
    let mut other = row("only-before", "wrong", "refuted", None);
    other.instance_sha256 = "0".to_owned();
    after.push(other);
    let found = compare(&before, &after, &limits);
    let names = |changes: &[_]| -> Vec<(String, &str)> {
        let change =
            |it: &ironproof::bench::accuracy::compare::Change| (it.instance.clone(), it.what);
        changes.iter().map(change).collect()
    };
    let named = |list: &[(&str, &'static str)]| -> Vec<(String, &str)> {
        list.iter().map(|(name, what)| ((*name).to_owned(), *what)).collect()
    };
    assert_eq!(
        names(&found.regressions),
        named(&[
            ("status", "status"),
            ("gone", "status"),
            ("silence", "status"),
            ("grade", "grade"),
            ("error", "objective error")
        ])
    );
    assert_eq!(names(&found.improvements), named(&[("better", "status")]));
    assert_eq!((found.n_compared, found.n_missing), (9, 1));

    let folder = tempfile::tempdir().unwrap();
    for (name, rows) in [("before", &before[..]), ("after", &after[..])] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        let mut text = Vec::new();
        write_csv(&mut text, rows).unwrap();
        assert_eq!(read_csv(std::str::from_utf8(&text).unwrap()).unwrap(), rows);
        std::fs::write(folder.path().join(name).join("accuracy.csv"), text).unwrap();
    }
    let code = |arguments: &[&str]| {
        let mut command = ironproof();
        command.current_dir(folder.path()).args(["bench", "compare"]).args(arguments);
        command.output().unwrap().status.code()
    };
    assert_eq!(code(&["before", "after"]), Some(1));
    assert_eq!(code(&["before", "before"]), Some(0));
    assert_eq!(code(&["before", "nowhere"]), Some(2));
    // Errors of another size count or not.
    let table = folder.path().join("after/accuracy.csv");
    write_csv(&mut std::fs::File::create(&table).unwrap(), &[after[5].clone()]).unwrap();
    assert_eq!(code(&["before", "after"]), Some(1));
    assert_eq!(code(&["before", "after", "--factor", "1000"]), Some(0));
    assert_eq!(code(&["before", "after", "--floor", "1e-6"]), Some(0));
    std::fs::write(&table, "instance\na\n").unwrap();
    assert_eq!(code(&["before", "after"]), Some(2));
}

#[test]
fn summaries_count_what_the_rows_say() {
    let mut rows = vec![
        row("a", "right", "certified", Some(1e-9)),
        row("b", "right", "refuted", Some(1e-2)),
        row("c", "none", "none", None),
    ];
    rows[0].certified_at = Some("1e-7".to_owned());
    rows[1].fault = Some("objective".to_owned());
    rows[2].exact_status = "infeasible".to_owned();
    let summary = summarise(&rows).remove(0);
    assert_eq!((summary.n_rows, summary.n_right, summary.n_none), (3, 2, 1));
    assert_eq!((summary.n_optima, summary.n_certified), (2, [1, 1, 1, 0, 0]));
    assert_eq!((summary.n_refuted, summary.worst_error), (1, Some(1e-2)));
    rows[1].fault = Some("status, within tolerance".to_owned());
    assert!(!rows.iter().any(is_finding));
}

/// Optima alone, and of those the answers that are called optimal: the worse one of objective and point.
#[test]
fn error_curves_are_about_optima() {
    let mut rows: Vec<Row> = ["a", "b", "c", "d"]
        .map(|name| row(name, "right", "certified", Some(1e-9)))
        .into_iter()
        .collect();
    rows[0].primal_inf_rel = Some(1e-7);
    rows[1].primal_inf_rel = Some(0.0);
    // No optimum, no answer, another solver.
    rows[2].exact_status = "infeasible".to_owned();
    rows[2].primal_inf_rel = Some(0.0);
    rows[3].termination = "time limit".to_owned();
    let mut other = rows[1].clone();
    other.solver = "other".to_owned();
    rows.push(other);
    // A second setting is not drawn.
    let mut again = rows[0].clone();
    again.setting = "scaled".to_owned();
    rows.push(again);
    let curves = error_curves(&rows);
    let found: Vec<(usize, &[f64])> =
        curves.iter().map(|curve| (curve.n_optima, curve.errors.as_slice())).collect();
    assert_eq!(found, [(3, &[1e-7, 1e-9][..]), (1, &[1e-9][..])]);
}

/// An artificial fault: some row has a coefficient of more than 7 on a column with a cost.
#[test]
fn shrinking_keeps_the_fault_and_nothing_else() {
    let n_asked = std::cell::Cell::new(0);
    let mut is_false = |lp: &Lp| {
        n_asked.set(n_asked.get() + 1);
        lp.rows
            .iter()
            .flat_map(|row| &row.terms)
            .any(|(j, value)| number("7") < *value && !lp.columns[*j].objective.is_zero())
    };
    let start = lp("badly-scaled", 3);
    let soon = Instant::now() + Duration::from_secs(60);
    let least = shrink(&start, soon, &mut is_false);
    assert!(is_false(&least));
    assert_eq!((least.rows.len(), least.columns.len(), least.rows[0].terms.len()), (1, 1, 1));
    assert!(least.rows[0].upper.is_none());
    assert!(n_asked.get() < 500, "{} candidates", n_asked.get());
    // Out of time: nothing is lost.
    assert_eq!(shrink(&start, Instant::now(), &mut is_false), start);
}

#[test]
fn findings_become_minimal_models() {
    let folder = tempfile::tempdir().unwrap();
    let output = ironproof()
        .args(["bench", "accuracy", "--quick", "--family", "barely-bounded"])
        .args(["--solver", "test-lies", "--shrink", "60", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let findings = folder.path().join("findings");
    let name = "test-lies-objective-barely-bounded-8.mps";
    let list = std::fs::read_to_string(findings.join("README.md")).unwrap();
    assert!(list.contains(name), "{list}");
    let model = std::fs::read_to_string(findings.join(name)).unwrap();
    assert!(model.contains("* truth: optimal"), "{model}");
    let lp = Problem::read("found", "mps", model.into_bytes(), "").unwrap().lp;
    assert_eq!((lp.rows.len(), lp.columns.len()), (1, 1));
}

#[test]
fn a_folder_of_models_is_a_family() {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    std::fs::create_dir(&models).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = ironproof();
        command.current_dir(folder.path()).args(["bench", "accuracy", "--quick"]);
        command.args(["--out", "out", "--quiet"]);
        if !arguments.contains(&"--solver") {
            command.args(["--solver", "highs-simplex"]);
        }
        command.args(arguments).output().unwrap()
    };
    let complaint = |arguments: &[&str]| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(complaint(&["--models", "models"]).contains("no model in this folder"));
    let text = "NAME a\nROWS\n N C\n G R\nCOLUMNS\n x C 1\n x R 3\nRHS\n RHS R 1\nENDATA\n";
    std::fs::write(models.join("third.of.one.mps"), text).unwrap();
    assert!(run(&["--models", "models"]).status.success());
    let found = rows(&folder.path().join("out"));
    assert_eq!((found.len(), found[0].instance.as_str()), (1, "third.of.one"));
    assert_eq!(found[0].exact_obj.as_deref(), Some("1/3"));
    // As sha256sum says.
    let sha256 = "6b91e8ec270635e3d2d978d6af080f6e1eae719821325f102a761928fca48339";
    assert_eq!(found[0].instance_sha256, sha256);
    std::fs::write(models.join("broken.mps"), "NAME b\nROWS\n X C\n").unwrap();
    let output = run(&["--models", "models"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("broken.mps: left out: line 3"), "{text}");
    assert!(complaint(&["--family", "easy"]).contains("--family easy: expected one of"));
    assert!(complaint(&["--solver", "easy"]).contains("--solver easy: expected"));
    assert!(complaint(&["--setting", "easy"]).contains("--setting easy: expected one of"));
    let only = ["--solver", "minilp", "--setting", "no-presolve"];
    assert!(complaint(&only).contains("minilp has only as-written, scaled"));
}
