//! The claim of `docs/models.md`, read and checked against the statement, in integers.
//!
//! min (or max)  constant + c x   s.t.  lower_i <= a_i x <= upper_i,  lower_j <= x_j <= upper_j
//!
//! For multipliers y and z = c - A'y, a feasible x has  c x = sum_i y_i (a_i x) + sum_j z_j x_j, so
//!     least(y, z) = sum_i min y_i s_i + sum_j min z_j x_j     over the bounds
//! is a lower bound of c x; for max the same with signs changed.

use std::{collections::BTreeMap, rc::Rc};

use ironproof_numbers::{Checked, Expected, Failure, Fraction, Int, LIST_BITS, Lines, Read};
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
            let objective = objective(lp, &mut vector(lines, "point ", n_columns)?)?;
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
                let objective = objective(lp, &mut vector(lines, "point ", n_columns)?)?;
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
            let place = index(lines.after(what)?).and_then(|at| places.get(at.checked_sub(1)?));
            let Place { label, sides: [lower, upper], .. } = place.ok_or("a known place")?;
            let is_crossed = upper.is_some() && upper < lower;
            check(is_crossed, "the bounds are not crossed: ", || label.clone())?;
            Claim::Infeasible
        }
        ("unbounded", "") => {
            objective(lp, &mut vector(lines, "point ", n_columns)?)?;
            let mut ray = vector(lines, "ray ", n_columns)?;
            for Place { label, terms, sides } in lp.columns.iter().chain(&lp.rows) {
                let rate = sum(lp.n_terms, terms, &mut ray)?.1.numerator;
                let stops = rate != Int::ZERO && sides[usize::from(Int::ZERO < rate)].is_some();
                check(!stops, "the ray runs into a bound: ", || label.clone())?;
            }
            let gain = sum(lp.costs.len(), &lp.costs, &mut ray)?.1.numerator;
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

/// Numbers, each over the first of two factors of `all`, which it shares with others.
struct Vector {
    entries: Vec<(Rc<[Int; 2]>, Fraction)>,
    all: Rc<[Int; 2]>,
    mixed: usize, // bits of sums over `all`
}

/// A keyword with a denominator, and entries over it, and over factors of it: `over` has both.
fn vector(lines: &mut Lines<'_>, keyword: Expected, n: usize) -> Checked<Vector> {
    let all = Rc::new([positive(lines.after(keyword)?)?, Int::from(1)]);
    let (mut shared, mut entries) = (all.clone(), vec![(all.clone(), Fraction::from(0)); n]);
    loop {
        let mut before = 0;
        while lines.peek().starts_with(|c: char| c.is_ascii_digit()) {
            let (place, value) = lines.after("")?.split_once(' ').ok_or("a place and a value")?;
            let place = index(place).ok_or("a place")?;
            ensure(before < place && place <= n, "increasing places of the statement")?;
            ensure(entries[place - 1].1.numerator == Int::ZERO, "a place without an entry")?;
            before = place;
            entries[place - 1] = (shared.clone(), Fraction::parse(value).ok_or("a number")?);
        }
        if !lines.peek().starts_with("over ") {
            return Ok(Vector { entries, all, mixed: 0 });
        }
        let (divisor, times) = lines.after("over ")?.split_once(' ').ok_or("two factors")?;
        let factors = [positive(divisor)?, positive(times)?];
        ensure(&factors[0] * &factors[1] == all[0], "two factors of the first denominator")?;
        shared = Rc::new(factors);
    }
}

fn positive(text: &str) -> Read<Int> {
    Int::parse(text).filter(|size| Int::ZERO < *size).ok_or("a positive number")
}

/// The objective of the point, if it is inside all sides.
fn objective(lp: &Statement, point: &mut Vector) -> Checked<Fraction> {
    for Place { label, terms, sides: [lower, upper] } in lp.columns.iter().chain(&lp.rows) {
        let value = Some(number(sum(lp.n_terms, terms, point)?));
        let is_inside = *lower <= value && (upper.is_none() || value <= *upper); // none <= any
        check(is_inside, "violated: ", || label.clone())?;
    }
    Ok(lp.constant.plus(&number(sum(lp.costs.len(), &lp.costs, point)?)))
}

fn number((shared, Fraction { numerator, denominator }): (Rc<[Int; 2]>, Fraction)) -> Fraction {
    Fraction { numerator, denominator: denominator * &shared[0] }
}

/// The sum of the terms at x, not reduced. There are `n` terms in all sums of this kind.
fn sum(n: usize, terms: &[Term], x: &mut Vector) -> Checked<(Rc<[Int; 2]>, Fraction)> {
    let factor = |(j, factor): &Term| {
        let denominator = &factor.denominator * &x.entries[*j].1.denominator;
        [Fraction { denominator, ..factor.clone() }]
    };
    let ([factors], unit) = over_one_unit(&terms.iter().map(factor).collect::<Vec<_>>(), [0])?;
    limit_list(n, &unit)?;
    let mut sums = BTreeMap::new();
    for (factor, (j, _)) in factors.iter().zip(terms) {
        let sum = sums.entry(&x.entries[*j].0).or_insert(Int::ZERO);
        *sum = factor * &x.entries[*j].1.numerator + &*sum;
    }
    sums.retain(|_, sum| *sum != Int::ZERO);
    // Over the one divisor that is not 1, or over all.
    let (one, mut numerator) = (Int::from(1), Int::ZERO);
    let is_mixed = 1 < sums.keys().filter(|part| part[0] != one).count();
    let shared = sums.keys().next_back().filter(|_| !is_mixed).map_or(&x.all, |part| *part);
    for (part, sum) in &sums {
        let times = if is_mixed { &part[1] } else { &one };
        numerator = sum * if part[0] == one { &shared[0] } else { times } + numerator;
    }
    x.mixed += if is_mixed { shared[0].bits() } else { 0 };
    ensure(x.mixed <= LIST_BITS, Failure::TooLarge(LIST_BITS, "bits of mixed sums"))?;
    Ok((shared.clone(), Fraction { numerator, denominator: unit }))
}

/// factor constant + least(y, z) for z = factor c - A'y, or the most.
fn bound(lp: &Statement, mut y: Vector, factor: i128, is_max: bool) -> Checked<Fraction> {
    // The columns of A and c, and the rows of -1: times y and -factor, they make -z and -y.
    let mut opposites = vec![Vec::new(); lp.columns.len()];
    for (i, terms) in lp.rows.iter().map(|row| &row.terms).chain([&lp.costs]).enumerate() {
        for (j, coefficient) in terms {
            opposites[*j].push((i, coefficient.clone()));
        }
    }
    opposites.extend((0..lp.rows.len()).map(|i| vec![(i, Fraction::from(-1))]));
    y.entries.push((Rc::new([Int::from(1), y.all[0].clone()]), Fraction::from(-factor)));
    let opposites = opposites.iter().map(|terms| sum(lp.n_terms, terms, &mut y));
    let (entries, mut used) = (opposites.collect::<Checked<Vec<_>>>()?, Vec::new());
    for (k, Place { label, sides, .. }) in lp.columns.iter().chain(&lp.rows).enumerate() {
        let Fraction { numerator, .. } = &entries[k].1;
        if *numerator != Int::ZERO {
            let side = sides[usize::from((Int::ZERO < *numerator) != is_max)].as_ref();
            let absent = || Failure::Violated("no bound on the side used: ", label.clone());
            used.push((k, side.ok_or_else(absent)?.clone()));
        }
    }
    let opposite = number(sum(used.len(), &used, &mut Vector { entries, ..y })?);
    Ok(lp.constant.times(&Fraction::from(factor)).minus(&opposite))
}
