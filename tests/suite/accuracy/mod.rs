//! `bench accuracy`: whatever solvers do, their rows are right about them.

// The command: crashes, resumption, folders of models.
mod runs;
// Programs of others that do anything, and faults that are nobody's.
mod hostile;
// Models with integer columns.
mod integers;
// What the families promise.
mod families;
// Answers against the truth, and the rows that say so.
mod grades;
mod rows;
// Two folders of results, and tables.
mod compare;
// Minimal models of false verdicts.
mod shrinking;

use std::path::Path;

use assert_cmd::Command;
use ironproof::answer::{Answer, Status};
use ironproof::bench::accuracy::family::FAMILIES;
use ironproof::bench::accuracy::grade::Grade;
use ironproof::bench::accuracy::problem::TrueStatus;
use ironproof::bench::accuracy::row::{Row, Verdict};
use ironproof::bench::accuracy::said::Termination;
use ironproof::lp::Lp;
use ironproof::store;

pub fn ironproof() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ironproof"))
}

pub fn rows(folder: &Path) -> Vec<Row> {
    store::read(&std::fs::read(folder.join("accuracy.jsonl")).unwrap()).unwrap()
}

pub fn find<'a>(rows: &'a [Row], solver: &str) -> &'a Row {
    rows.iter().find(|row| row.solver == solver).unwrap()
}

pub fn lp(family: &str, difficulty: u32) -> Lp {
    FAMILIES.iter().find(|it| it.name == family).unwrap().lp(difficulty, 1)
}

pub fn answer(status: Status, objective: f64, point: &[f64]) -> Answer {
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

pub fn row(instance: &str, verdict: &str, grade: &str, error: Option<f64>) -> Row {
    Row {
        instance: instance.to_owned(),
        solver: "s".to_owned(),
        setting: "as-written".to_owned(),
        verdict: Verdict::from_name(verdict).unwrap(),
        grade: Grade::from_name(grade).unwrap(),
        termination: Termination::Optimal,
        exact_status: TrueStatus::Optimal,
        obj_error_rel: error,
        basis_exactly_optimal: Some(verdict == "right"),
        ..Row::default()
    }
}
