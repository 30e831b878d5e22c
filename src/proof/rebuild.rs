//! Rational numbers from their residues.
//!
//! If x = N / D with D prime to m and 2 N D < m, then x is the only such fraction with its residue
//! modulo m, and Euclid's algorithm on m and the residue passes through it. Whoever asks checks the
//! result, so a fraction that is there by accident does no harm.
//!
//! Many steps of the algorithm are found from the first words of the numbers, and done at once [Lehmer38].
//!
//! # References
//! [Lehmer38] D. H. Lehmer, Euclid's algorithm for large numbers.

use ironproof_number::ops::Abs;
use ironproof_number::{IBig, Sign, UBig};

/// Bits by which a fraction must be shorter than the modulus: by accident it would not be.
const MARGIN: usize = 40;
/// Bits of the first words from which steps are found.
const TOP: usize = 124;
/// Factors of joined steps stay below this, so that they are words.
const MOST_FACTOR: i128 = 1 << 61;
/// Bits that joined steps may take off a number.
const MOST_BITS: usize = 64;

/// The fraction N / D of this residue modulo `m`, if there is one with N and D of about the same length
/// that is clearly shorter than `m`.
pub(super) fn fraction(residue: &UBig, m: &UBig) -> Option<(IBig, UBig)> {
    shorter_than(bits(m) / 2, residue, m)
}

/// The fraction N / D of this residue modulo `m`, if there is one with a word for D.
pub(super) fn nearly_whole(residue: &UBig, m: &UBig) -> Option<(IBig, UBig)> {
    shorter_than(bits(m).checked_sub(64 + MARGIN)?, residue, m)
}

/// The first fraction on the way of Euclid's algorithm with a numerator of less than `n_bits` bits.
fn shorter_than(n_bits: usize, residue: &UBig, m: &UBig) -> Option<(IBig, UBig)> {
    // Invariant: r = s * residue modulo m, for both pairs; 0 <= r_next < r.
    let (mut r, mut r_next) = (IBig::from(m.clone()), IBig::from(residue.clone()));
    let (mut s, mut s_next) = (IBig::ZERO, IBig::ONE);
    while n_bits <= length(&r_next) {
        if n_bits + MOST_BITS < length(&r_next)
            && let Some([[a, b], [c, d]]) = joined_steps(&r, &r_next)
        {
            (r, r_next) = (&r * a + &r_next * b, &r * c + &r_next * d);
            (s, s_next) = (&s * a + &s_next * b, &s * c + &s_next * d);
            continue;
        }
        let quotient = &r / &r_next;
        let (r_rest, s_rest) = (r - &r_next * &quotient, s - &s_next * quotient);
        (r, r_next) = (r_next, r_rest);
        (s, s_next) = (s_next, s_rest);
    }
    let (sign, denominator) = s_next.into_parts();
    let is_short = length(&r_next) + bits(&denominator) + MARGIN < bits(m);
    is_short.then(|| (r_next * IBig::from_parts(sign, UBig::ONE), denominator))
}

/// Steps of Euclid's algorithm on `x` and `y`, as a matrix: those that the first words determine [Lehmer38].
fn joined_steps(x: &IBig, y: &IBig) -> Option<[[i64; 2]; 2]> {
    let cut = length(x).checked_sub(TOP)?;
    let top = |z: &IBig| i128::try_from(&(z >> cut)).ok();
    let (mut x, mut y) = (top(x)?, top(y)?);
    let ([mut a, mut b], [mut c, mut d]) = ([1_i128, 0], [0, 1]);
    // The numbers lie between those at the two ends of what was cut off: where both ends give one quotient, it is right.
    while y + c != 0 && y + d != 0 {
        let quotient = (x + a) / (y + c);
        if quotient != (x + b) / (y + d) || MOST_FACTOR < quotient {
            break;
        }
        let (next_c, next_d) = (a - quotient * c, b - quotient * d);
        if MOST_FACTOR < next_c.abs() || MOST_FACTOR < next_d.abs() {
            break;
        }
        (a, b, c, d) = (c, d, next_c, next_d);
        (x, y) = (y, x - quotient * y);
    }
    let word = |z: i128| i64::try_from(z).ok();
    (b != 0).then_some([[word(a)?, word(b)?], [word(c)?, word(d)?]])
}

