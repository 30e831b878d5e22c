//! Integers of 256 bits, in two's complement: for matrices whose entries are too long for words.

use ironproof_number::IBig;

use crate::field::Field;
use crate::rebuild::length;

/// `high 2^128 + low`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wide {
    low: u128,
    high: i128,
}

impl Wide {
    pub(super) fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// The same number, if it has at most `bits` bits, of 250 that are possible.
    pub(super) fn new(x: &IBig, bits: usize) -> Option<Self> {
        debug_assert!(bits <= 250);
        if bits < length(x) {
            return None;
        }
        let mut bytes = [if *x < IBig::ZERO { u8::MAX } else { 0 }; 32];
        let own = x.to_le_bytes();
        bytes.get_mut(..own.len())?.copy_from_slice(&own);
        let [mut low, mut high] = [[0; 16]; 2];
        low.copy_from_slice(&bytes[..16]);
        high.copy_from_slice(&bytes[16..]);
        Some(Self { low: u128::from_le_bytes(low), high: i128::from_le_bytes(high) })
    }

    pub(super) fn add(&mut self, x: i128) {
        let (low, carry) = self.low.overflowing_add(x.cast_unsigned());
        self.low = low;
        self.high += (x >> 127) + i128::from(carry);
    }

    /// Subtracts `a b`.
    pub(super) fn subtract_product(&mut self, a: i128, b: i64) {
        let (size, b_size) = (a.unsigned_abs(), u128::from(b.unsigned_abs()));
        let (lower, upper) = ((size & WORD) * b_size, (size >> 64) * b_size);
        let upper = upper + (lower >> 64);
        let (low, high) = ((upper << 64) | (lower & WORD), (upper >> 64).cast_signed());
        if (a < 0) == (b < 0) {
            let (rest, borrow) = self.low.overflowing_sub(low);
            self.low = rest;
            self.high -= high + i128::from(borrow);
        } else {
            let (sum, carry) = self.low.overflowing_add(low);
            self.low = sum;
            self.high += high + i128::from(carry);
        }
    }

    /// The number modulo the prime.
    pub(super) fn modulo(self, field: Field) -> u64 {
        let is_negative = self.high < 0;
        let (mut low, mut high) = (self.low, self.high.cast_unsigned());
        if is_negative {
            low = (!low).wrapping_add(1);
            high = (!high).wrapping_add(u128::from(low == 0));
        }
        // From the highest word down; the rest so far is below 2^61.
        let words = [high >> 64, high & WORD, low >> 64, low & WORD];
        let rest =
            words.into_iter().fold(0, |rest, word| field.reduce(u128::from(rest) << 64 | word));
        if is_negative { field.negative(rest) } else { rest }
    }

    /// The number divided by `odd`, which divides it; `inverse` is that of `odd` modulo 2^64.
    pub(super) fn exact_quotient(self, odd: u64, inverse: u64) -> Self {
        let high = self.high.cast_unsigned();
        let words = [self.low & WORD, self.low >> 64, high & WORD, high >> 64];
        let mut taken = 0;
        // Each word of the quotient is what makes the word of the product right [Jebelean93].
        let quotient = words.map(|word| {
            let (rest, borrow) = low_word(word).overflowing_sub(taken);
            let quotient = rest.wrapping_mul(inverse);
            taken = low_word((u128::from(quotient) * u128::from(odd)) >> 64) + u64::from(borrow);
            u128::from(quotient)
        });
        let [a, b, c, d] = quotient;
        Self { low: b << 64 | a, high: (d << 64 | c).cast_signed() }
    }
}

const WORD: u128 = u64::MAX as u128;

#[expect(clippy::cast_possible_truncation, reason = "the word is what is wanted")]
fn low_word(x: u128) -> u64 {
    x as u64
}

#[cfg(test)]
mod tests {
    use super::Wide;
    use crate::field::{Field, PRIMES};
    use ironproof_number::ops::RemEuclid;
    use ironproof_number::{IBig, UBig};

    /// What is done to wide numbers is done to integers of any size.
    #[test]
    fn wide_numbers_are_integers() {
        let mut state = 11_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            i128::from((state >> 3).cast_signed() - (1 << 60))
        };
        for prime in PRIMES {
            let field = Field { prime };
            let inverse = (0..6).fold(prime, |inverse, _| {
                inverse.wrapping_mul(2_u64.wrapping_sub(prime.wrapping_mul(inverse)))
            });
            let (mut wide, mut big) = (Wide::default(), IBig::ZERO);
            for _ in 0..300 {
                let (a, b) = (random() * random(), i64::try_from(random()).unwrap());
                wide.subtract_product(a, b);
                wide.add(a);
                big = big - IBig::from(a) * b + IBig::from(a);
                assert_eq!(Some(wide), Wide::new(&big, 250));
                let rest = (&big).rem_euclid(IBig::from(prime));
                assert_eq!(rest, UBig::from(wide.modulo(field)));
                let times = IBig::from(UBig::from(prime)) * &big;
                let product = Wide::new(&times, 250).unwrap();
                assert_eq!(product.exact_quotient(prime, inverse), wide);
            }
            assert_eq!(Wide::new(&(IBig::from(2).pow(250)), 250), None);
            assert_eq!(Wide::new(&(-IBig::from(2).pow(300)), 250), None);
        }
    }
}
