//! Fractions from their residues, by Euclid's algorithm, many steps of it at a time [Lehmer 1938].

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest};

/// The bits by which a fraction must be shorter than the modulus: by accident it would not be.
const MARGIN: usize = 40;

/// The denominator of the fraction with this residue modulo `modulus`, if both its parts are clearly shorter than half
/// of that.
pub(crate) fn fraction(residue: &IBig, modulus: &IBig) -> Option<IBig> {
    let half = modulus.bit_len() / 2;
    // Invariant: rest = factor * residue modulo `modulus`, for both pairs.
    let (mut before, mut rest) = (modulus.clone(), residue.clone());
    let (mut factor_before, mut factor) = (IBig::ZERO, IBig::ONE);
    while half <= rest.bit_len() {
        if half + 64 < rest.bit_len()
            && let Some([[a, b], [c, d]]) = steps(&before, &rest)
        {
            (before, rest) = (&before * a + &rest * b, &before * c + &rest * d);
            (factor_before, factor) =
                (&factor_before * a + &factor * b, &factor_before * c + &factor * d);
            continue;
        }
        let quotient = &before / &rest;
        let next = before - &quotient * &rest;
        (before, rest) = (rest, next);
        let next = factor_before - quotient * &factor;
        (factor_before, factor) = (factor, next);
    }
    (rest.bit_len() + factor.bit_len() + MARGIN < modulus.bit_len()).then(|| factor.abs())
}

/// The steps that the first 124 bits of the numbers determine, as a matrix.
fn steps(x: &IBig, y: &IBig) -> Option<[[i64; 2]; 2]> {
    let cut = x.bit_len().checked_sub(124)?;
    let top = |z: &IBig| i128::try_from(z >> cut).ok();
    let (mut x, mut y) = (top(x)?, top(y)?);
    let ([mut a, mut b], [mut c, mut d]) = ([1_i128, 0], [0, 1]);
    while y + c != 0 && y + d != 0 {
        // Whatever was cut off, the quotient lies between these two.
        let quotient = (x + a) / (y + c);
        if quotient != (x + b) / (y + d) || 1 << 61 < quotient {
            break;
        }
        let next = [a - quotient * c, b - quotient * d];
        if next.iter().any(|factor| 1 << 61 < factor.abs()) {
            break;
        }
        (a, b, [c, d]) = (c, d, next);
        (x, y) = (y, x - quotient * y);
    }
    let word = |z: i128| i64::try_from(z).expect("61 bits");
    (b != 0).then(|| [[word(a), word(b)], [word(c), word(d)]])
}
