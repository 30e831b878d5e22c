//! The point and the multipliers that a basis determines.
//!
//! With R the rows that are not basic, C the basic columns and N the others, at their places,
//!     A_RC x_C = s_R - A_RN x_N,     A_RC' y_R = c_C,     y = 0 elsewhere.
//! Nothing is concluded here: both are checked as if a certificate had stated them.

use dashu_int::IBig;

use crate::fraction::{Fraction, over_one_unit};
use crate::lifting::{self, Row};
use crate::lp_certificate::{Place, Vector};
use crate::mps::{Lp, Sides};

/// `None` if the places are no basis, or one that is singular modulo the prime of `lifting`.
pub(crate) fn solution(lp: &Lp, columns: &[Place], rows: &[Place]) -> Option<(Vector, Vector)> {
    let at = |sides: &Sides, place: &Place| match place {
        Place::Basic | Place::Zero => Some(Fraction::ZERO),
        Place::Lower => sides.lower.clone(),
        Place::Upper => sides.upper.clone(),
    };
    let places = lp.columns.iter().zip(columns).map(|(column, place)| at(&column.sides, place));
    let columns_at = places.collect::<Option<Vec<_>>>()?;
    let places = lp.rows.iter().zip(rows).map(|(row, place)| at(&row.sides, place));
    let rows_at = places.collect::<Option<Vec<_>>>()?;
    let (mut point, rows_at, unit) = over_one_unit(&columns_at, &rows_at);
    let costs: Vec<Fraction> = lp.columns.iter().map(|column| column.cost.clone()).collect();
    let (costs, _, cost_unit) = over_one_unit(&costs, &[]);

    let basic: Vec<usize> = (0..columns.len()).filter(|j| columns[*j] == Place::Basic).collect();
    let others: Vec<usize> = (0..rows.len()).filter(|i| rows[*i] != Place::Basic).collect();
    if basic.len() != others.len() {
        return None;
    }
    // The rows in integers, and the same matrix by columns.
    let mut matrix: Vec<Row> = Vec::new();
    let mut transposed: Vec<Row> = vec![Vec::new(); basic.len()];
    let (mut units, mut right) = (Vec::new(), Vec::new());
    for (k, i) in others.iter().enumerate() {
        let terms = &lp.rows[*i].terms;
        let values: Vec<Fraction> = terms.iter().map(|(_, value)| value.clone()).collect();
        let (values, _, row_unit) = over_one_unit(&values, &[]);
        let mut side = &rows_at[*i] * &row_unit;
        let mut row = Vec::new();
        for ((j, _), value) in terms.iter().zip(values) {
            if let Ok(l) = basic.binary_search(j) {
                transposed[l].push((k, value.clone()));
                row.push((l, value));
            } else {
                side -= value * &point[*j];
            }
        }
        matrix.push(row);
        right.push(side);
        units.push(row_unit);
    }
    let (values, denominator) = lifting::solve(&matrix, &right)?;
    for entry in &mut point {
        *entry *= &denominator;
    }
    for (j, value) in basic.iter().zip(values) {
        point[*j] = value;
    }
    let point = Vector { entries: point, denominator: denominator * unit };

    let right: Vec<IBig> = basic.iter().map(|j| costs[*j].clone()).collect();
    let (values, denominator) = lifting::solve(&transposed, &right)?;
    let mut multipliers = vec![IBig::ZERO; rows.len()];
    for ((i, row_unit), value) in others.iter().zip(units).zip(values) {
        multipliers[*i] = value * row_unit;
    }
    Some((point, Vector { entries: multipliers, denominator: denominator * cost_unit }))
}
