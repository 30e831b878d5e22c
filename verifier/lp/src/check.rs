//! The claim of `docs/models.md`, read and checked against the statement, in integers.
//!
//! min (or max)  constant + c x   s.t.  lower_i <= a_i x <= upper_i,  lower_j <= x_j <= upper_j
//!
//! For multipliers y and z = c - A'y, a feasible x has  c x = sum_i y_i (a_i x) + sum_j z_j x_j, so
//!     least(y, z) = sum_i min y_i s_i + sum_j min z_j x_j     over the bounds
//! is a lower bound of c x; for max the same with signs changed.

use std::ops::Add;

use ironproof_numbers::{Checked, Expected, Failure, Fraction, Int, Lines};
use ironproof_numbers::{check, ensure, equal, index, limit_list, optimal, over_one_unit};

use crate::Claim;
use crate::statement::{Place, Statement, Term, fraction, side};

/// The claim of a text that starts at this line, and that holds its proof and nothing more.
pub(crate) fn claim(text: &str, line: usize, lp: &Statement) -> Checked<Claim> {
    let mut lines = Lines::new(text, line.saturating_sub(1))?;
    proved(&mut lines, lp).map_err(|failure| match failure {
        Failure::Input(.., expected) => Failure::Malformed(lines.number, expected),
        other => other,
    })
}

fn proved(lines: &mut Lines<'_>, lp: &Statement) -> Checked<Claim> {
    let (n_columns, n_rows, line) = (lp.columns.len(), lp.rows.len(), lines.after("")?);
    let words = line.split_once(' ').filter(|(_, rest)| !rest.is_empty());
    let claim = match words.unwrap_or((line, "")) {
        ("optimal", value) => {
            let value = fraction(value)?;
            let objective = objective(lp, &vector(lines, "point ", n_columns)?)?;
            optimal(&objective, bound(lp, &vector(lines, "multipliers ", n_rows)?), &value)?;
            Claim::Optimal(value)
        }
        ("bounds", sides) => {
            ensure(sides != "none none", "a bound: one claim, and never an empty one")?;
            let (lower, upper) = sides.split_once(' ').ok_or("two bounds")?;
            let (lower, upper) = (side(lower)?, side(upper)?);
            let (outer, inner) = if lp.is_max { (&upper, &lower) } else { (&lower, &upper) };
            if let Some(value) = inner {
                let objective = objective(lp, &vector(lines, "point ", n_columns)?)?;
                equal(["objective", " differs from value"], &objective, value)?;
            }
            if let Some(value) = outer {
                let bound = bound(lp, &vector(lines, "multipliers ", n_rows)?)?;
                equal(["bound", " differs from value"], &bound, value)?;
            }
            Claim::Bounds(lower, upper)
        }
        ("infeasible", "") if lines.peek().starts_with("multipliers ") => {
            // With costs zero, a positive lower bound of 0 x is a contradiction.
            let multipliers = vector(lines, "multipliers ", n_rows)?;
            let is_separated = Int::ZERO < least(lp, &multipliers.entries, Int::ZERO)?.numerator;
            check(is_separated, "the multipliers prove no infeasibility", String::new)?;
            Claim::Infeasible
        }
        ("infeasible", "") => {
            let is_row = lines.peek().starts_with("row ");
            let (what, places) = if is_row { ("row ", &lp.rows) } else { ("column ", &lp.columns) };
            let place = index(lines.after(what)?).and_then(|place| places.get(place - 1));
            let Place { label, sides: [lower, upper], .. } =
                place.ok_or("a place of the statement")?;
            let is_crossed = lower.is_some() && upper.is_some() && upper < lower;
            check(is_crossed, "the bounds are not crossed: ", || label.clone())?;
            Claim::Infeasible
        }
        ("unbounded", "") => {
            objective(lp, &vector(lines, "point ", n_columns)?)?;
            let ray = vector(lines, "ray ", n_columns)?.entries;
            for Place { label, terms, sides: [lower, upper] } in lp.columns.iter().chain(&lp.rows) {
                let change = sum(lp, terms, &ray)?.numerator;
                let (falls, rises) = (change < Int::ZERO, Int::ZERO < change);
                let stops = lower.is_some() && falls || upper.is_some() && rises;
                check(!stops, "the ray runs into a bound: ", || label.clone())?;
            }
            let gain = sum(lp, &lp.costs, &ray)?.numerator;
            let improves = if lp.is_max { Int::ZERO < gain } else { gain < Int::ZERO };
            check(improves, "the objective does not improve along the ray", String::new)?;
            Claim::Unbounded
        }
        ("basis", _) => Err("a claim with its vectors: a completer makes them of `basis`")?,
        _ => Err("optimal, bounds, infeasible or unbounded")?,
    };
    lines.end()?;
    Ok(claim)
}

