//! What a reader of an optimum should know about the data that it is made of: each remark once, and only if it is true.

use std::fmt;

use ironproof_continuum::{Answer, Kind, Segment};
use ironproof_curves::{Between, Precision, psi};
use ironproof_instance::{ContinuousGroup, ContinuousInstance, Curve, Note, Weight};
use ironproof_number::rational::{Rational, Readable, round_decimal, to_decimal};

use super::places::wtp_of;
use super::trend::Trend;
use super::weights::weight;

/// Bits that are enough to see where weights rise.
const BITS: usize = 160;
/// Decimals of a willingness to pay in a remark.
const DIGITS: usize = 6;
/// Most decimals of a sum that is nearly one.
const MOST_DIGITS: usize = 40;

/// A remark about the data.
#[derive(Clone, Debug, PartialEq)]
pub enum Remark {
    /// The masses of the groups do not sum to one.
    Masses(Rational),
    /// There are at least as many objects as agents, so that nobody has to go without.
    Enough {
        /// The mass of objects of positive quality.
        objects: Rational,
        /// The mass of the agents.
        agents: Rational,
    },
    /// Weights rise with willingness to pay.
    WeightsRise {
        /// The label of the group.
        label: String,
        /// Where: intervals of willingness to pay.
        wtp: Vec<(Between, Between)>,
    },
    /// The optimum turns at a place that the data only assume.
    AtKnot {
        /// The label of the group.
        label: String,
        /// What begins or ends there.
        kind: Kind,
        /// Whether it begins there.
        is_start: bool,
        /// Willingness to pay there.
        wtp: Rational,
        /// Which place it is.
        knot: Knot,
    },
}

/// A place where the distribution of willingness to pay is assumed to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knot {
    /// Two pieces with a uniform density meet, as the bins of a histogram.
    Bin,
    /// A tail was cut off.
    Truncation,
}

/// The remarks about the data of an instance.
pub fn about_data(instance: &ContinuousInstance) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let agents = instance.groups.iter().fold(Rational::ZERO, |sum, group| sum + &group.mass);
    if !agents.is_one() {
        remarks.push(Remark::Masses(agents.clone()));
    }
    let quality = &instance.quality;
    let is_object = |curve: &Curve| curve.as_constant().is_none_or(|level| !level.is_zero());
    let share =
        |pieces: &mut dyn Iterator<Item = Rational>| pieces.fold(Rational::ZERO, |a, b| a + b);
    let mut widths = quality
        .pieces
        .iter()
        .filter(|piece| is_object(&piece.curve))
        .map(|piece| &piece.to - &piece.from);
    let objects = share(&mut widths) * &quality.mass;
    // As many objects as agents are no abundance if they differ: then the better ones are scarce.
    let is_one_level = quality.pieces.iter().filter(|piece| is_object(&piece.curve)).count() == 1
        && quality.pieces.iter().all(|piece| piece.curve.as_constant().is_some());
    if objects > agents || (objects == agents && is_one_level) {
        remarks.push(Remark::Enough { objects, agents });
    }
    let precision = Precision::new(BITS);
    for group in instance.groups.iter().filter(|group| !has_falling_constants(group)) {
        // What cannot be enclosed is an error of its own.
        let Ok(psi) = psi(group, &instance.alpha, &precision) else { continue };
        let trends = weight(&psi, group);
        let rises = trends.runs.iter().filter(|run| run.trend == Trend::Rises);
        let places: Vec<_> = rises.map(|run| wtp_of(&psi, &run.from, &run.to)).collect();
        if !places.is_empty() {
            remarks.push(Remark::WeightsRise { label: group.label.clone(), wtp: places });
        }
    }
    remarks
}

/// Whether weights are plain numbers that do not rise: the usual case, for which no curve is needed.
/// A number that is not one, with enough digits to see that.
fn not_one(sum: &Rational) -> String {
    let near =
        (DIGITS..MOST_DIGITS).map(|digits| round_decimal(sum, digits)).find(|near| !near.is_one());
    near.and_then(|near| to_decimal(&near)).unwrap_or_else(|| sum.to_string())
}

fn has_falling_constants(group: &ContinuousGroup) -> bool {
    let weights = group.pieces.iter().map(|piece| match &piece.weight {
        Weight::Polynomial(polynomial) => polynomial.as_constant(),
        Weight::OfWtp(_) => None,
    });
    let weights: Option<Vec<Rational>> = weights.collect();
    weights.is_some_and(|weights| weights.is_sorted_by(|a, b| a >= b))
}

