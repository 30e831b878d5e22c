//! `bench`: rows are right or say that they are not, nothing runs twice, and regressions are found.

use assert_cmd::Command;
use ironproof::answer::Status;
use ironproof::bench::compare::{Kind, compare};
use ironproof::bench::family::{self, SHAPES};
use ironproof::bench::measure::{MeasureConfig, Measurement, measure};
use ironproof::bench::patience::is_hopeless;
use ironproof::bench::row::{Row, median};
use ironproof::bench::status::Status as Became;
use ironproof::bench::suite::{self, Method};
use ironproof::bench::summary::{exponent, profile, shifted_mean, summarise, to_markdown};
use ironproof::crosscheck::start_basis;
use ironproof::formulate::{Formulation, Incentives, with_legend};
use ironproof::ironing;
use ironproof::lock::Lock;
use ironproof::rational::Rational;
use ironproof::solve;
use ironproof::solve::{SolveConfig, Solver};
use ironproof::store;

const SUITE: &str = r#"
warmups = 0
repetitions = 2
time_limit_s = 60
levels = 3

[quick]
sizes = [8]
time_limit_s = 60
repetitions = 1

[[family]]
shape = "noisy"
sizes = [20]

[[method]]
name = "ironing-fast"

[[method]]
name = "highs-simplex"
formulation = "mass"
incentives = "adjacent"
start = true
"#;

fn ironproof() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ironproof"))
}

/// A row as it stands in a file.
fn line(row: &Row) -> String {
    store::to_line(row, "0123456789abcdef")
}

fn row(shape: &str, types: usize, method: &str, status: &str, seconds: &[f64]) -> Row {
    let measurement =
        Measurement { seconds: seconds.to_vec(), ..Measurement::only(Became::from(status)) };
    let (shape, method) = (shape.to_owned(), method.to_owned());
    Row { shape, types, groups: 1, levels: 3, method, proved: true, measurement }
}

#[test]
fn every_shape_is_a_valid_instance() {
    for shape in SHAPES {
        for (types, groups) in [(1, 1), (7, 1), (130, 1), (40, 4)] {
            let instance = family::instance(shape, types, groups, 5).unwrap();
            instance.validate().unwrap_or_else(|error| panic!("{shape} {types}: {error}"));
            assert_eq!(instance.n_types(), types, "{shape}");
        }
    }
    assert_eq!(family::instance("square", 5, 1, 5), None);
    assert_eq!(family::instance("smooth", 5, 6, 5), None);
}

#[test]
fn the_suite_of_the_program_is_valid_and_bad_suites_are_refused() {
    assert!(
        suite::read(suite::DEFAULT, false).is_ok() && suite::read(suite::DEFAULT, true).is_ok()
    );
    for (from, to) in [
        ("noisy", "square"),
        ("ironing-fast", "guessing"),
        ("\"mass\"", "\"weight\""),
        ("repetitions = 2", "repetitions = 0"),
        ("time_limit_s = 60", "time_limit_s = 0"),
        ("sizes = [20]", "sizes = []"),
        ("warmups", "warmup"),
    ] {
        assert!(suite::read(&SUITE.replace(from, to), false).is_err(), "{to}");
    }
}

#[test]
fn labels_name_methods() {
    for label in
        ["verifier", "ironing-fast", "highs-ipm/gamma/all", "highs-simplex/mass/adjacent/start"]
    {
        assert_eq!(Method::from_label(label).unwrap().to_string(), label);
    }
    for label in ["", "highs-ipm", "highs-ipm/gamma", "verifier/", "highs-ipm/gamma/all/begin"] {
        assert_eq!(Method::from_label(label), None, "{label}");
    }
}

#[test]
fn an_answer_that_is_not_the_optimum_is_wrong() {
    let instance = family::instance("noisy", 30, 1, 3).unwrap();
    let config = MeasureConfig { warmups: 0, repetitions: 1, time_limit_s: 60.0 };
    let optimum = ironing::optimum(&instance).value;
    for label in [
        "ironing-exact",
        "certificate",
        "ironing-fast",
        "ironing-integer",
        "highs-simplex/gamma/all",
    ] {
        let method = Method::from_label(label).unwrap();
        let right = measure(&instance, &method, Some(&optimum), &config);
        assert_eq!((right.status, right.seconds.len()), (Became::Right, 1), "{label}");
        let other = &optimum + Rational::from(1) / Rational::from(1000);
        let wrong = measure(&instance, &method, Some(&other), &config);
        assert_eq!(wrong.status, Became::Wrong, "{label}");
    }
}

