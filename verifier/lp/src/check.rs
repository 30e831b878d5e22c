//! The check of a claim against the statement, in integers.
//!
//! min (or max)  constant + c x   s.t.  lower_i <= a_i x <= upper_i,  lower_j <= x_j <= upper_j
//!
//! For multipliers y and z = c - A'y, any feasible x has  c x = sum_i y_i (a_i x) + sum_j z_j x_j, so
//!     least(y, z) = sum_i min y_i s_i + sum_j min z_j x_j     over the bounds
//! is a lower bound of c x; for max the same with signs changed.

use std::collections::BTreeMap;

use ironproof_numbers::{Failure, Fraction, Int, check, ensure, limits, over_one_unit, prove};

use crate::Claim;
use crate::claim::{Proof, Vector};
use crate::statement::{Place, Statement};

/// The claim, if it is proved.
pub(crate) fn claim(lp: &Statement, proof: Proof<'_>) -> Result<Claim, Failure> {
    let Proof { claim, crossed, point, multipliers, ray } = proof;
    match (&claim, crossed, point, multipliers, ray) {
        (Claim::Optimal(value), None, Some(point), Some(multipliers), None) => {
            prove(value, objective(lp, &point)?, bound(lp, &multipliers))?;
        }
        (Claim::Bounds(lower, upper), None, point, multipliers, None) => {
            let (outer, inner) = if lp.is_max { (upper, lower) } else { (lower, upper) };
            match (inner, point) {
                (Some(value), Some(point)) => {
                    let objective = objective(lp, &point)?;
                    ensure(objective == *value, Failure::Objective(objective, value.clone()))?;
                }
                (None, None) => {}
                _ => return Err(unproved()),
            }
            match (outer, multipliers) {
                (Some(value), Some(multipliers)) => {
                    let bound = bound(lp, &multipliers)?;
                    ensure(bound == *value, Failure::Bound(bound, value.clone()))?;
                }
                (None, None) => {}
                _ => return Err(unproved()),
            }
        }
        (Claim::Infeasible, Some(place), None, None, None) => {
            let [lower, upper] = &place.sides;
            let is_crossed = lower.is_some() && upper.is_some() && upper < lower;
            check(is_crossed, "the bounds are not crossed: ", || place.label.clone())?;
        }
        (Claim::Infeasible, None, None, Some(multipliers), None) => {
            // With costs zero, a positive lower bound of 0 x is a contradiction.
            let least = least(lp, &multipliers.entries, &Int::ZERO)?;
            let is_separated = Int::ZERO < *least.numerator();
            check(is_separated, "the multipliers prove no infeasibility", String::new)?;
        }
        (Claim::Unbounded, None, Some(point), None, Some(ray)) => {
            objective(lp, &point)?;
            recedes(lp, &ray)?;
            let gain = costs(lp, &ray)?;
            let none = Fraction::from(0);
            let improves = if lp.is_max { none < gain } else { gain < none };
            check(improves, "the objective does not improve along the ray", String::new)?;
        }
        _ => return Err(unproved()),
    }
    Ok(claim)
}

fn unproved() -> Failure {
    Failure::Violated(
        "a vector that the claim needs is absent, or one that it does not need is there",
        String::new(),
    )
}

/// The objective of the point, if it is inside all sides.
fn objective(lp: &Statement, point: &Vector) -> Result<Fraction, Failure> {
    for (place, activity) in places(lp).zip(activities(lp, point)) {
        let (value, unit) = activity?;
        let unit = unit * &point.denominator;
        let [lower, upper] = &place.sides;
        let is_above = |side: &Fraction| side.numerator() * &unit <= &value * side.denominator();
        let is_below = |side: &Fraction| &value * side.denominator() <= side.numerator() * &unit;
        let is_inside = lower.as_ref().is_none_or(is_above) && upper.as_ref().is_none_or(is_below);
        check(is_inside, "violated: ", || place.label.clone())?;
    }
    Ok(lp.constant.plus(&costs(lp, point)?))
}

