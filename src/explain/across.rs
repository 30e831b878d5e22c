//! The claims about all groups together: R1, R2, P5, P7 and P8.
//!
//! ```text
//! R1  alpha = max lbar_i                           as if revenue were handed to that group
//! R2  alpha = mean of all weights                  as if it were handed to everybody
//! P5  of two groups one has a lottery, one a market   the lottery is over an interval of qualities
//! P7  each group has one lottery, alpha <= lbar_i  better objects where E[lambda r] is higher
//! P8  each group has a market                      the best quality rises with the highest willingness to pay
//!     the same, r_low = 0, alpha > lbar_i          the lowest type of each group gets nothing
//! ```

use ironproof_continuum::GroupAnswer;
use ironproof_curves::Between;
use ironproof_instance::ContinuousGroup;
use ironproof_number::rational::Rational;

use super::claim::{Claim, Conclusion, Condition, compared, given};
use super::decision::Decision;
use super::group::Facts;

/// The claims about all groups.
pub(crate) fn across(
    groups: &[ContinuousGroup],
    facts: &[Facts],
    answers: &[GroupAnswer],
    alpha: &Rational,
) -> Vec<Claim> {
    let alpha = Between::exactly(alpha.clone());
    let all = |of: &dyn Fn(&Facts) -> Decision| {
        facts.iter().fold(Decision::Yes, |so_far, group| so_far.and(of(group)))
    };
    let mut largest = facts[0].mean_weight.clone();
    for group in &facts[1..] {
        largest = largest.max(&group.mean_weight);
    }
    let mut sum = (Between::zero(), Rational::ZERO);
    for (group, facts) in groups.iter().zip(facts) {
        sum = (&sum.0 + &facts.mean_weight.times(&group.mass), &sum.1 + &group.mass);
    }
    let mean = sum.0.times(&(Rational::ONE / sum.1));
    let claim =
        |id, hypotheses, conclusion, in_optimum| Claim { id, hypotheses, conclusion, in_optimum };
    let is_largest = Decision::equal(&largest, &alpha);
    let is_mean = Decision::equal(&mean, &alpha);
    let mut claims = vec![
        claim(
            "R1",
            vec![compared(Condition::AlphaIsLargestMean, is_largest, &largest, &alpha)],
            Conclusion::LumpSumToOne,
            None,
        ),
        claim(
            "R2",
            vec![compared(Condition::AlphaIsMeanOfAll, is_mean, &mean, &alpha)],
            Conclusion::LumpSumToAll,
            None,
        ),
    ];
    if facts.len() < 2 {
        return claims;
    }
    if let [a, b] = facts {
        let one = |a: &Facts, b: &Facts| a.is_one_lottery.and(b.is_market);
        let both = given(Condition::LotteryAndMarket, one(a, b).or(one(b, a)));
        claims.push(claim("P5", vec![both], Conclusion::OneInterval, None));
    }
    claims.push(claim(
        "P7",
        vec![
            given(Condition::LotteryEach, all(&|group| group.is_one_lottery)),
            given(
                Condition::FavouredEach,
                all(&|group| Decision::at_most(&alpha, &group.mean_weight)),
            ),
        ],
        Conclusion::OrderedByMean,
        Some(is_ordered(facts, answers, &|group| group.mean_weighted_wtp.clone(), false)),
    ));
    let markets = || given(Condition::MarketEach, all(&|group| group.is_market));
    claims.push(claim(
        "P8",
        vec![markets()],
        Conclusion::OrderedByTop,
        Some(is_ordered(facts, answers, &|group| group.top_value.clone(), true)),
    ));
    let nothing = |answer: &GroupAnswer| {
        answer
            .segments
            .first()
            .map_or(Decision::Open, |first| Decision::equal(&first.quality.0, &Between::zero()))
    };
    claims.push(claim(
        "P8",
        vec![
            markets(),
            given(Condition::NotEssentialEach, all(&|group| group.essential.opposite())),
            given(
                Condition::RevenueFirstEach,
                all(&|group| Decision::below(&group.mean_weight, &alpha)),
            ),
        ],
        Conclusion::NothingAtBottom,
        Some(answers.iter().fold(Decision::Yes, |so_far, answer| so_far.and(nothing(answer)))),
    ));
    claims
}

/// Whether groups in which `key` is larger get better objects: at the top, or in their one contract.
fn is_ordered(
    facts: &[Facts],
    answers: &[GroupAnswer],
    key: &dyn Fn(&Facts) -> Between,
    is_top: bool,
) -> Decision {
    let quality = |answer: &GroupAnswer| {
        let segment = if is_top { answer.segments.last() } else { answer.segments.first() };
        segment.map(
            |segment| if is_top { segment.quality.1.clone() } else { segment.quality.0.clone() },
        )
    };
    let mut so_far = Decision::Yes;
    for (a, of_a) in facts.iter().zip(answers) {
        for (b, of_b) in facts.iter().zip(answers) {
            if Decision::below(&key(a), &key(b)) != Decision::Yes {
                continue;
            }
            let Some((low, high)) = quality(of_a).zip(quality(of_b)) else { continue };
            so_far = so_far.and(Decision::at_most(&low, &high));
        }
    }
    so_far
}
