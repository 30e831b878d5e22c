//! The value of piecewise linear concave hulls: merge their slopes, best quality to the steepest.
//!
//! A block is a step of a hull that falls to the right; everything left of the summit is not served. The
//! block with mass share dx and fall w is worth w / dx per unit of quality and agent, and gets the
//! objects at the ranks that it occupies in the merged order. No rounding: a block within one piece of the
//! supply adds w times an exact mean quality, in integers; a block over several adds a rational.

use ironproof_number::{IBig, UBig};

use super::grid::{Point, Units};
use super::scaled_supply::ScaledTop;
use ironproof_curves::psi::GroupPsi;
use ironproof_curves::supply::Top;
use ironproof_number::rational::{Rational, approx};
use ironproof_number::scale::{common_denominator, extend_denominator, to_integer};

/// The value, and who gets which expected quality.
pub(super) struct Value {
    pub(super) value: Rational,
    /// Per group and step of its hull, near the mean quality that the step gets; it only guides refinement.
    pub(super) qualities: Vec<Vec<f64>>,
}

struct Block {
    group: usize,
    step: usize,
    fall: IBig,
    width: IBig,
}

/// The value of the hulls.
pub(super) fn value(
    groups: &[GroupPsi],
    tops: &[Top],
    units: &Units,
    hulls: &[Vec<Point>],
) -> Value {
    let mass_unit = common_denominator(groups.iter().map(|group| &group.mass));
    let masses: Vec<IBig> =
        groups.iter().map(|group| to_integer(&group.mass, &mass_unit)).collect();
    let base = &mass_unit * &units.quantile;
    let mut rank_unit = base.clone();
    for top in tops {
        extend_denominator(&mut rank_unit, top.end.denominator());
    }
    let rank_per_width = IBig::from(&rank_unit / &base);
    let tops: Vec<ScaledTop> = tops.iter().map(|top| ScaledTop::new(top, &rank_unit)).collect();
    let worth_unit = &units.psi * &mass_unit;

    let mut sums = vec![IBig::ZERO; tops.len()];
    let mut value = Rational::ZERO;
    let mut qualities: Vec<Vec<f64>> =
        hulls.iter().map(|hull| vec![0.0; hull.len().saturating_sub(1)]).collect();
    let (mut rank, mut at) = (IBig::ZERO, 0);
    for block in blocks(hulls) {
        let mass = &masses[block.group];
        let start = rank;
        rank = &start + &block.width * mass * &rank_per_width;
        while at < tops.len() && tops[at].end <= start {
            at += 1;
        }
        if at == tops.len() {
            break;
        }
        let worth = &block.fall * mass;
        let quality = &mut qualities[block.group][block.step];
        if rank <= tops[at].end {
            let mean = tops[at].mean(&start, &rank);
            *quality = quotient(&mean, &tops[at].mean_unit);
            sums[at] += worth * mean;
        } else {
            let mean = total_over(&tops[at..], &start, &rank)
                / Rational::from_parts(&rank - &start, rank_unit.clone());
            *quality = approx(&mean);
            value += mean * Rational::from_parts(worth, worth_unit.clone());
        }
    }
    for (top, sum) in tops.iter().zip(sums) {
        value += Rational::from_parts(sum, &worth_unit * &top.mean_unit);
    }
    Value { value, qualities }
}

/// The falling steps of all hulls, steepest first.
fn blocks(hulls: &[Vec<Point>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (group, hull) in hulls.iter().enumerate() {
        // Steepest first within a group, so that sorting meets long runs.
        for (step, ends) in hull.windows(2).enumerate().rev() {
            let fall = &ends[0].y - &ends[1].y;
            if fall > IBig::ZERO {
                blocks.push(Block { group, step, fall, width: &ends[1].x - &ends[0].x });
            }
        }
    }
    blocks.sort_by(|a, b| (&b.fall * &a.width).cmp(&(&a.fall * &b.width)));
    blocks
}

/// The sum of the qualities between two ranks that lie in different pieces.
fn total_over(tops: &[ScaledTop], start: &IBig, end: &IBig) -> Rational {
    let mut total = Rational::ZERO;
    let mut from = start.clone();
    for top in tops {
        let to = (&top.end).min(end).clone();
        if to > from {
            total += top.between(&from, &to);
            from = to;
        }
    }
    total
}

fn quotient(numerator: &IBig, denominator: &UBig) -> f64 {
    approx(&Rational::from_parts(numerator.clone(), denominator.clone()))
}
