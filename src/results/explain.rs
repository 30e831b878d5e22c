//! `explain`: which claims of the paper apply to a continuous instance, and what accounts for its optimum.

use ironproof_explain as explain;
use ironproof_explain::Error;
use ironproof_explain::{
    Claim, Conclusion, Condition, Decision, Explanation, Hypothesis, Place, Tie, TieKind, Trend,
    Trends,
};
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::Rational;
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::Exact;
use crate::interval::{Ends, Interval};
use crate::notes::told;
use crate::reasons::SegmentExplained;

/// What accounts for the optimum of a continuous instance. Every statement is decided on enclosures.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Explained {
    /// The name of the instance.
    pub name: String,
    /// The weight on revenue.
    pub alpha: Exact,
    /// The optimal value, in units of welfare.
    pub value: Interval,
    /// The groups, in the order of the instance.
    pub groups: Vec<GroupExplained>,
    /// Claims about all groups together.
    pub claims: Vec<ClaimFound>,
    /// Types whose values are equal, or not shown to differ.
    pub ties: Vec<TieFound>,
    /// What to know about the data.
    pub notes: Vec<String>,
}

/// What is decided about a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decided {
    /// It is true.
    Yes,
    /// It is false.
    No,
    /// Neither is known.
    NotDecided,
}

/// A group, and what accounts for what it gets.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GroupExplained {
    /// The label of the group.
    pub label: String,
    /// The mean weight.
    pub mean_weight: Interval,
    /// The mean of weight times willingness to pay.
    pub mean_weighted_wtp: Interval,
    /// The lowest willingness to pay.
    pub wtp_low: Interval,
    /// The highest willingness to pay.
    pub wtp_high: Interval,
    /// Whether the mean weight exceeds alpha.
    pub favoured: Decided,
    /// Whether the good is essential: the lowest willingness to pay is positive.
    pub essential: Decided,
    /// What the Pareto weight does as willingness to pay rises.
    pub weight: Vec<RunFound>,
    /// What the virtual value V does; a jump is a run whose two ends are one share.
    pub virtual_value: Vec<RunFound>,
    /// What the virtual value of revenue J does.
    pub revenue_value: Vec<RunFound>,
    /// Whether V rises from price 0 on: then nobody is pooled.
    pub regular: Decided,
    /// The share of the group whose ironed virtual value is not positive.
    pub cut_off: Interval,
    /// What the group gets, and why.
    pub segments: Vec<SegmentExplained>,
    /// The claims about one group.
    pub claims: Vec<ClaimFound>,
}

/// A range of types on which a curve does one thing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RunFound {
    /// What it does.
    pub trend: TrendFound,
    /// The share of the group below its two ends.
    pub share: Ends,
    /// Willingness to pay at its two ends.
    pub wtp: Ends,
}

/// What a curve does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrendFound {
    /// It rises.
    Rises,
    /// It falls.
    Falls,
    /// It is constant.
    Constant,
    /// It is not decided what it does.
    NotDecided,
}

/// A claim of the paper, put to this instance.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ClaimFound {
    /// Its name in docs/claims.md.
    pub id: String,
    /// Whether all of its hypotheses hold.
    pub applies: Decided,
    /// Its hypotheses.
    pub hypotheses: Vec<HypothesisFound>,
    /// What it says if it applies, in a word of docs/explain.md.
    pub conclusion: String,
    /// Whether that is so in the optimum; null if it says nothing about it.
    pub in_optimum: Option<Decided>,
    /// The same as a value.
    #[serde(skip)]
    pub says: Conclusion,
}

/// A hypothesis.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HypothesisFound {
    /// What it is, in a word of docs/explain.md.
    pub condition: String,
    /// Whether it holds.
    pub holds: Decided,
    /// The numbers that it compares; null if it compares none.
    pub numbers: Option<Compared>,
    /// The same as a value.
    #[serde(skip)]
    pub asks: Condition,
}

/// Two numbers that a hypothesis compares.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Compared {
    /// The one.
    pub left: Interval,
    /// The other.
    pub right: Interval,
}

/// Types with equal values.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TieFound {
    /// What is equal.
    pub kind: TieKindFound,
    /// The value of a unit of quality there.
    pub value: Interval,
    /// Whether it is so for certain.
    pub holds: Decided,
    /// Where.
    pub places: Vec<TiePlace>,
}

/// What is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TieKindFound {
    /// V is one number on an interval.
    Straight,
    /// The value of an interval is zero.
    Zero,
    /// Intervals of several groups have one value.
    Shared,
}

/// An interval of types of a group.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TiePlace {
    /// The label of the group.
    pub label: String,
    /// The share of the group below its two ends.
    pub share: Ends,
    /// Willingness to pay at its two ends.
    pub wtp: Ends,
}

/// Explains the optimum of an instance, every number with a relative width of about `width`.
///
/// # Errors
/// [`Error`] if a curve is known in floats only, the width is not positive, or the structure is not decided.
pub fn explain(
    instance: &ContinuousInstance,
    width: &Rational,
) -> Result<(Explained, Explanation), Error> {
    let explanation = explain::explain(instance, width)?;
    Ok((Explained::new(instance, &explanation), explanation))
}

