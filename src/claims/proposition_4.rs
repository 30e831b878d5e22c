//! P4: when is a market for all who are served optimal?
//!
//! ```text
//! k0         first type with a positive ironed value
//! corrected  assortative from k0 on is optimal  <=>  V_k is non-decreasing for k >= k0
//! literal    assortative from k0 on is optimal  <=>  V_k is non-decreasing for all k           false
//! ```
//!
//! V is taken without the jump at the bottom. "Optimal" is decided by building the mechanism and
//! asking the checker. The direction from the mechanism to V needs a supply that can tell types apart.

use super::case::{Case, GroupFacts};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part, mechanism};
use ironproof_number::rational::Rational;

const RICH: Hypothesis = Hypothesis {
    name: "rich-supply",
    says: "for served types k - 1 and k some positive step of quality has a supply strictly between S_(k+1) and S_(k-1) (per mass of the group): the mechanism shows whether they are pooled",
    dropped: Dropped::Fails,
};

pub(super) const CLAIM: Claim = Claim {
    id: "P4",
    title: "a market for all who are served",
    source: "[ADK24], Proposition 4",
    statement: "Suppose that the weight on revenue is at least the mean weight, and that the lowest \
        willingness to pay is zero. Then assortative matching is optimal if and only if V is \
        non-decreasing. Read literally, the 'only if' is false, because V may fall among types \
        that get nothing. And one of the two hypotheses is enough, whichever it is.",
    finite_form: "The cut-off is the first type whose ironed virtual value is positive. The mechanism that \
        is assortative from the cut-off up is built and given to the checker. It is optimal \
        exactly if V is non-decreasing from there up. V is taken without the jump at the bottom.",
    parts: &[
        Part {
            id: "P4",
            says: "assortative from the cut-off up is optimal if and only if V is non-decreasing there",
            hypotheses: &[
                Hypothesis {
                    name: "no-jump",
                    says: "alpha is at least the mean weight, or r_1 = 0",
                    dropped: Dropped::Fails,
                },
                RICH,
            ],
            branches: &[
                "a market",
                "a pool among the served",
                "V falls below the cut-off only",
                "everybody is served",
            ],
            effort: Effort::Small,
            evaluate,
        },
        Part {
            id: "P4-as-stated",
            says: "the same, with the two hypotheses of the paper one by one",
            hypotheses: &[
                Hypothesis {
                    name: "revenue",
                    says: "alpha is at least the mean weight",
                    dropped: Dropped::Harmless(
                        "with r_1 = 0 there is no jump at the bottom whatever alpha is",
                    ),
                },
                Hypothesis {
                    name: "not-essential",
                    says: "the lowest willingness to pay is zero",
                    dropped: Dropped::Harmless(
                        "with alpha at least the mean weight there is no jump whatever r_1 is",
                    ),
                },
                RICH,
                Hypothesis {
                    name: "served-only",
                    says: "V is looked at from the cut-off up, not among the excluded types (the literal reading)",
                    dropped: Dropped::Fails,
                },
            ],
            branches: &["a market", "a pool among the served"],
            effort: Effort::Small,
            evaluate: evaluate_as_stated,
        },
    ],
};

#[expect(clippy::struct_excessive_bools, reason = "each hypothesis holds or not")]
struct Facts {
    /// The first type with a positive ironed value, if any.
    first: usize,
    revenue: bool,
    not_essential: bool,
    rich: bool,
    rises: bool,
    rises_everywhere: bool,
}

fn facts(case: &Case<'_>, group: &GroupFacts) -> Option<Facts> {
    let first = group.ironed.iter().position(|value| Rational::ZERO < *value)?;
    let n = group.n_types();
    let rises =
        |from: usize| (from + 1..n).all(|k| group.value_without_jump(k - 1) <= group.value[k]);
    let thresholds: Vec<Rational> = super::hull::level_steps(case.instance)
        .filter(|(step, _)| Rational::ZERO < *step)
        .map(|(_, supply)| supply / &group.mass)
        .collect();
    let rich = (first + 1..n).all(|k| {
        let above = group.tail.get(k + 1).cloned().unwrap_or(Rational::ZERO);
        thresholds.iter().any(|s| above < *s && *s < group.tail[k - 1])
    });
    Some(Facts {
        first,
        revenue: group.mean_weight <= case.instance.alpha,
        not_essential: group.low[0].is_zero(),
        rich,
        rises: rises(first),
        rises_everywhere: rises(0),
    })
}

fn market_is_optimal(case: &Case<'_>, group: &GroupFacts, first: usize) -> bool {
    mechanism::is_optimal(case, group, mechanism::market_from(case.instance, group, first))
}

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(group) = case.single() else { return };
    let Some(facts) = facts(case, group) else { return };
    let no_jump = facts.revenue || facts.not_essential;
    let dips = facts.rises && !facts.rises_everywhere;
    let branches = [facts.rises, !facts.rises, dips, facts.first == 0];
    let is_optimal = || market_is_optimal(case, group, facts.first);
    findings.push(Finding::new(&[no_jump, facts.rich], &branches, || is_optimal() == facts.rises));
}

fn evaluate_as_stated(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(group) = case.single() else { return };
    let Some(facts) = facts(case, group) else { return };
    let branches = [facts.rises, !facts.rises];
    let is_optimal = || market_is_optimal(case, group, facts.first);
    let corrected = [facts.revenue, facts.not_essential, facts.rich, true];
    findings.push(Finding::new(&corrected, &branches, || is_optimal() == facts.rises));
    // A market needs two types; and only where the two readings differ is there a question.
    if facts.rises != facts.rises_everywhere && facts.first < group.top() {
        let literal = [facts.revenue, facts.not_essential, facts.rich, false];
        findings.push(Finding::new(&literal, &branches, || is_optimal() == facts.rises_everywhere));
    }
}
