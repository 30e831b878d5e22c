//! `path` of a continuous instance: the structures of its optimum along a parameter.

use ironproof_continuum::Totals;
use ironproof_curves::Between;
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::{Rational, Readable};
use ironproof_path::continuous::{
    Course, Error, Parameter, Place, Range, Regime, Request, Treatment, course,
};
pub use ironproof_path::continuous::{UnknownName, parameter};
use schemars::JsonSchema;
use serde::Serialize;

use crate::continuum::ContinuousSolved;
use crate::exact::{Exact, MaybeExact};
use crate::interval::Interval;
use crate::solve::SegmentKind;

/// The structures of the optimum of a continuous instance along a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Regimes {
    /// The name of the instance.
    pub name: String,
    /// What varies: `alpha`, `supply`, `wtp`, or `weight:`, `mass:`, `wtp:` and the label of a group, or `constraint:` and
    /// what it is called. All but alpha and the number of a constraint are factors.
    pub over: String,
    /// The first value of the parameter.
    pub from: Exact,
    /// The last value of the parameter.
    pub to: Exact,
    /// The relative width that was asked for.
    pub width: Exact,
    /// In how many places the optimum was found. Changes that undo each other between two of them are not seen.
    pub places: usize,
    /// In how many more places the structure was not decided.
    pub undecided: usize,
    /// From left to right; the structure changes inside the interval between two of them.
    pub regimes: Vec<RegimeFound>,
}

/// A range of the parameter with one structure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RegimeFound {
    /// Where it starts: the structure changes inside this interval.
    pub from: Interval,
    /// Where it ends: the structure changes inside this interval.
    pub to: Interval,
    /// Whether `from` is wider than was asked for.
    pub is_wide: bool,
    /// Which objects are scarce: one more of them would be worth something.
    pub scarce: Scarce,
    /// The quality of the worst of them; null if there are none.
    pub scarce_down_to: MaybeExact,
    /// The side constraints that bind, in the order of the instance.
    pub binding: Vec<String>,
    /// The structure, for each group.
    pub groups: Vec<RegimeGroup>,
    /// What is paid and got at the first place that has this structure.
    pub first: Amounts,
    /// What is paid and got at the last place that has it.
    pub last: Amounts,
}

/// Which objects are scarce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scarce {
    /// All that have a positive quality.
    All,
    /// The better ones.
    Some,
    /// None: everybody who is worth an object has one.
    None,
}

/// How the types of a group are treated, from the lowest.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RegimeGroup {
    /// The label of the group.
    pub label: String,
    /// Its segments.
    pub structure: Vec<RegimeSegment>,
}

/// How a segment is treated.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RegimeSegment {
    /// What it gets.
    pub kind: SegmentKind,
    /// Whether it gets something and pays nothing; null if that is not decided.
    pub at_price_zero: Option<bool>,
    /// The lowest level that it gets, 0 if some get nothing; null where quality is graded.
    pub worst: MaybeExact,
    /// The highest level that it gets; null where quality is graded.
    pub best: MaybeExact,
    /// Whether every optimal mechanism is like this; null if that is not decided.
    pub unique: Option<bool>,
}

/// What is paid and got at one value of the parameter.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Amounts {
    /// The value of the parameter.
    pub at: Exact,
    /// The optimal value, in units of welfare.
    pub value: Interval,
    /// What all agents pay together.
    pub revenue: Interval,
    /// What they are willing to pay for what they get, less what they pay.
    pub utility: Interval,
    /// The same for each group.
    pub groups: Vec<GroupAmounts>,
}

/// What a group pays and gets.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GroupAmounts {
    /// The label of the group.
    pub label: String,
    /// Its part of the value.
    pub value: Interval,
    /// What its agents pay together.
    pub revenue: Interval,
    /// What they are willing to pay for what they get, less what they pay.
    pub utility: Interval,
    /// The share of the group that gets an object of positive quality.
    pub served: Interval,
}

/// The structures along a parameter that is called `name`.
///
/// # Errors
/// [`Error`] if the range is not one, or if the optimum is not known at its ends.
pub fn regimes(
    instance: &ContinuousInstance,
    name: &str,
    request: &Request,
) -> Result<Regimes, Error> {
    let course = course(instance, request)?;
    Ok(Regimes::new(instance, name, request, &course))
}

