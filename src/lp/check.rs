//! Exact proofs about one LP: a point and multipliers in, a verdict out.
//!
//! ```text
//! optimal    x feasible, and  c x = sum_i y_i b_i + sum_j max { z_j x_j : lower_j <= x_j <= upper_j }
//!            with z = c - y A, b_i = upper_i where 0 < y_i and lower_i where y_i < 0
//! unbounded  x feasible, and a direction d that no bound stops, with 0 < c d
//! ```
//!
//! Signs are for max; min is max of -c. Plain rationals: this is for LPs of a few thousand nonzeros.

use super::{Lp, Row};
use ironproof_number::rational::Rational;

/// Why the evidence is no proof.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// The vectors do not fit the LP.
    #[error("the evidence does not fit the LP")]
    WrongLength,
    /// The point breaks a bound of a column.
    #[error("column {0} is outside its bounds")]
    Column(String),
    /// The point breaks a row.
    #[error("row {0} is violated")]
    Row(String),
    /// A multiplier, or a reduced cost, points at a bound that is absent.
    #[error("the multipliers give no bound at {0}")]
    NoBound(String),
    /// The objective and the bound differ.
    #[error("the objective differs from the bound")]
    Gap,
    /// The direction runs into a bound.
    #[error("the direction is stopped by {0}")]
    Stopped(String),
    /// The direction does not improve the objective.
    #[error("the direction gains nothing")]
    NoGain,
}

/// Proves that `point` is optimal; the value is the optimum.
///
/// # Errors
/// [`NotProved`] names the first condition that fails.
pub fn check_optimal(
    lp: &Lp,
    point: &[Rational],
    multipliers: &[Rational],
) -> Result<Rational, NotProved> {
    if multipliers.len() != lp.rows.len() {
        return Err(NotProved::WrongLength);
    }
    check_feasible(lp, point)?;
    let mut bound = Rational::ZERO;
    let mut reduced: Vec<Rational> =
        lp.columns.iter().map(|column| gain(lp, &column.objective)).collect();
    for (row, y) in lp.rows.iter().zip(multipliers) {
        if y.is_zero() {
            continue;
        }
        let side = if *y > Rational::ZERO { &row.upper } else { &row.lower };
        let Some(side) = side else { return Err(NotProved::NoBound(row.name.clone())) };
        bound += y * side;
        for (j, coefficient) in &row.terms {
            reduced[*j] -= y * coefficient;
        }
    }
    for (column, z) in lp.columns.iter().zip(&reduced) {
        if z.is_zero() {
            continue;
        }
        let side = if *z > Rational::ZERO { &column.upper } else { &column.lower };
        let Some(side) = side else { return Err(NotProved::NoBound(column.name.clone())) };
        bound += z * side;
    }
    let objective = objective(lp, point);
    if objective == gain(lp, &bound) { Ok(objective) } else { Err(NotProved::Gap) }
}

/// Proves that the objective is unbounded: from `point`, any multiple of `direction` is feasible.
///
/// # Errors
/// [`NotProved`] names the first condition that fails.
pub fn check_ray(lp: &Lp, point: &[Rational], direction: &[Rational]) -> Result<(), NotProved> {
    if direction.len() != lp.columns.len() {
        return Err(NotProved::WrongLength);
    }
    check_feasible(lp, point)?;
    let is_stopped = |rate: &Rational, lower: &Option<Rational>, upper: &Option<Rational>| {
        (upper.is_some() && Rational::ZERO < *rate) || (lower.is_some() && *rate < Rational::ZERO)
    };
    for (column, rate) in lp.columns.iter().zip(direction) {
        if is_stopped(rate, &column.lower, &column.upper) {
            return Err(NotProved::Stopped(column.name.clone()));
        }
    }
    for row in &lp.rows {
        if is_stopped(&activity(row, direction), &row.lower, &row.upper) {
            return Err(NotProved::Stopped(row.name.clone()));
        }
    }
    if gain(lp, &objective(lp, direction)) > Rational::ZERO {
        Ok(())
    } else {
        Err(NotProved::NoGain)
    }
}

