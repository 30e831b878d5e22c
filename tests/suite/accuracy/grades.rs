//! Answers against the truth.

use ironproof::answer::{Answer, Basis, BasisStatus, Status};
use ironproof::bench::accuracy::grade::{Fault, Grade, grade};
use ironproof::bench::accuracy::problem::Truth;
use ironproof::lp::{Lp, ModelFormat, Readings, read_model};
use ironproof::rational::approx;

use super::{answer, lp};
use crate::common::number;

/// max x - (1 + 1e-4) y, x - y <= 1: the optimum is 1 at (1, 0).
#[test]
fn answers_get_the_grade_that_they_deserve() {
    let bounded = lp("barely-bounded", 4);
    let truth = Truth::Optimal(number("1"));
    let of = |answer: &Answer, truth: &Truth| {
        let graded = grade(&bounded, truth, answer, 10.0);
        (graded.grade, graded.fault, graded.accepted_at)
    };
    let optimal = |objective, x| of(&answer(Status::Optimal, objective, &[x, 0.0]), &truth);
    let (accepted, refuted) = (Grade::Accepted, Grade::Refuted);
    assert_eq!(optimal(1.0, 1.0), (accepted, None, Some("0")));
    assert_eq!(optimal(1.0 + 1e-9, 1.0), (accepted, None, Some("1e-8")));
    assert_eq!(optimal(1.0, 1.0 + 5e-8), (accepted, None, Some("1e-7")));
    assert_eq!(optimal(1.0 - 5e-7, 1.0), (accepted, None, Some("1e-6")));
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
        assert_eq!((graded.basis_is_optimal, graded.grade), (Some(optimal), accepted));
    }
}

fn model(text: &str) -> Lp {
    read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp
}

/// Relative to max(1, |optimum|) and to max(1, the largest cost).
#[test]
fn errors_are_relative_to_what_is_large() {
    for (bound, off, at) in [("0.1", 5e-7, "1e-6"), ("1000", 5e-4, "1e-6"), ("1000", 5e-2, "1e-4")]
    {
        let optimum: f64 = bound.parse().unwrap();
        let answer = answer(Status::Optimal, optimum - off, &[optimum - off]);
        let model = model(&format!("max x\nst\n x <= {bound}\nend"));
        let graded = grade(&model, &Truth::Optimal(number(bound)), &answer, 1.0);
        assert_eq!(graded.accepted_at, Some(at), "{bound} {off}");
    }
    // A gain of 5e-4 in a direction without end, at costs of 1000 and of 1.
    for (costs, fault) in [
        ("1000 x - 999.9995 y + z", Fault::StatusWithinTolerance),
        ("x - 0.9995 y + z", Fault::Status),
    ] {
        let model = model(&format!("max {costs}\nst\n x - y <= 1\n z <= 1\nend"));
        let mut answer = answer(Status::Optimal, 1.0, &[1.0, 0.0, 1.0]);
        answer.row_duals = Some(vec![approx(&model.columns[0].objective), 1.0]);
        let graded = grade(&model, &Truth::Unbounded, &answer, 1.0);
        assert_eq!(graded.fault, Some(fault), "{costs}");
    }
}

/// What cannot be checked is a status and no more.
#[test]
fn an_answer_without_numbers_is_a_status() {
    let mut bare = answer(Status::Optimal, 1.0, &[]);
    for primal in [None, Some(vec![1.0]), Some(vec![f64::NAN, 0.0])] {
        bare.primal = primal;
        let graded = grade(&lp("barely-bounded", 4), &Truth::Optimal(number("1")), &bare, 1.0);
        assert_eq!((graded.grade, graded.fault), (Grade::StatusOnly, None), "{:?}", bare.primal);
        assert_eq!(graded.accepted_at, None);
    }
}