/// The optimum at one value of the parameter that is called `name`.
///
/// # Errors
/// [`Error`] if the parameter cannot have this value, or the optimum is not known there.
pub fn at(
    instance: &ContinuousInstance,
    name: &str,
    over: Parameter,
    x: &Rational,
    width: &Rational,
) -> Result<ContinuousSolved, Error> {
    over.check(x)?;
    let mut at = over.at(instance, x)?;
    at.name = format!("{}, {name} {}", instance.name, Readable(x));
    crate::continuum::solve(&at, width).map_err(|error| Error::Unsolved { at: x.clone(), error })
}

impl Regimes {
    fn new(instance: &ContinuousInstance, name: &str, request: &Request, course: &Course) -> Self {
        let Range { from, to } = &request.range;
        let places = |regime: &Regime| (regime.first.x.clone(), regime.last.x.clone());
        let ends: Vec<(Rational, Rational)> = course.regimes.iter().map(places).collect();
        let regimes = course.regimes.iter().enumerate().map(|(n, regime)| {
            let before = n.checked_sub(1).map_or(from, |n| &ends[n].1);
            let after = ends.get(n + 1).map_or(to, |(first, _)| first);
            let from = Between { low: before.clone(), high: regime.first.x.clone() };
            let (scarce, scarce_down_to) = scarce(regime);
            RegimeFound {
                is_wide: n > 0 && !request.is_narrow(&from.low, &from.high),
                from: Interval(from),
                to: Interval(Between { low: regime.last.x.clone(), high: after.clone() }),
                scarce,
                scarce_down_to,
                binding: binding(instance, regime),
                groups: groups(instance, regime),
                first: Amounts::new(&regime.first),
                last: Amounts::new(&regime.last),
            }
        });
        Self {
            name: instance.name.clone(),
            over: name.to_owned(),
            from: from.into(),
            to: to.into(),
            width: (&request.width).into(),
            places: course.n_places,
            undecided: course.undecided.len(),
            regimes: regimes.collect(),
        }
    }
}

fn groups(instance: &ContinuousInstance, regime: &Regime) -> Vec<RegimeGroup> {
    let groups = instance.groups.iter().zip(&regime.structure.groups);
    groups
        .map(|(group, structure)| RegimeGroup {
            label: group.label.clone(),
            structure: structure.iter().map(RegimeSegment::new).collect(),
        })
        .collect()
}

/// What the side constraints are called that bind.
fn binding(instance: &ContinuousInstance, regime: &Regime) -> Vec<String> {
    let sides = instance.sides.iter().zip(&regime.structure.binding);
    let binding = sides.filter(|(_, binds)| **binds == Some(true));
    binding.map(|(side, _)| instance.called(side)).collect()
}

/// Which objects are scarce, and the quality of the worst of them.
fn scarce(regime: &Regime) -> (Scarce, MaybeExact) {
    let margins = &regime.first.answer.margins;
    let n_scarce = regime.structure.n_scarce;
    let Some(last) = n_scarce.checked_sub(1).and_then(|last| margins.get(last)) else {
        return (Scarce::None, MaybeExact(None));
    };
    // Behind the last scarce object there are better ones than none.
    let is_some = last.quality.1 > Rational::ZERO && n_scarce < margins.len();
    let word = if is_some { Scarce::Some } else { Scarce::All };
    (word, MaybeExact(Some(last.quality.0.clone())))
}

impl RegimeSegment {
    fn new(treatment: &Treatment) -> Self {
        let Treatment { kind, is_free, goods, unique } = treatment;
        Self {
            kind: SegmentKind::from(*kind),
            at_price_zero: *is_free,
            worst: goods.worst.as_ref().into(),
            best: goods.best.as_ref().into(),
            unique: *unique,
        }
    }
}

impl Amounts {
    fn new(place: &Place) -> Self {
        let Totals { value, revenue, utility, .. } = &place.answer.totals;
        let groups = place.answer.groups.iter().map(|group| GroupAmounts {
            label: group.label.clone(),
            value: Interval::new(&group.totals.value),
            revenue: Interval::new(&group.totals.revenue),
            utility: Interval::new(&group.totals.utility),
            served: Interval::new(&group.totals.served.times(&(Rational::ONE / &group.mass))),
        });
        Self {
            at: (&place.x).into(),
            value: Interval::new(value),
            revenue: Interval::new(revenue),
            utility: Interval::new(utility),
            groups: groups.collect(),
        }
    }
}
