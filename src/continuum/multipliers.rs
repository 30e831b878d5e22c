//! Multipliers of the side constraints with which the optimum satisfies them.
//!
//! The optimum D(eta) of the objective with eta (sum of x - b) added is convex in eta >= 0, and its slope is what the
//! constraint is satisfied by. The smallest D is the optimum under the constraints. So an optimal eta is where that
//! *slack* rises through zero, or 0 if it is not negative there.
//!
//! With several constraints, the smallest D over all later ones is convex in the first, and its slope is the slack of
//! the first. So each constraint is searched with the later ones at their own smallest D. All this is done for a box of
//! the earlier ones at once: what is found holds for each place in it.

use std::cell::RefCell;

use ironproof_curves::Between;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::Error;
use super::lagrangian::Lagrangian;
use super::root::{Bracket, Sample};

/// How often a first guess is doubled.
const MOST_DOUBLINGS: usize = 48;
/// How often an interval is cut.
const MOST_CUTS: usize = 120;
/// How often a place near an earlier root is tried.
const MOST_NEAR_STEPS: usize = 5;
/// How often the step around a root is widened.
const MOST_STEPS: usize = 14;
/// A guess is rounded by at most 2 to this power, relative to the interval.
const ROOM_BITS: usize = 20;
/// A slack that changes by this share of what it changes first, over a narrow interval, jumps.
const JUMP_BITS: usize = 8;
/// How narrow that is, relative to the multiplier or to where it was looked for.
const NARROW_BITS: usize = 30;

/// A search for the multipliers of some constraints; those of the others are 0.
struct Search<'a> {
    lagrangian: &'a Lagrangian<'a>,
    /// The places of these constraints.
    active: Vec<usize>,
    /// A root is looked for up to 2 to this power, relative to the root.
    root_bits: usize,
    /// Of each constraint a root that was found, near which the next one is looked for.
    last: RefCell<Vec<Option<Root>>>,
}

/// A root that was found.
#[derive(Clone)]
struct Root {
    at: Between,
    /// Whether it is the root of the same problem, with fewer digits.
    is_sharp: bool,
}

/// The slack of a constraint, and the multipliers of those behind it.
struct Found {
    slack: Between,
    rest: Vec<Between>,
}

/// Optimal multipliers, one for each constraint, up to 2 to the power of -`bits`, relative to their size; `near`: where
/// they were found before, if they were.
///
/// One constraint after the other is taken in, until the optimum with these satisfies all.
pub(crate) fn multipliers(
    lagrangian: &Lagrangian<'_>,
    bits: usize,
    near: &[Between],
) -> Result<Vec<Between>, Error> {
    let n = lagrangian.constraints.len();
    let is_known = |s: &usize| near.get(*s).is_some_and(|near| !near.is_zero());
    let root = |s: usize| {
        let at = near.get(s).filter(|near| !near.is_zero())?.clone();
        Some(Root { at, is_sharp: true })
    };
    let last = (0..n).map(root).collect();
    let active = (0..n).filter(is_known).collect();
    let mut search = Search { lagrangian, active, root_bits: bits, last: RefCell::new(last) };
    loop {
        let found = search.rest(&[])?;
        let all = search.spread(&found);
        let mut worst: Option<(Rational, usize)> = None;
        for s in (0..n).filter(|s| !search.active.contains(s)) {
            let slack = lagrangian.slack(s, &all)?;
            let share = lagrangian.constraints[s].relative(&slack.low);
            let is_worse = worst.as_ref().is_none_or(|(worst, _)| share < *worst);
            if slack.low < Rational::ZERO && is_worse {
                worst = Some((share, s));
            }
        }
        let Some((_, s)) = worst else { return Ok(all) };
        search.active.push(s);
        search.last.borrow_mut().fill(None);
    }
}

/// A multiplier with its slack, if the sign of that is certain: the end that is nearer to zero.
fn signed(at: Rational, slack: &Between) -> Option<Sample> {
    if slack.is_negative() {
        Some(Sample { at, value: slack.high.clone() })
    } else if slack.is_positive() {
        Some(Sample { at, value: slack.low.clone() })
    } else {
        None
    }
}

