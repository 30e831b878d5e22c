//! The claim of `docs/models.md`, read and checked against the statement, in integers.
//!
//! min (or max)  constant + c x   s.t.  lower_i <= a_i x <= upper_i,  lower_j <= x_j <= upper_j
//!
//! For multipliers y and z = c - A'y, a feasible x has  c x = sum_i y_i (a_i x) + sum_j z_j x_j, so
//!     least(y, z) = sum_i min y_i s_i + sum_j min z_j x_j     over the bounds
//! is a lower bound of c x; for max the same with signs changed.

use std::collections::BTreeMap;
use std::rc::Rc;

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
            let multipliers = vector(lines, "multipliers ", n_rows)?;
            optimal(&objective, bound(lp, multipliers, 1, lp.is_max), &value)?;
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
                let bound = bound(lp, vector(lines, "multipliers ", n_rows)?, 1, lp.is_max)?;
                equal(["bound", " differs from value"], &bound, value)?;
            }
            Claim::Bounds(lower, upper)
        }
        ("infeasible", "") if lines.peek().starts_with("multipliers ") => {
            // With costs zero, a positive lower bound of 0 x is a contradiction.
            let least = bound(lp, vector(lines, "multipliers ", n_rows)?, 0, false)?.numerator;
            check(Int::ZERO < least, "the multipliers prove no infeasibility", String::new)?;
            Claim::Infeasible
        }
        ("infeasible", "") => {
            let is_row = lines.peek().starts_with("row ");
            let (what, places) = if is_row { ("row ", &lp.rows) } else { ("column ", &lp.columns) };
            let place = index(lines.after(what)?).and_then(|place| places.get(place - 1));
            let Place { label, sides: [lower, upper], .. } =
                place.ok_or("a place of the statement")?;
            check(upper.is_some() && upper < lower, "the bounds are not crossed: ", || {
                label.clone()
            })?;
            Claim::Infeasible
        }
        ("unbounded", "") => {
            objective(lp, &vector(lines, "point ", n_columns)?)?;
            let ray = vector(lines, "ray ", n_columns)?;
            for Place { label, terms, sides: [lower, upper] } in lp.columns.iter().chain(&lp.rows) {
                let change = sum(lp, terms, &ray)?.numerator;
                let (falls, rises) = (change < Int::ZERO, Int::ZERO < change);
                let stops = lower.is_some() && falls || upper.is_some() && rises;
                check(!stops, "the ray runs into a bound: ", || label.clone())?;
            }
            let gain = sum(lp, &lp.costs, &ray)?.numerator;
            let improves = gain != Int::ZERO && (Int::ZERO < gain) == lp.is_max;
            check(improves, "the objective does not improve along the ray", String::new)?;
            Claim::Unbounded
        }
        ("basis", _) => Err("a claim with its vectors: a completer makes them of `basis`")?,
        _ => Err("optimal, bounds, infeasible or unbounded")?,
    };
    lines.end()?;
    Ok(claim)
}

/// Integers, each with the positive denominator that it shares with others.
type Vector = Vec<(Rc<Int>, Int)>;

/// A keyword with a denominator, and entries over it; then more of both after `over`.
fn vector(lines: &mut Lines<'_>, mut keyword: Expected, n: usize) -> Checked<Vector> {
    let mut vector = vec![(Rc::new(Int::from(1)), Int::ZERO); n];
    loop {
        let denominator = Int::parse(lines.after(keyword)?).filter(|size| Int::ZERO < *size);
        let denominator = Rc::new(denominator.ok_or("a positive denominator")?);
        let mut before = 0;
        while lines.peek().starts_with(|c: char| c.is_ascii_digit()) {
            let (place, value) = lines.after("")?.split_once(' ').ok_or("a place and a value")?;
            let place = index(place).ok_or("a place")?;
            ensure(before < place && place <= n, "increasing places of the statement")?;
            ensure(vector[place - 1].1 == Int::ZERO, "a place without an entry")?;
            before = place;
            vector[place - 1] = (denominator.clone(), Int::parse(value).ok_or("an integer")?);
        }
        keyword = "over ";
        if !lines.peek().starts_with(keyword) {
            return Ok(vector);
        }
    }
}

