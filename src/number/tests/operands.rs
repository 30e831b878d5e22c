//! Structured operands, of lengths around every size at which an algorithm changes.

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
pub(super) struct Operands(u64);

impl Operands {
    pub(super) fn new(case: usize) -> Self {
        Self(u64::try_from(case).unwrap())
    }

    /// [SplitMix64]
    pub(super) fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ x >> 31
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.word() % u64::try_from(n).unwrap()).unwrap()
    }

    fn pick(&mut self, lengths: &[usize]) -> usize {
        lengths[self.below(lengths.len())] + self.below(3) - 1
    }

    /// A length around a threshold; one of `rarity` is large.
    pub(super) fn length(&mut self, rarity: usize) -> usize {
        if self.below(rarity) == 0 { self.pick(&LARGE) } else { self.pick(&THRESHOLDS) }
    }

    /// Two lengths, both large or both small.
    pub(super) fn lengths(&mut self, rarity: usize) -> (usize, usize) {
        let rarity = if self.below(rarity) == 0 { 1 } else { usize::MAX };
        (self.length(rarity), self.length(rarity))
    }

    /// A natural number of at most `n_words` words, nearly always as many.
    pub(super) fn natural(&mut self, n_words: usize) -> UBig {
        let max = u64::MAX;
        let mut words: Vec<u64> = match self.below(9) {
            // 2^k, and one more or less.
            0 => {
                let power = UBig::ONE << (64 * n_words).saturating_sub(1 + self.below(64));
                return match self.below(3) {
                    0 => power - UBig::ONE,
                    1 => power + UBig::ONE,
                    _ => power,
                };
            }
            1 => vec![max; n_words],
            2 => {
                let mut sparse = vec![0; n_words];
                for _ in 0..n_words.min(3) {
                    sparse[self.below(n_words)] = 1 << self.below(64);
                }
                sparse
            }
            3 => self.words_of(n_words, &[max, 0]),
            4 => self.words_of(n_words, &[max, 0, 1, 2]),
            5 => self.words_of(n_words, &[max, max - 1, 1 << 63]),
            // The top words of the known wrong products.
            6 => self.below_top(n_words, &[max, max]),
            7 => self.below_top(n_words, &[max, 2]),
            _ => self.below_top(n_words, &[]),
        };
        if let Some(top) = words.last_mut().filter(|top| **top == 0) {
            *top = 1;
        }
        from_words(&words)
    }

    fn words_of(&mut self, n_words: usize, values: &[u64]) -> Vec<u64> {
        (0..n_words).map(|_| values[self.below(values.len())]).collect()
    }

    /// Random words, but for these at the top.
    pub(super) fn below_top(&mut self, n_words: usize, top: &[u64]) -> Vec<u64> {
        let mut words: Vec<u64> = (0..n_words).map(|_| self.word()).collect();
        let n_low = n_words.saturating_sub(top.len());
        words.truncate(n_low);
        words.extend(&top[..n_words - n_low]);
        words
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
