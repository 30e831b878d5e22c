//! P2: when is one lottery for the whole group optimal?
//!
//! ```text
//! exact       Psi_k <= S_k Psi_1 for all k                            0 <= Psi_1 always: a price of 0 is possible
//! necessary   alpha r_K + max(0, lambda_K - alpha) d_K <= Psi_1      which is V_K <= Psi_1; d_K -> 0 in the continuum
//! sufficient  the same, and V_k first falls, then rises
//! ```
//!
//! With lbar >= alpha, Psi_1 = E[lambda r]. "One lottery is optimal" is decided by building it and
//! asking the checker.

use std::cmp::Ordering;

use super::case::{Case, GroupFacts};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part, mechanism};
use ironproof_number::rational::Rational;

const NOT_DEGENERATE: Hypothesis = Hypothesis {
    name: "rich-supply",
    says: "some positive step of quality has a supply below the mass of the group: not everybody gets the same object anyhow",
    dropped: Dropped::Fails,
};

pub(super) const CLAIM: Claim = Claim {
    id: "P2",
    title: "one lottery for everybody",
    source: "[ADK24], Proposition 2",
    statement: "Full randomization gives one lottery to a whole group. It can be optimal only if alpha \
        times the highest willingness to pay is at most the mean of weight times willingness to \
        pay. If V is quasi-convex, this inequality is enough. Full randomization also needs a \
        mean weight above alpha. If lump sums could be paid to the group, alpha would be at \
        least its mean weight (R1). So lump sums must be impossible.",
    finite_form: "The lottery for everybody is built and given to the checker. It is optimal exactly if \
        the concave hull of Psi is one chord. If it is optimal, the inequality holds, with a \
        term for the last step of the grid. If the inequality holds and V is quasi-convex, it is \
        optimal.",
    parts: &[
        Part {
            id: "P2",
            says: "the same lottery for all is optimal if and only if Psi_k <= S_k Psi_1 for all k",
            hypotheses: &[NOT_DEGENERATE],
            branches: &["optimal", "not optimal", "optimal at equality"],
            effort: Effort::Small,
            evaluate,
        },
        Part {
            id: "P2-necessary",
            says: "alpha r_K + max(0, lambda_K - alpha) d_K <= E[lambda r], and alpha < mean weight",
            hypotheses: &[
                NOT_DEGENERATE,
                Hypothesis {
                    name: "optimal",
                    says: "the same lottery for all is optimal",
                    dropped: Dropped::Fails,
                },
                Hypothesis {
                    name: "several-types",
                    says: "the group has more than one type, the highest with positive willingness to pay and alpha > 0",
                    dropped: Dropped::Fails,
                },
            ],
            branches: &["strict inequality", "equality"],
            effort: Effort::Small,
            evaluate: evaluate_necessary,
        },
        Part {
            id: "P2-sufficient",
            says: "the same lottery for all is optimal",
            hypotheses: &[
                Hypothesis {
                    name: "inequality",
                    says: "V_K = alpha r_K + max(0, lambda_K - alpha) d_K <= Psi_1",
                    dropped: Dropped::Fails,
                },
                Hypothesis {
                    name: "quasi-convex",
                    says: "V_k first falls, then rises",
                    dropped: Dropped::Fails,
                },
            ],
            branches: &["V falls", "V falls, then rises"],
            effort: Effort::Small,
            evaluate: evaluate_sufficient,
        },
    ],
};

fn same_for_all_is_optimal(case: &Case<'_>, group: &GroupFacts) -> bool {
    let item = mechanism::same_lottery(case.instance, group);
    mechanism::is_optimal(case, group, vec![item])
}

/// Some level with a positive step has a supply strictly between nothing and everybody.
fn separates(case: &Case<'_>, group: &GroupFacts) -> bool {
    super::hull::level_steps(case.instance)
        .any(|(step, supply)| Rational::ZERO < step && supply < group.mass)
}

fn is_chord(group: &GroupFacts) -> bool {
    debug_assert!(Rational::ZERO <= group.psi[0], "the price 0, or r_1 with alpha >= lbar");
    group.psi.iter().zip(&group.tail).all(|(psi, tail)| *psi <= tail * &group.psi[0])
}

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(group) = case.single() else { return };
    let is_chord = is_chord(group);
    let is_tight =
        group.psi[1..].iter().zip(&group.tail[1..]).any(|(psi, tail)| *psi == tail * &group.psi[0]);
    let branches = [is_chord, !is_chord, is_chord && is_tight];
    findings.push(Finding::new(&[separates(case, group)], &branches, || {
        same_for_all_is_optimal(case, group) == is_chord
    }));
}

fn evaluate_necessary(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(group) = case.single() else { return };
    let alpha = &case.instance.alpha;
    let (left, right) = (&group.value[group.top()], &group.weighted_tail[0]);
    let several = group.n_types() > 1 && *alpha > Rational::ZERO;
    let is_optimal = same_for_all_is_optimal(case, group);
    let hypotheses = [separates(case, group), is_optimal, several];
    findings.push(Finding::new(&hypotheses, &[left < right, left == right], || {
        left <= right && *alpha < group.mean_weight
    }));
}

fn evaluate_sufficient(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(group) = case.single() else { return };
    let steps = || group.value.windows(2).map(|pair| pair[1].cmp(&pair[0]));
    // Once V has risen it does not fall again.
    let rising = steps().position(Ordering::is_gt);
    let is_quasi_convex = rising.is_none_or(|rise| !steps().skip(rise).any(Ordering::is_lt));
    let inequality = group.value[group.top()] <= group.psi[0];
    let falls_first = rising.is_some_and(|rise| steps().take(rise).any(Ordering::is_lt));
    findings.push(Finding::new(
        &[inequality, is_quasi_convex],
        &[rising.is_none() && group.n_types() > 1, falls_first],
        || same_for_all_is_optimal(case, group),
    ));
}
