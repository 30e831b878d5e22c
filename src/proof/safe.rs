//! Safe bounds: what a point and multipliers of any origin prove, after repair of the multipliers.
//!
//! The multipliers of a float solver are nearly right: a reduced cost z_j = c_j - y a_j of 1e-17 with the
//! wrong sign, on a column without upper bound, makes the bound of weak duality infinite. Adding t = z_j / a_ij
//! to y_i makes it zero and changes the other reduced costs of row i by little; the row is chosen that
//! harms the fewest [NS04]. Whatever comes out is checked like any multipliers.
//!
//! # References
//!
//! [NS04] Neumaier, Shcherbina, Safe bounds in linear and mixed-integer linear programming, 2004.

use std::time::Instant;

use ironproof_number::ops::{Abs, BitTest};
use ironproof_number::{IBig, UBig};

use crate::deadline::{check, deadline};
use crate::proof::Bounds;
use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;
use ironproof_number::rational::Rational;

/// Passes over the columns before the repair is given up.
const MAX_PASSES: usize = 20;
/// Bits that are kept of a change.
const CHANGE_BITS: usize = 24;
/// The repair is given up at an exact change of more bits: each would make those after it longer.
const MAX_BITS: usize = 4096;
/// The repair may take this long in any case, in seconds.
const LEAST_LIMIT_S: f64 = 0.5;

/// The bounds that a point and multipliers prove, repaired where possible within the time limit, or within half
/// a second if that is longer.
pub fn safe_bounds(
    lp: &Lp,
    point: Option<&[Rational]>,
    multipliers: Option<&[Rational]>,
    time_limit_s: f64,
) -> Bounds {
    let deadline = deadline(time_limit_s.max(LEAST_LIMIT_S));
    let multipliers = multipliers.and_then(|y| repaired(lp, y, deadline));
    Bounds::new(lp, point.map(Vector::new), multipliers.as_deref().map(Vector::new))
}

/// A product y s or z x, whose least value over the bounds of s or x is finite.
fn is_bounded(factor: &Rational, lower: Option<&Rational>, upper: Option<&Rational>) -> bool {
    factor.is_zero() || if Rational::ZERO < *factor { lower.is_some() } else { upper.is_some() }
}

/// The multipliers with the changes that make their bound finite; `None` if none were found.
fn repaired(lp: &Lp, multipliers: &[Rational], deadline: Instant) -> Option<Vec<Rational>> {
    let sign = if lp.maximize { -Rational::ONE } else { Rational::ONE };
    let fits = |i: usize, y: &Rational| {
        is_bounded(y, lp.rows[i].lower.as_ref(), lp.rows[i].upper.as_ref())
    };
    let is_fine = |j: usize, z: &Rational| {
        is_bounded(z, lp.columns[j].lower.as_ref(), lp.columns[j].upper.as_ref())
    };
    // For max everything is mirrored.
    let mut y: Vec<Rational> = multipliers.iter().map(|y| y * &sign).collect();
    for (i, y) in y.iter_mut().enumerate() {
        if !fits(i, y) {
            *y = Rational::ZERO;
        }
    }
    let mut z: Vec<Rational> = lp.columns.iter().map(|column| &column.objective * &sign).collect();
    let mut entries: Vec<Vec<(usize, &Rational)>> = vec![Vec::new(); lp.columns.len()];
    for (i, row) in lp.rows.iter().enumerate() {
        for (j, coefficient) in &row.terms {
            z[*j] -= coefficient * &y[i];
            entries[*j].push((i, coefficient));
        }
    }
    for _ in 0..MAX_PASSES {
        let mut is_done = true;
        for j in 0..z.len() {
            if is_fine(j, &z[j]) {
                continue;
            }
            is_done = false;
            let is_free = lp.columns[j].lower.is_none() && lp.columns[j].upper.is_none();
            let mut best: Option<(usize, Rational, usize)> = None;
            for (i, coefficient) in &entries[j] {
                check(deadline).ok()?;
                let exact = &z[j] / *coefficient;
                // A little more than needed keeps numbers short; a free column needs it exactly.
                let change = if is_free { exact } else { away_from_zero(&exact) };
                if !fits(*i, &(&y[*i] + &change)) {
                    continue;
                }
                let is_harmed = |(k, a): &&(usize, Rational)| {
                    *k != j && is_fine(*k, &z[*k]) && !is_fine(*k, &(&z[*k] - a * &change))
                };
                let n_harmed = lp.rows[*i].terms.iter().filter(is_harmed).count();
                if best.as_ref().is_none_or(|(least, _, _)| n_harmed < *least) {
                    best = Some((n_harmed, change, *i));
                }
            }
            let (_, change, i) = best?;
            if MAX_BITS < change.numerator().bit_len() + change.denominator().bit_len() {
                return None;
            }
            for (k, coefficient) in &lp.rows[i].terms {
                z[*k] -= coefficient * &change;
            }
            y[i] += change;
        }
        if is_done {
            return Some(y.into_iter().map(|y| y * &sign).collect());
        }
    }
    None
}

/// `x`, not zero, rounded away from zero to a dyadic number of few bits.
pub(super) fn away_from_zero(x: &Rational) -> Rational {
    let size = x.numerator().abs();
    // 2^shift |x| has CHANGE_BITS bits or one more.
    let (n_bits, d_bits) = (size.bit_len(), x.denominator().bit_len());
    let (up, down) = (
        (d_bits + CHANGE_BITS).saturating_sub(n_bits),
        n_bits.saturating_sub(d_bits + CHANGE_BITS),
    );
    let scaled = Rational::from_parts(size << up, x.denominator().clone() << down);
    let rounded =
        (scaled.ceil() << down) * if *x < Rational::ZERO { IBig::NEG_ONE } else { IBig::ONE };
    Rational::from_parts(rounded, UBig::ONE << up)
}