/// The remarks about the places at which an optimum turns.
pub fn about_optimum(instance: &ContinuousInstance, answer: &Answer) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = Vec::new();
    for (group, found) in instance.groups.iter().zip(&answer.groups) {
        for segment in &found.segments {
            for (is_start, (at, knot)) in turns(instance, group, segment) {
                let is_told = remarks.iter().any(|remark| {
                    matches!(remark, Remark::AtKnot { label, wtp, .. }
                        if *label == group.label && *wtp == at)
                });
                if !is_told {
                    let (label, kind) = (group.label.clone(), segment.kind);
                    remarks.push(Remark::AtKnot { label, kind, is_start, wtp: at, knot });
                }
            }
        }
    }
    remarks
}

/// The ends of a segment that are at a knot: the beginning of what is sold or given by lot, and the end of a lottery.
fn turns(
    instance: &ContinuousInstance,
    group: &ContinuousGroup,
    segment: &Segment,
) -> Vec<(bool, (Rational, Knot))> {
    let is_pool = matches!(segment.kind, Kind::Lottery | Kind::SameForAll);
    let is_told = |is_start: bool| match segment.kind {
        Kind::NotServed => false,
        Kind::Market | Kind::Free => is_start,
        Kind::Lottery | Kind::SameForAll => true,
    };
    let mut found = Vec::new();
    for is_start in [true, false] {
        let (share, wtp) = if is_start {
            (&segment.share.0, &segment.wtp.0)
        } else {
            (&segment.share.1, &segment.wtp.1)
        };
        if !is_told(is_start) {
            continue;
        }
        let bin = share.is_exact().then(|| bin_edge(group, &share.low, is_start)).flatten();
        let place = bin.map(|at| (at, Knot::Bin)).or_else(|| {
            let is_outer = if is_start { share.low.is_zero() } else { share.high.is_one() };
            let at = truncation(instance, group, wtp)?;
            // Everybody is a lottery from end to end: neither end is a finding.
            let is_whole = segment.share.0.low.is_zero() && segment.share.1.high.is_one();
            (!is_outer || (is_pool && !is_whole) || segment.kind == Kind::Market)
                .then_some((at, Knot::Truncation))
        });
        found.extend(place.map(|place| (is_start, place)));
    }
    found
}

/// Willingness to pay at a quantile where two uniform pieces meet.
fn bin_edge(group: &ContinuousGroup, t: &Rational, is_start: bool) -> Option<Rational> {
    let at = group.pieces.partition_point(|piece| piece.to < *t);
    let (left, right) = (group.pieces.get(at)?, group.pieces.get(at + 1)?);
    let line = |curve: &Curve| curve.as_polynomial().filter(|line| line.degree() == 1).cloned();
    let (a, b) = (line(&left.wtp)?, line(&right.wtp)?);
    (left.to == *t && a != b).then(|| if is_start { b.at(t) } else { a.at(t) })
}

/// The bound at which a tail was cut off, if willingness to pay is that bound.
fn truncation(
    instance: &ContinuousInstance,
    group: &ContinuousGroup,
    wtp: &Between,
) -> Option<Rational> {
    instance.notes.iter().find_map(|note| match note {
        Note::Clipped { label, bound, .. } | Note::Conditioned { label, bound, .. }
            if *label == group.label && wtp.admits(bound) =>
        {
            Some(bound.clone())
        }
        _ => None,
    })
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Masses(sum) => write!(
                f,
                "the masses of the groups sum to {}, not to 1: values and objects are in the same unit",
                not_one(sum)
            ),
            Self::Enough { objects, agents } => write!(
                f,
                "objects for everybody: {} for agents of mass {}",
                Readable(objects),
                Readable(agents)
            ),
            Self::WeightsRise { label, wtp } => {
                write!(f, "{label}: weights rise with willingness to pay, ")?;
                for (index, (from, to)) in wtp.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    let [from, to] = [from, to].map(|end| round_decimal(&end.middle(), DIGITS));
                    if from == to {
                        write!(f, "{comma}at {}", Readable(&from))?;
                    } else {
                        write!(f, "{comma}from {} to {}", Readable(&from), Readable(&to))?;
                    }
                }
                Ok(())
            }
            Self::AtKnot { label, kind, is_start, wtp, knot } => {
                let what = match kind {
                    Kind::Market => "market",
                    Kind::SameForAll | Kind::Free => "contract for all",
                    Kind::Lottery | Kind::NotServed => "lottery",
                };
                let verb = if *is_start { "begins" } else { "ends" };
                write!(f, "{label}: a {what} {verb} at {}, ", Readable(wtp))?;
                f.write_str(match knot {
                    Knot::Bin => {
                        "where two bins meet: that willingness to pay is uniform within a bin is an assumption"
                    }
                    Knot::Truncation => {
                        "where a tail is cut off: the optimum depends on where that is"
                    }
                })
            }
        }
    }
}
