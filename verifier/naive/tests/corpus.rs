//! The naive checkers give every case of the corpora its verdict.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
#![allow(clippy::print_stdout, reason = "counts that a person may want to see")]

use ironproof_naive::claim::Claim;
use ironproof_naive::random::Random;
use ironproof_naive::seeds::{self, KINDS, Parsed, claims, corpus, models};
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
            let proved = proved.split(" (reading ").next().unwrap();
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
    assert!(40 < n_accepted && 200 < n_others, "only {n_accepted} and {n_others} cases");
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

/// Optimal, infeasible or unbounded: enumeration decides every model, and never twice.
#[test]
fn every_random_model_is_decided() {
    for number in 0..300 {
        let mut random = Random::new(11, number);
        let model = models::model(&mut random);
        let claims = claims::claims(&model, &mut random);
        let has = |is: fn(&Claim) -> bool| claims.iter().any(is);
        let verdicts = [
            has(|claim| matches!(claim, Claim::Optimal { .. })),
            has(|claim| matches!(claim, Claim::Unbounded { .. })),
            has(|claim| {
                matches!(
                    claim,
                    Claim::Infeasible(_) | Claim::CrossedColumn(_) | Claim::CrossedRow(_)
                )
            }),
        ];
        let n_verdicts = verdicts.into_iter().filter(|verdict| *verdict).count();
        assert_eq!(n_verdicts, 1, "{verdicts:?}\n{}", model.write());
    }
}
