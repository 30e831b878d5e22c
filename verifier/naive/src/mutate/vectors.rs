//! Mutations of the vectors of a claim: points, multipliers and rays.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::claim::{Claim, Vector};
use crate::lp::{activity, objective};
use crate::mutate::LpMutation;
use crate::mutate::amount::{factor, other, step};
use crate::mutate::directions;
use crate::random::Random;
use crate::seeds::enumeration::vector;
use crate::statement::{Sides, Statement};

/// All of them, with what the table calls them.
pub const ALL: &[(&str, LpMutation)] = &[
    ("one entry changed", one_entry),
    ("one entry changed", one_entry),
    ("entries scaled", entries_scaled),
    ("denominator changed", denominator),
    ("vector negated", negated),
    ("two entries swapped", entries_swapped),
    ("vectors of a claim swapped", vectors_swapped),
    ("point to or beyond a side", point_beyond_side),
    ("point moved, tight rows and objective kept", point_along_null_direction),
    ("point moved, tight rows and objective kept", point_along_null_direction),
    ("point moved, other tight rows kept", point_against_one_side),
    ("ray moved, tight rows kept", ray_along_null_direction),
    ("point moved along the ray", point_along_ray),
    ("two multipliers shifted, bound kept", multipliers_shifted),
    ("two multipliers shifted, bound kept", multipliers_shifted),
    ("multiplier shifted until a term vanishes", multiplier_to_zero),
];

/// The vectors of the claim, and whether each has one place per row.
pub(super) fn vectors(claim: &mut Claim) -> Vec<(&mut Vector, bool)> {
    match claim {
        Claim::Optimal { point, multipliers, .. } => vec![(point, false), (multipliers, true)],
        Claim::Bounds { point, multipliers, .. } => {
            let points = point.iter_mut().map(|vector| (vector, false));
            points.chain(multipliers.iter_mut().map(|vector| (vector, true))).collect()
        }
        Claim::Infeasible(multipliers) => vec![(multipliers, true)],
        Claim::Unbounded { point, ray } => vec![(point, false), (ray, false)],
        Claim::Basis { .. } | Claim::CrossedColumn(_) | Claim::CrossedRow(_) => Vec::new(),
    }
}

fn any_vector<'a>(claim: &'a mut Claim, random: &mut Random) -> Option<&'a mut Vector> {
    let mut all = vectors(claim);
    let place = random.place(all.len())?;
    Some(all.swap_remove(place).0)
}

/// The point of the claim, if it has one.
pub(super) fn point(claim: &mut Claim) -> Option<&mut Vector> {
    match claim {
        Claim::Optimal { point, .. } | Claim::Unbounded { point, .. } => Some(point),
        Claim::Bounds { point, .. } => point.as_mut(),
        _ => None,
    }
}

/// The multipliers of the claim, if it has some.
pub(super) fn multipliers(claim: &mut Claim) -> Option<&mut Vector> {
    match claim {
        Claim::Optimal { multipliers, .. } | Claim::Infeasible(multipliers) => Some(multipliers),
        Claim::Bounds { multipliers, .. } => multipliers.as_mut(),
        _ => None,
    }
}

fn one_entry(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let changed = any_vector(claim, random)?;
    let mut numbers = changed.numbers();
    let place = random.place(numbers.len())?;
    numbers[place] = other(&numbers[place], random);
    *changed = vector(&numbers);
    Some(())
}

fn entries_scaled(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let times = BigInt::from(random.between(2, 9));
    any_vector(claim, random)?.entries.iter_mut().for_each(|entry| *entry *= &times);
    Some(())
}

fn denominator(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let denominator = &mut any_vector(claim, random)?.denominator;
    *denominator = match random.below(4) {
        0 => -denominator.clone(),
        1 => BigInt::zero(),
        2 => denominator.clone() + BigInt::one(),
        _ => denominator.clone() * BigInt::from(random.between(2, 9)),
    };
    Some(())
}

fn negated(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let changed = any_vector(claim, random)?;
    changed.entries.iter_mut().for_each(|entry| *entry = -entry.clone());
    Some(())
}

fn entries_swapped(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let entries = &mut any_vector(claim, random)?.entries;
    let (a, b) = random.two_places(entries.len())?;
    entries.swap(a, b);
    Some(())
}

/// Each in the place of the other, as far as they fit.
fn vectors_swapped(_: &mut Statement, claim: &mut Claim, _: &mut Random) -> Option<()> {
    let mut all = vectors(claim);
    let (b, a) = (all.pop()?.0, all.pop()?.0);
    std::mem::swap(&mut a.denominator, &mut b.denominator);
    for place in 0..a.entries.len().min(b.entries.len()) {
        std::mem::swap(&mut a.entries[place], &mut b.entries[place]);
    }
    Some(())
}

/// One entry moves until a side of a column or of a row is reached, and perhaps one grain further.
fn point_beyond_side(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let point = point(claim)?;
    let mut x = point.numbers();
    let j = random.place(x.len())?;
    let mut direction = vec![BigRational::zero(); x.len()];
    direction[j] = BigRational::one();
    let (sides, value, rate) = side(lp, &x, &direction, random)?;
    let target = if random.once_in(2) { sides.lower } else { sides.upper }?;
    if rate.is_zero() {
        return None;
    }
    x[j] += (target - value) / rate;
    if random.once_in(2) {
        x[j] += step(random);
    }
    *point = vector(&x);
    Some(())
}

