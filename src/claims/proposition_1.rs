//! P1: a free lottery at the bottom.
//!
//! ```text
//! T_1 = 0 in every optimum            its reduced cost, -mu (lbar - alpha), is negative
//! a price of r_1 costs                Psi at price 0 exceeds Psi at price r_1 by (lbar - alpha) r_1
//! the bottom pool pays nothing        T_k = 0 for all k with the ironed value of type 1
//! ```
//!
//! In the continuum the jump of Psi at the bottom makes a pool of positive width. On a grid the pool
//! has more than one type as soon as the bottom type is rare enough, V_2 < V_1; then the first two types share
//! one lottery in every optimum.

use super::case::{Case, GroupFacts};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "P1",
    title: "a free lottery at the bottom",
    source: "[ADK24], Proposition 1",
    statement: "A good is essential for a group if even its lowest willingness to pay is positive. \
        Suppose that this is so, and that the mean Pareto weight of the group exceeds the weight \
        on revenue. Then the lowest types of the group share a lottery that costs nothing.",
    finite_form: "In every optimum the lowest type pays nothing, although it would stay in at a price of \
        r_1. To charge that price would lose (lbar - alpha) r_1 per unit. This is where both \
        hypotheses enter. All types that are pooled with the lowest type pay nothing, too. Where \
        the jump lifts V_1 above V_2, the two lowest types are pooled in every optimum.",
    parts: &[
        Part {
            id: "P1",
            says: "in every optimum T_1 = 0, and a price of r_1 for everybody would be worse",
            hypotheses: &[
                Hypothesis {
                    name: "favoured",
                    says: "the mean weight of the group exceeds alpha",
                    dropped: Dropped::Fails,
                },
                Hypothesis {
                    name: "essential",
                    says: "the lowest willingness to pay is positive",
                    dropped: Dropped::Fails,
                },
            ],
            branches: &[
                "several types pooled for free",
                "the lowest type alone",
                "nothing is left for the bottom",
            ],
            effort: Effort::Small,
            evaluate,
        },
        Part {
            id: "P1-pool",
            says: "the two lowest types get the same lottery, for free, in every optimum",
            hypotheses: &[
                Hypothesis {
                    name: "favoured",
                    says: "the mean weight of the group exceeds alpha",
                    dropped: Dropped::Fails,
                },
                Hypothesis {
                    name: "rare-bottom",
                    says: "the lowest type is so rare that V_1 > V_2, jump included",
                    dropped: Dropped::Fails,
                },
            ],
            branches: &["the pool is served", "V_1 > V_2 because of the jump alone"],
            effort: Effort::Small,
            evaluate: evaluate_pool,
        },
    ],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    for group in &case.groups {
        let hypotheses = [case.instance.alpha < group.mean_weight, group.low[0] > Rational::ZERO];
        let pool = bottom_pool(group);
        let is_served = group.quality[0] > Rational::ZERO;
        let branches = [pool > 1 && is_served, pool == 1 && is_served, !is_served];
        findings.push(Finding::new(&hypotheses, &branches, || {
            let at_wtp = &group.weighted_tail[0] - &group.excess[0] * &group.low[0];
            group.slack[0] < Rational::ZERO
                && at_wtp < group.psi[0]
                && group.transfer[..pool].iter().all(Rational::is_zero)
        }));
    }
}

/// The number of types with the ironed value of the first one.
fn bottom_pool(group: &GroupFacts) -> usize {
    group.ironed.iter().take_while(|value| **value == group.ironed[0]).count()
}

fn evaluate_pool(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    for (group, evidence) in case.groups.iter().zip(&case.certificate.groups) {
        if group.n_types() < 2 {
            continue;
        }
        let hypotheses = [case.instance.alpha < group.mean_weight, group.value[1] < group.value[0]];
        let by_jump = group.value_without_jump(0) <= group.value[1];
        let branches = [group.quality[0] > Rational::ZERO, by_jump];
        findings.push(Finding::new(&hypotheses, &branches, || {
            // A positive multiplier: both incentive rows between the two bind in every optimum,
            // and at different willingness to pay that means equal contracts.
            evidence.duals[1].flat > Rational::ZERO
                && group.slack[0] < Rational::ZERO
                && group.transfer[..2].iter().all(Rational::is_zero)
        }));
    }
}
