//! One pivot of the exact simplex: which variable enters the basis, and which one leaves.

use std::cmp::Ordering;
use std::time::Instant;

use ironproof_number::ops::Abs;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::basic::{Basic, Dual, Primal, Violated};
use crate::form::Place;
use crate::numerators::Solution;

/// What a pivot leads to.
pub(super) enum Step {
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

/// The variable that wants to move most, or the first one that does, moves until a basic one reaches a bound.
pub(super) fn primal_step(
    basic: &Basic<'_>,
    primal: &Primal,
    dual: &Dual,
    first: bool,
    deadline: Instant,
) -> Result<Step, OutOfTime> {
    let form = basic.form;
    let mut reduced = basic.reduced(dual);
    let mut size = |variable: usize| {
        let size = reduced.of(variable).1.abs();
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
    let denominator = primal.denominator();
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
        let mut length = distance(bound, &primal.values.numerators()[variable], &denominator);
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

/// The variable that is violated most, or the first one that is, leaves for its bound.
pub(super) fn dual_step(
    basic: &Basic<'_>,
    primal: &Primal,
    dual: &Dual,
    first: bool,
    deadline: Instant,
) -> Result<Step, OutOfTime> {
    let form = basic.form;
    let denominator = primal.denominator();
    let violation = |violated: &Violated| {
        let variable = violated.variable;
        let bound = if violated.is_above { &form.upper } else { &form.lower }[variable].as_ref();
        let bound = bound.unwrap_or_else(|| unreachable!("only a bound is violated"));
        let mut size = distance(bound, &primal.values.numerators()[variable], &denominator);
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
    let mut reduced = basic.reduced(dual);
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
        let ratio = Fraction { numerator: reduced.of(variable).1.abs(), denominator: change.abs() };
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
