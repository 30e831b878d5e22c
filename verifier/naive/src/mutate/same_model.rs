//! The same model in other units or in another order, and what comes of it if one part is
//! forgotten.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::claim::Claim;
use crate::mutate::LpMutation;
use crate::mutate::amount::{factor, step};
use crate::mutate::kinds::values;
use crate::mutate::vectors;
use crate::random::Random;
use crate::seeds::enumeration::vector;
use crate::statement::{Row, Sides, Statement};

/// Changes of statement and claim that leave a proof, with what the table calls them.
pub const HONEST: &[(&str, LpMutation)] = &[
    ("honest: same model, other units", |lp, claim, random| together(lp, claim, random, None)),
    ("honest: same model, other units", |lp, claim, random| together(lp, claim, random, None)),
    ("honest: rows or columns reordered", reordered),
    ("honest: free row added", free_row_added),
    ("honest: integer flipped", integer_flipped),
];

/// Changes that look like them.
pub const ALL: &[(&str, LpMutation)] = &[
    ("other units, one part forgotten", one_part_forgotten),
    ("other units, one part forgotten", one_part_forgotten),
    ("other units, one part forgotten", one_part_forgotten),
];

fn one_part_forgotten(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let forgotten = random.below(4);
    together(lp, claim, random, Some(forgotten))
}

/// One change of units. Its parts have numbers, and the forgotten one is left out.
fn together(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
    forgotten: Option<usize>,
) -> Option<()> {
    let is_done = |part: usize| forgotten != Some(part);
    match random.below(5) {
        0 => row_scaled(lp, claim, random, &is_done),
        1 => column_scaled(lp, claim, random, &is_done),
        2 => column_shifted(lp, claim, random, &is_done),
        3 => objective_scaled(lp, claim, random, &is_done),
        _ => constant_shifted(lp, claim, random, &is_done),
    }
}

/// Changes one number of the vector.
fn at(vectors: Option<&mut crate::claim::Vector>, place: usize, change: impl Fn(&mut BigRational)) {
    if let Some(changed) = vectors {
        let mut numbers = changed.numbers();
        change(&mut numbers[place]);
        *changed = vector(&numbers);
    }
}

fn scale_sides(sides: &mut Sides, by: &BigRational) {
    for side in [&mut sides.lower, &mut sides.upper].into_iter().flatten() {
        *side *= by;
    }
    if by.is_negative() {
        std::mem::swap(&mut sides.lower, &mut sides.upper);
    }
}

/// At the other bound, of one symbol.
fn turn(symbols: &mut String, place: usize) {
    let turned = |(at, symbol): (usize, char)| match symbol {
        'L' if at == place => 'U',
        'U' if at == place => 'L',
        _ => symbol,
    };
    *symbols = symbols.chars().enumerate().map(turned).collect();
}

fn factor_of_either_sign(random: &mut Random) -> BigRational {
    if random.once_in(2) { factor(random) } else { -factor(random) }
}

fn row_scaled(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
    is_done: &dyn Fn(usize) -> bool,
) -> Option<()> {
    let i = random.place(lp.rows.len())?;
    let by = factor_of_either_sign(random);
    let Row { coefficients, sides, .. } = &mut lp.rows[i];
    if is_done(0) {
        for entry in coefficients {
            *entry *= &by;
        }
    }
    if is_done(1) {
        scale_sides(sides, &by);
    }
    if is_done(2) {
        at(vectors::multipliers(claim), i, |y| *y /= &by);
    }
    if let Claim::Basis { rows, .. } = claim
        && by.is_negative()
        && is_done(3)
    {
        turn(rows, i);
    }
    Some(())
}

fn column_scaled(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
    is_done: &dyn Fn(usize) -> bool,
) -> Option<()> {
    let j = random.place(lp.columns.len())?;
    let by = factor_of_either_sign(random);
    if is_done(0) {
        lp.rows.iter_mut().for_each(|row| row.coefficients[j] *= &by);
    }
    if is_done(1) {
        lp.columns[j].cost *= &by;
    }
    if is_done(2) {
        scale_sides(&mut lp.columns[j].sides, &by.recip());
    }
    if is_done(3) {
        at(vectors::point(claim), j, |x| *x /= &by);
        if let Claim::Unbounded { ray, .. } = claim {
            at(Some(ray), j, |x| *x /= &by);
        }
        if let Claim::Basis { columns, .. } = claim
            && by.is_negative()
        {
            turn(columns, j);
        }
    }
    Some(())
}

