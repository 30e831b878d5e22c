//! The point and the multipliers of a basis, by elimination with fractions.
//!
//! A column that is not basic is at its bound, or at zero. A row that is not basic has its activity
//! at its bound, or at zero. That makes one equation per row that is not basic for the columns that
//! are basic:
//!
//! ```text
//! sum over basic j of a_ij x_j  =  activity_i - sum over the other j of a_ij x_j
//! ```
//!
//! The multipliers of basic rows are zero, and basic columns have z_j = c_j - sum_i a_ij y_i = 0.

use num_rational::BigRational;
use num_traits::Zero;

use crate::statement::{Sides, Statement};

/// Point and multipliers, if the symbols are a basis.
pub fn solution(
    lp: &Statement,
    columns: &str,
    rows: &str,
) -> Option<(Vec<BigRational>, Vec<BigRational>)> {
    let places = |symbols: &str, is_basic: bool| -> Vec<usize> {
        let chosen = symbols.char_indices().filter(|(_, symbol)| (*symbol == 'B') == is_basic);
        chosen.map(|(place, _)| place).collect()
    };
    let (basic, active) = (places(columns, true), places(rows, false));
    if basic.len() != active.len() {
        return None;
    }
    let mut point = vec![BigRational::zero(); lp.columns.len()];
    for (j, symbol) in columns.char_indices().filter(|(_, symbol)| *symbol != 'B') {
        point[j] = resting(symbol, &lp.columns[j].sides)?;
    }
    let mut right = Vec::new();
    for i in &active {
        let row = &lp.rows[*i];
        let activity = resting(rows[*i..].chars().next()?, &row.sides)?;
        let fixed: BigRational = row.coefficients.iter().zip(&point).map(|(a, x)| a * x).sum();
        right.push(activity - fixed);
    }
    let matrix: Vec<Vec<BigRational>> = active
        .iter()
        .map(|i| basic.iter().map(|j| lp.rows[*i].coefficients[*j].clone()).collect())
        .collect();
    for (j, x) in basic.iter().zip(solve(matrix.clone(), right)?) {
        point[*j] = x;
    }
    let transposed: Vec<Vec<BigRational>> =
        (0..basic.len()).map(|j| matrix.iter().map(|row| row[j].clone()).collect()).collect();
    let costs = basic.iter().map(|j| lp.columns[*j].cost.clone()).collect();
    let mut multipliers = vec![BigRational::zero(); lp.rows.len()];
    for (i, y) in active.iter().zip(solve(transposed, costs)?) {
        multipliers[*i] = y;
    }
    Some((point, multipliers))
}

/// Where a column or an activity is that is not basic.
fn resting(symbol: char, sides: &Sides) -> Option<BigRational> {
    match symbol {
        'L' => sides.lower.clone(),
        'U' => sides.upper.clone(),
        _ => Some(BigRational::zero()),
    }
}

/// The solution of a square system, if there is exactly one: Gauss and Jordan.
pub fn solve(
    mut matrix: Vec<Vec<BigRational>>,
    mut right: Vec<BigRational>,
) -> Option<Vec<BigRational>> {
    let n = right.len();
    for step in 0..n {
        let pivot = (step..n).find(|row| !matrix[*row][step].is_zero())?;
        matrix.swap(step, pivot);
        right.swap(step, pivot);
        let factor = matrix[step][step].clone();
        for entry in &mut matrix[step] {
            *entry /= &factor;
        }
        right[step] /= &factor;
        for row in 0..n {
            if row == step || matrix[row][step].is_zero() {
                continue;
            }
            let factor = matrix[row][step].clone();
            for column in 0..n {
                let change = &factor * &matrix[step][column];
                matrix[row][column] -= change;
            }
            let change = &factor * &right[step];
            right[row] -= change;
        }
    }
    Some(right)
}
