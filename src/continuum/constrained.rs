//! The optimum under side constraints.
//!
//! The multipliers are known between two numbers each. The hulls are proved, and all numbers enclosed, for all
//! multipliers between these at once. So they are also right for the optimal ones.

use ironproof_curves::{Between, Tilt};
use ironproof_number::rational::Rational;

use super::attempt::{MOST_WIDTH_BITS, Problem, bits};
use super::constraint::{Constraint, tilts};
use super::lagrangian::Lagrangian;
use super::multipliers::multipliers;
use super::{Answer, Error, Segment, Totals, narrow};

/// Bits beyond those of the width, in turn: when multipliers are looked for, and for the optimum itself.
const ROUNDS: [(usize, usize); 3] = [(0, 0), (32, 24), (90, 60)];

/// Bits of a multiplier beyond those of the numbers that it is found with.
const ROOT_BITS: usize = 24;

/// The optimum under the side constraints of the instance.
pub(crate) fn optimum(problem: &Problem<'_>, width: &Rational) -> Result<Answer, Error> {
    let constraints = Constraint::all(problem.instance)?;
    let bits = bits(width)?;
    let mut near = Vec::new();
    let mut found = None;
    for (more, own) in ROUNDS {
        let bits = (bits + more).min(MOST_WIDTH_BITS);
        let lagrangian = Lagrangian::new(problem, &constraints, bits);
        let multipliers = multipliers(&lagrangian, bits + ROOT_BITS, &near)?;
        near.clone_from(&multipliers);
        let tilts = tilts(&constraints, &multipliers, problem.instance.groups.len());
        let (answer, is_open) = match problem.attempt(width, own, &tilts) {
            Ok(found) => found,
            Err(error @ (Error::Undecided { .. } | Error::DoesNotAddUp)) => {
                found = found.or(Some(Err(error)));
                continue;
            }
            Err(error) => return Err(error),
        };
        let value = lagrangian.dual(&answer, &multipliers);
        let answer = told(answer, value, &tilts, &constraints, &multipliers);
        let is_done = !is_open && narrow::is_narrow(&answer, width);
        match feasible(answer, &constraints, &multipliers) {
            Ok(answer) if is_done => return Ok(answer),
            result => found = Some(result),
        }
    }
    found.unwrap_or(Err(Error::DoesNotAddUp))
}

/// The answer without what the multipliers add to values.
fn told(
    answer: Answer,
    value: Between,
    tilts: &[Tilt],
    constraints: &[Constraint<'_>],
    multipliers: &[Between],
) -> Answer {
    let mut answer = answer;
    for (group, tilt) in answer.groups.iter_mut().zip(tilts) {
        let Totals { revenue, utility, quality, .. } = &group.totals;
        let added = &(&tilt.alpha * revenue) + &(&tilt.weight * utility);
        group.totals.value = &(&group.totals.value - &added) - &(&tilt.external * quality);
    }
    answer.totals.value = value;
    let told = constraints.iter().zip(multipliers);
    answer.constraints = told.map(|(constraint, price)| constraint.told(&answer, price)).collect();
    answer
}

/// The answer if it satisfies the constraints for certain.
///
/// With the optimal multipliers some optimum of the changed objective does. It is this one if there is no other.
fn feasible(
    answer: Answer,
    constraints: &[Constraint<'_>],
    multipliers: &[Between],
) -> Result<Answer, Error> {
    let mut answer = answer;
    let is_other = |segment: &Segment| segment.unique == Some(false);
    let segments = || answer.groups.iter().flat_map(|group| &group.segments);
    let has_others = segments().any(is_other);
    for (constraint, multiplier) in constraints.iter().zip(multipliers) {
        let slack = constraint.slack(&answer);
        let is_met = slack.low >= Rational::ZERO && multiplier.is_zero();
        let is_exact = slack.is_zero();
        if !(is_met || is_exact || (slack.admits(&Rational::ZERO) && !has_others)) {
            let Totals { value, .. } = answer.totals;
            let constraint = constraint.label.clone();
            return Err(Error::Mixed { constraint, value: Some(Box::new(value)) });
        }
    }
    // Other optima without the constraints need not satisfy these.
    for segment in answer.groups.iter_mut().flat_map(|group| &mut group.segments) {
        if segment.unique == Some(false) {
            segment.unique = None;
            segment.alternatives.clear();
        }
    }
    Ok(answer)
}