/// No change points to a side: 0 <= change where there is a lower one, change <= 0 where an upper.
fn recedes(lp: &Statement, ray: &Vector) -> Result<(), Failure> {
    for (place, activity) in places(lp).zip(activities(lp, ray)) {
        let (change, _) = activity?;
        let [lower, upper] = &place.sides;
        let is_stopped =
            lower.is_some() && change < Int::ZERO || upper.is_some() && Int::ZERO < change;
        check(!is_stopped, "the ray runs into a bound: ", || place.label.clone())?;
    }
    Ok(())
}

/// Columns, then rows.
fn places(lp: &Statement) -> impl Iterator<Item = &Place> {
    lp.columns.iter().chain(&lp.rows)
}

/// What each column and row comes to at x, without the denominator of x: a sum and its unit.
fn activities<'a>(
    lp: &'a Statement,
    x: &'a Vector,
) -> impl Iterator<Item = Result<(Int, Int), Failure>> + 'a {
    let columns = x.entries.iter().map(|entry| Ok((entry.clone(), Int::from(1))));
    columns.chain(
        lp.terms.iter().map(|terms| {
            dot(lp, terms.iter().map(|(j, coefficient)| (coefficient, &x.entries[*j])))
        }),
    )
}

/// c x
fn costs(lp: &Statement, x: &Vector) -> Result<Fraction, Failure> {
    let (sum, unit) = dot(lp, lp.costs.iter().zip(&x.entries))?;
    Ok(Fraction::new(sum, unit * &x.denominator))
}

/// The sum of products, and its unit.
fn dot<'a>(
    lp: &Statement,
    products: impl Iterator<Item = (&'a Fraction, &'a Int)>,
) -> Result<(Int, Int), Failure> {
    let (coefficients, entries): (Vec<_>, Vec<_>) = products.map(|(a, b)| (a.clone(), b)).unzip();
    let (integers, _, unit) = over_one_unit(&coefficients, &[])?;
    limits::list(lp.n_numbers, &unit)?;
    let sum = integers.iter().zip(entries).fold(Int::ZERO, |sum, (a, b)| sum + a * b);
    Ok((sum, unit))
}

/// The bound of the objective from below for min, from above for max: minus the least of its opposite.
fn bound(lp: &Statement, multipliers: &Vector) -> Result<Fraction, Failure> {
    let sign = if lp.is_max { &Int::ZERO - Int::from(1) } else { Int::from(1) };
    let y: Vec<Int> = multipliers.entries.iter().map(|y| y * &sign).collect();
    let least = least(lp, &y, &(&multipliers.denominator * &sign))?;
    let factor = Fraction::new(sign, multipliers.denominator.clone());
    Ok(lp.constant.plus(&least.times(&factor)))
}

/// least(y, z) for z = factor c - A'y.
fn least(lp: &Statement, y: &[Int], factor: &Int) -> Result<Fraction, Failure> {
    let opposite: Vec<Int> = y.iter().map(|y| &Int::ZERO - y).collect();
    let mut columns: Vec<_> = lp.costs.iter().map(|cost| vec![(cost, factor)]).collect();
    for (terms, y) in lp.terms.iter().zip(&opposite).filter(|(_, y)| **y != Int::ZERO) {
        for (j, coefficient) in terms {
            columns[*j].push((coefficient, y));
        }
    }
    let z = columns.into_iter().map(|products| dot(lp, products.into_iter()));
    let y = y.iter().map(|y| Ok((y.clone(), Int::from(1))));
    // Sums by denominators, which nearly all terms share.
    let mut sums: BTreeMap<Int, Int> = BTreeMap::new();
    for (place, factor) in places(lp).zip(z.chain(y)) {
        let (factor, unit) = factor?;
        if factor != Int::ZERO {
            let side = place.sides[usize::from(factor < Int::ZERO)].as_ref();
            let none = || Failure::Violated("no bound on the side used: ", place.label.clone());
            let side = side.ok_or_else(none)?;
            *sums.entry(unit * side.denominator()).or_insert(Int::ZERO) +=
                factor * side.numerator();
        }
    }
    let sums: Vec<_> = sums.into_iter().map(|(unit, sum)| Fraction::new(sum, unit)).collect();
    let one = Int::from(1);
    let (sum, unit) = dot(lp, sums.iter().map(|sum| (sum, &one)))?;
    Ok(Fraction::new(sum, unit))
}
