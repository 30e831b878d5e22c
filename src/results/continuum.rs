//! `solve` of a continuous instance: the optimum of the instance itself, number by number.

use ironproof_continuum as continuum;
pub use ironproof_continuum::Error;
use ironproof_continuum::{
    Alternative, Answer, Constrained, Contract, GroupAnswer, Kind, Margin, Segment, Totals,
};
use ironproof_curves::Between;
use ironproof_instance::finite::Side;
use ironproof_instance::{ContinuousInstance, Optimum};
use ironproof_number::rational::Rational;
use schemars::JsonSchema;
use serde::Serialize;

use crate::bounds::Claim;
use crate::exact::{Certified, MaybeExact};
use crate::interval::{Ends, Interval};
use crate::notes::notes;
use crate::shadow::{Infeasible, ShadowPrices, SidePrice};
use crate::solve::SegmentKind;

/// The optimum of a continuous instance: every number is between two that are given.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ContinuousSolved {
    /// The name of the instance.
    pub name: String,
    /// Always `optimal`: there is an optimum.
    pub status: Status,
    /// The optimal value, in units of welfare.
    pub value: Interval,
    /// A double between the ends of the value.
    pub value_approx: f64,
    /// Always false: the independent checker is about finite instances.
    pub certified: bool,
    /// What all agents pay together.
    pub revenue: Interval,
    /// What they are willing to pay for what they get, less what they pay: money, without weights.
    pub utility: Interval,
    /// What handing out the objects costs; 0 in the plain model.
    pub cost: Interval,
    /// The expected quality that all agents get together.
    pub quality: Interval,
    /// The share of all agents who get an object of positive quality.
    pub served: Interval,
    /// The optimum that the file states, against the value.
    pub claim: Claim,
    /// The side constraints, in the order of the instance; none in the plain model.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<ConstraintFound>,
    /// Where the objects of each quality end, from the best.
    pub margins: Vec<MarginFound>,
    /// The groups, in the order of the instance.
    pub groups: Vec<ContinuousGroupSolved>,
    /// What to know about the data: what was rounded or truncated on reading, and what may surprise.
    pub notes: Vec<String>,
}

/// What a solver says about an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// There is an optimum, and this is it.
    Optimal,
}

/// What a group gets.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ContinuousGroupSolved {
    /// The label of the group.
    pub label: String,
    /// Its part of the value.
    pub value: Interval,
    /// What its agents pay together.
    pub revenue: Interval,
    /// What they are willing to pay for what they get, less what they pay.
    pub utility: Interval,
    /// What handing out its objects costs.
    pub cost: Interval,
    /// The expected quality that its agents get together.
    pub quality: Interval,
    /// The share of the group that gets an object of positive quality.
    pub served: Interval,
    /// Intervals of types that are treated alike, from the lowest willingness to pay.
    pub segments: Vec<ContinuousSegment>,
}

/// An interval of types that are treated alike.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ContinuousSegment {
    /// What the types get.
    pub kind: SegmentKind,
    /// The share of the group below its first type, and below its end.
    pub share: Ends,
    /// Willingness to pay at its two ends.
    pub wtp: Ends,
    /// Expected quality at its two ends.
    pub quality: Ends,
    /// What is paid at its two ends.
    pub price: Ends,
    /// The contracts of a market in which quality rises in steps, the worst first; empty elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contracts: Vec<ContractFound>,
    /// Whether every optimal mechanism treats these types so; false if another one is optimal too, null if that is not
    /// decided.
    pub unique: Option<bool>,
    /// What else is optimal, as far as that is known.
    pub alternatives: Vec<AlternativeFound>,
}

/// A quality at a price, and who buys it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ContractFound {
    /// The share of the group below the first type that buys it, and below the end of those.
    pub share: Ends,
    /// Willingness to pay at the two ends.
    pub wtp: Ends,
    /// The quality.
    pub quality: Interval,
    /// The price.
    pub price: Interval,
}

/// What else is optimal.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AlternativeFound {
    /// To sell to the upper part of these types, at any price between two.
    Price {
        /// The lowest of these prices.
        from: Interval,
        /// The highest of them.
        to: Interval,
    },
    /// To divide what these types get together, and those of other groups with the same value, in another way.
    Division {
        /// Willingness to pay of the first and the last of them.
        wtp: Ends,
    },
    /// Another payment for the same quality.
    Payment {
        /// Willingness to pay of the first and the last of those who pay it.
        wtp: Ends,
    },
    /// To give these types the next better quality too: it is worth just what it costs.
    Better {
        /// Willingness to pay of the first and the last of them.
        wtp: Ends,
    },
}

