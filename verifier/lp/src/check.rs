//! The check of a claim against the statement, in integers.
//!
//! min (or max)  constant + c x   s.t.  lower_i <= a_i x <= upper_i,  lower_j <= x_j <= upper_j
//!
//! For multipliers y and z = c - A'y, any feasible x has  c x = sum_i y_i (a_i x) + sum_j z_j x_j, so
//!     least(y, z) = sum_i min y_i s_i + sum_j min z_j x_j     over the bounds
//! is a lower bound of c x; for max the same with signs changed.

use std::collections::BTreeMap;

use ironproof_numbers::{
    Failure, Fraction, Int, OBJECTIVE, check, equal, limits, optimal, over_one_unit,
};

use crate::Claim;
use crate::claim::{Proof, Vector};
use crate::statement::{Place, Statement};

/// The claim, if it is proved.
pub(crate) fn claim(lp: &Statement, proof: Proof<'_>) -> Result<Claim, Failure> {
    let Proof { claim, crossed, point, multipliers, ray } = proof;
    match (&claim, crossed, point, multipliers, ray) {
        (Claim::Optimal(value), None, Some(point), Some(multipliers), None) => {
            optimal(objective(lp, &point)?, bound(lp, &multipliers), value)?;
        }
        (Claim::Bounds(lower, upper), None, point, multipliers, None) => {
            let (outer, inner) = if lp.is_max { (upper, lower) } else { (lower, upper) };
            let is_proved =
                inner.is_some() == point.is_some() && outer.is_some() == multipliers.is_some();
            check(is_proved, VECTORS, String::new)?;
            if let (Some(value), Some(point)) = (inner, point) {
                equal(OBJECTIVE, objective(lp, &point)?, value)?;
            }
            if let (Some(value), Some(multipliers)) = (outer, multipliers) {
                equal(["bound", " differs from value"], bound(lp, &multipliers)?, value)?;
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
            let is_separated = Int::ZERO < least.numerator;
            check(is_separated, "the multipliers prove no infeasibility", String::new)?;
        }
        (Claim::Unbounded, None, Some(point), None, Some(ray)) => {
            objective(lp, &point)?;
            recedes(lp, &ray)?;
            let gain = costs(lp, &ray)?.numerator;
            let improves = if lp.is_max { Int::ZERO < gain } else { gain < Int::ZERO };
            check(improves, "the objective does not improve along the ray", String::new)?;
        }
        _ => check(false, VECTORS, String::new)?,
    }
    Ok(claim)
}

const VECTORS: &str = "a vector is absent that the claim needs, or there without need";

/// The objective of the point, if it is inside all sides.
fn objective(lp: &Statement, point: &Vector) -> Result<Fraction, Failure> {
    for (Place { label, sides: [lower, upper] }, activity) in places(lp).zip(activities(lp, point))
    {
        let (value, unit) = activity?;
        let value = Fraction { numerator: value, denominator: unit * &point.denominator };
        let is_inside = lower.as_ref().is_none_or(|lower| *lower <= value)
            && upper.as_ref().is_none_or(|upper| value <= *upper);
        check(is_inside, "violated: ", || label.clone())?;
    }
    Ok(lp.constant.plus(&costs(lp, point)?))
}

/// No change points to a side: 0 <= change where there is a lower one, change <= 0 where an upper.
fn recedes(lp: &Statement, ray: &Vector) -> Result<(), Failure> {
    for (Place { label, sides: [lower, upper] }, activity) in places(lp).zip(activities(lp, ray)) {
        let (change, _) = activity?;
        let is_free =
            (lower.is_none() || Int::ZERO <= change) && (upper.is_none() || change <= Int::ZERO);
        check(is_free, "the ray runs into a bound: ", || label.clone())?;
    }
    Ok(())
}

/// Columns, then rows.
fn places(lp: &Statement) -> impl Iterator<Item = &Place> {
    lp.columns.iter().chain(&lp.rows)
}

/// A sum and its unit.
type Sum = Result<(Int, Int), Failure>;

/// What each column and row comes to at x, times the denominator of x.
fn activities<'a>(lp: &'a Statement, x: &'a Vector) -> impl Iterator<Item = Sum> + 'a {
    let columns = x.entries.iter().map(|entry| Ok((entry.clone(), Int::from(1))));
    columns
        .chain(lp.terms.iter().map(|terms| dot(lp, terms.iter().map(|(j, a)| (a, &x.entries[*j])))))
}

/// c x
fn costs(lp: &Statement, x: &Vector) -> Result<Fraction, Failure> {
    let (sum, unit) = dot(lp, lp.costs.iter().zip(&x.entries))?;
    Ok(Fraction::new(sum, unit * &x.denominator))
}

/// The sum of products.
fn dot<'a>(lp: &Statement, products: impl Iterator<Item = (&'a Fraction, &'a Int)>) -> Sum {
    let (factors, entries): (Vec<_>, Vec<_>) = products.map(|(a, b)| (a.clone(), b)).unzip();
    let ([factors], unit) = over_one_unit([&factors])?;
    limits::list(lp.n_terms, &unit)?;
    let sum = factors.iter().zip(entries).fold(Int::ZERO, |sum, (a, b)| sum + a * b);
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
    for (Place { label, sides }, factor) in places(lp).zip(z.chain(y)) {
        let (factor, unit) = factor?;
        if factor != Int::ZERO {
            let side = sides[usize::from(factor < Int::ZERO)].as_ref();
            let absent = || Failure::Violated("no bound on the side used: ", label.clone());
            let side = side.ok_or_else(absent)?;
            *sums.entry(unit * &side.denominator).or_insert(Int::ZERO) += factor * &side.numerator;
        }
    }
    let sums: Vec<_> = sums.into_iter().map(|(unit, sum)| Fraction::new(sum, unit)).collect();
    let one = Int::from(1);
    let (sum, unit) = dot(lp, sums.iter().map(|sum| (sum, &one)))?;
    Ok(Fraction::new(sum, unit))
}
