//! P8: groups with markets overlap; upper bounds are ordered by alpha r_K, lower bounds are equal.
//!
//! ```text
//! lambda_K <= alpha   V_K = alpha r_K                                  (the last step of the grid drops out)
//! so                  alpha r_K of i < alpha r_K of j  =>  best level of i <= best level of j
//! r_1 = 0             V_1 <= 0: the lowest type gets nothing, in each group
//! ```
//!
//! Counting "no object" as the lowest quality, all groups then have the same lower bound. The allocated
//! qualities start higher, at the common cut-off.

use super::case::{Case, GroupFacts};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_number::rational::Rational;

const MARKETS: &str = "each group is matched assortatively";

pub(super) const CLAIM: Claim = Claim {
    id: "P8",
    title: "overlapping qualities for groups with markets",
    source: "[ADK24], Proposition 8 (appendix)",
    statement: "Suppose that at the optimum every group has a market. Then the best quality that a group \
        gets rises with its highest willingness to pay. Suppose also that all lowest willingness \
        to pay are zero, and that alpha exceeds the mean weights. Then the lowest quality is the \
        same for all groups, where no object counts as a quality.",
    finite_form: "In the accepted mechanism the best levels are ordered as alpha r_K. This needs top \
        weights of at most alpha: otherwise the virtual value of the top type has a term for the \
        last step of the grid. With r_1 = 0 the lowest type of each group gets nothing.",
    parts: &[
        Part {
            id: "P8",
            says: "best levels are ordered as alpha r_K",
            hypotheses: &[
                Hypothesis { name: "markets", says: MARKETS, dropped: Dropped::Fails },
                Hypothesis {
                    name: "top-weights",
                    says: "the top type's weight is at most alpha (in the continuum not needed)",
                    dropped: Dropped::Fails,
                },
            ],
            branches: &["different best levels", "a shared best level"],
            effort: Effort::Small,
            evaluate,
        },
        Part {
            id: "P8-bottom",
            says: "the lowest type of each group gets nothing",
            hypotheses: &[
                Hypothesis {
                    name: "markets",
                    says: MARKETS,
                    dropped: Dropped::Harmless(
                        "a pool that starts at r_1 = 0 is worth at most V_1 <= 0",
                    ),
                },
                Hypothesis {
                    name: "not-essential",
                    says: "all lowest willingness to pay are zero",
                    dropped: Dropped::Fails,
                },
                Hypothesis {
                    name: "revenue",
                    says: "alpha exceeds each mean weight",
                    dropped: Dropped::Harmless(
                        "on a grid a type with r_1 = 0 is worth nothing; in the continuum types next to it are worth \
                         (mean weight - alpha) h",
                    ),
                },
            ],
            branches: &["one cut-off for all groups"],
            effort: Effort::Small,
            evaluate: evaluate_bottom,
        },
    ],
};

fn are_markets(case: &Case<'_>) -> bool {
    case.groups.iter().all(GroupFacts::is_assortative)
}

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.groups.len() < 2 || !case.is_points() {
        return;
    }
    let alpha = &case.instance.alpha;
    let top_weights = case.groups.iter().all(|group| group.weight[group.top()] <= *alpha);
    let hypotheses = [are_markets(case), top_weights];
    let order = |group: &GroupFacts| alpha * &group.low[group.top()];
    let best = |group: &GroupFacts| group.support.iter().map(|support| support.1).max();
    for (i, low) in case.groups.iter().enumerate() {
        for high in &case.groups[i + 1..] {
            let (low, high) = if order(high) < order(low) { (high, low) } else { (low, high) };
            if order(low) == order(high) {
                continue;
            }
            let branches = [best(low) != best(high), best(low) == best(high)];
            findings.push(Finding::new(&hypotheses, &branches, || {
                case.is_verified() && best(low) <= best(high)
            }));
        }
    }
}

fn evaluate_bottom(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.groups.len() < 2 || !case.is_points() {
        return;
    }
    let hypotheses = [
        are_markets(case),
        case.groups.iter().all(|group| group.low[0].is_zero()),
        case.groups.iter().all(|group| group.mean_weight < case.instance.alpha),
    ];
    let served = case.groups.iter().all(|group| group.quality[group.top()] > Rational::ZERO);
    findings.push(Finding::new(&hypotheses, &[served], || {
        case.is_verified() && case.groups.iter().all(|group| group.support[0] == (0, 0))
    }));
}
