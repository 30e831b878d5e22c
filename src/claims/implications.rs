//! I1 to I3: when to provide in kind, and when to use a market.
//!
//! ```text
//! I1   lbar_i > alpha and r_1 > 0   =>  whoever is served at the bottom is served for free
//! I2   V_k non-increasing           =>  one lottery for everybody
//! I3   constant weights <= alpha, J_k increasing   =>  no lottery: no incentive row flattens
//! ```
//!
//! I2 holds when weights fall so fast in willingness to pay that V falls. I3 covers revenue (weights 0)
//! and efficiency (equal weights).

use super::case::Case;
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part, mechanism};
use ironproof_number::rational::Rational;

pub(super) const LABEL_REVEALED: Claim = Claim {
    id: "I1",
    title: "in-kind provision when the label reveals need",
    source: "[ADK24], Market-design implications",
    statement: "Food stamps and public housing are examples. A group whose mean weight exceeds alpha \
        gets essential goods in kind and for free, possibly with a market above.",
    finite_form: "If the lowest type of such a group gets anything, it gets it for free.",
    parts: &[Part {
        id: "I1",
        says: "the lowest type, if served, gets a good that it values for free",
        hypotheses: &[
            Hypothesis {
                name: "label",
                says: "the mean weight of the group exceeds alpha",
                dropped: Dropped::Fails,
            },
            Hypothesis {
                name: "essential",
                says: "r_1 > 0",
                dropped: Dropped::Harmless(
                    "a lowest type with r_1 = 0 pays nothing whatever it gets, because T_1 <= r_1 Q_1",
                ),
            },
        ],
        branches: &["a free lottery for everybody", "a market above the free lottery"],
        effort: Effort::Small,
        evaluate: evaluate_label,
    }],
};

pub(super) const WTP_REVEALED: Claim = Claim {
    id: "I2",
    title: "the same for everybody when willingness to pay reveals need",
    source: "[ADK24], Market-design implications",
    statement: "Health care for the general population is an example. If weights fall strongly in \
        willingness to pay, the good is rationed within one label, too.",
    finite_form: "If V is non-increasing, the same lottery for all is optimal.",
    parts: &[Part {
        id: "I2",
        says: "the same lottery for all is optimal",
        hypotheses: &[Hypothesis {
            name: "strong",
            says: "V_k is non-increasing",
            dropped: Dropped::Fails,
        }],
        branches: &["two types or more"],
        effort: Effort::Small,
        evaluate: evaluate_wtp,
    }],
};

pub(super) const REVENUE_OR_EFFICIENCY: Claim = Claim {
    id: "I3",
    title: "a market when revenue or efficiency dominates",
    source: "[ADK24], Market-design implications",
    statement: "Suppose that weights do not vary with willingness to pay, and that revenue is worth at \
        least as much as they are. Then the good is sold. Oil leases and spectrum are sold for \
        revenue. Tax credits are an example where lump-sum transfers are possible.",
    finite_form: "Suppose that the weight is constant and at most alpha, and that virtual values of \
        revenue increase. Then no multiplier flattens: there is no pool.",
    parts: &[Part {
        id: "I3",
        says: "no types are pooled",
        hypotheses: &[
            Hypothesis {
                name: "constant",
                says: "the weight is constant",
                dropped: Dropped::Fails,
            },
            Hypothesis {
                name: "revenue",
                says: "alpha is at least the mean weight",
                dropped: Dropped::Fails,
            },
            Hypothesis { name: "regular", says: "J_k strictly increases", dropped: Dropped::Fails },
        ],
        branches: &["revenue: weight 0", "efficiency: weight alpha", "in between"],
        effort: Effort::Small,
        evaluate: evaluate_market,
    }],
};

fn evaluate_label(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    for group in &case.groups {
        if group.quality[0].is_zero() {
            continue;
        }
        let hypotheses = [case.instance.alpha < group.mean_weight, Rational::ZERO < group.low[0]];
        let all = group.is_one_pool() && group.n_types() > 1;
        let above = group.transfer[group.top()] > Rational::ZERO;
        findings.push(Finding::new(&hypotheses, &[all, above], || {
            let gift = &group.low[0] * &group.quality[0];
            case.is_verified() && group.transfer[0].is_zero() && Rational::ZERO < gift
        }));
    }
}

fn evaluate_wtp(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(group) = case.single() else { return };
    let falls = group.value.windows(2).all(|pair| pair[1] <= pair[0]);
    findings.push(Finding::new(&[falls], &[group.n_types() > 1], || {
        let item = mechanism::same_lottery(case.instance, group);
        mechanism::is_optimal(case, group, vec![item])
    }));
}

fn evaluate_market(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    let alpha = &case.instance.alpha;
    for (group, evidence) in case.groups.iter().zip(&case.certificate.groups) {
        if group.n_types() < 2 {
            continue;
        }
        let constant = group.weight.windows(2).all(|pair| pair[0] == pair[1]);
        let hypotheses = [constant, group.mean_weight <= *alpha, group.is_regular()];
        let weight = &group.mean_weight;
        let (none, full) = (weight.is_zero(), weight == alpha);
        let branches = [none && !full, full && !none, !none && !full];
        findings.push(Finding::new(&hypotheses, &branches, || {
            case.is_verified()
                && evidence.duals.iter().all(|dual| dual.flat.is_zero())
                && group.is_assortative()
        }));
    }
}
