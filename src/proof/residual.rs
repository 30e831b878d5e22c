//! The residual of a system while its solution is found digit by digit.
//!
//! ```text
//!     r_0 = b,   r_{k+1} = (r_k - A d_k) / p        the division is exact
//! ```
//!
//! It is in machine words when it fits.

use ironproof_number::IBig;
use ironproof_number::ops::RemEuclid;

use crate::field::Field;
use crate::sparse::Sparse;

/// Residuals of at most this size, and rows of at most this sum, keep the words from overflowing.
const WORD_RESIDUAL: i128 = 1 << 110;
const WORD_ROW: i128 = 1 << 62;

pub(super) enum Residual {
    Words(Vec<i128>),
    Big(Vec<IBig>),
}

impl Residual {
    pub(super) fn new(matrix: &Sparse, b: &[IBig]) -> Self {
        let big = Self::Big(b.to_vec());
        if can_use_words(matrix) { big.shortened() } else { big }
    }

    /// In words, if all fit.
    fn shortened(self) -> Self {
        let Self::Big(values) = &self else { return self };
        let word = |value: &IBig| {
            i128::try_from(value).ok().filter(|word| (-WORD_RESIDUAL..WORD_RESIDUAL).contains(word))
        };
        match values.iter().map(word).collect::<Option<Vec<_>>>() {
            Some(words) => Self::Words(words),
            None => self,
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        match self {
            Self::Words(values) => values.iter().all(|value| *value == 0),
            Self::Big(values) => values.iter().all(IBig::is_zero),
        }
    }

    pub(super) fn modulo(&self, field: Field) -> Vec<u64> {
        match self {
            Self::Words(values) => values.iter().map(|value| field.of(*value)).collect(),
            Self::Big(values) => {
                let prime = IBig::from(field.prime);
                let residue = |value: &IBig| value.rem_euclid(&prime);
                values.iter().map(|value| u64::try_from(residue(value)).unwrap_or(0)).collect()
            }
        }
    }

    /// (r - A d) / p
    pub(super) fn step(&mut self, matrix: &Sparse, field: Field, digit: impl Fn(usize) -> i64) {
        match self {
            Self::Words(values) => {
                let inverse = inverse_of_odd(i128::from(field.prime));
                for (i, value) in values.iter_mut().enumerate() {
                    let mut sum = *value;
                    for at in matrix.starts[i]..matrix.starts[i + 1] {
                        sum -= i128::from(matrix.words[at]) * i128::from(digit(matrix.index[at]));
                    }
                    *value = sum.wrapping_mul(inverse);
                }
            }
            Self::Big(values) => {
                let prime = IBig::from(field.prime);
                for (i, value) in values.iter_mut().enumerate() {
                    let mut sum = std::mem::replace(value, IBig::ZERO);
                    for (j, entry) in matrix.row(i) {
                        let digit = digit(j);
                        if digit != 0 {
                            sum -= entry * digit;
                        }
                    }
                    debug_assert!((&sum % &prime).is_zero(), "digits solve the system modulo p");
                    *value = sum / &prime;
                }
                if can_use_words(matrix) {
                    *self = std::mem::replace(self, Self::Big(Vec::new())).shortened();
                }
            }
        }
    }
}

/// The inverse of an odd number modulo 2^128. Multiplying by it divides exactly, if the division is
/// exact, several times faster than dividing.
fn inverse_of_odd(odd: i128) -> i128 {
    // Newton: each step doubles the number of right low bits; odd * odd = 1 modulo 8.
    let mut inverse = odd;
    for _ in 0..6 {
        let error = 2_i128.wrapping_sub(odd.wrapping_mul(inverse));
        inverse = inverse.wrapping_mul(error);
    }
    inverse
}

/// Whether words hold every sum of a row of `matrix` and a vector of digits.
pub(super) fn can_use_words(matrix: &Sparse) -> bool {
    let row_sum = |i: usize| {
        let words = &matrix.words[matrix.starts[i]..matrix.starts[i + 1]];
        words.iter().map(|word| i128::from(*word).abs()).sum::<i128>()
    };
    matrix.words.len() == matrix.index.len() && (0..matrix.n_rows()).all(|i| row_sum(i) < WORD_ROW)
}
