//! Exact simplex from any basis; it ends.
//!
//! 1. Dual simplex, until no basic variable is violated: one that is leaves for its bound, the nonbasic one
//!    with the least ratio |z_j / alpha_j| enters. If none can enter, the row of the tableau is a Farkas proof.
//!    The costs are near those of the LP, such that no reduced cost has a wrong sign ([`Basic::nearby_costs`]):
//!    so a basis that is nearly optimal stays so.
//! 2. Primal simplex with the costs of the LP: a nonbasic variable that wants to move does so until the first
//!    basic one reaches a bound. If none does, the direction is an unbounded ray.
//!
//! The variable that is violated, or wants to move, most is taken. After [`PATIENCE`] pivots that left the
//! objective where it was, the first one is, and the first among equal ratios: the rule of Bland, under which
//! simplex cannot cycle, until the objective moves again.
//!
//! Each pivot solves systems from scratch. This is the last rung of the ladder: sure, not fast.

use std::cmp::Ordering;
use std::time::Instant;

use ironproof_number::ops::Abs;
use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::basic::{Basic, Dual, Primal, Violated};
use crate::form::{Form, Place};
use crate::numerators::Solution;
use ironproof_number::rational::Rational;

/// Pivots without progress before the rule of Bland.
const PATIENCE: usize = 200;

/// How the exact simplex ended.
pub(super) enum Ended {
    Optimal(Vec<Place>, Primal, Dual),
    /// Multipliers of the rows of the form.
    Infeasible(Vec<IBig>),
    /// A feasible point and the direction of all variables.
    Unbounded(Primal, Vec<IBig>),
}

/// Pivots from a basis to a proof; `None` after `max_pivots`. Counts the pivots.
pub(super) fn run(
    form: &Form,
    places: Vec<Place>,
    max_pivots: usize,
    deadline: Instant,
    n_pivots: &mut usize,
) -> Result<Option<Ended>, OutOfTime> {
    let last = n_pivots.saturating_add(max_pivots);
    let mut basic = Basic::new(form, places, deadline)?;
    let costs = basic.nearby_costs(&basic.dual(&form.cost, deadline)?);
    let mut n_idle = 0;
    let primal = loop {
        let primal = basic.primal(deadline)?;
        if primal.violated.is_empty() {
            break primal;
        }
        if last <= *n_pivots {
            return Ok(None);
        }
        let dual = basic.dual(&costs, deadline)?;
        match dual_step(&basic, &primal, &dual, PATIENCE <= n_idle, deadline)? {
            Step::To { places, moves } => {
                basic = Basic::new(form, places, deadline)?;
                n_idle = if moves { 0 } else { n_idle + 1 };
            }
            Step::Ray(multipliers) => return Ok(Some(Ended::Infeasible(multipliers))),
        }
        *n_pivots += 1;
    };
    let (mut primal, mut n_idle) = (primal, 0);
    loop {
        let dual = basic.dual(&form.cost, deadline)?;
        if dual.wanting.is_empty() {
            return Ok(Some(Ended::Optimal(basic.places, primal, dual)));
        }
        if last <= *n_pivots {
            return Ok(None);
        }
        match primal_step(&basic, &primal, &dual, PATIENCE <= n_idle, deadline)? {
            Step::To { places, moves } => {
                basic = Basic::new(form, places, deadline)?;
                n_idle = if moves { 0 } else { n_idle + 1 };
            }
            Step::Ray(direction) => return Ok(Some(Ended::Unbounded(primal, direction))),
        }
        primal = basic.primal(deadline)?;
        *n_pivots += 1;
    }
}

enum Step {
    /// The next basis, and whether the objective moves.
    To {
        places: Vec<Place>,
        moves: bool,
    },
    Ray(Vec<IBig>),
}

/// A nonnegative fraction that is not reduced: comparing costs two products, reducing would cost more.
struct Fraction {
    numerator: IBig,
    denominator: IBig,
}

impl Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

/// `|bound - value / denominator|`, times `denominator`.
fn distance(bound: &Rational, value: &IBig, denominator: &UBig) -> Fraction {
    let unit = IBig::from(bound.denominator().clone());
    let numerator = bound.numerator() * IBig::from(denominator.clone()) - value * &unit;
    Fraction { numerator: numerator.abs(), denominator: unit }
}

fn primal_step(
    basic: &Basic<'_>,
    primal: &Primal,
    dual: &Dual,
    first: bool,
    deadline: Instant,
) -> Result<Step, OutOfTime> {
    let form = basic.form;
    let size = |variable: usize| {
        let size = basic.reduced(dual, variable).abs();
        variable
            .checked_sub(form.n_columns)
            .map_or(size.clone(), |i| size * IBig::from(form.row_scale[i].clone()))
    };
    let wanting = dual.wanting.iter();
    let chosen = if first {
        wanting.min_by_key(|(variable, _)| *variable)
    } else {
        wanting.max_by_key(|(variable, _)| size(*variable))
    };
    let Some(&(entering, goes_up)) = chosen else {
        unreachable!("called only when a variable wants to move");
    };
    let Solution { mut numerators, .. } = basic.direction(entering, deadline)?;
    if !goes_up {
        for change in &mut numerators {
            *change = -&*change;
        }
    }
    // Steps in multiples of the direction's denominator over the point's.
    let mut best: Option<(Fraction, usize, Place)> = None;
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
        let mut length = distance(bound, &primal.values[variable], &primal.denominator);
        length.denominator *= change.abs();
        if best.as_ref().is_none_or(|(least, _, _)| length.cmp(least).is_lt()) {
            best = Some((length, variable, place));
        }
    }
    Ok(match best {
        None => Step::Ray(numerators),
        Some((length, leaving, place)) => {
            let mut places = basic.places.clone();
            places[entering] = Place::Basic;
            places[leaving] = place;
            Step::To { places, moves: !length.numerator.is_zero() }
        }
    })
}

fn dual_step(
    basic: &Basic<'_>,
    primal: &Primal,
    dual: &Dual,
    first: bool,
    deadline: Instant,
) -> Result<Step, OutOfTime> {
    let form = basic.form;
    let violation = |violated: &Violated| {
        let variable = violated.variable;
        let bound = if violated.is_above { &form.upper } else { &form.lower }[variable].as_ref();
        let bound = bound.unwrap_or_else(|| unreachable!("only a bound is violated"));
        let mut size = distance(bound, &primal.values[variable], &primal.denominator);
        if let Some(i) = variable.checked_sub(form.n_columns) {
            size.denominator *= IBig::from(form.row_scale[i].clone());
        }
        size
    };
    let violated = primal.violated.iter();
    let chosen = if first {
        violated.min_by_key(|violated| violated.variable)
    } else {
        let sized = violated.map(|violated| (violation(violated), violated));
        sized.max_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, violated)| violated)
    };
    let Some(leaving) = chosen else {
        unreachable!("called only when a variable is violated");
    };
    let multipliers = basic.row(leaving.variable, deadline)?;
    let mut best: Option<(Fraction, usize)> = None;
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
        let ratio =
            Fraction { numerator: basic.reduced(dual, variable).abs(), denominator: change.abs() };
        if best.as_ref().is_none_or(|(least, _)| ratio.cmp(least).is_lt()) {
            best = Some((ratio, variable));
        }
    }
    Ok(match best {
        None => Step::Ray(multipliers),
        Some((ratio, entering)) => {
            let mut places = basic.places.clone();
            places[entering] = Place::Basic;
            places[leaving.variable] = if leaving.is_above { Place::Upper } else { Place::Lower };
            Step::To { places, moves: !ratio.numerator.is_zero() }
        }
    })
}
