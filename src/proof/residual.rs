//! The residual of a system while its solution is found digit by digit.
//!
//! ```text
//!     r_0 = b,   r_{k+1} = (r_k - A d_k) / p        the division is exact
//! ```
//!
//! It is in machine words, or in wide numbers, when it fits.

use ironproof_number::IBig;
use ironproof_number::ops::RemEuclid;

use crate::field::Field;
use crate::sparse::Sparse;
use crate::wide::Wide;

/// Residuals of at most this size, and rows of at most this sum, keep the words from overflowing.
const WORD_RESIDUAL: i128 = 1 << 110;
const WORD_ROW: i128 = 1 << 62;
/// The same for wide numbers: bits of a residual and of an entry. Rows have fewer than 2^40 entries.
const WIDE_RESIDUAL: usize = 240;
const WIDE_ENTRY: i128 = 1 << 120;

pub(super) enum Residual {
    Words(Vec<i128>),
    Wide(Vec<Wide>),
    Big(Vec<IBig>),
}

/// The shortest numbers that hold every sum of a row of a matrix and a vector of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    Words,
    Wide,
    Big,
}

impl Width {
    pub(super) fn of(matrix: &Sparse) -> Self {
        let row_sum = |i: usize| {
            let words = &matrix.words[matrix.starts[i]..matrix.starts[i + 1]];
            words.iter().map(|word| i128::from(*word).abs()).sum::<i128>()
        };
        let n = matrix.index.len();
        if matrix.words.len() == n && (0..matrix.n_rows()).all(|i| row_sum(i) < WORD_ROW) {
            Self::Words
        } else if matrix.doubles.len() == n
            && matrix.doubles.iter().all(|entry| (-WIDE_ENTRY..WIDE_ENTRY).contains(entry))
        {
            Self::Wide
        } else {
            Self::Big
        }
    }
}

impl Residual {
    pub(super) fn new(width: Width, b: &[IBig]) -> Self {
        Self::Big(b.to_vec()).shortened(width)
    }

    pub(super) fn zero(width: Width, n: usize) -> Self {
        match width {
            Width::Words => Self::Words(vec![0; n]),
            Width::Wide => Self::Wide(vec![Wide::default(); n]),
            Width::Big => Self::Big(vec![IBig::ZERO; n]),
        }
    }

    /// In numbers of this width, if all fit.
    fn shortened(self, width: Width) -> Self {
        let Self::Big(values) = &self else { return self };
        let short = match width {
            Width::Words => {
                let fits = |word: &i128| (-WORD_RESIDUAL..WORD_RESIDUAL).contains(word);
                let word = |value: &IBig| i128::try_from(value).ok().filter(fits);
                values.iter().map(word).collect::<Option<_>>().map(Self::Words)
            }
            Width::Wide => {
                let wide = |value: &IBig| Wide::new(value, WIDE_RESIDUAL);
                values.iter().map(wide).collect::<Option<_>>().map(Self::Wide)
            }
            Width::Big => None,
        };
        short.unwrap_or(self)
    }

    pub(super) fn is_zero(&self) -> bool {
        match self {
            Self::Words(values) => values.iter().all(|value| *value == 0),
            Self::Wide(values) => values.iter().all(|value| value.is_zero()),
            Self::Big(values) => values.iter().all(IBig::is_zero),
        }
    }

    /// Adds `x` to entry `i`.
    pub(super) fn add(&mut self, i: usize, x: i128) {
        match self {
            Self::Words(values) => values[i] += x,
            Self::Wide(values) => values[i].add(x),
            Self::Big(values) => values[i] += IBig::from(x),
        }
    }

    pub(super) fn modulo(&self, field: Field) -> Vec<u64> {
        match self {
            Self::Words(values) => values.iter().map(|value| field.of(*value)).collect(),
            Self::Wide(values) => values.iter().map(|value| value.modulo(field)).collect(),
            Self::Big(values) => {
                let prime = IBig::from(field.prime);
                let residue = |value: &IBig| value.rem_euclid(&prime);
                values.iter().map(|value| u64::try_from(residue(value)).unwrap_or(0)).collect()
            }
        }
    }

    /// (r - A d) / p
    pub(super) fn step(
        &mut self,
        (matrix, width): (&Sparse, Width),
        field: Field,
        digit: impl Fn(usize) -> i64,
    ) {
        let inverse = inverse_of_odd(field.prime);
        match self {
            Self::Words(values) => {
                for (i, value) in values.iter_mut().enumerate() {
                    let mut sum = *value;
                    for at in matrix.starts[i]..matrix.starts[i + 1] {
                        sum -= i128::from(matrix.words[at]) * i128::from(digit(matrix.index[at]));
                    }
                    *value = sum.wrapping_mul(inverse);
                }
            }
            Self::Wide(values) => {
                for (i, value) in values.iter_mut().enumerate() {
                    for at in matrix.starts[i]..matrix.starts[i + 1] {
                        value.subtract_product(matrix.doubles[at], digit(matrix.index[at]));
                    }
                    *value = value.exact_quotient(field.prime, low_word(inverse));
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
                *self = std::mem::replace(self, Self::Big(Vec::new())).shortened(width);
            }
        }
    }
}

/// The inverse of an odd number modulo 2^128. Multiplying by it divides exactly, if the division is
/// exact, several times faster than dividing.
fn inverse_of_odd(odd: u64) -> i128 {
    // Newton: each step doubles the number of right low bits; odd * odd = 1 modulo 8.
    let odd = i128::from(odd);
    let mut inverse = odd;
    for _ in 0..6 {
        let error = 2_i128.wrapping_sub(odd.wrapping_mul(inverse));
        inverse = inverse.wrapping_mul(error);
    }
    inverse
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the inverse modulo 2^64 is the low word"
)]
fn low_word(x: i128) -> u64 {
    x as u64
}
