//! A row says what came back and what it is worth.

use std::path::PathBuf;

use ironproof::answer::{Answer, Status};
use ironproof::bench::accuracy::grade::{Fault, Grade, grade};
use ironproof::bench::accuracy::problem::{Problem, Truth};
use ironproof::bench::accuracy::row::{Circumstances, Row};
use ironproof::formulate::RowClass;
use ironproof::lp::{Column, Lp, Row as LpRow};
use ironproof::oracle::{Ended, Job, Oracle, Ran, Reply, Setting};
use ironproof::rational::Rational;
use ironproof::solve::Solver;

use super::answer;
use crate::common::number;

/// max x + y, x <= 2, y <= 1/2, x + y <= 13/4, and a payment between -1 and 1 that costs nothing.
fn mechanism() -> Problem {
    let mut lp = Lp::new("mechanism", true);
    let column = |name: &str, objective, lower, upper: Option<&str>| Column {
        name: name.to_owned(),
        objective: number(objective),
        lower: Some(number(lower)),
        upper: upper.map(number),
        implied_upper: Some(number("7")),
    };
    for it in [
        column("x", "1", "0", None),
        column("y", "1", "0", None),
        column("T(1)", "0", "-1", Some("1")),
    ] {
        lp.add_column(it);
    }
    for (class, columns, upper) in [
        (RowClass::Incentive, &[0][..], "2"),
        (RowClass::Participation, &[1], "1/2"),
        (RowClass::Supply, &[0, 1], "13/4"),
    ] {
        let terms = columns.iter().map(|j| (*j, Rational::ONE));
        let name = format!("R{}", lp.rows.len());
        lp.add_row(LpRow::at_most(name, class.label(), terms, number(upper)));
    }
    Problem { payments: vec![2], ..Problem::of(&lp, "mechanism", 3, 0) }
}

fn job() -> Job {
    Job {
        oracle: Oracle::Solver(Solver::HighsSimplex),
        setting: Setting::AsWritten,
        model: PathBuf::from("model.mps"),
        time_limit_s: 5.0,
        memory_limit_mib: 512,
    }
}

/// The row of an answer to this model whose optimum is said to be 20.
fn row_of(problem: &Problem, answer: Answer) -> Row {
    let truth = Truth::Optimal(number("20"));
    let graded = grade(&problem.lp, &truth, &answer, 10.0);
    let reply = Reply {
        answer,
        version: None,
        seconds: Some(0.25),
        cpu_s: Some(0.5),
        peak_bytes: Some(3 << 20),
    };
    let ran = Ran { ended: Ended::Answered(Box::new(reply)), wall_s: 1.0 };
    let circumstances = Circumstances {
        cpu_model: "cpu".to_owned(),
        commit: "commit".to_owned(),
        run_id: "run".to_owned(),
        programs: std::collections::BTreeMap::new(),
    };
    Row::new(problem, &truth, &job(), &ran, Some(&graded), &circumstances)
}

/// Each amount is another number, and stands in its own column.
#[test]
fn amounts_stand_in_their_columns() {
    let problem = mechanism();
    let mut wrong = answer(Status::Optimal, 4.0, &[3.0, 1.0, -0.25]);
    wrong.row_duals = Some(vec![0.5, 1.0, 0.0]);
    wrong.iterations = Some(11);
    let row = row_of(&problem, wrong);
    assert_eq!((row.verdict.name(), row.grade.name()), ("right", "refuted"));
    assert_eq!(row.fault, Some(Fault::Violation));
    assert_eq!((row.obj, row.obj_error_abs, row.obj_error_rel), (Some(4.0), Some(16.0), Some(0.8)));
    assert_eq!((row.ic_violation, row.ir_violation), (Some(1.0), Some(0.5)));
    assert_eq!((row.supply_violation, row.negative_transfer), (Some(0.75), Some(0.25)));
    assert_eq!((row.primal_inf_abs, row.primal_inf_rel), (Some(1.0), Some(0.5)));
    let norm = (1.0_f64 + 0.25 + 0.5625).sqrt();
    assert!((row.primal_inf_2.unwrap() - norm).abs() < 1e-12, "{:?}", row.primal_inf_2);
    // 2 / 2 + 1 / 2, and the reduced cost 1/2 of x rests on its implied bound 7.
    assert_eq!((row.dual_obj, row.gap), (Some(5.0), Some(1.0 / 20.0)));
    assert_eq!((row.cpu_s, row.peak_mem_mb, row.wall_s), (Some(0.5), Some(3.0), 1.0));
    assert_eq!((row.iterations, row.rows, row.cols, row.nnz), (Some(11), 3, 3, 4));
    assert_eq!((row.size_class.name(), row.difficulty), ("S", 3));
    let row = row_of(&problem, answer(Status::Optimal, 20.0, &[0.0, 0.0, 0.25]));
    assert_eq!((row.negative_transfer, row.ic_violation), (Some(0.0), Some(0.0)));
}

#[test]
fn a_status_is_definite_or_a_warning() {
    let problem = mechanism();
    for (status, word, verdict) in [
        (Status::Infeasible, "ok", "wrong"),
        (Status::Unbounded, "ok", "wrong"),
        (Status::InfeasibleOrUnbounded, "warning", "wrong"),
        (Status::TimeLimit, "TO", "none"),
    ] {
        let row = row_of(&problem, answer(status, 0.0, &[]));
        assert_eq!((row.status.name(), row.verdict.name()), (word, verdict));
    }
    let row = row_of(&problem, answer(Status::Optimal, 19.0, &[0.0; 3]));
    assert_eq!((row.verdict.name(), row.grade.name()), ("right", Grade::Refuted.name()));
}

#[test]
fn a_row_answers_its_own_job_only() {
    let problem = mechanism();
    let row = row_of(&problem, answer(Status::Optimal, 20.0, &[0.0; 3]));
    let sha256 = problem.sha256();
    assert!(row.answers(&problem, &sha256, &job()));
    assert!(!row.answers(&problem, "0", &job()));
    for other in [
        Job { time_limit_s: 6.0, ..job() },
        Job { memory_limit_mib: 1024, ..job() },
        Job { setting: Setting::Scaled, ..job() },
        Job { oracle: Oracle::Solver(Solver::HighsIpm), ..job() },
    ] {
        assert!(!row.answers(&problem, &sha256, &other), "{other:?}");
    }
    let older = Row { solver_version: "0.1".to_owned(), ..row };
    assert!(!older.answers(&problem, &sha256, &job()));
}

#[test]
fn size_classes_begin_at_powers_of_ten() {
    let mut problem = mechanism();
    let column = problem.lp.columns[0].clone();
    for (n, class) in [(9_999, "S"), (10_000, "M"), (999_999, "M"), (1_000_000, "L")] {
        problem.lp.columns.resize(n, column.clone());
        assert_eq!(problem.size_class().name(), class, "{n}");
    }
}