/// The basis from ironing is optimal: simplex confirms it without an iteration.
#[test]
fn simplex_confirms_the_basis_from_ironing() {
    for shape in SHAPES {
        for (types, groups, levels) in [(60, 1, 7), (60, 3, 7), (33, 1, 20)] {
            let instance = family::instance(shape, types, groups, levels).unwrap();
            let target = with_legend(&instance, Formulation::Mass, Incentives::Adjacent).unwrap();
            let mut config = SolveConfig::new(Solver::HighsSimplex, 60.0);
            let cold = solve::solve(&target.lp, &config);
            config.start = Some(start_basis(&instance, &target).unwrap());
            let warm = solve::solve(&target.lp, &config);
            assert_eq!((&warm.status, &cold.status), (&Status::Optimal, &Status::Optimal));
            let (warm, cold) = (warm.iterations.unwrap(), cold.iterations.unwrap());
            assert!(warm * 100 <= cold, "{shape} {types} {groups}: {warm} of {cold} iterations");
        }
    }
    // Another LP, or cells: no basis.
    let instance = family::instance("noisy", 9, 1, 3).unwrap();
    let gamma = with_legend(&instance, Formulation::Gamma, Incentives::Adjacent).unwrap();
    assert_eq!(start_basis(&instance, &gamma), None);
}

#[test]
fn finished_rows_are_not_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let suite = folder.path().join("suite.toml");
    let out = folder.path().join("out");
    std::fs::write(&suite, SUITE).unwrap();
    let run = || {
        ironproof().args(["bench", "--suite"]).arg(&suite).arg("--out").arg(&out).output().unwrap()
    };
    let first = run();
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let rows = std::fs::read_to_string(out.join("rows.jsonl")).unwrap();
    let read: Vec<Row> = store::read(rows.as_bytes()).unwrap();
    assert_eq!(read.len(), 3);
    assert!(read.iter().all(|row| row.measurement.status == Became::Right && row.proved));
    // A row that was cut off is run again, the others are not.
    let cut = rows.trim_end().len() - 5;
    std::fs::write(out.join("rows.jsonl"), &rows[..cut]).unwrap();
    assert!(run().status.success());
    let again = std::fs::read_to_string(out.join("rows.jsonl")).unwrap();
    let kept: String = rows.split_inclusive('\n').take(2).collect();
    assert!(again.starts_with(&kept) && again.ends_with('\n'), "{again}");
    assert_eq!(store::read::<Row>(again.as_bytes()).unwrap().len(), 3);
    // A line that is damaged is told, and its row alone is run again.
    let lines: Vec<&str> = again.lines().collect();
    let damaged =
        again.replacen(lines[1], &lines[1].replacen("\"types\":20", "\"types\":21", 1), 1);
    assert_ne!(damaged, again);
    std::fs::write(out.join("rows.jsonl"), &damaged).unwrap();
    let repaired = run();
    let error = String::from_utf8_lossy(&repaired.stderr);
    assert!(repaired.status.success());
    let expected = "rows.jsonl: line 2: its checksum is another";
    assert!(error.contains(expected) && error.contains("done again"), "{error}");
    assert_eq!(std::fs::read_to_string(out.join("rows.jsonl.damaged")).unwrap(), damaged);
    let again = std::fs::read_to_string(out.join("rows.jsonl")).unwrap();
    assert!(again.starts_with(&format!("{}\n{}\n", lines[0], lines[2])), "{again}");
    assert_eq!(store::read::<Row>(again.as_bytes()).unwrap().len(), 3);
    // Rows of an older version are not gone on with, and stay.
    let old = again
        .lines()
        .fold(String::new(), |old, line| old + line.split(",\"settings\"").next().unwrap() + "}\n");
    std::fs::write(out.join("rows.jsonl"), &old).unwrap();
    let refused = run();
    let error = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2), "{error}");
    assert!(error.contains("rows without checksums, of an older version"), "{error}");
    assert_eq!(std::fs::read_to_string(out.join("rows.jsonl")).unwrap(), old);
    std::fs::write(out.join("rows.jsonl"), &again).unwrap();
    for name in
        ["rows.csv", "summary.md", "scaling.svg", "scaling.csv", "profile.svg", "settings.json"]
    {
        assert!(out.join(name).metadata().unwrap().len() > 0, "{name}");
    }
    // Nor are settings that are damaged taken for others.
    let settings = std::fs::read_to_string(out.join("settings.json")).unwrap();
    for damaged in [
        settings.as_bytes()[..9].to_vec(),
        settings.replace("\"quick\": false", "\"quick\": true").into_bytes(),
        [settings.as_bytes(), b"\xff"].concat(),
        Vec::new(),
    ] {
        assert_ne!(damaged, settings.as_bytes());
        std::fs::write(out.join("settings.json"), &damaged).unwrap();
        let refused = run();
        let error = String::from_utf8_lossy(&refused.stderr);
        assert!(error.contains("settings.json: not the settings of results"), "{error}");
        assert_eq!(refused.status.code(), Some(2));
    }
    std::fs::write(out.join("settings.json"), &settings).unwrap();
    // Nobody else writes there meanwhile.
    let lock = Lock::of(&out).unwrap();
    let refused = run();
    let error = String::from_utf8_lossy(&refused.stderr);
    let expected = format!("{}: another run writes into this folder (process ", out.display());
    assert!(refused.status.code() == Some(2) && error.contains(&expected), "{error}");
    drop(lock);
    // Results of another suite are not mixed in.
    std::fs::write(&suite, SUITE.replace("sizes = [20]", "sizes = [21]")).unwrap();
    let other = run();
    assert_eq!(other.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&other.stderr).contains("another suite_checksum"));
}

