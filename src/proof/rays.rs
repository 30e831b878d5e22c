//! Infeasible or unbounded: rays of a float solver, rounded, and two LPs that decide without one.
//!
//! ```text
//!     elastic    min sum t  s.t.  lower <= A x + t+ - t- <= upper,  x within its bounds,  0 <= t
//!     recession  min c d    s.t.  A d and d do not run into a bound,  -1 <= d <= 1
//! ```
//!
//! Both are feasible and bounded, so the ladder for optima solves them. The optimum of the first is zero
//! if and only if the LP is feasible, and otherwise its multipliers are a Farkas proof. The optimum of
//! the second is zero if and only if no direction improves forever.

use ironproof_number::ops::Abs;
use ironproof_number::{IBig, UBig};

use crate::form::Form;
use crate::proof::{Evidence, Proof};
use crate::vectors::unscaled;
use ironproof_linear::duality::Vector;
use ironproof_linear::{Column, Lp, Row};
use ironproof_number::rational::{Rational, exact};
use ironproof_number::scale::{common_denominator, to_integer};

/// Largest denominators that rays are rounded to, relative to their largest entry.
const DENOMINATORS: [u64; 7] = [1, 60, 1_000, 100_000, 10_000_000, 1_000_000_000, 100_000_000_000];

/// A Farkas proof from float multipliers: as they are, or rounded.
pub(super) fn farkas(lp: &Lp, ray: &[f64]) -> Option<Proof> {
    candidates(ray).find_map(|multipliers| {
        let opposite = multipliers.iter().map(|y| -y).collect();
        [multipliers, opposite]
            .into_iter()
            .find_map(|multipliers| Proof::new(lp, Evidence::Infeasible { multipliers }))
    })
}

/// The proof of multipliers that exact simplex ended with, of either sign.
pub(super) fn exact_farkas(lp: &Lp, form: &Form, multipliers: &[IBig]) -> Proof {
    let multipliers = unscaled(form, multipliers);
    let opposite = multipliers.iter().map(|y| -y).collect();
    let mut signs = [multipliers, opposite].into_iter();
    let proof = signs.find_map(|multipliers| Proof::new(lp, Evidence::Infeasible { multipliers }));
    proof.expect("a row of the tableau that no variable can enter is a Farkas proof")
}

/// An improving direction from a float one, given a feasible point.
pub(super) fn unbounded(lp: &Lp, ray: &[f64], point: &Vector) -> Option<Proof> {
    candidates(ray)
        .find_map(|ray| Proof::new(lp, Evidence::Unbounded { point: point.clone(), ray }))
}

/// The ray in integers, rounded more and more finely.
fn candidates(ray: &[f64]) -> impl Iterator<Item = Vec<IBig>> {
    let numbers: Option<Vec<Rational>> = ray.iter().map(|x| exact(*x)).collect();
    let numbers = numbers.unwrap_or_default();
    let largest = numbers.iter().map(|x| x.clone().abs()).max().unwrap_or(Rational::ZERO);
    let relative: Vec<Rational> =
        if largest.is_zero() { Vec::new() } else { numbers.iter().map(|x| x / &largest).collect() };
    let rounded = DENOMINATORS.into_iter().map(move |limit| {
        let limit = UBig::from(limit);
        relative.iter().map(|x| nearby(x, &limit)).collect::<Vec<_>>()
    });
    rounded.chain([numbers]).filter(|numbers| !numbers.is_empty()).map(|numbers| {
        let unit = common_denominator(&numbers);
        numbers.iter().map(|x| to_integer(x, &unit)).collect()
    })
}

/// The last convergent of the continued fraction of x whose denominator is at most `limit`.
fn nearby(x: &Rational, limit: &UBig) -> Rational {
    let limit = IBig::from(limit.clone());
    let (mut p, mut q) = (IBig::ONE, IBig::ZERO);
    let (mut p_before, mut q_before) = (IBig::ZERO, IBig::ONE);
    let mut rest = x.clone();
    loop {
        let whole = rest.floor();
        let p_next = &whole * &p + &p_before;
        let q_next = &whole * &q + &q_before;
        if limit < q_next {
            break;
        }
        (p_before, q_before, p, q) = (p, q, p_next, q_next);
        let fraction = rest - Rational::from(whole);
        if fraction.is_zero() {
            break;
        }
        rest = Rational::ONE / fraction;
    }
    if q.is_zero() { Rational::ZERO } else { Rational::from_parts(p, q.into_parts().1) }
}

/// The LP whose optimum is the least total violation of rows.
pub(super) fn elastic(lp: &Lp) -> Lp {
    let mut out = Lp::new("elastic", false);
    for column in &lp.columns {
        out.add_column(Column { objective: Rational::ZERO, ..column.clone() });
    }
    for row in &lp.rows {
        let mut row = row.clone();
        for (has_side, sign, value) in
            [(row.lower.is_some(), "+", Rational::ONE), (row.upper.is_some(), "-", -Rational::ONE)]
        {
            if has_side {
                let j = out.add_column(Column {
                    name: format!("{}{sign}", row.name),
                    objective: Rational::ONE,
                    lower: Some(Rational::ZERO),
                    upper: None,
                    implied_upper: None,
                });
                row.terms.push((j, value));
            }
        }
        out.add_row(row);
    }
    out
}

/// The LP whose optimum is negative if some direction improves `lp` forever.
pub(super) fn recession(lp: &Lp) -> Lp {
    let side = |bound: &Option<Rational>| bound.as_ref().map(|_| Rational::ZERO);
    let mut out = Lp::new("recession", false);
    for column in &lp.columns {
        let objective = &column.objective;
        out.add_column(Column {
            name: column.name.clone(),
            objective: if lp.maximize { -objective.clone() } else { objective.clone() },
            lower: Some(side(&column.lower).unwrap_or(-Rational::ONE)),
            upper: Some(side(&column.upper).unwrap_or(Rational::ONE)),
            implied_upper: None,
        });
    }
    for row in &lp.rows {
        out.add_row(Row { lower: side(&row.lower), upper: side(&row.upper), ..row.clone() });
    }
    out
}

/// The first columns of a point.
pub(super) fn restricted(point: &Vector, n_columns: usize) -> Vector {
    let mut restricted = point.clone();
    restricted.truncate(n_columns);
    restricted
}