/// A vector as integers over one positive denominator.
struct Vector {
    entries: Vec<Int>,
    denominator: Int,
}

/// A keyword with a denominator, and the entries that are not zero.
fn vector(lines: &mut Lines<'_>, keyword: Expected, n: usize) -> Checked<Vector> {
    let denominator = Int::parse(lines.after(keyword)?).filter(|size| Int::ZERO < *size);
    let denominator = denominator.ok_or("a positive denominator")?;
    let (mut entries, mut before) = (vec![Int::ZERO; n], 0);
    while lines.peek().starts_with(|c: char| c.is_ascii_digit()) {
        let (place, value) = lines.after("")?.split_once(' ').ok_or("a place and an integer")?;
        let place = index(place).ok_or("a place")?;
        ensure(before < place && place <= n, "increasing places of the statement")?;
        before = place;
        entries[place - 1] = Int::parse(value).ok_or("an integer")?;
    }
    Ok(Vector { entries, denominator })
}

/// The objective of the point, if it is inside all sides.
fn objective(lp: &Statement, point: &Vector) -> Checked<Fraction> {
    let value = |terms: &[Term]| -> Checked<Fraction> {
        let Fraction { numerator, denominator } = sum(lp, terms, &point.entries)?;
        Ok(Fraction { numerator, denominator: denominator * &point.denominator })
    };
    for Place { label, terms, sides: [lower, upper] } in lp.columns.iter().chain(&lp.rows) {
        let value = value(terms)?;
        let is_inside = lower.as_ref().is_none_or(|lower| *lower <= value)
            && upper.as_ref().is_none_or(|upper| value <= *upper);
        check(is_inside, "violated: ", || label.clone())?;
    }
    Ok(lp.constant.plus(&value(&lp.costs)?))
}

/// The sum of the terms at x, not reduced.
fn sum(lp: &Statement, terms: &[Term], x: &[Int]) -> Checked<Fraction> {
    let factors: Vec<_> = terms.iter().map(|(_, factor)| [factor.clone()]).collect();
    let ([factors], denominator) = over_one_unit(&factors, [0])?;
    limit_list(lp.n_terms, &denominator)?;
    let products = factors.iter().zip(terms).map(|(factor, (j, _))| factor * &x[*j]);
    Ok(Fraction { numerator: products.fold(Int::ZERO, Int::add), denominator })
}

/// The bound of the objective, from below for min; for max minus that of the opposite.
fn bound(lp: &Statement, multipliers: &Vector) -> Checked<Fraction> {
    let sign = if lp.is_max { &Int::ZERO - Int::from(1) } else { Int::from(1) };
    let y: Vec<Int> = multipliers.entries.iter().map(|y| y * &sign).collect();
    let least = least(lp, &y, &multipliers.denominator * &sign)?;
    Ok(lp.constant.plus(&least.times(&Fraction::new(sign, multipliers.denominator.clone()))))
}

/// least(y, z) for z = factor c - A'y.
fn least(lp: &Statement, y: &[Int], factor: Int) -> Checked<Fraction> {
    // The columns of A and c, and what they are multiplied by.
    let mut columns = vec![Vec::new(); lp.columns.len()];
    for (i, terms) in lp.rows.iter().map(|row| &row.terms).chain([&lp.costs]).enumerate() {
        for (j, coefficient) in terms {
            columns[*j].push((i, coefficient.clone()));
        }
    }
    let mut factors: Vec<Int> = y.iter().map(|y| &Int::ZERO - y).collect();
    factors.push(factor);
    let z = columns.iter().map(|terms| sum(lp, terms, &factors));
    let y = y.iter().map(|y| Ok(Fraction::from(y.clone())));
    let mut products = Vec::new();
    for (Place { label, sides, .. }, factor) in lp.columns.iter().chain(&lp.rows).zip(z.chain(y)) {
        let Fraction { numerator, denominator } = factor?;
        if numerator != Int::ZERO {
            let side = sides[usize::from(numerator < Int::ZERO)].as_ref();
            let absent = || Failure::Violated("no bound on the side used: ", label.clone());
            let side = side.ok_or_else(absent)?;
            let numerator = numerator * &side.numerator;
            products
                .push((0, Fraction { numerator, denominator: denominator * &side.denominator }));
        }
    }
    sum(lp, &products, &[Int::from(1)])
}