impl Search<'_> {
    /// The multipliers of all constraints, with those of the active ones.
    fn spread(&self, found: &[Between]) -> Vec<Between> {
        let mut all = vec![Between::zero(); self.lagrangian.constraints.len()];
        for (s, multiplier) in self.active.iter().zip(found) {
            all[*s].clone_from(multiplier);
        }
        all
    }

    /// The multipliers behind those of a box, optimal for each place in the box.
    fn rest(&self, before: &[Between]) -> Result<Vec<Between>, Error> {
        if before.len() == self.active.len() {
            return Ok(Vec::new());
        }
        let with = |own: Between, rest: Vec<Between>| {
            let mut all = vec![own];
            all.extend(rest);
            all
        };
        let own = if let Some(near) = self.near(before)? {
            near
        } else {
            let at_zero = self.at(before, &Between::zero())?;
            if at_zero.slack.low >= Rational::ZERO {
                self.last.borrow_mut()[self.active[before.len()]] = None;
                return Ok(with(Between::zero(), at_zero.rest));
            }
            if at_zero.slack.is_negative() {
                self.root(before, at_zero.slack.high)?
            } else {
                let above = |step: &Rational| self.is_satisfied(before, step);
                let high = widened(&self.smallest(&Rational::ONE), above);
                Between { low: Rational::ZERO, high: high.ok_or_else(|| self.endless(before))?? }
            }
        };
        self.last.borrow_mut()[self.active[before.len()]] =
            Some(Root { at: own.clone(), is_sharp: false });
        let mut box_ = before.to_vec();
        box_.push(own.clone());
        let rest = self.rest(&box_)?;
        Ok(with(own, rest))
    }

    /// The slack at a multiplier, with those behind it at their best.
    fn at(&self, before: &[Between], own: &Between) -> Result<Found, Error> {
        let mut all = before.to_vec();
        all.push(own.clone());
        let rest = self.rest(&all)?;
        all.extend_from_slice(&rest);
        let slack = self.lagrangian.slack(self.active[before.len()], &self.spread(&all))?;
        Ok(Found { slack, rest })
    }

    fn is_satisfied(&self, before: &[Between], own: &Rational) -> Result<bool, Error> {
        let found = self.at(before, &Between::exactly(own.clone()))?;
        Ok(found.slack.is_positive())
    }

    /// Where the slack rises through zero, if that is near the last root.
    fn near(&self, before: &[Between]) -> Result<Option<Between>, Error> {
        let Some(last) = self.last.borrow()[self.active[before.len()]].clone() else {
            return Ok(None);
        };
        let middle = last.at.middle();
        let (mut step, growth) = if last.is_sharp {
            ((last.at.width() + self.smallest(&middle)) * Rational::from(2), 64)
        } else {
            (&middle / Rational::from(16), 4)
        };
        let (mut low, mut high) = (None, None);
        let mut at = middle.clone();
        for _ in 0..MOST_NEAR_STEPS {
            let here = self.at(before, &Between::exactly(at.clone()))?;
            if here.slack.is_zero() {
                return Ok(Some(Between::exactly(at)));
            }
            match signed(at.clone(), &here.slack) {
                Some(sample) if sample.value < Rational::ZERO => low = Some(sample),
                Some(sample) => high = Some(sample),
                None => {}
            }
            match (&low, &high) {
                (Some(low), Some(high)) => {
                    return self.between(before, low.clone(), high.clone()).map(Some);
                }
                (None, _) => at = &at - &step,
                (_, None) => at = &at + &step,
            }
            if at <= Rational::ZERO {
                return Ok(None);
            }
            step *= Rational::from(growth);
        }
        Ok(None)
    }

    /// Where the slack rises through zero; `at_zero`: what it is at 0.
    fn root(&self, before: &[Between], at_zero: Rational) -> Result<Between, Error> {
        let mut low = Sample { at: Rational::ZERO, value: at_zero };
        let mut found = None;
        let mut guess = Rational::ONE;
        for doubling in 0..MOST_DOUBLINGS {
            let here = self.at(before, &Between::exactly(guess.clone()))?;
            if here.slack.is_positive() {
                found = Some(Sample { at: guess, value: here.slack.low });
                break;
            }
            if here.slack.is_zero() {
                return Ok(Between::exactly(guess));
            }
            if here.slack.is_negative() {
                low = Sample { at: guess.clone(), value: here.slack.high };
            }
            if doubling % 6 == 0 {
                let mut all = before.to_vec();
                all.push(Between::exactly(guess.clone()));
                all.extend(here.rest);
                self.lagrangian.contradict(&self.spread(&all))?;
            }
            guess *= Rational::from(if doubling < 4 { 2 } else { 16 });
        }
        let high = found.ok_or_else(|| self.endless(before))?;
        self.between(before, low, high)
    }

    /// Where the slack rises through zero between two multipliers.
    fn between(&self, before: &[Between], low: Sample, high: Sample) -> Result<Between, Error> {
        let (first, first_width) = (&high.value - &low.value, &high.at - &low.at);
        let mut bracket = Bracket::new(low, high);
        for _ in 0..MOST_CUTS {
            let (low, high) = bracket.ends();
            let smallest = self.smallest(&high.at);
            let width = bracket.width();
            let is_jump = &high.value - &low.value > &first / Rational::from(1_u64 << JUMP_BITS);
            let scale = (&high.at).max(&first_width);
            let is_narrow = width <= scale / Rational::from(1_u64 << NARROW_BITS);
            if is_jump && is_narrow {
                return Err(self.mixed(before, low, high)?);
            }
            if width <= smallest {
                return Ok(Between { low: low.at.clone(), high: high.at.clone() });
            }
            // A short number: where slacks are exact, the root is often one.
            let at = bracket.next(&(smallest / Rational::from(4)));
            let room = &width / Rational::from(1_u64 << ROOM_BITS);
            let room = room.min((&at - &low.at).min(&high.at - &at) / Rational::from(2));
            let at = simplest(&(&at - &room), &(&at + &room));
            let here = match self.at(before, &Between::exactly(at.clone())) {
                // Next to a jump hulls are hard to tell.
                Err(Error::Undecided { .. } | Error::DoesNotAddUp) if is_jump => {
                    return Err(self.mixed(before, low, high)?);
                }
                here => here?,
            };
            if here.slack.is_zero() {
                return Ok(Between::exactly(at));
            }
            match signed(at.clone(), &here.slack) {
                Some(sample) => bracket.put(sample),
                None => return self.around(before, (low, high), &at, &here.slack),
            }
        }
        Err(self.endless(before))
    }

    /// Places on both sides of one where the slack is not told from zero.
    fn around(
        &self,
        before: &[Between],
        (low, high): (&Sample, &Sample),
        at: &Rational,
        slack: &Between,
    ) -> Result<Between, Error> {
        let slope = (&high.value - &low.value) / (&high.at - &low.at);
        let step = (slack.width() / slope).max(self.smallest(at));
        let below = widened(&step, |step| {
            let at = at - step;
            Ok(at <= low.at || self.at(before, &Between::exactly(at))?.slack.is_negative())
        });
        let above = widened(&step, |step| {
            let at = at + step;
            Ok(at >= high.at || self.is_satisfied(before, &at)?)
        });
        match (below, above) {
            (Some(below), Some(above)) => Ok(Between {
                low: (at - below?).max(low.at.clone()),
                high: (at + above?).min(high.at.clone()),
            }),
            _ => Err(self.endless(before)),
        }
    }

    /// The smallest step near a multiplier.
    fn smallest(&self, at: &Rational) -> Rational {
        at / Rational::from_parts(IBig::ONE << self.root_bits, UBig::ONE)
    }

    /// What the constraint is called whose multiplier comes next.
    fn label(&self, before: &[Between]) -> String {
        self.lagrangian.constraints[self.active[before.len()]].label.clone()
    }

    fn endless(&self, before: &[Between]) -> Error {
        Error::Endless { constraint: self.label(before) }
    }

    /// Two mechanisms are mixed where the slack jumps. Their value is known if this is the only constraint that matters: D
    /// is convex, and falls up to there.
    fn mixed(&self, before: &[Between], low: &Sample, high: &Sample) -> Result<Error, Error> {
        let constraint = self.label(before);
        let (mut ends, mut is_alone) = (Vec::new(), self.active.len() == 1);
        for own in [low, high] {
            let all = self.spread(&[Between::exactly(own.at.clone())]);
            for s in (0..all.len()).filter(|s| is_alone && *s != self.active[0]).collect::<Vec<_>>()
            {
                is_alone &= self.lagrangian.slack(s, &all)?.low >= Rational::ZERO;
            }
            if !is_alone {
                return Ok(Error::Mixed { constraint, value: None });
            }
            ends.push(self.lagrangian.dual(&*self.lagrangian.answer(&all)?, &all));
        }
        let fall = -&low.value * (&high.at - &low.at);
        let most = (&ends[0].high).min(&ends[1].high).clone();
        let value = Between { low: &ends[0].low - fall, high: most };
        Ok(Error::Mixed { constraint, value: Some(Box::new(value)) })
    }
}

/// The first step that is enough.
fn widened(
    step: &Rational,
    mut is_enough: impl FnMut(&Rational) -> Result<bool, Error>,
) -> Option<Result<Rational, Error>> {
    let mut step = step.clone();
    for _ in 0..MOST_STEPS {
        match is_enough(&step) {
            Ok(true) => return Some(Ok(step)),
            Ok(false) => step *= Rational::from(16),
            Err(error) => return Some(Err(error)),
        }
    }
    None
}

/// The fraction with the smallest denominator between two numbers.
fn simplest(low: &Rational, high: &Rational) -> Rational {
    let floor = Rational::from(low.floor());
    if floor == *low {
        return floor;
    }
    let next = &floor + Rational::ONE;
    if next <= *high {
        return next;
    }
    let inverse = |x: &Rational| Rational::ONE / (x - &floor);
    &floor + Rational::ONE / simplest(&inverse(high), &inverse(low))
}
