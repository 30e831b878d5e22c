//! The optimum with multipliers: what they add to the objective, and what constraints are then satisfied by.
//!
//! D(eta), the optimum of the objective with eta (sum of x - b) added for each constraint, is not below the optimum under
//! the constraints, for no eta >= 0. It is convex, and its slopes are the *slacks*: what each constraint is satisfied
//! by.

use std::cell::RefCell;
use std::rc::Rc;

use ironproof_curves::Between;
use ironproof_instance::{ContinuousInstance, Polynomial, Weight};
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::attempt::Problem;
use super::constraint::{Constraint, tilts};
use super::offer::Offer;
use super::{Answer, Error};

/// By how many bits a hull is less precise than multipliers.
const COARSE_BITS: usize = 16;

/// An instance with its constraints.
pub(crate) struct Lagrangian<'a> {
    problem: &'a Problem<'a>,
    pub(crate) constraints: &'a [Constraint<'a>],
    width: Rational,
    /// Answers at multipliers.
    known: RefCell<Vec<(Vec<Between>, Rc<Answer>)>>,
}

impl<'a> Lagrangian<'a> {
    /// `bits`: those of the numbers of an answer.
    pub(crate) fn new(
        problem: &'a Problem<'a>,
        constraints: &'a [Constraint<'a>],
        bits: usize,
    ) -> Self {
        let width = Rational::from_parts(IBig::ONE, UBig::ONE << bits);
        Lagrangian { problem, constraints, width, known: RefCell::default() }
    }

    /// The optimum with multipliers, one for each constraint; its value counts what they add.
    pub(crate) fn answer(&self, multipliers: &[Between]) -> Result<Rc<Answer>, Error> {
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

    /// What a constraint is satisfied by with multipliers.
    pub(crate) fn slack(
        &self,
        constraint: usize,
        multipliers: &[Between],
    ) -> Result<Between, Error> {
        Ok(self.constraints[constraint].slack(&*self.answer(multipliers)?))
    }

    /// D: the optimum with multipliers, less what they take from it.
    pub(crate) fn dual(&self, answer: &Answer, multipliers: &[Between]) -> Between {
        let constants = self.constraints.iter().zip(multipliers);
        constants.fold(answer.totals.value.clone(), |value, (constraint, multiplier)| {
            &value - &constraint.constant(multiplier)
        })
    }

    /// An error if the constraints contradict each other with these multipliers: with all values and costs 0 every
    /// mechanism is worth 0, and if D is below 0 then there is none.
    pub(crate) fn contradict(&self, multipliers: &[Between]) -> Result<(), Error> {
        let instance = worthless(self.problem.instance);
        let offers: Vec<Offer> = self.problem.offers.iter().map(Offer::for_free).collect();
        let problem = Problem { memory: self.problem.memory, instance: &instance, offers: &offers };
        let middles: Vec<Rational> = multipliers.iter().map(Between::middle).collect();
        let exact: Vec<Between> = middles.iter().cloned().map(Between::exactly).collect();
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
        let nothing = || Weight::Polynomial(Polynomial::constant(Rational::ZERO));
        (piece.weight, piece.external) = (nothing(), nothing());
    }
    instance
}
