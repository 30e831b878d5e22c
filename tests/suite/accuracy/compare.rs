//! Two folders of results against each other, and tables of them.

use std::slice::from_ref;

use ironproof::bench::accuracy::compare::{Change, Limits, compare};
use ironproof::bench::accuracy::grade::{Fault, Grade};
use ironproof::bench::accuracy::problem::TrueStatus;
use ironproof::bench::accuracy::row::{Row, read_csv};
use ironproof::bench::accuracy::said::Termination;
use ironproof::bench::accuracy::summary::{
    error_curves, findings_to_markdown, is_finding, summarise,
};
use ironproof::table::write_csv;

use super::{ironproof, row};

#[test]
fn regressions_of_accuracy_are_found_and_noise_is_not() {
    let limits = Limits { factor: 10.0, floor: 1e-9 };
    let before = [
        row("same", "right", "accepted", Some(1e-8)),
        row("status", "right", "accepted", None),
        row("gone", "right", "accepted", None),
        row("silence", "none", "none", None),
        row("grade", "right", "accepted", Some(1e-7)),
        row("error", "right", "accepted", Some(1e-9)),
        row("below-floor", "right", "accepted", Some(1e-16)),
        row("factor", "right", "accepted", Some(1e-8)),
        row("better", "wrong", "refuted", None),
        row("only-before", "right", "accepted", None),
    ];
    let mut after = vec![
        row("same", "right", "accepted", Some(1e-8)),
        row("status", "wrong", "refuted", None),
        row("gone", "none", "none", None),
        row("silence", "wrong", "refuted", None),
        row("grade", "right", "refuted", Some(2e-7)),
        row("error", "right", "accepted", Some(1e-7)),
        row("below-floor", "right", "accepted", Some(9e-10)),
        row("factor", "right", "accepted", Some(9e-8)),
        row("better", "right", "accepted", None),
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
    let lost = [("only-before".to_owned(), "s/as-written".to_owned())];
    assert_eq!((found.n_compared, found.lost.as_slice()), (9, &lost[..]));

    let folder = tempfile::tempdir().unwrap();
    for (name, rows) in [("before", &before[..]), ("after", &after[..])] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        let mut text = Vec::new();
        write_csv(&mut text, rows).unwrap();
        assert_eq!(read_csv(&text).unwrap(), rows);
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
    // A right answer that is not there is no success; that a wrong one is gone is.
    let write = |name: &str, rows: &[Row]| {
        let table = folder.path().join(name).join("accuracy.csv");
        write_csv(&mut std::fs::File::create(&table).unwrap(), rows).unwrap();
        table
    };
    write("after", &before[..8]);
    assert_eq!(code(&["before", "after"]), Some(1));
    write("before", &before[..9]);
    assert_eq!(code(&["before", "after"]), Some(0));
    assert_eq!(code(&["before", "after", "--threshold", "0.1"]), Some(2));
    // Errors of another size count or not.
    write("before", &before[5..6]);
    let table = write("after", &after[5..6]);
    assert_eq!(code(&["before", "after"]), Some(1));
    assert_eq!(code(&["before", "after", "--factor", "1000"]), Some(0));
    assert_eq!(code(&["before", "after", "--floor", "1e-6"]), Some(0));
    std::fs::write(&table, "instance\na\n").unwrap();
    assert_eq!(code(&["before", "after"]), Some(2));
}

/// Each kind of number alone, both ways, with the numbers before and after.
#[test]
fn each_kind_of_change_is_named() {
    let limits = Limits { factor: 10.0, floor: 1e-9 };
    let good = Row {
        primal_inf_rel: Some(1e-8),
        dual_inf_rel: Some(1e-8),
        ..row("a", "right", "accepted", Some(1e-8))
    };
    let bad = |change: &dyn Fn(&mut Row)| {
        let mut row = good.clone();
        change(&mut row);
        row
    };
    for (what, bad, values) in [
        (
            "basis",
            bad(&|row| row.basis_exactly_optimal = Some(false)),
            ["exactly optimal", "not optimal"],
        ),
        ("objective error", bad(&|row| row.obj_error_rel = Some(1e-6)), ["1.0e-8", "1.0e-6"]),
        ("primal infeasibility", bad(&|row| row.primal_inf_rel = Some(1e-6)), ["1.0e-8", "1.0e-6"]),
        ("dual infeasibility", bad(&|row| row.dual_inf_rel = Some(1e-6)), ["1.0e-8", "1.0e-6"]),
    ] {
        let worse = compare(from_ref(&good), from_ref(&bad), &limits);
        let better = compare(from_ref(&bad), from_ref(&good), &limits);
        let found = |changes: &[Change]| {
            let [change] = changes else { panic!("{what}: {changes:?}") };
            (change.what, [change.values.0.clone(), change.values.1.clone()])
        };
        let values = values.map(str::to_owned);
        assert_eq!(found(&worse.regressions), (what, values.clone()));
        // The other way round the old value comes first too.
        let [old, new] = values;
        assert_eq!(found(&better.improvements), (what, [new, old]));
        assert!(worse.improvements.is_empty() && better.regressions.is_empty());
    }
    // What is absent on one side is not compared.
    let absent = bad(&|row| (row.basis_exactly_optimal, row.obj_error_rel) = (None, None));
    let found = compare(from_ref(&good), from_ref(&absent), &limits);
    assert!(found.regressions.is_empty() && found.n_compared == 1);
}

#[test]
fn summaries_count_what_the_rows_say() {
    let mut rows = vec![
        row("a", "right", "accepted", Some(1e-9)),
        row("b", "right", "refuted", Some(1e-2)),
        row("c", "none", "none", None),
    ];
    rows[0].accepted_at = Some("1e-7".to_owned());
    rows[1].fault = Some(Fault::Objective);
    rows[2].exact_status = TrueStatus::Infeasible;
    let summary = summarise(&rows).remove(0);
    assert_eq!((summary.n_rows, summary.n_right, summary.n_none), (3, 2, 1));
    assert_eq!((summary.n_optima, summary.n_accepted), (2, [1, 1, 1, 0, 0]));
    assert_eq!((summary.n_refuted, summary.worst_error), (1, Some(1e-2)));
    rows[1].fault = Some(Fault::StatusWithinTolerance);
    assert!(!rows.iter().any(is_finding));
}

/// Bases, errors and times count where there is one, and settings apart.
#[test]
fn summaries_leave_out_what_does_not_count() {
    let mut rows = vec![
        row("a", "right", "accepted", Some(1e-9)),
        row("b", "wrong", "refuted", Some(0.5)),
        row("c", "none", "none", None),
    ];
    // It is wrong about an LP that has an optimum, and claims none.
    rows[1].termination = Termination::Unbounded;
    rows[1].basis_exactly_optimal = None;
    for (row, runtime_s) in rows.iter_mut().zip([Some(0.001), Some(0.003), None]) {
        (row.runtime_s, row.timeout_s) = (runtime_s, 0.007);
    }
    let summary = summarise(&rows).remove(0);
    assert_eq!((summary.bases, summary.worst_error), ((1, 2), Some(1e-9)));
    // The geometric mean of 2, 4 and 8 ms, which is 4, less the shift.
    let mean = summary.mean_1ms.unwrap();
    assert!((mean - 0.003).abs() < 1e-9, "{mean}");
    // There is no mean of times that are not all known.
    let known = std::mem::take(&mut rows[1].runtime_s);
    assert_eq!(summarise(&rows).remove(0).mean_1ms, None);
    rows[1].runtime_s = known;
    rows[2].setting = "scaled".to_owned();
    let sizes: Vec<usize> = summarise(&rows).iter().map(|summary| summary.n_rows).collect();
    assert_eq!(sizes, [2, 1]);
}

#[test]
fn findings_begin_with_the_smallest() {
    let mut rows: Vec<Row> =
        ["large", "small", "within"].map(|it| row(it, "wrong", "refuted", None)).into();
    for (row, nnz) in rows.iter_mut().zip([9, 3, 1]) {
        (row.nnz, row.fault) = (nnz, Some(Fault::Status));
    }
    rows[2].fault = Some(Fault::StatusWithinTolerance);
    let table = findings_to_markdown(&rows);
    let names: Vec<&str> =
        table.lines().skip(2).map(|line| line.split('|').nth(3).unwrap().trim()).collect();
    assert_eq!(names, ["small", "large"]);
}

/// Optima alone, and of those the answers that are called optimal: the worse one of objective and point.
#[test]
fn error_curves_are_about_optima() {
    let mut rows: Vec<Row> = ["a", "b", "c", "d"]
        .map(|name| row(name, "right", "accepted", Some(1e-9)))
        .into_iter()
        .collect();
    rows[0].primal_inf_rel = Some(1e-7);
    rows[1].primal_inf_rel = Some(0.0);
    // No optimum, no answer, another solver.
    rows[2].exact_status = TrueStatus::Infeasible;
    rows[2].primal_inf_rel = Some(0.0);
    rows[3].termination = Termination::TimeLimit;
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

/// Results of earlier versions say `certified` for `accepted`: they are read, and compare with those of this one.
#[test]
fn results_of_earlier_versions_are_read() {
    let new =
        Row { accepted_at: Some("1e-8".to_owned()), ..row("a", "right", "accepted", Some(1e-9)) };
    let mut text = Vec::new();
    write_csv(&mut text, from_ref(&new)).unwrap();
    let text = String::from_utf8(text).unwrap();
    let old = text.replace("accepted_at", "certified_at").replace("accepted", "certified");
    // Nor did they say how many integers were left out.
    let at = old.split(',').position(|name| name == "relaxed").unwrap();
    let without = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{}\n", [&cells[..at], &cells[at + 1..]].concat().join(","))
    };
    let old: String = old.lines().map(without).collect();
    assert!(old.contains(",certified,") && !old.contains("relaxed"), "{old}");
    assert_eq!(read_csv(old.as_bytes()).unwrap(), [new]);
    let committed =
        include_str!("../../../results/2026-11-24-amd-epyc-2-cores-accuracy/accuracy.csv");
    let rows = read_csv(committed.as_bytes()).unwrap();
    assert!(committed.contains(",certified,"));
    let n_accepted = rows.iter().filter(|row| row.grade == Grade::Accepted).count();
    assert_eq!(n_accepted, committed.matches(",certified,").count());
    let summaries = summarise(&rows);
    assert!(summaries.iter().all(|summary| 0 < summary.n_accepted[0]), "{summaries:?}");
}
