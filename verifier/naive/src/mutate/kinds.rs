//! Mutations of what is claimed: another kind, another side, another value, another symbol.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;

use crate::basis;
use crate::claim::{Claim, Vector};
use crate::lp::objective;
use crate::mutate::LpMutation;
use crate::mutate::amount::{other, step};
use crate::mutate::{directions, vectors};
use crate::random::Random;
use crate::seeds::enumeration::vector;
use crate::statement::Statement;

/// All of them, with what the table calls them.
pub const ALL: &[(&str, LpMutation)] = &[
    ("value changed", value),
    ("bounds swapped", bounds_swapped),
    ("one bound dropped or made up", bound_dropped),
    ("one vector dropped or made up", vector_dropped),
    ("bounds without anything", nothing),
    ("kind changed", kind),
    ("kind changed", kind),
    ("symbols of the basis changed", symbols),
    ("symbols of the basis changed", symbols),
    ("crossed index changed", crossed_index),
];

/// Changes of the claim that leave a proof, with what the table calls them.
pub const HONEST: &[(&str, LpMutation)] = &[
    ("honest: vectors scaled", vectors_scaled),
    ("honest: optimal to bounds", optimal_to_bounds),
    ("honest: bounds to one bound", one_bound),
    ("honest: basis to optimal", basis_to_optimal),
    ("honest: unbounded to bounds", unbounded_to_bounds),
];

/// The values that are claimed.
pub(super) fn values(claim: &mut Claim) -> Vec<&mut BigRational> {
    match claim {
        Claim::Optimal { value, .. } => vec![value],
        Claim::Bounds { lower, upper, .. } => lower.iter_mut().chain(upper.iter_mut()).collect(),
        _ => Vec::new(),
    }
}

fn value(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let mut all = values(claim);
    let place = random.place(all.len())?;
    *all[place] = other(all[place], random);
    Some(())
}

fn bounds_swapped(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let Claim::Bounds { lower, upper, .. } = claim else { return None };
    if random.once_in(3) {
        std::mem::swap(lower, upper);
    } else if let (Some(lower), Some(upper)) = (lower, upper) {
        *lower = upper.clone();
    } else {
        return None;
    }
    Some(())
}

fn bound_dropped(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let Claim::Bounds { lower, upper, .. } = claim else { return None };
    let (changed, kept) = if random.once_in(2) { (lower, upper) } else { (upper, lower) };
    *changed = match changed {
        Some(_) => None,
        None => kept.clone().map(|bound| bound + step(random)),
    };
    Some(())
}

fn vector_dropped(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let Claim::Bounds { point, multipliers, .. } = claim else { return None };
    let (n, m) = (lp.columns.len(), lp.rows.len());
    let (changed, length) = if random.once_in(2) { (point, n) } else { (multipliers, m) };
    *changed = if changed.is_some() { None } else { Some(zeros(length)) };
    Some(())
}

fn nothing(_: &mut Statement, claim: &mut Claim, _: &mut Random) -> Option<()> {
    *claim = Claim::Bounds { lower: None, upper: None, point: None, multipliers: None };
    Some(())
}

fn zeros(n: usize) -> Vector {
    Vector { denominator: BigInt::one(), entries: vec![BigInt::default(); n] }
}

/// Vectors of the claim, or zeros, in a claim of another kind.
fn kind(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let (n, m) = (lp.columns.len(), lp.rows.len());
    let point = vectors::point(claim).cloned().unwrap_or_else(|| zeros(n));
    let multipliers = vectors::multipliers(claim).cloned().unwrap_or_else(|| zeros(m));
    let ray = match claim {
        Claim::Unbounded { ray, .. } => ray.clone(),
        _ => point.clone(),
    };
    let attained = objective(lp, &point.numbers());
    let proved = directions::loose_bound(lp, &multipliers.numbers(), false);
    let value = values(claim).first().map_or_else(|| attained.clone(), |value| (*value).clone());
    let (lower, upper) = if lp.maximize { (attained, proved) } else { (proved, attained) };
    let symbols = |n: usize, random: &mut Random| -> String {
        (0..n).map(|_| ["B", "L", "U", "Z"][random.below(4)]).collect()
    };
    *claim = match random.below(8) {
        0 => Claim::Optimal { value, point, multipliers },
        1 => Claim::Infeasible(multipliers),
        2 => Claim::Unbounded { point, ray },
        3 => Claim::CrossedColumn(1 + random.below(n.max(1))),
        4 => Claim::CrossedRow(1 + random.below(m.max(1))),
        5 => Claim::Basis { columns: symbols(n, random), rows: symbols(m, random) },
        6 => Claim::Bounds {
            lower: Some(lower),
            upper: Some(upper),
            point: Some(point),
            multipliers: Some(multipliers),
        },
        _ if random.once_in(2) == lp.maximize => Claim::Bounds {
            lower: Some(lower),
            upper: None,
            point: None,
            multipliers: Some(multipliers),
        },
        _ => {
            Claim::Bounds { lower: None, upper: Some(upper), point: Some(point), multipliers: None }
        }
    };
    Some(())
}

