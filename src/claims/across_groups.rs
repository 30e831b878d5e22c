//! X: across groups, slopes of the hulls are merged.
//!
//! ```text
//! value = sum_j (q_j - q_{j-1}) max { sum_i mu_i coPsi_i(t_i) : sum_i mu_i (1 - t_i) <= S_j }
//! pi_j / (q_j - q_{j-1}) = slope of the merged hull at S_j        (between its two one-sided slopes)
//! ```

use super::case::Case;
use super::hull;
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "X",
    title: "across groups: merge the slopes of the hulls",
    source: "[ADK24], Structure of the solution, allocation across groups",
    statement: "Two groups may want the same objects. Objects of each quality go to the groups where the \
        hull of Psi is steepest. If groups share a quality, their slopes there are equal. The \
        common slope is the shadow price of quality.",
    finite_form: "There are two or more groups. Their hulls are merged, level by level. The value of the \
        merged hulls is exactly the accepted optimum of the joint LP. The multiplier of each \
        supply constraint is a slope of the merged hull.",
    parts: &[Part {
        id: "X",
        says: "value of the merged hulls = accepted optimum, and supply multipliers = slopes of the merged hull",
        hypotheses: &[Hypothesis {
            name: "merge",
            says: "groups are served by slope, not in proportion to their size",
            dropped: Dropped::Fails,
        }],
        branches: &[
            "groups tie at a slope",
            "an atom of quality is shared",
            "supply ends before the slopes do",
        ],
        effort: Effort::Small,
        evaluate,
    }],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.groups.len() < 2 {
        return;
    }
    let merged = hull::merged(case);
    let positive = || merged.iter().filter(|(slope, _)| *slope > Rational::ZERO);
    let ties = positive().zip(positive().skip(1)).any(|(a, b)| a.0 == b.0);
    let wanted = positive().fold(Rational::ZERO, |sum, (_, mass)| sum + mass);
    let supply = case.instance.supply();
    let tops = |group: &super::GroupFacts| group.support.iter().map(|s| s.1).max();
    let first = tops(&case.groups[0]);
    let shared = case.groups[1..].iter().any(|group| tops(group) == first && first > Some(0));
    let branches = [ties, shared, supply[0] < wanted];
    findings.push(Finding::new(&[true], &branches, || {
        case.is_verified()
            && hull::value_of_all(case) == case.certificate.value
            && prices_are_slopes(case, &merged)
    }));
    findings.push(Finding::new(&[false], &branches, || {
        hull::value_of_equal_shares(case) == case.certificate.value
    }));
}

fn prices_are_slopes(case: &Case<'_>, merged: &[(Rational, Rational)]) -> bool {
    let prices = &case.certificate.supply;
    hull::level_steps(case.instance).zip(prices).all(|((step, supply), price)| {
        let mut served = Rational::ZERO;
        let mut before = None;
        let mut after = Rational::ZERO;
        for (slope, mass) in merged.iter().filter(|(slope, _)| *slope > Rational::ZERO) {
            if served < supply {
                before = Some(slope.clone());
            }
            served += mass;
            if supply < served {
                after.clone_from(slope);
                break;
            }
        }
        let is_below = before.is_none_or(|before| *price <= before * &step);
        is_below && after * &step <= *price
    })
}
