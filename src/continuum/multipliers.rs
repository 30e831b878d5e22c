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
use std::rc::Rc;

use ironproof_curves::Between;
use ironproof_instance::{ContinuousInstance, Polynomial};
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::attempt::Problem;
use super::constraint::{Constraint, tilts};
use super::offer::Offer;
use super::{Answer, Error};

/// How often a first guess is doubled.
const MOST_DOUBLINGS: usize = 48;
/// How often an interval is cut.
const MOST_CUTS: usize = 120;
/// How often the step around a root is widened.
const MOST_STEPS: usize = 24;
/// By how many bits a hull is less precise than multipliers.
const COARSE_BITS: usize = 16;
/// A guess is moved on by 2 to this power, relative to the interval.
const NUDGE_BITS: usize = 14;
/// A slack that changes by this share over a last step jumps.
const JUMP_BITS: usize = 12;

/// A search with one precision.
pub(crate) struct Search<'a> {
    problem: &'a Problem<'a>,
    constraints: &'a [Constraint<'a>],
    width: Rational,
    /// A root is looked for up to 2 to this power, relative to the root.
    root_bits: usize,
    /// The last root of each constraint, near which the next one is looked for.
    last: RefCell<Vec<Option<Rational>>>,
    /// Answers at multipliers.
    known: RefCell<Vec<(Vec<Between>, Rc<Answer>)>>,
}

/// The slack of a constraint, and the multipliers of those behind it.
struct Found {
    slack: Between,
    rest: Vec<Between>,
}

/// A multiplier with its slack, whose sign is certain.
#[derive(Clone)]
struct End {
    at: Rational,
    slack: Rational,
}

