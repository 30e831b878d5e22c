//! P7: groups with one lottery each get disjoint intervals of quality, ordered by E[lambda r].
//!
//! ```text
//! one pool each, lbar_i >= alpha   ironed value of group i = Psi_1 = E[lambda_i r]
//! so                               E[lambda_i r] < E[lambda_j r]  =>  every level of i <= every level of j
//! ```

use super::case::Case;
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};

pub(super) const CLAIM: Claim = Claim {
    id: "P7",
    title: "disjoint intervals for groups with lotteries",
    source: "[ADK24], Proposition 7 (appendix)",
    statement: "Suppose that at the optimum every group has one lottery. Then the qualities of the \
        groups are intervals that do not overlap. Better intervals go to groups with a higher \
        mean of weight times willingness to pay.",
    finite_form: "Take two groups that have one pool each in the accepted mechanism. The group with the \
        lower mean gets no level above any level of the other one. They may share a level. No \
        object is level 0.",
    parts: &[Part {
        id: "P7",
        says: "levels of groups with one lottery each are ordered as E[lambda r]",
        hypotheses: &[
            Hypothesis {
                name: "random",
                says: "each group has one lottery for all types",
                dropped: Dropped::Fails,
            },
            Hypothesis {
                name: "favoured",
                says: "alpha is at most each mean weight (for a group with several types, and supply as in P2, this follows from the first, by P2)",
                dropped: Dropped::Fails,
            },
        ],
        branches: &["a level is shared", "no level is shared", "equal means"],
        effort: Effort::Small,
        evaluate,
    }],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.groups.len() < 2 || !case.is_points() {
        return;
    }
    let random = case.groups.iter().all(super::GroupFacts::is_one_pool);
    let favoured = case.groups.iter().all(|group| case.instance.alpha <= group.mean_weight);
    for (i, low) in case.groups.iter().enumerate() {
        for high in &case.groups[i + 1..] {
            let (mut low, mut high) = (low, high);
            if high.weighted_tail[0] < low.weighted_tail[0] {
                (low, high) = (high, low);
            }
            let is_tie = low.weighted_tail[0] == high.weighted_tail[0];
            let top = low.support.iter().map(|support| support.1).max();
            let bottom = high.support.iter().map(|support| support.0).min();
            let branches = [!is_tie && top == bottom, !is_tie && top < bottom, is_tie];
            findings.push(Finding::new(&[random, favoured], &branches, || {
                case.is_verified() && (is_tie || top <= bottom)
            }));
        }
    }
}
