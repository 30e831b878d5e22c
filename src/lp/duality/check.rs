//! What is needed for a verdict about an LP.
//!
//! ```text
//! optimal      x feasible, and its objective is the bound of the multipliers
//! infeasible   y with  max { sum_j (A'y)_j x_j } < min { sum_i y_i s_i }  over all bounds, or a row or column with
//!              lower > upper
//! unbounded    x feasible, and a direction d that no bound stops, along which the objective improves
//! ```

use ironproof_number::rational::Rational;
use ironproof_number::scale::common_denominator;
use ironproof_number::{IBig, UBig};

use super::multipliers::{dual_bound, most_of_rows};
use super::not_proved::NotProved;
use super::point::{check_feasible, objective};
use super::vector::{Sums, Vector};
use crate::Lp;

/// Proves that `point` is optimal; the value is the optimum.
///
/// # Errors
/// [`NotProved`] names the first condition that fails.
pub fn optimum(lp: &Lp, point: &Vector, multipliers: &Vector) -> Result<Rational, NotProved> {
    check_feasible(lp, point)?;
    let value = objective(lp, point);
    if dual_bound(lp, multipliers)? == value { Ok(value) } else { Err(NotProved::Gap) }
}

/// The same for numbers that are fractions, not integers over a common denominator.
///
/// # Errors
/// [`NotProved`] names the first condition that fails.
pub fn check_optimal(
    lp: &Lp,
    point: &[Rational],
    multipliers: &[Rational],
) -> Result<Rational, NotProved> {
    optimum(lp, &Vector::new(point), &Vector::new(multipliers))
}

/// Proves that no point is feasible: no point satisfies the combination of the rows by these multipliers.
///
/// # Errors
/// [`NotProved`] names the first condition that fails.
pub fn check_infeasible(lp: &Lp, multipliers: &[IBig]) -> Result<(), NotProved> {
    // min { sum_i y_i s_i } - max { sum_j (A'y)_j x_j } is minus the most that the products of -y can be.
    let opposite = multipliers.iter().map(|y| -y).collect();
    if most_of_rows(lp, opposite)? < Rational::ZERO {
        Ok(())
    } else {
        Err(NotProved::NoContradiction)
    }
}

/// Proves that the objective is unbounded: from `point`, any multiple of the direction is feasible.
///
/// # Errors
/// [`NotProved`] names the first condition that fails.
pub fn check_unbounded(lp: &Lp, point: &Vector, direction: &[IBig]) -> Result<(), NotProved> {
    if direction.len() != lp.columns.len() {
        return Err(NotProved::WrongLength);
    }
    check_feasible(lp, point)?;
    let is_stopped = |rate: &IBig, lower: &Option<Rational>, upper: &Option<Rational>| {
        (upper.is_some() && IBig::ZERO < *rate) || (lower.is_some() && *rate < IBig::ZERO)
    };
    for (column, rate) in lp.columns.iter().zip(direction) {
        if is_stopped(rate, &column.lower, &column.upper) {
            return Err(NotProved::Stopped(column.name.clone()));
        }
    }
    let direction = Vector::over(direction.to_vec(), UBig::ONE);
    let mut sums = Sums::new(&direction);
    let mut change = |terms: &[(usize, Rational)]| {
        let unit = common_denominator(terms.iter().map(|(_, factor)| factor));
        sums.of(terms.iter().map(|(j, factor)| (*j, factor)), &unit, None).1
    };
    for row in &lp.rows {
        if is_stopped(&change(&row.terms), &row.lower, &row.upper) {
            return Err(NotProved::Stopped(row.name.clone()));
        }
    }
    let gain = objective(lp, &direction) - &lp.offset;
    let gain = if lp.maximize { gain } else { -gain };
    if Rational::ZERO < gain { Ok(()) } else { Err(NotProved::NoGain) }
}

/// The same for numbers that are fractions, not integers over a common denominator.
///
/// # Errors
/// [`NotProved`] names the first condition that fails.
pub fn check_ray(lp: &Lp, point: &[Rational], direction: &[Rational]) -> Result<(), NotProved> {
    check_unbounded(lp, &Vector::new(point), Vector::new(direction).numerators())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, Row};

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

    /// x + y <= 1 and 2 <= x with 0 <= y: one minus the other.
    #[test]
    fn a_contradiction_is_proved_and_everything_else_is_not() {
        let mut lp = example();
        lp.rows[0].upper = Some(n(1));
        lp.columns[0].upper = None;
        lp.add_row(Row {
            lower: Some(n(2)),
            upper: None,
            ..Row::equal("s".to_owned(), "", [(0, n(1))], n(2))
        });
        let check = |y: [i32; 2]| check_infeasible(&lp, &y.map(IBig::from));
        let no_bound = |name: &str| Err(NotProved::NoBound(name.to_owned()));
        assert_eq!(check([-1, 1]), Ok(()));
        assert_eq!(check([-2, 3]), no_bound("x"));
        assert_eq!(check([1, -1]), no_bound("r"));
        assert_eq!(check([-1, -1]), no_bound("s"));
        assert_eq!(check([0, 0]), Err(NotProved::NoContradiction));
        assert_eq!(check([-1, 0]), Err(NotProved::NoContradiction));
        assert_eq!(check_infeasible(&lp, &[IBig::ONE]), Err(NotProved::WrongLength));
        lp.rows[1].lower = Some(n(1));
        assert_eq!(
            check_infeasible(&lp, &[-1, 1].map(IBig::from)),
            Err(NotProved::NoContradiction)
        );
    }

    /// Of a point of doubles, of one that is no point at all, and where both bounds of a row are broken.
    #[test]
    fn broken_bounds_are_found_with_their_amounts() {
        use crate::Place;
        use crate::duality::{broken_columns, broken_rows};
        let mut lp = example();
        let half = Vector::of_doubles(&[3.5, 0.75]).expect("finite");
        let columns: Vec<_> = broken_columns(&lp, &half).collect();
        assert_eq!(columns.len(), 1);
        let (amount, value) = (&columns[0].amount, columns[0].value());
        assert_eq!((columns[0].place, columns[0].is_upper), (Place::Column(0), true));
        assert_eq!((amount.to_string(), value.to_string()), ("1/2".to_owned(), "7/2".to_owned()));
        let rows: Vec<_> = broken_rows(&lp, &half).collect();
        assert_eq!((rows[0].place, rows[0].amount.to_string()), (Place::Row(0), "1/4".to_owned()));
        assert_eq!(check_feasible(&lp, &half), Err(NotProved::Column("x".to_owned())));
        lp.rows[0].lower = Some(n(6));
        let rows: Vec<_> = broken_rows(&lp, &half).collect();
        assert_eq!((rows.len(), rows[0].is_upper), (1, false));
        assert_eq!(rows[0].value().to_string(), "17/4");
        let none = Vector::over(half.numerators().to_vec(), 0_u8.into());
        assert_eq!(check_feasible(&lp, &none), Err(NotProved::WrongLength));
        assert_eq!(
            dual_bound(&lp, &Vector::over(vec![IBig::ONE], 0_u8.into())),
            Err(NotProved::WrongLength)
        );
    }
}