/// Proves that `point` satisfies every bound and row.
///
/// # Errors
/// [`NotProved`] names the first bound or row that is violated.
pub fn check_feasible(lp: &Lp, point: &[Rational]) -> Result<(), NotProved> {
    if point.len() != lp.columns.len() {
        return Err(NotProved::WrongLength);
    }
    let is_outside = |x: &Rational, lower: &Option<Rational>, upper: &Option<Rational>| {
        lower.as_ref().is_some_and(|lower| x < lower)
            || upper.as_ref().is_some_and(|upper| upper < x)
    };
    for (column, x) in lp.columns.iter().zip(point) {
        if is_outside(x, &column.lower, &column.upper) {
            return Err(NotProved::Column(column.name.clone()));
        }
    }
    for row in &lp.rows {
        if is_outside(&activity(row, point), &row.lower, &row.upper) {
            return Err(NotProved::Row(row.name.clone()));
        }
    }
    Ok(())
}

fn activity(row: &Row, x: &[Rational]) -> Rational {
    let nonzero = row.terms.iter().filter(|(j, _)| !x[*j].is_zero());
    nonzero.fold(Rational::ZERO, |sum, (j, coefficient)| sum + coefficient * &x[*j])
}

fn objective(lp: &Lp, x: &[Rational]) -> Rational {
    let nonzero = lp.columns.iter().zip(x).filter(|(_, x)| !x.is_zero());
    nonzero.fold(Rational::ZERO, |sum, (column, x)| sum + &column.objective * x)
}

fn gain(lp: &Lp, x: &Rational) -> Rational {
    if lp.maximize { x.clone() } else { -x.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;

    fn n(x: i32) -> Rational {
        Rational::from(x)
    }

    /// max 3 x + 2 y, x + y <= 4, 0 <= x <= 3, 0 <= y.
    fn example() -> Lp {
        let mut lp = Lp::new("example", true);
        let mut x = Column::non_negative("x".to_owned(), n(3), n(3));
        x.upper = Some(n(3));
        lp.add_column(x);
        lp.add_column(Column::non_negative("y".to_owned(), n(2), n(4)));
        lp.add_row(Row::at_most("r".to_owned(), "supply", [(0, n(1)), (1, n(1))], n(4)));
        lp
    }

    #[test]
    fn an_optimum_is_proved_and_everything_else_is_not() {
        let lp = example();
        assert_eq!(check_optimal(&lp, &[n(3), n(1)], &[n(2)]), Ok(n(11)));
        assert_eq!(check_optimal(&lp, &[n(2), n(1)], &[n(2)]), Err(NotProved::Gap));
        assert_eq!(check_optimal(&lp, &[n(3), n(1)], &[n(3)]), Err(NotProved::Gap));
        let no_bound = |name: &str| Err(NotProved::NoBound(name.to_owned()));
        assert_eq!(check_optimal(&lp, &[n(3), n(1)], &[n(1)]), no_bound("y"));
        assert_eq!(check_optimal(&lp, &[n(3), n(1)], &[n(-1)]), no_bound("r"));
        let row = NotProved::Row("r".to_owned());
        assert_eq!(check_optimal(&lp, &[n(3), n(2)], &[n(2)]), Err(row));
        let column = NotProved::Column("x".to_owned());
        assert_eq!(check_optimal(&lp, &[n(4), n(0)], &[n(2)]), Err(column));
        assert_eq!(check_optimal(&lp, &[n(4)], &[n(2)]), Err(NotProved::WrongLength));
    }

    #[test]
    fn a_ray_is_proved_and_everything_else_is_not() {
        let mut lp = example();
        let stopped = |name: &str| Err(NotProved::Stopped(name.to_owned()));
        assert_eq!(check_ray(&lp, &[n(0), n(0)], &[n(0), n(1)]), stopped("r"));
        lp.rows[0].upper = None;
        assert_eq!(check_ray(&lp, &[n(0), n(0)], &[n(0), n(1)]), Ok(()));
        assert_eq!(check_ray(&lp, &[n(0), n(0)], &[n(1), n(1)]), stopped("x"));
        assert_eq!(check_ray(&lp, &[n(0), n(0)], &[n(0), n(0)]), Err(NotProved::NoGain));
    }
}
