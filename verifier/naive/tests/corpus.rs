//! The naive checkers give every case of the corpora its verdict.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
#![allow(clippy::print_stdout, reason = "counts that a person may want to see")]

use ironproof_naive::seeds::{self, KINDS, Parsed, corpus};
use ironproof_naive::verdict::{Verdict, naive_lp, naive_mechanism};

#[test]
fn every_case_gets_its_verdict() {
    let (mut n_accepted, mut n_others, mut wrong) = (0, 0, Vec::new());
    for case in corpus::cases().unwrap() {
        let naive = if case.is_lp {
            naive_lp(&case.question, &case.answer)
        } else {
            naive_mechanism(&case.question, &case.answer)
        };
        let is_right = if let Some(proved) = case.verdict.strip_prefix("verified ") {
            n_accepted += 1;
            naive == Verdict::Accepted(proved.to_string())
        } else {
            n_others += 1;
            matches!(naive, Verdict::Malformed(_) | Verdict::Rejected(_))
        };
        if !is_right {
            wrong.push(format!("{}: {} but {naive:?}", case.path.display(), case.verdict));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(10 < n_accepted && 100 < n_others, "only {n_accepted} and {n_others} cases");
}

#[test]
fn every_seed_is_accepted() {
    let seeds = seeds::all(7).unwrap();
    for seed in &seeds {
        let naive = match seed.parsed {
            Parsed::Mechanism(..) => naive_mechanism(&seed.question, &seed.answer),
            Parsed::Lp(..) => naive_lp(&seed.question, &seed.answer),
        };
        let is_right = matches!(naive, Verdict::Accepted(_));
        assert!(is_right, "{}: {naive:?}\n{}\n{}", seed.kind, seed.question, seed.answer);
    }
    for kind in KINDS {
        let n = seeds.iter().filter(|seed| seed.kind == kind).count();
        println!("{kind}: {n} seeds");
        assert!(5 < n, "{kind}: only {n} seeds");
    }
}
