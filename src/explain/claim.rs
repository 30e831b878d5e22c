//! A claim of the paper, put to one group or to all of them: which of its hypotheses hold, and what it then says.

use ironproof_curves::Between;

use super::decision::Decision;

/// A hypothesis of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The mean weight exceeds alpha.
    Favoured,
    /// Alpha is at least the mean weight.
    NotFavoured,
    /// Alpha is at most the mean weight of each group.
    FavouredEach,
    /// Alpha exceeds the mean weight of each group.
    RevenueFirstEach,
    /// The lowest willingness to pay is positive.
    Essential,
    /// The lowest willingness to pay is 0 in each group.
    NotEssentialEach,
    /// Alpha is at least the mean weight, or the lowest willingness to pay is 0.
    NoJump,
    /// Alpha is positive.
    AlphaPositive,
    /// Weights do not rise in willingness to pay.
    WeightsDoNotRise,
    /// The weight is constant.
    WeightsConstant,
    /// The virtual value of the highest type is at most the mean of weight times willingness to pay.
    TopWorthLittle,
    /// The virtual value of the highest type exceeds the mean of weight times willingness to pay.
    TopWorthMuch,
    /// V first falls, then rises.
    QuasiConvex,
    /// V does not rise.
    ValueDoesNotRise,
    /// V does not fall above the cut-off.
    ValueDoesNotFall,
    /// V falls somewhere above the cut-off.
    ValueFalls,
    /// J rises everywhere.
    RevenueRegular,
    /// There is one group.
    OneGroup,
    /// There is more than one willingness to pay.
    SeveralTypes,
    /// Alpha is the largest of the mean weights.
    AlphaIsLargestMean,
    /// Alpha is the mean weight of everybody.
    AlphaIsMeanOfAll,
    /// One of two groups has one lottery, the other one a market.
    LotteryAndMarket,
    /// Each group has one lottery for everybody.
    LotteryEach,
    /// Each group has a market.
    MarketEach,
}

/// What a claim says if its hypotheses hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// The lowest types share a lottery that costs nothing.
    FreeLottery,
    /// One lottery for everybody in the group is optimal.
    OneLottery,
    /// One lottery for everybody in the group is not optimal.
    NotOneLottery,
    /// The highest types are in a market.
    MarketAtTop,
    /// A market is optimal for all who are served.
    Market,
    /// A market is not optimal: some types above the cut-off are pooled.
    NotMarket,
    /// Some types above the cut-off are pooled, but they get the same quality in any case: a posted price does it.
    UnseenPool,
    /// Lotteries vanish as the weights approach either extreme of inequality.
    VanishingLotteries,
    /// The lowest type, if it is served, pays nothing.
    FreeIfServed,
    /// Revenue counts as if it were handed to the group with the largest mean weight.
    LumpSumToOne,
    /// Revenue counts as if it were handed to everybody in equal parts.
    LumpSumToAll,
    /// The group with the lottery gets the objects of one interval of qualities.
    OneInterval,
    /// Better objects go to groups with a higher mean of weight times willingness to pay.
    OrderedByMean,
    /// The best quality of a group rises with the virtual value of its highest type.
    OrderedByTop,
    /// The lowest type of each group gets nothing.
    NothingAtBottom,
}

/// A hypothesis, as it is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    /// What it says.
    pub condition: Condition,
    /// Whether it holds.
    pub holds: Decision,
    /// The two numbers that it compares, if it compares two.
    pub numbers: Option<(Between, Between)>,
}

/// A claim, put to an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its name in `docs/claims.md`, as `P1`.
    pub id: &'static str,
    /// What it asks for.
    pub hypotheses: Vec<Hypothesis>,
    /// What it says.
    pub conclusion: Conclusion,
    /// Whether what it says is so in the optimum that was found; `None` if it says nothing about that.
    pub in_optimum: Option<Decision>,
}

impl Claim {
    /// Whether it applies: all of its hypotheses hold.
    pub fn applies(&self) -> Decision {
        self.hypotheses.iter().fold(Decision::Yes, |so_far, next| so_far.and(next.holds))
    }

    /// Whether it applies and the optimum contradicts it: then one of the two is wrong.
    pub fn is_contradicted(&self) -> bool {
        self.applies() == Decision::Yes && self.in_optimum == Some(Decision::No)
    }
}

/// A hypothesis that compares nothing.
pub(crate) fn given(condition: Condition, holds: Decision) -> Hypothesis {
    Hypothesis { condition, holds, numbers: None }
}

/// A hypothesis about two numbers.
pub(crate) fn compared(
    condition: Condition,
    holds: Decision,
    left: &Between,
    right: &Between,
) -> Hypothesis {
    Hypothesis { condition, holds, numbers: Some((left.clone(), right.clone())) }
}