impl<'a> Search<'a> {
    /// `bits`: about how many bits of a multiplier are wanted. `guesses`: a multiplier of each constraint, where one is
    /// known.
    pub(crate) fn new(
        problem: &'a Problem<'a>,
        constraints: &'a [Constraint<'a>],
        bits: usize,
        guesses: Vec<Option<Rational>>,
    ) -> Self {
        let width = Rational::from_parts(IBig::ONE, UBig::ONE << bits);
        let (last, known) = (RefCell::new(guesses), RefCell::default());
        Search { problem, constraints, width, root_bits: bits + 24, last, known }
    }

    /// Optimal multipliers, one for each constraint.
    pub(crate) fn multipliers(&self) -> Result<Vec<Between>, Error> {
        self.rest(&[])
    }

    /// The multipliers behind those of a box, optimal for each place in the box.
    fn rest(&self, before: &[Between]) -> Result<Vec<Between>, Error> {
        if before.len() == self.constraints.len() {
            return Ok(Vec::new());
        }
        let at_zero = self.at(before, &Between::zero())?;
        let with = |own: Between, rest: Vec<Between>| {
            let mut all = vec![own];
            all.extend(rest);
            all
        };
        if at_zero.slack.low >= Rational::ZERO {
            return Ok(with(Between::zero(), at_zero.rest));
        }
        let own = if at_zero.slack.is_negative() {
            self.root(before, at_zero.slack.high)?
        } else {
            let above = |step: &Rational| self.is_satisfied(before, step);
            let high = self.widened(&self.smallest(&Rational::ONE), above);
            Between { low: Rational::ZERO, high: high.ok_or_else(|| self.endless(before))?? }
        };
        self.last.borrow_mut()[before.len()] = Some(own.middle());
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
        let answer = self.answer(&all)?;
        Ok(Found { slack: self.constraints[before.len()].slack(&answer.groups), rest })
    }

    fn answer(&self, multipliers: &[Between]) -> Result<Rc<Answer>, Error> {
        let known = |(at, _): &&(Vec<Between>, _)| at == multipliers;
        if let Some((_, answer)) = self.known.borrow().iter().find(known) {
            return Ok(Rc::clone(answer));
        }
        let n = self.problem.instance.groups.len();
        let tilts = tilts(self.constraints, multipliers, n);
        // A hull is not proved nearer to its ends than multipliers are known.
        let unknown = multipliers.iter().map(Between::width).max().unwrap_or_default();
        let coarse = unknown * Rational::from(1_u64 << COARSE_BITS);
        let width = coarse.clamp(self.width.clone(), Rational::ONE);
        let answer = Rc::new(self.problem.attempt(&width, 0, &tilts)?.0);
        self.known.borrow_mut().push((multipliers.to_vec(), Rc::clone(&answer)));
        Ok(answer)
    }

    fn is_satisfied(&self, before: &[Between], own: &Rational) -> Result<bool, Error> {
        let found = self.at(before, &Between::exactly(own.clone()))?;
        Ok(found.slack.is_positive())
    }

    /// Where the slack rises through zero; `at_zero`: what it is at 0.
    fn root(&self, before: &[Between], at_zero: Rational) -> Result<Between, Error> {
        let mut low = End { at: Rational::ZERO, slack: at_zero };
        let mut found = None;
        let mut guess = self.last.borrow()[before.len()].clone().unwrap_or(Rational::ONE);
        for doubling in 0..MOST_DOUBLINGS {
            let here = self.at(before, &Between::exactly(guess.clone()))?;
            if here.slack.is_positive() {
                found = Some(End { at: guess, slack: here.slack.low });
                break;
            }
            if here.slack.is_zero() {
                return Ok(Between::exactly(guess));
            }
            if here.slack.is_negative() {
                low = End { at: guess.clone(), slack: here.slack.high };
            }
            if doubling % 6 == 0 {
                let mut all = before.to_vec();
                all.push(Between::exactly(guess.clone()));
                all.extend(here.rest);
                self.contradict(&all)?;
            }
            guess *= Rational::from(if doubling < 4 { 2 } else { 16 });
        }
        let high = found.ok_or_else(|| self.endless(before))?;
        self.between(before, low, high)
    }

    /// Where the slack rises through zero between two multipliers.
    fn between(&self, before: &[Between], mut low: End, mut high: End) -> Result<Between, Error> {
        let first = &high.slack - &low.slack;
        let mut width_before = None;
        for cut in 0..MOST_CUTS {
            let width = &high.at - &low.at;
            if width <= self.smallest(&high.at) {
                break;
            }
            // The chord, moved on to each side in turn, so that the root lies between two near places. Where that does
            // not help, as at a jump, the interval is halved.
            let is_slow = |before: &Rational| &width * Rational::from(16) > *before;
            let nudge = &width / Rational::from(1_u64 << NUDGE_BITS);
            let chord = &low.at - &low.slack * &width / (&high.slack - &low.slack);
            let at = match cut % 3 {
                2 if width_before.as_ref().is_some_and(is_slow) => {
                    (&low.at + &high.at) / Rational::from(2)
                }
                1 => chord + &nudge,
                _ => chord - &nudge,
            };
            if cut % 3 == 0 {
                width_before = Some(width);
            }
            // A short number: where slacks are exact, the root is often one.
            let at = at.clamp(&low.at + &nudge, &high.at - &nudge);
            let at = simplest(&(&at - &nudge), &(&at + &nudge));
            let here = self.at(before, &Between::exactly(at.clone()))?;
            if here.slack.is_zero() {
                return Ok(Between::exactly(at));
            } else if here.slack.is_negative() {
                low = End { at, slack: here.slack.high };
            } else if here.slack.is_positive() {
                high = End { at, slack: here.slack.low };
            } else {
                return self.around(before, (&low, &high), &at, &here.slack);
            }
        }
        if &high.slack - &low.slack > first / Rational::from(1_u64 << JUMP_BITS) {
            return Err(self.mixed(before, &low, &high)?);
        }
        Ok(Between { low: low.at, high: high.at })
    }

    /// Places on both sides of one where the slack is not told from zero.
    fn around(
        &self,
        before: &[Between],
        (low, high): (&End, &End),
        at: &Rational,
        slack: &Between,
    ) -> Result<Between, Error> {
        let slope = (&high.slack - &low.slack) / (&high.at - &low.at);
        let step = (slack.width() / slope).max(self.smallest(at));
        let below = self.widened(&step, |step| {
            let at = at - step;
            Ok(at <= low.at || self.at(before, &Between::exactly(at))?.slack.is_negative())
        });
        let above = self.widened(&step, |step| {
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

    /// The first step that is enough.
    fn widened(
        &self,
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

    /// The smallest step near a multiplier.
    fn smallest(&self, at: &Rational) -> Rational {
        at / Rational::from_parts(IBig::ONE << self.root_bits, UBig::ONE)
    }

    fn endless(&self, before: &[Between]) -> Error {
        Error::Endless { constraint: self.constraints[before.len()].label.clone() }
    }

    /// The value under the constraints, where the slack jumps: D is convex, and falls up to there.
    fn mixed(&self, before: &[Between], low: &End, high: &End) -> Result<Error, Error> {
        let mut all = before.to_vec();
        all.push(Between::of(low.at.clone(), high.at.clone()));
        let label = self.constraints[before.len()].label.clone();
        let at = |own: &End| -> Result<Between, Error> {
            let own = Between::exactly(own.at.clone());
            let mut all = before.to_vec();
            all.push(own.clone());
            all.extend(self.rest(&all)?);
            let answer = self.answer(&all)?;
            Ok(self.dual(&answer, &all))
        };
        let (left, right) = (at(low)?, at(high)?);
        let fall = -&low.slack * (&high.at - &low.at);
        let (low, high) = (&left.low - fall, left.high.min(right.high));
        Ok(Error::Mixed { constraint: label, low, high })
    }

    /// D: the optimum with multipliers, less what they take from it.
    pub(crate) fn dual(&self, answer: &Answer, multipliers: &[Between]) -> Between {
        let constants = self.constraints.iter().zip(multipliers);
        constants.fold(answer.totals.value.clone(), |value, (constraint, multiplier)| {
            &value - &constraint.constant(multiplier)
        })
    }

    /// Whether the constraints contradict each other: with all values and costs 0 every mechanism is worth 0, and if D is
    /// below 0 then there is none.
    fn contradict(&self, multipliers: &[Between]) -> Result<(), Error> {
        let instance = worthless(self.problem.instance);
        let offers: Vec<Offer> = self.problem.offers.iter().map(Offer::for_free).collect();
        let problem = Problem { memory: self.problem.memory, instance: &instance, offers: &offers };
        let middles: Vec<Rational> = multipliers.iter().map(Between::middle).collect();
        let mut exact: Vec<Between> = middles.iter().cloned().map(Between::exactly).collect();
        exact.resize(self.constraints.len(), Between::zero());
        let tilts = tilts(self.constraints, &exact, instance.groups.len());
        let (answer, _) = problem.attempt(&self.width, 0, &tilts)?;
        if self.dual(&answer, &exact).is_negative() {
            return Err(Error::Infeasible { multipliers: middles });
        }
        Ok(())
    }
}

/// The instance with nothing of any worth.
fn worthless(instance: &ContinuousInstance) -> ContinuousInstance {
    let mut instance = instance.clone();
    instance.alpha = Rational::ZERO;
    for piece in instance.groups.iter_mut().flat_map(|group| &mut group.pieces) {
        let nothing =
            || ironproof_instance::Weight::Polynomial(Polynomial::constant(Rational::ZERO));
        (piece.weight, piece.external) = (nothing(), nothing());
    }
    instance
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