/// What a row became is a word in the file, and comes back as it was, whatever the word.
#[test]
fn statuses_are_words() {
    for word in ["ok", "wrong", "not repeatable", "time limit", "not tried", "optimum unknown"] {
        assert!(!matches!(Became::from(word), Became::Failed(_)), "{word}");
    }
    for word in ["ok", "time limit", "crashed", "infeasible", "", "OK", "a \"quoted\" word"] {
        let status = Became::from(word);
        let text = serde_json::to_string(&status).unwrap();
        assert_eq!(text, serde_json::to_string(word).unwrap());
        assert_eq!(serde_json::from_str::<Became>(&text).unwrap(), status);
    }
}

/// Over all rows in both: the medians over the shapes have other exponents.
#[test]
fn the_picture_has_the_exponents_of_the_summary() {
    let folder = tempfile::tempdir().unwrap();
    let (suite, out) = (folder.path().join("suite.toml"), folder.path().join("out"));
    let families = "sizes = [20, 80]\n\n[[family]]\nshape = \"smooth\"\nsizes = [80, 160]";
    std::fs::write(&suite, SUITE.replace("sizes = [20]", families)).unwrap();
    let mut command = ironproof();
    let output = command.args(["bench", "--suite"]).arg(&suite).arg("--out").arg(&out).output();
    assert!(output.unwrap().status.success());
    let summary = std::fs::read_to_string(out.join("summary.md")).unwrap();
    let picture = std::fs::read_to_string(out.join("scaling.svg")).unwrap();
    let mut n_exponents = 0;
    for line in summary.lines().skip(2) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if !cells[5].is_empty() {
            let name = format!(">{}: K^{}<", cells[1], cells[5]);
            assert!(picture.contains(&name), "{name}: {summary}\n{picture}");
            n_exponents += 1;
        }
    }
    assert!(0 < n_exponents, "{summary}");
}