/// A side constraint at the optimum.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ConstraintFound {
    /// Its name, or what it is about.
    pub name: String,
    /// The sum that it is about.
    pub sum: Interval,
    /// Whether the sum must be the bound or more, or the bound or less.
    pub side: BoundSide,
    /// What the sum must not pass.
    pub bound: crate::Exact,
    /// What one unit less of what is asked for would be worth; 0 where the constraint does not bind.
    pub price: Interval,
    /// Whether something would be gained if it asked for less; null if that is not decided.
    pub binds: Option<bool>,
}

/// On which side of its bound a sum must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BoundSide {
    /// At the bound or above.
    AtLeast,
    /// At the bound or below.
    AtMost,
}

/// Where the objects of a quality end.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MarginFound {
    /// The mass of the objects up to there, from the best.
    pub mass: crate::Exact,
    /// The quality just before the end.
    pub quality: crate::Exact,
    /// The quality just behind it; 0 where there is no object any more.
    pub next_quality: crate::Exact,
    /// What one more unit of quality is worth there, beyond its cost.
    pub worth: Interval,
    /// The shadow price: what one more object of the quality just before the end is worth.
    pub shadow_price: Interval,
    /// Who is the last to get that quality, for each group.
    pub last: Vec<Last>,
}

/// The last type of a group that gets a quality.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Last {
    /// The label of the group.
    pub label: String,
    /// Whether an interval of types gets it by lot: then no type is the last.
    pub by_lot: bool,
    /// The share of the group below that type, twice; by lot, below the two ends of the interval.
    pub share: Ends,
    /// Willingness to pay there.
    pub wtp: Ends,
}

/// Solves a continuous instance, every number with a relative width of about `width`.
///
/// # Errors
/// [`Error`] if a curve is known in floats only, the width is not positive, or the structure is not decided.
pub fn solve(instance: &ContinuousInstance, width: &Rational) -> Result<ContinuousSolved, Error> {
    let answer = continuum::optimum(instance, width)?;
    Ok(ContinuousSolved::new(instance, &answer))
}

impl ContinuousSolved {
    /// The answer as a result.
    pub fn new(instance: &ContinuousInstance, answer: &Answer) -> Self {
        let value = &answer.totals.value;
        let mass = answer.groups.iter().fold(Rational::ZERO, |sum, group| sum + &group.mass);
        let served = answer.totals.served.times(&(Rational::ONE / mass));
        let claim = match instance.optimum.as_ref().map(Optimum::ends) {
            None => Claim::None,
            Some(_) if instance.notes.iter().any(ironproof_instance::Note::is_rounding) => {
                Claim::NotJudged
            }
            Some((low, high)) if *low <= value.high && value.low <= *high => Claim::Inside,
            Some(_) => Claim::Outside,
        };
        let labels = || answer.groups.iter().map(|group| group.label.clone());
        Self {
            name: instance.name.clone(),
            status: Status::Optimal,
            value: Interval::new(value),
            value_approx: ironproof_number::rational::approx(&value.middle()),
            certified: false,
            revenue: Interval::new(&answer.totals.revenue),
            utility: Interval::new(&answer.totals.utility),
            cost: Interval::new(&answer.totals.cost),
            quality: Interval::new(&answer.totals.quality),
            served: Interval::new(&served),
            claim,
            constraints: answer.constraints.iter().map(ConstraintFound::new).collect(),
            margins: margins(&answer.margins, labels),
            groups: answer.groups.iter().map(ContinuousGroupSolved::new).collect(),
            notes: notes(instance, Some(answer)),
        }
    }
}

impl ConstraintFound {
    fn new(constraint: &Constrained) -> Self {
        let side = if constraint.bound.is_least() { BoundSide::AtLeast } else { BoundSide::AtMost };
        Self {
            name: constraint.label.clone(),
            sum: Interval::new(&constraint.sum),
            side,
            bound: constraint.bound.number().into(),
            price: Interval::new(&constraint.price),
            binds: constraint.binds(),
        }
    }
}