fn symbols(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let Claim::Basis { columns, rows } = claim else { return None };
    let n_columns = columns.len();
    let mut all: Vec<char> = columns.chars().chain(rows.chars()).collect();
    match random.below(3) {
        0 => {
            let place = random.place(all.len())?;
            all[place] = *random.one(&['B', 'L', 'U', 'Z'])?;
        }
        1 => {
            let (a, b) = random.two_places(all.len())?;
            all.swap(a, b);
        }
        _ => {
            let basic: Vec<usize> = (0..all.len()).filter(|place| all[*place] == 'B').collect();
            let others: Vec<usize> = (0..all.len()).filter(|place| all[*place] != 'B').collect();
            all.swap(*random.one(&basic)?, *random.one(&others)?);
        }
    }
    *columns = all[..n_columns].iter().collect();
    *rows = all[n_columns..].iter().collect();
    Some(())
}

fn crossed_index(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let (Claim::CrossedColumn(place) | Claim::CrossedRow(place)) = claim else { return None };
    let longest = lp.columns.len().max(lp.rows.len());
    let place = if random.once_in(2) { *place } else { random.below(longest + 2) };
    *claim = if random.once_in(2) { Claim::CrossedColumn(place) } else { Claim::CrossedRow(place) };
    Some(())
}

fn vectors_scaled(_: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let mut all = vectors::vectors(claim);
    if all.is_empty() {
        return None;
    }
    for (vector, _) in &mut all {
        let times = BigInt::from(random.between(1, 99));
        vector.denominator *= &times;
        vector.entries.iter_mut().for_each(|entry| *entry *= &times);
    }
    Some(())
}

fn optimal_to_bounds(_: &mut Statement, claim: &mut Claim, _: &mut Random) -> Option<()> {
    let Claim::Optimal { value, point, multipliers } = claim else { return None };
    *claim = Claim::Bounds {
        lower: Some(value.clone()),
        upper: Some(value.clone()),
        point: Some(point.clone()),
        multipliers: Some(multipliers.clone()),
    };
    Some(())
}

fn one_bound(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let Claim::Bounds { lower: Some(lower), upper: Some(upper), point, multipliers } = claim else {
        return None;
    };
    let (lower, upper) = (lower.clone(), upper.clone());
    let drops_point = random.once_in(2);
    let point = if drops_point { None } else { point.clone() };
    let multipliers = if drops_point { multipliers.clone() } else { None };
    // The point proves the upper bound of a minimum and the lower one of a maximum.
    *claim = if drops_point == lp.maximize {
        Claim::Bounds { lower: None, upper: Some(upper), point, multipliers }
    } else {
        Claim::Bounds { lower: Some(lower), upper: None, point, multipliers }
    };
    Some(())
}

fn basis_to_optimal(lp: &mut Statement, claim: &mut Claim, _: &mut Random) -> Option<()> {
    let Claim::Basis { columns, rows } = claim else { return None };
    let (point, multipliers) = basis::solution(lp, columns, rows)?;
    let value = objective(lp, &point);
    let (point, multipliers) = (vector(&point), vector(&multipliers));
    *claim = Claim::Optimal { value, point, multipliers };
    Some(())
}

fn unbounded_to_bounds(lp: &mut Statement, claim: &mut Claim, _: &mut Random) -> Option<()> {
    let Claim::Unbounded { point, .. } = claim else { return None };
    let attained = Some(objective(lp, &point.numbers()));
    let (lower, upper) = if lp.maximize { (attained, None) } else { (None, attained) };
    *claim = Claim::Bounds { lower, upper, point: Some(point.clone()), multipliers: None };
    Some(())
}
