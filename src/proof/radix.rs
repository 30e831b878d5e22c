//! Numbers from their digits in base p: halves first, so that a long number costs a few long products.

use ironproof_number::{IBig, Sign, UBig};

use crate::field::Field;
use crate::rebuild::bits;

/// Digits that are put together one by one.
const N_LEAF: usize = 48;
/// Bits that a digit has at least.
const DIGIT_BITS: usize = 60;

/// A base, with the powers that numbers of some length need.
pub(super) struct Radix {
    base: u64,
    /// `base^(N_LEAF 2^i)`
    powers: Vec<UBig>,
}

impl Radix {
    /// For numbers of at most `n_digits` digits.
    pub(super) fn new(field: Field, n_digits: usize) -> Self {
        let base = field.prime;
        let mut powers = Vec::new();
        while N_LEAF << powers.len() < n_digits {
            let next = match powers.last() {
                None => UBig::from(base).pow(N_LEAF),
                Some(last) => last * last,
            };
            powers.push(next);
        }
        Self { base, powers }
    }

    /// How many digits a number of so many bits has at most.
    pub(super) fn n_digits(n_bits: usize) -> usize {
        n_bits.div_ceil(DIGIT_BITS) + 1
    }

    /// The digits of a number, the lowest first; the last is not zero.
    pub(super) fn digits(&self, x: UBig) -> Vec<u64> {
        let n_digits = Self::n_digits(bits(&x));
        let mut digits = Vec::with_capacity(n_digits);
        self.split(x, n_digits, &mut digits);
        digits.truncate(digits.iter().rposition(|digit| *digit != 0).map_or(0, |k| k + 1));
        digits
    }

    /// Appends so many digits of a number that has no more.
    fn split(&self, x: UBig, n_digits: usize, digits: &mut Vec<u64>) {
        if n_digits <= N_LEAF || x.is_zero() {
            let (base, mut x) = (UBig::from(self.base), x);
            let end = digits.len() + n_digits;
            while !x.is_zero() {
                let (quotient, rest) = x.div_rem(&base);
                digits.push(u64::try_from(&rest).unwrap_or(0));
                x = quotient;
            }
            digits.resize(end, 0);
            return;
        }
        let level = Self::level(n_digits);
        let n_low = N_LEAF << level;
        let (high, low) = x.div_rem(&self.powers[level]);
        self.split(low, n_low, digits);
        self.split(high, n_digits - n_low, digits);
    }

    /// The largest power with fewer digits.
    fn level(n_digits: usize) -> usize {
        let mut level = 0;
        while N_LEAF << (level + 1) < n_digits {
            level += 1;
        }
        level
    }

    /// The number with these digits, the lowest first.
    pub(super) fn number(&self, digits: &[u64]) -> UBig {
        let n_digits = digits.iter().rposition(|digit| *digit != 0).map_or(0, |k| k + 1);
        self.joined(&digits[..n_digits])
    }

    fn joined(&self, digits: &[u64]) -> UBig {
        if digits.len() <= N_LEAF {
            return self.leaf(digits);
        }
        let level = Self::level(digits.len());
        let (low, high) = digits.split_at(N_LEAF << level);
        self.joined(high) * &self.powers[level] + self.number(low)
    }

    /// Horner's rule in words.
    fn leaf(&self, digits: &[u64]) -> UBig {
        let mut words: Vec<u64> = Vec::with_capacity(digits.len());
        for digit in digits.iter().rev() {
            let mut carry = *digit;
            for word in &mut words {
                let sum = u128::from(*word) * u128::from(self.base) + u128::from(carry);
                (*word, carry) = halves(sum);
            }
            if carry != 0 {
                words.push(carry);
            }
        }
        UBig::from_words(&words)
    }

    /// The number with these digits between `-p / 2` and `p / 2`, the lowest first.
    pub(super) fn signed(&self, digits: &[i64]) -> IBig {
        // The highest digit outweighs all below it.
        let sign = match digits.iter().rfind(|digit| **digit != 0) {
            None => return IBig::ZERO,
            Some(highest) if *highest < 0 => -1,
            Some(_) => 1,
        };
        let mut borrowed = 0;
        let positive = digits.iter().map(|digit| {
            let digit = sign * *digit - borrowed;
            borrowed = i64::from(digit < 0);
            (digit + borrowed * self.base.cast_signed()).cast_unsigned()
        });
        let size = self.number(&positive.collect::<Vec<_>>());
        IBig::from_parts(if sign < 0 { Sign::Negative } else { Sign::Positive }, size)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "both halves are words")]
fn halves(x: u128) -> (u64, u64) {
    (x as u64, (x >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::{N_LEAF, Radix};
    use crate::field::{Field, PRIMES};
    use ironproof_number::{IBig, UBig};

    #[test]
    fn numbers_are_the_sums_of_their_digits() {
        let field = Field { prime: PRIMES[1] };
        let half = i64::try_from(field.prime / 2).unwrap();
        for n in [0, 1, 2, N_LEAF, N_LEAF + 1, 2 * N_LEAF, 2 * N_LEAF + 1, 7 * N_LEAF + 5] {
            let radix = Radix::new(field, n);
            let mut state = 7_u64;
            let mut digits = Vec::new();
            for _ in 0..n {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                digits.push(if state >> 61 == 0 { 0 } else { state % field.prime });
            }
            let horner =
                |sum: UBig, digit: &u64| sum * UBig::from(field.prime) + UBig::from(*digit);
            let expected = digits.iter().rev().fold(UBig::ZERO, horner);
            assert_eq!(radix.number(&digits), expected, "{n}");
            let longest = Radix::new(field, Radix::n_digits(super::bits(&expected)));
            let mut again = longest.digits(expected.clone());
            again.resize(n, 0);
            assert_eq!(again, digits, "{n}");
            let signed: Vec<i64> =
                digits.iter().map(|digit| i64::try_from(*digit).unwrap() - half).collect();
            let horner = |sum: IBig, digit: &i64| sum * field.prime + IBig::from(*digit);
            let expected = signed.iter().rev().fold(IBig::ZERO, horner);
            assert_eq!(radix.signed(&signed), expected, "{n}");
        }
    }
}