/// Another zero of a column. What rests at zero in a basis would not any more.
fn column_shifted(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
    is_done: &dyn Fn(usize) -> bool,
) -> Option<()> {
    if let Claim::Basis { .. } = claim {
        return None;
    }
    let j = random.place(lp.columns.len())?;
    let by = step(random);
    let shift = |sides: &mut Sides, by: &BigRational| {
        for side in [&mut sides.lower, &mut sides.upper].into_iter().flatten() {
            *side += by;
        }
    };
    if is_done(0) {
        shift(&mut lp.columns[j].sides, &by);
    }
    if is_done(1) {
        lp.rows.iter_mut().for_each(|row| shift(&mut row.sides, &(&row.coefficients[j] * &by)));
    }
    if is_done(2) {
        lp.constant -= &lp.columns[j].cost * &by;
    }
    if is_done(3) {
        at(vectors::point(claim), j, |x| *x += &by);
    }
    Some(())
}

/// With a negative factor the sense turns too.
fn objective_scaled(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
    is_done: &dyn Fn(usize) -> bool,
) -> Option<()> {
    let by = factor_of_either_sign(random);
    if is_done(0) {
        lp.columns.iter_mut().for_each(|column| column.cost *= &by);
        lp.constant *= &by;
    }
    if is_done(1) && by.is_negative() {
        lp.maximize = !lp.maximize;
    }
    if is_done(2) {
        for value in values(claim) {
            *value *= &by;
        }
        if let Claim::Bounds { lower, upper, .. } = claim
            && by.is_negative()
        {
            std::mem::swap(lower, upper);
        }
    }
    if is_done(3) && !matches!(claim, Claim::Infeasible(_)) {
        let scaled: Option<Vec<BigRational>> = vectors::multipliers(claim)
            .map(|multipliers| multipliers.numbers().iter().map(|y| y * &by).collect());
        if let (Some(scaled), Some(multipliers)) = (scaled, vectors::multipliers(claim)) {
            *multipliers = vector(&scaled);
        }
    }
    Some(())
}

fn constant_shifted(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
    is_done: &dyn Fn(usize) -> bool,
) -> Option<()> {
    let by = step(random);
    if is_done(0) || is_done(1) {
        lp.constant += &by;
    }
    if is_done(2) && is_done(3) {
        for value in values(claim) {
            *value += &by;
        }
    }
    Some(())
}

fn reordered(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let swap = |symbols: &mut String, a: usize, b: usize| {
        let mut all: Vec<char> = symbols.chars().collect();
        all.swap(a, b);
        *symbols = all.into_iter().collect();
    };
    let of_rows = random.once_in(2);
    let length = if of_rows { lp.rows.len() } else { lp.columns.len() };
    let (a, b) = random.two_places(length)?;
    if of_rows {
        lp.rows.swap(a, b);
    } else {
        lp.columns.swap(a, b);
        lp.rows.iter_mut().for_each(|row| row.coefficients.swap(a, b));
    }
    for (vector, has_rows) in vectors::vectors(claim) {
        if has_rows == of_rows {
            vector.entries.swap(a, b);
        }
    }
    match claim {
        Claim::Basis { rows, .. } if of_rows => swap(rows, a, b),
        Claim::Basis { columns, .. } => swap(columns, a, b),
        Claim::CrossedRow(place) if of_rows => *place = moved(*place, a, b),
        Claim::CrossedColumn(place) if !of_rows => *place = moved(*place, a, b),
        _ => {}
    }
    Some(())
}

/// Where a place that counts from 1 is after two places that count from 0 were swapped.
fn moved(place: usize, a: usize, b: usize) -> usize {
    match place - 1 {
        at if at == a => b + 1,
        at if at == b => a + 1,
        _ => place,
    }
}

fn free_row_added(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let coefficients =
        lp.columns.iter().map(|_| BigInt::from(random.between(-2, 2)).into()).collect();
    let sides = Sides { lower: None, upper: None };
    lp.rows.push(Row { name: format!("free{}", lp.rows.len()), sides, coefficients });
    if let Some(multipliers) = vectors::multipliers(claim) {
        multipliers.entries.push(BigInt::zero());
    }
    if let Claim::Basis { rows, .. } = claim {
        rows.push('B');
    }
    Some(())
}

fn integer_flipped(lp: &mut Statement, _: &mut Claim, random: &mut Random) -> Option<()> {
    let j = random.place(lp.columns.len())?;
    lp.columns[j].is_integer = !lp.columns[j].is_integer;
    Some(())
}
