//! P3: a market at the top.
//!
//! ```text
//! V_K = alpha r_K > V_k for every k < K
//! so the value v_K / w_K of quality for type K strictly exceeds that of type K - 1 at the dual optimum
//! ```
//!
//! The last line, read off the multipliers, says that in every optimum type K gets the best objects and
//! is not pooled by an incentive constraint.

use super::case::Case;
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "P3",
    title: "a market at the top",
    source: "[ADK24], Proposition 3",
    statement: "Suppose that Pareto weights do not increase in willingness to pay, and that the weight \
        on revenue is at least their mean. Then the highest types are matched assortatively.",
    finite_form: "The virtual value of the top type is alpha r_K, and it strictly exceeds every other one. \
        So the top type is never pooled: in every optimum the multipliers rank it strictly above \
        the next type.",
    parts: &[Part {
        id: "P3",
        says: "V_K = alpha r_K > V_k for k < K, and the top type is in no pool",
        hypotheses: &[
            Hypothesis {
                name: "falling-weights",
                says: "weights do not increase",
                dropped: Dropped::Fails,
            },
            Hypothesis {
                name: "revenue",
                says: "alpha is at least the mean weight",
                dropped: Dropped::Fails,
            },
            Hypothesis {
                name: "positive-alpha",
                says: "alpha is positive",
                dropped: Dropped::Fails,
            },
        ],
        branches: &["a pool below the top", "no pool", "alpha equals the mean weight"],
        effort: Effort::Small,
        evaluate,
    }],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    let alpha = &case.instance.alpha;
    for (group, evidence) in case.groups.iter().zip(&case.certificate.groups) {
        let top = group.top();
        if top == 0 {
            continue;
        }
        let hypotheses =
            [group.weights_fall(), group.mean_weight <= *alpha, *alpha > Rational::ZERO];
        let has_pool = group.ironed.windows(2).any(|pair| pair[0] == pair[1]);
        let branches = [has_pool, !has_pool, group.mean_weight == *alpha];
        findings.push(Finding::new(&hypotheses, &branches, || {
            group.value[top] == alpha * &group.low[top]
                && group.value[..top].iter().all(|value| *value < group.value[top])
                && group.ironed[top - 1] < group.ironed[top]
                && evidence.duals[top].flat.is_zero()
        }));
    }
}