impl Explained {
    fn new(instance: &ContinuousInstance, explanation: &Explanation) -> Self {
        let groups = explanation.groups.iter().zip(&explanation.hulls);
        let labels: Vec<&str> = instance.groups.iter().map(|group| group.label.as_str()).collect();
        Self {
            name: instance.name.clone(),
            alpha: (&instance.alpha).into(),
            value: Interval::new(&explanation.answer.totals.value),
            groups: groups.map(|(group, hull)| GroupExplained::new(group, &hull.psi)).collect(),
            claims: explanation.across.iter().map(ClaimFound::new).collect(),
            ties: explanation.ties.iter().map(|tie| TieFound::new(tie, &labels)).collect(),
            notes: told(instance, &explanation.remarks),
        }
    }

    /// The claims that the optimum contradicts: then something is wrong with this program, or with the claim.
    pub fn contradicted(&self) -> Vec<&str> {
        let within = self.groups.iter().flat_map(|group| &group.claims);
        let is_wrong = |claim: &&ClaimFound| {
            claim.applies == Decided::Yes && claim.in_optimum == Some(Decided::No)
        };
        within.chain(&self.claims).filter(is_wrong).map(|claim| claim.id.as_str()).collect()
    }
}

impl GroupExplained {
    fn new(group: &explain::GroupExplained, psi: &ironproof_curves::GroupPsi) -> Self {
        let facts = &group.facts;
        let trends = |trends: &Trends| -> Vec<RunFound> {
            let found = trends.runs.iter().map(|run| RunFound {
                trend: run.trend.into(),
                share: Ends::new(&(run.from.clone(), run.to.clone())),
                wtp: Ends::new(&explain::wtp_of(psi, &run.from, &run.to)),
            });
            found.collect()
        };
        let segments =
            group.segments.iter().map(|(segment, reasons)| SegmentExplained::new(segment, reasons));
        Self {
            label: group.label.clone(),
            mean_weight: Interval::new(&facts.mean_weight),
            mean_weighted_wtp: Interval::new(&facts.mean_weighted_wtp),
            wtp_low: Interval::new(&facts.wtp_low),
            wtp_high: Interval::new(&facts.wtp_high),
            favoured: facts.favoured.into(),
            essential: facts.essential.into(),
            weight: trends(&facts.weight),
            virtual_value: trends(&facts.virtual_value),
            revenue_value: trends(&facts.revenue_value),
            regular: facts.is_regular().into(),
            cut_off: Interval::new(&facts.cut_off),
            segments: segments.collect(),
            claims: group.claims.iter().map(ClaimFound::new).collect(),
        }
    }
}

impl ClaimFound {
    fn new(claim: &Claim) -> Self {
        Self {
            id: claim.id.to_owned(),
            applies: claim.applies().into(),
            hypotheses: claim.hypotheses.iter().map(HypothesisFound::new).collect(),
            conclusion: word(&format!("{:?}", claim.conclusion)),
            in_optimum: claim.in_optimum.map(Decided::from),
            says: claim.conclusion,
        }
    }
}

impl HypothesisFound {
    fn new(hypothesis: &Hypothesis) -> Self {
        let Hypothesis { condition, holds, numbers } = hypothesis;
        Self {
            condition: word(&format!("{condition:?}")),
            holds: (*holds).into(),
            numbers: numbers.as_ref().map(|(left, right)| Compared {
                left: Interval::new(left),
                right: Interval::new(right),
            }),
            asks: *condition,
        }
    }
}

/// `free-lottery` for `FreeLottery`.
fn word(name: &str) -> String {
    let mut word = String::with_capacity(name.len() + 4);
    for (index, c) in name.char_indices() {
        if c.is_ascii_uppercase() && index > 0 {
            word.push('-');
        }
        word.push(c.to_ascii_lowercase());
    }
    word
}

impl TieFound {
    fn new(tie: &Tie, labels: &[&str]) -> Self {
        let place = |place: &Place| TiePlace {
            label: labels[place.group].to_owned(),
            share: Ends::new(&place.share),
            wtp: Ends::new(&place.wtp),
        };
        Self {
            kind: match tie.kind {
                TieKind::Straight => TieKindFound::Straight,
                TieKind::Zero => TieKindFound::Zero,
                TieKind::Shared => TieKindFound::Shared,
            },
            value: Interval::new(&tie.value),
            holds: tie.holds.into(),
            places: tie.places.iter().map(place).collect(),
        }
    }
}

impl From<Decision> for Decided {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Yes => Self::Yes,
            Decision::No => Self::No,
            Decision::Open => Self::NotDecided,
        }
    }
}

impl From<Trend> for TrendFound {
    fn from(trend: Trend) -> Self {
        match trend {
            Trend::Rises => Self::Rises,
            Trend::Falls => Self::Falls,
            Trend::Constant => Self::Constant,
            Trend::Open => Self::NotDecided,
        }
    }
}
