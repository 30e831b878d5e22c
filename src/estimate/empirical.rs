//! Amounts as they are: exact shares of each, or a histogram.

use ironproof_number::rational::Rational;

use super::data::Answer;
use super::error::{Fault, Rule};
use super::groups::Group;
use super::shape::Shape;

/// The bins of a histogram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bins {
    /// This many, of equal width, from 0 to the largest amount of the group.
    Equal(usize),
    /// Between these knots.
    Knots(Vec<Rational>),
}

/// Each amount with its exact share of the group.
pub(crate) fn atoms(group: &Group) -> Result<Shape, Fault> {
    let total = group.weight();
    let mut sorted = amounts(group)?;
    sorted.sort_by(|a, b| a.low.cmp(&b.low));
    let share = |equal: &[&Answer]| {
        equal.iter().fold(Rational::ZERO, |sum, answer| sum + answer.mass()) / &total
    };
    let equal = sorted.chunk_by(|a, b| a.low == b.low);
    Ok(Shape::Atoms(equal.map(|equal| (equal[0].low.clone(), share(equal))).collect()))
}

/// Exact shares between knots; with `spike`, those who say 0 stand at 0.
pub(crate) fn histogram(group: &Group, bins: &Bins, spike: bool) -> Result<Shape, Fault> {
    let amounts = amounts(group)?;
    let zero = Rational::ZERO;
    let largest = amounts.iter().map(|answer| &answer.low).max().cloned().unwrap_or(zero.clone());
    if largest.is_zero() {
        return Ok(Shape::Atoms(vec![(zero, Rational::ONE)]));
    }
    let mut knots = match bins {
        Bins::Equal(n) => {
            let step = &largest / Rational::from(*n);
            (0..=*n).map(|k| &step * Rational::from(k)).collect()
        }
        Bins::Knots(knots) => knots.clone(),
    };
    if spike && knots.first().is_some_and(Rational::is_zero) {
        knots.insert(0, zero);
    }
    let total = group.weight();
    let mut shares = vec![Rational::ZERO; knots.len().saturating_sub(1)];
    for answer in amounts {
        let wtp = &answer.low;
        let bin = (0..shares.len()).find(|bin| {
            let (from, to) = (&knots[*bin], &knots[bin + 1]);
            let is_last = bin + 1 == shares.len();
            from <= wtp && (wtp < to || (from == to && wtp == to) || (is_last && wtp == to))
        });
        let Some(bin) = bin else {
            let text = format!(
                "{} is outside of the bins; choose other --knots",
                ironproof_number::rational::Readable(wtp)
            );
            return Err(Rule::Flag(text).on(answer.line));
        };
        shares[bin] += answer.mass() / &total;
    }
    Ok(Shape::Histogram { knots, shares })
}

fn amounts(group: &Group) -> Result<Vec<&Answer>, Fault> {
    match group.answers.iter().find(|answer| !answer.is_amount()) {
        Some(answer) => {
            let what = "the answer is an interval, and this estimator takes amounts";
            Err(Rule::NotForEstimator { what, remedy: "turnbull" }.on(answer.line))
        }
        None => Ok(group.answers.iter().collect()),
    }
}
