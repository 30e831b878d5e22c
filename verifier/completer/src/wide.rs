//! Integers of 256 bits, for rows whose entries are too long for words.

use crate::modular::{INVERSE, P, fold};

/// `high 2^128 + low`, in two's complement.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wide {
    low: u128,
    high: i128,
}

const WORD: u128 = (1 << 64) - 1;

impl Wide {
    pub(crate) fn is_zero(self) -> bool {
        self == Wide::default()
    }

    pub(crate) fn subtract(&mut self, x: i128) {
        let (low, borrow) = self.low.overflowing_sub(x.cast_unsigned());
        self.low = low;
        self.high -= (x >> 127) + i128::from(borrow);
    }

    /// Subtracts `a b`.
    pub(crate) fn subtract_product(&mut self, a: i128, b: i64) {
        let (size, factor) = (a.unsigned_abs(), u128::from(b.unsigned_abs()));
        let lower = (size & WORD) * factor;
        let upper = (size >> 64) * factor + (lower >> 64);
        let (low, high) = ((upper << 64) | (lower & WORD), (upper >> 64).cast_signed());
        let (sum, over) = if (a < 0) == (b < 0) {
            let (sum, over) = self.low.overflowing_sub(low);
            (sum, -(high + i128::from(over)))
        } else {
            let (sum, over) = self.low.overflowing_add(low);
            (sum, high + i128::from(over))
        };
        self.low = sum;
        self.high += over;
    }

    fn words(self) -> [u64; 4] {
        let high = self.high.cast_unsigned();
        [self.low, self.low >> 64, high, high >> 64].map(low_word)
    }

    pub(crate) fn modulo_p(self) -> u64 {
        // 2^64 = 8 modulo p, and two's complement counts 2^256 = 2^12 too much for negative numbers.
        let step = |rest: u64, word: &u64| fold((u128::from(rest) << 3) + u128::from(*word));
        let rest = self.words().iter().rev().fold(0, step);
        if self.high < 0 { fold(u128::from(rest) + u128::from(P) - (1 << 12)) } else { rest }
    }

    /// The number divided by p, which divides it: each word of the quotient makes a word of the product right.
    pub(crate) fn part(self) -> Wide {
        let mut taken = 0;
        let [a, b, c, d] = self.words().map(|word| {
            let (rest, borrow) = word.overflowing_sub(taken);
            let quotient = rest.wrapping_mul(low_word(INVERSE));
            let product = u128::from(quotient) * u128::from(P);
            taken = low_word(product >> 64) + u64::from(borrow);
            u128::from(quotient)
        });
        Wide { low: b << 64 | a, high: (d << 64 | c).cast_signed() }
    }
}

fn low_word(x: u128) -> u64 {
    u64::try_from(x & WORD).expect("a word")
}
