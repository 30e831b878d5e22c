//! The claims about one group: P1 to P4, P6 and I1 to I3.
//!
//! ```text
//! P1  lbar > alpha, r_low > 0                                 the lowest types share a free lottery
//! P2  V(1) = alpha r_high <= E[lambda r], V quasi-convex      one lottery for everybody is optimal
//!     V(1) = alpha r_high >  E[lambda r], several types       it is not
//! P3  weights do not rise, alpha >= lbar, alpha > 0           a market at the top
//! P4  alpha >= lbar or r_low = 0                              a market above the cut-off, if and only if V does not
//!                                                             fall there
//! P6  weights do not rise, alpha >= lbar, J rises, one group  lotteries vanish at both extremes of inequality
//! I1  as P1                                                   the lowest type, if served, pays nothing
//! I2  V does not rise, one group                              one lottery for everybody is optimal
//! I3  the weight is constant, alpha >= lbar, J rises          a market
//! ```
//!
//! P2 and I2 are about the hull: one chord is optimal, whatever the supply. If there are objects of one quality for all,
//! everybody gets the same in any case, and other mechanisms are optimal too.

use ironproof_continuum::{Kind, Segment};
use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::claim::{Claim, Conclusion, Condition, compared, given};
use super::decision::Decision;
use super::group::Facts;

/// All claims about one group, with the segments that it gets.
pub(crate) fn within(
    facts: &Facts,
    segments: &[Segment],
    alpha: &Rational,
    is_alone: bool,
) -> Vec<Claim> {
    let alpha = Between::exactly(alpha.clone());
    let zero = Between::zero();
    let lbar = &facts.mean_weight;
    let favoured = || compared(Condition::Favoured, facts.favoured, lbar, &alpha);
    let not_favoured = || compared(Condition::NotFavoured, facts.favoured.opposite(), lbar, &alpha);
    let essential = || compared(Condition::Essential, facts.essential, &facts.wtp_low, &zero);
    let weights = || given(Condition::WeightsDoNotRise, facts.weight.never_rises());
    let regular = || given(Condition::RevenueRegular, facts.revenue_value.always_rises());
    let one_group = || given(Condition::OneGroup, is_alone.into());
    let top = &facts.top_value;
    let mean = &facts.mean_weighted_wtp;
    let is_little = Decision::at_most(top, mean);
    let is_above = facts.virtual_value.never_falls_above(&facts.cut_off);
    let no_jump = || given(Condition::NoJump, facts.jump.opposite());
    let claim =
        |id, hypotheses, conclusion, in_optimum| Claim { id, hypotheses, conclusion, in_optimum };
    let mut claims = vec![claim(
        "P1",
        vec![favoured(), essential()],
        Conclusion::FreeLottery,
        Some(is_free_at_bottom(segments)),
    )];
    claims.push(if is_little == Decision::No {
        claim(
            "P2",
            vec![
                compared(Condition::TopWorthMuch, Decision::Yes, top, mean),
                given(Condition::SeveralTypes, facts.several_types),
            ],
            Conclusion::NotOneLottery,
            Some(facts.is_one_lottery.opposite()),
        )
    } else {
        claim(
            "P2",
            vec![
                compared(Condition::TopWorthLittle, is_little, top, mean),
                given(Condition::QuasiConvex, facts.virtual_value.is_quasi_convex()),
            ],
            Conclusion::OneLottery,
            Some(facts.is_one_lottery),
        )
    });
    let positive =
        compared(Condition::AlphaPositive, Decision::below(&zero, &alpha), &alpha, &zero);
    claims.push(claim(
        "P3",
        vec![weights(), not_favoured(), positive],
        Conclusion::MarketAtTop,
        Some(facts.is_top_pooled.opposite()),
    ));
    claims.push(if is_above == Decision::No {
        let falls = given(Condition::ValueFalls, Decision::Yes);
        // Who is pooled with others that get something else is in a lottery, or gets the same as all.
        let is_seen = segments.iter().any(|s| matches!(s.kind, Kind::Lottery | Kind::SameForAll));
        let says = if is_seen { Conclusion::NotMarket } else { Conclusion::UnseenPool };
        claim("P4", vec![no_jump(), falls], says, Some(facts.is_market.opposite()))
    } else {
        let does_not_fall = given(Condition::ValueDoesNotFall, is_above);
        claim("P4", vec![no_jump(), does_not_fall], Conclusion::Market, Some(facts.is_market))
    });
    claims.push(claim(
        "P6",
        vec![one_group(), weights(), not_favoured(), regular()],
        Conclusion::VanishingLotteries,
        None,
    ));
    claims.push(claim(
        "I1",
        vec![favoured(), essential()],
        Conclusion::FreeIfServed,
        Some(is_free_at_bottom(segments)),
    ));
    claims.push(claim(
        "I2",
        vec![one_group(), given(Condition::ValueDoesNotRise, facts.virtual_value.never_rises())],
        Conclusion::OneLottery,
        Some(facts.is_one_lottery),
    ));
    let constant = given(Condition::WeightsConstant, facts.weight.is_constant());
    claims.push(claim(
        "I3",
        vec![constant, not_favoured(), regular()],
        Conclusion::Market,
        Some(facts.is_market),
    ));
    claims
}

/// Whether the lowest types pay nothing, together with others.
fn is_free_at_bottom(segments: &[Segment]) -> Decision {
    let Some(first) = segments.first() else { return Decision::Open };
    let (low, high) = (&first.price.0, &first.price.1);
    if first.kind == Kind::NotServed || (low.is_zero() && high.is_zero()) {
        Decision::Yes
    } else if low.is_positive() || (first.kind != Kind::Market && high.is_positive()) {
        Decision::No
    } else {
        Decision::Open
    }
}
