//! The point and the multipliers that a basis determines.
//!
//! With R the rows that are not basic, C the basic columns and N the others, at their places,
//!     A_RC x_C = s_R - A_RN x_N,     A_RC' y_R = c_C,     y = 0 elsewhere.

use std::fmt::Write;

use dashu_int::IBig;
use dashu_int::ops::{BitTest, Gcd};

use crate::Incomplete;
use crate::budget::{Budget, check_bits};
use crate::lifting;
use crate::residual::Row;
use crate::statement::{Fraction, Lp, Sides};

/// Where a column, or the activity of a row, is in a basic solution.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Basic,
    Lower,
    Upper,
    Zero,
}

/// Of the columns and of the rows.
pub(crate) type Places = (Vec<Place>, Vec<Place>);

/// The places of a claim `basis`, or the line and what was expected there.
pub(crate) fn places(
    claim: &str,
    n_columns: usize,
    n_rows: usize,
) -> Result<Places, (usize, &'static str)> {
    let mut lines = claim.split('\n');
    if lines.next() != Some("basis") {
        return Err((0, "basis"));
    }
    let columns = symbols(lines.next().and_then(|line| line.strip_prefix("columns ")), n_columns);
    let columns = columns.ok_or((1, "a symbol B, L, U or Z for each column"))?;
    let rows = symbols(lines.next().and_then(|line| line.strip_prefix("rows ")), n_rows);
    let rows = rows.ok_or((2, "a symbol B, L, U or Z for each row"))?;
    if lines.next() != Some("end") || lines.next() != Some("") || lines.next().is_some() {
        return Err((3, "`end` and nothing more"));
    }
    Ok((columns, rows))
}

/// One symbol each.
fn symbols(symbols: Option<&str>, length: usize) -> Option<Vec<Place>> {
    let place = |symbol| match symbol {
        b'B' => Some(Place::Basic),
        b'L' => Some(Place::Lower),
        b'U' => Some(Place::Upper),
        b'Z' => Some(Place::Zero),
        _ => None,
    };
    let places = symbols?.bytes().map(place).collect::<Option<Vec<_>>>()?;
    (places.len() == length).then_some(places)
}

/// Integers over one positive denominator.
type Vector = (Vec<IBig>, IBig);

/// The claim `optimal` of the basis.
pub(crate) fn claim(lp: &Lp, places: &Places, budget: &mut Budget) -> Result<String, Incomplete> {
    let costs: Vec<&Fraction> = lp.columns.iter().map(|(cost, _)| cost).collect();
    let (costs, cost_unit) = over_one_unit(&costs, budget)?;
    let (point, multipliers) = solution(lp, places, &costs, &cost_unit, budget)?;
    let mut sum = IBig::ZERO;
    for (cost, entry) in costs.iter().zip(&point.0) {
        if !cost.is_zero() && !entry.is_zero() {
            budget.spend((1 + cost.bit_len() / 64) * (1 + entry.bit_len() / 64))?;
            sum += cost * entry;
        }
    }
    let Fraction { numerator, denominator } = &lp.constant;
    let unit = cost_unit * &point.1;
    let value = sum * denominator + numerator * &unit;
    let unit = unit * denominator;
    check_bits(&value)?;
    check_bits(&unit)?;
    let divisor = IBig::from((&value).gcd(&unit));
    let (value, unit) = (value / &divisor, unit / divisor);
    let mut text = format!("optimal {value}");
    // Writing to a `String` cannot fail.
    let _ = if unit.is_one() { writeln!(text) } else { writeln!(text, "/{unit}") };
    for (kind, (entries, denominator)) in [("point", point), ("multipliers", multipliers)] {
        let _ = writeln!(text, "{kind} {}", number(&denominator));
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.is_zero()) {
            let _ = writeln!(text, "{} {}", at + 1, number(entry));
        }
    }
    text.push_str("end\n");
    Ok(text)
}

/// In hexadecimal digits if it is long: decimal ones take as long as a third of a product.
fn number(entry: &IBig) -> String {
    if entry.bit_len() <= 1_000 { entry.to_string() } else { format!("{entry:#x}") }
}

