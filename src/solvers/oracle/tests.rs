use super::{AnswerError, Oracle, Reply, Setting, parse, write};
use crate::solve::Solver;
use ironproof_answer::{Answer, Basis, BasisStatus, Failure, Status};

fn reply() -> Reply {
    Reply {
        answer: Answer {
            status: Status::Optimal,
            objective: Some(-0.1),
            primal: Some(vec![0.1, -0.0, 5e-324, f64::MAX]),
            row_duals: Some(vec![1.0 / 3.0]),
            basis: Some(Basis {
                columns: vec![
                    BasisStatus::Lower,
                    BasisStatus::Basic,
                    BasisStatus::Upper,
                    BasisStatus::Zero,
                ],
                rows: vec![BasisStatus::Nonbasic],
            }),
            iterations: Some(7),
            seconds: 0.25,
        },
        version: Some("1.0 beta".to_owned()),
        seconds: Some(0.25),
        cpu_s: Some(0.125),
        peak_bytes: Some(1 << 20),
    }
}

#[test]
fn an_answer_is_read_back_bit_for_bit() {
    let mut reply = reply();
    assert_eq!(parse(&write(&reply), 4, 1), Ok(reply.clone()));
    reply.answer.primal = Some(vec![f64::INFINITY; 4]);
    reply.answer.basis = None;
    reply.answer.status = Status::Failed(Failure::NoVerdict("tired\nof this".to_owned()));
    let read = parse(&write(&reply), 4, 1).expect("readable");
    let reason = "tired of this".to_owned();
    assert_eq!(read.answer.status, Status::Failed(Failure::NoVerdict(reason)));
    // Written again it says the same.
    assert_eq!(parse(&write(&read), 4, 1), Ok(read.clone()));
    assert_eq!(read.answer.primal, reply.answer.primal);
    // No time is not a time of zero.
    let untimed = Reply { seconds: None, ..reply.clone() };
    assert!(!write(&untimed).contains("seconds"));
    assert_eq!(parse(&write(&untimed), 4, 1).expect("readable").seconds, None);
    // Vectors without entries.
    let empty = "ironproof-answer 1\nstatus optimal\nprimal\nduals\ncolumns\nrows\nend\n";
    let read = parse(empty, 0, 0).expect("readable").answer;
    assert_eq!((read.primal, read.row_duals), (Some(vec![]), Some(vec![])));
}

#[test]
fn what_is_not_exactly_an_answer_is_refused() {
    let text = write(&reply());
    for (from, to, line) in [
        ("answer 1", "answer 2", 1),
        ("optimal", "optimum", 2),
        ("status optimal\n", "", 2),
        ("objective -0.1", "objective one", 4),
        ("objective -0.1", "objective -0.1 1", 4),
        ("primal 1e-1 ", "primal ", 5),
        ("primal 1e-1", "primal 1e-1 2", 5),
        ("duals", "dual", 6),
        ("LBUZ", "LBUX", 7),
        ("LBUZ", "LBU", 7),
        ("rows N\n", "", 8),
        ("iterations 7", "iterations -7", 9),
        ("seconds 0.25\n", "seconds 0.25\nseconds 0.25\n", 11),
        ("end\n", "", 13),
        ("end\n", "end\nend\n", 14),
        ("seconds 0.25", "seconds NaN", 10),
        ("seconds 0.25", "seconds inf", 10),
        ("seconds 0.25", "seconds -1", 10),
        ("cpu 0.125", "cpu nan", 11),
        ("cpu 0.125\npeak 1048576\n", "peak 1048576\ncpu 0.125\n", 12),
    ] {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text, "{from}");
        match parse(&damaged, 4, 1) {
            Err(AnswerError::Expected { line: at, .. }) => assert_eq!(at, line, "{from} -> {to}"),
            Ok(_) => panic!("{from} -> {to}: accepted"),
        }
    }
    // Cut off anywhere it is refused, except for the last line break.
    for end in 0..text.len() - 1 {
        assert!(parse(&text[..end], 4, 1).is_err(), "cut at {end}");
    }
    assert!(parse(&text, 5, 1).is_err() && parse(&text, 4, 2).is_err());
}

#[test]
fn names_are_read_back() {
    for name in ["highs-pdlp", "test-loops", "mine=/usr/bin/mine"] {
        assert_eq!(Oracle::from_name(name).expect(name).argument(), name);
    }
    for name in ["", "highs", "=x", "mine=", "a b=c", "test-sings"] {
        assert_eq!(Oracle::from_name(name), None, "{name}");
    }
    for setting in Setting::ALL {
        assert_eq!(Setting::from_name(setting.name()), Some(setting));
    }
    assert_eq!(Oracle::Solver(Solver::Minilp).settings().len(), 2);
}
