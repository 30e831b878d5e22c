//! Directions in which some rows stay as they are, and bounds that forgive missing sides.

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::lp::{self, activity};
use crate::random::Random;
use crate::refusal::Rules;
use crate::statement::{Sides, Statement};

/// The costs, as a row.
pub(super) fn costs(lp: &Statement) -> Vec<BigRational> {
    lp.columns.iter().map(|column| column.cost.clone()).collect()
}

/// The rows and columns, as rows, for which this holds.
fn rows(lp: &Statement, holds: impl Fn(&Sides, bool, usize) -> bool) -> Vec<Vec<BigRational>> {
    let n = lp.columns.len();
    let mut found = Vec::new();
    for (j, column) in lp.columns.iter().enumerate() {
        if holds(&column.sides, true, j) {
            let mut row = vec![BigRational::zero(); n];
            row[j] = BigRational::one();
            found.push(row);
        }
    }
    for (i, row) in lp.rows.iter().enumerate() {
        if holds(&row.sides, false, i) {
            found.push(row.coefficients.clone());
        }
    }
    found
}

/// The rows and columns that are at a side of theirs.
pub(super) fn tight(lp: &Statement, point: &[BigRational]) -> Vec<Vec<BigRational>> {
    rows(lp, |sides, is_column, place| {
        let value = if is_column { point[place].clone() } else { activity(lp, place, point) };
        sides.lower.as_ref() == Some(&value) || sides.upper.as_ref() == Some(&value)
    })
}

/// The rows and columns that do not change along the ray.
pub(super) fn unchanged(lp: &Statement, ray: &[BigRational]) -> Vec<Vec<BigRational>> {
    rows(
        lp,
        |_, is_column, place| {
            if is_column { ray[place].is_zero() } else { activity(lp, place, ray).is_zero() }
        },
    )
}

/// A direction that is not zero and that changes none of the rows, if there is one: after
/// elimination, one free place is one, the others are zero, and the rest follows.
pub(super) fn null(
    mut rows: Vec<Vec<BigRational>>,
    n: usize,
    random: &mut Random,
) -> Option<Vec<BigRational>> {
    let mut pivots: Vec<usize> = Vec::new();
    for column in 0..n {
        let step = pivots.len();
        let Some(pivot) = (step..rows.len()).find(|row| !rows[*row][column].is_zero()) else {
            continue;
        };
        rows.swap(step, pivot);
        let factor = rows[step][column].clone();
        rows[step].iter_mut().for_each(|entry| *entry /= &factor);
        let pivot_row = rows[step].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            if at != step && !row[column].is_zero() {
                let factor = row[column].clone();
                row.iter_mut().zip(&pivot_row).for_each(|(entry, own)| *entry -= &factor * own);
            }
        }
        pivots.push(column);
    }
    let free: Vec<usize> = (0..n).filter(|column| !pivots.contains(column)).collect();
    let chosen = *random.one(&free)?;
    let mut direction = vec![BigRational::zero(); n];
    direction[chosen] = BigRational::one();
    for (row, pivot) in rows.iter().zip(&pivots) {
        direction[*pivot] = -row[chosen].clone();
    }
    Some(direction)
}

/// `z_j`, with costs zero for a proof of infeasibility.
pub(super) fn reduced_cost(
    lp: &Statement,
    multipliers: &[BigRational],
    j: usize,
    is_infeasibility: bool,
) -> BigRational {
    let zero = BigRational::zero();
    let cost = if is_infeasibility { &zero } else { &lp.columns[j].cost };
    lp::reduced_cost(lp, cost, multipliers, j)
}

/// What a checker would take for the bound if it took missing sides for zero.
pub(super) fn loose_bound(
    lp: &Statement,
    multipliers: &[BigRational],
    is_infeasibility: bool,
) -> BigRational {
    let mut rules = Rules::default();
    if is_infeasibility {
        let zero = vec![BigRational::zero(); lp.columns.len()];
        return lp::extreme(lp, &zero, multipliers, false, &mut rules);
    }
    lp::bound(lp, multipliers, &mut rules)
}