/// Point and multipliers.
fn solution(
    lp: &Lp,
    (columns, rows): &Places,
    costs: &[IBig],
    cost_unit: &IBig,
    budget: &mut Budget,
) -> Result<(Vector, Vector), Incomplete> {
    let zero = Fraction { numerator: IBig::ZERO, denominator: IBig::ONE };
    let mut at = Vec::new();
    let column_sides = lp.columns.iter().map(|(_, sides)| sides).zip(columns);
    for (sides, place) in column_sides.chain(lp.rows.iter().map(|(sides, _)| sides).zip(rows)) {
        at.push(value_at(sides, *place, &zero).ok_or(Incomplete::NoBasis)?);
    }
    let (mut point, unit) = over_one_unit(&at, budget)?;
    let rows_at = point.split_off(columns.len());

    let basic: Vec<usize> = (0..columns.len()).filter(|j| columns[*j] == Place::Basic).collect();
    let others: Vec<usize> = (0..rows.len()).filter(|i| rows[*i] != Place::Basic).collect();
    if basic.len() != others.len() {
        return Err(Incomplete::NoBasis);
    }
    // The rows in integers, and the same matrix by columns.
    let mut matrix: Vec<Row> = Vec::new();
    let mut transposed: Vec<Row> = vec![Vec::new(); basic.len()];
    let (mut units, mut right) = (Vec::new(), Vec::new());
    for (k, i) in others.iter().enumerate() {
        let terms = &lp.rows[*i].1;
        let values: Vec<&Fraction> = terms.iter().map(|(_, value)| value).collect();
        let (values, row_unit) = over_one_unit(&values, budget)?;
        let mut side = &rows_at[*i] * &row_unit;
        let mut row = Vec::new();
        for ((j, _), value) in terms.iter().zip(values) {
            if let Ok(l) = basic.binary_search(j) {
                transposed[l].push((k, value.clone()));
                row.push((l, value));
            } else if !point[*j].is_zero() {
                budget.spend((1 + value.bit_len() / 64) * (1 + point[*j].bit_len() / 64))?;
                side -= value * &point[*j];
            }
        }
        check_bits(&side)?;
        matrix.push(row);
        right.push(side);
        units.push(row_unit);
    }
    let costs_right: Vec<IBig> = basic.iter().map(|j| costs[*j].clone()).collect();
    let mut second = budget.clone();
    let (primal, dual) = std::thread::scope(|scope| {
        let dual = scope.spawn(|| lifting::solve(&transposed, &costs_right, &mut second));
        let primal = lifting::solve(&matrix, &right, budget);
        (primal, dual.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (values, denominator) = primal?;
    let n_fixed = point.iter().filter(|entry| !entry.is_zero()).count();
    budget.keep(n_fixed, unit.bit_len() + denominator.bit_len())?;
    for entry in &mut point {
        if !entry.is_zero() {
            *entry *= &denominator;
        }
    }
    for (j, value) in basic.iter().zip(values) {
        point[*j] = value;
    }
    let denominator = denominator * unit;
    check_bits(&denominator)?;
    let point = (point, denominator);

    let (values, denominator) = dual?;
    let mut multipliers = vec![IBig::ZERO; rows.len()];
    for ((i, row_unit), value) in others.iter().zip(units).zip(values) {
        multipliers[*i] = value * row_unit;
        check_bits(&multipliers[*i])?;
    }
    let denominator = denominator * cost_unit;
    check_bits(&denominator)?;
    Ok((point, (multipliers, denominator)))
}

/// The value of a column or row at its place.
fn value_at<'a>(sides: &'a Sides, place: Place, zero: &'a Fraction) -> Option<&'a Fraction> {
    match place {
        Place::Basic | Place::Zero => Some(zero),
        Place::Lower => sides[0].as_ref(),
        Place::Upper => sides[1].as_ref(),
    }
}

/// Integers and the unit that makes them these fractions.
fn over_one_unit(fractions: &[&Fraction], budget: &mut Budget) -> Result<Vector, Incomplete> {
    let mut unit = IBig::ONE;
    for fraction in fractions {
        let denominator = &fraction.denominator;
        // Most denominators are one, and most others are old news: a remainder is cheaper than a gcd.
        if !denominator.is_one() && !(&unit % denominator).is_zero() {
            budget.spend(30 * (1 + unit.bit_len() / 64) * (1 + denominator.bit_len() / 64))?;
            unit = &unit / IBig::from((&unit).gcd(denominator)) * denominator;
            check_bits(&unit)?;
        }
    }
    let n_long = fractions.iter().filter(|fraction| !fraction.numerator.is_zero()).count();
    budget.keep(n_long, unit.bit_len())?;
    if unit.is_one() {
        return Ok((fractions.iter().map(|fraction| fraction.numerator.clone()).collect(), unit));
    }
    let scaled = |fraction: &&Fraction| &fraction.numerator * (&unit / &fraction.denominator);
    Ok((fractions.iter().map(scaled).collect(), unit))
}
