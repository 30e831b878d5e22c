//! A short campaign: no disagreement, the same counts with any number of threads, and every kind
//! with mutants on both sides.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::BTreeMap;

use ironproof_naive::campaign::{Config, Outcome, Tally, compare, run};
use ironproof_naive::mutate::Change;
use ironproof_naive::seeds::{self, KINDS};
use ironproof_naive::verdict::Verdict;

/// Each stands alone between some mutant and a false verdict. The grammar sees to the rules that are
/// missing here: no payment, price or chance is negative.
const RULES: [&str; 33] = [
    "LOTTERY: 0 <= Gamma_k0",
    "SUPPLY(j)",
    "SIDE(s)",
    "IC(k,l) of a point",
    "IC(k,l) at low_k",
    "IC(k,l) at high_k",
    "IR(k)",
    "objective = value",
    "D_k, P_k, M_k >= 0",
    "column of T_k",
    "bound = value",
    "pi_j = 0 without a row",
    "bound < 0",
    "point: lower bound of a column",
    "point: upper bound of a column",
    "point: lower side of a row",
    "point: upper side of a row",
    "objective of the point = value",
    "multipliers: a side that a row needs",
    "multipliers: a bound that a column needs",
    "bound of the multipliers = value",
    "a basis",
    "at least one bound",
    "a point exactly for its bound",
    "multipliers exactly for their bound",
    "least(y s) + least(z x) > 0",
    "the bounds of the column are crossed",
    "the sides of the row are crossed",
    "ray: lower bound of a column",
    "ray: upper bound of a column",
    "ray: lower side of a row",
    "ray: upper side of a row",
    "ray: the objective improves",
];

#[test]
fn the_checkers_agree_about_twenty_thousand_mutants() {
    let seeds = seeds::all(3).unwrap();
    let config = |count, threads| Config { seed: 3, count, threads, time_limit: None };
    let report = run(&seeds, &config(20_000, 2), &|_| {});
    if let Some(finding) = report.findings.first() {
        panic!(
            "{} ({}, {}): trusted {:?}, naive {:?}\n{}\n{}",
            finding.what,
            finding.kind,
            finding.mutant.change.mutation,
            finding.trusted,
            finding.naive,
            finding.mutant.question,
            finding.mutant.answer
        );
    }
    assert_eq!(report.total().mutants(), 20_000);
    let mut kinds: BTreeMap<_, Tally> = BTreeMap::new();
    for ((kind, ..), tally) in &report.tallies {
        kinds.entry(*kind).or_default().add(*tally);
    }
    for kind in KINDS {
        let Tally { both_accept, both_refuse, .. } = kinds[&kind];
        assert!(100 < both_accept && 50 < both_refuse, "{kind}: {both_accept}, {both_refuse}");
    }
    for rule in RULES {
        let is_alone = report.alone.keys().any(|(_, alone)| alone == rule);
        assert!(is_alone, "no mutant breaks only: {rule}");
    }
    let alone = run(&seeds, &config(1_000, 1), &|_| {});
    let together = run(&seeds, &config(1_000, 3), &|_| {});
    assert_eq!(alone.tallies, together.tallies);
}

/// Which pairs of verdicts are findings.
#[test]
fn only_grammar_and_limits_may_be_stricter() {
    let change = Change { mutation: "some", repair: "none", is_honest: false };
    let honest = Change { is_honest: true, ..change };
    let accepted = |value: &str| Verdict::Accepted(value.to_string());
    let rejected = Verdict::Rejected(vec!["why".to_string()]);
    let malformed = Verdict::Malformed("where".to_string());
    let limit = Verdict::Limit("what".to_string());
    let is_finding = |trusted: &Verdict, naive: &Verdict, change: Change| {
        matches!(compare(trusted, naive, change), Outcome::Finding(_))
    };
    assert!(is_finding(&accepted("1"), &accepted("2"), change));
    assert!(is_finding(&accepted("1"), &rejected, change));
    assert!(is_finding(&accepted("1"), &malformed, change));
    assert!(is_finding(&rejected, &accepted("1"), change));
    assert!(is_finding(&Verdict::Panicked, &rejected, change));
    assert!(is_finding(&rejected, &Verdict::Panicked, change));
    assert!(is_finding(&rejected, &rejected, honest));
    assert!(is_finding(&limit, &accepted("1"), honest));
    assert_eq!(compare(&accepted("1"), &accepted("1"), change), Outcome::BothAccept);
    assert_eq!(compare(&malformed, &rejected, change), Outcome::BothRefuse);
    let stricter = Outcome::Stricter("where".to_string());
    assert_eq!(compare(&malformed, &accepted("1"), change), stricter);
    assert_eq!(compare(&limit, &accepted("1"), change), Outcome::Stricter("what".to_string()));
}
