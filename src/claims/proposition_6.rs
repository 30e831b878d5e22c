//! P6: weights that are nearly flat, or concentrated on the very bottom, lead to a market.
//!
//! ```text
//! flat     lambda^n_k = lbar + (lambda_k - lbar) / n
//! skewed   lambda^n_k = lambda_k / n for k >= 2, and lambda^n_1 so that the mean stays
//! claim    for some n the optimum of the scaled instance has no pool: every M_k is zero
//! ```
//!
//! On a grid the limit is reached; in the continuum it is approached only. `pool_width` follows one
//! family of the continuum.

use super::case::Case;
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_instance::finite::{FiniteInstance, Wtp};
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "P6",
    title: "lotteries vanish at both extremes of inequality",
    source: "[ADK24], Proposition 6 (appendix)",
    statement: "Inequality has two extremes: all weights are equal, or they vanish for all but the \
        lowest willingness to pay. Take non-increasing weights with a mean of at most alpha, and \
        virtual values of revenue that rise at a positive rate. If the weights approach one of \
        the extremes, the optimum converges to a market. So randomization is used most at \
        intermediate inequality.",
    finite_form: "Two families of weights approach the extremes. The flat family moves the weights towards \
        their mean: lbar + (lambda_k - lbar) / n. The skewed family divides all weights but that \
        of the lowest type by n, and raises that one so that the mean stays. For n = 1 both are \
        the instance itself. Nothing is claimed of it, and it is only counted how often it has a \
        pool. Either family ends every pool at some finite n: the optimum at n = 2^40 is found \
        and accepted, and all multipliers that flatten are zero. In the continuum it is \
        convergence, as the picture shows.",
    parts: &[Part {
        id: "P6",
        says: "at n = 2^40 the flat and the skewed family have no pool",
        hypotheses: &[
            Hypothesis {
                name: "regular",
                says: "the virtual value of revenue J_k strictly increases",
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
                dropped: Dropped::Harmless(
                    "then all weights are zero, too, and every mechanism is optimal",
                ),
            },
            Hypothesis {
                name: "falling-weights",
                says: "weights do not increase",
                dropped: Dropped::Harmless(
                    "on a grid both families have limits that do not depend on it",
                ),
            },
        ],
        branches: &["a pool at n = 1", "no pool at n = 1"],
        effort: Effort::Lp,
        evaluate,
    }],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(group) = case.single() else { return };
    if group.n_types() < 2 {
        return;
    }
    let alpha = &case.instance.alpha;
    let hypotheses = [
        group.is_regular(),
        group.mean_weight <= *alpha,
        *alpha > Rational::ZERO,
        group.weights_fall(),
    ];
    let pools = !has_no_pool(&case.certificate);
    findings.push(Finding::new(&hypotheses, &[pools, !pools], || {
        [flat(case), skewed(case)]
            .iter()
            .all(|scaled| case.solve(scaled).is_some_and(|certificate| has_no_pool(&certificate)))
    }));
}

fn has_no_pool(certificate: &ironproof_ironing::certificate::Certificate) -> bool {
    certificate.groups.iter().flat_map(|group| &group.duals).all(|dual| dual.flat.is_zero())
}

fn flat(case: &Case<'_>) -> FiniteInstance {
    let mean = &case.groups[0].mean_weight;
    reweighted(case, |k| mean + (&case.groups[0].weight[k] - mean) / large())
}

fn skewed(case: &Case<'_>) -> FiniteInstance {
    let group = &case.groups[0];
    let small = |k: usize| &group.weight[k] / large();
    let upper = (1..group.n_types()).fold(Rational::ZERO, |sum, k| sum + &group.prob[k] * small(k));
    reweighted(
        case,
        |k| if k == 0 { (&group.mean_weight - &upper) / &group.prob[0] } else { small(k) },
    )
}

fn large() -> Rational {
    Rational::from(1_u64 << 40)
}

fn reweighted(case: &Case<'_>, weight: impl Fn(usize) -> Rational) -> FiniteInstance {
    let reweighted = case.instance.changed(|content| {
        for (k, ty) in content.groups[0].types.iter_mut().enumerate() {
            debug_assert!(matches!(ty.wtp, Wtp::Point(_)), "cells carry weights of their own");
            ty.weight = weight(k);
        }
    });
    reweighted.unwrap_or_else(|invalid| unreachable!("the new weights are positive: {invalid}"))
}
