//! Minimal models of false verdicts.

use std::time::{Duration, Instant};

use ironproof::bench::accuracy::problem::Problem;
use ironproof::bench::accuracy::shrink::shrink;
use ironproof::lp::{Column, Lp, Row};

use super::{ironproof, lp};
use crate::common::number;

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

/// A fault that needs one column, whatever its numbers: bounds go, and what is left has one digit.
#[test]
fn shrinking_removes_bounds_and_digits() {
    let column = |name: &str, objective: &str| Column {
        name: name.to_owned(),
        objective: number(objective),
        lower: Some(number("1.2345")),
        upper: Some(number("7.6543")),
        implied_upper: Some(number("9")),
    };
    let mut start = Lp::new("start", true);
    for it in [column("x", "3.14159"), column("y", "2.71828"), column("z", "1.41421")] {
        start.add_column(it);
    }
    start.offset = number("5.4321");
    let terms = [(0, number("1.5")), (1, number("2.5")), (2, number("3.5"))];
    start.add_row(Row::equal("r".to_owned(), "", terms, number("12.3456")));
    let mut is_false = |lp: &Lp| {
        let has_z =
            lp.columns.iter().any(|column| column.name == "z" && number("1") < column.objective);
        has_z && lp.rows.iter().any(|row| row.lower.is_some() && !row.terms.is_empty())
    };
    let least = shrink(&start, Instant::now() + Duration::from_secs(60), &mut is_false);
    let [z] = &least.columns[..] else { panic!("{least:?}") };
    assert_eq!((z.name.as_str(), &z.objective), ("z", &number("1.4")));
    assert_eq!((&z.lower, &z.upper, &z.implied_upper), (&Some(number("1")), &None, &None));
    let [row] = &least.rows[..] else { panic!("{least:?}") };
    assert_eq!((&row.lower, &row.upper), (&Some(number("12")), &None));
    assert_eq!(row.terms, [(0, number("4"))]);
    assert_eq!(least.offset, number("5"));
}

#[test]
fn findings_become_minimal_models() {
    let folder = tempfile::tempdir().unwrap();
    let output = ironproof()
        .args(["bench", "accuracy", "--quick", "--family", "barely-bounded"])
        .args(["--solver", "test-lies", "--shrink", "1e19", "--out"])
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
