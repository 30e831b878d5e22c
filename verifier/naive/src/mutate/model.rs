//! Mutations of the statement, while the claim stays, or while one number of it follows.

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::claim::Claim;
use crate::mutate::LpMutation;
use crate::mutate::amount::{other, step};
use crate::mutate::{directions, vectors};
use crate::random::Random;
use crate::statement::{Row, Sides, Statement};

/// All of them, with what the table calls them.
pub const ALL: &[(&str, LpMutation)] = &[
    ("statement: cost changed", cost),
    ("statement: constant changed", constant),
    ("statement: coefficient changed", coefficient),
    ("statement: coefficient changed", coefficient),
    ("statement: side changed", side_changed),
    ("statement: side changed", side_changed),
    ("statement: side dropped or made up", side_dropped),
    ("statement: side dropped or made up", side_dropped),
    ("statement: sides swapped", sides_swapped),
    ("statement: sense flipped", sense),
    ("statement: coefficient changed, activity kept", activity_kept),
    ("statement: coefficient changed, reduced cost kept", reduced_cost_kept),
    ("statement: row added", row_added),
    ("statement: row removed", row_removed),
    ("statement: rows or columns swapped", swapped),
];

fn cost(lp: &mut Statement, _: &mut Claim, random: &mut Random) -> Option<()> {
    let j = random.place(lp.columns.len())?;
    lp.columns[j].cost = other(&lp.columns[j].cost, random);
    Some(())
}

fn constant(lp: &mut Statement, _: &mut Claim, random: &mut Random) -> Option<()> {
    lp.constant = other(&lp.constant, random);
    Some(())
}

fn coefficient(lp: &mut Statement, _: &mut Claim, random: &mut Random) -> Option<()> {
    let (i, j) = (random.place(lp.rows.len())?, random.place(lp.columns.len())?);
    lp.rows[i].coefficients[j] = other(&lp.rows[i].coefficients[j], random);
    Some(())
}

fn any_sides<'a>(lp: &'a mut Statement, random: &mut Random) -> Option<&'a mut Sides> {
    let place = random.place(lp.columns.len() + lp.rows.len())?;
    Some(match place.checked_sub(lp.columns.len()) {
        None => &mut lp.columns[place].sides,
        Some(i) => &mut lp.rows[i].sides,
    })
}

fn side_changed(lp: &mut Statement, _: &mut Claim, random: &mut Random) -> Option<()> {
    let sides = any_sides(lp, random)?;
    let side = if random.once_in(2) { &mut sides.lower } else { &mut sides.upper };
    let bound = side.as_mut()?;
    *bound = other(bound, random);
    Some(())
}

fn side_dropped(lp: &mut Statement, _: &mut Claim, random: &mut Random) -> Option<()> {
    let sides = any_sides(lp, random)?;
    let opposite = sides.lower.clone().or_else(|| sides.upper.clone()).unwrap_or_default();
    let side = if random.once_in(2) { &mut sides.lower } else { &mut sides.upper };
    *side = match side {
        Some(_) => None,
        None => Some(other(&opposite, random)),
    };
    Some(())
}

fn sides_swapped(lp: &mut Statement, _: &mut Claim, random: &mut Random) -> Option<()> {
    let sides = any_sides(lp, random)?;
    std::mem::swap(&mut sides.lower, &mut sides.upper);
    Some(())
}

fn sense(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    lp.maximize = !lp.maximize;
    if random.once_in(2) {
        lp.columns.iter_mut().for_each(|column| column.cost = -column.cost.clone());
    }
    // The bounds with the new sense, but the vectors as they were.
    if let Claim::Bounds { lower, upper, .. } = claim
        && random.once_in(2)
    {
        std::mem::swap(lower, upper);
    }
    Some(())
}

/// The row stays as tight at the point as it was; its reduced cost in the dual does not.
fn activity_kept(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let (i, j) = (random.place(lp.rows.len())?, random.place(lp.columns.len())?);
    let x = vectors::point(claim)?.numbers();
    let step = step(random);
    let Row { coefficients, sides, .. } = &mut lp.rows[i];
    for side in [&mut sides.lower, &mut sides.upper].into_iter().flatten() {
        *side += &step * &x[j];
    }
    coefficients[j] += step;
    Some(())
}

/// The reduced cost stays as it was; the activity of the row does not.
fn reduced_cost_kept(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let (i, j) = (random.place(lp.rows.len())?, random.place(lp.columns.len())?);
    let is_infeasibility = matches!(claim, Claim::Infeasible(_));
    let y = vectors::multipliers(claim)?.numbers();
    let before = directions::reduced_cost(lp, &y, j, is_infeasibility);
    lp.rows[i].coefficients[j] = other(&lp.rows[i].coefficients[j], random);
    let change = before - directions::reduced_cost(lp, &y, j, is_infeasibility);
    if !is_infeasibility {
        lp.columns[j].cost += change;
    }
    Some(())
}

/// A row without multiplier: only the point can be wrong.
fn row_added(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let mut coefficients = vec![BigRational::zero(); lp.columns.len()];
    let j = random.place(coefficients.len())?;
    coefficients[j] = BigRational::one();
    let near = vectors::point(claim).map(|point| point.numbers()[j].clone()).unwrap_or_default();
    let side = near + step(random);
    let sides = if random.once_in(2) {
        Sides { lower: Some(side), upper: None }
    } else {
        Sides { lower: None, upper: Some(side) }
    };
    let name = format!("added{}", lp.rows.len());
    lp.rows.push(Row { name, sides, coefficients });
    if let Some(multipliers) = vectors::multipliers(claim) {
        multipliers.entries.push(num_bigint::BigInt::zero());
    }
    if let Claim::Basis { rows, .. } = claim {
        rows.push('B');
    }
    Some(())
}

fn row_removed(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let i = random.place(lp.rows.len())?;
    lp.rows.remove(i);
    if let Some(multipliers) = vectors::multipliers(claim) {
        multipliers.entries.remove(i);
    }
    if let Claim::Basis { rows, .. } = claim {
        rows.remove(i);
    }
    Some(())
}

fn swapped(lp: &mut Statement, _: &mut Claim, random: &mut Random) -> Option<()> {
    if random.once_in(2) {
        let (a, b) = random.two_places(lp.rows.len())?;
        lp.rows.swap(a, b);
    } else {
        let (a, b) = random.two_places(lp.columns.len())?;
        lp.columns.swap(a, b);
    }
    Some(())
}
