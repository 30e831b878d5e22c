//! Random linear programs of a few rows and columns.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero, pow};

use crate::random::Random;
use crate::statement::{Column, Row, Sides, Statement};

/// A model with at most four rows and four columns; about a third are feasible by construction.
pub fn model(random: &mut Random) -> Statement {
    let n_columns = 1 + random.below(4);
    let n_rows = random.below(5);
    let has_integers = random.once_in(5);
    let is_feasible = !random.once_in(3);
    let columns: Vec<Column> = (0..n_columns)
        .map(|j| Column {
            name: name(random, "x", j),
            is_integer: has_integers && random.once_in(2),
            cost: number(random),
            sides: column_sides(random),
        })
        .collect();
    let inside: Vec<BigRational> = columns.iter().map(|column| within(&column.sides)).collect();
    let rows = (0..n_rows)
        .map(|i| {
            let coefficients: Vec<BigRational> = (0..n_columns).map(|_| sparse(random)).collect();
            let activity = coefficients.iter().zip(&inside).map(|(a, x)| a * x).sum();
            let sides = row_sides(random, if is_feasible { Some(&activity) } else { None });
            Row { name: name(random, "R", i), sides, coefficients }
        })
        .collect();
    let readings = if random.once_in(8) { vec!["bounds=all".to_string()] } else { Vec::new() };
    let maximize = random.once_in(2);
    let name = name(random, "model", 0);
    Statement { name, readings, maximize, constant: sparse(random), columns, rows }
}

/// A name, sometimes one with characters that must be escaped.
fn name(random: &mut Random, start: &str, place: usize) -> String {
    let end = ["", "", "", "", "", "(1,2)", "\\u{20}y", "\\u{5c}", "\u{e4}", "=:"];
    format!("{start}{}{}", place + 1, end[random.below(end.len())])
}

/// A small number, mostly an integer.
fn number(random: &mut Random) -> BigRational {
    let integer = BigRational::from_integer(BigInt::from(random.between(-5, 5)));
    match random.below(12) {
        0 | 1 => integer / BigInt::from(random.between(2, 7)),
        2 => integer / pow(BigInt::from(10), 6),
        3 => integer * pow(BigInt::from(10), 9) + BigInt::one(),
        _ => integer,
    }
}

fn sparse(random: &mut Random) -> BigRational {
    if random.once_in(3) { BigRational::zero() } else { number(random) }
}

fn positive(random: &mut Random) -> BigRational {
    BigRational::from_integer(BigInt::from(random.between(1, 6)))
}

fn column_sides(random: &mut Random) -> Sides {
    let zero = BigRational::zero();
    let (lower, upper) = match random.below(14) {
        0..5 => (Some(zero), None),
        5..8 => (Some(zero), Some(positive(random))),
        8 => (None, None),
        9 => (None, Some(number(random))),
        10 => (Some(number(random)), None),
        11 => {
            let fixed = number(random);
            (Some(fixed.clone()), Some(fixed))
        }
        12 => {
            let lower = number(random);
            (Some(lower.clone()), Some(lower + positive(random)))
        }
        _ if random.once_in(3) => (Some(positive(random)), Some(zero)),
        _ => (Some(-positive(random)), Some(positive(random))),
    };
    Sides { lower, upper }
}

/// Sides around the activity, or anywhere.
fn row_sides(random: &mut Random, activity: Option<&BigRational>) -> Sides {
    let center = activity.cloned().unwrap_or_else(|| number(random));
    let slack = if random.once_in(3) { BigRational::zero() } else { positive(random) };
    let (lower, upper) = match random.below(12) {
        0..4 => (Some(center - slack), None),
        4..8 => (None, Some(center + slack)),
        8 | 9 => (Some(&center - slack), Some(center + positive(random))),
        10 => (Some(center.clone()), Some(center)),
        _ if random.once_in(3) && activity.is_none() => {
            (Some(center.clone()), Some(center - positive(random)))
        }
        _ => (None, None),
    };
    Sides { lower, upper }
}

/// A value between the sides, if they are not crossed.
fn within(sides: &Sides) -> BigRational {
    match (&sides.lower, &sides.upper) {
        (Some(lower), Some(upper)) => (lower + upper) / BigInt::from(2),
        (Some(lower), None) => lower + BigInt::one(),
        (None, Some(upper)) => upper - BigInt::one(),
        (None, None) => BigRational::one(),
    }
}