/// The objective of the point, if it is inside all sides.
fn objective(lp: &Statement, point: &Vector) -> Checked<Fraction> {
    for Place { label, terms, sides: [lower, upper] } in lp.columns.iter().chain(&lp.rows) {
        let value = Some(sum(lp, terms, point)?);
        let is_inside = *lower <= value && (upper.is_none() || value <= *upper); // none <= any
        check(is_inside, "violated: ", || label.clone())?;
    }
    Ok(lp.constant.plus(&sum(lp, &lp.costs, point)?))
}

/// The sum of the terms at x, not reduced.
fn sum(lp: &Statement, terms: &[Term], x: &Vector) -> Checked<Fraction> {
    let factors: Vec<_> = terms.iter().map(|(_, factor)| [factor.clone()]).collect();
    let ([factors], unit) = over_one_unit(&factors, [0])?;
    limit_list(lp.n_terms, &unit)?;
    let product = |(factor, (j, _)): (&Int, &Term)| (&*x[*j].0, factor * &x[*j].1);
    let Fraction { numerator, denominator } = total(factors.iter().zip(terms).map(product))?;
    Ok(Fraction { numerator, denominator: denominator * unit })
}

/// The sum of integers over denominators, not reduced.
fn total<'a>(terms: impl Iterator<Item = (&'a Int, Int)>) -> Checked<Fraction> {
    let mut sums = BTreeMap::new();
    for (denominator, term) in terms.filter(|(_, term)| *term != Int::ZERO) {
        let sum = sums.entry(denominator).or_insert(Int::ZERO);
        *sum = term + &*sum;
    }
    let own = |(part, numerator): (&Int, Int)| Fraction { numerator, denominator: part.clone() };
    let mut sums = sums.into_iter().map(own);
    let first = sums.next().unwrap_or(Fraction::from(0));
    sums.try_fold(first, |sum, next| {
        let ([both], denominator) = over_one_unit(&[[sum], [next]], [0])?;
        Ok(Fraction { numerator: Int::ZERO + &both[0] + &both[1], denominator })
    })
}

/// factor constant + least(y, z) for z = factor c - A'y, or the most.
fn bound(lp: &Statement, mut y: Vector, factor: u64, is_max: bool) -> Checked<Fraction> {
    // The columns of A and c, and the rows of -1: times y and -factor, they make -z and -y.
    let mut opposites = vec![Vec::new(); lp.columns.len()];
    for (i, terms) in lp.rows.iter().map(|row| &row.terms).chain([&lp.costs]).enumerate() {
        for (j, coefficient) in terms {
            opposites[*j].push((i, coefficient.clone()));
        }
    }
    let minus_one = Fraction::from(0).minus(&Fraction::from(1));
    opposites.extend((0..y.len()).map(|i| vec![(i, minus_one.clone())]));
    y.push((Rc::new(Int::from(1)), &Int::ZERO - Int::from(factor)));
    let mut products = Vec::new();
    for (Place { label, sides, .. }, terms) in lp.columns.iter().chain(&lp.rows).zip(opposites) {
        let Fraction { numerator, denominator } = sum(lp, &terms, &y)?;
        if numerator != Int::ZERO {
            let side = sides[usize::from((Int::ZERO < numerator) != is_max)].as_ref();
            let absent = || Failure::Violated("no bound on the side used: ", label.clone());
            let side = side.ok_or_else(absent)?;
            let product = &Int::ZERO - numerator * &side.numerator;
            products.push((denominator * &side.denominator, product));
        }
    }
    let least = total(products.iter().map(|(unit, product)| (unit, product.clone())))?;
    Ok(lp.constant.times(&Fraction::from(factor)).plus(&least))
}
