//! What is left of the right side of a system after some digits of its solution.

use dashu_int::IBig;

use crate::modular::{P, modulo_p};

/// A row: its entries that are not zero, by increasing columns.
pub(crate) type Row = Vec<(usize, IBig)>;

/// Words hold sums of rows whose entries together stay below this.
const MAX_ROW: i128 = 1 << 60;

pub(crate) enum Residual {
    /// With the rows in words.
    Words(Vec<i128>, Vec<Vec<(usize, i64)>>),
    Big(Vec<IBig>),
}

impl Residual {
    pub(crate) fn new(rows: &[Row], right: &[IBig]) -> Residual {
        let mut zero = Residual::zero(rows, right);
        zero.add(right, 1);
        zero
    }

    pub(crate) fn zero(rows: &[Row], right: &[IBig]) -> Residual {
        let row = |row: &Row| {
            let entries = row.iter().map(|(j, value)| Some((*j, i64::try_from(value).ok()?)));
            let entries = entries.collect::<Option<Vec<_>>>()?;
            let size: i128 = entries.iter().map(|(_, value)| i128::from(*value).abs()).sum();
            (size < MAX_ROW).then_some(entries)
        };
        let is_short = right.iter().all(|value| i64::try_from(value).is_ok());
        match rows.iter().map(row).collect::<Option<Vec<_>>>() {
            Some(words) if is_short => Residual::Words(vec![0; right.len()], words),
            _ => Residual::Big(vec![IBig::ZERO; right.len()]),
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Residual::Words(values, _) => values.iter().all(|value| *value == 0),
            Residual::Big(values) => values.iter().all(IBig::is_zero),
        }
    }

    /// Adds the right side times `factor`, a digit.
    pub(crate) fn add(&mut self, right: &[IBig], factor: i64) {
        match self {
            Residual::Words(values, _) => {
                for (value, right) in values.iter_mut().zip(right) {
                    let right = i64::try_from(right).expect("`zero` has seen that all are short");
                    *value += i128::from(right) * i128::from(factor);
                }
            }
            Residual::Big(values) => {
                for (value, right) in values.iter_mut().zip(right) {
                    if !right.is_zero() {
                        *value += right * factor;
                    }
                }
            }
        }
    }

    pub(crate) fn modulo_p(&self) -> Vec<u64> {
        match self {
            Residual::Words(values, _) => {
                let rest = |value: &i128| u64::try_from(value.rem_euclid(i128::from(P)));
                values.iter().map(|value| rest(value).expect("61 bits")).collect()
            }
            Residual::Big(values) => values.iter().map(modulo_p).collect(),
        }
    }

    /// (r - B d) / p, where p divides all of it.
    pub(crate) fn step(&mut self, rows: &[Row], digit: impl Fn(usize) -> i64) {
        match self {
            Residual::Words(values, words) => {
                for (value, row) in values.iter_mut().zip(words) {
                    let terms =
                        row.iter().map(|(j, entry)| i128::from(*entry) * i128::from(digit(*j)));
                    *value = (*value - terms.sum::<i128>()) / i128::from(P);
                }
            }
            Residual::Big(values) => {
                for (value, row) in values.iter_mut().zip(rows) {
                    for (j, entry) in row {
                        if digit(*j) != 0 {
                            *value -= entry * digit(*j);
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
