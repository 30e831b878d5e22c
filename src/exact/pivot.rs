//! Exact simplex from any basis, with the rule of Bland: it cannot cycle, so it ends.
//!
//! 1. If the reduced costs have right signs, dual simplex: the first violated basic variable leaves for
//!    its bound, the nonbasic one with the least ratio |z_j / alpha_j| enters, the first among equals.
//!    If none can enter, the row of the tableau is a Farkas proof.
//! 2. Otherwise, while a basic variable is violated, the same with costs zero, for which any basis has
//!    right signs.
//! 3. Then primal simplex: the first nonbasic variable that wants to move does so until the first basic
//!    one reaches a bound. If none does, the direction is an unbounded ray.
//!
//! Each pivot solves systems from scratch. This is the last rung of the ladder: sure, not fast.

use std::time::Instant;

use dashu_int::IBig;

use crate::exact::OutOfTime;
use crate::exact::basic::{Basic, Dual, Primal};
use crate::exact::form::{Form, Place};
use crate::exact::lift::Solution;
use crate::rational::Rational;

/// How the exact simplex ended.
pub(super) enum Ended {
    Optimal(Vec<Place>, Primal, Dual),
    /// Multipliers of the rows of the form.
    Infeasible(Vec<IBig>),
    /// A feasible point and the direction of all variables.
    Unbounded(Primal, Vec<IBig>),
}

/// Pivots from a basis to a proof; counts the pivots.
pub(super) fn run(
    form: &Form,
    mut places: Vec<Place>,
    deadline: Instant,
    n_pivots: &mut usize,
) -> Result<Ended, OutOfTime> {
    let zero = vec![IBig::ZERO; form.n_columns];
    let mut dual_phase = None;
    loop {
        let basic = Basic::new(form, places);
        let primal = basic.primal(deadline)?;
        let dual = basic.dual(&form.cost, deadline)?;
        if primal.violated.is_empty() {
            if dual.wanting.is_empty() {
                return Ok(Ended::Optimal(basic.places, primal, dual));
            }
            match primal_step(&basic, &primal, &dual, deadline)? {
                Step::To(next) => places = next,
                Step::Ray(direction) => return Ok(Ended::Unbounded(primal, direction)),
            }
        } else {
            // Decided once: switching costs back and forth could cycle.
            let with_costs = *dual_phase.get_or_insert(dual.wanting.is_empty());
            let dual = if with_costs { dual } else { basic.dual(&zero, deadline)? };
            match dual_step(&basic, &primal, &dual, deadline)? {
                Step::To(next) => places = next,
                Step::Ray(multipliers) => return Ok(Ended::Infeasible(multipliers)),
            }
        }
        *n_pivots += 1;
    }
}

enum Step {
    To(Vec<Place>),
    Ray(Vec<IBig>),
}

fn primal_step(
    basic: &Basic<'_>,
    primal: &Primal,
    dual: &Dual,
    deadline: Instant,
) -> Result<Step, OutOfTime> {
    let form = basic.form;
    let Some(&(entering, goes_up)) = dual.wanting.first() else {
        unreachable!("called only when a variable wants to move");
    };
    let Solution { mut numerators, .. } = basic.direction(entering, deadline)?;
    if !goes_up {
        for change in &mut numerators {
            *change = -&*change;
        }
    }
    // Steps are multiples of the direction's denominator.
    let value = |variable: usize| {
        Rational::from_parts(primal.values[variable].clone(), primal.denominator.clone())
    };
    let mut best: Option<(Rational, usize, Place)> = None;
    for (variable, change) in numerators.iter().enumerate() {
        let moves = basic.places[variable] == Place::Basic || variable == entering;
        if change.is_zero() || !moves {
            continue;
        }
        let (bound, place) = if *change < IBig::ZERO {
            (&form.lower[variable], Place::Lower)
        } else {
            (&form.upper[variable], Place::Upper)
        };
        let Some(bound) = bound else { continue };
        let length = (bound - value(variable)) / Rational::from(change.clone());
        if best.as_ref().is_none_or(|(least, _, _)| length < *least) {
            best = Some((length, variable, place));
        }
    }
    Ok(match best {
        None => Step::Ray(numerators),
        Some((_, leaving, place)) => {
            let mut places = basic.places.clone();
            places[entering] = Place::Basic;
            places[leaving] = place;
            Step::To(places)
        }
    })
}

fn dual_step(
    basic: &Basic<'_>,
    primal: &Primal,
    dual: &Dual,
    deadline: Instant,
) -> Result<Step, OutOfTime> {
    let form = basic.form;
    let Some(leaving) = primal.violated.first() else {
        unreachable!("called only when a variable is violated");
    };
    let multipliers = basic.row(leaving.variable, deadline)?;
    let mut best: Option<(Rational, usize)> = None;
    for variable in 0..form.n_variables() {
        let place = basic.places[variable];
        if place == Place::Basic || form.is_fixed(variable) {
            continue;
        }
        // d leaving / d variable, times a positive number.
        let change = match variable.checked_sub(form.n_columns) {
            Some(i) => multipliers[i].clone(),
            None => -form.columns.dot(variable, &multipliers),
        };
        if change.is_zero() {
            continue;
        }
        // Moving from its place, the variable must bring the leaving one back.
        let moves_up = (IBig::ZERO < change) != leaving.is_above;
        let can = match place {
            Place::Lower => moves_up,
            Place::Upper => !moves_up,
            _ => true,
        };
        if !can {
            continue;
        }
        let ratio = Rational::from(dual.reduced[variable].clone()) / Rational::from(change);
        let ratio = if ratio < Rational::ZERO { -ratio } else { ratio };
        if best.as_ref().is_none_or(|(least, _)| ratio < *least) {
            best = Some((ratio, variable));
        }
    }
    Ok(match best {
        None => Step::Ray(multipliers),
        Some((_, entering)) => {
            let mut places = basic.places.clone();
            places[entering] = Place::Basic;
            places[leaving.variable] = if leaving.is_above { Place::Upper } else { Place::Lower };
            Step::To(places)
        }
    })
}
