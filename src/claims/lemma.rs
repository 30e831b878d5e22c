//! L: asking for the social weight, too, gains nothing.
//!
//! ```text
//! joint    LP over types (r, lambda), incentive rows between all pairs of a group
//! pooled   LP over types r with the weight E[lambda | r]
//! claim    equal optima
//! ```
//!
//! The types with equal r may be treated differently, so a vertex of the joint LP says nothing; its
//! value is shown exactly with the pooled mechanism and extended multipliers.

use super::case::Case;
use super::expected_quality::highs_agrees;
use super::linear::{Agent, Money, Program};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_linear as lp;
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "L",
    title: "hidden social weights need not be asked for",
    source: "[ADK24], Lemma",
    statement: "A designer who does not see social weights could ask agents for them. Nothing is lost by \
        asking for willingness to pay only. What matters of the hidden social weights is their \
        mean among the agents of one group with one willingness to pay. This mean is the Pareto \
        weight.",
    finite_form: "Each type of an instance with points is split into two or three types. They share its \
        willingness to pay, in fixed proportions, and differ in social weight. The mean of their \
        weights is the given weight. (Without the hypothesis all social weights are doubled.) \
        The LP over the split types has incentive constraints between all pairs. It has exactly \
        the value of the LP over the types with mean weights. The pooled mechanism and \
        multipliers in closed form show this, row by row.",
    parts: &[Part {
        id: "L",
        says: "the LP over (wtp, weight) has the value of the LP over wtp with mean weights",
        hypotheses: &[Hypothesis {
            name: "mean",
            says: "the Pareto weight is the mean of the social weights given wtp",
            dropped: Dropped::Fails,
        }],
        branches: &["weights differ among agents of equal wtp", "several groups"],
        effort: Effort::Lp,
        evaluate,
    }],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    for is_mean in [true, false] {
        let agents = split(case, is_mean);
        let differ = agents
            .windows(2)
            .any(|pair| pair[0].parent == pair[1].parent && pair[0].weight != pair[1].weight);
        let branches = [differ, case.groups.len() > 1];
        findings
            .push(Finding::new(&[is_mean], &branches, || has_pooled_value(case, &agents, is_mean)));
    }
}

/// Splits type k in two or three; with the wrong mean, the weights of the parts are all doubled.
fn split(case: &Case<'_>, is_mean: bool) -> Vec<Agent> {
    let factor = Rational::from(if is_mean { 1 } else { 2 });
    let mut agents = Vec::new();
    for (group, facts) in case.groups.iter().enumerate() {
        for (parent, weight) in facts.weight.iter().enumerate() {
            // (numerator of the share, denominator, weight in thirds of the mean)
            let parts: &[(u8, u8, u8)] = if parent % 2 == 0 {
                &[(1, 4, 0), (3, 4, 4)]
            } else {
                &[(1, 3, 0), (1, 2, 4), (1, 6, 6)]
            };
            for &(numerator, denominator, thirds) in parts {
                agents.push(Agent {
                    group,
                    parent,
                    share: Rational::from(numerator) / Rational::from(denominator),
                    weight: weight * &factor * Rational::from(thirds) / Rational::from(3),
                });
            }
        }
    }
    agents
}

fn has_pooled_value(case: &Case<'_>, agents: &[Agent], is_mean: bool) -> bool {
    let alpha = case.instance.alpha.clone();
    let nothing = vec![Rational::ZERO; case.groups.len()];
    if is_mean {
        let program = Program::new(case, agents, Money::NonNegative, alpha);
        let lp = program.lp();
        let point = program.point(&nothing, &Rational::ZERO);
        let shown = lp::check_optimal(&lp, &point, &program.multipliers(&Rational::ZERO));
        return shown.is_ok_and(|value| value == case.certificate.value)
            && (!case.asks_highs || highs_agrees(&lp, &case.certificate.value));
    }
    // The joint LP has the value of the instance with the right means: solve that one.
    let right = case.instance.changed(|content| {
        for ty in content.groups.iter_mut().flat_map(|group| &mut group.types) {
            ty.weight *= Rational::from(2);
        }
    });
    let certificate = right.ok().and_then(|right| case.solve(&right));
    certificate.is_some_and(|certificate| certificate.value == case.certificate.value)
}
