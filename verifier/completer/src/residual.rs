//! What is left of the right side of a system after some digits of its solution.

use dashu_int::IBig;

use crate::modular::{INVERSE, P, modulo_p, modulo_p_of};
use crate::wide::Wide;

/// A row: its entries that are not zero, by increasing columns.
pub(crate) type Row = Vec<(usize, IBig)>;

/// The entries of a row that are words stay below this together: sums of their products with digits are double words.
const MAX_ROW: i128 = 1 << 60;
/// Wide numbers hold sums of fewer than 2^40 products of such an entry with a digit.
const MAX_ENTRY: i128 = 1 << 120;

/// The rows of a system, in the shortest numbers that hold them.
pub(crate) struct Matrix<'a> {
    rows: &'a [Row],
    short: Option<Short>,
}

/// All rows one after another: entries that are words, and the others.
#[derive(Default)]
struct Short {
    words: Vec<(usize, i64)>,
    long: Vec<(usize, i128)>,
    /// Where each row ends in both.
    ends: Vec<(usize, usize)>,
}

impl Short {
    fn new(rows: &[Row]) -> Option<Short> {
        let mut short = Short::default();
        for row in rows {
            let mut sum = 0;
            for (j, entry) in row {
                let entry = i128::try_from(entry).ok()?;
                let size = entry.checked_abs().filter(|size| *size < MAX_ENTRY)?;
                if sum + size < MAX_ROW {
                    sum += size;
                    short.words.push((*j, i64::try_from(entry).ok()?));
                } else {
                    short.long.push((*j, entry));
                }
            }
            short.ends.push((short.words.len(), short.long.len()));
        }
        Some(short)
    }
}

impl<'a> Matrix<'a> {
    pub(crate) fn new(rows: &'a [Row]) -> Matrix<'a> {
        Matrix { rows, short: Short::new(rows) }
    }
}

pub(crate) enum Residual {
    Words(Vec<i128>),
    Wide(Vec<Wide>),
    Big(Vec<IBig>),
}

impl Residual {
    /// Zero, in numbers that also hold multiples of the right side by digits.
    pub(crate) fn zero(matrix: &Matrix<'_>, right: &[IBig]) -> Residual {
        let size = |value: &IBig| i128::try_from(value).ok().and_then(i128::checked_abs);
        let is_below = |limit| right.iter().all(|value| size(value).is_some_and(|x| x < limit));
        match &matrix.short {
            Some(short) if short.long.is_empty() && is_below(MAX_ROW) => {
                Residual::Words(vec![0; right.len()])
            }
            Some(_) if is_below(MAX_ENTRY) => Residual::Wide(vec![Wide::default(); right.len()]),
            _ => Residual::Big(vec![IBig::ZERO; right.len()]),
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Residual::Words(values) => values.iter().all(|value| *value == 0),
            Residual::Wide(values) => values.iter().all(|value| value.is_zero()),
            Residual::Big(values) => values.iter().all(IBig::is_zero),
        }
    }

    /// Adds the right side times `factor`, a digit.
    pub(crate) fn add(&mut self, right: &[IBig], factor: i64) {
        let short =
            |right: &IBig| i128::try_from(right).expect("`zero` has seen that all are short");
        let places = right.iter().enumerate().filter(|(_, right)| !right.is_zero());
        match self {
            Residual::Words(values) => {
                places.for_each(|(i, right)| values[i] += short(right) * i128::from(factor));
            }
            Residual::Wide(values) => {
                places.for_each(|(i, right)| values[i].subtract_product(-short(right), factor));
            }
            Residual::Big(values) => places.for_each(|(i, right)| values[i] += right * factor),
        }
    }

    pub(crate) fn modulo_p(&self) -> Vec<u64> {
        match self {
            Residual::Words(values) => values.iter().map(|value| modulo_p_of(*value)).collect(),
            Residual::Wide(values) => values.iter().map(|value| value.modulo_p()).collect(),
            Residual::Big(values) => values.iter().map(modulo_p).collect(),
        }
    }

    /// (r - B d) / p, where p divides all of it.
    pub(crate) fn step(&mut self, matrix: &Matrix<'_>, digits: &[i64]) {
        let short = matrix.short.iter().flat_map(|short| {
            let starts = [(0, 0)].into_iter().chain(short.ends.iter().copied());
            starts.zip(&short.ends).map(|((word, long), (word_end, long_end))| {
                let words = short.words[word..*word_end].iter();
                let words = words.map(|(j, x)| i128::from(*x) * i128::from(digits[*j]));
                (words.sum::<i128>(), &short.long[long..*long_end])
            })
        });
        match self {
            Residual::Words(values) => {
                for (value, (sum, _)) in values.iter_mut().zip(short) {
                    *value = (*value - sum).wrapping_mul(INVERSE.cast_signed());
                }
            }
            Residual::Wide(values) => {
                for (value, (sum, long)) in values.iter_mut().zip(short) {
                    value.subtract(sum);
                    for (j, entry) in long {
                        value.subtract_product(*entry, digits[*j]);
                    }
                    *value = value.part();
                }
            }
            Residual::Big(values) => {
                for (value, row) in values.iter_mut().zip(matrix.rows) {
                    for (j, entry) in row {
                        if digits[*j] != 0 {
                            *value -= entry * digits[*j];
                        }
                    }
                    if !value.is_zero() {
                        *value /= P;
                    }
                }
            }
        }
    }
}
