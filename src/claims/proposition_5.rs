//! P5: a group with one lottery gets an interval of qualities in the middle.
//!
//! ```text
//! random group   one ironed value for all types: one interval of ranks in the merge
//! so             its levels are some q_lo..q_hi, and the other group gets nothing strictly between
//! ```
//!
//! "There is an optimum": the mechanism of the accepted certificate is one. An atom of quality may be shared
//! at either end of the interval.

use super::case::{Case, GroupFacts};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "P5",
    title: "intermediate qualities for the group with a lottery",
    source: "[ADK24], Proposition 5",
    statement: "There are two groups. One of them is matched assortatively, and the other one has one \
        lottery for everybody. Then the group with the lottery gets the objects of an interval \
        of qualities. The assortative group gets those below and above it.",
    finite_form: "In the accepted mechanism the levels of the group with the lottery form an interval. No \
        type of the other group gets a level strictly inside.",
    parts: &[Part {
        id: "P5",
        says: "the group with the lottery gets an interval of levels, the other group none strictly inside",
        hypotheses: &[
            Hypothesis {
                name: "random",
                says: "one group has one lottery for all types",
                dropped: Dropped::Fails,
            },
            Hypothesis {
                name: "assortative",
                says: "the other group is matched assortatively",
                dropped: Dropped::Harmless(
                    "a single lottery is one interval of ranks whatever the other group does",
                ),
            },
        ],
        branches: &["the other group is on both sides", "only above", "only below"],
        effort: Effort::Small,
        evaluate,
    }],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let [first, second] = &case.groups[..] else { return };
    if !case.is_points() {
        return;
    }
    for (random, other) in [(first, second), (second, first)] {
        let hypotheses = [random.is_one_pool(), other.is_assortative() && other.n_types() > 1];
        let value = &random.ironed[0];
        let above = other.ironed.iter().any(|v| value < v);
        let below = other.ironed.iter().any(|v| Rational::ZERO < *v && v < value);
        let branches = [above && below, above && !below, below && !above];
        findings.push(Finding::new(&hypotheses, &branches, || {
            case.is_verified() && is_interval(random, other)
        }));
    }
}

/// No type of the other group can get a level strictly inside the hull of the first one's levels.
fn is_interval(random: &GroupFacts, other: &GroupFacts) -> bool {
    let low = random.support.iter().map(|support| support.0).min().unwrap_or(0);
    let high = random.support.iter().map(|support| support.1).max().unwrap_or(0);
    other.support.iter().all(|&(lowest, highest)| {
        let inside = |level: usize| low < level && level < high;
        // A type's own levels are an interval, too: what it got in the merge is contiguous.
        let spans = lowest <= low && high <= highest && low < high;
        !(spans || inside(lowest) || inside(highest))
    })
}
