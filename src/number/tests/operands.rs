//! Structured operands, of lengths around every size at which an algorithm changes.

use ironproof_test_inputs::{Random, operands};
use num_bigint::BigUint;

use crate::UBig;
use crate::large::SMALL;

/// Lengths in words at which the library changes its algorithm: for products 24 and 96, squares 30 and
/// 96, quotients 32, greatest common divisors 300; texts change at 16 and 256.
const THRESHOLDS: [usize; 12] = [1, 2, 4, 16, 24, 30, 32, 48, 64, 96, 256, 300];

/// Lengths at which this folder changes to its own algorithms, among them the 4,000 words above which
/// the library uses its transforms.
const LARGE: [usize; 4] = [SMALL, 2 * SMALL, 3 * SMALL, 4 * SMALL];

/// Operands of a case, reproducible by its number.
pub(super) struct Operands(Random);

impl Operands {
    pub(super) fn new(case: usize) -> Self {
        Self(Random::new(u64::try_from(case).unwrap()))
    }

    pub(super) fn word(&mut self) -> u64 {
        self.0.word()
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0.below(n)
    }

    /// A length around a threshold; one of `rarity` is large.
    pub(super) fn length(&mut self, rarity: usize) -> usize {
        let is_large = self.below(rarity) == 0;
        operands::length_around(&mut self.0, if is_large { &LARGE } else { &THRESHOLDS })
    }

    /// Two lengths, both large or both small.
    pub(super) fn lengths(&mut self, rarity: usize) -> (usize, usize) {
        let rarity = if self.below(rarity) == 0 { 1 } else { usize::MAX };
        (self.length(rarity), self.length(rarity))
    }

    /// A natural number of `n_words` words.
    pub(super) fn natural(&mut self, n_words: usize) -> UBig {
        from_words(&operands::words(&mut self.0, n_words))
    }

    pub(super) fn below_top(&mut self, n_words: usize, top: &[u64]) -> Vec<u64> {
        operands::below_top(&mut self.0, n_words, top)
    }
}

/// The number with these words, the lowest first.
pub(super) fn from_words(words: &[u64]) -> UBig {
    UBig(dashu_int::UBig::from_words(words))
}

/// The number in the second library.
pub(super) fn second(x: &UBig) -> BigUint {
    BigUint::from_bytes_le(&x.to_le_bytes())
}
