//! The LP as floats, whatever its numbers are: what HiGHS cannot hold is left out.
//!
//! A coefficient that HiGHS would drop becomes zero, a bound beyond its infinity is absent. If the sizes of
//! the coefficients are far apart, rows and columns are multiplied by powers of two that bring them together,
//! since the tolerances of HiGHS mean little in such units. Otherwise a row is scaled only if a coefficient
//! would be dropped.

use crate::solve::float_lp::{DROPPED, FloatLp, INFINITE, scale_to_one};
use ironproof_linear::Lp;
use ironproof_number::rational::{Rational, approx};

/// HiGHS refuses larger coefficients.
pub const LARGE_COEFFICIENT: f64 = 1e15;
/// Beyond this the objective is scaled.
const LARGE_COST: f64 = 1e15;
/// Sizes of coefficients this many powers of two apart are brought together.
const FAR_APART: i32 = 34;
/// How often rows and columns are scaled in turn.
const N_PASSES: usize = 4;

impl FloatLp {
    /// Rounds `lp` to what HiGHS takes.
    pub(super) fn lossy(lp: &Lp) -> Self {
        let side = |x: Option<&Rational>, absent: f64, scale: f64| {
            let value = x.map_or(absent, |x| finite(x) * scale);
            if value.abs() < INFINITE { value } else { f64::INFINITY.copysign(value) }
        };
        let values: Vec<Vec<f64>> = lp
            .rows
            .iter()
            .map(|row| row.terms.iter().map(|(_, coefficient)| finite(coefficient)).collect())
            .collect();
        let scales = Scales::new(lp, &values);
        let column_scale: Vec<f64> = scales.columns.iter().map(|k| 2.0_f64.powi(*k)).collect();
        let costs = lp.columns.iter().zip(&column_scale);
        let mut out = Self {
            maximize: lp.maximize,
            offset: approx(&lp.offset),
            cost: costs.map(|(column, scale)| finite(&column.objective) * scale).collect(),
            column_lower: Vec::with_capacity(lp.columns.len()),
            column_upper: Vec::with_capacity(lp.columns.len()),
            row_lower: Vec::with_capacity(lp.rows.len()),
            row_upper: Vec::with_capacity(lp.rows.len()),
            starts: vec![0],
            index: Vec::with_capacity(lp.n_nonzeros()),
            value: Vec::with_capacity(lp.n_nonzeros()),
            row_scale: Vec::with_capacity(lp.rows.len()),
            column_scale,
            cost_scale: 1.0,
        };
        let largest = out.cost.iter().fold(0.0_f64, |largest, cost| largest.max(cost.abs()));
        if scales.are_needed || LARGE_COST < largest {
            out.cost_scale = scale_to_one(&out.cost);
            out.cost.iter_mut().for_each(|cost| *cost *= out.cost_scale);
        }
        for (column, scale) in lp.columns.iter().zip(&out.column_scale) {
            out.column_lower.push(side(column.lower.as_ref(), -f64::INFINITY, 1.0 / scale));
            out.column_upper.push(side(column.upper.as_ref(), f64::INFINITY, 1.0 / scale));
        }
        for (i, (row, values)) in lp.rows.iter().zip(values).enumerate() {
            let is_fine = |value: &f64| (DROPPED..LARGE_COEFFICIENT).contains(&value.abs());
            let scale = if scales.are_needed {
                2.0_f64.powi(scales.rows[i])
            } else if values.iter().all(is_fine) {
                1.0
            } else {
                scale_to_one(&values)
            };
            for (value, (j, _)) in values.into_iter().zip(&row.terms) {
                let value = value * scale * out.column_scale[*j];
                if DROPPED < value.abs() && value.abs() < LARGE_COEFFICIENT {
                    out.index.push(*j);
                    out.value.push(value);
                }
            }
            out.row_lower.push(side(row.lower.as_ref(), -f64::INFINITY, scale));
            out.row_upper.push(side(row.upper.as_ref(), f64::INFINITY, scale));
            out.row_scale.push(scale);
            out.starts.push(out.value.len());
        }
        out
    }
}

fn finite(x: &Rational) -> f64 {
    let value = approx(x);
    if value.is_finite() { value } else { f64::MAX.copysign(value) }
}

/// Powers of two for rows and columns, by their exponents.
struct Scales {
    are_needed: bool,
    rows: Vec<i32>,
    columns: Vec<i32>,
}

impl Scales {
    /// Geometric scaling: in turn, the largest and the least coefficient of each row, and of each column, get
    /// sizes whose product is one. In the end the largest of each row has size one.
    fn new(lp: &Lp, values: &[Vec<f64>]) -> Self {
        let (n_rows, n_columns) = (lp.rows.len(), lp.columns.len());
        let mut out =
            Self { are_needed: false, rows: vec![0; n_rows], columns: vec![0; n_columns] };
        let sizes = || {
            let rows = lp.rows.iter().zip(values).enumerate();
            rows.flat_map(|(i, (row, values))| {
                let terms = row.terms.iter().zip(values).filter(|(_, value)| **value != 0.0);
                terms.map(move |((j, _), value)| (i, *j, exponent(*value)))
            })
        };
        let mut range = None;
        sizes().for_each(|(_, _, size)| extend(&mut range, size));
        if range.is_none_or(|(least, largest)| largest - least < FAR_APART) {
            return out;
        }
        out.are_needed = true;
        for _ in 0..N_PASSES {
            let mut ranges = vec![None; n_rows];
            sizes().for_each(|(i, j, size)| extend(&mut ranges[i], size + out.columns[j]));
            out.rows = ranges.iter().map(|range| range.map_or(0, |(a, b)| -(a + b) / 2)).collect();
            let mut ranges = vec![None; n_columns];
            sizes().for_each(|(i, j, size)| extend(&mut ranges[j], size + out.rows[i]));
            out.columns =
                ranges.iter().map(|range| range.map_or(0, |(a, b)| -(a + b) / 2)).collect();
        }
        let mut ranges = vec![None; n_rows];
        sizes().for_each(|(i, j, size)| extend(&mut ranges[i], size + out.columns[j]));
        out.rows = ranges.iter().map(|range| range.map_or(0, |(_, largest)| -largest)).collect();
        out
    }
}

fn extend(range: &mut Option<(i32, i32)>, size: i32) {
    let (least, largest) = range.unwrap_or((size, size));
    *range = Some((least.min(size), largest.max(size)));
}

/// The exponent of a float.
fn exponent(x: f64) -> i32 {
    i32::try_from(x.to_bits() >> 52 & 0x7ff).map_or(0, |biased| biased - 1023)
}