/// A column or a row, its value at the point, and how it changes along the direction.
fn side(
    lp: &Statement,
    x: &[BigRational],
    direction: &[BigRational],
    random: &mut Random,
) -> Option<(Sides, BigRational, BigRational)> {
    let place = random.place(lp.columns.len() + lp.rows.len())?;
    Some(match place.checked_sub(lp.columns.len()) {
        None => (lp.columns[place].sides.clone(), x[place].clone(), direction[place].clone()),
        Some(i) => (lp.rows[i].sides.clone(), activity(lp, i, x), activity(lp, i, direction)),
    })
}

/// The objective and all tight rows and columns stay, until others are broken.
fn point_along_null_direction(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
) -> Option<()> {
    let point = point(claim)?;
    let mut x = point.numbers();
    let mut kept = directions::tight(lp, &x);
    kept.push(directions::costs(lp));
    let direction = directions::null(kept, x.len(), random)?;
    let mut length = step(random);
    // Sometimes exactly to the side of another row or column, or a grain beyond.
    if random.once_in(2)
        && let Some((sides, value, rate)) = side(lp, &x, &direction, random)
        && let Some(target) = if random.once_in(2) { sides.lower } else { sides.upper }
        && !rate.is_zero()
    {
        length = (target - value) / rate;
        if random.once_in(2) {
            length += step(random);
        }
    }
    x.iter_mut().zip(&direction).for_each(|(x, d)| *x += &length * d);
    *point = vector(&x);
    Some(())
}

/// All tight rows and columns but one stay, and perhaps the objective.
fn point_against_one_side(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
) -> Option<()> {
    let point = point(claim)?;
    let mut x = point.numbers();
    let mut kept = directions::tight(lp, &x);
    kept.remove(random.place(kept.len())?);
    if random.once_in(2) {
        kept.push(directions::costs(lp));
    }
    let direction = directions::null(kept, x.len(), random)?;
    let length = step(random);
    x.iter_mut().zip(&direction).for_each(|(x, d)| *x += &length * d);
    *point = vector(&x);
    Some(())
}

/// The ray turns while the rows and columns along which it runs stay, all or all but one.
fn ray_along_null_direction(
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
) -> Option<()> {
    let Claim::Unbounded { ray, .. } = claim else { return None };
    let mut change = ray.numbers();
    let mut kept = directions::unchanged(lp, &change);
    if random.once_in(2)
        && let Some(place) = random.place(kept.len())
    {
        kept.remove(place);
    }
    let gain = objective(lp, &change) - &lp.constant;
    if random.once_in(2) {
        kept.push(directions::costs(lp));
    }
    let direction = directions::null(kept, change.len(), random)?;
    let rate = objective(lp, &direction) - &lp.constant;
    // Until nothing is gained any more, or somewhere.
    let length = if rate.is_zero() || random.once_in(2) { step(random) } else { -gain / rate };
    change.iter_mut().zip(&direction).for_each(|(x, d)| *x += &length * d);
    *ray = vector(&change);
    Some(())
}

fn point_along_ray(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let Claim::Unbounded { point, ray } = claim else { return None };
    let length = step(random);
    let moved =
        point.numbers().iter().zip(ray.numbers()).map(|(x, d)| x + &length * d).collect::<Vec<_>>();
    *point = vector(&moved);
    Some(())
}

/// Two multipliers move such that the bound stays, where a missing side counts as zero.
fn multipliers_shifted(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let is_infeasibility = matches!(claim, Claim::Infeasible(_));
    let multipliers = multipliers(claim)?;
    let mut y = multipliers.numbers();
    let (a, b) = random.two_places(y.len())?;
    let bound = |y: &[BigRational]| directions::loose_bound(lp, y, is_infeasibility);
    let before = bound(&y);
    y[a] = if random.once_in(2) { other(&y[a], random) } else { &y[a] + step(random) };
    for grain in [1, -1] {
        let missing = &before - bound(&y);
        let grain = BigRational::new(grain.into(), 1_000_000.into());
        y[b] += &grain;
        let change = &missing - (&before - bound(&y));
        y[b] -= &grain;
        if !change.is_zero() {
            y[b] += missing * grain / change;
        }
    }
    *multipliers = vector(&y);
    Some(())
}

/// One multiplier moves until it or a reduced cost is zero, or a grain beyond, where another side
/// counts.
fn multiplier_to_zero(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let is_infeasibility = matches!(claim, Claim::Infeasible(_));
    let multipliers = multipliers(claim)?;
    let mut y = multipliers.numbers();
    let i = random.place(y.len())?;
    let j = random.below(lp.columns.len().max(1));
    let entry = lp.rows[i].coefficients.get(j).filter(|entry| !entry.is_zero());
    match entry {
        Some(entry) if !random.once_in(4) => {
            let z = directions::reduced_cost(lp, &y, j, is_infeasibility);
            y[i] += z / entry;
        }
        _ => y[i] = BigRational::zero(),
    }
    if random.once_in(2) {
        y[i] += step(random) / factor(random);
    }
    *multipliers = vector(&y);
    Some(())
}
