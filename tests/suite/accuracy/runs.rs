//! The command: what it runs, and what it leaves.

use super::{find, ironproof, rows};
use ironproof::bench::accuracy::grade::Fault;
use ironproof::bench::accuracy::row::Row;

/// Whatever one oracle does, the next one answers.
#[test]
fn a_crash_costs_its_own_row_only() {
    let folder = tempfile::tempdir().unwrap();
    let solvers =
        "test-loops,test-aborts,test-panics,test-allocates,test-babbles,test-lies,highs-simplex";
    let output = ironproof()
        .args(["bench", "accuracy", "--quick", "--family", "big-m", "--solver", solvers])
        .args(["--time-limit", "1", "--memory-limit", "512", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows = rows(folder.path());
    let found: Vec<(&str, &str, &str)> =
        rows.iter().map(|row| (row.solver.as_str(), row.status.name(), row.grade.name())).collect();
    assert_eq!(
        found,
        [
            ("test-loops", "TO", "none"),
            ("test-aborts", "ER", "none"),
            ("test-panics", "ER", "none"),
            ("test-allocates", "OOM", "none"),
            ("test-babbles", "ER", "none"),
            ("test-lies", "ok", "refuted"),
            ("highs-simplex", "ok", "accepted"),
        ]
    );
    assert!(find(&rows, "test-panics").termination.name().contains("on purpose"));
    assert!(find(&rows, "test-babbles").termination.name().contains("line 1"));
    assert!(find(&rows, "test-loops").wall_s < 30.0);
    let highs = find(&rows, "highs-simplex");
    assert_eq!((highs.exact_obj.as_deref(), highs.basis_exactly_optimal), (Some("6"), Some(true)));
    assert!(
        highs.cpu_s.is_some() && highs.peak_mem_mb.is_some() && !highs.solver_version.is_empty()
    );
    let lies = find(&rows, "test-lies");
    assert_eq!((lies.obj_error_rel, lies.fault.map(Fault::name)), (Some(1.0), Some("violation")));
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
    assert_eq!((good.grade.name(), good.accepted_at.as_deref()), ("accepted", Some("0")));
    assert_eq!(good.solver_version, "7");
    assert_eq!(find(&rows, "bad").fault.map(Fault::name), Some("violation"));
    assert_eq!(find(&rows, "silent").status.name(), "ER");
    assert_eq!(find(&rows, "broken").status.name(), "ER");
    assert!(find(&rows, "broken").termination.name().contains("exit status: 7"));
    let digest = |path: &str| ironproof::digest::sha256(&std::fs::read(path).unwrap());
    let program = folder.path().join("good").display().to_string();
    assert_eq!(good.program_sha256, Some(digest(&program)));
    // Another program of the same name is not taken for the same one, wherever it is.
    let again = |solver: &str| {
        let mut command = ironproof();
        command.args(["bench", "accuracy", "--quick", "--family", "barely-bounded"]);
        command.args(["--solver", solver, "--out"]).arg(folder.path().join("out"));
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let same = script("elsewhere", &answer("1")).replace("elsewhere=", "good=");
    assert_eq!(again(&same).0, Some(0));
    script("good", &answer("1.5"));
    for other in [programs[0].as_str(), &format!("{same},{}", programs[0])] {
        let (code, stderr) = again(other);
        assert_eq!(code, Some(2), "{stderr}");
        assert!(stderr.contains("solver good: the rows of this folder are of another"), "{stderr}");
    }
    assert_eq!(self::rows(&folder.path().join("out")), rows);
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
    // A row that was cut off is run again; a new solver adds its rows.
    std::fs::write(folder.path().join("accuracy.jsonl"), &first[..first.len() - 9]).unwrap();
    run("highs-simplex,minilp", "5");
    let kept: String = first.split_inclusive('\n').take(3).collect();
    assert!(text().starts_with(&kept) && rows(folder.path()).len() == 4);
    run("minilp,clarabel", "5");
    assert_eq!(rows(folder.path()).len(), 6);
    // Rows within another limit would count their instances twice.
    let mut command = ironproof();
    command.args(["bench", "accuracy", "--quick", "--family", "klee-minty", "--solver", "minilp"]);
    command.args(["--time-limit", "6", "--out"]).arg(folder.path());
    let refused = command.output().unwrap();
    let error = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2), "{error}");
    assert!(error.contains("another limit: time 5 s, ") && error.contains("time 6 s, "), "{error}");
    assert_eq!(rows(folder.path()).len(), 6);
    for name in [
        "accuracy.csv",
        "accuracy.md",
        "errors.svg",
        "errors.csv",
        "difficulty.svg",
        "settings.json",
    ] {
        assert!(folder.path().join(name).metadata().unwrap().len() > 0, "{name}");
    }
    let csv = std::fs::read_to_string(folder.path().join("accuracy.csv")).unwrap();
    let head = csv.lines().next().unwrap();
    for column in head.split(',') {
        let documented = include_str!("../../../docs/accuracy.md").contains(&format!("`{column}`"));
        assert!(documented, "docs/accuracy.md does not describe `{column}`");
    }
}

#[test]
fn a_folder_of_models_is_a_family() {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    std::fs::create_dir(&models).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = ironproof();
        command.current_dir(folder.path()).args(["bench", "accuracy", "--quick"]);
        command.args(["--out", "out"]);
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
    assert!(output.status.success(), "{text}");
    assert!(text.starts_with("note: models/broken.mps: left out: line 3"), "{text}");
    assert!(run(&["--models", "models", "--family", "models"]).status.success());
    assert_eq!(rows(&folder.path().join("out")).len(), 1);
    assert!(complaint(&["--family", "models"]).contains("--family models: needs --models DIR"));
    // Without a proof nothing is asked.
    std::fs::remove_dir_all(folder.path().join("out")).unwrap();
    let unproved = complaint(&["--family", "degenerate", "--proof-limit", "0"]);
    assert!(unproved.contains("error: nothing was measured"), "{unproved}");
    assert!(complaint(&["--family", "easy"]).contains("--family easy: expected one of"));
    assert!(complaint(&["--solver", "easy"]).contains("--solver easy: expected"));
    assert!(complaint(&["--setting", "easy"]).contains("--setting easy: expected one of"));
    let only = ["--solver", "minilp", "--setting", "no-presolve"];
    assert!(complaint(&only).contains("minilp has only as-written, scaled"));
}

/// Doubles lose the only coefficient that bounds the objective: as written the model is unbounded, scaled it is
/// refused. Without presolve there is something left to pivot.
#[test]
fn settings_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let output = ironproof()
        .args(["bench", "accuracy", "--family", "tiny-coefficient,big-m", "--quiet"])
        .args(["--solver", "highs-simplex,test-lies", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows = rows(folder.path());
    let of = |instance: &str, setting: &str| {
        let is_it = |row: &&Row| row.instance == instance && row.setting == setting;
        rows.iter().find(|row| is_it(row) && row.solver == "highs-simplex").unwrap()
    };
    let (instance, wrong) = ("tiny-coefficient-11", "wrong");
    assert_eq!(of(instance, "as-written").verdict.name(), wrong);
    assert_eq!(of(instance, "no-presolve").verdict.name(), wrong);
    assert_eq!(of(instance, "scaled").status.name(), "ER");
    assert_eq!(of("big-m-4", "as-written").iterations, Some(0));
    assert!(Some(0) < of("big-m-4", "no-presolve").iterations);
    let cpu_s: Vec<f64> = rows.iter().filter_map(|row| row.cpu_s).collect();
    assert!(!cpu_s.is_empty() && cpu_s.iter().all(|cpu_s| 0.0 <= *cpu_s), "{cpu_s:?}");
    // A program without settings is asked once.
    let n_lies = rows.iter().filter(|row| row.solver == "test-lies").count();
    assert_eq!(n_lies, 8);
}

/// Memory that runs out in foreign code is said in other words.
#[test]
#[cfg(unix)]
fn every_lack_of_memory_is_one() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let mut solvers = Vec::new();
    for (name, words) in [
        ("cpp", "terminate called after throwing an instance of 'std::bad_alloc'"),
        ("rust", "memory allocation of 9 bytes failed"),
        ("other", "fatal: out of memory"),
        ("none", "segmentation fault"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\necho \"{words}\" >&2\nexit 1\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        solvers.push(format!("{name}={}", path.display()));
    }
    let output = ironproof()
        .args(["bench", "accuracy", "--quick", "--family", "barely-bounded", "--quiet"])
        .args(["--solver", &solvers.join(","), "--out"])
        .arg(folder.path().join("out"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let statuses: Vec<&str> =
        rows(&folder.path().join("out")).iter().map(|row| row.status.name()).collect();
    assert_eq!(statuses, ["OOM", "OOM", "OOM", "ER"]);
}