/// `x mod m` in `(-m/2, m/2]`.
pub(super) fn symmetric(x: UBig, m: &UBig) -> IBig {
    let rest = IBig::from(x % m);
    if IBig::from(m.clone()) < (&rest * IBig::from(2)).abs() {
        rest - IBig::from(m.clone())
    } else {
        rest
    }
}

/// `x mod m` from 0.
pub(super) fn residue(x: IBig, m: &UBig) -> UBig {
    match x.into_parts() {
        (Sign::Positive, size) => size,
        (Sign::Negative, size) => m - size,
    }
}

/// The number of bits of `x`.
pub(super) fn bits(x: &UBig) -> usize {
    use ironproof_number::ops::BitTest;
    x.bit_len()
}

/// The number of bits of the size of `x`.
pub(super) fn length(x: &IBig) -> usize {
    use ironproof_number::ops::BitTest;
    x.bit_len()
}

#[cfg(test)]
mod tests {
    use super::{fraction, nearly_whole, residue, symmetric};
    use ironproof_number::{IBig, UBig};

    /// The residue of `numerator / denominator` modulo `m`.
    fn residue_of(numerator: &IBig, denominator: u32, m: &UBig) -> UBig {
        let denominator = UBig::from(denominator);
        let whole = (0_u32..)
            .map(|k| (UBig::from(k) * m + UBig::ONE).div_rem(&denominator))
            .find_map(|(inverse, rest)| rest.is_zero().then_some(inverse));
        let inverse = symmetric(whole.expect("no factor of m"), m);
        let product = (inverse * numerator) % IBig::from(m.clone());
        residue(product, m) % m
    }

    #[test]
    fn a_fraction_is_found_again() {
        let m = UBig::from((1_u64 << 61) - 1).pow(4);
        let value = residue_of(&IBig::from(-355), 113, &m);
        assert_eq!(fraction(&value, &m), Some((IBig::from(-355), UBig::from(113_u8))));
        let noise = UBig::from(7_u8).pow(80) % &m;
        assert_eq!(fraction(&noise, &m), None);
    }

    /// Powers of 3 over powers of 5, of all lengths that the modulus determines, and longer ones.
    #[test]
    fn long_fractions_are_found_again() {
        let m = UBig::from((1_u64 << 61) - 1).pow(60);
        let fifth = residue_of(&IBig::ONE, 5, &m);
        for n in (1..800).step_by(7) {
            let (numerator, denominator) =
                (UBig::from(3_u8).pow(n + n / 3), UBig::from(5_u8).pow(n));
            let inverse = (0..n).fold(UBig::ONE, |product, _| product * &fifth % &m);
            let found = fraction(&(&numerator * inverse % &m), &m);
            let expected = (IBig::from(numerator.clone()), denominator.clone());
            let n_bits = super::bits(&numerator) + super::bits(&denominator);
            let is_determined = n_bits + super::MARGIN < super::bits(&m)
                && super::bits(&denominator) <= super::bits(&m) / 2;
            assert_eq!(found.is_some(), is_determined, "{n}");
            assert!(found.is_none_or(|found| found == expected), "{n}");
        }
    }

    #[test]
    fn small_denominators_are_found_under_long_numerators() {
        let m = UBig::from((1_u64 << 61) - 1).pow(60);
        let numerator = -IBig::from(3).pow(2000);
        let value = residue_of(&numerator, 4096 * 9, &m);
        assert_eq!(
            nearly_whole(&value, &m),
            Some((IBig::from(-1) * IBig::from(3).pow(1998), UBig::from(4096_u32)))
        );
        assert_eq!(nearly_whole(&(UBig::from(7_u8).pow(1400) % &m), &m), None);
    }
}
