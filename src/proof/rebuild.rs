//! Rational numbers from their residues.
//!
//! If x = N / D with D prime to m and 2 N D < m, then x is the only such fraction with its residue
//! modulo m, and Euclid's algorithm on m and the residue passes through it. Whoever asks checks the
//! result, so a fraction that is there by accident does no harm.

use ironproof_number::ops::Abs;
use ironproof_number::{IBig, Sign, UBig};

/// Bits by which a fraction must be shorter than the modulus: by accident it would not be.
const MARGIN: usize = 40;

/// The fraction N / D of this residue modulo `m`, if there is one that is clearly shorter than `m`.
pub(super) fn fraction(residue: &UBig, m: &UBig) -> Option<(IBig, UBig)> {
    let half = bits(m) / 2;
    // Invariant: r_i = s_i * residue modulo m.
    let (mut r, mut r_next) = (m.clone(), residue.clone());
    let (mut s, mut s_next) = (IBig::ZERO, IBig::ONE);
    while half <= bits(&r_next) {
        let (quotient, rest) = r.div_rem(&r_next);
        (r, r_next) = (r_next, rest);
        let s_rest = s - &s_next * IBig::from(quotient);
        (s, s_next) = (s_next, s_rest);
    }
    let (sign, denominator) = s_next.into_parts();
    let is_short = bits(&r_next) + bits(&denominator) + MARGIN < bits(m);
    is_short.then(|| (IBig::from_parts(sign, r_next), denominator))
}

/// `x mod m` in `(-m/2, m/2]`.
pub(super) fn symmetric(x: UBig, m: &UBig) -> IBig {
    let rest = IBig::from(x % m);
    if m < &(&rest * IBig::from(2)).abs().unsigned() { rest - IBig::from(m.clone()) } else { rest }
}

trait Unsigned {
    fn unsigned(self) -> UBig;
}

impl Unsigned for IBig {
    fn unsigned(self) -> UBig {
        let (sign, size) = self.into_parts();
        debug_assert!(sign == Sign::Positive);
        size
    }
}

/// The number of bits of `x`.
pub(super) fn bits(x: &UBig) -> usize {
    use ironproof_number::ops::BitTest;
    x.bit_len()
}

#[cfg(test)]
mod tests {
    use super::{fraction, symmetric};
    use ironproof_number::{IBig, UBig};

    #[test]
    fn a_fraction_is_found_again() {
        let m = UBig::from((1_u64 << 61) - 1).pow(4);
        // -355 / 113 modulo m: 113 x = -355.
        let inverse = (0_u8..113)
            .map(|k| (UBig::from(k) * &m + UBig::ONE).div_rem(&UBig::from(113_u8)))
            .find_map(|(inverse, rest)| rest.is_zero().then_some(inverse))
            .expect("113 is prime and no factor of m");
        let inverse = symmetric(inverse, &m);
        let residue = (inverse * IBig::from(-355)) % IBig::from(m.clone());
        let residue = (residue + IBig::from(m.clone())).into_parts().1 % &m;
        assert_eq!(fraction(&residue, &m), Some((IBig::from(-355), UBig::from(113_u8))));
        let noise = UBig::from(7_u8).pow(80) % &m;
        assert_eq!(fraction(&noise, &m), None);
    }
}