/// What a continuous instance is whose side constraints contradict each other with these multipliers.
pub fn infeasible(instance: &ContinuousInstance, multipliers: &[Rational]) -> Infeasible {
    let side = |(side, price): (&Side, &Rational)| SidePrice {
        name: instance.called(side),
        price: price.into(),
    };
    let constraints = instance.sides.iter().zip(multipliers).map(side).collect();
    Infeasible {
        name: instance.name.clone(),
        status: crate::shadow::Status::Infeasible,
        value: MaybeExact(None),
        certified: Certified(None),
        multipliers: ShadowPrices { levels: Vec::new(), constraints },
    }
}

impl MarginFound {
    /// Whether there is something to say: another object would be worth something.
    pub fn is_told(&self) -> bool {
        self.shadow_price.0.high > Rational::ZERO && self.quality.0 > self.next_quality.0
    }
}

fn margins<I: Iterator<Item = String>>(
    margins: &[Margin],
    labels: impl Fn() -> I,
) -> Vec<MarginFound> {
    // An object of a better quality is worth the steps of all qualities up to it, beyond their costs.
    let mut below = Between::zero();
    let mut found = Vec::with_capacity(margins.len());
    for margin in margins.iter().rev() {
        let step = &margin.quality.0 - &margin.quality.1;
        below = &below + &margin.value.times(&step);
        let last = labels().zip(&margin.groups).map(|(label, place)| Last {
            label,
            by_lot: place.by_lot,
            share: Ends::new(&place.share),
            wtp: Ends::new(&place.wtp),
        });
        found.push(MarginFound {
            mass: (&margin.mass).into(),
            quality: (&margin.quality.0).into(),
            next_quality: (&margin.quality.1).into(),
            worth: Interval::new(&margin.value),
            shadow_price: Interval::new(&below),
            last: last.collect(),
        });
    }
    found.reverse();
    found
}

impl ContinuousGroupSolved {
    fn new(group: &GroupAnswer) -> Self {
        let Totals { revenue, utility, value, cost, quality, served } = &group.totals;
        Self {
            label: group.label.clone(),
            value: Interval::new(value),
            revenue: Interval::new(revenue),
            utility: Interval::new(utility),
            cost: Interval::new(cost),
            quality: Interval::new(quality),
            served: Interval::new(&served.times(&(Rational::ONE / &group.mass))),
            segments: group.segments.iter().map(ContinuousSegment::new).collect(),
        }
    }
}

impl ContinuousSegment {
    pub(crate) fn new(segment: &Segment) -> Self {
        let alternatives = segment.alternatives.iter().map(AlternativeFound::new);
        Self {
            kind: SegmentKind::from(segment.kind),
            share: Ends::new(&segment.share),
            wtp: Ends::new(&segment.wtp),
            quality: Ends::new(&segment.quality),
            price: Ends::new(&segment.price),
            contracts: if segment.contracts.len() > 1 {
                segment.contracts.iter().map(ContractFound::new).collect()
            } else {
                Vec::new()
            },
            unique: segment.unique,
            alternatives: alternatives.collect(),
        }
    }
}

impl AlternativeFound {
    fn new(alternative: &Alternative) -> Self {
        let ends = |from: &Between, to: &Between| Ends::new(&(from.clone(), to.clone()));
        match alternative {
            Alternative::Price(from, to) => {
                Self::Price { from: Interval::new(from), to: Interval::new(to) }
            }
            Alternative::Division(from, to) => Self::Division { wtp: ends(from, to) },
            Alternative::Payment(from, to) => Self::Payment { wtp: ends(from, to) },
            Alternative::Better(from, to) => Self::Better { wtp: ends(from, to) },
        }
    }
}

impl ContractFound {
    fn new(contract: &Contract) -> Self {
        Self {
            share: Ends::new(&contract.share),
            wtp: Ends::new(&contract.wtp),
            quality: Interval::new(&contract.quality),
            price: Interval::new(&contract.price),
        }
    }
}

impl From<Kind> for SegmentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::NotServed => Self::NotServed,
            Kind::Free => Self::Free,
            Kind::Lottery => Self::Lottery,
            Kind::SameForAll => Self::SameForAll,
            Kind::Market => Self::Market,
        }
    }
}