#[test]
fn regressions_are_found_and_noise_is_not() {
    let before = [
        row("a", 10, "m", "ok", &[1.0, 1.01, 1.02]),
        row("b", 10, "m", "ok", &[1.0]),
        row("c", 10, "m", "ok", &[0.0001]),
        row("d", 10, "m", "ok", &[1.0, 2.0, 3.0]),
        row("e", 10, "m", "time limit", &[]),
    ];
    let after = [
        row("a", 10, "m", "ok", &[1.5, 1.51, 1.52]),
        row("b", 10, "m", "crashed", &[]),
        row("c", 10, "m", "ok", &[0.0003]),
        row("d", 10, "m", "ok", &[3.0, 2.0, 4.0]),
        row("e", 10, "m", "ok", &[1.0]),
        row("f", 10, "m", "ok", &[1.0]),
    ];
    let found = compare(&before, &after, 0.2);
    let kinds: Vec<Kind> = found.changes.iter().map(|change| change.kind).collect();
    assert!(found.lost.is_empty());
    assert_eq!(
        kinds,
        [Kind::Regression, Kind::Regression, Kind::Same, Kind::Same, Kind::Improvement]
    );

    let folder = tempfile::tempdir().unwrap();
    for (name, rows) in [
        ("before", &before[..]),
        ("after", &after[..]),
        ("cut", &before[2..4]),
        ("wrong", &before[4..]),
    ] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        let text: String = rows.iter().map(line).collect();
        std::fs::write(folder.path().join(name).join("rows.jsonl"), text).unwrap();
    }
    let run = |arguments: &[&str]| {
        let mut command = ironproof();
        command.current_dir(folder.path()).args(["bench", "compare"]).args(arguments);
        command.output().unwrap()
    };
    let code = |a: &str, b: &str| run(&[a, b]).status.code();
    assert_eq!(code("before", "after"), Some(1));
    assert_eq!(code("before", "before"), Some(0));
    assert_eq!(code("before", "nowhere"), Some(2));

    // Right answers that are not there are no success. "e" was none.
    let cut = run(&["before", "cut"]);
    let text = String::from_utf8_lossy(&cut.stdout);
    assert_eq!(cut.status.code(), Some(1));
    assert_eq!(
        text,
        "2 compared: 0 slower, 0 faster\n2 right answers of the first folder are not in the second\n"
    );
    assert_eq!(code("cut", "before"), Some(0));
    assert_eq!(code("wrong", "after"), Some(0));
    let output = run(&["before", "cut", "--json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(document["lost"], serde_json::json!(["a 10 m", "b 10 m"]));
    let output = run(&["before", "after", "--json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let counts = ["n_compared", "n_regressions", "n_improvements", "n_lost"];
    assert_eq!(counts.map(|name| document[name].as_u64().unwrap()), [5, 2, 1, 0]);
    assert_eq!(document["regressions"][1], "b 10 m: 1.000 s -> crashed");

    for (arguments, expected) in [
        (["--threshold", "nan"], "expected a number, 0 or more"),
        (["--threshold", "-1"], "expected a number, 0 or more"),
        (["--floor", "inf"], "expected a number, 0 or more"),
        (["--factor", "0.5"], "expected a number, 1 or more"),
        (["--factor", "2"], "--factor has no effect on results of `bench`"),
        (["--floor", "0"], "--floor has no effect on results of `bench`"),
    ] {
        let output = run(&[&["before", "after"], &arguments[..]].concat());
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
    let output = run(&["before", "before", "--out", "x"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("--out is not used"));
}

#[test]
fn summaries_are_those_of_the_formulas() {
    assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
    assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
    assert_eq!(median(&[]), None);
    assert!((shifted_mean(&[0.0, 30.0], 10.0) - 10.0).abs() < 1e-12);
    let cube = [(10, 1e-3), (100, 1.0), (1000, 1e3)];
    assert!((exponent(&cube).unwrap() - 3.0).abs() < 1e-12);
    assert_eq!(exponent(&cube[..1]), None);
    // One size, several shapes: the mean of nine equal logarithms is rounded, and there is still no slope.
    let one_size: Vec<(usize, f64)> = (1_u8..10).map(|k| (50, f64::from(k) * 1e-3)).collect();
    assert_eq!(exponent(&one_size), None);
    let rows = [
        row("a", 10, "x", "ok", &[1.0]),
        row("a", 10, "y", "ok", &[2.0]),
        row("b", 10, "x", "time limit", &[]),
        row("b", 10, "y", "ok", &[5.0]),
    ];
    let (curves, n) = profile(&rows);
    assert_eq!((curves["x"].factors.as_slice(), curves["x"].n_tried), (&[1.0][..], 2));
    assert_eq!((curves["y"].factors.as_slice(), curves["y"].n_tried), (&[1.0, 2.0][..], 2));
    assert_eq!(n, 2);
}

/// Shapes that nobody asked a method for, and rows that were not tried, count as never.
#[test]
fn profiles_are_over_all_instances() {
    let rows = [
        row("a", 10, "x", "ok", &[1.0]),
        row("a", 10, "y", "time limit", &[]),
        row("a", 20, "x", "ok", &[1.0]),
        row("a", 20, "y", "not tried", &[]),
        row("b", 10, "x", "ok", &[2.0]),
    ];
    let (curves, n) = profile(&rows);
    assert_eq!((curves["x"].n_tried, curves["y"].n_tried, n), (3, 1, 3));
    assert!(curves["y"].factors.is_empty());
}

#[test]
fn a_summary_says_where_a_method_stops() {
    let rows = [
        row("a", 10, "x", "ok", &[1.0]),
        row("a", 1000, "x", "not tried", &[]),
        row("a", 100, "x", "time limit", &[]),
        row("b", 100, "x", "ok", &[2.0]),
        row("a", 10, "y", "ok", &[1.0]),
    ];
    let summaries = summarise(&rows, 60.0);
    let of = |name: &str| summaries.iter().find(|summary| summary.method == name).unwrap();
    let (x, y) = (of("x"), of("y"));
    assert_eq!((x.n_right, x.n_rows, x.most_types), (2, 4, 100));
    assert_eq!(x.stops_at, Some((100, Became::TimeLimit)));
    assert_eq!((y.n_right, y.n_rows, y.stops_at.clone()), (1, 1, None));
    // What was not tried is no answer: it counts as the time limit.
    assert!((x.mean_1ms - 9.21).abs() < 0.01, "{}", x.mean_1ms);
    assert!(to_markdown(&summaries).contains("| 100 | 2.000 s | 100: time limit |"));
}

#[test]
fn time_outs_leave_out_larger_sizes_and_other_shapes() {
    let late = |shape, types| row(shape, types, "m", "time limit", &[]);
    let key = |shape, types| row(shape, types, "m", "", &[]).key();
    let one = [late("a", 100), row("a", 10, "m", "wrong", &[]), row("b", 10, "m", "crashed", &[])];
    assert!(is_hopeless(&key("a", 1000), &one));
    assert!(!is_hopeless(&key("a", 100), &one), "only larger sizes");
    assert!(!is_hopeless(&key("a", 20), &one) && !is_hopeless(&key("b", 1000), &one));
    assert!(!is_hopeless(&row("a", 1000, "other", "", &[]).key(), &one));
    let two = [late("a", 100), late("b", 1000)];
    assert!(is_hopeless(&key("c", 1000), &two));
    assert!(!is_hopeless(&key("c", 100), &two), "one of the two had more types");
    // The same shape twice is one shape; rows that were not tried prove nothing.
    let again = [late("a", 100), late("a", 101), row("b", 100, "m", "not tried", &[])];
    assert!(!is_hopeless(&key("c", 1000), &again));
}

/// PDLP needs many seconds for 100 types: its second size is a row, but not run. Sizes are taken in order.
#[test]
fn a_suite_goes_on_after_a_time_out() {
    let folder = tempfile::tempdir().unwrap();
    let (suite, out) = (folder.path().join("suite.toml"), folder.path().join("out"));
    let text = SUITE
        .replace("levels = 3", "levels = 20")
        .replacen("time_limit_s = 60", "time_limit_s = 1", 1)
        .replace("sizes = [20]", "sizes = [120, 100]")
        .replace("highs-simplex", "highs-pdlp")
        .replace("start = true", "");
    std::fs::write(&suite, text).unwrap();
    let output =
        ironproof().args(["bench", "--suite"]).arg(&suite).arg("--out").arg(&out).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows: Vec<Row> = store::read(&std::fs::read(out.join("rows.jsonl")).unwrap()).unwrap();
    let pdlp: Vec<(usize, &str)> = rows
        .iter()
        .filter(|row| row.method.starts_with("highs-pdlp"))
        .map(|row| (row.types, row.measurement.status.name()))
        .collect();
    assert_eq!(pdlp, [(100, "time limit"), (120, "not tried")]);
    let summary = std::fs::read_to_string(out.join("summary.md")).unwrap();
    assert!(summary.contains("| 0 of 2 |") && summary.contains("| 100: time limit |"), "{summary}");
    let profile = std::fs::read_to_string(out.join("profile.svg")).unwrap();
    assert!(profile.contains("0 of 1<") && profile.contains("all 2 instances"), "{profile}");
}

/// One error that names the folder and what was expected there.
#[test]
fn folders_that_do_not_compare_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, file: &str, text: &str| {
        std::fs::create_dir_all(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join(file), text).unwrap();
    };
    write("times", "rows.jsonl", &line(&row("a", 10, "m", "ok", &[1.0])));
    write("nothing", "rows.jsonl", "");
    write("broken", "rows.jsonl", "{}\n");
    write("accuracy", "accuracy.csv", "instance\n");
    write("empty", "README.md", "");
    for (before, after, expected) in [
        ("times", "empty", "empty: no results in this folder: expected rows.jsonl of `bench`"),
        ("nowhere", "accuracy", "nowhere: no results in this folder"),
        ("times", "accuracy", "times has results of `bench`, accuracy of `bench accuracy`"),
        ("accuracy", "times", "accuracy has results of `bench accuracy`, times of `bench`"),
        ("nothing", "times", "nothing/rows.jsonl: no row of `bench`"),
        ("broken", "times", "broken/rows.jsonl: line 1: it has no checksum"),
    ] {
        let mut command = ironproof();
        command.current_dir(folder.path()).args(["bench", "compare", before, after]);
        let output = command.output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), error.lines().count()), (Some(2), 1), "{error}");
        assert!(error.starts_with(&format!("error: {expected}")), "{error}");
    }
}
