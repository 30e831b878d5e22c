//! Hypotheses and conclusions of the claims as parts of sentences.

use ironproof_explain::{Conclusion, Condition};
use ironproof_results::explain::{Decided, HypothesisFound};

use crate::digits::known;

/// A hypothesis: that it holds, that it fails, or that this is not decided.
pub(crate) fn hypothesis(found: &HypothesisFound, holds: Decided) -> String {
    let numbers = found.numbers.as_ref();
    let left = numbers.map(|numbers| known(&numbers.left.0)).unwrap_or_default();
    let right = numbers.map(|numbers| known(&numbers.right.0)).unwrap_or_default();
    let (yes, no) = words(found.asks, &left, &right);
    match holds {
        Decided::Yes => yes,
        Decided::No => no,
        Decided::NotDecided => format!("it is not decided whether {yes}"),
    }
}

fn words(condition: Condition, left: &str, right: &str) -> (String, String) {
    let both = |yes: &str, no: &str| (yes.to_owned(), no.to_owned());
    match condition {
        Condition::Favoured => (
            format!("the mean weight {left} exceeds alpha {right}"),
            format!("the mean weight {left} does not exceed alpha {right}"),
        ),
        Condition::NotFavoured => (
            format!("the mean weight {left} is at most alpha {right}"),
            format!("the mean weight {left} exceeds alpha {right}"),
        ),
        Condition::FavouredEach => both(
            "the mean weight of each group is at least alpha",
            "the mean weight of a group is below alpha",
        ),
        Condition::RevenueFirstEach => both(
            "the mean weight of each group is below alpha",
            "the mean weight of a group is not below alpha",
        ),
        Condition::Essential => (
            format!("the lowest willingness to pay {left} is positive"),
            "the lowest willingness to pay is 0".to_owned(),
        ),
        Condition::NotEssentialEach => both(
            "the lowest willingness to pay of each group is 0",
            "the lowest willingness to pay of a group is positive",
        ),
        Condition::NoJump => both(
            "the mean weight is at most alpha or the lowest willingness to pay is 0",
            "the mean weight exceeds alpha and the lowest willingness to pay is positive",
        ),
        Condition::AlphaPositive => both("revenue counts", "revenue does not count"),
        Condition::WeightsDoNotRise => both("weights do not rise", "weights rise"),
        Condition::WeightsConstant => both("the weight is constant", "the weight is not constant"),
        Condition::TopWorthLittle => (
            format!(
                "the virtual value of the highest type, {left}, is at most the mean of weight times willingness to pay, {right}"
            ),
            format!(
                "the virtual value of the highest type, {left}, exceeds the mean of weight times willingness to pay, {right}"
            ),
        ),
        Condition::TopWorthMuch => (
            format!(
                "the virtual value of the highest type, {left}, exceeds the mean of weight times willingness to pay, {right}"
            ),
            format!(
                "the virtual value of the highest type, {left}, is at most the mean of weight times willingness to pay, {right}"
            ),
        ),
        Condition::QuasiConvex => {
            both("V does not fall once it has risen", "V falls after it has risen")
        }
        Condition::ValueDoesNotRise => both("V does not rise", "V rises somewhere"),
        Condition::ValueDoesNotFall => {
            both("V does not fall above the cut-off", "V falls above the cut-off")
        }
        Condition::ValueFalls => {
            both("V falls somewhere above the cut-off", "V does not fall above the cut-off")
        }
        Condition::RevenueRegular => both(
            "the virtual value of revenue rises",
            "the virtual value of revenue does not always rise",
        ),
        Condition::OneGroup => both("there is one group", "there are several groups"),
        Condition::SeveralTypes => both(
            "the willingness to pay of the group varies",
            "there is one willingness to pay only",
        ),
        Condition::AlphaIsLargestMean => (
            format!("alpha {right} is the largest mean weight of a group"),
            format!("the largest mean weight of a group is {left}, not alpha {right}"),
        ),
        Condition::AlphaIsMeanOfAll => (
            format!("alpha {right} is the mean weight of all agents"),
            format!("the mean weight of all agents is {left}, not alpha {right}"),
        ),
        Condition::LotteryAndMarket => both(
            "one group has one lottery for everybody, and the other one a market",
            "it is not so that one group has one lottery for everybody and the other one a market",
        ),
        Condition::LotteryEach => both(
            "one lottery for everybody is optimal in each group",
            "one lottery for everybody is not optimal in each group",
        ),
        Condition::MarketEach => both(
            "in each group higher types come first above the cut-off",
            "in a group some types above the cut-off are pooled",
        ),
    }
}

/// What a claim says.
pub(crate) fn conclusion(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::FreeLottery => "the lowest types share one contract that costs nothing",
        Conclusion::OneLottery => "one lottery for everybody in the group is optimal",
        Conclusion::NotOneLottery => "one lottery for everybody in the group is not optimal",
        Conclusion::MarketAtTop => "the highest types are not pooled: they are in a market",
        Conclusion::Market => "a market is optimal for all who are served: no types are pooled",
        Conclusion::NotMarket => {
            "a market in which better quality goes to each higher type is not optimal: some types above the cut-off are \
             pooled"
        }
        Conclusion::UnseenPool => {
            "some types above the cut-off are pooled. With the objects at hand they all get the same quality in any case, \
             so that one price for it does the same"
        }
        Conclusion::VanishingLotteries => {
            "less is given by lot as the weights come closer to either extreme of inequality"
        }
        Conclusion::FreeIfServed => "the lowest types pay nothing for what they get",
        Conclusion::LumpSumToOne => {
            "the optimum is the same as if revenue were handed to that group as a lump sum"
        }
        Conclusion::LumpSumToAll => {
            "the optimum is the same as if revenue were handed to everybody in equal parts"
        }
        Conclusion::OneInterval => {
            "the group with the lottery gets the objects of one interval of qualities"
        }
        Conclusion::OrderedByMean => {
            "better objects go to groups with a higher mean of weight times willingness to pay"
        }
        Conclusion::OrderedByTop => {
            "the best quality of a group rises with the virtual value of its highest type"
        }
        Conclusion::NothingAtBottom => "the lowest type of each group gets nothing",
    }
}
