//! `bounds`: the exact bracket around the optimum of a continuous instance.

use ironproof_bounds as bounds;
use ironproof_bounds::{Error, GroupStructure, Place};
use ironproof_continuum as continuum;
use ironproof_continuum::{Answer, GroupAnswer, Kind, Segment};
use ironproof_curves::Between;
use ironproof_instance::{ContinuousInstance, Curve, Optimum, Piece};
use ironproof_number::rational::{Rational, approx};
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::{Exact, MaybeExact};
use crate::interval::Interval;
use crate::notes::notes;

/// An exact bracket around the optimum, and what holds in every optimum.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Bracketed {
    /// The name of the instance.
    pub name: String,
    /// The optimum is at least this, in units of welfare.
    pub lower: Exact,
    /// The optimum is at most this.
    pub upper: Exact,
    /// The width of the bracket.
    pub width: Exact,
    /// How many cells all groups have together; 0 where the bracket is the value of the mechanism, without cells.
    pub cells: usize,
    /// Whether the bracket is as narrow as was asked for.
    pub reached: bool,
    /// The optimum that the file states, against the bracket.
    pub claim: Claim,
    /// The least optimum that the file's statement allows.
    pub claim_low: MaybeExact,
    /// The largest optimum that the file's statement allows.
    pub claim_high: MaybeExact,
    /// What holds in every optimum, for each group.
    pub groups: Vec<GroupBounds>,
    /// What to know about the data: what was rounded or truncated on reading, and what may surprise.
    pub notes: Vec<String>,
}

/// The optimum that a file states, against the bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    /// The file states none.
    None,
    /// It is in the bracket.
    Inside,
    /// It is not, so it is wrong.
    Outside,
    /// Data were rounded on reading, so that bracket and claim are about different instances.
    NotJudged,
}

/// What holds for a group in every optimum.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GroupBounds {
    /// The label of the group.
    pub label: String,
    /// Nobody below is served; null if nothing was found.
    pub not_served_below: Option<Point>,
    /// Intervals of types that all get one contract, without their ends, from the lowest.
    pub pools: Vec<Pool>,
}

/// All types strictly between two get one contract.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Pool {
    /// Below all of them.
    pub from: Point,
    /// Above all of them.
    pub to: Point,
}

/// A type of a group.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Point {
    /// The share of the group with a lower willingness to pay.
    pub quantile: Exact,
    /// The willingness to pay.
    pub wtp: Exact,
}

/// Encloses the optimum in a bracket of at most this width, if that takes at most so many cells; with more, the
/// bracket so far is the answer.
///
/// # Errors
/// [`Error`] if a curve is known in floats only, or the width is not positive.
pub fn bracket(
    instance: &ContinuousInstance,
    width: &Rational,
    max_cells: usize,
) -> Result<Bracketed, Error> {
    if let Some(found) = by_the_mechanism(instance, width) {
        return Ok(found);
    }
    let (bracket, reached) = match bounds::bracket(instance, width, max_cells) {
        Ok(bracket) => (bracket, true),
        Err(Error::NotReached(bracket)) => (*bracket, false),
        Err(error) => return Err(error),
    };
    let ends = instance.optimum.as_ref().map(Optimum::ends);
    Ok(Bracketed {
        name: instance.name.clone(),
        lower: bracket.lower().into(),
        upper: bracket.upper().into(),
        width: Exact(bracket.upper() - bracket.lower()),
        cells: bracket.n_cells,
        reached,
        claim: claim(instance, bracket.lower(), bracket.upper()),
        claim_low: ends.map(|(low, _)| low).into(),
        claim_high: ends.map(|(_, high)| high).into(),
        groups: bracket.groups.iter().map(GroupBounds::new).collect(),
        notes: notes(instance, None),
    })
}

/// The value of the optimal mechanism as a bracket: by far the faster way where a distribution has only a density.
fn by_the_mechanism(instance: &ContinuousInstance, width: &Rational) -> Option<Bracketed> {
    let has_density = |piece: &Piece| matches!(piece.wtp, Curve::Quantile(_));
    let is_dense = instance.groups.iter().flat_map(|group| &group.pieces).any(has_density);
    if !is_dense && instance.of_plain_supply().is_ok() {
        return None;
    }
    let mut relative = Rational::ONE / Rational::from(1_000_000);
    // The width is of the value itself, and the first answer says how large that is.
    for _ in 0..3 {
        let answer = continuum::optimum(instance, &relative).ok()?;
        let value = &answer.totals.value;
        if value.width() <= *width {
            return Some(Bracketed::of_answer(instance, &answer));
        }
        relative = &relative * width / (value.width() * Rational::from(4));
    }
    None
}

fn claim(instance: &ContinuousInstance, lower: &Rational, upper: &Rational) -> Claim {
    match instance.optimum.as_ref().map(Optimum::ends) {
        None => Claim::None,
        Some(_) if bounds::is_rounded(instance) => Claim::NotJudged,
        Some((low, high)) if low <= upper && lower <= high => Claim::Inside,
        Some(_) => Claim::Outside,
    }
}

impl Bracketed {
    fn of_answer(instance: &ContinuousInstance, answer: &Answer) -> Self {
        let Interval(value) = Interval::new(&answer.totals.value);
        let ends = instance.optimum.as_ref().map(Optimum::ends);
        let point = |quantile: &Rational, wtp: &Rational| Point {
            quantile: quantile.into(),
            wtp: wtp.into(),
        };
        let group = |group: &GroupAnswer| {
            let short =
                |ends: &(Between, Between)| (Interval::new(&ends.0).0, Interval::new(&ends.1).0);
            let sure = |segment: &&Segment| segment.unique == Some(true);
            let not_served =
                group.segments.first().filter(|s| s.kind == Kind::NotServed).filter(sure);
            let pools = group.segments.iter().filter(|s| {
                matches!(s.kind, Kind::Lottery | Kind::SameForAll) && s.unique == Some(true)
            });
            GroupBounds {
                label: group.label.clone(),
                not_served_below: not_served
                    .map(|segment| point(&short(&segment.share).1.low, &short(&segment.wtp).1.low)),
                pools: pools
                    .map(|segment| {
                        let (share, wtp) = (short(&segment.share), short(&segment.wtp));
                        Pool {
                            from: point(&share.0.high, &wtp.0.high),
                            to: point(&share.1.low, &wtp.1.low),
                        }
                    })
                    .collect(),
            }
        };
        Self {
            name: instance.name.clone(),
            width: Exact(value.width()),
            cells: 0,
            reached: true,
            claim: claim(instance, &value.low, &value.high),
            claim_low: ends.map(|(low, _)| low).into(),
            claim_high: ends.map(|(_, high)| high).into(),
            groups: answer.groups.iter().map(group).collect(),
            notes: notes(instance, None),
            lower: Exact(value.low),
            upper: Exact(value.high),
        }
    }

    /// The width as a double, for display.
    pub fn width_approx(&self) -> f64 {
        approx(&self.width.0)
    }
}

impl GroupBounds {
    fn new(group: &GroupStructure) -> Self {
        let pool = |(from, to): &(Place, Place)| Pool { from: from.into(), to: to.into() };
        Self {
            label: group.label.clone(),
            not_served_below: group.not_served_below.as_ref().map(Point::from),
            pools: group.pools.iter().map(pool).collect(),
        }
    }
}

impl From<&Place> for Point {
    fn from(place: &Place) -> Self {
        Self { quantile: (&place.quantile).into(), wtp: (&place.wtp).into() }
    }
}
