//! The check of a claim against the statement, in integers.
//!
//! min (or max)  constant + c x   s.t.  lower_i <= a_i x <= upper_i,  lower_j <= x_j <= upper_j
//!
//! For multipliers y and z = c - A'y, any feasible x has  c x = sum_i y_i (a_i x) + sum_j z_j x_j, so
//!     least(y, z) = sum_i min y_i s_i + sum_j min z_j x_j     over the bounds
//! is a lower bound of c x; for max the same with signs changed.

use std::ops::Add;

use ironproof_numbers::{Checked, Failure, Fraction, Int};
use ironproof_numbers::{check, equal, limits, optimal, over_one_unit};

use crate::Claim;
use crate::claim::{Proof, Vector};
use crate::statement::{Place, Statement, Term};

/// The claim, if it is proved.
pub(crate) fn claim(lp: &Statement, proof: Proof<'_>) -> Checked<Claim> {
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
                equal(["objective", " differs from value"], objective(lp, &point)?, value)?;
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
            let least = least(lp, &multipliers.entries, Int::ZERO)?;
            let is_separated = Int::ZERO < least.numerator;
            check(is_separated, "the multipliers prove no infeasibility", String::new)?;
        }
        (Claim::Unbounded, None, Some(point), None, Some(ray)) => {
            objective(lp, &point)?;
            recedes(lp, &ray)?;
            let gain = sum(lp, &lp.costs, &ray.entries)?.numerator;
            let improves = if lp.is_max { Int::ZERO < gain } else { gain < Int::ZERO };
            check(improves, "the objective does not improve along the ray", String::new)?;
        }
        _ => check(false, VECTORS, String::new)?,
    }
    Ok(claim)
}

const VECTORS: &str = "a vector is absent that the claim needs, or there without need";

/// The objective of the point, if it is inside all sides.
fn objective(lp: &Statement, point: &Vector) -> Checked<Fraction> {
    let value = |terms: &[Term]| -> Checked<Fraction> {
        let Fraction { numerator, denominator } = sum(lp, terms, &point.entries)?;
        Ok(Fraction { numerator, denominator: denominator * &point.denominator })
    };
    for Place { label, terms, sides: [lower, upper] } in lp.columns.iter().chain(&lp.rows) {
        let value = value(terms)?;
        let is_inside = lower.as_ref().is_none_or(|lower| *lower <= value)
            && upper.as_ref().is_none_or(|upper| value <= *upper);
        check(is_inside, "violated: ", || label.clone())?;
    }
    Ok(lp.constant.plus(&value(&lp.costs)?))
}

/// No change points to a side: 0 <= change where there is a lower one, change <= 0 where an upper.
fn recedes(lp: &Statement, ray: &Vector) -> Checked<()> {
    for Place { label, terms, sides: [lower, upper] } in lp.columns.iter().chain(&lp.rows) {
        let change = sum(lp, terms, &ray.entries)?.numerator;
        let is_free =
            (lower.is_none() || Int::ZERO <= change) && (upper.is_none() || change <= Int::ZERO);
        check(is_free, "the ray runs into a bound: ", || label.clone())?;
    }
    Ok(())
}

/// The sum of the terms at x, not reduced.
fn sum(lp: &Statement, terms: &[Term], x: &[Int]) -> Checked<Fraction> {
    let factors: Vec<_> = terms.iter().map(|(_, factor)| [factor.clone()]).collect();
    let ([factors], denominator) = over_one_unit(&factors, [0])?;
    limits::list(lp.n_terms, &denominator)?;
    let products = factors.iter().zip(terms).map(|(factor, (j, _))| factor * &x[*j]);
    Ok(Fraction { numerator: products.fold(Int::ZERO, Int::add), denominator })
}

/// The bound of the objective from below for min, from above for max: minus the least of its opposite.
fn bound(lp: &Statement, multipliers: &Vector) -> Checked<Fraction> {
    let sign = if lp.is_max { &Int::ZERO - Int::from(1) } else { Int::from(1) };
    let y: Vec<Int> = multipliers.entries.iter().map(|y| y * &sign).collect();
    let least = least(lp, &y, &multipliers.denominator * &sign)?;
    Ok(lp.constant.plus(&least.times(&Fraction::new(sign, multipliers.denominator.clone()))))
}

/// least(y, z) for z = factor c - A'y.
fn least(lp: &Statement, y: &[Int], factor: Int) -> Checked<Fraction> {
    // The columns of A and c, and what they are multiplied by.
    let mut columns = vec![Vec::new(); lp.columns.len()];
    for (i, terms) in lp.rows.iter().map(|row| &row.terms).chain([&lp.costs]).enumerate() {
        for (j, coefficient) in terms {
            columns[*j].push((i, coefficient.clone()));
        }
    }
    let mut factors: Vec<Int> = y.iter().map(|y| &Int::ZERO - y).collect();
    factors.push(factor);
    let z = columns.iter().map(|terms| sum(lp, terms, &factors));
    let y = y.iter().map(|y| Ok(Fraction::from(y.clone())));
    let mut products = Vec::new();
    for (Place { label, sides, .. }, factor) in lp.columns.iter().chain(&lp.rows).zip(z.chain(y)) {
        let Fraction { numerator, denominator } = factor?;
        if numerator != Int::ZERO {
            let side = sides[usize::from(numerator < Int::ZERO)].as_ref();
            let absent = || Failure::Violated("no bound on the side used: ", label.clone());
            let side = side.ok_or_else(absent)?;
            let numerator = numerator * &side.numerator;
            products
                .push((0, Fraction { numerator, denominator: denominator * &side.denominator }));
        }
    }
    sum(lp, &products, &[Int::from(1)])
}
